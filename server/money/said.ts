/** A refusal of the ledger, with its sums in yuan and its codes in words. */
import { inYuan as yuan } from '#contract/kernel/yuan.ts';
import { errorBody } from '#contract/kernel/refusal.ts';
import { ledgerRefusals } from '#contract/money-refusals.ts';
import type { Decision } from '#core/kernel/decision.ts';
import { Refused } from '#server/platform/refused.ts';

const states: Readonly<Record<string, readonly [string, string]>> = {
  draft: ['意向', 'a draft'],
  subscribing: ['认购审批中', 'being approved'],
  subscribed: ['已认购', 'subscribed'],
  contracting: ['签约办理中', 'being contracted'],
  contracted: ['已签约', 'contracted'],
  handed_over: ['已交付', 'handed over'],
  cancelled: ['已退订', 'cancelled'],
  breached: ['违约', 'in breach'],
};

export function spelled(detail: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const text: Record<string, unknown> = { ...detail };
  for (const [key, value] of Object.entries(detail)) {
    if (key.endsWith('Fen') && typeof value === 'number') text[`${key.slice(0, -3)}Text`] = yuan(value);
    if (key === 'state') [text.stateText, text.stateTextEn] = states[String(value)] ?? [value, value];
  }
  return text;
}

type Code = keyof typeof ledgerRefusals;

/** The accepted decision; a refused one is thrown with its sentence, and nothing is written. */
export function decided<Outcome, C extends Code>(
  decision: Decision<Outcome, C>,
): Extract<Decision<Outcome, C>, { accepted: true }> {
  if (decision.accepted) return decision;
  throw new Refused(decision.code, ledgerRefusals[decision.code], {
    ...spelled(decision.detail),
    clauses: decision.clauses,
  });
}

export const refusedAs = (code: Code, detail: Readonly<Record<string, unknown>> = {}): Refused =>
  new Refused(code, ledgerRefusals[code], spelled(detail));

/** What a button shows: the refusal the command would give now, or null. */
export function whyNot<C extends Code>(decision: Decision<unknown, C>) {
  if (decision.accepted) return null;
  const { error } = errorBody(decision.code, ledgerRefusals[decision.code], spelled(decision.detail));
  return { code: error.code, zh: error.zh, en: error.en };
}

export { lacks } from '#server/platform/actor.ts';
