import { AuditOutlined } from '@ant-design/icons';
import { lazy } from 'react';
import type { PageRoute } from '../shell/pages.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/approvals',
    title: 'approvals.title',
    may: 'approvals.read',
    menu: {
      icon: <AuditOutlined />,
      group: 'sales',
      order: 5,
      phone: 3.5,
      badge: lazy(async () => ({ default: (await import('./WaitingBadge.tsx')).WaitingBadge })),
    },
    page: () => import('./InboxPage.tsx').then((page) => page.InboxPage),
  },
  {
    path: '/approvals/new',
    title: 'approvals.new.title',
    may: 'approvals.read',
    page: () => import('./RequestPage.tsx').then((page) => page.RequestPage),
  },
  {
    path: '/approvals/delegations',
    title: 'approvals.delegations.title',
    may: 'approvals.decide',
    page: () => import('./DelegationsPage.tsx').then((page) => page.DelegationsPage),
  },
  {
    path: '/approvals/:approvalId',
    title: 'approvals.one.title',
    may: 'approvals.read',
    page: () => import('./ApprovalPage.tsx').then((page) => page.ApprovalPage),
  },
];
