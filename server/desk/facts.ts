/** What a decision at the door leans on: the customer's record as it stands at this instant, who brought them, who has work overdue. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import sql from 'sql-template-tag';
import type { Claim } from '#core/claims/index.ts';
import { firstReceiverOf, liveClaimAt, liveOwnerAt } from '#core/claims/index.ts';
import { foldWidth } from '#core/customers/index.ts';
import type { CustomerFacts, DealStanding, DeskFacts, DeskSheet, ReferrerFacts, Unit } from '#core/desk/index.ts';
import { claimsOfCustomer } from '#server/claims/index.ts';
import { customerBrief, resolve } from '#server/customers/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { settleDue } from '#server/platform/deadlines.ts';
import { invalid, notFound } from '#server/platform/refused.ts';
import type { RulesInForce } from '#server/platform/rules.ts';

/** A customer on record with this telephone number; the desk decides by the record, whoever may read it. */
export async function customerByPhone(tx: Tx, phone: string): Promise<string | null> {
  const number = parsePhoneNumberFromString(foldWidth(phone), 'CN')?.number;
  if (number === undefined) return null;
  const row = await tx.row<{ id: string }>(sql`select customer_keys.customer_id as id from customer_keys
    where customer_keys.company_id = ${tx.companyId} and customer_keys.kind = 'phone' and customer_keys.value = ${number}
      and customer_keys.removed_at is null order by customer_keys.exclusive desc, customer_keys.added_at limit 1`);
  return row?.id ?? null;
}

async function known(context: Context, customerId: string, what: string): Promise<string> {
  const id = await resolve(context.tx, customerId);
  if (id === null) throw notFound(what);
  return id;
}

function standingOf(claims: readonly Claim[]): DealStanding {
  const [latest] = claims;
  if (latest === undefined) return 'none';
  if (claims.some((claim) => claim.closedAt !== null && claim.endedReason !== 'refunded')) return 'closed';
  return claims.some((claim) => claim.endedReason === 'refunded') ? 'refunded' : 'registered';
}

async function visitedBefore(tx: Tx, customerId: string, visitId: string): Promise<boolean> {
  const row =
    await tx.row(sql`select 1 from visits where visits.company_id = ${tx.companyId} and visits.customer_id = ${customerId}
    and visits.id <> ${visitId} and visits.state in ('finished', 'serving') limit 1`);
  return row !== null;
}

/** Whoever received the first of the family, when others of the household came before this one. */
async function familyFirst(tx: Tx, householdId: string | null, customerId: string): Promise<string | null> {
  if (householdId === null) return null;
  const row = await tx.row<{ customerId: string }>(sql`select claims.customer_id as "customerId" from claims
    join customers on customers.company_id = claims.company_id and customers.id = claims.customer_id
    where claims.company_id = ${tx.companyId} and claims.effective_at is not null and claims.customer_id <> ${customerId}
      and (customers.household_id = ${householdId} or customers.id = ${householdId})
    order by claims.registered_at limit 1`);
  return row === null ? null : firstReceiverOf(await claimsOfCustomer(tx, row.customerId));
}

async function customerFacts(
  context: Context,
  rules: RulesInForce,
  wanted: { customerId: string; moneyPaid: boolean },
  visitId: string,
): Promise<CustomerFacts> {
  const customerId = await known(context, wanted.customerId, '客户 / customer');
  await settleDue(context, [customerId]);
  const claims = await claimsOfCustomer(context.tx, customerId);
  const [brief] = await customerBrief(context.tx, [customerId]);
  const isLive = (claim: Claim) => liveOwnerAt(rules.values.claims, claim, context.now) !== null;
  const inForce = claims.filter((claim) => claim.effectiveAt !== null);
  const live = liveClaimAt(rules.values.claims, claims, context.now);
  const tie = live ?? inForce[0] ?? null;
  const standing = standingOf(claims);
  const receivedBefore = inForce.length > 0 || (await visitedBefore(context.tx, customerId, visitId));
  return {
    customerId,
    standing: wanted.moneyPaid && (standing === 'none' || standing === 'registered') ? 'intention_paid' : standing,
    receivedBefore,
    owner: tie === null ? null : { staffId: tie.ownerId, live: live !== null, protectedUntil: tie.protectedUntil },
    registrations: inForce.toReversed().map((claim) => ({ staffId: claim.ownerId, live: isLive(claim) })),
    // Whatever the house makes of it: a draft may make something else of it.
    familyFirstReceivedBy: receivedBefore
      ? null
      : await familyFirst(context.tx, brief?.householdId ?? null, customerId),
  };
}

/** The introducer's consultant: whoever first received them (their rights pass on with a handover), whoever owns them now. */
async function referrerFacts(context: Context, rules: RulesInForce, referredBy: string): Promise<ReferrerFacts> {
  const customerId = await known(context, referredBy, '介绍人 / referrer');
  await settleDue(context, [customerId]);
  const claims = await claimsOfCustomer(context.tx, customerId);
  const first = firstReceiverOf(claims);
  const works =
    first !== null &&
    (await context.tx.row(sql`select 1 from staff where staff.company_id = ${context.tx.companyId}
    and staff.id = ${first} and staff.status <> 'left'`)) !== null;
  const live = liveClaimAt(rules.values.claims, claims, context.now);
  const originalConsultantId = works ? first : (live?.ownerId ?? first);
  return { customerId, standing: standingOf(claims), originalConsultantId };
}

