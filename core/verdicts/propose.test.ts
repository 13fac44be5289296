/** The cases of the decision tables, found from what the house has on record and from what only people know. */
import { describe, expect, test } from 'vitest';
import type { ClaimRuleValues } from '../claims/index.ts';
import { proposeVerdict, questionsOf } from './propose.ts';
import {
  at,
  card,
  claim,
  club,
  dealDay,
  file,
  filing,
  lapsed,
  lapsedB,
  passedB,
  validB,
  visit,
} from './testing/given.ts';
import type { Answers, CaseFile } from './types.ts';

const propose = (change: Partial<CaseFile>, answers: Answers = {}, rules: ClaimRuleValues = filing, now = dealDay) =>
  proposeVerdict(rules, file(change), answers, now);
const shares = (list: readonly { readonly party: string; readonly percent: number }[]) =>
  list.map(({ party, percent }) => `${party} ${percent}`).join(' / ');
function told(...args: Parameters<typeof propose>): readonly string[] {
  const decision = propose(...args);
  if (!decision.accepted) return [decision.code];
  const { case: name, ownerId, performance, commission } = decision.outcome;
  return [name, ownerId, shares(performance), shares(commission)];
}
const served = (row: string, change = {}) => [visit('A', row, change)];

describe('the sales-office table, from the file', () => {
  const rows: readonly (readonly [string, Partial<CaseFile>, Answers, readonly string[]])[] = [
    [
      '[S0.02.own.31] 1: B is named, on site and accepted',
      { visits: [visit('A', 'named_returning')] },
      { aboutId: 'B' },
      ['handed_back', 'B', 'B 100', 'B 100'],
    ],
    [
      '[S0.02.own.32] 2a: refuses B, B valid',
      { visits: served('change_demanded', { refuses: 'B' }) },
      {},
      ['refused_valid', 'A', 'A 100', 'A 80 / B 20'],
    ],
    [
      '[S0.02.own.32] [S0.02.own.21] 2b: refuses B, B lapsed',
      { claims: [lapsedB], visits: served('change_demanded', { refuses: 'B' }) },
      {},
      ['refused_lapsed', 'A', 'A 100', 'A 100'],
    ],
    [
      '[S0.02.own.33] 3: B named but absent, C helped',
      { parties: ['B', 'C'], visits: [visit('C', 'named_returning', { onBehalfOf: 'B', names: ['B'] })] },
      {},
      ['owner_absent', 'B', 'B 100', 'B 80 / C 20'],
    ],
    [
      '[S0.02.own.34] 4: complaint upheld',
      { visits: served('complaint', { complainsAbout: 'B' }) },
      { complaint: 'upheld' },
      ['complaint_upheld', 'A', 'A 100', 'A 100'],
    ],
    [
      '[S0.02.own.34] 4x: complaint unfounded falls back to case 2',
      { visits: served('complaint', { complainsAbout: 'B' }) },
      { complaint: 'unfounded' },
      ['refused_valid', 'A', 'A 100', 'A 80 / B 20'],
    ],
    [
      '[S0.02.own.34] 4: nobody has looked into the complaint yet',
      { visits: served('complaint', { complainsAbout: 'B' }) },
      {},
      ['COMPLAINT_PENDING'],
    ],
    [
      '[S0.02.own.35] 5: names several, chooses none',
      { claims: [validB, lapsed('D', '2024-01-01', '2024-03-02')], visits: served('names_several') },
      {},
      ['owner_absent', 'B', 'B 100', 'B 80 / A 20'],
    ],
    [
      '[S0.02.own.36] 6: only after a better discount',
      { visits: served('discount_seeker') },
      {},
      ['discount_seeker', 'B', 'B 100', 'B 100'],
    ],
    [
      '[S0.02.own.37] 7: remembers nobody, nobody confirms a find',
      { visits: served('forgotten') },
      {},
      ['forgotten', 'A', 'A 100', 'A 100'],
    ],
    [
      '[S0.02.own.37b] 7b: B found and confirmed, valid',
      { visits: served('forgotten') },
      { foundId: 'B' },
      ['found_later_valid', 'A', 'A 100', 'A 50 / B 50'],
    ],
    [
      '[S0.02.own.37b] 7b: the manager fixes B',
      { visits: served('forgotten') },
      { foundId: 'B', foundFixedId: 'B' },
      ['found_later_valid', 'B', 'B 100', 'A 50 / B 50'],
    ],
    [
      '[S0.02.own.37b] 7c: B found, lapsed',
      { claims: [lapsedB], visits: served('forgotten') },
      { foundId: 'B' },
      ['found_later_lapsed', 'A', 'A 100', 'A 100'],
    ],
    [
      '[S0.02.own.38] 8: names A on a later visit',
      { visits: served('names_another', { names: ['A'] }) },
      {},
      ['named_on_later_visit', 'A', 'A 50 / B 50', 'A 50 / B 50'],
    ],
    [
      '[S0.02.own.310] 10: brought by an old customer',
      { claims: [], referral: { customerId: 'old', claims: [claim('C', '2023-06-01', null)] } },
      {},
      ['introduced', 'C', 'C 100', 'C 100'],
    ],
    [
      '[S0.02.own.311] 11: one family, once a superior confirms it',
      {
        claims: [validB],
        household: { id: 'home', claims: [claim('C', '2024-01-10', null, { customerId: 'spouse' })] },
      },
      { familyConfirmed: true },
      ['family', 'C', 'C 100', 'C 100'],
    ],
    [
      '[S0.02.own.312] 12: drawn to C when the owner left',
      {
        claims: [
          claim('C', '2024-03-01', '2024-05-02', { previousClaimId: 'B-2024-02-01' }),
          { ...passedB, endedReason: 'owner_left' },
        ],
      },
      {},
      ['reassigned', 'C', 'C 100', 'C 100'],
    ],
    [
      '[S0.02.own.313] 13: the manager’s scheme for an event',
      {},
      {
        event: {
          performance: [{ party: 'D', percent: 100 }],
          commission: [
            { party: 'D', percent: 70 },
            { party: 'A', percent: 30 },
          ],
        },
      },
      ['event', 'D', 'D 100', 'D 70 / A 30'],
    ],
    [
      '[S0.02.rec.5c] S: a stand-in, closed the same day',
      { visits: [visit('C', 'own_returning', { at: at('2024-03-10', '08:00'), onBehalfOf: 'B' })] },
      {},
      ['standin_same_day', 'B', 'B 100', 'B 50 / C 50'],
    ],
    [
      '[S0.02.rec.5c] S2: a stand-in, closed on another day',
      { visits: [visit('C', 'own_returning', { onBehalfOf: 'B' })] },
      {},
      ['standin_other_day', 'B', 'B 100', 'B 100'],
    ],
    [
      '[S0.02.own.4b] Q: the two quarrel',
      {},
      { conduct: 'quarrel' },
      ['quarrel', 'department', 'department 100', 'department 100'],
    ],
    [
      '[S0.02.own.4c] U2: the ruling is disobeyed',
      {},
      { conduct: 'ruling_disobeyed' },
      ['ruling_disobeyed', 'department', 'department 100', 'department 100'],
    ],
    ['[S0.02.own.4c] U: nobody received, nobody filed: no case fits', { claims: [] }, {}, ['RULING_NEEDED']],
  ];
  test.each(rows)('%s', (_title, change, answers, expected) => {
    expect(told(change, answers)).toEqual(expected);
  });

  test('[S0.02.own.1] D: of two register entries the earlier owns the customer; the later and the lapsed give way', () => {
    const ofA = claim('A', '2024-02-10', '2024-04-11', {
      state: 'void',
      endedAt: at('2024-02-20'),
      endedReason: 'duplicate',
    });
    expect(told({ claims: [validB, ofA] })).toEqual(['earliest_entry', 'B', 'B 100', 'B 100']);
    const lapsedFirst = propose({ claims: [claim('A', '2024-02-10', '2024-04-11'), lapsedB] });
    expect(lapsedFirst).toMatchObject({
      outcome: { ownerId: 'A' },
      rejected: [{ what: 'B', reason: 'FILING_LAPSED' }],
    });
    expect(propose({ claims: [validB, ofA] }).rejected).toMatchObject([{ what: 'A', reason: 'LATER_ENTRY' }]);
  });

  test('[S0.02.own.1] [S0.02.own.21] whoever entered the customer filed them, until the last day of the protection', () => {
    const entered = { registered: { by: 'A', at: at('2024-01-31') }, claims: [claim('B', '2024-02-01', '2024-04-02')] };
    expect(told(entered, {}, filing, at('2024-03-31', '23:59'))).toEqual(['earliest_entry', 'A', 'A 100', 'A 100']);
    expect(told(entered, {}, filing, at('2024-04-01', '00:00'))).toEqual(['earliest_entry', 'B', 'B 100', 'B 100']);
  });

  test('[S0.02.own.22] validity is tested on the day of the deal, however late somebody judges', () => {
    const deal = { id: 'deal', at: at('2024-04-01', '23:59'), performance: [], commission: [], journalId: null };
    const story = {
      wish: 'none',
      complaint: 'none',
      standIn: null,
      foundLater: null,
      event: null,
      club: null,
      familyConfirmed: false,
      relationWith: null,
    } as const;
    const refused = { visits: served('change_demanded', { refuses: 'B' }) };
    expect(told({ ...refused, deal: { ...deal, story } }, {}, filing, at('2024-06-01'))).toContain('A 80 / B 20');
    expect(
      told({ ...refused, deal: { ...deal, at: at('2024-04-02', '00:00'), story } }, {}, filing, at('2024-06-01')),
    ).toContain('A 100');
  });

  test('[S0.08.a.5] a probationer keeps the customer and the commission; the mentor is credited', () => {
    expect(told({ claims: [claim('A', '2024-02-01', null)], mentors: { A: 'M' } })).toEqual([
      'ordinary',
      'A',
      'M 100',
      'A 100',
    ]);
  });
});

