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
    grants: {
      'imports.read': 'company',
      'imports.run': 'company',
      'imports.staff': 'company',
      'inventory.edit': 'company',
    },
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

/** What was said about rows that went in. */
async function remarks(): Promise<Record<string, number>> {
  const rows = await inBooks<{ code: string; n: number }>(
    `select p ->> 'code' as code, count(*) as n from import_rows r, jsonb_array_elements(r.problems) p
      where r.company_id = $1 and r.ending = 'create' and p ->> 'severity' = 'warning' group by 1 order by 1`,
  );
  return Object.fromEntries(rows.map(({ code, n }) => [code, n]));
}
const siteOf = async (name: string): Promise<string> =>
  (await inBooks<{ id: string }>('select id from sites where company_id = $1 and name = $2', name))[0]?.id ?? '';

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

test('the price table: eight buildings, every room with its state and price, the totals nobody wrote computed', async () => {
  const sheets = (await uploadFile(clerk, 'unit-prices.xlsx')).imports;
  expect(sheets).toHaveLength(8);
  const rooms = [132, 132, 132, 72, 72, 72, 72, 72];
  for (const [index, sheet] of sheets.entries()) {
    const created = rooms[index] ?? 0;
    expect(await settings(sheet.id, { siteId: await siteOf('云栖案场') })).toEqual({
      rows: created + 2,
      created,
      updated: 0,
      merged: 0,
      returned: 0,
      skipped: 2,
      reasons: {},
    });
  }
  expect(
    await inBooks(`select state, count(*) as n, count(*) filter (where withheld_reason <> '') as said from units
      where company_id = $1 and kind = 'room' group by state order by state`),
  ).toEqual([
    { state: 'available', n: 290, said: 0 },
    { state: 'contracted', n: 94, said: 94 },
    { state: 'withheld', n: 372, said: 372 },
  ]);
  const [sums] = await inBooks(
    `select count(list_price_fen) as priced, count(*) filter (where is_fixed_price) as fixed, count(distinct (building, entrance)) as entrances,
      count(*) filter (where predicted_area = 142.97) as dusty, sum(list_price_fen) as "totalFen", bool_and(list_price_fen % 100 = 0) as whole
      from units where company_id = $1 and kind = 'room'`,
  );
  expect(sums).toEqual({
    priced: 756,
    fixed: 74,
    entrances: 16,
    dusty: 16,
    totalFen: 199_062_075_200,
    whole: true,
  });
  expect(
    await inBooks(
      `select u.code, u.name, u.floor, u.layout, u.predicted_area as area, u.list_price_fen as "listFen", u.floor_price_fen as "floorFen", u.fields
        from units u where u.company_id = $1 and u.code = any($2) order by u.code`,
      ['1#-1-3301', '1#-2-2904'],
    ),
  ).toEqual([
    {
      code: '1#-1-3301',
      name: '云栖府 1# 1单元 3301',
      floor: 33,
      layout: 'A1',
      area: 89.12,
      listFen: 208_852_700,
      floorFen: 202_587_100,
      fields: {},
    },
    {
      code: '1#-2-2904',
      name: '云栖府 1# 2单元 2904',
      floor: 29,
      layout: 'C1',
      area: 142.86,
      listFen: 320_495_700,
      floorFen: 320_495_700,
      fields: { filedPriceFen: 337_363_900 },
    },
  ]);
  expect(await remarks()).toMatchObject({ PRICE_COMPUTED: 11 });
  expect(
    await inBooks(
      `select l.state, count(*) as items from price_lists l join price_list_items i on i.company_id = l.company_id and i.list_id = l.id
        where l.company_id = $1 group by l.id, l.state, l.number order by l.number`,
    ),
  ).toEqual(rooms.map((items) => ({ state: 'approved', items })));
});

test('the vehicle list: wrong numbers come back, dates in every spelling, contradictions are taken carefully and said', async () => {
  const [sheet] = (await uploadFile(clerk, 'vehicle-stock.xlsx')).imports;
  expect(await settings(sheet?.id ?? '', { siteId: await siteOf('滨江展厅') })).toEqual({
    rows: 301,
    created: 296,
    updated: 0,
    merged: 0,
    returned: 4,
    skipped: 1,
    reasons: { VIN_WRONG: 4 },
  });
  expect(
    await inBooks(
      `select min(arrived_on) as first, max(arrived_on) as last, count(arrived_on) as dated, count(*) filter (where vin ~ '[a-z]') as small,
        count(*) filter (where is_marked) as marked from units where company_id = $1 and kind = 'vehicle'`,
    ),
  ).toEqual([{ first: '2025-04-13', last: '2025-11-28', dated: 296, small: 0, marked: 100 }]);
  expect(await remarks()).toMatchObject({ PLACE_CONTRADICTS: 74, ORDER_UNCLEAR: 44 });
  expect(
    await inBooks(
      `select vin, arrived_on as "arrivedOn", stock_state as "stockState", state, withheld_reason as reason from units
        where company_id = $1 and vin = any($2) order by vin`,
      ['LBEAGFP8W6KFLBUW', 'LBEG7AFP8W6KFLBUW', 'LBE1M6SW3X8YS99D3', 'LBEVDMLS35N3FF2A7'],
    ),
  ).toEqual([
    {
      vin: 'LBE1M6SW3X8YS99D3',
      arrivedOn: '2025-05-03',
      stockState: 'test_drive',
      state: 'withheld',
      reason: '试驾车 · 文**',
    },
    { vin: 'LBEG7AFP8W6KFLBUW', arrivedOn: '2025-04-20', stockState: 'display', state: 'available', reason: '' },
    {
      vin: 'LBEVDMLS35N3FF2A7',
      arrivedOn: '2025-05-24',
      stockState: 'in_transit',
      state: 'subscribed',
      reason: '已订 · 苏*',
    },
  ]);
});
