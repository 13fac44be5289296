import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../migrate.ts';
import { type RunningPostgres, StartupError, startPostgres } from '../postgres/index.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser connection to the test server. */
    DATABASE_URL_ADMIN: string;
    /** The role the product runs as (no superuser); the database in it is replaced per test. */
    DATABASE_URL_OWNER: string;
    /** A migrated, empty database to copy. */
    DATABASE_TEMPLATE: string;
    /** Every database of this run starts with it. */
    DATABASE_PREFIX: string;
  }
}

const OWNER = 'guike_test';
const OWNER_PASSWORD = 'guike_test';

/**
 * One PostgreSQL for everybody who runs tests on this machine at the moment: the first starts it, the last stops it. Test data may
 * be lost in a power cut, so nothing waits for the disk.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const external = process.env.GUIKE_TEST_PG;
  const server = external ? null : await startTestServer();
  const adminUrl = external ?? server?.adminUrl ?? '';
  const admin = new pg.Client({ connectionString: adminUrl });
  const prefix = `t_${process.pid}_`;
  const teardown = async (): Promise<void> => {
    await admin.end().catch(() => undefined);
    await server?.stop();
  };
  try {
    await admin.connect();
    await provideDatabases(project, admin, adminUrl, prefix);
  } catch (error) {
    await teardown(); // a migration that does not apply must not leave a server running
    throw error;
  }
  return async () => {
    await dropDatabases(admin, (name) => name.startsWith(prefix));
    await teardown();
  };
}

async function provideDatabases(
  project: TestProject,
  admin: pg.Client,
  adminUrl: string,
  prefix: string,
): Promise<void> {
  await admin.query(`select pg_advisory_lock(hashtext('guike.testing'))`);
  await dropLeftovers(admin);
  const ownerUrl = await ensureOwner(admin, adminUrl);
  project.provide('DATABASE_URL_ADMIN', adminUrl);
  project.provide('DATABASE_URL_OWNER', ownerUrl);
  project.provide('DATABASE_TEMPLATE', await ensureTemplate(admin, ownerUrl));
  project.provide('DATABASE_PREFIX', prefix);
  await admin.query(`select pg_advisory_unlock(hashtext('guike.testing'))`);
}

async function startTestServer(): Promise<RunningPostgres> {
  const dataDir = sharedFolder();
  const start = () =>
    startPostgres({
      dataDir,
      settings: {
        fsync: 'off',
        synchronous_commit: 'off',
        full_page_writes: 'off',
        max_connections: '400',
        max_wal_size: '512MB',
      },
    });
  try {
    return await start();
  } catch (error) {
    if (!(error instanceof StartupError) || error.code === 'PG_BINARIES_MISSING') throw error;
    rmSync(dataDir, { recursive: true, force: true }); // throw-away data of an older version, or broken by a power cut
    return await start();
  }
}

function sharedFolder(): string {
  const folder = join(tmpdir(), `guike-test-${process.getuid?.() ?? 'windows'}`);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const found = lstatSync(folder);
  const ours = found.isDirectory() && (process.getuid === undefined || found.uid === process.getuid());
  return ours ? folder : mkdtempSync(join(tmpdir(), 'guike-test-'));
}

async function ensureOwner(admin: pg.Client, adminUrl: string): Promise<string> {
  const { rowCount } = await admin.query('select 1 from pg_roles where rolname = $1', [OWNER]);
  if (!rowCount) await admin.query(`create role ${OWNER} login nosuperuser nobypassrls password '${OWNER_PASSWORD}'`);
  const url = new URL(adminUrl);
  url.username = OWNER;
  url.password = OWNER_PASSWORD;
  return url.href;
}

/** Named after what the migrations say, so that a changed migration gets a new template and an unchanged one costs nothing. */
async function ensureTemplate(admin: pg.Client, ownerUrl: string): Promise<string> {
  const template = `guike_template_${migrationsHash()}`;
  const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [template]);
  if (rowCount) return template;
  const building = `${template}_new`;
  await admin.query(`drop database if exists ${building} with (force)`);
  await admin.query(`create database ${building} owner ${OWNER}`);
  const url = new URL(ownerUrl);
  url.pathname = `/${building}`;
  await migrate(url.href);
  await admin.query(`alter database ${building} rename to ${template}`);
  return template;
}

function migrationsHash(): string {
  const folder = new URL('../../migrations/', import.meta.url);
  const hash = createHash('sha256');
  for (const name of safeList(folder)) hash.update(name).update(readFileSync(new URL(name, folder)));
  return hash.digest('hex').slice(0, 16);
}

function safeList(folder: URL): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.sql'))
      .sort();
  } catch {
    return [];
  }
}

/** Databases of runs that were killed before they could tidy up, and templates of migrations that have changed since. */
async function dropLeftovers(admin: pg.Client): Promise<void> {
  await dropDatabases(admin, (name) => {
    const run = /^t_(\d+)_/.exec(name);
    return run !== null && !isRunning(Number(run[1]));
  });
  const { rows } = await admin.query<{ datname: string }>(
    `select datname from pg_database where datname ~ '^guike_template_' order by oid desc offset 5`,
  );
  await dropDatabases(admin, (name) => rows.some((row) => row.datname === name));
}

async function dropDatabases(admin: pg.Client, matches: (name: string) => boolean): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>('select datname from pg_database where not datistemplate');
  for (const { datname } of rows.filter((row) => matches(row.datname))) {
    await admin.query(`drop database if exists "${datname}" with (force)`);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
