/** The line at its edges: what a reason is, who moves whom, where make-up turns wait overnight, who is next when someone stands in. */
import { describe, expect, test } from 'vitest';
import { alternativesOf, firstForParallel, lastInLine, positions, walkLine } from './line.ts';
import { adjustOrder, closeDay, joinLine, openDay, orderRefusals, penalise, swapPlaces } from './order.ts';
import type { VisitRules } from './rules.ts';
import { Floor, fourPositions, outcomeOf, salesOffice } from './scene.testing.ts';
import type { DeskSheet, LineItem, MakeUp, VisitOnFloor } from './types.ts';

const code = (decision: { accepted: boolean }): string => ('code' in decision ? String(decision.code) : 'accepted');
const closed = (floor: Floor): DeskSheet => ({ ...floor.sheet, status: 'closed' });
const plain = (...people: string[]): LineItem[] => people.map((name) => ({ unitId: `u${name}`, makeUpId: null }));
const owed = (id: string, person: string, over: Partial<MakeUp> = {}): MakeUp => ({
  id,
  unitId: `u${person}`,
  staffId: person,
  state: 'placed',
  missedAt: '2024-03-04T01:00:00.000Z',
  missedBecause: 'errand_company',
  closingsLeft: null,
  ...over,
});
const withMakeUps = (floor: Floor, line: readonly LineItem[], ...makeUps: MakeUp[]): DeskSheet => ({
  ...floor.sheet,
  line,
  makeUps: Object.fromEntries(makeUps.map((one) => [one.id, one])),
});

describe('moving turns by hand', () => {
  const floor = new Floor(salesOffice, 'ABC');
  const adjust = (line: readonly LineItem[], reason = 'agreed', by: string | null = 'boss', sheet = floor.sheet) =>
    adjustOrder(sheet, { line, reason }, floor.now, by);

  test('every place once, with a reason, on an open day; one entry a move, and no move is none', () => {
    expect(outcomeOf(adjust(plain('C', 'A', 'B'))).result.moved).toBe(1);
    expect(outcomeOf(adjust(plain('C', 'A', 'B'))).sheet.line).toEqual(plain('C', 'A', 'B'));
    expect(code(adjust(plain('A', 'B', 'C')))).toBe('SAME_PLACE');
    expect(code(adjust(plain('C', 'B', 'A'), ' '))).toBe('REASON_REQUIRED');
    expect(adjust(plain('A', 'B'))).toMatchObject({ code: 'ORDER_INCOMPLETE', detail: { places: 3 } });
    expect(code(adjust(plain('A', 'B', 'B')))).toBe('ORDER_INCOMPLETE');
    expect(code(adjust(plain('C', 'B', 'A'), 'x', null, closed(floor)))).toBe('DAY_NOT_OPEN');
  });

  test('[S4.01.a08] who moves forward may not be who moves; moving oneself back is one’s own affair', () => {
    expect(adjust(plain('C', 'A', 'B'), 'x', 'C')).toMatchObject({ code: 'SELF_PLACEMENT', detail: { staffId: 'C' } });
    expect(code(adjust(plain('B', 'C', 'A'), 'x', 'A'))).toBe('accepted');
    expect(code(adjust(plain('C', 'A', 'B'), 'x', null))).toBe('accepted');
  });

  test('a make-up turn is a place of its own', () => {
    const line = [{ unitId: 'uA', makeUpId: 'm' }, ...plain('B', 'A', 'C')];
    const sheet = withMakeUps(floor, line, owed('m', 'A'));
    const moved = adjust([...plain('B', 'A', 'C'), { unitId: 'uA', makeUpId: 'm' }], 'x', 'boss', sheet);
    expect(outcomeOf(moved).sheet.line.at(-1)).toEqual({ unitId: 'uA', makeUpId: 'm' });
    expect(code(adjust(plain('B', 'A', 'C'), 'x', 'boss', sheet))).toBe('ORDER_INCOMPLETE');
  });

  test('two change places on an open day, both in line, neither their own', () => {
    const swap = (withUnitId: string, by: string | null = 'boss', sheet = floor.sheet) =>
      swapPlaces(sheet, { unitId: 'uA', withUnitId, reason: 'x' }, floor.now, by);
    expect(outcomeOf(swap('uC')).result.places).toEqual([3, 1]);
    expect(outcomeOf(swap('uC')).entries.map(({ kind, unitId, to }) => [kind, unitId, to])).toEqual([
      ['swapped', 'uC', 1],
      ['swapped', 'uA', 3],
    ]);
    expect([code(swap('uZ')), code(swap('uC', 'C')), code(swap('uC', 'A')), code(swap('uC', 'B'))]).toEqual([
      'NOT_IN_LINE',
      'SELF_PLACEMENT',
      'SELF_PLACEMENT',
      'accepted',
    ]);
    expect(code(swap('uC', 'boss', closed(floor)))).toBe('DAY_NOT_OPEN');
  });
});

