import { expect, test } from 'vitest';
import { defaultsOf } from '../kernel/parameters.ts';
import { areaMoves, decideBuyerConfirms, decideConfirmArea, decideFileArea, decideProposeArea } from './area.ts';
import { decideBookReturn, decideInstruct, decideReceive, slipMoves } from './goods.ts';
import { callingUpTo, choosesAt, decideDraw, decidePress, launchMoves, nearest, shuffled } from './launch.ts';
import { decidePricesApproved, decideQuote, decideSubmitPrices } from './price.ts';
import { InventoryRules } from './rules.ts';
import { decideMove, decideRecall, decideReport, decideReportMissing, nextReport } from './stock.ts';

const rules = defaultsOf(InventoryRules);
const now = '2024-03-04T01:00:00.000Z';
const timeZone = 'Asia/Shanghai';
const room = { id: 'u', kind: 'room', state: 'available', isMarked: false, quantity: null } as const;

const price = { unitId: 'u', listPriceFen: 200_00, floorPriceFen: 190_00, isFixedPrice: false };
const quote = (priceFen: number, more: object = {}, house: typeof rules = rules) =>
  decideQuote(house, { ...price, ...more }, { priceFen, channel: 'in_person' });

test('a quote at the list, at the discounted price, and one fen beyond each', () => {
  expect(quote(200_00)).toMatchObject({ outcome: { needsApproval: false, discountPercent: 0 } });
  expect(quote(200_01)).toMatchObject({ code: 'PRICE_ABOVE_LIST', detail: { listFen: 200_00 } });
  expect(quote(190_00)).toMatchObject({ outcome: { needsApproval: false, belowListFen: 10_00, discountPercent: 5 } });
  expect(quote(189_99)).toMatchObject({ outcome: { needsApproval: true } });
  expect(quote(199_99, {}, { ...rules, quoteFloor: 'list' })).toMatchObject({ outcome: { needsApproval: true } });
  expect(quote(199_99, { floorPriceFen: null })).toMatchObject({ outcome: { needsApproval: true } });
  expect(quote(1, { listPriceFen: null })).toMatchObject({ code: 'PRICE_NOT_SET' });
});

test('a fixed price is the one and only', () => {
  const fixed = { isFixedPrice: true };
  expect(quote(190_00, fixed)).toMatchObject({ outcome: { needsApproval: false } });
  expect(quote(190_01, fixed)).toMatchObject({ code: 'PRICE_ABOVE_LIST' });
  expect(quote(189_99, fixed)).toMatchObject({ outcome: { needsApproval: true } });
  expect(quote(200_00, { ...fixed, floorPriceFen: null })).toMatchObject({ outcome: { needsApproval: false } });
});

test('[S2.15.c2.12] prices are not quoted on the phone where the house forbids it', () => {
  const byPhone = (house: typeof rules) => decideQuote(house, price, { priceFen: 200_00, channel: 'phone' });
  expect(byPhone({ ...rules, phoneQuotes: 'forbidden' })).toMatchObject({ code: 'PRICE_NOT_BY_PHONE' });
  expect(byPhone(rules).accepted).toBe(true);
});

test('a price list is submitted once, for the time to come, and only when it changes something', () => {
  const line = { unitId: 'u', beforeFen: 200_00, beforeFloorFen: null, listPriceFen: 180_00, floorPriceFen: null };
  const list = { state: 'draft' as const, pendingNumber: null, lines: [line], effectiveAt: null };
  const submit = (wrong: object) => decideSubmitPrices({ ...list, ...wrong }, now);
  expect(submit({})).toMatchObject({ outcome: { changed: 1, lowered: 1, raised: 0, maxCutPercent: 10 } });
  expect(submit({ lines: [{ ...line, listPriceFen: 210_00 }] })).toMatchObject({
    outcome: { raised: 1, maxCutPercent: 0 },
  });
  expect(submit({ lines: [{ ...line, listPriceFen: 200_00, floorPriceFen: 190_00 }] })).toMatchObject({
    outcome: { changed: 1 },
  });
  expect(submit({ state: 'pending' })).toMatchObject({ code: 'PRICE_LIST_STATE' });
  expect(submit({ pendingNumber: 3 })).toMatchObject({ code: 'PRICE_LIST_PENDING', detail: { number: 3 } });
  expect(submit({ effectiveAt: '2024-03-04T00:59:59.999Z' })).toMatchObject({ code: 'PRICE_BACKDATED' });
  expect(submit({ effectiveAt: now }).accepted).toBe(true);
  expect(submit({ lines: [{ ...line, floorPriceFen: 180_01 }] })).toMatchObject({ code: 'PRICE_FLOOR_ABOVE_LIST' });
  expect(submit({ lines: [{ ...line, listPriceFen: 200_00 }] })).toMatchObject({ code: 'PRICE_LIST_EMPTY' });
});

