import {
  AuditOutlined,
  BellOutlined,
  CustomerServiceOutlined,
  PhoneOutlined,
  ScheduleOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import type { PageRoute } from '../shell/pages.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/desk',
    title: 'desk.console.title',
    may: 'desk.receive',
    menu: { icon: <CustomerServiceOutlined />, group: 'floor', order: 10 },
    page: () => import('./ConsolePage.tsx').then((page) => page.ConsolePage),
  },
  {
    path: '/desk/mine',
    title: 'desk.mine.title',
    may: 'desk.serve',
    menu: { icon: <BellOutlined />, group: 'floor', order: 20, phone: 1 },
    page: () => import('./MinePage.tsx').then((page) => page.MinePage),
  },
  {
    path: '/desk/ledger',
    title: 'desk.ledger.title',
    may: 'desk.read',
    menu: { icon: <AuditOutlined />, group: 'floor', order: 30, phone: 4 },
    page: () => import('./LedgerPage.tsx').then((page) => page.LedgerPage),
  },
  {
    path: '/desk/visits',
    title: 'desk.visits.title',
    may: 'desk.registers',
    menu: { icon: <TeamOutlined />, group: 'floor', order: 40 },
    page: () => import('./VisitsPage.tsx').then((page) => page.VisitsPage),
  },
  {
    path: '/desk/visits/:visitId',
    title: 'desk.visit',
    may: 'desk.read',
    page: () => import('./VisitPage.tsx').then((page) => page.VisitPage),
  },
  {
    path: '/desk/calls',
    title: 'desk.calls.title',
    may: 'desk.registers',
    menu: { icon: <PhoneOutlined />, group: 'floor', order: 50 },
    page: () => import('./CallsPage.tsx').then((page) => page.CallsPage),
  },
  {
    path: '/desk/day',
    title: 'desk.day.title',
    may: 'desk.supervise',
    menu: { icon: <ScheduleOutlined />, group: 'floor', order: 60 },
    page: () => import('./DayPage.tsx').then((page) => page.DayPage),
  },
  {
    path: '/board/:siteId',
    title: 'desk.board.title',
    may: 'desk.read',
    frame: 'bare',
    page: () => import('./BoardPage.tsx').then((page) => page.BoardPage),
  },
];
