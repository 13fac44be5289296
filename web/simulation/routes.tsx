import { ExperimentOutlined } from '@ant-design/icons';
import type { PageRoute } from '../shell/pages.ts';

export const routes: readonly PageRoute[] = [
  {
    path: '/simulations',
    page: () => import('./SimulationsPage.tsx').then((page) => page.SimulationsPage),
    title: 'simulation.menu',
    may: 'rulebook.simulate',
    menu: { icon: <ExperimentOutlined />, group: 'rules', order: 40 },
  },
  {
    path: '/simulations/:simulationId',
    page: () => import('./SimulationPage.tsx').then((page) => page.SimulationPage),
    title: 'simulation.menu',
    may: 'rulebook.simulate',
  },
];
