/** The kinds of decision about receipts, the day's close and receivables. */
import type { ReturnRules } from '../inventory/index.ts';
import { type Act, type Given, kind } from '../kernel/kind.ts';
import {
  decideAskAllowance,
  decideBookAllowance,
  decideComplaint,
  decideReturnVoucher,
  decideSettleComplaint,
  type ReturnInput,
} from './allowance.ts';
import {
  type CloseDayFacts,
  type CloseDayInput,
  type CloseMonthFacts,
  decideCloseDay,
  decideCloseBooks,
} from './day.ts';
import {
  decideClear,
  decidePayoutReport,
  decideRetractReport,
  decideReceive,
  decideReturnSlip,
  decideReverse,
  decideTransfer,
  type LineFacts,
  type ReceiveFacts,
  type ReceiveInput,
  type ReverseFacts,
  type TransferFacts,
} from './decide-receive.ts';
import {
  type ContactFacts,
  type ContactInput,
  decideBreach,
  decideContact,
  decideDemand,
  decideMissed,
  type DemandFacts,
  type DemandReason,
} from './dunning.ts';
import type { LedgerRuleValues } from './ledger-rules.ts';
import {
  decidePayRefund,
  decideRequestRefund,
  type NoticeRules,
  type PayRefundFacts,
  type PayRefundInput,
  type RefundFacts,
  type RefundInput,
} from './refund.ts';

type House = Given<{ readonly money: LedgerRuleValues }>;
interface Open {
  readonly openFen: number;
  readonly askedFen: number;
}

