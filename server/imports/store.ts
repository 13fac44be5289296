/** Writes and locks of imports. Rows are staged by the thousand and ended by the batch. */
import sql, { join, type Sql } from 'sql-template-tag';
import type { Cells, DateSpan, Ending, Mapping, Mode, Problem, SkipReason, Target } from '#core/imports/index.ts';
import type { Instant } from '#core/kernel/instant.ts';
import type { Tx } from '#server/platform/database.ts';

export interface FileRow {
  readonly id: string;
  readonly name: string;
  readonly state: 'reading' | 'read' | 'failed';
  readonly encoding: string | null;
  readonly problem: string | null;
  readonly uploadedBy: string | null;
}
export type ImportState = 'ready' | 'checking' | 'running' | 'stopped' | 'cancelled' | 'done' | 'undoing' | 'undone';
export interface ImportRecord {
  readonly id: string;
  readonly fileId: string;
  readonly fileName: string;
  readonly sheetName: string;
  readonly state: ImportState;
  readonly target: Target | null;
  readonly headerRow: number | null;
  readonly header: readonly string[];
  readonly mapping: Mapping;
  readonly mappingFrom: 'guess' | 'memory' | 'person';
  readonly mode: Mode;
  readonly year: number | null;
  readonly siteId: string | null;
  readonly answers: Readonly<Record<string, string>>;
  readonly spans: Readonly<Record<number, DateSpan>>;
  readonly rowCount: number;
  readonly cancelRequested: boolean;
  readonly createdBy: string | null;
  readonly startedBy: string | null;
  readonly version: number;
}

const importColumns = sql`i.id, i.file_id as "fileId", f.name as "fileName", i.sheet_name as "sheetName", i.state, i.target,
  i.header_row as "headerRow", i.header, i.mapping, i.mapping_from as "mappingFrom", i.mode, i.year,
  i.site_id as "siteId", i.answers, i.spans, i.row_count as "rowCount", i.cancel_requested as "cancelRequested",
  i.created_by as "createdBy", i.started_by as "startedBy", i.version`;

const importWhere = (tx: Tx, importId: string): Sql =>
  sql`from imports i join import_files f on f.company_id = i.company_id and f.id = i.file_id
    where i.company_id = ${tx.companyId}::uuid and i.id = ${importId}::uuid`;

export const importById = (tx: Tx, importId: string): Promise<ImportRecord | null> =>
  tx.row<ImportRecord>(sql`select ${importColumns} ${importWhere(tx, importId)}`);
export const lockImport = (tx: Tx, importId: string): Promise<ImportRecord | null> =>
  tx.row<ImportRecord>(sql`select ${importColumns} ${importWhere(tx, importId)} for update of i`);

/** False when the upload is already there: its id is the caller's command id. */
export const addFile = async (
  tx: Tx,
  file: { id: string; name: string; bytes: number; encoding: string | null; by: string | null; at: Instant },
): Promise<boolean> =>
  (await tx.run(sql`insert into import_files (company_id, id, name, bytes, encoding, state, uploaded_by, uploaded_at)
    values (${tx.companyId}, ${file.id}, ${file.name}, ${file.bytes}, ${file.encoding}, 'reading', ${file.by}, ${file.at}) on conflict do nothing`)) ===
  1;

export const fileById = (tx: Tx, fileId: string): Promise<FileRow | null> =>
  tx.row<FileRow>(sql`select id, name, state, encoding, problem, uploaded_by as "uploadedBy" from import_files
    where company_id = ${tx.companyId}::uuid and id = ${fileId}::uuid`);

export const finishFile = (tx: Tx, fileId: string, state: 'read' | 'failed', problem: string | null): Promise<number> =>
  tx.run(
    sql`update import_files set state = ${state}, problem = ${problem} where company_id = ${tx.companyId}::uuid and id = ${fileId}::uuid`,
  );
export const setEncoding = (tx: Tx, fileId: string, encoding: string | null): Promise<number> =>
  tx.run(
    sql`update import_files set encoding = ${encoding} where company_id = ${tx.companyId}::uuid and id = ${fileId}::uuid`,
  );

/** A reading that was cut short starts over: what it had staged goes. */
export const dropImportsOf = (tx: Tx, fileId: string): Promise<number> =>
  tx.run(sql`delete from imports where company_id = ${tx.companyId}::uuid and file_id = ${fileId}::uuid`);

