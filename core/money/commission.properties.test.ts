/**
 * Months of random deals, receipts, reversals, rulings, cancellations, penalties and closes, carried out on a book in memory as the server does on
 * its tables: nothing is created, nothing is lost, nobody is paid twice.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultsOf } from '../kernel/parameters.ts';
import { decideAccrual } from './commission-accrual.ts';
import { decideClawback, decideResplit } from './commission-ending.ts';
import { endCauses } from './commission-rules.ts';
import type { Balance, DealStanding, NewLine, Rate, Shares } from './commission-types.ts';
import {
  decideAnswerPenalty,
  decidePenalise,
  decideRuleAppeal,
  penaltyMoves,
  type PenaltyState,
  type StandingPenalty,
} from './penalty.ts';
import { MoneyRules, type MoneyRuleValues } from './rules.ts';
import { type Carried, decideStatement } from './statement.ts';
import { decidePay, decideSubmit } from './statement-acts.ts';

const NOW = '2026-03-05T02:00:00.000Z';
const NO_DEAL = '';
const people = ['A', 'B', 'C', 'D', 'department'] as const;
interface Line extends NewLine {
  readonly dealId: string;
  readonly month: number;
  statement: string | null;
}
interface Deal {
  standing: DealStanding;
  shares: Shares;
  rate: Rate | null;
  ended: boolean;
  clawedFen: number;
}
interface Fine {
  standing: StandingPenalty;
  bookedFen: number;
}
interface Statement {
  readonly id: string;
  readonly staffId: string;
  readonly payableFen: number;
  state: 'acknowledged' | 'approved' | 'paid';
}

class Book {
  readonly lines: Line[] = [];
  readonly deals = new Map<string, Deal>();
  readonly statements: Statement[] = [];
  readonly carried = new Map<string, Carried>();
  readonly fines: Fine[] = [];
  readonly payouts: { readonly staffId: string; readonly fen: number; readonly statementId: string }[] = [];
  month = 0;
  readonly rules: MoneyRuleValues;
  constructor(rules: MoneyRuleValues) {
    this.rules = rules;
  }

  balances(dealId: string): Balance[] {
    return this.lines
      .filter((line) => line.dealId === dealId)
      .map(({ party, purse, amountFen: fen }) => ({ party, purse, fen }));
  }
  add(dealId: string, lines: readonly NewLine[]): void {
    for (const line of lines) this.lines.push({ ...line, dealId, month: this.month, statement: null });
  }
  count(dealId: string): void {
    const deal = this.deals.get(dealId);
    if (!deal || deal.ended) return;
    const { standing, shares, rate } = deal;
    const given = {
      standing,
      shares,
      rate,
      stopped: [],
      policy: null,
      onProbation: false,
      balances: this.balances(dealId),
    };
    const decision = decideAccrual(this.rules, given);
    if (!decision.accepted) throw new Error('never refused');
    deal.rate = decision.outcome.rate;
    this.add(dealId, decision.outcome.lines);
    expect(this.total(dealId, 'commission')).toBe(decision.outcome.earned.commissionFen);
    expect(this.total(dealId, 'performance')).toBe(decision.outcome.earned.performanceFen);
  }
  total(dealId: string, purse: string): number {
    return this.balances(dealId).reduce((sum, one) => (one.purse === purse ? sum + one.fen : sum), 0);
  }
  end(dealId: string, cause: (typeof endCauses)[number]): void {
    const deal = this.deals.get(dealId);
    if (!deal || deal.ended) return;
    const before = this.total(dealId, 'commission') + this.total(dealId, 'tier');
    const decision = decideClawback(this.rules, {
      cause,
      of: ['performance', 'commission'],
      balances: this.balances(dealId),
    });
    if (!decision.accepted) throw new Error('never refused');
    deal.ended = true;
    deal.clawedFen = decision.outcome.takenBackFen.commission;
    this.add(dealId, decision.outcome.lines);
    expect(deal.clawedFen).toBeLessThanOrEqual(Math.max(before, 0));
    expect(this.total(dealId, 'commission') + this.total(dealId, 'tier')).toBe(before - deal.clawedFen);
  }
  divide(dealId: string, shares: Shares): void {
    const deal = this.deals.get(dealId);
    if (!deal) return;
    const before = ['performance', 'commission', 'tier'].map((purse) => this.total(dealId, purse));
    const decision = decideResplit({ shares, balances: this.balances(dealId) });
    if (!decision.accepted) throw new Error('never refused');
    deal.shares = shares;
    this.add(dealId, decision.outcome.lines);
    expect(['performance', 'commission', 'tier'].map((purse) => this.total(dealId, purse))).toEqual(before);
  }
  fine(staffId: string, amountFen: number): void {
    const facts = { staffId, cause: 'manual' as const, amountFen, clauses: [], timeZone: 'Asia/Shanghai' };
    const decision = decidePenalise(this.rules, facts, NOW);
    if (!decision.accepted) throw new Error('an amount above zero');
    const { form, appealUntil } = decision.outcome;
    const standing = {
      staffId,
      state: 'proposed' as const,
      form,
      amountFen,
      appealUntil,
      enteredBy: null,
      clauses: [],
    };
    this.fines.push({ standing, bookedFen: 0 });
  }
  answer(at: number, answer: 'acknowledge' | 'appeal'): void {
    const fine = this.fines[at % Math.max(1, this.fines.length)];
    if (!fine) return;
    const facts = { penalty: fine.standing, byId: fine.standing.staffId };
    const decision = decideAnswerPenalty(facts, { answer, reason: '与事实不符' }, NOW);
    if (!decision.accepted) return;
    this.settle(fine, decision.outcome.state, fine.standing.amountFen, decision.outcome.takesFromPay);
  }
  rule(at: number, verdict: 'upheld' | 'reduced' | 'dropped', amountFen: number): void {
    const fine = this.fines[at % Math.max(1, this.fines.length)];
    if (!fine) return;
    const facts = { penalty: fine.standing, byId: 'judge' };
    const decision = decideRuleAppeal(this.rules, facts, { verdict, amountFen, reason: '查实' });
    if (!decision.accepted) return;
    expect(decision.outcome.amountFen).toBeLessThanOrEqual(fine.standing.amountFen);
    this.settle(fine, decision.outcome.state, decision.outcome.amountFen, decision.outcome.takesFromPay);
  }
  /** Where the penalty may go is declared; a deduction becomes one line, anything else none. */
  settle(fine: Fine, state: PenaltyState, amountFen: number, takesFromPay: boolean): void {
    expect(penaltyMoves[fine.standing.state]).toContain(state);
    fine.standing = { ...fine.standing, state };
    if (state !== 'booked' || !takesFromPay) return;
    expect([fine.standing.form, fine.bookedFen]).toEqual(['deduction', 0]);
    fine.bookedFen = amountFen;
    const basis = { is: 'penalty', cause: 'manual', penaltyId: 'one', after: 'acknowledged', reason: '' } as const;
    const line = { party: fine.standing.staffId, purse: 'commission', kind: 'penalty', amountFen: -amountFen } as const;
    this.add(NO_DEAL, [{ ...line, basis }]);
  }
  close(targetFen: number | null): void {
    for (const staffId of people.filter((one) => one !== 'department')) {
      const mine = this.lines.filter((line) => line.party === staffId && line.month === this.month);
      if (mine.length === 0) continue;
      const own = mine.filter(({ kind }) => kind === 'penalty');
      const penaltiesFen = own.reduce((sum, line) => sum - line.amountFen, 0);
      const dealsOfMonth = new Set(mine.map(({ dealId }) => dealId).filter((dealId) => dealId !== NO_DEAL));
      const deals = [...dealsOfMonth].map((dealId) => {
        const of = mine.filter((line) => line.dealId === dealId && line.purse !== 'performance');
        const sum = (lines: readonly Line[]) => lines.reduce((fen, line) => fen + line.amountFen, 0);
        return { dealId, commissionFen: sum(of.filter(({ purse }) => purse === 'commission')), netFen: sum(of) };
      });
      const performanceFen = mine.reduce((sum, line) => (line.purse === 'performance' ? sum + line.amountFen : sum), 0);
      const decision = decideStatement(this.rules, {
        ...{
          month: '2026-03',
          staffId,
          performanceFen,
          targetFen,
          deals,
          rewardsFen: 0,
          correctionsFen: 0,
          penaltiesFen,
        },
        carriedIn: this.carried.get(staffId) ?? { clawbackFen: 0, penaltyFen: 0 },
      });
      if (!decision.accepted) throw new Error('never refused');
      const { tierLines, carriedOut, payableFen, deducted, earnedFen } = decision.outcome;
      expect(deducted.penaltyFen * 100).toBeLessThanOrEqual(earnedFen * this.rules.penaltyCapPercent);
      for (const { dealId, ...line } of tierLines) this.add(dealId, [line]);
      const id = `${staffId}-${this.month}`;
      for (const line of this.lines) if (line.party === staffId && line.month === this.month) line.statement = id;
      this.carried.set(staffId, carriedOut);
      this.statements.push({ id, staffId, payableFen, state: 'acknowledged' });
      expect(payableFen).toBeGreaterThanOrEqual(0);
    }
    this.month++;
  }
  pay(): void {
    const submit = decideSubmit(this.rules, {
      ...{ month: '2026-03', isClosed: true },
      statements: this.statements.map(({ id, state }) => ({ id, state, openQueries: 0 })),
    });
    const ids = submit.accepted ? submit.outcome.statementIds : [];
    for (const one of this.statements) if (ids.includes(one.id)) one.state = 'approved';
    const decision = decidePay({ month: '2026-03', statements: this.statements });
    if (!decision.accepted) return;
    for (const payout of decision.outcome.payouts) this.payouts.push(payout);
    for (const one of this.statements)
      if (decision.outcome.payouts.some(({ statementId }) => statementId === one.id)) one.state = 'paid';
  }
}

