/**
 * Whoever knows the ids of another house, another site of the company or another company altogether, gets nothing by them: every door of
 * units, offers, deals, approvals and money is tried with things that exist, by the same posts of elsewhere.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { contractRoom, seals } from '#contract/deals-room.ts';
import { deals } from '#contract/deals.ts';
import { inventory } from '#contract/inventory.ts';
import { money } from '#contract/money.ts';
import { offers } from '#contract/offers.ts';
import type { RoleKey } from '#core/organisation/roles.ts';
import { capabilities } from '#server/capabilities.ts';
import { type Offering, openOffering } from '#server/offers/house.testing.ts';
import { sampleOf } from '#server/platform/testing/samples.ts';
import { type Person, startWorld, type World } from '#server/platform/testing/world.ts';
import { at, startCompany } from './story.testing.ts';

vi.setConfig({ testTimeout: 240_000 }); // some thousand requests in a row
interface Door {
  readonly method: string;
  readonly path: string;
  readonly body: (known: Record<string, string>) => unknown;
}
const doors: readonly Door[] = capabilities
  .filter(({ name }) => ['inventory', 'offers', 'deals', 'approvals', 'money'].includes(name))
  .flatMap(({ endpoints }) =>
    endpoints.map((endpoint): Door => {
      const { method, path } = endpoint.kind === 'raw' ? endpoint : endpoint.route;
      return { method, path, body: (known) => (endpoint.route ? sampleOf(endpoint.route.body, known) : {}) };
    }),
  );

let world: World;
let house: Offering;
let elsewhere: World;
/** Things of the house, by the name an address gives them. */
const real: Record<string, string> = {};
const posts = [
  'consultant',
  'supervisor',
  'manager',
  'finance',
  'sales_assistant',
  'market_specialist',
] as const satisfies readonly RoleKey[];
const strangers: Person[] = [];

beforeAll(async () => {
  world = await startCompany();
  house = await openOffering(world, 'subscription-signing');
  const { seller, manager, siteId, finance } = house;
  const { offerId, customerId, unitId } = await house.negotiating();
  const quoted = await house.quote(offerId, unitId, 97_000_000);
  const promise = { kind: 'repair' as const, body: '修门', valueFen: 100, dueOn: '2024-04-01', offerId };
  const promised = await seller.must(offers.promise, { params: { customerId }, body: promise });
  const policy = {
    price: '九八折',
    settlement: '月结',
    service: '专人',
    other: '无',
    validFrom: '2024-03-05',
    validUntil: '2024-12-31',
  };
  const asked = await manager.must(offers.policy, { params: { customerId }, body: policy });
  const held = await seller.must(inventory.hold, {
    params: { unitId: await house.room() },
    body: { customerId, reason: '商量' },
  });
  await manager.must(deals.setDeposit, { params: { siteId, kind: 'room' }, body: { depositFen: 2_000_000 } });
  const dealId = await house.contracted();
  const receipt = { kind: 'deposit', amountFen: 2_000_000, method: 'cash' } as const;
  const paid = await finance.must(money.receive, { params: { dealId }, body: receipt });
  const { seal } = await manager.must(seals.open, { params: { siteId }, body: { name: '合同专用章' } });
  const out = { purpose: '签约', place: '客户处', backBy: at('2024-03-04', '18:00') };
  const { movement } = await seller.must(seals.ask, { params: { sealId: seal.id }, body: out });
  const launch = { name: '首开', unitIds: [await house.room()], mode: 'all_at_once', opensAt: at('2024-03-09') };
  const planned = await manager.must(inventory.planLaunch, { params: { siteId }, body: launch as never });
  const { copies } = await house.page(dealId);
  Object.assign(real, {
    ...{ siteId, customerId, unitId, offerId, dealId, holdId: held.hold.id, promiseId: promised.promise.id },
    ...{ quotationId: quoted.body.quotation.id, policyId: asked.policy.id, receiptId: paid.receipt.id },
    ...{ sealId: seal.id, movementId: movement.id, launchId: planned.launch.id, approvalId: asked.approval?.id ?? '' },
    ...{ copyId: copies[0]?.id ?? '', staffId: seller.id, kind: 'contract' },
  });
  const second = await world.addSite({ rulebook: 'subscription-signing' });
  // Finance serves all sites of its company; of another company it is a stranger like everybody.
  for (const role of posts)
    if (role !== 'finance') strangers.push(await world.addPerson({ name: `邻店${role}`, siteId: second, role }));
  elsewhere = await startWorld({
    databaseUrl: world.databaseUrl,
    notRedecided: 'another company on the same database',
  });
  const far = await elsewhere.addSite({ rulebook: 'subscription-signing' });
  for (const role of posts) strangers.push(await elsewhere.addPerson({ name: `外司${role}`, siteId: far, role }));
});
afterAll(async () => {
  await elsewhere.server.stop();
  await world.stop();
});

const partsOf = (path: string) => [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);

/** What somebody with a right over the whole company reads about a site that their company does not have. */
const isEmpty = (text: string) => /^\{"(rows|models)":\[\]|^\{"offer":null\}$|"cells":\[\]/.test(text);

test('no door opens, none crashes, and none lets slip what stands behind it', async () => {
  const tried = doors.filter(({ path }) => partsOf(path).length > 0 && partsOf(path).every((name) => name in real));
  expect(tried.length).toBeGreaterThan(110);
  const wrong: string[] = [];
  const ask = async (by: Person, { method, path, body }: Door) => {
    const address = `/api${path.replace(/:(\w+)/g, (_, name: string) => real[name] ?? '')}`;
    const sent = { ...(body(real) as object), commandId: randomUUID() };
    const response = await by.fetch(address, method === 'GET' ? {} : { method, body: JSON.stringify(sent) });
    const text = await response.text();
    if (response.status >= 500 || (response.ok && !isEmpty(text)))
      wrong.push(`${by.name} ${method} ${path} → ${response.status} ${text.slice(0, 120)}`);
    if (/客户[春夏秋冬东南西北山水云风花鸟鱼虫]{3}|1#-1-9/.test(text))
      wrong.push(`${by.name} ${method} ${path} tells ${text.slice(0, 200)}`);
  };
  for (const door of tried) await Promise.all(strangers.map((by) => ask(by, door)));
  expect(wrong).toEqual([]);
});

test('nothing of theirs stands in a list either, nor is there after all that anything the house did not do itself', async () => {
  for (const by of strangers) {
    const lists = [
      await by.call(deals.list, { query: { siteId: real.siteId as string } }),
      await by.call(offers.list, { query: { siteId: real.siteId as string } }),
      await by.call(offers.promises, { query: { customerId: real.customerId as string } }),
      await by.call(inventory.holds, { query: { siteId: real.siteId as string } }),
      await by.call(seals.log, { query: { siteId: real.siteId as string } }),
      await by.call(money.receipts, { query: { siteId: real.siteId as string } as never }),
    ];
    for (const { code, body } of lists)
      expect(code ?? (body as { rows: unknown[] }).rows).toSatisfy(
        (told) => typeof told === 'string' || (told as unknown[]).length === 0,
      );
  }
  const params = { dealId: real.dealId as string };
  const page = await house.page(params.dealId);
  expect(page).toMatchObject({ state: 'contracted', paidFen: 2_000_000, withdrawal: null, cover: null, changes: [] });
  expect((await house.manager.must(contractRoom.get, { params })).major.flag).toBeNull();
  const offer = await house.seller.must(offers.get, { params: { offerId: real.offerId as string } });
  expect([offer.state, offer.quotations.length, offer.promises.length]).toEqual(['negotiating', 1, 1]);
});
