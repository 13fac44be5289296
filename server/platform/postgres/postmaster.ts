import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chownSync,
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import { type Address, clusterDirOf } from './cluster.ts';
import { identify, isPostmasterOf } from './process-identity.ts';
import { type RunAs, runSync, switchedBySpawn } from './run-as.ts';
import { StartupError } from './startup-error.ts';

export interface Postmaster {
  readonly pid: number;
  readonly address: Address;
}

const START_MS_MAX = 300_000; // after a crash the log is replayed first, and that may take minutes
const LOG_BYTES_MAX = 10 * 1024 * 1024;

/** Sized for a small machine that also runs the product; every commit is on disk before it is acknowledged. */
const SETTINGS: Readonly<Record<string, string>> = {
  fsync: 'on',
  synchronous_commit: 'on',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  max_connections: '200',
  max_wal_size: '2GB',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
};

export const logFileOf = (dataDir: string): string => join(dataDir, 'postgres.log');

/** The postmaster that already serves this folder, if one does: alive, and really ours rather than a reused process number. */
export function findPostmaster(dataDir: string): Postmaster | null {
  const [pid, , , port, socketDir] = readPidFile(dataDir);
  if (!pid || !port || !isPostmasterOf(Number(pid), clusterDirOf(dataDir))) return null;
  return { pid: Number(pid), address: { port: Number(port), socketDir: socketDir || null } };
}

/** "starting", "ready" or "stopping", as the server itself writes it down. */
export const statusOf = (dataDir: string): string => readPidFile(dataDir)[7]?.trim() ?? '';

/**
 * PostgreSQL believes a process number in its pid file whenever some process of the same user has it, zombies included. When we
 * know better the file goes; its own check of the shared memory still keeps two servers from one folder.
 */
export function clearStalePidFile(dataDir: string): void {
  const [pid] = readPidFile(dataDir);
  if (pid && !isPostmasterOf(Number(pid), clusterDirOf(dataDir))) rmSync(pidFileOf(dataDir), { force: true });
}

const pidFileOf = (dataDir: string): string => join(clusterDirOf(dataDir), 'postmaster.pid');

function readPidFile(dataDir: string): string[] {
  try {
    return readFileSync(pidFileOf(dataDir), 'utf8').split('\n');
  } catch {
    return [];
  }
}

export interface LaunchOptions {
  readonly dataDir: string;
  readonly binaries: Binaries;
  readonly runAs: RunAs;
  readonly settings: Readonly<Record<string, string>>;
  /** The port of a server that just died, so that open pools find its successor. */
  readonly port?: number;
}

/** Starts a server and waits until it is there. Back ends of a killed one may take a moment to leave: then it is tried again. */
export async function launchPostmaster(options: LaunchOptions): Promise<Postmaster> {
  const deadline = Date.now() + START_MS_MAX;
  for (;;) {
    clearStalePidFile(options.dataDir);
    const address = {
      port: options.port ?? (await freePort()),
      socketDir: socketDirFor(options.dataDir, options.runAs),
    };
    const logStart = rotateLog(options.dataDir);
    const pid = spawnPostmaster(options, address);
    if (await becameReady(options.dataDir, pid, deadline)) return { pid, address };
    const said = readFileSync(logFileOf(options.dataDir), 'utf8').slice(logStart);
    const worthWaiting = /pre-existing shared memory|still in use|already exists|Address already in use/.test(said);
    if (!worthWaiting || Date.now() > deadline) throw notStarted(options.dataDir, said);
    await sleep(200);
  }
}

