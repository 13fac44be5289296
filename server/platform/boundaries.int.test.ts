/** Where one person's reach ends: across houses, across time, in lists, files and streams. Each of these was open once. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claims } from '#contract/claims.ts';
import { verdicts } from '#contract/verdicts.ts';
import { customers } from '#contract/customers.ts';
import { desk } from '#contract/desk.ts';
import { journal } from '#contract/journal.ts';
import { organisation } from '#contract/organisation.ts';
import { session } from '#contract/session.ts';
import { configure, run, uploadFile } from '#server/imports/testing.ts';
import { accountKey, issueToken } from '#server/session/index.ts';
import { withoutValues } from './server.ts';
import type { Person, World } from './testing/world.ts';
import { personAt, startWorld } from './testing/world.ts';

let world: World;
let here: string;
let there: string;
let mei: Person;
let li: Person;
let stranger: Person;
let head: Person;

beforeAll(async () => {
  const webRoot = mkdtempSync(join(tmpdir(), 'guike-web-'));
  writeFileSync(
    join(webRoot, 'index.html'),
    '<!doctype html><title>Guike</title><style nonce="__CSP_NONCE__"></style>',
  );
  world = await startWorld({ webRoot });
  here = await world.addSite({ rulebook: 'real-estate-customers' });
  there = await world.addSite({ rulebook: 'real-estate-customers' });
  const own = {
    'customers.read': 'self',
    'customers.register': 'site',
    'claims.read': 'self',
    'claims.register': 'self',
    'claims.followUp': 'self',
    'claims.dispute': 'self',
    'journal.read': 'self',
    'desk.registers': 'site',
    'desk.receive': 'site',
  } as const;
  mei = await world.addPerson({ name: '梅', siteId: here, grants: { ...own, 'desk.serve': 'self' } });
  li = await world.addPerson({ name: '李', siteId: here, grants: { ...own, 'desk.serve': 'self' } });
  stranger = await world.addPerson({ name: '外店', siteId: there, grants: own });
  head = await world.addPerson({
    name: '主管',
    siteId: here,
    grants: {
      ...own,
      'claims.read': 'site',
      'journal.read': 'site',
      'customers.read': 'site',
      'customers.export': 'site',
      'desk.supervise': 'site',
    },
  });
});
afterAll(() => world.stop());

let numbers = 0;
const registered = async (by: Person, more: object = {}): Promise<string> => {
  const phones = String(13700000000 + ++numbers);
  const body = { name: `客户${numbers}号`, phones, source: 'walk_in', enquiry: '两居', type: 'end_customer', ...more };
  return (await by.must(customers.register, { body: { differentFromStrangers: true, ...body } as never })).customerId;
};
const openClaim = (by: Person, customerId: string) =>
  by.call(claims.register, { params: { customerId }, body: { origin: 'visit', phoneLeft: false } as never });
const followUp = (by: Person, customerId: string) =>
  by.call(claims.followUp, { params: { customerId }, body: { channel: 'call', text: '机密来电' } as never });
const write = (text: string, ...values: unknown[]) =>
  world.server.runtime.database.inCompany(world.companyId, (tx) =>
    tx.run({ text, values: [world.companyId, ...values] }),
  );

test('a customer of another house is neither claimed nor disputed by whoever happens to know the id', async () => {
  const customerId = await registered(mei);
  expect((await openClaim(stranger, customerId)).code).toBe('NOT_ALLOWED');
  const dispute = { params: { customerId }, body: { otherId: mei.id, reason: '我的' } as never };
  expect((await stranger.call(verdicts.open, dispute)).code).toBe('NOT_ALLOWED');
  expect((await openClaim(li, customerId)).code).toBeNull(); // a colleague of the house may
});

test('whoever registered a customer does not read the follow-ups of the one who then got them', async () => {
  const customerId = await registered(mei);
  expect((await openClaim(li, customerId)).code).toBeNull();
  expect((await followUp(li, customerId)).code).toBeNull();
  expect((await mei.call(claims.followUps, { params: { customerId }, query: {} })).code).toBe('NOT_ALLOWED');
  expect((await mei.call(claims.ofCustomer, { params: { customerId } })).code).toBe('NOT_ALLOWED');
});

test('[S2.03.a5] confidential business is missing from the lists of claims and follow-ups of the site too', async () => {
  const customerId = await registered(mei, { confidential: true });
  await openClaim(mei, customerId);
  await followUp(mei, customerId);
  const listed = async (by: Person) =>
    [
      ...(await by.must(claims.list, { query: {} })).rows,
      ...(await by.must(claims.dayRegister, { query: {} })).rows,
      ...(await by.must(claims.today, { query: { staffId: mei.id } })).rows,
    ].filter((row) => row.customer.id === customerId);
  expect(await listed(head)).toEqual([]);
  expect((await listed(mei)).length).toBeGreaterThan(1);
  const decisions = async (by: Person) => (await by.must(journal.list, { query: { customerId } })).rows.length;
  expect([await decisions(head), (await decisions(mei)) > 1]).toEqual([0, true]);
});

test('the number a caller left is for whoever answered or is to ring back; to others of the desk it is masked', async () => {
  await head.must(desk.open, { params: { siteId: here }, body: { order: [mei.id, li.id] } as never });
  const contact = '手机 139 1234 5678';
  const body = { caller: '周先生', contact, answeredBy: mei.id };
  await mei.must(desk.takeCall, { params: { siteId: here }, body });
  const shown = async (by: Person) =>
    (await by.must(desk.calls, { params: { siteId: here }, query: {} })).rows[0]?.contact;
  expect(await shown(mei)).toBe(contact);
  expect(await shown(head)).toBe('手机 139****5678');
  const file = await (await head.fetch(`/api/sites/${here}/calls.csv`)).text();
  expect(file).not.toContain('5678 ');
  expect(file).toContain('139****5678');
});

test('an import for one site changes no customer of another', async () => {
  const customerId = await registered(stranger);
  const phone = String(13700000000 + numbers);
  const clerk = await world.addPerson({
    name: '内勤',
    siteId: here,
    grants: { 'imports.read': 'self', 'imports.run': 'site' },
  });
  const csv = `客户姓名,手机,归属人,备注\n客户${numbers}号,${phone},,改写`;
  const [sheet] = (await uploadFile(clerk, '客户.csv', csv)).imports;
  await configure(clerk, sheet?.id ?? '', { mode: 'both' });
  await run(clerk, sheet?.id ?? '');
  const [row] = await world.server.runtime.database.inCompany(world.companyId, (tx) =>
    tx.rows<{ note: string }>({ text: 'select note from customers where id = $1', values: [customerId] }),
  );
  expect(row?.note).toBe('');
});

test('an export sent again with its command id holds only what the caller may see by now', async () => {
  const customerId = await registered(mei);
  const ask = { commandId: randomUUID(), format: 'csv', filters: {} };
  const send = async () =>
    (await head.fetch('/api/customers/exports', { method: 'POST', body: JSON.stringify(ask) })).text();
  expect(await send()).toContain(`客户${numbers}号`);
  await write('update customers set site_id = $3 where company_id = $1 and id = $2', customerId, there);
  expect(await send()).not.toContain(`客户${numbers}号`);
});

test('a token made with a token that ends does not outlive it', async () => {
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const { companyId } = world;
  const short = await issueToken(world.server.runtime, { companyId, staffId: mei.id, label: 'short', expiresAt });
  const child = await personAt(world.server.url, { ...mei, token: short.token }).must(session.createToken, {
    body: { label: 'child' },
  });
  expect(child.expiresAt).toBe(expiresAt);
});

test('whoever may not reset a password does not lift the lock on its account', async () => {
  const key = accountKey(stranger.id);
  const { database } = world.server.runtime;
  await database.system({
    text: `insert into login_attempts (key, failures, first_at, locked_until) values ($1, 5, now(), now() + interval '1 hour')`,
    values: [key],
  });
  const manager = await world.addPerson({ name: '店长', siteId: here, grants: { 'organisation.staff': 'site' } });
  const reset = await manager.call(organisation.resetPassword, { params: { staffId: stranger.id }, body: {} as never });
  expect(reset.code).toBe('NOT_ALLOWED');
  expect(await database.system({ text: 'select 1 from login_attempts where key = $1', values: [key] })).toHaveLength(1);
});

test('a stream of live hints ends with its session', { timeout: 10_000 }, async () => {
  const { companyId } = world;
  const { id, token } = await issueToken(world.server.runtime, { companyId, staffId: li.id, label: 'phone' });
  const stream = await fetch(`${world.server.url}/api/events`, { headers: { authorization: `Bearer ${token}` } });
  expect(stream.ok).toBe(true);
  await li.must(session.revoke, { params: { sessionId: id } });
  await stream.text(); // only returns when the server has ended it
});

test('the floors of other houses are not heard, whatever else one may read of the company', async () => {
  const reader = await world.addPerson({ name: '读者', siteId: here, grants: { 'rulebook.read': 'company' } });
  const chief = await world.addPerson({ name: '总监', siteId: here, grants: { 'claims.read': 'company' } });
  const heard = async (who: Person) => {
    const stream = await who.fetch('/api/events');
    const lines = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    world.server.runtime.events.publish(world.companyId, [
      { topic: 'pool', siteId: there, id: 'theirs' },
      { topic: 'claims', siteId: here, id: 'ours' },
    ]);
    let text = '';
    while (!text.includes('ours')) text += (await lines?.read())?.value ?? '';
    await lines?.cancel();
    return text;
  };
  expect(await heard(reader)).not.toContain('theirs');
  expect(await heard(chief)).toContain('theirs');
});

test('whom a customer brought, or lives with, is named only to those who may see them', async () => {
  const brought = await registered(mei);
  const by = await registered(li);
  await write('update customers set referred_by = $3 where company_id = $1 and id = $2', brought, by);
  const mine = await mei.must(customers.get, { params: { customerId: brought } });
  expect(mine.referredBy?.name).toBe('客**');
  expect((await li.must(customers.get, { params: { customerId: by } })).referrals).toEqual([]);
  expect((await head.must(customers.get, { params: { customerId: by } })).referrals).toHaveLength(1);
});

test('pages run no script that is not ours, and nothing sent is taken for a page', async () => {
  const policyOf = async (path: string) =>
    (await fetch(world.server.url + path)).headers.get('content-security-policy');
  for (const path of ['/', '/customers/1', '/api/reference']) {
    const policy = (await policyOf(path)) ?? '';
    expect(policy).toMatch(/script-src 'self';/);
    expect(policy).toMatch(/object-src 'none'.*frame-ancestors 'none'/);
    expect(policy.replace(/style-src [^;]*/, '')).not.toMatch(/unsafe/);
  }
  for (const path of ['/', '/api/me', '/api/health', '/api/openapi.json', '/nothing.js'])
    expect((await fetch(world.server.url + path)).headers.get('x-content-type-options')).toBe('nosniff');
});

test('an error of the database goes into the log without the row it quotes', () => {
  const error = Object.assign(new Error('duplicate key'), {
    code: '23505',
    detail: 'Key (value)=(13800000000) already exists.',
  });
  expect(JSON.stringify(withoutValues(error))).toMatch(/23505/);
  expect(JSON.stringify(withoutValues(error))).not.toMatch(/138/);
});

test('whoever guesses tokens is told to stop; a right one from the same address goes on', async () => {
  const ask = async (token: string) => {
    const response = await fetch(`${world.server.url}/api/me`, { headers: { authorization: `Bearer ${token}` } });
    const body = (await response.json()) as { error?: { code: string } };
    return body.error?.code ?? null;
  };
  expect(await ask('wrong')).toBe('NOT_SIGNED_IN');
  for (let n = 0; n < 60; n += 1) await ask(`gk_${n}`);
  expect(await ask('gk_another')).toBe('RATE_LIMITED');
  expect(await ask(mei.token)).toBeNull();
});
