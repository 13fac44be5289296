/**
 * The statement of one person and month: the tier their attainment reaches, what the month earned, what is deducted from it and what is
 * left for later months. Lines of one deal are set off against one another first; only what remains is a deduction.
 */
import { splitFen } from '../claims/index.ts';
import { accept, type Decision } from '../kernel/decision.ts';
import { partOf } from './commission-accrual.ts';
import type { Month, NewLine } from './commission-types.ts';
import type { MoneyRuleValues } from './rules.ts';

export interface DealOfMonth {
  readonly dealId: string;
  /** What the month's lines of the deal come to: commission alone, and with all that was added or taken back. */
  readonly commissionFen: number;
  readonly netFen: number;
}
export interface StatementFacts {
  readonly month: Month;
  readonly staffId: string;
  readonly performanceFen: number;
  readonly targetFen: number | null;
  readonly deals: readonly DealOfMonth[];
  readonly rewardsFen: number;
  /** Lines without a deal: corrections a query led to. */
  readonly correctionsFen: number;
  /** Deductions the person has acknowledged, as a positive sum. */
  readonly penaltiesFen: number;
  readonly carriedIn: Carried;
}
/** Deductions that earlier months could not bear. */
export interface Carried {
  readonly clawbackFen: number;
  readonly penaltyFen: number;
}
export interface Statement {
  readonly attainmentPercent: number | null;
  readonly paidPercent: number;
  readonly tierLines: readonly (NewLine & { readonly dealId: string })[];
  readonly commissionFen: number;
  readonly earnedFen: number;
  readonly deducted: Carried;
  readonly carriedOut: Carried;
  readonly payableFen: number;
}

/** The highest tier reached; without a target everything is paid as it is. */
export function tierAt(rules: MoneyRuleValues, attainmentPercent: number | null): number {
  if (attainmentPercent === null) return 100;
  const reached = Object.values(rules.tiers)
    .map((row) => ({ from: row.fromPercent ?? 0, paid: row.paidPercent ?? 100 }))
    .filter(({ from }) => attainmentPercent >= from)
    .sort((a, b) => b.from - a.from);
  return reached[0]?.paid ?? 100;
}

/** Whole percent reached; 99.9 % of a target has not reached it. */
export const attainmentOf = (performanceFen: number, targetFen: number | null): number | null =>
  targetFen === null || targetFen <= 0 ? null : partOf(Math.max(performanceFen, 0), 100, targetFen);

function tierLinesOf(facts: StatementFacts, attainmentPercent: number | null, paidPercent: number) {
  const earning = facts.deals.filter(({ commissionFen }) => commissionFen > 0);
  const weights = earning.map(({ commissionFen }) => commissionFen);
  const baseFen = weights.reduce((sum, fen) => sum + fen, 0);
  const { staffId: party, performanceFen, targetFen } = facts;
  if (attainmentPercent === null || targetFen === null || paidPercent === 100 || baseFen === 0) return [];
  const parts = splitFen(partOf(baseFen, paidPercent - 100, 100), weights);
  return earning.flatMap(({ dealId, commissionFen }, index) => {
    const amountFen = parts[index] ?? 0;
    const basis = {
      is: 'tier',
      targetFen,
      performanceFen,
      attainmentPercent,
      paidPercent,
      baseFen: commissionFen,
    } as const;
    return amountFen === 0 ? [] : [{ party, purse: 'tier', kind: 'tier', amountFen, basis, dealId } as const];
  });
}

export function decideStatement(rules: MoneyRuleValues, facts: StatementFacts): Decision<Statement, never> {
  const attainmentPercent = attainmentOf(facts.performanceFen, facts.targetFen);
  const paidPercent = tierAt(rules, attainmentPercent);
  const tierLines = tierLinesOf(facts, attainmentPercent, paidPercent);
  const tierOf = new Map(tierLines.map(({ dealId, amountFen }) => [dealId, amountFen]));
  const nets = facts.deals.map(({ dealId, netFen }) => netFen + (tierOf.get(dealId) ?? 0));
  const sum = (list: readonly number[]) => list.reduce((total, fen) => total + fen, 0);
  const positive = (fen: number) => Math.max(fen, 0);
  const earnedFen = sum(nets.map(positive)) + facts.rewardsFen + positive(facts.correctionsFen);
  const clawbacks =
    facts.carriedIn.clawbackFen + sum(nets.map((fen) => positive(-fen))) + positive(-facts.correctionsFen);
  const penalties = facts.carriedIn.penaltyFen + facts.penaltiesFen;
  const penaltyFen = Math.min(penalties, partOf(earnedFen, rules.penaltyCapPercent, 100));
  const clawbackFen = Math.min(clawbacks, partOf(earnedFen, rules.clawbackCapPercent, 100), earnedFen - penaltyFen);
  return accept(
    {
      attainmentPercent,
      paidPercent,
      tierLines,
      commissionFen: sum(nets),
      earnedFen,
      deducted: { clawbackFen, penaltyFen },
      carriedOut: { clawbackFen: clawbacks - clawbackFen, penaltyFen: penalties - penaltyFen },
      payableFen: earnedFen - penaltyFen - clawbackFen,
    },
    ['S0.08.g.7', ...(attainmentPercent === null ? [] : ['S1.02.a12'])],
  );
}
