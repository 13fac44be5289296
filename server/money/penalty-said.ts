/** Refusals about penalties on their way out. */
import { penaltyRefusals } from '#contract/penalties-refusals.ts';
import { errorBody } from '#contract/kernel/refusal.ts';
import type { Decision } from '#core/kernel/decision.ts';
import { Refused } from '#server/platform/refused.ts';
import { spelled } from './said.ts';

type Code = keyof typeof penaltyRefusals;

export function decided<Outcome, C extends Code>(
  decision: Decision<Outcome, C>,
): Extract<Decision<Outcome, C>, { accepted: true }> {
  if (decision.accepted) return decision;
  const { code, detail, clauses } = decision;
  throw new Refused(code, penaltyRefusals[code], { ...spelled(detail), clauses });
}

/** What a button shows: the refusal the command would give now, or null. */
export function whyNot<C extends Code>(decision: Decision<unknown, C>) {
  if (decision.accepted) return null;
  const { error } = errorBody(decision.code, penaltyRefusals[decision.code], spelled(decision.detail));
  return { code: error.code, zh: error.zh, en: error.en };
}
