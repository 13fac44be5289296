import { ImportOutlined } from '@ant-design/icons';
import type { PageRoute } from '../shell/pages.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/imports',
    title: 'imports.title',
    may: 'imports.read',
    menu: { icon: <ImportOutlined />, group: 'house', order: 40 },
    page: () => import('./ImportsPage.tsx').then((page) => page.ImportsPage),
  },
  {
    path: '/imports/files/:fileId',
    title: 'imports.file.title',
    may: 'imports.read',
    page: () => import('./FilePage.tsx').then((page) => page.FilePage),
  },
  {
    path: '/imports/:importId',
    title: 'imports.one.title',
    may: 'imports.read',
    page: () => import('./ImportPage.tsx').then((page) => page.ImportPage),
  },
];
