import type { PageRoute } from '../shell/pages.ts';
import { commissionRoutes } from './commission-routes.tsx';
import { ledgerRoutes } from './ledger-routes.tsx';

export const routes: readonly PageRoute[] = [...ledgerRoutes, ...commissionRoutes];