describe('duplicate cards', () => {
  const signed = (ownerId: string, day: string, change = {}) =>
    claim(ownerId, day, '2024-03-20', { signedAt: at(day), ...change });
  test('[S0.08.c.5] V1: of two cards the one signed first, even when it was opened later', () => {
    const late = signed('B', '2024-03-01', {
      signedAt: at('2024-03-05'),
      state: 'void',
      endedAt: at('2024-03-05'),
      endedReason: 'duplicate',
    });
    const decision = propose({ claims: [late, signed('A', '2024-03-02')] }, {}, card);
    expect(decision).toMatchObject({ accepted: true, outcome: { case: 'earliest_entry', ownerId: 'A' } });
    expect(decision.clauses).toContain('S0.08.c.5b');
    expect(decision.rejected).toMatchObject([{ what: 'B', reason: 'SIGNED_LATER' }]);
  });
  test('[S0.08.c.5] V2: a card that became void for want of follow-up wins nothing by its early signature', () => {
    const waste = signed('B', '2024-02-01', {
      state: 'waste',
      endedAt: at('2024-02-05'),
      endedReason: 'missed_follow_up',
    });
    const decision = propose({ claims: [signed('A', '2024-03-02'), waste] }, {}, card);
    expect(decision).toMatchObject({ outcome: { ownerId: 'A' }, rejected: [{ what: 'B', reason: 'CARD_LAPSED' }] });
  });
  test('[S0.08.c.9] V6: a friend’s introduction goes by the relation somebody confirms; unconfirmed it decides nothing', () => {
    const brought = { claims: [signed('A', '2024-03-02')], referral: { customerId: 'friend', claims: [] } };
    expect(told(brought, {}, card)).toEqual(['ordinary', 'A', 'A 100', 'A 100']);
    expect(told(brought, { relationWithId: 'B' }, card)).toEqual(['introduced', 'B', 'B 100', 'B 100']);
  });
});

