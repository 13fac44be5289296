import type { PageRoute } from '../shell/pages.ts';

export const commissionRoutes: readonly PageRoute[] = [];
