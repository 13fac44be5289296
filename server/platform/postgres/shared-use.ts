import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isStillRunning, type ProcessIdentity } from './process-identity.ts';
import { StartupError } from './startup-error.ts';

const LOCK_WAIT_MS_MAX = 120_000;

/** Runs `work` while no other process is starting or stopping the database of this folder. A dead holder's lock is taken over. */
export async function withFolderLock<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const lock = join(dataDir, 'postgres.lock');
  const deadline = Date.now() + LOCK_WAIT_MS_MAX;
  while (!tryLock(lock)) {
    const holder = readIdentity(lock);
    if (holder ? !isStillRunning(holder) : isOld(lock)) takeAway(lock, holder);
    else if (Date.now() > deadline) {
      throw new StartupError('DATA_FOLDER_BUSY', {
        zh: `另一个进程（${holder?.pid ?? '未知'}）一直占用数据目录 ${dataDir}。请等它完成，或结束它后再试。`,
        en: `Another process (${holder?.pid ?? 'unknown'}) keeps the data folder ${dataDir} busy. Wait for it, or end it and try again.`,
      });
    } else await sleep(50);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Several servers may share one data folder: each leaves a note, and the last one out stops the database. */
export function registerUse(dataDir: string): { others(): number; release(): void } {
  const folder = join(dataDir, 'postgres.users');
  mkdirSync(folder, { recursive: true });
  const mine = `${process.pid}-${process.hrtime.bigint()}`;
  writeFileSync(join(folder, mine), JSON.stringify(identify(process.pid)));
  return {
    others() {
      const rest = readdirSync(folder).filter((name) => name !== mine);
      const gone = rest.filter((name) => {
        const user = readIdentity(join(folder, name));
        return !user || !isStillRunning(user);
      });
      for (const name of gone) rmSync(join(folder, name), { force: true });
      return rest.length - gone.length;
    },
    release: () => rmSync(join(folder, mine), { force: true }),
  };
}

function tryLock(path: string): boolean {
  try {
    writeFileSync(path, JSON.stringify(identify(process.pid)), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Two waiters may both find the holder dead; what was moved aside is checked, so that neither removes the other's fresh lock. */
function takeAway(lock: string, holder: ProcessIdentity | null): void {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
    const moved = readIdentity(aside);
    if (moved?.pid !== holder?.pid || moved?.startedAt !== holder?.startedAt) linkSync(aside, lock);
  } catch {
    // Somebody else took it away first, or already holds a new one: the loop looks again.
  }
  rmSync(aside, { force: true });
}

/** A lock nobody finished writing for this long was left by a process that died in between. */
const isOld = (path: string): boolean => {
  const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return written !== undefined && Date.now() - written > 5_000;
};

function readIdentity(path: string): ProcessIdentity | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ProcessIdentity | null;
  } catch {
    return null; // just being written, or just removed
  }
}
