/** What the pages of an import show: one question per query. */
import sql, { empty } from 'sql-template-tag';
import type { Cells, Ending, Problem, SkipReason, Tally } from '#core/imports/index.ts';
import { missingFields, sayProblem, tallyFrom } from '#core/imports/index.ts';
import { fileProblems } from './reading/file-problem.ts';
import type { ImportDetail, ImportFile, ImportRow, ImportSummary } from '#contract/imports.ts';
import type { z } from 'zod';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { notFound } from '#server/platform/refused.ts';
import { type Job, openJob, readBatch } from './plan-batch.ts';
import * as store from './store.ts';

export type Summary = z.output<typeof ImportSummary>;
export type Detail = z.output<typeof ImportDetail>;
export type Row = z.output<typeof ImportRow>;

export async function tallyOf(tx: Tx, importId: string): Promise<Tally> {
  const rows = await tx.rows<{ ending: Ending; n: number }>({
    name: 'imports.tally',
    text: 'select ending, count(*) as n from import_rows where company_id = $1 and import_id = $2 and ending is not null group by ending',
    values: [tx.companyId, importId],
  });
  return tallyFrom(rows);
}

interface SummaryRow extends Omit<Summary, 'tally'> {
  /** Kept when the import came to rest; counted while it is at work. */
  readonly tally: Tally | null;
}
const summarySql = sql`i.id, i.file_id as "fileId", f.name as "fileName", i.sheet_name as "sheetName", i.state, i.target,
  i.row_count as "rowCount", i.tally, i.check_tally as "checkTally", i.problem,
  coalesce(p.name, '') as "createdBy", i.created_at as "createdAt", i.ended_at as "endedAt"`;
const summaryFrom = sql`from imports i join import_files f on f.company_id = i.company_id and f.id = i.file_id
  left join staff p on p.company_id = i.company_id and p.id = i.created_by`;

const withTallies = async (tx: Tx, rows: readonly SummaryRow[]): Promise<Summary[]> => {
  const summaries: Summary[] = [];
  for (const row of rows) summaries.push({ ...row, tally: row.tally ?? (await tallyOf(tx, row.id)) });
  return summaries;
};

/** Imports are seen by who made them; with company scope by everybody who may read imports. */
const seen = (context: Context) =>
  context.actor.grants['imports.read'] === 'company' ? sql`true` : sql`i.created_by = ${context.actor.staffId}::uuid`;

export async function list(context: Context, query: { cursor?: string | undefined; limit: number }) {
  const { tx } = context;
  const [at, id] = fromCursor(query.cursor, 2) ?? [];
  const rows =
    await tx.rows<SummaryRow>(sql`select ${summarySql} ${summaryFrom} where i.company_id = ${tx.companyId}::uuid and ${seen(context)}
    ${at && id ? sql`and (i.created_at, i.id) < (${at}::timestamptz, ${id}::uuid)` : empty} order by i.created_at desc, i.id desc limit ${query.limit + 1}`);
  const page = pageFrom(rows, query.limit, (row) => [row.createdAt, row.id]);
  return { ...page, rows: await withTallies(tx, page.rows) };
}

export async function summary(context: Context, importId: string): Promise<Summary> {
  const { tx } = context;
  const row = await tx.row<SummaryRow>(
    sql`select ${summarySql} ${summaryFrom} where i.company_id = ${tx.companyId}::uuid and i.id = ${importId}::uuid and ${seen(context)}`,
  );
  if (!row) throw notFound('导入 / import');
  const [withTally] = await withTallies(tx, [row]);
  return withTally as Summary;
}

export async function file(context: Context, fileId: string): Promise<z.output<typeof ImportFile>> {
  const { tx } = context;
  const found = await store.fileById(tx, fileId);
  if (!found || (found.uploadedBy !== context.actor.staffId && context.actor.grants['imports.read'] !== 'company'))
    throw notFound('文件 / file');
  const rows =
    found.state === 'read'
      ? await tx.rows<SummaryRow>(
          sql`select ${summarySql} ${summaryFrom} where i.company_id = ${tx.companyId}::uuid and i.file_id = ${fileId}::uuid order by i.sheet_index`,
        )
      : [];
  const code = found.problem;
  const text =
    code === null
      ? null
      : code in fileProblems
        ? fileProblems[code as keyof typeof fileProblems]
        : { zh: '服务器磁盘已满', en: 'The server has no disk space left' };
  return {
    id: found.id,
    name: found.name,
    state: found.state,
    encoding: found.encoding,
    problem: code !== null && text ? { code, zh: text.zh, en: text.en } : null,
    imports: await withTallies(tx, rows),
  };
}

