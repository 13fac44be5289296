export {
  type CadenceStanding,
  cadenceStanding,
  isBirthday,
  nextCallBackOn,
  type Task,
  type TaskKind,
  tasksFor,
  type TodayFacts,
} from './cadence.ts';
export { type DayListFacts, decideDayList } from './day-list.ts';
export { claimActs, claimKinds } from './kinds.ts';
export { type Deadline, type DeadlineKind, lapseAt, nextDeadlines } from './clocks.ts';
export {
  type Attribution,
  type AttributionFacts,
  type AttributionRefusal,
  amountsOf,
  type ClubFacts,
  type CustomerWish,
  decideAttribution,
  type EarlierReceiver,
  type Party,
  type Share,
} from './decide-attribution.ts';
export {
  type DuplicateVerdict,
  decideDuplicates,
  decideFamilyOwner,
  decideReferralOwner,
  type ReferralFacts,
} from './decide-crossed.ts';
export {
  decideClose,
  decideLapse,
  decideRefund,
  decideWithdraw,
  settled,
  WITHDRAWAL_REASON_MIN,
} from './decide-end.ts';
export {
  decideContact,
  decideFirstSmsMissed,
  decideFollowUp,
  decideMayContact,
  decidePastContact,
  type FollowUpOutcome,
  type Invalidity,
  isLongTerm,
  signatureDueAt,
} from './decide-follow-up.ts';
export {
  decideEnterPool,
  decideTakeFromPool,
  decideViewPooled,
  type PoolEntry,
  type TakeFacts,
} from './decide-pool.ts';
export {
  blankClaim,
  decideOpenCard,
  decideRegister,
  decideSign,
  type RegisterClaim,
  type SignOutcome,
} from './decide-register.ts';
export {
  type AdoptFacts,
  type Adoption,
  adoptedClaim,
  type CustomerNotice,
  continueClaim,
  customerNotice,
  decideAdopt,
  decideHandover,
  decidePassOn,
  type Handover,
  type HandoverFacts,
  type HandoverWhy,
  type PassOnWhy,
  reassigningRole,
} from './decide-transfer.ts';
export { claimMoves, endClaim, firstReceiverOf, isOpen, liveClaimAt, liveOwnerAt, ranksAtLeast } from './lifecycle.ts';
export { splitFen } from './money.ts';
export { ClaimRules, type ClaimRuleValues } from './rules.ts';
export { type SplitCase, type SplitPart, splitCases, splitParts, splitRow } from './splits.ts';
export type {
  Actor,
  Claim,
  ClaimFacts,
  ClaimId,
  ClaimStage,
  ClaimState,
  Contact,
  ContactChannel,
  CustomerId,
  EndedReason,
  LeadingRole,
  SiteId,
  StaffId,
} from './types.ts';
