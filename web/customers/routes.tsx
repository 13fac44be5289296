import { AuditOutlined, ContactsOutlined, DiffOutlined, FormOutlined, ProfileOutlined } from '@ant-design/icons';
import type { PageRoute } from '../shell/pages.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/customers',
    title: 'customers.list.title',
    may: 'customers.read',
    menu: { icon: <ContactsOutlined />, group: 'customers', order: 10, phone: 2 },
    page: () => import('./ListPage.tsx').then((page) => page.ListPage),
  },
  {
    path: '/customers/new',
    title: 'customers.register.title',
    may: 'customers.register',
    page: () => import('./RegisterPage.tsx').then((page) => page.RegisterPage),
  },
  {
    path: '/customers/duplicates',
    title: 'customers.duplicates.title',
    may: 'customers.merge',
    menu: { icon: <DiffOutlined />, group: 'customers', order: 60 },
    page: () => import('./DuplicatesPage.tsx').then((page) => page.DuplicatesPage),
  },
  {
    path: '/customers/day',
    title: 'customers.day.title',
    may: 'customers.read',
    menu: { icon: <ProfileOutlined />, group: 'customers', order: 50 },
    page: () => import('./DayPage.tsx').then((page) => page.DayPage),
  },
  {
    path: '/customers/new-customers',
    title: 'customers.business.register',
    may: 'customers.read',
    menu: { icon: <AuditOutlined />, group: 'customers', order: 70 },
    page: () => import('./NewCustomersPage.tsx').then((page) => page.NewCustomersPage),
  },
  {
    path: '/customers/fields',
    title: 'customers.fields.title',
    may: 'customers.fields',
    menu: { icon: <FormOutlined />, group: 'house', order: 45 },
    page: () => import('./FieldsPage.tsx').then((page) => page.FieldsPage),
  },
  {
    path: '/customers/:customerId',
    title: 'customers.file.title',
    may: 'customers.read',
    page: () => import('./FilePage.tsx').then((page) => page.FilePage),
  },
];
