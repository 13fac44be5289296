/** A hundred thousand customers from a spreadsheet, through the product as anybody starts it: how long, and how much memory. */
import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import type { ImportDetail, ImportFile } from '#contract/imports.ts';
import { startWorld } from '#server/platform/testing/world.ts';
import { openBenchDatabases } from './lib/database.ts';
import { type Product, startProduct } from './lib/product.ts';
import { type Line, report } from './lib/report.ts';

const ROWS = Number(process.env.GUIKE_BENCH_ROWS ?? 100_000);
const MINUTES_MAX = 10;
const MEMORY_MB_MAX = 700;
const OWNERS = 20;

type File = z.output<typeof ImportFile>;
type Detail = z.output<typeof ImportDetail>;

export async function imports(): Promise<void> {
  const databases = await openBenchDatabases();
  const folder = mkdtempSync(join(tmpdir(), 'guike-bench-import-'));
  try {
    const databaseUrl = await databases.create('imports');
    const { token, owners } = await house(databaseUrl, databases.dataDir);
    const path = join(folder, 'customers.csv');
    await writeSheet(path, owners);
    const product = await startProduct({ databaseUrl, dataDir: databases.dataDir });
    try {
      report(`${ROWS.toLocaleString('en')} customers from a spreadsheet`, await measure(product, token, path));
    } finally {
      await product.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await databases.stop();
  }
}

async function house(databaseUrl: string, dataDir: string): Promise<{ token: string; owners: string[] }> {
  const world = await startWorld({ databaseUrl, dataDir });
  const siteId = await world.addSite({ name: '云栖案场' });
  const owners = Array.from({ length: OWNERS }, (_, n) => `顾问${n}号`);
  for (const name of owners) await world.addPerson({ name, siteId });
  const clerk = await world.addPerson({
    name: '导入员',
    siteId,
    grants: { 'imports.read': 'company', 'imports.run': 'company' },
  });
  await world.stop();
  return { token: clerk.token, owners };
}

/** One row in ten repeats an earlier phone, as real exports do. */
async function writeSheet(path: string, owners: readonly string[]): Promise<void> {
  const output = createWriteStream(path);
  output.write('客户编号,客户姓名,手机,归属人,建档日期,级别,标签,备注\n');
  for (let n = 0; n < ROWS; n++) {
    const who = n % 10 === 9 ? n - 5 : n;
    const row = `KH${n},客户${who},199${String(who).padStart(8, '0')},${owners[n % owners.length]},2024/1/${1 + (n % 28)},B,刚需;改善,"第${n}行,备注"\n`;
    if (!output.write(row)) await new Promise((resolve) => output.once('drain', resolve));
  }
  output.end();
  await finished(output);
}

async function measure(product: Product, token: string, path: string): Promise<Line[]> {
  const headers = { authorization: `Bearer ${token}` };
  // A kept-alive connection may be closed by the server in the very moment it is used again: then the question is asked once more.
  const get = async <Body>(route: string): Promise<Body> => {
    const ask = () => fetch(`${product.url}/api${route}`, { headers });
    return (await (await ask().catch(ask)).json()) as Body;
  };
  const command = async (route: string): Promise<void> => {
    const answer = await fetch(`${product.url}/api${route}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ commandId: randomUUID() }),
    });
    if (!answer.ok) throw new Error(await answer.text());
  };
  const idle = memoryMb(product);
  let peak = idle;
  const until = async <Body>(look: () => Promise<Body>, over: (body: Body) => boolean): Promise<[Body, number]> => {
    const began = performance.now();
    for (;;) {
      const body = await look();
      peak = Math.max(peak, memoryMb(product));
      if (over(body)) return [body, (performance.now() - began) / 1000];
      await sleep(500);
    }
  };

  const sent = await fetch(`${product.url}/api/import-files?commandId=${randomUUID()}&name=customers.csv`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/octet-stream' },
    body: Readable.toWeb(createReadStream(path)) as ReadableStream,
    duplex: 'half',
  } as RequestInit);
  const { id } = (await sent.json()) as File;
  const [file, reading] = await until(
    () => get<File>(`/import-files/${id}`),
    ({ state }) => state !== 'reading',
  );
  const importId = file.imports[0]?.id ?? '';
  const one = (): Promise<Detail> => get<Detail>(`/imports/${importId}`);
  await command(`/imports/${importId}/check`);
  const [, checking] = await until(one, ({ state }) => state !== 'checking');
  await command(`/imports/${importId}/start`);
  const [done, running] = await until(one, ({ state }) => state !== 'running');

  const { tally } = done;
  const complete = done.state === 'done' && tally.rows === ROWS + 1 && tally.created + tally.merged === ROWS;
  const wanted = `< ${MINUTES_MAX} min`;
  const took = (seconds: number): string =>
    `${seconds.toFixed(1)} s, ${Math.round(ROWS / seconds).toLocaleString('en')} rows/s`;
  return [
    { measure: 'read and staged', measured: took(reading), wanted, met: reading < MINUTES_MAX * 60 },
    { measure: 'dry run', measured: took(checking), wanted, met: checking < MINUTES_MAX * 60 },
    {
      measure: 'run, owners and journal included',
      measured: took(running),
      wanted,
      met: running < MINUTES_MAX * 60 && complete,
    },
    {
      measure: 'memory of the server',
      measured: `${peak} MB at most`,
      compared: `${idle} MB idle`,
      wanted: `≤ ${MEMORY_MB_MAX} MB`,
      met: peak <= MEMORY_MB_MAX,
    },
  ];
}

const memoryMb = (product: Product): number => {
  const status = readFileSync(`/proc/${product.child.pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
};
