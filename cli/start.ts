import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { capabilities } from '#server/capabilities.ts';
import { issueSetupToken } from '#server/organisation/index.ts';
import { openDatabase } from '#server/platform/database.ts';
import { migrate } from '#server/platform/migrate.ts';
import { type RunningServer, startServer } from '#server/platform/server.ts';
import { rulesFor } from '#server/rulebook/index.ts';
import { dataDirOf, openDatabaseOf } from './database.ts';
import { demoUnfinished, portInUse } from './fault.ts';

export interface StartOptions {
  readonly data?: string;
  readonly port?: string;
  readonly host?: string;
  readonly demo?: boolean;
  readonly testClock?: boolean;
  readonly backups?: string;
}

const PORT_DEFAULT = 3000;
const STOP_MS_MAX = 15_000;

/** Database, migrations, server; then the address, and on the very first run the link that sets the company up. */
export async function start(options: StartOptions): Promise<void> {
  const port = Number(options.port ?? process.env.PORT ?? PORT_DEFAULT);
  const host = options.host ?? process.env.HOST ?? '0.0.0.0';
  await checkPortIsFree(port, host);
  const stops: (() => Promise<void>)[] = [];
  stopOnSignals(async () => {
    for (const stop of stops.toReversed()) await stop();
  });
  const database = await openDatabaseOf(options);
  stops.push(() => database.stop());
  let server: RunningServer;
  try {
    const applied = await migrate(database.url);
    if (applied.length > 0) console.error(`> ${applied.length} migrations applied`);
    if (options.demo) await makeDemoOnce(database.url, dataDirOf(options));
    server = await startServer({
      databaseUrl: database.url,
      dataDir: dataDirOf(options),
      capabilities,
      rules: rulesFor,
      port,
      host,
      testClock: options.testClock ?? false,
    });
  } catch (error) {
    await database.stop();
    throw (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? portInUse(port) : error;
  }
  stops.push(() => server.stop());
  const folder = options.backups ?? process.env.GUIKE_BACKUPS;
  if (folder) {
    const { keepBackups } = await import('#server/platform/backup/index.ts');
    const say = (line: string): void => console.error(`> ${line}`);
    stops.push(keepBackups({ databaseUrl: database.url, dataDir: dataDirOf(options), folder, say }));
  }
  console.log(`\n归客 Guike  ${server.url}\n`);
  const token = await issueSetupToken(server.runtime);
  if (token)
    console.log(`首次使用，请打开一次性设置链接 · first use, open this one-time link:\n${server.url}/setup#${token}\n`);
}

/** The demo is made once; a data folder that already holds a company keeps it. */
export async function makeDemoOnce(
  databaseUrl: string,
  dataDir: string,
  fromWorkbooks?: string | boolean,
): Promise<void> {
  const unfinished = join(dataDir, 'demo.unfinished');
  if (existsSync(unfinished)) throw demoUnfinished(dataDir);
  const database = openDatabase(databaseUrl, { connections: 1 });
  const [company] = await database.system({ text: 'select 1 from companies limit 1' });
  await database.close();
  if (company) {
    console.error('> 数据目录中已有公司，不再建立演示 · this data folder already holds a company: no demo is made');
    return;
  }
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(unfinished, '');
  const making = { databaseUrl, dataDir, say: (line: string) => console.error(`> ${line}`) };
  const { logins } = fromWorkbooks
    ? await (await import('./demo/workbooks.ts')).makeDemoFromWorkbooks({
        ...making,
        folder: fromWorkbooks === true ? undefined : fromWorkbooks,
      })
    : await (await import('./demo/index.ts')).makeDemo(making);
  rmSync(unfinished);
  console.log('\n演示账号 · demo logins\n');
  for (const { role, username, password } of logins) console.log(`  ${username.padEnd(10)} ${password}   ${role}`);
}

/** Asked before the database starts, so that the usual mistake (a server already running) is answered at once. */
function checkPortIsFree(port: number, host: string): Promise<void> {
  if (port === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? portInUse(port) : error),
    );
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

/** From the first moment on: a database that is just being started is stopped again as well. */
function stopOnSignals(stop: () => Promise<void>): void {
  let isStopping = false;
  const begin = (signal: string): void => {
    if (isStopping) {
      if (signal === 'SIGINT') process.exit(130); // asked twice at the keyboard: do not wait for anything
      return;
    }
    isStopping = true;
    setTimeout(() => process.exit(1), STOP_MS_MAX).unref();
    stop().then(
      () => process.exit(0),
      (error) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => begin(signal));
  process.on('disconnect', () => begin('disconnect')); // whoever started us is gone
  process.channel?.unref();
}
