/** Promises and customer policies as people see them. */
import sql, { empty, type Sql } from 'sql-template-tag';
import type { z } from 'zod';
import type { offers as routes, PolicyOut, PromiseOut } from '#contract/offers.ts';
import type { QueryOf } from '#contract/kernel/route.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import { decideSettle, decideTell } from '#core/offers/index.ts';
import { siteById } from '#server/claims/index.ts';
import { scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { notFound } from '#server/platform/refused.ts';
import { newest } from '#server/platform/walk.ts';
import { covers, reachWays } from './access.ts';
import { lacks, whyNot } from './said.ts';
import { policiesOf, policyOrNone, type PolicyRow } from './store-promises.ts';
import { staffNames } from './views-quotations.ts';

type Promised = z.output<typeof PromiseOut>;
interface Row extends Omit<Promised, 'customer' | 'by' | 'whyNot'> {
  readonly customerId: string;
  readonly customerName: string;
  readonly byId: string;
  readonly byName: string;
  readonly siteId: string;
  readonly teamId: string | null;
}

const rowsOf = (context: Context, rest: Sql): Promise<Row[]> =>
  context.tx.rows<Row>(sql`
    select promises.id, promises.customer_id as "customerId", c.name as "customerName", promises.offer_id as "offerId", o.deal_id as "dealId",
      promises.kind, promises.body, promises.value_fen as "valueFen", promises.due_on as "dueOn", promises.state,
      promises.state in ('standing', 'told') and promises.due_on < (${context.now}::timestamptz at time zone sites.time_zone)::date as "isOverdue",
      promises.by_id as "byId", s.name as "byName", promises.made_at as "madeAt", promises.told_at as "toldAt", promises.told_how as "toldHow",
      promises.ended_at as "endedAt", promises.end_note as "endNote", promises.approval_id as "approvalId", promises.journal_id as "journalId",
      promises.site_id as "siteId", promises.team_id as "teamId"
    from promises
      join customers c on c.company_id = promises.company_id and c.id = promises.customer_id
      join staff s on s.company_id = promises.company_id and s.id = promises.by_id
      join sites on sites.company_id = promises.company_id and sites.id = promises.site_id
      left join offers o on o.company_id = promises.company_id and o.id = promises.offer_id
    ${rest}`);

async function toOut(context: Context, row: Row): Promise<Promised> {
  const { customerId, customerName, byId, byName, siteId, teamId, ...rest } = row;
  const mayWrite = await covers(context, 'offers.write', { siteId, teamId, customerId, ownerId: byId });
  const off = lacks('offers.write');
  const facts = { state: row.state };
  const end = (outcome: 'kept' | 'broken' | 'dropped') =>
    mayWrite ? whyNot(context, decideSettle(facts, { outcome, note: '…' })) : off;
  return {
    ...rest,
    customer: { id: customerId, name: customerName },
    by: { id: byId, name: byName },
    whyNot: {
      tell: mayWrite ? await whyNot(context, decideTell(facts)) : off,
      keep: await end('kept'),
      break: await end('broken'),
      drop: await end('dropped'),
    },
  };
}

export async function promiseOut(context: Context, id: string): Promise<Promised> {
  const [row] = await rowsOf(context, sql`where promises.company_id = ${context.tx.companyId} and promises.id = ${id}`);
  if (!row) throw notFound('承诺 / promise');
  return toOut(context, row);
}

export async function promises(context: Context, query: QueryOf<typeof routes.promises>) {
  const after = fromCursor(query.cursor, 2);
  const columns = {
    site: sql`promises.site_id`,
    team: sql`promises.team_id`,
    person: sql`promises.by_id`,
    customer: sql`promises.customer_id`,
  };
  const ids = newest({
    ...{ from: sql`promises`, at: sql`promises.made_at`, id: sql`promises.id`, ways: reachWays(context, columns) },
    ...{ after, limit: query.limit + 1 },
    where: sql`promises.company_id = ${context.tx.companyId}
      ${query.customerId ? sql`and promises.customer_id = ${query.customerId}` : empty}
      ${query.offerId ? sql`and promises.offer_id = ${query.offerId}` : empty}
      ${query.byId ? sql`and promises.by_id = ${query.byId}` : empty}
      ${query.state ? sql`and promises.state = ${query.state}` : empty}
      ${query.open === 'true' ? sql`and promises.state in ('pending', 'returned', 'standing', 'told')` : empty}
      ${query.open === 'false' ? sql`and promises.state not in ('pending', 'returned', 'standing', 'told')` : empty}
      ${query.dueBy ? sql`and promises.due_on <= ${query.dueBy}::date` : empty}`,
  });
  const rows = await rowsOf(
    context,
    sql`where promises.company_id = ${context.tx.companyId} and promises.id = any(${ids}) order by promises.made_at desc, promises.id desc`,
  );
  const page = pageFrom(rows, query.limit, (row) => [row.madeAt, row.id]);
  const out = [];
  for (const row of page.rows) out.push(await toOut(context, row));
  return { rows: out, nextCursor: page.nextCursor };
}

// ── policies ──

type Policy = z.output<typeof PolicyOut>;

async function policyToOut(context: Context, row: PolicyRow): Promise<Policy> {
  const { siteId, askedBy, ...rest } = row;
  const { actor, tx, now } = context;
  const today = localDateOf(now, (await siteById(tx, siteId)).timeZone);
  const scope = scopeOf(actor, 'offers.policies');
  const mayEnd = scope === 'company' || (scope === 'site' && actor.siteIds.includes(siteId));
  const names = await staffNames(tx, [askedBy]);
  const isOver = row.state !== 'approved';
  return {
    ...rest,
    askedBy: askedBy === null ? null : { id: askedBy, name: names.get(askedBy) ?? '' },
    isInForce: row.state === 'approved' && row.validFrom <= today && today <= row.validUntil,
    whyNot: {
      end: !mayEnd
        ? lacks('offers.policies')
        : isOver
          ? await whyNot(context, {
              accepted: false,
              code: 'POLICY_STATE',
              clauses: [],
              rejected: [],
              detail: { state: row.state },
            })
          : null,
    },
  };
}
export async function policyOut(context: Context, id: string): Promise<Policy> {
  const row = await policyOrNone(context.tx, id);
  if (!row) throw notFound('客户政策 / customer policy');
  return policyToOut(context, row);
}
export async function policies(context: Context, customerId: string): Promise<{ rows: Policy[] }> {
  const rows = [];
  for (const row of await policiesOf(context.tx, customerId)) rows.push(await policyToOut(context, row));
  return { rows };
}
/** As it was read for an offer already. */
export const shownPolicy = (context: Context, row: PolicyRow | null): Promise<Policy> | null =>
  row === null ? null : policyToOut(context, row);
