/** The demo is made by the product's own commands, so it meets the rules, and its floor must be running. */
import { copyFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeDemoOnce } from '#cli/start.ts';
import { openDatabase } from '#server/platform/database.ts';
import { freshDatabase } from '#server/platform/testing/fresh-database.ts';
import { makeDemo } from './index.ts';
import { makeDemoFromWorkbooks } from './workbooks.ts';

const count = async (url: string, text: string): Promise<Record<string, number>> => {
  const database = openDatabase(url, { connections: 1 });
  const [company] = await database.system<{ id: string }>({ text: 'select id from companies' });
  const row = await database.inCompany(company?.id ?? '', (tx) => tx.row<Record<string, number>>({ text }));
  await database.close();
  return row ?? {};
};

test('three sites, forty people, customers with a past, and a floor at work at the hour it is made', {
  timeout: 300_000,
}, async () => {
  const databaseUrl = await freshDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'guike-demo-'));
  const now = '2026-03-05T03:00:00.000Z'; // eleven in the morning in Shanghai
  const { logins, refused } = await makeDemo({ databaseUrl, dataDir, customers: 300, livedDays: 2, now });
  // Whoever wants to go to lunch while serving is told to finish first; nothing else is refused.
  expect([...refused.keys()].filter((key) => !key.endsWith(' STILL_WITH_CUSTOMER'))).toEqual([]);
  expect(new Set(logins.map((login) => login.role)).size).toBe(logins.length); // one login for every role
  const made = await count(
    databaseUrl,
    `select (select count(*) from sites)::int as sites, (select count(*) from staff)::int as staff,
      (select count(*) from customers)::int as customers, (select count(*) from follow_ups)::int as contacts,
      (select count(*) from visits where state in ('called', 'serving', 'waiting'))::int as "onFloor",
      (select count(*) from desk_sheets where day = '2026-03-05')::int as sheets,
      (select count(*) from disputes where state <> 'settled')::int as disputes,
      (select max(number) from rulebook_versions)::int as version, (select count(*) from rulebook_signatures)::int as signatures,
      (select count(*) from rulebook_reviews where verdict = 'waiting')::int as reviews,
      (select count(*) from simulations where state = 'waiting')::int as simulations`,
  );
  expect(made.sites).toBe(3);
  expect(made.staff).toBeGreaterThanOrEqual(40);
  expect(made.customers).toBeGreaterThan(290);
  expect(made.contacts).toBeGreaterThan(300);
  expect(made.onFloor).toBeGreaterThan(0);
  expect(made.sheets).toBe(3);
  expect(made.disputes).toBe(3);
  // The living rulebook: a clause on contracts, a third version that most have signed, a draft under review and its simulation, done once the server runs.
  expect(made).toMatchObject({ version: 3, reviews: 1, simulations: 2 });
  expect(made.signatures).toBeGreaterThan(30);
  // From the unit to the payslip: the house has sold for two months and a half, and every stage is somewhere to be seen.
  const sold = await count(
    databaseUrl,
    `select (select count(*) from units where kind = 'room')::int as rooms, (select count(*) from holds where state = 'live')::int as held,
      (select count(*) from deals where kind = 'room' and handed_over_at is not null)::int as handed,
      (select count(*) from deals where kind = 'membership' and handed_over_at is not null)::int as members,
      (select count(*) from deals where kind = 'vehicle' and state = 'subscribed' and unit_id is null)::int as queue,
      (select count(*) from deals where state = 'breached')::int as breached, (select count(*) from deals where state = 'cancelled')::int as cancelled,
      (select count(*) from offers)::int as offers, (select count(*) from quotation_sheets where state = 'pending')::int as "quotationsPending",
      (select count(*) from offers where deal_id is not null)::int as intents,
      (select count(*) from demands where state <> 'closed')::int as demands, (select count(*) from refunds where state = 'paid')::int as refunds,
      (select count(*) from day_closes where state = 'closed')::int > 50 as closes,
      (select count(distinct staff_id) from commission_lines where kind = 'clawback')::int as clawed,
      (select count(distinct matter) from approvals where state = 'pending')::int as matters,
      (select count(distinct site_id) from statements where month = '2026-01' and state = 'paid')::int as paid,
      (select count(distinct site_id) from statements where month = '2026-02' and state = 'submitted')::int as submitted,
      (select count(*) from statements where month = '2026-02' and state = 'issued')::int > 0 as unsigned`,
  );
  expect(sold).toMatchObject({ rooms: 288, handed: 5, breached: 1, cancelled: 2, refunds: 2, closes: true, clawed: 1 });
  expect(sold).toMatchObject({ paid: 3, submitted: 3, unsigned: true });
  expect(sold.held).toBeGreaterThanOrEqual(3);
  expect(sold).toMatchObject({ offers: 4, quotationsPending: 1, intents: 1 });
  expect(sold.members).toBeGreaterThan(20);
  expect(sold.queue).toBeGreaterThanOrEqual(4);
  expect(sold.demands).toBeGreaterThan(2);
  expect(sold.matters).toBeGreaterThanOrEqual(7);
  // Around the sale: what the contract room, the departments and the buyers have to do with it.
  const around = await count(
    databaseUrl,
    `select (select count(*) from promises where state = 'standing')::int as promised, (select count(*) from promises where state = 'kept')::int as kept,
      (select count(*) from seal_movements where state = 'out')::int as sealed, (select count(*) from deal_rechecks where state = 'waiting')::int as unchecked,
      (select count(*) from deal_majors)::int as majors, (select count(*) from deal_step_alerts where closed_at is null)::int as stuck,
      (select count(*) from deal_defects where mended_at is null)::int as defects, (select count(distinct state) from penalties)::int as penalties,
      (select count(*) from liaison_notes where kind not in ('order', 'cause'))::int as notes, (select count(*) from position_plans)::int as plans,
      (select count(*) from remedies where state = 'executing')::int as remedies,
      (select count(*) from approvals where matter = 'new_customer' and state = 'pending')::int as newcomers,
      (select count(*) from launch_links)::int as links, (select count(*) from launches where opens_at > '2026-03-05')::int as launches,
      (select count(*) from list_views)::int as views`,
  );
  expect(around).toMatchObject({ promised: 1, kept: 1, sealed: 1, majors: 1, stuck: 1, defects: 1, penalties: 4 });
  expect(around).toMatchObject({ notes: 3, plans: 1, remedies: 1, newcomers: 1, links: 5, launches: 1, views: 3 });
  expect(around.unchecked).toBeGreaterThanOrEqual(1);
});

