/** Claims under the draft: whose would have lapsed, when, and what the rules would have answered afterwards. */
import { describe, expect, test } from 'vitest';
import type { AttributionFacts } from '../claims/index.ts';
import { houseOf, Period, simulate, zone } from './record.testing.ts';

const window = (contactWindowMonths: number, more: object = {}) =>
  houseOf({ claims: { model: 'contact_window', contactWindowMonths, ...more } });
const two = window(2);
const june = '2024-06-01T00:00:00.000Z';
/** Registered on 4 March at nine: two months protect until the end of 4 May. */
const registered = (): Period => {
  const period = new Period(two);
  period.register('c1', 'wang', 'k1');
  return period;
};
const whats = (period: Period, draft = window(1), to = june) =>
  simulate(period, draft, to).changes.map((one) => one.what);

describe('when a claim lapses', () => {
  test('the same house changes nothing, whether or not the lapse was written down', () => {
    const period = registered();
    expect(simulate(period, two, june).changes).toEqual([]);
    period.now = '2024-05-05T00:00:00.000Z';
    period.lapse('c1');
    expect(simulate(period, two, june).changes).toEqual([]);
  });

  test('earlier, later, for the first time, or not at all within the period', () => {
    const period = registered();
    expect(whats(period)).toEqual(['lapse_earlier']);
    expect(whats(period, window(1), '2024-04-10T00:00:00.000Z')).toEqual(['lapse_new']);
    expect(whats(period, window(1), '2024-04-04T15:59:59.999Z')).toEqual(['protected_shorter']);
    expect(whats(period, window(1), '2024-04-04T16:00:00.000Z')).toEqual(['lapse_new']);
    expect(whats(period, window(3), '2024-05-20T00:00:00.000Z')).toEqual(['lapse_not']);
    expect(whats(period, window(3), '2024-07-01T00:00:00.000Z')).toEqual(['lapse_later']);
    expect(whats(period, window(3), '2024-04-20T00:00:00.000Z')).toEqual(['protected_longer']);
    expect(whats(period, window(3), '2024-03-04T01:00:00.000Z')).toEqual([]); // registered at the very end
  });

  test('is told with both courses, at the instant of the simulated lapse, with the clauses of registration and lapse', () => {
    const period = registered();
    const [change] = simulate(period, window(1), june, ['S4.01.a17.first']).changes;
    expect(change).toEqual({
      topic: 'customer',
      what: 'lapse_earlier',
      certainty: 'exact',
      assumes: null,
      journalId: 'j1',
      kind: 'claims.register',
      at: '2024-04-04T16:00:00.000Z',
      siteId: 'site',
      subjectId: 'c1',
      customerId: 'k1',
      before: {
        ownerId: 'wang',
        state: 'live',
        protectedUntil: '2024-05-04T16:00:00.000Z',
        endedAt: null,
        endedReason: null,
      },
      after: {
        ownerId: 'wang',
        state: 'lapsed',
        protectedUntil: '2024-04-04T16:00:00.000Z',
        endedAt: '2024-04-04T16:00:00.000Z',
        endedReason: 'window_passed',
      },
      staffBefore: ['wang'],
      staffAfter: ['wang'],
      clauses: ['S4.01.a17.first', 'S4.01.a17.lapse'],
    });
  });

  test('a lapse that was written down is taken back under a longer window', () => {
    const period = registered();
    period.now = '2024-05-05T00:00:00.000Z';
    period.lapse('c1');
    expect(period.claims.get('c1')?.state).toBe('lapsed');
    const [change] = simulate(period, window(3), '2024-05-20T00:00:00.000Z').changes;
    expect(change).toMatchObject({
      what: 'lapse_not',
      before: { state: 'lapsed' },
      after: { state: 'live', endedAt: null },
    });
  });
});

describe('contacts of a claim that would have lapsed by then', () => {
  const contacted = registered();
  contacted.now = '2024-04-20T02:00:00.000Z';
  contacted.contact('c1');

  test('restart the clock in both houses as long as the claim lives', () => {
    expect(contacted.claims.get('c1')?.protectedUntil).toBe('2024-06-20T16:00:00.000Z');
    expect(whats(contacted, window(3), '2024-05-01T00:00:00.000Z')).toEqual(['protected_longer']);
    expect(simulate(contacted, two, '2024-08-01T00:00:00.000Z').changes).toEqual([]);
  });

  test('come too late under the shorter window: first-order, because the owner would have known', () => {
    const { changes } = simulate(contacted, window(1), june);
    const lapse = changes.find((one) => one.subjectId === 'c1' && one.topic === 'customer' && one.what === 'lapse_new');
    expect(lapse).toMatchObject({ certainty: 'exact', journalId: 'j1', after: { state: 'lapsed' } });
    for (const one of changes.filter((change) => change !== lapse))
      expect(one).toMatchObject({ certainty: 'first_order', assumes: 'claim_changed' });
  });
});

