/** Lists: claims, follow-ups, handovers. Each is bounded and walks an index. */
import type { Sql } from 'sql-template-tag';
import sql, { empty } from 'sql-template-tag';
import { claims as routes } from '#contract/claims.ts';
import { addDays, startOfDay } from '#core/kernel/instant.ts';
import { timeZoneOf } from '#server/organisation/index.ts';
import { requireScope, scopeCondition } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { answer, type Endpoint } from '#server/platform/http.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { handoverReach, handoverSite, requireCustomer, requireStaffInScope } from './access.ts';
import { receiversOf } from './store-handover.ts';
import { claimScope, notConfidential } from './scope.ts';
import { staffById } from './store.ts';
import { claimRows, followUpRows, handoverRows, selectClaims, toClaim } from './views.ts';

const list = answer(routes.list, async (context, { query }) => {
  const { tx } = context;
  const conditions: Record<typeof query.view, Sql> = {
    open: sql`claims.ended_at is null`,
    due: sql`claims.ended_at is null and claims.due_at is not null`,
    unsigned: sql`claims.ended_at is null and (claims.state = 'awaiting_signature' or claims.stage = 'signing')`,
    ended: sql`claims.ended_at is not null`,
  };
  // Each view walks its own index: due first by what falls due, unsigned by age, ended by the latest.
  const [key, descending] =
    query.view === 'ended'
      ? [sql`claims.ended_at`, true]
      : query.view === 'due'
        ? [sql`claims.due_at`, false]
        : [sql`claims.registered_at`, query.view === 'open'];
  const after = fromCursor(query.cursor, 2);
  const beyond = after
    ? descending
      ? sql`and (${key}, claims.id) < (${after[0]}, ${after[1]}::uuid)`
      : sql`and (${key}, claims.id) > (${after[0]}, ${after[1]}::uuid)`
    : empty;
  const direction = descending ? sql`desc` : sql`asc`;
  const rows = await tx.rows<Parameters<typeof toClaim>[0] & { key: string }>(
    selectClaims(sql`where claims.company_id = ${tx.companyId} and ${conditions[query.view]} and ${claimScope(context)}
      and ${notConfidential(context, sql`claims.owner_id`)}
      ${query.ownerId ? sql`and claims.owner_id = ${query.ownerId}` : empty}
      ${query.siteId ? sql`and claims.site_id = ${query.siteId}` : empty}
      ${query.dueBefore ? sql`and claims.due_at < ${query.dueBefore}` : empty}
      ${beyond} order by ${key} ${direction}, claims.id ${direction} limit ${query.limit + 1}`),
  );
  const page = pageFrom(rows, query.limit, (row) => [
    (query.view === 'ended' ? row.endedAt : query.view === 'due' ? row.dueAt : row.registeredAt) ?? '',
    row.id,
  ]);
  return { rows: page.rows.map(toClaim), nextCursor: page.nextCursor };
});

const followUps = answer(routes.followUps, async (context, { params, query }) => {
  const customerId = await requireCustomer(context, 'claims.read', params.customerId);
  const after = fromCursor(query.cursor, 2);
  const rows = await followUpRows(
    context,
    sql`where follow_ups.company_id = ${context.tx.companyId} and follow_ups.customer_id = ${customerId}
      ${after ? sql`and (follow_ups.at, follow_ups.id) < (${after[0]}, ${after[1]}::uuid)` : empty}
    order by follow_ups.at desc, follow_ups.id desc limit ${query.limit + 1}`,
  );
  return pageFrom(rows, query.limit, (row) => [row.at, row.id]);
});

