/** Takes an uploaded file into staged rows: one import per sheet, its kind and columns guessed or remembered. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Cells, findHeader, headerFingerprint, plainText, yearIn } from '#core/imports/index.ts';
import { systemActor } from '#server/platform/actor.ts';
import { runSystem } from '#server/platform/command.ts';
import type { Context } from '#server/platform/context.ts';
import { isConnectionError, newId } from '#server/platform/database.ts';
import type { ServerRuntime } from '#server/platform/http.ts';
import { diskIsFull } from '#server/platform/disk.ts';
import type { ReadingMessage } from './reading/messages.ts';
import { readInThread } from './reading/read-in-thread.ts';
import type { SheetInfo } from './reading/sheet-row.ts';
import * as store from './store.ts';

export const uploadFolder = (dataDir: string): string => join(dataDir, 'imports');
export const uploadFile = (dataDir: string, fileId: string): string => join(uploadFolder(dataDir), `${fileId}.upload`);

const HEAD_ROWS = 30;

interface Sheet {
  readonly importId: string;
  readonly info: SheetInfo;
  head: readonly Cells[];
}

/**
 * Reads and stages one file. Batches are committed as they come, so memory stays bounded; a reading that is cut short (the server
 * was killed) is thrown away and starts over, because the uploaded file is kept until everything is staged.
 */
export async function stageFile(runtime: ServerRuntime, companyId: string, fileId: string): Promise<void> {
  const work = <Value>(step: (context: Context) => Promise<Value>): Promise<Value> =>
    runSystem(runtime, companyId, systemActor(companyId), runtime.now(), step);
  const file = await work(async (context) => {
    await store.dropImportsOf(context.tx, fileId);
    return store.fileById(context.tx, fileId);
  });
  if (file?.state !== 'reading') return;
  const path = uploadFile(runtime.dataDir, fileId);
  const finish = (state: 'read' | 'failed', problem: string | null): Promise<void> =>
    work(async (context) => {
      if (state === 'failed') await store.dropImportsOf(context.tx, fileId);
      await store.finishFile(context.tx, fileId, state, problem);
      context.publish({ topic: 'imports', id: fileId });
    });
  const sheets = new Map<number, Sheet>();
  try {
    for await (const message of readInThread({ path, encoding: file.encoding })) {
      if (message.kind === 'problem') return await finish('failed', message.code);
      await work((context) => take(context, file, sheets, message));
    }
    await finish('read', null);
  } catch (error) {
    if (isConnectionError(error)) throw error;
    // Staged rows need space too. What was staged goes, the person is told, and sends the file again when there is room.
    runtime.log.error({ err: error, fileId }, 'a file could not be staged');
    await finish('failed', diskIsFull(error) ? 'DISK_FULL' : 'FILE_DAMAGED').catch(() => {});
  } finally {
    const settled = await work((context) => store.fileById(context.tx, fileId)).catch(() => null);
    if (settled && settled.state !== 'reading') await rm(path, { force: true });
  }
}

async function take(
  context: Context,
  file: store.FileRow,
  sheets: Map<number, Sheet>,
  message: ReadingMessage,
): Promise<void> {
  const { tx } = context;
  if (message.kind === 'book') {
    if (message.encoding !== null) await store.setEncoding(tx, file.id, message.encoding);
    for (const info of message.sheets) {
      const importId = newId();
      sheets.set(info.index, { importId, info, head: [] });
      await store.addImport(tx, {
        id: importId,
        fileId: file.id,
        sheetIndex: info.index,
        sheetName: info.name,
        by: file.uploadedBy,
        at: context.now,
      });
    }
    return;
  }
  if (message.kind !== 'rows' && message.kind !== 'sheetEnd') return;
  const sheet = sheets.get(message.sheet);
  if (!sheet) return;
  if (message.kind === 'rows') {
    if (message.from === 0) sheet.head = message.rows.slice(0, HEAD_ROWS);
    await store.stageRows(tx, sheet.importId, message.from, message.rows);
    return;
  }
  await describe(context, file, sheet, message);
}

/** What the sheet is: its header, kind, columns, year and site, as far as the sheet itself says so. */
async function describe(
  context: Context,
  file: store.FileRow,
  sheet: Sheet,
  end: Extract<ReadingMessage, { kind: 'sheetEnd' }>,
): Promise<void> {
  const { tx } = context;
  const finding = findHeader(sheet.head);
  const headerRow = finding.kind === 'found' ? finding.guess.headerRow : null;
  const titles = headerRow === null ? [] : sheet.head.slice(0, headerRow).flatMap((cells) => cells.slice(0, 1));
  const header = headerRow === null ? [] : (sheet.head[headerRow] ?? []).map(plainText);
  const remembered = headerRow === null ? null : await store.rememberedMapping(tx, headerFingerprint(header));
  const mapping = remembered?.mapping ?? (finding.kind === 'found' ? finding.guess.mapping : {});
  await store.change(tx, sheet.importId, {
    rowCount: end.rowCount,
    spans: end.spans,
    headerRow,
    header,
    target: remembered?.target ?? (finding.kind === 'found' ? finding.guess.target : null),
    mapping,
    mappingFrom: remembered ? 'memory' : 'guess',
    year: yearIn([...titles, sheet.info.name]) ?? yearIn([file.name]),
    siteId: await siteNamedIn(context, [...titles.map(plainText), sheet.info.name, file.name]),
  });
}

/** The site a title speaks of: "云栖案场客户来访登记表". */
async function siteNamedIn(context: Context, texts: readonly string[]): Promise<string | null> {
  const sites = await context.tx.rows<{ id: string; name: string }>({
    text: 'select id, name from sites where company_id = $1 and closed_at is null',
    values: [context.tx.companyId],
  });
  const named = sites.filter((site) => texts.some((text) => text.includes(site.name)));
  const [only, ...others] = named;
  return only && others.length === 0 ? only.id : null;
}
