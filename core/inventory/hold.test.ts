import { expect, test } from 'vitest';
import { defaultsOf } from '../kernel/parameters.ts';
import {
  decideExpire,
  decideExtend,
  decideHold,
  decidePassOn,
  decideRelease,
  type PlaceFacts,
  type PlaceInput,
} from './decide-hold.ts';
import { decideControl, decideEdit, decideMark, decideTake, type TakeFacts } from './decide-unit.ts';
import { InventoryRules } from './rules.ts';
import { holdMoves, type UnitState, unitMoves, unitStates } from './types.ts';

const rules = defaultsOf(InventoryRules);
const now = '2024-03-04T01:00:00.000Z';
const room = { id: 'u', kind: 'room', state: 'available', isMarked: false, quantity: null } as const;
const car = { ...room, kind: 'vehicle' } as const;
const lis = { id: 'h', customerId: 'c-li', consultantId: 'li', expiresAt: '2024-03-05T01:00:00.000Z', extended: 0 };
const facts: PlaceFacts = {
  unit: room,
  withheldReason: '',
  hold: null,
  launch: null,
  customer: { id: 'c', ownerId: 'mei' },
  consultantId: 'mei',
  consultantHolds: 0,
  customerHolds: 0,
  lastExpiredAt: null,
  controls: false,
};
const input: PlaceInput = { unitId: 'u', customerId: 'c', reason: '', hours: null, override: false };

test('every reason for which a unit cannot be held, in the order in which they are checked', () => {
  const launch = { name: '首开', opensAt: '2024-03-09T01:00:00.000Z' };
  const faults: [string, Partial<PlaceFacts>, Partial<PlaceInput>?][] = [
    ['UNIT_NOT_HELD_SINGLY', { unit: { ...room, kind: 'membership' } }],
    ['UNIT_SOLD', { unit: { ...room, state: 'contracted' } }],
    ['UNIT_WITHHELD', { unit: { ...room, state: 'withheld' } }],
    ['UNIT_HELD_BY', { unit: { ...room, state: 'held' }, hold: lis }],
    ['UNIT_IN_LAUNCH', { launch }],
    ['HOLD_NEEDS_CUSTOMER', { customer: null }],
    ['CUSTOMER_OF_COLLEAGUE', { customer: { id: 'c', ownerId: 'li' } }],
    ['HOLD_TOO_LONG', {}, { hours: 25 }],
    ['HOLD_LIMIT_CONSULTANT', { consultantHolds: 3 }],
    ['HOLD_LIMIT_CUSTOMER', { customerHolds: 2 }],
  ];
  for (const [code, wrong, said] of faults)
    expect(decideHold(rules, { ...facts, ...wrong }, { ...input, ...said }, now)).toMatchObject({ code });
  expect(decideHold(rules, facts, input, now)).toMatchObject({
    accepted: true,
    outcome: { expiresAt: '2024-03-05T01:00:00.000Z', displaces: null, liableId: null },
  });
});

test('the limits at their edges, and switched off', () => {
  const at = (consultantHolds: number, customerHolds: number, more: Partial<typeof rules> = {}) =>
    decideHold({ ...rules, ...more }, { ...facts, consultantHolds, customerHolds }, { ...input, hours: 24 }, now)
      .accepted;
  expect([at(2, 1), at(3, 1), at(2, 2)]).toEqual([true, false, false]);
  expect(at(50, 50, { holdsPerConsultant: 0, holdsPerCustomer: 0 })).toBe(true);
});

test('who let a hold run out waits before holding the same unit again, where the house says so', () => {
  const waits = { ...rules, holdAgainHours: 2 };
  const again = (lastExpiredAt: string) => decideHold(waits, { ...facts, lastExpiredAt }, input, now);
  expect(again('2024-03-03T23:00:00.000Z').accepted).toBe(true);
  expect(again('2024-03-03T23:00:00.001Z')).toMatchObject({
    code: 'HOLD_TOO_SOON',
    detail: { until: '2024-03-04T01:00:00.001Z' },
  });
});