export async function detail(context: Context, importId: string): Promise<Detail> {
  const { tx } = context;
  const base = await summary(context, importId);
  const record = await store.importById(tx, importId);
  if (!record) throw notFound('导入 / import');
  const effects = await tx.row<{ left: boolean; kept: number }>(sql`select
    exists (select 1 from import_effects e where e.company_id = ${tx.companyId}::uuid and e.import_id = ${importId}::uuid and e.undone_at is null and e.kept_because is null) as left,
    (select count(*) from import_effects e where e.company_id = ${tx.companyId}::uuid and e.import_id = ${importId}::uuid and e.kept_because is not null) as kept`);
  return {
    ...base,
    version: record.version,
    headerRow: record.headerRow,
    columns: await columnsOf(tx, record),
    mapping: { ...record.mapping },
    mappingFrom: record.mappingFrom,
    missing: record.target === null ? [] : [...missingFields(record.target, record.mapping)],
    mode: record.mode,
    year: record.year,
    siteId: record.siteId,
    answers: { ...record.answers },
    // Rows are still ending: the questions are asked when they have.
    questions: ['checking', 'running', 'undoing'].includes(record.state) ? [] : await questionsOf(tx, record),
    canUndo: (effects?.left ?? false) && !['checking', 'running', 'undoing', 'undone'].includes(record.state),
    keptAfterUndo: effects?.kept ?? 0,
  };
}

const letter = (column: number): string =>
  column < 26 ? String.fromCodePoint(65 + column) : `${letter(Math.floor(column / 26) - 1)}${letter(column % 26)}`;

/** Header texts, or letters where the sheet has none. */
async function columnsOf(tx: Tx, record: store.ImportRecord): Promise<string[]> {
  const head = await store.rowsFrom(tx, record.id, 0, 30);
  const width = Math.max(record.header.length, ...head.map((row) => row.cells.length), 0);
  return Array.from({ length: width }, (_, column) => record.header[column] || letter(column));
}

/** Names of colleagues that rows came back for: one answer settles them all. */
async function questionsOf(tx: Tx, record: store.ImportRecord): Promise<Detail['questions']> {
  const rows = await tx.rows<{ written: string; code: Detail['questions'][number]['code']; rows: number }>({
    name: 'imports.questions',
    text: `select p.value ->> 'code' as code, r.cells ->> (p.value ->> 'column')::int as written, count(*) as rows
      from import_rows r cross join lateral jsonb_array_elements(coalesce(r.problems, r.check_problems, '[]'::jsonb)) as p (value)
      where r.company_id = $1 and r.import_id = $2 and coalesce(r.ending, r.check_ending) = 'return'
        and p.value ->> 'code' in ('STAFF_UNKNOWN', 'STAFF_AMBIGUOUS', 'STAFF_LEFT_UNNAMED') and p.value ->> 'column' is not null
      group by 1, 2 order by 3 desc, 2 limit 200`,
    values: [tx.companyId, record.id],
  });
  return rows.map((row) => ({ ...row, written: row.written ?? '', answer: record.answers[row.written ?? ''] ?? null }));
}

interface ShownRow {
  readonly rowIndex: number;
  readonly cells: Cells;
  readonly ending: Ending | null;
  readonly checkEnding: Ending | null;
  readonly reason: SkipReason | null;
  readonly problems: Problem[] | null;
  readonly checkProblems: Problem[] | null;
  readonly edited: boolean;
}
const shownSql = sql`r.row_index as "rowIndex", r.cells, r.ending, r.check_ending as "checkEnding", r.reason, r.problems, r.check_problems as "checkProblems",
  r.edited_at is not null as edited`;

