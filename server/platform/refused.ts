/** A refusal on its way out of a transaction: thrown so that nothing is written, caught at the edge and answered with its code. */
import type { Decision, Refusal } from '#core/kernel/decision.ts';
import type { Localised, RefusalText } from '#contract/kernel/refusal.ts';
import { commonRefusals } from '#contract/kernel/refusal.ts';

export class Refused extends Error {
  readonly code: string;
  readonly text: RefusalText;
  readonly detail: Readonly<Record<string, unknown>>;
  constructor(code: string, text: RefusalText, detail: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.code = code;
    this.text = text;
    this.detail = detail;
  }
}

/** Schemas and stores name a thing once, as "收据 / receipt": each language's sentence gets its own half. */
export function inEach(text: string): Localised | string {
  const [zh = '', en] = text.split(/ \/ (.*)/s);
  return en !== undefined && /\p{Script=Han}/u.test(zh) ? { zh, en } : text;
}

/**
 * A reason as it was stored: a person's own words stay as they are ("刷卡 / POS"), the product's own, which begin small in English, are
 * told apart by language.
 */
export function reasonInEach(text: string): Localised | string {
  const [, zh, en] = /^([^/]*\p{Script=Han}[^/]*) \/ ([a-z][^/]* [^/]*|left)$/su.exec(text) ?? [];
  return zh !== undefined && en !== undefined && !/\p{Script=Han}/u.test(en) ? { zh, en } : text;
}

export const notFound = (what: string): Refused =>
  new Refused('NOT_FOUND', commonRefusals.NOT_FOUND, { what: inEach(what) });
export const invalid = (field: string, problem: string): Refused =>
  new Refused('REQUEST_INVALID', commonRefusals.REQUEST_INVALID, { field, problem: inEach(problem) });
export const stale = (current: number): Refused =>
  new Refused('STALE_VERSION', commonRefusals.STALE_VERSION, { current });

/**
 * The outcome of an accepted decision; a refused one is thrown with its sentence from the capability's table, whose type makes
 * sure that every code has one.
 */
export function accepted<Outcome, Code extends string>(
  decision: Decision<Outcome, Code>,
  texts: Readonly<Record<Code, RefusalText>>,
): Extract<Decision<Outcome, Code>, { accepted: true }> {
  if (decision.accepted) return decision;
  const refusal: Refusal<Code> = decision;
  throw new Refused(refusal.code, texts[refusal.code], { ...refusal.detail, clauses: refusal.clauses });
}
