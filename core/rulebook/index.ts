export { authoringActs, authoringKinds } from './authoring-kinds.ts';
export {
  decideAskReview,
  decidePublishDraft,
  decideRemind,
  decideReview,
  decideSign,
  decideWithdraw,
  type DraftState,
  type Verdict,
} from './decide-draft.ts';
export { decideAdoption, decidePublish } from './decide-version.ts';
export { rulebookKinds } from './kinds.ts';
