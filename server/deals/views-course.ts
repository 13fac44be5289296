/** Reads of the course of a sale: one deal's steps with their history, and the lists of what stands still. */
import sql, { empty, type Sql } from 'sql-template-tag';
import type { z } from 'zod';
import type { CoursePage, dealCourse, StalledRow, StepAlert } from '#contract/deals-course.ts';
import type { QueryOf } from '#contract/kernel/route.ts';
import { courseOf, type Deal, decideMend, decideRecordStep, responsibleFor, standsAt } from '#core/deals/index.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import { siteById } from '#server/claims/index.ts';
import { lacks, requireScope } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { newest, type Way } from '#server/platform/walk.ts';
import { coversDeal, readableDeal } from './access.ts';
import { whyNotStep } from './course-said.ts';
import { standingOf, stepRecords } from './store-course.ts';
import { namesOfStaff } from './views-page.ts';

interface Kept {
  readonly step: string;
  readonly doneAt: string;
  readonly byId: string | null;
  readonly responsibleId: string;
  readonly note: string;
  readonly journalId: string | null;
}
const keptSteps = (tx: Tx, dealId: string): Promise<Kept[]> =>
  tx.rows<Kept>(sql`select deal_steps.step, deal_steps.done_at as "doneAt", deal_steps.by_id as "byId",
      deal_steps.responsible_id as "responsibleId", deal_steps.note, deal_steps.journal_id as "journalId"
    from deal_steps where deal_steps.company_id = ${tx.companyId} and deal_steps.deal_id = ${dealId} and deal_steps.undone_at is null
    limit 200`);

interface AlertRow {
  readonly id: string;
  readonly step: string;
  readonly responsibleId: string;
  readonly responsibleName: string;
  readonly dueAt: string;
  readonly raisedAt: string;
  readonly closedAt: string | null;
  readonly closedById: string | null;
  readonly closedByName: string | null;
  readonly cause: string;
  readonly remedy: string;
  readonly byOn: string | null;
  readonly journalId: string;
}
const alertColumns = sql`a.id, a.step, a.responsible_id as "responsibleId", r.name as "responsibleName", a.due_at as "dueAt",
  a.raised_at as "raisedAt", a.closed_at as "closedAt", c.id as "closedById", c.name as "closedByName", a.cause, a.remedy, a.by_on as "byOn",
  a.journal_id as "journalId"`;
const alertJoins = sql`join staff r on r.company_id = a.company_id and r.id = a.responsible_id
  left join staff c on c.company_id = a.company_id and c.id = a.closed_by`;

type Mending = Pick<Deal, 'siteId' | 'teamId' | 'consultantId' | 'coverId'>;
function alertOut(context: Context, deal: Mending, timeZone: string, row: AlertRow): z.output<typeof StepAlert> {
  const { responsibleId, responsibleName, closedById, closedByName, ...rest } = row;
  const facts = {
    step: row.step,
    responsibleId,
    isClosed: row.closedAt !== null,
    mayReview: coversDeal(context, 'deals.review', deal),
    timeZone,
  };
  const asNow = { cause: '.', remedy: '.', byOn: localDateOf(context.now, timeZone) };
  const given = { now: context.now, actorId: context.actor.staffId };
  return {
    ...rest,
    responsible: { id: responsibleId, name: responsibleName },
    closedBy: closedById === null ? null : { id: closedById, name: closedByName ?? '' },
    whyNot: coversDeal(context, 'deals.open', deal) ? whyNotStep(decideMend(facts, asNow, given)) : lacks('deals.open'),
  };
}

