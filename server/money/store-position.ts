/** Writes and locked reads of plans and of the duties that follow from them. */
import sql from 'sql-template-tag';
import type { Measures, PositionFigures } from '#core/money/index.ts';
import type { Instant, LocalDate } from '#core/kernel/instant.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';

export interface Plan extends PositionFigures {
  readonly version: number;
}
export const planOf = (tx: Tx, siteId: string, month: string): Promise<Plan | null> =>
  tx.row<Plan>(sql`select position_plans.version, position_plans.contracts, position_plans.sales_fen as "salesFen",
      position_plans.collections_fen as "collectionsFen"
    from position_plans where position_plans.company_id = ${tx.companyId} and position_plans.site_id = ${siteId}
      and position_plans.month = ${month} order by position_plans.version desc limit 1`);

/** Whoever sets the plan of a site waits for whoever is doing so. */
export const lockPlans = (tx: Tx, siteId: string): Promise<unknown> =>
  tx.row(sql`select 1 from sites where sites.company_id = ${tx.companyId} and sites.id = ${siteId} for no key update`);

export const insertPlan = (
  tx: Tx,
  row: Plan & {
    id: string;
    siteId: string;
    month: string;
    reason: string;
    at: Instant;
    by: string | null;
    journalId: string;
  },
): Promise<number> =>
  tx.run(sql`insert into position_plans (company_id, id, site_id, month, version, contracts, sales_fen, collections_fen, reason, set_at, set_by, journal_id)
    values (${tx.companyId}, ${row.id}, ${row.siteId}, ${row.month}, ${row.version}, ${row.contracts}, ${row.salesFen}, ${row.collectionsFen},
      ${row.reason}, ${row.at}, ${row.by}, ${row.journalId})`);

/** A month from which on the site still has a plan. */
export const hasPlanFrom = async (tx: Tx, siteId: string, month: string): Promise<boolean> =>
  (await tx.row(sql`select 1 from position_plans where position_plans.company_id = ${tx.companyId}
    and position_plans.site_id = ${siteId} and position_plans.month >= ${month} limit 1`)) !== null;

export const hasOpenDuty = async (tx: Tx, siteId: string): Promise<boolean> =>
  (await tx.row(sql`select 1 from position_duties where position_duties.company_id = ${tx.companyId}
    and position_duties.site_id = ${siteId} and position_duties.state = 'open'`)) !== null;

export const insertDuty = (
  tx: Tx,
  row: {
    id: string;
    siteId: string;
    month: string;
    through: LocalDate;
    below: readonly string[];
    measures: Measures;
    at: Instant;
    journalId: string;
  },
): Promise<number> =>
  tx.run(sql`insert into position_duties (company_id, id, site_id, month, through, below, measures, raised_at, journal_id)
    values (${tx.companyId}, ${row.id}, ${row.siteId}, ${row.month}, ${row.through}, ${[...row.below]}, ${JSON.stringify(row.measures)}, ${row.at},
      ${row.journalId})`);

export interface Duty {
  readonly id: string;
  readonly siteId: string;
  readonly month: string;
  readonly through: LocalDate;
  readonly below: string[];
  readonly measures: Measures;
  readonly state: 'open' | 'noted' | 'closed';
}
export async function lockDuty(tx: Tx, id: string): Promise<Duty> {
  const duty =
    await tx.row<Duty>(sql`select position_duties.id, position_duties.site_id as "siteId", position_duties.month, position_duties.through,
      position_duties.below, position_duties.measures, position_duties.state
    from position_duties where position_duties.company_id = ${tx.companyId} and position_duties.id = ${id} for update`);
  if (!duty) throw notFound('进度检查 / check of the position');
  return duty;
}
export const noteDuty = (
  tx: Tx,
  id: string,
  set: { cause: string; noteId: string; at: Instant; by: string | null },
): Promise<number> =>
  tx.run(sql`update position_duties set state = 'noted', cause = ${set.cause}, note_id = ${set.noteId}, noted_at = ${set.at}, noted_by = ${set.by}
    where company_id = ${tx.companyId} and id = ${id}`);
export const closeDutyOf = (tx: Tx, noteId: string, at: Instant): Promise<number> =>
  tx.run(sql`update position_duties set state = 'closed', closed_at = ${at}
    where company_id = ${tx.companyId} and note_id = ${noteId} and state = 'noted'`);