test('the demo company can be made from workbooks instead: people, their customers and the open names come in by the import', {
  timeout: 120_000,
}, async () => {
  const databaseUrl = await freshDatabase();
  const [dataDir, folder] = ['guike-demo-', 'guike-books-'].map((name) => mkdtempSync(join(tmpdir(), name)));
  copyFileSync(new URL('../../server/imports/fixtures/staff.xlsx', import.meta.url), join(folder ?? '', '人员.xlsx'));
  const customers = ['客户姓名,手机,归属人', '甲客,19912340001,常凯思', '乙客,19912340002,龚涛', '丙客,12,龚涛'];
  writeFileSync(join(folder ?? '', '客户.csv'), customers.join('\n'));
  const said: string[] = [];
  const say = (line: string) => said.push(line);
  const { logins } = await makeDemoFromWorkbooks({ databaseUrl, dataDir: dataDir ?? '', folder, say });
  expect(logins.map(({ username }) => username)).toEqual(['admin']);
  expect(said).toEqual([
    '人员.xlsx · 在职：新建 45，更新 0，合并 0，退回 0，略过 1',
    '人员.xlsx · 离职：新建 7，更新 0，合并 0，退回 0，略过 1',
    '客户.csv：新建 2，更新 0，合并 0，退回 1，略过 1',
  ]);
  const made = await count(
    databaseUrl,
    `select (select count(*) from sites)::int as sites, (select count(*) from staff where status <> 'left')::int as staff,
      (select count(owner_id) from customers)::int as owned, (select count(*) from site_rulebooks)::int as books,
      (select count(*) from sessions)::int as sessions`,
  );
  expect(made).toEqual({ sites: 3, staff: 46, owned: 2, books: 3, sessions: 0 });
});

test('a demo that was interrupted is not taken for a finished one', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'guike-demo-'));
  writeFileSync(join(dataDir, 'demo.unfinished'), '');
  await expect(makeDemoOnce('postgres://nowhere', dataDir)).rejects.toMatchObject({ code: 'DEMO_UNFINISHED' });
});
