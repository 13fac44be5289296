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
const SAMPLE = 400;
const P95_MAX_MS = 30;
const GROWTH_MAX = 1.5;

interface Reader {
  readonly consultant: string;
  readonly desk: string;
}
type Timings = Readonly<Record<string, readonly number[]>>;

export async function million(): Promise<void> {
  const databases = await openBenchDatabases();
  try {
    const small = await measure(databases, 'crowd_small', SMALL);
    const large = await measure(databases, 'crowd_large', LARGE);
    report(
      `Finding customers among ${LARGE.toLocaleString('en')} and among ${SMALL.toLocaleString('en')}`,
      compare(small, large),
    );
  } finally {
    await databases.stop();
  }
}

function compare(small: Timings, large: Timings): Line[] {
  return Object.entries(large).map(([measure, times]) => {
    const growth = median(times) / median(small[measure] ?? []);
    const p95 = percentile(times, 0.95);
    return {
      measure,
      measured: `p50 ${ms(median(times))}, p95 ${ms(p95)}`,
      compared: `p50 ${ms(median(small[measure] ?? []))}, p95 ${ms(percentile(small[measure] ?? [], 0.95))}`,
      ratio: ratio(growth),
      wanted: `p95 < ${P95_MAX_MS} ms, ratio ≤ ${GROWTH_MAX}`,
      met: p95 < P95_MAX_MS && growth <= GROWTH_MAX,
    };
  });
}

async function measure(databases: BenchDatabases, name: string, size: number): Promise<Timings> {
  const databaseUrl = await databases.create(name);
  const readers = await fill(databaseUrl, databases.dataDir, size);
  const product = await startProduct({ databaseUrl, dataDir: databases.dataDir, testClock: true });
  const connection = new Connection(product.url);
  const timings: Record<string, number[]> = {};
  for (const [label, ask] of Object.entries(questions(size))) {
    await timeOf(connection, readers, ask, 60); // plans and pages are warm, as on any working morning
    timings[label] = await timeOf(connection, readers, ask, SAMPLE);
  }
  connection.close();
  await product.stop();
  await databases.drop(databaseUrl);
  return timings;
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

async function timeOf(connection: Connection, readers: Reader, question: Question, times: number): Promise<number[]> {
  const sample: number[] = [];
  for (let n = 0; n < times; n++) {
    const reply = await connection.call({ method: 'GET', path: question.path(n), token: readers[question.as] });
    if (reply.status !== 200 || !question.isAnswered(bodyOf(reply) as never)) {
      throw new Error(`${question.path(n)} answered ${reply.status}: ${reply.body.slice(0, 300)}`);
    }
    sample.push(reply.ms);
  }
  return sample;
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
