/** What people do with months, statements and lines: close, sign, query, answer, hand in, pay. */
import { accept, type ClauseId, type Decision, refuse } from '../kernel/decision.ts';
import { type Instant, localDateOf } from '../kernel/instant.ts';
import type { LineKind, Month, StatementState } from './commission-types.ts';
import type { MoneyRuleValues } from './rules.ts';

export const monthOf = (instant: Instant, timeZone: string): Month => localDateOf(instant, timeZone).slice(0, 7);

/** The month a line is posted in: its own, or the first one after it that is not closed. */
export const postingMonth = (month: Month, closedUntil: Month | null): Month =>
  closedUntil === null || month > closedUntil ? month : nextMonth(closedUntil);
export const nextMonth = (month: Month): Month => Temporal.PlainYearMonth.from(month).add({ months: 1 }).toString();

export interface CloseFacts {
  readonly month: Month;
  readonly timeZone: string;
  readonly isClosed: boolean;
  /** An earlier month with lines that is still open. */
  readonly earlierOpen: Month | null;
}
export type CloseRefusal = 'MONTH_NOT_OVER' | 'MONTH_CLOSED' | 'EARLIER_MONTH_OPEN';

export function decideCloseMonth(
  facts: CloseFacts,
  now: Instant,
): Decision<{ readonly month: Month; readonly state: 'closed' }, CloseRefusal> {
  const clauses = ['S0.08.g.7'];
  const { month, earlierOpen } = facts;
  if (facts.isClosed) return refuse('MONTH_CLOSED', clauses, { month });
  if (monthOf(now, facts.timeZone) <= month) return refuse('MONTH_NOT_OVER', clauses, { month });
  if (earlierOpen !== null) return refuse('EARLIER_MONTH_OPEN', clauses, { month: earlierOpen });
  return accept({ month, state: 'closed' }, clauses);
}

interface OneStatement {
  readonly staffId: string;
  readonly state: StatementState;
  readonly openQueries: number;
}
export type AcknowledgeRefusal = 'NOT_YOUR_STATEMENT' | 'STATEMENT_SIGNED' | 'QUERY_OPEN';

/** The person signs; for somebody who has left a superior does, with the reason. */
export function decideAcknowledge(facts: {
  readonly statement: OneStatement;
  readonly byId: string;
  readonly hasLeft: boolean;
}): Decision<{ readonly state: 'acknowledged'; readonly onBehalf: boolean }, AcknowledgeRefusal> {
  const clauses = ['S0.08.g.7', 'S2.15.c7.07'];
  const { statement, byId, hasLeft } = facts;
  const onBehalf = statement.staffId !== byId;
  if (onBehalf && !hasLeft) return refuse('NOT_YOUR_STATEMENT', clauses, { staffId: statement.staffId });
  if (statement.state !== 'issued') return refuse('STATEMENT_SIGNED', clauses);
  if (statement.openQueries > 0) return refuse('QUERY_OPEN', clauses, { queries: statement.openQueries });
  return accept({ state: 'acknowledged', onBehalf }, clauses);
}

export type QueryRefusal = 'NOT_YOUR_STATEMENT' | 'STATEMENT_SIGNED' | 'QUERY_OPEN';

/** A line is questioned before the statement is signed; afterwards the shares of the deal may still be disputed. */
export function decideQuery(facts: {
  readonly statement: OneStatement;
  readonly byId: string;
  readonly lineHasOpenQuery: boolean;
}): Decision<{ readonly state: 'open' }, QueryRefusal> {
  const clauses = ['S0.08.g.7'];
  const { statement, byId } = facts;
  if (statement.staffId !== byId) return refuse('NOT_YOUR_STATEMENT', clauses, { staffId: statement.staffId });
  if (statement.state !== 'issued') return refuse('STATEMENT_SIGNED', clauses);
  if (facts.lineHasOpenQuery) return refuse('QUERY_OPEN', clauses, { queries: 1 });
  return accept({ state: 'open' }, clauses);
}

export type AnswerRefusal = 'QUERY_ANSWERED' | 'OWN_MONEY';

/** What was wrong is put right by a new line of the open month. */
export function decideAnswer(
  facts: { readonly queriedBy: string; readonly isOpen: boolean; readonly byId: string },
  input: { readonly correctionFen: number; readonly answer: string },
): Decision<{ readonly verdict: 'stands' | 'corrected'; readonly correctionFen: number }, AnswerRefusal> {
  const clauses = ['S0.08.g.7'];
  if (!facts.isOpen) return refuse('QUERY_ANSWERED', clauses);
  if (facts.queriedBy === facts.byId) return refuse('OWN_MONEY', clauses);
  const { correctionFen } = input;
  return accept({ verdict: correctionFen === 0 ? 'stands' : 'corrected', correctionFen }, clauses);
}

export interface SubmitFacts {
  readonly month: Month;
  readonly isClosed: boolean;
  readonly statements: readonly { readonly id: string; readonly state: StatementState; readonly openQueries: number }[];
}
export type SubmitRefusal = 'MONTH_OPEN' | 'NOT_ACKNOWLEDGED' | 'NOTHING_TO_SUBMIT';
export interface Submitted {
  readonly statementIds: readonly string[];
  /** How many stay behind for want of a signature. */
  readonly unsigned: number;
}