export const ledgerKinds = {
  'money.receive': kind({
    label: { zh: '收款', en: 'Money is received' },
    decide: ({ rules }: House, facts: ReceiveFacts, input: ReceiveInput) => decideReceive(rules.money, facts, input),
  }),
  'money.clear': kind({
    label: { zh: '款项到账', en: 'Money has arrived' },
    decide: ({ now }: Given<object>, facts: LineFacts, _input: { readonly note: string }) => decideClear(facts, now),
  }),
  'money.returnSlip': kind({
    label: { zh: '交回定金条', en: 'The slip of a deposit comes back' },
    decide: ({ now }: Given<object>, facts: LineFacts, _input: object) => decideReturnSlip(facts, now),
  }),
  'money.reverse': kind({
    label: { zh: '冲正', en: 'A receipt is reversed' },
    decide: (_given: Given<object>, facts: ReverseFacts, _input: { readonly reason: string }) => decideReverse(facts),
  }),
  'money.transfer': kind({
    label: { zh: '转款', en: 'Money moves between deals' },
    decide: ({ rules }: House, facts: TransferFacts, input: { readonly amountFen: number; readonly reason: string }) =>
      decideTransfer(rules.money, facts, input),
  }),
  'money.payoutReport': kind({
    label: { zh: '贷款打款报告', en: 'The lender reports its payout' },
    decide: (
      { now }: Given<object>,
      facts: Parameters<typeof decidePayoutReport>[0],
      _input: { readonly note: string },
    ) => decidePayoutReport(facts, now),
  }),
  'money.retractReport': kind({
    label: { zh: '撤回贷款打款报告', en: 'A payout report is taken back' },
    decide: (
      _given: Given<object>,
      facts: Parameters<typeof decideRetractReport>[0],
      _input: { readonly reason: string },
    ) => decideRetractReport(facts),
  }),
  'money.closeDay': kind({
    label: { zh: '日结', en: 'The day is closed' },
    decide: (_given: Given<object>, facts: CloseDayFacts, input: CloseDayInput) => decideCloseDay(facts, input),
  }),
  'money.closeBooks': kind({
    label: { zh: '月结', en: 'The month is closed' },
    decide: (_given: Given<object>, facts: CloseMonthFacts, _input: object) => decideCloseBooks(facts),
  }),
  'money.demand': kind({
    label: { zh: '催款通知', en: 'A demand notice' },
    decide: ({ rules, now }: House, facts: DemandFacts, input: { readonly reason: DemandReason }) =>
      decideDemand(rules.money, facts, input, now),
  }),
  'money.contact': kind({
    label: { zh: '催款联系', en: 'The customer is asked to pay' },
    decide: ({ now }: Given<object>, facts: ContactFacts, input: ContactInput) => decideContact(facts, input, now),
  }),
  'money.missContact': kind({
    label: { zh: '催款未按时联系', en: 'The customer was not asked in time' },
    decide: ({ now }: Given<object>, facts: Parameters<typeof decideMissed>[0], _input: object) =>
      decideMissed(facts, now),
  }),
  'money.breach': kind({
    label: { zh: '逾期转违约', en: 'Overdue becomes a breach' },
    decide: ({ rules, now }: House, facts: Parameters<typeof decideBreach>[1], _input: object) =>
      decideBreach(rules.money, facts, now),
  }),
  'money.requestRefund': kind({
    label: { zh: '申请退款', en: 'A refund is asked for' },
    decide: ({ rules, now }: Given<{ readonly deals: NoticeRules }>, facts: RefundFacts, input: RefundInput) =>
      decideRequestRefund(rules.deals, facts, input, now),
  }),
  'money.payRefund': kind({
    label: { zh: '退款付款', en: 'A refund is paid' },
    decide: (_given: Given<object>, facts: PayRefundFacts, input: PayRefundInput) => decidePayRefund(facts, input),
  }),
  'money.askAllowance': kind({
    label: { zh: '申请销货折让', en: 'An allowance is asked for' },
    decide: (_given: Given<object>, facts: Open, input: { readonly amountFen: number; readonly reason: string }) =>
      decideAskAllowance(facts, input),
  }),
  'money.bookAllowance': kind({
    label: { zh: '销货折让入账', en: 'An allowance is booked' },
    decide: (
      _given: Given<object>,
      facts: Parameters<typeof decideBookAllowance>[0],
      input: { readonly stamped: boolean },
    ) => decideBookAllowance(facts, input),
  }),
  'money.returnVoucher': kind({
    label: { zh: '退货入账', en: 'Returned goods are booked' },
    decide: ({ rules }: Given<{ readonly inventory: ReturnRules }>, facts: Open, input: ReturnInput) =>
      decideReturnVoucher(rules.inventory, facts, input),
  }),
  'money.complaint': kind({
    label: { zh: '客诉影响收款', en: 'A complaint holds up collection' },
    decide: (
      _given: Given<object>,
      facts: Parameters<typeof decideComplaint>[0],
      input: { readonly amountFen: number },
    ) => decideComplaint(facts, input),
  }),
  'money.settleComplaint': kind({
    label: { zh: '客诉了结', en: 'A complaint about a debt is settled' },
    decide: (
      _given: Given<object>,
      facts: Parameters<typeof decideSettleComplaint>[0],
      input: { readonly stands: boolean },
    ) => decideSettleComplaint(facts, input),
  }),
};

export const ledgerActs = {
  'money.bank': { label: { zh: '现金存入指定账户', en: 'Cash went into the designated account' } },
  'money.remittance': { label: { zh: '汇款单转交财务', en: 'A remittance slip went to finance' } },
  'money.dayApproved': { label: { zh: '日结差异获准', en: 'The difference of a day was accepted' } },
  'money.dayReturned': { label: { zh: '日结差异退回', en: 'The difference of a day was sent back' } },
  'money.refundApproved': { label: { zh: '退款获准', en: 'A refund was approved' } },
  'money.refundShrunk': { label: { zh: '退款减额', en: 'A refund came down' } },
  'money.refundDropped': { label: { zh: '退款取消', en: 'A refund was dropped' } },
  'money.allowanceAnswered': { label: { zh: '销货折让审批', en: 'An allowance was answered' } },
  'money.bankFile': { label: { zh: '导入银行流水', en: 'A bank statement was read' } },
  'money.bankLine': { label: { zh: '银行流水认领', en: 'A line of a bank statement was settled' } },
  'money.export': { label: { zh: '导出账簿', en: 'A ledger was exported' } },
  'money.schedule': { label: { zh: '应收计划', en: 'What a deal owes' } },
} satisfies Readonly<Record<string, Act>>;
