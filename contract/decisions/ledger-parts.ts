/** What decisions about receipts, days and dues share: the lines, the deal that pays, the till, and everyday ones. */
import { z } from 'zod';
import { dealStates } from '#core/deals/types.ts';
import type { methods, receiptKinds } from '#core/money/ledger-types.ts';
import { anId, count, day, dayOrNone, idOrNone, instant, instantOrNone, one, text, yes } from './fields.ts';
import { named, oneOf } from './kit.ts';

export const fen = (zh: string, en: string) => z.int().meta(named(zh, en));

const kindWords = {
  deposit: { zh: '定金', en: 'deposit' },
  down_payment: { zh: '首付款', en: 'down payment' },
  instalment: { zh: '分期款', en: 'instalment' },
  loan: { zh: '贷款', en: 'loan' },
  fee: { zh: '费用', en: 'fee' },
  transfer_in: { zh: '转入', en: 'moved in' },
  transfer_out: { zh: '转出', en: 'moved out' },
  refund: { zh: '退款', en: 'refund' },
  reversal: { zh: '冲正', en: 'reversal' },
} satisfies Record<(typeof receiptKinds)[number], { zh: string; en: string }>;

const methodWords = {
  cash: { zh: '现金', en: 'cash' },
  card: { zh: '刷卡', en: 'card' },
  wire: { zh: '汇款', en: 'remittance' },
  cheque: { zh: '支票', en: 'cheque' },
  loan: { zh: '放款', en: 'paid out by the lender' },
  transfer: { zh: '转账', en: 'moved between deals' },
} satisfies Record<(typeof methods)[number], { zh: string; en: string }>;

export const line = z.looseObject({
  id: anId('收据', 'Receipt'),
  kind: oneOf(kindWords).meta(named('款项', 'Kind')),
  method: oneOf(methodWords).meta(named('方式', 'How')),
  amountFen: fen('金额（分）', 'Amount (fen)'),
  receivedAt: instant('收款时间', 'Received at'),
  clearedAt: instantOrNone('到账时间', 'Arrived at'),
  slipReturnedAt: instantOrNone('定金条交回', 'Slip came back'),
  reverses: idOrNone('冲正哪一笔', 'Takes back'),
});

export const lines = z.array(line).meta(named('收款记录', 'Receipts'));
export const state = z.enum(dealStates).meta(named('成交状态', 'State of the deal'));

export const payingDeal = z
  .looseObject({
    id: anId('成交', 'Deal'),
    state,
    unitKind: text('类别', 'Kind of unit'),
    consultantId: one('staff', '经办顾问', 'Consultant'),
    priceFen: fen('成交价（分）', 'Price (fen)'),
    depositFen: fen('定金（分）', 'Deposit (fen)'),
    smallDepositFen: z.int().nullable().meta(named('小定（分）', 'Small deposit (fen)')),
    allowancesFen: fen('已折让（分）', 'Allowances (fen)'),
    hasLoan: yes('有贷款', 'With a loan'),
    lines,
  })
  .meta(named('成交', 'Deal'));

export const till = z
  .looseObject({ today: day('今天', 'Today'), closedThrough: dayOrNone('已结账至', 'Closed through') })
  .meta(named('账期', 'Books'));

export const collector = z
  .looseObject({
    id: one('staff', '收款人', 'Collector'),
    roles: z.array(z.string()).meta(named('担任的角色', 'Roles held')),
    sells: yes('本人也办理销售', 'Sells as well'),
  })
  .meta(named('收款人', 'Collector'));

const due = z.looseObject({
  seq: count('第几期', 'Number'),
  name: text('名称', 'Name'),
  dueOn: dayOrNone('到期日', 'Due on'),
  amountFen: fen('应收（分）', 'Amount (fen)'),
  paidFen: fen('已收（分）', 'Paid (fen)'),
  reducedFen: fen('折让（分）', 'Reduced (fen)'),
  openFen: fen('未收（分）', 'Open (fen)'),
});

export const rows = z.array(due).meta(named('应收', 'What is due'));
export const reason = z.looseObject({ reason: text('原因', 'Reason') });
export const note = z.looseObject({ note: text('备注', 'Note') });

export const amounts = z.object({
  cash: fen('现金（分）', 'Cash (fen)'),
  card: fen('刷卡（分）', 'Card (fen)'),
  cheque: fen('支票（分）', 'Cheque (fen)'),
});

export const openFacts = z.looseObject({
  openFen: fen('未收（分）', 'Open (fen)'),
  askedFen: fen('已申请（分）', 'Asked for (fen)'),
});

export const allowanceState = oneOf({
  asked: { zh: '待批', en: 'asked for' },
  approved: { zh: '已批', en: 'approved' },
  booked: { zh: '已入账', en: 'booked' },
  refused: { zh: '未准', en: 'refused' },
});

export const now = '2024-03-04T02:00:00.000Z';

export const sampleLine = {
  id: 'receipt-1',
  kind: 'deposit',
  method: 'cash',
  amountFen: 5_000_000,
  receivedAt: '2024-03-01T02:00:00.000Z',
  clearedAt: '2024-03-01T02:00:00.000Z',
  slipReturnedAt: null,
  reverses: null,
} as const;

export const wire = { ...sampleLine, id: 'receipt-2', kind: 'instalment', method: 'wire', clearedAt: null } as const;

export const sampleDeal = {
  id: 'deal',
  state: 'subscribed',
  unitKind: 'room',
  consultantId: 'mei',
  priceFen: 100_000_000,
  depositFen: 5_000_000,
  smallDepositFen: null,
  allowancesFen: 0,
  hasLoan: false,
  lines: [],
} as const;

export const sampleTill = { today: '2024-03-04', closedThrough: '2024-03-03' };
export const cashier = { id: 'cai', roles: ['finance'], sells: false };

export const overdueRow = {
  seq: 2,
  name: '二期',
  dueOn: '2024-03-01',
  amountFen: 20_000_000,
  paidFen: 0,
  reducedFen: 0,
  openFen: 20_000_000,
};
