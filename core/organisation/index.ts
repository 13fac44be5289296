export type { Attempts, PasswordRefusal, SignInFacts, SignInRefusal } from './access.ts';
export { afterFailure, decidePassword, decideSignIn, isLocked, isPasswordDue, lockDetail } from './access.ts';
export type {
  EntryFacts,
  EntryInput,
  EntryOutcome,
  LeavingFacts,
  ParticularsFacts,
  PlacedFacts,
  Standing,
} from './decide-entry.ts';
export { decideEntry, decideLeaving, decideParticulars, decideRehire, decideTransfer } from './decide-entry.ts';
export { changeRules, organisationActs, organisationKinds } from './kinds.ts';
export type { Explained, GrantFacts, RoleEditFacts, RoleGrants } from './grants.ts';
export {
  ADMINISTERING,
  administers,
  decideActOn,
  decideGrantRoles,
  decideRoleEdit,
  explainGrants,
  firstBeyond,
  firstNotGivable,
} from './grants.ts';
export type { ApplicationFacts, ConfirmationState, MentorsWordFacts } from './confirmation.ts';
export { confirmationMoves, decideApplication, decideMentorsWord } from './confirmation.ts';
export type {
  ChangeOutcome,
  ChangeRefusal,
  ChangeRules,
  MentorFacts,
  MentorRefusal,
  StaffChange,
  StaffChangeName,
  StaffState,
} from './lifecycle.ts';
export {
  decideConfirmation,
  decideMentor,
  decideProbationEnd,
  decideStaffChange,
  isLongLeave,
  probationUntil,
  staffMoves,
  staffStates,
} from './lifecycle.ts';
export type { Duty, Post } from './posts.ts';
export { posts, rankOf } from './posts.ts';
export { decideTick, periodOf, type Routine, routinesOf } from './routines.ts';
export type {
  CommandFacts,
  Instruction,
  InstructionForm,
  InstructionRefusal,
  InstructionState,
  LineMember,
  SuperiorFacts,
  SuperiorRefusal,
  UpwardFacts,
  UpwardKind,
} from './reporting.ts';
export {
  canMoveInstruction,
  decideMoveInstruction,
  decideInspection,
  decideInstruction,
  decideSuperior,
  decideUpward,
  instructionForms,
  instructionMoves,
  upwardKinds,
} from './reporting.ts';
export type { Grants, RoleKey, Scope } from './roles.ts';
export { grantMatrix, presetGrants, roleKeys, roleNames, scopeNames } from './roles.ts';
export type { OrganisationRuleValues } from './rules.ts';
export { instructionFieldNames, OrganisationRules, staffChangeNames } from './rules.ts';
export { loginNamesOf, loginPhoneOf, usernameOf } from './names.ts';
