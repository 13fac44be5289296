/**
 * What becomes of somebody's customers when they move or leave. Where the rules ask for a handover, the department keeps the files
 * from that moment and the person sees them no more (S2.03.a6), not after coming back either; where the rules do not, the customers
 * go along to the new team or site.
 */
import sql from 'sql-template-tag';
import { accept } from '#core/kernel/decision.ts';
import type { ActName } from '#core/kinds.ts';
import { onStaffChange, type StaffChanged } from '#server/organisation/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Stored } from './store.ts';

type Held = Pick<Stored, 'id' | 'customerId' | 'siteId' | 'withheldAt'>;

const heldBy = (context: Context, staffId: string): Promise<Held[]> =>
  context.tx.rows<Held>(sql`
    select claims.id, claims.customer_id as "customerId", claims.site_id as "siteId", claims.withheld_at as "withheldAt" from claims
    where claims.company_id = ${context.tx.companyId} and claims.owner_id = ${staffId} and claims.ended_at is null`);

/** Every site the person works at now: beside their own those that were added to it. */
const workplaces = async (context: Context, staffId: string): Promise<string[]> =>
  (
    await context.tx.rows<{ id: string }>(sql`
      select staff.site_id as id from staff
      where staff.company_id = ${context.tx.companyId} and staff.id = ${staffId} and staff.site_id is not null
      union select staff_sites.site_id from staff_sites
      where staff_sites.company_id = ${context.tx.companyId} and staff_sites.staff_id = ${staffId}`)
  ).map((site) => site.id);

async function mark(context: Context, claims: readonly Held[], staffId: string, at: string | null): Promise<void> {
  const { tx } = context;
  const ids = claims.map((claim) => claim.id);
  const customers = claims.map((claim) => claim.customerId);
  await tx.run(
    sql`update claims set withheld_at = ${at} where company_id = ${tx.companyId} and id = any(${ids}::uuid[])`,
  );
  await tx.run(sql`update customers set withheld_at = ${at}
    where company_id = ${tx.companyId} and id = any(${customers}::uuid[]) and owner_id = ${staffId}`);
}

/** Whoever helped with a customer there, or entered one, no longer does: their sight of the file hangs on it. */
async function stopServingElsewhere(context: Context, staffId: string, sites: readonly string[]): Promise<void> {
  const { tx } = context;
  await tx.run(sql`update customer_staff set until = ${context.now} from customers
    where customer_staff.company_id = ${tx.companyId} and customer_staff.staff_id = ${staffId} and customer_staff.until is null
      and customers.company_id = customer_staff.company_id and customers.id = customer_staff.customer_id
      and customers.site_id <> all(${[...sites]}::uuid[])`);
}

async function leaveBehind(context: Context, change: StaffChanged): Promise<void> {
  const sites = await workplaces(context, change.staffId);
  const moved = change.before.siteId !== change.after.siteId;
  const held = await heldBy(context, change.staffId);
  const gone = change.kind === 'leaving';
  // Within a site it is the team that keeps them; otherwise every site where the person works no more.
  const stays = (claim: Held): boolean => !gone && moved && sites.includes(claim.siteId);
  const left = held.filter((claim) => claim.withheldAt === null && !stays(claim));
  if (gone || moved) await stopServingElsewhere(context, change.staffId, gone ? [] : sites);
  if (left.length === 0) return;
  await mark(context, left, change.staffId, context.now);
  note(context, change, 'claims.withhold', left);
}

/** Back at a site before anybody was named: the customers there are theirs again. */
async function takeUpAgain(context: Context, change: StaffChanged): Promise<void> {
  const sites = await workplaces(context, change.staffId);
  const back = (await heldBy(context, change.staffId)).filter(
    (claim) => claim.withheldAt !== null && claim.siteId === change.after.siteId && sites.includes(claim.siteId),
  );
  if (back.length === 0) return;
  await mark(context, back, change.staffId, null);
  note(context, change, 'claims.giveBack', back);
}

async function goAlong(context: Context, change: StaffChanged): Promise<void> {
  const { tx } = context;
  const { before, after } = change;
  const site = before.siteId !== after.siteId ? after.siteId : null;
  await tx.run(sql`update claims set team_id = ${after.teamId}, site_id = coalesce(${site}::uuid, claims.site_id),
      away_registered_at = case when customers.site_id is distinct from coalesce(${site}::uuid, claims.site_id) then customers.registered_at end,
      version = claims.version + 1
    from customers where claims.company_id = ${tx.companyId} and claims.owner_id = ${change.staffId} and claims.ended_at is null
      and claims.withheld_at is null and claims.site_id is not distinct from ${before.siteId}::uuid
      and customers.company_id = claims.company_id and customers.id = claims.customer_id`);
  await tx.run(sql`update customers set team_id = ${after.teamId} where company_id = ${tx.companyId} and owner_id = ${change.staffId}
    and withheld_at is null and team_id is not distinct from ${before.teamId}::uuid`);
}

const note = (context: Context, change: StaffChanged, kind: ActName, claims: readonly Held[]): string =>
  context.record({
    kind,
    siteId: change.before.siteId,
    subject: { type: 'staff', id: change.staffId },
    staffIds: [change.staffId],
    input: { because: change.journalId },
    facts: { name: change.name, claims: claims.map(({ id, customerId }) => ({ id, customerId })) },
    decision: accept({ claims: claims.length }, ['S2.03.a6']),
  });

onStaffChange(async (context, change) => {
  if (change.kind !== 'transfer' && change.kind !== 'leaving') return;
  if (change.handoverAfter !== null) await leaveBehind(context, change);
  else if (change.kind === 'transfer') await goAlong(context, change);
  if (change.kind === 'transfer' && change.before.siteId !== change.after.siteId) await takeUpAgain(context, change);
});
