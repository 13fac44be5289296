/** Applies server/migrations/*.sql in order, once each, under one lock. A merged migration never changes: its checksum is kept. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';

const folder = new URL('../migrations/', import.meta.url);

export class MigrationError extends Error {
  readonly code: 'MIGRATION_CHANGED' | 'DATABASE_NEWER' | 'DATABASE_ENCODING' | 'DATABASE_TOO_OLD';
  constructor(code: MigrationError['code'], message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

async function checkServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding, show_trgm('归客') as grams`,
  );
  const server = rows[0] as { version: number; encoding: string; grams: string[] };
  if (server.version < 150_000)
    throw new MigrationError('DATABASE_TOO_OLD', '需要 PostgreSQL 15 或更新版本 / PostgreSQL 15 or newer is needed');
  if (server.encoding !== 'UTF8' || server.grams.length === 0)
    throw new MigrationError(
      'DATABASE_ENCODING',
      '数据库须为 UTF-8 且 LC_CTYPE 为 UTF-8 区域(如 C.UTF-8)/ the database must be UTF-8 with a UTF-8 LC_CTYPE such as C.UTF-8',
    );
}

export interface Migration {
  readonly name: string;
  readonly checksum: string;
  readonly text: string;
}

/** The migrations this version brings, in order. */
export const shippedMigrations = (): Migration[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const text = readFileSync(new URL(name, folder), 'utf8');
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') };
    });

/** `only` stops at the named migrations: restoring an older backup starts from the tables of its time. */
export async function migrate(url: string, options: { only?: readonly string[] } = {}): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('create extension if not exists pg_trgm');
    await checkServer(client);
    await client.query(`select pg_advisory_lock(hashtext('guike.migrate'))`);
    await client.query(
      'create table if not exists schema_migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now())',
    );
    return await applyMissing(client, options.only);
  } finally {
    await client.end();
  }
}

async function applyMissing(client: pg.Client, only?: readonly string[]): Promise<string[]> {
  const migrations = shippedMigrations();
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from schema_migrations',
  );
  const applied = new Map(rows.map((row) => [row.name, row.checksum]));
  const unknown = [...applied.keys()].filter((name) => !migrations.some((migration) => migration.name === name));
  if (unknown.length > 0)
    throw new MigrationError(
      'DATABASE_NEWER',
      `数据库由更新的版本建立 / the database was made by a newer version (${unknown.join(', ')})`,
    );
  const done: string[] = [];
  for (const { name, text, checksum } of migrations) {
    if (only && !only.includes(name)) continue;
    const known = applied.get(name);
    if (known === checksum) continue;
    if (known)
      throw new MigrationError(
        'MIGRATION_CHANGED',
        `${name} 已应用,不得修改 / was already applied and must not change`,
      );
    await client.query('begin');
    await client.query(text);
    await client.query('insert into schema_migrations (name, checksum) values ($1, $2)', [name, checksum]);
    await client.query('commit');
    done.push(name);
  }
  return done;
}
