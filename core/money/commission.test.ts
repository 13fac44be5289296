/** Who is paid what: worked figures of the decision tables, gates, clawback by cause, rulings, statements. */
import { describe, expect, test } from 'vitest';
import { decideAttribution, type AttributionFacts, ClaimRules } from '../claims/index.ts';
import { defaultsOf } from '../kernel/parameters.ts';
import { decideAccrual, type AccrualFacts, fundsAreIn } from './commission-accrual.ts';
import { decideClawback, decideResplit } from './commission-ending.ts';
import type { EndCause } from './commission-rules.ts';
import type { Balance, DealStanding, NewLine, Shares } from './commission-types.ts';
import { decideRewards, type RewardFacts, type Tops } from './month-rewards.ts';
import { MoneyRules, type MoneyRuleValues } from './rules.ts';
import { decideStatement, type StatementFacts, tierAt } from './statement.ts';
import {
  decideAcknowledge,
  decideAnswer,
  decideCloseMonth,
  decideEntry,
  decidePay,
  decideQuery,
  decideReferral,
  decideSubmit,
  postingMonth,
} from './statement-acts.ts';

const house = (change: Partial<MoneyRuleValues> = {}): MoneyRuleValues => ({ ...defaultsOf(MoneyRules), ...change });

const room: DealStanding = {
  kind: 'room',
  stage: 'contracted',
  priceFen: 1_000_000_00,
  paidFen: 1_000_000_00,
  loanReport: 'not_needed',
  downPaymentFen: 0,
  papersMissing: false,
  isDisputed: false,
};
const car: DealStanding = { ...room, kind: 'vehicle', stage: 'handed_over', priceFen: 150_000_00, paidFen: 150_000_00 };
const solely = (party: string): Shares => ({
  performance: [{ party, percent: 100 }],
  commission: [{ party, percent: 100 }],
});
const facts = (change: Partial<AccrualFacts> = {}): AccrualFacts => ({
  ...{ standing: room, shares: solely('A'), policy: null, onProbation: false, rate: null, stopped: [], balances: [] },
  ...change,
});
const accrue = (rules: MoneyRuleValues, given: AccrualFacts) => {
  const decision = decideAccrual(rules, given);
  if (!decision.accepted) throw new Error('never refused');
  return { ...decision.outcome, clauses: decision.clauses };
};
/** Amounts by party of one purse. */
const of = (lines: readonly NewLine[], purse: string) =>
  Object.fromEntries(lines.filter((line) => line.purse === purse).map(({ party, amountFen }) => [party, amountFen]));
const standing = (lines: readonly NewLine[]): Balance[] =>
  lines.map(({ party, purse, amountFen }) => ({ party, purse, fen: amountFen }));