const dayRegister = answer(routes.dayRegister, async (context, { query }) => {
  const scope = requireScope(context.actor, 'claims.read');
  const timeZone = await timeZoneOf(context.tx, query.siteId ?? context.actor.siteId);
  const condition = scopeCondition(context.actor, scope, {
    site: sql`follow_ups.site_id`,
    team: sql`author.team_id`,
    person: sql`follow_ups.author_id`,
  });
  const after = fromCursor(query.cursor, 2);
  const rows = await followUpRows(
    context,
    sql`where follow_ups.company_id = ${context.tx.companyId} and ${condition} and ${notConfidential(context, sql`follow_ups.author_id`)}
      ${query.siteId ? sql`and follow_ups.site_id = ${query.siteId}` : empty}
      ${query.authorId ? sql`and follow_ups.author_id = ${query.authorId}` : empty}
      ${query.day ? sql`and follow_ups.at >= ${startOfDay(query.day, timeZone)} and follow_ups.at < ${startOfDay(addDays(query.day, 1), timeZone)}` : empty}
      ${after ? sql`and (follow_ups.at, follow_ups.id) < (${after[0]}, ${after[1]}::uuid)` : empty}
    order by follow_ups.at desc, follow_ups.id desc limit ${query.limit + 1}`,
  );
  return pageFrom(rows, query.limit, (row) => [row.at, row.id]);
});

const handoverList = answer(routes.handoverList, async (context, { params }) => {
  const { tx } = context;
  const owner = await staffById(tx, params.staffId);
  const reach = handoverReach(context, owner);
  const claims = await claimRows(
    context,
    sql`where claims.company_id = ${tx.companyId} and claims.owner_id = ${owner.id} and claims.ended_at is null and ${reach}
      and ${notConfidential(context, sql`claims.owner_id`, 'claims.handover')}
    order by claims.registered_at, claims.id limit 1001`,
  );
  const hidden = await hiddenClaims(context, owner.id, reach);
  if (claims.length + hidden === 0) requireStaffInScope(context, 'claims.handover', owner);
  const siteId = handoverSite(
    owner,
    claims.map((claim) => ({ siteId: claim.site.id })),
  );
  const rules = (await context.rules(siteId)).values.claims;
  const colleagues = await tx.rows<{
    id: string;
  }>(sql`select staff.id from staff where staff.company_id = ${tx.companyId}
    and staff.site_id is not distinct from ${siteId}::uuid and staff.status = 'active' and staff.id <> ${owner.id} order by staff.name limit 200`);
  const receivers = await receiversOf(
    context,
    colleagues.map((one) => one.id),
  );
  return {
    method: rules.handoverMethod,
    longLeaveDays: rules.longLeaveDays,
    claims: claims.slice(0, 1000),
    receivers: receivers.map((one) => ({ id: one.id, name: one.name, holding: one.holding })),
    more: claims.length > 1000,
    hidden,
  };
});

/** Confidential customers among them: whoever may see those hands them over; here only their number is told. */
async function hiddenClaims(context: Context, ownerId: string, reach: Sql): Promise<number> {
  const row = await context.tx.row<{ hidden: number }>(sql`
    select count(*)::int as hidden from claims join customers on customers.company_id = claims.company_id and customers.id = claims.customer_id
    where claims.company_id = ${context.tx.companyId} and claims.owner_id = ${ownerId} and claims.ended_at is null and ${reach}
      and not ${notConfidential(context, sql`claims.owner_id`, 'claims.handover')}`);
  return row?.hidden ?? 0;
}

const handovers = answer(routes.handovers, async (context, { query }) => {
  const { tx, actor } = context;
  const scope = requireScope(actor, 'claims.handover');
  const after = fromCursor(query.cursor, 2);
  const rows = await handoverRows(
    context,
    sql`where handovers.company_id = ${tx.companyId}
      and ${scopeCondition(actor, scope, { site: sql`owner.site_id`, team: sql`owner.team_id`, person: sql`handovers.by` })}
      ${after ? sql`and (handovers.at, handovers.id) < (${after[0]}, ${after[1]}::uuid)` : empty}
    order by handovers.at desc, handovers.id desc limit ${Math.min(query.limit, 20) + 1}`,
  );
  return pageFrom(rows, Math.min(query.limit, 20), (row) => [row.at, row.id]);
});

export const claimQueries: readonly Endpoint[] = [list, followUps, dayRegister, handoverList, handovers];
