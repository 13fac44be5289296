/** Writes and locked reads of departments and of notices between them. */
import sql from 'sql-template-tag';
import type { Addressee, NoteKind } from '#core/liaison/index.ts';
import type { Instant, LocalDate } from '#core/kernel/instant.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';

export interface Department {
  readonly id: string;
  readonly siteId: string;
  readonly key: string | null;
  readonly name: string;
  readonly isClosed: boolean;
}
const columns = sql`departments.id, departments.site_id as "siteId", departments.key, departments.name,
  departments.closed_at is not null as "isClosed"`;

export async function departmentById(tx: Tx, id: string): Promise<Department> {
  const row = await tx.row<Department>(sql`select ${columns} from departments
    where departments.company_id = ${tx.companyId} and departments.id = ${id} for update`);
  if (!row) throw notFound('部门 / department');
  return row;
}
/** Those of a site, in the order in which they were asked for; whoever is not there is simply missing. */
export async function departmentsOf(tx: Tx, siteId: string, ids: readonly string[]): Promise<Department[]> {
  const rows = await tx.rows<Department>(sql`select ${columns} from departments
    where departments.company_id = ${tx.companyId} and departments.site_id = ${siteId} and departments.id = any(${[...ids]}::uuid[])`);
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
}
/** The department a rulebook means; a site that has none yet gets it, so that nothing forwarded is lost. */
export async function departmentNamed(
  tx: Tx,
  wanted: { id: string; siteId: string; key: string; name: string; at: Instant },
): Promise<Department> {
  const byKey = () =>
    tx.row<Department>(sql`select ${columns} from departments
      where departments.company_id = ${tx.companyId} and departments.site_id = ${wanted.siteId} and departments.key = ${wanted.key}`);
  const known = await byKey();
  if (known) return known;
  await tx.run(sql`insert into departments (company_id, id, site_id, key, name, created_at)
    values (${tx.companyId}, ${wanted.id}, ${wanted.siteId}, ${wanted.key}, ${wanted.name}, ${wanted.at})
    on conflict (company_id, site_id, name) do update set key = coalesce(departments.key, excluded.key)`);
  const made = await byKey();
  if (!made) throw notFound('部门 / department');
  return made;
}
export const insertDepartment = (tx: Tx, row: Omit<Department, 'isClosed'> & { at: Instant }): Promise<number> =>
  tx.run(sql`insert into departments (company_id, id, site_id, key, name, created_at)
    values (${tx.companyId}, ${row.id}, ${row.siteId}, ${row.key}, ${row.name}, ${row.at}) on conflict do nothing`);
export const nameTaken = async (tx: Tx, siteId: string, name: string, exceptId: string): Promise<boolean> =>
  (await tx.row(sql`select 1 from departments where departments.company_id = ${tx.companyId} and departments.site_id = ${siteId}
    and departments.name = ${name} and departments.id <> ${exceptId}`)) !== null;
export const saveDepartment = (tx: Tx, id: string, set: { name: string; closedAt: Instant | null }): Promise<number> =>
  tx.run(sql`update departments set name = ${set.name}, closed_at = ${set.closedAt}
    where company_id = ${tx.companyId} and id = ${id}`);
export async function setReceivers(tx: Tx, departmentId: string, staffIds: readonly string[]): Promise<void> {
  await tx.run(
    sql`delete from department_receivers where company_id = ${tx.companyId} and department_id = ${departmentId}`,
  );
  await tx.run(sql`insert into department_receivers (company_id, department_id, staff_id)
    select ${tx.companyId}, ${departmentId}, staff.id from staff
    where staff.company_id = ${tx.companyId} and staff.id = any(${[...new Set(staffIds)]}::uuid[])`);
}
/** How many of these people are at work, at the site or at none in particular. */
export const atWork = async (tx: Tx, siteId: string, staffIds: readonly string[]): Promise<number> =>
  (
    await tx.row<{ n: number }>(sql`select count(*)::int as n from staff where staff.company_id = ${tx.companyId}
      and staff.id = any(${[...staffIds]}::uuid[]) and staff.status = 'active'
      and (staff.site_id is null or staff.site_id = ${siteId} or exists (select 1 from staff_sites
        where staff_sites.company_id = staff.company_id and staff_sites.staff_id = staff.id and staff_sites.site_id = ${siteId}))`)
  )?.n ?? 0;
export const receiverIds = async (tx: Tx, departmentId: string): Promise<string[]> =>
  (
    await tx.rows<{ id: string }>(sql`select staff.id from department_receivers
        join staff on staff.company_id = department_receivers.company_id and staff.id = department_receivers.staff_id
      where department_receivers.company_id = ${tx.companyId} and department_receivers.department_id = ${departmentId}
        and staff.status = 'active' order by staff.id limit 100`)
  ).map(({ id }) => id);

