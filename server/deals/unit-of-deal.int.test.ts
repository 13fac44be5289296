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
