import { ReadOutlined } from '@ant-design/icons';
import type { PageRoute } from '../shell/pages.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/journal',
    page: () => import('./JournalPage.tsx').then((page) => page.JournalPage),
    title: 'journal.menu',
    may: 'journal.read',
    menu: { icon: <ReadOutlined />, group: 'rules', order: 20 },
  },
];
