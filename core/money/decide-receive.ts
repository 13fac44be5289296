/** Taking money for a deal, and what happens to it afterwards: it arrives, its slip comes back, it is taken back or moved. */
import type { DealState } from '../deals/types.ts';
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import { standingOf, type Standing } from './account.ts';
import { needsSlip, type LedgerRuleValues } from './ledger-rules.ts';
import { arrivesAtOnce, type Method, type PayableKind, type ReceiptLine } from './ledger-types.ts';

/** The deal as the cashier needs it. */
export interface PayingDeal {
  readonly id: string;
  readonly state: DealState;
  readonly unitKind: string;
  readonly consultantId: string;
  readonly priceFen: number;
  readonly depositFen: number;
  /** 小定: what holds the unit before there is a subscription; null when none was signed. */
  readonly smallDepositFen: number | null;
  readonly allowancesFen: number;
  readonly hasLoan: boolean;
  readonly lines: readonly ReceiptLine[];
}
export interface Till {
  readonly today: LocalDate;
  /** Nothing is written into this day or one before it. */
  readonly closedThrough: LocalDate | null;
}
export interface ReceiveFacts {
  readonly deal: PayingDeal;
  readonly till: Till;
  /** Not subscribed yet: the unit is free for this customer all the same. */
  readonly unitIsFree: boolean;
  readonly collector: Collector;
  /** The receipt that speaks of this remittance or cheque already; null when none does. */
  readonly refUsedBy: string | null;
}
/** Who stands at the counter; a role of the house's own is finance when it does not sell. */
export interface Collector {
  readonly id: string;
  readonly roles: readonly string[];
  readonly sells: boolean;
}
export interface ReceiveInput {
  readonly kind: PayableKind;
  readonly amountFen: number;
  readonly currency: string;
  readonly method: Exclude<Method, 'transfer'>;
  /** The business day; left out, the first one that is open. */
  readonly day: LocalDate | null;
  readonly payer: string;
  /** Of a remittance: what its slip says; of a cheque: its number. */
  readonly bankRef: string;
  /** The bank has confirmed it already: a line of its statement. */
  readonly isConfirmed: boolean;
}
export interface ReceiveOutcome {
  readonly businessDay: LocalDate;
  readonly amountFen: number;
  readonly cleared: boolean;
  /** A deposit slip goes out with it and is asked back later. */
  readonly slipOut: boolean;
  readonly creditFen: number;
}
export type ReceiveRefusal =
  | 'COLLECTOR_NOT_FINANCE'
  | 'COLLECTOR_IS_SELLER'
  | 'CURRENCY_NOT_TAKEN'
  | 'AMOUNT_NOT_POSITIVE'
  | 'DEAL_TAKES_NO_MONEY'
  | 'UNIT_NOT_FREE'
  | 'DAY_IN_FUTURE'
  | 'DAY_CLOSED'
  | 'REMITTANCE_COPY_MISSING'
  | 'REMITTANCE_USED'
  | 'NO_LOAN'
  | 'DEPOSIT_AMOUNT_WRONG'
  | 'AMOUNT_ABOVE_OWED';

const collecting = ['S0.02.cash.1', 'S0.02.cash.2', 'S1.18.s2'];
const live: readonly DealState[] = ['subscribed', 'contracting', 'contracted', 'handed_over', 'breached'];

