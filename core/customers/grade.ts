/** A, B, C, D: how near a customer is to buying. The history is kept; the better grades need a tracking sheet. */
import type { Decision } from '../kernel/decision.ts';
import { accept, refuse } from '../kernel/decision.ts';
import { foldText } from './keys.ts';
import type { CustomerRuleValues } from './rules.ts';
import type { Grade } from './types.ts';
import { grades } from './types.ts';

export const needsTrackingSheet = (
  rules: Pick<CustomerRuleValues, 'trackingSheetFromGrade'>,
  grade: Grade | null,
): boolean => {
  const from = rules.trackingSheetFromGrade;
  return grade !== null && from !== 'none' && grades.indexOf(grade) <= grades.indexOf(from);
};

export interface GradeOutcome {
  readonly from: Grade | null;
  readonly to: Grade;
  /** The customer enters the group that needs a tracking sheet and has none yet. */
  readonly opensTrackingSheet: boolean;
}

export const decideGrade = (
  rules: Pick<CustomerRuleValues, 'trackingSheetFromGrade' | 'gradeChangeNeedsReason'>,
  facts: { readonly grade: Grade | null; readonly hasTrackingSheet: boolean },
  change: { readonly to: Grade; readonly reason: string | null },
): Decision<GradeOutcome, 'GRADE_UNCHANGED' | 'REASON_MISSING'> => {
  const clauses = ['S0.02.steps.1', 'S0.02.fu.1'];
  if (facts.grade === change.to) return refuse('GRADE_UNCHANGED', clauses, { grade: change.to });
  if (rules.gradeChangeNeedsReason && facts.grade !== null && foldText(change.reason ?? '') === '')
    return refuse('REASON_MISSING', clauses);
  const opensTrackingSheet = needsTrackingSheet(rules, change.to) && !facts.hasTrackingSheet;
  return accept({ from: facts.grade, to: change.to, opensTrackingSheet }, clauses);
};
