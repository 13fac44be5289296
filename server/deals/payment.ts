/** What money tells a deal after every receipt, reversal and refund. */
import type { Instant } from '#core/kernel/instant.ts';
import type { Context } from '#server/platform/context.ts';
import { lockDeal } from './access.ts';
import { followCourse } from './course.ts';
import { progressed } from './progress.ts';
import { saveDeal } from './store.ts';

export interface Payment {
  readonly paidFen: number;
  readonly depositPaidAt: Instant | null;
  readonly fullyPaidAt: Instant | null;
  /** The lender's report that the loan is paid out; left out: as before. */
  readonly loanReportedAt?: Instant | null;
  /** When the down payment of a loan was in full; left out: as before. */
  readonly downPaidAt?: Instant | null;
}

export async function paymentChanged(context: Context, dealId: string, payment: Payment): Promise<void> {
  const deal = await lockDeal(context, dealId);
  const { paidFen, depositPaidAt, fullyPaidAt } = payment;
  const loan = deal.loan && {
    ...deal.loan,
    ...(payment.loanReportedAt === undefined ? {} : { payoutReportedAt: payment.loanReportedAt }),
    downPaidAt:
      payment.downPaidAt !== undefined
        ? payment.downPaidAt
        : paidFen >= deal.loan.downPaymentFen
          ? (deal.loan.downPaidAt ?? context.now)
          : null,
  };
  const saved = await saveDeal(context.tx, deal, { paidFen, depositPaidAt, fullyPaidAt, loan });
  await followCourse(context, saved, null);
  if (loan?.payoutReportedAt && deal.loan?.payoutReportedAt === null) await progressed(context, saved, 'loan_reported');
  context.publish({ topic: 'deals', siteId: deal.siteId, id: deal.id });
}
