/** The rate of deliveries on time is the register of handovers, added up: by person, by month, by site, and in the file. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dealDelivery } from '#contract/deals-delivery.ts';
import { deals } from '#contract/deals.ts';
import { reports } from '#contract/reports.ts';
import { type Office, openOffice } from '#server/deals/office.testing.ts';
import { paymentChanged } from '#server/deals/index.ts';
import { systemActor } from '#server/platform/actor.ts';
import { runSystem } from '#server/platform/command.ts';
import type { World } from '#server/platform/testing/world.ts';
import { at, startCompany } from '#server/scenarios/story.testing.ts';

let world: World;
let cars: Office;
beforeAll(async () => {
  world = await startCompany();
  cars = await openOffice(world, 'car-delivery');
});
afterAll(() => world.stop());

/** An order promised for a day, or for none, and handed over on another; put off by the house on the way if it is said so. */
async function delivered(promisedOn: string | null, on: string, putOffTo?: string): Promise<void> {
  const more = promisedOn ? { delivery: { promisedOn, plan: '到店即交' } } : {};
  const dealId = await cars.inEffect({ unitId: await cars.car(), depositFen: 500_000, ...more });
  const body = { promisedOn: putOffTo, wish: 'house', reason: '厂家推迟' } as never;
  if (putOffTo) await cars.seller.must(dealDelivery.promise, { params: { dealId }, body });
  await cars.papers(dealId, 'conformity_certificate', 'manual');
  await world.setClock(at(on, '12:00'));
  await runSystem(world.server.runtime, world.companyId, systemActor(world.companyId), at(on, '12:00'), (context) =>
    paymentChanged(context, dealId, { paidFen: 12_000_000, depositPaidAt: null, fullyPaidAt: at(on, '12:00') }),
  );
  await cars.assistant.must(deals.handOver, { params: { dealId }, body: { lateCause: '运输' } });
}

test('[S1.09.o4] [S1.09.d3] on time on the day itself, late from the next; a day put off by the house stays late; all agrees with the register', async () => {
  await delivered('2024-03-08', '2024-03-08');
  await delivered('2024-03-11', '2024-03-12');
  await delivered('2024-03-13', '2024-03-20', '2024-03-25');
  await delivered(null, '2024-03-21');
  await delivered('2024-04-09', '2024-04-05');
  const { siteId } = cars;
  const period = { siteId, from: '2024-03-01', to: '2024-04-30' };
  const report = (by: 'person' | 'site' | 'month') =>
    cars.manager.must(reports.deliveries, { query: { ...period, by } });
  const months = await report('month');
  expect(months.totals).toEqual({ handedOver: 5, promised: 4, onTime: 2, late: 2, daysLate: 8, ratePercent: 50 });
  expect(
    months.rows.map(({ name, handedOver, onTime, ratePercent }) => [name, handedOver, onTime, ratePercent]),
  ).toEqual([
    ['2024-03', 4, 1, 33.3],
    ['2024-04', 1, 1, 100],
  ]);
  for (const by of ['person', 'site'] as const) {
    const { totals, rows } = await report(by);
    expect(totals).toEqual(months.totals);
    expect(rows).toHaveLength(1);
  }
  const { rows } = await cars.manager.must(deals.handovers, { query: period });
  const promised = rows.filter(({ daysLate }) => daysLate !== null);
  const late = promised.filter(({ daysLate }) => (daysLate ?? 0) > 0);
  const daysLate = promised.reduce((sum, row) => sum + (row.daysLate ?? 0), 0);
  expect([rows.length, promised.length, promised.length - late.length, late.length, daysLate]).toEqual([5, 4, 2, 2, 8]);
});

test('[S1.09.o4] the figures leave as a file; what is overdue and still here is counted by itself; a consultant sees none of it', async () => {
  await cars.inEffect({
    ...{ unitId: await cars.car(), depositFen: 500_000 },
    delivery: { promisedOn: '2024-04-10', plan: '到店即交' },
  });
  const query = { siteId: cars.siteId, from: '2024-03-01', to: '2024-04-30' };
  const overdue = async () => (await cars.manager.must(reports.deliveries, { query })).overdueNow;
  await world.setClock(at('2024-04-10', '23:59'));
  expect(await overdue()).toBe(0);
  await world.setClock(at('2024-04-11', '00:00'));
  expect(await overdue()).toBe(1);
  const path = `/api/files/reports/sales?${new URLSearchParams({ ...query, table: 'deliveries', by: 'month', format: 'csv' })}`;
  const lines = (await (await cars.manager.fetch(path)).text()).split('\r\n').filter(Boolean);
  expect(lines.slice(1)).toEqual(['2024-03,4,3,1,2,33.3,8', '2024-04,1,1,1,0,100,0']);
  expect((await cars.seller.call(reports.deliveries, { query })).code).toBe('NOT_ALLOWED');
});
