/** Where the clauses of a merged document stand: which chapters there are, in which order, and which clauses in each. */
import { pairChapters } from './diff.ts';
import type { Ledger } from './merge.ts';
import { describe } from './merge-words.ts';
import type { OutlineChapter } from './outline.ts';
import { type Side, type Three, threeWay } from './three-way.ts';

export interface PlacedChapter extends Omit<OutlineChapter, 'clauses'> {
  readonly clauses: readonly string[];
}
type Keyed = OutlineChapter & { readonly key: string };
const sides = ['base', 'mine', 'theirs'] as const;

export function mergePlaces(
  chapters: Three<readonly OutlineChapter[]>,
  kept: ReadonlySet<string>,
  ledger: Ledger,
): PlacedChapter[] {
  const keyed = keyChapters(chapters);
  const home = {
    base: homes(keyed.base),
    mine: homes(keyed.mine),
    theirs: homes(keyed.theirs),
  };
  const placed = [...kept].map((id) => ({ id, ...placeOf(id, home, keyed, ledger) }));
  const held = new Set(placed.map(({ chapter }) => chapter));
  const keys = chapterOrder(keyed, held, ledger);
  return keys.map((key): PlacedChapter => {
    const own = placed.filter(({ chapter }) => chapter === key);
    const versions = threeOf((side) => keyed[side].find((chapter) => chapter.key === key) ?? null);
    const title = versions.theirs?.title ?? versions.mine?.title ?? versions.base?.title ?? '';
    return { ...attributes(key, versions, ledger), clauses: clauseOrder(key, title, own, versions, ledger) };
  });
}

const threeOf = <Value>(of: (side: Side) => Value): Three<Value> => ({
  base: of('base'),
  mine: of('mine'),
  theirs: of('theirs'),
});

function keyChapters(chapters: Three<readonly OutlineChapter[]>): Three<readonly Keyed[]> {
  const titled = (list: readonly OutlineChapter[]) =>
    list.map((chapter) => ({ ...chapter, title: chapter.title ?? '' }));
  const keys = (side: 'mine' | 'theirs'): Keyed[] => {
    const pairs = pairChapters(titled(chapters.base), titled(chapters[side]));
    return chapters[side].map((chapter, index) => {
      const pair = pairs[index] ?? null;
      return { ...chapter, key: pair === null ? `+${chapter.title}` : `=${pair}` };
    });
  };
  return {
    base: chapters.base.map((chapter, index) => ({ ...chapter, key: `=${index}` })),
    mine: keys('mine'),
    theirs: keys('theirs'),
  };
}

const homes = (chapters: readonly Keyed[]): ReadonlyMap<string, string> =>
  new Map(chapters.flatMap(({ key, clauses }) => clauses.map(({ id }) => [id, key])));

interface Place {
  readonly chapter: string;
  /** The text whose neighbours say where in the chapter it goes. */
  readonly from: Side;
}

function placeOf(
  id: string,
  home: Three<ReadonlyMap<string, string>>,
  keyed: Three<readonly Keyed[]>,
  ledger: Ledger,
): Place {
  const three = threeOf((side) => home[side].get(id) ?? null);
  const { mine, theirs } = three;
  if (mine === null || theirs === null) {
    const from = theirs === null ? 'mine' : 'theirs';
    return { chapter: three[from] ?? '', from };
  }
  const agreed = threeWay(three);
  if (!agreed.clash) return { chapter: agreed.value ?? '', from: agreed.value === theirs ? 'theirs' : 'mine' };
  const titleOf = (side: Side) => keyed[side].find(({ key }) => key === three[side])?.title ?? null;
  const from = ledger.decide({
    id: `place:${id}`,
    what: 'order',
    clause: id,
    about: describe.place(id),
    ...threeOf(titleOf),
  });
  return { chapter: three[from] ?? theirs, from: three[from] === null ? 'theirs' : from };
}

