/** What a capability says about its pages: a plain list in web/<capability>/routes.tsx, found by itself. */
import type { ComponentType, ReactNode } from 'react';

export interface PageRoute {
  /** "/claims/today", "/customers/:customerId". */
  readonly path: string;
  /** A page is loaded when it is first opened: () => import('./TodayPage.tsx').then((page) => page.TodayPage). */
  readonly page: () => Promise<ComponentType>;
  /** Key of the title: browser tab and menu. */
  readonly title: string;
  /** Permission without which the page is neither shown nor listed. */
  readonly may?: string;
  /** public: no session, no frame (signing in). bare: session but no frame (wall board). */
  readonly frame?: 'public' | 'bare';
  readonly menu?: {
    readonly icon: ReactNode;
    readonly group: MenuGroup;
    /** Within the group, smallest first. */
    readonly order: number;
    /** Put it in the bottom bar of phones, smallest first; four fit. */
    readonly phone?: number;
    /** Beside the word: how many wait, or nothing. Lazy, so that the menu stands without it. */
    readonly badge?: ComponentType;
  };
}

export const menuGroups = ['floor', 'customers', 'sales', 'money', 'figures', 'rules', 'house'] as const;
export type MenuGroup = (typeof menuGroups)[number];

interface Found {
  readonly routes: readonly PageRoute[];
  /** Stands above the page a person starts their day with, when it has something to say. Lazy. */
  readonly firstPageBanner?: ComponentType;
}
const found = import.meta.glob<Found>('../*/routes.tsx', { eager: true });
export const firstPageBanners: readonly ComponentType[] = Object.values(found).flatMap(({ firstPageBanner }) =>
  firstPageBanner ? [firstPageBanner] : [],
);
/** Every page, with the capability whose folder it lies in. */
export const allPages: readonly (PageRoute & { readonly capability: string })[] = Object.entries(found).flatMap(
  ([file, { routes }]) => routes.map((route) => ({ ...route, capability: file.split('/')[1] ?? '' })),
);
