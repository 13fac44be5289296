/** What a person does with an import: set it up, correct it, try it, run it, stop it, take it back. */
import {
  fieldsOf,
  guessAt,
  headerFingerprint,
  isStock,
  type Mapping,
  missingFields,
  plainText,
  storableCell,
  type Target,
} from '#core/imports/index.ts';
import { type imports, importsRefusals } from '#contract/imports.ts';
import type { BodyOf } from '#contract/kernel/route.ts';
import { requireScope, requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { notFound, Refused, stale } from '#server/platform/refused.ts';
import type { ImportRecord, Settings } from './store.ts';
import * as store from './store.ts';
import * as views from './views.ts';

const refuse = (code: keyof typeof importsRefusals, detail: Readonly<Record<string, unknown>> = {}): Refused =>
  new Refused(code, importsRefusals[code], detail);

async function lock(context: Context, importId: string): Promise<ImportRecord> {
  await views.summary(context, importId); // not found for those who may not see it
  const record = await store.lockImport(context.tx, importId);
  if (!record) throw notFound('导入 / import');
  return record;
}

const atWork = (record: ImportRecord): boolean => ['checking', 'running', 'undoing'].includes(record.state);

/** Staff sheets make people who can sign in and stock sheets what can be sold, so they ask for more than customer sheets. */
function requireTarget(context: Context, target: Target | null, siteId: string | null): void {
  if (target === 'staff' || target === 'leavers') requireScope(context.actor, 'imports.staff', 'company');
  else if (isStock(target)) {
    // Whoever brings in stock keeps stock: the site may be settled later, from theirs.
    if (siteId !== null) requireSite(context.actor, 'inventory.edit', siteId);
    else requireScope(context.actor, 'inventory.edit', 'site');
  } else if (siteId !== null) requireSite(context.actor, 'imports.run', siteId);
  else requireScope(context.actor, 'imports.run', 'site');
}

async function lockSettled(context: Context, importId: string): Promise<ImportRecord> {
  const record = await lock(context, importId);
  if (atWork(record)) throw refuse('IMPORT_AT_WORK');
  if (record.state === 'undone') throw refuse('IMPORT_UNDONE');
  requireTarget(context, record.target, record.siteId);
  return record;
}

export async function configure(
  context: Context,
  importId: string,
  body: BodyOf<typeof imports.configure>,
): Promise<views.Detail> {
  const { tx } = context;
  const record = await lockSettled(context, importId);
  if (record.version !== body.version) throw stale(record.version);
  const changes: { -readonly [K in keyof Settings]: Settings[K] } = {};
  if (body.headerRow !== undefined || body.target !== undefined)
    Object.assign(changes, await reguess(context, record, body.headerRow, body.target));
  const target = changes.target ?? record.target;
  if (body.mapping !== undefined) {
    checkMapping(target, body.mapping, record);
    changes.mapping = body.mapping;
    changes.mappingFrom = 'person';
  }
  if (body.mode !== undefined) changes.mode = body.mode;
  if (body.year !== undefined) changes.year = body.year;
  if (body.siteId !== undefined) changes.siteId = await knownSite(context, body.siteId);
  if (body.answers !== undefined) changes.answers = await knownAnswers(context, { ...record.answers, ...body.answers });
  requireTarget(context, target, changes.siteId ?? record.siteId);
  // What was found out under other settings no longer holds: findings go, returned rows are open again.
  await store.forgetCheck(tx, importId);
  await store.reopenReturned(tx, importId);
  await store.change(tx, importId, { ...changes, checkTally: null, checkedAt: null, tally: null });
  context.publish({ topic: 'imports', id: importId });
  return views.detail(context, importId);
}

/** Another header row or kind: the columns are guessed anew, unless this kind of file is remembered. */
async function reguess(
  context: Context,
  record: ImportRecord,
  headerRow: number | null | undefined,
  target: Target | undefined,
): Promise<Settings> {
  const row = headerRow === undefined ? record.headerRow : headerRow;
  const staged = row === null ? [] : await store.rowsFrom(context.tx, record.id, row, 1);
  const header = (staged[0]?.rowIndex === row ? staged[0].cells : []).map(plainText);
  const kind = target ?? record.target;
  const remembered = row === null ? null : await store.rememberedMapping(context.tx, headerFingerprint(header));
  if (kind === null) return { headerRow: row, header };
  const fits = remembered !== null && remembered.target === kind;
  return {
    headerRow: row,
    header,
    target: kind,
    mapping: fits ? remembered.mapping : guessAt(row ?? 0, kind, header).mapping,
    mappingFrom: fits ? 'memory' : 'guess',
  };
}

function checkMapping(target: Target | null, mapping: Mapping, record: ImportRecord): void {
  if (target === null) throw refuse('HEADER_MISSING');
  const names = new Set(fieldsOf[target].map((field) => field.name));
  const unknown = Object.keys(mapping).find((name) => !names.has(name));
  if (unknown !== undefined) throw refuse('MAPPING_WRONG', { problem: unknown, field: 'mapping' });
  const columns = Object.values(mapping);
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice !== undefined)
    throw refuse('MAPPING_WRONG', { problem: record.header[twice] ?? String(twice + 1), field: 'mapping' });
}

