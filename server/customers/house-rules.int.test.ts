/** What a house may change in its rulebook changes the customer file at once, from the instant of the version. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { customers } from '#contract/customers.ts';
import { rulebook } from '#contract/rulebook.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { startWorld } from '#server/platform/testing/world.ts';
import { setValues } from '#server/scenarios/rulebook-story.testing.ts';

let world: World;
let clerk: Person;
let director: Person;
let rulebookId: string;

beforeAll(async () => {
  world = await startWorld();
  const site = await world.addSite({ rulebook: 'real-estate-customers' });
  const grants = Object.fromEntries(
    ['read', 'register', 'edit', 'reveal', 'merge'].map((word) => [`customers.${word}`, 'site' as const]),
  );
  clerk = await world.addPerson({ name: '内勤', siteId: site, grants });
  director = await world.addPerson({
    name: '总监',
    siteId: site,
    grants: { 'rulebook.read': 'company', 'rulebook.publish': 'company' },
  });
  const books = await director.must(rulebook.list, {});
  rulebookId = books.rows.find((book) => book.key === 'real-estate-customers')?.id ?? '';
});
afterAll(() => world.stop());

const set = (values: Record<string, string | number | boolean>) => setValues(director, rulebookId, { values });
const register = (body: Record<string, unknown>) =>
  clerk.call(customers.register, { body: { name: '朱思', source: 'walk_in', ...body } });

test('[S0.02.own.311] a house that keeps a couple apart links them, and the shared phone stays with whoever had it first', async () => {
  await set({ 'customers.householdIsOneCustomer': false });
  const first = await register({ name: '于洋梓', phones: '19900021001' });
  const wife = await register({
    name: '康敏',
    phones: '19900021001',
    householdOf: { customerId: first.body.customerId, relation: 'spouse' },
  });
  expect(wife.body).toMatchObject({ kind: 'household_member' });
  expect(wife.body.customerId).not.toBe(first.body.customerId);
  const file = await clerk.must(customers.get, { params: { customerId: wife.body.customerId } });
  expect(file.household).toEqual([{ id: first.body.customerId, name: '于洋梓' }]);
  const hits = await clerk.must(customers.recognise, { query: { q: '19900021001' } });
  expect(hits.known.map((hit) => hit.customer.id)).toEqual([first.body.customerId]);
});

test('[S2.05.s1.private] a house that masks nothing inside the scope shows the phone in its list', async () => {
  const { body } = await register({ phones: '19900021002' });
  const shown = async () => (await clerk.must(customers.get, { params: { customerId: body.customerId } })).phone;
  expect(await shown()).toBe('199****1002');
  await set({ 'customers.maskPrivate': 'nobody' });
  expect(await shown()).toBe('19900021002');
});

test('[S2.05.w4.secret] the quota of the rulebook is the quota of the day', async () => {
  await set({ 'customers.revealsPerDaySite': 1 });
  const ids = [(await register({ phones: '19900021003' })).body, (await register({ phones: '19900021004' })).body];
  const reveal = (customerId: string) => clerk.call(customers.reveal, { params: { customerId }, body: {} });
  expect((await reveal(ids[0]?.customerId ?? '')).body).toMatchObject({ left: 0 });
  expect(await reveal(ids[1]?.customerId ?? '')).toMatchObject({ status: 429, code: 'REVEAL_QUOTA_USED' });
});

test('[S0.05.c1] [S1.10.d1] [S1.16.f2] a prospect is entered with the target group and the channel, and found by either', async () => {
  const prospect = (body: object) => register({ form: 'prospect', source: undefined, ...body });
  const lacking = async (body: object) => (await prospect(body)).body as unknown;
  expect(await lacking({ phones: '19900021100' })).toMatchObject({ error: { detail: { fields: 'source,segment' } } });
  expect(await lacking({ phones: '19900021100', source: 'phone' })).toMatchObject({
    error: { detail: { fields: 'segment' } },
  });
  const channels = ['phone', 'website', 'exhibition', 'meeting'];
  for (const [index, source] of channels.entries())
    expect((await prospect({ phones: `1990002110${index}`, source, segment: `客群${index}` })).code).toBeNull();
  for (const [index, source] of channels.entries()) {
    const { rows } = await clerk.must(customers.list, { query: { source } as never });
    expect(rows).toHaveLength(1);
    expect((await clerk.must(customers.get, { params: { customerId: rows[0]?.id ?? '' } })).segment).toBe(
      `客群${index}`,
    );
  }
});

test('[S1.18.s3] [S0.02.info.10b] at a subscription all contact data are asked for, on the information form address and postcode', async () => {
  const missing = async (body: object) => (await register({ phones: '19900021200', ...body })).body as unknown;
  const present = { address: '人民路1号', postcode: '200000' };
  expect(await missing({ form: 'informationForm' })).toMatchObject({
    error: { code: 'FIELDS_MISSING', detail: { fields: 'address,postcode' } },
  });
  expect(await missing({ form: 'subscription', ...present })).toMatchObject({
    error: { code: 'FIELDS_MISSING', detail: { fields: 'fax,pager,website' } },
  });
  const all = { ...present, fax: '021-1', pager: '1', website: 'https://example.com' };
  expect((await register({ phones: '19900021200', form: 'subscription', ...all })).code).toBeNull();
});

test('[S3.01.c.types] [S2.03.a2.def] a house that wants the type asks for it: end customer or dealer, supplier or distributor', async () => {
  await set({ 'customers.typeIsRequired': true });
  expect((await register({ phones: '19900021005' })).body).toMatchObject({
    error: { code: 'FIELDS_MISSING', detail: { fields: 'type' } },
  });
  for (const [index, type] of ['end_customer', 'dealer', 'supplier', 'distributor'].entries()) {
    const { body } = await register({ phones: `1990002101${index}`, name: `类型${type}`, type });
    expect((await clerk.must(customers.get, { params: { customerId: body.customerId } })).type).toBe(type);
  }
});
