/** Pay to the letter: when something is earned, what a line says of itself, and where each sum has its boundary. */
import { describe, expect, test } from 'vitest';
import type { Decision } from '../kernel/decision.ts';
import { defaultsOf } from '../kernel/parameters.ts';
import {
  type AccrualFacts,
  decideAccrual,
  fundsAreIn,
  partiesIn,
  percentOf,
  poolOf,
  rateOf,
  targetsOf,
  waitsOf,
} from './commission-accrual.ts';
import { decideClawback, decideResplit } from './commission-ending.ts';
import {
  lineKinds,
  statementMoves,
  statementStates,
  type Balance,
  type DealStage,
  type DealStanding,
  type Shares,
} from './commission-types.ts';
import { decideRewards, type RewardFacts, type Tops } from './month-rewards.ts';
import { appealVerdicts, penaltyCauses, penaltyMoves, penaltyStates } from './penalty.ts';
import { MoneyRules, type MoneyRuleValues } from './rules.ts';
import { attainmentOf, decideStatement, type StatementFacts, tierAt } from './statement.ts';
import {
  decideAcceptPenalty,
  decideAcknowledge,
  decideAnswer,
  decideCloseMonth,
  decideEntry,
  decidePlan,
  decideQuery,
  decideReferral,
  decideSubmit,
} from './statement-acts.ts';

const house = (change: Partial<MoneyRuleValues> = {}): MoneyRuleValues => ({ ...defaultsOf(MoneyRules), ...change });
const told = (decision: Decision<unknown>): unknown =>
  decision.accepted ? decision.outcome : { [decision.code]: decision.detail };
const must = <Outcome>(decision: Decision<Outcome, never>) => {
  if (!decision.accepted) throw new Error('never refused');
  return decision;
};

const room: DealStanding = {
  kind: 'room',
  stage: 'contracted',
  priceFen: 1_000_00,
  paidFen: 1_000_00,
  loanReport: 'not_needed',
  downPaymentFen: 0,
  papersMissing: false,
  isDisputed: false,
};
const car: DealStanding = { ...room, kind: 'vehicle', stage: 'handed_over' };
const solely = (party: string): Shares => ({
  performance: [{ party, percent: 100 }],
  commission: [{ party, percent: 100 }],
});
const facts = (standing: DealStanding, change: Partial<AccrualFacts> = {}): AccrualFacts => ({
  ...{ standing, shares: solely('A'), policy: null, onProbation: false, rate: null, stopped: [], balances: [] },
  ...change,
});
const accrue = (rules: MoneyRuleValues, given: AccrualFacts) => must(decideAccrual(rules, given));
const earned = (rules: MoneyRuleValues, standing: DealStanding) =>
  accrue(rules, facts(standing)).outcome.earned.performanceFen;

describe('when a deal has earned its performance', () => {
  const stages: readonly DealStage[] = [
    'draft',
    'subscribing',
    'subscribed',
    'contracting',
    'contracted',
    'handed_over',
    'cancelled',
  ];
  const when = (on: MoneyRuleValues['performanceOn'], standing: DealStanding, more: Partial<MoneyRuleValues> = {}) =>
    stages.filter(
      (stage) => earned(house({ performanceOn: on, fundsFirst: false, ...more }), { ...standing, stage }) > 0,
    );

  test('a room with its contract, anything else with its order in effect, or with the keys', () => {
    expect(when('signing', room)).toEqual(['contracted', 'handed_over']);
    for (const kind of ['vehicle', 'membership', 'stock'] as const)
      expect(when('signing', { ...room, kind })).toEqual(['subscribed', 'contracting', 'contracted', 'handed_over']);
    expect(when('money_received', room)).toEqual(['contracted', 'handed_over']);
    expect(when('full_payment', room)).toEqual(['contracted', 'handed_over']);
    expect(when('handover', room)).toEqual(['handed_over']);
  });

  test('in proportion to what came in, no further than the price; nothing for money that went out again', () => {
    const part = (paidFen: number) =>
      earned(house({ performanceOn: 'money_received', fundsFirst: false }), { ...room, paidFen });
    expect([part(-1), part(0), part(1), part(999_99), part(1_000_00), part(2_000_00)]).toEqual([
      0, 0, 1, 999_99, 1_000_00, 1_000_00,
    ]);
  });

  test('with full payment only when nothing is owed any more: by the price, by finance’s word, by the lender’s report', () => {
    const full = (more: Partial<DealStanding>) =>
      earned(house({ performanceOn: 'full_payment', fundsFirst: false }), { ...room, ...more });
    expect([full({ paidFen: 999_99 }), full({ paidFen: 999_99, nothingOwed: true }), full({})]).toEqual([
      0, 1_000_00, 1_000_00,
    ]);
    const loan = { paidFen: 300_00, downPaymentFen: 300_00, loanReport: 'in' } as const;
    expect([full(loan), full({ ...loan, loanReport: 'missing' }), full({ ...loan, paidFen: 299_99 })]).toEqual([
      1_000_00, 0, 0,
    ]);
    expect(full({ ...loan, stage: 'subscribed' })).toBe(0);
    expect(fundsAreIn({ ...room, ...loan, downPaymentFen: 2_000_00, paidFen: 1_000_00 })).toBe(true);
  });

  test('[S0.08.b.31] with the keys only while the money is there, where money comes first', () => {
    const over = (fundsFirst: boolean, paidFen: number) =>
      earned(house({ performanceOn: 'handover', fundsFirst }), { ...car, paidFen });
    expect([over(true, 999_99), over(true, 1_000_00), over(false, 0)]).toEqual([0, 1_000_00, 1_000_00]);
  });
});

