/** Kinds of decision on the way of a text: asked for review, reviewed, published, withdrawn, signed. */
import { type Act, type Given, kind } from '../kernel/kind.ts';
import {
  type AskReviewFacts,
  decideAskReview,
  decidePublishDraft,
  decideReview,
  decideSign,
  decideWithdraw,
  type PublishDraftFacts,
  type ReviewFacts,
  type SignFacts,
  type Verdict,
  type WithdrawFacts,
} from './decide-draft.ts';
import type { PublishInput } from './decide-version.ts';

type Any = Given<unknown>;

export const authoringKinds = {
  'rulebook.askReview': kind({
    label: { zh: '提请审核制度草案', en: 'Review of a draft asked for' },
    decide: (_given: Any, facts: AskReviewFacts, input: { readonly reviewerId: string | null }) =>
      decideAskReview(facts, input.reviewerId),
  }),
  'rulebook.review': kind({
    label: { zh: '审核制度草案', en: 'Draft reviewed' },
    decide: ({ actorId }: Any, facts: ReviewFacts, input: { readonly verdict: Verdict }) =>
      decideReview(facts, input.verdict, actorId),
  }),
  'rulebook.publishDraft': kind({
    label: { zh: '发布制度草案', en: 'Reviewed draft published' },
    decide: ({ now }: Any, facts: PublishDraftFacts, input: PublishInput) => decidePublishDraft(facts, input, now),
  }),
  'rulebook.withdraw': kind({
    label: { zh: '撤回制度版本', en: 'Version withdrawn' },
    decide: ({ now }: Any, facts: WithdrawFacts, _input: object) => decideWithdraw(facts, now),
  }),
  'rulebook.sign': kind({
    label: { zh: '签收制度', en: 'Rulebook signed' },
    decide: ({ now }: Any, facts: SignFacts, input: { readonly number: number }) =>
      decideSign(facts, input.number, now),
  }),
};

export const authoringActs = {
  'rulebook.discardDraft': { label: { zh: '作废制度草案', en: 'Draft discarded' } },
  'rulebook.remind': { label: { zh: '提醒签收制度', en: 'Reminded to sign' } },
  'rulebook.addShipped': { label: { zh: '采用制度范本', en: 'Shipped rulebook copied' } },
} satisfies Readonly<Record<string, Act>>;
