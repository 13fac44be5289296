/** The floor decided again: what is exact, what follows from it, who does what another would have done. */
import { describe, expect, test } from 'vitest';
import { ownedBy } from '../desk/scene.testing.ts';
import { houseOf, Period, simulate } from './record.testing.ts';
import type { Change } from './types.ts';

const usual = houseOf();
const night = '2024-03-05T00:00:00.000Z';
const competitorGoesLast = houseOf({ desk: { peerVisit: 'last_not_counted' } });
const told = (changes: readonly Change[]) =>
  changes.map(({ what, subjectId, staffBefore, staffAfter, certainty }) => [
    subjectId,
    what,
    staffBefore.join(),
    staffAfter.join(),
    certainty,
  ]);

/** A competitor comes first; then two groups, of whom the second waits three minutes to be taken. */
function morning(): Period {
  const day = new Period(usual);
  day.open('ABC');
  expect(day.receive('v0', { purpose: 'peer' })).toBe('A');
  day.pass(1).accept('v0');
  day.pass(10).finish('v0');
  expect(day.receive('v1')).toBe('B');
  day.pass(2).accept('v1');
  expect(day.receive('v2')).toBe('C');
  day.pass(3).accept('v2');
  day.pass(10).finish('v1');
  return day;
}

describe('the same house', () => {
  test('changes nothing, and both columns of figures are what happened', () => {
    const { changes, figures, decided } = simulate(morning(), usual, night);
    expect(changes).toEqual([]);
    expect(decided).toBe(8);
    const one = { receptions: 1, turns: 1, newCustomers: 0, waitingMinutes: 0 };
    expect(figures).toEqual({ before: { A: one, B: one, C: one }, after: { A: one, B: one, C: one } });
  });
});

describe('a competitor who no longer costs a turn', () => {
  const { changes, figures } = simulate(morning(), competitorGoesLast, night, ['S4.01.a27']);

  test('the first change is exact, those behind it follow: same arrivals, other servers, the cause named', () => {
    expect(told(changes)).toEqual([
      ['v0', 'server_changed', 'A', 'C', 'exact'],
      ['v1', 'server_changed', 'B', 'A', 'first_order'],
      ['v2', 'server_changed', 'C', 'B', 'first_order'],
    ]);
    expect(changes.map((one) => one.assumes)).toEqual([null, 'same_arrivals', 'same_arrivals']);
    expect(changes.map((one) => one.clauses)).toEqual([['S4.01.a27'], ['S4.01.a27'], ['S4.01.a27']]);
    expect(changes.map((one) => [one.topic, one.journalId, one.kind])).toEqual([
      ['turn', 'j1', 'desk.receiveVisit'],
      ['turn', 'j4', 'desk.receiveVisit'],
      ['turn', 'j6', 'desk.receiveVisit'],
    ]);
    expect(changes[0]).toMatchObject({
      siteId: 'site',
      customerId: null,
      before: { serverId: 'A', service: 'rotation', countsFor: 'A' },
      after: { serverId: 'C', service: 'last', countsFor: null },
    });
  });

  test('each is taken and seen out by who would have served: nothing is refused, and the figures move', () => {
    expect(changes.filter((one) => one.what === 'refused_now')).toEqual([]);
    expect(figures.after).toMatchObject({
      A: { receptions: 1, turns: 1 },
      B: { receptions: 1, turns: 1 },
      C: { receptions: 1, turns: 0 },
    });
    expect(figures.before.C).toMatchObject({ receptions: 1, turns: 1 });
  });

  test('a visit is told when it is over on both floors, the others at the end of the period', () => {
    const day = morning();
    const open = simulate({ ...day, entries: day.entries.slice(0, 3) } as Period, competitorGoesLast, night);
    expect(told(open.changes)).toEqual([['v0', 'server_changed', 'A', 'C', 'exact']]);
  });
});

test('who may wait: the minutes from arrival to the call, of everybody who was called', () => {
  const patient = houseOf({ desk: { whenNobodyFree: 'wait' } });
  const day = new Period(patient);
  day.open('A');
  day.receive('v1');
  day.pass(1).accept('v1');
  day.pass(4);
  expect(day.receive('v2')).toBe('-');
  day.pass(20).finish('v1');
  expect(day.receive('v2')).toBe('A');
  const { figures } = simulate(day, patient, night);
  expect(figures.before.A).toEqual({ receptions: 2, turns: 2, newCustomers: 0, waitingMinutes: 10 });
  expect(figures.after).toEqual(figures.before);
});

