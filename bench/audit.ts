/** An office's year audited: the chain followed to its end and every decision made again, against reading the same rows bare. */
import { desk } from '#contract/desk.ts';
import { audit, headOf, Sealer } from '#server/journal/index.ts';
import { type Database, openDatabase } from '#server/platform/database.ts';
import { personAt, startWorld, type World } from '#server/platform/testing/world.ts';
import { Connection, type Reply } from './lib/client.ts';
import { openBenchDatabases } from './lib/database.ts';
import { checkIn, openSite, seeOut, type Site, visitIn } from './lib/floor.ts';
import { ms, perSecond, ratio, report } from './lib/report.ts';

const DECISIONS = Number(process.env.GUIKE_BENCH_DECISIONS ?? 30_000);
const CONSULTANTS = 8;
const VISITS_A_DAY = 60;
const DAYS_LIVED = 20; // then the entries are copied, whole, until it is a year's worth
const SECONDS_MAX = 60;
const BATCH = 500;

export async function audits(): Promise<void> {
  const databases = await openBenchDatabases();
  try {
    const url = await databases.create('audit');
    const world = await startWorld({ databaseUrl: url, dataDir: databases.dataDir });
    await liveDays(world);
    await world.stop();
    const database = openDatabase(url, { connections: 2 });
    const { companyId } = world;
    const entries = await fillUp(database, companyId);
    const sealed = await timed(() => sealAll(database, companyId, entries));
    const bare = await timed(() => readBare(database, companyId));
    let findings = 0;
    let decided = 0;
    const audited = await timed(async () => {
      for await (const step of audit(database, { companyId, expected: [] })) {
        findings += step.found.length;
        decided = step.tally.decided;
      }
    });
    const size = await sizeOf(database, companyId);
    report(`An office's year: ${entries.toLocaleString('en')} entries`, [
      {
        measure: `audit: chain followed, ${decided.toLocaleString('en')} decided again, ${findings} findings`,
        measured: `${(audited / 1_000).toFixed(1)} s`,
        compared: `${(bare / 1_000).toFixed(1)} s reading the rows bare`,
        ratio: ratio(bare / audited),
        wanted: `< ${SECONDS_MAX} s, 0 findings`,
        met: audited < SECONDS_MAX * 1_000 && findings === 0,
      },
      {
        measure: 'sealing, in the background',
        measured: `${perSecond(entries / (sealed / 1_000))}, ${ms(sealed / entries)} an entry`,
        wanted: 'more than a floor decides',
        met: entries / (sealed / 1_000) > 1_000,
      },
      {
        measure: 'an entry on disk, with its indexes and its seal',
        measured: `${size.entry} + ${size.indexes} + ${size.seal} bytes`,
        wanted: '',
        met: true,
      },
    ]);
    await database.close();
  } finally {
    await databases.stop();
  }
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

/** Whole days of one floor: opened, everybody there, visitors received and seen out. */
async function liveDays(world: World): Promise<void> {
  const site = await openSite(world, CONSULTANTS);
  const connection = new Connection(world.server.url);
  const receptionist = personAt(world.server.url, { id: '', name: '前台', token: site.desk });
  for (let day = 0; day < DAYS_LIVED; day++) {
    if (day > 0) await nextDay(world, site, receptionist, day);
    for (let visit = 0; visit < VISITS_A_DAY; visit++) {
      const { id } = visitIn(await checkIn(connection, site));
      must(await seeOut(connection, site, id));
    }
  }
  connection.close();
}

const must = (reply: Reply): void => void visitIn(reply);

async function nextDay(
  world: World,
  site: Site,
  receptionist: ReturnType<typeof personAt>,
  day: number,
): Promise<void> {
  const params = { siteId: site.id };
  await world.setClock(new Date(Date.parse('2024-03-04T01:00:00.000Z') + day * 86_400_000).toISOString());
  await receptionist.must(desk.open, { params, body: { order: site.consultants.map(({ id }) => id) } } as never);
  for (const { id } of site.consultants)
    await receptionist.must(desk.presence, { params, body: { status: 'on_floor', staffId: id } } as never);
}

/** The same decisions again under ids of their own: every copy is read, hashed and decided like the first. */
async function fillUp(database: Database, companyId: string): Promise<number> {
  const count = (): Promise<number> =>
    database.inCompany(companyId, async (tx) =>
      Number((await tx.row<{ count: number }>({ text: 'select count(*) as count from journal' }))?.count),
    );
  const lived = await count();
  for (let have = lived; have < DECISIONS; have += lived)
    await database.inCompany(companyId, (tx) =>
      tx.run({
        text: `insert into journal (company_id, id, at, site_id, actor_id, kind, subject_type, subject_id, customer_id, staff_ids,
            rulebook_version_id, input, facts, decision, accepted, clauses, house_clauses, overrides, reason, command_id)
          select company_id, gen_random_uuid(), at, site_id, actor_id, kind, subject_type, subject_id, customer_id, staff_ids,
            rulebook_version_id, input, facts, decision, accepted, clauses, house_clauses, overrides, reason, command_id
          from journal order by recorded_at, id limit $1`,
        values: [Math.min(lived, DECISIONS - have)],
      }),
    );
  await database.system({ text: 'analyze journal' });
  return count();
}

async function sealAll(database: Database, companyId: string, entries: number): Promise<void> {
  const sealer = new Sealer(database);
  for (;;) {
    await sealer.seal(companyId);
    if ((await database.inCompany(companyId, headOf)).sequence === entries) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function readBare(database: Database, companyId: string): Promise<void> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await database.inCompany(companyId, (tx) =>
      tx.rows<{ id: string }>({
        name: 'bench.bare',
        text: `select journal.* from journal where journal.company_id = $1 and journal.id > $2 order by journal.id limit ${BATCH}`,
        values: [companyId, after],
      }),
    );
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}

interface Size {
  readonly entry: number;
  readonly indexes: number;
  readonly seal: number;
}

async function sizeOf(database: Database, companyId: string): Promise<Size> {
  const row = await database.inCompany(companyId, (tx) =>
    tx.row<Size>({
      text: `select (pg_table_size('journal') / count(*))::int as entry, (pg_indexes_size('journal') / count(*))::int as indexes,
        (pg_total_relation_size('journal_seals') / count(*))::int as seal from journal`,
    }),
  );
  return row ?? { entry: 0, indexes: 0, seal: 0 };
}
