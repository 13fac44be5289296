import { describe, expect, test } from 'vitest';
import { adjustOrder, closeDay, joinLine, type OpenDayInput, openDay, penalise, swapPlaces } from './order.ts';
import { Floor, nine, outcomeOf, salesOffice, showroom } from './scene.testing.ts';
import type { DeskSheet, LineItem } from './types.ts';

const letters = (sheet: DeskSheet) => sheet.line.map((item) => item.unitId.slice(1)).join(' ');
const unit = (name: string) => ({ id: `u${name}`, members: [name] });
const input = (people: string, over: Partial<OpenDayInput> = {}): OpenDayInput => ({
  siteId: 's1',
  day: '2024-03-05',
  timeZone: 'Asia/Shanghai',
  closesAt: '18:00',
  units: [...people].map(unit),
  dutyList: [],
  checkIns: {},
  receptions: {},
  presence: {},
  ...over,
});
const close = (floor: Floor) => floor.take(closeDay(floor.rules, floor.sheet, { reason: null }, floor.now, 'boss'));
const tomorrow = (floor: Floor, people: string) =>
  outcomeOf(openDay(salesOffice, null, floor.sheet, input(people), '2024-03-05T01:00:00.000Z', 'boss'));
const place = (sheet: DeskSheet, order: string): LineItem[] =>
  order
    .split(' ')
    .map((name) => sheet.line.find((item) => item.unitId === `u${name}`) ?? { unitId: name, makeUpId: null });

describe('opening the day', () => {
  test('[S4.01.a07] tomorrow starts with whoever stands after today’s last rotation reception', () => {
    const floor = new Floor(salesOffice, 'ABCD');
    floor.serve('1');
    floor.serve('2');
    expect(floor.sheet.lastRotation?.unitId).toBe('uB');
    expect(close(floor).nextHead).toBe('uC');
    expect(letters(tomorrow(floor, 'ABCD').sheet)).toBe('C D A B');
  });

  test('[S4.01.a07] a named reception after the last rotation one does not move the head of tomorrow', () => {
    const floor = new Floor(salesOffice, 'ABCD');
    floor.serve('1');
    floor.serve('2', { names: ['D'] });
    expect(close(floor).nextHead).toBe('uB');
  });

  test('[S4.01.a07] no reception today: the order is unchanged; who left is gone and a new colleague comes last', () => {
    const floor = new Floor(salesOffice, 'ABC');
    close(floor);
    expect(letters(tomorrow(floor, 'EACB').sheet)).toBe('A B C E');
    expect(letters(tomorrow(floor, 'CA').sheet)).toBe('A C');
  });

  test('[S4.02.i01] by duty list: that order; a list that names nobody of the site, or one twice, is refused', () => {
    const rules = { ...salesOffice, orderSource: 'duty_list' as const };
    const open = (dutyList: string[]) => openDay(rules, null, null, input('ABC', { dutyList }), nine, 'boss');
    const listed = outcomeOf(open(['uC', 'uA'])).sheet;
    expect(letters(listed)).toBe('C A');
    expect(listed.presence.B?.status).toBe('off_duty');
    expect(open([])).toMatchObject({ accepted: false, code: 'ORDER_NEEDED' });
    expect(open(['uA', 'uA'])).toMatchObject({ code: 'ORDER_NEEDED' });
  });

  test('[S4.01.a03.sheet] the order the supervisor publishes goes before the carried one; whoever it leaves out stands behind', () => {
    const published = input('ABC', { dutyList: ['uC', 'uA'] });
    expect(letters(outcomeOf(openDay(salesOffice, null, null, published, nine, 'boss')).sheet)).toBe('C A B');
    const twice = input('ABC', { dutyList: ['uC', 'uC'] });
    expect(openDay(salesOffice, null, null, twice, nine, 'boss')).toMatchObject({ code: 'ORDER_NEEDED' });
  });

  test('[S0.02.rec.1] by check-in: first come first in line; who comes later joins at the end', () => {
    const rules = { ...salesOffice, orderSource: 'check_in' as const };
    const checkIns = { B: '2024-03-04T00:20:00.000Z', C: '2024-03-04T00:10:00.000Z' };
    const floor = new Floor(rules, 'ABC', { checkIns });
    expect(floor.line).toBe('C B');
    floor.status('A', 'on_floor');
    expect(floor.line).toBe('C B A');
  });

  test('by fewest receptions: the one with least goes first, equals in the given order', () => {
    const rules = { ...salesOffice, orderSource: 'fewest_received' as const };
    const receptions = { uA: 5, uB: 3, uC: 3 };
    expect(letters(outcomeOf(openDay(rules, null, null, input('ABC', { receptions }), nine, 'boss')).sheet)).toBe(
      'B C A',
    );
  });

  test('[S4.01.a03.sheet] a day is opened once, by people who rotate, each in one place', () => {
    const floor = new Floor(salesOffice, 'AB');
    const refused = (today: DeskSheet | null, given: OpenDayInput) =>
      openDay(salesOffice, today, null, given, nine, 'boss');
    expect(refused(floor.sheet, input('AB'))).toMatchObject({ code: 'DAY_ALREADY_OPEN' });
    expect(refused(null, input(''))).toMatchObject({ code: 'NOBODY_IN_ROTATION' });
    const team = { units: [{ id: 'red', members: ['A', 'B'] }] };
    expect(refused(null, input('', team))).toMatchObject({ code: 'UNIT_IS_NOT_A_PERSON' });
    expect(refused(null, input('', { units: [unit('A'), { id: 'x', members: ['A'] }] }))).toMatchObject({
      code: 'ONE_PERSON_TWICE',
    });
  });
});