/** The preview: rows with what is the matter with them. Rows not checked yet are read on the spot, without asking the books. */
export async function rows(
  context: Context,
  importId: string,
  query: { cursor?: string | undefined; limit: number; ending?: Ending | undefined; from?: number | undefined },
) {
  const { tx } = context;
  await summary(context, importId);
  const record = await store.importById(tx, importId);
  if (!record) throw notFound('导入 / import');
  const [after] = fromCursor(query.cursor, 1) ?? [];
  const from = after === undefined || after === null ? (query.from ?? 1) - 1 : Number(after) + 1;
  const shown =
    await tx.rows<ShownRow>(sql`select ${shownSql} from import_rows r where r.company_id = ${tx.companyId}::uuid and r.import_id = ${importId}::uuid
    and r.row_index >= ${from} ${query.ending ? sql`and coalesce(r.ending, r.check_ending) = ${query.ending}` : empty} order by r.row_index limit ${query.limit + 1}`);
  const page = pageFrom(shown, query.limit, (row) => [String(row.rowIndex)]);
  return { ...page, rows: await present(context, await openJob(context, record), page.rows) };
}

export async function oneRow(context: Context, record: store.ImportRecord, rowIndex: number): Promise<Row> {
  const { tx } = context;
  const shown = await tx.rows<ShownRow>(
    sql`select ${shownSql} from import_rows r where r.company_id = ${tx.companyId}::uuid and r.import_id = ${record.id}::uuid and r.row_index = ${rowIndex}`,
  );
  const [row] = await present(context, await openJob(context, record), shown);
  if (!row) throw notFound('行 / row');
  return row;
}

async function present(context: Context, job: Job, shown: readonly ShownRow[]): Promise<Row[]> {
  const unread = shown.filter((row) => row.ending === null && row.checkEnding === null);
  const readings = await readBatch(context.tx, job, unread);
  const fresh = new Map(unread.map((row, index) => [row.rowIndex, readings[index]]));
  return shown.map((row) => {
    const reading = fresh.get(row.rowIndex);
    const problems = row.problems ?? row.checkProblems ?? reading?.read?.problems ?? [];
    return {
      row: row.rowIndex + 1,
      cells: [...row.cells],
      ending: row.ending ?? row.checkEnding ?? (reading?.skip ? 'skip' : null),
      final: row.ending !== null,
      skipReason: row.reason ?? reading?.skip ?? null,
      problems: problems.map((problem) => ({
        ...problem,
        zh: sayProblem(problem.code, problem.detail, 'zh'),
        en: sayProblem(problem.code, problem.detail, 'en'),
      })),
      edited: row.edited,
    };
  });
}

/** Rows for the returned file, read in pages so that a hundred thousand do not sit in memory. */
export async function* endedRows(
  page: <Value>(work: (tx: Tx) => Promise<Value>) => Promise<Value>,
  importId: string,
  which: 'returned' | 'remarks',
) {
  const condition =
    which === 'returned'
      ? sql`r.ending = 'return'`
      : sql`r.ending in ('create', 'update', 'merge') and jsonb_array_length(r.problems) > 0`;
  let after = -1;
  for (;;) {
    const found = await page((tx) =>
      tx.rows<{
        rowIndex: number;
        cells: Cells;
        problems: Problem[];
      }>(sql`select r.row_index as "rowIndex", r.cells, r.problems from import_rows r
        where r.company_id = ${tx.companyId}::uuid and r.import_id = ${importId}::uuid and r.row_index > ${after} and ${condition} order by r.row_index limit 1000`),
    );
    for (const row of found) yield { row: row.rowIndex + 1, cells: row.cells, problems: row.problems };
    const last = found.at(-1);
    if (!last) return;
    after = last.rowIndex;
  }
}

const COLLEAGUES_SHOWN_MAX = 50;
/** Whom a written name may mean: by name or staff number, those who have left included, for old records. */
export async function colleagues(context: Context, q: string) {
  const { tx } = context;
  const like = `%${q.trim().replace(/[%_\\]/g, '')}%`;
  const rows = await tx.rows<{
    id: string;
    name: string;
    number: string | null;
    site: string | null;
    team: string | null;
    left: boolean;
  }>(sql`
    select p.id, p.name, p.number, s.name as site, t.name as team, p.status = 'left' as left from staff p
    left join sites s on s.company_id = p.company_id and s.id = p.site_id left join teams t on t.company_id = p.company_id and t.id = p.team_id
    where p.company_id = ${tx.companyId}::uuid and (p.name like ${like} or p.number ilike ${like} or p.name_pinyin like ${like.toLowerCase()})
    order by p.status = 'left', p.name, p.number limit ${COLLEAGUES_SHOWN_MAX}`);
  return { rows };
}