test('[S0.07.ct.3b] an approved list takes effect at its instant, never before its approval', () => {
  const approved = (effectiveAt: string | null) => decidePricesApproved({ state: 'pending', effectiveAt }, now);
  const later = '2024-03-05T01:00:00.000Z';
  expect(approved(null)).toMatchObject({ outcome: { effectiveAt: now, appliesNow: true } });
  expect(approved('2024-03-01T00:00:00.000Z')).toMatchObject({ outcome: { effectiveAt: now, appliesNow: true } });
  expect(approved(later)).toMatchObject({ outcome: { effectiveAt: later, appliesNow: false } });
  expect(decidePricesApproved({ state: 'draft', effectiveAt: null }, now)).toMatchObject({ code: 'PRICE_LIST_STATE' });
});

test('an area is confirmed by two different people for two departments, and by the buyer of a sold room', () => {
  const propose = { unit: room, area: 89.12, isSurveyed: true, hasOpen: false };
  expect(decideProposeArea(propose, { surveyedArea: 89.3 })).toMatchObject({ outcome: { needsBuyer: false } });
  const sold = decideProposeArea({ ...propose, unit: { ...room, state: 'contracted' } }, { surveyedArea: 89.3 });
  expect(sold).toMatchObject({ outcome: { needsBuyer: true } });
  expect(decideProposeArea(propose, { surveyedArea: 89.12 })).toMatchObject({ code: 'AREA_UNCHANGED' });
  // A survey that finds what was predicted is still a survey.
  expect(decideProposeArea({ ...propose, isSurveyed: false }, { surveyedArea: 89.12 }).accepted).toBe(true);
  expect(decideProposeArea({ ...propose, hasOpen: true }, { surveyedArea: 89.3 })).toMatchObject({
    code: 'AREA_PENDING',
  });
  const car = { ...propose, unit: { ...room, kind: 'vehicle' as const } };
  expect(decideProposeArea(car, { surveyedArea: 89.3 })).toMatchObject({ code: 'ROOM_ONLY' });

  const about = {
    state: 'confirming' as const,
    developmentBy: 'zhao',
    marketingBy: null,
    needsBuyer: false,
    hasBuyer: false,
    byId: 'qian',
  };
  const confirm = (wrong: object, department: 'development' | 'marketing' = 'marketing') =>
    decideConfirmArea({ ...about, ...wrong }, { department });
  expect(confirm({})).toMatchObject({ outcome: { isComplete: true } });
  expect(confirm({ developmentBy: null })).toMatchObject({ outcome: { isComplete: false } });
  expect(confirm({ needsBuyer: true })).toMatchObject({ outcome: { isComplete: false } });
  expect(confirm({ needsBuyer: true, hasBuyer: true })).toMatchObject({ outcome: { isComplete: true } });
  expect(confirm({ byId: 'zhao' })).toMatchObject({ code: 'AREA_SAME_PERSON' });
  expect(confirm({}, 'development')).toMatchObject({ code: 'AREA_CONFIRMED_ALREADY' });
  expect(confirm({ state: 'approved' })).toMatchObject({ code: 'AREA_STATE' });
  const buyer = { ...about, needsBuyer: true, marketingBy: 'qian' };
  expect(decideBuyerConfirms(buyer)).toMatchObject({ outcome: { isComplete: true } });
  expect(decideBuyerConfirms({ ...buyer, marketingBy: null })).toMatchObject({ outcome: { isComplete: false } });
  expect(decideBuyerConfirms({ ...buyer, hasBuyer: true })).toMatchObject({ code: 'AREA_CONFIRMED_ALREADY' });
  expect(decideBuyerConfirms(about)).toMatchObject({ code: 'AREA_STATE' });
  expect(decideFileArea({ state: 'approved' }).accepted).toBe(true);
  expect(decideFileArea({ state: 'approving' })).toMatchObject({ code: 'AREA_STATE' });
});

