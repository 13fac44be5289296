/** A deal that counts no more, and a deal whose shares were ruled on anew. Closed months stand: both are lines of today. */
import type { Party } from '../claims/index.ts';
import { accept, type ClauseId, type Decision } from '../kernel/decision.ts';
import { balanceOf, partiesIn, partOf, percentOf, targetsOf, totalOf } from './commission-accrual.ts';
import type { EndCause } from './commission-rules.ts';
import { type Balance, type NewLine, type Purse, purses, type Shares, type Stopped } from './commission-types.ts';
import type { MoneyRuleValues } from './rules.ts';

export interface ClawbackFacts {
  readonly cause: EndCause;
  /** What is taken away: both when the deal ends, what the manager says when only the credit does. */
  readonly of: Stopped;
  readonly balances: readonly Balance[];
}
export interface Clawed {
  readonly percent: { readonly performance: number; readonly commission: number };
  readonly takenBackFen: { readonly performance: number; readonly commission: number };
  readonly lines: readonly NewLine[];
}

const clausesOfCause: Readonly<Record<EndCause, readonly ClauseId[]>> = {
  customer: ['S0.02.chg.4'],
  company: [],
  breach: ['S0.02.chg.3b'],
  complaint: ['S0.08.b.21', 'S2.15.c2.21'],
  leak: ['S0.08.d.3b'],
  lost_tools: ['S0.08.g.12', 'S2.15.c7.12'],
  change: ['S0.02.chg.1'],
};

/**
 * Each gives back a part of what they still have of the deal, never more than it brought them: what a low attainment had taken off the
 * commission comes back by the same part.
 */
export function decideClawback(rules: MoneyRuleValues, facts: ClawbackFacts): Decision<Clawed, never> {
  const row = rules.clawback[facts.cause] ?? {};
  const partOfIt = (purse: 'performance' | 'commission') => (facts.of.includes(purse) ? (row[purse] ?? 100) : 0);
  const percent = { performance: partOfIt('performance'), commission: partOfIt('commission') };
  const lines = purses.flatMap((purse) =>
    takenBack(facts, purse, percent[purse === 'performance' ? purse : 'commission']),
  );
  const sum = (isPerformance: boolean) =>
    lines.reduce((fen, line) => ((line.purse === 'performance') === isPerformance ? fen - line.amountFen : fen), 0);
  const takenBackFen = { performance: sum(true), commission: sum(false) };
  return accept({ percent, takenBackFen, lines }, clausesOfCause[facts.cause]);
}

const takenBack = ({ cause, balances }: ClawbackFacts, purse: Purse, percent: number): NewLine[] =>
  partiesIn([], balances, purse).flatMap((party): NewLine[] => {
    const netFen = balanceOf(balances, purse, party);
    const fen = netFen > 0 ? partOf(netFen, percent, 100) : purse === 'tier' ? -partOf(-netFen, percent, 100) : 0;
    if (fen === 0) return [];
    return [{ party, purse, kind: 'clawback', amountFen: -fen, basis: { is: 'clawback', cause, percent, netFen } }];
  });

export interface ResplitFacts {
  readonly shares: Shares;
  readonly balances: readonly Balance[];
}
export interface Resplit {
  readonly lines: readonly NewLine[];
}

/** What the deal has brought so far goes by the new shares: what one loses, others gain, to the fen. */
export const decideResplit = (facts: ResplitFacts): Decision<Resplit, never> =>
  accept({ lines: purses.flatMap((purse) => moved(facts, purse)) }, ['S0.02.own.4', 'S0.02.own.4c']);

function moved({ shares, balances }: ResplitFacts, purse: Purse): NewLine[] {
  const list = purse === 'performance' ? shares.performance : shares.commission;
  const totalFen = totalOf(balances, purse);
  const targets: ReadonlyMap<Party, number> = targetsOf(list, totalFen);
  return partiesIn(list, balances, purse).flatMap((party): NewLine[] => {
    const beforeFen = balanceOf(balances, purse, party);
    const amountFen = (targets.get(party) ?? 0) - beforeFen;
    if (amountFen === 0) return [];
    const basis = { is: 'resplit', percent: percentOf(list, party), totalFen, beforeFen } as const;
    return [{ party, purse, kind: 'correction', amountFen, basis }];
  });
}
