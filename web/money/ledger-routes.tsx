import type { PageRoute } from '../shell/pages.ts';

export const ledgerRoutes: readonly PageRoute[] = [];