describe('what a deal waits for', () => {
  const late = { ...car, paidFen: 0, papersMissing: true, isDisputed: true };
  test('is named, each thing for itself, in one order', () => {
    const all = house({ fundsFirst: true, papersFirst: true, disputeHolds: true });
    const waits = (rules: MoneyRuleValues, more: Partial<DealStanding>, shares: Shares | null = solely('A')) =>
      waitsOf(rules, { standing: { ...car, ...more }, shares });
    expect(waits(all, { ...late, stage: 'breached' }, null)).toEqual([
      'shares',
      'funds',
      'papers',
      'dispute',
      'breach',
    ]);
    expect(waits(all, {})).toEqual([]);
    expect(waits(house({ fundsFirst: false, papersFirst: false, disputeHolds: false }), late)).toEqual([]);
  });

  test('while it waits it earns nothing more, and keeps no more than the money still covers', () => {
    const rules = house({ performanceOn: 'money_received', commissionOn: 'money_received', fundsFirst: false });
    const balances: Balance[] = [{ party: 'A', purse: 'performance', fen: 600_00 }];
    const held = (paidFen: number, given: readonly Balance[] = balances) =>
      accrue(rules, facts({ ...room, paidFen, isDisputed: true }, { balances: given })).outcome.earned.performanceFen;
    expect([held(1_000_00), held(600_00), held(599_99)]).toEqual([600_00, 600_00, 599_99]);
    expect(held(1_000_00, [{ party: 'A', purse: 'performance', fen: -1 }])).toBe(0);
  });

  test('without shares what stands stays with whoever has it, and shrinks for all alike', () => {
    const balances: Balance[] = [
      { party: 'B', purse: 'performance', fen: 300_00 },
      { party: 'A', purse: 'performance', fen: 100_00 },
      { party: 'C', purse: 'performance', fen: 0 },
      { party: 'C', purse: 'commission', fen: 1_00 },
    ];
    const rules = house({ performanceOn: 'money_received', commissionOn: 'signing', fundsFirst: false });
    const { lines, waits } = accrue(rules, facts({ ...room, paidFen: 200_00 }, { shares: null, balances })).outcome;
    expect(waits).toEqual(['shares']);
    expect(lines.map(({ party, purse, kind, amountFen }) => [party, purse, kind, amountFen])).toEqual([
      ['B', 'performance', 'correction', -150_00],
      ['A', 'performance', 'correction', -50_00],
    ]);
  });

  test('what was stopped stays as it is, the other purse goes on', () => {
    const balances: Balance[] = [{ party: 'A', purse: 'commission', fen: 7 }];
    const { earned: sums, lines } = accrue(house(), facts(room, { stopped: ['commission'], balances })).outcome;
    expect([sums.commissionFen, lines.map(({ purse }) => purse)]).toEqual([7, ['performance']]);
    const both = accrue(house(), facts({ ...room, stage: 'breached' }, { balances })).outcome;
    expect([both.earned, both.lines]).toEqual([{ performanceFen: 0, commissionFen: 7 }, []]);
  });
});

