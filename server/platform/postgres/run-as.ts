import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { StartupError } from './startup-error.ts';

/** How to run a PostgreSQL program: as ourselves, as another account, or as that account through a prefix that switches to it. */
export interface RunAs {
  readonly prefix: readonly string[];
  readonly account?: { readonly uid: number; readonly gid: number };
}

const AS_OURSELVES: RunAs = { prefix: [] };

/**
 * PostgreSQL refuses to run as root, so root hands it to an unprivileged user: the owner of an existing data folder, otherwise
 * `nobody`. That user may be unable to walk down to the folder (a clone below /root or a mode-700 folder). Loosening somebody's
 * folder is not ours to do; instead the one capability needed to pass is lent to the process.
 */
export function chooseRunAs(clusterDir: string, mustReach: readonly string[]): RunAs {
  if (process.getuid?.() !== 0) return AS_OURSELVES;
  const account = accountFor(clusterDir);
  const plain: RunAs = { prefix: [], account };
  if (reaches(plain, mustReach)) return plain;
  for (const capability of ['dac_read_search', 'dac_override']) {
    const lent: RunAs = {
      prefix: [
        'setpriv',
        `--reuid=${account.uid}`,
        `--regid=${account.gid}`,
        '--clear-groups',
        '--securebits=+no_setuid_fixup', // otherwise access(2) forgets the capability, and PostgreSQL asks with it
        `--inh-caps=+${capability}`,
        `--ambient-caps=+${capability}`,
        '--',
      ],
      account,
    };
    if (reaches(lent, mustReach)) return lent;
  }
  throw new StartupError('DATA_FOLDER_UNREACHABLE', {
    zh: `数据库不能以 root 运行，而用户 ${account.uid} 无法进入 ${clusterDir}。请改用普通用户运行，或用 --data 指定一个其他用户可进入的目录（例如 /var/lib/guike）。`,
    en: `The database may not run as root, and user ${account.uid} cannot reach ${clusterDir}. Run as an ordinary user, or choose a folder others can enter with --data (for example /var/lib/guike).`,
  });
}

export function runSync(runAs: RunAs, program: string, args: readonly string[]): SpawnSyncReturns<string> {
  const [command = program, ...rest] = [...runAs.prefix, program, ...args];
  return spawnSync(command, rest, { encoding: 'utf8', cwd: '/', ...switchedBySpawn(runAs) });
}

/** A prefix switches users itself, and needs root to do so. */
export const switchedBySpawn = (runAs: RunAs): { uid?: number; gid?: number } =>
  runAs.prefix.length > 0 ? {} : { ...runAs.account };

function reaches(runAs: RunAs, paths: readonly string[]): boolean {
  return paths.every(
    (path) => runSync(runAs, '/bin/sh', ['-c', 'test -r "$1" && test -x "$1"', 'sh', path]).status === 0,
  );
}

function accountFor(clusterDir: string): { uid: number; gid: number } {
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
  const ownerUid = statSync(clusterDir, { throwIfNoEntry: false })?.uid ?? 0;
  const account =
    accounts.find((one) => ownerUid !== 0 && one.uid === ownerUid) ?? accounts.find((one) => one.name === 'nobody');
  if (account) return { uid: account.uid, gid: account.gid };
  throw new StartupError('NO_UNPRIVILEGED_USER', {
    zh: '数据库不能以 root 运行，本机又没有 nobody 用户。请改用普通用户运行，或设置 DATABASE_URL。',
    en: 'The database may not run as root, and this machine has no user "nobody". Run as an ordinary user, or set DATABASE_URL.',
  });
}
