/** Which vehicle goes to which order, when goods are handed over, and the papers that have to follow. */
import { accept, type Alternative, type Decision, refuse } from '../kernel/decision.ts';
import { addMinutes, type Instant } from '../kernel/instant.ts';
import { type CheckFacts, type CheckInput, type CheckRefusal, type Checked, decideCheck } from './handover-check.ts';
import { papersMissing } from './papers.ts';
import { queueClauses, type QueuedOrder, queueOf } from './queue.ts';
import type { DealRuleValues } from './rules.ts';
import { countingStage, needsContract } from './stages.ts';
import type { Deal } from './types.ts';

export interface AllocateFacts {
  readonly deal: Deal;
  readonly unit: { readonly id: string; readonly code: string; readonly dealId: string | null; readonly state: string };
  /** Orders for the same vehicle that wait for one, this one among them. */
  readonly waiting: readonly QueuedOrder[];
  readonly mayOverride: boolean;
}
export interface Allocation {
  readonly unitId: string;
  /** The order that loses the vehicle. */
  readonly from: string | null;
  readonly place: number;
  readonly isOutOfTurn: boolean;
}
export type AllocateRefusal =
  | 'DEAL_NOT_AT_THIS_STAGE'
  | 'SAME_UNIT'
  | 'UNIT_NOT_VACANT'
  | 'OUT_OF_TURN'
  | 'OVERRIDE_REASON_NEEDED';

/** The vehicle goes to the first in the queue. Out of turn, or away from the order that has it, is the manager's, with a reason. */
export function decideAllocate(
  facts: AllocateFacts,
  input: { readonly unitId: string; readonly reason: string },
): Decision<Allocation, AllocateRefusal> {
  const { deal, unit } = facts;
  if (
    deal.kind !== 'vehicle' ||
    deal.effectiveAt === null ||
    (deal.state !== 'subscribed' && deal.state !== 'contracted')
  )
    return refuse('DEAL_NOT_AT_THIS_STAGE', queueClauses, { state: deal.state });
  if (deal.unitId === unit.id) return refuse('SAME_UNIT', queueClauses, { field: 'unitId' });
  const taken = unit.dealId !== null;
  if (!taken && unit.state !== 'available')
    return refuse('UNIT_NOT_VACANT', ['S0.02.info.8'], { unit: unit.code, state: unit.state });
  const queue = queueOf(facts.waiting);
  const place = queue.find((one) => one.dealId === deal.id)?.place ?? queue.length + 1;
  const isOutOfTurn = taken || place > 1;
  if (isOutOfTurn && !facts.mayOverride) return refuse('OUT_OF_TURN', queueClauses, { place });
  if (isOutOfTurn && input.reason.trim() === '')
    return refuse('OVERRIDE_REASON_NEEDED', queueClauses, { field: 'reason' });
  const rejected: Alternative[] = queue
    .filter((one) => one.dealId !== deal.id)
    .slice(0, 5)
    .map((one) => ({
      what: one.dealId,
      reason: 'LATER_IN_QUEUE',
      clauses: queueClauses,
      detail: { place: one.place },
    }));
  return accept({ unitId: unit.id, from: unit.dealId, place, isOutOfTurn }, queueClauses, rejected);
}

export type HandoverRefusal =
  | CheckRefusal
  | 'DEAL_NOT_AT_THIS_STAGE'
  | 'CONTRACT_NEEDED'
  | 'CHANGE_PENDING'
  | 'UNIT_NEEDED'
  | 'PAYOUT_NOT_REPORTED'
  | 'MONEY_NOT_IN'
  | 'PAPERS_MISSING';

/** O8, O9: the price has arrived; of a loan the down payment has, and the lender's report of the rest where there is one. */
export function decideFunds(
  rules: Pick<DealRuleValues, 'fundsBeforeHandover'>,
  deal: Pick<Deal, 'priceFen' | 'paidFen' | 'loan'> & Partial<Pick<Deal, 'fullyPaidAt'>>,
): Decision<null, 'PAYOUT_NOT_REPORTED' | 'MONEY_NOT_IN'> {
  const clauses = ['S0.08.b.31', 'S2.15.c2.31'];
  // An allowance takes the rest of the price off: finance says when nothing is owed any more.
  const nothingOwed = deal.paidFen >= deal.priceFen || (deal.fullyPaidAt ?? null) !== null;
  if (!rules.fundsBeforeHandover || nothingOwed) return accept(null, clauses);
  const { loan } = deal;
  if (loan?.needsPayoutReport) {
    const gates = ['S0.08.b.31b', 'S0.08.f.12', 'S2.15.c2.31'];
    if (deal.paidFen < loan.downPaymentFen)
      return refuse('MONEY_NOT_IN', gates, { missingFen: loan.downPaymentFen - deal.paidFen });
    return loan.payoutReportedAt === null ? refuse('PAYOUT_NOT_REPORTED', gates) : accept(null, gates);
  }
  return refuse('MONEY_NOT_IN', clauses, { missingFen: deal.priceFen - deal.paidFen });
}

