/**
 * Kills the server, the database, or both with kill -9 while the house works, thirty times over, and starts again what does not start
 * itself. Afterwards every command that was ever acknowledged must be in the database exactly once, and nothing may be half done.
 *
 *   npm run bench -- kill9          GUIKE_BENCH_ROUNDS=5 for a short run
 */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { migrate } from '#server/platform/migrate.ts';
import { startPostgres } from '#server/platform/postgres/index.ts';
import { startWorld } from '#server/platform/testing/world.ts';
import { audit, type Finding } from './lib/audit.ts';
import { bodyOf, Connection, type Reply } from './lib/client.ts';
import { checkIn, openSite, type Site, seeOut, visitIn } from './lib/floor.ts';
import { type Product, startProduct } from './lib/product.ts';
import { ms, percentile, report } from './lib/report.ts';

const ROUNDS = Number(process.env.GUIKE_BENCH_ROUNDS ?? 30);
const SITES = 8;
const CONSULTANTS = 6;
const REGISTERING = 8;
const RECOVERY_MS_MAX = 60_000;
const victims = ['server', 'database', 'both'] as const;

interface Acknowledged {
  readonly commandId: string;
  /** The row that the answer promised. */
  readonly table: 'customers' | 'visits';
  readonly id: string;
}

interface Load {
  url: string;
  stopped: boolean;
  readonly acknowledged: Acknowledged[];
  repeated: number;
}

