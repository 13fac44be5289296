/** Refusals of remedies with the step in words. */
import { remediesRefusals } from '#contract/remedies.ts';
import type { Decision } from '#core/kernel/decision.ts';
import type { RemedyState } from '#core/remedies/index.ts';
import { accepted, whyNotBy } from '#server/platform/refused.ts';

type Code = keyof typeof remediesRefusals;
const steps: Readonly<Record<RemedyState, readonly [string, string]>> = {
  drafting: ['拟订方案', 'drafting the plan'],
  plan_review: ['方案审批', 'the plan being signed'],
  organising: ['组织实施', 'giving out the work'],
  executing: ['部门执行', 'being carried out'],
  reporting: ['撰写报告', 'writing the report'],
  report_review: ['报告审批', 'the report being signed'],
  filed: ['已归档结案', 'filed and closed'],
  dropped: ['已撤销', 'dropped'],
};
const spelled = (state: RemedyState) => ({ stateZh: steps[state][0], stateEn: steps[state][1] });

/** The accepted decision; a refused one is thrown and nothing is written. */
export const decided = <Outcome, C extends Code>(decision: Decision<Outcome, C>, state: RemedyState) =>
  accepted(decision, remediesRefusals, (detail) => ({ ...detail, ...spelled(state) }));

/** What a button shows: the refusal the command would give now, or null. */
export const whyNot = <C extends Code>(decision: Decision<unknown, C>, state: RemedyState) =>
  whyNotBy(decision, remediesRefusals, (detail) => ({ ...detail, ...spelled(state) }));