describe('a line', () => {
  test('says by what it came about, and adds or corrects as the whole grows or shrinks', () => {
    const rules = house({ performanceOn: 'signing', commissionOn: 'money_received', fundsFirst: false });
    const rate = { by: 'table', basisPoints: 100, yuan: 0 } as const;
    const [first, second] = accrue(rules, facts({ ...room, paidFen: 500_00 }, { rate })).outcome.lines;
    expect(first).toEqual({
      ...{ party: 'A', purse: 'performance', kind: 'performance', amountFen: 1_000_00 },
      basis: {
        ...{ is: 'accrual', on: 'signing', priceFen: 1_000_00, paidFen: 500_00, rate: null, poolFen: 1_000_00 },
        ...{ dueFen: 1_000_00, percent: 100, beforeFen: 0 },
      },
    });
    expect(second).toMatchObject({
      purse: 'commission',
      kind: 'commission',
      amountFen: 5_00,
      basis: { rate, poolFen: 10_00, dueFen: 5_00 },
    });
    const same: Balance[] = [
      { party: 'A', purse: 'performance', fen: 600_00 },
      { party: 'B', purse: 'performance', fen: 400_00 },
      { party: 'A', purse: 'commission', fen: 5_00 },
    ];
    const moved = accrue(rules, facts({ ...room, paidFen: 500_00 }, { rate, balances: same })).outcome.lines;
    expect(moved.map(({ party, kind, amountFen }) => [party, kind, amountFen])).toEqual([
      ['A', 'performance', 400_00],
      ['B', 'performance', -400_00],
    ]);
    const shrunk = accrue(rules, facts({ ...room, stage: 'subscribed' }, { rate, balances: same })).outcome.lines;
    expect(new Set(shrunk.map(({ kind }) => kind))).toEqual(new Set(['correction']));
  });

  test('what a month’s attainment had added or taken off shrinks with the commission, rounded down, and only then', () => {
    const rules = house({ commissionOn: 'money_received', fundsFirst: false });
    const balances = (tierFen: number): Balance[] => [
      { party: 'A', purse: 'commission', fen: 10_00 },
      { party: 'A', purse: 'tier', fen: tierFen },
      { party: 'B', purse: 'tier', fen: -9 },
    ];
    const back = (paidFen: number, tierFen: number) =>
      accrue(rules, facts({ ...room, paidFen }, { balances: balances(tierFen) })).outcome.lines.filter(
        ({ purse }) => purse === 'tier',
      );
    expect(back(1_000_00, 3_00)).toEqual([]);
    expect(back(900_00, 9)).toEqual([]); // nine tenths of a fen
    expect(back(900_00, 10)).toEqual([
      {
        ...{ party: 'A', purse: 'tier', kind: 'correction', amountFen: -1 },
        basis: { is: 'tier_back', beforeFen: 10, fromFen: 10_00, toFen: 9_00 },
      },
    ]);
    expect(back(0, 0)).toMatchObject([{ party: 'B', amountFen: 9, basis: { is: 'tier_back', beforeFen: -9 } }]);
    const none = accrue(rules, facts({ ...room, paidFen: 0 }, { balances: [{ party: 'A', purse: 'tier', fen: 5_00 }] }))
      .outcome.lines;
    expect(none.filter(({ purse }) => purse === 'tier')).toEqual([]);
  });

  test('everybody with a share comes first, then whoever holds money of the purse, by name', () => {
    const balances: Balance[] = [
      { party: 'z', purse: 'commission', fen: 1 },
      { party: 'b', purse: 'commission', fen: 1 },
      { party: 'x', purse: 'tier', fen: 1 },
    ];
    expect(partiesIn([{ party: 'm', percent: 100 }], balances, 'commission')).toEqual(['m', 'b', 'z']);
  });

  test('shares of nought leave all to the department; two shares of one party are added up', () => {
    expect([...targetsOf([{ party: 'A', percent: 0 }], 7)]).toEqual([['department', 7]]);
    const twice = [
      { party: 'A', percent: 30 },
      { party: 'B', percent: 40 },
      { party: 'A', percent: 30 },
    ];
    expect([...targetsOf(twice, 100)]).toEqual([
      ['A', 60],
      ['B', 40],
    ]);
    expect([percentOf(twice, 'A'), percentOf(twice, 'B'), percentOf(twice, 'C')]).toEqual([60, 40, 0]);
  });
});

