import { expect, test } from 'vitest';
import { registry } from '#core/rules.ts';
import { loadCatalogue } from '../catalogue/index.ts';
import { shippedBooks } from '../shipped.ts';
import { compile } from './compile.ts';
import { diff } from './diff.ts';
import { applyEdits, type DraftEdit } from './draft-edits.ts';
import { marked } from './marked.ts';
import type { Rulebook } from './types.ts';

const source = shippedBooks().find(({ key }) => key === 'real-estate-customers')?.source ?? '';
const compiled = (text: string): Rulebook => {
  const result = compile(text, registry, loadCatalogue());
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.rulebook;
};
const before = compiled(source);
const after = (...edits: DraftEdit[]): Rulebook => {
  const edited = applyEdits(source, edits, { registry, published: [] });
  if (!edited.ok) throw new Error(edited.code);
  return compiled(edited.source);
};
const sentences = (...edits: DraftEdit[]): string[] => diff(before, after(...edits), registry).map(({ zh }) => zh);
const english = (...edits: DraftEdit[]): string[] => diff(before, after(...edits), registry).map(({ en }) => en);
const spans = (book: Rulebook, clause: string): string[] =>
  (marked(before, book).find((one) => one.clause === clause)?.blocks ?? [])
    .flat()
    .filter(({ mark }) => mark !== 'same')
    .map(({ mark, text }) => `${mark === 'inserted' ? '+' : '-'}${text}`);

test('the same text has no differences', () => {
  expect(diff(before, before, registry)).toEqual([]);
  expect(marked(before, before).every(({ state }) => state === 'same')).toBe(true);
});

test('a stored text, whose keys come back in another order, has no differences from the same text just compiled', () => {
  const reordered = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reordered);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, part]) => [key, reordered(part)]),
    );
  };
  expect(before.chapters.some(({ clauses }) => clauses.some(({ examples }) => examples.length > 0))).toBe(true);
  expect(diff({ ...before, chapters: reordered(before.chapters) as Rulebook['chapters'] }, before, registry)).toEqual(
    [],
  );
});

test('a value says its name, what it was, what it is and where it stands; the clause is not called reworded', () => {
  const edit: DraftEdit = { do: 'setValue', name: 'claims.filingMonths', value: 3 };
  expect(sentences(edit)).toEqual([expect.stringMatching(/ 2 个月 → 3 个月（第 C5\.2 条）$/)]);
  expect(english(edit)).toEqual([expect.stringMatching(/ 2 months → 3 months \(clause C5\.2\)$/)]);
  expect(spans(after(edit), 'C5.2')).toEqual(['-2', '+3']);
});

test('cells of a table', () => {
  const cell = { do: 'setCell', table: 'claims.splits', row: 'refused_valid_commission' } as const;
  const both = [
    { ...cell, column: 'earlier', value: 30 },
    { ...cell, column: 'receiving', value: 70 },
  ] as const;
  expect(diff(before, after(...both), registry)).toMatchObject([
    { what: 'cell', name: 'claims.splits refused_valid_commission receiving', after: { zh: '70%' } },
    { what: 'cell', name: 'claims.splits refused_valid_commission earlier', after: { zh: '30%' } },
  ]);
});

test('clauses added, retired, moved and reworded; one move is one change', () => {
  expect(
    sentences({ do: 'addClause', id: 'N1', chapter: 0, after: null, gloss: 'New', cites: [], text: '新条文。' }),
  ).toEqual(['新增第 N1 条：新条文。']);
  expect(english({ do: 'retireClause', clause: 'C5.1' })[0]).toMatch(/^Clause C5\.1 retired: /);
  expect(sentences({ do: 'moveClause', clause: 'C5.1', chapter: 0, after: null })).toEqual([
    expect.stringMatching(/^第 C5\.1 条移至.+，章首$/),
  ]);
  const reworded = after({ do: 'setClause', clause: 'C5.4', text: '改写后的条文。' });
  expect(diff(before, reworded, registry).map(({ what }) => what)).toContain('clause_reworded');
  expect(marked(before, reworded).find(({ clause }) => clause === 'C5.4')?.state).toBe('changed');
});

test('a retired clause stands in the marked text after the one it followed', () => {
  const rows = marked(before, after({ do: 'retireClause', clause: 'C5.2' }));
  const at = rows.findIndex(({ clause }) => clause === 'C5.2');
  expect([rows[at - 1]?.clause, rows[at]?.state]).toEqual(['C5.1', 'retired']);
  expect(rows[at]?.blocks.flat().every(({ mark }) => mark === 'deleted')).toBe(true);
});

test('chapters, title, citations, gloss', () => {
  expect(
    sentences(
      { do: 'setMeta', field: 'title', value: '新名' },
      { do: 'setChapter', chapter: 0, title: '第一章 步骤' },
      { do: 'setClause', clause: 'C5.1', cites: [], gloss: 'Else' },
    ),
  ).toEqual([
    expect.stringMatching(/^名称：.* → 新名$/),
    expect.stringMatching(/^章名 .* → 第一章 步骤$/),
    '第 C5.1 条依据：S0.02.own.1 → （无）',
    '第 C5.1 条英文释义改写',
  ]);
});

test('marked text is the old one without insertions and the new one without deletions', () => {
  const book = after({
    do: 'setClause',
    clause: 'C5.1',
    text: '归属遵循首接原则，另有约定的从其约定。\n\n- 甲；\n- 乙。',
  });
  const blocks = marked(before, book).find(({ clause }) => clause === 'C5.1')?.blocks ?? [];
  const text = (skip: string) =>
    blocks
      .map((spans) =>
        spans
          .filter(({ mark }) => mark !== skip)
          .map(({ text: part }) => part)
          .join(''),
      )
      .filter(Boolean);
  expect(text('deleted')).toEqual(['归属遵循首接原则，另有约定的从其约定。', '· 甲；', '· 乙。']);
  expect(text('inserted').join('')).toMatch(/^归属遵循首接原则。发生争议时/);
});
