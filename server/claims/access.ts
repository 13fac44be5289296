/** Who may do what to which claim, and how a refusal is put into a sentence. */
import sql, { type Sql } from 'sql-template-tag';
import { claimsRefusals } from '#contract/claims.ts';
import type { Actor as Leading } from '#core/claims/index.ts';
import type { Decision } from '#core/kernel/decision.ts';
import { resolve } from '#server/customers/index.ts';
import { notAllowed, personOf, requireScope, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { reasonOf, Refused, refusedBy } from '#server/platform/refused.ts';
import type { Stored } from './store.ts';

type Code = keyof typeof claimsRefusals;

const roleTexts: Readonly<Record<string, string>> = {
  team_leader: '销售组长 (team leader)',
  supervisor: '主管 (supervisor)',
  manager: '经理 (manager)',
};

/** Instants in a sentence are shown as the local day and time of the house. */
const localText = (instant: unknown, timeZone: string): string =>
  typeof instant === 'string'
    ? Temporal.Instant.from(instant)
        .toZonedDateTimeISO(timeZone)
        .toPlainDateTime()
        .toString({ smallestUnit: 'minute' })
        .replace('T', ' ')
    : '—';

/** A protection ends with a day: people say "through the 1st", not "until midnight of the 2nd". */
const lastMoment = (instant: unknown, timeZone: string): string => {
  const text = localText(instant, timeZone);
  if (typeof instant !== 'string' || !text.endsWith('00:00')) return text;
  const day = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().subtract({ days: 1 });
  return `${day} 24:00`;
};

async function spelled(
  context: Context,
  detail: Readonly<Record<string, unknown>>,
  timeZone: string,
): Promise<Record<string, unknown>> {
  const ownerId = detail.ownerId;
  const owner = typeof ownerId === 'string' ? await nameOf(context, ownerId) : undefined;
  return {
    ...detail,
    ...(owner ? { owner } : {}),
    ...('until' in detail
      ? { untilText: localText(detail.until, timeZone), throughText: lastMoment(detail.until, timeZone) }
      : {}),
    ...(typeof detail.signerRole === 'string' ? { signerRoleText: roleTexts[detail.signerRole] } : {}),
    ...(typeof detail.role === 'string' ? { roleText: roleTexts[detail.role] } : {}),
  };
}

const nameOf = async (context: Context, staffId: string): Promise<string> =>
  (
    await context.tx.row<{ name: string }>(
      sql`select staff.name from staff where staff.company_id = ${context.tx.companyId} and staff.id = ${staffId}`,
    )
  )?.name ?? '';

/** The accepted decision; a refused one is thrown with names and local times in its sentence, and nothing is written. */
export async function decided<Outcome, C extends Code>(
  context: Context,
  timeZone: string,
  decision: Decision<Outcome, C>,
): Promise<Extract<Decision<Outcome, C>, { accepted: true }>> {
  if (decision.accepted) return decision;
  throw refusedBy(decision, claimsRefusals, await spelled(context, decision.detail, timeZone));
}

export const refuseWith = (code: Code, detail: Readonly<Record<string, unknown>> = {}): Refused =>
  new Refused(code, claimsRefusals[code], detail);

/** What the button shows: the refusal the command would give now, or null. */
export async function whyNot<C extends Code>(context: Context, timeZone: string, decision: Decision<unknown, C>) {
  return decision.accepted
    ? null
    : reasonOf(decision, claimsRefusals, await spelled(context, decision.detail, timeZone));
}

export { lacks } from '#server/platform/actor.ts';

type About = Pick<Stored, 'siteId' | 'teamId' | 'ownerId'> & Partial<Pick<Stored, 'withheldAt'>>;

export function coversClaim(context: Context, permission: string, claim: About): boolean {
  const { actor } = context;
  const scope = scopeOf(actor, permission);
  if (scope === null) return false;
  if (scope === 'company') return true;
  // Whoever has moved away has left the customer to the department (S2.03.a6), under any scope but that of the place itself.
  if (claim.ownerId === actor.staffId && !claim.withheldAt) return true;
  if (scope === 'site') return actor.siteIds.includes(claim.siteId);
  return scope === 'team' && claim.teamId !== null && claim.teamId === actor.teamId;
}

export function requireClaim(context: Context, permission: string, claim: About): void {
  requireScope(context.actor, permission);
  if (!coversClaim(context, permission, claim)) throw notAllowed(permission);
}

/** Registering for somebody: oneself with any scope, others as far as the scope goes. */
export function requireStaffInScope(
  context: Context,
  permission: string,
  staff: { id: string; siteId: string | null; teamId: string | null },
): void {
  const { actor } = context;
  const scope = requireScope(actor, permission);
  if (scope === 'company' || staff.id === actor.staffId) return;
  if (scope === 'site' && staff.siteId !== null && actor.siteIds.includes(staff.siteId)) return;
  if (scope === 'team' && staff.teamId !== null && staff.teamId === actor.teamId) return;
  throw notAllowed(permission);
}

/**
 * The customer is within the scope, or the actor owns, waits for or serves them. Returns the file they are in now: an address from
 * before a merge leads to the joined one.
 */
export async function requireCustomer(context: Context, permission: string, askedFor: string): Promise<string> {
  const { actor, tx } = context;
  const scope = requireScope(actor, permission);
  const customerId = (await resolve(tx, askedFor)) ?? askedFor;
  if (scope === 'company') return customerId;
  const wide =
    scope === 'site'
      ? sql`(customers.site_id = any(${[...actor.siteIds]}::uuid[]) or exists (select 1 from claims
          where claims.company_id = customers.company_id and claims.customer_id = customers.id and claims.ended_at is null
            and claims.site_id = any(${[...actor.siteIds]}::uuid[])))`
      : scope === 'team'
        ? sql`customers.team_id = ${actor.teamId}::uuid`
        : sql`false`;
  const row =
    await tx.row(sql`select 1 from customers where customers.company_id = ${tx.companyId} and customers.id = ${customerId} and (
      (${wide} and not customers.confidential) or (customers.owner_id = ${actor.staffId}::uuid and customers.withheld_at is null)
      or exists (select 1 from claims where claims.company_id = customers.company_id and claims.customer_id = customers.id
        and claims.owner_id = ${actor.staffId}::uuid and claims.ended_at is null and claims.withheld_at is null)
      or exists (select 1 from customer_staff where customer_staff.company_id = customers.company_id and customer_staff.customer_id = customers.id
        and customer_staff.staff_id = ${actor.staffId}::uuid and customer_staff.until is null
        and (customer_staff.role <> 'registered' or customers.owner_id is null)))`);
  if (!row) throw notAllowed(permission);
  return customerId;
}

/** Where any colleague of the house may come in (a second card, a dispute), customers of other houses still stay out of reach. */
export async function requireSameHouse(context: Context, permission: string, askedFor: string): Promise<void> {
  const { actor, tx } = context;
  if (requireScope(actor, permission) === 'company') return;
  const customerId = (await resolve(tx, askedFor)) ?? askedFor;
  const customer = await tx.row<{ siteId: string | null }>(
    sql`select customers.site_id as "siteId" from customers where customers.company_id = ${tx.companyId} and customers.id = ${customerId}`,
  );
  if (customer?.siteId && !actor.siteIds.includes(customer.siteId))
    await requireCustomer(context, permission, customerId);
}

const scopeRank: Readonly<Record<string, string>> = { team: 'team_leader', site: 'supervisor', company: 'manager' };

/**
 * The actor as the rules see a leader: by the shipped roles held, or, where the house made its own role, by how far that role's right
 * to sign or reassign reaches.
 */
export async function leaderOf(context: Context, permission: string): Promise<Leading> {
  const staffId = personOf(context.actor);
  const rows = await context.tx.rows<{ key: string }>(sql`select roles.key from staff_roles
    join roles on roles.company_id = staff_roles.company_id and roles.id = staff_roles.role_id
    where staff_roles.company_id = ${context.tx.companyId} and staff_roles.staff_id = ${staffId}`);
  const byScope = scopeRank[scopeOf(context.actor, permission) ?? ''];
  return { id: staffId, roles: [...rows.map((row) => row.key), ...(byScope ? [byScope] : [])] };
}

/**
 * Whose customers may be handed over, and which: all of somebody in scope; of somebody who has moved to another site, those they left
 * behind at one's own.
 */
export function handoverReach(
  context: Context,
  owner: { id: string; siteId: string | null; teamId: string | null },
): Sql {
  const { actor } = context;
  const scope = requireScope(actor, 'claims.handover');
  const inScope =
    scope === 'company' ||
    owner.id === actor.staffId ||
    (scope === 'site' && owner.siteId !== null && actor.siteIds.includes(owner.siteId)) ||
    (scope === 'team' && owner.teamId !== null && owner.teamId === actor.teamId);
  if (inScope) return sql`true`;
  if (scope !== 'site') throw notAllowed('claims.handover');
  return sql`claims.site_id = any(${[...actor.siteIds]}::uuid[])`;
}

/** Customers are handed over by the rules of the site they are at, which their owner may have left. */
export const handoverSite = (owner: { siteId: string | null }, claims: readonly { siteId: string }[]): string | null =>
  claims.some((claim) => claim.siteId === owner.siteId) ? owner.siteId : (claims[0]?.siteId ?? owner.siteId);
