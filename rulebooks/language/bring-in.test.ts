import { expect, test } from 'vitest';
import { registry } from '#core/rules.ts';
import { loadCatalogue } from '../catalogue/index.ts';
import { shippedBooks } from '../shipped.ts';
import { compile } from './compile.ts';
import { applyEdits } from './draft-edits.ts';

const books = Object.fromEntries(shippedBooks().map(({ key, source }) => [key, source]));
const compiled = (source: string) => {
  const result = compile(source, registry, loadCatalogue());
  if (!result.ok) throw new Error(result.errors.map(({ line, en }) => `${line}: ${en}`).join('\n'));
  return result.rulebook;
};
const bring = (into: string, book: string, chapters?: number[]) =>
  applyEdits(books[into] ?? '', [{ do: 'bringIn', book, chapters }], { registry, published: [], books });

test('a book takes in any other: it compiles, keeps its own values and gains only what it had not set', () => {
  // A ring takes in every book, and every book takes in one; all pairs would be eighty compilations of everything.
  const keys = Object.keys(books);
  for (const [at, into] of keys.entries()) {
    const from = keys[(at + 1) % keys.length] ?? '';
    const edited = bring(into, from);
    if (!edited.ok) throw new Error(`${into} ← ${from}: ${edited.code}`);
    // What grows past what a compilation may be asked for is refused by whoever compiles it.
    if (edited.source.length > 200_000 || edited.source.split('\n').length > 8_000) continue;
    const [before, other, after] = [compiled(books[into] ?? ''), compiled(books[from] ?? ''), compiled(edited.source)];
    for (const name of Object.keys(before.setIn)) expect(after.setIn[name], name).toBe(before.setIn[name]);
    expect(new Set(Object.keys(after.setIn))).toEqual(
      new Set([...Object.keys(before.setIn), ...Object.keys(other.setIn)]),
    );
  }
});

test('one chapter alone; an id that is taken gets a free one, its examples too; the same chapter may come twice', () => {
  const once = bring('four-position-desk', 'car-showroom', [3]);
  if (!once.ok) throw new Error(once.code);
  const twice = applyEdits(once.source, [{ do: 'bringIn', book: 'car-showroom', chapters: [3] }], {
    registry,
    published: [],
    books,
  });
  if (!twice.ok) throw new Error(twice.code);
  const [first, second] = [compiled(once.source), compiled(twice.source)];
  expect(second.chapters).toHaveLength(first.chapters.length + 1);
  expect(second.chapters.at(-1)?.clauses.map(({ id }) => id)).toEqual(
    first.chapters.at(-1)?.clauses.map(({ id }) => `${id}-2`),
  );
  expect(second.setIn).toEqual(first.setIn);
});

test('a book or a chapter that is not there is named', () => {
  expect(bring('car-showroom', 'nowhere')).toMatchObject({
    ok: false,
    code: 'BOOK_UNKNOWN',
    detail: { book: 'nowhere' },
  });
  expect(bring('car-showroom', 'club-membership', [99])).toMatchObject({
    ok: false,
    code: 'CHAPTER_UNKNOWN',
    detail: { chapter: 100 },
  });
});
