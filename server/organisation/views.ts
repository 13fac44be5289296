/** Lists and details of the organisation. Contact and login data go only to those who manage the person, and to the person. */
import type { QueryOf, ResponseOf } from '#contract/kernel/route.ts';
import type { organisation as contract } from '#contract/organisation.ts';
import { allPermissions } from '#contract/permissions.ts';
import { posts, roleKeys, roleNames } from '#core/organisation/index.ts';
import type { Grants } from '#core/organisation/index.ts';
import { firstNotGivable } from '#core/organisation/index.ts';
import { organisationRefusals } from '#contract/organisation.ts';
import type { Actor } from '#server/platform/actor.ts';
import { lacks, scopeCondition, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { notFound } from '#server/platform/refused.ts';
import sql, { empty, join, raw } from 'sql-template-tag';
import * as facts from './facts.ts';

type StaffList = ResponseOf<typeof contract.staff>;
type StaffRow = StaffList['rows'][number];
type Member = ResponseOf<typeof contract.staffMember>;

/** Sites are no secret inside a company of this size of circle: one sees one's own, or all. */
export const sites = async ({ tx, actor }: Context, closed: boolean): Promise<ResponseOf<typeof contract.sites>> => ({
  rows: await tx.rows(sql`
    select sites.id, sites.name, sites.kind, sites.time_zone as "timeZone", sites.opens_at as "opensAt", sites.closes_at as "closesAt",
      sites.closed_at as "closedAt", sites.version,
      (select count(*) from staff where staff.company_id = sites.company_id and staff.site_id = sites.id and staff.status <> 'left') as people
    from sites where sites.company_id = ${tx.companyId} and (${closed} or sites.closed_at is null)
      and ${scopeOf(actor, 'organisation.read') === 'company' ? sql`true` : sql`sites.id = any(${[...actor.siteIds]}::uuid[])`}
    order by sites.created_at, sites.id limit 500`),
});

export const teams = async (
  { tx, actor }: Context,
  siteId: string | undefined,
): Promise<ResponseOf<typeof contract.teams>> => ({
  rows: await tx.rows(sql`
    select teams.id, teams.site_id as "siteId", teams.name, teams.ended_at as "endedAt", teams.version,
      case when leader.id is null then null else jsonb_build_object('id', leader.id, 'name', leader.name) end as leader,
      (select count(*) from staff where staff.company_id = teams.company_id and staff.team_id = teams.id and staff.status <> 'left') as people
    from teams left join staff as leader on leader.company_id = teams.company_id and leader.id = teams.leader_id
    where teams.company_id = ${tx.companyId} and teams.ended_at is null
      ${siteId ? sql`and teams.site_id = ${siteId}::uuid` : empty}
      and ${scopeOf(actor, 'organisation.read') === 'company' ? sql`true` : sql`teams.site_id = any(${[...actor.siteIds]}::uuid[])`}
    order by teams.site_id, teams.name limit 1000`),
});

/** Whether the caller may see how to reach and sign in this person: as SQL, so that it is decided row by row. */
const managed = (actor: Actor) => {
  const scope = scopeOf(actor, 'organisation.staff');
  const own = sql`staff.id = ${actor.staffId}::uuid`;
  if (scope === 'company') return sql`true`;
  return scope ? sql`(${own} or staff.site_id = any(${[...actor.siteIds]}::uuid[]))` : own;
};

const ref = (alias: string) =>
  raw(`case when ${alias}.id is null then null else jsonb_build_object('id', ${alias}.id, 'name', ${alias}.name) end`);

const staffColumns = (actor: Actor) => sql`
  staff.id, staff.number, staff.name, staff.post, staff.title, staff.status, staff.site_id as "siteId", sites.name as "siteName",
  staff.team_id as "teamId", teams.name as "teamName", ${ref('superior')} as superior, staff.version,
  case when ${managed(actor)} then staff.username end as username, case when ${managed(actor)} then staff.phone end as phone,
  coalesce((select jsonb_agg(jsonb_build_object('id', roles.id, 'key', roles.key, 'zh', roles.name_zh, 'en', roles.name_en) order by roles.created_at)
    from staff_roles join roles on roles.company_id = staff_roles.company_id and roles.id = staff_roles.role_id
    where staff_roles.company_id = staff.company_id and staff_roles.staff_id = staff.id), '[]'::jsonb) as roles`;

const staffJoins = sql`
  left join sites on sites.company_id = staff.company_id and sites.id = staff.site_id
  left join teams on teams.company_id = staff.company_id and teams.id = staff.team_id
  left join staff as superior on superior.company_id = staff.company_id and superior.id = staff.superior_id`;

/** One sees the colleagues of one's sites, those who belong to no site, and oneself. */
const readable = (actor: Actor) =>
  scopeOf(actor, 'organisation.read') === 'company'
    ? sql`true`
    : sql`(${scopeCondition(actor, 'site', { site: sql`staff.site_id`, person: sql`staff.id` })} or staff.site_id is null or staff.id = ${actor.staffId}::uuid
        or exists (select 1 from staff_sites where staff_sites.company_id = staff.company_id and staff_sites.staff_id = staff.id
          and staff_sites.site_id = any(${[...actor.siteIds]}::uuid[])))`;

const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

export async function staff({ tx, actor }: Context, query: QueryOf<typeof contract.staff>): Promise<StaffList> {
  const conditions = [sql`staff.company_id = ${tx.companyId}`, readable(actor)];
  if (query.siteId) conditions.push(sql`staff.site_id = ${query.siteId}::uuid`);
  if (query.teamId) conditions.push(sql`staff.team_id = ${query.teamId}::uuid`);
  if (query.status === 'working') conditions.push(sql`staff.status in ('active', 'on_leave')`);
  else if (query.status) conditions.push(sql`staff.status = ${query.status}`);
  if (query.role)
    conditions.push(sql`exists (select 1 from staff_roles join roles on roles.company_id = staff_roles.company_id and roles.id = staff_roles.role_id
      where staff_roles.company_id = staff.company_id and staff_roles.staff_id = staff.id and roles.key = ${query.role})`);
  if (query.q) {
    const q = literal(query.q.normalize('NFKC').toLowerCase());
    conditions.push(sql`(staff.name ilike ${`%${q}%`} or staff.name_pinyin like ${`${q.replace(/\s/g, '')}%`} or staff.name_initials like ${`${q}%`}
      or lower(staff.number) = ${q} or staff.title ilike ${`%${q}%`} or (${managed(actor)} and (staff.username like ${`${q}%`} or staff.phone like ${`%${q}`})))`);
  }
  const after = fromCursor(query.cursor, 2);
  if (after) conditions.push(sql`(staff.name_pinyin, staff.id) > (${after[0]}, ${after[1]}::uuid)`);
  const rows = await tx.rows<StaffRow & { pinyin: string }>(sql`
    select ${staffColumns(actor)}, staff.name_pinyin as pinyin from staff ${staffJoins}
    where ${join(conditions, ' and ')} order by staff.name_pinyin, staff.id limit ${query.limit + 1}`);
  const page = pageFrom(rows, query.limit, (row) => [row.pinyin, row.id]);
  return { ...page, rows: page.rows.map(({ pinyin: _pinyin, ...row }) => row) };
}

export async function staffMember(context: Context, id: string): Promise<Member> {
  const { tx, actor } = context;
  const row = await tx.row<Omit<Member, 'whyNot'>>(sql`
    select ${staffColumns(actor)}, ${ref('mentor')} as mentor, staff.hired_on as "hiredOn", staff.probation_until as "probationUntil",
      staff.leave_from as "leaveFrom", staff.leave_until as "leaveUntil", staff.left_at as "leftAt", staff.must_change_password as "mustChangePassword",
      case when ${managed(actor)} then staff.note else '' end as note, staff.password_hash is not null as "canSignIn",
      staff.totp_enabled_at is not null as "totpEnabled",
      array(select staff_sites.site_id from staff_sites where staff_sites.company_id = staff.company_id and staff_sites.staff_id = staff.id) as "siteIds",
      coalesce((select jsonb_agg(jsonb_build_object('id', below.id, 'name', below.name) order by below.name_pinyin) from staff as below
        where below.company_id = staff.company_id and below.superior_id = staff.id and below.status <> 'left'), '[]'::jsonb) as subordinates
    from staff ${staffJoins} left join staff as mentor on mentor.company_id = staff.company_id and mentor.id = staff.mentor_id
    where staff.company_id = ${tx.companyId} and staff.id = ${id}::uuid and ${readable(actor)}`);
  if (!row) throw notFound('人员 / person');
  return { ...row, whyNot: await whyNotManage(context, row) };
}

/** The same checks as the commands', so that a button tells beforehand. */
async function whyNotManage({ tx, actor }: Context, row: Pick<Member, 'id' | 'siteId'>): Promise<Member['whyNot']> {
  const scope = scopeOf(actor, 'organisation.staff');
  const reaches = scope === 'company' || (scope !== null && row.siteId !== null && actor.siteIds.includes(row.siteId));
  const fill = (text: { zh: string; en: string }, zh: string, en: string) => ({
    zh: text.zh.replace('{permission}', zh),
    en: text.en.replace('{permission}', en),
  });
  if (!reaches) {
    const refusal = lacks('organisation.staff');
    return { manage: refusal, grantRoles: refusal };
  }
  const beyond = firstNotGivable(actor.grants, facts.widest(await facts.rolesOf(tx, row.id)));
  if (!beyond) return { manage: null, grantRoles: null };
  const named = allPermissions[beyond];
  const refusal = {
    code: 'GRANTS_BEYOND_YOURS',
    ...fill(organisationRefusals.GRANTS_BEYOND_YOURS, named?.zh ?? beyond, named?.en ?? beyond),
  };
  return { manage: refusal, grantRoles: refusal };
}

const shipped: readonly string[] = roleKeys;

export const roles = async ({ tx }: Context): Promise<ResponseOf<typeof contract.roles>> => {
  const rows = await tx.rows<Omit<ResponseOf<typeof contract.roles>['rows'][number], 'isShipped'>>(sql`
    select roles.id, roles.key, roles.name_zh as zh, roles.name_en as en, roles.grants, roles.version,
      (select count(*) from staff_roles join staff on staff.company_id = staff_roles.company_id and staff.id = staff_roles.staff_id
        where staff_roles.company_id = roles.company_id and staff_roles.role_id = roles.id and staff.status <> 'left') as people
    from roles where roles.company_id = ${tx.companyId} order by roles.created_at, roles.id limit 500`);
  const place = (key: string): number => (shipped.includes(key) ? shipped.indexOf(key) : shipped.length);
  return {
    rows: rows
      .map((row) => ({ ...row, isShipped: shipped.includes(row.key) }))
      .sort((a, b) => place(a.key) - place(b.key)),
  };
};

export const permissionList = (): ResponseOf<typeof contract.permissions> => ({
  rows: Object.entries(allPermissions).map(([permission, { zh, en, scopes }]) => ({
    permission,
    zh,
    en,
    scopes: [...scopes],
  })),
});

/** Duty beside authority (S1.01.a10): what each post is for, and what its role may do in this company. */
export async function postList({ tx }: Context): Promise<ResponseOf<typeof contract.posts>> {
  const held = await tx.rows<{ key: string; grants: Grants }>(
    sql`select roles.key, roles.grants from roles where roles.company_id = ${tx.companyId}`,
  );
  const authority = new Map(held.map((role) => [role.key, role.grants]));
  return {
    rows: roleKeys.map((key) => ({
      key,
      ...roleNames[key],
      rank: posts[key].rank,
      duties: posts[key].duties.map(({ zh, en, cites, rhythm, steps }) => ({
        zh,
        en,
        cites: [...cites],
        rhythm: rhythm ?? null,
        steps: (steps ?? []).map((step) => ({ ...step })),
      })),
      authority: authority.get(key) ?? null,
    })),
  };
}
