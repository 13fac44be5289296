/** Three-way merging of lists and of single values: what only one side changed is taken over, what both changed is a conflict. */
import { diffArrays } from 'diff';

export type Side = 'base' | 'mine' | 'theirs';
export interface Three<Value> {
  readonly base: Value;
  readonly mine: Value;
  readonly theirs: Value;
}

/** The agreed value, or null inside `clash` when both sides changed it differently. */
export function threeWay<Value extends string | number | null>({
  base,
  mine,
  theirs,
}: Three<Value>): { readonly clash: false; readonly value: Value } | { readonly clash: true } {
  if (mine === theirs || theirs === base) return { clash: false, value: mine };
  if (mine === base) return { clash: false, value: theirs };
  return { clash: true };
}

export type Chunk<Item> =
  | { readonly clash: false; readonly items: readonly Item[] }
  | ({ readonly clash: true } & Three<readonly Item[]>);

/** Runs of items that agree or that one side alone changed, and runs that both changed differently. */
export function threeWayList<Item extends { readonly key: string }>(lists: Three<readonly Item[]>): Chunk<Item>[] {
  const { base, mine, theirs } = lists;
  const inMine = matches(base, mine);
  const inTheirs = matches(base, theirs);
  const chunks: Chunk<Item>[] = [];
  let from: Three<number> = { base: 0, mine: 0, theirs: 0 };
  const upTo = (to: Three<number>): void => {
    const chunk = settle({
      base: base.slice(from.base, to.base),
      mine: mine.slice(from.mine, to.mine),
      theirs: theirs.slice(from.theirs, to.theirs),
    });
    if (chunk) chunks.push(chunk);
    from = to;
  };
  for (let at = 0; at < base.length; at += 1) {
    const [m, t] = [inMine.get(at), inTheirs.get(at)];
    if (m === undefined || t === undefined) continue; // an anchor stands in all three
    upTo({ base: at, mine: m, theirs: t });
    upTo({ base: at + 1, mine: m + 1, theirs: t + 1 });
  }
  upTo({ base: base.length, mine: mine.length, theirs: theirs.length });
  return chunks;
}

function settle<Item extends { readonly key: string }>(run: Three<readonly Item[]>): Chunk<Item> | null {
  const { base, mine, theirs } = run;
  if (base.length + mine.length + theirs.length === 0) return null;
  const key = (items: readonly Item[]): string => JSON.stringify(items.map((item) => item.key));
  if (key(mine) === key(theirs) || key(theirs) === key(base)) return { clash: false, items: mine };
  if (key(mine) === key(base)) return { clash: false, items: theirs };
  return { clash: true, ...run };
}

/** Index in the base → index in the other list, for the items both have in the same order. */
function matches<Item extends { readonly key: string }>(
  base: readonly Item[],
  other: readonly Item[],
): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  let [b, o] = [0, 0];
  for (const part of diffArrays(
    base.map(({ key }) => key),
    other.map(({ key }) => key),
  )) {
    if (part.added) o += part.value.length;
    else if (part.removed) b += part.value.length;
    else for (const _key of part.value) found.set(b++, o++);
  }
  return found;
}
