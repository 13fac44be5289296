export {
  decideAnswer,
  decideForward,
  decideLate,
  decideReceive,
  decideSend,
  type ReceiveFacts,
  type SendInput,
  type Sent,
} from './decide.ts';
export { liaisonActs, liaisonKinds } from './kinds.ts';
export { LiaisonRules, type LiaisonRuleValues } from './rules.ts';
export {
  type Addressee,
  type DepartmentKey,
  departmentKeys,
  isDone,
  type NoteKind,
  noteKinds,
  wantsAnswer,
  writtenKinds,
} from './types.ts';