export async function kill9(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'guike-kill9-'));
  let product: Product | null = null;
  try {
    const sites = await openHouse(dataDir);
    product = await startProduct({ dataDir, testClock: true });
    const load: Load = { url: product.url, stopped: false, acknowledged: [], repeated: 0 };
    const port = Number(new URL(product.url).port);
    const workers = [
      ...sites.map((site) => receive(load, site)),
      ...Array.from({ length: REGISTERING }, (_, n) => register(load, sites, n)),
    ];
    const recoveries: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await sleep(400 + ((round * 7_919) % 900)); // somewhere in the middle of the work, never at the same place
      const began = performance.now();
      product = await kill(victims[round % victims.length] ?? 'both', product, dataDir, port);
      await untilHealthy(product.url);
      recoveries.push(performance.now() - began);
      process.stderr.write(`\rround ${round + 1}/${ROUNDS}, ${load.acknowledged.length} acknowledged`);
    }
    await sleep(1_000);
    load.stopped = true;
    await Promise.all(workers);
    await product.stop();
    reportOn(await findings(dataDir, load.acknowledged), load, recoveries);
  } finally {
    await product?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function openHouse(dataDir: string): Promise<Site[]> {
  const postgres = await startPostgres({ dataDir });
  await migrate(postgres.url);
  const world = await startWorld({ databaseUrl: postgres.url, dataDir });
  const sites: Site[] = [];
  const grants = { 'customers.register': 'site', 'claims.register': 'self' } as const;
  for (let n = 0; n < SITES; n++) sites.push(await openSite(world, CONSULTANTS, grants));
  await world.stop();
  await postgres.stop();
  return sites;
}

async function kill(
  victim: (typeof victims)[number],
  product: Product,
  dataDir: string,
  port: number,
): Promise<Product> {
  const databasePid = databasePidOf(dataDir);
  if (victim !== 'server') process.kill(databasePid, 'SIGKILL');
  if (victim !== 'database') {
    const exited = once(product.child, 'exit');
    product.child.kill('SIGKILL');
    await exited;
    return startProduct({ dataDir, port, testClock: true });
  }
  // The product itself must bring the database back; old connections may answer for a moment after the kill.
  while (databasePidOf(dataDir) === databasePid) await sleep(20);
  return product;
}

/** NaN in the moment between two servers. */
function databasePidOf(dataDir: string): number {
  try {
    return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return Number.NaN;
  }
}

async function untilHealthy(url: string): Promise<void> {
  const deadline = Date.now() + RECOVERY_MS_MAX;
  while (Date.now() < deadline) {
    const answer = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
    if (answer?.ok) return;
    await sleep(20);
  }
  throw new Error('the product did not recover');
}

/** Sends a command until it has an answer that stands, always with the same command id, as a careful client does. */
async function insist(
  load: Load,
  send: (commandId: string) => Promise<Reply>,
): Promise<{ reply: Reply; commandId: string } | null> {
  const commandId = randomUUID();
  for (let attempt = 0; ; attempt++) {
    const reply = await send(commandId).catch(() => null);
    if (reply && reply.status < 500) return { reply, commandId };
    load.repeated++;
    if (load.stopped && attempt > 200) return null;
    await sleep(100);
  }
}

async function receive(load: Load, site: Site): Promise<void> {
  const connection = new Connection(load.url);
  while (!load.stopped) {
    const received = await insist(load, (commandId) => checkIn(connection, site, commandId));
    if (!received) break;
    const visit = visitIn(received.reply);
    load.acknowledged.push({ commandId: received.commandId, table: 'visits', id: visit.id });
    await insist(load, (commandId) => seeOut(connection, site, visit.id, commandId));
  }
  connection.close();
}

async function register(load: Load, sites: readonly Site[], worker: number): Promise<void> {
  const connection = new Connection(load.url);
  const consultant = sites[worker % sites.length]?.consultants[worker % CONSULTANTS];
  for (let n = 0; !load.stopped; n++) {
    const phones = `13${worker}${String(10_000_000 + n)}`;
    const body = {
      name: '来客',
      phones,
      source: 'walk_in',
      type: 'end_customer',
      enquiry: '了解',
      differentFromStrangers: true,
    };
    const sent = await insist(load, (commandId) =>
      connection.call({
        method: 'POST',
        path: '/api/customers',
        token: consultant?.token ?? '',
        body: { commandId, ...body },
      }),
    );
    if (!sent) break;
    if (sent.reply.status >= 300) throw new Error(`registering was refused: ${sent.reply.body.slice(0, 300)}`);
    const { customerId } = bodyOf<{ customerId: string }>(sent.reply);
    load.acknowledged.push({ commandId: sent.commandId, table: 'customers', id: customerId });
  }
  connection.close();
}

async function findings(dataDir: string, acknowledged: readonly Acknowledged[]): Promise<Finding[]> {
  const postgres = await startPostgres({ dataDir });
  const admin = new URL(postgres.adminUrl);
  admin.pathname = '/guike';
  const client = new pg.Client({ connectionString: admin.href });
  await client.connect();
  const lost: Finding[] = [];
  for (const table of ['customers', 'visits'] as const) {
    const promised = acknowledged.filter((one) => one.table === table);
    const { rows } = await client.query<{ lost: number }>(
      `select count(*)::int as lost from unnest($1::uuid[], $2::uuid[]) promised (id, command_id)
        where not exists (select 1 from ${table} where ${table}.id = promised.id)
           or 1 <> (select count(*) from commands where commands.id = promised.command_id and response is not null)`,
      [promised.map(({ id }) => id), promised.map(({ commandId }) => commandId)],
    );
    lost.push({ what: `acknowledged ${table} lost (of ${promised.length})`, offenders: rows[0]?.lost ?? -1 });
  }
  await client.end();
  const rest = await audit(admin.href);
  await postgres.stop();
  return [...lost, ...rest];
}

function reportOn(found: readonly Finding[], load: Load, recoveries: readonly number[]): void {
  report(`kill -9 of server, database and both in turn, ${ROUNDS} rounds under load`, [
    ...found.map(({ what, offenders }) => ({
      measure: what,
      measured: String(offenders),
      wanted: '0',
      met: offenders === 0,
    })),
    {
      measure: 'from the kill to the next healthy answer',
      measured: `p50 ${ms(percentile(recoveries, 0.5))}, worst ${ms(Math.max(...recoveries))}`,
      compared: `${load.repeated} calls repeated`,
      wanted: `< ${RECOVERY_MS_MAX / 1_000} s`,
      met: true,
    },
  ]);
}