describe('penalties and newcomers', () => {
  const floor = new Floor(salesOffice, 'ABC');
  const fine = (over: object) =>
    penalise(
      floor.sheet,
      { unitId: 'uA', effect: 'lose_turn', clause: 'A29', cites: ['S4.01.a29'], reason: 'late', ...over },
      floor.now,
      'boss',
    );

  test('a penalty says which rule, has a reason, and costs the turn or not', () => {
    expect(outcomeOf(fine({})).sheet.line).toEqual(plain('B', 'C', 'A'));
    expect(outcomeOf(fine({})).entries).toMatchObject([{ kind: 'penalty', staffId: 'A', reason: 'late' }]);
    expect(outcomeOf(fine({ effect: 'note' })).sheet.line).toEqual(plain('A', 'B', 'C'));
    expect(fine({}).clauses).toEqual(['S4.01.a29']);
    expect(fine({ cites: [] }).clauses).toEqual(['A29']);
    expect(fine({ cites: null })).toMatchObject({ code: 'CLAUSE_UNKNOWN', detail: { clause: 'A29' } });
    expect([code(fine({ reason: '\t' })), code(fine({ unitId: 'uZ' }))]).toEqual(['REASON_REQUIRED', 'NOT_IN_LINE']);
  });

  test('who joins stands last and is on the sheet; nobody twice, no team where persons rotate', () => {
    const join = (id: string, members: readonly string[], rules: VisitRules = salesOffice, sheet = floor.sheet) =>
      joinLine(rules, sheet, { unit: { id, members }, status: 'on_floor' }, floor.now, 'boss');
    const joined = outcomeOf(join('uD', ['D']));
    expect([joined.result.place, joined.sheet.line.at(-1)?.unitId]).toEqual([4, 'uD']);
    expect(joined.sheet.presence.D).toEqual({ status: 'on_floor', since: floor.now, note: null });
    expect(joined.entries).toMatchObject([{ kind: 'joined', unitId: 'uD', to: 4 }]);
    const codes = [join('uA', ['A']), join('uX', ['B']), join('uX', ['D', 'E']), join('uX', ['D', 'A'])].map(code);
    expect(codes).toEqual(['ONE_PERSON_TWICE', 'ONE_PERSON_TWICE', 'UNIT_IS_NOT_A_PERSON', 'UNIT_IS_NOT_A_PERSON']);
    const teams: VisitRules = { ...salesOffice, rotationUnit: 'team' };
    expect([code(join('uX', ['D', 'E'], teams)), code(join('uX', ['D', 'A'], teams))]).toEqual([
      'accepted',
      'ONE_PERSON_TWICE',
    ]);
    expect(code(join('uD', ['D'], salesOffice, closed(floor)))).toBe('DAY_NOT_OPEN');
  });
});

