import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AttributionFacts,
  amountsOf,
  type CustomerWish,
  decideAttribution,
  type Share,
} from './decide-attribution.ts';
import { splitFen } from './money.ts';
import { ClaimRules } from './rules.ts';
import { splitCases, splitRow } from './splits.ts';
import { at, club, code, contactWindow, filing, outcome, zone } from './testing/given.ts';

// The worked example: a pool of 10,000 yuan, the deal on 10 March 2024.
const pool = 10_000_00;
const valid = { staffId: 'B', registeredAt: at('2024-02-01'), protectedUntil: at('2024-04-02', '00:00') };
const expired = { staffId: 'B', registeredAt: at('2024-01-05'), protectedUntil: at('2024-03-06', '00:00') };
const base: AttributionFacts = {
  dealAt: at('2024-03-10'),
  timeZone: zone,
  receivingId: 'A',
  earlier: [valid],
  aboutId: 'B',
  wish: 'none',
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
const decide = (change: Partial<AttributionFacts>, rules = filing) => decideAttribution(rules, { ...base, ...change });
const money = (shares: readonly Share[]) =>
  Object.fromEntries(amountsOf(shares, pool).map((one) => [one.party, one.fen / 100]));
const paid = (change: Partial<AttributionFacts>, rules = filing) => money(outcome(decide(change, rules)).commission);
const credited = (change: Partial<AttributionFacts>, rules = filing) =>
  Object.fromEntries(outcome(decide(change, rules)).performance.map((one) => [one.party, one.percent]));

describe('the sales-office cases', () => {
  test('[S0.02.own.31] handed back to the earlier receiver who is on site: theirs entirely, valid or not', () => {
    expect(credited({ wish: 'accepts_earlier' })).toEqual({ B: 100 });
    expect(paid({ wish: 'accepts_earlier', earlier: [expired] })).toEqual({ B: 10_000 });
    expect(paid({ wish: 'accepts_earlier', earlier: [expired] }, { ...filing, validityInHandBack: true })).toEqual({
      A: 10_000,
    });
  });

  test('[S0.02.own.32] the customer refuses B: performance is A’s, commission 80/20 while B’s filing is valid, else all A’s', () => {
    expect(credited({ wish: 'refuses_earlier' })).toEqual({ A: 100 });
    expect(paid({ wish: 'refuses_earlier' })).toEqual({ A: 8_000, B: 2_000 });
    const lapsed = decide({ wish: 'refuses_earlier', earlier: [expired] });
    expect(money(outcome(lapsed).commission)).toEqual({ A: 10_000 });
    expect(lapsed.rejected).toMatchObject([{ what: 'B', reason: 'FILING_LAPSED' }]);
  });

  test('[S0.02.own.32] who filed again after a lapse is valid by the new filing, in whatever order the two are told', () => {
    const twice = [expired, { ...valid, registeredAt: at('2024-03-07') }];
    for (const earlier of [twice, [...twice].reverse()])
      expect(paid({ wish: 'refuses_earlier', earlier })).toEqual({ A: 8_000, B: 2_000 });
  });

  test('[S0.02.own.22] validity is tested on the day of the deal: the last day counts, the next does not', () => {
    expect(paid({ wish: 'refuses_earlier', dealAt: at('2024-04-01', '23:59') })).toEqual({ A: 8_000, B: 2_000 });
    expect(paid({ wish: 'refuses_earlier', dealAt: at('2024-04-02', '00:00') })).toEqual({ A: 10_000 });
  });

  const standIn = { staffId: 'C', servedAt: at('2024-03-08'), ownerNamed: true };
  test('[S0.02.own.33] B is named but absent and C helps: performance B, commission 80/20', () => {
    expect(credited({ standIn, receivingId: 'C' })).toEqual({ B: 100 });
    expect(paid({ standIn, receivingId: 'C' })).toEqual({ B: 8_000, C: 2_000 });
  });

  test('[S0.02.rec.5c] a stand-in whose customer buys the same day gets half, otherwise nothing unless the owner was named', () => {
    const today = { ...standIn, servedAt: at('2024-03-10', '08:00'), ownerNamed: false };
    expect(paid({ standIn: today, receivingId: 'C' })).toEqual({ B: 5_000, C: 5_000 });
    expect(paid({ standIn: { ...standIn, ownerNamed: false }, receivingId: 'C' })).toEqual({ B: 10_000 });
    expect(paid({ standIn: today, receivingId: 'C' }, { ...filing, standInSplit: 'absent_owner' })).toEqual({
      B: 8_000,
      C: 2_000,
    });
    expect(paid({ standIn: today, receivingId: 'C' }, { ...filing, standInSplit: 'courtesy' })).toEqual({ B: 10_000 });
  });

  test('[S0.02.own.34] a complaint the supervisor confirmed takes B out; pending it blocks, unfounded it counts as a refusal', () => {
    const complains = { wish: 'complains_of_earlier' as const };
    expect(paid({ ...complains, complaint: 'upheld' })).toEqual({ A: 10_000 });
    expect(code(decide({ ...complains, complaint: 'pending' }))).toBe('COMPLAINT_PENDING');
    expect(paid({ ...complains, complaint: 'unfounded' })).toEqual({ A: 8_000, B: 2_000 });
  });

  test('[S0.02.own.35] several named, none chosen: the earliest valid claimant owns and the server is a helper', () => {
    const earlier = [{ ...expired, staffId: 'D' }, valid, { ...valid, staffId: 'E', registeredAt: at('2024-02-10') }];
    expect(paid({ wish: 'names_several', earlier })).toEqual({ B: 8_000, A: 2_000 });
    expect(paid({ wish: 'names_several', earlier: [expired] })).toEqual({ A: 10_000 });
  });

  test('[S0.02.own.36] going to a colleague only for a better discount changes nothing', () => {
    expect(paid({ wish: 'wants_discount' })).toEqual({ B: 10_000 });
    expect(credited({ wish: 'wants_discount' })).toEqual({ B: 100 });
  });

  test('[S0.02.own.37] the customer remembers nobody: the one who receives gets the deal', () => {
    expect(paid({ wish: 'remembers_nobody' })).toEqual({ A: 10_000 });
    expect(
      paid({ wish: 'remembers_nobody', foundLater: { staffId: 'B', confirmed: false, fixedOwnerId: null } }),
    ).toEqual({ A: 10_000 });
  });

  test('[S0.02.own.37b] B found in the files afterwards: 50/50 while valid, the performance where it was fixed', () => {
    const found = (fixedOwnerId: string | null) => ({
      wish: 'remembers_nobody' as const,
      foundLater: { staffId: 'B', confirmed: true, fixedOwnerId },
    });
    expect(paid(found(null))).toEqual({ A: 5_000, B: 5_000 });
    expect(credited(found(null))).toEqual({ A: 100 });
    expect(credited(found('B'))).toEqual({ B: 100 });
    expect(paid({ ...found(null), earlier: [expired] })).toEqual({ A: 10_000 });
  });

  test('[S0.02.own.38] named on a later visit: half and half with the latest valid earlier receiver', () => {
    expect(paid({ wish: 'names_other' })).toEqual({ A: 5_000, B: 5_000 });
    expect(credited({ wish: 'names_other' })).toEqual({ A: 50, B: 50 });
    const two = [valid, { ...valid, staffId: 'D', registeredAt: at('2024-02-20') }];
    expect(paid({ wish: 'names_other', earlier: two })).toEqual({ A: 5_000, D: 5_000 });
    expect(paid({ wish: 'names_other', earlier: two }, { ...filing, severalEarlier: 'share_equally' })).toEqual({
      A: 5_000,
      B: 2_500,
      D: 2_500,
    });
    expect(paid({ wish: 'names_other', earlier: [expired] })).toEqual({ A: 10_000 });
  });

  test('[S0.02.own.39] whoever holds the performance looks after the customer', () => {
    expect(outcome(decide({ wish: 'refuses_earlier' })).caretakerId).toBe('A');
    expect(outcome(decide({ standIn, receivingId: 'C' })).caretakerId).toBe('B');
  });

  test('[S0.02.own.310] [S0.02.own.311] [S0.02.own.312] introduced, family and reassigned customers are wholly their owner’s', () => {
    expect(paid({ introducedOwnerId: 'I' })).toEqual({ I: 10_000 });
    expect(paid({ familyOwnerId: 'F' })).toEqual({ F: 10_000 });
    // Unless the customer later refuses that owner, or a complaint about them is upheld.
    expect(paid({ introducedOwnerId: 'B', wish: 'refuses_earlier' })).toEqual({ A: 8_000, B: 2_000 });
    expect(paid({ familyOwnerId: 'B', wish: 'complains_of_earlier', complaint: 'upheld' })).toEqual({ A: 10_000 });
    expect(paid({ reassignedToId: 'N' })).toEqual({ N: 10_000 });
  });

  test('[S0.02.own.313] at an event the manager’s method decides', () => {
    const shares = [
      { party: 'A', percent: 60 },
      { party: 'D', percent: 40 },
    ];
    expect(paid({ event: { performance: shares, commission: shares }, wish: 'refuses_earlier' })).toEqual({
      A: 6_000,
      D: 4_000,
    });
    expect(code(decide({ event: { performance: shares, commission: shares.slice(1) } }))).toBe('SHARES_NOT_WHOLE');
  });

  test('[S0.02.own.4b] who quarrels loses everything to the department', () => {
    expect(outcome(decide({ dispute: 'quarrel', wish: 'refuses_earlier' }))).toMatchObject({
      performance: [{ party: 'department', percent: 100 }],
      commission: [{ party: 'department', percent: 100 }],
    });
  });

  test('[S0.02.own.4c] what no rule covers waits for the manager’s ruling, and disobeying it forfeits the deal', () => {
    const ruling = {
      performance: [{ party: 'B', percent: 100 }],
      commission: [
        { party: 'B', percent: 70 },
        { party: 'A', percent: 30 },
      ],
    };
    expect(code(decide({ receivingId: null, earlier: [] }))).toBe('RULING_NEEDED');
    expect(paid({ dispute: 'ruled', ruling })).toEqual({ B: 7_000, A: 3_000 });
    expect(paid({ dispute: 'ruling_disobeyed', ruling })).toEqual({ department: 10_000 });
    expect(code(decide({ dispute: 'ruled' }))).toBe('RULING_NEEDED');
  });

  test('[S0.02.own.4] a crossing the parties have not settled is not paid out', () => {
    expect(code(decide({ dispute: 'unsettled' }))).toBe('RULING_NEEDED');
  });

  test('[S4.01.a16.change] where a demanded change moves the result, the later consultant has all of it', () => {
    const rules = { ...contactWindow, changedOwnerTakesDeal: true };
    expect(paid({ wish: 'refuses_earlier' }, rules)).toEqual({ A: 10_000 });
  });

  test('[S0.08.a.5] [S0.08.a.5b] a probationer is paid while the mentor is credited', () => {
    const taught = { earlier: [], mentors: { A: 'mentor' } };
    expect(credited(taught)).toEqual({ mentor: 100 });
    expect(paid(taught)).toEqual({ A: 10_000 });
  });
});

describe('the club', () => {
  const sale = {
    sale: 'new_card',
    sellerId: 'I',
    proof: null,
    companyGift: false,
    external: null,
    isBroughtFriend: false,
  } as const;
  const external = { staffId: 'X', lastRecordAt: at('2024-03-01') };
  const split = (change: object) => credited({ club: { ...sale, ...change }, earlier: [] }, club);

  test('[S1.19.x.1] voucher, business card or name of the day: that consultant alone', () => {
    expect(split({ proof: { staffId: 'X', at: at('2024-03-10', '09:00') }, external })).toEqual({ X: 100 });
    expect(split({ proof: { staffId: 'X', at: at('2024-03-09') } })).toEqual({ I: 100 });
  });
  test('[S1.19.x.2] transfer, reopening and products go to whom the deposit names', () => {
    for (const kind of ['transfer', 'reopen', 'product']) expect(split({ sale: kind, external })).toEqual({ I: 100 });
  });
  test('[S1.19.x.3] between internal consultants the payment decides, not the follow-up record', () => {
    expect(split({})).toEqual({ I: 100 });
    expect(code(decide({ club: { ...sale, sellerId: null }, receivingId: null, earlier: [] }, club))).toBe(
      'RULING_NEEDED',
    );
  });
  test('[S1.19.x.4] who holds a company gift is a new guest', () => {
    expect(split({ companyGift: true, external })).toEqual({ I: 100 });
  });
  test('[S1.19.x.8] an external salesperson’s valid record: 70 external, 30 internal; an old record nothing', () => {
    expect(split({ external })).toEqual({ X: 70, I: 30 });
    expect(split({ external: { ...external, lastRecordAt: at('2024-02-09') } })).toEqual({ X: 70, I: 30 }); // 30 days
    expect(split({ external: { ...external, lastRecordAt: at('2024-02-08', '23:59') } })).toEqual({ I: 100 });
  });
  test('[S1.19.x.9] the tracked guest’s own card is shared, the friend’s is not', () => {
    expect(split({ external, isBroughtFriend: false })).toEqual({ X: 70, I: 30 });
    expect(split({ external, isBroughtFriend: true })).toEqual({ I: 100 });
  });
});

describe('money', () => {
  test('parts of a fen go to the largest remainders, the earlier party first', () => {
    expect(splitFen(100_01, [5, 3, 2])).toEqual([50_01, 30_00, 20_00]);
    expect(splitFen(1, [1, 1])).toEqual([1, 0]);
    expect(splitFen(-100, [1, 2])).toEqual([-33, -67]);
    expect(() => splitFen(10, [0, 0])).toThrow(RangeError);
    expect(() => splitFen(0.5, [1])).toThrow(RangeError);
  });

  test('the parts always make the total, and none is more than a fen from its exact share', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 12 }),
        fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 8 }),
        (total, weights) => {
          const sum = weights.reduce((a, b) => a + b, 0);
          fc.pre(sum > 0);
          const parts = splitFen(total, weights);
          expect(parts.reduce((a, b) => a + b, 0)).toBe(total);
          parts.forEach((part, index) => {
            expect(Math.abs(part - (total * (weights[index] ?? 0)) / sum)).toBeLessThanOrEqual(1.001);
          });
        },
      ),
    );
  });

  test('every shipped row of shares makes one hundred', () => {
    for (const name of splitCases)
      for (const kind of ['performance', 'commission'] as const) {
        const row = ClaimRules.splits.default[splitRow(name, kind)] ?? {};
        expect([name, kind, Object.values(row).reduce((a, b) => a + b, 0)]).toEqual([name, kind, 100]);
      }
  });

  const wishes: CustomerWish[] = [
    'none',
    'accepts_earlier',
    'refuses_earlier',
    'complains_of_earlier',
    'names_other',
    'wants_discount',
    'names_several',
    'remembers_nobody',
  ];
  const receiver = fc.record({
    staffId: fc.constantFrom('A', 'B', 'C', 'D'),
    registeredAt: fc.constantFrom(at('2024-01-05'), at('2024-02-01')),
    protectedUntil: fc.constantFrom(null, at('2024-03-06'), at('2024-04-02')),
  });
  test('whatever the story, an accepted decision shares out exactly all of it', () => {
    fc.assert(
      fc.property(
        fc.record({
          receivingId: fc.constantFrom(null, 'A', 'B'),
          earlier: fc.array(receiver, { maxLength: 4 }),
          aboutId: fc.constantFrom(null, 'A', 'B', 'Z'),
          wish: fc.constantFrom(...wishes),
          complaint: fc.constantFrom('none' as const, 'upheld' as const, 'unfounded' as const, 'pending' as const),
          dispute: fc.constantFrom('none' as const, 'none' as const, 'quarrel' as const, 'unsettled' as const),
          standIn: fc.option(
            fc.record({
              staffId: fc.constantFrom('A', 'C'),
              servedAt: fc.constantFrom(at('2024-03-10'), at('2024-03-01')),
              ownerNamed: fc.boolean(),
            }),
            { nil: null },
          ),
          mentors: fc.constantFrom<Record<string, string>>({}, { A: 'M' }, { A: 'B' }),
        }),
        fc.constantFrom(filing, { ...filing, severalEarlier: 'share_equally' as const }, contactWindow),
        fc.integer({ min: 0, max: 10 ** 10 }),
        (change, rules, fen) => {
          const decision = decide(change, rules);
          if (!decision.accepted) return;
          for (const shares of [decision.outcome.performance, decision.outcome.commission]) {
            expect(shares.reduce((a, s) => a + s.percent, 0)).toBe(100);
            expect(new Set(shares.map((s) => s.party)).size).toBe(shares.length);
            expect(amountsOf(shares, fen).reduce((a, s) => a + s.fen, 0)).toBe(fen);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
