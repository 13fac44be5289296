/** Refusals of commission on their way out. */
import { commissionRefusals } from '#contract/commission-refusals.ts';
import type { Decision } from '#core/kernel/decision.ts';
import { accepted, Refused, whyNotBy } from '#server/platform/refused.ts';

type Code = keyof typeof commissionRefusals;

export const decided = <Outcome, C extends Code>(decision: Decision<Outcome, C>) =>
  accepted(decision, commissionRefusals as Readonly<Record<C, (typeof commissionRefusals)[Code]>>);

export const refused = (code: Code, detail: Readonly<Record<string, unknown>> = {}): Refused =>
  new Refused(code, commissionRefusals[code], detail);

/** What a button shows: the refusal the command would give now, or null. */
export const whyNot = <C extends Code>(decision: Decision<unknown, C>) => whyNotBy(decision, commissionRefusals);
export { lacks } from '#server/platform/actor.ts';
