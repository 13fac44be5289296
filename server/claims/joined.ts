/** What happens to claims when two customers prove to be one, when that is undone, and when customers are assigned in bulk. */
import sql from 'sql-template-tag';
import type { Claim } from '#core/claims/index.ts';
import { decideDuplicates, decidePassOn } from '#core/claims/index.ts';
import { onAssign, onMerge, setOwner } from '#server/customers/index.ts';
import type { Context } from '#server/platform/context.ts';
import { settleDue } from '#server/platform/deadlines.ts';
import { decided, leaderOf } from './access.ts';
import { openClaim, openFile } from './cards.ts';
import { owesNotice } from './changes.ts';
import { claimFined } from './fined.ts';
import { saveAndSchedule } from './clockwork.ts';
import { tellLevel } from './notify.ts';
import type { Kept, Stored } from './store.ts';
import { claimsOfCustomer, leavePool, lockCustomer, saveClaim, siteById, siteUnder, staffById } from './store.ts';

const tables = ['follow_ups', 'pool_entries', 'contact_changes', 'deal_verdicts'] as const;
type Moved = { readonly claims: Stored[]; readonly rows: Partial<Record<(typeof tables)[number], string[]>> };

async function moveRows(context: Context, from: string, to: string): Promise<Moved['rows']> {
  const { tx } = context;
  const rows: Moved['rows'] = {};
  for (const table of tables) {
    const moved = await tx.rows<{ id: string }>({
      text: `update ${table} set customer_id = $3 where company_id = $1 and customer_id = $2 returning id`,
      values: [tx.companyId, from, to],
    });
    rows[table] = moved.map((row) => row.id);
  }
  return rows;
}

onMerge({
  name: 'claims',
  async merge(context, { keptId, absorbedId }) {
    await settleDue(context, [keptId, absorbedId]);
    const theirs = await claimsOfCustomer(context.tx, absorbedId);
    const ours = await claimsOfCustomer(context.tx, keptId);
    const before = [...theirs, ...ours];
    await context.tx.run(sql`update pool_entries set left_at = ${context.now}, left_reason = 'merged'
      where company_id = ${context.tx.companyId} and customer_id = ${absorbedId} and left_at is null`);
    const after = await joinClaims(context, keptId, theirs, ours);
    const rows = await moveRows(context, absorbedId, keptId);
    if (after.some((claim) => claim.endedAt === null && claim.effectiveAt !== null))
      await leavePool(context.tx, keptId, { at: context.now, reason: 'merged' });
    await setOwner(context.tx, absorbedId, { ownerId: null, until: null });
    const changed = before.filter((claim) => after.some((one) => one.id === claim.id && one.state !== claim.state));
    return { claims: [...theirs, ...changed.filter((claim) => claim.customerId === keptId)], rows } satisfies Moved;
  },
  /** Everything goes back to where it was; a claim that ended in the meantime stays ended. */
  async undo(context, { keptId, absorbedId }, moved) {
    const { claims = [], rows = {} } = (moved ?? {}) as Partial<Moved>;
    await settleDue(context, [keptId, absorbedId]);
    const present = new Map((await claimsOfCustomer(context.tx, keptId)).map((claim) => [claim.id, claim]));
    for (const table of tables)
      await context.tx.run({
        text: `update ${table} set customer_id = $2 where company_id = $1 and id = any($3)`,
        values: [context.tx.companyId, absorbedId, rows[table] ?? []],
      });
    const restored = claims.map((before) => {
      const now = present.get(before.id);
      const voidedByMerge = now?.endedReason === 'duplicate' && before.endedAt === null;
      return now && !voidedByMerge ? { ...now, customerId: before.customerId } : before;
    });
    for (const customerId of [absorbedId, keptId]) {
      const group = restored.filter((claim) => claim.customerId === customerId);
      if (group.length > 0) await settleAndSave(context, group);
    }
  },
});

