/** A refusal on its way out of a transaction: thrown so that nothing is written, caught at the edge and answered with its code. */
import type { Decision, Refusal } from '#core/kernel/decision.ts';
import type { Localised, RefusalText } from '#contract/kernel/refusal.ts';
import { commonRefusals, errorBody } from '#contract/kernel/refusal.ts';

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

type Detail = Readonly<Record<string, unknown>>;
/** A capability's table of sentences; its type makes sure that every code has one. */
type Texts<Code extends string> = Readonly<Record<Code, RefusalText>>;
const asItIs = (detail: Detail): Detail => detail;

/** A refusal on its way out; `detail` where names, sums and times have been put into words. */
export const refusedBy = <Code extends string>(
  { code, detail: plain, clauses }: Refusal<Code>,
  texts: Texts<Code>,
  detail: Detail = plain,
): Refused => new Refused(code, texts[code], { ...detail, clauses });

/** The outcome of an accepted decision; a refused one is thrown with its sentence, and nothing is written. */
export function accepted<Outcome, Code extends string>(
  decision: Decision<Outcome, Code>,
  texts: Texts<Code>,
  said = asItIs,
): Extract<Decision<Outcome, Code>, { accepted: true }> {
  if (decision.accepted) return decision;
  throw refusedBy(decision, texts, said(decision.detail));
}

export function reasonOf<Code extends string>(
  refusal: Refusal<Code>,
  texts: Texts<Code>,
  detail: Detail = refusal.detail,
) {
  const { code, zh, en } = errorBody(refusal.code, texts[refusal.code], detail).error;
  return { code, zh, en };
}
/** What a button shows: the refusal the command would give now, or null. */
export const whyNotBy = <Code extends string>(decision: Decision<unknown, Code>, texts: Texts<Code>, said = asItIs) =>
  decision.accepted ? null : reasonOf(decision, texts, said(decision.detail));
