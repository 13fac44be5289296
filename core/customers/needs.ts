/** What the customer wants, how pressing and how feasible it is, and which departments have to hear of it. */
import type { Decision } from '../kernel/decision.ts';
import { accept, refuse } from '../kernel/decision.ts';
import { foldText } from './keys.ts';
import type { CustomerRuleValues } from './rules.ts';

export const urgencies = ['now', 'this_month', 'this_year', 'no_hurry'] as const;
export const feasibilities = ['feasible', 'with_conditions', 'not_feasible'] as const;
export type Urgency = (typeof urgencies)[number];
export type Feasibility = (typeof feasibilities)[number];

export interface Needs {
  readonly text: string;
  readonly urgency: Urgency | null;
  readonly feasibility: Feasibility | null;
  /** Advice and products recommended in answer (S1.12.a11.2). */
  readonly advice: string | null;
  readonly forwardTo: readonly string[];
  /** Set when the house declines the request as against its interest; the reason is kept. */
  readonly declinedReason: string | null;
}

export const decideNeeds = (
  rules: Pick<CustomerRuleValues, 'needsAreGraded'>,
  needs: Needs,
): Decision<{ forwardTo: readonly string[]; declined: boolean }, 'NEEDS_EMPTY' | 'NEEDS_NOT_GRADED'> => {
  if (foldText(needs.text) === '') return refuse('NEEDS_EMPTY', ['S1.03.a8.1', 'S1.10.d3']);
  const missing = [needs.urgency === null ? 'urgency' : '', needs.feasibility === null ? 'feasibility' : ''].filter(
    Boolean,
  );
  if (rules.needsAreGraded && missing.length > 0)
    return refuse('NEEDS_NOT_GRADED', ['S1.03.a8.2'], { fields: missing.join(',') });
  const declined = foldText(needs.declinedReason ?? '') !== '';
  const clauses = ['S1.03.a8.1', 'S1.03.a8.2', 'S1.10.d3', ...(declined ? ['S1.17.a5.1'] : [])];
  return accept({ forwardTo: [...new Set(needs.forwardTo)], declined }, clauses);
};