describe('the worked figures: a pool of 10,000 yuan', () => {
  const zone = 'Asia/Shanghai';
  const story: AttributionFacts = {
    ...{ dealAt: '2024-03-10T04:00:00.000Z', timeZone: zone, receivingId: 'A', aboutId: null, wish: 'none' },
    ...{ complaint: 'none', dispute: 'none', ruling: null, event: null, standIn: null, foundLater: null },
    ...{ introducedOwnerId: null, familyOwnerId: null, reassignedToId: null, mentors: {}, club: null },
    earlier: [],
  };
  const filed = (on: string, until: string) => [
    { staffId: 'B', registeredAt: `${on}T02:00:00.000Z`, protectedUntil: `${until}T16:00:00.000Z` },
  ];
  const valid = filed('2024-02-01', '2024-04-01');
  const lapsed = filed('2024-01-05', '2024-03-05');
  const served = { staffId: 'C', servedAt: '2024-03-10T03:00:00.000Z', ownerNamed: true };
  const found = { staffId: 'B', confirmed: true, fixedOwnerId: null };

  test.each<[string, string, Partial<AttributionFacts>, Record<string, number>]>([
    ['S0.02.own.32', '2a', { earlier: valid, wish: 'refuses_earlier' }, { A: 8_000_00, B: 2_000_00 }],
    ['S0.02.own.32', '2b', { earlier: lapsed, wish: 'refuses_earlier' }, { A: 10_000_00 }],
    [
      'S0.02.own.33',
      '3',
      { earlier: valid, aboutId: 'B', standIn: { ...served, servedAt: '2024-03-09T03:00:00.000Z' } },
      { B: 8_000_00, C: 2_000_00 },
    ],
    ['S0.02.rec.5c', 'S', { earlier: valid, aboutId: 'B', standIn: served }, { B: 5_000_00, C: 5_000_00 }],
    [
      'S0.02.own.37b',
      '7b',
      { earlier: valid, wish: 'remembers_nobody', foundLater: found },
      { A: 5_000_00, B: 5_000_00 },
    ],
    ['S0.02.own.37b', '7c', { earlier: lapsed, wish: 'remembers_nobody', foundLater: found }, { A: 10_000_00 }],
    ['S0.02.own.38', '8', { earlier: valid, wish: 'names_other' }, { A: 5_000_00, B: 5_000_00 }],
    ['S0.02.own.4b', 'Q', { earlier: valid, dispute: 'quarrel' }, { department: 10_000_00 }],
  ])('[%s] case %s comes out on the lines of the deal', (_clause, _case, change, expected) => {
    const claims = { ...defaultsOf(ClaimRules), standInSplit: 'combined' as const };
    const attribution = decideAttribution(claims, { ...story, ...change });
    if (!attribution.accepted) throw new Error(attribution.code);
    const { lines, poolFen } = accrue(house(), facts({ shares: attribution.outcome }));
    expect(poolFen).toBe(10_000_00); // 1 % of a million
    expect(of(lines, 'commission')).toEqual(expected);
  });
});

