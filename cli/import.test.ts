import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import ExcelJS from 'exceljs';
import pg from 'pg';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { z } from 'zod';
import { type ImportFile, imports } from '#contract/imports.ts';
import { freshDatabase } from '#server/platform/testing/fresh-database.ts';
import { startWorld } from '#server/platform/testing/world.ts';
import { Api } from './api.ts';
import { guike, newFolder, type Program } from './program.testing.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 }); // whole programs are started here, on whatever machine this is

type File = z.output<typeof ImportFile>;
const OWNERS = ['白明', '邹静'];
const header = ['客户编号', '客户姓名', '手机', '归属人', '级别', '备注'];

/** A house with two consultants and somebody who may import; the product itself is not running yet. */
interface House {
  readonly databaseUrl: string;
  readonly folder: string;
  readonly token: string;
}
let house: House;
beforeEach(async () => {
  const databaseUrl = await freshDatabase();
  const folder = newFolder();
  const world = await startWorld({ databaseUrl, dataDir: join(folder, 'data') });
  const siteId = await world.addSite({ name: '云栖案场' });
  for (const name of OWNERS) await world.addPerson({ name, siteId });
  const grants = { 'imports.read': 'company', 'imports.run': 'company' } as const;
  const clerk = await world.addPerson({ name: '导入员', siteId, grants });
  await world.stop();
  house = { databaseUrl, folder, token: clerk.token };
});

const start = (): Program =>
  guike(['start', '--data', join(house.folder, 'data'), '--port', '0'], { DATABASE_URL: house.databaseUrl });

const rowOf = (n: number): string[] => [
  `KH${n}`,
  `客户${n}`,
  `199${String(n).padStart(8, '0')}`,
  OWNERS[n % OWNERS.length] ?? '',
  'B',
  `第${n}行`,
];
function sheetOf(name: string, rows: number, ...more: readonly string[][]): string {
  const path = join(house.folder, name);
  const lines = [header, ...Array.from({ length: rows }, (_, n) => rowOf(n)), ...more];
  writeFileSync(path, lines.map((cells) => cells.join(',')).join('\n'));
  return path;
}

