/** Money on the wire: receipts, day-close, receivables, bank. Performance, commission and statements are in commission.ts. */
import { z } from 'zod';
import { permissions } from './kernel/permissions.ts';
import { command, query } from './kernel/route.ts';
import { InstantOut, line, pageOf, pageQuery, paragraph, Uuid } from './kernel/shapes.ts';
import { ledgerRefusals as refusals } from './money-refusals.ts';
import {
  AccountOut,
  AgeingOut,
  AllowanceOut,
  BankFileOut,
  BankLineOut,
  Bucket,
  CloseRow,
  Counted,
  Day,
  DayOut,
  DemandOut,
  FenIn,
  FoundDeal,
  Kind,
  Method,
  Month,
  MonthRow,
  PaidBy,
  Payable,
  ReceiptOut,
  ReceivableRow,
  RefundBy,
  RefundOut,
  RemittanceOut,
} from './money-shapes.ts';

/** Whether it is whole and above zero is for the decision to say. */
const Quantity = z.number().max(1_000_000);

export const moneyPermissions = permissions({
  'money.read': {
    zh: '查看收款与应收',
    en: 'See receipts and receivables',
    scopes: ['self', 'team', 'site', 'company'],
  },
  'money.receive': {
    zh: '收款、开收据、冲正',
    en: 'Receive money, give receipts, reverse',
    scopes: ['site', 'company'],
  },
  'money.refund': { zh: '办理退款付款', en: 'Pay refunds', scopes: ['site', 'company'] },
  'money.close': {
    zh: '日结、月结与对账',
    en: 'Close days and months, reconcile the bank',
    scopes: ['site', 'company'],
  },
  'money.dun': { zh: '催款', en: 'Demand payment', scopes: ['self', 'team', 'site', 'company'] },
  'money.statements': {
    zh: '查看业绩与提成结算单',
    en: 'See statements of performance and commission',
    scopes: ['self', 'team', 'site', 'company'],
  },
  'money.settle': { zh: '核算与审批结算单', en: 'Work out and approve statements', scopes: ['site', 'company'] },
  'money.pay': { zh: '发放提成与导出工资表', en: 'Pay commission, export for payroll', scopes: ['company'] },
});

export const moneyRefusals = refusals;

const ofDeal = z.object({ dealId: Uuid });
const ofSite = z.object({ siteId: Uuid });
const ofReceipt = z.object({ receiptId: Uuid });
const reason = paragraph.min(1);
const yesNo = z.enum(['true', 'false']);
const Received = z.object({ receipt: ReceiptOut, account: AccountOut, journalId: Uuid });
const Accounted = z.object({ account: AccountOut, journalId: Uuid });

