/** Refusals about the course of a sale, with its steps in words. */
import { courseRefusals } from '#contract/deals-course.ts';
import { stepWords } from '#contract/deals-steps.ts';
import { errorBody } from '#contract/kernel/refusal.ts';
import type { Decision } from '#core/kernel/decision.ts';
import { Refused } from '#server/platform/refused.ts';

type Code = keyof typeof courseRefusals;

export const wordsOfStep = (step: string) => stepWords[step as keyof typeof stepWords] ?? { zh: step, en: step };

const spelled = (detail: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  ...detail,
  ...(typeof detail.step === 'string' ? { stepText: wordsOfStep(detail.step) } : {}),
  ...(typeof detail.first === 'string' ? { firstText: wordsOfStep(detail.first) } : {}),
});

export function decidedStep<Outcome, C extends Code>(
  decision: Decision<Outcome, C>,
): Extract<Decision<Outcome, C>, { accepted: true }> {
  if (decision.accepted) return decision;
  const { code, detail, clauses } = decision;
  throw new Refused(code, courseRefusals[code], { ...spelled(detail), clauses });
}

export function whyNotStep<C extends Code>(decision: Decision<unknown, C>) {
  if (decision.accepted) return null;
  const { error } = errorBody(decision.code, courseRefusals[decision.code], spelled(decision.detail));
  return { code: error.code, zh: error.zh, en: error.en };
}
