export {
  decideChanged,
  decideChangeName,
  decideChangeTerms,
  decideChangeUnit,
  type NameChangeInput,
  type TermsFacts,
  type TermsInput,
  type UnitChangeFacts,
  type UnitChangeInput,
  type UnitSize,
} from './decide-change.ts';
export {
  type CorrectionInput,
  decideCorrection,
  decideSign,
  decideSpecialReview,
  decideStep,
  decideSubmitContract,
  noSteps,
  type SignInput,
  type StepInput,
} from './decide-contract.ts';
export {
  type BackInput,
  type CreditInput,
  decideBreach,
  decideBreachSettled,
  decideCancelCredit,
  decideWithdraw,
  decideWithdrawn,
  noticeDays,
  type WithdrawFacts,
  type WithdrawInput,
} from './decide-exit.ts';
export { type CourseStep, courseOf, courses, isByEvent, standsAt, type StepRecord, stepsIn } from './course.ts';
export {
  decideMend,
  decideRecordStep,
  decideStepOverdue,
  isReportedFor,
  type MendFacts,
  type MendInput,
  type OverdueFacts,
  responsibleFor,
  type StepFacts,
  type StepNoted,
  stepDueAt,
} from './decide-course.ts';
export {
  daysLateOn,
  decideDeliveryLate,
  decideProgress,
  decidePromise,
  decideTerms,
  type Delivery,
  noDelivery,
  type Promised,
  type PromiseInput,
  termsMissing,
  workingDaysAfter,
} from './delivery.ts';
export {
  type CheckPoint,
  checkPoints,
  deliveryTerms,
  type ProgressKind,
  progressKinds,
  type Wish,
  wishes,
} from './delivery-words.ts';
export { emptyDeal } from './empty.ts';
export { type Checked, decideCheck, type Defect, type HandoverCheck } from './handover-check.ts';
export {
  type AllocateFacts,
  decideAllocate,
  decideFiled,
  decideFileOverdue,
  decideFunds,
  decideHandover,
} from './decide-handover.ts';
export {
  decideApproved,
  decideRegister,
  decideSubmit,
  type Effective,
  type Granted,
  isReturned,
  type PriceFacts,
  type SubmitFacts,
  type SubmitInput,
  type UnitFacts,
} from './decide-subscribe.ts';
export { dealActs, dealKinds } from './kinds.ts';
export {
  disclosureKeys,
  type DisclosureKey,
  disclosuresNeeded,
  type PaperKey,
  paperKeys,
  papersMissing,
  papersNeeded,
  type PaperStage,
  paperStages,
} from './papers.ts';
export { type Place, type QueuedOrder, queueOf } from './queue.ts';
export { decideLegalCheck, decidePlanSigning } from './legal-check.ts';
export { causesOf, decideMajor, type MajorStanding } from './major.ts';
export { decideCorrectEntry, decideKeyed, decideRecheck, type Recheck } from './recheck.ts';
export {
  type EntryField,
  entryFields,
  majorCauses,
  type PartKind,
  partKinds,
  recheckStates,
  type SealKind,
  sealKinds,
  type SealState,
  sealStates,
  type WritingFault,
  writingFaults,
} from './room-types.ts';
export { DealRules, type DealRuleValues } from './rules.ts';
export {
  type Custodian,
  decideAskSeal,
  decideReturnSeal,
  decideSealConsequence,
  decideSealIncident,
  decideTakeSeal,
  type SealFacts,
  type SealLoan,
} from './seal.ts';
export { decideWriting } from './writing.ts';
export { countingStage, needsContract, needsRegistration, processSteps, stepsOf } from './stages.ts';
export {
  type ContractCheck,
  type ContractSteps,
  contractChecks,
  type CreditCancelled,
  type Deal,
  dealKindsOfGoods,
  dealMoves,
  type DealState,
  dealStates,
  type EndCause,
  type LegalCheck,
  legalItems,
  endCauses,
  type Goods,
  type Instalment,
  type Loan,
  mayMove,
  type PaymentMethod,
  paymentMethods,
  type RefundMethod,
  refundMethods,
  type SpecialReason,
  specialReasons,
  takesUnit,
  unitStateFor,
  type Withdrawal,
} from './types.ts';
export { amountInCapitals, amountInFigures, countInCapitals, dayInChinese } from './capitals.ts';
export { decideMakeFinal, type FinalFacts } from './decide-document.ts';
export { decideTemplate } from './decide-template.ts';
export {
  documentFields,
  type DocumentKind,
  documentKinds,
  documentLists,
  documentNames,
  type DocumentValues,
  fieldsOf,
  listsOf,
  sampleValues,
} from './document-fields.ts';
export {
  type DocumentLine,
  type FieldUse,
  fieldUses,
  fillTemplate,
  type LineKind,
  NOT_APPLICABLE,
  plainTextOf,
  readTemplate,
  type Run,
} from './document-text.ts';
export { type DocumentFacts, documentValues, planRows } from './document-values.ts';
export { type SaleFileFacts, type SaleFileField, saleFileFields, saleFileMissing } from './sale-file.ts';