/** The absorbed customer's claims go over; of two in force one gives way by the house's rule. */
async function joinClaims(
  context: Context,
  keptId: string,
  theirs: readonly Stored[],
  ours: readonly Stored[],
): Promise<Stored[]> {
  const all = [...theirs, ...ours];
  const siteId = all[0]?.siteId;
  if (!siteId) return [];
  const rules = await context.rules(siteId);
  const decision = decideDuplicates(rules.values.claims, all, context.now);
  const { voided, lateHolders } = decision.accepted ? decision.outcome : { voided: [], lateHolders: [] };
  const after = all.map((claim) => ({ ...claim, ...voided.find((one) => one.id === claim.id), customerId: keptId }));
  // The ended ones first: the index that allows one live owner watches every statement.
  for (const claim of [...after].sort((a, b) => Number(a.endedAt === null) - Number(b.endedAt === null)))
    await saveClaim(context.tx, claim);
  await settleAndSave(context, after);
  if (decision.accepted && voided.length + lateHolders.length > 0) {
    const journalId = context.record({
      kind: 'claims.duplicates',
      siteId,
      subject: { type: 'customer', id: keptId },
      customerId: keptId,
      staffIds: all.map((claim) => claim.ownerId),
      rules,
      input: {},
      facts: { claims: all },
      decision,
    });
    await tellLate(context, keptId, all, lateHolders, journalId);
    for (const { staffId, yuan } of lateHolders)
      if (yuan > 0)
        await claimFined(context, { siteId, staffId, yuan, clauses: ['S0.08.c.7', 'S2.15.c3.07'], journalId });
  }
  return after;
}

/** Whose late follow-up brought the duplicate about hears of the penalty, and so does their leader. */
async function tellLate(
  context: Context,
  customerId: string,
  claims: readonly Stored[],
  late: readonly { readonly claimId: string; readonly staffId: string; readonly yuan: number }[],
  journalId: string,
): Promise<void> {
  const { name: customer } = await lockCustomer(context.tx, customerId);
  for (const { claimId, staffId, yuan } of late) {
    const claim = claims.find((one) => one.id === claimId);
    if (!claim) continue;
    const { name: owner } = await staffById(context.tx, staffId);
    const payload = { link: `/customers/${customerId}`, customerId, claimId, customer, owner, yuan };
    for (const level of ['owner', 'leader'] as const)
      await tellLevel(context, claim, level, { kind: 'claims.duplicateByLate', payload, journalId });
  }
}

/** Saves a customer's claims and sets the clocks of whichever is in force. */
async function settleAndSave(context: Context, claims: readonly Stored[]): Promise<void> {
  const open = claims.filter((claim) => claim.endedAt === null);
  const ended = claims.filter((claim) => claim.endedAt !== null);
  for (const claim of ended) await saveClaim(context.tx, claim);
  for (const claim of open) {
    const site = await siteById(context.tx, claim.siteId);
    const rules = await context.rules(claim.siteId);
    await saveAndSchedule(context, rules.values.claims, [claim as Claim & Kept], site.timeZone);
  }
}

onAssign(async (context, { customerId, staffId, reason }) => {
  const { customer, claims } = await openFile(context, customerId);
  const receiver = await staffById(context.tx, staffId);
  const live = claims.find((claim) => claim.endedAt === null);
  const siteId = live?.siteId ?? receiver.siteId ?? customer.siteId;
  if (!live || !siteId) {
    const opened = await openClaim(context, {
      customerId: customer.id,
      ownerId: staffId,
      siteId: siteId ?? '',
      origin: 'manual',
      phoneLeft: false,
    });
    return opened.journalId;
  }
  const site = await siteById(context.tx, siteId);
  const rules = await context.rules(siteId);
  const facts = {
    claim: live,
    others: claims,
    by: await leaderOf(context, 'customers.assign'),
    receiverActive: receiver.status === 'active',
    timeZone: site.timeZone,
  };
  const input = {
    toId: staffId,
    newClaimId: context.newId(),
    why: 'reallocated' as const,
    reason: reason.trim() || '批量分配',
  };
  const decision = await decided(context, site.timeZone, decidePassOn(rules.values.claims, facts, input, context.now));
  const home = await siteUnder(context.tx, receiver, siteId);
  const to = { ...decision.outcome.to, siteId: home, origin: 'passed_on', teamId: receiver.teamId };
  await saveAndSchedule(context, rules.values.claims, [{ ...live, ...decision.outcome.from }, to], site.timeZone);
  await owesNotice(context, decision.outcome.notice, to.id, siteId);
  return context.record({
    kind: 'claims.passOn',
    siteId,
    subject: { type: 'claim', id: to.id },
    customerId: customer.id,
    staffIds: [live.ownerId, staffId],
    rules,
    input,
    facts,
    decision,
    reason,
  });
});
