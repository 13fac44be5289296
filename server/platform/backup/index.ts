export { type BackupOptions, backup } from './backup.ts';
export { backupIfDue, keepBackups, type PeriodicOptions } from './periodic.ts';
export { type RestoreOptions, restore } from './restore.ts';
