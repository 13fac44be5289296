/** Facts and input of the decisions about receipts and the day-close. */
import { z } from 'zod';
import type { ledgerKinds } from '#core/money/index.ts';
import { payableKinds } from '#core/money/ledger-types.ts';
import { day, dayOrNone, instantOrNone, nothing, text, textOrNone, yes } from './fields.ts';
import { named, oneOf, type ShapesOf } from './kit.ts';
import {
  amounts,
  cashier,
  collector,
  fen,
  line,
  lines,
  note,
  now,
  payingDeal,
  reason,
  sampleDeal,
  sampleLine,
  sampleTill,
  till,
  wire,
} from './ledger-parts.ts';

export const receiptShapes: Pick<
  ShapesOf<typeof ledgerKinds>,
  | 'money.receive'
  | 'money.clear'
  | 'money.returnSlip'
  | 'money.reverse'
  | 'money.transfer'
  | 'money.payoutReport'
  | 'money.retractReport'
  | 'money.closeDay'
  | 'money.closeBooks'
> = {
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
      petition: oneOf({
        approved: { zh: '已批准的签呈', en: 'an approved petition' },
        unfit: { zh: '签呈不能用', en: 'a petition that does not fit' },
      }).optional(),
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
  'money.retractReport': {
    facts: z.looseObject({ reportedAt: instantOrNone('已报告', 'Reported at') }),
    input: reason,
    sample: { now, actorId: 'cai', facts: { reportedAt: now }, input: { reason: '放款机构撤回' } },
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
};
