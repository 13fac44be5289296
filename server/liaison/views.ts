/** Reads of departments and notices: as far as one's right reaches, and whatever one sent or receives in any case. */
import sql, { empty, type Sql } from 'sql-template-tag';
import type { z } from 'zod';
import type { DepartmentOut, liaison, NoteOut } from '#contract/liaison.ts';
import type { QueryOf } from '#contract/kernel/route.ts';
import { maskName } from '#core/customers/index.ts';
import { decideAnswer, decideReceive, isDone, type NoteKind } from '#core/liaison/index.ts';
import { requireScope, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { notFound } from '#server/platform/refused.ts';
import { newest, type Walk, type Way } from '#server/platform/walk.ts';
import { whyNot } from './said.ts';

type DepartmentView = z.output<typeof DepartmentOut>;
type NoteView = z.output<typeof NoteOut>;

const REF = (alias: string) =>
  `case when ${alias}.id is null then null else jsonb_build_object('id', ${alias}.id, 'name', ${alias}.name) end`;
const ref = (alias: 'receiver' | 'answerer' | 'sender'): Sql =>
  ({ receiver: sql([REF('receiver')]), answerer: sql([REF('answerer')]), sender: sql([REF('sender')]) })[alias];

export const departmentList = (context: Context, siteId: string): Promise<DepartmentView[]> => {
  const { tx } = context;
  return tx.rows<DepartmentView>(sql`
    select departments.id, departments.site_id as "siteId", departments.key, departments.name, departments.closed_at is not null as "isClosed",
      coalesce((select jsonb_agg(jsonb_build_object('id', staff.id, 'name', staff.name) order by staff.name) from department_receivers r
        join staff on staff.company_id = r.company_id and staff.id = r.staff_id
        where r.company_id = departments.company_id and r.department_id = departments.id), '[]') as receivers,
      (select count(*)::int from liaison_addressees a
        join liaison_notes n on n.company_id = a.company_id and n.id = a.note_id
        where a.company_id = departments.company_id and a.department_id = departments.id
          and case when n.kind = 'order' then a.received_at is null else a.answered_at is null end) as open
    from departments where departments.company_id = ${tx.companyId} and departments.site_id = ${siteId}
    order by departments.closed_at is not null, departments.name limit 200`);
};

/** The departments somebody receives for: by name, or for want of anybody named, as one who sets them up at the site. */
async function receivesFor({ tx, actor }: Context): Promise<string[]> {
  const managed = actor.grants['liaison.manage'] === 'site' ? [...actor.siteIds] : [];
  const rows = await tx.rows<{ id: string }>(sql`
    select r.department_id as id from department_receivers r
      where r.company_id = ${tx.companyId} and r.staff_id = ${actor.staffId}::uuid
    union select d.id from departments d where d.company_id = ${tx.companyId} and d.site_id = any(${managed}::uuid[])
      and not exists (select 1 from department_receivers r where r.company_id = d.company_id and r.department_id = d.id)`);
  return rows.map(({ id }) => id);
}
const sent = ({ actor }: Context): Way => ({ where: sql`n.from_id = ${actor.staffId}::uuid` });
const received = (departmentIds: readonly string[]): Way[] =>
  departmentIds.map((departmentId) => ({
    from: sql`liaison_addressees mine join liaison_notes n on n.company_id = mine.company_id and n.id = mine.note_id`,
    at: sql`mine.sent_at`,
    id: sql`mine.note_id`,
    where: sql`mine.company_id = n.company_id and mine.department_id = ${departmentId}::uuid`,
  }));

async function waysTo(context: Context, box: QueryOf<typeof liaison.list>['box']): Promise<Way[]> {
  const { actor } = context;
  const scope = requireScope(actor, 'liaison.read');
  if (box === 'sent') return [sent(context)];
  if (box === 'received') return received(await receivesFor(context));
  if (scope === 'company') return [{ where: sql`true` }];
  const sites = scope === 'site' ? actor.siteIds.map((siteId) => ({ where: sql`n.site_id = ${siteId}::uuid` })) : [];
  return [...sites, sent(context), ...received(await receivesFor(context))];
}
export async function requireReadable(context: Context, noteId: string): Promise<void> {
  const [page] = await pageOf(context, { box: 'all', where: sql`n.id = ${noteId}`, after: null, limit: 1 });
  if (page === undefined) throw notFound('联络单 / notice');
}

type Person = { readonly id: string; readonly name: string };
interface Row {
  readonly id: string;
  readonly number: string;
  readonly kind: NoteKind;
  readonly siteId: string;
  readonly siteName: string;
  readonly from: Person | null;
  readonly customer: Person | null;
  readonly deal: { readonly id: string; readonly number: string; readonly unit: string } | null;
  readonly text: string;
  readonly wantedOn: string;
  readonly sentAt: string;
  readonly doneAt: string | null;
  readonly journalId: string;
}
const noteRows = (tx: Tx, rest: Sql): Promise<Row[]> =>
  tx.rows<Row>(sql`
    select n.id, n.number, n.kind, n.site_id as "siteId", sites.name as "siteName", ${ref('sender')} as "from",
      case when c.id is null then null else jsonb_build_object('id', c.id, 'name', c.name) end as customer,
      case when d.id is null then null else jsonb_build_object('id', d.id, 'number', coalesce(d.number, ''),
        'unit', coalesce(u.code, d.wanted ->> 'model', '')) end as deal,
      n.body as text, n.wanted_on as "wantedOn", n.sent_at as "sentAt", n.done_at as "doneAt", n.journal_id as "journalId"
    from liaison_notes n join sites on sites.company_id = n.company_id and sites.id = n.site_id
      left join staff sender on sender.company_id = n.company_id and sender.id = n.from_id
      left join customers c on c.company_id = n.company_id and c.id = n.customer_id
      left join deals d on d.company_id = n.company_id and d.id = n.deal_id
      left join units u on u.company_id = d.company_id and u.id = d.unit_id
    where n.company_id = ${tx.companyId} and ${rest}`);

interface AddresseeRow {
  readonly noteId: string;
  readonly departmentId: string;
  readonly name: string;
  readonly receivedAt: string | null;
  readonly receivedBy: Person | null;
  readonly answeredAt: string | null;
  readonly answeredBy: Person | null;
  readonly answer: string;
  readonly isLate: boolean;
  readonly receiverIds: string[];
}
/** For the departments without a receiver `fallback` receives. */
const addresseeRows = (tx: Tx, noteIds: readonly string[]): Promise<AddresseeRow[]> =>
  tx.rows<AddresseeRow>(sql`
    select a.note_id as "noteId", departments.id as "departmentId", departments.name, a.received_at as "receivedAt", ${ref('receiver')} as "receivedBy",
      a.answered_at as "answeredAt", ${ref('answerer')} as "answeredBy", a.answer, a.late_at is not null as "isLate",
      coalesce((select array_agg(r.staff_id::text order by r.staff_id) from department_receivers r
        join staff on staff.company_id = r.company_id and staff.id = r.staff_id and staff.status = 'active'
        where r.company_id = a.company_id and r.department_id = a.department_id), '{}') as "receiverIds"
    from liaison_addressees a join departments on departments.company_id = a.company_id and departments.id = a.department_id
      left join staff receiver on receiver.company_id = a.company_id and receiver.id = a.received_by
      left join staff answerer on answerer.company_id = a.company_id and answerer.id = a.answered_by
    where a.company_id = ${tx.companyId} and a.note_id = any(${[...noteIds]}::uuid[]) order by departments.name`);

/** Whoever looks after customers, or wrote about this one, sees the name; a department that only receives sees whose it may be. */
function customerName({ actor }: Context, row: Row, name: string): string {
  const scope = scopeOf(actor, 'customers.read');
  const knows = scope === 'company' || scope === 'site' || (row.from !== null && row.from.id === actor.staffId);
  return knows ? name : maskName(name);
}

function toNote(context: Context, row: Row, addressees: readonly AddresseeRow[]): NoteView {
  const { actor } = context;
  const managesHere = actor.grants['liaison.manage'] === 'site' && actor.siteIds.includes(row.siteId);
  const { doneAt, ...note } = row;
  return {
    ...note,
    customer: note.customer && { ...note.customer, name: customerName(context, row, note.customer.name) },
    isDone: doneAt !== null,
    addressees: addressees.map((one) => {
      const { departmentId, receivedAt, answeredAt } = one;
      const receives =
        one.receiverIds.length > 0 ? one.receiverIds : managesHere && actor.staffId ? [actor.staffId] : [];
      const facts = { kind: row.kind, receiverIds: receives, addressee: { departmentId, receivedAt, answeredAt } };
      return {
        department: { id: departmentId, name: one.name },
        state: answeredAt !== null ? 'answered' : receivedAt !== null ? 'received' : 'sent',
        receivedAt,
        receivedBy: one.receivedBy,
        answeredAt,
        answeredBy: one.answeredBy,
        answer: one.answer,
        isLate: one.isLate && !isDone(row.kind, facts.addressee),
        whyNot: {
          receive: whyNot(decideReceive(facts, actor.staffId)),
          answer: whyNot(decideAnswer(facts, { answer: '.' }, actor.staffId)),
        },
      };
    }),
  };
}

async function withAddressees(context: Context, rows: readonly Row[]): Promise<NoteView[]> {
  const ids = rows.map(({ id }) => id);
  const addressees = ids.length === 0 ? [] : await addresseeRows(context.tx, ids);
  return rows.map((row) =>
    toNote(
      context,
      row,
      addressees.filter(({ noteId }) => noteId === row.id),
    ),
  );
}

export async function noteOut(context: Context, noteId: string): Promise<NoteView> {
  const [note] = await withAddressees(context, await noteRows(context.tx, sql`n.id = ${noteId}`));
  if (!note) throw notFound('联络单 / notice');
  return note;
}

const states: Readonly<Record<'open' | 'late' | 'done', Sql>> = {
  open: sql`n.done_at is null`,
  done: sql`n.done_at is not null`,
  late: sql`n.done_at is null and exists (select 1 from liaison_addressees a where a.company_id = n.company_id and a.note_id = n.id
    and a.late_at is not null and case when n.kind = 'order' then a.received_at is null else a.answered_at is null end)`,
};
async function pageOf(
  context: Context,
  { box, where, after, limit }: Pick<Walk, 'where' | 'after' | 'limit'> & { box: QueryOf<typeof liaison.list>['box'] },
): Promise<Row[]> {
  const { tx } = context;
  const ids = newest({
    ...{ from: sql`liaison_notes n`, at: sql`n.sent_at`, id: sql`n.id`, ways: await waysTo(context, box) },
    ...{ where: sql`n.company_id = ${tx.companyId} and ${where}`, after, limit },
  });
  return noteRows(tx, sql`n.id = any(${ids}) order by n.sent_at desc, n.id desc`);
}

export async function listNotes(context: Context, query: QueryOf<typeof liaison.list>) {
  const after = fromCursor(query.cursor, 2);
  const where = sql`true
      ${query.siteId ? sql`and n.site_id = ${query.siteId}` : empty}
      ${query.state ? sql`and ${states[query.state]}` : empty}
      ${query.kind ? sql`and n.kind = ${query.kind}` : empty}
      ${query.departmentId ? sql`and exists (select 1 from liaison_addressees a where a.company_id = n.company_id and a.note_id = n.id and a.department_id = ${query.departmentId})` : empty}
      ${query.customerId ? sql`and n.customer_id = ${query.customerId}` : empty}
      ${query.dealId ? sql`and n.deal_id = ${query.dealId}` : empty}`;
  const rows = await pageOf(context, { box: query.box, where, after, limit: query.limit + 1 });
  const page = pageFrom(rows, query.limit, (row) => [row.sentAt, row.id]);
  return { ...page, rows: await withAddressees(context, page.rows) };
}

/** What an order is called in the notice that forwards it. */
export async function orderWords(tx: Tx, dealId: string): Promise<{ unit: string; consultant: string }> {
  const row = await tx.row<{ unit: string; consultant: string }>(sql`
    select s.name as consultant, coalesce(u.code, deals.wanted ->> 'model', '') as unit
    from deals join staff s on s.company_id = deals.company_id and s.id = deals.consultant_id
      left join units u on u.company_id = deals.company_id and u.id = deals.unit_id
    where deals.company_id = ${tx.companyId} and deals.id = ${dealId}`);
  return row ?? { unit: '', consultant: '' };
}