const peopleOf = (sheet: DeskSheet): string[] => Object.values(sheet.units).flatMap((unit) => [...unit.members]);

/** Counted only where the house withholds turns for it. */
export async function workloadOf(
  context: Context,
  rules: RulesInForce,
  sheet: DeskSheet,
): Promise<DeskFacts['workload']> {
  const { withholdOverdueFollowUps, withholdUnfinishedRegistrations } = rules.values.desk;
  if (withholdOverdueFollowUps === 0 && withholdUnfinishedRegistrations === 0) return {};
  const rows = await context.tx.rows<{ id: string; overdueFollowUps: number; unfinishedRegistrations: number }>({
    name: 'desk.workload',
    text: `select staff.id,
        (select count(*) from claims where claims.company_id = $1 and claims.owner_id = staff.id and claims.ended_at is null
          and claims.due_at < $3) as "overdueFollowUps",
        (select count(*) from visits where visits.company_id = $1 and visits.server_id = staff.id and visits.registration_due)
          as "unfinishedRegistrations"
      from staff where staff.company_id = $1 and staff.id = any($2)`,
    values: [context.tx.companyId, peopleOf(sheet), context.now],
  });
  return Object.fromEntries(rows.map(({ id, ...load }) => [id, load]));
}

export interface Wanted {
  readonly visitId: string;
  readonly customerId: string | null;
  readonly referredBy: string | null;
  readonly moneyPaid: boolean;
}

export async function deskFacts(
  context: Context,
  rules: RulesInForce,
  sheet: DeskSheet,
  wanted: Wanted,
): Promise<DeskFacts> {
  const { customerId, referredBy, moneyPaid, visitId } = wanted;
  return {
    customer: customerId === null ? null : await customerFacts(context, rules, { customerId, moneyPaid }, visitId),
    referrer: referredBy === null ? null : await referrerFacts(context, rules, referredBy),
    workload: await workloadOf(context, rules, sheet),
  };
}

/** Who takes turns at this site: everybody whose role says so, alone or with their team. */
export async function rotatingUnits(tx: Tx, siteId: string, by: 'person' | 'team'): Promise<Unit[]> {
  const rows = await tx.rows<{
    id: string;
    teamId: string | null;
  }>(sql`select staff.id, staff.team_id as "teamId" from staff
    where staff.company_id = ${tx.companyId} and staff.site_id = ${siteId} and staff.status = 'active'
      and exists (select 1 from staff_roles join roles on roles.company_id = staff_roles.company_id and roles.id = staff_roles.role_id
        where staff_roles.company_id = staff.company_id and staff_roles.staff_id = staff.id and roles.grants ? 'desk.serve')
    order by staff.number nulls last, staff.created_at, staff.id limit 500`);
  if (by === 'person') return rows.map(({ id }) => ({ id, members: [id] }));
  const teams = Map.groupBy(rows, (row) => row.teamId ?? row.id);
  return [...teams].map(([id, members]) => ({ id, members: members.map((member) => member.id) }));
}

/** Receptions counted for each unit in the last thirty days, for houses where the one with least goes first. */
export async function recentReceptions(tx: Tx, siteId: string, day: string): Promise<Record<string, number>> {
  const rows = await tx.rows<{ unitId: string; receptions: number }>(sql`select turn_entries.unit_id as "unitId",
      sum(turn_entries.delta)::int as receptions from turn_entries
    where turn_entries.company_id = ${tx.companyId} and turn_entries.site_id = ${siteId} and turn_entries.unit_id is not null
      and turn_entries.day < ${day}::date and turn_entries.day >= ${day}::date - 30 and turn_entries.delta <> 0
    group by turn_entries.unit_id limit 1000`);
  return Object.fromEntries(rows.map(({ unitId, receptions }) => [unitId, receptions]));
}

export async function namesOf(
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { name: string; title: string }>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const rows = await tx.rows<{ id: string; name: string; title: string }>({
    name: 'desk.names',
    text: `select staff.id, staff.name, staff.title from staff where staff.company_id = $1 and staff.id = any($2::uuid[])
      union all select teams.id, teams.name, '' from teams where teams.company_id = $1 and teams.id = any($2::uuid[])`,
    values: [tx.companyId, wanted],
  });
  return new Map(rows.map(({ id, ...rest }) => [id, rest]));
}

/** Whoever may overrule at this site: they are told when a visitor waits or a change of owner needs them. */
export async function supervisorsOf(tx: Tx, siteId: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`select distinct staff.id from staff
    join staff_roles on staff_roles.company_id = staff.company_id and staff_roles.staff_id = staff.id
    join roles on roles.company_id = staff_roles.company_id and roles.id = staff_roles.role_id
    where staff.company_id = ${tx.companyId} and staff.site_id = ${siteId} and staff.status = 'active' and roles.grants ? 'desk.supervise'
    limit 20`);
  return rows.map(({ id }) => id);
}

/** Ids from the wire must be people of this company; where they work is for the rules. */
export async function requirePeople(
  context: Context,
  field: string,
  ids: readonly (string | null | undefined)[],
): Promise<void> {
  const wanted = [...new Set(ids.filter((id) => typeof id === 'string'))];
  if (wanted.length === 0) return;
  const row = await context.tx.row<{ found: number }>({
    name: 'desk.people-known',
    text: 'select count(*) as found from staff where staff.company_id = $1 and staff.id = any($2::uuid[])',
    values: [context.tx.companyId, wanted],
  });
  if (row?.found !== wanted.length) throw invalid(field, '没有此人 / no such person');
}