describe('a day of its own', () => {
  test('what happens at one site moves nobody at another, and the next day starts as it was recorded', () => {
    const day = morning();
    day.now = '2024-03-05T01:00:00.000Z';
    day.open('ABC');
    day.receive('w1');
    const changes = simulate(day, competitorGoesLast, '2024-03-06T00:00:00.000Z').changes;
    expect(changes.map((one) => one.subjectId)).toEqual(['v0', 'v1', 'v2']);
    const elsewhere = morning();
    elsewhere.entries[3] = { ...elsewhere.entries[3], siteId: 'other' } as never;
    expect(told(simulate(elsewhere, competitorGoesLast, night).changes)).toContainEqual([
      'v0',
      'server_changed',
      'A',
      'C',
      'exact',
    ]);
  });
});

describe('the day after', () => {
  const twoDays = (): Period => {
    const period = morning();
    period.finish('v2');
    period.desk('desk.closeDay', { reason: null }, {}, 'boss');
    period.next('2024-03-05T01:00:00.000Z');
    expect(period.receive('w1')).toBe('A');
    return period;
  };
  const to = '2024-03-06T00:00:00.000Z';

  test('opens in the order in which the simulated one ended, told as an order, first-order, over the same cause', () => {
    expect(simulate(twoDays(), usual, to).changes).toEqual([]);
    const { changes } = simulate(twoDays(), competitorGoesLast, to, ['S4.01.a27']);
    const order = changes.find(({ what }) => what === 'order_changed');
    expect(order).toMatchObject({
      topic: 'turn',
      certainty: 'first_order',
      assumes: 'same_arrivals',
      kind: 'desk.openDay',
      before: { order: ['uA', 'uB', 'uC'] },
      after: { order: ['uC', 'uA', 'uB'] },
      staffBefore: [],
      staffAfter: [],
    });
    expect(told(changes.filter(({ subjectId }) => subjectId === 'w1'))).toEqual([
      ['w1', 'server_changed', 'A', 'C', 'first_order'],
    ]);
    expect(changes.find(({ subjectId }) => subjectId === 'w1')?.clauses).toEqual(['S4.01.a27']);
  });

  test('a day that looks back on another than the last of the period opens as it was recorded', () => {
    const period = twoDays();
    const opening = period.entries.find(({ kind }) => kind === 'desk.openDay');
    const facts = opening?.facts as { previous: { day: string } };
    facts.previous.day = '2024-03-01';
    const { changes } = simulate(period, competitorGoesLast, to);
    expect(changes.filter(({ what }) => what === 'order_changed')).toEqual([]);
    expect(changes.filter(({ subjectId }) => subjectId === 'w1')).toEqual([]);
  });

  test('each site has its own days: one’s end is not another’s beginning', () => {
    const period = twoDays();
    const entries = period.entries.map((entry) =>
      entry.at.startsWith('2024-03-05') ? { ...entry, siteId: 'other' } : entry,
    );
    const { changes } = simulate({ ...period, entries } as Period, competitorGoesLast, to);
    expect(changes.filter(({ at }) => at.startsWith('2024-03-05'))).toEqual([]);
  });
});

describe('a visitor one floor serves and the other does not', () => {
  const patient = (whenNobodyFree: 'wait' | 'parallel') => houseOf({ desk: { whenNobodyFree } });
  const busy = (house: 'wait' | 'parallel'): Period => {
    const period = new Period(patient(house));
    period.open('A');
    period.receive('v1');
    period.pass(1).accept('v1');
    period.pass(4);
    period.receive('v2');
    return period;
  };
  test('is told as not served, and the other way round as served by somebody; nobody’s waiting is made up', () => {
    const [left] = simulate(busy('parallel'), patient('wait'), night).changes;
    expect(left).toMatchObject({
      what: 'not_served',
      subjectId: 'v2',
      staffBefore: ['A'],
      staffAfter: [],
      certainty: 'exact',
    });
    const { changes, figures } = simulate(busy('wait'), patient('parallel'), night);
    expect(changes).toMatchObject([{ what: 'server_changed', subjectId: 'v2', staffBefore: [], staffAfter: ['A'] }]);
    expect(figures.before.A).toMatchObject({ receptions: 1, waitingMinutes: 0 });
    expect(figures.after.A).toMatchObject({ receptions: 2, waitingMinutes: 0 });
  });
});

describe('what one person did, another would have done', () => {
  test('in the acts and in what they name; whoever else acted goes on as themselves', () => {
    const period = morning();
    const { changes } = simulate(period, competitorGoesLast, night, ['S4.01.a27']);
    expect(changes.filter(({ what }) => what === 'refused_now')).toEqual([]);
    // A supervisor names B for the last visitor: on the changed floor too, and the two courses meet again.
    period.desk('desk.overrideVisit', { visitId: 'v2', staffId: 'B', counts: false, reason: '客户熟识' }, {}, 'boss');
    const after = simulate(period, competitorGoesLast, night, ['S4.01.a27']);
    expect(told(after.changes)).toEqual([
      ['v0', 'server_changed', 'A', 'C', 'exact'],
      ['v1', 'server_changed', 'B', 'A', 'first_order'],
    ]);
  });
});

