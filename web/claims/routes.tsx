import {
  BarChartOutlined,
  CheckSquareOutlined,
  InboxOutlined,
  IdcardOutlined,
  PhoneOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import type { PageRoute } from '../shell/pages.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/claims/today',
    title: 'claims.today.title',
    may: 'claims.read',
    menu: { icon: <CheckSquareOutlined />, group: 'customers', order: 20, phone: 3 },
    page: () => import('./TodayPage.tsx').then((page) => page.TodayPage),
  },
  {
    path: '/claims',
    title: 'claims.list.title',
    may: 'claims.read',
    menu: { icon: <IdcardOutlined />, group: 'customers', order: 30 },
    page: () => import('./ClaimsPage.tsx').then((page) => page.ClaimsPage),
  },
  {
    path: '/pool',
    title: 'claims.pool.title',
    may: 'claims.take',
    menu: { icon: <InboxOutlined />, group: 'customers', order: 40 },
    page: () => import('./PoolPage.tsx').then((page) => page.PoolPage),
  },
  {
    path: '/follow-ups',
    title: 'claims.register.title',
    may: 'claims.read',
    menu: { icon: <PhoneOutlined />, group: 'customers', order: 50 },
    page: () => import('./FollowUpsPage.tsx').then((page) => page.FollowUpsPage),
  },
  {
    path: '/claims/coverage',
    title: 'claims.coverage.title',
    may: 'claims.read',
    menu: { icon: <BarChartOutlined />, group: 'customers', order: 60 },
    page: () => import('./CoveragePage.tsx').then((page) => page.CoveragePage),
  },
  {
    path: '/handovers',
    title: 'claims.handover.title',
    may: 'claims.handover',
    menu: { icon: <TeamOutlined />, group: 'house', order: 30 },
    page: () => import('./HandoverPage.tsx').then((page) => page.HandoverPage),
  },
  {
    path: '/follow-up-templates',
    title: 'claims.templates.title',
    may: 'claims.templates',
    page: () => import('./TemplatesPage.tsx').then((page) => page.TemplatesPage),
  },
];
