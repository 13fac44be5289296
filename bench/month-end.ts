/**
 * Month end of a large house: a thousand consultants, twenty thousand deals. Their month is closed through HTTP as finance does it; then
 * the statements are added up against what the deals themselves say, to the fen.
 *
 *   npm run bench -- monthend          GUIKE_BENCH_DEALS=2000 GUIKE_BENCH_PEOPLE=100 for a short run
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commission } from '#contract/commission.ts';
import { decideAccrual, decideClawback, type DealStanding, type NewLine, type Shares } from '#core/money/index.ts';
import { defaultsOf } from '#core/kernel/parameters.ts';
import { registry } from '#core/rules.ts';
import { type Database, newId, openDatabase } from '#server/platform/database.ts';
import { insertLines, type LineRow } from '#server/money/store-commission.ts';
import { personAt, startWorld } from '#server/platform/testing/world.ts';
import { type BenchDatabases, openBenchDatabases } from './lib/database.ts';
import { startProduct } from './lib/product.ts';
import { replay, transactionsIn } from './lib/replay.ts';
import { ms, ratio, report } from './lib/report.ts';

const PEOPLE = Number(process.env.GUIKE_BENCH_PEOPLE ?? 1_000);
const DEALS = Number(process.env.GUIKE_BENCH_DEALS ?? 20_000);
const SECONDS_MAX = 60;
const CHUNK = 1_000;
const MONTH = '2024-03';
const rules = { ...defaultsOf(registry.money) };

interface House {
  readonly companyId: string;
  readonly siteId: string;
  readonly finance: { readonly id: string; readonly name: string; readonly token: string };
}

export async function monthEnd(): Promise<void> {
  const databases = await openBenchDatabases();
  const scratch = mkdtempSync(join(tmpdir(), 'guike-record-'));
  try {
    const eve = await databases.create('month_end');
    const house = await livedMonth(eve, databases.dataDir);
    const record = join(scratch, 'statements');
    const closing = await closeOver(databases, eve, house, record);
    const transactions = transactionsIn(record);
    const copy = await databases.copy(eve, 'bare');
    const bare = await timed(() => replay(copy, 1, [transactions], 0));
    const { difference } = closing;
    report(`Month end: ${PEOPLE.toLocaleString('en')} consultants, ${DEALS.toLocaleString('en')} deals`, [
      {
        measure: `closed through HTTP: ${closing.statements} statements, each with its decision in the journal`,
        measured: `${(closing.took / 1_000).toFixed(1)} s`,
        compared: `${(bare / 1_000).toFixed(1)} s the same statements bare`,
        ratio: ratio(bare / closing.took),
        wanted: `< ${SECONDS_MAX} s`,
        met: closing.took < SECONDS_MAX * 1_000 && closing.statements === PEOPLE,
      },
      {
        measure: 'statements against the deals: commission, and what is carried or the house’s',
        measured: `${(closing.paidFen / 100).toLocaleString('en')} yuan`,
        compared: `${(closing.ledgerFen / 100).toLocaleString('en')} yuan`,
        wanted: 'equal to the fen',
        met: difference === 0,
      },
      {
        measure: 'one person’s pay and a page of everybody’s, afterwards',
        measured: `${ms(closing.mine)}, ${ms(closing.everybody)}`,
        wanted: '< 1 s',
        met: Math.max(closing.mine, closing.everybody) < 1_000,
      },
    ]);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    await databases.stop();
  }
}

/** Deals as a busy month leaves them: some paid in full, most in part, some shared, some the house's, some given back. */
async function livedMonth(url: string, dataDir: string): Promise<House> {
  const world = await startWorld({ databaseUrl: url, dataDir });
  const siteId = await world.addSite({ name: '云栖案场' });
  const finance = await world.addPerson({ name: '财务', siteId, role: 'finance' });
  const { companyId } = world;
  await world.setClock('2024-04-01T02:00:00.000Z');
  await world.stop();
  const database = openDatabase(url);
  const at = `${MONTH}-20T02:00:00.000Z`;
  const people = Array.from({ length: PEOPLE }, () => newId());
  await database.inCompany(companyId, async (tx) => {
    await tx.run({
      text: `insert into staff (company_id, id, name, site_id, created_at)
        select $1, id, '顾问' || nth, $3, $4 from unnest($2::uuid[]) with ordinality as p (id, nth)`,
      values: [companyId, people, siteId, at],
    });
  });
  for (let first = 0; first < DEALS; first += CHUNK) await chunk(database, { companyId, siteId, people, first, at });
  await database.pool.query('analyze');
  await database.close();
  return { companyId, siteId, finance };
}

