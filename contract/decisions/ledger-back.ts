/** Facts and input of the decisions about money given back, allowances and complaints. */
import { z } from 'zod';
import type { ledgerKinds } from '#core/money/index.ts';
import { dayOrNone, text, timeZone, yes } from './fields.ts';
import { named, oneOf, type ShapesOf } from './kit.ts';
import { allowanceState, fen, lines, now, openFacts, sampleLine, sampleTill, state, till } from './ledger-parts.ts';

export const backShapes: Pick<
  ShapesOf<typeof ledgerKinds>,
  | 'money.requestRefund'
  | 'money.payRefund'
  | 'money.askAllowance'
  | 'money.bookAllowance'
  | 'money.returnVoucher'
  | 'money.complaint'
  | 'money.settleComplaint'
> = {
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