const someShares: fc.Arbitrary<Shares> = fc
  .tuple(
    fc.shuffledSubarray([...people], { minLength: 1, maxLength: 4 }),
    fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 3, maxLength: 3 }),
  )
  .map(([parties, cuts]) => {
    const edges = [0, ...cuts.slice(0, parties.length - 1).sort((a, b) => a - b), 100];
    const list = parties.map((party, index) => ({ party, percent: (edges[index + 1] ?? 100) - (edges[index] ?? 0) }));
    return { performance: list, commission: [...list].reverse() };
  });
const dealIds = ['one', 'two', 'three'];
const step = fc.oneof(
  fc.record({
    is: fc.constant('receive' as const),
    deal: fc.constantFrom(...dealIds),
    fen: fc.integer({ min: 1, max: 90_000_00 }),
  }),
  fc.record({
    is: fc.constant('reverse' as const),
    deal: fc.constantFrom(...dealIds),
    fen: fc.integer({ min: 1, max: 90_000_00 }),
  }),
  fc.record({
    is: fc.constant('stage' as const),
    deal: fc.constantFrom(...dealIds),
    stage: fc.constantFrom('subscribed' as const, 'contracted' as const, 'handed_over' as const),
  }),
  fc.record({
    is: fc.constant('price' as const),
    deal: fc.constantFrom(...dealIds),
    fen: fc.integer({ min: 1, max: 200_000_01 }),
  }),
  fc.record({
    is: fc.constant('hold' as const),
    deal: fc.constantFrom(...dealIds),
    disputed: fc.boolean(),
    papers: fc.boolean(),
  }),
  fc.record({ is: fc.constant('divide' as const), deal: fc.constantFrom(...dealIds), shares: someShares }),
  fc.record({
    is: fc.constant('end' as const),
    deal: fc.constantFrom(...dealIds),
    cause: fc.constantFrom(...endCauses),
  }),
  fc.record({
    is: fc.constant('close' as const),
    targetFen: fc.option(fc.integer({ min: 1, max: 300_000_00 }), { nil: null }),
  }),
  fc.record({ is: fc.constant('pay' as const) }),
  fc.record({
    is: fc.constant('fine' as const),
    staff: fc.constantFrom('A', 'B', 'C', 'D'),
    fen: fc.integer({ min: 1, max: 5_000_00 }),
  }),
  fc.record({
    is: fc.constant('answer' as const),
    at: fc.nat(20),
    answer: fc.constantFrom('acknowledge' as const, 'appeal' as const),
  }),
  fc.record({
    is: fc.constant('rule' as const),
    at: fc.nat(20),
    verdict: fc.constantFrom('upheld' as const, 'reduced' as const, 'dropped' as const),
    fen: fc.integer({ min: -1, max: 5_000_00 }),
  }),
);
const stages = fc.constantFrom(
  'signing' as const,
  'money_received' as const,
  'full_payment' as const,
  'handover' as const,
);
const houses = fc
  .record({
    on: stages,
    fundsFirst: fc.boolean(),
    percent: fc.integer({ min: 0, max: 100 }),
    paid: fc.integer({ min: 0, max: 150 }),
    cap: fc.integer({ min: 0, max: 100 }),
    fineCap: fc.integer({ min: 0, max: 20 }),
    penaltyForm: fc.constantFrom('deduction' as const, 'deduction' as const, 'points' as const),
  })
  .map(({ on, fundsFirst, percent, paid, cap, fineCap, penaltyForm }): MoneyRuleValues => {
    const given = defaultsOf(MoneyRules);
    const tiers = {
      ...given.tiers,
      first: { fromPercent: 0, paidPercent: paid },
      second: { fromPercent: 80, paidPercent: 120 },
    };
    const clawback = Object.fromEntries(endCauses.map((cause) => [cause, { performance: 100, commission: percent }]));
    const caps = { clawbackCapPercent: cap, penaltyCapPercent: fineCap };
    return { ...given, performanceOn: on, commissionOn: on, fundsFirst, tiers, clawback, ...caps, penaltyForm };
  });

