import { expect, test } from 'vitest';
import { defaultsOf } from '../kernel/parameters.ts';
import { type HouseRules, registry } from '../rules.ts';
import { blindTo, clausesOfChanged } from './changed-clauses.ts';
import { clausesBetween, figuresOf } from './desk-days.ts';
import { Totals } from './totals.ts';
import type { Change, PersonFigures } from './types.ts';

const change: Change = {
  topic: 'turn',
  what: 'server_changed',
  certainty: 'exact',
  assumes: null,
  journalId: 'j1',
  kind: 'desk.receiveVisit',
  at: '2024-03-04T01:00:00.000Z',
  siteId: 's1',
  subjectId: 'v1',
  customerId: null,
  before: {},
  after: {},
  staffBefore: ['A'],
  staffAfter: ['B'],
  clauses: ['S4.01.a06.order'],
};
const figures = (receptions: number, newCustomers = 0, waitingMinutes = 0): PersonFigures => ({
  receptions,
  turns: receptions,
  newCustomers,
  waitingMinutes,
});
const none = { before: {}, after: {} };

test('changes are counted by topic and certainty, by what changed, and by clause, the most frequent first', () => {
  const totals = new Totals();
  totals.add({ ...change, clauses: ['c', 'b'] });
  totals.add({ ...change, what: 'turn_counts', certainty: 'first_order', clauses: ['b'] });
  totals.add({ ...change, topic: 'customer', what: 'lapse_new', clauses: ['a'] });
  totals.add({ ...change, topic: 'split', what: 'shares_changed', certainty: 'first_order', clauses: [] });
  totals.add({ ...change, topic: 'other', what: 'refused_now', clauses: ['a', 'b'] });
  totals.add({ ...change, topic: 'other', what: 'refused_now', clauses: [] });
  expect(totals.result(none)).toMatchObject({
    changes: 6,
    counts: {
      turn: { exact: 1, firstOrder: 1 },
      customer: { exact: 1, firstOrder: 0 },
      split: { exact: 0, firstOrder: 1 },
      other: { exact: 2, firstOrder: 0 },
    },
    whats: { server_changed: 1, turn_counts: 1, lapse_new: 1, shares_changed: 1, refused_now: 2 },
  });
  expect(totals.result(none).clauses).toEqual([
    { clause: 'b', changes: 3 },
    { clause: 'a', changes: 2 },
    { clause: 'c', changes: 1 },
  ]);
  const tie = new Totals();
  tie.add({ ...change, clauses: ['z', 'm', 'a'] });
  expect(tie.result(none).clauses.map((one) => one.clause)).toEqual(['a', 'm', 'z']);
});

test('who wins and who loses a turn or a customer; whether a turn counts moves nobody', () => {
  const moves = (...changes: Partial<Change>[]) => {
    const totals = new Totals();
    for (const one of changes) totals.add({ ...change, ...one });
    const { people } = totals.result(none);
    return people.map((one) => [one.staffId, one.turnsWon, one.turnsLost, one.customersWon, one.customersLost]);
  };
  expect(moves({}, {})).toEqual([
    ['A', 0, 2, 0, 0],
    ['B', 2, 0, 0, 0],
  ]);
  expect(moves({ what: 'turn_counts' }, { what: 'turn_counts_not' })).toEqual([]);
  expect(moves({ what: 'not_served', staffAfter: [] })).toEqual([['A', 0, 1, 0, 0]]);
  const customer = (what: Change['what']) => moves({ topic: 'customer', what });
  expect(customer('lapse_new')).toEqual([['A', 0, 0, 0, 1]]);
  expect(customer('claim_not_opened')).toEqual([['A', 0, 0, 0, 1]]);
  expect(customer('lapse_not')).toEqual([['B', 0, 0, 1, 0]]);
  expect(customer('claim_opened')).toEqual([['B', 0, 0, 1, 0]]);
  expect(customer('owner_changed')).toEqual(
    [
      ['B', 0, 0, 1, 0],
      ['A', 0, 0, 0, 1],
    ].sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
  );
  expect(customer('lapse_earlier')).toEqual([]);
  expect(moves({ topic: 'other', what: 'refused_now' })).toEqual([]);
});