const moving = { kind: 'vehicle', location: '大库', stockState: 'in_stock', atBranchSince: null, timeZone } as const;
const branch = { location: '叙永', stockState: 'at_branch', movedBy: 'local_dealer', inspected: true } as const;

test('[S2.15.c6.14] vehicles of a second-tier store are moved by the local dealer, after an inspection', () => {
  const dealers = { ...rules, branchMoves: 'dealer' } as const;
  expect(decideMove(dealers, moving, branch, now).accepted).toBe(true);
  expect(decideMove(dealers, moving, { ...branch, movedBy: 'company' }, now)).toMatchObject({
    code: 'MOVE_BY_DEALER_ONLY',
  });
  expect(decideMove(dealers, moving, { ...branch, inspected: false }, now)).toMatchObject({
    code: 'MOVE_NEEDS_INSPECTION',
  });
  // Within the house's own yards company staff move them.
  const own = { location: '展厅', stockState: 'display', movedBy: 'company', inspected: false } as const;
  expect(decideMove(dealers, moving, own, now).accepted).toBe(true);
  expect(decideMove(rules, moving, { ...branch, movedBy: 'company', inspected: false }, now).accepted).toBe(true);
  expect(decideMove(rules, moving, { ...own, location: '大库', stockState: 'in_stock' }, now)).toMatchObject({
    code: 'NOT_MOVED',
  });
  expect(decideMove(rules, { ...moving, kind: 'room' }, own, now)).toMatchObject({ code: 'VEHICLE_ONLY' });
});

test('the thirty days count from the first second-tier store until the vehicle has been home', () => {
  const first = decideMove(rules, moving, branch, now);
  expect(first).toMatchObject({ outcome: { atBranchSince: '2024-03-04', recallAt: '2024-04-03T16:00:00.000Z' } });
  const there = { ...moving, stockState: 'at_branch', atBranchSince: '2024-03-04' } as const;
  const next = decideMove(rules, there, { ...branch, location: '合江' }, '2024-03-20T01:00:00.000Z');
  expect(next).toMatchObject({ outcome: { atBranchSince: '2024-03-04' } });
  const home = decideMove(rules, there, { ...branch, stockState: 'in_stock' }, now);
  expect(home).toMatchObject({ outcome: { atBranchSince: null, recallAt: null } });
  const standing = { stockState: 'at_branch', atBranchSince: '2024-03-04', timeZone } as const;
  expect(decideRecall(rules, standing, '2024-04-03T15:59:59.999Z')).toMatchObject({ code: 'NOT_DUE' });
  expect(decideRecall(rules, standing, '2024-04-03T16:00:00.000Z')).toMatchObject({
    outcome: { dueOn: '2024-04-03', days: 31 },
  });
  expect(decideRecall({ ...rules, branchDaysMax: 0 }, standing, '2025-01-01T00:00:00.000Z').accepted).toBe(false);
  expect(decideRecall(rules, { ...standing, stockState: 'in_stock' }, '2025-01-01T00:00:00.000Z').accepted).toBe(false);
});

const expected = [
  { id: 'a', code: 'A', location: '大库' },
  { id: 'b', code: 'B', location: '展厅' },
  { id: 'c', code: 'C', location: '大库' },
];

test('[S2.15.c6.02] the stock is reported before nine and before five; at the very minute it is late', () => {
  const at = (instant: string, slot: 'morning' | 'afternoon') =>
    decideReport(rules, { timeZone, expected: [], isInAlready: false }, { slot, found: [] }, instant);
  expect(at('2024-03-04T00:59:59.999Z', 'morning')).toMatchObject({ outcome: { isLate: false, day: '2024-03-04' } });
  expect(at('2024-03-04T01:00:00.000Z', 'morning')).toMatchObject({ outcome: { isLate: true } });
  expect(at('2024-03-04T08:59:59.999Z', 'afternoon')).toMatchObject({ outcome: { isLate: false } });
  expect(at('2024-03-04T09:00:00.000Z', 'afternoon')).toMatchObject({ outcome: { isLate: true } });
});

