/** The board of vehicles, recalls and stock reports. What is on its way is shown to whoever may know of it. */
import sql, { empty } from 'sql-template-tag';
import type { inventory as routes } from '#contract/inventory.ts';
import type { VehicleOut } from '#contract/inventory-shapes.ts';
import type { QueryOf, ResponseOf } from '#contract/kernel/route.ts';
import { isSold, nextReport } from '#core/inventory/index.ts';
import { addDays, localDateOf } from '#core/kernel/instant.ts';
import { timeZoneOf } from '#server/organisation/index.ts';
import { requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { seesSold, transitCondition } from './views.ts';

interface Row extends Omit<VehicleOut, 'hold'> {
  readonly byId: string | null;
  readonly by: string | null;
  readonly until: string | null;
}

export async function vehicles(
  context: Context,
  siteId: string,
  query: QueryOf<typeof routes.vehicles>,
): Promise<ResponseOf<typeof routes.vehicles>> {
  const { actor, tx, now } = context;
  requireSite(actor, 'inventory.read', siteId);
  const today = localDateOf(now, await timeZoneOf(tx, siteId));
  const { branchDaysMax } = (await context.rules(siteId)).values.inventory;
  const q = query.q ? `%${query.q.replace(/[\\%_]/g, '\\$&')}%` : null;
  const after = fromCursor(query.cursor, 2);
  const all = sql`units.company_id = ${tx.companyId}::uuid and units.site_id = ${siteId}::uuid and units.kind = 'vehicle' and ${transitCondition(actor)}`;
  const state = sql`(case when units.state = 'held' and holds.id is null then 'available' else units.state end)`;
  const rows = await tx.rows<Row>(sql`
    select units.id, units.code, units.vin, units.model, units.colour, units.location, units.stock_state as "stockState", units.arrived_on as "arrivedOn",
      ${today}::date - units.arrived_on as "daysInStock", ${today}::date - units.at_branch_since as "daysAtBranch",
      (units.stock_state = 'at_branch' and ${branchDaysMax} > 0 and ${today}::date - units.at_branch_since > ${branchDaysMax}) is true as "recallDue",
      ${state} as state, units.is_marked as marked, units.list_price_fen as price, units.version,
      holds.consultant_id as "byId", staff.name as by, holds.expires_at as until
    from units
      left join holds on holds.company_id = units.company_id and holds.unit_id = units.id and holds.state = 'live' and holds.expires_at > ${now}
      left join staff on staff.company_id = holds.company_id and staff.id = holds.consultant_id
    where ${all}
      ${q ? sql`and (units.vin ilike ${q} or units.model ilike ${q} or units.colour ilike ${q} or units.code ilike ${q})` : empty}
      ${query.model ? sql`and units.model = ${query.model}` : empty} ${query.colour ? sql`and units.colour = ${query.colour}` : empty}
      ${query.location ? sql`and units.location = ${query.location}` : empty}
      ${query.stockState ? sql`and units.stock_state = ${query.stockState}` : empty}
      ${query.state === 'unsold' ? sql`and ${state} in ('withheld', 'available', 'held')` : query.state ? sql`and ${state} = ${query.state}` : empty}
      ${query.minDays === undefined ? empty : sql`and units.arrived_on <= ${addDays(today, -query.minDays)}::date`}
      ${after ? sql`and (units.code, units.id) > (${after[0]}, ${after[1]}::uuid)` : empty}
    order by units.code, units.id limit ${query.limit + 1}`);
  const page = pageFrom(rows, query.limit, (row) => [row.code, row.id]);
  const sold = seesSold(actor, siteId);
  const counts = await tx.rows<{ stockState: string; count: number }>(sql`
    select coalesce(units.stock_state, 'in_stock') as "stockState", count(*)::int as count from units where ${all} and units.state <> 'handed_over' group by 1`);
  const words = await tx.row<{ models: string[]; colours: string[]; locations: string[] }>(sql`
    select coalesce(array_agg(distinct units.model) filter (where units.model <> ''), '{}') as models,
      coalesce(array_agg(distinct units.colour) filter (where units.colour <> ''), '{}') as colours,
      coalesce(array_agg(distinct units.location) filter (where units.location <> ''), '{}') as locations from units where ${all}`);
  return {
    rows: page.rows.map(({ byId, by, until, ...row }) => ({
      ...row,
      price: isSold(row.state) && !sold ? null : row.price,
      hold: byId !== null && by !== null && until !== null ? { by, byId, until, mine: byId === actor.staffId } : null,
    })),
    nextCursor: page.nextCursor,
    counts: Object.fromEntries(counts.map(({ stockState, count }) => [stockState, count])),
    ...(words ?? { models: [], colours: [], locations: [] }),
  };
}

export async function recalls(
  context: Context,
  siteId: string,
  isOpen: boolean,
): Promise<ResponseOf<typeof routes.recalls>> {
  const { tx, now } = context;
  requireSite(context.actor, 'inventory.read', siteId);
  const today = localDateOf(now, await timeZoneOf(tx, siteId));
  const rows = await tx.rows<
    Omit<ResponseOf<typeof routes.recalls>['rows'][number], 'unit'> & { unitId: string; code: string; name: string }
  >(sql`
    select r.id, r.unit_id as "unitId", units.code, units.name, r.branch, r.since, r.due_on as "dueOn", r.called_at as "calledAt",
      r.returned_at as "returnedAt", coalesce(r.days_late, greatest(0, ${today}::date - r.due_on)) as "daysLate", r.journal_id as "journalId"
    from recalls r join units on units.company_id = r.company_id and units.id = r.unit_id
    where r.company_id = ${tx.companyId}::uuid and r.site_id = ${siteId}::uuid and (r.returned_at is null) = ${isOpen}
    order by r.called_at desc, r.id desc limit 200`);
  return { rows: rows.map(({ unitId, code, name, ...row }) => ({ ...row, unit: { id: unitId, code, name } })) };
}

type ReportOut = ResponseOf<typeof routes.stockReports>['rows'][number];
type ReportRow = Omit<ReportOut, 'reportedBy' | 'checkedBy'> & {
  readonly byId: string | null;
  readonly by: string | null;
  readonly checkerId: string | null;
  readonly checker: string | null;
};

async function reportRows(context: Context, where: ReturnType<typeof sql>): Promise<ReportOut[]> {
  const rows = await context.tx.rows<ReportRow>(sql`
    select r.id, r.site_id as "siteId", r.day, r.slot, r.state, r.due_at as "dueAt", r.reported_at as "reportedAt", r.reported_by as "byId",
      reporter.name as by, r.is_late as "isLate", r.found, r.differences, r.note, r.checked_at as "checkedAt", r.checked_by as "checkerId",
      checker.name as checker, r.journal_id as "journalId"
    from stock_reports r left join staff reporter on reporter.company_id = r.company_id and reporter.id = r.reported_by
      left join staff checker on checker.company_id = r.company_id and checker.id = r.checked_by
    where r.company_id = ${context.tx.companyId}::uuid and ${where} order by r.due_at desc limit 200`);
  return rows.map(({ byId, by, checkerId, checker, ...row }) => ({
    ...row,
    reportedBy: byId !== null && by !== null ? { id: byId, name: by } : null,
    checkedBy: checkerId !== null && checker !== null ? { id: checkerId, name: checker } : null,
  }));
}

export async function reportOut(context: Context, reportId: string): Promise<ReportOut> {
  const [report] = await reportRows(context, sql`r.id = ${reportId}::uuid`);
  if (!report) throw new Error(`the report ${reportId} has just been saved`);
  return report;
}

export async function stockReports(
  context: Context,
  siteId: string,
  query: QueryOf<typeof routes.stockReports>,
): Promise<ResponseOf<typeof routes.stockReports>> {
  requireSite(context.actor, 'inventory.read', siteId);
  const timeZone = await timeZoneOf(context.tx, siteId);
  const today = localDateOf(context.now, timeZone);
  const [from, to] = [query.from ?? addDays(today, -13), query.to ?? today];
  const rules = (await context.rules(siteId)).values.inventory;
  const due = nextReport(rules, context.now, timeZone);
  return {
    rows: await reportRows(
      context,
      sql`r.site_id = ${siteId}::uuid and r.day >= ${from}::date and r.day <= ${to}::date`,
    ),
    due: due === null ? null : { slot: due.slot, dueAt: due.dueAt },
  };
}
