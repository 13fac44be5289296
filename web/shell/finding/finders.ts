/** What can be found from anywhere: pages of the menu, and the records of each capability that says how in web/<capability>/find.ts. */
import sounds from 'virtual:titles/sounds';
import { allPages } from '../pages.ts';
import type { StateTone } from '../theme.ts';

export interface Found {
  readonly id: string;
  readonly to: string;
  readonly name: string;
  readonly detail: string;
  /** Key of the state's word, and its colour. */
  readonly state?: { readonly key: string; readonly tone: StateTone };
}

export interface Finder {
  /** Key of the heading above what it finds. */
  readonly title: string;
  readonly may: string;
  /** A handful, best first. The server keeps to what the person may see. */
  readonly find: (q: string, signal: AbortSignal) => Promise<readonly Found[]>;
}

type Grants = Readonly<Record<string, unknown>>;
const PAGES_MAX = 8;

const files = import.meta.glob<{ finder: Finder }>('../../*/find.ts');
export const loadFinders = (): Promise<readonly Finder[]> =>
  Promise.all(Object.values(files).map(async (load) => (await load()).finder));

/** Pages by their title, or by how it is typed: 销控表, "xiaokongbiao", "xkb". Those whose title begins with it come first. */
export function findPages(q: string, grants: Grants, titleOf: (key: string) => string): readonly Found[] {
  const wanted = q.toLowerCase();
  return allPages
    .filter((page) => !page.path.includes(':') && page.frame !== 'public' && (!page.may || page.may in grants))
    .map((page) => {
      const name = titleOf(page.title);
      const ways = [name.toLowerCase(), ...(sounds[page.title] ?? '').split(' ')];
      const rank = ways.some((way) => way.startsWith(wanted)) ? 0 : ways.some((way) => way.includes(wanted)) ? 1 : 2;
      return { rank, found: { id: page.path, to: page.path, name, detail: '' } };
    })
    .filter(({ rank }) => rank < 2)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, PAGES_MAX)
    .map(({ found }) => found);
}
