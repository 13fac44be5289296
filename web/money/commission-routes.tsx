import { AccountBookOutlined, AlertOutlined, FlagOutlined, WalletOutlined } from '@ant-design/icons';
import type { PageRoute } from '../shell/pages.ts';

export const commissionRoutes: readonly PageRoute[] = [
  {
    path: '/my-pay',
    title: 'pay.mine.title',
    may: 'money.statements',
    menu: { icon: <WalletOutlined />, group: 'money', order: 60, phone: 6 },
    page: () => import('./MyPayPage.tsx').then((page) => page.MyPayPage),
  },
  {
    path: '/pay/months',
    title: 'pay.months.title',
    may: 'money.settle',
    menu: { icon: <AccountBookOutlined />, group: 'money', order: 61 },
    page: () => import('./MonthsPage.tsx').then((page) => page.MonthsPage),
  },
  {
    path: '/pay/plans',
    title: 'pay.plans.title',
    may: 'money.settle',
    menu: { icon: <FlagOutlined />, group: 'money', order: 62 },
    page: () => import('./PlansPage.tsx').then((page) => page.PlansPage),
  },
  {
    path: '/pay/penalties',
    title: 'pay.penalties.title',
    may: 'money.settle',
    menu: { icon: <AlertOutlined />, group: 'money', order: 63 },
    page: () => import('./PenaltiesPage.tsx').then((page) => page.PenaltiesPage),
  },
  {
    path: '/pay/months/:siteId/:month',
    title: 'pay.month.title',
    may: 'money.settle',
    page: () => import('./MonthPage.tsx').then((page) => page.MonthPage),
  },
  {
    path: '/statements/:statementId',
    title: 'pay.statement.title',
    may: 'money.statements',
    page: () => import('./StatementPage.tsx').then((page) => page.StatementPage),
  },
];