export interface NewImport {
  readonly id: string;
  readonly fileId: string;
  readonly sheetIndex: number;
  readonly sheetName: string;
  readonly by: string | null;
  readonly at: Instant;
}
export const addImport = (tx: Tx, made: NewImport): Promise<number> =>
  tx.run(sql`insert into imports (company_id, id, file_id, sheet_index, sheet_name, state, row_count, created_by, created_at)
    values (${tx.companyId}, ${made.id}, ${made.fileId}, ${made.sheetIndex}, ${made.sheetName}, 'ready', 0, ${made.by}, ${made.at})`);

export interface Settings {
  readonly target?: Target | null;
  readonly headerRow?: number | null;
  readonly header?: readonly string[];
  readonly mapping?: Mapping;
  readonly mappingFrom?: 'guess' | 'memory' | 'person';
  readonly mode?: Mode;
  readonly year?: number | null;
  readonly siteId?: string | null;
  readonly answers?: Readonly<Record<string, string>>;
  readonly spans?: Readonly<Record<number, DateSpan>>;
  readonly rowCount?: number;
  readonly state?: ImportState;
  readonly cancelRequested?: boolean;
  readonly problem?: string | null;
  readonly startedBy?: string | null;
  readonly startedAt?: Instant | null;
  readonly endedAt?: Instant | null;
  readonly tally?: unknown;
  readonly checkTally?: unknown;
  readonly checkedAt?: Instant | null;
}
const columnOf: Readonly<Record<keyof Settings, { column: string; json?: true }>> = {
  target: { column: 'target' },
  headerRow: { column: 'header_row' },
  header: { column: 'header' },
  mapping: { column: 'mapping', json: true },
  mappingFrom: { column: 'mapping_from' },
  mode: { column: 'mode' },
  year: { column: 'year' },
  siteId: { column: 'site_id' },
  answers: { column: 'answers', json: true },
  spans: { column: 'spans', json: true },
  rowCount: { column: 'row_count' },
  state: { column: 'state' },
  cancelRequested: { column: 'cancel_requested' },
  problem: { column: 'problem' },
  startedBy: { column: 'started_by' },
  startedAt: { column: 'started_at' },
  endedAt: { column: 'ended_at' },
  tally: { column: 'tally', json: true },
  checkTally: { column: 'check_tally', json: true },
  checkedAt: { column: 'checked_at' },
};

export async function change(tx: Tx, importId: string, settings: Settings): Promise<void> {
  const values: unknown[] = [tx.companyId, importId];
  const sets = (Object.keys(settings) as (keyof Settings)[]).map((key) => {
    const { column, json } = columnOf[key];
    const value = settings[key];
    values.push(json && value !== null ? JSON.stringify(value) : value);
    return `${column} = $${values.length}`;
  });
  await tx.run({
    text: `update imports set ${[...sets, 'version = version + 1'].join(', ')} where company_id = $1 and id = $2`,
    values,
  });
}

export async function stageRows(tx: Tx, importId: string, from: number, rows: readonly Cells[]): Promise<void> {
  await tx.run({
    name: 'imports.stage',
    text: `insert into import_rows (company_id, import_id, row_index, cells)
      select $1, $2, $3::int + (r.place - 1)::int, r.cells from jsonb_array_elements($4::jsonb) with ordinality as r (cells, place)`,
    values: [tx.companyId, importId, from, JSON.stringify(rows)],
  });
}

export interface StagedRow {
  readonly rowIndex: number;
  readonly cells: Cells;
}
const staged = 'r.row_index as "rowIndex", r.cells';

export const rowsFrom = (tx: Tx, importId: string, from: number, limit: number): Promise<StagedRow[]> =>
  tx.rows<StagedRow>({
    name: 'imports.rows-from',
    text: `select ${staged} from import_rows r where r.company_id = $1 and r.import_id = $2 and r.row_index >= $3 order by r.row_index limit $4`,
    values: [tx.companyId, importId, from, limit],
  });
/** The rows just above one, nearest last: what "as above" looks at. */
export const rowsAbove = async (tx: Tx, importId: string, below: number, limit: number): Promise<StagedRow[]> =>
  (
    await tx.rows<StagedRow>({
      name: 'imports.rows-above',
      text: `select ${staged} from import_rows r where r.company_id = $1 and r.import_id = $2 and r.row_index < $3 order by r.row_index desc limit $4`,
      values: [tx.companyId, importId, below, limit],
    })
  ).reverse();
