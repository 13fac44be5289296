/** Where vehicles stand, which are called back, and what the steward reported. */
import sql from 'sql-template-tag';
import type { Difference, Slot } from '#core/inventory/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';
import type { Unit } from './store.ts';

export interface Place {
  readonly location: string;
  readonly stockState: string;
  readonly atBranchSince: string | null;
}
/** A vehicle that arrives gets the day it arrived. */
export const savePlace = (context: Context, unit: Unit, to: Place, today: string): Promise<number> =>
  context.tx.run(sql`update units set location = ${to.location}, stock_state = ${to.stockState}, at_branch_since = ${to.atBranchSince}::date,
    arrived_on = case when ${to.stockState}::text = 'in_transit' then null else coalesce(arrived_on, ${today}::date) end,
    changed_at = ${context.now}, version = units.version + 1
    where units.company_id = ${context.tx.companyId}::uuid and units.id = ${unit.id}::uuid`);

export interface NewMove {
  readonly id: string;
  readonly to: Place;
  readonly movedBy: string;
  readonly inspected: boolean;
  readonly note: string;
  readonly journalId: string;
}
export const insertMove = (context: Context, unit: Unit, move: NewMove): Promise<number> =>
  context.tx.run(sql`
    insert into vehicle_moves (company_id, id, unit_id, site_id, from_location, to_location, from_state, to_state, moved_by, inspected, note, at, by, journal_id)
    values (${context.tx.companyId}::uuid, ${move.id}::uuid, ${unit.id}::uuid, ${unit.siteId}::uuid, ${unit.location}, ${move.to.location},
      ${unit.stockState}, ${move.to.stockState}, ${move.movedBy}, ${move.inspected}, ${move.note}, ${context.now}, ${context.actor.staffId}::uuid,
      ${move.journalId}::uuid)`);

export interface Recall {
  readonly id: string;
  readonly unitId: string;
  readonly siteId: string;
  readonly branch: string;
  readonly since: string;
  readonly dueOn: string;
  readonly journalId: string;
}
export const insertRecall = (context: Context, recall: Recall): Promise<number> =>
  context.tx.run(sql`
    insert into recalls (company_id, id, unit_id, site_id, branch, since, due_on, called_at, journal_id)
    values (${context.tx.companyId}::uuid, ${recall.id}::uuid, ${recall.unitId}::uuid, ${recall.siteId}::uuid, ${recall.branch}, ${recall.since}::date,
      ${recall.dueOn}::date, ${context.now}, ${recall.journalId}::uuid)`);

/** Comes home: how many days after the day it was called back. */
export const closeRecall = (
  context: Context,
  unitId: string,
  today: string,
): Promise<{ id: string; daysLate: number } | null> =>
  context.tx.row(sql`update recalls set returned_at = ${context.now}, days_late = greatest(0, ${today}::date - due_on)
    where company_id = ${context.tx.companyId}::uuid and unit_id = ${unitId}::uuid and returned_at is null
    returning id, days_late as "daysLate"`);

/** Vehicles at a second-tier store that nobody has called back, with the day on which they came there. */
export const atBranches = (tx: Tx, siteId: string): Promise<{ id: string; since: string }[]> =>
  tx.rows(sql`select units.id, units.at_branch_since as since from units
    where units.company_id = ${tx.companyId}::uuid and units.site_id = ${siteId}::uuid and units.kind = 'vehicle' and units.stock_state = 'at_branch'
      and units.at_branch_since is not null and units.state <> 'handed_over'
      and not exists (select 1 from recalls where recalls.company_id = units.company_id and recalls.unit_id = units.id and recalls.returned_at is null)
      and not exists (select 1 from deadlines where deadlines.company_id = units.company_id and deadlines.kind = 'inventory.recall'
        and deadlines.subject_id = units.id and deadlines.settled_at is null) limit 5000`);

/** What the board says stands here: everything that has arrived and is not handed over. */
export const onTheBoard = (tx: Tx, siteId: string): Promise<{ id: string; code: string; location: string }[]> =>
  tx.rows(sql`select units.id, units.code, units.location from units
    where units.company_id = ${tx.companyId}::uuid and units.site_id = ${siteId}::uuid and units.kind = 'vehicle' and units.state <> 'handed_over'
      and units.stock_state in ('in_stock', 'display', 'test_drive') order by units.code limit 5000`);

export interface Report {
  readonly id: string;
  readonly siteId: string;
  readonly day: string;
  readonly slot: Slot;
  readonly state: 'in' | 'missing';
}
export const reportOf = (tx: Tx, siteId: string, day: string, slot: Slot): Promise<Report | null> =>
  tx.row<Report>(sql`select r.id, r.site_id as "siteId", r.day, r.slot, r.state from stock_reports r
    where r.company_id = ${tx.companyId}::uuid and r.site_id = ${siteId}::uuid and r.day = ${day}::date and r.slot = ${slot} for update`);

export async function reportById(tx: Tx, reportId: string): Promise<Report> {
  const report =
    await tx.row<Report>(sql`select r.id, r.site_id as "siteId", r.day, r.slot, r.state from stock_reports r
    where r.company_id = ${tx.companyId}::uuid and r.id = ${reportId}::uuid for update`);
  if (!report) throw notFound('盘点记录 / stock report');
  return report;
}

export interface NewReport extends Report {
  readonly dueAt: string;
  readonly isLate: boolean;
  readonly found: number;
  readonly differences: readonly Difference[];
  readonly note: string;
  readonly journalId: string;
}
/** One that was missing comes in late. */
export const saveReport = (context: Context, report: NewReport): Promise<number> => {
  const isIn = report.state === 'in';
  const [at, by] = [isIn ? context.now : null, isIn ? context.actor.staffId : null];
  return context.tx.run(sql`
    insert into stock_reports (company_id, id, site_id, day, slot, state, due_at, reported_at, reported_by, is_late, found, differences, note, journal_id)
    values (${context.tx.companyId}::uuid, ${report.id}::uuid, ${report.siteId}::uuid, ${report.day}::date, ${report.slot}, ${report.state},
      ${report.dueAt}, ${at}::timestamptz, ${by}::uuid, ${report.isLate}, ${report.found}, ${JSON.stringify(report.differences)}::jsonb, ${report.note},
      ${report.journalId}::uuid)
    on conflict (company_id, site_id, day, slot) do update set state = excluded.state, reported_at = excluded.reported_at,
      reported_by = excluded.reported_by, is_late = excluded.is_late, found = excluded.found, differences = excluded.differences,
      note = excluded.note, journal_id = excluded.journal_id where stock_reports.state = 'missing'`);
};

export const saveChecked = (context: Context, reportId: string): Promise<number> =>
  context.tx.run(sql`update stock_reports set checked_at = ${context.now}, checked_by = ${context.actor.staffId}::uuid
    where company_id = ${context.tx.companyId}::uuid and id = ${reportId}::uuid and checked_at is null`);