export async function coursePage(context: Context, dealId: string): Promise<z.output<typeof CoursePage>> {
  const { tx, now, actor } = context;
  const deal = await readableDeal(context, dealId);
  const rules = (await context.rules(deal.siteId)).values.deals;
  const { timeZone } = await siteById(tx, deal.siteId);
  const records = await stepRecords(tx, dealId);
  const kept = await keptSteps(tx, dealId);
  const alerts = await tx.rows<AlertRow>(sql`select ${alertColumns} from deal_step_alerts a ${alertJoins}
    where a.company_id = ${tx.companyId} and a.deal_id = ${dealId} order by a.raised_at desc, a.id desc limit 100`);
  const steps = courseOf(rules, deal, records);
  const clock = await standingOf(tx, dealId);
  // After a change of course the clock is that of another step, until something happens with the deal.
  const standing = clock !== null && clock.step === (standsAt(steps)?.key ?? null) ? clock : null;
  const responsibleId = responsibleFor(deal);
  const names = await namesOfStaff(tx, [
    responsibleId,
    ...kept.flatMap(({ byId, responsibleId: then }) => (byId === null ? [then] : [byId, then])),
  ]);
  const person = (id: string) => ({ id, name: names.get(id) ?? '' });
  const may = coversDeal(context, 'deals.open', deal);
  const facts = { deal, records, mayReview: coversDeal(context, 'deals.review', deal) };
  return {
    course: rules.process,
    responsible: person(responsibleId),
    since: standing?.since ?? null,
    dueAt: standing?.dueAt ?? null,
    steps: steps.map((step) => {
      const row = kept.find((one) => one.step === step.key);
      const asNow = { step: step.key, note: '.' };
      const decision = decideRecordStep(rules, facts, asNow, { now, actorId: actor.staffId });
      return {
        ...step,
        doneAt: step.state === 'done' ? (step.doneAt ?? row?.doneAt ?? null) : null,
        doneBy: row?.byId ? person(row.byId) : null,
        responsible: row ? person(row.responsibleId) : null,
        note: row?.note ?? '',
        journalId: row?.journalId ?? null,
        allowedDays: rules.stepDays[step.key]?.days ?? 0,
        whyNot: may ? whyNotStep(decision) : lacks('deals.open'),
      };
    }),
    alerts: alerts.map((row) => alertOut(context, deal, timeZone, row)),
  };
}

// ── what stands still ──

interface Row extends Omit<AlertRow, 'id' | 'raisedAt' | 'journalId' | 'dueAt'>, Mending {
  readonly alertId: string | null;
  readonly raisedAt: string | null;
  readonly journalId: string | null;
  readonly dueAt: string | null;
  readonly since: string;
  readonly dealId: string;
  readonly number: string | null;
  readonly siteName: string;
  readonly timeZone: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly unit: string;
  readonly sortAt: string;
  readonly sortId: string;
}

/** Alerts for what is late or was mended; where every deal stands for what is under way. */
const sources: Readonly<Record<'overdue' | 'waiting' | 'mended', Sql>> = {
  waiting: sql`(select w.company_id, w.site_id, w.deal_id, w.step, w.since, w.due_at, null::uuid as id, null::uuid as responsible_id,
      null::timestamptz as raised_at, null::timestamptz as closed_at, null::uuid as closed_by, '' as cause, '' as remedy, null::date as by_on,
      null::uuid as journal_id, w.since as sort_at, w.deal_id as sort_id
    from deal_courses w where w.step is not null) a`,
  overdue: sql`(select w.*, w.raised_at as sort_at, w.id as sort_id from deal_step_alerts w where w.closed_at is null) a`,
  mended: sql`(select w.*, w.raised_at as sort_at, w.id as sort_id from deal_step_alerts w where w.closed_at is not null) a`,
};

/** As far as the right reaches, and what stands still of one's own deals. */
function waysToStalled({ tx, actor }: Context): Way[] {
  const scope = requireScope(actor, 'deals.read');
  const dealsOf = (who: Sql): Way => ({
    where: sql`a.deal_id = any(array(select d.id from deals d where d.company_id = ${tx.companyId} and ${who}))`,
  });
  const mine = dealsOf(sql`(d.consultant_id = ${actor.staffId}::uuid or d.cover_id = ${actor.staffId}::uuid)`);
  if (scope === 'company') return [{ where: sql`true` }];
  if (scope === 'site') return [...actor.siteIds.map((id) => ({ where: sql`a.site_id = ${id}::uuid` })), mine];
  return scope === 'team' && actor.teamId ? [dealsOf(sql`d.team_id = ${actor.teamId}::uuid`), mine] : [mine];
}