function live(
  rules: MoneyRuleValues,
  first: readonly Shares[],
  steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[],
): Book {
  const book = new Book(rules);
  dealIds.forEach((id, index) => {
    const standing: DealStanding = {
      ...{ kind: 'room', stage: 'subscribed', priceFen: 123_456_78 + index, paidFen: 0, loanReport: 'not_needed' },
      ...{ downPaymentFen: 0, papersMissing: false, isDisputed: false },
    };
    const shares = first[index] ?? { performance: [], commission: [] };
    book.deals.set(id, { standing, shares, rate: null, ended: false, clawedFen: 0 });
  });
  for (const one of steps) {
    if (one.is === 'close') book.close(one.targetFen);
    else if (one.is === 'pay') book.pay();
    else if (one.is === 'fine') book.fine(one.staff, one.fen);
    else if (one.is === 'answer') book.answer(one.at, one.answer);
    else if (one.is === 'rule') book.rule(one.at, one.verdict, one.fen);
    else {
      const deal = book.deals.get(one.deal);
      if (!deal) continue;
      const { standing } = deal;
      const paid = standing.paidFen;
      if (one.is === 'receive') deal.standing = { ...standing, paidFen: Math.min(paid + one.fen, standing.priceFen) };
      if (one.is === 'reverse') deal.standing = { ...standing, paidFen: Math.max(paid - one.fen, 0) };
      if (one.is === 'stage') deal.standing = { ...standing, stage: one.stage };
      if (one.is === 'price') deal.standing = { ...standing, priceFen: one.fen };
      if (one.is === 'hold') deal.standing = { ...standing, isDisputed: one.disputed, papersMissing: one.papers };
      if (one.is === 'divide') book.divide(one.deal, one.shares);
      if (one.is === 'end') book.end(one.deal, one.cause);
      book.count(one.deal);
    }
  }
  return book;
}