describe('a rate', () => {
  const policy = { by: 'policy', fen: 9, month: '2026-03', product: '' } as const;
  test('is the month’s policy where the house says so, else its table; goods the table leaves out earn nothing', () => {
    const by = (
      monthPolicy: MoneyRuleValues['monthPolicy'],
      onProbation: boolean,
      given: typeof policy | null = policy,
    ) =>
      rateOf(house({ monthPolicy, rates: { vehicle: { basisPoints: 5, yuan: 6 } } }), 'vehicle', {
        policy: given,
        onProbation,
      }).by;
    expect([
      by('first', false),
      by('probation_only', true),
      by('probation_only', false),
      by('off', true),
      by('first', true, null),
    ]).toEqual(['policy', 'policy', 'table', 'table', 'table']);
    const left = rateOf(house({ rates: {} }), 'stock', { policy: null, onProbation: false });
    expect(left).toEqual({ by: 'table', basisPoints: 0, yuan: 0 });
    expect(poolOf({ by: 'table', basisPoints: 5, yuan: 6 }, 1_999_99)).toBe(99 + 6_00);
  });

  test('the clauses say which rules an answer rests on', () => {
    const off = { fundsFirst: false, papersFirst: false } as const;
    const clauses = (rules: MoneyRuleValues, standing: DealStanding, change: Partial<AccrualFacts> = {}) =>
      accrue(rules, facts(standing, change)).clauses.join(' ');
    expect(clauses(house(off), room)).toBe('');
    expect(clauses(house({ ...off, fundsFirst: true }), room)).toBe('S0.08.b.31 S2.15.c2.31');
    expect(clauses(house(off), { ...room, loanReport: 'missing' })).toBe('S0.08.b.31b');
    const papers = house({ ...off, papersFirst: true });
    expect([clauses(papers, car), clauses(papers, { ...car, stage: 'subscribed' }), clauses(house(off), car)]).toEqual([
      'S0.08.g.8b',
      '',
      '',
    ]);
    expect(clauses(house(off), room, { rate: policy })).toBe('S0.08.a.5 S2.15.c1.05');
    expect(clauses(house(off), room, { onProbation: true })).toBe('S0.08.a.5 S0.08.a.5b');
    expect(clauses(house(off), room, { onProbation: true, rate: policy })).toBe('S0.08.a.5 S2.15.c1.05 S0.08.a.5b');
  });
});

