import { BookOutlined, FileDoneOutlined } from '@ant-design/icons';
import { lazy } from 'react';
import type { PageRoute } from '../shell/pages.ts';

/** What stands above the page a person starts their day with. */
export const firstPageBanner = lazy(async () => ({ default: (await import('./SignBanner.tsx')).SignBanner }));

export const routes: readonly PageRoute[] = [
  {
    path: '/rulebooks',
    page: () => import('./RulebooksPage.tsx').then((page) => page.RulebooksPage),
    title: 'rulebook.menu',
    may: 'rulebook.read',
    menu: { icon: <BookOutlined />, group: 'rules', order: 10 },
  },
  {
    path: '/rulebooks/sign',
    page: () => import('./SignListPage.tsx').then((page) => page.SignListPage),
    title: 'rulebook.sign.menu',
    may: 'rulebook.sign',
    menu: { icon: <FileDoneOutlined />, group: 'rules', order: 15 },
  },
  {
    path: '/rulebooks/drafts/:draftId',
    page: () => import('./DraftPage.tsx').then((page) => page.DraftPage),
    title: 'rulebook.draft',
    may: 'rulebook.read',
  },
  {
    path: '/rulebooks/drafts/:draftId/merge',
    page: () => import('./MergePage.tsx').then((page) => page.MergePage),
    title: 'rulebook.merge',
    may: 'rulebook.read',
  },
  {
    path: '/rulebooks/:rulebookId',
    page: () => import('./DocumentPage.tsx').then((page) => page.DocumentPage),
    title: 'rulebook.menu',
    may: 'rulebook.read',
  },
  {
    path: '/rulebooks/:rulebookId/compare',
    page: () => import('./ComparePage.tsx').then((page) => page.ComparePage),
    title: 'rulebook.compare',
    may: 'rulebook.read',
  },
  {
    path: '/rulebooks/:rulebookId/sign',
    page: () => import('./SignPage.tsx').then((page) => page.SignPage),
    title: 'rulebook.sign.menu',
    may: 'rulebook.sign',
  },
  {
    path: '/rulebooks/:rulebookId/signatures',
    page: () => import('./SignaturesPage.tsx').then((page) => page.SignaturesPage),
    title: 'rulebook.signatures',
    may: 'rulebook.sign',
  },
  {
    path: '/rulebooks/:rulebookId/print',
    page: () => import('./PrintPage.tsx').then((page) => page.PrintPage),
    title: 'rulebook.print',
    may: 'rulebook.read',
    frame: 'bare',
  },
];
