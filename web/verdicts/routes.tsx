import { SwapOutlined } from '@ant-design/icons';
import type { PageRoute } from '../shell/pages.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/disputes',
    title: 'verdicts.list.title',
    may: 'claims.dispute',
    menu: { icon: <SwapOutlined />, group: 'customers', order: 70 },
    page: () => import('./DisputesPage.tsx').then((page) => page.DisputesPage),
  },
  {
    path: '/disputes/:disputeId',
    title: 'verdicts.file.title',
    may: 'claims.dispute',
    page: () => import('./FilePage.tsx').then((page) => page.FilePage),
  },
];