describe('a deal that ends or is ruled on', () => {
  const balances: Balance[] = [
    { party: 'A', purse: 'performance', fen: 1_000_00 },
    { party: 'A', purse: 'commission', fen: 9_99 },
    { party: 'B', purse: 'commission', fen: 1 },
    { party: 'A', purse: 'tier', fen: 2_00 },
  ];
  const claw = (
    clawback: MoneyRuleValues['clawback'],
    of: readonly ('performance' | 'commission')[] = ['performance', 'commission'],
  ) => must(decideClawback(house({ clawback }), { cause: 'customer', of, balances })).outcome;

  test('what goes back is said by purse, and every line says why; a fen of which half would go stays', () => {
    expect(claw({ customer: { performance: 50, commission: 50 } })).toEqual({
      percent: { performance: 50, commission: 50 },
      takenBackFen: { performance: 500_00, commission: 4_99 + 1_00 },
      lines: [
        {
          ...{ party: 'A', purse: 'performance', kind: 'clawback', amountFen: -500_00 },
          basis: { is: 'clawback', cause: 'customer', percent: 50, netFen: 1_000_00 },
        },
        {
          ...{ party: 'A', purse: 'commission', kind: 'clawback', amountFen: -4_99 },
          basis: { is: 'clawback', cause: 'customer', percent: 50, netFen: 9_99 },
        },
        {
          ...{ party: 'A', purse: 'tier', kind: 'clawback', amountFen: -1_00 },
          basis: { is: 'clawback', cause: 'customer', percent: 50, netFen: 2_00 },
        },
      ],
    });
    expect(claw({}).percent).toEqual({ performance: 100, commission: 100 });
    expect(claw({ customer: {} }).percent).toEqual({ performance: 100, commission: 100 });
    expect(claw({}, ['commission']).percent).toEqual({ performance: 0, commission: 100 });
    expect(claw({ customer: { performance: 0, commission: 0 } }).lines).toEqual([]);
  });

  test('a ruling shifts each purse by its own shares, and whoever keeps what they had is not written down', () => {
    const shares: Shares = {
      performance: [{ party: 'A', percent: 100 }],
      commission: [
        { party: 'A', percent: 40 },
        { party: 'B', percent: 60 },
      ],
    };
    const { lines } = must(decideResplit({ shares, balances })).outcome;
    expect(lines).toEqual([
      {
        ...{ party: 'A', purse: 'commission', kind: 'correction', amountFen: -5_99 },
        basis: { is: 'resplit', percent: 40, totalFen: 10_00, beforeFen: 9_99 },
      },
      {
        ...{ party: 'B', purse: 'commission', kind: 'correction', amountFen: 5_99 },
        basis: { is: 'resplit', percent: 60, totalFen: 10_00, beforeFen: 1 },
      },
      {
        ...{ party: 'A', purse: 'tier', kind: 'correction', amountFen: -1_20 },
        basis: { is: 'resplit', percent: 40, totalFen: 2_00, beforeFen: 2_00 },
      },
      {
        ...{ party: 'B', purse: 'tier', kind: 'correction', amountFen: 1_20 },
        basis: { is: 'resplit', percent: 60, totalFen: 2_00, beforeFen: 0 },
      },
    ]);
  });
});

describe('a statement', () => {
  const month: StatementFacts = {
    ...{ month: '2026-03', staffId: 'A', performanceFen: 1_200_00, targetFen: 1_000_00 },
    deals: [
      { dealId: 'one', commissionFen: 10_00, netFen: 10_00 },
      { dealId: 'none', commissionFen: 0, netFen: 0 },
      { dealId: 'back', commissionFen: -5_00, netFen: -5_00 },
    ],
    ...{ rewardsFen: 0, correctionsFen: 0, penaltiesFen: 0, carriedIn: { clawbackFen: 0, penaltyFen: 0 } },
  };
  const tiers = { first: { fromPercent: 100, paidPercent: 100 }, second: { fromPercent: 120, paidPercent: 150 } };
  const made = (change: Partial<StatementFacts> = {}, rules: Partial<MoneyRuleValues> = {}) =>
    must(
      decideStatement(house({ tiers, penaltyCapPercent: 20, clawbackCapPercent: 100, ...rules }), {
        ...month,
        ...change,
      }),
    );

  test('[S1.02.a12] the tier lies on the deals that earned, and says what it was worked out from', () => {
    const { outcome, clauses } = made();
    expect(clauses).toEqual(['S0.08.g.7', 'S1.02.a12']);
    expect(made({ targetFen: null }).clauses).toEqual(['S0.08.g.7']);
    expect(outcome.tierLines).toEqual([
      {
        ...{ party: 'A', purse: 'tier', kind: 'tier', amountFen: 5_00, dealId: 'one' },
        basis: {
          ...{ is: 'tier', targetFen: 1_000_00, performanceFen: 1_200_00 },
          ...{ attainmentPercent: 120, paidPercent: 150, baseFen: 10_00 },
        },
      },
    ]);
    expect(made({ performanceFen: 1_199_99 }).outcome.tierLines).toEqual([]);
    expect(made({ deals: [] }).outcome.tierLines).toEqual([]);
    const tiny = { deals: [{ dealId: 'one', commissionFen: 1, netFen: 1 }] };
    expect([made(tiny).outcome.tierLines, made(tiny).outcome.payableFen]).toEqual([[], 1]); // half a fen is none
  });

  test('below the first tier, and of a house without tiers, everything is paid as it is', () => {
    expect([tierAt(house({ tiers }), 99), tierAt(house({ tiers }), 100), tierAt(house({ tiers: {} }), 500)]).toEqual([
      100, 100, 100,
    ]);
    expect(tierAt(house({ tiers: { first: {} } }), 0)).toBe(100);
    const less = { tiers: { first: { fromPercent: 0, paidPercent: 80 } } };
    expect(made({}, less).outcome.tierLines[0]?.amountFen).toBe(-2_00);
  });

  test('a target of nought or less is none; less than nothing sold has reached nothing of it', () => {
    expect([
      attainmentOf(5, null),
      attainmentOf(5, 0),
      attainmentOf(5, -1),
      attainmentOf(5, 1),
      attainmentOf(-5, 1),
    ]).toEqual([null, null, null, 500, 0]);
  });

  test('earned and deducted add up: awards and corrections up on one side, corrections down on the other', () => {
    const plain = { targetFen: null, deals: [{ dealId: 'one', commissionFen: 100_00, netFen: 100_00 }] };
    expect(made({ ...plain, rewardsFen: 2_00, correctionsFen: 3_00 }).outcome).toMatchObject({
      ...{ earnedFen: 105_00, payableFen: 105_00, commissionFen: 100_00, deducted: { clawbackFen: 0, penaltyFen: 0 } },
    });
    const down = made({
      ...plain,
      correctionsFen: -3_00,
      carriedIn: { clawbackFen: 4_00, penaltyFen: 5_00 },
      penaltiesFen: 1_00,
    }).outcome;
    expect([down.earnedFen, down.deducted, down.payableFen]).toEqual([
      100_00,
      { clawbackFen: 7_00, penaltyFen: 6_00 },
      87_00,
    ]);
    const half = made(
      { ...plain, carriedIn: { clawbackFen: 80_00, penaltyFen: 0 } },
      { clawbackCapPercent: 50 },
    ).outcome;
    expect([half.deducted.clawbackFen, half.carriedOut.clawbackFen, half.payableFen]).toEqual([50_00, 30_00, 50_00]);
    const both = made({ ...plain, penaltiesFen: 20_00, carriedIn: { clawbackFen: 99_00, penaltyFen: 0 } }).outcome;
    expect([both.deducted, both.payableFen, both.carriedOut.clawbackFen]).toEqual([
      { clawbackFen: 80_00, penaltyFen: 20_00 },
      0,
      19_00,
    ]);
  });
});

