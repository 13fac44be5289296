/** Refusals about the course of a sale, with its steps in words. */
import { courseRefusals } from '#contract/deals-course.ts';
import { stepWords } from '#contract/deals-steps.ts';
import type { Decision } from '#core/kernel/decision.ts';
import { accepted, whyNotBy } from '#server/platform/refused.ts';

type Code = keyof typeof courseRefusals;

export const wordsOfStep = (step: string) => stepWords[step as keyof typeof stepWords] ?? { zh: step, en: step };

const spelled = (detail: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  ...detail,
  ...(typeof detail.step === 'string' ? { stepText: wordsOfStep(detail.step) } : {}),
  ...(typeof detail.first === 'string' ? { firstText: wordsOfStep(detail.first) } : {}),
});

export const decidedStep = <Outcome, C extends Code>(decision: Decision<Outcome, C>) =>
  accepted(decision, courseRefusals, spelled);

export const whyNotStep = <C extends Code>(decision: Decision<unknown, C>) =>
  whyNotBy(decision, courseRefusals, spelled);
