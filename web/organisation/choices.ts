/** What the forms of the organisation let one choose from. */
import { useTranslation } from 'react-i18next';
import { organisation } from '#contract/organisation.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { textOf } from '../shell/i18n.ts';
import { useApiQuery } from '../shell/queries.ts';

export type StaffRow = ResponseOf<typeof organisation.staff>['rows'][number];
export type Member = ResponseOf<typeof organisation.staffMember>;
export type Site = ResponseOf<typeof organisation.sites>['rows'][number];
export type Team = ResponseOf<typeof organisation.teams>['rows'][number];
export type Role = ResponseOf<typeof organisation.roles>['rows'][number];

const live = ['organisation'];
const named = (rows: readonly { id: string; name: string }[] | undefined) =>
  (rows ?? []).map(({ id, name }) => ({ value: id, label: name }));

export const useSites = () => named(useApiQuery(organisation.sites, { query: {} }, { live }).data?.rows);

export const useTeams = (siteId: string | null) =>
  named(
    useApiQuery(organisation.teams, { query: { siteId: siteId ?? undefined } }, { live, enabled: siteId !== null }).data
      ?.rows,
  );

export const useRoles = () =>
  (useApiQuery(organisation.roles, {}, { live }).data?.rows ?? []).map((role) => ({
    value: role.key,
    label: textOf(role),
  }));

export const usePosts = () =>
  (useApiQuery(organisation.posts, {}, { live, staleTime: 600_000 }).data?.rows ?? []).map((post) => ({
    value: post.key,
    label: textOf(post),
  }));

export const tones = { active: 'good', on_leave: 'waiting', left: 'neutral' } as const;

export function useStatusText(): (status: StaffRow['status']) => string {
  const { t } = useTranslation();
  return (status) => t(`organisation.staff.status.${status}`);
}