describe('what people do with a month', () => {
  const issued = { staffId: 'A', state: 'issued', openQueries: 0 } as const;
  test('every answer names its new state, every refusal what stands in the way', () => {
    const close = { month: '2026-03', timeZone: 'Asia/Shanghai', isClosed: false, earlierOpen: null };
    expect(told(decideCloseMonth(close, '2026-04-01T00:00:00.000Z'))).toEqual({ month: '2026-03', state: 'closed' });
    expect(told(decideAcknowledge({ statement: issued, byId: 'A', hasLeft: false }))).toEqual({
      state: 'acknowledged',
      onBehalf: false,
    });
    const query = (state: 'issued' | 'acknowledged', lineHasOpenQuery = false) =>
      told(decideQuery({ statement: { ...issued, state }, byId: 'A', lineHasOpenQuery }));
    expect([query('issued'), query('issued', true)]).toEqual([{ state: 'open' }, { QUERY_OPEN: { queries: 1 } }]);
    expect(query('acknowledged')).toHaveProperty('STATEMENT_SIGNED');
    const answer = (correctionFen: number, isOpen = true) =>
      told(decideAnswer({ queriedBy: 'A', isOpen, byId: 'B' }, { correctionFen, answer: '' }));
    expect([answer(0), answer(-1)]).toEqual([
      { verdict: 'stands', correctionFen: 0 },
      { verdict: 'corrected', correctionFen: -1 },
    ]);
    expect(answer(0, false)).toHaveProperty('QUERY_ANSWERED');
  });

  test('statements go up once their month is closed; what is signed goes, what was paid or sent is not asked about', () => {
    const given = (state: 'issued' | 'acknowledged' | 'approved' | 'paid', openQueries = 0) => ({
      id: state,
      state,
      openQueries,
    });
    const submit = (statements: ReturnType<typeof given>[], isClosed = true, signBeforePay = true) =>
      told(decideSubmit(house({ signBeforePay }), { month: '2026-03', isClosed, statements }));
    expect(submit([given('acknowledged')], false)).toEqual({ MONTH_OPEN: { month: '2026-03' } });
    expect(submit([given('approved'), given('paid')])).toEqual({ NOTHING_TO_SUBMIT: { month: '2026-03' } });
    expect(submit([given('acknowledged'), given('issued'), given('paid')])).toEqual({
      statementIds: ['acknowledged'],
      unsigned: 1,
    });
    expect(submit([given('issued', 1)], true, false)).toEqual({ NOT_ACKNOWLEDGED: { unsigned: 1 } });
  });

  test('an entry by hand: an award adds, a deduction takes off and waits for its person; nobody enters their own', () => {
    const entry = (kind: 'reward' | 'penalty', more: object = {}) =>
      told(decideEntry({ byId: 'B' }, { kind, staffId: 'A', amountFen: 1, reason: '', dealId: null, ...more }));
    expect([entry('reward'), entry('penalty')]).toEqual([
      { amountFen: 1, needsAcknowledgement: false },
      { amountFen: -1, needsAcknowledgement: true },
    ]);
    expect(entry('reward', { amountFen: 0 })).toEqual({ AMOUNT_NOT_POSITIVE: { field: 'amountFen' } });
    expect(entry('reward', { dealId: 'deal' })).toEqual({ RESULTS_NOT_SWAPPED: { field: 'dealId' } });
    expect(entry('reward', { staffId: 'B' })).toEqual({ OWN_MONEY: { field: 'staffId' } });
  });

  test('a deduction is acknowledged by its person, once; plans are set before their month is closed', () => {
    const accept = (byId: string, isAcknowledged: boolean) =>
      told(decideAcceptPenalty({ staffId: 'A', byId, isAcknowledged }));
    expect(accept('A', false)).toEqual({ acknowledged: true });
    expect([accept('B', false), accept('A', true)]).toEqual([
      { NOT_YOUR_STATEMENT: { staffId: 'A' } },
      expect.objectContaining({ STATEMENT_SIGNED: expect.anything() }),
    ]);
    const plan = (isClosed: boolean) => told(decidePlan({ month: '2026-03', isClosed }));
    expect([plan(false), plan(true)]).toEqual([{ month: '2026-03' }, { MONTH_CLOSED: { month: '2026-03' } }]);
  });

  test('a house that gives nothing for an introduction gives nothing; a yuan is a yuan', () => {
    const give = (referralYuan: number) =>
      told(decideReferral(house({ referralYuan }), { introducerId: 'c', isCounted: true, isGiven: false }));
    expect(give(0)).toHaveProperty('NO_REFERRAL');
    expect(give(1)).toEqual({ amountFen: 100 });
  });

  test('a statement moves forward by the table, and back only out of the approval', () => {
    expect(statementMoves).toEqual({
      issued: ['acknowledged', 'submitted'],
      acknowledged: ['submitted'],
      submitted: ['approved', 'acknowledged', 'issued'],
      approved: ['paid'],
      paid: [],
    });
    expect(
      statementStates.filter((state) =>
        Object.values(statementMoves)
          .flat()
          .every((to) => to !== state),
      ),
    ).toEqual([]);
    expect(statementStates.join(' ')).toBe('issued acknowledged submitted approved paid');
    expect(lineKinds.join(' ')).toBe('performance commission tier clawback correction reward penalty payout');
    expect([penaltyCauses, penaltyStates, appealVerdicts].map((codes) => codes.join(' '))).toEqual([
      'late_file corrections handwriting seal duplicate manual',
      'proposed appealed booked dropped',
      'upheld reduced dropped',
    ]);
    expect(penaltyMoves).toEqual({
      proposed: ['booked', 'appealed'],
      appealed: ['booked', 'dropped'],
      booked: [],
      dropped: [],
    });
  });
});