interface Chunk {
  readonly companyId: string;
  readonly siteId: string;
  readonly people: readonly string[];
  readonly first: number;
  readonly at: string;
}
async function chunk(database: Database, { companyId, siteId, people, first, at }: Chunk): Promise<void> {
  const deals = Array.from({ length: Math.min(CHUNK, DEALS - first) }, (_, index) => dealNumber(first + index, people));
  const lines = deals.flatMap((deal) => linesOf(deal, siteId, at));
  await database.inCompany(companyId, async (tx) => {
    await tx.run({
      text: `insert into customers (company_id, id, site_id, kind, name, name_key, pinyin, initials, registered_at, last_activity_at)
        select $1, r.customer, $2, 'person', '客户', '客户', '', '', $3, $3 from jsonb_to_recordset($4::jsonb) as r (customer uuid)`,
      values: [companyId, siteId, at, JSON.stringify(deals.map(({ customer }) => ({ customer })))],
    });
    await tx.run({
      text: `insert into deals (company_id, id, site_id, kind, customer_id, consultant_id, state, state_since, price_fen, paid_fen, number, effective_at,
          signed_at, ended_at, ended_cause, created_at)
        select $1, r.id, $2, 'room', r.customer, r.consultant, case when r.ended then 'cancelled' else 'contracted' end, $3, r.price, r.paid, r.number,
          $3, $3, case when r.ended then $3::timestamptz end, case when r.ended then 'customer' end, $3
        from jsonb_to_recordset($4::jsonb) as r (id uuid, customer uuid, consultant uuid, price bigint, paid bigint, number text, ended boolean)`,
      values: [companyId, siteId, at, JSON.stringify(deals)],
    });
    await insertLines(tx, lines);
  });
}

function dealNumber(nth: number, people: readonly string[]) {
  const price = 50_000_000 + ((nth * 7_919_333) % 200_000_000);
  const consultant = people[nth % people.length] ?? '';
  const other = people[(nth * 31 + 7) % people.length] ?? '';
  const helped = nth % 7 === 0 && other !== consultant;
  const shares: Shares = {
    performance: [{ party: nth % 53 === 0 ? 'department' : consultant, percent: 100 }],
    commission: helped
      ? [
          { party: consultant, percent: 80 },
          { party: other, percent: 20 },
        ]
      : [{ party: nth % 53 === 0 ? 'department' : consultant, percent: 100 }],
  };
  const paid = nth % 3 === 0 ? price : Math.floor((price * ((nth % 90) + 5)) / 100);
  const ended = nth % 41 === 0;
  return { id: newId(), customer: newId(), number: `B-${nth}`, consultant, price, paid, shares, ended };
}

function linesOf(deal: ReturnType<typeof dealNumber>, siteId: string, at: string): LineRow[] {
  const standing: DealStanding = {
    ...{ kind: 'room', stage: 'contracted', priceFen: deal.price, paidFen: deal.paid, loanReport: 'not_needed' },
    ...{ downPaymentFen: 0, papersMissing: false, isDisputed: false },
  };
  const facts = {
    standing,
    shares: deal.shares,
    policy: null,
    onProbation: false,
    rate: null,
    stopped: [],
    balances: [],
  };
  const earned = decideAccrual(rules, facts);
  if (!earned.accepted) throw new Error('never refused');
  const lines: NewLine[] = [...earned.outcome.lines];
  if (deal.ended) {
    const balances = lines.map(({ party, purse, amountFen: fen }) => ({ party, purse, fen }));
    const taken = decideClawback(rules, { cause: 'customer', of: ['performance', 'commission'], balances });
    if (taken.accepted) lines.push(...taken.outcome.lines);
  }
  return lines.map((line) => ({
    ...line,
    ...{ id: newId(), siteId, month: MONTH, dealId: deal.id, clauses: [], earnedAt: at },
    journalId: newId(),
  }));
}

/** What the deals themselves say: one percent of the price, as far as it is paid, unless the deal was given back. */
const ledger = `select sum(case when d.state = 'cancelled' then 0 when d.paid_fen >= d.price_fen then d.price_fen / 100
    else trunc((d.price_fen / 100)::numeric * d.paid_fen / d.price_fen) end)::bigint as fen
  from (select state, price_fen, paid_fen from deals where company_id = $1 and site_id = $2) d`;

async function closeOver(databases: BenchDatabases, eve: string, house: House, recordTo: string) {
  const url = await databases.copy(eve, 'product');
  const product = await startProduct({ databaseUrl: url, dataDir: databases.dataDir, testClock: true, recordTo });
  const { siteId, companyId } = house;
  try {
    const finance = personAt(product.url, house.finance);
    const took = await timed(() => finance.must(commission.closeMonth, { params: { siteId, month: MONTH } }));
    const month = await finance.must(commission.month, { params: { siteId, month: MONTH } });
    const everybody = await timed(() =>
      finance.must(commission.people, { params: { siteId, month: MONTH }, query: { limit: 100 } as never }),
    );
    const mine = await timed(() => finance.must(commission.lines, { query: { siteId, month: MONTH } as never }));
    const database = openDatabase(url);
    const sums = await database.inCompany(companyId, (tx) =>
      tx.row<{ paid: number; carried: number; statements: number }>({
        text: `select coalesce(sum(payable_fen), 0)::bigint as paid, coalesce(sum(carried_out_clawback_fen), 0)::bigint as carried,
          count(*)::int as statements from statements where company_id = $1`,
        values: [companyId],
      }),
    );
    const expected = await database.inCompany(companyId, (tx) =>
      tx.row<{ fen: number }>({ text: ledger, values: [companyId, siteId] }),
    );
    await database.close();
    const paidFen = (sums?.paid ?? 0) - (sums?.carried ?? 0) + month.houseFen;
    const ledgerFen = expected?.fen ?? Number.NaN;
    return {
      took,
      everybody,
      mine,
      statements: sums?.statements ?? 0,
      paidFen,
      ledgerFen,
      difference: paidFen - ledgerFen,
    };
  } finally {
    await product.stop();
  }
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};
