import {
  BankOutlined,
  CalendarOutlined,
  DollarOutlined,
  FileTextOutlined,
  PhoneOutlined,
  RollbackOutlined,
  ScheduleOutlined,
} from '@ant-design/icons';
import type { PageRoute } from '../shell/pages.ts';

export const ledgerRoutes: readonly PageRoute[] = [
  {
    path: '/money/cashier',
    title: 'money.cashier.title',
    may: 'money.receive',
    menu: { icon: <DollarOutlined />, group: 'money', order: 40, phone: 5 },
    page: () => import('./CashierPage.tsx').then((page) => page.CashierPage),
  },
  {
    path: '/money/dunning',
    title: 'money.dunning.title',
    may: 'money.dun',
    menu: { icon: <PhoneOutlined />, group: 'money', order: 41, phone: 7 },
    page: () => import('./DunningPage.tsx').then((page) => page.DunningPage),
  },
  {
    path: '/money/receivables',
    title: 'money.receivables.title',
    may: 'money.read',
    menu: { icon: <ScheduleOutlined />, group: 'money', order: 42 },
    page: () => import('./ReceivablesPage.tsx').then((page) => page.ReceivablesPage),
  },
  {
    path: '/money/receipts',
    title: 'money.receipts.title',
    may: 'money.read',
    menu: { icon: <FileTextOutlined />, group: 'money', order: 43 },
    page: () => import('./ReceiptsPage.tsx').then((page) => page.ReceiptsPage),
  },
  {
    path: '/money/day',
    title: 'money.day.title',
    may: 'money.close',
    menu: { icon: <CalendarOutlined />, group: 'money', order: 44 },
    page: () => import('./DayPage.tsx').then((page) => page.DayPage),
  },
  {
    path: '/money/bank',
    title: 'money.bank.title',
    may: 'money.close',
    menu: { icon: <BankOutlined />, group: 'money', order: 45 },
    page: () => import('./BankPage.tsx').then((page) => page.BankPage),
  },
  {
    path: '/money/refunds',
    title: 'money.refunds.title',
    may: 'money.read',
    menu: { icon: <RollbackOutlined />, group: 'money', order: 46 },
    page: () => import('./RefundsPage.tsx').then((page) => page.RefundsPage),
  },
  {
    path: '/money/deals/:dealId',
    title: 'money.account.title',
    may: 'money.read',
    page: () => import('./AccountPage.tsx').then((page) => page.AccountPage),
  },
  {
    path: '/money/receipts/:receiptId',
    title: 'money.receipt.title',
    may: 'money.read',
    page: () => import('./ReceiptPage.tsx').then((page) => page.ReceiptPage),
  },
  {
    path: '/money/demands/:demandId',
    title: 'money.letter.title',
    may: 'money.dun',
    page: () => import('./LetterPage.tsx').then((page) => page.LetterPage),
  },
  {
    path: '/money/bank/:fileId',
    title: 'money.bank.lines',
    may: 'money.close',
    page: () => import('./StatementLinesPage.tsx').then((page) => page.StatementLinesPage),
  },
];
