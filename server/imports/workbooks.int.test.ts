/** The real workbooks, in the order an office would bring them: every row of every sheet ends somewhere, and the sums are exact. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { isComplete, type Tally } from '#core/imports/index.ts';
import { type Person, startWorld, type World } from '#server/platform/testing/world.ts';
import { check, configure, run, uploadFile } from './testing.ts';

vi.setConfig({ testTimeout: 900_000 });

let world: World;
let clerk: Person;
beforeAll(async () => {
  world = await startWorld();
  await world.setClock('2026-03-01T00:00:00Z');
  clerk = await world.addPerson({
    name: '导入员',
    grants: { 'imports.read': 'company', 'imports.run': 'company', 'imports.staff': 'company' },
  });
});
afterAll(() => world.stop());

const inBooks = <Row>(text: string, ...values: unknown[]): Promise<Row[]> =>
  world.server.runtime.database.inCompany(world.companyId, (tx) =>
    tx.rows<Row>({ text, values: [world.companyId, ...values] }),
  );
const numbered = async (number: string): Promise<string> =>
  (await inBooks<{ id: string }>('select id from staff where company_id = $1 and number = $2', number))[0]?.id ?? '';
const named = async (name: string): Promise<string> =>
  (await inBooks<{ id: string }>('select id from staff where company_id = $1 and name = $2', name))[0]?.id ?? '';

/** Why rows came back, each row counted under each of its errors. */
async function reasons(importId: string): Promise<Record<string, number>> {
  const rows = await inBooks<{ code: string; n: number }>(
    `select p ->> 'code' as code, count(*) as n from import_rows r, jsonb_array_elements(r.problems) p
      where r.company_id = $1 and r.import_id = $2 and r.ending = 'return' and p ->> 'severity' = 'error' group by 1 order by 1`,
    importId,
  );
  return Object.fromEntries(rows.map(({ code, n }) => [code, n]));
}

const sums = ({ rows, created, updated, merged, returned, skipped }: Tally) => ({
  rows,
  created,
  updated,
  merged,
  returned,
  skipped,
});

/** Tries, then runs: every row is accounted for once, and what the dry run foretold is what happened. */
async function tryAndRun(importId: string) {
  const { checkTally } = await check(clerk, importId);
  const done = await run(clerk, importId);
  expect(done.state).toBe('done');
  expect(isComplete(done.tally)).toBe(true);
  expect(done.tally.rows).toBe(done.rowCount);
  expect(checkTally).toEqual(done.tally);
  return { ...sums(done.tally), reasons: await reasons(importId) };
}

async function settings(importId: string, changes: Record<string, unknown>) {
  await configure(clerk, importId, changes);
  return tryAndRun(importId);
}

test('staff: everybody in, their sites and teams opened, those who had left on the books', async () => {
  const [present, left] = (await uploadFile(clerk, 'staff.xlsx')).imports;
  expect(await tryAndRun(present?.id ?? '')).toEqual({
    rows: 46,
    created: 45,
    updated: 0,
    merged: 0,
    returned: 0,
    skipped: 1,
    reasons: {},
  });
  expect(await tryAndRun(left?.id ?? '')).toEqual({
    rows: 8,
    created: 7,
    updated: 0,
    merged: 0,
    returned: 0,
    skipped: 1,
    reasons: {},
  });
  expect(
    await inBooks(`select count(*) filter (where number is not null) as staff, count(*) filter (where status = 'left') as "left",
      count(*) filter (where status = 'on_leave') as "onLeave", count(mentor_id) as mentored, count(distinct site_id) as sites from staff where company_id = $1`),
  ).toEqual([{ staff: 45, left: 7, onLeave: 5, mentored: 6, sites: 3 }]);
});

test('customers from a GBK export: duplicates merged, families joined, two colleagues of one name answered once', async () => {
  const [sheet] = (await uploadFile(clerk, 'customers-gbk.csv')).imports;
  const tried = await check(clerk, sheet?.id ?? '');
  expect(tried.questions).toEqual([{ written: '龚涛', rows: 655, code: 'STAFF_AMBIGUOUS', answer: null }]);
  expect(sums(tried.checkTally ?? tried.tally)).toEqual({
    rows: 10_001,
    created: 8604,
    updated: 0,
    merged: 738,
    returned: 658,
    skipped: 1,
  });
  const answers = { 龚涛: await numbered('GK121') };
  expect(await settings(sheet?.id ?? '', { answers })).toEqual({
    rows: 10_001,
    created: 9197,
    updated: 0,
    merged: 800,
    returned: 3,
    skipped: 1,
    reasons: { PHONE_OF_ANOTHER: 3 },
  });
  const [books] = await inBooks(
    `select count(*) as customers, count(owner_id) as owned, count(*) filter (where kind = 'company') as companies from customers where company_id = $1`,
  );
  expect(books).toMatchObject({ customers: 9197, owned: 9197 });
});