describe('the club’s cases', () => {
  const inside = {
    parties: ['A', 'E'],
    claims: [],
    outside: ['E'],
    visits: [visit('A', 'new_customer', { at: at('2024-03-10', '09:00') })],
  };
  const record = (day: string) => [
    { id: 'record', at: at(day), authorId: 'E', channel: 'call', answered: true, valid: true, journalId: null },
  ];
  const proof = (kind: string, day = '2024-03-10') => [
    visit('A', 'new_customer', { at: at(day, '09:00'), proof: { kind, staffId: 'E' } }),
  ];
  const paid: Answers = { sellerId: 'A' };
  test('[S1.19.x.1] M1: a voucher or card shown today makes the guest theirs for the day, not for the next', () => {
    expect(told({ ...inside, visits: proof('name_card') }, paid, club)).toEqual(['ordinary', 'E', 'E 100', 'E 100']);
    expect(told({ ...inside, visits: proof('name_card', '2024-03-09') }, paid, club)).toEqual([
      'ordinary',
      'A',
      'A 100',
      'A 100',
    ]);
  });
  test.each(['transfer', 'reopen', 'product'] as const)(
    '[S1.19.x.2] M2: %s goes to whom the deposit was paid through',
    (sale) => {
      expect(told({ ...inside, contacts: record('2024-03-09') }, { sale, sellerId: 'B' }, club)[1]).toBe('B');
    },
  );
  test('[S1.19.x.3] M3, M6: payment decides; a follow-up record of a colleague inside proves nothing', () => {
    const tracked = { ...inside, outside: [], contacts: record('2024-03-09') };
    expect(told(tracked, paid, club)).toEqual(['ordinary', 'A', 'A 100', 'A 100']);
  });
  test('[S1.19.x.4] M4: a company gift makes a new guest', () => {
    expect(told({ ...inside, visits: proof('gift_voucher'), contacts: record('2024-03-09') }, paid, club)[1]).toBe('A');
  });
  test('[S1.19.x.8] M5: a valid record outside shares 70/30, through the thirtieth day', () => {
    expect(told({ ...inside, contacts: record('2024-02-09') }, paid, club)).toEqual([
      'external_record',
      'E',
      'A 30 / E 70',
      'A 30 / E 70',
    ]);
    expect(told({ ...inside, contacts: record('2024-02-08') }, paid, club)).toEqual([
      'ordinary',
      'A',
      'A 100',
      'A 100',
    ]);
  });
  test('[S1.19.x.9] M7, M8: the tracked guest shares; the friend they bring does not', () => {
    expect(told({ ...inside, contacts: record('2024-03-09') }, { ...paid, broughtFriend: true }, club)[1]).toBe('A');
  });
});