export async function stalled(context: Context, query: QueryOf<typeof dealCourse.stalled>) {
  const { tx } = context;
  const after = fromCursor(query.cursor, 2);
  const like = query.q ? `%${query.q.replaceAll(/[\\%_]/g, '\\$&')}%` : null;
  const source = sources[query.state];
  const joins = sql`join deals on deals.company_id = a.company_id and deals.id = a.deal_id
      join customers on customers.company_id = deals.company_id and customers.id = deals.customer_id
      left join units u on u.company_id = deals.company_id and u.id = deals.unit_id`;
  const responsible = sql`coalesce(a.responsible_id, deals.cover_id, deals.consultant_id)`;
  const ids = newest({
    ...{ from: sql`${source} ${joins}`, at: sql`a.sort_at`, id: sql`a.sort_id`, ways: waysToStalled(context) },
    ...{ after, limit: query.limit + 1 },
    where: sql`a.company_id = ${tx.companyId}
      ${query.siteId ? sql`and a.site_id = ${query.siteId}` : empty}
      ${query.state === 'waiting' ? sql`and deals.ended_at is null` : empty}
      ${query.step ? sql`and a.step = ${query.step}` : empty}
      ${query.responsibleId ? sql`and ${responsible} = ${query.responsibleId}::uuid` : empty}
      ${like ? sql`and (deals.number ilike ${like} or u.code ilike ${like} or customers.name ilike ${like})` : empty}`,
  });
  const rows = await tx.rows<Row>(sql`
    select a.id as "alertId", a.step, a.since, a.due_at as "dueAt", a.raised_at as "raisedAt", a.closed_at as "closedAt",
      c.id as "closedById", c.name as "closedByName", a.cause, a.remedy, a.by_on as "byOn", a.journal_id as "journalId",
      r.id as "responsibleId", r.name as "responsibleName", deals.id as "dealId", deals.number, deals.site_id as "siteId",
      deals.team_id as "teamId", deals.consultant_id as "consultantId", deals.cover_id as "coverId", sites.name as "siteName",
      sites.time_zone as "timeZone", customers.id as "customerId", customers.name as "customerName",
      coalesce(u.code, deals.wanted ->> 'model', '') as unit, a.sort_at as "sortAt", a.sort_id as "sortId"
    from ${source} ${joins}
      join sites on sites.company_id = deals.company_id and sites.id = deals.site_id
      join staff r on r.company_id = deals.company_id and r.id = ${responsible}
      left join staff c on c.company_id = deals.company_id and c.id = a.closed_by
    where a.company_id = ${tx.companyId} and a.sort_id = any(${ids}) order by a.sort_at desc, a.sort_id desc`);
  const page = pageFrom(rows, query.limit, (row) => [row.sortAt, row.sortId]);
  return { ...page, rows: page.rows.map((row) => stalledOut(context, row)) };
}

function stalledOut(context: Context, row: Row): z.output<typeof StalledRow> {
  const { alertId, raisedAt, journalId, dueAt, timeZone } = row;
  const alert =
    alertId !== null && raisedAt !== null && journalId !== null && dueAt !== null
      ? alertOut(context, row, timeZone, { ...alertRow(row), id: alertId, raisedAt, journalId, dueAt })
      : null;
  const { step: _step, responsible: _responsible, ...shown } = alert ?? { step: '', responsible: null };
  return {
    dealId: row.dealId,
    number: row.number,
    siteName: row.siteName,
    customer: { id: row.customerId, name: row.customerName },
    unit: row.unit,
    step: row.step,
    responsible: { id: row.responsibleId, name: row.responsibleName },
    since: row.since,
    dueAt,
    alert: alert === null ? null : (shown as NonNullable<z.output<typeof StalledRow>['alert']>),
  };
}
const alertRow = ({ step, responsibleId, responsibleName, closedAt, closedById, closedByName, ...row }: Row) => ({
  ...{ step, responsibleId, responsibleName, closedAt, closedById, closedByName },
  ...{ cause: row.cause, remedy: row.remedy, byOn: row.byOn },
});
