/** The kinds of decision about penalties. */
import type { Instant } from '../kernel/instant.ts';
import { kind } from '../kernel/kind.ts';
import {
  type AnswerPenaltyFacts,
  type AnswerPenaltyInput,
  decideAnswerPenalty,
  decidePenalise,
  decideRuleAppeal,
  type PenaliseFacts,
  type RuleAppealInput,
} from './penalty.ts';
import type { PenaltyRuleValues } from './penalty-rules.ts';

interface Given {
  readonly rules: { readonly money: PenaltyRuleValues };
  readonly now: Instant;
}

export const penaltyKinds = {
  'money.penalise': kind({
    label: { zh: '违规处理', en: 'A penalty' },
    decide: ({ rules, now }: Given, facts: PenaliseFacts, _input: object) => decidePenalise(rules.money, facts, now),
  }),
  'money.answerPenalty': kind({
    label: { zh: '本人答复处理', en: 'A penalty is answered' },
    decide: ({ now }: { readonly now: Instant }, facts: AnswerPenaltyFacts, input: AnswerPenaltyInput) =>
      decideAnswerPenalty(facts, input, now),
  }),
  'money.ruleAppeal': kind({
    label: { zh: '申诉裁定', en: 'An appeal is ruled on' },
    decide: ({ rules }: Given, facts: AnswerPenaltyFacts, input: RuleAppealInput) =>
      decideRuleAppeal(rules.money, facts, input),
  }),
};