async function knownSite(context: Context, siteId: string | null): Promise<string | null> {
  if (siteId === null) return null;
  const site = await context.tx.row<{ id: string }>({
    text: 'select id from sites where company_id = $1 and id = $2',
    values: [context.tx.companyId, siteId],
  });
  if (!site) throw notFound('案场 / site');
  return site.id;
}

async function knownAnswers(
  context: Context,
  answers: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const ids = [...new Set(Object.values(answers))];
  const known = await context.tx.rows<{ id: string }>({
    text: 'select id from staff where company_id = $1 and id = any($2::uuid[])',
    values: [context.tx.companyId, ids],
  });
  if (known.length !== ids.length) throw refuse('COLLEAGUE_NOT_FOUND', { field: 'answers' });
  return { ...answers };
}

export async function editRow(
  context: Context,
  importId: string,
  row: number,
  cells: Readonly<Record<string, string | number | boolean | null>>,
): Promise<views.Row> {
  const record = await lockSettled(context, importId);
  const [staged] = await store.rowsFrom(context.tx, importId, row - 1, 1);
  if (staged?.rowIndex !== row - 1) throw notFound(`第 ${row} 行 / row ${row}`);
  const shown = await views.oneRow(context, record, row - 1);
  if (shown.final && shown.ending !== 'return' && shown.ending !== 'skip') throw refuse('ROW_ALREADY_TAKEN', { row });
  const width = Math.max(staged.cells.length, ...Object.keys(cells).map((column) => Number(column) + 1));
  const corrected = Array.from({ length: width }, (_, column) =>
    String(column) in cells ? storableCell(cells[String(column)] ?? null) : (staged.cells[column] ?? null),
  );
  await store.editCells(context.tx, importId, row - 1, corrected, context.actor.staffId, context.now);
  await store.change(context.tx, importId, { tally: null });
  return views.oneRow(context, record, row - 1);
}

/** Whoever may import for their own sites only does not reach others through the owners a sheet names: theirs is the sheet's site. */
async function settleSite(context: Context, record: ImportRecord): Promise<void> {
  const staffSheet = record.target === 'staff' || record.target === 'leavers';
  if (staffSheet || record.siteId !== null) return;
  if (!isStock(record.target) && context.actor.grants['imports.run'] === 'company') return;
  // A unit belongs to a site, whoever brings it in: theirs, or the only one there is.
  const siteId = context.actor.siteId ?? (isStock(record.target) ? await store.onlySite(context.tx) : null);
  if (siteId === null) throw refuse('SITE_NEEDED', { field: 'siteId' });
  requireTarget(context, record.target, siteId);
  await store.change(context.tx, record.id, { siteId });
}

/** Ready to be tried or run: it has a kind, a header or columns, and every column a row cannot do without. */
function requireComplete(record: ImportRecord): void {
  if (record.target === null || (record.headerRow === null && Object.keys(record.mapping).length === 0))
    throw refuse('HEADER_MISSING');
  const missing = missingFields(record.target, record.mapping);
  if (missing.length === 0) return;
  const { target } = record;
  const labels = fieldsOf[target]
    .filter((field) => missing.includes(field.name))
    .map((field) => `${field.zh} / ${field.en}`);
  throw refuse('MAPPING_INCOMPLETE', { fields: labels.join('、'), field: 'mapping' });
}

export async function check(context: Context, importId: string): Promise<views.Summary> {
  const record = await lockSettled(context, importId);
  requireComplete(record);
  await settleSite(context, record);
  await store.forgetCheck(context.tx, importId);
  await store.change(context.tx, importId, {
    state: 'checking',
    checkTally: null,
    checkedAt: null,
    problem: null,
    startedBy: context.actor.staffId,
  });
  context.publish({ topic: 'imports', id: importId });
  return views.summary(context, importId);
}

export async function start(context: Context, importId: string): Promise<views.Summary> {
  const record = await lockSettled(context, importId);
  requireComplete(record);
  await settleSite(context, record);
  const open = await store.openRows(context.tx, importId, 1);
  if (open.length === 0) throw refuse('IMPORT_NOT_STARTABLE');
  if (record.target !== null && record.headerRow !== null)
    await store.rememberMapping(
      context.tx,
      headerFingerprint(record.header),
      record.target,
      record.mapping,
      context.actor.staffId,
      context.now,
    );
  await store.change(context.tx, importId, {
    state: 'running',
    cancelRequested: false,
    startedBy: context.actor.staffId,
    startedAt: context.now,
    endedAt: null,
    problem: null,
    tally: null,
  });
  context.publish({ topic: 'imports', id: importId });
  return views.summary(context, importId);
}

export async function cancel(context: Context, importId: string): Promise<views.Summary> {
  const record = await lock(context, importId);
  if (record.state !== 'running' && record.state !== 'checking') throw refuse('IMPORT_NOT_AT_WORK');
  requireTarget(context, record.target, record.siteId);
  await store.change(context.tx, importId, { cancelRequested: true });
  context.publish({ topic: 'imports', id: importId });
  return views.summary(context, importId);
}

export async function undo(context: Context, importId: string): Promise<views.Summary> {
  const record = await lockSettled(context, importId);
  if ((await store.effectsLeft(context.tx, importId, 1)).length === 0) throw refuse('IMPORT_NOT_UNDOABLE');
  requireTarget(context, record.target, record.siteId);
  await store.change(context.tx, importId, { state: 'undoing', startedBy: context.actor.staffId, problem: null });
  context.publish({ topic: 'imports', id: importId });
  return views.summary(context, importId);
}
