/** Reads and decides a batch of staged rows, in order: what each row says, then what becomes of it given the rows before. */
import { createHash } from 'node:crypto';
import {
  type Cells,
  type Colleague,
  decideRow,
  headerFingerprint,
  isStock,
  type Problem,
  placeNamed,
  plainText,
  type ReadRow,
  type Roster,
  type RowPlan,
  type RowValues,
  readRow,
  rosterOf,
  type SheetContext,
  type SkipReason,
  type Target,
  whyNoData,
} from '#core/imports/index.ts';
import type { LocalDate } from '#core/kernel/instant.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { type Books, phonesOf } from './books.ts';
import type { ImportRecord, StagedRow } from './store.ts';
import * as store from './store.ts';

/** Everything about an import that its rows are read by, loaded once per batch. */
export interface Job {
  readonly record: ImportRecord;
  readonly target: Target | null;
  readonly headerPrint: string;
  readonly sheet: SheetContext;
  readonly roster: Roster;
  readonly timeZone: string;
  readonly staff: ReadonlyMap<string, StaffPlace>;
}

export interface StaffPlace {
  readonly siteId: string | null;
  readonly hasLeft: boolean;
}

export type DecidedRow = { readonly rowIndex: number } & (
  | { readonly kind: 'skip'; readonly reason: SkipReason }
  | { readonly kind: 'return'; readonly problems: readonly Problem[] }
  | {
      readonly kind: 'take';
      readonly plan: Exclude<RowPlan, { kind: 'return' }>;
      readonly customerId: string | null;
      readonly record: string | null;
      /** The colleague a staff row is about, when they are on the books. */
      readonly staffId: string | null;
      /** The unit a stock row is about, when it is on the books. */
      readonly unitId: string | null;
    }
);

export async function openJob(context: Context, record: ImportRecord): Promise<Job> {
  const { tx } = context;
  const site =
    record.siteId === null
      ? null
      : await tx.row<{ name: string; timeZone: string }>({
          text: 'select name, time_zone as "timeZone" from sites where company_id = $1 and id = $2',
          values: [tx.companyId, record.siteId],
        });
  const timeZone = site?.timeZone ?? 'Asia/Shanghai';
  const people = await colleagues(tx);
  const today: LocalDate = localDateOf(context.now, timeZone);
  return {
    record,
    target: record.target,
    headerPrint: headerFingerprint(record.header),
    sheet: {
      year: record.year,
      spans: record.spans,
      today,
      siteName: site?.name ?? null,
      width: record.headerRow === null ? null : widthOf(record.header),
      place: isStock(record.target) ? placeNamed(await titlesOf(tx, record)) : { project: '', building: '' },
    },
    roster: rosterOf(people, record.answers),
    staff: new Map(people.map((one) => [one.id, { siteId: one.siteId, hasLeft: one.leftAt !== null }])),
    timeZone,
  };
}

/** What stands above the header, then the names of sheet and file: where a price table says which building it is about. */
async function titlesOf(tx: Tx, record: ImportRecord): Promise<string[]> {
  const above = record.headerRow === null ? [] : await store.rowsAbove(tx, record.id, record.headerRow, 10);
  const titles = above.flatMap((row) => row.cells.slice(0, 1).map(plainText));
  return [...titles, record.sheetName, record.fileName.replace(/\.\w+$/, '')];
}

const widthOf = (header: readonly string[]): number => header.findLastIndex((text) => text !== '') + 1;

const colleagues = (tx: Tx): Promise<(Colleague & { siteId: string | null })[]> =>
  tx.rows({
    name: 'imports.colleagues',
    text: `select p.id, p.name, p.number as "employeeNo", p.phone, s.name as "siteName", t.name as "teamName", p.title as post, p.left_at as "leftAt", p.site_id as "siteId"
      from staff p left join sites s on s.company_id = p.company_id and s.id = p.site_id left join teams t on t.company_id = p.company_id and t.id = p.team_id
      where p.company_id = $1`,
    values: [tx.companyId],
  });

/** How far up "as above" is followed: nobody writes it further. */
const ABOVE_ROWS = 60;

/** The row above as "as above" sees it, found by reading the rows before the batch. */
export async function carryInto(tx: Tx, job: Job, firstIndex: number): Promise<Cells | null> {
  const above = await store.rowsAbove(tx, job.record.id, firstIndex, ABOVE_ROWS);
  return above.reduce<Cells | null>((carry, row) => readStaged(job, row, carry).carry, null);
}

interface StagedReading {
  readonly skip: SkipReason | null;
  readonly read: ReadRow | null;
  readonly carry: Cells | null;
}

export function readStaged(job: Job, row: StagedRow, above: Cells | null): StagedReading {
  const skip = whyNoData(row.cells, row.rowIndex, job.record.headerRow, job.headerPrint);
  if (skip !== null || job.target === null) return { skip, read: null, carry: above };
  const read = readRow(job.target, job.record.mapping, row.cells, job.sheet, job.roster, above);
  return { skip: null, read, carry: read.carry };
}

