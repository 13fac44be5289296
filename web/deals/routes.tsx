import {
  CarryOutOutlined,
  FileTextOutlined,
  HourglassOutlined,
  OrderedListOutlined,
  ProfileOutlined,
  SafetyCertificateOutlined,
  ScheduleOutlined,
} from '@ant-design/icons';
import type { PageRoute } from '../shell/pages.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/deals',
    title: 'deals.list.title',
    may: 'deals.read',
    menu: { icon: <CarryOutOutlined />, group: 'sales', order: 20, phone: 7 },
    page: () => import('./DealsPage.tsx').then((page) => page.DealsPage),
  },
  {
    path: '/deals/new',
    title: 'deals.new.title',
    may: 'deals.open',
    page: () => import('./NewDealPage.tsx').then((page) => page.NewDealPage),
  },
  {
    path: '/deals/queue',
    title: 'deals.queue.title',
    may: 'deals.orders',
    menu: { icon: <OrderedListOutlined />, group: 'sales', order: 21 },
    page: () => import('./QueuePage.tsx').then((page) => page.QueuePage),
  },
  {
    path: '/deals/duties',
    title: 'deals.duties.title',
    may: 'deals.read',
    menu: { icon: <ScheduleOutlined />, group: 'sales', order: 21 },
    page: () => import('./DutiesPage.tsx').then((page) => page.DutiesPage),
  },
  {
    path: '/deals/registers',
    title: 'deals.registers.title',
    may: 'deals.orders',
    menu: { icon: <ProfileOutlined />, group: 'sales', order: 22 },
    page: () => import('./RegistersPage.tsx').then((page) => page.RegistersPage),
  },
  {
    path: '/deals/stalled',
    title: 'deals.stalled.title',
    may: 'deals.read',
    menu: { icon: <HourglassOutlined />, group: 'sales', order: 23 },
    page: () => import('./StalledPage.tsx').then((page) => page.StalledPage),
  },
  {
    path: '/deals/seals',
    title: 'deals.seals.title',
    may: 'deals.seals',
    menu: { icon: <SafetyCertificateOutlined />, group: 'sales', order: 25 },
    page: () => import('./SealsPage.tsx').then((page) => page.SealsPage),
  },
  {
    path: '/deals/templates',
    title: 'deals.templates.title',
    may: 'deals.templates',
    menu: { icon: <FileTextOutlined />, group: 'sales', order: 29 },
    page: () => import('./TemplatesPage.tsx').then((page) => page.TemplatesPage),
  },
  {
    path: '/deals/:dealId',
    title: 'deals.deal.title',
    may: 'deals.read',
    page: () => import('./DealPage.tsx').then((page) => page.DealPage),
  },
];
