/** The real workbooks, in the order an office would bring them: every row of every sheet ends somewhere, and the sums are exact. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isComplete, type Tally } from '#core/imports/index.ts';
import { type Person, startWorld, type World } from '#server/platform/testing/world.ts';
import { check, configure, run, uploadFile } from './testing.ts';

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

const one = <Row>(text: string, values: unknown[] = []) =>
  world.server.runtime.database.inCompany(world.companyId, (tx) =>
    tx.row<Row>({ text, values: [world.companyId, ...values] }),
  );
const _tallyOf = (tally: Tally) => [
  tally.rows,
  tally.created,
  tally.updated,
  tally.merged,
  tally.returned,
  tally.skipped,
];
async function reasons(importId: string): Promise<Record<string, number>> {
  const rows = await world.server.runtime.database.inCompany(world.companyId, (tx) =>
    tx.rows<{ code: string; n: number }>({
      text: `select p ->> 'code' as code, count(*) as n from import_rows r, jsonb_array_elements(r.problems) p
        where r.company_id = $1 and r.import_id = $2 and r.ending = 'return' and p ->> 'severity' = 'error' group by 1 order by 1`,
      values: [world.companyId, importId],
    }),
  );
  return Object.fromEntries(rows.map(({ code, n }) => [code, n]));
}
const staffId = async (number: string) =>
  (await one<{ id: string }>('select id from staff where company_id = $1 and number = $2', [number]))?.id ?? '';

/** Tries, then runs: what the dry run foretold is what happens. */
async function tryAndRun(importId: string) {
  const tried = await check(clerk, importId);
  const done = await run(clerk, importId);
  console.log(
    done.sheetName,
    done.state,
    done.problem,
    JSON.stringify(tried.checkTally),
    JSON.stringify(done.tally),
    JSON.stringify(await reasons(importId)),
    JSON.stringify(done.questions).slice(0, 300),
  );
  const det = await world.server.runtime.database.inCompany(world.companyId, (tx) =>
    tx.rows<any>({
      text: `select p ->> 'detail' as d, count(*) as n, min(row_index+1) ex, min(cells::text) c from import_rows r, jsonb_array_elements(r.problems) p where r.company_id = $1 and r.import_id = $2 and p ->> 'code' = 'RULE_REFUSED' group by 1`,
      values: [world.companyId, importId],
    }),
  );
  if (det.length) console.log(JSON.stringify(det));
  expect(isComplete(done.tally)).toBe(true);
  expect(done.tally.rows).toBe(done.rowCount);
  return { tried, done };
}

describe('an office moves in', () => {
  test('staff: everybody in, sites and teams opened, those who have left on the books', async () => {
    const file = await uploadFile(clerk, 'staff.xlsx');
    for (const sheet of file.imports) await tryAndRun(sheet.id);
    console.log(
      await one(
        `select count(*) n, count(*) filter (where status='left') l, count(*) filter (where status='on_leave') o, count(mentor_id) m, count(distinct site_id) s from staff where company_id=$1`,
      ),
    );
  });
  test('customers', async () => {
    const file = await uploadFile(clerk, 'customers-gbk.csv');
    for (const sheet of file.imports) {
      await tryAndRun(sheet.id);
      const d = await configure(clerk, sheet.id, { answers: { 龚涛: await staffId('GK121') } });
      console.log(JSON.stringify(d.tally));
      await tryAndRun(sheet.id);
    }
    console.log(await one(`select count(*) n, count(owner_id) o from customers where company_id=$1`));
  });
  test('visits', async () => {
    const file = await uploadFile(clerk, 'visits.xlsx');
    for (const sheet of file.imports) await tryAndRun(sheet.id);
  });
  test('follow-ups', async () => {
    const file = await uploadFile(clerk, 'follow-ups.xlsx');
    for (const sheet of file.imports) await tryAndRun(sheet.id);
  });
  test('stock', async () => {
    for (const name of ['vehicle-stock.xlsx', 'unit-prices.xlsx']) {
      const file = await uploadFile(clerk, name);
      for (const sheet of file.imports) await tryAndRun(sheet.id);
    }
  });
});