test('nothing is created, nothing is lost, nobody is paid twice', () => {
  const life = fc.tuple(
    houses,
    fc.array(someShares, { minLength: 3, maxLength: 3 }),
    fc.array(step, { maxLength: 60 }),
  );
  fc.assert(
    fc.property(life, ([rules, first, steps]) => {
      const book = live(rules, first, steps);
      book.close(null);
      book.pay();
      for (const staffId of people.filter((one) => one !== 'department')) {
        // Every fen on a person's lines was paid out, or is carried on against them.
        const booked = book.lines.reduce(
          (sum, line) => (line.party === staffId && line.purse !== 'performance' ? sum + line.amountFen : sum),
          0,
        );
        const paid = book.payouts.reduce((sum, payout) => (payout.staffId === staffId ? sum + payout.fen : sum), 0);
        const { clawbackFen = 0, penaltyFen = 0 } = book.carried.get(staffId) ?? {};
        expect(booked).toBe(paid - clawbackFen - penaltyFen);
        // Only what was acknowledged or ruled on stands on anybody's lines.
        const mine = book.lines.filter(({ party, kind }) => party === staffId && kind === 'penalty');
        const fined = book.fines.filter(({ standing }) => standing.staffId === staffId);
        expect(mine.reduce((sum, { amountFen }) => sum - amountFen, 0)).toBe(
          fined.reduce((sum, { bookedFen }) => sum + bookedFen, 0),
        );
      }
      const ids = book.payouts.map(({ statementId }) => statementId);
      expect(new Set(ids).size).toBe(ids.length);
      expect(book.lines.filter(({ party, statement }) => party !== 'department' && statement === null)).toEqual([]);
    }),
    { numRuns: Number(process.env.GUIKE_RUNS ?? 300) },
  );
});
