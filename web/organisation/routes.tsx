import {
  ApartmentOutlined,
  EyeOutlined,
  IdcardOutlined,
  InboxOutlined,
  SafetyOutlined,
  ShopOutlined,
  SolutionOutlined,
  SwapOutlined,
} from '@ant-design/icons';
import type { PageRoute } from '../shell/pages.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/organisation/staff',
    title: 'organisation.staff.title',
    may: 'organisation.read',
    menu: { icon: <IdcardOutlined />, group: 'house', order: 10 },
    page: () => import('./StaffPage.tsx').then((page) => page.StaffPage),
  },
  {
    path: '/organisation/places',
    title: 'organisation.places.title',
    may: 'organisation.read',
    menu: { icon: <ShopOutlined />, group: 'house', order: 20 },
    page: () => import('./PlacesPage.tsx').then((page) => page.PlacesPage),
  },
  {
    path: '/organisation/line',
    title: 'organisation.line.title',
    menu: { icon: <SwapOutlined />, group: 'house', order: 30 },
    page: () => import('./LinePage.tsx').then((page) => page.LinePage),
  },
  {
    path: '/organisation/confirmations',
    title: 'organisation.confirmations.title',
    may: 'organisation.read',
    menu: { icon: <SolutionOutlined />, group: 'house', order: 35 },
    page: () => import('./ConfirmationsPage.tsx').then((page) => page.ConfirmationsPage),
  },
  {
    path: '/organisation/posts',
    title: 'organisation.posts.title',
    menu: { icon: <ApartmentOutlined />, group: 'house', order: 40 },
    page: () => import('./PostsPage.tsx').then((page) => page.PostsPage),
  },
  {
    path: '/organisation/roles',
    title: 'organisation.roles.title',
    may: 'organisation.roles',
    menu: { icon: <SafetyOutlined />, group: 'house', order: 50 },
    page: () => import('./RolesPage.tsx').then((page) => page.RolesPage),
  },
  {
    path: '/organisation/rights',
    title: 'organisation.rights.title',
    menu: { icon: <EyeOutlined />, group: 'house', order: 60 },
    page: () => import('./RightsPage.tsx').then((page) => page.MyRightsPage),
  },
  {
    path: '/organisation/staff/:staffId/rights',
    title: 'organisation.rights.title',
    may: 'organisation.rights',
    page: () => import('./RightsPage.tsx').then((page) => page.RightsOfPage),
  },
  {
    path: '/notices',
    title: 'organisation.notices.title',
    menu: { icon: <InboxOutlined />, group: 'house', order: 70 },
    page: () => import('./NoticesPage.tsx').then((page) => page.NoticesPage),
  },
];