export function decideReceive(
  rules: LedgerRuleValues,
  facts: ReceiveFacts,
  input: ReceiveInput,
): Decision<ReceiveOutcome, ReceiveRefusal> {
  const clauses = [...collecting, 'S0.02.info.9'];
  const { deal, till } = facts;
  const wrongHands = whyNotCollect(rules, facts);
  if (wrongHands) return refuse(wrongHands, collecting);
  if (input.currency !== 'CNY')
    return refuse('CURRENCY_NOT_TAKEN', clauses, { field: 'currency', currency: input.currency });
  if (!Number.isSafeInteger(input.amountFen) || input.amountFen <= 0)
    return refuse('AMOUNT_NOT_POSITIVE', clauses, { field: 'amountFen' });
  const early = input.kind === 'deposit' && isEarly(deal);
  if (!live.includes(deal.state) && !early)
    return refuse('DEAL_TAKES_NO_MONEY', ['S0.02.cash.1'], { state: deal.state });
  if (early && !facts.unitIsFree) return refuse('UNIT_NOT_FREE', ['S0.02.info.8', 'S1.18.s1']);
  const day = whyNotOn(till, input.day);
  if (day) return day;
  if (rules.remittanceCopy && input.method === 'wire' && input.bankRef === '')
    return refuse('REMITTANCE_COPY_MISSING', ['S0.07.rep.7c'], { field: 'bankRef' });
  if (facts.refUsedBy !== null)
    return refuse('REMITTANCE_USED', ['S0.07.rep.7c'], { field: 'bankRef', number: facts.refUsedBy });
  if (input.kind === 'loan' && !deal.hasLoan) return refuse('NO_LOAN', clauses, { field: 'kind' });
  const standing = standingOf(deal.lines, needsSlip(rules, deal.unitKind));
  const amount = input.kind === 'fee' ? null : whyNotAmount(rules, deal, standing, input);
  if (amount) return amount;
  const cleared = input.isConfirmed || arrivesAtOnce(input.method);
  return accept(
    {
      businessDay: input.day ?? openDayOf(till),
      amountFen: input.amountFen,
      cleared,
      slipOut: input.kind === 'deposit' && needsSlip(rules, deal.unitKind),
      creditFen:
        input.kind === 'fee' || deal.state === 'draft' ? 0 : Math.max(0, input.amountFen - owedFen(deal, standing)),
    },
    input.method === 'wire' ? [...clauses, 'S0.07.rep.7c'] : clauses,
  );
}

const whyNotCollect = (rules: LedgerRuleValues, { collector, deal }: Pick<ReceiveFacts, 'collector' | 'deal'>) => {
  if (collector.id === deal.consultantId) return 'COLLECTOR_IS_SELLER' as const;
  const isFinance = collector.roles.includes('finance') || !collector.sells;
  return rules.collector === 'finance' && !isFinance ? ('COLLECTOR_NOT_FINANCE' as const) : null;
};

/** A deposit may come in while the subscription is being approved, a small one before there is any. */
const isEarly = ({ state, smallDepositFen }: PayingDeal): boolean =>
  state === 'subscribing' || (state === 'draft' && smallDepositFen !== null);

/** The first day still open: today, or tomorrow once today is closed. */
export const openDayOf = ({ today, closedThrough }: Till): LocalDate =>
  closedThrough !== null && closedThrough >= today ? nextDay(closedThrough) : today;
const nextDay = (day: LocalDate): LocalDate => Temporal.PlainDate.from(day).add({ days: 1 }).toString();

const dayClauses = ['S0.10.a.8', 'S0.10.a.10'];
export function whyNotOn(till: Till, day: LocalDate | null) {
  if (day === null) return null;
  if (day > openDayOf(till)) return refuse('DAY_IN_FUTURE', dayClauses, { field: 'day', today: till.today });
  if (till.closedThrough !== null && day <= till.closedThrough)
    return refuse('DAY_CLOSED', dayClauses, { field: 'day', day, closedThrough: till.closedThrough });
  return null;
}

/** What may still come in: the price less allowances, less what is in hand or on its way. */
export const owedFen = (deal: PayingDeal, standing: Standing): number =>
  deal.priceFen - deal.allowancesFen - standing.heldFen - standing.pendingFen;

function whyNotAmount(rules: LedgerRuleValues, deal: PayingDeal, standing: Standing, input: ReceiveInput) {
  if (input.kind === 'deposit') {
    const agreedFen = deal.state === 'draft' ? (deal.smallDepositFen ?? 0) : deal.depositFen;
    const leftFen = agreedFen - standing.depositFen - standing.depositPendingFen;
    const fits = rules.depositInParts ? input.amountFen <= leftFen : input.amountFen === leftFen;
    if (!fits)
      return refuse('DEPOSIT_AMOUNT_WRONG', ['S1.18.s2'], { field: 'amountFen', leftFen: Math.max(0, leftFen) });
  }
  if (deal.state === 'draft') return null; // no price has been agreed yet
  const owed = owedFen(deal, standing);
  if (rules.overpayment === 'refuse' && input.amountFen > owed)
    return refuse('AMOUNT_ABOVE_OWED', ['S0.02.cash.2'], { field: 'amountFen', owedFen: Math.max(0, owed) });
  return null;
}

