import { ToolOutlined } from '@ant-design/icons';
import type { PageRoute } from '../shell/pages.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/remedies',
    title: 'remedies.title',
    may: 'remedies.read',
    menu: { icon: <ToolOutlined />, group: 'customers', order: 80 },
    page: () => import('./ListPage.tsx').then((page) => page.ListPage),
  },
  {
    path: '/remedies/:remedyId',
    title: 'remedies.case',
    may: 'remedies.read',
    page: () => import('./CasePage.tsx').then((page) => page.CasePage),
  },
];
