import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import pg from 'pg';
import type { Binaries } from './binaries.ts';
import { type RunAs, runSync } from './run-as.ts';
import { StartupError } from './startup-error.ts';

export interface Secrets {
  readonly superuser: string;
  readonly owner: string;
}

/** Where one running cluster can be reached. */
export interface Address {
  readonly socketDir: string | null;
  readonly port: number;
}

/** The role the product connects as: owner of the database, never a superuser, so that row security binds it. */
export const OWNER = 'guike';
const SUPERUSER = 'postgres';

export const clusterDirOf = (dataDir: string): string => join(dataDir, 'postgres');
const secretsFileOf = (dataDir: string): string => join(dataDir, 'postgres.secret.json');

/** Makes the cluster on first use, and checks that an existing one is whole and of our version. */
export function prepareCluster(
  dataDir: string,
  binaries: Binaries,
  runAs: RunAs,
  log: (line: string) => void,
): Secrets {
  const clusterDir = clusterDirOf(dataDir);
  if (existsSync(join(clusterDir, 'PG_VERSION'))) {
    checkVersion(clusterDir, binaries);
    takeOwnership(clusterDir, runAs);
    return readSecrets(dataDir);
  }
  if (existsSync(clusterDir) && readdirSync(clusterDir).length > 0) {
    throw new StartupError('DATA_FOLDER_DAMAGED', {
      zh: `目录 ${clusterDir} 不为空，但不是数据库目录。请换一个数据目录（--data），或从备份恢复。`,
      en: `The folder ${clusterDir} is not empty and not a database. Choose another data folder (--data) or restore a backup.`,
    });
  }
  log('creating the database (first start)');
  const secrets = writeSecrets(dataDir);
  const fresh = `${clusterDir}.new`; // renamed when whole: an interrupted creation never looks like a database
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  giveTo(fresh, runAs);
  initialise(fresh, binaries, runAs, secrets.superuser);
  rmSync(clusterDir, { recursive: true, force: true });
  renameSync(fresh, clusterDir);
  return secrets;
}

function initialise(directory: string, binaries: Binaries, runAs: RunAs, password: string): void {
  // Under a plain C ctype pg_trgm finds no letters in Chinese, so the ctype is UTF-8; order by pinyin comes from ICU collations.
  const ctype =
    process.platform === 'linux' ? ['--lc-ctype=C.UTF-8'] : process.platform === 'darwin' ? ['--lc-ctype=UTF-8'] : [];
  const args = ['-D', directory, '-U', SUPERUSER, '-E', 'UTF8', '--lc-collate=C', ...ctype, '--lc-messages=C'];
  const passwordFile = `${directory}.pw`;
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  giveTo(passwordFile, runAs);
  const auth = ['--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--no-instructions'];
  const run = runSync(runAs, binaries.initdb, [...args, ...auth]);
  rmSync(passwordFile, { force: true });
  if (run.status === 0) return;
  const said = `${run.stderr ?? ''}${run.error?.message ?? ''}`.trim().split('\n').slice(-3).join(' ');
  throw new StartupError('DATABASE_NOT_CREATED', {
    zh: `无法在 ${directory} 创建数据库：${said}。请检查磁盘空间与目录权限。`,
    en: `The database could not be created in ${directory}: ${said}. Check disk space and folder permissions.`,
  });
}

function checkVersion(clusterDir: string, binaries: Binaries): void {
  const found = readFileSync(join(clusterDir, 'PG_VERSION'), 'utf8').trim();
  if (found === binaries.major) return;
  throw new StartupError('DATA_FOLDER_OTHER_VERSION', {
    zh: `数据目录 ${clusterDir} 属于 PostgreSQL ${found}，本程序内置的是 ${binaries.major}。请用写入它的版本执行 guike backup，再用本版本 guike restore 到新目录。数据没有被改动。`,
    en: `The data folder ${clusterDir} belongs to PostgreSQL ${found}; this program brings ${binaries.major}. Run "guike backup" with the version that wrote it, then "guike restore" into a new folder with this one. Nothing was changed.`,
  });
}

/** A folder copied or restored by root belongs to root; PostgreSQL insists on owning its own. */
function takeOwnership(clusterDir: string, runAs: RunAs): void {
  if (runAs.account && statSync(clusterDir).uid === 0) giveTo(clusterDir, runAs);
}

function giveTo(path: string, { account }: RunAs): void {
  if (account) spawnSync('chown', ['-R', `${account.uid}:${account.gid}`, path]);
}

function writeSecrets(dataDir: string): Secrets {
  const secret = () => randomBytes(24).toString('base64url');
  const secrets: Secrets = { superuser: secret(), owner: secret() };
  writeFileSync(secretsFileOf(dataDir), `${JSON.stringify(secrets)}\n`, { mode: 0o600 });
  return secrets;
}

function readSecrets(dataDir: string): Secrets {
  try {
    return JSON.parse(readFileSync(secretsFileOf(dataDir), 'utf8')) as Secrets;
  } catch (cause) {
    throw new StartupError(
      'DATABASE_SECRET_MISSING',
      {
        zh: `读不到 ${secretsFileOf(dataDir)}（数据库口令）。请用写入数据的用户运行，或把该文件从备份放回原处。`,
        en: `${secretsFileOf(dataDir)} (the database password) cannot be read. Run as the user who made the data, or put the file back from a copy.`,
      },
      cause,
    );
  }
}

/** Creates, once, the unprivileged role and its database; safe to repeat after an interrupted first start. */
export async function ensureOwnerDatabase(secrets: Secrets, address: Address): Promise<void> {
  await asSuperuser(secrets, address, 'postgres', async (client) => {
    const role = await client.query('select 1 from pg_roles where rolname = $1', [OWNER]);
    if (role.rowCount === 0) {
      await client.query(
        `create role ${OWNER} login nosuperuser nobypassrls nocreaterole nocreatedb password '${secrets.owner}'`,
      );
    }
    const database = await client.query('select 1 from pg_database where datname = $1', [OWNER]);
    if (database.rowCount === 0) await client.query(`create database ${OWNER} owner ${OWNER}`);
  });
  await asSuperuser(secrets, address, OWNER, async (client) => {
    await client.query('create extension if not exists pg_trgm');
    // Row-level security lets an index answer a condition only when its operator is known to keep what it sees to itself. Comparing
    // arrays of texts or ids does, but is not marked so.
    for (const compare of ['arraycontains', 'arrayoverlap'])
      await client.query(`alter function ${compare}(anyarray, anyarray) leakproof`);
  });
}

export async function asSuperuser<T>(
  secrets: Secrets,
  address: Address,
  database: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    connectionString: adminUrl(secrets, address, database),
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined); // a connection lost in mid-query already rejects that query
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

export const ownerUrl = (secrets: Secrets, address: Address): string => urlOf(OWNER, secrets.owner, address, OWNER);
export const adminUrl = (secrets: Secrets, address: Address, database = 'postgres'): string =>
  urlOf(SUPERUSER, secrets.superuser, address, database);

/** The unix socket is about a quarter faster than TCP and unreachable from the network, so it is preferred where there is one. */
function urlOf(role: string, password: string, { socketDir, port }: Address, database: string): string {
  if (!socketDir) return `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
  return `postgres://${role}:${password}@localhost:${port}/${database}?host=${encodeURIComponent(socketDir)}`;
}
