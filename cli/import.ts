import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import {
  type ImportDetail,
  type ImportFile,
  type ImportSummary,
  imports,
  returnedPath,
  uploadPath,
} from '#contract/imports.ts';
import { Api, type ApiOptions } from './api.ts';

export interface ImportOptions extends ApiOptions {
  readonly dryRun?: boolean;
  readonly encoding?: string;
}

export type ImportedFile = z.output<typeof ImportFile>;
type Summary = z.output<typeof ImportSummary>;
type Detail = z.output<typeof ImportDetail>;

const LOOK_EVERY_MS = 300;

/** Sends a spreadsheet through the same import as the screens: read, checked or carried out, and the bad rows brought back. */
export async function importFile(path: string, options: ImportOptions): Promise<void> {
  const api = new Api(options);
  const file = await readFile(api, path, options.encoding);
  for (const sheet of file.imports) await importSheet(api, path, sheet, options.dryRun ?? false);
}

/** Uploads a file and waits until it is read. */
export async function readFile(api: Api, path: string, encoding?: string): Promise<ImportedFile> {
  const query = new URLSearchParams({
    commandId: randomUUID(),
    name: basename(path),
    ...(encoding ? { encoding } : {}),
  });
  const sent = await api.send(`${uploadPath}?${query}`, {
    method: 'POST',
    body: Readable.toWeb(createReadStream(path)) as ReadableStream,
    duplex: 'half',
    headers: { 'content-type': 'application/octet-stream' },
  });
  let file = (await sent.json()) as ImportedFile;
  while (file.state === 'reading') {
    await sleep(LOOK_EVERY_MS);
    file = await api.call(imports.file, { params: { fileId: file.id } });
  }
  if (file.problem) throw new Error(`${file.problem.code}: ${file.problem.zh} · ${file.problem.en}`);
  return file;
}

async function importSheet(api: Api, path: string, sheet: Summary, isDryRun: boolean): Promise<void> {
  const params = { importId: sheet.id };
  const title = `${sheet.sheetName || basename(path)} (${sheet.target ?? '—'})`;
  if (!sheet.target) {
    console.log(`${title}: 未识别，已跳过 · not recognised, skipped`);
    return;
  }
  await api.call(isDryRun ? imports.check : imports.start, { params });
  const now = await settled(api, sheet.id, ({ tally }) => {
    const { rows, created, updated, merged, returned, skipped } = tally;
    process.stderr.write(`\r${title}: ${created + updated + merged + returned + skipped}/${rows}`);
  });
  const tally = isDryRun ? (now.checkTally ?? now.tally) : now.tally;
  console.log(
    `\r${title}: 新建 created ${tally.created}, 更新 updated ${tally.updated}, 合并 merged ${tally.merged}, 退回 returned ${tally.returned}, 略过 skipped ${tally.skipped}`,
  );
  if (now.problem) console.log(`  ${now.problem}`);
  if (!isDryRun && tally.returned > 0)
    await fetchReturned(api, sheet, [path, sheet.sheetName, 'returned.xlsx'].filter(Boolean).join('.'));
}

/** Waits until a check or an import is over. */
export async function settled(api: Api, importId: string, look: (now: Detail) => void = () => {}): Promise<Detail> {
  for (;;) {
    await sleep(LOOK_EVERY_MS);
    const now = await api.call(imports.one, { params: { importId } });
    look(now);
    if (now.state !== 'checking' && now.state !== 'running') return now;
  }
}

async function fetchReturned(api: Api, sheet: Summary, target: string): Promise<void> {
  const answer = await api.send(returnedPath.replace(':importId', sheet.id));
  if (!answer.body) return;
  await pipeline(Readable.fromWeb(answer.body as never), createWriteStream(target));
  console.log(`  退回的行及原因 · returned rows with reasons: ${target}`);
}
