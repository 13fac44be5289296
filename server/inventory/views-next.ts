/** What the reader may do next with a unit, and why not: the commands ask the same rules again. */
import type { UnitDetail } from '#contract/inventory-shapes.ts';
import { decideControl, decideEdit, decideHold, decideMark, isSold } from '#core/inventory/index.ts';
import type { output } from 'zod';
import { scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { lacks, whyNot } from './said.ts';
import { countHolds, factsOf, holdFacts, launchKeeping, type Unit } from './store.ts';
import { controlsAt } from './taking.ts';
import { shownHold } from './views-holds.ts';

type Steps = output<typeof UnitDetail>['whyNot'];
type LiveRow = Parameters<typeof shownHold>[1] | null;

export async function nextSteps(context: Context, unit: Unit, live: LiveRow): Promise<Steps> {
  const { actor } = context;
  const controls = controlsAt(context, unit.siteId);
  const rules = (await context.rules(unit.siteId)).values.inventory;
  const held = live === null ? null : (await shownHold(context, live)).whyNot;
  const hold = live === null ? null : holdFacts(live);
  const none = held ?? { extend: nothingHeld, passOn: nothingHeld, release: nothingHeld };
  const control = async (to: 'withheld' | 'available') =>
    controls
      ? whyNot(context, unit.siteId, decideControl({ units: [{ unit: factsOf(unit), hold }] }, { to, reason: '' }))
      : lacks('inventory.control');
  const orderedBy = live?.consultantId ?? (isSold(unit.state) ? unit.consultantId : null);
  const mayHold = scopeOf(actor, 'inventory.hold') !== null && actor.staffId !== null;
  const byId = actor.staffId ?? '';
  return {
    hold: mayHold ? await mayPlace(context, unit, hold, byId) : lacks('inventory.hold'),
    ...none,
    withhold: await control('withheld'),
    open: await control('available'),
    mark: mayHold
      ? await whyNot(
          context,
          unit.siteId,
          decideMark({ unit: factsOf(unit), orderedBy, byId, controls }, { place: 'board' }),
        )
      : lacks('inventory.hold'),
    edit:
      scopeOf(actor, 'inventory.edit') === null
        ? lacks('inventory.edit')
        : await whyNot(
            context,
            unit.siteId,
            decideEdit(
              rules,
              { unit: factsOf(unit), isSurveyed: unit.surveyedArea !== null },
              { changesPrice: false, changesArea: false },
            ),
          ),
  };
}

const nothingHeld = {
  code: 'HOLD_ENDED',
  zh: '没有保留',
  en: 'It is not held',
};

/** As for a customer nobody has: whose customer it is will be seen when one is chosen. */
async function mayPlace(context: Context, unit: Unit, hold: ReturnType<typeof holdFacts> | null, consultantId: string) {
  const rules = (await context.rules(unit.siteId)).values.inventory;
  const counts = await countHolds(context.tx, { consultantId, customerId: null, unitId: unit.id }, context.now);
  const facts = {
    unit: factsOf(unit),
    withheldReason: unit.withheldReason,
    hold,
    launch: await launchKeeping(context.tx, unit),
    customer: { id: 'anybody', ownerId: null },
    consultantId,
    ...counts,
    controls: controlsAt(context, unit.siteId),
  };
  const input = { unitId: unit.id, customerId: 'anybody', reason: '', hours: null, override: false };
  return whyNot(context, unit.siteId, decideHold(rules, facts, input, context.now));
}
