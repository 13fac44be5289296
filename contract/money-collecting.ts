/** Asking for what is due; giving back and giving up. */
import { z } from 'zod';
import { command } from './kernel/route.ts';
import { line, paragraph, Uuid } from './kernel/shapes.ts';
import { Accounted, ofDeal, ofSite, reason } from './money-parts.ts';
import { ledgerRefusals as refusals } from './money-refusals.ts';
import { AccountOut, AllowanceOut, Day, DemandOut, FenIn, ReceiptOut, RefundBy, RefundOut } from './money-shapes.ts';

/** Whether it is whole and above zero is for the decision to say. */
const Quantity = z.number().max(1_000_000);

export const collecting = {
  demand: command({
    path: '/money/deals/:dealId/demands',
    may: 'money.dun',
    summary: { zh: '发催款通知单', en: 'Issue a demand notice' },
    params: ofDeal,
    body: {},
    response: z.object({ demand: DemandOut, journalId: Uuid }),
    refusals,
  }),
  demandAll: command({
    path: '/money/sites/:siteId/demands',
    may: 'money.dun',
    summary: { zh: '统一催款', en: 'Issue demands for everything overdue' },
    params: ofSite,
    body: {},
    response: z.object({ issued: z.number().int(), waiting: z.number().int() }),
    refusals,
  }),
  contact: command({
    path: '/money/demands/:demandId/contacts',
    may: 'money.dun',
    summary: { zh: '登记催款联系', en: 'Record that the customer was asked' },
    params: z.object({ demandId: Uuid }),
    body: {
      channel: z.enum(['phone', 'visit', 'message', 'letter']),
      note: paragraph.min(1),
      promisedOn: Day.nullable().default(null),
      disagrees: z.boolean().default(false),
    },
    response: z.object({ demand: DemandOut, journalId: Uuid }),
    refusals,
  }),
  requestRefund: command({
    path: '/money/deals/:dealId/refunds',
    may: 'deals.open',
    summary: { zh: '申请退款', en: 'Ask for a refund' },
    params: ofDeal,
    body: { amountFen: FenIn, method: RefundBy, reason },
    response: z.object({ refund: RefundOut, journalId: Uuid }),
    refusals,
  }),
  payRefund: command({
    path: '/money/refunds/:refundId/payment',
    may: 'money.refund',
    summary: { zh: '支付退款', en: 'Pay a refund' },
    params: z.object({ refundId: Uuid }),
    body: { receiptsBack: z.boolean(), bookSigned: z.boolean(), bankRef: line.default('') },
    response: z.object({ refund: RefundOut, receipt: ReceiptOut, journalId: Uuid }),
    refusals,
  }),
  dropRefund: command({
    path: '/money/refunds/:refundId/drop',
    may: 'money.refund',
    summary: { zh: '取消退款', en: 'Drop a refund' },
    params: z.object({ refundId: Uuid }),
    body: { reason },
    response: z.object({ refund: RefundOut, journalId: Uuid }),
    refusals,
  }),
  askAllowance: command({
    path: '/money/deals/:dealId/allowances',
    may: 'deals.open',
    summary: { zh: '开销货折让证明单', en: 'Draw up an allowance certificate' },
    params: ofDeal,
    body: { amountFen: FenIn, complaintRef: line.min(1), reason },
    response: z.object({ allowance: AllowanceOut, journalId: Uuid }),
    refusals,
  }),
  bookAllowance: command({
    path: '/money/allowances/:allowanceId/booking',
    may: 'money.close',
    summary: { zh: '折让入账', en: 'Book an allowance' },
    params: z.object({ allowanceId: Uuid }),
    body: { stamped: z.boolean().describe('The customer has stamped both copies') },
    response: z.object({ allowance: AllowanceOut, account: AccountOut, journalId: Uuid }),
    refusals,
  }),
  returnVoucher: command({
    path: '/money/deals/:dealId/returns',
    may: 'money.close',
    summary: { zh: '退货入账', en: 'Book returned goods' },
    params: ofDeal,
    body: {
      approvedQuantity: Quantity,
      actualQuantity: Quantity,
      unitPriceFen: FenIn,
      tolerancePercent: z.number().int().min(0).max(100).nullable().default(null),
      complaintRef: line.min(1),
      reason,
    },
    response: z.object({ allowance: AllowanceOut, account: AccountOut, journalId: Uuid }),
    refusals,
  }),
  complain: command({
    path: '/money/deals/:dealId/complaints',
    may: 'money.dun',
    summary: { zh: '客诉影响收款', en: 'A complaint holds up collection' },
    params: ofDeal,
    body: { ref: line.min(1), amountFen: FenIn },
    response: Accounted,
    refusals,
  }),
  settleComplaint: command({
    path: '/money/complaints/:complaintId/answer',
    may: 'money.dun',
    summary: { zh: '客诉了结', en: 'The complaint is decided' },
    params: z.object({ complaintId: Uuid }),
    body: { stands: z.boolean() },
    response: Accounted,
    refusals,
  }),
};