describe('awards', () => {
  const rewards = {
    top_of_department: { yuan: 200, months: 1 },
    top_of_team_half_year: { yuan: 300, months: 2 },
    top_of_department_year: { yuan: 500, months: 3 },
  };
  const person = (staffId: string, performanceFen: number, teamId: string | null = 'one') => ({
    staffId,
    teamId,
    isInternal: true,
    performanceFen,
  });
  const given: RewardFacts = {
    month: '2026-03',
    targetFen: 1,
    performanceFen: 1,
    before: [],
    people: [person('B', 1), person('A', 1)],
  };
  const award = (change: Partial<RewardFacts>, rules: Partial<MoneyRuleValues> = {}) =>
    must(decideRewards(house({ rewards, payRiseMonths: 2, ...rules }), { ...given, ...change }));
  const past = (who: Partial<Tops>, count = 1): Tops[] =>
    ['2026-02', '2026-01', '2025-12'].slice(0, count).map((month) => ({ month, department: [], teams: [], ...who }));

  test('tops: the best of the department and of each team, by name; whoever sold nothing, or less, is on top of nothing', () => {
    const people = [person('D', 5, 'two'), person('C', 5, 'two'), person('B', 9), person('A', 1, null), person('E', 9)];
    expect(award({ people }).outcome.tops).toEqual({
      month: '2026-03',
      department: ['B', 'E'],
      teams: ['B', 'C', 'D', 'E'],
    });
    expect(award({ people: [person('A', 0), person('B', -1)] }).outcome.tops).toMatchObject({
      department: [],
      teams: [],
    });
    expect(award({ people: [person('A', 1)] }).outcome.tops).toMatchObject({ department: ['A'], teams: ['A'] });
  });

  test('a line says among how many it was shared; what is not set brings no line', () => {
    expect(award({}).outcome.lines).toEqual(
      ['A', 'B'].map((party) => ({
        ...{ party, purse: 'commission', kind: 'reward', amountFen: 100_00 },
        basis: { is: 'reward', name: 'top_of_department', months: 1, performanceFen: 1, amongPeople: 2 },
      })),
    );
    expect(award({}).clauses).toEqual(['S1.19.w.1']);
    expect(award({}, { rewards: {} })).toMatchObject({ outcome: { lines: [] }, clauses: [] });
    const one = { rewards: { top_of_department: { yuan: 1, months: 1 } } };
    expect(award({}, one).outcome.lines.map(({ amountFen }) => amountFen)).toEqual([50, 50]);
    expect(award({ people: [] }).outcome.lines).toEqual([]);
  });

  test('[S1.19.w.1b] [S1.19.w.1c] [S1.19.w.1d] staying on top: each run has its clause, a month missing in between ends it', () => {
    const solo = { people: [person('A', 1)], targetFen: null };
    expect(award({ ...solo, before: past({ teams: ['A'] }) })).toMatchObject({
      clauses: ['S1.19.w.1b'],
      outcome: {
        considered: [],
        lines: [{ amountFen: 300_00, basis: { name: 'top_of_team_half_year', months: 2, amongPeople: 1 } }],
      },
    });
    expect(award({ ...solo, before: past({ department: ['A'] }, 2) })).toMatchObject({
      clauses: ['S1.19.w.1c'],
      outcome: { considered: [], lines: [{ basis: { name: 'top_of_department_year' } }] },
    });
    expect(award({ ...solo, before: past({ department: ['A'] }) })).toMatchObject({
      clauses: ['S1.19.w.1d'],
      outcome: { considered: ['A'], lines: [] },
    });
    expect(award({ ...solo, before: past({ department: ['A'] }, 2).slice(1) }).outcome.considered).toEqual([]);
    expect(award({ ...solo, before: past({ department: ['A'] }) }, { payRiseMonths: 0 })).toMatchObject({
      clauses: [],
      outcome: { considered: [] },
    });
    expect(award(solo, { payRiseMonths: 1 }).outcome.considered).toEqual(['A']);
  });

  test('an award whose months are not set comes for one month on top', () => {
    const months = (given: number) => ({ rewards: { top_of_team_half_year: { yuan: 1, months: given } } });
    const lines = (rules: Partial<MoneyRuleValues>) =>
      award({ targetFen: null, people: [person('A', 1)] }, rules).outcome.lines.length;
    expect([lines(months(0)), lines(months(1)), lines(months(2))]).toEqual([1, 1, 0]);
    expect(lines({ rewards: { top_of_team_half_year: { yuan: 1 } } })).toBe(1);
  });
});
