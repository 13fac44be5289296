/** One batch of an import, checked, carried out or undone, each in one transaction: what is written and where the row ended commit together. */
import { count, emptyTally, type Tally } from '#core/imports/index.ts';
import type { Context } from '#server/platform/context.ts';
import { Books } from './books.ts';
import { type DecidedRow, decideBatch, openJob } from './plan-batch.ts';
import * as store from './store.ts';
import { tallyOf } from './views.ts';
import type { TakenRow } from './writers/writer.ts';
import { writers } from './writers/index.ts';

/** Rows in a transaction: large enough to be quick, small enough that nobody waits for its locks. */
export const BATCH_ROWS = 500;

export type Step = 'more' | 'over';

/** The next open rows. Killed in the middle, the transaction is as if it had never been, and the next one takes the same rows. */
export async function runBatch(context: Context, importId: string): Promise<Step> {
  const { tx } = context;
  const record = await store.lockImport(tx, importId);
  if (record?.state !== 'running') return 'over';
  if (record.cancelRequested) return end(context, importId, 'cancelled');
  const rows = await store.openRows(tx, importId, BATCH_ROWS);
  if (rows.length === 0) return end(context, importId, 'done');
  const job = await openJob(context, record);
  const decided = await decideBatch(context, job, new Books(importId), rows);
  const taken = decided.filter((row): row is TakenRow => row.kind === 'take');
  const writer = job.target === null ? null : writers[job.target];
  const outcomes = writer && taken.length > 0 ? await writer.carryOut(context, job, taken) : new Map();

  const ended: store.EndedRow[] = [];
  const effects: store.Effect[] = [];
  const records: { fingerprint: string; rowIndex: number }[] = [];
  for (const row of decided) {
    if (row.kind !== 'take') {
      ended.push(endedWithout(row));
      continue;
    }
    const outcome = outcomes.get(row.rowIndex);
    if (!outcome || outcome.kind === 'open') continue;
    if (outcome.kind === 'returned') {
      ended.push({
        rowIndex: row.rowIndex,
        ending: 'return',
        reason: null,
        problems: outcome.problems,
        recordId: null,
        customerId: null,
      });
      continue;
    }
    effects.push(...outcome.effects);
    if (row.record !== null && row.plan.kind !== 'merge')
      records.push({ fingerprint: row.record, rowIndex: row.rowIndex });
    ended.push({
      rowIndex: row.rowIndex,
      ending: outcome.ending ?? row.plan.kind,
      reason: null,
      problems: [...row.plan.problems, ...(outcome.remarks ?? [])],
      recordId: outcome.recordId,
      customerId: outcome.customerId,
    });
  }
  if (ended.length === 0) throw new Error(`import ${importId} makes no progress at row ${rows[0]?.rowIndex}`);
  await store.endRows(tx, importId, ended, 'run');
  await store.addEffects(tx, importId, effects);
  await store.addRecords(tx, importId, records);
  context.publish({ topic: 'imports', id: importId });
  return 'more';
}

const endedWithout = (row: Exclude<DecidedRow, { kind: 'take' }>): store.EndedRow => ({
  rowIndex: row.rowIndex,
  ending: row.kind,
  reason: row.kind === 'skip' ? row.reason : null,
  problems: row.kind === 'return' ? row.problems : [],
  recordId: null,
  customerId: null,
});

async function end(context: Context, importId: string, state: 'done' | 'cancelled'): Promise<Step> {
  const tally = await tallyOf(context.tx, importId);
  await store.change(context.tx, importId, {
    state,
    cancelRequested: false,
    endedAt: context.now,
    problem: null,
    tally,
  });
  const record = await store.importById(context.tx, importId);
  context.record({
    kind: 'imports.run',
    siteId: record?.siteId ?? null,
    subject: { type: 'import', id: importId },
    staffIds: [record?.startedBy],
    input: {
      file: record?.fileName ?? '',
      sheet: record?.sheetName ?? '',
      target: record?.target ?? null,
      mode: record?.mode ?? null,
    },
    facts: { rowCount: record?.rowCount ?? 0 },
    decision: { accepted: true, outcome: { state, tally }, clauses: [], rejected: [] },
  });
  context.publish({ topic: 'imports', id: importId });
  return 'over';
}

/** A dry run reads and decides as the run will, remembers in `books` what earlier rows would have changed, and writes only findings. */
export async function checkBatch(context: Context, importId: string, progress: CheckProgress): Promise<Step> {
  const { tx } = context;
  const record = await store.lockImport(tx, importId);
  if (record?.state !== 'checking') return 'over';
  const cancelled = record.cancelRequested;
  const rows = cancelled ? [] : await store.openRowsFrom(tx, importId, progress.next, BATCH_ROWS);
  // What has ended stays as it ended: the forecast is of the whole sheet.
  if (progress.next === 0) progress.tally = await tallyOf(tx, importId);
  if (rows.length === 0) {
    await store.change(tx, importId, {
      state: 'ready',
      cancelRequested: false,
      checkTally: cancelled ? null : progress.tally,
      checkedAt: cancelled ? null : context.now,
    });
    context.publish({ topic: 'imports', id: importId });
    return 'over';
  }
  const decided = await decideBatch(context, await openJob(context, record), progress.books, rows);
  await store.endRows(
    tx,
    importId,
    decided.map((row) =>
      row.kind === 'take'
        ? {
            rowIndex: row.rowIndex,
            ending: row.plan.kind,
            reason: null,
            problems: row.plan.problems,
            recordId: null,
            customerId: null,
          }
        : endedWithout(row),
    ),
    'check',
  );
  progress.tally = decided.reduce<Tally>(
    (tally, row) => count(tally, row.kind === 'take' ? row.plan.kind : row.kind),
    progress.tally,
  );
  progress.next = (rows.at(-1)?.rowIndex ?? 0) + 1;
  context.publish({ topic: 'imports', id: importId });
  return 'more';
}
export interface CheckProgress {
  next: number;
  tally: Tally;
  readonly books: Books;
}
export const checkFromStart = (importId: string): CheckProgress => ({
  next: 0,
  tally: emptyTally,
  books: new Books(importId),
});

/** Takes back what the import changed, last row first; what others have built on stays, and says so. */
export async function undoBatch(context: Context, importId: string): Promise<Step> {
  const { tx } = context;
  const record = await store.lockImport(tx, importId);
  if (record?.state !== 'undoing') return 'over';
  const effects = await store.effectsLeft(tx, importId, BATCH_ROWS);
  if (effects.length === 0) {
    await store.dropRecords(tx, importId);
    await store.change(tx, importId, { state: 'undone', endedAt: context.now });
    context.record({
      kind: 'imports.undo',
      subject: { type: 'import', id: importId },
      staffIds: [record.startedBy],
      input: { file: record.fileName, sheet: record.sheetName },
      facts: { rowCount: record.rowCount },
      decision: { accepted: true, outcome: { state: 'undone' }, clauses: [], rejected: [] },
    });
    context.publish({ topic: 'imports', id: importId });
    return 'over';
  }
  const writer = record.target === null ? null : writers[record.target];
  const kept = writer ? await writer.undo(context, importId, effects) : effects.map(() => null);
  await store.endEffects(
    tx,
    importId,
    effects.map((effect, index) => ({ effect, kept: kept[index] ?? null })),
    context.now,
  );
  context.publish({ topic: 'imports', id: importId });
  return 'more';
}
