/** The ledger of turns, one visit in full, the daily registers of visits and calls. */
import sql from 'sql-template-tag';
import type { Sql } from 'sql-template-tag';
import { type EntryRow, desk as routes, type VisitRowOut } from '#contract/desk.ts';
import {
  acceptTurn,
  changeConsultant,
  type DeskSheet,
  finishVisit,
  overrideVisit,
  visitorLeft,
} from '#core/desk/index.ts';
import { requireSite, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { answer } from '#server/platform/http.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { invalid } from '#server/platform/refused.ts';
import { mayActOn, mayCorrect, mayReadLog } from './acting.ts';
import { callRows } from './calls.ts';
import { lacks, whyNot } from './save.ts';
import { readSheet, siteOf, today } from './store.ts';
import { type StoredVisit, visitById } from './visit-store.ts';
import { logOf, visitRow, visitRows, wire } from './visit-views.ts';

const ref = (column: Sql): Sql => sql`(select json_build_object('id', person.id, 'name', person.name) from staff person
  where person.company_id = turn_entries.company_id and person.id = ${column})`;

const entries = (context: Context, where: Sql, tail: Sql): Promise<EntryRow[]> =>
  context.tx.rows<EntryRow>(sql`select turn_entries.seq, turn_entries.at, turn_entries.kind, turn_entries.unit_id as "unitId",
      coalesce((select teams.name from teams where teams.company_id = turn_entries.company_id and teams.id = turn_entries.unit_id),
        (select staff.name from staff where staff.company_id = turn_entries.company_id and staff.id = turn_entries.unit_id)) as "unitName",
      ${ref(sql`turn_entries.staff_id`)} as staff, turn_entries.visit_id as "visitId",
      (select visits.number from visits where visits.company_id = turn_entries.company_id and visits.id = turn_entries.visit_id)
        as "visitNumber", turn_entries.make_up_id as "makeUpId", turn_entries.delta, turn_entries.from_place as "from",
      turn_entries.to_place as "to", turn_entries.clauses, turn_entries.house_clauses as "houseClauses", turn_entries.reason,
      ${ref(sql`turn_entries.by_id`)} as by, turn_entries.journal_id as "journalId"
    from turn_entries where turn_entries.company_id = ${context.tx.companyId} and ${where} ${tail}`);

const ledger = answer(routes.ledger, async (context, { params, query }) => {
  requireSite(context.actor, 'desk.read', params.siteId);
  const day = query.day ?? today(context, await siteOf(context.tx, params.siteId));
  const cursor = fromCursor(query.cursor, 1);
  const where = sql`turn_entries.site_id = ${params.siteId} and turn_entries.day = ${day}
    and (${cursor === null} or turn_entries.seq < ${cursor?.[0] ?? 0})
    and (${query.staffId ?? null}::uuid is null or turn_entries.staff_id = ${query.staffId ?? null}::uuid)
    and (${query.visitId ?? null}::uuid is null or turn_entries.visit_id = ${query.visitId ?? null}::uuid)
    and (${query.kind ?? null}::text is null or turn_entries.kind = ${query.kind ?? null}::text)`;
  const rows = await entries(context, where, sql`order by turn_entries.seq desc limit ${query.limit + 1}`);
  return pageFrom(rows, query.limit, (row) => [row.seq]);
});

/** The same questions the commands will ask, so that a button can say beforehand why it would refuse. */
async function whyNots(context: Context, stored: StoredVisit, visit: VisitRowOut, sheet: DeskSheet) {
  const { id: visitId } = visit;
  const me = context.actor.staffId ?? '';
  const { values } = await context.rules(visit.siteId);
  const supervises = scopeOf(context.actor, 'desk.supervise') !== null;
  const server = visit.server?.id ?? me;
  const change = changeConsultant(values.desk, sheet, { visitId, toStaffId: null, reason: 'x' }, context.now, me);
  const over = overrideVisit(sheet, { visitId, staffId: server, counts: false, reason: 'x' }, context.now, me);
  const notAsked = { accepted: false, code: 'OWNER_NEEDS_NOTHING', clauses: [], rejected: [], detail: {} } as const;
  const accept = await whyNot(context, acceptTurn(sheet, { visitId, staffId: me }, context.now));
  const begun = visit.state === 'serving' ? ({ ...notAsked, code: 'RECEPTION_MAY_NOT_BE_BROKEN_OFF' } as const) : null;
  const left = visitorLeft(sheet, { visitId, reason: null }, context.now, me);
  return {
    accept,
    pass: begun === null ? accept : await whyNot(context, begun),
    finish: await whyNot(context, finishVisit(values.desk, sheet, { visitId, explainedTo: null }, context.now, me)),
    change: mayActOn(context, stored) ? await whyNot(context, change) : lacks('desk.operate'),
    override: supervises ? await whyNot(context, over) : lacks('desk.supervise'),
    leave: (await mayCorrect(context, stored)) ? await whyNot(context, left) : lacks('desk.operate'),
    confirmOwner: !supervises
      ? lacks('desk.supervise')
      : visit.owner.needs === null
        ? await whyNot(context, notAsked)
        : null,
  };
}

const unread = { steps: [], interest: '', outcome: null, note: '' };

const visit = answer(routes.visit, async (context, { params }) => {
  const stored = await visitById(context.tx, params.visitId);
  const { siteId, day } = stored;
  requireSite(context.actor, 'desk.read', siteId);
  const row = await visitRow(context, params.visitId);
  const { sheet } = await readSheet(context, siteId, day);
  const shown = wire(row);
  return {
    ...shown,
    registrationDue: row.registrationDue,
    log: (await mayReadLog(context, stored)) ? await logOf(context, params.visitId) : unread,
    entries: await entries(
      context,
      sql`turn_entries.visit_id = ${params.visitId}`,
      sql`order by turn_entries.day, turn_entries.seq limit 500`,
    ),
    whyNot: await whyNots(context, stored, shown, sheet),
  };
});

const SPAN_DAYS_MAX = 366; // protects the database; a longer look back is a report

export async function span(
  context: Context,
  siteId: string,
  query: { day?: string | undefined; to?: string | undefined },
) {
  const from = query.day ?? today(context, await siteOf(context.tx, siteId));
  const to = query.to ?? from;
  if (to < from) throw invalid('to', '结束日期早于开始日期 / the span ends before it begins');
  const days = Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;
  if (days > SPAN_DAYS_MAX) throw invalid('to', `最多 ${SPAN_DAYS_MAX} 天 / at most ${SPAN_DAYS_MAX} days`);
  return { from, to };
}

export const ownOnly = (context: Context, person: Sql): Sql =>
  scopeOf(context.actor, 'desk.registers') === 'self' ? sql`${person} = ${context.actor.staffId}::uuid` : sql`true`;

const visits = answer(routes.visits, async (context, { params, query }) => {
  requireSite(context.actor, 'desk.registers', params.siteId);
  const { from, to } = await span(context, params.siteId, query);
  const cursor = fromCursor(query.cursor, 2);
  const where = sql`visits.site_id = ${params.siteId} and visits.day between ${from} and ${to}
    and ${ownOnly(context, sql`visits.server_id`)}
    and (${query.serverId ?? null}::uuid is null or visits.server_id = ${query.serverId ?? null}::uuid)
    and (${query.customerId ?? null}::uuid is null or visits.customer_id = ${query.customerId ?? null}::uuid)
    and (${cursor === null} or (visits.day, visits.number) < (${cursor?.[0] ?? from}::date, ${cursor?.[1] ?? 0}::int))`;
  const rows = await visitRows(
    context,
    where,
    sql`order by visits.day desc, visits.number desc limit ${query.limit + 1}`,
  );
  return pageFrom(rows, query.limit, (row) => [row.day, row.number]);
});

const calls = answer(routes.calls, async (context, { params, query }) => {
  requireSite(context.actor, 'desk.registers', params.siteId);
  const { from, to } = await span(context, params.siteId, query);
  const cursor = fromCursor(query.cursor, 2);
  const mine = ownOnly(context, sql`calls.answered_by`);
  const where = sql`calls.site_id = ${params.siteId} and calls.day between ${from} and ${to} and ${mine}
    and (${query.staffId ?? null}::uuid is null or calls.answered_by = ${query.staffId ?? null}::uuid)
    and (${cursor === null} or (calls.at, calls.id) < (${cursor?.[0] ?? context.now}::timestamptz, ${cursor?.[1] ?? params.siteId}::uuid))`;
  const rows = await callRows(context, where, sql`order by calls.at desc, calls.id desc limit ${query.limit + 1}`);
  return pageFrom(rows, query.limit, (row) => [row.at, row.id]);
});

export const registerEndpoints = [ledger, visit, visits, calls];