describe('a turn that counts or does not', () => {
  const named = (first: boolean) => houseOf({ desk: { namedFirstVisitCounts: first } });
  const day = (first: boolean): Period => {
    const period = new Period(named(first));
    period.open('AB');
    period.receive('v1', { names: ['B'] });
    return period;
  };
  test('is told as such, with the same server on both sides', () => {
    const [lost] = simulate(day(true), named(false), night).changes;
    expect(lost).toMatchObject({ what: 'turn_counts_not', staffBefore: ['B'], staffAfter: ['B'], certainty: 'exact' });
    const [won] = simulate(day(false), named(true), night).changes;
    expect(won).toMatchObject({ what: 'turn_counts', after: { serverId: 'B', countsFor: 'B' } });
  });
});

describe('answers about no visitor', () => {
  const makeUps = (makeUp: 'none' | 'automatic_on_return') => houseOf({ desk: { makeUp } });
  test('a missed turn that the draft makes up is told on both sides; what follows on the changed floor is first-order', () => {
    const period = new Period(usual);
    period.open('AB');
    period.desk('desk.setPresence', { staffId: 'A', status: 'errand_company', note: null }, {}, 'A');
    period.receive('v1');
    period.desk('desk.setPresence', { staffId: 'A', status: 'on_floor', note: null }, {}, 'A');
    expect(simulate(period, makeUps('none'), night).changes).toEqual([]);
    const { changes } = simulate(period, makeUps('automatic_on_return'), night);
    expect(changes).toEqual([
      {
        topic: 'other',
        what: 'answer_changed',
        certainty: 'exact',
        assumes: null,
        journalId: 'j3',
        kind: 'desk.setPresence',
        at: '2024-03-04T01:00:00.000Z',
        siteId: 'site',
        subjectId: 'subject',
        customerId: null,
        before: { staffId: 'A', status: 'on_floor', makeUpsPlaced: [], messages: [], nextWaiting: null },
        after: { staffId: 'A', status: 'on_floor', makeUpsPlaced: ['v1:uA'], messages: [], nextWaiting: null },
        staffBefore: [],
        staffAfter: [],
        clauses: ['S4.01.a06.fill', 'S4.02.i06'],
      },
    ]);
    expect(period.receive('v2')).toBe('A');
    expect(period.receive('v3')).toBe('B');
    const more = simulate(period, makeUps('automatic_on_return'), night).changes;
    expect(told(more.slice(1))).toEqual([['v3', 'server_changed', 'B', 'A', 'first_order']]);
    expect(more[1]).toMatchObject({ assumes: 'same_arrivals', clauses: ['S4.01.a06.fill', 'S4.02.i06'] });
  });

  test('an act for which the simulated floor has no place is refused there, without a code, and nothing breaks', () => {
    const day = morning();
    const broken = { ...day.entries[1], input: null } as never;
    const { changes } = simulate({ ...day, entries: [day.entries[0], broken] } as never, usual, night);
    expect(changes[0]).toMatchObject({
      topic: 'other',
      what: 'refused_now',
      certainty: 'first_order',
      assumes: 'same_acts',
      after: { code: null },
    });
  });
});

describe('who comes back', () => {
  const window = (contactWindowMonths: number) => houseOf({ claims: { model: 'contact_window', contactWindowMonths } });
  const period = new Period(window(2));
  period.register('c1', 'B', 'k1');
  period.now = '2024-04-20T01:00:00.000Z';
  period.open('AB');
  const customer = { ...ownedBy('B'), customerId: 'k1' };
  const server = period.receive('v1', { visitedBefore: true, names: ['B'] }, { customer });

  test('finds the owner the simulated claims give, and that follows from the claim', () => {
    expect(server).toBe('B');
    const may = '2024-05-02T00:00:00.000Z';
    expect(simulate(period, window(2), may).changes).toEqual([]);
    const [turn, customerOf] = simulate(period, window(1), may, ['S4.01.a17.first']).changes;
    expect(turn).toMatchObject({
      topic: 'turn',
      what: 'turn_counts',
      certainty: 'first_order',
      assumes: 'claim_changed',
      journalId: 'j2',
      subjectId: 'v1',
      customerId: 'k1',
      before: { serverId: 'B', service: 'requested', countsFor: null },
      after: { serverId: 'B', service: 'requested', countsFor: 'B' },
    });
    expect(customerOf).toMatchObject({
      topic: 'customer',
      what: 'lapse_new',
      certainty: 'exact',
      at: '2024-04-04T16:00:00.000Z',
      staffBefore: ['B'],
      staffAfter: ['B'],
      clauses: ['S4.01.a17.first', 'S4.01.a17.lapse'],
    });
  });

  test('a longer window leaves the one at the door as they were', () => {
    const changes = simulate(period, window(3), '2024-05-02T00:00:00.000Z').changes;
    expect(changes.map((one) => [one.topic, one.what])).toEqual([['customer', 'protected_longer']]);
  });
});