test('[S2.15.c6.17] a report names every difference between the board and the yard', () => {
  const found = [
    { code: 'A', location: '大库' },
    { code: 'B', location: '大库' },
    { code: 'X', location: '门口' },
  ];
  const report = (isInAlready: boolean) =>
    decideReport(rules, { timeZone, expected, isInAlready }, { slot: 'morning', found }, now);
  const answer = report(false);
  expect(answer.accepted && answer.outcome.differences.map(({ code, what }) => [code, what])).toEqual([
    ['B', 'elsewhere'],
    ['C', 'missing'],
    ['X', 'unexpected'],
  ]);
  expect(report(true)).toMatchObject({ code: 'REPORT_ALREADY_IN' });
  // Where it stands need not be said again for every vehicle.
  const plain = { slot: 'morning' as const, found: expected.map(({ code }) => ({ code, location: '' })) };
  expect(decideReport(rules, { timeZone, expected, isInAlready: false }, plain, now)).toMatchObject({
    outcome: { differences: [] },
  });
});

test('[S0.08.f.2] the rounds follow one another, and one that nobody reported is missing', () => {
  const twice = { ...rules, stockReports: 'twice_daily' } as const;
  const next = (after: string) => nextReport(twice, after, timeZone);
  expect(next('2024-03-04T00:59:59.999Z')).toMatchObject({ slot: 'morning', dueAt: '2024-03-04T01:00:00.000Z' });
  expect(next('2024-03-04T01:00:00.000Z')).toMatchObject({ slot: 'afternoon', dueAt: '2024-03-04T09:00:00.000Z' });
  expect(next('2024-03-04T09:00:00.000Z')).toMatchObject({ slot: 'morning', day: '2024-03-05' });
  expect(nextReport(rules, now, timeZone)).toBeNull();
  expect(decideReportMissing({ isInAlready: false })).toMatchObject({ outcome: { missing: true } });
  expect(decideReportMissing({ isInAlready: true })).toMatchObject({ outcome: { missing: false } });
});

const slip = {
  state: 'approved' as const,
  approvedQuantity: 100,
  orderTolerancePercent: null,
  isInstructed: false,
  actualQuantity: null,
};

test('[S2.13.a13.2.tol] what came back is booked as it came, unless it is more than approved by more than the tolerance', () => {
  const book = (actualQuantity: number, orderTolerancePercent: number | null = null) =>
    decideBookReturn(rules, { ...slip, state: 'received', actualQuantity, orderTolerancePercent });
  expect(book(100)).toMatchObject({ outcome: { booked: 100, held: 0 } });
  expect(book(60)).toMatchObject({ outcome: { booked: 60, held: 0 } });
  expect(book(105)).toMatchObject({ outcome: { booked: 105, held: 0 } });
  expect(book(106)).toMatchObject({ outcome: { booked: 100, held: 6 } });
  expect(book(110, 10)).toMatchObject({ outcome: { booked: 110, held: 0 } }); // the order's own tolerance comes first
  expect(book(101, 0)).toMatchObject({ outcome: { booked: 100, held: 1 } });
  expect(decideBookReturn(rules, slip)).toMatchObject({ code: 'RETURN_STATE' });
});

test('[S2.13.a13.1.return] goods are taken in on an approved slip only', () => {
  const receive = (wrong: object, actualQuantity = 100, differs = false) =>
    decideReceive({ ...slip, ...wrong }, { actualQuantity, differs });
  expect(receive({}).accepted).toBe(true);
  for (const state of ['approving', 'refused', 'received', 'booked'] as const)
    expect(receive({ state })).toMatchObject({ code: 'RETURN_STATE' });
  expect(receive({}, 99)).toMatchObject({ code: 'RETURN_DIFFERS' });
  expect(receive({}, 100, true)).toMatchObject({ code: 'RETURN_DIFFERS' });
  expect(receive({ state: 'asking', isInstructed: true }, 99)).toMatchObject({ outcome: { actualQuantity: 99 } });
  expect(decideInstruct({ state: 'asking', isInstructed: false }).accepted).toBe(true);
  expect(decideInstruct({ state: 'asking', isInstructed: true })).toMatchObject({ code: 'RETURN_STATE' });
});

const launch = {
  state: 'ready' as const,
  mode: 'by_order_number' as const,
  opensAt: now,
  closesAt: '2024-03-04T04:00:00.000Z',
  groupSize: 10,
  groupMinutes: 3,
  perBuyer: 1,
  holdMinutes: 60,
};

