export { type AgreeFacts, decideAgree, decideOffer, type OfferFacts } from './decide-agree.ts';
export { type AppealFacts, appealReminderAt, decideAppeal, decideUnsettled } from './decide-appeal.ts';
export { decideDrop, decideMediate, decideOpen, type OpenFacts, type OpenInput } from './decide-open.ts';
export {
  type BothRules,
  decideVerdict,
  type JudgeFacts,
  rankAmong,
  type Ruling,
  type VerdictInput,
  type VerdictOutcome,
} from './decide-verdict.ts';
export { interestsIn, stakeOf } from './interests.ts';
export { verdictActs, verdictKinds } from './kinds.ts';
export { liveOwnerOf } from './read-file.ts';
export { type Proposal, proposeVerdict, questionsOf } from './propose.ts';
export { VerdictRules, type VerdictRuleValues } from './rules.ts';
export {
  type Answers,
  type CaseFile,
  type DealStory,
  type DisputeFacts,
  type DisputeState,
  disputeMoves,
  type FiledCall,
  type FiledContact,
  type FiledDeal,
  type FiledVisit,
  type Interest,
  type InterestWhy,
  type Question,
  type QuestionKey,
  type RulingFacts,
  type Verdict,
} from './types.ts';
