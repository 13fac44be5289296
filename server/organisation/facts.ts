/** What the rules of the organisation lean on: one person, the line above them, their roles. Locked where a change follows. */
import type { Grants, LineMember, RoleGrants, StaffState } from '#core/organisation/index.ts';
import { ADMINISTERING } from '#core/organisation/index.ts';
import { requireScope, requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound, stale } from '#server/platform/refused.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly number: string | null;
  readonly post: string | null;
  readonly title: string;
  readonly status: StaffState;
  readonly siteId: string | null;
  readonly teamId: string | null;
  readonly superiorId: string | null;
  readonly mentorId: string | null;
  readonly username: string | null;
  readonly phone: string | null;
  readonly probationUntil: string | null;
  readonly leaveFrom: string | null;
  readonly leaveUntil: string | null;
  readonly hiredOn: string | null;
  readonly note: string;
  readonly version: number;
}

const personColumns = `staff.id, staff.name, staff.number, staff.post, staff.title, staff.status, staff.site_id as "siteId",
  staff.team_id as "teamId", staff.superior_id as "superiorId", staff.mentor_id as "mentorId", staff.username, staff.phone,
  staff.probation_until as "probationUntil", staff.leave_from as "leaveFrom", staff.leave_until as "leaveUntil",
  staff.hired_on as "hiredOn", staff.note, staff.version`;

export async function lockPerson(tx: Tx, id: string, version?: number): Promise<Person> {
  const person = await tx.row<Person>({
    text: `select ${personColumns} from staff where staff.company_id = $1 and staff.id = $2 for update`,
    values: [tx.companyId, id],
  });
  if (!person) throw notFound('人员 / person');
  if (version !== undefined && person.version !== version) throw stale(person.version);
  return person;
}

/** As they stand, for a page. */
export async function readPerson(tx: Tx, id: string): Promise<Person> {
  const person = await tx.row<Person>({
    text: `select ${personColumns} from staff where staff.company_id = $1 and staff.id = $2`,
    values: [tx.companyId, id],
  });
  if (!person) throw notFound('人员 / person');
  return person;
}

/** Managing staff reaches the people of one's sites; those without a site are the company's. */
export function requireManaging(context: Context, siteId: string | null): void {
  if (siteId) requireSite(context.actor, 'organisation.staff', siteId);
  else requireScope(context.actor, 'organisation.staff', 'company');
}

/** One change of the line at a time: two that each look fine could close a loop together. */
export const lockLine = (tx: Tx): Promise<number> =>
  tx.run({ text: `select pg_advisory_xact_lock(hashtextextended('guike.line' || $1, 0))`, values: [tx.companyId] });

const CHAIN_MAX = 50; // no house has so many levels; ends a loop that slipped in by hand

/** Ids above somebody, the direct superior first. */
export async function chainOf(tx: Tx, id: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>({
    name: 'organisation.chain',
    text: `with recursive line (id, level) as (
        select staff.superior_id, 1 from staff where staff.company_id = $1 and staff.id = $2
        union all
        select staff.superior_id, line.level + 1 from line join staff on staff.company_id = $1 and staff.id = line.id
          where line.level < ${CHAIN_MAX})
      select line.id from line where line.id is not null order by line.level`,
    values: [tx.companyId, id],
  });
  return rows.map((row) => row.id);
}

export async function lineMember(tx: Tx, id: string | null | undefined): Promise<LineMember | null> {
  if (!id) return null;
  const row = await tx.row<{ id: string; post: string | null; hasLeft: boolean }>({
    text: `select staff.id, staff.post, staff.status = 'left' as "hasLeft" from staff where staff.company_id = $1 and staff.id = $2`,
    values: [tx.companyId, id],
  });
  return row ? { ...row, chain: await chainOf(tx, id) } : null;
}

export const rolesOf = (tx: Tx, staffId: string): Promise<RoleGrants[]> =>
  tx.rows<RoleGrants>({
    text: `select roles.id, roles.key, roles.grants from staff_roles
      join roles on roles.company_id = staff_roles.company_id and roles.id = staff_roles.role_id
      where staff_roles.company_id = $1 and staff_roles.staff_id = $2 order by roles.created_at, roles.id`,
    values: [tx.companyId, staffId],
  });

/** Several roles together, each permission with its widest scope. */
export const widest = (roles: readonly RoleGrants[]): Grants => {
  const order = ['self', 'team', 'site', 'company'];
  const all: Record<string, Grants[string]> = {};
  for (const { grants } of roles)
    for (const [permission, scope] of Object.entries(grants)) {
      const held = all[permission];
      if (!held || order.indexOf(scope) > order.indexOf(held)) all[permission] = scope;
    }
  return all;
};

/**
 * One change of rights at a time in a company: two administrators who remove each other must see one another. The lock is a
 * statement of its own, so that the next one reads what the first of the two has committed.
 */
export const lockRights = (tx: Tx): Promise<number> =>
  tx.run({ text: `select pg_advisory_xact_lock(hashtextextended('guike.rights' || $1, 0))`, values: [tx.companyId] });

/** Everybody at work who can give rights, one person excepted. */
export async function otherAdministrators(tx: Tx, except: string): Promise<number> {
  await lockRights(tx);
  const row = await tx.row<{ people: number }>({
    text: `select count(distinct staff.id) as people from staff
      join staff_roles on staff_roles.company_id = staff.company_id and staff_roles.staff_id = staff.id
      join roles on roles.company_id = staff_roles.company_id and roles.id = staff_roles.role_id
      where staff.company_id = $1 and staff.status <> 'left' and staff.id <> $2 and roles.grants ? '${ADMINISTERING}'`,
    values: [tx.companyId, except],
  });
  return row?.people ?? 0;
}

export interface SiteFacts {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly timeZone: string;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly closedAt: string | null;
  readonly version: number;
}
export const site = (tx: Tx, id: string): Promise<SiteFacts | null> =>
  tx.row<SiteFacts>({
    text: `select sites.id, sites.name, sites.kind, sites.time_zone as "timeZone", sites.opens_at as "opensAt", sites.closes_at as "closesAt",
      sites.closed_at as "closedAt", sites.version from sites where sites.company_id = $1 and sites.id = $2 for share`,
    values: [tx.companyId, id],
  });

export interface TeamFacts {
  readonly id: string;
  readonly siteId: string;
  readonly name: string;
  readonly leaderId: string | null;
  readonly endedAt: string | null;
  readonly version: number;
}
export const team = (tx: Tx, id: string): Promise<TeamFacts | null> =>
  tx.row<TeamFacts>({
    text: `select teams.id, teams.site_id as "siteId", teams.name, teams.leader_id as "leaderId", teams.ended_at as "endedAt", teams.version
      from teams where teams.company_id = $1 and teams.id = $2 for share`,
    values: [tx.companyId, id],
  });

/** What somebody has sold: deals closed in their name and not taken back. */
export async function unitsSoldBy(tx: Tx, staffId: string, until: string): Promise<number> {
  const row = await tx.row<{ sold: number }>({
    text: `select count(*)::int as sold from claims where claims.company_id = $1 and claims.owner_id = $2 and claims.closed_at <= $3
      and claims.ended_reason is distinct from 'refunded'`,
    values: [tx.companyId, staffId, until],
  });
  return row?.sold ?? 0;
}