describe('overnight', () => {
  const floor = new Floor(salesOffice, 'ABC');
  const input = {
    siteId: 's1',
    day: '2024-03-05',
    timeZone: 'Asia/Shanghai',
    closesAt: '18:00',
    units: [...'ABC'].map((name) => ({ id: `u${name}`, members: [name] })),
    dutyList: [],
    checkIns: {},
    receptions: {},
    presence: {},
  };
  const tomorrow = (yesterday: DeskSheet, over: object = {}, rules: VisitRules = salesOffice) =>
    outcomeOf(
      openDay(
        rules,
        null,
        { ...yesterday, status: 'closed' },
        { ...input, ...over },
        '2024-03-05T01:00:00.000Z',
        'boss',
      ),
    ).sheet;
  const turn = (unitId: string, makeUpId: string) => ({ unitId, makeUpId });

  test('a placed make-up turn keeps its place before the unit it stood before, at the end if it stood last', () => {
    const line = [...plain('A'), turn('uC', 'm'), ...plain('B', 'C'), turn('uA', 'n')];
    const sheet = withMakeUps(floor, line, owed('m', 'C'), owed('n', 'A'));
    expect(tomorrow(sheet).line).toEqual(line);
    // The colleague it stood before is away: before the next one who is there.
    const without = { units: input.units.filter((unit) => unit.id !== 'uB') };
    expect(tomorrow(sheet, without).line).toEqual([...plain('A'), turn('uC', 'm'), ...plain('C'), turn('uA', 'n')]);
  });

  test('one only owed stands nowhere, and one whose holder is gone is gone', () => {
    const line = [turn('uC', 'm'), ...plain('A', 'B', 'C')];
    const sheet = withMakeUps(floor, line, owed('m', 'C', { state: 'owed' }), owed('n', 'B', { state: 'owed' }));
    expect(tomorrow(sheet).line).toEqual(plain('A', 'B', 'C'));
    expect(Object.keys(tomorrow(sheet).makeUps)).toEqual(['m', 'n']);
    const gone = tomorrow(sheet, { units: input.units.filter((unit) => unit.id !== 'uC') });
    expect(Object.keys(gone.makeUps)).toEqual(['n']);
  });

  test('a team keeps its inner order, newcomers of it behind', () => {
    const teams: VisitRules = { ...salesOffice, rotationUnit: 'team' };
    const yesterday = { ...floor.sheet, units: { red: { id: 'red', members: ['B', 'gone', 'A'] } } };
    const sheet = tomorrow(yesterday, { units: [{ id: 'red', members: ['A', 'N', 'B'] }] }, teams);
    expect(sheet.units.red?.members).toEqual(['B', 'A', 'N']);
  });

  test('at the close a turn has one close less, the last one ends it; never applied for, it ends the same day', () => {
    const line = [turn('uC', 'm'), ...plain('A', 'B', 'C')];
    const close = (makeUp: MakeUp, rules: VisitRules = salesOffice) => {
      const { result, sheet } = outcomeOf(
        closeDay(rules, withMakeUps(floor, line, makeUp), { reason: null }, floor.now, 'boss'),
      );
      return [result.expiredMakeUps, sheet.makeUps.m?.closingsLeft, result.nextHead, sheet.status, sheet.line.length];
    };
    expect(close(owed('m', 'C', { closingsLeft: 2 }))).toEqual([[], 1, 'uA', 'closed', 4]);
    expect(close(owed('m', 'C', { closingsLeft: 1 }))).toEqual([['m'], undefined, 'uA', 'closed', 3]);
    expect(close(owed('m', 'C'))).toEqual([[], null, 'uA', 'closed', 4]);
    expect(close(owed('m', 'C', { state: 'owed' }), fourPositions)).toEqual([['m'], undefined, 'uA', 'closed', 3]);
    expect(close(owed('m', 'C'), fourPositions)).toEqual([[], null, 'uA', 'closed', 4]);
  });

  test('visitors still here need a word, and blanks are none', () => {
    const day = new Floor(salesOffice, 'A');
    day.receive('1');
    const close = (reason: string | null) => closeDay(day.rules, day.sheet, { reason }, day.now, 'boss');
    expect(close(null)).toMatchObject({ code: 'VISITORS_STILL_HERE', detail: { visitors: 1 } });
    expect([code(close('  ')), code(close('handed to the night desk'))]).toEqual(['VISITORS_STILL_HERE', 'accepted']);
    expect(closeDay(day.rules, closed(day), { reason: null }, day.now, null)).toMatchObject({ code: 'DAY_NOT_OPEN' });
  });
});

