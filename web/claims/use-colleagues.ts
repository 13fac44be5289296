import { organisation } from '#contract/organisation.ts';
import { useApiQuery } from '../shell/queries.ts';

/** Colleagues who work at a site now. */
export const useColleagues = (siteId: string) =>
  useApiQuery(organisation.staff, { query: { siteId, status: 'active', limit: 200 } }, { staleTime: 60_000 }).data
    ?.rows ?? [];
