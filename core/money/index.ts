export { allocate, type Standing, standingOf } from './account.ts';
export { type Bucket, bucketOf, buckets, collectionRate, overdueOf } from './ageing.ts';
export {
  type AllowanceState,
  decideAskAllowance,
  decideBookAllowance,
  decideComplaint,
  decideReturnVoucher,
  decideSettleComplaint,
} from './allowance.ts';
export {
  type Certainty,
  type OpenDue,
  type PendingReceipt,
  readStatement,
  type StatementLine,
  suggest,
} from './bank.ts';
export * from './commission.ts';
export { type Amounts, countedMethods, decideCloseBooks, decideCloseDay } from './day.ts';
export {
  decideClear,
  decidePayoutReport,
  decideRetractReport,
  decideReceive,
  decideReturnSlip,
  decideReverse,
  decideTransfer,
  openDayOf,
  owedFen,
  type PayingDeal,
  type Till,
} from './decide-receive.ts';
export {
  clocksOf,
  decideBreach,
  decideContact,
  decideDemand,
  decideMissed,
  type DemandReason,
  demandReasons,
  type DemandState,
} from './dunning.ts';
export { moneyActs, moneyKinds } from './kinds.ts';
export { ledgerKinds } from './ledger-kinds.ts';
export { needsSlip } from './ledger-rules.ts';
export {
  type Due,
  type DueStanding,
  type Method,
  methods,
  type PayableKind,
  payableKinds,
  type ReceiptKind,
  receiptKinds,
  type ReceiptLine,
} from './ledger-types.ts';
export * from './position.ts';
export { positionKinds } from './position-kinds.ts';
export * from './penalty.ts';
export { penaltyKinds } from './penalty-kinds.ts';
export { type PenaltyForm, penaltyForms } from './penalty-rules.ts';
export {
  decidePayRefund,
  decideRequestRefund,
  fittingRefunds,
  payableFrom,
  type RefundMethod,
  refundableFen,
  type RefundState,
} from './refund.ts';
export { MoneyRules, type MoneyRuleValues } from './rules.ts';
export { scheduleOf } from './schedule.ts';
