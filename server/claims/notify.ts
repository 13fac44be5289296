/** Tells people: the owner of a claim, the leader above them, the manager above that. */
import sql from 'sql-template-tag';
import { notify } from '#server/notices/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';

export type Level = 'owner' | 'leader' | 'manager';

/** The leader of the owner's team or their superior; the manager is whoever stands above the leader, else the managers of the site. */
async function recipients(context: Context, ownerId: string, siteId: string, level: Level): Promise<string[]> {
  if (level === 'owner') return [ownerId];
  const { tx } = context;
  const chain = await tx.row<{ leaderId: string | null; aboveId: string | null }>(sql`
    select leader.id as "leaderId", leader.superior_id as "aboveId" from staff
      left join teams on teams.company_id = staff.company_id and teams.id = staff.team_id
      left join staff leader on leader.company_id = staff.company_id and leader.status = 'active' and leader.id <> staff.id
        and leader.id = coalesce(teams.leader_id, staff.superior_id)
    where staff.company_id = ${tx.companyId} and staff.id = ${ownerId}`);
  if (level === 'leader' && chain?.leaderId) return [chain.leaderId];
  if (level === 'manager' && chain?.aboveId) return [chain.aboveId];
  return leadersAt(tx, siteId, ownerId, level);
}

/** Those who answer for a site; also for the customers of somebody who has moved away, until the handover. */
async function leadersAt(tx: Tx, siteId: string, ownerId: string, level: Level): Promise<string[]> {
  const keys = level === 'manager' ? ['manager', 'supervisor'] : ['team_leader', 'supervisor'];
  const rows = await tx.rows<{ id: string }>(sql`
    select distinct staff.id from staff
      join staff_roles on staff_roles.company_id = staff.company_id and staff_roles.staff_id = staff.id
      join roles on roles.company_id = staff_roles.company_id and roles.id = staff_roles.role_id
    where staff.company_id = ${tx.companyId} and staff.site_id = ${siteId} and staff.status = 'active' and staff.id <> ${ownerId}
      and roles.key = any(${keys}) limit 20`);
  return rows.map((row) => row.id);
}

export interface NoticeText {
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly journalId?: string | null;
}

export async function tell(context: Context, staffIds: readonly string[], notice: NoticeText): Promise<void> {
  for (const staffId of new Set(staffIds)) await notify(context, { ...notice, staffId });
}

export const tellLevel = async (
  context: Context,
  about: { readonly ownerId: string; readonly siteId: string; readonly withheldAt?: string | null },
  level: Level,
  notice: NoticeText,
): Promise<void> =>
  about.withheldAt
    ? tell(context, await leadersAt(context.tx, about.siteId, about.ownerId, level), notice)
    : tell(context, await recipients(context, about.ownerId, about.siteId, level), notice);
