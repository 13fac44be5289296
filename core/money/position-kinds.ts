/** The kinds of decision about the position of a month. */
import { kind } from '../kernel/kind.ts';
import {
  type CauseFacts,
  decideCause,
  decidePosition,
  decideSetPosition,
  type PlanSetFacts,
  type PlanSetInput,
  type PositionFacts,
} from './position.ts';
import type { PositionRuleValues } from './position-rules.ts';

interface Given {
  readonly rules: { readonly money: PositionRuleValues };
}

export const positionKinds = {
  'money.setPosition': kind({
    label: { zh: '设定月度计划', en: 'The plan of a month is set' },
    decide: (_given: object, facts: PlanSetFacts, input: PlanSetInput) => decideSetPosition(facts, input),
  }),
  'money.position': kind({
    label: { zh: '进度检查：低于计划', en: 'The position is checked: below the plan' },
    decide: ({ rules }: Given, facts: PositionFacts, _input: object) => decidePosition(rules.money, facts),
  }),
  'money.positionCause': kind({
    label: { zh: '查明原因并告知部门', en: 'The cause is found and told' },
    decide: (
      _given: object,
      facts: CauseFacts,
      input: { readonly cause: string; readonly departmentIds: readonly string[] },
    ) => decideCause(facts, input),
  }),
};
