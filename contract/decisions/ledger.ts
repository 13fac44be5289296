/** Facts and input of the decisions about receipts, the day's close and receivables. */
import { z } from 'zod';
import { dealStates } from '#core/deals/types.ts';
import type { ledgerKinds } from '#core/money/index.ts';
import { demandReasons } from '#core/money/dunning.ts';
import { type methods, payableKinds, type receiptKinds } from '#core/money/ledger-types.ts';
import {
  anId,
  count,
  day,
  dayOrNone,
  idOrNone,
  instant,
  instantOrNone,
  nothing,
  one,
  text,
  textOrNone,
  timeZone,
  yes,
} from './fields.ts';
import { named, oneOf, type ShapesOf } from './kit.ts';

const fen = (zh: string, en: string) => z.int().meta(named(zh, en));
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

const line = z.looseObject({
  id: anId('收据', 'Receipt'),
  kind: oneOf(kindWords).meta(named('款项', 'Kind')),
  method: oneOf(methodWords).meta(named('方式', 'How')),
  amountFen: fen('金额（分）', 'Amount (fen)'),
  receivedAt: instant('收款时间', 'Received at'),
  clearedAt: instantOrNone('到账时间', 'Arrived at'),
  slipReturnedAt: instantOrNone('定金条交回', 'Slip came back'),
  reverses: idOrNone('冲正哪一笔', 'Takes back'),
});
const lines = z.array(line).meta(named('收款记录', 'Receipts'));
const state = z.enum(dealStates).meta(named('成交状态', 'State of the deal'));
const payingDeal = z
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
const till = z
  .looseObject({ today: day('今天', 'Today'), closedThrough: dayOrNone('已结账至', 'Closed through') })
  .meta(named('账期', 'Books'));
const collector = z
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
const rows = z.array(due).meta(named('应收', 'What is due'));
const reason = z.looseObject({ reason: text('原因', 'Reason') });
const note = z.looseObject({ note: text('备注', 'Note') });
const amounts = z.object({
  cash: fen('现金（分）', 'Cash (fen)'),
  card: fen('刷卡（分）', 'Card (fen)'),
  cheque: fen('支票（分）', 'Cheque (fen)'),
});
const openFacts = z.looseObject({
  openFen: fen('未收（分）', 'Open (fen)'),
  askedFen: fen('已申请（分）', 'Asked for (fen)'),
});
const allowanceState = oneOf({
  asked: { zh: '待批', en: 'asked for' },
  approved: { zh: '已批', en: 'approved' },
  booked: { zh: '已入账', en: 'booked' },
  refused: { zh: '未准', en: 'refused' },
});

