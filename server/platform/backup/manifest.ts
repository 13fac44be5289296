import { readFileSync } from 'node:fs';
import { StartupError } from '../postgres/index.ts';
import type { AppliedMigration, Table } from './schema.ts';

export const FORMAT = 1;
export const MANIFEST = 'guike-backup.json';
export const CHECKSUMS = 'checksums.json';

/** The first entry of a backup: what it is, and what it takes to read it. */
export interface Manifest {
  readonly format: number;
  readonly product: string;
  readonly createdAt: string;
  readonly migrations: readonly AppliedMigration[];
  readonly tables: readonly Table[];
}

export interface Summary {
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
}

export const productVersion = (): string => {
  const file = new URL('../../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
};

export const backupUnreadable = (file: string, reason: string): StartupError =>
  new StartupError('BACKUP_UNREADABLE', {
    zh: `备份文件 ${file} 不完整或已损坏（${reason}）。没有写入任何数据，请换一份备份。`,
    en: `The backup ${file} is incomplete or damaged (${reason}). Nothing was written; use another backup.`,
  });

export const backupNewer = (file: string, product: string): StartupError =>
  new StartupError('BACKUP_NEWER', {
    zh: `备份 ${file} 由更新的版本（${product}）生成，本程序是 ${productVersion()}。请先升级程序再恢复。没有写入任何数据。`,
    en: `The backup ${file} was made by a newer version (${product}); this is ${productVersion()}. Update the program first. Nothing was written.`,
  });

export const targetNotEmpty = (what: string): StartupError =>
  new StartupError('RESTORE_TARGET_NOT_EMPTY', {
    zh: `恢复目标不是空的（${what}）。请用 --data 指定一个新目录，或用 DATABASE_URL 指定一个空数据库。原有数据没有被改动。`,
    en: `The target of the restore is not empty (${what}). Choose a new folder with --data, or an empty database with DATABASE_URL. Nothing was changed.`,
  });
