/** Giving money back: notice to finance, papers taken back, never more than is in hand. */
import { type DealRuleValues, noticeDays } from '../deals/index.ts';
import type { DealState } from '../deals/types.ts';
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import { addDays, type Instant, type LocalDate, localDateOf } from '../kernel/instant.ts';
import { type Standing, standingOf } from './account.ts';
import type { ReceiptLine } from './ledger-types.ts';
import { openDayOf, type Till } from './decide-receive.ts';

export type RefundState = 'requested' | 'due' | 'paid' | 'dropped';
export const refundMoves = {
  requested: ['due', 'dropped'],
  due: ['paid', 'dropped'],
  paid: ['due'], // its payment was reversed
  dropped: [],
} satisfies Record<RefundState, readonly RefundState[]>;
export type RefundMethod = 'cash' | 'cheque' | 'wire';

export interface RefundFacts {
  readonly deal: { readonly state: DealState; readonly priceFen: number; readonly allowancesFen: number };
  readonly lines: readonly ReceiptLine[];
  /** Asked for already and not paid. */
  readonly askedFen: number;
  readonly timeZone: string;
}
export interface RefundInput {
  readonly amountFen: number;
  readonly method: RefundMethod;
  readonly reason: string;
}
export type RefundRefusal = 'AMOUNT_NOT_POSITIVE' | 'REFUND_ABOVE_PAID' | 'REFUND_NEEDS_WITHDRAWAL';

/** Of a live deal only what is more than its price; of one that ended, all that is in hand. */
export const refundableFen = (facts: RefundFacts): number => {
  const { heldFen } = standingOf(facts.lines, false);
  const owed = facts.deal.priceFen - facts.deal.allowancesFen;
  return (hasEnded(facts.deal.state) ? heldFen : Math.max(0, heldFen - owed)) - facts.askedFen;
};
const hasEnded = (state: DealState): boolean => state === 'cancelled';
/** What is promised comes down to what is left in hand: the one asked for last gives way first. */
export function fittingRefunds(
  asked: readonly { readonly id: string; readonly amountFen: number }[],
  heldFen: number,
): readonly { readonly id: string; readonly fromFen: number; readonly toFen: number }[] {
  let left = Math.max(0, heldFen);
  return asked.flatMap(({ id, amountFen }) => {
    const toFen = Math.min(left, amountFen);
    left -= toFen;
    return toFen === amountFen ? [] : [{ id, fromFen: amountFen, toFen }];
  });
}
export type NoticeRules = Pick<DealRuleValues, 'refundNoticeCashDays' | 'refundNoticeChequeDays'>;
const giving = ['S1.18.s6', 'S1.18.s6b'];

export function decideRequestRefund(
  rules: NoticeRules,
  facts: RefundFacts,
  input: RefundInput,
  now: Instant,
): Decision<{ readonly amountFen: number; readonly payableFrom: LocalDate }, RefundRefusal> {
  if (!Number.isSafeInteger(input.amountFen) || input.amountFen <= 0)
    return refuse('AMOUNT_NOT_POSITIVE', giving, { field: 'amountFen' });
  const most = refundableFen(facts);
  const held: Standing = standingOf(facts.lines, false);
  if (input.amountFen > most && !hasEnded(facts.deal.state) && input.amountFen <= held.heldFen - facts.askedFen)
    return refuse('REFUND_NEEDS_WITHDRAWAL', ['S1.18.s6', 'S0.02.chg.4'], {
      field: 'amountFen',
      mostFen: Math.max(0, most),
    });
  if (input.amountFen > most)
    return refuse('REFUND_ABOVE_PAID', giving, { field: 'amountFen', mostFen: Math.max(0, most) });
  return accept(
    { amountFen: input.amountFen, payableFrom: payableFrom(rules, input.method, now, facts.timeZone) },
    giving,
  );
}

/** Notice counts from the day finance was told. */
export const payableFrom = (rules: NoticeRules, method: RefundMethod, toldAt: Instant, timeZone: string): LocalDate =>
  addDays(localDateOf(toldAt, timeZone), noticeDays(rules, method));

export interface PayRefundFacts {
  readonly refund: { readonly state: RefundState; readonly amountFen: number; readonly payableFrom: LocalDate | null };
  readonly lines: readonly ReceiptLine[];
  readonly till: Till;
}
export interface PayRefundInput {
  readonly receiptsBack: boolean;
  readonly bookSigned: boolean;
}
export type PayRefundRefusal =
  | 'REFUND_NOT_APPROVED'
  | 'REFUND_NOTICE_RUNS'
  | 'REFUND_ABOVE_PAID'
  | 'RECEIPT_NOT_BACK'
  | 'DEPOSIT_BOOK_NOT_SIGNED';

export function decidePayRefund(
  facts: PayRefundFacts,
  input: PayRefundInput,
): Decision<{ readonly businessDay: LocalDate; readonly amountFen: number }, PayRefundRefusal> {
  const { refund } = facts;
  if (refund.state !== 'due' || refund.payableFrom === null) return refuse('REFUND_NOT_APPROVED', ['S1.18.s6']);
  const from = refund.payableFrom;
  if (facts.till.today < from) return refuse('REFUND_NOTICE_RUNS', ['S1.18.s6b'], { from });
  const { heldFen } = standingOf(facts.lines, false);
  if (refund.amountFen > heldFen) return refuse('REFUND_ABOVE_PAID', giving, { mostFen: heldFen });
  if (!input.receiptsBack) return refuse('RECEIPT_NOT_BACK', ['S1.18.s6c'], { field: 'receiptsBack' });
  if (!input.bookSigned) return refuse('DEPOSIT_BOOK_NOT_SIGNED', ['S1.18.s6c'], { field: 'bookSigned' });
  return accept({ businessDay: openDayOf(facts.till), amountFen: refund.amountFen }, [...giving, 'S1.18.s6c']);
}
