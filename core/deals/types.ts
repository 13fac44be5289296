/** A deal from intention to handover, as the rules see it, and the moves it may make. */
import type { Instant, LocalDate } from '../kernel/instant.ts';

export type StaffId = string;
export const dealKindsOfGoods = ['room', 'vehicle', 'membership', 'stock'] as const;
export type Goods = (typeof dealKindsOfGoods)[number];

export const dealStates = [
  'draft',
  'subscribing',
  'subscribed',
  'contracting',
  'contracted',
  'handed_over',
  'cancelled',
  'breached',
] as const;
export type DealState = (typeof dealStates)[number];

export const paymentMethods = ['full', 'instalments', 'mortgage', 'finance_company'] as const;
export type PaymentMethod = (typeof paymentMethods)[number];

export interface Instalment {
  readonly name: string;
  readonly dueOn: LocalDate;
  readonly amountFen: number;
}
export interface Loan {
  readonly lender: string;
  readonly amountFen: number;
  readonly downPaymentFen: number;
  /** The lender reports the payout; goods leave on the report, not before (GMAC). */
  readonly needsPayoutReport: boolean;
  readonly downPaidAt: Instant | null;
  readonly payoutReportedAt: Instant | null;
}

/** What makes a contract a special one, to be reviewed one level up. */
export const specialReasons = ['price_concession', 'payment_extension', 'clause_change', 'added_clause'] as const;
export type SpecialReason = (typeof specialReasons)[number];

/** The supervisor's check of a contract before it is signed. */
export const contractChecks = [
  'each_clause',
  'data',
  'signatures',
  'seals',
  'drawings',
  'special_review_record',
] as const;
export type ContractCheck = (typeof contractChecks)[number];

/** What somebody who did not draw it up says of the text before it is signed. */
export const legalItems = ['rights_and_duties', 'lawful', 'feasible', 'signing_plan'] as const;
export type LegalItem = (typeof legalItems)[number];
export interface LegalCheck {
  readonly by: StaffId | null;
  readonly at: Instant;
  readonly answers: Readonly<Record<string, boolean>>;
  readonly note: string;
}
/** When, where and how the signing goes, as agreed with the customer. */
export interface SigningPlan {
  readonly on: LocalDate;
  readonly place: string;
  readonly text: string;
  readonly by: StaffId | null;
  readonly at: Instant;
}

/** The steps of a contract, each stamped before the next one. */
export interface ContractSteps {
  readonly reviewedBy: StaffId | null;
  readonly reviewedAt: Instant | null;
  readonly filledBy: StaffId | null;
  readonly filledAt: Instant | null;
  readonly checkedBy: StaffId | null;
  readonly checkedAt: Instant | null;
  readonly checks: readonly ContractCheck[];
  /** The level above has reviewed what deviates. */
  readonly specialApprovedAt: Instant | null;
  readonly submittedAt: Instant | null;
  readonly approvedAt: Instant | null;
  readonly signingPlan?: SigningPlan | undefined;
  readonly legal?: LegalCheck | undefined;
}

export const endCauses = ['customer', 'company', 'breach', 'dropped'] as const;
export type EndCause = (typeof endCauses)[number];
export const refundMethods = ['cash', 'cheque', 'wire'] as const;
export type RefundMethod = (typeof refundMethods)[number];

export interface Withdrawal {
  readonly reason: string;
  readonly askedAt: Instant;
  readonly askedBy: StaffId | null;
  readonly cause: 'customer' | 'company';
  readonly refundMethod: RefundMethod;
  /** Nothing is paid out before this day: finance wants notice. */
  readonly refundNotBefore: LocalDate;
  readonly isExceptional: boolean;
  readonly approvedAt: Instant | null;
}

/** The credit of the deal taken from whoever sold it, by the manager or because of a leak. */
export interface CreditCancelled {
  readonly cause: 'complaint' | 'leak' | 'lost_tools';
  readonly performance: boolean;
  readonly commission: boolean;
  readonly at: Instant;
}

