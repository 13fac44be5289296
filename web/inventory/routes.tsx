import {
  AppstoreOutlined,
  CarOutlined,
  FlagOutlined,
  MoneyCollectOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons';
import type { PageRoute } from '../shell/pages.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/inventory',
    title: 'inventory.board.title',
    may: 'inventory.read',
    menu: { icon: <AppstoreOutlined />, group: 'sales', order: 10, phone: 5 },
    page: () => import('./BoardPage.tsx').then((page) => page.BoardPage),
  },
  {
    path: '/inventory/vehicles',
    title: 'inventory.vehicles.title',
    may: 'inventory.read',
    menu: { icon: <CarOutlined />, group: 'sales', order: 11, phone: 6 },
    page: () => import('./VehiclesPage.tsx').then((page) => page.VehiclesPage),
  },
  {
    path: '/inventory/units',
    title: 'inventory.units.title',
    may: 'inventory.read',
    menu: { icon: <UnorderedListOutlined />, group: 'sales', order: 12 },
    page: () => import('./UnitsPage.tsx').then((page) => page.UnitsPage),
  },
  {
    path: '/inventory/prices',
    title: 'inventory.prices.title',
    may: 'inventory.read',
    menu: { icon: <MoneyCollectOutlined />, group: 'sales', order: 13 },
    page: () => import('./PriceListsPage.tsx').then((page) => page.PriceListsPage),
  },
  {
    path: '/inventory/launches',
    title: 'inventory.launches.title',
    may: 'inventory.read',
    menu: { icon: <FlagOutlined />, group: 'sales', order: 14 },
    page: () => import('./LaunchesPage.tsx').then((page) => page.LaunchesPage),
  },
  {
    path: '/inventory/units/:unitId',
    title: 'inventory.unit.title',
    may: 'inventory.read',
    page: () => import('./UnitPage.tsx').then((page) => page.UnitPage),
  },
  {
    path: '/inventory/prices/:listId',
    title: 'inventory.price.title',
    may: 'inventory.read',
    page: () => import('./PriceListPage.tsx').then((page) => page.PriceListPage),
  },
  {
    path: '/inventory/launches/:launchId',
    title: 'inventory.launch.title',
    may: 'inventory.read',
    page: () => import('./LaunchPage.tsx').then((page) => page.LaunchPage),
  },
  {
    path: '/inventory/launches/:launchId/press',
    title: 'inventory.press.title',
    may: 'inventory.hold',
    page: () => import('./PressPage.tsx').then((page) => page.PressPage),
  },
  {
    path: '/inventory/launches/:launchId/links',
    title: 'inventory.links.title',
    may: 'inventory.hold',
    page: () => import('./LinksPage.tsx').then((page) => page.LinksPage),
  },
  {
    path: '/inventory/holds',
    title: 'inventory.holds.title',
    may: 'inventory.hold',
    page: () => import('./HoldsPage.tsx').then((page) => page.HoldsPage),
  },
  {
    path: '/inventory/areas',
    title: 'inventory.areas.title',
    may: 'inventory.read',
    page: () => import('./AreasPage.tsx').then((page) => page.AreasPage),
  },
  {
    path: '/inventory/reports',
    title: 'inventory.reports.title',
    may: 'inventory.read',
    page: () => import('./ReportsPage.tsx').then((page) => page.ReportsPage),
  },
  {
    path: '/inventory/returns',
    title: 'inventory.returns.title',
    may: 'inventory.read',
    page: () => import('./ReturnsPage.tsx').then((page) => page.ReturnsPage),
  },
  {
    path: '/inventory/fields',
    title: 'inventory.fields.title',
    may: 'inventory.edit',
    page: () => import('./FieldsPage.tsx').then((page) => page.FieldsPage),
  },
  {
    path: '/board/:siteId/units',
    title: 'inventory.wall',
    may: 'inventory.read',
    frame: 'bare',
    page: () => import('./WallPage.tsx').then((page) => page.WallPage),
  },
];
