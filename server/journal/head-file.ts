/**
 * The last head this server has sealed, kept beside the database: an entry that is taken out of the database together with its seal
 * is missed even when nobody printed a head. A head that is no longer part of the chain when the next one is sealed stays in the file
 * as evidence, until somebody who knows why takes the line out. The file is no part of a backup (its name ends in .log): a restored
 * database must not be held against what happened after the backup, unless somebody asks for it with a printed head.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '#server/platform/database.ts';
import { headText, parseHead, type PrintedHead } from './chain.ts';
import { type Head, sealAt } from './seal-store.ts';

const fileOf = (dataDir: string, companyId: string): string => join(dataDir, 'journal-heads', `${companyId}.log`);
const KEPT_MAX = 100; // protects the disk; each line beyond the last is a fault somebody should look at

export async function keptHeads(dataDir: string, companyId: string): Promise<PrintedHead[]> {
  const text = await readFile(fileOf(dataDir, companyId), 'utf8').catch(() => '');
  return text
    .split('\n')
    .map(parseHead)
    .filter((head) => head !== null);
}

export async function keepHead(database: Database, dataDir: string, companyId: string, head: Head): Promise<void> {
  const before = await keptHeads(dataDir, companyId);
  const last = before.at(-1);
  const seal = last && (await database.inCompany(companyId, (tx) => sealAt(tx, last.sequence)));
  const evidence = last && seal?.hash.startsWith(last.hash) ? before.slice(0, -1) : before;
  const lines = [...evidence.slice(-KEPT_MAX).map(({ sequence, hash }) => `${sequence}:${hash}`), headText(head)];
  const file = fileOf(dataDir, companyId);
  await mkdir(join(dataDir, 'journal-heads'), { recursive: true });
  await writeFile(`${file}.part`, `${lines.join('\n')}\n`, { mode: 0o600 });
  await rename(`${file}.part`, file);
}