test('the visit register: dates in every spelling, phones in every shape, a total row, and each visit on its own day', async () => {
  const [visits, calls] = (await uploadFile(clerk, 'visits.xlsx')).imports;
  const answers = { 龚涛: await numbered('GK121'), 经理: await numbered('GK102'), 小王: await numbered('GK136') };
  expect(await settings(visits?.id ?? '', { answers })).toEqual({
    rows: 2303,
    created: 2211,
    updated: 0,
    merged: 0,
    returned: 66,
    skipped: 26,
    reasons: { CUSTOMER_AMBIGUOUS: 6, PHONE_OF_ANOTHER: 24, PHONE_UNREADABLE: 36 },
  });
  expect(await settings(calls?.id ?? '', { answers })).toEqual({
    rows: 601,
    created: 579,
    updated: 0,
    merged: 0,
    returned: 21,
    skipped: 1,
    reasons: { CUSTOMER_AMBIGUOUS: 2, PHONE_OF_ANOTHER: 12, PHONE_UNREADABLE: 7 },
  });
  expect(
    await inBooks(
      `select min(day) as first, max(day) as last, count(*) as visits, count(distinct day) as days from visits where company_id = $1`,
    ),
  ).toEqual([{ first: '2025-01-02', last: '2025-11-27', visits: 2211, days: 330 }]);
  expect(
    await inBooks(`select count(*) as calls, count(customer_id) as "withCustomer" from calls where company_id = $1`),
  ).toEqual([{ calls: 579, withCustomer: 458 }]);
});

test('follow-ups keep their author and date; one whose author or customer is unknown comes back', async () => {
  const [sheet] = (await uploadFile(clerk, 'follow-ups.xlsx')).imports;
  const unanswered = await check(clerk, sheet?.id ?? '');
  expect(unanswered.questions.map(({ written, rows, code }) => [written, rows, code])).toEqual([
    ['龚涛', 397, 'STAFF_AMBIGUOUS'],
    ['已离职', 307, 'STAFF_LEFT_UNNAMED'],
  ]);
  const answers = { 龚涛: await numbered('GK121'), 已离职: await named('诸葛丽秀') };
  expect(await settings(sheet?.id ?? '', { answers })).toEqual({
    rows: 6001,
    created: 5323,
    updated: 0,
    merged: 1,
    returned: 676,
    skipped: 1,
    reasons: {
      CUSTOMER_AMBIGUOUS: 144,
      CUSTOMER_UNKNOWN: 394,
      DATE_YEAR_UNCLEAR: 9,
      PHONE_OF_ANOTHER: 52,
      PHONE_UNREADABLE: 77,
    },
  });
  expect(
    await inBooks(
      `select p.name as author, (f.at at time zone 'Asia/Shanghai')::date as day, f.channel, f.body, f.next_on as "nextOn"
      from follow_ups f join staff p on p.company_id = f.company_id and p.id = f.author_id join import_rows r on r.company_id = f.company_id and r.record_id = f.id
      where f.company_id = $1 and r.import_id = $2 and r.row_index = 1`,
      sheet?.id,
    ),
  ).toEqual([{ author: '常凯思', day: '2025-05-20', channel: 'visit', body: '约周末再看', nextOn: '2025-06-01' }]);
});

test('stock lists are recognised and come back whole, with the reason', async () => {
  for (const [name, titles] of [
    ['vehicle-stock.xlsx', 1],
    ['unit-prices.xlsx', 2],
  ] as const)
    for (const { id, rowCount } of (await uploadFile(clerk, name)).imports) {
      const data = rowCount - titles;
      expect(await tryAndRun(id)).toEqual({
        rows: rowCount,
        created: 0,
        updated: 0,
        merged: 0,
        returned: data,
        skipped: titles,
        reasons: { TARGET_NOT_READY: data },
      });
    }
});
