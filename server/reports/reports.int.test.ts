/** Every number of a sales report is the sum of the rows behind it, and of nothing else. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { money } from '#contract/money.ts';
import { notices } from '#contract/notices.ts';
import { reports } from '#contract/reports.ts';
import { announce, type Counter, openCounter, paid, subscribed } from '#server/money/ledger.testing.ts';
import { type Person, startWorld, type World } from '#server/platform/testing/world.ts';

const DAY = '2024-03-04';
let world: World;
let counter: Counter;
let boss: Person;
beforeAll(async () => {
  world = await startWorld();
  await world.setClock(`${DAY}T02:00:00.000Z`);
  counter = await openCounter(world);
  boss = await counter.site.hire('总', 'general_manager');
});
afterAll(() => world.stop());

const report = (by: Person, from: string, to = from) =>
  by.must(reports.sales, { query: { siteId: counter.site.siteId, from, to } });
const receiptsOf = (from: string, to = from) =>
  counter.site.inside(({ tx }) =>
    tx.row<{ fen: number }>({
      text: `select coalesce(sum(amount_fen), 0)::bigint as fen from receipts where company_id = $1 and site_id = $2 and business_day between $3 and $4`,
      values: [world.companyId, counter.site.siteId, from, to],
    }),
  );
const countedOnce = async (): Promise<number> => (await receiptsOf(DAY))?.fen ?? 0;

test('[S0.10.a.8] the day: what was received, reversed and moved is what the cashier closes, deal by deal and person by person', async () => {
  const { mei, li, cai, zhou, site } = counter;
  const first = await subscribed(counter, mei, { priceFen: 900_000_00, depositFen: 20_000_00 });
  const second = await subscribed(counter, li, { priceFen: 500_000_00, depositFen: 0 });
  await paid(cai, first, { kind: 'deposit', amountFen: 20_000_00 });
  const { receipt } = await paid(cai, first, { amountFen: 33_333_33, method: 'card' });
  await cai.must(money.reverse, { params: { receiptId: receipt.id }, body: { reason: '刷错卡' } });
  await paid(cai, second, { amountFen: 100_000_01 });

  const day = await report(boss, DAY);
  expect(day.totals).toMatchObject({ subscriptions: 2, subscribedFen: 1_400_000_00, cancellations: 0 });
  expect(day.totals.receivedFen - day.totals.refundedFen).toBe(await countedOnce());
  expect(day.totals.receivedFen).toBe(120_000_01);
  expect(day.methods).toEqual([{ method: 'cash', fen: 120_000_01 }]);
  expect(day.people.map(({ person, subscribedFen, receivedFen }) => [person?.id, subscribedFen, receivedFen])).toEqual([
    [mei.id, 900_000_00, 20_000_00],
    [li.id, 500_000_00, 100_000_01],
    [undefined, 0, 0], // customers nobody in particular registered
  ]);
  expect(day.owedFen).toBe(1_400_000_00 - 120_000_01);

  const { rows } = await boss.must(reports.ledger, { query: { siteId: site.siteId, from: DAY, to: DAY } });
  const sum = (key: 'priceFen' | 'paidFen' | 'owedFen') => rows.reduce((total, row) => total + row[key], 0);
  expect([rows.length, sum('priceFen'), sum('paidFen'), sum('owedFen')]).toEqual([
    2,
    day.totals.subscribedFen,
    day.totals.receivedFen,
    day.owedFen,
  ]);

  const closed = await cai.must(money.closeDay, {
    params: { siteId: site.siteId },
    body: { day: DAY, counted: { cash: 120_000_01, card: 0, cheque: 0 }, explanation: '' },
  });
  expect(closed.day.receivedFen - closed.day.paidOutFen).toBe(day.totals.receivedFen - day.totals.refundedFen);
  expect((await report(zhou, DAY)).totals).toEqual(day.totals);
});

test('a deal that is cancelled counts where it ended, and what it was subscribed for stays where it began', async () => {
  const { mei, site } = counter;
  await world.setClock('2024-03-06T02:00:00.000Z');
  const dealId = await subscribed(counter, mei, { priceFen: 300_000_00, depositFen: 0 });
  await world.setClock('2024-03-07T02:00:00.000Z');
  await site.inside((context) =>
    site.set(context, dealId, `state = 'cancelled', ended_at = $3, ended_cause = 'customer'`, [context.now]),
  );
  await announce(site, dealId, 'cancelled', { cause: 'customer' });
  const week = await report(boss, '2024-03-04', '2024-03-10');
  expect(week.days.map(({ day, subscriptions, cancellations }) => [day, subscriptions, cancellations])).toEqual([
    ['2024-03-04', 2, 0],
    ['2024-03-06', 1, 0],
    ['2024-03-07', 0, 1],
  ]);
  expect(week.totals).toMatchObject({ subscribedFen: 1_700_000_00, cancelledFen: 300_000_00 });
  const query = { siteId: site.siteId, from: '2024-03-04', to: '2024-03-10', stage: 'cancelled' as const };
  expect((await boss.must(reports.ledger, { query })).rows).toMatchObject([{ id: dealId, owedFen: 0 }]);
});

test('[S0.07.mgr.6] the success rate is tracked for the house and everybody in it: of three registered, three bought; then one did not', async () => {
  const { site } = counter;
  const asked = { siteId: site.siteId, from: '2024-03-04', to: '2024-03-10' };
  const rate = async () => (await boss.must(reports.funnel, { query: { ...asked, by: 'person' } })).totals;
  expect(await rate()).toMatchObject({ registered: 3, subscribed: 3, successPercent: 100 });
  await world.setClock('2024-03-08T02:00:00.000Z');
  await site.customer('看看');
  expect(await rate()).toMatchObject({ registered: 4, subscribed: 3, successPercent: 75 });
  const { rows } = await boss.must(reports.funnel, { query: { ...asked, by: 'site' } });
  expect(rows).toMatchObject([{ successPercent: 75 }]);
  const none = await boss.must(reports.funnel, { query: { ...asked, from: '2024-03-01', to: '2024-03-02' } });
  expect(none.totals.successPercent).toBeNull();
});

test('the funnel counts each customer of the period once, whoever looks at it by whatever group', async () => {
  const { site } = counter;
  const asked = { siteId: site.siteId, from: '2024-03-04', to: '2024-03-10' };
  for (const by of ['site', 'team', 'person', 'source'] as const) {
    const { totals, rows } = await boss.must(reports.funnel, { query: { ...asked, by } });
    expect(totals).toMatchObject({ registered: 4, held: 3, subscribed: 3, handedOver: 0 });
    expect(rows.reduce((sum, row) => sum + row.subscribed, 0)).toBe(3);
  }
});

test('a page is continued where it ended; a day of a site begins at its own midnight', async () => {
  const { site, mei } = counter;
  await world.setClock('2024-03-11T15:59:59.999Z'); // a moment before midnight in Shanghai
  await subscribed(counter, mei, { depositFen: 0 });
  await world.setClock('2024-03-11T16:00:00.000Z');
  await subscribed(counter, mei, { depositFen: 0 });
  expect((await report(boss, '2024-03-11')).totals.subscriptions).toBe(1);
  expect((await report(boss, '2024-03-12')).totals.subscriptions).toBe(1);
  const query = { siteId: site.siteId, from: '2024-03-01', to: '2024-03-31', limit: 2 };
  const one = await boss.must(reports.ledger, { query });
  const two = await boss.must(reports.ledger, { query: { ...query, cursor: one.nextCursor ?? '' } });
  const three = await boss.must(reports.ledger, { query: { ...query, cursor: two.nextCursor ?? '' } });
  const ids = [one, two, three].flatMap(({ rows }) => rows.map(({ id }) => id));
  expect([ids.length, new Set(ids).size, three.nextCursor]).toEqual([5, 5, null]);
});

test('nobody sees figures of a site that is not theirs, a consultant none; a backward or endless period is refused', async () => {
  const { mei, zhou, site } = counter;
  const elsewhere = await world.addSite();
  const asked = { siteId: site.siteId, from: DAY, to: DAY };
  expect((await mei.call(reports.sales, { query: asked })).code).toBe('NOT_ALLOWED');
  expect((await zhou.call(reports.sales, { query: { ...asked, siteId: elsewhere } })).code).toBe('NOT_ALLOWED');
  const stranger = await world.addPerson({ name: '外', siteId: elsewhere, role: 'manager' });
  const { siteId: _every, ...everySite } = asked;
  expect((await stranger.must(reports.sales, { query: everySite })).days).toEqual([]);
  expect((await boss.call(reports.sales, { query: { ...asked, to: '2024-03-03' } })).code).toBe('PERIOD_EMPTY');
  expect((await boss.call(reports.funnel, { query: { ...asked, to: '2025-03-05' } })).code).toBe('PERIOD_TOO_LONG');
});

test('finance sees whose deals they are by masked names; a ledger that leaves as a file is on record', async () => {
  const { cai, site } = counter;
  const query = { siteId: site.siteId, from: DAY, to: DAY };
  const names = async (by: Person) =>
    (await by.must(reports.ledger, { query })).rows.map(({ customer }) => customer.name);
  expect((await names(boss)).every((name) => !name.includes('*'))).toBe(true);
  expect((await names(cai)).every((name) => name.includes('*'))).toBe(true);
  const path = `/api/files/reports/sales?${new URLSearchParams({ ...query, table: 'ledger', format: 'csv' })}`;
  const file = await boss.fetch(path);
  const text = await file.text();
  expect(text.split('\r\n').filter(Boolean)).toHaveLength(3);
  const kept = await site.inside(({ tx }) =>
    tx.rows<{ kind: string }>({
      text: `select kind from journal where company_id = $1 and kind = 'reports.exportLedger'`,
      values: [world.companyId],
    }),
  );
  expect(kept).toHaveLength(1);
});

test('[S0.10.a.8b] on the first of the next month the general manager has the report, and every month after', async () => {
  const monthly = async () =>
    (await boss.must(notices.mine)).rows
      .filter(({ kind }) => kind === 'reports.month')
      .map(({ payload }) => payload.month);
  await world.setClock('2024-03-31T23:59:59.999Z');
  expect(await monthly()).toEqual([]);
  await world.setClock('2024-04-01T00:00:00.000Z');
  expect(await monthly()).toEqual(['2024-03']);
  await world.setClock('2024-05-01T00:00:00.000Z');
  expect((await monthly()).sort()).toEqual(['2024-03', '2024-04']);
});