test('every reason for which a press is refused, in the order in which they are checked', () => {
  const about = { launch, buyer: { orderNumber: 11, chosen: 0 }, unit: room, isInLaunch: true, hold: null };
  const third = '2024-03-04T01:03:00.000Z';
  const wanted = { unitId: 'u', buyerId: 'b' };
  const press = (wrong: object, at = third) => decidePress({ ...about, ...wrong }, wanted, at);
  expect(press({})).toMatchObject({ outcome: { expiresAt: '2024-03-04T02:03:00.000Z' } });
  const hold = { id: 'h', customerId: 'c', consultantId: 'li', expiresAt: third, extended: 0 };
  const refused: [string, object, string?][] = [
    ['LAUNCH_STATE', { launch: { ...launch, state: 'registering' } }],
    ['LAUNCH_CLOSED', { launch: { ...launch, state: 'closed' } }],
    ['LAUNCH_CLOSED', {}, launch.closesAt],
    ['LAUNCH_NOT_OPEN', {}, '2024-03-04T00:59:59.999Z'],
    ['BUYER_UNKNOWN', { buyer: null }],
    ['NOT_YOUR_TURN', {}, '2024-03-04T01:02:59.999Z'],
    ['UNIT_NOT_IN_LAUNCH', { isInLaunch: false }],
    ['BUYER_LIMIT', { buyer: { orderNumber: 1, chosen: 1 } }],
    ['PRESS_TAKEN', { hold, unit: { ...room, state: 'held' } }],
    ['PRESS_TAKEN', { unit: { ...room, state: 'subscribed' } }],
    ['UNIT_WITHHELD', { unit: { ...room, state: 'withheld' } }],
  ];
  for (const [code, wrong, at] of refused) expect(press(wrong, at)).toMatchObject({ accepted: false, code });
});

test('numbers choose group by group', () => {
  expect([1, 10, 11, 21].map((number) => choosesAt(launch, number))).toEqual([
    now,
    now,
    '2024-03-04T01:03:00.000Z',
    '2024-03-04T01:06:00.000Z',
  ]);
  expect(choosesAt({ ...launch, mode: 'all_at_once' }, 500)).toBe(now);
  expect(callingUpTo(launch, '2024-03-04T00:59:00.000Z')).toBeNull();
  expect(callingUpTo(launch, now)).toBe(10);
  expect(callingUpTo(launch, '2024-03-04T01:03:00.000Z')).toBe(20);
});

test('the same seed gives the same order, another seed another; everybody stays in it once', () => {
  const buyers = Array.from({ length: 200 }, (_, n) => `b-${n}`);
  expect(shuffled(buyers, '7')).toEqual(shuffled(buyers, '7'));
  expect(shuffled(buyers, '7')).not.toEqual(shuffled(buyers, '8'));
  expect(shuffled(buyers, '7').toSorted()).toEqual(buyers.toSorted());
  expect(decideDraw({ state: 'ready', mode: 'by_order_number', buyers }, { seed: '7' })).toMatchObject({
    code: 'LAUNCH_STATE',
  });
  expect(decideDraw({ state: 'registering', mode: 'all_at_once', buyers }, { seed: '7' })).toMatchObject({
    outcome: { order: [] },
  });
});

test('no place in the draw is favoured', () => {
  const firsts = new Map<string, number>();
  for (let seed = 0; seed < 4_000; seed++) {
    const [first = ''] = shuffled(['a', 'b', 'c', 'd'], String(seed));
    firsts.set(first, (firsts.get(first) ?? 0) + 1);
  }
  for (const times of firsts.values()) expect(Math.abs(times - 1_000)).toBeLessThan(120); // four standard deviations
});

test('what is suggested is like what was wanted: layout, building, floor, price', () => {
  const one = (id: string, layout: string, building: string, floor: number, price = 100) => ({
    id,
    layout,
    building,
    floor,
    price,
  });
  const free = [
    one('far', 'B', '9#', 1),
    one('floor', 'A', '1#', 20),
    one('near', 'A', '1#', 11),
    one('other', 'A', '2#', 10),
  ];
  expect(nearest(one('wanted', 'A', '1#', 10), free, 3).map(({ id }) => id)).toEqual(['near', 'floor', 'other']);
  expect(nearest(one('wanted', 'A', '1#', 10), [], 3)).toEqual([]);
});

test('every paper comes to an end', () => {
  for (const moves of [areaMoves, slipMoves, launchMoves] as Readonly<Record<string, readonly string[]>>[]) {
    const [first = '', ...rest] = Object.keys(moves);
    expect([...new Set(Object.values(moves).flat())].toSorted()).toEqual(rest.toSorted());
    const seen = new Set([first]);
    for (const state of seen) for (const next of moves[state] ?? []) seen.add(next);
    expect(seen.size).toBe(Object.keys(moves).length);
  }
});