function spawnPostmaster({ dataDir, binaries, runAs, settings }: LaunchOptions, address: Address): number {
  const flags = Object.entries({ ...SETTINGS, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const where = ['-c', 'listen_addresses=127.0.0.1', '-p', String(address.port), '-k', address.socketDir ?? ''];
  const [command = binaries.postgres, ...args] = [
    ...runAs.prefix,
    binaries.postgres,
    '-D',
    clusterDirOf(dataDir),
    ...where,
    ...flags,
  ];
  const log = openSync(logFileOf(dataDir), 'a');
  try {
    // Detached: a Ctrl-C in the terminal must reach us first, so that open requests finish before the database goes.
    const child = spawn(command, args, {
      detached: true,
      cwd: '/',
      stdio: ['ignore', log, log],
      ...switchedBySpawn(runAs),
    });
    child.on('error', () => undefined); // seen as "did not become ready", with the log as the reason
    child.unref();
    return child.pid ?? -1;
  } finally {
    closeSync(log);
  }
}

async function becameReady(dataDir: string, pid: number, deadline: number): Promise<boolean> {
  while (identify(pid)) {
    if (Number(readPidFile(dataDir)[0]) === pid && statusOf(dataDir) === 'ready') return true;
    if (Date.now() > deadline) return false;
    await sleep(20);
  }
  return false;
}

/** Fast shutdown: open transactions are rolled back, everything committed is on disk, the next start needs no recovery. */
export async function stopPostmaster(
  dataDir: string,
  { pid, address }: Postmaster,
  binaries: Binaries,
  runAs: RunAs,
): Promise<void> {
  for (const [signal, mode, ms] of [
    ['SIGINT', 'fast', 30_000],
    ['SIGQUIT', 'immediate', 10_000],
  ] as const) {
    if (process.platform === 'win32') runSync(runAs, binaries.pgCtl, ['stop', '-m', mode, '-D', clusterDirOf(dataDir)]);
    else signalTo(pid, signal);
    const deadline = Date.now() + ms;
    while (Date.now() < deadline) {
      if (!isPostmasterOf(pid, clusterDirOf(dataDir))) {
        if (address.socketDir) rmSync(address.socketDir, { recursive: true, force: true });
        return;
      }
      await sleep(20);
    }
  }
}

export function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Already gone, which is what was wanted.
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** Socket paths are limited to about 100 bytes, so sockets live under the temporary folder, one private folder per data folder. */
function socketDirFor(dataDir: string, { account }: RunAs): string | null {
  if (process.platform === 'win32') return null;
  const uid = account?.uid ?? process.getuid?.() ?? 0;
  const name = createHash('sha256').update(`${uid}:${dataDir}`).digest('hex').slice(0, 12);
  const base = Buffer.byteLength(tmpdir()) > 70 ? '/tmp' : tmpdir();
  const directory = join(base, `guike-${name}`);
  try {
    mkdirSync(directory, { recursive: false, mode: 0o700 });
    if (account) chownSync(directory, account.uid, account.gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const found = lstatSync(directory);
  if (found.isDirectory() && found.uid === uid && (found.mode & 0o022) === 0) return directory;
  throw new StartupError('SOCKET_FOLDER_TAKEN', {
    zh: `临时目录 ${directory} 属于别的用户，数据库不能在那里接受连接。请删除它，或用环境变量 TMPDIR 换一个临时目录。`,
    en: `The temporary folder ${directory} belongs to somebody else, so the database cannot listen there. Remove it, or set TMPDIR to another folder.`,
  });
}

function rotateLog(dataDir: string): number {
  const file = logFileOf(dataDir);
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size < LOG_BYTES_MAX) return size;
  renameSync(file, `${file}.1`);
  return 0;
}

function notStarted(dataDir: string, said: string): StartupError {
  const reason =
    said
      .trim()
      .split('\n')
      .filter((line) => /FATAL|PANIC|HINT/.test(line))
      .slice(-2)
      .join(' ') || said.trim().slice(-300);
  return new StartupError('DATABASE_NOT_STARTED', {
    zh: `数据库没有启动：${reason}。详见 ${logFileOf(dataDir)}。`,
    en: `The database did not start: ${reason}. See ${logFileOf(dataDir)}.`,
  });
}
