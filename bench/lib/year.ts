/** A busy office's year in the journal: weeks lived through HTTP, then copied week after week until it is a year's worth. */
import { randomUUID } from 'node:crypto';
import { desk } from '#contract/desk.ts';
import { type Database, openDatabase } from '#server/platform/database.ts';
import { personAt, startWorld, type World } from '#server/platform/testing/world.ts';
import { Connection, type Reply } from './client.ts';
import { checkIn, openSite, seeOut, type Site, visitIn } from './floor.ts';

export const DECISIONS = Number(process.env.GUIKE_BENCH_DECISIONS ?? 30_000);
const CONSULTANTS = 8;
const VISITS_A_DAY = 60;
const DAYS_LIVED = 20; // then the entries are copied, whole, until it is a year's worth
const BATCH = 200;

export interface Year {
  readonly database: Database;
  readonly companyId: string;
  readonly siteId: string;
  readonly entries: number;
}

/** The database is the caller's to close. */
export async function livedYear(url: string, dataDir: string): Promise<Year> {
  const world = await startWorld({ databaseUrl: url, dataDir });
  const siteId = await liveDays(world);
  await world.stop();
  const database = openDatabase(url, { connections: 2 });
  const { companyId } = world;
  return { database, companyId, siteId, entries: await fillUp(database, companyId) };
}

/** Whole days of one floor: opened, everybody there, visitors received and seen out. */
async function liveDays(world: World): Promise<string> {
  const site = await openSite(world, CONSULTANTS);
  const connection = new Connection(world.server.url);
  const receptionist = personAt(world.server.url, { id: '', name: '前台', token: site.desk });
  for (let day = 0; day < DAYS_LIVED; day++) {
    if (day > 0) await nextDay(world, site, receptionist, day);
    for (let visit = 0; visit < VISITS_A_DAY; visit++) {
      const said = visit % 10 === 3 ? { purpose: 'peer' } : {}; // a competitor comes to look now and then
      const { id } = visitIn(await checkIn(connection, site, randomUUID(), said));
      must(await seeOut(connection, site, id));
    }
  }
  connection.close();
  return site.id;
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

interface Lived {
  readonly id: string;
  readonly at: string;
  /** Input, facts and decision as the database writes them. */
  readonly said: string;
}

/** The same days again, every date in them that many days later: every copy is read, hashed and decided like the first. */
async function fillUp(database: Database, companyId: string): Promise<number> {
  const lived = await database.inCompany(companyId, (tx) =>
    tx.rows<Lived>({
      text: `select id, at, jsonb_build_array(input, facts, decision)::text as said from journal where company_id = $1 order by id`,
      values: [companyId],
    }),
  );
  let have = lived.length;
  for (let copy = 1; have < DECISIONS; copy++) {
    const wanted = lived.slice(0, DECISIONS - have);
    for (let from = 0; from < wanted.length; from += BATCH)
      await insertCopies(database, companyId, wanted.slice(from, from + BATCH), copy * DAYS_LIVED, have + from);
    have += wanted.length;
  }
  await database.system({ text: 'analyze journal' });
  return have;
}

const shifted = (text: string, days: number): string =>
  text.replace(/\b20\d\d-\d\d-\d\d(?=T|")/g, (date) => Temporal.PlainDate.from(date).add({ days }).toString());

/** Ids rise with the order of recording, as the product's do. */
const idOf = (number: number): string => {
  const time = (Date.parse('2025-01-01') + number).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${number.toString(16).padStart(12, '0')}`;
};

const insertCopies = (
  database: Database,
  companyId: string,
  entries: readonly Lived[],
  days: number,
  first: number,
): Promise<number> =>
  database.inCompany(companyId, (tx) =>
    tx.run({
      text: `insert into journal (company_id, id, at, site_id, actor_id, kind, subject_type, subject_id, customer_id, staff_ids,
          rulebook_version_id, input, facts, decision, accepted, clauses, house_clauses, overrides, reason, command_id)
        select j.company_id, c.id, j.at + make_interval(days => $3), j.site_id, j.actor_id, j.kind, j.subject_type, j.subject_id, j.customer_id,
          j.staff_ids, j.rulebook_version_id, c.said -> 0, c.said -> 1, c.said -> 2, j.accepted, j.clauses, j.house_clauses, j.overrides,
          j.reason, j.command_id
        from jsonb_to_recordset($2::jsonb) as c (id uuid, source uuid, said jsonb)
          join journal j on j.company_id = $1 and j.id = c.source
        order by c.id`,
      values: [
        companyId,
        `[${entries.map(({ id, said }, index) => `{"id":"${idOf(first + index)}","source":"${id}","said":${shifted(said, days)}}`).join(',')}]`,
        days,
      ],
    }),
  );