function chapterOrder(keyed: Three<readonly Keyed[]>, held: ReadonlySet<string>, ledger: Ledger): string[] {
  const keys = threeOf((side) => keyed[side].map(({ key }) => key));
  const essence = (side: Side, key: string): string | null => {
    const chapter = keyed[side].find((one) => one.key === key);
    return chapter ? JSON.stringify([chapter.title, chapter.gloss, chapter.notes]) : null;
  };
  // A chapter goes when one side removed it, nothing is left in it, and the other side did not write in its head.
  const stays = (key: string): boolean => {
    const [was, mine, theirs] = [essence('base', key), essence('mine', key), essence('theirs', key)];
    if (held.has(key) || was === null || (mine !== null && theirs !== null)) return true;
    const left = mine ?? theirs;
    return left !== null && left !== was;
  };
  const common = (side: Side): string[] => keys[side].filter((key) => sides.every((one) => keys[one].includes(key)));
  const titles = (side: Side): string =>
    common(side)
      .map((key) => keyed[side].find((chapter) => chapter.key === key)?.title ?? '')
      .join('、');
  const side = sideOf(threeOf(common), () =>
    ledger.decide({
      id: 'order:chapters',
      what: 'order',
      clause: null,
      about: describe.chapterOrder(),
      ...threeOf(titles),
    }),
  );
  const order = common(side);
  for (const from of ['theirs', 'mine', 'base'] as const) insertMissing(order, keys[from].filter(stays), keys[from]);
  return order.filter(stays);
}

function clauseOrder(
  key: string,
  title: string,
  own: readonly (Place & { id: string })[],
  versions: Three<Keyed | null>,
  ledger: Ledger,
): string[] {
  const ids = threeOf((side) => versions[side]?.clauses.map(({ id }) => id) ?? []);
  const mineToo = new Set(own.map(({ id }) => id));
  const common = (side: Side): string[] =>
    ids[side].filter((id) => mineToo.has(id) && sides.every((one) => ids[one].includes(id)));
  const side = sideOf(threeOf(common), () =>
    ledger.decide({
      id: `order:${key}`,
      what: 'order',
      clause: null,
      about: describe.order(title),
      ...threeOf((one) => common(one).join('、')),
    }),
  );
  const order = common(side);
  for (const from of ['theirs', 'mine', 'base'] as const) {
    const here = own.filter((place) => place.from === from).map(({ id }) => id);
    insertMissing(
      order,
      ids[from].filter((id) => here.includes(id)),
      ids[from],
    );
  }
  return order;
}

/** The side whose order holds: the one that changed it alone, or the chosen one. */
function sideOf(orders: Three<readonly string[]>, choose: () => Side): Side {
  const agreed = threeWay(threeOf((side) => orders[side].join('\n')));
  if (agreed.clash) return choose();
  return agreed.value === orders.theirs.join('\n') ? 'theirs' : 'mine';
}

/** Puts what is not there yet after its nearest predecessor that is. */
function insertMissing(order: string[], wanted: readonly string[], sequence: readonly string[]): void {
  for (const one of wanted) {
    if (order.includes(one)) continue;
    const before = sequence.slice(0, sequence.indexOf(one)).findLast((other) => order.includes(other));
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, one);
  }
}

function attributes(key: string, versions: Three<Keyed | null>, ledger: Ledger): Omit<OutlineChapter, 'clauses'> {
  const { mine, theirs } = versions;
  if (!mine || !theirs) {
    const only = theirs ?? mine ?? versions.base;
    return { title: only?.title ?? null, gloss: only?.gloss ?? '', notes: only?.notes ?? '' };
  }
  const of = <Field extends 'title' | 'gloss' | 'notes'>(field: Field) => {
    const three = threeOf((side) => versions[side]?.[field] ?? null);
    return ledger.value(three, () => ({
      id: `chapter:${key}:${field}`,
      what: 'chapter',
      clause: null,
      about: describe.chapter(theirs.title ?? '', field),
      ...three,
    }));
  };
  return { title: of('title'), gloss: of('gloss') ?? '', notes: of('notes') ?? '' };
}
