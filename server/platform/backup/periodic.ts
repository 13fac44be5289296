/** Backups made by themselves while the product runs: one a day into a folder, the newest few kept. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BackupOptions, backup } from './backup.ts';

const HOUR_MS = 3_600_000;
const EVERY_MS = 24 * HOUR_MS;
const KEPT = 14;
const OURS = /^guike-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})Z\.tar\.gz$/;

export interface PeriodicOptions extends Omit<BackupOptions, 'file'> {
  /** Best on another disk than the data folder. */
  readonly folder: string;
  readonly say: (line: string) => void;
}

const nameAt = (now: Date): string => `guike-${now.toISOString().slice(0, 19).replaceAll(':', '-')}Z.tar.gz`;
const takenAt = (name: string): number => Date.parse(name.replace(OURS, '$1T$2:$3:$4Z'));
const present = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => OURS.test(name))
    .sort();

/** One look: a backup if the last is a day old, then the oldest beyond those kept are removed. The name of the new one, or null. */
export async function backupIfDue(options: PeriodicOptions, now: Date): Promise<string | null> {
  const { folder, databaseUrl, dataDir } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const last = present(folder).at(-1);
  if (last !== undefined && now.getTime() - takenAt(last) < EVERY_MS) return null;
  const name = nameAt(now);
  await backup({ databaseUrl, dataDir, file: join(folder, name) });
  for (const old of present(folder).slice(0, -KEPT)) rmSync(join(folder, old), { force: true });
  return name;
}

/** Looks at once and every hour, so that a machine that was off overnight makes up for it. Ends with the returned function. */
export function keepBackups(options: PeriodicOptions): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  const look = (): void => {
    running = running.then(async () => {
      try {
        const made = await backupIfDue(options, new Date());
        if (made) options.say(`备份完成 · backup made: ${join(options.folder, made)}`);
      } catch (error) {
        options.say(`备份失败，一小时后再试 · backup failed, tried again in an hour: ${(error as Error).message}`);
      }
    });
  };
  look();
  const timer = setInterval(look, HOUR_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    return running;
  };
}