describe('who registers whom', () => {
  test('new customers are counted on both sides', () => {
    const period = registered();
    period.register('c2', 'li', 'k2');
    period.register('c3', 'wang', 'k3');
    const { figures, decided } = simulate(period, two, june);
    expect(decided).toBe(3);
    expect(figures.before).toEqual(figures.after);
    expect(Object.entries(figures.before).map(([id, one]) => [id, one.newCustomers])).toEqual([
      ['wang', 2],
      ['li', 1],
    ]);
  });

  test('a registration that the draft lets through because the first owner would have lost the customer', () => {
    const period = registered();
    period.now = '2024-04-20T02:00:00.000Z';
    period.register('c2', 'li', 'k1');
    const refusedThen = period.entries[1]?.decision.accepted === false;
    const { changes } = simulate(period, window(1), '2024-04-25T00:00:00.000Z');
    expect(changes.find((one) => one.subjectId === 'c1')).toMatchObject({ what: 'lapse_new', certainty: 'exact' });
    const second = changes.filter((one) => one.journalId === 'j2');
    expect(second.map((one) => one.certainty)).toEqual(second.map(() => 'first_order'));
    expect(second.length > 0).toBe(refusedThen);
  });
});

describe('what was written to a claim without a decision', () => {
  test('holds for both courses: a merge moves the customer, and nothing is told of it', () => {
    const period = registered();
    const claim = period.claims.get('c1');
    if (!claim) throw new Error('not registered');
    period.claims.set('c1', { ...claim, customerId: 'k9' });
    period.now = '2024-03-20T02:00:00.000Z';
    period.contact('c1');
    expect(simulate(period, two, june).changes).toEqual([]);
    const [change] = simulate(period, window(1), '2024-05-01T00:00:00.000Z').changes;
    expect(change).toMatchObject({ customerId: 'k9', what: 'lapse_new', at: '2024-04-20T16:00:00.000Z' });
  });

  test('what the draft already has otherwise stays the draft’s', () => {
    const period = registered();
    const claim = period.claims.get('c1');
    if (!claim) throw new Error('not registered');
    period.claims.set('c1', { ...claim, protectedUntil: '2024-07-01T00:00:00.000Z' });
    period.now = '2024-03-20T02:00:00.000Z';
    period.put(
      'claims.viewPooled',
      { claim: period.claims.get('c1'), viewedToday: 0, viewedAlready: false },
      {},
      {
        subjectId: 'c1',
        customerId: 'k1',
      },
    );
    const [change] = simulate(period, window(1), june).changes;
    expect(change).toMatchObject({ what: 'lapse_new', after: { protectedUntil: '2024-04-04T16:00:00.000Z' } });
  });
});

describe('answers about claims that go otherwise', () => {
  test('a contact the draft refuses is told with its code; one that stays is not', () => {
    const period = registered();
    period.now = '2024-03-05T02:00:00.000Z';
    period.contact('c1');
    expect(simulate(period, two, '2024-04-01T00:00:00.000Z').changes).toEqual([]);
    const broken = { ...period.entries[1], input: { at: '2024-03-06T02:00:00.000Z', channel: 'call', answered: true } };
    const { changes } = simulate(
      { ...period, entries: [period.entries[0], broken] } as never,
      two,
      '2024-04-01T00:00:00.000Z',
    );
    expect(changes.find((one) => one.what === 'refused_now')).toMatchObject({
      topic: 'customer',
      certainty: 'exact',
      assumes: null,
      journalId: 'j2',
      kind: 'claims.followUp',
      before: {},
      after: { code: 'CONTACT_IN_FUTURE' },
      staffBefore: [],
      staffAfter: [],
    });
  });

  test('an act for which the simulated claims have no place is refused there, without a code', () => {
    const period = registered();
    const broken = { ...period.entries[0], id: 'j2', input: null };
    const { changes } = simulate({ ...period, entries: [broken] } as never, two, june);
    expect(changes.map((one) => [one.what, one.after])).toEqual([
      ['refused_now', { code: null }],
      ['claim_not_opened', {}],
    ]);
    expect(changes[1]).toMatchObject({ staffBefore: ['wang'], staffAfter: [], before: { ownerId: 'wang' } });
  });

  test('who else would have been in charge at the door registers the customer', () => {
    const period = new Period(two);
    period.open('ABC');
    period.receive('v0', { purpose: 'peer' });
    period.receive('v1');
    const visit = period.sheet?.visits.v1;
    if (!period.sheet || !visit) throw new Error('nobody came');
    period.desk('desk.linkVisit', { visitId: 'v1', customerId: 'k1' }, { ended: null }, 'B');
    period.register('c1', 'B', 'k1');
    const draft = { ...two, desk: { ...two.desk, peerVisit: 'last_not_counted' as const } };
    const { changes, figures } = simulate(period, draft, '2024-04-01T00:00:00.000Z');
    const claim = changes.find((one) => one.topic === 'customer');
    expect(claim).toMatchObject({
      what: 'owner_changed',
      certainty: 'first_order',
      assumes: 'same_acts',
      staffBefore: ['B'],
      staffAfter: ['A'],
    });
    expect([figures.before.B?.newCustomers, figures.after.B?.newCustomers, figures.after.A?.newCustomers]).toEqual([
      1, 0, 1,
    ]);
  });

  test('a house that asks for a signature leaves the card waiting for it', () => {
    const period = new Period(houseOf({ claims: { model: 'filing' } }));
    period.register('c1', 'wang', 'k1');
    const unlike = houseOf({ claims: { model: 'card', signatureRequired: true } });
    const [change] = simulate(period, unlike, '2024-03-05T00:00:00.000Z').changes;
    expect(change).toMatchObject({
      topic: 'customer',
      before: { state: 'live' },
      after: { state: 'awaiting_signature' },
    });
  });
});

