/**
 * The last head this server has sealed, kept beside the database: an entry that is taken out of the database together with its seal
 * is missed even when nobody printed a head. The file is no part of a backup (its name ends in .log): a restored database must not
 * be held against what happened after the backup, unless somebody asks for it with a printed head.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseHead, type PrintedHead } from './chain.ts';

const fileOf = (dataDir: string, companyId: string): string => join(dataDir, 'journal-heads', `${companyId}.log`);

export async function keepHead(dataDir: string, companyId: string, head: string): Promise<void> {
  const file = fileOf(dataDir, companyId);
  await mkdir(join(dataDir, 'journal-heads'), { recursive: true });
  await writeFile(`${file}.part`, `${head}\n`, { mode: 0o600 });
  await rename(`${file}.part`, file);
}

export async function keptHead(dataDir: string, companyId: string): Promise<PrintedHead | null> {
  const text = await readFile(fileOf(dataDir, companyId), 'utf8').catch(() => '');
  return parseHead(text.trim());
}
