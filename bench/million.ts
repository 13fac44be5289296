/** Recognition while typing and one's own list, with the reader's scope on, over a million customers and over ten thousand. */
import { startWorld } from '#server/platform/testing/world.ts';
import { bodyOf, Connection } from './lib/client.ts';
import { addCrowd, nameOf, phoneOf } from './lib/crowd.ts';
import { type BenchDatabases, openBenchDatabases } from './lib/database.ts';
import { startProduct } from './lib/product.ts';
import { type Line, median, ms, percentile, ratio, report } from './lib/report.ts';

const SMALL = 10_000;
const LARGE = Number(process.env.GUIKE_BENCH_CUSTOMERS ?? 1_000_000);
const CUSTOMERS_PER_SITE = 10_000;
const OWNERS_PER_SITE = 20;
const SAMPLE = 500;
const WARM_UP = 60; // plans and pages are warm, as on any working morning
const P95_MAX_MS = 30;
const GROWTH_MAX = 1.5;

interface Reader {
  readonly consultant: string;
  readonly desk: string;
}

export async function million(): Promise<void> {
  const databases = await openBenchDatabases();
  const houses: House[] = [];
  try {
    for (const [name, size] of [
      ['crowd_small', SMALL],
      ['crowd_large', LARGE],
    ] as const)
      houses.push(await openHouse(databases, name, size));
    const [small, large] = houses;
    if (!small || !large) return;
    const lines: Line[] = [];
    for (const label of Object.keys(questions(SMALL))) lines.push(await compare(label, small, large));
    report(`Finding customers among ${LARGE.toLocaleString('en')}, and among ${SMALL.toLocaleString('en')}`, lines);
  } finally {
    for (const house of houses) await house.close();
    await databases.stop();
  }
}

interface House {
  readonly size: number;
  readonly readers: Reader;
  readonly connection: Connection;
  close(): Promise<void>;
}

async function openHouse(databases: BenchDatabases, name: string, size: number): Promise<House> {
  const databaseUrl = await databases.create(name);
  const readers = await fill(databaseUrl, databases.dataDir, size);
  const product = await startProduct({ databaseUrl, dataDir: databases.dataDir, testClock: true });
  const connection = new Connection(product.url);
  return {
    size,
    readers,
    connection,
    async close() {
      connection.close();
      await product.stop();
    },
  };
}

/** Asked in turn of the small and the large house, so that whatever else the machine does falls on both. */
async function compare(label: string, small: House, large: House): Promise<Line> {
  const times: Record<'small' | 'large', number[]> = { small: [], large: [] };
  for (let n = -WARM_UP; n < SAMPLE; n++) {
    for (const [name, house] of [
      ['small', small],
      ['large', large],
    ] as const) {
      const question = questions(house.size)[label];
      if (!question) continue;
      const took = await timeOf(house, question, n + WARM_UP);
      if (n >= 0) times[name].push(took);
    }
  }
  const [p95, before] = [percentile(times.large, 0.95), percentile(times.small, 0.95)];
  return {
    measure: label,
    measured: `p50 ${ms(median(times.large))}, p95 ${ms(p95)}`,
    compared: `p50 ${ms(median(times.small))}, p95 ${ms(before)}`,
    ratio: ratio(p95 / before),
    wanted: `p95 < ${P95_MAX_MS} ms, ratio ≤ ${GROWTH_MAX}`,
    met: p95 < P95_MAX_MS && p95 / before <= GROWTH_MAX,
  };
}

interface Question {
  readonly as: keyof Reader;
  readonly path: (n: number) => string;
  /** The answer must hold what was asked for, or the time means nothing. */
  readonly isAnswered: (body: never) => boolean;
}

function questions(size: number): Record<string, Question> {
  const customer = (n: number): number => (n * 7_919 * 101) % size;
  const recognise = (q: string): string => `/api/customers/recognise?q=${encodeURIComponent(q)}`;
  const found = (body: { known: unknown[]; strangers: unknown[] }): boolean =>
    body.known.length + body.strangers.length > 0;
  const ofFirstSite = (n: number): number => customer(n) - (customer(n) % Math.max(1, size / CUSTOMERS_PER_SITE));
  return {
    'desk, by whole phone number': {
      as: 'desk',
      path: (n) => recognise(phoneOf(customer(n)).slice(3)),
      isAnswered: found,
    },
    'desk, by the last four digits': {
      as: 'desk',
      path: (n) => recognise(phoneOf(ofFirstSite(n)).slice(-4)),
      isAnswered: () => true,
    },
    'desk, by pinyin': { as: 'desk', path: (n) => recognise(nameOf(ofFirstSite(n)).pinyin), isAnswered: found },
    'desk, by initials': { as: 'desk', path: (n) => recognise(nameOf(ofFirstSite(n)).initials), isAnswered: found },
    'desk, by name': { as: 'desk', path: (n) => recognise(nameOf(ofFirstSite(n)).name), isAnswered: found },
    'consultant, by whole phone number': {
      as: 'consultant',
      path: (n) => recognise(phoneOf(customer(n)).slice(3)),
      isAnswered: found,
    },
    'consultant, by pinyin': {
      as: 'consultant',
      path: (n) => recognise(nameOf(ofFirstSite(n)).pinyin),
      isAnswered: () => true,
    },
    'consultant, own list': {
      as: 'consultant',
      path: () => '/api/customers?limit=50',
      isAnswered: (body: { rows: unknown[] }) => body.rows.length === 50,
    },
  };
}

async function timeOf({ connection, readers }: House, question: Question, n: number): Promise<number> {
  const reply = await connection.call({ method: 'GET', path: question.path(n), token: readers[question.as] });
  if (reply.status !== 200 || !question.isAnswered(bodyOf(reply) as never)) {
    throw new Error(`${question.path(n)} answered ${reply.status}: ${reply.body.slice(0, 300)}`);
  }
  return reply.ms;
}

/** A company whose sites are equally large, so that a reader's own part is the same however large the company is. */
async function fill(databaseUrl: string, dataDir: string, size: number): Promise<Reader> {
  const world = await startWorld({ databaseUrl, dataDir });
  const sites = Math.max(1, size / CUSTOMERS_PER_SITE);
  const siteIds: string[] = [];
  const ownersOfSite: string[][] = [];
  let reader: Reader | null = null;
  for (let site = 0; site < sites; site++) {
    const siteId = await world.addSite();
    siteIds.push(siteId);
    const owners: string[] = [];
    for (let owner = 0; owner < OWNERS_PER_SITE; owner++) {
      const person = await world.addPerson({
        name: `顾问${site}-${owner}`,
        siteId,
        grants: { 'customers.read': 'self' },
      });
      owners.push(person.id);
      if (reader) continue;
      const desk = await world.addPerson({ name: '前台', siteId, grants: { 'customers.read': 'site' } });
      reader = { consultant: person.token, desk: desk.token };
    }
    ownersOfSite.push(owners);
  }
  const { companyId } = world;
  await world.stop();
  await addCrowd(databaseUrl, { companyId, siteIds, ownersOfSite, size });
  if (!reader) throw new Error('there is nobody to read');
  return reader;
}