describe('splits', () => {
  const facts: AttributionFacts = {
    dealAt: '2024-03-10T02:00:00.000Z',
    timeZone: zone,
    receivingId: 'chen',
    earlier: [
      { staffId: 'wang', registeredAt: '2024-02-01T02:00:00.000Z', protectedUntil: '2024-04-01T16:00:00.000Z' },
    ],
    aboutId: 'wang',
    wish: 'refuses_earlier',
    complaint: 'none',
    dispute: 'none',
    ruling: null,
    event: null,
    standIn: null,
    foundLater: null,
    introducedOwnerId: null,
    familyOwnerId: null,
    reassignedToId: null,
    mentors: {},
    club: null,
  };
  const row = { receiving: 60, earlier: 40, helper: 0, mentor: 0, department: 0 };
  const halves = houseOf({ claims: { splits: { ...two.claims.splits, refused_valid_commission: row } } });

  test('other shares of a deal are told as such: both splits, both sets of people, exact', () => {
    const period = new Period(houseOf());
    period.put('claims.attribute', facts, {}, { customerId: 'k1', subjectId: 'deal' });
    expect(simulate(period, houseOf(), june).changes).toEqual([]);
    const [change] = simulate(period, halves, june, ['S0.02.own.32']).changes;
    const whole = [{ party: 'chen', percent: 100 }];
    expect(change).toEqual({
      topic: 'split',
      what: 'shares_changed',
      certainty: 'exact',
      assumes: null,
      journalId: 'j1',
      kind: 'claims.attribute',
      at: '2024-03-04T01:00:00.000Z',
      siteId: 'site',
      subjectId: 'deal',
      customerId: 'k1',
      before: {
        case: 'refused_valid',
        performance: whole,
        commission: [
          { party: 'chen', percent: 80 },
          { party: 'wang', percent: 20 },
        ],
      },
      after: {
        case: 'refused_valid',
        performance: whole,
        commission: [
          { party: 'chen', percent: 60 },
          { party: 'wang', percent: 40 },
        ],
      },
      staffBefore: ['chen', 'wang'],
      staffAfter: ['chen', 'wang'],
      clauses: ['S0.02.own.32'],
    });
  });

  test('after a claim of the customer went another way the shares follow from it', () => {
    const period = registered();
    period.now = '2024-04-20T02:00:00.000Z';
    period.put('claims.attribute', facts, {}, { customerId: 'k1', subjectId: 'deal' });
    const draft = { ...window(1), claims: { ...window(1).claims, splits: halves.claims.splits } };
    const split = simulate(period, draft, june).changes.find((one) => one.topic === 'split');
    expect(split).toMatchObject({ certainty: 'first_order', assumes: 'claim_changed' });
  });
});

describe('decisions that rest on no claim and no sheet', () => {
  const look = (viewedToday: number) => {
    const period = new Period(houseOf({ claims: { poolViewDailyQuota: 20 } }));
    period.put('claims.viewPooled', { viewedToday, viewedAlready: false }, {});
    return period;
  };
  test('what the draft refuses, what it allows, and what stays', () => {
    const fewer = houseOf({ claims: { poolViewDailyQuota: 5 } });
    expect(simulate(look(4), fewer, june).changes).toEqual([]);
    const [refused] = simulate(look(5), fewer, june).changes;
    expect(refused).toMatchObject({
      topic: 'other',
      what: 'refused_now',
      certainty: 'exact',
      assumes: null,
      kind: 'claims.viewPooled',
      siteId: 'site',
      subjectId: 'subject',
      staffBefore: [],
      staffAfter: [],
    });
    expect(refused?.after).toHaveProperty('code');
    const [allowed] = simulate(look(20), houseOf({ claims: { poolViewDailyQuota: 30 } }), june).changes;
    expect(allowed).toMatchObject({ what: 'answer_changed' });
    expect(allowed?.before).toHaveProperty('code');
  });

  test('acts are passed over: nobody decided them', () => {
    const period = look(1);
    const act = { ...period.entries[0], kind: 'session.changePassword' } as never;
    expect(simulate({ ...period, entries: [act] } as never, houseOf(), june)).toEqual({
      changes: [],
      figures: { before: {}, after: {} },
      decided: 0,
    });
  });
});
