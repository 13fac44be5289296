export type { IdentityFacts, PersonFacts } from './changes.ts';
export { decideAddPerson, decideContacts, decideIdentity, decideTransaction } from './changes.ts';
export type { FormValues } from './completeness.ts';
export { decideComplete, missingFields, serialGaps } from './completeness.ts';
export { decideGrade, needsTrackingSheet } from './grade.ts';
export type { HouseholdClaim, HouseholdOutcome } from './household.ts';
export { countsAsFamily, decideHousehold } from './household.ts';
export type { Attention, ImportantFacts } from './important.ts';
export { attentionDue } from './important.ts';
export { addressKeyOf, cardKeyOf, foldText, foldWidth, isVagueName, nameKeyOf, plateKeyOf } from './keys.ts';
export { customerActs, customerKinds } from './kinds.ts';
export {
  maskAddress,
  maskEmail,
  maskIdNumber,
  maskName,
  maskPhone,
  maskPlate,
  poolName,
  seesPrivateUnmasked,
  surnameOf,
} from './mask.ts';
export type { MergeOutcome, MergeParty, MergeRecord } from './merge.ts';
export { decideMerge, decideUndoMerge } from './merge.ts';
export type { Feasibility, Needs, Urgency } from './needs.ts';
export { decideNeeds, feasibilities, urgencies } from './needs.ts';
export type { NewCustomerFacts, SameAs, Transaction } from './new-customer.ts';
export { decideConfirmNewCustomer, decideNewCustomer, isNewCustomer } from './new-customer.ts';
export type { Match, MatchReason, Stranger } from './recognise.ts';
export { asStranger, matchReasons, recognise } from './recognise.ts';
export type { Registration, RegisterOutcome, RegisterRefusal } from './register.ts';
export { decideRegister } from './register.ts';
export type { RevealFacts } from './reveal.ts';
export { decideExport, decideReveal, revealQuota } from './reveal.ts';
export type { CustomerRuleValues } from './rules.ts';
export { CustomerRules, formNames, relationNames, requirableFields } from './rules.ts';
export type { Stage, StageOutcome } from './stage.ts';
export { decideStage, stageMoves, stageNames, stagesAfter } from './stage.ts';
export type {
  Candidate,
  ClaimBrief,
  CustomerId,
  CustomerKey,
  CustomerKind,
  CustomerType,
  FormName,
  Grade,
  Handling,
  Identity,
  KeyKind,
  Relation,
  RequirableField,
  Scope,
  Source,
  Viewer,
} from './types.ts';
export { decideSourceCheck, type SourceCheck } from './source-check.ts';
export { customerTypes, grades, keyKinds, sourceNames } from './types.ts';
export { isVisible } from './visibility.ts';
