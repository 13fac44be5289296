/** 200 people press at the same moment, a hundred times over: one wins, and every other is told who. */
import { randomUUID } from 'node:crypto';
import { claims } from '#contract/claims.ts';
import { customers } from '#contract/customers.ts';
import { type Person, personAt, startWorld, type World } from '#server/platform/testing/world.ts';
import { bodyOf, Connection, type Reply } from './lib/client.ts';
import { openBenchDatabases } from './lib/database.ts';
import { checkIn, openSite, seeOut, type Site, visitIn } from './lib/floor.ts';
import { startProduct } from './lib/product.ts';
import { ms, percentile, report } from './lib/report.ts';

const CONTENDERS = 200;
const ROUNDS = Number(process.env.GUIKE_BENCH_ROUNDS ?? 100);
const ROUNDS_A_DAY = 5; // nobody reaches the daily quota of the pool

const grants = {
  'customers.read': 'self',
  'customers.register': 'site',
  'claims.read': 'self',
  'claims.register': 'self',
  'claims.take': 'site',
} as const;

interface Contender {
  readonly id: string;
  readonly name: string;
  readonly token: string;
}

interface Outcome {
  readonly winners: number;
  /** Refusals with a code and the winner's name in the sentence. */
  readonly told: number;
  readonly others: readonly string[];
  readonly ms: number;
}

export async function races(): Promise<void> {
  const databases = await openBenchDatabases();
  try {
    const databaseUrl = await databases.create('races');
    const world = await startWorld({ databaseUrl, dataDir: databases.dataDir });
    const site = await openSite(world, CONTENDERS, grants);
    const owned = await registerOwned(world, site);
    await world.stop();
    const product = await startProduct({ databaseUrl, dataDir: databases.dataDir, testClock: true });
    const connections = site.consultants.map(() => new Connection(product.url));
    const crowd = { contenders: site.consultants, connections };
    const lines = [
      lineOf('answering one turn', await raceForTurns(product.url, site, crowd)),
      lineOf('taking one pooled customer', await raceForPool(personAt(product.url, world.admin), crowd, owned)),
      lineOf('registering one phone', await raceForPhones(crowd)),
    ];
    report(`${CONTENDERS} people at once, ${ROUNDS} rounds`, lines);
    for (const connection of connections) connection.close();
    await product.stop();
  } finally {
    await databases.stop();
  }
}

interface Crowd {
  readonly contenders: readonly Contender[];
  readonly connections: readonly Connection[];
}

const isTaken = (reply: Reply): boolean => reply.status < 300;
const isNewCustomer = (reply: Reply): boolean => reply.status < 300 && bodyOf<{ kind: string }>(reply).kind === 'new';

function lineOf(measure: string, outcomes: readonly Outcome[]) {
  const clean = outcomes.filter(({ winners, told }) => winners === 1 && told === CONTENDERS - 1).length;
  const codes = [...new Set(outcomes.flatMap(({ others }) => others))].slice(0, 4).join(', ');
  return {
    measure,
    measured: `${clean} of ${outcomes.length} rounds with one winner and ${CONTENDERS - 1} told who`,
    compared:
      codes ||
      `slowest answer of a round, p95 ${ms(
        percentile(
          outcomes.map((outcome) => outcome.ms),
          0.95,
        ),
      )}`,
    wanted: 'every round',
    met: clean === outcomes.length,
  };
}

/** Everybody's request is on its way before the first answer can come back. */
async function race(
  { contenders, connections }: Crowd,
  path: string,
  body: object,
  wins: (reply: Reply) => boolean,
): Promise<Outcome> {
  const replies = await Promise.all(
    connections.map((connection, index) =>
      connection.call({
        method: 'POST',
        path,
        token: contenders[index]?.token ?? '',
        body: { commandId: randomUUID(), ...body },
      }),
    ),
  );
  const winner = contenders[replies.findIndex(wins)];
  const rest = replies.filter((reply) => !wins(reply));
  const told = rest.filter(
    (reply) => reply.status >= 400 && reply.status < 500 && winner && reply.body.includes(winner.name),
  );
  return {
    winners: replies.length - rest.length,
    told: told.length,
    others: rest.filter((reply) => !told.includes(reply)).map((reply) => reply.body.slice(0, 120)),
    ms: Math.max(...replies.map((reply) => reply.ms)),
  };
}

/** Everybody in the line is free, one of them has been called for the visitor, and all of them press "I take it". */
async function raceForTurns(url: string, site: Site, crowd: Crowd): Promise<Outcome[]> {
  const desk = new Connection(url);
  const outcomes: Outcome[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const visit = visitIn(await checkIn(desk, site));
    outcomes.push(await race(crowd, `/api/visits/${visit.id}/acceptance`, {}, isTaken));
    visitIn(await seeOut(desk, site, visit.id));
  }
  desk.close();
  return outcomes;
}

/** Customers who have an owner; two months without a contact later the rulebook itself puts them into the pool. */
async function registerOwned(world: World, site: Site): Promise<string[]> {
  const owner = await world.addPerson({ name: '旧主', siteId: site.id, grants });
  const ids: string[] = [];
  for (let n = 0; n < ROUNDS; n++) {
    const body = { ...visitor, name: '公海', phones: `138${String(10_000_000 + n)}`, differentFromStrangers: true };
    const { customerId } = await owner.must(customers.register, { body } as never);
    await owner.must(claims.register, { params: { customerId }, body: { origin: 'visit' } } as never);
    ids.push(customerId);
  }
  return ids;
}

const visitor = { source: 'walk_in', type: 'end_customer', enquiry: '了解' };

async function raceForPool(admin: Person, crowd: Crowd, owned: readonly string[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [round, customerId] of owned.entries()) {
    if (round % ROUNDS_A_DAY === 0) await setDay(admin, round / ROUNDS_A_DAY);
    outcomes.push(await race(crowd, `/api/pool/${customerId}/claim`, {}, isTaken));
  }
  return outcomes;
}

async function raceForPhones(crowd: Crowd): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const body = { ...visitor, name: '争客', phones: `139${String(10_000_000 + round)}` };
    outcomes.push(await race(crowd, '/api/customers', body, isNewCustomer));
  }
  return outcomes;
}

async function setDay(admin: Person, day: number): Promise<void> {
  const now = new Date(Date.parse('2024-05-20T01:00:00.000Z') + day * 86_400_000).toISOString();
  const answer = await admin.fetch('/api/test/clock', { method: 'POST', body: JSON.stringify({ now }) });
  if (!answer.ok) throw new Error(await answer.text());
}
