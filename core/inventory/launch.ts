/** Launch day: the draw, whose turn it is, and the press. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import { addMinutes, type Instant, minutesBetween } from '../kernel/instant.ts';
import { type HoldFacts, isSold, type UnitFacts } from './types.ts';

export type LaunchState = 'registering' | 'ready' | 'closed';
export const launchMoves = {
  registering: ['ready', 'closed'],
  ready: ['closed'],
  closed: [],
} as const satisfies Readonly<Record<LaunchState, readonly LaunchState[]>>;

export interface LaunchFacts {
  readonly state: LaunchState;
  readonly mode: 'all_at_once' | 'by_order_number';
  readonly opensAt: Instant;
  readonly closesAt: Instant | null;
  readonly groupSize: number;
  readonly groupMinutes: number;
  readonly perBuyer: number;
  readonly holdMinutes: number;
}

const clauses = ['S0.02.info.8', 'S1.18.s1'];

/** From when a number may choose: by groups, one after the other. Who is in an earlier group may still choose later. */
export const choosesAt = (launch: LaunchFacts, orderNumber: number | null): Instant =>
  launch.mode === 'all_at_once' || orderNumber === null
    ? launch.opensAt
    : addMinutes(launch.opensAt, Math.floor((orderNumber - 1) / launch.groupSize) * launch.groupMinutes);

/** Up to which number may choose at an instant; null before it opens, or when all may at once. */
export function callingUpTo(launch: LaunchFacts, now: Instant): number | null {
  if (launch.mode === 'all_at_once' || now < launch.opensAt) return null;
  return (Math.floor(minutesBetween(launch.opensAt, now) / launch.groupMinutes) + 1) * launch.groupSize;
}

/** A stream of 32-bit numbers from a seed that anybody can type in again (xmur3 into mulberry32). */
function* numbersFrom(seed: string): Generator<number, never> {
  let h = 1779033703 ^ seed.length;
  for (let i = 0; i < seed.length; i++) {
    h = Math.imul(h ^ seed.charCodeAt(i), 3432918353);
    h = (h << 13) | (h >>> 19);
  }
  let a = h >>> 0;
  for (;;) {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    yield (t ^ (t >>> 14)) >>> 0;
  }
}

/** Fisher and Yates: with the same seed and the same registrations everybody gets the same order. */
export function shuffled<Item>(items: readonly Item[], seed: string): Item[] {
  const order = [...items];
  const numbers = numbersFrom(seed);
  for (let last = order.length - 1; last > 0; last--) {
    const pick = Math.floor((numbers.next().value / 4_294_967_296) * (last + 1));
    [order[last], order[pick]] = [order[pick] as Item, order[last] as Item];
  }
  return order;
}

/** Registration closes, and the numbers are drawn where numbers count. */
export function decideDraw(
  facts: { readonly state: LaunchState; readonly mode: LaunchFacts['mode']; readonly buyers: readonly string[] },
  input: { readonly seed: string },
): Decision<{ readonly order: readonly string[] }, 'LAUNCH_STATE'> {
  if (facts.state !== 'registering') return refuse('LAUNCH_STATE', clauses, { state: facts.state });
  return accept({ order: facts.mode === 'by_order_number' ? shuffled(facts.buyers, input.seed) : [] }, clauses);
}

export interface PressFacts {
  readonly launch: LaunchFacts;
  readonly buyer: { readonly orderNumber: number | null; readonly chosen: number } | null;
  readonly unit: UnitFacts;
  readonly isInLaunch: boolean;
  readonly hold: HoldFacts | null;
}
export type PressRefusal =
  | 'LAUNCH_STATE'
  | 'LAUNCH_CLOSED'
  | 'LAUNCH_NOT_OPEN'
  | 'BUYER_UNKNOWN'
  | 'NOT_YOUR_TURN'
  | 'UNIT_NOT_IN_LAUNCH'
  | 'BUYER_LIMIT'
  | 'PRESS_TAKEN'
  | 'UNIT_WITHHELD';

/** Whoever commits first has it; everybody else is told at once who, and what else is free. */
export function decidePress(
  facts: PressFacts,
  input: { readonly unitId: string; readonly buyerId: string },
  now: Instant,
): Decision<{ readonly expiresAt: Instant }, PressRefusal> {
  const { launch, buyer, unit, hold } = facts;
  if (launch.state === 'registering') return refuse('LAUNCH_STATE', clauses, { state: launch.state });
  if (launch.state === 'closed' || (launch.closesAt !== null && now >= launch.closesAt))
    return refuse('LAUNCH_CLOSED', clauses);
  if (now < launch.opensAt) return refuse('LAUNCH_NOT_OPEN', clauses, { at: launch.opensAt });
  if (buyer === null) return refuse('BUYER_UNKNOWN', clauses, { buyerId: input.buyerId });
  const from = choosesAt(launch, buyer.orderNumber);
  if (now < from) return refuse('NOT_YOUR_TURN', clauses, { number: buyer.orderNumber, at: from });
  if (!facts.isInLaunch) return refuse('UNIT_NOT_IN_LAUNCH', clauses, { unitId: unit.id });
  if (buyer.chosen >= launch.perBuyer) return refuse('BUYER_LIMIT', clauses, { limit: launch.perBuyer });
  if (hold !== null || isSold(unit.state))
    return refuse('PRESS_TAKEN', clauses, { unitId: unit.id, byId: hold?.consultantId ?? null });
  if (unit.state === 'withheld') return refuse('UNIT_WITHHELD', clauses, { unitId: unit.id, reason: '' });
  return accept({ expiresAt: addMinutes(now, launch.holdMinutes) }, clauses);
}

export interface Choice {
  readonly id: string;
  readonly layout: string;
  readonly building: string;
  readonly floor: number | null;
  readonly price: number | null;
}

const distance = (wanted: Choice, one: Choice): number =>
  (one.layout === wanted.layout ? 0 : 100) +
  (one.building === wanted.building ? 0 : 10) +
  Math.min(9, Math.abs((one.floor ?? 0) - (wanted.floor ?? 0)) / 4) +
  (wanted.price && one.price ? Math.min(9, (Math.abs(one.price - wanted.price) / wanted.price) * 20) : 0);

/** What is still free and most like the one that was wanted: the layout first, then the building, the floor and the price. */
export function nearest<One extends Choice>(wanted: Choice, free: Iterable<One>, how: number): One[] {
  const best: { one: One; away: number }[] = [];
  for (const one of free) {
    const away = distance(wanted, one);
    const worst = best.at(-1);
    if (best.length === how && worst !== undefined && away >= worst.away) continue;
    const at = best.findIndex((other) => away < other.away);
    best.splice(at < 0 ? best.length : at, 0, { one, away });
    if (best.length > how) best.pop();
  }
  return best.map(({ one }) => one);
}
