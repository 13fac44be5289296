/** Which pages a person finds in the menu. */
import { allPages, type MenuGroup, menuGroups } from '../pages.ts';

type Grants = Readonly<Record<string, unknown>>;
type Known = (typeof allPages)[number];
type Listed = Known & { readonly menu: NonNullable<Known['menu']> };

const listed = (grants: Grants): Listed[] =>
  allPages.filter((page): page is Listed => page.menu !== undefined && (!page.may || page.may in grants));

export const menuOf = (grants: Grants): readonly { readonly group: MenuGroup; readonly pages: readonly Listed[] }[] =>
  menuGroups
    .map((group) => ({
      group,
      pages: listed(grants)
        .filter((page) => page.menu.group === group)
        .sort((a, b) => a.menu.order - b.menu.order),
    }))
    .filter(({ pages }) => pages.length > 0);

export const PHONE_TABS = 4;
export const tabsOf = (grants: Grants): readonly Listed[] =>
  listed(grants)
    .filter((page) => page.menu.phone !== undefined)
    .sort((a, b) => (a.menu.phone ?? 0) - (b.menu.phone ?? 0))
    .slice(0, PHONE_TABS);
