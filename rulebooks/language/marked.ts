/** Two texts as one with what was inserted and deleted marked, clause by clause, word by word. */
import { diffArrays } from 'diff';
import { movedClauses } from './diff.ts';
import { inlineText } from './markup.ts';
import type { Block, Clause, Rulebook } from './types.ts';

export interface MarkedSpan {
  readonly mark: 'same' | 'inserted' | 'deleted';
  readonly text: string;
}
export interface MarkedClause {
  readonly clause: string;
  readonly chapter: string;
  readonly state: 'same' | 'changed' | 'added' | 'retired' | 'moved';
  readonly blocks: readonly (readonly MarkedSpan[])[];
}

/** Chinese is written without spaces: the segmenter finds the words. */
const words = new Intl.Segmenter('zh-Hans', { granularity: 'word' });
const wordsOf = (text: string): string[] => [...words.segment(text)].map(({ segment }) => segment);

/** Every clause of both, in the order of the newer one; a retired clause stands after the one it followed. */
export function marked(before: Rulebook, after: Rulebook): MarkedClause[] {
  const moved = movedClauses(before, after);
  const old = new Map(placed(before).map((one) => [one.clause.id, one]));
  const rows = placed(after).map(({ clause, chapter }): MarkedClause => {
    const earlier = old.get(clause.id);
    const blocks = markBlocks(earlier ? linesOf(earlier.clause) : [], linesOf(clause));
    const changed = blocks.some((spans) => spans.some(({ mark }) => mark !== 'same'));
    const state = !earlier ? 'added' : moved.has(clause.id) ? 'moved' : changed ? 'changed' : 'same';
    return { clause: clause.id, chapter, state, blocks };
  });
  let previous: string | null = null;
  for (const { clause, chapter } of placed(before)) {
    const here = rows.findIndex((row) => row.clause === clause.id);
    if (here < 0) {
      const at = previous === null ? 0 : rows.findIndex((row) => row.clause === previous) + 1;
      rows.splice(at, 0, { clause: clause.id, chapter, state: 'retired', blocks: markBlocks(linesOf(clause), []) });
    }
    previous = clause.id;
  }
  return rows;
}

const placed = (book: Rulebook): { clause: Clause; chapter: string }[] =>
  book.chapters.flatMap(({ title, clauses }) => clauses.map((clause) => ({ clause, chapter: title })));

/** One line a paragraph, list item or table row. */
const linesOf = (clause: Clause): string[] => clause.body.flatMap(linesOfBlock);
function linesOfBlock(block: Block): string[] {
  if (block.kind === 'paragraph') return [inlineText(block.content)];
  if (block.kind === 'list')
    return block.items.map((item, index) => `${block.ordered ? `${index + 1}. ` : '· '}${inlineText(item)}`);
  const head = [block.corner, ...block.columns.map(({ label }) => label)].join(' | ');
  return [
    head,
    ...block.rows.map(({ label, cells }) => [label, ...cells.map((cell) => `${cell}${block.unit}`)].join(' | ')),
  ];
}

const EDITS_MAX = 1_500; // protects the server: beyond, two texts have so little in common that one simply takes the other's place

/** What both share, and in which order; null when that is next to nothing. */
const compared = (before: readonly string[], after: readonly string[]) =>
  diffArrays([...before], [...after], { maxEditLength: EDITS_MAX }) ?? [
    { removed: true, added: false, value: [...before] },
    { removed: false, added: true, value: [...after] },
  ];

function markBlocks(before: readonly string[], after: readonly string[]): MarkedSpan[][] {
  const blocks: MarkedSpan[][] = [];
  const parts = compared(before, after);
  for (const [index, part] of parts.entries()) {
    if (!part.added && !part.removed) blocks.push(...part.value.map((text) => [{ mark: 'same' as const, text }]));
    // A run of deleted lines and the run that replaces it are compared line by line.
    else if (part.removed)
      blocks.push(...pairUp(part.value, parts[index + 1]?.added ? (parts[index + 1]?.value ?? []) : []));
    else if (!parts[index - 1]?.removed) blocks.push(...pairUp([], part.value));
  }
  return blocks;
}

function pairUp(deleted: readonly string[], inserted: readonly string[]): MarkedSpan[][] {
  return Array.from({ length: Math.max(deleted.length, inserted.length) }, (_, index) => {
    const [old, now] = [deleted[index], inserted[index]];
    if (old === undefined) return [{ mark: 'inserted', text: now ?? '' }];
    if (now === undefined) return [{ mark: 'deleted', text: old }];
    return compared(wordsOf(old), wordsOf(now)).map((part) => ({
      mark: part.added ? 'inserted' : part.removed ? 'deleted' : 'same',
      text: part.value.join(''),
    }));
  });
}