// ── afterwards ──

export interface LineFacts {
  readonly line: ReceiptLine;
  readonly isReversed: boolean;
}

/** The bank says that the money has come (S0.08.b.31). */
export function decideClear(
  { line, isReversed }: LineFacts,
  now: Instant,
): Decision<{ readonly clearedAt: Instant }, 'RECEIPT_REVERSED' | 'RECEIPT_CLEARED'> {
  const clauses = ['S0.08.b.31', 'S2.15.c2.31'];
  if (isReversed || line.kind === 'reversal') return refuse('RECEIPT_REVERSED', clauses);
  if (line.clearedAt !== null) return refuse('RECEIPT_CLEARED', clauses, { at: line.clearedAt });
  return accept({ clearedAt: now }, clauses);
}

/** The customer hands the slip of the deposit back to the cashier; from then on the deposit counts towards the price. */
export function decideReturnSlip(
  { line, isReversed }: LineFacts,
  now: Instant,
): Decision<{ readonly slipReturnedAt: Instant }, 'RECEIPT_REVERSED' | 'NOT_A_DEPOSIT' | 'SLIP_IS_BACK'> {
  const clauses = ['S0.08.g.13', 'S2.15.c7.13'];
  if (isReversed) return refuse('RECEIPT_REVERSED', clauses);
  if (line.kind !== 'deposit') return refuse('NOT_A_DEPOSIT', clauses);
  if (line.slipReturnedAt !== null) return refuse('SLIP_IS_BACK', clauses, { at: line.slipReturnedAt });
  return accept({ slipReturnedAt: now }, clauses);
}

export interface ReverseFacts extends LineFacts {
  readonly till: Till;
  /** All lines of the deal, and of the other deal when the line is half of a transfer. */
  readonly lines: readonly ReceiptLine[];
  readonly otherLines: readonly ReceiptLine[];
}
export interface ReverseOutcome {
  readonly businessDay: LocalDate;
  readonly amountFen: number;
}

/** A wrong line stays; one of the opposite amount is written into the day that is open. */
export function decideReverse(
  facts: ReverseFacts,
): Decision<ReverseOutcome, 'RECEIPT_REVERSED' | 'REVERSAL_STAYS' | 'MONEY_ALREADY_GONE'> {
  const clauses = ['S0.10.a.8'];
  const { line } = facts;
  if (line.kind === 'reversal') return refuse('REVERSAL_STAYS', clauses);
  if (facts.isReversed) return refuse('RECEIPT_REVERSED', clauses);
  // The incoming half of a transfer is money the other deal may have spent by now.
  const own = line.clearedAt !== null && line.kind !== 'fee' ? line.amountFen : 0;
  const leftFen = standingOf(facts.lines, false).heldFen - own;
  const otherFen = facts.otherLines.length === 0 ? 0 : standingOf(facts.otherLines, false).heldFen + line.amountFen;
  if (Math.min(leftFen, otherFen) < 0)
    return refuse('MONEY_ALREADY_GONE', clauses, { shortFen: -Math.min(leftFen, otherFen) });
  return accept({ businessDay: openDayOf(facts.till), amountFen: -line.amountFen }, clauses);
}

export interface TransferFacts {
  readonly from: PayingDeal;
  /** Of what the first deal holds, promised to its customer as a refund; entries of before this was looked at say nothing. */
  readonly promisedFen?: number;
  /** An exception asked for in a petition: approved for this customer and not used yet, or not that. */
  readonly petition?: 'approved' | 'unfit';
  readonly to: PayingDeal;
  readonly sameCustomer: boolean;
  readonly till: Till;
  readonly collector: Collector;
}
export type TransferRefusal =
  | 'COLLECTOR_NOT_FINANCE'
  | 'COLLECTOR_IS_SELLER'
  | 'AMOUNT_NOT_POSITIVE'
  | 'TRANSFER_TO_ITSELF'
  | 'DEAL_TAKES_NO_MONEY'
  | 'TRANSFER_ABOVE_HELD'
  | 'AMOUNT_ABOVE_OWED'
  | 'DELIVERED_MONEY_STAYS'
  | 'PETITION_UNFIT'
  | 'REASON_NEEDED';

