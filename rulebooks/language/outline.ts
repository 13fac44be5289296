/**
 * A document taken apart into front matter, chapters and clauses without compiling it, and put together again. Edits and merging work
 * on it: a text that does not compile yet can still have a clause moved, as long as its clauses can be told apart.
 */
export interface OutlineClause {
  readonly id: string;
  readonly gloss: string;
  readonly cites: readonly string[];
  /** The Markdown between the tags, without blank lines around it. */
  readonly text: string;
  /** First line in the source, from 1, and how many lines; 0 for a clause that has not been written yet. */
  readonly line: number;
  readonly lines: number;
}
export interface OutlineChapter {
  /** null: text before the first heading. */
  readonly title: string | null;
  readonly gloss: string;
  readonly notes: string;
  readonly clauses: readonly OutlineClause[];
}
export interface Outline {
  /** The lines up to and with the closing "---". */
  readonly front: string;
  readonly chapters: readonly OutlineChapter[];
}

const OPENING = /^\s*\{%\s*clause\b(.*)%\}\s*$/;
const CLOSING = /^\s*\{%\s*\/clause\s*%\}\s*$/;
const HEADING = /^##(?!#)\s+(.*?)\s*(?:\{%\s*gloss="([^"]*)"\s*%\})?\s*$/;

export const unixLines = (source: string): string => source.replaceAll('\r\n', '\n');

/** null when the clauses cannot be told apart: a tag left open, one inside another, or one that shares its line with text. */
export function outlineOf(source: string): Outline | null {
  const rows = unixLines(source).split('\n');
  const start = endOfFront(rows);
  const chapters: Mutable[] = [];
  let open: { attributes: string; line: number; rows: string[] } | null = null;
  for (const [index, row] of rows.entries()) {
    if (index < start) continue;
    const opening = OPENING.exec(row);
    if (open) {
      if (CLOSING.test(row)) {
        current(chapters).clauses.push(clauseOf(open, index + 1));
        open = null;
      } else if (/\{%\s*\/?clause\b/.test(row)) return null;
      else open.rows.push(row);
      continue;
    }
    if (opening) open = { attributes: opening[1] ?? '', line: index + 1, rows: [] };
    else if (/\{%\s*\/?clause\b/.test(row)) return null;
    else {
      const heading = HEADING.exec(row);
      if (heading) chapters.push({ title: heading[1] ?? '', gloss: heading[2] ?? '', notes: [], clauses: [] });
      else if (row.trim() || chapters.length > 0) current(chapters).notes.push(row);
    }
  }
  if (open) return null;
  return {
    front: rows.slice(0, start).join('\n'),
    chapters: chapters.map((chapter) => ({ ...chapter, notes: trimmed(chapter.notes.join('\n')) })),
  };
}

interface Mutable {
  readonly title: string | null;
  readonly gloss: string;
  readonly notes: string[];
  readonly clauses: OutlineClause[];
}

function current(chapters: Mutable[]): Mutable {
  const last = chapters.at(-1) ?? { title: null, gloss: '', notes: [], clauses: [] };
  if (chapters.length === 0) chapters.push(last);
  return last;
}

function endOfFront(rows: readonly string[]): number {
  if (rows[0]?.trim() !== '---') return 0;
  const end = rows.findIndex((row, index) => index > 0 && row.trim() === '---');
  return end < 0 ? 0 : end + 1;
}

function clauseOf(open: { attributes: string; line: number; rows: string[] }, lastLine: number): OutlineClause {
  const of = (name: string): string => new RegExp(`\\b${name}="([^"]*)"`).exec(open.attributes)?.[1] ?? '';
  return {
    id: of('id'),
    gloss: of('gloss'),
    cites: of('cites').split(/\s+/).filter(Boolean),
    text: trimmed(open.rows.join('\n')),
    line: open.line,
    lines: lastLine - open.line + 1,
  };
}

/** Without blank lines before and after. */
export const trimmed = (text: string): string => text.replace(/^(?:[ \t]*\n)+/, '').trimEnd();

const attribute = (text: string): string =>
  text
    .replaceAll('"', "'")
    .replace(/[\r\n]+/g, ' ')
    .replaceAll('%}', '');

export function writeOutline({ front, chapters }: Outline): string {
  const parts = chapters.flatMap(({ title, gloss, notes, clauses }) => [
    ...(title === null ? [] : [`## ${title}${gloss ? ` {% gloss="${attribute(gloss)}" %}` : ''}`]),
    ...(notes ? [notes] : []),
    ...clauses.map(writeClause),
  ]);
  return `${[...(front ? [front] : []), ...parts].join('\n\n')}\n`;
}

export function writeClause({
  id,
  gloss,
  cites,
  text,
}: Pick<OutlineClause, 'id' | 'gloss' | 'cites' | 'text'>): string {
  const head = `{% clause id="${attribute(id)}" cites="${attribute(cites.join(' '))}" gloss="${attribute(gloss)}" %}`;
  // Without a blank line the closing tag would belong to the last item of a list.
  const endsInList = /^(?:\s*(?:[-*+]|\d+[.)])\s|\s{2,}\S)/.test(text.split('\n').at(-1) ?? '');
  return `${head}\n${text}${endsInList ? '\n' : ''}\n{% /clause %}`;
}

export const clausesOf = (outline: Outline): readonly OutlineClause[] =>
  outline.chapters.flatMap(({ clauses }) => clauses);
