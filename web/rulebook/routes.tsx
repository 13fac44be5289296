import { BookOutlined } from '@ant-design/icons';
import type { PageRoute } from '../shell/pages.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/rulebooks',
    page: () => import('./RulebooksPage.tsx').then((page) => page.RulebooksPage),
    title: 'rulebook.menu',
    may: 'rulebook.read',
    menu: { icon: <BookOutlined />, group: 'rules', order: 10 },
  },
  {
    path: '/rulebooks/:rulebookId',
    page: () => import('./DocumentPage.tsx').then((page) => page.DocumentPage),
    title: 'rulebook.menu',
    may: 'rulebook.read',
  },
];