describe('changing the order', () => {
  test('[S4.01.a04.adjust] the supervisor reorders with a reason, one entry per turn moved', () => {
    const floor = new Floor(salesOffice, 'ABC');
    const adjust = (order: string, reason: string, by = 'boss') =>
      adjustOrder(floor.sheet, { line: place(floor.sheet, order), reason }, floor.now, by);
    expect(adjust('C A B', '')).toMatchObject({ code: 'REASON_REQUIRED' });
    expect(adjust('C A', '会议')).toMatchObject({ code: 'ORDER_INCOMPLETE' });
    expect(adjust('A B C', '会议')).toMatchObject({ code: 'SAME_PLACE' });
    floor.take(adjust('C A B', '会议'));
    expect(floor.line).toBe('C A B');
    expect(floor.entries).toMatchObject([
      { kind: 'adjusted', unitId: 'uC', from: 3, to: 1, reason: '会议', by: 'boss' },
    ]);
  });

  test('[S4.01.a08] nobody moves themselves forward', () => {
    const floor = new Floor(salesOffice, 'ABC');
    const order = place(floor.sheet, 'C A B');
    expect(adjustOrder(floor.sheet, { line: order, reason: '急' }, floor.now, 'C')).toMatchObject({
      code: 'SELF_PLACEMENT',
    });
    const swap = { unitId: 'uA', withUnitId: 'uC', reason: '急' };
    expect(swapPlaces(floor.sheet, swap, floor.now, 'C')).toMatchObject({ code: 'SELF_PLACEMENT' });
  });

  test('[S4.01.a04.adjust] two change places', () => {
    const floor = new Floor(salesOffice, 'ABCD');
    floor.take(swapPlaces(floor.sheet, { unitId: 'uD', withUnitId: 'uB', reason: '换班' }, floor.now, 'boss'));
    expect(floor.line).toBe('A D C B');
    expect(floor.entries.every((entry) => entry.kind === 'swapped')).toBe(true);
  });

  test('a penalty stands on the ledger with the clause that was broken, and may cost the turn', () => {
    const floor = new Floor(salesOffice, 'ABC');
    const theft = { unitId: 'uA', clause: 'C29', cites: ['S4.01.a29.all'], reason: '抢客' };
    const punish = (effect: 'note' | 'lose_turn') => penalise(floor.sheet, { ...theft, effect }, floor.now, 'boss');
    floor.take(punish('note'));
    expect(floor.line).toBe('A B C');
    floor.take(punish('lose_turn'));
    expect(floor.line).toBe('B C A');
    expect(floor.entries.at(-1)).toMatchObject({ kind: 'penalty', clauses: ['S4.01.a29.all'], from: 1, to: 3 });
    const unknown = penalise(floor.sheet, { ...theft, effect: 'note', cites: null }, floor.now, 'boss');
    expect(unknown).toMatchObject({ code: 'CLAUSE_UNKNOWN', detail: { clause: 'C29' } });
    floor.take(penalise(floor.sheet, { ...theft, effect: 'note', clause: '自 3', cites: [] }, floor.now, 'boss'));
    expect(floor.entries.at(-1)).toMatchObject({ clauses: ['自 3'] });
  });

  test('a colleague who joins during the day stands last, and only once', () => {
    const floor = new Floor(showroom, 'AB');
    const join = () => joinLine(showroom, floor.sheet, { unit: unit('C'), status: 'on_floor' }, floor.now, 'boss');
    expect(floor.take(join()).place).toBe(3);
    expect(join()).toMatchObject({ code: 'ONE_PERSON_TWICE' });
  });
});

test('closing with visitors still here needs a reason; they stay on the sheet', () => {
  const floor = new Floor(salesOffice, 'AB');
  floor.receive('1');
  expect(closeDay(salesOffice, floor.sheet, { reason: null }, floor.now, 'boss')).toMatchObject({
    code: 'VISITORS_STILL_HERE',
  });
  floor.take(closeDay(salesOffice, floor.sheet, { reason: '签约中' }, floor.now, 'boss'));
  expect(Object.keys(floor.sheet.visits)).toEqual(['1']);
  floor.finish('1');
  expect(closeDay(salesOffice, floor.sheet, { reason: null }, floor.now, 'boss')).toMatchObject({
    code: 'DAY_NOT_OPEN',
  });
});
