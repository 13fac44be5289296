import { AuditOutlined, BarChartOutlined, ReadOutlined } from '@ant-design/icons';
import type { PageRoute } from '../shell/pages.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/journal',
    page: () => import('./JournalPage.tsx').then((page) => page.JournalPage),
    title: 'journal.menu',
    may: 'journal.read',
    menu: { icon: <ReadOutlined />, group: 'rules', order: 50 },
  },
  {
    path: '/journal/reports',
    page: () => import('./ReportsPage.tsx').then((page) => page.ReportsPage),
    title: 'journal.reports.title',
    may: 'journal.reports',
    menu: { icon: <BarChartOutlined />, group: 'rules', order: 60 },
  },
  {
    path: '/journal/audit',
    page: () => import('./AuditPage.tsx').then((page) => page.AuditPage),
    title: 'journal.audit.title',
    may: 'journal.audit',
    menu: { icon: <AuditOutlined />, group: 'rules', order: 70 },
  },
];