async function inBooks<Row extends object>(text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: house.databaseUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('app.company_id', (select id::text from companies limit 1), true)`);
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

async function until<Value>(look: () => Promise<Value>, over: (value: Value) => boolean): Promise<Value> {
  for (;;) {
    const value = await look();
    if (over(value)) return value;
    await sleep(50);
  }
}

async function upload(api: Api, path: string, name: string): Promise<File> {
  const query = new URLSearchParams({ commandId: crypto.randomUUID(), name });
  const headers = { 'content-type': 'application/octet-stream' };
  return (
    await api.send(`/import-files?${query}`, { method: 'POST', body: readFileSync(path), headers })
  ).json() as Promise<File>;
}
const reading = (api: Api, fileId: string): Promise<File> =>
  until(
    () => api.call(imports.file, { params: { fileId } }),
    ({ state }) => state !== 'reading',
  );

test('guike import: a dry run writes nothing, the import takes the rows, what comes back lies beside the file', async () => {
  const url = await start().url;
  const path = sheetOf('客户.csv', 30, ['KH99', '没有电话', '12', '白明', 'B', '']);
  const options = ['--url', url, '--token', house.token];
  const dry = guike(['import', path, '--dry-run', ...options]);
  expect(await dry.exited, dry.said()).toBe(0);
  expect(dry.said()).toContain('新建 created 30');
  expect(await inBooks('select id from customers')).toHaveLength(0);
  const real = guike(['import', path, ...options]);
  expect(await real.exited, real.said()).toBe(0);
  expect(real.said()).toContain('created 30, 更新 updated 0, 合并 merged 0, 退回 returned 1, 略过 skipped 1');
  expect(await inBooks('select id from customers')).toHaveLength(30);
  const back = new ExcelJS.Workbook();
  await back.xlsx.readFile(`${path}.returned.xlsx`);
  expect(back.worksheets[0]?.getRow(2).values).toContain('没有电话');
  const stranger = guike(['import', path, '--url', url, '--token', 'nobody']);
  expect(await stranger.exited).toBe(1);
  expect(stranger.said()).toContain('NOT_SIGNED_IN');
  expect(stranger.said()).not.toContain('    at ');
});

describe('kill -9 of the server in the middle', () => {
  const kill = async (program: Program): Promise<void> => {
    program.child.kill('SIGKILL');
    await program.exited;
  };

  test('of reading: the next start reads the kept file from its beginning', async () => {
    const path = sheetOf('读取.csv', 20_000);
    const first = start();
    const { id } = await upload(new Api({ url: await first.url, token: house.token }), path, '读取.csv');
    await kill(first);
    const api = new Api({ url: await start().url, token: house.token });
    const file = await reading(api, id);
    expect(file).toMatchObject({ state: 'read', problem: null });
    expect(file.imports.map(({ rowCount }) => rowCount)).toEqual([20_001]);
  });

  test('of the import, twice: it goes on by itself, and every row is accounted for once', async () => {
    const rows = 2_000;
    const path = sheetOf('导入.csv', rows, rowOf(7), ['KHx', '又一位', '', '没有这人', 'B', '']);
    let server = start();
    let api = new Api({ url: await server.url, token: house.token });
    const { imports: sheets } = await reading(api, (await upload(api, path, '导入.csv')).id);
    const params = { importId: sheets[0]?.id ?? '' };
    await api.call(imports.start, { params });
    const written = async (): Promise<number> =>
      (await inBooks<{ n: number }>('select count(*)::int as n from customers'))[0]?.n ?? 0;
    for (const share of [0.2, 0.6]) {
      await until(written, (n) => n >= rows * share);
      await kill(server);
      expect(await written()).toBeLessThan(rows); // else there was no middle to kill it in
      server = start();
      api = new Api({ url: await server.url, token: house.token });
    }
    const { state, tally } = await until(
      () => api.call(imports.one, { params }),
      (one) => one.state !== 'running',
    );
    expect(state).toBe('done');
    expect(tally).toMatchObject({ rows: rows + 3, merged: 1, skipped: 1 });
    expect(tally.created + tally.updated + tally.merged + tally.returned + tally.skipped).toBe(tally.rows);
    expect(await written()).toBe(tally.created);
    const twice = await inBooks(
      `select value from customer_keys where kind = 'phone' group by value having count(*) > 1`,
    );
    expect(twice).toEqual([]);
    const claimed = await inBooks('select customer_id from claims group by customer_id having count(*) > 1');
    expect(claimed).toEqual([]);
  });
});

test('a workbook of 200,000 rows is read within a minute and bounded memory', async () => {
  const path = join(house.folder, '二十万.xlsx');
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path });
  const sheet = book.addWorksheet('客户');
  sheet.addRow(header).commit();
  for (let n = 0; n < 200_000; n++) sheet.addRow(rowOf(n)).commit();
  await book.commit();
  const server = start();
  const api = new Api({ url: await server.url, token: house.token });
  let peak = 0;
  const measure = setInterval(() => {
    const status = readFileSync(`/proc/${server.child.pid}/status`, 'utf8');
    peak = Math.max(peak, Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  }, 200);
  const began = performance.now();
  const file = await reading(api, (await upload(api, path, '二十万.xlsx')).id);
  clearInterval(measure);
  expect(file).toMatchObject({ state: 'read', problem: null });
  expect(file.imports.map(({ rowCount, target }) => [rowCount, target])).toEqual([[200_001, 'customers']]);
  console.log(`${Math.round((performance.now() - began) / 1000)} s, ${Math.round(peak)} MB`);
  expect(peak).toBeLessThan(1_500);
});