test('whoever controls sales is bound neither by limits nor by a launch, and holds for nobody in particular', () => {
  const launch = { name: '首开', opensAt: '2024-03-09T01:00:00.000Z' };
  const free = { ...facts, controls: true, launch, customer: null, consultantHolds: 9 };
  expect(decideHold(rules, free, { ...input, customerId: null }, now).accepted).toBe(true);
});

const held = { ...car, state: 'held' } as const;
const byHand = { ...rules, marking: 'by_hand' } as const;

test('[S0.08.b.29b] an ordered vehicle without the mark is free to sell; a marked one is not', () => {
  const place = (isMarked: boolean) =>
    decideHold(byHand, { ...facts, unit: { ...held, isMarked }, hold: lis }, input, now);
  expect(place(false)).toMatchObject({ accepted: true, outcome: { displaces: 'h', liableId: null } });
  expect(place(true)).toMatchObject({ accepted: false, code: 'UNIT_MARKED', detail: { byId: 'li' } });
  const kept = decideHold({ ...byHand, unmarked: 'protected' }, { ...facts, unit: held, hold: lis }, input, now);
  expect(kept).toMatchObject({ accepted: false, code: 'UNIT_HELD_BY' });
});

test('[S2.15.c2.29] whoever sells a marked vehicle all the same, by a superior’s word, bears all consequences', () => {
  const marked = { ...facts, unit: { ...held, isMarked: true }, hold: lis };
  const override = { ...input, override: true };
  expect(decideHold(byHand, marked, override, now)).toMatchObject({ code: 'UNIT_MARKED' });
  const overruled = decideHold(byHand, { ...marked, controls: true }, override, now);
  expect(overruled).toMatchObject({ accepted: true, outcome: { displaces: 'h', liableId: 'mei' } });
});

test('[S0.08.b.29] the mark stands on the board or in the vehicle, put there by whoever ordered it', () => {
  const about = { unit: { ...car, state: 'subscribed' as const }, orderedBy: 'mei', byId: 'mei', controls: false };
  for (const place of ['board', 'vehicle'] as const)
    expect(decideMark(about, { place })).toMatchObject({ accepted: true, outcome: { place } });
  expect(decideMark({ ...about, byId: 'li' }, { place: 'board' })).toMatchObject({ code: 'HOLD_NOT_YOURS' });
  expect(decideMark({ ...about, orderedBy: null }, { place: 'board' })).toMatchObject({ code: 'NOTHING_TO_MARK' });
  expect(decideMark({ ...about, unit: room }, { place: 'board' })).toMatchObject({ code: 'VEHICLE_ONLY' });
  const again = decideMark({ ...about, unit: { ...about.unit, isMarked: true } }, { place: 'board' });
  expect(again).toMatchObject({ code: 'ALREADY_MARKED' });
  // Where the board marks by itself, nobody has to.
  expect(decideHold(rules, { ...facts, unit: car }, input, now)).toMatchObject({ outcome: { isMarked: true } });
});

test('a hold is extended by oneself as often as the house says, then by approval or not at all', () => {
  const about = { hold: lis, byId: 'li', controls: false, isAsked: false, approved: false };
  const once = decideExtend(rules, about);
  expect(once).toMatchObject({ outcome: { expiresAt: '2024-03-06T01:00:00.000Z', extended: 1, needsApproval: false } });
  const more = { ...about, hold: { ...lis, extended: 1 } };
  expect(decideExtend(rules, more)).toMatchObject({ outcome: { needsApproval: true, extended: 1 } });
  expect(decideExtend({ ...rules, beyondExtensions: 'refused' }, more)).toMatchObject({ code: 'EXTENSION_LIMIT' });
  expect(decideExtend(rules, { ...more, isAsked: true })).toMatchObject({ code: 'EXTENSION_PENDING' });
  expect(decideExtend(rules, { ...more, isAsked: true, approved: true, byId: 'boss' })).toMatchObject({
    outcome: { needsApproval: false, extended: 2 },
  });
  expect(decideExtend(rules, { ...more, hold: null, approved: true })).toMatchObject({ code: 'HOLD_ENDED' });
  expect(decideExtend(rules, { ...about, byId: 'mei' })).toMatchObject({
    code: 'HOLD_NOT_YOURS',
    detail: { byId: 'li' },
  });
});

