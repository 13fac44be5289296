/** The reader's scope as conditions over customers: the same rule as core's isVisible, as part of the query. */
import type { Sql } from 'sql-template-tag';
import sql, { join } from 'sql-template-tag';
import type { Handling, Viewer } from '#core/customers/index.ts';
import type { Actor } from '#server/platform/actor.ts';
import { requireScope, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { notFound } from '#server/platform/refused.ts';

export const viewerOf = (actor: Actor, permission = 'customers.read'): Viewer => ({
  staffId: actor.staffId ?? '00000000-0000-0000-0000-000000000000',
  scope: scopeOf(actor, permission),
  teamIds: actor.teamId ? [actor.teamId] : [],
  siteIds: [...actor.siteIds],
});

/** Whoever registered a customer keeps sight of them only until somebody has a claim. */
const serves = sql`cs.until is null and (cs.role <> 'registered' or c.owner_id is null)`;

/** One's own; those of somebody who has moved away belong to the department until the handover (S2.03.a6). */
const owned = (staffId: string): Sql => sql`c.owner_id = ${staffId}::uuid and c.withheld_at is null`;

/** Cards of one's own that nobody has signed yet: not the owner's customers, but theirs to speak to. */
export const cardsOf = (companyId: string, staffId: string): Sql => sql`select cards.customer_id from claims cards
  where cards.company_id = ${companyId}::uuid and cards.owner_id = ${staffId}::uuid and cards.ended_at is null
    and cards.effective_at is null and cards.withheld_at is null`;

/** Customers this person owns, serves now or has a card for, whatever the scope. */
const handled = (companyId: string, staffId: string): Sql => sql`((${owned(staffId)})
  or exists (${cardsOf(companyId, staffId)} and cards.customer_id = c.id) or exists (
  select 1 from customer_staff cs where cs.company_id = ${companyId}::uuid and cs.customer_id = c.id
    and cs.staff_id = ${staffId}::uuid and ${serves}))`;

/** Registered elsewhere, but a consultant of these sites has them now: their superiors answer for them. */
const heldAt = (companyId: string, siteIds: readonly string[]): Sql => sql`exists (select 1 from claims
  where claims.company_id = ${companyId}::uuid and claims.customer_id = c.id and claims.ended_at is null
    and claims.site_id = any(${[...siteIds]}::uuid[]))`;

/** The same in the order of a list: the claim keeps when its customer was registered, for each that was not registered here. */
const heldFrom = (companyId: string, siteId: string): Branch => ({
  from: sql`claims held,`,
  place: sql`(held.away_registered_at, held.customer_id)`,
  where: sql`held.company_id = ${companyId}::uuid and held.site_id = ${siteId}::uuid and held.ended_at is null
    and held.away_registered_at is not null and held.away_registered_at = c.registered_at and held.customer_id = c.id and not c.confidential`,
  siteId: null,
});

/** For small candidate sets and single rows; a list uses `branches`. `c` is the alias of customers. */
export function inScope(actor: Actor, permission = 'customers.read'): Sql {
  const viewer = viewerOf(actor, permission);
  const own = handled(actor.companyId, viewer.staffId);
  if (viewer.scope === null) return sql`false`;
  if (viewer.scope === 'company') return sql`true`;
  if (viewer.scope === 'site')
    return sql`(((c.site_id = any(${viewer.siteIds}::uuid[]) or ${heldAt(actor.companyId, viewer.siteIds)}) and not c.confidential) or ${own})`;
  if (viewer.scope === 'team')
    return sql`((c.team_id = any(${viewer.teamIds}::uuid[]) and not c.confidential) or ${own})`;
  return own;
}

export interface Branch {
  readonly where: Sql;
  /** Walked together with the customers; one of them may then turn up more than once. */
  readonly from?: Sql;
  /** Where a row stands in the order of the list, by the columns that the branch walks. */
  readonly place?: Sql;
  /** The site all customers of this branch belong to, when it is one: searches may then start from that site's words. */
  readonly siteId: string | null;
}

/**
 * The scope as a union of conditions, each of which an index can walk in order: "owner or team" over one scan dies at a million rows.
 */
export function branches(actor: Actor): Branch[] {
  const viewer = viewerOf(actor);
  requireScope(actor, 'customers.read');
  const branch = (where: Sql, siteId: string | null = null): Branch => ({ where, siteId });
  if (viewer.scope === 'company') return [branch(sql`true`)];
  const me = viewer.staffId;
  const serving = sql`c.id in (select cs.customer_id from customer_staff cs
    where cs.company_id = ${actor.companyId}::uuid and cs.staff_id = ${me}::uuid and cs.until is null)
    and exists (select 1 from customer_staff cs where cs.company_id = ${actor.companyId}::uuid and cs.customer_id = c.id
      and cs.staff_id = ${me}::uuid and ${serves})`;
  const cards = branch(sql`c.id = any(array(${cardsOf(actor.companyId, me)}))`);
  const own = [branch(owned(me)), branch(serving), cards];
  if (viewer.scope === 'site')
    return [
      ...viewer.siteIds.flatMap((id) => [
        branch(sql`c.site_id = ${id}::uuid and not c.confidential`, id),
        heldFrom(actor.companyId, id),
      ]),
      ...own,
    ];
  if (viewer.scope === 'team')
    return [...viewer.teamIds.map((id) => branch(sql`c.team_id = ${id}::uuid and not c.confidential`)), ...own];
  return own;
}

/** The customers a reader has by those ways, for what belongs to customers and is listed by itself: the few of somebody who sees their own. */
export const idsInScope = (actor: Actor): Sql =>
  sql`array(${join(
    branches(actor).map(
      ({ where }) => sql`select c.id from customers c
        where c.company_id = ${actor.companyId}::uuid and c.merged_into is null and ${where}`,
    ),
    ' union ',
  )})`;

export async function canSee(context: Context, customerId: string, permission = 'customers.read'): Promise<boolean> {
  const row = await context.tx.row<{ id: string }>(
    sql`select c.id from customers c where c.company_id = ${context.tx.companyId}::uuid and c.id = ${customerId}::uuid
      and ${inScope(context.actor, permission)}`,
  );
  return row !== null;
}

/** A visitor may prove to be any customer of the house they came to, whoever serves them; a confidential one only to those who know. */
export async function mayBeVisitorAt(context: Context, customerId: string, siteId: string): Promise<boolean> {
  if (await canSee(context, customerId)) return true;
  const { companyId } = context.tx;
  const row = await context.tx.row(sql`
    select 1 from customers c where c.company_id = ${companyId}::uuid and c.id = ${customerId}::uuid and not c.confidential
      and (c.site_id = ${siteId}::uuid or ${heldAt(companyId, [siteId])})`);
  return row !== null;
}

/** A file outside the scope does not exist for the reader: the answer is the same as for an unknown id. */
export async function requireVisible(
  context: Context,
  customerId: string,
  permission = 'customers.read',
): Promise<void> {
  requireScope(context.actor, permission);
  if (!(await canSee(context, customerId, permission))) throw notFound('客户 / customer');
}

interface HandlingRow {
  readonly ownerId: string | null;
  readonly servingIds: string[];
  readonly teamId: string | null;
  readonly siteId: string | null;
  readonly confidential: boolean;
}

export async function handlingOf(context: Context, customerId: string): Promise<Handling> {
  const row = await context.tx.row<HandlingRow>(sql`
    select c.owner_id as "ownerId", c.team_id as "teamId", c.site_id as "siteId", c.confidential,
      array(select cs.staff_id from customer_staff cs where cs.company_id = c.company_id and cs.customer_id = c.id and ${serves})
        as "servingIds"
    from customers c where c.company_id = ${context.tx.companyId}::uuid and c.id = ${customerId}::uuid`);
  if (!row) throw notFound('客户 / customer');
  return row;
}

export const allOf = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? sql`true` : join([...conditions], ' and ');
