/** Wrong customer information and how it is put right: the public face of the capability in core. */
export {
  decideFeedback,
  decideOrganise,
  decideRemedyAct,
  decideRemedySettled,
  decideReportError,
  type FeedbackFacts,
  type FeedbackRefusal,
  type OrganiseFacts,
  type OrganiseInput,
  type OrganiseRefusal,
  type RemedyAct,
  type ReportFacts,
} from './decide.ts';
export { remedyActs, remedyKinds } from './kinds.ts';
export { remedyMoves, type RemedyState, remedyStates, type RemedyStep, remedySteps, type RemedyTask } from './types.ts';