export const openRowsFrom = (tx: Tx, importId: string, from: number, limit: number): Promise<StagedRow[]> =>
  tx.rows<StagedRow>({
    name: 'imports.open-rows-from',
    text: `select ${staged} from import_rows r where r.company_id = $1 and r.import_id = $2 and r.ending is null and r.row_index >= $3
      order by r.row_index limit $4`,
    values: [tx.companyId, importId, from, limit],
  });
export const openRows = (tx: Tx, importId: string, limit: number): Promise<StagedRow[]> =>
  tx.rows<StagedRow>({
    name: 'imports.open-rows',
    text: `select ${staged} from import_rows r where r.company_id = $1 and r.import_id = $2 and r.ending is null order by r.row_index limit $3`,
    values: [tx.companyId, importId, limit],
  });

export interface EndedRow {
  readonly rowIndex: number;
  readonly ending: Ending;
  readonly reason: SkipReason | null;
  readonly problems: readonly Problem[];
  readonly recordId: string | null;
  readonly customerId: string | null;
}

export async function endRows(tx: Tx, importId: string, rows: readonly EndedRow[], as: 'run' | 'check'): Promise<void> {
  const columns =
    as === 'run'
      ? 'ending = e.ending, reason = e.reason, problems = e.problems, record_id = e."recordId", customer_id = e."customerId"'
      : 'check_ending = e.ending, reason = e.reason, check_problems = e.problems';
  await tx.run({
    name: `imports.end-${as}`,
    text: `update import_rows r set ${columns}
      from jsonb_to_recordset($3::jsonb) as e ("rowIndex" int, ending text, reason text, problems jsonb, "recordId" uuid, "customerId" uuid)
      where r.company_id = $1 and r.import_id = $2 and r.row_index = e."rowIndex"`,
    values: [tx.companyId, importId, JSON.stringify(rows)],
  });
}

export const forgetCheck = (tx: Tx, importId: string): Promise<number> =>
  tx.run(sql`update import_rows set check_ending = null, check_problems = null where company_id = ${tx.companyId}::uuid and import_id = ${importId}::uuid
    and check_ending is not null`);
/** Rows that came back are tried again: their cells, the columns or the answers have changed. */
export const reopenReturned = (tx: Tx, importId: string): Promise<number> =>
  tx.run(sql`update import_rows set ending = null, reason = null, problems = null where company_id = ${tx.companyId}::uuid
    and import_id = ${importId}::uuid and ending in ('return', 'skip')`);

export interface Effect {
  readonly rowIndex: number;
  readonly kind: string;
  readonly subjectId: string;
  readonly before?: unknown;
}
export async function addEffects(tx: Tx, importId: string, effects: readonly Effect[]): Promise<void> {
  if (effects.length === 0) return;
  await tx.run({
    name: 'imports.effects',
    text: `insert into import_effects (company_id, import_id, row_index, kind, subject_id, before)
      select $1, $2, e."rowIndex", e.kind, e."subjectId", e.before
      from jsonb_to_recordset($3::jsonb) as e ("rowIndex" int, kind text, "subjectId" uuid, before jsonb) on conflict do nothing`,
    values: [tx.companyId, importId, JSON.stringify(effects)],
  });
}
export const effectsLeft = (tx: Tx, importId: string, limit: number): Promise<Required<Effect>[]> =>
  tx.rows<
    Required<Effect>
  >(sql`select row_index as "rowIndex", kind, subject_id as "subjectId", before from import_effects
    where company_id = ${tx.companyId}::uuid and import_id = ${importId}::uuid and undone_at is null and kept_because is null
    order by row_index desc, kind desc limit ${limit}`);
export async function endEffects(
  tx: Tx,
  importId: string,
  ended: readonly { effect: Effect; kept: string | null }[],
  at: Instant,
): Promise<void> {
  if (ended.length === 0) return;
  await tx.run({
    text: `update import_effects x set undone_at = case when e.kept is null then $3::timestamptz end, kept_because = e.kept
      from jsonb_to_recordset($4::jsonb) as e ("rowIndex" int, kind text, "subjectId" uuid, kept text)
      where x.company_id = $1 and x.import_id = $2 and x.row_index = e."rowIndex" and x.kind = e.kind and x.subject_id = e."subjectId"`,
    values: [
      tx.companyId,
      importId,
      at,
      JSON.stringify(ended.map(({ effect, kept }) => ({ ...effect, before: undefined, kept }))),
    ],
  });
}

