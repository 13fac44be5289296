/** The door for deals: a unit is taken, moves on with its deal, and is given back. */
import {
  decideQuote,
  decideTake,
  type HoldFacts,
  isSingle,
  mayMove,
  type Quoted,
  type UnitState,
} from '#core/inventory/index.ts';
import { accept, refuse } from '#core/kernel/decision.ts';
import { scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { clearDeadlines, settleDue } from '#server/platform/deadlines.ts';
import { displacedHook } from './hooks.ts';
import { tellDisplaced, tellTaken } from './notify.ts';
import { decided, refuseWith } from './said.ts';
import { factsOf, holdFactsOrNone, insertLiability, type Unit } from './store.ts';
import * as store from './store.ts';

export const HOLD_EXPIRES = 'inventory.holdExpires';

export interface TakeUnit {
  readonly unitId: string;
  readonly customerId: string;
  readonly consultantId: string;
  readonly dealId: string;
  readonly siteId: string;
  /** What it is sold for; shown later only to those who may see prices of sold units. */
  readonly priceFen?: number | null;
  /** A superior sells what is marked for somebody else; the seller answers for it. */
  readonly override?: boolean;
  readonly reason?: string;
}

/** May the actor control sales at this site. */
export const controlsAt = (context: Context, siteId: string): boolean => {
  const scope = scopeOf(context.actor, 'inventory.control');
  return scope === 'company' || (scope === 'site' && context.actor.siteIds.includes(siteId));
};

/** The unit with everything settled that was due: whoever counts on it locks it here first. */
export async function openUnit(context: Context, unitId: string): Promise<{ unit: Unit; hold: store.Hold | null }> {
  await settleDue(context, [unitId]);
  const unit = await store.lockUnit(context.tx, unitId);
  return { unit, hold: await store.liveHoldOf(context.tx, unitId) };
}

/** Kept for the buyers of a launch: who does not control sales does not ask for it either, whoever would sign that in the end. */
export async function requireOutsideLaunch(context: Context, unit: Unit): Promise<void> {
  const launch = await store.launchKeeping(context.tx, unit);
  if (launch === null || unit.state === 'held' || controlsAt(context, unit.siteId)) return;
  const detail = { unitId: unit.id, launch: launch.name, at: launch.opensAt };
  await decided(context, unit.siteId, refuse('UNIT_IN_LAUNCH', ['S0.02.info.8'], detail));
}

const dealFacts = (unit: Unit) => (unit.dealId === null ? null : { id: unit.dealId, consultantId: unit.consultantId });

/**
 * Takes a unit for a deal: vacant, or held for this customer, whose hold is then converted. Rooms and vehicles become 'subscribed' and are
 * marked; of goods one goes out; memberships are not used up. Refused: UNIT_SOLD, UNIT_WITHHELD, UNIT_HELD_BY, UNIT_MARKED,
 * UNIT_IN_LAUNCH, UNIT_OUT_OF_STOCK.
 */
export async function takeUnit(context: Context, wanted: TakeUnit): Promise<Unit> {
  const { unit, hold } = await openUnit(context, wanted.unitId);
  if (unit.siteId !== wanted.siteId) throw refuseWith('UNIT_STATE_UNFIT', { unit: unit.code, to: wanted.siteId });
  const rules = await context.rules(unit.siteId);
  const facts = {
    unit: factsOf(unit),
    withheldReason: unit.withheldReason,
    hold: holdFactsOrNone(hold),
    launch: await store.launchKeeping(context.tx, unit),
    // Without somebody to look after the deal that loses its unit, the unit stays where it is.
    deal: displacedHook() === null ? null : dealFacts(unit),
    customerId: wanted.customerId,
    consultantId: wanted.consultantId,
    controls: controlsAt(context, unit.siteId),
  };
  const input = { unitId: unit.id, dealId: wanted.dealId, override: wanted.override ?? false };
  const decision = await decided(context, unit.siteId, decideTake(rules.values.inventory, facts, input));
  const { outcome } = decision;
  const journalId = context.record({
    kind: 'inventory.take',
    siteId: unit.siteId,
    subject: { type: 'unit', id: unit.id },
    customerId: wanted.customerId,
    staffIds: [wanted.consultantId, hold?.consultantId, unit.consultantId],
    rules,
    input,
    facts,
    decision,
    reason: wanted.reason ?? null,
  });
  await endEarlier(context, unit, hold, outcome, wanted, journalId);
  if (!isSingle(unit.kind)) return takeOne(context, unit);
  const taken = await store.saveStanding(context, unit, {
    state: 'subscribed',
    isMarked: outcome.isMarked,
    dealId: wanted.dealId,
    customerId: wanted.customerId,
    consultantId: wanted.consultantId,
    soldPriceFen: wanted.priceFen ?? null,
  });
  await tellTaken(context, taken, journalId);
  return taken;
}

async function endEarlier(
  context: Context,
  unit: Unit,
  hold: store.Hold | null,
  outcome: { converts: string | null; displaces: string | null; displacesDeal: string | null; liableId: string | null },
  wanted: TakeUnit,
  journalId: string,
): Promise<void> {
  const at = context.now;
  if (outcome.converts !== null)
    await store.endHold(context.tx, outcome.converts, 'converted', { at, dealId: wanted.dealId });
  if (outcome.displaces !== null && hold !== null) {
    await store.endHold(context.tx, outcome.displaces, 'displaced', { at, dealId: wanted.dealId });
    await tellDisplaced(context, unit, hold.consultantId, journalId);
  }
  if (outcome.displacesDeal !== null)
    await displacedHook()?.(context, {
      unitId: unit.id,
      dealId: outcome.displacesDeal,
      byDealId: wanted.dealId,
      journalId,
    });
  if (outcome.liableId !== null)
    await insertLiability(context.tx, {
      ...{
        id: context.newId(),
        unitId: unit.id,
        siteId: unit.siteId,
        staffId: outcome.liableId,
        dealId: wanted.dealId,
      },
      ...{ harmedId: hold?.consultantId ?? unit.consultantId, reason: wanted.reason ?? '', at, journalId },
    });
  if (hold !== null) await clearDeadlines(context.tx, [unit.id], [HOLD_EXPIRES], at);
}

/** Goods go out one by one; a membership is sold as often as it is wanted. */
async function takeOne(context: Context, unit: Unit): Promise<Unit> {
  if (unit.quantity === null) return unit;
  return store.saveStanding(context, unit, {
    state: unit.state,
    isMarked: unit.isMarked,
    quantity: unit.quantity - 1,
  });
}

export interface MoveUnit {
  readonly dealId: string;
  readonly journalId: string;
}

/**
 * The unit follows its deal. Back to 'available' (or 'withheld') the deal lets go of it, and the mark is taken off. A deal that has it no
 * longer moves nothing.
 */
export async function moveUnit(context: Context, unitId: string, to: UnitState, by: MoveUnit): Promise<void> {
  const { unit, hold } = await openUnit(context, unitId);
  if (!isSingle(unit.kind)) return giveBackOne(context, unit, to);
  if (unit.dealId !== by.dealId || unit.state === to) return;
  if (hold !== null || !mayMove(unit.state, to)) throw refuseWith('UNIT_STATE_UNFIT', { unit: unit.code, to });
  const isFree = to === 'available' || to === 'withheld';
  const { dealId, customerId, consultantId, soldPriceFen } = unit;
  await store.saveStanding(context, unit, {
    state: to,
    isMarked: !isFree && unit.isMarked,
    ...(isFree ? {} : { dealId, customerId, consultantId, soldPriceFen }),
    ...(to === 'withheld' ? { withheldReason: '退回待销控放开' } : {}),
  });
  if (!isFree) return;
  context.record({
    kind: 'inventory.giveBack',
    siteId: unit.siteId,
    subject: { type: 'unit', id: unit.id },
    customerId,
    staffIds: [consultantId],
    input: { to },
    facts: { from: unit.state, dealId, because: by.journalId },
    decision: accept({ to }, ['S0.08.f.17', 'S2.15.c6.17']),
  });
}

async function giveBackOne(context: Context, unit: Unit, to: UnitState): Promise<void> {
  if (unit.quantity === null || (to !== 'available' && to !== 'withheld')) return;
  await store.saveStanding(context, unit, {
    state: unit.state,
    isMarked: unit.isMarked,
    withheldReason: unit.withheldReason,
    quantity: unit.quantity + 1,
  });
}

/** Sold for another price than when it was taken: a change of terms. */
export const setSoldPrice = (context: Context, unitId: string, dealId: string, priceFen: number): Promise<number> =>
  store.saveSoldPrice(context.tx, unitId, dealId, priceFen);

/**
 * What a price needs: the house's own decision, to be used by whoever sells. Throws PRICE_ABOVE_LIST and PRICE_NOT_SET in words.
 * `needsApproval` with how far below the list it is.
 */
export async function checkPrice(context: Context, unit: Unit, priceFen: number): Promise<Quoted> {
  const rules = await context.rules(unit.siteId);
  const { id: unitId, listPriceFen, floorPriceFen, isFixedPrice } = unit;
  const facts = { unitId, listPriceFen, floorPriceFen, isFixedPrice };
  const decision = decideQuote(rules.values.inventory, facts, { priceFen, channel: 'in_person' });
  return (await decided(context, unit.siteId, decision)).outcome;
}

/** Whose hold a customer has on a unit, for the page from which a deal is opened. */
export const holdFor = async (context: Context, unitId: string): Promise<HoldFacts | null> =>
  holdFactsOrNone(await store.liveHoldOf(context.tx, unitId));
