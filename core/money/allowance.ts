/** Allowances on a sale and goods that came back: what they take off the receivable, and which papers make them count. */
import { bookedQuantity, type ReturnRules } from '../inventory/index.ts';
import { accept, type Decision, refuse } from '../kernel/decision.ts';

export type AllowanceState = 'asked' | 'approved' | 'booked' | 'refused';
export const allowanceMoves = {
  asked: ['approved', 'refused'],
  approved: ['booked'],
  booked: [],
  refused: [],
} satisfies Record<AllowanceState, readonly AllowanceState[]>;

const certificate = ['S2.13.a13.1.allow'];

/** Never more than is still open: what was paid goes back as a refund. */
export function decideAskAllowance(
  facts: { readonly openFen: number; readonly askedFen: number },
  input: { readonly amountFen: number; readonly reason: string },
): Decision<{ readonly amountFen: number; readonly copies: 2 }, 'AMOUNT_NOT_POSITIVE' | 'ALLOWANCE_ABOVE_OPEN'> {
  if (!Number.isSafeInteger(input.amountFen) || input.amountFen <= 0)
    return refuse('AMOUNT_NOT_POSITIVE', certificate, { field: 'amountFen' });
  const openFen = facts.openFen - facts.askedFen;
  if (input.amountFen > openFen)
    return refuse('ALLOWANCE_ABOVE_OPEN', certificate, { field: 'amountFen', openFen: Math.max(0, openFen) });
  return accept({ amountFen: input.amountFen, copies: 2 }, certificate);
}

/** Approved by the heads and stamped by the customer, accounting books its copy. */
export function decideBookAllowance(
  facts: { readonly state: AllowanceState; readonly amountFen: number; readonly openFen: number },
  input: { readonly stamped: boolean },
): Decision<
  { readonly amountFen: number },
  'ALLOWANCE_NOT_APPROVED' | 'CUSTOMER_STAMP_MISSING' | 'ALLOWANCE_ABOVE_OPEN'
> {
  if (facts.state !== 'approved') return refuse('ALLOWANCE_NOT_APPROVED', certificate);
  if (!input.stamped) return refuse('CUSTOMER_STAMP_MISSING', certificate, { field: 'stamped' });
  if (facts.amountFen > facts.openFen)
    return refuse('ALLOWANCE_ABOVE_OPEN', certificate, { openFen: Math.max(0, facts.openFen) });
  return accept({ amountFen: facts.amountFen }, certificate);
}

export interface ReturnInput {
  readonly approvedQuantity: number;
  readonly actualQuantity: number;
  readonly unitPriceFen: number;
  /** What the customer's order allows beyond; null: the house's own. */
  readonly tolerancePercent: number | null;
}
/** Accounting compares both slips and takes the value of what is booked off the debt; an excess beyond the tolerance is held. */
export function decideReturnVoucher(
  rules: ReturnRules,
  facts: { readonly openFen: number; readonly askedFen: number },
  input: ReturnInput,
): Decision<
  { readonly quantity: number; readonly held: number; readonly amountFen: number },
  'QUANTITY_NOT_WHOLE' | 'ALLOWANCE_ABOVE_OPEN'
> {
  const clauses = ['S2.13.a13.2', 'S2.13.a13.2.tol'];
  const { approvedQuantity, actualQuantity, unitPriceFen } = input;
  if (![approvedQuantity, actualQuantity, unitPriceFen].every((one) => Number.isSafeInteger(one) && one > 0))
    return refuse('QUANTITY_NOT_WHOLE', clauses, { field: 'actualQuantity' });
  const { booked, held } = bookedQuantity(rules, approvedQuantity, actualQuantity, input.tolerancePercent);
  const amountFen = booked * unitPriceFen;
  const openFen = facts.openFen - facts.askedFen;
  if (amountFen > openFen) return refuse('ALLOWANCE_ABOVE_OPEN', clauses, { openFen: Math.max(0, openFen) });
  return accept({ quantity: booked, held, amountFen }, clauses);
}

/** What a complaint is open about is not demanded and not held against whoever collects, until it is decided. */
export function decideComplaint(
  facts: { readonly openFen: number; readonly hasOpenComplaint: boolean },
  input: { readonly amountFen: number },
): Decision<{ readonly amountFen: number }, 'COMPLAINT_IS_OPEN' | 'AMOUNT_NOT_POSITIVE' | 'COMPLAINT_ABOVE_OPEN'> {
  const clauses = ['S2.13.a13.3'];
  if (facts.hasOpenComplaint) return refuse('COMPLAINT_IS_OPEN', clauses);
  if (!Number.isSafeInteger(input.amountFen) || input.amountFen <= 0)
    return refuse('AMOUNT_NOT_POSITIVE', clauses, { field: 'amountFen' });
  if (input.amountFen > facts.openFen)
    return refuse('COMPLAINT_ABOVE_OPEN', clauses, { field: 'amountFen', openFen: facts.openFen });
  return accept({ amountFen: input.amountFen }, clauses);
}

/** One that stands is made good by an allowance; one that does not is collected like any other debt. */
export function decideSettleComplaint(
  facts: { readonly isOpen: boolean },
  input: { readonly stands: boolean },
): Decision<{ readonly stands: boolean; readonly collect: boolean }, 'COMPLAINT_SETTLED'> {
  const clauses = input.stands ? certificate : ['S2.13.a09.13'];
  return facts.isOpen
    ? accept({ stands: input.stands, collect: !input.stands }, clauses)
    : refuse('COMPLAINT_SETTLED', clauses);
}