/** Reads rows that stand in order; where rows are missing in between (they ended earlier), what is above is looked up again. */
export async function readBatch(tx: Tx, job: Job, rows: readonly StagedRow[]): Promise<readonly StagedReading[]> {
  const readings: StagedReading[] = [];
  let above: Cells | null = null;
  let next = -1;
  for (const row of rows) {
    if (row.rowIndex !== next && row.rowIndex > 0) above = await carryInto(tx, job, row.rowIndex);
    const reading = readStaged(job, row, above);
    above = reading.carry;
    next = row.rowIndex + 1;
    readings.push(reading);
  }
  return readings;
}

/** What makes two rows the same record of the past: the same people at the same time about the same thing. */
export function recordKey(target: Target, values: RowValues): string | null {
  if (target === 'customers' || target === 'staff' || target === 'leavers' || isStock(target)) return null;
  const who = phonesOf(values)?.join(' ') || values.names.join(' ');
  const parts = [
    target,
    values.dates,
    values.times,
    who,
    values.colleagues,
    values.text.content ?? '',
    values.text.topic ?? '',
    values.text.channel ?? '',
    values.text.site ?? '',
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

export async function decideBatch(
  context: Context,
  job: Job,
  books: Books,
  rows: readonly StagedRow[],
): Promise<readonly DecidedRow[]> {
  const { tx } = context;
  const { target, record } = job;
  const readings = await readBatch(tx, job, rows);
  const readable = readings.flatMap(({ read }) => (read ? [read] : []));
  await books.load(tx, readable);
  if (isStock(target)) await books.units.load(tx, record.siteId, readable);
  const keys = target === null ? [] : readable.flatMap((read) => recordKey(target, read.values) ?? []);
  books.knowRecords(keys.length > 0 ? await store.knownRecords(tx, keys) : new Set());
  return rows.map((row, index) => {
    const { rowIndex } = row;
    const reading = readings[index];
    if (reading?.skip) return { rowIndex, kind: 'skip', reason: reading.skip };
    if (target === null || !reading?.read)
      return {
        rowIndex,
        kind: 'return',
        problems: [{ code: 'TARGET_UNKNOWN', severity: 'error', field: '', column: null, detail: '' }],
      };
    return decideOne(context, job, target, books, row, withBookPhones(reading.read, record));
  });
}

/** The books may not know a number that looks right: then the row goes back like any wrong number. */
function withBookPhones(read: ReadRow, record: ImportRecord): ReadRow {
  if (phonesOf(read.values) !== null) return read;
  const wrong: Problem = {
    code: 'PHONE_UNREADABLE',
    severity: 'error',
    field: 'phone',
    column: record.mapping.phone ?? null,
    detail: read.values.phones.map(({ number }) => number).join('/'),
  };
  return { ...read, problems: [...read.problems, wrong] };
}

function decideOne(
  context: Context,
  job: Job,
  target: Target,
  books: Books,
  { rowIndex, cells }: StagedRow,
  read: ReadRow,
): DecidedRow {
  const record = recordKey(target, read.values);
  const staff = staffFact(job, target, books, read);
  const unit = isStock(target) ? books.units.factsOf(read, cells) : null;
  const facts = books.factsOf(read.values, record, staff, unit);
  const plan = decideRow(target, read, job.record.mapping, facts, job.record.mode);
  if (plan.kind === 'return') return { rowIndex, kind: 'return', problems: plan.problems };
  if (isStock(target)) books.units.note(rowIndex, read, cells);
  const customerId =
    plan.customer.kind === 'existing' ? plan.customer.id : plan.customer.kind === 'create' ? context.newId() : null;
  books.note(plan, customerId, record);
  return {
    rowIndex,
    kind: 'take',
    plan,
    customerId,
    record,
    staffId: staff !== null && !staff.fromThisFile ? staff.id : null,
    unitId: isStock(target) ? books.units.idOf(read) : null,
  };
}

/** A colleague is known by number, or by name together with phone or site; a bare name is enough for a leaver. */
function staffFact(
  job: Job,
  target: Target,
  books: Books,
  read: ReadRow,
): { id: string; fromThisFile: boolean } | null {
  if (target !== 'staff' && target !== 'leavers') return null;
  const { text, phones } = read.values;
  const name = text.name ?? '';
  const key = text.employeeNo ?? `${name} ${phones[0]?.number ?? text.site ?? ''}`;
  const earlier = books.notedStaff(key);
  if (earlier) return { id: earlier, fromThisFile: true };
  const sameName = job.roster.byName.get(name.replace(/\s/g, '').toLowerCase()) ?? [];
  const byNumber = text.employeeNo ? job.roster.byNumber.get(text.employeeNo.toLowerCase()) : undefined;
  const phone = phones[0]?.number;
  const known =
    byNumber ??
    (target === 'leavers'
      ? sameName[0]
      : sameName.find(
          (one) =>
            (phone !== undefined && one.phone?.endsWith(phone)) ||
            (text.employeeNo === undefined && one.siteName === (text.site ?? one.siteName)),
        ));
  if (!known) books.noteStaff(key, key);
  return known ? { id: known.id, fromThisFile: false } : null;
}
