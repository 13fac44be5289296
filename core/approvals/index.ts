export {
  decideExpire,
  decideRemind,
  decideWithdraw,
  type ExpireOutcome,
  type RemindFacts,
  type WithdrawFacts,
} from './decide-course.ts';
export { decideRoute, type RequestFacts, type RequestInput, type RequestOutcome } from './decide-request.ts';
export {
  decideReturn,
  decideSign,
  type ReturnInput,
  rightToSign,
  type SignFacts,
  type SignInput,
  type SignRefusal,
} from './decide-sign.ts';
export {
  type ArrangeFacts,
  decideAddSigner,
  decideDelegate,
  decidePassOn,
  type DelegateFacts,
  type DelegateInput,
} from './decide-signers.ts';
export { approvalActs, approvalKinds } from './kinds.ts';
export { freeMatters, type Matter, matterKeys, matters } from './matters.ts';
export {
  ApprovalRules,
  type ApprovalRuleValues,
  type LimitColumn,
  limitColumns,
  limitedRoles,
  signingRoles,
  type SigningRole,
} from './rules.ts';
export { couldSign, currentStep, nextLevel, openSeats, postsAt, type Right, seated, waitedFor } from './seats.ts';
export {
  type ApprovalFacts,
  approvalMoves,
  type ApprovalState,
  type Magnitude,
  type PersonFacts,
  type Seat,
  type Signature,
  type SignedAs,
  type StandIns,
  type Step,
} from './types.ts';