// ── notices ──

export interface NewNote {
  readonly id: string;
  readonly siteId: string;
  readonly number: string;
  readonly kind: NoteKind;
  readonly fromId: string | null;
  readonly customerId: string | null;
  readonly dealId: string | null;
  readonly text: string;
  readonly wantedOn: LocalDate;
  readonly at: Instant;
  readonly journalId: string;
}
export async function insertNote(tx: Tx, note: NewNote, departmentIds: readonly string[]): Promise<void> {
  await tx.run(sql`insert into liaison_notes (company_id, id, site_id, number, kind, from_id, customer_id, deal_id, body, wanted_on, sent_at, journal_id)
    values (${tx.companyId}, ${note.id}, ${note.siteId}, ${note.number}, ${note.kind}, ${note.fromId}, ${note.customerId}, ${note.dealId},
      ${note.text}, ${note.wantedOn}, ${note.at}, ${note.journalId})`);
  await tx.run(sql`insert into liaison_addressees (company_id, note_id, department_id, sent_at)
    select ${tx.companyId}, ${note.id}, d, ${note.at} from unnest(${[...departmentIds]}::uuid[]) as d`);
}
export const isForwarded = async (tx: Tx, dealId: string): Promise<boolean> =>
  (await tx.row(sql`select 1 from liaison_notes where liaison_notes.company_id = ${tx.companyId}
    and liaison_notes.deal_id = ${dealId} and liaison_notes.kind = 'order'`)) !== null;

export interface Note {
  readonly id: string;
  readonly siteId: string;
  readonly number: string;
  readonly kind: NoteKind;
  readonly fromId: string | null;
  readonly customerId: string | null;
  readonly dealId: string | null;
  readonly doneAt: Instant | null;
}
export async function lockNote(tx: Tx, id: string): Promise<Note> {
  const note =
    await tx.row<Note>(sql`select liaison_notes.id, liaison_notes.site_id as "siteId", liaison_notes.number, liaison_notes.kind,
      liaison_notes.from_id as "fromId", liaison_notes.customer_id as "customerId", liaison_notes.deal_id as "dealId", liaison_notes.done_at as "doneAt"
    from liaison_notes where liaison_notes.company_id = ${tx.companyId} and liaison_notes.id = ${id} for update`);
  if (!note) throw notFound('联络单 / notice');
  return note;
}
export const addresseesOf = (tx: Tx, noteId: string): Promise<Addressee[]> =>
  tx.rows<Addressee>(sql`select liaison_addressees.department_id as "departmentId", liaison_addressees.received_at as "receivedAt",
      liaison_addressees.answered_at as "answeredAt"
    from liaison_addressees where liaison_addressees.company_id = ${tx.companyId} and liaison_addressees.note_id = ${noteId}
    order by liaison_addressees.department_id`);
export const saveReceipt = (
  tx: Tx,
  noteId: string,
  departmentId: string,
  at: Instant,
  by: string | null,
): Promise<number> =>
  tx.run(sql`update liaison_addressees set received_at = ${at}, received_by = ${by}
    where company_id = ${tx.companyId} and note_id = ${noteId} and department_id = ${departmentId}`);
export const saveAnswer = (
  tx: Tx,
  given: { noteId: string; departmentId: string; answer: string; at: Instant; by: string | null },
): Promise<number> =>
  tx.run(sql`update liaison_addressees set answered_at = ${given.at}, answered_by = ${given.by}, answer = ${given.answer}
    where company_id = ${tx.companyId} and note_id = ${given.noteId} and department_id = ${given.departmentId}`);
export const markLate = (tx: Tx, noteId: string, departmentIds: readonly string[], at: Instant): Promise<number> =>
  tx.run(sql`update liaison_addressees set late_at = ${at} where company_id = ${tx.companyId} and note_id = ${noteId}
    and department_id = any(${[...departmentIds]}::uuid[])`);
export const closeNote = (tx: Tx, noteId: string, at: Instant): Promise<number> =>
  tx.run(sql`update liaison_notes set done_at = ${at} where company_id = ${tx.companyId} and id = ${noteId}`);

// ── customers that prove to be one ──

export const moveNotes = async (tx: Tx, fromId: string, toId: string): Promise<string[]> =>
  (
    await tx.rows<{ id: string }>(sql`update liaison_notes set customer_id = ${toId} where company_id = ${tx.companyId}
      and customer_id = ${fromId} returning liaison_notes.id`)
  ).map((row) => row.id);
export const giveNotesBack = (tx: Tx, ids: readonly string[], customerId: string): Promise<number> =>
  tx.run(sql`update liaison_notes set customer_id = ${customerId}
    where company_id = ${tx.companyId} and id = any(${[...ids]}::uuid[])`);