describe('when something is earned', () => {
  test('in proportion to the money received, to the fen, however the instalments fall', () => {
    const shares: Shares = {
      performance: [{ party: 'A', percent: 100 }],
      commission: ['A', 'B', 'C'].map((party, index) => ({ party, percent: index === 0 ? 34 : 33 })),
    };
    let balances: Balance[] = [];
    for (const paidFen of [1, 333_333_33, 333_333_34, 700_000_01, 999_999_99, room.priceFen]) {
      const { lines, earned } = accrue(house(), facts({ shares, balances, standing: { ...room, paidFen } }));
      balances = [...balances, ...standing(lines)];
      const total = balances.reduce((sum, one) => (one.purse === 'commission' ? sum + one.fen : sum), 0);
      expect(total).toBe(Math.floor((10_000_00 * paidFen) / room.priceFen));
      expect(total).toBe(earned.commissionFen);
    }
    const of = (party: string) =>
      balances.reduce((sum, one) => (one.purse === 'commission' && one.party === party ? sum + one.fen : sum), 0);
    expect([of('A'), of('B'), of('C')]).toEqual([3_400_00, 3_300_00, 3_300_00]);
  });

  test('a receipt that is reversed takes back what it earned, and the tier that stood on it', () => {
    const balances: Balance[] = [
      { party: 'A', purse: 'performance', fen: room.priceFen },
      { party: 'A', purse: 'commission', fen: 10_000_00 },
      { party: 'A', purse: 'tier', fen: 1_000_00 },
    ];
    const { lines } = accrue(house(), facts({ balances, standing: { ...room, paidFen: 400_000_00 } }));
    expect(lines.map(({ kind }) => kind)).toEqual(['correction', 'correction']);
    expect(of(lines, 'commission')).toEqual({ A: -6_000_00 });
    expect(of(lines, 'tier')).toEqual({ A: -600_00 });
  });

  const carHouse = house({ performanceOn: 'handover', commissionOn: 'handover', fundsFirst: true });
  test('[S0.08.b.31] [S2.15.c2.31] nothing counts while a fen of the price is missing', () => {
    const short = accrue(carHouse, facts({ standing: { ...car, paidFen: car.priceFen - 1 } }));
    expect(short.lines).toEqual([]);
    expect(short.waits).toEqual(['funds']);
    expect(short.clauses).toContain('S0.08.b.31');
    const paid = accrue(carHouse, facts({ standing: car }));
    expect(of(paid.lines, 'performance')).toEqual({ A: car.priceFen });
    expect(of(paid.lines, 'commission')).toEqual({ A: 300_00 });
  });

  test('[S0.08.b.31b] with a loan nothing counts before the lender has reported', () => {
    const loan = { ...car, paidFen: 50_000_00, downPaymentFen: 50_000_00 };
    expect(accrue(carHouse, facts({ standing: { ...loan, loanReport: 'missing' } })).lines).toEqual([]);
    const reported = accrue(carHouse, facts({ standing: { ...loan, loanReport: 'in' } }));
    expect(of(reported.lines, 'performance')).toEqual({ A: car.priceFen });
    expect(reported.clauses).toContain('S0.08.b.31b');
  });

  test('[S0.08.d.2c] the down payment stands for the whole, but performance waits for the collection', () => {
    const loan: DealStanding = { ...car, paidFen: 50_000_00, downPaymentFen: 50_000_00, loanReport: 'in' };
    expect(fundsAreIn(loan)).toBe(true);
    expect(fundsAreIn({ ...loan, paidFen: 49_999_99 })).toBe(false);
    expect(accrue(carHouse, facts({ standing: { ...loan, stage: 'subscribed' } })).lines).toEqual([]);
  });

  test('[S0.08.g.8b] a car whose papers are incomplete does not count until they are in', () => {
    const waiting = accrue(carHouse, facts({ standing: { ...car, papersMissing: true } }));
    expect([waiting.lines, waiting.waits]).toEqual([[], ['papers']]);
    expect(of(accrue(carHouse, facts({ standing: car })).lines, 'performance')).toEqual({ A: car.priceFen });
  });

  test('while the shares are disputed nothing more is earned, and what stands stays', () => {
    const first = accrue(house(), facts({ standing: { ...room, paidFen: 300_000_00 } }));
    const balances = standing(first.lines);
    const disputed = accrue(house(), facts({ balances, standing: { ...room, isDisputed: true } }));
    expect([disputed.lines, disputed.waits]).toEqual([[], ['dispute']]);
    const settled = accrue(house(), facts({ balances }));
    expect(of(settled.lines, 'commission')).toEqual({ A: 7_000_00 });
  });

  test('[S0.08.a.5] [S2.15.c1.05] on probation the car pays what the policy of the month says', () => {
    const policy = { by: 'policy', fen: 450_00, month: '2026-03', product: 'A6' } as const;
    const probation = facts({ standing: car, policy, onProbation: true, shares: { ...solely('trainee') } });
    const rules = { ...carHouse, monthPolicy: 'probation_only' } as const;
    expect(of(accrue(rules, probation).lines, 'commission')).toEqual({ trainee: 450_00 });
    expect(of(accrue(rules, { ...probation, onProbation: false }).lines, 'commission')).toEqual({ trainee: 300_00 });
    expect(of(accrue({ ...rules, monthPolicy: 'off' }, probation).lines, 'commission')).toEqual({ trainee: 300_00 });
  });

  test('[S0.08.a.5b] the car of a probationer counts for the mentor', () => {
    const shares: Shares = {
      performance: [{ party: 'mentor', percent: 100 }],
      commission: [{ party: 'trainee', percent: 100 }],
    };
    const { lines } = accrue(carHouse, facts({ standing: car, onProbation: true, shares }));
    expect([of(lines, 'performance'), of(lines, 'commission')]).toEqual([
      { mentor: car.priceFen },
      { trainee: 300_00 },
    ]);
  });

  test('a later policy does not change a rate that was fixed', () => {
    const policy = { by: 'policy', fen: 900_00, month: '2026-04', product: '' } as const;
    const rate = { by: 'table', basisPoints: 0, yuan: 300 } as const;
    expect(accrue(carHouse, facts({ standing: car, policy, rate })).poolFen).toBe(300_00);
  });
});