describe('down the line', () => {
  const teams = (rules: Partial<VisitRules> = {}) =>
    new Floor({ ...salesOffice, rotationUnit: 'team', ...rules }, '', {
      units: [
        { id: 'red', members: ['A', 'B'] },
        { id: 'blue', members: ['C', 'D'] },
      ],
    });

  test('the inner first who is free takes the turn; whole units that are not are passed by name and reason', () => {
    const floor = teams();
    floor.status('A', 'meal');
    expect(walkLine(floor.rules, floor.sheet, null).pick).toEqual({ unitId: 'red', staffId: 'B', makeUpId: null });
    const walk = walkLine(floor.rules, floor.sheet, null, new Set(['B']));
    expect(walk.pick?.staffId).toBe('C');
    expect(alternativesOf(walk.passed)).toMatchObject([
      { what: 'A', reason: 'passed_meal', detail: { unitId: 'red' } },
    ]);
    expect(alternativesOf(walkLine(floor.rules, floor.sheet, null, new Set(['A', 'B'])).passed)).toMatchObject([
      { what: 'A', reason: 'passed_excluded', detail: { effect: 'keep' } },
    ]);
  });

  test('a make-up turn comes where it stands when its holder is free, and is left where it stands when not', () => {
    const floor = new Floor(salesOffice, 'AB');
    const line = [{ unitId: 'uB', makeUpId: 'm' }, ...plain('A', 'B')];
    const sheet = withMakeUps(floor, line, owed('m', 'B'));
    expect(walkLine(floor.rules, sheet, null).pick).toEqual({ unitId: 'uB', staffId: 'B', makeUpId: 'm' });
    expect(walkLine(floor.rules, sheet, null, new Set(['B']))).toEqual({
      pick: { unitId: 'uA', staffId: 'A', makeUpId: null },
      passed: [],
    });
  });

  test('the last free person, the first for one more, and who stands where at the desk', () => {
    const floor = teams({ deskPositions: 2 });
    expect(lastInLine(floor.rules, floor.sheet)).toEqual({ unitId: 'blue', staffId: 'D', makeUpId: null });
    expect(lastInLine(floor.rules, floor.sheet, new Set(['D', 'C']))?.staffId).toBe('B');
    expect(lastInLine(floor.rules, floor.sheet, new Set(['A', 'B', 'C', 'D']))).toBeNull();
    expect(firstForParallel(floor.sheet)).toEqual({ unitId: 'red', staffId: 'A', makeUpId: null });
    expect(firstForParallel(floor.sheet, new Set(['A', 'B']))?.staffId).toBe('C');
    floor.status('A', 'rest');
    expect(firstForParallel(floor.sheet)?.staffId).toBe('B');
    expect(positions(floor.rules, floor.sheet)).toEqual(['B', 'C']);
    expect(positions({ ...floor.rules, deskPositions: 1 }, floor.sheet)).toEqual(['B']);
  });

  test('[S4.02.i10.closed] a stand-in by name, or the next who is free; never oneself, never who is barred', () => {
    const floor = new Floor(fourPositions, 'ABC');
    floor.receive('1');
    floor.begin('1');
    const at = (
      standIn: VisitOnFloor['standIn'],
      rules: VisitRules = fourPositions,
      barred: readonly string[] = [],
    ) => {
      const visit = floor.sheet.visits['1'];
      if (!visit) throw new Error('nobody came');
      const sheet = { ...floor.sheet, line: plain('A', 'B', 'C'), visits: { 1: { ...visit, standIn } } };
      return walkLine(rules, sheet, null, new Set(barred)).pick;
    };
    expect(at('C')).toEqual({ unitId: 'uA', staffId: 'C', makeUpId: null, standInFor: 'A' });
    expect(at('next')).toMatchObject({ unitId: 'uA', staffId: 'B', standInFor: 'A' });
    expect(at('next', fourPositions, ['B'])).toMatchObject({ unitId: 'uA', staffId: 'C', standInFor: 'A' });
    expect(at('C', fourPositions, ['C'])).toMatchObject({ unitId: 'uB', staffId: 'B' });
    expect(at('A')).toMatchObject({ unitId: 'uB', staffId: 'B' });
    expect(at(null)).toMatchObject({ unitId: 'uB', staffId: 'B' });
    expect(at('C', { ...fourPositions, standInWhileServingClosed: false })).toMatchObject({ unitId: 'uB' });
  });
});

test('what may pass by waiting: a day not open yet, an order not made, a word not said', () => {
  expect(Object.entries(orderRefusals).flatMap(([name, { mayPassLater }]) => (mayPassLater ? [name] : []))).toEqual([
    'DAY_NOT_OPEN',
    'NOBODY_IN_ROTATION',
    'ORDER_NEEDED',
    'VISITORS_STILL_HERE',
    'REASON_REQUIRED',
    'ORDER_INCOMPLETE',
    'CLAUSE_UNKNOWN',
  ]);
});
