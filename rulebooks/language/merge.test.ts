import { expect, test } from 'vitest';
import { registry } from '#core/rules.ts';
import { shippedBooks } from '../shipped.ts';
import { applyEdits, type DraftEdit } from './draft-edits.ts';
import { merge } from './merge.ts';
import type { Side } from './three-way.ts';

const book = (key: string): string => shippedBooks().find((one) => one.key === key)?.source ?? '';
const base = book('real-estate-customers');
const edited = (source: string, ...edits: DraftEdit[]): string => {
  const result = applyEdits(source, edits, { registry, published: [] });
  if (!result.ok) throw new Error(result.code);
  return result.source;
};
const merged = (mine: string, theirs: string, choices: Record<string, Side> = {}) => {
  const result = merge({ base, mine, theirs }, choices, registry);
  if (!result) throw new Error('unreadable');
  return result;
};
const ids = (result: { conflicts: readonly { id: string }[] }) => result.conflicts.map(({ id }) => id);
const setMonths = (value: number): DraftEdit => ({ do: 'setValue', name: 'claims.filingMonths', value });
const C52 = 'C5.2';
const SPLIT = { do: 'setCell', table: 'claims.splits', row: 'refused_valid_commission' } as const;

test('every shipped book merges with itself to the letter', () => {
  for (const { source } of shippedBooks()) {
    const result = merge({ base: source, mine: source, theirs: source }, {}, registry);
    expect(result).toEqual({ source, conflicts: [], unresolved: [] });
  }
});

test('what only one side changed is taken over from both', () => {
  const mine = edited(base, setMonths(3), { do: 'moveClause', clause: C52, chapter: 0, after: null });
  const theirs = edited(
    base,
    { ...SPLIT, column: 'receiving', value: 70 },
    { ...SPLIT, column: 'earlier', value: 30 },
    { do: 'addClause', id: 'N1', chapter: 1, after: null, gloss: 'New', cites: [], text: '新条。' },
  );
  const result = merged(mine, theirs);
  expect(result.conflicts).toEqual([]);
  const expected = edited(theirs, setMonths(3), { do: 'moveClause', clause: C52, chapter: 0, after: null });
  expect(result.source).toBe(expected);
  expect(merged(theirs, mine).source).toBe(expected); // whoever is "mine"
});

test('a value changed in a sentence that the other side reworded goes into the new sentence', () => {
  const outline = edited(base, setMonths(3));
  const theirs = base.replace(
    '{% param name="claims.filingMonths" value=2 /%}',
    '满 {% param name="claims.filingMonths" value=2 /%} 为限',
  );
  expect(theirs).not.toBe(base);
  const result = merged(outline, theirs);
  expect(result.conflicts).toEqual([]);
  expect(result.source).toContain('满 {% param name="claims.filingMonths" value=3 /%} 为限');
});

test('a value, a cell, a clause and the title changed by both are conflicts with three columns; the choice decides', () => {
  const mine = edited(
    base,
    setMonths(3),
    { ...SPLIT, column: 'earlier', value: 30 },
    { do: 'setMeta', field: 'title', value: '甲' },
  );
  const theirs = edited(
    base,
    setMonths(6),
    { ...SPLIT, column: 'earlier', value: 10 },
    { do: 'setMeta', field: 'title', value: '乙' },
  );
  const open = merged(mine, theirs);
  const cell = 'value:claims.splits refused_valid_commission earlier';
  expect(open.conflicts).toMatchObject([
    { id: 'value:claims.filingMonths', what: 'value', base: '2 个月', mine: '3 个月', theirs: '6 个月' },
    { id: cell, what: 'cell', mine: '30%', theirs: '10%' },
    { id: 'meta:title', what: 'meta', mine: '甲', theirs: '乙' },
  ]);
  expect(open.unresolved).toEqual(ids(open));
  const settled = merged(mine, theirs, {
    'value:claims.filingMonths': 'theirs',
    [cell]: 'mine',
    'meta:title': 'base',
  });
  expect(settled.unresolved).toEqual([]);
  expect(settled.source).toBe(edited(base, setMonths(6), { ...SPLIT, column: 'earlier', value: 30 }));
});

test('one retires a clause that the other changes: nothing is lost unasked', () => {
  const mine = edited(base, { do: 'retireClause', clause: C52 });
  const theirs = edited(base, setMonths(6));
  const open = merged(mine, theirs);
  expect(ids(open)).toEqual([`clause:${C52}`]);
  expect([open.conflicts[0]?.mine, open.conflicts[0]?.theirs]).toEqual([null, expect.stringContaining('6 个月')]);
  expect(merged(mine, theirs, { [`clause:${C52}`]: 'mine' }).source).toBe(mine);
  expect(merged(mine, theirs, { [`clause:${C52}`]: 'theirs' }).source).toBe(theirs);
  expect(merged(mine, theirs, { [`clause:${C52}`]: 'base' }).source).toBe(base);
});

test('the same paragraph reworded by both, next to one reworded by one side', () => {
  const text = (first: string, second: string): DraftEdit => ({
    do: 'setClause',
    clause: C52,
    text: `${first}\n\n- 甲；\n- ${second}。`,
  });
  const from = edited(base, text('原文', '乙'));
  const result = merge(
    { base: from, mine: edited(base, text('我的', '乙')), theirs: edited(base, text('他的', '丙')) },
    { [`text:${C52}:1`]: 'theirs' },
    registry,
  );
  expect(result?.conflicts.map(({ id, base: was, mine, theirs }) => [id, was, mine, theirs])).toEqual([
    [`text:${C52}:1`, '原文', '我的', '他的'],
  ]);
  expect(result?.source).toBe(edited(base, text('他的', '丙')));
});

test('both move the same clause to different chapters', () => {
  const to = (chapter: number): string => edited(base, { do: 'moveClause', clause: C52, chapter, after: null });
  const open = merged(to(0), to(1));
  expect(ids(open)).toEqual([`place:${C52}`]);
  for (const [side, source] of [
    ['mine', to(0)],
    ['theirs', to(1)],
    ['base', base],
  ] as const)
    expect(merged(to(0), to(1), { [`place:${C52}`]: side }).source).toBe(source);
});

test('chapters: one renames, the other adds one and empties another', () => {
  const mine = edited(base, { do: 'setChapter', chapter: 1, title: '新名' });
  const theirs = edited(
    base,
    { do: 'addChapter', at: 2, title: '增补', gloss: 'More' },
    { do: 'addClause', id: 'N1', chapter: 2, after: null, gloss: 'N', cites: [], text: '甲。' },
  );
  const result = merged(mine, theirs);
  expect(result.conflicts).toEqual([]);
  expect(result.source).toBe(edited(theirs, { do: 'setChapter', chapter: 1, title: '新名' }));
});

test('an example is taken over as a whole, and texts whose clauses cannot be told apart are not merged', () => {
  const block =
    '甲。\n\n{% example id="X-1" kind="k" gloss="g" %}\n例。\n\n```yaml\nset: {}\n\nexpect: { accepted: true }\n```\n{% /example %}';
  const mine = edited(base, { do: 'setClause', clause: C52, text: block });
  const theirs = edited(base, { do: 'setClause', clause: 'C5.3', text: '乙。' });
  expect(merged(mine, theirs).source).toBe(edited(mine, { do: 'setClause', clause: 'C5.3', text: '乙。' }));
  expect(merge({ base, mine: base.replace('{% /clause %}', ''), theirs: base }, {}, registry)).toBeNull();
});
