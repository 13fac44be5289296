import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { migrate, shippedMigrations } from '../migrate.ts';
import { copyIn } from './copy.ts';
import {
  backupNewer,
  backupUnreadable,
  CHECKSUMS,
  FORMAT,
  MANIFEST,
  type Manifest,
  type Summary,
  targetNotEmpty,
} from './manifest.ts';
import { type AppliedMigration, columnList, forcedTables, quote, type Table, tablesOf } from './schema.ts';
import { type Entry, readTar } from './tar.ts';

export interface RestoreOptions {
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly file: string;
}

/**
 * Loads a backup into an empty database and data folder. The whole file is checked against its checksums before the first write, and
 * the database is loaded in one transaction. An older backup is loaded into the tables of its time and then brought up to date.
 */
export async function restore({ databaseUrl, dataDir, file }: RestoreOptions): Promise<Summary> {
  const { manifest, files } = await verify(file);
  for (const path of files) {
    const target = pathInside(dataDir, path, file);
    if (existsSync(target)) throw targetNotEmpty(target);
  }
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await refuseForeignTables(client);
    await migrate(databaseUrl, { only: manifest.migrations.map(({ name }) => name) });
    await refuseRows(client);
    await client.query('begin');
    const loosened = await loosen(client, manifest.tables);
    const rows = await loadTables(client, manifest, file);
    await tighten(client, manifest.tables, loosened);
    await client.query('commit');
    await loadFiles(dataDir, file);
    await migrate(databaseUrl);
    return { tables: manifest.tables.length, rows, files: files.length };
  } finally {
    await client.end().catch(() => undefined);
  }
}

const entriesOf = (file: string): AsyncGenerator<Entry> => {
  const compressed = createReadStream(file);
  const plain = compressed.pipe(createGunzip());
  compressed.on('error', (error) => plain.destroy(error));
  return readTar(plain);
};

/** Reads all of it once: a damaged backup must be found before anything is written. */
async function verify(file: string): Promise<{ manifest: Manifest; files: string[] }> {
  const found: Record<string, string> = {};
  let manifest: Manifest | null = null;
  let expected: Record<string, string> | null = null;
  try {
    for await (const entry of entriesOf(file)) {
      const hash = createHash('sha256');
      const kept: Buffer[] = [];
      for await (const chunk of entry.bytes) {
        hash.update(chunk);
        if (entry.name === MANIFEST || entry.name === CHECKSUMS) kept.push(chunk);
      }
      if (entry.name === CHECKSUMS) expected = JSON.parse(Buffer.concat(kept).toString());
      else found[entry.name] = hash.digest('hex');
      if (entry.name === MANIFEST) manifest = JSON.parse(Buffer.concat(kept).toString());
    }
  } catch (error) {
    throw backupUnreadable(file, error instanceof Error ? error.message : String(error));
  }
  if (!manifest || !expected) throw backupUnreadable(file, `${MANIFEST}, ${CHECKSUMS}`);
  if (manifest.format > FORMAT || !manifest.migrations.every(isShipped)) throw backupNewer(file, manifest.product);
  const names = new Set([...Object.keys(found), ...Object.keys(expected)]);
  const wrong = [...names].find((name) => found[name] !== expected[name]);
  if (wrong) throw backupUnreadable(file, wrong);
  return { manifest, files: Object.keys(found).filter((name) => name.startsWith('files/')) };
}

const isShipped = ({ name, checksum }: AppliedMigration): boolean =>
  shippedMigrations().some((migration) => migration.name === name && migration.checksum === checksum);

/** An archive may have been made by anybody: nothing in it may be written outside the data folder. */
function pathInside(dataDir: string, entryName: string, file: string): string {
  const target = normalize(join(dataDir, entryName.slice('files/'.length)));
  if (!target.startsWith(normalize(dataDir) + sep)) throw backupUnreadable(file, entryName);
  return target;
}

async function refuseForeignTables(client: pg.Client): Promise<void> {
  const tables = await tablesOf(client);
  if (tables.length > 0 && !tables.some(({ name }) => name === 'companies'))
    throw targetNotEmpty(tables[0]?.name ?? '');
}

async function refuseRows(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('select 1 from companies limit 1');
  if (rowCount) throw targetNotEmpty('companies');
}

interface Loosened {
  readonly foreignKeys: readonly { readonly table: string; readonly name: string; readonly definition: string }[];
  readonly forced: readonly string[];
}

/** Foreign keys come back, and check every row, once all rows are there; so neither order nor circles among tables matter. */
async function loosen(client: pg.Client, tables: readonly Table[]): Promise<Loosened> {
  const { rows } = await client.query<Loosened['foreignKeys'][number]>(
    `select conrelid::regclass::text as "table", conname as name, pg_get_constraintdef(oid) as definition
       from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`,
  );
  for (const { table, name } of rows) await client.query(`alter table ${table} drop constraint ${quote(name)}`);
  for (const table of tables) {
    await client.query(`alter table ${quote(table.name)} disable trigger user`);
  }
  const forced = await forcedTables(client);
  for (const table of forced) await client.query(`alter table ${quote(table)} no force row level security`);
  return { foreignKeys: rows, forced };
}

async function tighten(client: pg.Client, tables: readonly Table[], { foreignKeys, forced }: Loosened): Promise<void> {
  for (const table of tables) {
    await client.query(`alter table ${quote(table.name)} enable trigger user`);
    await continueSequences(client, table);
  }
  for (const { table, name, definition } of foreignKeys) {
    await client.query(`alter table ${table} add constraint ${quote(name)} ${definition}`);
  }
  for (const table of forced) await client.query(`alter table ${quote(table)} force row level security`);
}

async function continueSequences(client: pg.Client, table: Table): Promise<void> {
  const { rows } = await client.query<{ sequence: string; column: string }>(
    `select pg_get_serial_sequence($1, name) as sequence, name as "column" from unnest($2::text[]) names (name)
      where pg_get_serial_sequence($1, name) is not null`,
    [quote(table.name), table.columns],
  );
  for (const { sequence, column } of rows) {
    await client.query(
      `select setval($1::regclass, (select coalesce(max(${quote(column)}), 0) + 1 from ${quote(table.name)}), false)`,
      [sequence],
    );
  }
}

async function loadTables(client: pg.Client, manifest: Manifest, file: string): Promise<number> {
  const tables = new Map(manifest.tables.map((table) => [table.name, table]));
  let rows = 0;
  for await (const entry of entriesOf(file)) {
    const name = /^tables\/([^/]+)\/\d+\.copy$/.exec(entry.name)?.[1];
    if (name === undefined) continue;
    const table = tables.get(name);
    if (!table) throw backupUnreadable(file, entry.name);
    rows += await copyIn(
      client,
      `copy ${quote(table.name)} (${columnList(table)}) from stdin`,
      Readable.from(entry.bytes),
    );
  }
  return rows;
}

async function loadFiles(dataDir: string, file: string): Promise<void> {
  for await (const entry of entriesOf(file)) {
    if (!entry.name.startsWith('files/')) continue;
    const target = pathInside(dataDir, entry.name, file);
    mkdirSync(dirname(target), { recursive: true });
    await pipeline(Readable.from(entry.bytes), createWriteStream(target, { mode: 0o600, flags: 'wx' }));
  }
}