/** Statements go up for approval as they are signed; the rest follow in a later batch. */
export function decideSubmit(rules: MoneyRuleValues, facts: SubmitFacts): Decision<Submitted, SubmitRefusal> {
  const clauses = ['S0.08.g.7', 'S2.15.c7.07'];
  if (!facts.isClosed) return refuse('MONTH_OPEN', clauses, { month: facts.month });
  const open = facts.statements.filter(({ state }) => state === 'issued' || state === 'acknowledged');
  if (open.length === 0) return refuse('NOTHING_TO_SUBMIT', clauses, { month: facts.month });
  const ready = open.filter(
    ({ state, openQueries }) => state === 'acknowledged' || (!rules.signBeforePay && openQueries === 0),
  );
  if (ready.length === 0) return refuse('NOT_ACKNOWLEDGED', clauses, { unsigned: open.length });
  return accept({ statementIds: ready.map(({ id }) => id), unsigned: open.length - ready.length }, clauses);
}

export type PayRefusal = 'NOT_APPROVED' | 'NOTHING_TO_PAY';
export interface PayFacts {
  readonly month: Month;
  readonly statements: readonly {
    readonly id: string;
    readonly staffId: string;
    readonly state: StatementState;
    readonly payableFen: number;
  }[];
}
export interface Paid {
  readonly payouts: readonly { readonly statementId: string; readonly staffId: string; readonly fen: number }[];
  readonly totalFen: number;
}

/** Everything approved and not paid yet, once. */
export function decidePay(facts: PayFacts): Decision<Paid, PayRefusal> {
  const clauses = ['S0.08.g.7', 'S2.15.c7.07'];
  const approved = facts.statements.filter(({ state }) => state === 'approved');
  const unpaid = facts.statements.filter(({ state }) => state !== 'paid');
  if (unpaid.length === 0) return refuse('NOTHING_TO_PAY', clauses, { month: facts.month });
  if (approved.length === 0) return refuse('NOT_APPROVED', clauses, { waiting: unpaid.length });
  const payouts = approved.map(({ id, staffId, payableFen }) => ({ statementId: id, staffId, fen: payableFen }));
  return accept({ payouts, totalFen: payouts.reduce((sum, { fen }) => sum + fen, 0) }, clauses);
}

export interface EntryInput {
  readonly kind: Extract<LineKind, 'reward' | 'penalty'>;
  readonly staffId: string;
  readonly amountFen: number;
  readonly reason: string;
  readonly dealId: string | null;
  /** A deduction may name the clause of the house that was broken, with what the clause carries out; null: the house has no such clause. */
  readonly clause?: string;
  readonly cites?: readonly ClauseId[] | null;
}
export type EntryRefusal = 'RESULTS_NOT_SWAPPED' | 'OWN_MONEY' | 'AMOUNT_NOT_POSITIVE' | 'CLAUSE_UNKNOWN';

/** S2.15.c2.22: nobody moves the result of a deal by hand; shares change by a ruling only. */
export function decideEntry(
  facts: { readonly byId: string },
  input: EntryInput,
): Decision<{ readonly amountFen: number; readonly needsAcknowledgement: boolean }, EntryRefusal> {
  if (input.dealId !== null) return refuse('RESULTS_NOT_SWAPPED', ['S2.15.c2.22'], { field: 'dealId' });
  if (input.staffId === facts.byId) return refuse('OWN_MONEY', [], { field: 'staffId' });
  if (!(input.amountFen > 0)) return refuse('AMOUNT_NOT_POSITIVE', [], { field: 'amountFen' });
  const { clause, cites } = input;
  if (cites === null) return refuse('CLAUSE_UNKNOWN', [], { field: 'clause', clause: clause ?? '' });
  const isPenalty = input.kind === 'penalty';
  const amountFen = isPenalty ? -input.amountFen : input.amountFen;
  return accept({ amountFen, needsAcknowledgement: isPenalty }, cites ?? []);
}

/** A deduction counts once the person it hits has acknowledged it. */
export function decideAcceptPenalty(facts: {
  readonly staffId: string;
  readonly byId: string;
  readonly isAcknowledged: boolean;
}): Decision<{ readonly acknowledged: true }, 'NOT_YOUR_STATEMENT' | 'STATEMENT_SIGNED'> {
  if (facts.staffId !== facts.byId) return refuse('NOT_YOUR_STATEMENT', [], { staffId: facts.staffId });
  if (facts.isAcknowledged) return refuse('STATEMENT_SIGNED', []);
  return accept({ acknowledged: true }, []);
}

/** Targets and policies say what a month pays: they are set before it is closed. */
export function decidePlan(facts: {
  readonly month: Month;
  readonly isClosed: boolean;
}): Decision<{ readonly month: Month }, 'MONTH_CLOSED'> {
  const clauses = ['S0.08.a.5', 'S2.15.c1.05'];
  return facts.isClosed
    ? refuse('MONTH_CLOSED', clauses, { month: facts.month })
    : accept({ month: facts.month }, clauses);
}

/** S0.08.e.8: whoever brought a customer whose purchase closed is given what the house gives for it, once a deal. */
export function decideReferral(
  rules: MoneyRuleValues,
  facts: { readonly introducerId: string | null; readonly isCounted: boolean; readonly isGiven: boolean },
): Decision<{ readonly amountFen: number }, 'NO_REFERRAL'> {
  const clauses = ['S0.08.e.8'];
  const amountFen = rules.referralYuan * 100;
  if (facts.introducerId === null || !facts.isCounted || facts.isGiven || amountFen === 0)
    return refuse('NO_REFERRAL', clauses);
  return accept({ amountFen }, clauses);
}
