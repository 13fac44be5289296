/** Remedies as a list, and one as its page shows it: the ten steps, the tasks, and what may be done next. */
import sql, { empty, type Sql } from 'sql-template-tag';
import type { remedies as routes, RemedyPage } from '#contract/remedies.ts';
import type { QueryOf, ResponseOf } from '#contract/kernel/route.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import {
  decideFeedback,
  decideOrganise,
  decideRemedyAct,
  type RemedyState,
  type RemedyStep,
  remedyStates,
  remedySteps,
} from '#core/remedies/index.ts';
import { lacks, personOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { notFound } from '#server/platform/refused.ts';
import { newest } from '#server/platform/walk.ts';
import { handles, waysToSee } from './access.ts';
import { whyNot } from './said.ts';

type List = typeof routes.list;
type RowOut = ResponseOf<List>['rows'][number];
interface Row {
  readonly id: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly siteId: string;
  readonly siteName: string;
  readonly timeZone: string;
  readonly state: RemedyState;
  readonly what: string;
  readonly plan: string | null;
  readonly report: string | null;
  readonly remark: string;
  readonly openedAt: string;
  readonly openedById: string | null;
  readonly openedByName: string | null;
  readonly dueOn: string | null;
  readonly tasksLeft: number;
  readonly endedAt: string | null;
  readonly filedAt: string | null;
  readonly journalId: string;
}

const select = (companyId: string, where: Sql): Sql => sql`
  select r.id, r.customer_id as "customerId", c.name as "customerName", r.site_id as "siteId", sites.name as "siteName",
    sites.time_zone as "timeZone", r.state, r.what, r.plan, r.report, r.remark, r.opened_at as "openedAt", r.opened_by as "openedById",
    opener.name as "openedByName", left_over.due_on as "dueOn", coalesce(left_over.tasks, 0)::int as "tasksLeft", r.ended_at as "endedAt",
    r.filed_at as "filedAt", r.journal_id as "journalId"
  from remedies r
    join customers c on c.company_id = r.company_id and c.id = r.customer_id
    join sites on sites.company_id = r.company_id and sites.id = r.site_id
    left join staff opener on opener.company_id = r.company_id and opener.id = r.opened_by
    left join lateral (select min(t.due_on) as due_on, count(*) as tasks from remedy_tasks t
      where t.company_id = r.company_id and t.remedy_id = r.id and t.done_at is null) left_over on true
  where r.company_id = ${companyId} and ${where}`;

const person = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? '' });

function rowOut({ now }: Context, row: Row): RowOut {
  const { id, state, what, openedAt, dueOn, tasksLeft, endedAt } = row;
  return {
    ...{ id, state, what, openedAt, dueOn, tasksLeft, endedAt },
    customer: { id: row.customerId, name: row.customerName },
    site: { id: row.siteId, name: row.siteName },
    openedBy: person(row.openedById, row.openedByName),
    isLate: dueOn !== null && dueOn < localDateOf(now, row.timeZone),
  };
}

export async function list(context: Context, query: QueryOf<List>): Promise<ResponseOf<List>> {
  const after = fromCursor(query.cursor, 2);
  const { companyId } = context.tx;
  const ids = newest({
    ...{ from: sql`remedies r`, at: sql`r.opened_at`, id: sql`r.id`, ways: waysToSee(context), after },
    limit: query.limit + 1,
    where: sql`r.company_id = ${companyId} ${query.state ? sql`and r.state = ${query.state}` : empty}
      ${query.open ? (query.open === 'true' ? sql`and r.ended_at is null` : sql`and r.ended_at is not null`) : empty}
      ${query.customerId ? sql`and r.customer_id = ${query.customerId}` : empty}`,
  });
  const rows = await context.tx.rows<Row>(
    sql`${select(companyId, sql`r.id = any(${ids})`)} order by r.opened_at desc, r.id desc`,
  );
  const page = pageFrom(rows, query.limit, (row) => [row.openedAt, row.id]);
  return { rows: page.rows.map((row) => rowOut(context, row)), nextCursor: page.nextCursor };
}

