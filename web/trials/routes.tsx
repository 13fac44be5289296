import { SlidersOutlined } from '@ant-design/icons';
import type { PageRoute } from '../shell/pages.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/trials',
    page: () => import('./TrialPage.tsx').then((page) => page.TrialPage),
    title: 'trials.menu',
    may: 'rulebook.try',
    menu: { icon: <SlidersOutlined />, group: 'rules', order: 30 },
  },
];
