/** Keyset cursors: the sort values of the last row, opaque to callers. A damaged cursor is a refusal, not a crash. */
import { invalid } from './refused.ts';

export const toCursor = (values: readonly (string | number | null)[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url');

export function fromCursor(cursor: string | undefined, length: number): (string | number | null)[] | null {
  if (!cursor) return null;
  try {
    const values = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown;
    if (Array.isArray(values) && values.length === length) return values as (string | number | null)[];
  } catch {
    // falls through to the refusal
  }
  throw invalid('cursor', '翻页位置无效,请从第一页开始 / the cursor is damaged, start from the first page');
}

/** Cuts one row more than asked into a page: ask the database for `limit + 1` rows. */
export function pageFrom<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly (string | number | null)[],
): {
  rows: Row[];
  nextCursor: string | null;
} {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, nextCursor: rows.length > limit && last ? toCursor(keyOf(last)) : null };
}