const reads = {
  cashier: query({
    path: '/money/cashier',
    may: 'money.read',
    summary: { zh: '按电话尾号、单号、房号或姓名找成交', en: 'Find a deal by phone tail, number, unit or name' },
    query: z.object({ siteId: Uuid, q: z.string().trim().min(1).max(60) }),
    response: z.object({ rows: z.array(FoundDeal) }),
  }),
  account: query({
    path: '/money/deals/:dealId',
    may: 'money.read',
    summary: { zh: '成交的收款与应收', en: 'What a deal has paid and owes' },
    params: ofDeal,
    response: AccountOut,
  }),
  receipts: query({
    path: '/money/receipts',
    may: 'money.read',
    summary: { zh: '收款台账', en: 'The receipts ledger' },
    query: z.object({
      ...pageQuery,
      siteId: Uuid.optional(),
      from: Day.optional(),
      to: Day.optional(),
      method: Method.optional(),
      kind: Kind.optional(),
      q: z.string().trim().max(60).optional().describe('Number, payer, customer or bank reference'),
      waiting: yesNo.default('false').describe('Only money that has not arrived'),
    }),
    response: pageOf(ReceiptOut),
  }),
  receipt: query({
    path: '/money/receipts/:receiptId',
    may: 'money.read',
    summary: { zh: '收据', en: 'A receipt' },
    params: ofReceipt,
    response: z.object({
      receipt: ReceiptOut,
      house: z.string(),
      site: z.string(),
      capitals: z.string().describe('The amount in Chinese capitals'),
    }),
  }),
  day: query({
    path: '/money/sites/:siteId/day',
    may: 'money.read',
    summary: { zh: '某日的账', en: 'The books of a day' },
    params: ofSite,
    query: z.object({ day: Day.optional() }),
    response: DayOut,
  }),
  closes: query({
    path: '/money/sites/:siteId/closes',
    may: 'money.read',
    summary: { zh: '日结记录', en: 'Closed days' },
    params: ofSite,
    query: z.object({ ...pageQuery }),
    response: pageOf(CloseRow),
  }),
  months: query({
    path: '/money/sites/:siteId/months',
    may: 'money.read',
    summary: { zh: '月结', en: 'Months' },
    params: ofSite,
    response: z.object({ rows: z.array(MonthRow) }),
  }),
  receivables: query({
    path: '/money/receivables',
    may: 'money.read',
    summary: { zh: '应收台账', en: 'Receivables' },
    query: z.object({
      ...pageQuery,
      siteId: Uuid.optional(),
      bucket: Bucket.optional(),
      consultantId: Uuid.optional(),
      overdue: yesNo.default('false'),
      q: z.string().trim().max(60).optional(),
    }),
    response: pageOf(ReceivableRow),
  }),
  ageing: query({
    path: '/money/ageing',
    may: 'money.read',
    summary: { zh: '账龄与收款率', en: 'Ageing and collection' },
    query: z.object({ siteId: Uuid.optional() }),
    response: AgeingOut,
  }),
  demands: query({
    path: '/money/demands',
    may: 'money.dun',
    summary: { zh: '催款', en: 'Demands for payment' },
    query: z.object({
      ...pageQuery,
      siteId: Uuid.optional(),
      open: yesNo.default('true'),
      mine: yesNo.default('false'),
    }),
    response: pageOf(DemandOut),
  }),
  demandLetter: query({
    path: '/money/demands/:demandId',
    may: 'money.dun',
    summary: { zh: '催款通知单', en: 'A demand notice' },
    params: z.object({ demandId: Uuid }),
    response: z.object({
      demand: DemandOut,
      house: z.string(),
      site: z.string(),
      capitals: z.string(),
      dues: AccountOut.shape.dues,
      breachAt: InstantOut.nullable(),
    }),
  }),
  refunds: query({
    path: '/money/refunds',
    may: 'money.read',
    summary: { zh: '退款', en: 'Refunds' },
    query: z.object({ ...pageQuery, siteId: Uuid.optional(), open: yesNo.default('true') }),
    response: pageOf(RefundOut),
  }),
  bankFiles: query({
    path: '/money/bank-files',
    may: 'money.close',
    summary: { zh: '银行流水', en: 'Bank statements' },
    query: z.object({ ...pageQuery, siteId: Uuid.optional() }),
    response: pageOf(BankFileOut),
  }),
  bankLines: query({
    path: '/money/bank-files/:fileId/lines',
    may: 'money.close',
    summary: { zh: '流水明细与认领建议', en: 'Lines of a statement, with what they may be' },
    params: z.object({ fileId: Uuid }),
    query: z.object({ ...pageQuery, state: z.enum(['open', 'matched', 'ignored', 'all']).default('all') }),
    response: pageOf(BankLineOut),
  }),
  remittances: query({
    path: '/money/remittances',
    may: 'money.read',
    summary: { zh: '待核对的汇款单', en: 'Remittance slips waiting for their money' },
    query: z.object({ siteId: Uuid }),
    response: z.object({ rows: z.array(RemittanceOut) }),
  }),
};

