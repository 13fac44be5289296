/** Where a deal stands in the house's process of a sale, and which of its stages make it count. */
import { courseOf, type CourseStep, type StepRecord } from './course.ts';
import type { DealRuleValues } from './rules.ts';
import type { Deal, Goods } from './types.ts';

export { type ProcessStep, processSteps } from './course.ts';

export type Step = Pick<CourseStep, 'key' | 'state'>;
/** The steps of the house's course by what is on record; a deal stands at the first that is not done. */
export const stepsOf = (
  rules: Pick<DealRuleValues, 'process'> & Partial<Pick<DealRuleValues, 'reportFirst'>>,
  deal: Deal,
  records: readonly StepRecord[] = [],
): Step[] =>
  courseOf({ process: rules.process, reportFirst: rules.reportFirst ?? false }, deal, records).map(
    ({ key, state }) => ({
      key,
      state,
    }),
  );

export const needsContract = (rules: Pick<DealRuleValues, 'contractFor'>, kind: Goods): boolean =>
  rules.contractFor === 'all' || (rules.contractFor === 'rooms' && kind === 'room');

export const needsRegistration = (rules: Pick<DealRuleValues, 'registration'>, kind: Goods): boolean =>
  rules.registration === 'all' || (rules.registration === 'vehicles' && kind === 'vehicle');

/** The stage that makes the deal count as performance; where nothing is signed, the handover. */
export function countingStage(
  rules: Pick<DealRuleValues, 'countsAt' | 'contractFor'>,
  kind: Goods,
): 'subscription' | 'contract' | 'handover' {
  if (rules.countsAt !== 'contract') return rules.countsAt;
  return needsContract(rules, kind) ? 'contract' : 'handover';
}
