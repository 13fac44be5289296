import { MailOutlined } from '@ant-design/icons';
import type { PageRoute } from '../shell/pages.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/liaison',
    title: 'liaison.title',
    may: 'liaison.read',
    menu: { icon: <MailOutlined />, group: 'sales', order: 24 },
    page: () => import('./NotesPage.tsx').then((page) => page.NotesPage),
  },
  {
    path: '/liaison/departments',
    title: 'liaison.departments',
    may: 'liaison.manage',
    page: () => import('./DepartmentsPage.tsx').then((page) => page.DepartmentsPage),
  },
  {
    path: '/liaison/:noteId',
    title: 'liaison.note',
    may: 'liaison.read',
    page: () => import('./NotePage.tsx').then((page) => page.NotePage),
  },
];