export const rememberMapping = (
  tx: Tx,
  fingerprint: string,
  target: Target,
  mapping: Mapping,
  by: string | null,
  at: Instant,
): Promise<number> =>
  tx.run(sql`insert into import_mappings (company_id, fingerprint, target, mapping, used_at, used_by)
    values (${tx.companyId}, ${fingerprint}, ${target}, ${JSON.stringify(mapping)}, ${at}, ${by})
    on conflict (company_id, fingerprint) do update set target = excluded.target, mapping = excluded.mapping, used_at = excluded.used_at, used_by = excluded.used_by`);
export const rememberedMapping = (tx: Tx, fingerprint: string): Promise<{ target: Target; mapping: Mapping } | null> =>
  tx.row(
    sql`select target, mapping from import_mappings where company_id = ${tx.companyId}::uuid and fingerprint = ${fingerprint}`,
  );

export const editCells = (
  tx: Tx,
  importId: string,
  rowIndex: number,
  cells: Cells,
  by: string | null,
  at: Instant,
): Promise<number> =>
  tx.run(sql`update import_rows set cells = ${JSON.stringify(cells)}, edited_at = ${at}, edited_by = ${by}, ending = null, reason = null, problems = null,
    check_ending = null, check_problems = null
    where company_id = ${tx.companyId}::uuid and import_id = ${importId}::uuid and row_index = ${rowIndex}`);

/** Records of the past, by what makes each the same record. */
export const knownRecords = async (tx: Tx, fingerprints: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set(
    (
      await tx.rows<{ fingerprint: string }>({
        name: 'imports.known-records',
        text: 'select fingerprint from import_records where company_id = $1 and fingerprint = any($2)',
        values: [tx.companyId, fingerprints],
      })
    ).map((row) => row.fingerprint),
  );
export async function addRecords(
  tx: Tx,
  importId: string,
  records: readonly { fingerprint: string; rowIndex: number }[],
): Promise<void> {
  if (records.length === 0) return;
  await tx.run(sql`insert into import_records (company_id, fingerprint, import_id, row_index)
    values ${join(records.map((record) => sql`(${tx.companyId}::uuid, ${record.fingerprint}, ${importId}::uuid, ${record.rowIndex})`))} on conflict do nothing`);
}
export const dropRecords = (tx: Tx, importId: string): Promise<number> =>
  tx.run(sql`delete from import_records where company_id = ${tx.companyId}::uuid and import_id = ${importId}::uuid`);

export interface KnownUnit {
  readonly id: string;
  readonly code: string;
  readonly isElsewhere: boolean;
  readonly rowIndex: number | null;
  readonly cells: Cells | null;
}
/** Units with these codes, here or (a vehicle) on another site, each with the row of this import that was about it. */
export const knownUnits = async (
  tx: Tx,
  importId: string,
  siteId: string | null,
  codes: readonly string[],
): Promise<KnownUnit[]> =>
  codes.length === 0
    ? []
    : tx.rows<KnownUnit>({
        name: 'imports.known-units',
        text: `select u.id, u.code, u.site_id is distinct from $3::uuid as "isElsewhere", r.row_index as "rowIndex", r.cells
          from units u left join import_rows r on r.company_id = u.company_id and r.import_id = $2 and r.record_id = u.id and r.ending in ('create', 'update')
          where u.company_id = $1 and u.code = any($4) and (u.site_id = $3::uuid or u.kind = 'vehicle')
          order by u.site_id is distinct from $3::uuid desc`,
        values: [tx.companyId, importId, siteId, codes],
      });

/** The company's site when it has one only. */
export async function onlySite(tx: Tx): Promise<string | null> {
  const sites = await tx.rows<{ id: string }>({
    text: 'select id from sites where company_id = $1 and closed_at is null limit 2',
    values: [tx.companyId],
  });
  return sites.length === 1 ? (sites[0]?.id ?? null) : null;
}