test('a hold is passed on to a colleague of the site who has room for it; both are told', () => {
  const about = {
    hold: lis,
    byId: 'li',
    controls: false,
    to: { id: 'mei', isActive: true, isAtSite: true },
    recipientHolds: 2,
  };
  expect(decidePassOn(rules, about)).toMatchObject({ outcome: { fromId: 'li', toId: 'mei', tell: ['li', 'mei'] } });
  expect(decidePassOn(rules, { ...about, recipientHolds: 3 })).toMatchObject({ code: 'HOLD_LIMIT_CONSULTANT' });
  for (const wrong of [{ id: 'li' }, { isActive: false }, { isAtSite: false }])
    expect(decidePassOn(rules, { ...about, to: { ...about.to, ...wrong } })).toMatchObject({ code: 'RECIPIENT_UNFIT' });
});

test('released by oneself nobody has to be told; by somebody else the holder is', () => {
  expect(decideRelease({ hold: lis, byId: 'li', controls: false })).toMatchObject({ outcome: { tell: [] } });
  expect(decideRelease({ hold: lis, byId: 'boss', controls: true })).toMatchObject({ outcome: { tell: ['li'] } });
  expect(decideRelease({ hold: null, byId: 'li', controls: true })).toMatchObject({ code: 'HOLD_ENDED' });
});

test('a hold runs out at its instant, not before', () => {
  expect(decideExpire({ hold: lis }, '2024-03-05T00:59:59.999Z')).toMatchObject({ code: 'HOLD_NOT_DUE' });
  expect(decideExpire({ hold: lis }, lis.expiresAt)).toMatchObject({ outcome: { state: 'expired', tell: ['li'] } });
});

const taking: TakeFacts = {
  unit: room,
  withheldReason: '',
  hold: null,
  launch: null,
  deal: null,
  customerId: 'c',
  consultantId: 'mei',
  controls: false,
};
const deal = { unitId: 'u', dealId: 'd', override: false };
const take = (wrong: Partial<TakeFacts>, said = deal, house: typeof rules = rules) =>
  decideTake(house, { ...taking, ...wrong }, said);

test('[S1.18.s1] before a subscription the unit must be vacant, or held for this very customer', () => {
  expect(take({})).toMatchObject({ accepted: true, outcome: { converts: null } });
  const own = { ...lis, customerId: 'c', consultantId: 'mei' };
  expect(take({ unit: { ...room, state: 'held' }, hold: own })).toMatchObject({ outcome: { converts: 'h' } });
  const spare = { ...lis, customerId: null, consultantId: 'mei' };
  expect(take({ unit: { ...room, state: 'held' }, hold: spare })).toMatchObject({ outcome: { converts: 'h' } });
  expect(take({ unit: { ...room, state: 'held' }, hold: { ...spare, consultantId: 'li' } }).accepted).toBe(false);
  const refused: [string, Partial<TakeFacts>][] = [
    ['UNIT_HELD_BY', { unit: { ...room, state: 'held' }, hold: lis }],
    ['UNIT_WITHHELD', { unit: { ...room, state: 'withheld' } }],
    ['UNIT_IN_LAUNCH', { launch: { name: '首开', opensAt: now } }],
    ...(['subscribed', 'contracted', 'handed_over'] as const).map((state): [string, Partial<TakeFacts>] => [
      'UNIT_SOLD',
      { unit: { ...room, state }, deal: { id: 'd-0', consultantId: 'li' } },
    ]),
  ];
  for (const [code, wrong] of refused) expect(take(wrong)).toMatchObject({ accepted: false, code });
});