export interface HandedOver {
  readonly state: 'handed_over';
  /** Papers still to come, and by when; null when there are none. */
  readonly fileDueAt: Instant | null;
  readonly fileMissing: readonly string[];
  readonly filed: boolean;
  readonly counts: boolean;
  /** Against the contract; left out where no day was promised and nobody checked. */
  readonly checked?: Checked;
}
export interface HandoverFacts extends CheckFacts {
  readonly deal: Deal;
  readonly papers: readonly string[];
  readonly hasOpenChange: boolean;
}
export function decideHandover(
  rules: DealRuleValues,
  facts: HandoverFacts,
  input: CheckInput,
  now: Instant,
): Decision<HandedOver, HandoverRefusal> {
  const { deal, papers } = facts;
  const clauses = ['S0.04.d6', 'S1.16.f9'];
  const isSigned = deal.state === 'contracted';
  if (!isSigned && deal.state !== 'subscribed') return refuse('DEAL_NOT_AT_THIS_STAGE', clauses, { state: deal.state });
  if (!isSigned && needsContract(rules, deal.kind)) return refuse('CONTRACT_NEEDED', clauses);
  if (facts.hasOpenChange || deal.withdrawal !== null) return refuse('CHANGE_PENDING', clauses);
  if (deal.unitId === null) return refuse('UNIT_NEEDED', clauses, { field: 'unitId' });
  const funds = decideFunds(rules, deal);
  if (!funds.accepted) return funds;
  const missing = papersMissing(rules, deal, 'handover', papers);
  if (missing.length > 0) return refuse('PAPERS_MISSING', ['S0.04.d6', 'S0.10.a.7b'], { missing: missing.join(',') });
  const check = decideCheck(rules, facts, input, now);
  if (!check.accepted) return check;
  const fileMissing = papersMissing(rules, deal, 'file', papers);
  const filed = fileMissing.length === 0;
  return accept(
    {
      state: 'handed_over',
      fileDueAt: filed || rules.fileMinutes === 0 ? null : addMinutes(now, rules.fileMinutes),
      fileMissing,
      filed,
      counts: filed && countingStage(rules, deal.kind) === 'handover',
      ...(check.outcome ? { checked: check.outcome } : {}),
    },
    [...funds.clauses, 'S0.04.d6', 'S0.08.g.8', ...check.clauses],
  );
}

/** The papers after a handover are complete: from here the deal counts. Late ones cost a fine. */
export function decideFiled(
  rules: DealRuleValues,
  facts: { readonly deal: Deal; readonly papers: readonly string[] },
  now: Instant,
): Decision<
  { readonly isLate: boolean; readonly fineYuan: number; readonly counts: boolean },
  'DEAL_NOT_AT_THIS_STAGE' | 'FILED_ALREADY' | 'PAPERS_MISSING'
> {
  const { deal } = facts;
  const clauses = ['S0.08.g.8', 'S0.08.g.8b', 'S2.15.c7.08'];
  if (deal.state !== 'handed_over') return refuse('DEAL_NOT_AT_THIS_STAGE', clauses, { state: deal.state });
  if (deal.filedAt !== null) return refuse('FILED_ALREADY', clauses);
  const missing = papersMissing(rules, deal, 'file', facts.papers);
  if (missing.length > 0) return refuse('PAPERS_MISSING', clauses, { missing: missing.join(',') });
  const isLate = deal.fileDueAt !== null && now > deal.fileDueAt;
  return accept(
    { isLate, fineYuan: isLate ? rules.lateFileFineYuan : 0, counts: countingStage(rules, deal.kind) === 'handover' },
    clauses,
  );
}

/** The clock has run out and papers are missing: whoever sold hears of it, and the deal goes on not counting. */
export function decideFileOverdue(
  rules: DealRuleValues,
  facts: { readonly deal: Deal; readonly papers: readonly string[] },
): Decision<{ readonly missing: readonly string[]; readonly fineYuan: number }, 'FILED_ALREADY'> {
  const clauses = ['S0.08.g.8', 'S0.08.g.8b', 'S2.15.c7.08'];
  if (facts.deal.filedAt !== null) return refuse('FILED_ALREADY', clauses);
  return accept(
    { missing: papersMissing(rules, facts.deal, 'file', facts.papers), fineYuan: rules.lateFileFineYuan },
    clauses,
  );
}