test('people stand by what they received, equal ones by id, and whoever is in one column only has nothing in the other', () => {
  const totals = new Totals();
  totals.add({ ...change, staffBefore: [], staffAfter: ['N'] });
  const { people, gini } = totals.result({
    before: { C: figures(1, 2, 3), A: figures(1), B: figures(6, 2, 3) },
    after: { A: figures(2), B: figures(2) },
  });
  expect(people.map((one) => one.staffId)).toEqual(['B', 'A', 'C', 'N']);
  expect(people.at(-1)).toMatchObject({ before: figures(0), after: figures(0), turnsWon: 1 });
  expect(people[0]).toMatchObject({ before: figures(6, 2, 3), after: figures(2) });
  // Of four people: 6, 1, 1, 0 before and 2, 2, 0, 0 after.
  expect(gini.before.receptions).toBeCloseTo(0.5625);
  expect(gini.after.receptions).toBeCloseTo(0.5);
  expect([gini.before.newCustomers, gini.before.waitingMinutes, gini.after.newCustomers]).toEqual([0.5, 0.5, 0]);
});

test('a person’s waiting is the mean of the visitors it is known of', () => {
  expect(figuresOf(undefined, 2)).toEqual({ receptions: 0, turns: 0, newCustomers: 2, waitingMinutes: 0 });
  expect(figuresOf({ receptions: 3, turns: 2, waits: 2, waitedMinutes: 7 }, 0)).toEqual({
    receptions: 3,
    turns: 2,
    newCustomers: 0,
    waitingMinutes: 3.5,
  });
  expect(figuresOf({ receptions: 1, turns: 1, waits: 0, waitedMinutes: 0 }, 0).waitingMinutes).toBe(0);
  expect(figuresOf({ receptions: 1, turns: 1, waits: 1, waitedMinutes: 9 }, 0).waitingMinutes).toBe(9);
});

test('two answers part over the values that were changed; else over the clauses only one has; else over the new ones', () => {
  const changed = new Set(['x', 'y']);
  expect(clausesBetween(changed, ['a', 'x'], ['b', 'y'])).toEqual(['y', 'x']);
  expect(clausesBetween(changed, ['x', 'a'], ['x', 'a'])).toEqual(['x']);
  expect(clausesBetween(new Set(), ['a', 'b'], ['b', 'c'])).toEqual(['c', 'a']);
  expect(clausesBetween(new Set(), ['a'], ['b', 'a'])).toEqual(['b']);
  expect(clausesBetween(new Set(), ['a', 'b'], ['b', 'a'])).toEqual(['b', 'a']);
  expect(clausesBetween(new Set(), [], [])).toEqual([]);
});

const defaults = Object.fromEntries(
  Object.entries(registry).map(([name, set]) => [name, defaultsOf(set)]),
) as unknown as HouseRules;

test('the clauses behind the values that two houses set otherwise', () => {
  expect(clausesOfChanged(defaults, defaults)).toEqual([]);
  const other = {
    ...defaults,
    claims: { ...defaults.claims, validityInHandBack: !defaults.claims.validityInHandBack },
    desk: { ...defaults.desk, withholdOverdueFollowUps: defaults.desk.withholdOverdueFollowUps + 1 },
  };
  expect(clausesOfChanged(defaults, other)).toEqual([
    ...registry.desk.withholdOverdueFollowUps.cites,
    ...registry.claims.validityInHandBack.cites,
  ]);
});

test('facts that nobody counted then cannot be known now', () => {
  const withheld = (followUps: number, registrations: number): HouseRules => ({
    ...defaults,
    desk: {
      ...defaults.desk,
      withholdOverdueFollowUps: followUps,
      withholdUnfinishedRegistrations: registrations,
    },
  });
  expect(blindTo(withheld(0, 0), withheld(0, 0))).toEqual([]);
  expect(blindTo(withheld(0, 0), withheld(1, 0))).toEqual(['desk.withholdOverdueFollowUps']);
  expect(blindTo(withheld(0, 0), withheld(0, 2))).toEqual(['desk.withholdUnfinishedRegistrations']);
  expect(blindTo(withheld(0, 3), withheld(1, 1))).toEqual([]);
  expect(blindTo(withheld(2, 0), withheld(1, 1))).toEqual([]);
});
