/** Examples of a text, each run under it, and whether they would have another answer than under the newest version. */
import type { ResponseOf } from '#contract/kernel/route.ts';
import { runExample } from '#contract/decisions/run-example.ts';
import { type trials as routes, trialsRefusals } from '#contract/trials.ts';
import type { Example } from '#core/kernel/example.ts';
import { sameJson } from '#core/kernel/same.ts';
import type { HouseRules } from '#core/rules.ts';
import type { Rulebook } from '#rulebooks/language/index.ts';
import type { Context } from '#server/platform/context.ts';
import { notFound, Refused } from '#server/platform/refused.ts';
import { compiledText } from './compiling.ts';
import { valuesOf } from './rules-for.ts';
import { textUnder } from './texts.ts';

type Row = ResponseOf<typeof routes.examples>['rows'][number];

interface Ruled {
  readonly rulebook: Rulebook;
  readonly values: HouseRules;
}

export const examplesIn = (rulebook: Rulebook): { readonly clause: string; readonly example: Example }[] =>
  rulebook.chapters
    .flatMap(({ clauses }) => clauses)
    .flatMap(({ id, examples }) => (examples ?? []).map((example) => ({ clause: id, example })));

/** Every example of the text. `before`: what its answers are held against, the newest published version. */
export function runExamples(text: Ruled, before: Ruled | null): Row[] {
  return examplesIn(text.rulebook).map(({ clause, example }) => {
    const run = runExample(text.values, example);
    const { id, kind, text: words, gloss } = example;
    const row = { id, clause, kind, text: words, gloss, differences: [], fault: null, changes: false };
    if (!run.ran) return { ...row, result: 'fault', fault: run.fault };
    const earlier = before ? runExample(before.values, example) : null;
    return {
      ...row,
      result: run.differences.length === 0 ? 'holds' : 'differs',
      // A path that the answer does not have is told as nothing: absent keys do not travel.
      differences: run.differences.map(({ path, expected = null, found = null }) => ({ path, expected, found })),
      changes: earlier?.ran === true && !sameJson(answerOf(earlier.decision), answerOf(run.decision)),
    };
  });
}

/** Ids of the examples a publisher must look at: other than expected, or other than under the newest version. */
export function changedAnswers(rulebook: Rulebook, newest: string | null): string[] {
  const before = newest === null ? null : compiledText(newest);
  const ruled = before?.ok ? { rulebook: before.rulebook, values: valuesOf(before.rulebook) } : null;
  return runExamples({ rulebook, values: valuesOf(rulebook) }, ruled)
    .filter(({ result, changes }) => result !== 'holds' || changes)
    .map(({ id }) => id);
}

/** What is decided, without the clauses it rests on: a clause cited anew changes nobody's turn. */
const answerOf = (decision: { accepted: boolean; outcome?: unknown; code?: string }): unknown =>
  decision.accepted ? decision.outcome : decision.code;

export async function examples({ tx }: Context, rulebookId: string, ref: string | null) {
  const text = await textUnder(tx, rulebookId, ref, {});
  if (!text.ok && text.fault === 'unknown_text') throw notFound('制度文本 / text of the rulebook');
  if (!text.ok)
    throw new Refused('TEXT_DOES_NOT_COMPILE', trialsRefusals.TEXT_DOES_NOT_COMPILE, {
      field: 'text',
      text: ref ?? '',
      count: text.fault === 'faulty' ? text.errors.length : 1,
    });
  const newest = await textUnder(tx, rulebookId, null, {});
  return { rows: runExamples(text, newest.ok ? newest : null) };
}
