/** Writes and locked reads of a deal's course: where it stands, its steps, its alerts. */
import sql from 'sql-template-tag';
import type { StepRecord } from '#core/deals/index.ts';
import type { Instant, LocalDate } from '#core/kernel/instant.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';

export const stepRecords = (tx: Tx, dealId: string): Promise<StepRecord[]> =>
  tx.rows<StepRecord>({
    name: 'deals.step-records',
    text: `select deal_steps.step, deal_steps.done_at as "doneAt" from deal_steps
      where deal_steps.company_id = $1 and deal_steps.deal_id = $2 and deal_steps.undone_at is null
      order by deal_steps.done_at, deal_steps.step`,
    values: [tx.companyId, dealId],
  });

export interface NewStep {
  readonly id: string;
  readonly dealId: string;
  readonly step: string;
  readonly how: 'event' | 'person';
  readonly doneAt: Instant;
  readonly byId: string | null;
  readonly responsibleId: string;
  readonly note: string;
  readonly journalId: string | null;
}
export const insertStep = (tx: Tx, row: NewStep): Promise<number> =>
  tx.run(sql`insert into deal_steps (company_id, id, deal_id, step, how, done_at, by_id, responsible_id, note, journal_id)
    values (${tx.companyId}, ${row.id}, ${row.dealId}, ${row.step}, ${row.how}, ${row.doneAt}, ${row.byId}, ${row.responsibleId}, ${row.note},
      ${row.journalId}) on conflict do nothing`);
/** An event taken back, money reversed for instance: the step is open again, its history stays. */
export const undoSteps = (tx: Tx, dealId: string, steps: readonly string[], at: Instant): Promise<number> =>
  tx.run(sql`update deal_steps set undone_at = ${at} where company_id = ${tx.companyId} and deal_id = ${dealId}
    and step = any(${[...steps]}) and undone_at is null`);

export interface Standing {
  readonly step: string | null;
  readonly since: Instant;
  readonly dueAt: Instant | null;
  /** Named when a delay was mended. */
  readonly promisedAt: Instant | null;
}
export const standingOf = (tx: Tx, dealId: string): Promise<Standing | null> =>
  tx.row<Standing>({
    name: 'deals.course',
    text: `select deal_courses.step, deal_courses.since, deal_courses.due_at as "dueAt", deal_courses.promised_at as "promisedAt" from deal_courses
      where deal_courses.company_id = $1 and deal_courses.deal_id = $2`,
    values: [tx.companyId, dealId],
  });
export const saveStanding = (tx: Tx, dealId: string, siteId: string, one: Standing): Promise<number> =>
  tx.run(sql`insert into deal_courses (company_id, deal_id, site_id, step, since, due_at, promised_at)
    values (${tx.companyId}, ${dealId}, ${siteId}, ${one.step}, ${one.since}, ${one.dueAt}, ${one.promisedAt})
    on conflict (company_id, deal_id) do update set step = excluded.step, since = excluded.since, due_at = excluded.due_at,
      promised_at = excluded.promised_at`);

export interface Alert {
  readonly id: string;
  readonly dealId: string;
  readonly step: string;
  readonly responsibleId: string;
  readonly closedAt: Instant | null;
}
export const openAlert = async (tx: Tx, dealId: string, step: string): Promise<boolean> =>
  (await tx.row(sql`select 1 from deal_step_alerts where deal_step_alerts.company_id = ${tx.companyId}
    and deal_step_alerts.deal_id = ${dealId} and deal_step_alerts.step = ${step} and deal_step_alerts.closed_at is null`)) !==
  null;
export const insertAlert = (
  tx: Tx,
  row: Omit<Alert, 'closedAt'> & { siteId: string; since: Instant; dueAt: Instant; at: Instant; journalId: string },
): Promise<number> =>
  tx.run(sql`insert into deal_step_alerts (company_id, id, deal_id, site_id, step, responsible_id, since, due_at, raised_at, journal_id)
    values (${tx.companyId}, ${row.id}, ${row.dealId}, ${row.siteId}, ${row.step}, ${row.responsibleId}, ${row.since}, ${row.dueAt}, ${row.at},
      ${row.journalId})`);
export async function alertById(tx: Tx, dealId: string, alertId: string): Promise<Alert> {
  const alert =
    await tx.row<Alert>(sql`select deal_step_alerts.id, deal_step_alerts.deal_id as "dealId", deal_step_alerts.step,
      deal_step_alerts.responsible_id as "responsibleId", deal_step_alerts.closed_at as "closedAt"
    from deal_step_alerts where deal_step_alerts.company_id = ${tx.companyId} and deal_step_alerts.deal_id = ${dealId}
      and deal_step_alerts.id = ${alertId} for update`);
  if (!alert) throw notFound('停滞提醒 / alert');
  return alert;
}
export const closeAlert = (
  tx: Tx,
  alertId: string,
  note: { cause: string; remedy: string; byOn: LocalDate; at: Instant; by: string | null },
): Promise<number> =>
  tx.run(sql`update deal_step_alerts set closed_at = ${note.at}, closed_by = ${note.by}, cause = ${note.cause}, remedy = ${note.remedy},
    by_on = ${note.byOn} where company_id = ${tx.companyId} and id = ${alertId} and closed_at is null`);