/** Money of one deal becomes money of another: what counts there, never more than is in hand. */
export function decideTransfer(
  rules: LedgerRuleValues,
  facts: TransferFacts,
  input: { readonly amountFen: number; readonly reason: string },
): Decision<ReverseOutcome, TransferRefusal> {
  const clauses = ['S0.02.cash.2'];
  const { from, to } = facts;
  const wrongHands = whyNotCollect(rules, { collector: facts.collector, deal: from });
  if (wrongHands) return refuse(wrongHands, collecting);
  if (!Number.isSafeInteger(input.amountFen) || input.amountFen <= 0)
    return refuse('AMOUNT_NOT_POSITIVE', clauses, { field: 'amountFen' });
  if (from.id === to.id) return refuse('TRANSFER_TO_ITSELF', clauses, { field: 'toDealId' });
  if (!live.includes(to.state)) return refuse('DEAL_TAKES_NO_MONEY', clauses, { state: to.state });
  if (!facts.sameCustomer && input.reason === '') return refuse('REASON_NEEDED', clauses, { field: 'reason' });
  const has = standingOf(from.lines, needsSlip(rules, from.unitKind));
  const free = Math.max(0, Math.min(has.countedFen, has.heldFen - (facts.promisedFen ?? 0)));
  if (input.amountFen > free)
    return refuse('TRANSFER_ABOVE_HELD', ['S0.08.g.13'], { field: 'amountFen', heldFen: free });
  if (facts.petition === 'unfit') return refuse('PETITION_UNFIT', clauses, { field: 'petitionId' });
  // The keys were given against this money: what the price needs stays, or its performance would go with it (S0.08.b.31).
  const beyondFen = Math.max(0, Math.min(free, has.heldFen - (from.priceFen - from.allowancesFen)));
  if (from.state === 'handed_over' && facts.petition === undefined && input.amountFen > beyondFen)
    return refuse('DELIVERED_MONEY_STAYS', ['S0.08.b.31'], { field: 'amountFen', freeFen: beyondFen });
  const owed = owedFen(to, standingOf(to.lines, needsSlip(rules, to.unitKind)));
  if (rules.overpayment === 'refuse' && input.amountFen > owed)
    return refuse('AMOUNT_ABOVE_OWED', clauses, { field: 'amountFen', owedFen: Math.max(0, owed) });
  return accept({ businessDay: openDayOf(facts.till), amountFen: input.amountFen }, clauses);
}

/** The lender reports that it has paid out; before, a deal on such a loan neither leaves nor counts. */
export function decidePayoutReport(
  facts: { readonly hasLoan: boolean; readonly reportedAt: Instant | null },
  now: Instant,
): Decision<{ readonly reportedAt: Instant }, 'NO_LOAN' | 'PAYOUT_REPORTED'> {
  const clauses = ['S0.08.b.31b', 'S2.15.c2.31'];
  if (!facts.hasLoan) return refuse('NO_LOAN', clauses);
  if (facts.reportedAt !== null) return refuse('PAYOUT_REPORTED', clauses, { at: facts.reportedAt });
  return accept({ reportedAt: now }, clauses);
}

/** A report that was wrong, or taken back by the lender: the deal waits again, and what counted on it counts no more. */
export function decideRetractReport(facts: {
  readonly reportedAt: Instant | null;
}): Decision<{ readonly wasReportedAt: Instant }, 'NO_PAYOUT_REPORT'> {
  const clauses = ['S0.08.b.31b', 'S2.15.c2.31'];
  if (facts.reportedAt === null) return refuse('NO_PAYOUT_REPORT', clauses);
  return accept({ wasReportedAt: facts.reportedAt }, clauses);
}
