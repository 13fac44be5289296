/**
 * What becomes of the units somebody holds when they leave or move away: nobody holds a unit where they no longer work (S2.03.a6). The
 * house's rule passes them on to the superior or releases them, in the transaction of the change itself.
 */
import { decideLeaverHold } from '#core/inventory/index.ts';
import { chainOf, onStaffChange, type StaffChanged } from '#server/organisation/index.ts';
import type { Context } from '#server/platform/context.ts';
import { clearDeadlines } from '#server/platform/deadlines.ts';
import { free, giveTo } from './holds.ts';
import { tell, tellControl } from './notify.ts';
import { decided } from './said.ts';
import * as store from './store.ts';
import { HOLD_EXPIRES, openUnit } from './taking.ts';
import { type Colleague, colleague, isActiveAt } from './views-names.ts';

const reasons = { leaving: { zh: '离职', en: 'left' }, transfer: { zh: '调离', en: 'moved away' } } as const;

/** The first of the line above who is at work at the site of the unit. */
async function heirAt(context: Context, staffId: string, siteId: string): Promise<Colleague | null> {
  for (const id of await chainOf(context.tx, staffId)) {
    const superior = await colleague(context.tx, id);
    if (isActiveAt(superior, siteId)) return superior;
  }
  return null;
}

async function settle(context: Context, asked: store.Hold, change: StaffChanged): Promise<void> {
  const because = change.kind === 'leaving' ? 'leaving' : 'transfer';
  const { unit, hold } = await openUnit(context, asked.unitId);
  if (hold === null || hold.id !== asked.id) return; // its time had run out
  const heir = await heirAt(context, change.staffId, unit.siteId);
  const rules = await context.rules(unit.siteId);
  const facts = { hold: store.holdFacts(hold), because, heirId: heir?.id ?? null } as const;
  const decision = await decided(context, unit.siteId, decideLeaverHold(rules.values.inventory, facts));
  const { outcome } = decision;
  const journalId = context.record({
    kind: 'inventory.leaverHold',
    siteId: unit.siteId,
    subject: { type: 'unit', id: unit.id },
    customerId: hold.customerId,
    staffIds: [change.staffId, heir?.id],
    rules,
    input: {},
    facts,
    decision,
  });
  const reason = reasons[because];
  const more = { from: change.name, reason };
  if (outcome.to === 'passed_on' && heir !== null) {
    await giveTo(context, { unit, hold, to: heir, reason: reason.zh, journalId });
    await tell(context, outcome.tell, {
      ...{ kind: 'inventory.passedToYou', unit, journalId },
      more: { ...more, until: outcome.expiresAt },
    });
    await tellControl(context, 'inventory.passedOn', unit, journalId, { ...more, to: heir.name });
    return;
  }
  await free(context, unit, hold, { to: 'released', reason: reason.zh });
  await clearDeadlines(context.tx, [unit.id], [HOLD_EXPIRES], context.now);
  await tell(context, outcome.tell, { kind: 'inventory.released', unit, journalId, more });
  await tellControl(context, 'inventory.released', unit, journalId, more);
}

onStaffChange(async (context, change) => {
  if (change.kind !== 'transfer' && change.kind !== 'leaving') return;
  const held = await store.heldBy(context.tx, change.staffId);
  if (held.length === 0) return;
  const { siteIds } = await colleague(context.tx, change.staffId);
  const stays = ({ siteId }: store.Hold): boolean => change.kind === 'transfer' && siteIds.includes(siteId);
  for (const hold of held.filter((one) => !stays(one))) await settle(context, hold, change);
  if (change.kind === 'transfer' && change.before.teamId !== change.after.teamId)
    await store.moveToTeam(context.tx, change.staffId, change.after.teamId);
});
