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
import { customers } from '#contract/customers.ts';
import { inventory } from '#contract/inventory.ts';
import { openCounter, subscribed } from '../server/money/ledger.testing.ts';
import { migrate } from '#server/platform/migrate.ts';
import { startPostgres } from '#server/platform/postgres/index.ts';
import { startWorld, type World } from '#server/platform/testing/world.ts';
import { audit, type Finding } from './lib/audit.ts';
import { type Case, caseQuestions, casesAt, workOff } from './lib/cases.ts';
import { bodyOf, Connection, type Reply } from './lib/client.ts';
import { checkIn, openSite, type Site, seeOut, visitIn } from './lib/floor.ts';
import { type Product, startProduct } from './lib/product.ts';
import { ms, percentile, report } from './lib/report.ts';

const ROUNDS = Number(process.env.GUIKE_BENCH_ROUNDS ?? 30);
const SITES = 8;
const CONSULTANTS = 6;
const REGISTERING = 8;
const HOLDING = 8; // two people after each room
const ROOMS = 4;
const PAYING = 4; // two cashiers at each deal
const DEALS = 2;
const CASES = 4;
const RECOVERY_MS_MAX = 60_000;
const victims = ['server', 'database', 'both'] as const;

interface Acknowledged {
  readonly commandId: string;
  /** The row that the answer promised. */
  readonly table: 'customers' | 'visits' | 'holds' | 'receipts' | 'journal';
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
    const { sites, keen, counters, cases } = await openHouse(dataDir);
    product = await startProduct({ dataDir, testClock: true });
    const load: Load = { url: product.url, stopped: false, acknowledged: [], repeated: 0 };
    const port = Number(new URL(product.url).port);
    const workers = [
      ...sites.map((site) => receive(load, site)),
      ...Array.from({ length: REGISTERING }, (_, n) => register(load, sites, n)),
      ...keen.map((who) => hold(load, who)),
      ...counters.map((counter) => takeMoney(load, counter)),
      ...cases.map((one) => runCases(load, one)),
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

/** Somebody who wants one room for a customer, and lets go of it again. */
interface Keen {
  readonly token: string;
  readonly unitId: string;
  readonly customerId: string;
}

/** A cashier, and the deal whose money comes in. */
interface Paying {
  readonly token: string;
  readonly dealId: string;
}

interface House {
  readonly sites: Site[];
  readonly keen: Keen[];
  readonly counters: Paying[];
  readonly cases: Case[];
}
async function openHouse(dataDir: string): Promise<House> {
  const postgres = await startPostgres({ dataDir });
  await migrate(postgres.url);
  const world = await startWorld({ databaseUrl: postgres.url, dataDir });
  const sites: Site[] = [];
  const grants = { 'customers.register': 'site', 'claims.register': 'self' } as const;
  for (let n = 0; n < SITES; n++) sites.push(await openSite(world, CONSULTANTS, grants));
  const keen = await keenOn(world, sites[0]?.id ?? '');
  const counters = await payingAt(world);
  const cases = await casesAt(world, sites[1]?.id ?? '', CASES);
  await world.stop();
  await postgres.stop();
  return { sites, keen, counters, cases };
}

async function keenOn(world: World, siteId: string): Promise<Keen[]> {
  const manager = await world.addPerson({ name: '经理', siteId, role: 'manager' });
  const units: string[] = [];
  for (let room = 0; room < ROOMS; room++) {
    const body = { kind: 'room', code: `1#-${room}`, room: String(room), building: '1#' } as const;
    units.push((await manager.must(inventory.addUnit, { params: { siteId }, body } as never)).unit.id);
  }
  const keen: Keen[] = [];
  for (let n = 0; n < HOLDING; n++) {
    const { token } = await world.addPerson({ name: `选房${n}`, siteId, role: 'consultant' });
    const body = { ...stranger, phones: `150${String(10_000_000 + n)}` };
    const { customerId } = await manager.must(customers.register, { body } as never);
    keen.push({ token, unitId: units[n % ROOMS] ?? '', customerId });
  }
  return keen;
}
async function payingAt(world: World): Promise<Paying[]> {
  const counter = await openCounter(world);
  const deals: string[] = [];
  for (let n = 0; n < DEALS; n++)
    deals.push(await subscribed(counter, counter.mei, { priceFen: 10_000_000_000_00, depositFen: 0 }));
  const paying: Paying[] = [];
  for (let n = 0; n < PAYING; n++) {
    const { token } = await counter.site.hire(`出纳${n}`, 'finance');
    paying.push({ token, dealId: deals[n % DEALS] ?? '' });
  }
  return paying;
}
const stranger = {
  ...{ name: '来客', source: 'walk_in', type: 'end_customer', enquiry: '了解', differentFromStrangers: true },
};

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
    const body = { ...stranger, phones };
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

/** Whoever has the room is left it for a moment; the other is told, and tries again. */
async function hold(load: Load, { token, unitId, customerId }: Keen): Promise<void> {
  const connection = new Connection(load.url);
  const send = (path: string, body: object) => (commandId: string) =>
    connection.call({ method: 'POST', path, token, body: { commandId, ...body } });
  while (!load.stopped) {
    const placed = await insist(load, send(`/api/units/${unitId}/holds`, { customerId }));
    if (!placed) break;
    if (placed.reply.status === 409) {
      await sleep(20);
      continue;
    }
    if (placed.reply.status >= 300) throw new Error(`holding was refused: ${placed.reply.body.slice(0, 300)}`);
    const { id } = bodyOf<{ hold: { id: string } }>(placed.reply).hold;
    load.acknowledged.push({ commandId: placed.commandId, table: 'holds', id });
    await insist(load, send(`/api/holds/${id}/release`, {}));
  }
  connection.close();
}

async function takeMoney(load: Load, { token, dealId }: Paying): Promise<void> {
  const connection = new Connection(load.url);
  const path = `/api/money/deals/${dealId}/receipts`;
  while (!load.stopped) {
    const body = { kind: 'instalment', amountFen: 1_00, method: 'cash' };
    const taken = await insist(load, (commandId) =>
      connection.call({ method: 'POST', path, token, body: { commandId, ...body } }),
    );
    if (!taken) break;
    if (taken.reply.status >= 300) throw new Error(`money was refused: ${taken.reply.body.slice(0, 300)}`);
    const { id } = bodyOf<{ receipt: { id: string } }>(taken.reply).receipt;
    load.acknowledged.push({ commandId: taken.commandId, table: 'receipts', id });
    await sleep(20);
  }
  connection.close();
}

/** Put up, returned, put up again, taken back, signed, worked off, signed, filed: over and over. */
async function runCases(load: Load, one: Case): Promise<void> {
  const connection = new Connection(load.url);
  const send = (token: string, path: string, body: object) =>
    insist(load, (commandId) => connection.call({ method: 'POST', path, token, body: { commandId, ...body } }));
  const told = ({ commandId, journalId }: { commandId: string; journalId: string }) =>
    void load.acknowledged.push({ commandId, table: 'journal', id: journalId });
  while (!load.stopped && (await workOff(one, send, told))) await sleep(20);
  connection.close();
}

const named: Readonly<Record<string, string>> = { journal: 'steps through approvals' };

async function findings(dataDir: string, acknowledged: readonly Acknowledged[]): Promise<Finding[]> {
  const postgres = await startPostgres({ dataDir });
  const admin = new URL(postgres.adminUrl);
  admin.pathname = '/guike';
  const client = new pg.Client({ connectionString: admin.href });
  await client.connect();
  const lost: Finding[] = [];
  for (const table of ['customers', 'visits', 'holds', 'receipts', 'journal'] as const) {
    const promised = acknowledged.filter((one) => one.table === table);
    const { rows } = await client.query<{ lost: number }>(
      `select count(*)::int as lost from unnest($1::uuid[], $2::uuid[]) promised (id, command_id)
        where not exists (select 1 from ${table} where ${table}.id = promised.id)
           or 1 <> (select count(*) from commands where commands.id = promised.command_id and response is not null)`,
      [promised.map(({ id }) => id), promised.map(({ commandId }) => commandId)],
    );
    lost.push({
      what: `acknowledged ${named[table] ?? table} lost (of ${promised.length})`,
      offenders: rows[0]?.lost ?? -1,
    });
  }
  await client.end();
  const rest = await audit(admin.href, caseQuestions);
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
