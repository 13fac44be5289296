/**
 * Chapters of another rulebook taken into this one, so that the house signs one document. What the house has set already stays: a value
 * both set becomes plain words, a table both carry a pointer to the house's own; an id that is taken gets a free one.
 */
import { clausesOf, type Outline, type OutlineChapter, type OutlineClause } from './outline.ts';
import type { Registry } from './types.ts';
import { describeScalar, findParameter } from './values.ts';

const PARAM = /\{%\s*param\s+name="([^"]+)"\s+value=("[^"]*"|[^\s/%]+)\s*\/%\}/g;
const TABLE = /\{%\s*table\s+name="([^"]+)"\s*%\}[\s\S]*?\{%\s*\/table\s*%\}/g;

/** Where this document sets a parameter: name → the clause, and the value as it is written. */
function settings(outline: Outline): Map<string, { clause: string; written: string | null }> {
  const found = new Map<string, { clause: string; written: string | null }>();
  for (const { id, text } of clausesOf(outline)) {
    for (const [, name = '', written = ''] of text.matchAll(PARAM)) found.set(name, { clause: id, written });
    for (const [, name = ''] of text.matchAll(TABLE)) found.set(name, { clause: id, written: null });
  }
  return found;
}

const readBack = (written: string): string | number | boolean => JSON.parse(written) as string | number | boolean;

function inWords(name: string, written: string, registry: Registry): string {
  const parameter = findParameter(registry, name);
  return parameter && parameter.type !== 'table' ? describeScalar(parameter, readBack(written)).zh : written;
}

/** `chapters`: places in the other document, from 0; `taken`: every clause id that may not be used again. */
export function bringIn(
  mine: Outline,
  other: Outline,
  chapters: readonly number[],
  { registry, taken }: { readonly registry: Registry; readonly taken: readonly string[] },
): Outline {
  const set = settings(mine);
  const used = new Set([...taken, ...clausesOf(mine).map(({ id }) => id)]);
  const brought = chapters.flatMap((at) => other.chapters[at] ?? []);
  const withoutDoubles = (text: string): string =>
    text
      .replace(PARAM, (tag, name: string) => {
        const own = set.get(name);
        return own?.written ? inWords(name, own.written, registry) : tag;
      })
      .replace(TABLE, (tag, name: string) => (set.has(name) ? `（依本制度第 ${set.get(name)?.clause} 条之表）` : tag));
  const free = (id: string): string => {
    let next = id;
    for (let number = 2; used.has(next); number += 1) next = `${id}-${number}`;
    used.add(next);
    return next;
  };
  const taking = (clause: OutlineClause): OutlineClause => {
    const id = free(clause.id);
    const text = withoutDoubles(clause.text).replaceAll(`{% example id="${clause.id}-`, `{% example id="${id}-`);
    return { ...clause, id, text, line: 0, lines: 0 };
  };
  const added: OutlineChapter[] = brought.map((chapter) => ({ ...chapter, clauses: chapter.clauses.map(taking) }));
  return { ...mine, chapters: [...mine.chapters, ...added] };
}
