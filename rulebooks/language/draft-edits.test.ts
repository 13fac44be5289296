import { expect, test } from 'vitest';
import { registry } from '#core/rules.ts';
import { shippedBooks } from '../shipped.ts';
import { applyEdits, type DraftEdit } from './draft-edits.ts';
import { outlineOf, writeOutline } from './outline.ts';

const HEAD = '---\nid: h\ntitle: 甲\ngloss: A\npolicies: 9\nsector: t\nversion: 1\n---';
const clause = (id: string, text: string): string =>
  `{% clause id="${id}" cites="" gloss="${id}" %}\n${text}\n{% /clause %}`;
const source = `${[HEAD, '## 第一章 {% gloss="One" %}', clause('A1', '甲。'), clause('A2', '乙。'), '## 第二章 {% gloss="Two" %}', clause('B1', '丙。')].join('\n\n')}\n`;
const published = ['A1', 'A2', 'A3', 'B1'];
const run = (text: string, ...edits: DraftEdit[]) => applyEdits(text, edits, { registry, published });
const order = (...edits: DraftEdit[]): string => {
  const edited = run(source, ...edits);
  if (!edited.ok) return edited.code;
  const chapters = outlineOf(edited.source)?.chapters ?? [];
  return chapters.map(({ title, clauses }) => `${title}: ${clauses.map(({ id }) => id).join(' ')}`).join(' | ');
};

test('a shipped book taken apart and put together again is the same to the letter', () => {
  for (const book of shippedBooks()) {
    const outline = outlineOf(book.source);
    expect(outline && writeOutline(outline)).toBe(book.source);
  }
});

test.each<[string, DraftEdit, string]>([
  [
    'moved inside its chapter',
    { do: 'moveClause', clause: 'A2', chapter: 0, after: null },
    '第一章: A2 A1 | 第二章: B1',
  ],
  [
    'moved to another chapter',
    { do: 'moveClause', clause: 'A1', chapter: 1, after: 'B1' },
    '第一章: A2 | 第二章: B1 A1',
  ],
  ['retired', { do: 'retireClause', clause: 'A1' }, '第一章: A2 | 第二章: B1'],
  [
    'added under the next free id, which is not a retired one',
    { do: 'addClause', chapter: 0, after: 'A2', gloss: 'N', cites: [], text: '新。' },
    '第一章: A1 A2 A4 | 第二章: B1',
  ],
  ['a chapter added', { do: 'addChapter', at: 1, title: '增补', gloss: 'More' }, '第一章: A1 A2 | 增补:  | 第二章: B1'],
  ['a chapter renamed', { do: 'setChapter', chapter: 1, title: '末章' }, '第一章: A1 A2 | 末章: B1'],
  ['a chapter with clauses is not removed', { do: 'removeChapter', chapter: 1 }, 'CHAPTER_NOT_EMPTY'],
  ['no such chapter', { do: 'setChapter', chapter: 9, title: 'x' }, 'CHAPTER_UNKNOWN'],
  ['no such clause', { do: 'retireClause', clause: 'X' }, 'CLAUSE_UNKNOWN'],
  ['after itself', { do: 'moveClause', clause: 'A1', chapter: 0, after: 'A1' }, 'CLAUSE_UNKNOWN'],
  [
    'an id in use',
    { do: 'addClause', id: 'B1', chapter: 0, after: null, gloss: 'N', cites: [], text: '新。' },
    'CLAUSE_ID_TAKEN',
  ],
  [
    'an id that was retired',
    { do: 'addClause', id: 'A3', chapter: 0, after: null, gloss: 'N', cites: [], text: '新。' },
    'CLAUSE_ID_RETIRED',
  ],
  ['no such parameter', { do: 'setValue', name: 'claims.nothing', value: 1 }, 'PARAMETER_UNKNOWN'],
  ['no such cell', { do: 'setCell', table: 'claims.splits', row: 'no', column: 'no', value: 1 }, 'PARAMETER_UNKNOWN'],
])('clause or chapter: %s', (_what, edit, expected) => {
  expect(order(edit)).toBe(expected);
});

test('an id retired in the same draft is not given to another clause', () => {
  const again: DraftEdit = { do: 'addClause', id: 'A2', chapter: 0, after: null, gloss: 'N', cites: [], text: '新。' };
  expect(order({ do: 'retireClause', clause: 'A2' }, again)).toBe('CLAUSE_ID_RETIRED');
});

test('text that ends in a list keeps its closing tag apart; every other character stays', () => {
  const edited = run(source, { do: 'setClause', clause: 'A2', text: '\n- 一；\n- 二。\n\n' });
  const expected = source.replace('乙。\n', '- 一；\n- 二。\n\n');
  expect(edited).toEqual({ ok: true, source: expected });
});

test('a value the book does not mention gets a clause whose id was never used', () => {
  const edited = applyEdits(source, [{ do: 'setValue', name: 'claims.filingMonths', value: 3 }], {
    registry,
    published: ['Z.claims.filingMonths'],
  });
  expect(edited.ok && edited.source).toContain('id="Z.claims.filingMonths.2"');
});

test('a text whose tags are open keeps values and source editable, clauses not', () => {
  const broken = source.replace('{% /clause %}', '');
  expect(run(broken, { do: 'retireClause', clause: 'B1' })).toMatchObject({ ok: false, code: 'CLAUSES_UNREADABLE' });
  expect(run(broken, { do: 'setSource', source: 'x\r\ny' })).toEqual({ ok: true, source: 'x\ny' });
  expect(run(source, { do: 'setMeta', field: 'title', value: '新 名' })).toEqual({
    ok: true,
    source: source.replace('title: 甲', 'title: 新 名'),
  });
});
