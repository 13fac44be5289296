import { SolutionOutlined, SafetyCertificateOutlined } from '@ant-design/icons';
import type { PageRoute } from '../shell/pages.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/offers',
    title: 'offers.list.title',
    may: 'offers.read',
    menu: { icon: <SolutionOutlined />, group: 'sales', order: 16 },
    page: () => import('./OffersPage.tsx').then((page) => page.OffersPage),
  },
  {
    path: '/offers/new',
    title: 'offers.new.title',
    may: 'offers.write',
    page: () => import('./NewOfferPage.tsx').then((page) => page.NewOfferPage),
  },
  {
    path: '/offers/promises',
    title: 'offers.promises.title',
    may: 'offers.read',
    menu: { icon: <SafetyCertificateOutlined />, group: 'sales', order: 17 },
    page: () => import('./PromisesPage.tsx').then((page) => page.PromisesPage),
  },
  {
    path: '/offers/:offerId',
    title: 'offers.offer.title',
    may: 'offers.read',
    page: () => import('./OfferPage.tsx').then((page) => page.OfferPage),
  },
];
