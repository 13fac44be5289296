/**
 * From check-in to assignment: 64 sites, each with its line of consultants, whose desks receive visitors and see them out. Measured
 * against the bare database doing exactly the statements of these commands over the same number of connections.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startWorld } from '#server/platform/testing/world.ts';
import { Connection } from './lib/client.ts';
import { type BenchDatabases, openBenchDatabases } from './lib/database.ts';
import { checkIn, openSite, type Site, seeOut, visitIn } from './lib/floor.ts';
import { startProduct } from './lib/product.ts';
import { replay, type Transaction, transactionsIn } from './lib/replay.ts';
import { median, ms, percentile, perSecond, ratio, report } from './lib/report.ts';

const SITES = Number(process.env.GUIKE_BENCH_SITES ?? 64);
const CONSULTANTS = 8;
const VISITS_PER_SITE = Number(process.env.GUIKE_BENCH_VISITS ?? 40);
const WARM_UP = 8; // visits of each site before the clock runs: plans, pages and code are warm, as on any working morning
const ROUNDS = 3;
const CONNECTIONS = 20; // what one server holds
const PACED_SECONDS = 20;
const SHARE_WANTED = 0.5;
const P99_MAX_MS = 50;

export async function assignment(): Promise<void> {
  const databases = await openBenchDatabases();
  const scratch = mkdtempSync(join(tmpdir(), 'guike-record-'));
  try {
    const morning = await databases.create('morning');
    const sites = await openSites(morning, databases.dataDir);
    const lanes = await recordLanes(databases, morning, sites, join(scratch, 'statements'));
    const bare: number[] = [];
    const product: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(await replay(await databases.copy(morning, 'bare'), CONNECTIONS, lanes, 2 * WARM_UP));
      product.push(await asFastAsPossible(await databases.copy(morning, 'product'), databases.dataDir, sites));
    }
    const times = await atAPace(await databases.copy(morning, 'product'), databases.dataDir, sites);
    const statements = lanes.flat().reduce((total, transaction) => total + transaction.length, 0) / lanes.flat().length;
    report(
      `Check-in to assignment, ${SITES} sites, ${CONNECTIONS} database connections, ${statements.toFixed(1)} statements a command`,
      [
        {
          measure: 'commands through HTTP, signed in',
          measured: perSecond(median(product)),
          compared: `${perSecond(median(bare))} bare database`,
          ratio: ratio(median(product) / median(bare)),
          wanted: `≥ ${SHARE_WANTED}`,
          met: median(product) / median(bare) >= SHARE_WANTED,
        },
        {
          measure: `check-in, every site one visitor a second`,
          measured: `p50 ${ms(median(times))}, p99 ${ms(percentile(times, 0.99))}`,
          wanted: `p99 < ${P99_MAX_MS} ms`,
          met: percentile(times, 0.99) < P99_MAX_MS,
        },
      ],
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    await databases.stop();
  }
}

async function openSites(databaseUrl: string, dataDir: string): Promise<Site[]> {
  const world = await startWorld({ databaseUrl, dataDir });
  const sites: Site[] = [];
  for (let n = 0; n < SITES; n++) sites.push(await openSite(world, CONSULTANTS));
  await world.stop();
  return sites;
}

/** Every site receives and sees out, one after the other, all sites side by side. */
async function workThrough(url: string, sites: readonly Site[], visits: number): Promise<void> {
  await Promise.all(
    sites.map(async (site) => {
      const connection = new Connection(url);
      for (let n = 0; n < visits; n++) {
        const visit = visitIn(await checkIn(connection, site));
        if (!visit.server) throw new Error('nobody was assigned');
        visitIn(await seeOut(connection, site, visit.id));
      }
      connection.close();
    }),
  );
}

async function recordLanes(
  databases: BenchDatabases,
  morning: string,
  sites: readonly Site[],
  file: string,
): Promise<Transaction[][]> {
  const databaseUrl = await databases.copy(morning, 'recorded');
  const product = await startProduct({ databaseUrl, dataDir: databases.dataDir, testClock: true, recordTo: file });
  await workThrough(product.url, sites, WARM_UP + VISITS_PER_SITE);
  await product.stop();
  await databases.drop(databaseUrl);
  const transactions = transactionsIn(file);
  const lanes = sites.map((site) =>
    transactions.filter((transaction) => JSON.stringify(transaction).includes(site.id)),
  );
  const expected = 2 * (WARM_UP + VISITS_PER_SITE) * sites.length;
  const found = lanes.reduce((total, lane) => total + lane.length, 0);
  if (found !== expected) throw new Error(`${expected} commands were carried out, ${found} found in the record`);
  return lanes;
}

async function asFastAsPossible(databaseUrl: string, dataDir: string, sites: readonly Site[]): Promise<number> {
  const product = await startProduct({ databaseUrl, dataDir, testClock: true });
  await workThrough(product.url, sites, WARM_UP);
  const began = performance.now();
  await workThrough(product.url, sites, VISITS_PER_SITE);
  const seconds = (performance.now() - began) / 1_000;
  await product.stop();
  return (2 * VISITS_PER_SITE * sites.length) / seconds;
}

/** Far busier than any real morning, yet not saturated: what somebody at the desk waits. */
async function atAPace(databaseUrl: string, dataDir: string, sites: readonly Site[]): Promise<number[]> {
  const product = await startProduct({ databaseUrl, dataDir, testClock: true });
  await workThrough(product.url, sites, WARM_UP);
  const times: number[] = [];
  await Promise.all(
    sites.map(async (site, index) => {
      const connection = new Connection(product.url);
      const began = performance.now();
      for (let second = 0; second < PACED_SECONDS; second++) {
        const moment = (index * 7_919 + second * 104_729) % 1_000; // visitors do not queue up for us: some arrive together
        await sleep(Math.max(0, began + second * 1_000 + moment - performance.now()));
        const reply = await checkIn(connection, site);
        times.push(reply.ms);
        visitIn(await seeOut(connection, site, visitIn(reply).id));
      }
      connection.close();
    }),
  );
  await product.stop();
  return times;
}
