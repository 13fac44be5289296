/** A unit says which deal has it to those who may read that deal, and to nobody else. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deals } from '#contract/deals.ts';
import { inventory } from '#contract/inventory.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { startCompany } from '#server/scenarios/story.testing.ts';
import { openOffice } from './office.testing.ts';

let world: World;
beforeAll(async () => {
  world = await startCompany();
});
afterAll(() => world.stop());

test('the deal of a sold room is named to its seller and the house, not to a colleague who may not read it', async () => {
  const office = await openOffice(world);
  const unitId = await office.room();
  const dealId = await office.inEffect({ unitId });
  const seen = async (who: Person) => (await who.must(inventory.unit, { params: { unitId } })).dealId;
  for (const who of [office.seller, office.manager, office.finance]) {
    expect(await seen(who), who.name).toBe(dealId);
    expect((await who.call(deals.get, { params: { dealId } })).status).toBe(200);
  }
  expect((await office.other.call(deals.get, { params: { dealId } })).status).not.toBe(200);
  expect(await seen(office.other)).toBeNull();
  const { rows } = await office.other.must(inventory.units, { query: { siteId: office.siteId } });
  expect(rows.find(({ id }) => id === unitId)).toMatchObject({ state: 'subscribed', dealId: null });
});

test('a list of prices leaves out what the reader may not see: sold rooms and vehicles on their way', async () => {
  const office = await openOffice(world);
  const { manager, other, siteId } = office;
  const sold = await office.room();
  const free = await office.room();
  const coming = await office.car({ stockState: 'in_transit' });
  await office.inEffect({ unitId: sold });
  const prices = { listPriceFen: 120_000_000, floorPriceFen: null, unitPriceFen: null, isFixedPrice: false };
  const items = [sold, free, coming].map((unitId) => ({ unitId, ...prices }));
  const body = { name: '四月', items };
  const { list } = await manager.must(inventory.draftPriceList, { params: { siteId }, body });
  const seen = async (who: Person) =>
    (await who.must(inventory.priceList, { params: { listId: list.id } })).rows.map(({ unitId }) => unitId).toSorted();
  expect(await seen(manager)).toEqual([sold, free, coming].toSorted());
  expect(await seen(other)).toEqual([free]);
  // What one may not see one cannot hold or ask about either, whoever told the id.
  const unseen = { params: { unitId: coming } };
  const customerId = await office.customer('乙');
  expect((await other.call(inventory.hold, { ...unseen, body: { customerId } })).code).toBe('NOT_FOUND');
  expect((await other.call(inventory.quotes, unseen)).code).toBe('NOT_FOUND');
  expect((await manager.call(inventory.quotes, unseen)).code).toBeNull();
});
