/** Refusals about penalties on their way out. */
import { penaltyRefusals } from '#contract/penalties-refusals.ts';
import type { Decision } from '#core/kernel/decision.ts';
import { accepted, whyNotBy } from '#server/platform/refused.ts';
import { spelled } from './said.ts';

type Code = keyof typeof penaltyRefusals;

export const decided = <Outcome, C extends Code>(decision: Decision<Outcome, C>) =>
  accepted(decision, penaltyRefusals, spelled);

/** What a button shows: the refusal the command would give now, or null. */
export const whyNot = <C extends Code>(decision: Decision<unknown, C>) => whyNotBy(decision, penaltyRefusals, spelled);
