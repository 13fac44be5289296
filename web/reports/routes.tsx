import {
  FieldTimeOutlined,
  FunnelPlotOutlined,
  LineChartOutlined,
  RiseOutlined,
  TableOutlined,
} from '@ant-design/icons';
import type { PageRoute } from '../shell/pages.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/reports/sales',
    page: () => import('./SalesPage.tsx').then((page) => page.SalesPage),
    title: 'reports.sales.title',
    may: 'reports.sales',
    menu: { icon: <LineChartOutlined />, group: 'figures', order: 80 },
  },
  {
    path: '/reports/ledger',
    page: () => import('./LedgerPage.tsx').then((page) => page.LedgerPage),
    title: 'reports.ledger.title',
    may: 'reports.sales',
    menu: { icon: <TableOutlined />, group: 'figures', order: 82 },
  },
  {
    path: '/reports/funnel',
    page: () => import('./FunnelPage.tsx').then((page) => page.FunnelPage),
    title: 'reports.funnel.title',
    may: 'reports.sales',
    menu: { icon: <FunnelPlotOutlined />, group: 'figures', order: 84 },
  },
  {
    path: '/reports/deliveries',
    page: () => import('./DeliveriesPage.tsx').then((page) => page.DeliveriesPage),
    title: 'reports.deliveries.title',
    may: 'reports.sales',
    menu: { icon: <FieldTimeOutlined />, group: 'figures', order: 85 },
  },
  {
    path: '/reports/position',
    page: () => import('./PositionPage.tsx').then((page) => page.PositionPage),
    title: 'reports.position.title',
    may: 'reports.sales',
    menu: { icon: <RiseOutlined />, group: 'figures', order: 78 },
  },
];