describe('a deal that ends', () => {
  const balances: Balance[] = [
    { party: 'A', purse: 'performance', fen: 1_000_000_00 },
    { party: 'A', purse: 'commission', fen: 8_000_01 },
    { party: 'B', purse: 'commission', fen: 2_000_00 },
    { party: 'A', purse: 'tier', fen: 800_00 },
  ];
  const clawed = (cause: EndCause, change: Partial<MoneyRuleValues> = {}, given = balances) => {
    const decision = decideClawback(house(change), { cause, of: ['performance', 'commission'], balances: given });
    if (!decision.accepted) throw new Error('never refused');
    return decision;
  };

  test('by the customer’s doing everything goes back, by the company’s the commission stays', () => {
    const customer = clawed('customer').outcome.lines;
    expect(of(customer, 'commission')).toEqual({ A: -8_000_01, B: -2_000_00 });
    expect(of(customer, 'tier')).toEqual({ A: -800_00 });
    const company = clawed('company').outcome.lines;
    expect([of(company, 'performance'), of(company, 'commission')]).toEqual([{ A: -1_000_000_00 }, {}]);
  });

  test('what a low attainment had taken off comes back with it: nobody gives back more than they were paid', () => {
    const low: Balance[] = [
      { party: 'A', purse: 'commission', fen: 10_000_00 },
      { party: 'A', purse: 'tier', fen: -2_000_00 },
    ];
    const all = clawed('customer', {}, low).outcome;
    expect([of(all.lines, 'commission'), of(all.lines, 'tier')]).toEqual([{ A: -10_000_00 }, { A: 2_000_00 }]);
    expect(all.takenBackFen.commission).toBe(8_000_00);
    const clawback = { ...house().clawback, customer: { performance: 100, commission: 50 } };
    expect(clawed('customer', { clawback }, low).outcome.takenBackFen.commission).toBe(4_000_00);
  });

  test('[S0.08.d.3b] whoever leaks stock loses performance and commission of the car', () => {
    const { outcome, clauses } = clawed('leak');
    expect([of(outcome.lines, 'performance').A, of(outcome.lines, 'commission').A]).toEqual([-1_000_000_00, -8_000_01]);
    expect(clauses).toContain('S0.08.d.3b');
  });

  test('[S0.08.b.21] [S2.15.c2.21] a complaint caused by selling can cost both', () => {
    const { outcome, clauses } = clawed('complaint');
    expect([of(outcome.lines, 'performance').A, of(outcome.lines, 'commission').A]).toEqual([-1_000_000_00, -8_000_01]);
    expect(clauses).toEqual(['S0.08.b.21', 'S2.15.c2.21']);
  });

  test('of a credit the manager takes away only what he names goes back, and earns nothing more', () => {
    const decision = decideClawback(house(), { cause: 'complaint', of: ['performance'], balances });
    if (!decision.accepted) throw new Error('never refused');
    const { lines } = decision.outcome;
    expect([of(lines, 'performance'), of(lines, 'commission')]).toEqual([{ A: -1_000_000_00 }, {}]);
    const later = accrue(house(), facts({ stopped: ['performance'], balances: [] }));
    expect([of(later.lines, 'performance'), of(later.lines, 'commission')]).toEqual([{}, { A: 10_000_00 }]);
  });

  test('a breach that may still be healed leaves what stands', () => {
    const breached = accrue(house(), facts({ standing: { ...room, stage: 'breached', paidFen: 0 }, balances }));
    expect([breached.lines, breached.waits]).toEqual([[], ['breach']]);
  });

  test('a part is rounded down, and never more than was earned goes back', () => {
    const half = { clawback: { customer: { performance: 100, commission: 50 } } };
    expect(of(clawed('customer', half).outcome.lines, 'commission')).toEqual({ A: -4_000_00, B: -1_000_00 });
    const spent: Balance[] = [...balances, { party: 'B', purse: 'commission', fen: -2_500_00 }];
    expect(of(clawed('customer', {}, spent).outcome.lines, 'commission')).toEqual({ A: -8_000_01 });
  });

  test('a ruling moves what stands to the new shares: what one loses the other gains', () => {
    const decision = decideResplit({ shares: { ...solely('B') }, balances });
    if (!decision.accepted) throw new Error('never refused');
    const { lines } = decision.outcome;
    expect(of(lines, 'commission')).toEqual({ B: 8_000_01, A: -8_000_01 });
    expect(lines.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(0);
  });
});

describe('a month and its statements', () => {
  const month: StatementFacts = {
    ...{ month: '2026-03', staffId: 'A', performanceFen: 900_000_00, targetFen: 1_000_000_00 },
    deals: [
      { dealId: 'one', commissionFen: 6_000_00, netFen: 6_000_00 },
      { dealId: 'two', commissionFen: 3_000_01, netFen: 3_000_01 },
    ],
    ...{ rewardsFen: 0, correctionsFen: 0, penaltiesFen: 0, carriedIn: { clawbackFen: 0, penaltyFen: 0 } },
  };
  const tiers = {
    first: { fromPercent: 0, paidPercent: 80 },
    second: { fromPercent: 100, paidPercent: 100 },
    third: { fromPercent: 120, paidPercent: 115 },
    ...{ fourth: { fromPercent: 1000, paidPercent: 115 }, fifth: { fromPercent: 1000, paidPercent: 115 } },
  };
  const made = (change: Partial<StatementFacts> = {}, rules: Partial<MoneyRuleValues> = { tiers }) => {
    const decision = decideStatement(house(rules), { ...month, ...change });
    if (!decision.accepted) throw new Error('never refused');
    return decision.outcome;
  };

  test.each([
    [999_999_99, 99, 80],
    [1_000_000_00, 100, 100],
    [1_199_999_99, 119, 100],
    [1_200_000_00, 120, 115],
  ])('a performance of %i reaches %i %% and is paid at %i %%', (performanceFen, attainment, paid) => {
    const statement = made({ performanceFen });
    expect([statement.attainmentPercent, statement.paidPercent]).toEqual([attainment, paid]);
  });

  test('what the tier adds lies on the deals, to the fen; without a target nothing is added', () => {
    const { tierLines, payableFen } = made({ performanceFen: 1_200_000_00 });
    expect(tierLines.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(1_350_00); // 15 % of 9,000.01, rounded down
    expect(payableFen).toBe(9_000_01 + 1_350_00);
    expect(made({ targetFen: null }).payableFen).toBe(9_000_01);
    expect(tierAt(house({ tiers }), null)).toBe(100);
  });

  test('lines of one deal are set off first; a clawback of an earlier month is a deduction', () => {
    const deals = [
      { dealId: 'one', commissionFen: 0, netFen: 0 },
      { dealId: 'old', commissionFen: -5_000_00, netFen: -5_000_00 },
      { dealId: 'two', commissionFen: 3_000_00, netFen: 3_000_00 },
    ];
    const statement = made({ deals, targetFen: null });
    expect([statement.earnedFen, statement.deducted.clawbackFen, statement.payableFen]).toEqual([
      3_000_00, 3_000_00, 0,
    ]);
    expect(statement.carriedOut).toEqual({ clawbackFen: 2_000_00, penaltyFen: 0 });
    const next = made({ targetFen: null, carriedIn: statement.carriedOut });
    expect([next.deducted.clawbackFen, next.payableFen]).toEqual([2_000_00, 7_000_01]);
  });

  test('a deduction takes a fifth of the month at most; the rest is carried on', () => {
    const statement = made({ targetFen: null, penaltiesFen: 2_000_00 });
    expect([statement.deducted.penaltyFen, statement.carriedOut.penaltyFen]).toEqual([1_800_00, 200_00]);
    expect(made({ targetFen: null, penaltiesFen: 1_800_00 }).carriedOut.penaltyFen).toBe(0);
  });

  test('a month closes once it is over by the site’s clock, in order, once', () => {
    const given = { month: '2026-03', timeZone: 'Asia/Shanghai', isClosed: false, earlierOpen: null };
    expect(decideCloseMonth(given, '2026-03-31T15:59:59.999Z')).toMatchObject({ code: 'MONTH_NOT_OVER' });
    expect(decideCloseMonth(given, '2026-03-31T16:00:00.000Z')).toMatchObject({ accepted: true });
    expect(decideCloseMonth({ ...given, isClosed: true }, '2026-04-02T00:00:00.000Z')).toMatchObject({
      code: 'MONTH_CLOSED',
    });
    expect(decideCloseMonth({ ...given, earlierOpen: '2026-02' }, '2026-04-02T00:00:00.000Z')).toMatchObject({
      ...{ code: 'EARLIER_MONTH_OPEN', detail: { month: '2026-02' } },
    });
  });

  test('what comes after the close goes to the first open month', () => {
    expect(postingMonth('2026-03', null)).toBe('2026-03');
    expect(postingMonth('2026-03', '2026-03')).toBe('2026-04');
    expect(postingMonth('2026-03', '2026-12')).toBe('2027-01');
    expect(postingMonth('2026-05', '2026-03')).toBe('2026-05');
  });

  const issued = { staffId: 'A', state: 'issued', openQueries: 0 } as const;
  test('[S0.08.g.7] [S2.15.c7.07] nothing is paid before the person has signed and it is approved', () => {
    const submit = {
      month: '2026-03',
      isClosed: true,
      statements: [{ id: 's', state: 'issued', openQueries: 0 }],
    } as const;
    expect(decideSubmit(house(), submit)).toMatchObject({ code: 'NOT_ACKNOWLEDGED' });
    expect(decideSubmit(house({ signBeforePay: false }), submit)).toMatchObject({ outcome: { statementIds: ['s'] } });
    const signed = { ...submit, statements: [{ id: 's', state: 'acknowledged', openQueries: 0 }] } as const;
    expect(decideSubmit(house(), signed)).toMatchObject({ outcome: { statementIds: ['s'], unsigned: 0 } });
    const pay = (state: 'acknowledged' | 'approved' | 'paid') =>
      decidePay({ month: '2026-03', statements: [{ id: 's', staffId: 'A', state, payableFen: 5 }] });
    expect(pay('acknowledged')).toMatchObject({ code: 'NOT_APPROVED' });
    expect(pay('approved')).toMatchObject({ outcome: { totalFen: 5 } });
    expect(pay('paid')).toMatchObject({ code: 'NOTHING_TO_PAY' });
  });

  test('only the person signs, once, with every query answered; a superior for whoever has left', () => {
    const sign = (change: object, byId = 'A', hasLeft = false) =>
      decideAcknowledge({ statement: { ...issued, ...change }, byId, hasLeft });
    expect(sign({}, 'boss')).toMatchObject({ code: 'NOT_YOUR_STATEMENT' });
    expect(sign({}, 'boss', true)).toMatchObject({ outcome: { onBehalf: true } });
    expect(sign({ openQueries: 1 })).toMatchObject({ code: 'QUERY_OPEN' });
    expect(sign({ state: 'acknowledged' })).toMatchObject({ code: 'STATEMENT_SIGNED' });
    expect(sign({})).toMatchObject({ outcome: { onBehalf: false } });
  });

  test('a line is questioned by its person before signing, and answered by another', () => {
    expect(decideQuery({ statement: issued, byId: 'B', lineHasOpenQuery: false })).toMatchObject({
      code: 'NOT_YOUR_STATEMENT',
    });
    expect(decideQuery({ statement: issued, byId: 'A', lineHasOpenQuery: true })).toMatchObject({ code: 'QUERY_OPEN' });
    const answer = { correctionFen: 0, answer: '' };
    expect(decideAnswer({ queriedBy: 'A', isOpen: true, byId: 'A' }, answer)).toMatchObject({ code: 'OWN_MONEY' });
    expect(decideAnswer({ queriedBy: 'A', isOpen: true, byId: 'B' }, answer)).toMatchObject({
      outcome: { verdict: 'stands' },
    });
  });

  test('[S2.15.c2.22] the result of a deal is not moved by hand, whoever asks', () => {
    const entry = { kind: 'reward', staffId: 'A', amountFen: 100, reason: '换', dealId: 'deal' } as const;
    const swap = decideEntry({ byId: 'manager' }, entry);
    expect(swap).toMatchObject({ code: 'RESULTS_NOT_SWAPPED', clauses: ['S2.15.c2.22'] });
    expect(decideEntry({ byId: 'manager' }, { ...entry, dealId: null })).toMatchObject({ accepted: true });
    expect(decideEntry({ byId: 'A' }, { ...entry, dealId: null })).toMatchObject({ code: 'OWN_MONEY' });
    const broken = { ...entry, dealId: null, kind: 'penalty', clause: 'C10.1' } as const;
    expect(decideEntry({ byId: 'manager' }, { ...broken, cites: ['S1.09.w2'] })).toMatchObject({
      clauses: ['S1.09.w2'],
    });
    expect(decideEntry({ byId: 'manager' }, { ...broken, cites: null })).toMatchObject({ code: 'CLAUSE_UNKNOWN' });
  });

  test('[S0.08.e.8] the customer who brought another is given 200 yuan once the purchase counts, once', () => {
    const rules = house({ referralYuan: 200 });
    const given = { introducerId: 'customer', isCounted: true, isGiven: false };
    expect(decideReferral(rules, given)).toMatchObject({ outcome: { amountFen: 200_00 } });
    for (const no of [{ introducerId: null }, { isCounted: false }, { isGiven: true }])
      expect(decideReferral(rules, { ...given, ...no })).toMatchObject({ code: 'NO_REFERRAL' });
  });
});

describe('awards', () => {
  const rules = house({
    rewards: {
      top_of_department: { yuan: 200, months: 1 },
      top_of_team_half_year: { yuan: 300, months: 6 },
      top_of_department_year: { yuan: 500, months: 12 },
    },
    payRiseMonths: 3,
  });
  const person = (staffId: string, performanceFen: number, isInternal = true) => ({
    ...{ staffId, teamId: 'one', isInternal, performanceFen },
  });
  const given: RewardFacts = {
    ...{ month: '2026-03', targetFen: 100_00, performanceFen: 100_00, before: [] },
    people: [person('A', 60_00), person('B', 40_00), person('outside', 90_00, false)],
  };
  const past = (count: number, who: Partial<Tops>): Tops[] =>
    Array.from({ length: count }, (_, index) => ({
      month: Temporal.PlainYearMonth.from('2026-02').subtract({ months: index }).toString(),
      ...{ department: [], teams: [], ...who },
    }));
  const awarded = (change: Partial<RewardFacts>) => {
    const decision = decideRewards(rules, { ...given, ...change });
    if (!decision.accepted) throw new Error('never refused');
    const { lines, considered } = decision.outcome;
    const names = lines.map(({ party, amountFen, basis }) => [
      basis.is === 'reward' ? basis.name : '',
      party,
      amountFen,
    ]);
    return { names, considered };
  };

  test('[S1.19.w.1] the best internal consultant gets 200 yuan once the department has reached its target', () => {
    expect(awarded({}).names).toEqual([['top_of_department', 'A', 200_00]]);
    expect(awarded({ performanceFen: 99_99 }).names).toEqual([]);
    expect(awarded({ targetFen: null }).names).toEqual([]);
  });

  test('[S1.19.w.1] level on top they share the one award', () => {
    const people = [person('A', 60_00), person('B', 60_00), person('C', 60_00)];
    expect(awarded({ people }).names.map(([, , fen]) => fen)).toEqual([66_67, 66_67, 66_66]);
  });

  test('[S1.19.w.1b] half a year in a row on top of the team brings 300 more, the seventh month does not', () => {
    const teams = (count: number) => awarded({ targetFen: null, before: past(count, { teams: ['A'] }) }).names;
    expect(teams(4)).toEqual([]);
    expect(teams(5)).toEqual([['top_of_team_half_year', 'A', 300_00]]);
    expect(teams(6)).toEqual([]);
  });

  test('[S1.19.w.1c] a year in a row on top of the department brings 500 more; a gap starts anew', () => {
    const year = past(11, { department: ['A'] });
    expect(awarded({ targetFen: null, before: year }).names).toEqual([['top_of_department_year', 'A', 500_00]]);
    expect(awarded({ targetFen: null, before: year.toSpliced(4, 1) }).names).toEqual([]);
  });

  test('[S1.19.w.1d] three months in a row on top: a rise is considered', () => {
    expect(awarded({ before: past(2, { department: ['A'] }) }).considered).toEqual(['A']);
    expect(awarded({ before: past(1, { department: ['A'] }) }).considered).toEqual([]);
  });
});
