/** A refusal of the ledger, with its sums in yuan and its codes in words. */
import { dealStateIn } from '#contract/deal-words.ts';
import { inYuan as yuan } from '#contract/kernel/yuan.ts';
import { ledgerRefusals } from '#contract/money-refusals.ts';
import type { Decision } from '#core/kernel/decision.ts';
import { accepted, Refused, whyNotBy } from '#server/platform/refused.ts';

export function spelled(detail: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const text: Record<string, unknown> = { ...detail };
  for (const [key, value] of Object.entries(detail)) {
    if (key.endsWith('Fen') && typeof value === 'number') text[`${key.slice(0, -3)}Text`] = yuan(value);
    if (key === 'state') ({ zh: text.stateText, en: text.stateTextEn } = dealStateIn(value));
  }
  return text;
}

type Code = keyof typeof ledgerRefusals;

/** The accepted decision; a refused one is thrown with its sentence, and nothing is written. */
export const decided = <Outcome, C extends Code>(decision: Decision<Outcome, C>) =>
  accepted(decision, ledgerRefusals, spelled);

export const refusedAs = (code: Code, detail: Readonly<Record<string, unknown>> = {}): Refused =>
  new Refused(code, ledgerRefusals[code], spelled(detail));

/** What a button shows: the refusal the command would give now, or null. */
export const whyNot = <C extends Code>(decision: Decision<unknown, C>) => whyNotBy(decision, ledgerRefusals, spelled);

export { lacks } from '#server/platform/actor.ts';