const taking = {
  receive: command({
    path: '/money/deals/:dealId/receipts',
    may: 'money.receive',
    summary: { zh: '收款并开收据', en: 'Receive money and give a receipt' },
    params: ofDeal,
    body: {
      kind: Payable,
      amountFen: FenIn,
      currency: z.string().trim().toUpperCase().max(10).default('CNY'),
      method: PaidBy,
      day: Day.nullable().default(null).describe('Business day; left out, the first open one'),
      payer: line.default(''),
      bankRef: line.default('').describe('Reference on the remittance slip, number of the cheque'),
      note: line.default(''),
      remittanceId: Uuid.nullable().default(null),
    },
    response: Received,
    refusals,
  }),
  clear: command({
    path: '/money/receipts/:receiptId/arrival',
    may: 'money.receive',
    summary: { zh: '确认到账', en: 'The money has arrived' },
    params: ofReceipt,
    body: { note: line.default('') },
    response: Received,
    refusals,
  }),
  returnSlip: command({
    path: '/money/receipts/:receiptId/slip',
    may: 'money.receive',
    summary: { zh: '收回定金条', en: 'The deposit slip came back' },
    params: ofReceipt,
    body: {},
    response: Received,
    refusals,
  }),
  reverse: command({
    path: '/money/receipts/:receiptId/reversal',
    may: 'money.receive',
    summary: { zh: '冲正', en: 'Reverse a receipt' },
    params: ofReceipt,
    body: { reason },
    response: Received,
    refusals,
  }),
  transfer: command({
    path: '/money/deals/:dealId/transfers',
    may: 'money.receive',
    summary: { zh: '转入另一成交', en: 'Move money to another deal' },
    params: ofDeal,
    body: { toDealId: Uuid, amountFen: FenIn, reason: line.default('') },
    response: Received,
    refusals,
  }),
  payoutReport: command({
    path: '/money/deals/:dealId/payout-report',
    may: 'money.receive',
    summary: { zh: '登记打款报告', en: 'Record the lender’s payout report' },
    params: ofDeal,
    body: { note: line.default('') },
    response: Accounted,
    refusals,
  }),
  remit: command({
    path: '/money/deals/:dealId/remittances',
    may: 'money.dun',
    summary: { zh: '转交汇款单', en: 'Pass a remittance slip to finance' },
    params: ofDeal,
    body: { amountFen: FenIn, bankRef: line.min(1), payer: line.default(''), note: line.default('') },
    response: z.object({ remittance: RemittanceOut, journalId: Uuid }),
    refusals,
  }),
};

const closing = {
  bankCash: command({
    path: '/money/sites/:siteId/banked',
    may: 'money.receive',
    summary: { zh: '现金已存入指定账户', en: 'Cash went into the designated account' },
    params: ofSite,
    body: { day: Day.describe('Cash of this day and before') },
    response: z.object({ entries: z.number().int(), amountFen: z.number().int(), journalId: Uuid }),
    refusals,
  }),
  closeDay: command({
    path: '/money/sites/:siteId/closes',
    may: 'money.close',
    summary: { zh: '日结', en: 'Close the day' },
    params: ofSite,
    body: { day: Day, counted: Counted, explanation: paragraph.default('') },
    response: z.object({ day: DayOut, journalId: Uuid }),
    refusals,
  }),
  closeMonth: command({
    path: '/money/sites/:siteId/months',
    may: 'money.close',
    summary: { zh: '月结', en: 'Close the month' },
    params: ofSite,
    body: { month: Month },
    response: z.object({ month: MonthRow, journalId: Uuid }),
    refusals,
  }),
  matchLine: command({
    path: '/money/bank-lines/:lineId/match',
    may: 'money.close',
    summary: { zh: '认领流水', en: 'Say what a line of the statement is' },
    params: z.object({ lineId: Uuid }),
    body: {
      receiptId: Uuid.nullable().default(null).describe('A receipt that waits for its money'),
      dealId: Uuid.nullable().default(null).describe('Or a deal that paid without a receipt so far'),
      kind: Payable.default('instalment'),
    },
    response: z.object({ line: BankLineOut, receiptId: Uuid, journalId: Uuid }),
    refusals,
  }),
  ignoreLine: command({
    path: '/money/bank-lines/:lineId/ignore',
    may: 'money.close',
    summary: { zh: '不属于收款', en: 'This line is no payment of ours' },
    params: z.object({ lineId: Uuid }),
    body: { reason },
    response: z.object({ line: BankLineOut, journalId: Uuid }),
    refusals,
  }),
};

const collecting = {
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

export const money = { ...reads, ...taking, ...closing, ...collecting } as const;

/** Files come as they are: the name behind the question mark, the bytes as the body. */
export const bankFilePath = '/money/bank-files';
export const BANK_FILE_BYTES_MAX = 8 * 1024 * 1024; // a statement of one account; protects memory
export const BankFileQuery = z.object({ siteId: Uuid, name: z.string().min(1).max(200), commandId: Uuid });
export const BankFileLoaded = z.object({ file: BankFileOut, journalId: Uuid });
export const ledgerExportPath = '/money/exports';
export const LedgerExport = z.object({
  commandId: Uuid,
  ledger: z.enum(['receipts', 'receivables']),
  format: z.enum(['xlsx', 'csv']).default('xlsx'),
  siteId: Uuid.optional(),
  from: Day.optional(),
  to: Day.optional(),
});