interface TaskRow {
  readonly id: string;
  readonly department: string;
  readonly what: string;
  readonly assigneeId: string;
  readonly assigneeName: string;
  readonly dueOn: string;
  readonly feedback: string | null;
  readonly doneAt: string | null;
  readonly doneById: string | null;
  readonly doneByName: string | null;
}
const tasksOf = ({ tx }: Context, remedyId: string): Promise<TaskRow[]> =>
  tx.rows<TaskRow>(sql`select t.id, t.department, t.what, t.assignee_id as "assigneeId", a.name as "assigneeName", t.due_on as "dueOn",
      t.feedback, t.done_at as "doneAt", t.done_by as "doneById", d.name as "doneByName"
    from remedy_tasks t join staff a on a.company_id = t.company_id and a.id = t.assignee_id
      left join staff d on d.company_id = t.company_id and d.id = t.done_by
    where t.company_id = ${tx.companyId} and t.remedy_id = ${remedyId} order by t.seq limit 20`);

interface StepRow {
  readonly step: RemedyStep;
  readonly at: string;
  readonly byId: string | null;
  readonly byName: string | null;
}
/** Those of the state before are done; of the present state, the first that is not. */
async function stepsOf({ tx }: Context, remedyId: string, state: RemedyState): Promise<RemedyPage['steps']> {
  const rows = await tx.rows<StepRow>(sql`select s.step, s.at, s.by_id as "byId", staff.name as "byName"
    from remedy_steps s left join staff on staff.company_id = s.company_id and staff.id = s.by_id
    where s.company_id = ${tx.companyId} and s.remedy_id = ${remedyId}`);
  const done = new Map(rows.map((row) => [row.step, row]));
  const first = remedySteps.find(
    (step) => !done.has(step.key) && remedyStates.indexOf(step.state) >= remedyStates.indexOf(state),
  );
  return remedySteps.map(({ key }) => {
    const row = done.get(key);
    const now = state !== 'dropped' && key === first?.key ? 'current' : 'later';
    return { key, at: row?.at ?? null, by: row ? person(row.byId, row.byName) : null, state: row ? 'done' : now };
  });
}

async function approvalsOf({ tx }: Context, remedyId: string) {
  const rows = await tx.rows<{ id: string; matter: string }>(sql`select a.id, a.matter from approvals a
    where a.company_id = ${tx.companyId} and a.subject_id = ${remedyId} and a.matter in ('remedy_plan', 'remedy_report')
    order by a.requested_at`);
  const last = (matter: string) => rows.findLast((row) => row.matter === matter)?.id ?? null;
  return { planApprovalId: last('remedy_plan'), reportApprovalId: last('remedy_report') };
}

export async function remedyOut(context: Context, id: string): Promise<RemedyPage> {
  const row = await context.tx.row<Row>(select(context.tx.companyId, sql`r.id = ${id}`));
  if (!row) throw notFound('资料补救 / remedy');
  const { state, plan, report, remark, filedAt, journalId } = row;
  const today = localDateOf(context.now, row.timeZone);
  const tasks = await tasksOf(context, id);
  const mayHandle = handles(context, row.siteId);
  const byId = personOf(context.actor);
  const known = tasks.map(({ id: taskId, assigneeId, doneAt }) => ({
    id: taskId,
    assigneeId,
    isDone: doneAt !== null,
  }));
  const missing = mayHandle ? null : lacks('remedies.handle');
  const act = (what: 'plan' | 'report' | 'drop') => missing ?? whyNot(decideRemedyAct({ state }, { act: what }), state);
  const someTask = { tasks: [{ assigneeId: byId, dueOn: today }] };
  const organise = decideOrganise({ state, today, goneIds: [] }, someTask);
  return {
    ...rowOut(context, row),
    ...(await approvalsOf(context, id)),
    ...{ plan, report, remark, filedAt, journalId },
    steps: await stepsOf(context, id, state),
    tasks: tasks.map(({ assigneeId, assigneeName, doneById, doneByName, ...task }) => ({
      ...task,
      assignee: { id: assigneeId, name: assigneeName },
      doneBy: person(doneById, doneByName),
      isLate: task.doneAt === null && task.dueOn < today,
      whyNot: {
        feedback: whyNot(decideFeedback({ state, tasks: known, byId, handles: mayHandle }, { taskId: task.id }), state),
      },
    })),
    whyNot: {
      plan: act('plan'),
      report: act('report'),
      drop: act('drop'),
      organise: missing ?? whyNot(organise, state),
    },
  };
}
