/** Compiles a text against everything the product knows: parameters, catalogue, kinds of decision, ids that are taken for good. */
import { rulebookRefusals } from '#contract/rulebook-refusals.ts';
import { kinds } from '#core/kinds.ts';
import { registry } from '#core/rules.ts';
import { loadCatalogue } from '#rulebooks/catalogue/index.ts';
import { compile, type Compiled, type CompileError, type Rulebook } from '#rulebooks/language/index.ts';
import { Refused } from '#server/platform/refused.ts';

const PROBLEMS_SHOWN_MAX = 100; // protects the answer; a broken document is mended from the top anyway

/** Ids of retired clauses, with the number of the last version that had them. */
export type Retired = Readonly<Record<string, number>>;

// A text is compiled again and again while somebody works on it or tries cases under it; the result never changes.
const known = new Map<string, Compiled>();
const KNOWN_MAX = 30; // protects the memory; a compiled text has about a megabyte

export function compiledText(source: string, retired: Retired = {}): Compiled {
  const key = `${JSON.stringify(retired)}\n${source}`;
  const compiled = known.get(key) ?? compile(source, registry, loadCatalogue(), { kinds: Object.keys(kinds), retired });
  known.delete(key); // the one asked for last is forgotten last
  known.set(key, compiled);
  if (known.size > KNOWN_MAX) known.delete(known.keys().next().value ?? '');
  return compiled;
}

export function mustCompile(source: string, retired: Retired = {}): Rulebook {
  const result = compiledText(source, retired);
  if (!result.ok) throw doesNotCompile(result.errors);
  return result.rulebook;
}

export const problemsOf = (compiled: Compiled): CompileError[] =>
  compiled.ok ? [] : compiled.errors.slice(0, PROBLEMS_SHOWN_MAX);

const doesNotCompile = (errors: readonly CompileError[]): Refused =>
  new Refused('DOES_NOT_COMPILE', rulebookRefusals.DOES_NOT_COMPILE, {
    field: 'source',
    count: errors.length,
    line: errors[0]?.line ?? 1,
    problemZh: errors[0]?.zh ?? '',
    problemEn: errors[0]?.en ?? '',
    errors: errors.slice(0, PROBLEMS_SHOWN_MAX),
  });
