/**
 * Work on the product: the server starts again when its sources change, the pages are replaced in the open browser. The database is
 * held here, so that a restart of the server does not wait for it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '#server/platform/postgres/index.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const args = process.argv.slice(2);
const dataAt = args.indexOf('--data');
const dataDir = dataAt >= 0 ? (args[dataAt + 1] ?? 'data') : 'data';

const postgres = process.env.DATABASE_URL
  ? null
  : await startPostgres({ dataDir: join(root, dataDir), log: console.log });
const children: ChildProcess[] = [start(['--watch', '--watch-preserve-output', 'cli/main.ts', 'start', ...args])];
if (existsSync(join(root, 'web/index.html'))) {
  children.push(start([join(root, 'node_modules/vite/bin/vite.js'), '--clearScreen', 'false']));
}

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  const gone = children.map(
    (child) => new Promise((resolve) => (child.exitCode === null ? child.once('exit', resolve) : resolve(0))),
  );
  for (const child of children) child.kill('SIGTERM');
  await Promise.all(gone);
  await postgres?.stop();
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
process.on('disconnect', () => void stop());

function start(command: readonly string[]): ChildProcess {
  return spawn(process.execPath, command, { cwd: root, stdio: 'inherit' });
}