export interface Deal {
  readonly id: string;
  readonly siteId: string;
  readonly teamId: string | null;
  readonly number: string | null;
  readonly kind: Goods;
  readonly customerId: string;
  readonly claimId: string | null;
  readonly consultantId: StaffId;
  /** Whoever stands in for the consultant, named by a superior. */
  readonly coverId: StaffId | null;
  /** null: a vehicle is ordered by model and allocated later, or nothing is chosen yet. */
  readonly unitId: string | null;
  readonly wanted: { readonly model: string; readonly colour: string } | null;
  readonly state: DealState;
  readonly stateSince: Instant;
  readonly listPriceFen: number;
  readonly priceFen: number;
  readonly depositFen: number;
  readonly smallDepositFen: number | null;
  readonly paymentMethod: PaymentMethod;
  readonly plan: readonly Instalment[];
  readonly loan: Loan | null;
  readonly paidFen: number;
  readonly depositPaidAt: Instant | null;
  readonly fullyPaidAt: Instant | null;
  /** What the delivery queue goes by: the day of the order, or of its last change. */
  readonly orderDate: LocalDate | null;
  readonly contractDueOn: LocalDate | null;
  readonly submittedAt: Instant | null;
  readonly approvedAt: Instant | null;
  readonly registeredAt: Instant | null;
  readonly effectiveAt: Instant | null;
  readonly contractNumber: string | null;
  readonly contract: ContractSteps | null;
  readonly signedAt: Instant | null;
  readonly handedOverAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly endedCause: EndCause | null;
  readonly isSpecial: boolean;
  readonly specialReasons: readonly SpecialReason[];
  readonly corrections: number;
  /** Residence decides which papers and disclosures apply. */
  readonly isLocal: boolean;
  readonly disclosures: readonly string[];
  readonly withdrawal: Withdrawal | null;
  readonly fileDueAt: Instant | null;
  readonly filedAt: Instant | null;
  readonly creditCancelled: CreditCancelled | null;
  readonly version: number;
}

/** Whose signature or act a move takes, by permission; 'system' is the clock or the approval that came through. */
interface Move {
  readonly by: readonly string[];
  readonly needs: string;
}
const move = (needs: string, ...by: readonly string[]): Move => ({ by, needs });

/** The lifecycle: from where to where, by whom, on what. Exits are moves like any other. */
export const dealMoves = {
  draft: {
    subscribing: move('a vacant unit, disclosures, contact data, deposit, a price within limits', 'deals.open'),
    cancelled: move('a reason', 'deals.open'),
  },
  subscribing: {
    subscribed: move('the approval, and the registration where orders are registered', 'system', 'deals.register'),
    draft: move('the approval refused, returned or recalled', 'system', 'deals.open'),
    cancelled: move('a reason', 'deals.open'),
  },
  subscribed: {
    contracting: move('the steps before a contract is put up for approval', 'deals.open'),
    handed_over: move('goods sold without a contract: money in, papers complete', 'deals.deliver'),
    cancelled: move('the withdrawal consented to, papers taken back', 'deals.open'),
    breached: move('overdue longer than the limit', 'system', 'deals.override'),
  },
  contracting: {
    contracted: move('all approvals, papers by residence, the consultant present', 'deals.open'),
    cancelled: move('the withdrawal consented to, papers taken back', 'deals.open'),
    breached: move('overdue longer than the limit', 'system', 'deals.override'),
  },
  contracted: {
    handed_over: move('money in, papers complete', 'deals.deliver'),
    cancelled: move('an exceptional consent, papers taken back', 'deals.override'),
    breached: move('overdue longer than the limit', 'system', 'deals.override'),
  },
  breached: {
    subscribed: move('the arrears paid before a contract', 'deals.override'),
    contracting: move('the arrears paid while the contract is drawn up', 'deals.override'),
    contracted: move('the arrears paid', 'deals.override'),
    cancelled: move('the end of the contract by its liability terms', 'deals.override'),
  },
  handed_over: {},
  cancelled: {},
} satisfies Record<DealState, Partial<Record<DealState, Move>>>;

export const mayMove = (from: DealState, to: DealState): boolean => Object.hasOwn(dealMoves[from], to);

/** States in which a deal has its unit; a draft only wants one. */
export const takesUnit = (state: DealState): boolean => state !== 'draft' && state !== 'cancelled';

/** How the unit stands while a deal has it; a breach changes nothing about it. */
export const unitStateFor = (
  deal: Pick<Deal, 'state' | 'signedAt'>,
): 'subscribed' | 'contracted' | 'handed_over' | null => {
  if (!takesUnit(deal.state)) return null;
  if (deal.state === 'handed_over') return 'handed_over';
  return deal.signedAt === null ? 'subscribed' : 'contracted';
};
