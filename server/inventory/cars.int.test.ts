/** A car house by its own book: marks by hand, stock reported twice a day, vehicles moved by the local dealer. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inventory } from '#contract/inventory.ts';
import { notices } from '#contract/notices.ts';
import type { Person } from '#server/platform/testing/world.ts';
import { type Office, openOffice } from './testing/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice('car-delivery');
});
afterAll(() => office.world.stop());

const hold = (who: Person, unitId: string, customerId: string, more: object = {}) =>
  who.call(inventory.hold, { params: { unitId }, body: { customerId, reason: '', ...more } });
const kindsHeard = async (who: Person) => (await who.must(notices.mine)).rows.map(({ kind }) => kind);

test('a car nobody marked goes to whoever sells it; marked it stays, and who sells it all the same is written down', async () => {
  const { 梅, 李, 经理, car, customer } = office;
  const unitId = await car('V-1');
  const [one, two, three] = [await customer('订车甲'), await customer('订车乙'), await customer('订车丙')];
  await hold(梅, unitId, one);
  expect((await hold(李, unitId, two)).code).toBeNull();
  expect(await kindsHeard(梅)).toContain('inventory.displaced');
  const mark = (who: Person) => who.call(inventory.mark, { params: { unitId }, body: { place: 'vehicle' } });
  expect((await mark(梅)).code).toBe('HOLD_NOT_YOURS');
  expect((await mark(李)).body.unit.isMarked).toBe(true);
  const refused = await hold(梅, unitId, three);
  expect(refused).toMatchObject({ status: 409, code: 'UNIT_MARKED' });
  expect((await hold(梅, unitId, three, { override: true })).code).toBe('UNIT_MARKED');
  const sold = await hold(经理, unitId, three, { override: true, consultantId: 梅.id, reason: '厂家大客户' });
  expect(sold.code).toBeNull();
  const { liabilities } = await 经理.must(inventory.unit, { params: { unitId } });
  expect(liabilities).toMatchObject([{ staff: { id: 梅.id }, reason: '厂家大客户' }]);
});

test('[S0.08.f.2] a report that is not in by nine or by five is missing, and comes in late', async () => {
  const { 助理, 经理, siteId, world } = office;
  const reports = async () => (await 助理.must(inventory.stockReports, { params: { siteId } })).rows;
  await world.setClock('2024-03-04T08:59:59.000Z');
  expect(await reports()).toEqual([]); // this morning's round lay before the first car came onto the books
  await world.setClock('2024-03-04T09:00:00.000Z');
  expect(await reports()).toMatchObject([{ slot: 'afternoon', state: 'missing', isLate: true }]);
  expect(await kindsHeard(经理)).toContain('inventory.reportMissing');
  const body = { slot: 'afternoon' as const, found: [{ code: 'V-1' }] };
  const late = await 助理.must(inventory.reportStock, { params: { siteId }, body });
  expect(late.report).toMatchObject({ state: 'in', isLate: true, differences: [] });
  await world.setClock('2024-03-05T00:59:00.000Z');
  await 助理.must(inventory.reportStock, { params: { siteId }, body: { ...body, slot: 'morning' } });
  await world.setClock('2024-03-05T01:00:00.000Z');
  expect((await reports())[0]).toMatchObject({ day: '2024-03-05', slot: 'morning', state: 'in', isLate: false });
});

test('vehicles of second-tier stores are moved by the dealer, and prices are not told on the phone', async () => {
  const { 助理, 梅, car } = office;
  const unitId = await car('V-2', { listPriceFen: 14_280_000 });
  const move = (more: object) =>
    助理.call(inventory.moveVehicle, {
      params: { unitId },
      body: { location: '二级网点-合江', stockState: 'at_branch', ...more },
    });
  expect((await move({})).code).toBe('MOVE_BY_DEALER_ONLY');
  expect((await move({ movedBy: 'local_dealer' })).code).toBe('MOVE_NEEDS_INSPECTION');
  const { unit } = (await move({ movedBy: 'local_dealer', inspected: true, note: '验车完好' })).body;
  expect(unit).toMatchObject({ location: '二级网点-合江', stockState: 'at_branch' });
  const quote = (channel: 'phone' | 'in_person') =>
    梅.call(inventory.quote, { params: { unitId }, body: { priceFen: 14_280_000, channel } });
  expect(await quote('phone')).toMatchObject({ status: 422, code: 'PRICE_NOT_BY_PHONE' });
  expect((await quote('in_person')).code).toBeNull();
});
