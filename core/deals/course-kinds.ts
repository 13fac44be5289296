/** The decisions about the course of a sale, as the journal names them. */
import { type Given, kind } from '../kernel/kind.ts';
import {
  decideMend,
  decideRecordStep,
  decideStepOverdue,
  type MendFacts,
  type MendInput,
  type OverdueFacts,
  type StepFacts,
  type StepNoted,
} from './decide-course.ts';
import type { DealRuleValues } from './rules.ts';

type Rules = Given<{ readonly deals: DealRuleValues }>;

export const courseKinds = {
  'deals.recordStep': kind({
    label: { zh: '记录销售步骤', en: 'A step of a sale is recorded' },
    decide: ({ rules, now, actorId }: Rules, facts: StepFacts, input: StepNoted) =>
      decideRecordStep(rules.deals, facts, input, { now, actorId }),
  }),
  'deals.stepOverdue': kind({
    label: { zh: '销售步骤停滞', en: 'A step of a sale is overdue' },
    decide: ({ rules, now }: Rules, facts: OverdueFacts, _input: object) => decideStepOverdue(rules.deals, facts, now),
  }),
  'deals.mendStep': kind({
    label: { zh: '停滞整改', en: 'A delay of a sale is mended' },
    decide: ({ now, actorId }: { now: string; actorId: string | null }, facts: MendFacts, input: MendInput) =>
      decideMend(facts, input, { now, actorId }),
  }),
};
