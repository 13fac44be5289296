/** Merging on random edits of a real book: what one side alone did is kept to the letter, and nothing anybody wrote disappears unasked. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { registry } from '#core/rules.ts';
import { shippedBooks } from '../shipped.ts';
import { applyEdits, type DraftEdit } from './draft-edits.ts';
import { merge } from './merge.ts';
import { clausesOf, outlineOf } from './outline.ts';

const base = shippedBooks().find(({ key }) => key === 'car-showroom')?.source ?? '';
const outline = outlineOf(base);
const ids = outline ? clausesOf(outline).map(({ id }) => id) : [];
const chapters = outline?.chapters.length ?? 0;

const clause = fc.constantFrom(...ids);
const chapter = fc.integer({ min: 0, max: chapters - 1 });
const text = fc.constantFrom('甲。', '乙。\n\n丙。', '- 一；\n- 二。', '另行约定。');
const anEdit = (side: string): fc.Arbitrary<DraftEdit> =>
  fc.oneof(
    fc.record({ do: fc.constant('setClause' as const), clause, text }),
    fc.record({ do: fc.constant('retireClause' as const), clause }),
    fc.record({ do: fc.constant('moveClause' as const), clause, chapter, after: fc.constant(null) }),
    fc.record({
      do: fc.constant('addClause' as const),
      id: fc.integer({ min: 1, max: 9 }).map((number) => `${side}${number}`),
      chapter,
      after: fc.constant(null),
      gloss: fc.constant('New'),
      cites: fc.constant([]),
      text,
    }),
    fc.record({
      do: fc.constant('setValue' as const),
      name: fc.constant('claims.firstFollowUpDays'),
      value: fc.integer({ min: 1, max: 60 }),
    }),
    fc.record({ do: fc.constant('setChapter' as const), chapter, notes: text }),
  );
/** Edits that the text at that point does not allow are left out. */
const apply = (edits: readonly DraftEdit[]): string =>
  edits.reduce((source, edit) => {
    const edited = applyEdits(source, [edit], { registry, published: [] });
    return edited.ok ? edited.source : source;
  }, base);
const side = (name: string) => fc.array(anEdit(name), { maxLength: 6 }).map(apply);
const merged = (mine: string, theirs: string) => {
  const result = merge({ base, mine, theirs }, {}, registry);
  if (!result) throw new Error('unreadable');
  return result;
};

test('when only one side changed, the result is that side', () => {
  fc.assert(
    fc.property(side('M'), (text) => {
      for (const result of [merged(text, base), merged(base, text), merged(text, text)])
        expect(result).toEqual({ source: text, conflicts: [], unresolved: [] });
    }),
    { numRuns: 60 },
  );
});

test('whatever both did: every clause stands once, and what is gone was retired or is a conflict', () => {
  fc.assert(
    fc.property(side('M'), side('T'), (mine, theirs) => {
      const result = merged(mine, theirs);
      const idsIn = (source: string): string[] =>
        clausesOf(outlineOf(source) ?? { front: '', chapters: [] }).map(({ id }) => id);
      const found = idsIn(result.source);
      expect(new Set(found).size).toBe(found.length);
      const [inMine, inTheirs] = [idsIn(mine), idsIn(theirs)];
      for (const id of new Set([...inMine, ...inTheirs])) {
        const inBoth = inMine.includes(id) && inTheirs.includes(id);
        const isNew = !ids.includes(id);
        const disputed = result.conflicts.some((conflict) => conflict.id === `clause:${id}`);
        if (inBoth || isNew) expect(found).toContain(id);
        else if (!found.includes(id)) expect(disputed || ids.includes(id)).toBe(true);
      }
      expect(merge({ base, mine, theirs }, {}, registry)).toEqual(result);
    }),
    { numRuns: 80 },
  );
});

test('with every conflict decided for one side, a second merge finds nothing new', () => {
  fc.assert(
    fc.property(side('M'), side('T'), fc.constantFrom('mine' as const, 'theirs' as const), (mine, theirs, who) => {
      const open = merged(mine, theirs);
      const choices = Object.fromEntries(open.conflicts.map(({ id }) => [id, who]));
      const settled = merge({ base, mine, theirs }, choices, registry);
      expect(settled?.unresolved).toEqual([]);
      const again = merge({ base: theirs, mine: settled?.source ?? '', theirs }, {}, registry);
      expect(again).toEqual({ source: settled?.source, conflicts: [], unresolved: [] });
    }),
    { numRuns: 60 },
  );
});
