/** Holds as people see them: who has what until when, and what they may do next. */
import sql, { empty, type Sql } from 'sql-template-tag';
import type { inventory as routes } from '#contract/inventory.ts';
import type { HoldRow } from '#contract/inventory-shapes.ts';
import type { QueryOf, ResponseOf } from '#contract/kernel/route.ts';
import { maskName } from '#core/customers/index.ts';
import { decideExtend, decideRelease, type HoldState } from '#core/inventory/index.ts';
import type { Instant } from '#core/kernel/instant.ts';
import { requireScope, scopeCondition, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { notFound } from '#server/platform/refused.ts';
import { handlesFor } from './access.ts';
import { lacks, whyNot } from './said.ts';
import { controlsAt } from './taking.ts';

interface Row {
  readonly id: string;
  readonly unitId: string;
  readonly code: string;
  readonly unitName: string;
  readonly siteId: string;
  readonly customerId: string | null;
  readonly customerName: string | null;
  readonly ownerId: string | null;
  readonly consultantId: string;
  readonly consultantName: string;
  readonly teamId: string | null;
  readonly reason: string;
  readonly placedAt: Instant;
  readonly expiresAt: Instant;
  readonly extended: number;
  readonly asked: boolean;
  readonly state: HoldState;
  readonly endedAt: Instant | null;
  readonly endedReason: string;
  readonly launchId: string | null;
  readonly journalId: string;
}

export const holdRows = (context: Context, rest: Sql): Promise<Row[]> =>
  context.tx.rows<Row>(sql`
    select holds.id, holds.unit_id as "unitId", units.code, units.name as "unitName", holds.site_id as "siteId", holds.customer_id as "customerId",
      customers.name as "customerName", customers.owner_id as "ownerId", holds.consultant_id as "consultantId", staff.name as "consultantName",
      holds.team_id as "teamId", holds.reason, holds.placed_at as "placedAt", holds.expires_at as "expiresAt", holds.extended,
      holds.extension_asked_at is not null as asked, holds.state, holds.ended_at as "endedAt", holds.ended_reason as "endedReason",
      holds.launch_id as "launchId", holds.journal_id as "journalId"
    from holds join units on units.company_id = holds.company_id and units.id = holds.unit_id
      join staff on staff.company_id = holds.company_id and staff.id = holds.consultant_id
      left join customers on customers.company_id = holds.company_id and customers.id = holds.customer_id
    where holds.company_id = ${context.tx.companyId}::uuid ${rest}`);

/** A hold whose time is up shows as such, even before anybody has settled it. */
export async function shownHold(context: Context, row: Row): Promise<HoldRow> {
  const { actor, now } = context;
  const mine = row.consultantId === actor.staffId;
  const isLive = row.state === 'live' && row.expiresAt > now;
  const theirs = mine || row.ownerId === actor.staffId || handlesFor(context, row) || controlsAt(context, row.siteId);
  return {
    id: row.id,
    unit: { id: row.unitId, code: row.code, name: row.unitName },
    siteId: row.siteId,
    customer:
      row.customerId === null
        ? null
        : { id: row.customerId, name: theirs ? (row.customerName ?? '') : maskName(row.customerName ?? '') },
    consultant: { id: row.consultantId, name: row.consultantName },
    reason: theirs ? row.reason : '',
    placedAt: row.placedAt,
    expiresAt: row.expiresAt,
    extended: row.extended,
    extensionAsked: row.asked && isLive,
    state: row.state === 'live' && !isLive ? 'expired' : row.state,
    endedAt: row.endedAt ?? (row.state === 'live' && !isLive ? row.expiresAt : null),
    endedReason: row.endedReason,
    launchId: row.launchId,
    mine,
    journalId: row.journalId,
    whyNot: isLive ? await nextSteps(context, row) : null,
  };
}

async function nextSteps(context: Context, row: Row) {
  if (scopeOf(context.actor, 'inventory.hold') === null) {
    const no = lacks('inventory.hold');
    return { extend: no, passOn: no, release: no };
  }
  const { id, customerId, consultantId, expiresAt, extended } = row;
  const about = {
    hold: { id, customerId, consultantId, expiresAt, extended },
    byId: context.actor.staffId,
    controls: controlsAt(context, row.siteId) || handlesFor(context, row),
  };
  const rules = await context.rules(row.siteId);
  const release = await whyNot(context, row.siteId, decideRelease(about));
  return {
    extend: await whyNot(
      context,
      row.siteId,
      decideExtend(rules.values.inventory, { ...about, isAsked: row.asked, approved: false }),
    ),
    passOn: release,
    release,
  };
}

export async function holdOut(context: Context, holdId: string): Promise<HoldRow> {
  const [row] = await holdRows(context, sql`and holds.id = ${holdId}::uuid`);
  if (!row) throw notFound('保留 / hold');
  return shownHold(context, row);
}

/** Everybody's holds stand on the board; the list shows those the right reaches. */
export async function holds(
  context: Context,
  query: QueryOf<typeof routes.holds>,
): Promise<ResponseOf<typeof routes.holds>> {
  const scope = requireScope(context.actor, 'inventory.hold');
  const condition = scopeCondition(context.actor, scope, {
    site: sql`holds.site_id`,
    team: sql`holds.team_id`,
    person: sql`holds.consultant_id`,
  });
  const live =
    query.live === 'true'
      ? sql`and holds.state = 'live' and holds.expires_at > ${context.now}`
      : sql`and not (holds.state = 'live' and holds.expires_at > ${context.now})`;
  const after = fromCursor(query.cursor, 2);
  const rows = await holdRows(
    context,
    sql`and ${condition} ${live}
      ${query.siteId ? sql`and holds.site_id = ${query.siteId}::uuid` : empty}
      ${query.unitId ? sql`and holds.unit_id = ${query.unitId}::uuid` : empty}
      ${query.customerId ? sql`and holds.customer_id = ${query.customerId}::uuid` : empty}
      ${query.consultantId ? sql`and holds.consultant_id = ${query.consultantId}::uuid` : empty}
      ${after ? sql`and (holds.placed_at, holds.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : empty}
      order by holds.placed_at desc, holds.id desc limit ${query.limit + 1}`,
  );
  const page = pageFrom(rows, query.limit, (row) => [row.placedAt, row.id]);
  const shown: HoldRow[] = [];
  for (const row of page.rows) shown.push(await shownHold(context, row));
  return { rows: shown, nextCursor: page.nextCursor };
}
