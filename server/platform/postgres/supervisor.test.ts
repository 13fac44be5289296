import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, expect, test, vi } from 'vitest';
import { openDatabase } from '../database.ts';
import { type RunningPostgres, startPostgres } from './index.ts';
import { identify, isPostmasterOf } from './process-identity.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }); // whole programs are started here, on whatever machine this is

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** A folder only its owner can enter, as `mktemp -d` and a home folder are: the unprivileged user has to get through it. */
function privateFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'guike-supervisor-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'data');
}

async function start(dataDir: string): Promise<RunningPostgres> {
  const running = await startPostgres({ dataDir, settings: { shared_buffers: '16MB' } });
  cleanups.push(() => running.stop());
  return running;
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function eventually<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt > 200) throw error;
      await sleep(50);
    }
  }
}

/** Another process that runs the database of the folder and does nothing else. */
async function startInChild(dataDir: string): Promise<{ child: ChildProcess; postgresPid: number }> {
  const index = new URL('./index.ts', import.meta.url).href;
  const program = `const { startPostgres } = await import(${JSON.stringify(index)});
    const running = await startPostgres({ dataDir: ${JSON.stringify(dataDir)} });
    process.on('SIGTERM', async () => { await running.stop(); process.exit(0); });
    console.log(running.pid()); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  cleanups.push(() => void child.kill('SIGKILL'));
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, postgresPid: Number(String(line).trim()) };
}

const isMissing = (url: string) =>
  ask(url, 'select 1').then(
    () => false,
    () => true,
  );

test('the product connects as an unprivileged role to a UTF-8 database ordered by pinyin on demand', async () => {
  const dataDir = privateFolder();
  const running = await start(dataDir);
  const [facts] = await ask(
    running.url,
    `select current_user, current_database(), (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as above_rules,
       cardinality(show_trgm('归客')) as grams, current_setting('fsync') as fsync,
       (select array_agg(name order by name collate "zh-x-icu") from (values ('周'), ('阿'), ('李')) names (name)) as by_pinyin`,
  );
  expect(facts).toEqual({
    current_user: 'guike',
    current_database: 'guike',
    above_rules: false,
    grams: 3,
    fsync: 'on',
    by_pinyin: ['阿', '李', '周'],
  });
  expect(statSync(join(dataDir, 'postgres.secret.json')).mode & 0o077).toBe(0);
  await running.stop();
  expect(await isMissing(running.url)).toBe(true);
});

test('a killed database comes back by itself under the same address with everything acknowledged', async () => {
  const running = await start(privateFolder());
  await ask(running.url, 'create table acknowledged (n int)');
  let written = 0;
  let failed = 0;
  const first = running.pid();
  const writer = new pg.Pool({ connectionString: running.url, max: 2 });
  writer.on('error', () => undefined);
  for (let n = 1; n <= 60; n++) {
    if (n === 20) process.kill(first, 'SIGKILL');
    await writer.query('insert into acknowledged values ($1)', [n]).then(
      () => written++,
      () => sleep(++failed && 20),
    );
  }
  await writer.end();
  const [row] = await eventually(() => ask(running.url, 'select count(*)::int as n from acknowledged'));
  expect(row?.n).toBeGreaterThanOrEqual(written);
  expect(failed).toBeGreaterThan(0);
  await eventually(async () => expect(running.pid()).not.toBe(first));
});

test('a transaction cut off by the death of the database fails, and nothing else does', async () => {
  const running = await start(privateFolder());
  const database = openDatabase(running.url);
  const cutOff = database.inCompany(randomUUID(), async (tx) => {
    await tx.rows({ text: 'select 1' });
    process.kill(running.pid(), 'SIGKILL');
    await sleep(500); // between two statements nobody waits for the connection: its death must not end the process
    return tx.rows({ text: 'select 1' });
  });
  await expect(cutOff).rejects.toThrow();
  await eventually(() => database.system({ text: 'select 1' }));
  await database.close();
});

test('a server orphaned by kill -9 is taken over, and stopped by whoever took it over', async () => {
  const dataDir = privateFolder();
  const { child, postgresPid } = await startInChild(dataDir);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const running = await start(dataDir);
  expect(running.pid()).toBe(postgresPid);
  expect(await ask(running.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await running.stop();
  expect(isPostmasterOf(postgresPid, join(dataDir, 'postgres'))).toBe(false);
});

test('server and database killed together: the next start recovers', async () => {
  const dataDir = privateFolder();
  const { child, postgresPid } = await startInChild(dataDir);
  child.kill('SIGKILL');
  process.kill(postgresPid, 'SIGKILL');
  const running = await start(dataDir);
  expect(running.pid()).not.toBe(postgresPid);
  expect(await ask(running.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('two processes share one data folder, and only the last one out stops the database', async () => {
  const dataDir = privateFolder();
  const { child, postgresPid } = await startInChild(dataDir);
  const running = await start(dataDir);
  expect(running.pid()).toBe(postgresPid);
  child.kill('SIGTERM');
  await once(child, 'exit');
  expect(await ask(running.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await running.stop();
  expect(await isMissing(running.url)).toBe(true);
});

test('a reused process number in postmaster.pid does not block the start', async () => {
  const dataDir = privateFolder();
  const running = await start(dataDir);
  const pidFile = join(dataDir, 'postgres', 'postmaster.pid');
  const content = readFileSync(pidFile, 'utf8');
  await running.stop();
  const stranger = spawn('sleep', ['60'], process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {});
  cleanups.push(() => void stranger.kill('SIGKILL'));
  writeFileSync(pidFile, content.replace(/^\d+/, String(stranger.pid)));
  const again = await start(dataDir);
  expect(await ask(again.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(identify(stranger.pid ?? 0)).not.toBeNull();
});

test('a data folder of another PostgreSQL version is refused with a remedy and left untouched', async () => {
  const dataDir = privateFolder();
  mkdirSync(join(dataDir, 'postgres'), { recursive: true });
  writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '15\n');
  await expect(startPostgres({ dataDir })).rejects.toMatchObject({
    code: 'DATA_FOLDER_OTHER_VERSION',
    zh: expect.stringContaining('guike backup'),
    en: expect.stringContaining('guike restore'),
  });
  expect(readFileSync(join(dataDir, 'postgres', 'PG_VERSION'), 'utf8')).toBe('15\n');
});

test('a folder with other files in it is never taken for a database, and a half-made one is made again', async () => {
  const dataDir = privateFolder();
  mkdirSync(join(dataDir, 'postgres'), { recursive: true });
  writeFileSync(join(dataDir, 'postgres', 'letter.txt'), 'mine');
  await expect(startPostgres({ dataDir })).rejects.toMatchObject({ code: 'DATA_FOLDER_DAMAGED' });
  rmSync(join(dataDir, 'postgres'), { recursive: true });
  mkdirSync(join(dataDir, 'postgres.new')); // what an interrupted first start leaves
  const running = await start(dataDir);
  expect(await ask(running.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(existsSync(join(dataDir, 'postgres.new'))).toBe(false);
});
