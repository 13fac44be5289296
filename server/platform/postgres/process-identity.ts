import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';

/**
 * Process numbers are reused, and a dead child may linger as a zombie. An identity is the number together with the moment the
 * process began, so "is it still running?" has a true answer.
 */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: string;
}

export function identify(pid: number): ProcessIdentity | null {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  if (process.platform === 'linux') {
    try {
      // "pid (name with spaces) state ppid …": the state is the first field after the last parenthesis, the start time the 20th.
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' || fields[0] === 'X' ? null : { pid, startedAt: fields[19] ?? '' };
    } catch {
      return null;
    }
  }
  if (process.platform === 'win32') return signals(pid) ? { pid, startedAt: '' } : null;
  const ps = spawnSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], { encoding: 'utf8' });
  const line = ps.stdout.trim();
  return ps.status !== 0 || line === '' || line.startsWith('Z')
    ? null
    : { pid, startedAt: line.replace(/^\S+\s+/, '') };
}

export const isStillRunning = (identity: ProcessIdentity): boolean =>
  identify(identity.pid)?.startedAt === identity.startedAt;

/** Whether this process is a postmaster working in that folder, and not somebody who inherited its number. */
export function isPostmasterOf(pid: number, clusterDir: string): boolean {
  if (!identify(pid) || !existsSync(clusterDir)) return false;
  const folder = realpathSync(clusterDir);
  if (process.platform === 'linux') {
    try {
      return (
        readlinkSync(`/proc/${pid}/cwd`) === folder && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')
      );
    } catch {
      return false; // another user's process is certainly not ours
    }
  }
  if (process.platform === 'win32') return true;
  const ps = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return ps.stdout.includes('postgres') && (ps.stdout.includes(folder) || ps.stdout.includes(clusterDir));
}

function signals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
