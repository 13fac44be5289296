/** Reads of people for approvals: who holds which post where, who is away, who signs for whom. */
import sql from 'sql-template-tag';
import { type Matter, type PersonFacts, signingRoles } from '#core/approvals/index.ts';
import { type Instant, localDateOf } from '#core/kernel/instant.ts';
import type { Tx } from '#server/platform/database.ts';

interface Somebody {
  readonly id: string;
  readonly posts: readonly { readonly key: string; readonly everywhere: boolean }[];
  readonly siteIds: readonly string[];
  readonly onLeave: boolean;
  readonly leaveFrom: string | null;
  readonly leaveUntil: string | null;
}
interface Delegation {
  readonly fromId: string;
  readonly toId: string | null;
  readonly approvalId: string | null;
  readonly matters: readonly string[];
}
/** Everybody at work who can be asked to sign somewhere in the house, and who signs for whom now. */
export interface House {
  readonly now: Instant;
  readonly staff: readonly Somebody[];
  readonly delegations: readonly Delegation[];
}

const PEOPLE_MAX = 3000; // holders of posts at the sites asked for, not their consultants
const DELEGATIONS_MAX = 2000;
const OWNER = 'owner'; // the founder's own role signs as the head of the house

export async function houseAt(
  tx: Tx,
  now: Instant,
  siteIds: readonly string[],
  staffIds: readonly string[],
): Promise<House> {
  const delegations = await tx.rows<Delegation>(sql`
    select d.from_id as "fromId", d.to_id as "toId", d.approval_id as "approvalId", d.matters from approval_delegations d
    where d.company_id = ${tx.companyId}::uuid and d.starts_at <= ${now}::timestamptz and (d.ends_at is null or d.ends_at > ${now}::timestamptz)
      and (d.approval_id is null or exists (select 1 from approvals a where a.company_id = d.company_id and a.id = d.approval_id and a.state = 'pending'))
    order by d.id limit ${DELEGATIONS_MAX}`);
  const named = [...staffIds, ...delegations.flatMap(({ toId }) => (toId === null ? [] : [toId]))];
  const staff = await tx.rows<Somebody>(sql`
    with held as (
      select staff_roles.staff_id, jsonb_agg(jsonb_build_object('key', roles.key, 'everywhere', roles.grants ->> 'approvals.read' = 'company')) as posts,
        bool_or(roles.grants ->> 'approvals.read' = 'company') as everywhere
      from staff_roles join roles on roles.company_id = staff_roles.company_id and roles.id = staff_roles.role_id
      where staff_roles.company_id = ${tx.companyId}::uuid and roles.key = any(${[...signingRoles, OWNER]}::text[])
      group by staff_roles.staff_id)
    select staff.id, coalesce(held.posts, '[]'::jsonb) as posts, staff.status = 'on_leave' as "onLeave", staff.leave_from as "leaveFrom",
      staff.leave_until as "leaveUntil",
      array_remove(array_append(array(select staff_sites.site_id from staff_sites where staff_sites.company_id = staff.company_id
        and staff_sites.staff_id = staff.id), staff.site_id), null) as "siteIds"
    from staff left join held on held.staff_id = staff.id
    where staff.company_id = ${tx.companyId}::uuid and staff.status <> 'left'
      and (staff.id = any(${[...new Set(named)]}::uuid[]) or (held.staff_id is not null and (held.everywhere or staff.site_id = any(${[...siteIds]}::uuid[])
        or exists (select 1 from staff_sites where staff_sites.company_id = staff.company_id and staff_sites.staff_id = staff.id
          and staff_sites.site_id = any(${[...siteIds]}::uuid[])))))
    order by staff.id limit ${PEOPLE_MAX}`);
  return { now, staff, delegations };
}

interface About {
  readonly id: string;
  readonly matter: Matter;
  readonly siteId: string;
  readonly timeZone: string;
}

/**
 * A post reaches a site where its holder works, or every site where the role reads the whole company's approvals. Whoever is on leave
 * by the record, or has said to be away without naming anybody, is absent.
 */
export function inQuestion(
  house: House,
  about: About,
  wanted: { readonly roles: readonly string[]; readonly staff: readonly string[] },
): PersonFacts[] {
  const running = house.delegations.filter(
    ({ approvalId, matters }) =>
      (approvalId === null || approvalId === about.id) && (matters.length === 0 || matters.includes(about.matter)),
  );
  const today = localDateOf(house.now, about.timeZone);
  const people = house.staff.map((one): PersonFacts => {
    const here = one.siteIds.includes(about.siteId);
    const keys = one.posts
      .filter(({ everywhere }) => everywhere || here)
      .map(({ key }) => (key === OWNER ? 'general_manager' : key));
    const mine = running.filter(({ fromId }) => fromId === one.id);
    const planned = one.leaveFrom !== null && one.leaveFrom <= today && (one.leaveUntil ?? today) >= today;
    return {
      id: one.id,
      roles: [...new Set(keys)].filter((key) => wanted.roles.includes(key)).sort(),
      absent: one.onLeave || planned || mine.some(({ toId }) => toId === null),
      delegates: [...new Set(mine.flatMap(({ toId }) => (toId === null ? [] : [toId])))].sort(),
    };
  });
  const asked = new Set(
    people.filter(({ id, roles }) => roles.length > 0 || wanted.staff.includes(id)).map(({ id }) => id),
  );
  const forThem = new Set(people.filter(({ id }) => asked.has(id)).flatMap(({ delegates }) => delegates));
  return people.filter(({ id }) => asked.has(id) || forThem.has(id));
}

export async function namesOf(tx: Tx, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await tx.rows<{ id: string; name: string }>(sql`select staff.id, staff.name from staff
    where staff.company_id = ${tx.companyId} and staff.id = any(${wanted}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row.name]));
}
export const nameOf = async (tx: Tx, id: string | null): Promise<string> =>
  (id && (await namesOf(tx, [id])).get(id)) || '';
