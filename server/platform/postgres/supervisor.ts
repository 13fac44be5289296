import { existsSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Binaries, locateBinaries } from './binaries.ts';
import {
  adminUrl,
  asSuperuser,
  clusterDirOf,
  ensureOwnerDatabase,
  ownerUrl,
  prepareCluster,
  type Secrets,
} from './cluster.ts';
import { findPostmaster, launchPostmaster, type Postmaster, signalTo, statusOf, stopPostmaster } from './postmaster.ts';
import { isPostmasterOf } from './process-identity.ts';
import { chooseRunAs, type RunAs } from './run-as.ts';
import { registerUse, withFolderLock } from './shared-use.ts';
import { StartupError } from './startup-error.ts';

export interface StartPostgresOptions {
  /** The data folder of the product; the cluster, its password and its log lie inside. */
  readonly dataDir: string;
  readonly log?: (line: string) => void;
  /** Settings over the usual ones, e.g. `{ fsync: 'off' }` for throw-away test databases. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface RunningPostgres {
  /** Connects as the unprivileged owner role to the product's database. */
  readonly url: string;
  /** Connects as the superuser: for tests and maintenance, never for the product. */
  readonly adminUrl: string;
  /** Process number of the present server; changes when it had to be started again. */
  pid(): number;
  /** Stops the server, unless another process still uses this data folder. */
  stop(): Promise<void>;
}

interface Supervised {
  readonly dataDir: string;
  readonly binaries: Binaries;
  readonly runAs: RunAs;
  readonly secrets: Secrets;
  readonly settings: Readonly<Record<string, string>>;
  readonly log: (line: string) => void;
}

const WATCH_MS = 250;
const RESTART_PAUSE_MS_MAX = 10_000;
const ANSWER_MS_MAX = 15_000;

/**
 * Runs PostgreSQL in a data folder: creates it on first use, takes over a server orphaned by a killed process, and starts it again
 * whenever it dies. Several processes may call this for one folder; the last to stop stops the server.
 */
export async function startPostgres(options: StartPostgresOptions): Promise<RunningPostgres> {
  const dataDir = makeDataDir(options.dataDir);
  const log = options.log ?? (() => undefined);
  const started = await withFolderLock(dataDir, async () => {
    const binaries = locateBinaries();
    const runAs = chooseRunAs(clusterDirOf(dataDir), [dataDir, binaries.root, binaries.postgres]);
    const secrets = prepareCluster(dataDir, binaries, runAs, log);
    const supervised: Supervised = { dataDir, binaries, runAs, secrets, settings: options.settings ?? {}, log };
    const postmaster = await ensureRunning(supervised);
    await ensureOwnerDatabase(secrets, postmaster.address);
    return { supervised, postmaster, use: registerUse(dataDir) };
  });
  return supervise(started.supervised, started.postmaster, started.use);
}

function supervise(supervised: Supervised, first: Postmaster, use: ReturnType<typeof registerUse>): RunningPostgres {
  let current = first;
  let stopping = false;
  const watching = (async () => {
    let pause = WATCH_MS;
    while (!stopping) {
      await sleep(pause, undefined, { ref: false });
      if (stopping || isPostmasterOf(current.pid, clusterDirOf(supervised.dataDir))) continue;
      supervised.log('the database is gone; starting it again');
      try {
        current = await withFolderLock(supervised.dataDir, () => ensureRunning(supervised, first.address.port));
        pause = WATCH_MS;
      } catch (error) {
        supervised.log(error instanceof Error ? error.message : String(error));
        pause = Math.min(pause * 2, RESTART_PAUSE_MS_MAX);
      }
    }
  })();
  // When the process leaves without stopping us, the server is asked to leave too; kill -9 is what the next start is ready for.
  const atExit = () => {
    use.release();
    if (use.others() === 0) signalTo(current.pid, 'SIGINT');
  };
  process.once('exit', atExit);
  return {
    url: ownerUrl(supervised.secrets, first.address),
    adminUrl: adminUrl(supervised.secrets, first.address),
    pid: () => current.pid,
    async stop() {
      if (stopping) return;
      stopping = true;
      process.off('exit', atExit);
      await Promise.race([watching, sleep(2 * WATCH_MS)]);
      await withFolderLock(supervised.dataDir, async () => {
        use.release();
        if (use.others() > 0) return;
        await stopPostmaster(supervised.dataDir, current, supervised.binaries, supervised.runAs);
      });
    },
  };
}

/** The server that is there, when it answers; otherwise a new one. Called under the folder's lock. */
async function ensureRunning(supervised: Supervised, port?: number): Promise<Postmaster> {
  const { dataDir, binaries, runAs, secrets } = supervised;
  const found = findPostmaster(dataDir);
  if (found) {
    if (await answers(secrets, found, dataDir)) return found;
    supervised.log('a database server was left behind and does not answer; stopping it');
    await stopPostmaster(dataDir, found, binaries, runAs);
  }
  return launchPostmaster({
    dataDir,
    binaries,
    runAs,
    settings: supervised.settings,
    ...(port === undefined ? {} : { port }),
  });
}

/** A server found in the middle of starting up or shutting down is given time to finish either. */
async function answers(secrets: Secrets, postmaster: Postmaster, dataDir: string): Promise<boolean> {
  let deadline = Date.now() + ANSWER_MS_MAX;
  while (Date.now() < deadline && isPostmasterOf(postmaster.pid, clusterDirOf(dataDir))) {
    if (statusOf(dataDir) === 'starting') deadline = Date.now() + ANSWER_MS_MAX;
    try {
      await asSuperuser(secrets, postmaster.address, 'postgres', (client) => client.query('select 1'));
      return true;
    } catch {
      await sleep(100);
    }
  }
  return false;
}

function makeDataDir(path: string): string {
  const dataDir = resolve(path);
  try {
    if (!existsSync(dataDir)) mkdirSync(dataDir, { recursive: true, mode: 0o755 });
    return dataDir;
  } catch (cause) {
    throw new StartupError(
      'DATA_FOLDER_NOT_WRITABLE',
      {
        zh: `无法建立数据目录 ${dataDir}。请检查上级目录的权限，或用 --data 指定其他目录。`,
        en: `The data folder ${dataDir} cannot be made. Check the permissions above it, or choose another with --data.`,
      },
      cause,
    );
  }
}