describe('what only people know', () => {
  test('is asked with the answer in use and where it comes from; an answer replaces what was assumed', () => {
    const complained = file({ visits: served('complaint', { complainsAbout: 'B' }) });
    const before = questionsOf(filing, complained, {}, dealDay);
    expect(before).toContainEqual({
      key: 'wish',
      value: 'complains_of_earlier',
      source: 'file',
      evidenceId: 'visit-A-complaint',
    });
    expect(before).toContainEqual({ key: 'complaint', value: 'pending', source: 'assumed', evidenceId: null });
    const after = questionsOf(filing, complained, { complaint: 'upheld' }, dealDay);
    expect(after).toContainEqual({ key: 'complaint', value: 'upheld', source: 'answered', evidenceId: null });
    const decision = propose({ visits: served('forgotten') });
    expect(decision).toMatchObject({ outcome: { uncertain: ['conduct', 'foundId'] } });
  });
  test('a visit after the deal tells nothing about it', () => {
    expect(told({ visits: served('discount_seeker', { at: at('2024-03-11') }) })).toEqual([
      'ordinary',
      'B',
      'B 100',
      'B 100',
    ]);
  });
});

describe('entries in the register that no longer count', () => {
  const ended = (endedReason: ReturnType<typeof claim>['endedReason']) =>
    claim('B', '2024-02-01', '2024-04-02', { state: 'transferred', endedAt: at('2024-03-01'), endedReason });
  const later = claim('A', '2024-02-10', '2024-04-11');
  const against = (endedReason: ReturnType<typeof claim>['endedReason'], rules = filing) => {
    const decision = propose({ claims: [ended(endedReason), later] }, {}, rules);
    const [first] = decision.rejected;
    return decision.accepted
      ? [decision.outcome.case, decision.outcome.ownerId, first?.reason ?? null]
      : [decision.code];
  };

  test('who lost the right by not keeping it up is set aside by name; a duplicate still tells who was first', () => {
    for (const lost of ['missed_follow_up', 'window_passed', 'filing_expired', 'day_over', 'sms_only'] as const)
      expect([lost, ...against(lost)]).toEqual([lost, 'earliest_entry', 'A', 'FILING_LAPSED']);
    expect(against('duplicate')).toEqual(['earliest_entry', 'B', 'LATER_ENTRY']);
  });

  test('who gave the customer away, or lost them to a ruling, is no rival any more', () => {
    for (const gone of [
      'withdrawn',
      'passed_on',
      'customer_request',
      'owner_left',
      'ruled',
      'refunded',
      'returned_as_new',
    ] as const)
      expect([gone, against(gone)[0] === 'earliest_entry']).toEqual([gone, false]);
  });

  test('all lapsed: nobody was first; two of one person are no two entries; entries of others do not count', () => {
    const caseOf = (change: Partial<CaseFile>) => told(change)[0];
    expect(caseOf({ claims: [lapsedB, lapsed('A', '2024-01-06', '2024-03-07')] })).not.toBe('earliest_entry');
    expect(caseOf({ claims: [validB, claim('B', '2024-02-10', '2024-04-11')] })).not.toBe('earliest_entry');
    expect(caseOf({ claims: [validB, claim('Z', '2024-02-10', '2024-04-11')] })).not.toBe('earliest_entry');
    // Two at one instant: by name, so that the answer is the same every time.
    const twins = ['B', 'A'].map((owner) => claim(owner, '2024-02-01', '2024-04-02'));
    expect([told({ claims: twins })[1], told({ claims: twins.toReversed() })[1]]).toEqual(['A', 'A']);
  });

  test('whoever only entered the customer counts where no card is signed, once, for as long as the house protects a filing', () => {
    const entered = (by: string | null, change: Partial<CaseFile> = {}) => ({
      registered: { by, at: at('2024-01-20') },
      claims: [claim('B', '2024-02-01', '2024-04-02')],
      ...change,
    });
    expect(told(entered('A'))[1]).toBe('A');
    expect([told(entered('Z'))[0], told(entered(null))[0]]).toEqual(['ordinary', 'ordinary']);
    // Their own card says when they came.
    const both = [claim('B', '2024-02-01', '2024-04-02'), claim('A', '2024-02-10', '2024-04-11')];
    expect(told(entered('A', { claims: both }))[1]).toBe('B');
    const short = { ...filing, filingMonths: '40d' as const };
    expect([told(entered('A'), {}, short)[1], told(entered('A'), {}, { ...filing, filingMonths: 3 })[1]]).toEqual([
      'B',
      'A',
    ]);
    const window = { ...filing, model: 'contact_window' as const, contactWindowMonths: 1, filingMonths: 12 };
    expect(told(entered('A'), {}, window)[1]).toBe('B');
    expect(propose({ claims: [validB, later] }, {}, window).clauses).toContain('S4.01.a17.first');
    expect(propose({ claims: [validB, later] }).clauses).not.toContain('S4.01.a17.first');
  });
});
