/** The public face of the desk's rules. */
export { type CallCode, type CallResult, callRefusals, takeCall, whoAnswersCalls } from './calls.ts';
export { isOffHours } from './classify.ts';
export {
  addHelper,
  arrangeStandIn,
  type ChangeResult,
  changeConsultant,
  overrideVisit,
  visitorLeft,
} from './changes.ts';
export { type ConfirmCode, confirmOwner, confirmRefusals } from './confirm.ts';
export {
  acceptTurn,
  handOver,
  type PassReason,
  passTurn,
  type VisitCode,
  type VisitResult,
  visitRefusals,
} from './during.ts';
export {
  type FinishCode,
  type FinishResult,
  finishRefusals,
  finishVisit,
  linkVisit,
  reclassifyVisit,
} from './finish.ts';
export { type DoorFacts, deskKinds, type EndedFacts, type KeptOutcome, kept, type SheetFacts } from './kinds.ts';
export {
  availability,
  canBeAskedFor,
  isBusy,
  isOnSite,
  isWithheld,
  lastInLine,
  positions,
  presenceOf,
  walkLine,
} from './line.ts';
export {
  adjustOrder,
  type CloseDayResult,
  closeDay,
  joinLine,
  type OpenDayInput,
  type OpenDayResult,
  type OrderCode,
  openDay,
  orderRefusals,
  penalise,
  swapPlaces,
} from './order.ts';
export {
  type EmptyPostResult,
  emptyPost,
  isWaitingTooLong,
  noteMoveUp,
  type PostCode,
  postRefusals,
  waitingAlert,
  waitingAlertAt,
} from './posts.ts';
export {
  applyForMakeUp,
  type PresenceCode,
  type PresenceResult,
  placeMakeUp,
  presenceRefusals,
  refuseMakeUp,
  setPresence,
} from './presence.ts';
export { type ReceiveVisitCode, receiveVisit, receiveVisitRefusals } from './receive.ts';
export { DeskRules, type DeskRuleValues, type VisitRules, visitRules } from './rules.ts';
export { allowOffDutyHelp, declareDuty, declareEvent, type SchemeCode, schemeRefusals } from './schemes.ts';
export { apply, emptySheet, replay, unitOf } from './sheet.ts';
export {
  type CustomerFacts,
  type DealStanding,
  type DeskFacts,
  type DeskHint,
  type DeskOutcome,
  type DeskSheet,
  type Entry,
  type EntryKind,
  type EventScheme,
  entryKinds,
  type LineItem,
  type MakeUp,
  type MoveUpNotice,
  type OwnerConsequence,
  type OwnerFacts,
  type PendingMessage,
  type Presence,
  type PresenceStatus,
  presenceStatuses,
  type ReceiveResult,
  type ReferrerFacts,
  type Service,
  type StaffId,
  type Unit,
  type UnitId,
  type VisitInput,
  type VisitOnFloor,
  type VisitPurpose,
  type VisitRow,
  type VisitState,
  visitMoves,
  visitPurposes,
  visitRows,
} from './types.ts';