const now = '2024-03-04T02:00:00.000Z';
const sampleLine = {
  id: 'receipt-1',
  kind: 'deposit',
  method: 'cash',
  amountFen: 5_000_000,
  receivedAt: '2024-03-01T02:00:00.000Z',
  clearedAt: '2024-03-01T02:00:00.000Z',
  slipReturnedAt: null,
  reverses: null,
} as const;
const wire = { ...sampleLine, id: 'receipt-2', kind: 'instalment', method: 'wire', clearedAt: null } as const;
const sampleDeal = {
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
const sampleTill = { today: '2024-03-04', closedThrough: '2024-03-03' };
const cashier = { id: 'cai', roles: ['finance'], sells: false };
const overdueRow = {
  seq: 2,
  name: '二期',
  dueOn: '2024-03-01',
  amountFen: 20_000_000,
  paidFen: 0,
  reducedFen: 0,
  openFen: 20_000_000,
};

export const ledgerShapes: ShapesOf<typeof ledgerKinds> = {
  'money.receive': {
    facts: z.looseObject({
      deal: payingDeal,
      till,
      unitIsFree: yes('销控可售', 'Unit is free'),
      collector,
      refUsedBy: textOrNone('流水号已登记在', 'Reference stands on receipt'),
    }),
    input: z.looseObject({
      kind: z.enum(payableKinds).meta(named('款项', 'Kind')),
      amountFen: z.number().meta(named('金额（分）', 'Amount (fen)')),
      currency: text('币种', 'Currency'),
      method: z.enum(['cash', 'card', 'wire', 'cheque', 'loan']).meta(named('方式', 'How')),
      day: dayOrNone('业务日期', 'Business day'),
      payer: text('付款人', 'Payer'),
      bankRef: text('汇款单流水号', 'Reference of the slip'),
      isConfirmed: yes('银行已确认', 'Confirmed by the bank'),
    }),
    sample: {
      now,
      actorId: 'cai',
      facts: { deal: sampleDeal, till: sampleTill, unitIsFree: true, collector: cashier, refUsedBy: null },
      input: {
        kind: 'deposit',
        amountFen: 5_000_000,
        currency: 'CNY',
        method: 'cash',
        day: null,
        payer: '',
        bankRef: '',
        isConfirmed: false,
      },
    },
  },
  'money.clear': {
    facts: z.looseObject({ line, isReversed: yes('已冲正', 'Reversed') }),
    input: note,
    sample: { now, actorId: 'cai', facts: { line: wire, isReversed: false }, input: { note: '' } },
  },
  'money.returnSlip': {
    facts: z.looseObject({ line, isReversed: yes('已冲正', 'Reversed') }),
    input: nothing,
    sample: { now, actorId: 'cai', facts: { line: sampleLine, isReversed: false }, input: {} },
  },
  'money.reverse': {
    facts: z.looseObject({
      line,
      isReversed: yes('已冲正', 'Reversed'),
      till,
      lines,
      otherLines: lines,
    }),
    input: reason,
    sample: {
      now,
      actorId: 'cai',
      facts: { line: sampleLine, isReversed: false, till: sampleTill, lines: [sampleLine], otherLines: [] },
      input: { reason: '金额有误' },
    },
  },
  'money.transfer': {
    facts: z.looseObject({
      from: payingDeal,
      promisedFen: fen('已答应退还（分）', 'Promised as a refund (fen)').optional(),
      to: payingDeal,
      sameCustomer: yes('同一客户', 'The same customer'),
      till,
      collector,
    }),
    input: z.looseObject({
      amountFen: z.number().meta(named('金额（分）', 'Amount (fen)')),
      reason: text('原因', 'Reason'),
    }),
    sample: {
      now,
      actorId: 'cai',
      facts: {
        from: { ...sampleDeal, lines: [sampleLine] },
        promisedFen: 0,
        to: { ...sampleDeal, id: 'deal-2' },
        sameCustomer: true,
        till: sampleTill,
        collector: cashier,
      },
      input: { amountFen: 5_000_000, reason: '换房' },
    },
  },
  'money.payoutReport': {
    facts: z.looseObject({ hasLoan: yes('有贷款', 'With a loan'), reportedAt: instantOrNone('已报告', 'Reported at') }),
    input: note,
    sample: { now, actorId: 'cai', facts: { hasLoan: true, reportedAt: null }, input: { note: '' } },
  },
  'money.closeDay': {
    facts: z.looseObject({
      day: day('日期', 'Day'),
      today: day('今天', 'Today'),
      closedThrough: dayOrNone('已结账至', 'Closed through'),
      openBefore: dayOrNone('更早的未结日', 'Earlier day still open'),
      booked: amounts.meta(named('账面', 'Booked')),
    }),
    input: z.looseObject({
      counted: amounts.meta(named('实点', 'Counted')),
      explanation: text('差异说明', 'Explanation'),
    }),
    sample: {
      now,
      actorId: 'cai',
      facts: {
        day: '2024-03-04',
        today: '2024-03-04',
        closedThrough: '2024-03-03',
        openBefore: null,
        booked: { cash: 5_000_000, card: 0, cheque: 0 },
      },
      input: { counted: { cash: 5_000_000, card: 0, cheque: 0 }, explanation: '' },
    },
  },
  'money.closeBooks': {
    facts: z.looseObject({
      month: text('月份', 'Month'),
      thisMonth: text('本月', 'This month'),
      isClosed: yes('已月结', 'Closed'),
      openDay: dayOrNone('未结的日期', 'A day still open'),
    }),
    input: nothing,
    sample: {
      now,
      actorId: 'cai',
      facts: { month: '2024-02', thisMonth: '2024-03', isClosed: false, openDay: null },
      input: {},
    },
  },
  'money.demand': {
    facts: z.looseObject({
      rows,
      timeZone,
      waitsUntil: instantOrNone('上一份催款待联系至', 'The last demand waits until'),
      complainedFen: fen('客诉未决（分）', 'Under complaint (fen)'),
    }),
    input: z.looseObject({ reason: z.enum(demandReasons).meta(named('缘由', 'Why')) }),
    sample: {
      now,
      facts: { rows: [overdueRow], timeZone: 'Asia/Shanghai', waitsUntil: null, complainedFen: 0 },
      input: { reason: 'overdue' },
    },
  },
  'money.contact': {
    facts: z.looseObject({
      demand: z.looseObject({
        state: oneOf({
          open: { zh: '待联系', en: 'to be contacted' },
          contacted: { zh: '已联系', en: 'contacted' },
          closed: { zh: '已了结', en: 'closed' },
        }),
        consultantId: one('staff', '责任顾问', 'Consultant'),
        contactBy: instant('联系时限', 'Contact by'),
      }),
      by: z.looseObject({ id: one('staff', '登记人', 'By'), leads: yes('是上级', 'A superior') }),
      today: day('今天', 'Today'),
    }),
    input: z.looseObject({
      channel: text('方式', 'How'),
      note: text('内容', 'What was said'),
      promisedOn: dayOrNone('承诺付款日', 'Promised for'),
      disagrees: yes('客户有异议', 'The customer disagrees'),
    }),
    sample: {
      now,
      actorId: 'mei',
      facts: {
        demand: { state: 'open', consultantId: 'mei', contactBy: '2024-03-04T16:00:00.000Z' },
        by: { id: 'mei', leads: false },
        today: '2024-03-04',
      },
      input: { channel: 'phone', note: '答应周五付款', promisedOn: '2024-03-08', disagrees: false },
    },
  },
  'money.missContact': {
    facts: z.looseObject({
      state: z.enum(['open', 'contacted', 'closed']).meta(named('催款状态', 'State')),
      contactBy: instant('联系时限', 'Contact by'),
    }),
    input: nothing,
    sample: { now, facts: { state: 'open', contactBy: '2024-03-03T16:00:00.000Z' }, input: {} },
  },
  'money.breach': {
    facts: z.looseObject({ rows, timeZone }),
    input: nothing,
    sample: { now: '2024-05-01T16:00:00.000Z', facts: { rows: [overdueRow], timeZone: 'Asia/Shanghai' }, input: {} },
  },
  'money.requestRefund': {
    facts: z.looseObject({
      deal: z.looseObject({
        state,
        priceFen: fen('成交价（分）', 'Price (fen)'),
        allowancesFen: fen('已折让（分）', 'Allowances (fen)'),
      }),
      lines,
      askedFen: fen('已申请未付（分）', 'Asked for and not paid (fen)'),
      timeZone,
    }),
    input: z.looseObject({
      amountFen: z.number().meta(named('金额（分）', 'Amount (fen)')),
      method: z.enum(['cash', 'cheque', 'wire']).meta(named('方式', 'How')),
      reason: text('原因', 'Reason'),
    }),
    sample: {
      now,
      actorId: 'mei',
      facts: {
        deal: { state: 'cancelled', priceFen: 100_000_000, allowancesFen: 0 },
        lines: [sampleLine],
        askedFen: 0,
        timeZone: 'Asia/Shanghai',
      },
      input: { amountFen: 5_000_000, method: 'cash', reason: '退订' },
    },
  },
  'money.payRefund': {
    facts: z.looseObject({
      refund: z.looseObject({
        state: oneOf({
          requested: { zh: '待批', en: 'asked for' },
          due: { zh: '待付', en: 'to be paid' },
          paid: { zh: '已付', en: 'paid' },
          dropped: { zh: '已取消', en: 'dropped' },
        }),
        amountFen: fen('金额（分）', 'Amount (fen)'),
        payableFrom: dayOrNone('可付日', 'Payable from'),
      }),
      lines,
      till,
    }),
    input: z.looseObject({
      receiptsBack: yes('收据已收回', 'Receipts are back'),
      bookSigned: yes('定金簿已签名', 'Book is signed'),
    }),
    sample: {
      now,
      actorId: 'cai',
      facts: {
        refund: { state: 'due', amountFen: 5_000_000, payableFrom: '2024-03-04' },
        lines: [sampleLine],
        till: sampleTill,
      },
      input: { receiptsBack: true, bookSigned: true },
    },
  },
  'money.askAllowance': {
    facts: openFacts,
    input: z.looseObject({
      amountFen: z.number().meta(named('金额（分）', 'Amount (fen)')),
      reason: text('原因', 'Reason'),
    }),
    sample: {
      now,
      actorId: 'mei',
      facts: { openFen: 20_000_000, askedFen: 0 },
      input: { amountFen: 100_000, reason: '质量问题' },
    },
  },
  'money.bookAllowance': {
    facts: z.looseObject({
      state: allowanceState,
      amountFen: fen('金额（分）', 'Amount (fen)'),
      openFen: fen('未收（分）', 'Open (fen)'),
    }),
    input: z.looseObject({ stamped: yes('客户已盖章', 'Stamped by the customer') }),
    sample: {
      now,
      actorId: 'cai',
      facts: { state: 'approved', amountFen: 100_000, openFen: 20_000_000 },
      input: { stamped: true },
    },
  },
  'money.returnVoucher': {
    facts: openFacts,
    input: z.looseObject({
      approvedQuantity: z.number().meta(named('核准数量', 'Approved')),
      actualQuantity: z.number().meta(named('实退数量', 'Came back')),
      unitPriceFen: z.number().meta(named('单价（分）', 'Price of one (fen)')),
      tolerancePercent: z.int().nullable().meta(named('订单容许比例', 'Tolerance in the order')),
    }),
    sample: {
      now,
      actorId: 'cai',
      facts: { openFen: 20_000_000, askedFen: 0 },
      input: { approvedQuantity: 100, actualQuantity: 98, unitPriceFen: 1000, tolerancePercent: null },
    },
  },
  'money.complaint': {
    facts: z.looseObject({
      openFen: fen('未收（分）', 'Open (fen)'),
      hasOpenComplaint: yes('已有未决客诉', 'One is open'),
    }),
    input: z.looseObject({ amountFen: z.number().meta(named('金额（分）', 'Amount (fen)')) }),
    sample: {
      now,
      actorId: 'mei',
      facts: { openFen: 20_000_000, hasOpenComplaint: false },
      input: { amountFen: 5_000_000 },
    },
  },
  'money.settleComplaint': {
    facts: z.looseObject({ isOpen: yes('未决', 'Open') }),
    input: z.looseObject({ stands: yes('客诉成立', 'The complaint stands') }),
    sample: { now, actorId: 'mei', facts: { isOpen: true }, input: { stands: false } },
  },
};