test('goods go out as long as there are any, memberships always', () => {
  expect(take({ unit: { ...room, kind: 'stock', quantity: 1 } }).accepted).toBe(true);
  expect(take({ unit: { ...room, kind: 'stock', quantity: 0 } })).toMatchObject({ code: 'UNIT_OUT_OF_STOCK' });
  expect(take({ unit: { ...room, kind: 'membership' } }).accepted).toBe(true);
});

test('an ordered vehicle is lost to another buyer when nobody marked it', () => {
  const ordered = { unit: { ...car, state: 'subscribed' as const }, deal: { id: 'd-0', consultantId: 'li' } };
  expect(take(ordered, deal, byHand)).toMatchObject({ outcome: { displacesDeal: 'd-0', liableId: null } });
  const marked = { ...ordered, unit: { ...ordered.unit, isMarked: true } };
  expect(take(marked, deal, byHand)).toMatchObject({ code: 'UNIT_MARKED', detail: { byId: 'li' } });
  const overruled = take({ ...marked, controls: true }, { ...deal, override: true }, byHand);
  expect(overruled).toMatchObject({ outcome: { displacesDeal: 'd-0', liableId: 'mei' } });
  expect(take(marked)).toMatchObject({ code: 'UNIT_SOLD' });
  expect(take({ ...ordered, unit: { ...ordered.unit, state: 'handed_over' } }, deal, byHand)).toMatchObject({
    code: 'UNIT_SOLD',
  });
});

test('units are withheld or released all together, or none', () => {
  const free = { unit: room, hold: null };
  expect(decideControl({ units: [free] }, { to: 'withheld', reason: '' }).accepted).toBe(true);
  const refused = (unit: typeof room | object, hold: typeof lis | null, to: 'withheld' | 'available') =>
    decideControl({ units: [free, { unit: { ...room, ...unit, id: 'bad' }, hold }] }, { to, reason: '' });
  expect(refused({ state: 'subscribed' }, null, 'withheld')).toMatchObject({
    code: 'UNIT_SOLD',
    detail: { unitId: 'bad' },
  });
  expect(refused({ state: 'held' }, lis, 'withheld')).toMatchObject({ code: 'UNIT_HELD_BY' });
  expect(refused({ state: 'withheld' }, null, 'withheld')).toMatchObject({ code: 'UNIT_WITHHELD_ALREADY' });
  expect(decideControl({ units: [free] }, { to: 'available', reason: '' })).toMatchObject({
    code: 'UNIT_AVAILABLE_ALREADY',
  });
});

test('[S1.07.a18] nobody changes a price by hand, whatever else they may edit', () => {
  const edit = (
    changesPrice: boolean,
    changesArea: boolean,
    state: UnitState = 'withheld',
    house: typeof rules = rules,
  ) => decideEdit(house, { unit: { ...room, state }, isSurveyed: false }, { changesPrice, changesArea });
  expect(edit(true, false)).toMatchObject({ code: 'PRICE_NEEDS_APPROVAL' });
  expect(edit(false, true).accepted).toBe(true);
  expect(edit(false, true, 'available')).toMatchObject({ code: 'AREA_LOCKED' });
  expect(edit(false, true, 'withheld', { ...rules, areaLock: 'always' })).toMatchObject({ code: 'AREA_LOCKED' });
  expect(edit(false, false, 'available').accepted).toBe(true);
});

test('every state of a unit is reached from another and leads to another; a hold ends once', () => {
  const reached = new Set<UnitState>(Object.values(unitMoves).flat());
  expect([...reached].toSorted()).toEqual([...unitStates].toSorted());
  expect(Object.values(unitMoves).every((next) => next.length > 0)).toBe(true);
  expect(holdMoves.live).toHaveLength(Object.keys(holdMoves).length - 1);
});
