import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, globSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { copyOut } from './copy.ts';
import { CHECKSUMS, FORMAT, MANIFEST, type Manifest, productVersion, type Summary } from './manifest.ts';
import { appliedMigrations, columnList, quote, type Table, tablesOf } from './schema.ts';
import { type Entry, writeTar } from './tar.ts';

const PART_BYTES = 8 * 1024 * 1024; // what is held in memory of one table

export interface BackupOptions {
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** Written under a temporary name and renamed when whole. */
  readonly file: string;
}

/**
 * Everything the product knows, in one .tar.gz: a snapshot of every table, the files of the data folder, and a checksum of each. The
 * product may go on running meanwhile. Keys and secrets of the data folder are inside, so the file is for its owner only.
 */
export async function backup({ databaseUrl, dataDir, file }: BackupOptions): Promise<Summary> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const tally = { tables: 0, rows: 0, files: 0 };
  const unfinished = `${file}.part`;
  try {
    await client.query('begin transaction isolation level repeatable read read only');
    const entries = withChecksums(allEntries(client, dataDir, tally));
    await pipeline(Readable.from(writeTar(entries)), createGzip(), createWriteStream(unfinished, { mode: 0o600 }));
    renameSync(unfinished, file);
    return tally;
  } finally {
    await client.end().catch(() => undefined);
    rmSync(unfinished, { force: true });
  }
}

async function* allEntries(
  client: pg.Client,
  dataDir: string,
  tally: { tables: number; rows: number; files: number },
): AsyncGenerator<Entry> {
  const tables = await tablesOf(client);
  const manifest: Manifest = {
    format: FORMAT,
    product: productVersion(),
    createdAt: new Date().toISOString(),
    migrations: await appliedMigrations(client),
    tables,
  };
  yield entryOf(MANIFEST, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
  const { rows: companies } = await client.query<{ id: string }>('select id from companies order by id');
  for (const table of tables) {
    tally.tables++;
    let part = 0;
    for (const company of table.isPerCompany ? companies : [null]) {
      if (company) await client.query(`select set_config('app.company_id', $1, true)`, [company.id]);
      for await (const bytes of partsOf(client, table)) {
        tally.rows += bytes.reduce((lines, byte) => (byte === 10 ? lines + 1 : lines), 0); // COPY text: one line per row
        yield entryOf(`tables/${table.name}/${String(++part).padStart(6, '0')}.copy`, bytes);
      }
    }
  }
  for (const path of filesOf(dataDir)) {
    tally.files++;
    const at = join(dataDir, path);
    yield { name: `files/${path}`, size: statSync(at).size, bytes: createReadStream(at) };
  }
}

async function* partsOf(client: pg.Client, table: Table): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const row of copyOut(client, `copy (select ${columnList(table)} from ${quote(table.name)}) to stdout`)) {
    held.push(row);
    size += row.length;
    if (size < PART_BYTES) continue;
    yield Buffer.concat(held);
    held = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(held);
}

/** Attachments, uploads and keys. The database has its own way into the backup; logs and unfinished files are no loss. */
const filesOf = (dataDir: string): string[] =>
  globSync('**/*', { cwd: dataDir, exclude: ['postgres', 'postgres.*', 'tmp', '*.log'] })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => statSync(join(dataDir, path)).isFile() && !/^(postgres(\/|\.)|tmp\/)|\.(log|part)$/.test(path))
    .sort();

const entryOf = (name: string, bytes: Buffer): Entry => ({ name, size: bytes.length, bytes: [bytes] });

async function* withChecksums(entries: AsyncIterable<Entry>): AsyncGenerator<Entry> {
  const sums: Record<string, string> = {};
  for await (const entry of entries) {
    const hash = createHash('sha256');
    const bytes = async function* (): AsyncGenerator<Buffer> {
      for await (const chunk of entry.bytes) {
        hash.update(chunk);
        yield chunk;
      }
    };
    yield { ...entry, bytes: bytes() };
    sums[entry.name] = hash.digest('hex');
  }
  yield entryOf(CHECKSUMS, Buffer.from(`${JSON.stringify(sums, null, 2)}\n`));
}
