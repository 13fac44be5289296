/** Writes of remedies: the case is locked, decided on and saved; each step keeps when it was done and by whom. */
import sql, { empty } from 'sql-template-tag';
import type { Instant, LocalDate } from '#core/kernel/instant.ts';
import type { RemedyState, RemedyStep } from '#core/remedies/index.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';

export interface Remedy {
  readonly id: string;
  readonly siteId: string;
  readonly customerId: string;
  readonly state: RemedyState;
  readonly what: string;
  readonly plan: string | null;
  readonly report: string | null;
  readonly openedBy: string | null;
}
export async function remedyById(tx: Tx, id: string, forUpdate = true): Promise<Remedy> {
  const row =
    await tx.row<Remedy>(sql`select r.id, r.site_id as "siteId", r.customer_id as "customerId", r.state, r.what, r.plan, r.report,
      r.opened_by as "openedBy"
    from remedies r where r.company_id = ${tx.companyId} and r.id = ${id} ${forUpdate ? sql`for update` : empty}`);
  if (!row) throw notFound('资料补救 / remedy');
  return row;
}
/** The customer's row comes first in the order of locks. */
export async function lockRemedy(tx: Tx, id: string): Promise<Remedy> {
  const { customerId } = await remedyById(tx, id, false);
  await lockCustomer(tx, customerId);
  return remedyById(tx, id);
}
export const lockCustomer = (tx: Tx, customerId: string): Promise<{ siteId: string | null; name: string } | null> =>
  tx.row<{ siteId: string | null; name: string }>(sql`select c.site_id as "siteId", c.name from customers c
    where c.company_id = ${tx.companyId} and c.id = ${customerId} for update`);

export const openOf = async (tx: Tx, customerId: string): Promise<string | null> =>
  (
    await tx.row<{ id: string }>(sql`select r.id from remedies r
      where r.company_id = ${tx.companyId} and r.customer_id = ${customerId} and r.ended_at is null`)
  )?.id ?? null;

export const insertRemedy = (
  tx: Tx,
  row: Pick<Remedy, 'id' | 'siteId' | 'customerId' | 'state' | 'what' | 'openedBy'> & {
    at: Instant;
    journalId: string;
  },
): Promise<unknown> =>
  tx.run(sql`insert into remedies (company_id, id, site_id, customer_id, state, what, opened_at, opened_by, journal_id)
    values (${tx.companyId}, ${row.id}, ${row.siteId}, ${row.customerId}, ${row.state}, ${row.what}, ${row.at}, ${row.openedBy}, ${row.journalId})`);

interface Moved {
  readonly state: RemedyState;
  readonly at: Instant;
  readonly journalId: string;
  readonly plan?: string;
  readonly report?: string;
  readonly remark?: string;
}
export const saveMove = (tx: Tx, id: string, { state, at, journalId, plan, report, remark }: Moved): Promise<unknown> =>
  tx.run(sql`update remedies set state = ${state}, journal_id = ${journalId}, version = version + 1,
      plan = coalesce(${plan ?? null}, plan), report = coalesce(${report ?? null}, report), remark = ${remark ?? ''},
      ended_at = ${state === 'filed' || state === 'dropped' ? at : null}, filed_at = ${state === 'filed' ? at : null}
    where company_id = ${tx.companyId} and id = ${id}`);

/** Done now; done again, the last time counts. */
export async function markSteps(
  tx: Tx,
  id: string,
  steps: readonly { readonly step: RemedyStep; readonly byId: string | null; readonly at: Instant }[],
): Promise<void> {
  for (const { step, byId, at } of steps)
    await tx.run(sql`insert into remedy_steps (company_id, remedy_id, step, at, by_id) values (${tx.companyId}, ${id}, ${step}, ${at}, ${byId})
      on conflict (company_id, remedy_id, step) do update set at = excluded.at, by_id = excluded.by_id`);
}
export const forgetSteps = (tx: Tx, id: string, steps: readonly RemedyStep[]): Promise<unknown> =>
  tx.run(
    sql`delete from remedy_steps where company_id = ${tx.companyId} and remedy_id = ${id} and step = any(${[...steps]}::text[])`,
  );

export interface Task {
  readonly id: string;
  readonly department: string;
  readonly what: string;
  readonly assigneeId: string;
  readonly dueOn: LocalDate;
  readonly doneAt: Instant | null;
}
export const tasksOf = (tx: Tx, remedyId: string): Promise<Task[]> =>
  tx.rows<Task>(sql`select t.id, t.department, t.what, t.assignee_id as "assigneeId", t.due_on as "dueOn", t.done_at as "doneAt"
    from remedy_tasks t where t.company_id = ${tx.companyId} and t.remedy_id = ${remedyId} order by t.seq limit 20`);
export async function insertTasks(tx: Tx, remedyId: string, tasks: readonly Omit<Task, 'doneAt'>[]): Promise<void> {
  for (const [seq, { id, department, what, assigneeId, dueOn }] of tasks.entries())
    await tx.run(sql`insert into remedy_tasks (company_id, id, remedy_id, seq, department, what, assignee_id, due_on)
      values (${tx.companyId}, ${id}, ${remedyId}, ${seq}, ${department}, ${what}, ${assigneeId}, ${dueOn})`);
}
export const saveFeedback = (
  tx: Tx,
  taskId: string,
  { feedback, at, byId }: { feedback: string; at: Instant; byId: string },
): Promise<unknown> =>
  tx.run(sql`update remedy_tasks set feedback = ${feedback}, done_at = ${at}, done_by = ${byId}
    where company_id = ${tx.companyId} and id = ${taskId}`);

/** Those named who are not at work here any more, and those who do not exist. */
export async function goneAmong(tx: Tx, staffIds: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`select staff.id from staff
    where staff.company_id = ${tx.companyId} and staff.id = any(${[...staffIds]}::uuid[]) and staff.status <> 'left'`);
  const here = new Set(rows.map(({ id }) => id));
  return staffIds.filter((id) => !here.has(id));
}

/** Cases follow the customer into a merge, unless the other has an open one already; which did is kept for the way back. */
export const moveRemedies = async (tx: Tx, from: string, to: string): Promise<string[]> => {
  const rows = await tx.rows<{
    id: string;
  }>(sql`update remedies set customer_id = ${to} where company_id = ${tx.companyId}
      and customer_id = ${from} and (ended_at is not null or not exists (select 1 from remedies other
        where other.company_id = ${tx.companyId} and other.customer_id = ${to} and other.ended_at is null))
    returning id`);
  return rows.map(({ id }) => id);
};
export const bringBack = async (tx: Tx, to: string, ids: readonly string[]): Promise<void> => {
  await tx.run(
    sql`update remedies set customer_id = ${to} where company_id = ${tx.companyId} and id = any(${[...ids]}::uuid[])`,
  );
};
