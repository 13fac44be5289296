/** What goes wrong on an ordinary day: each has its code and a sentence in both languages, nothing is lost, and trying again works. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claims } from '#contract/claims.ts';
import { customers } from '#contract/customers.ts';
import type { ErrorBody } from '#contract/kernel/refusal.ts';
import { issueToken } from '#server/session/index.ts';
import type { Answer, Person, World } from './testing/world.ts';
import { personAt, startWorld } from './testing/world.ts';

let world: World;
let mei: Person;
const typed = {
  name: '周敏',
  phones: '13800138000',
  source: 'walk_in',
  enquiry: '三居',
  type: 'end_customer',
} as const;
const register = (by: Person, more: object = {}) =>
  by.call(customers.register, { body: { ...typed, ...more } as never });

beforeAll(async () => {
  world = await startWorld();
  const siteId = await world.addSite({ rulebook: 'real-estate-customers' });
  mei = await world.addPerson({
    name: '梅',
    siteId,
    grants: {
      'customers.read': 'site',
      'customers.register': 'site',
      'customers.edit': 'site',
      'claims.read': 'self',
      'claims.register': 'self',
      'claims.followUp': 'self',
    },
  });
});
afterAll(() => world.stop());

const rows = async (text: string, ...values: unknown[]): Promise<unknown[]> =>
  world.server.runtime.database.inCompany(world.companyId, (tx) => tx.rows({ text, values }));
const counts = () =>
  rows(`select (select count(*) from customers) as customers, (select count(*) from journal) as journal,
  (select count(*) from commands) as commands`);

/** Refused with this code, in two whole sentences, and not a row was written. */
async function refused(code: string, ask: () => Promise<Answer<unknown>>): Promise<ErrorBody['error']> {
  const before = await counts();
  const answer = await ask();
  expect(answer.code).toBe(code);
  const { error } = answer.body as unknown as ErrorBody;
  expect(error.zh).toMatch(/\p{Script=Han}{3}/u);
  expect(error.en).toMatch(/[a-z]{2,} [a-z]/i);
  expect(error.zh + error.en).not.toMatch(/\{\w+\}|undefined|null/);
  expect(await counts()).toEqual(before);
  return error;
}

test('a phone that is none, and a day that has not come, point at their fields', async () => {
  expect(await refused('PHONE_INVALID', () => register(mei, { phones: '1380013' }))).toMatchObject({ field: 'phones' });
  expect(await refused('DATE_IN_FUTURE', () => register(mei, { visitedOn: '2024-03-05' }))).toMatchObject({
    field: 'visitedOn',
  });
});

test('a session that ran out says so with a remedy; the same command goes through after signing in again', async () => {
  const expired = await issueToken(world.server.runtime, {
    companyId: world.companyId,
    staffId: mei.id,
    label: 'old',
    expiresAt: '2020-01-01T00:00:00Z',
  });
  const commandId = randomUUID();
  const before = personAt(world.server.url, { ...mei, token: expired.token });
  const error = await refused('NOT_SIGNED_IN', () => register(before, { commandId }));
  expect(error.remedy?.zh).toContain('重新登录');
  expect((await register(mei, { commandId })).code).toBeNull();
});

test('a command id with another body is refused, and the first answer still stands', async () => {
  const commandId = randomUUID();
  const first = await register(mei, { commandId, phones: '13800138001', name: '吴京京' });
  await refused('COMMAND_ID_REUSED', () => register(mei, { commandId, phones: '13800138002', name: '别人' }));
  const again = await register(mei, { commandId, phones: '13800138001', name: '吴京京' });
  expect([again.body, again.headers.get('guike-replayed')]).toEqual([first.body, 'true']);
});

test('a change from an old page is refused, and a contact of tomorrow too', async () => {
  const { customerId } = (await register(mei, { phones: '13800138003', name: '郑爽朗' })).body;
  const params = { customerId };
  const { version } = await mei.must(customers.get, { params });
  await mei.must(customers.update, { params, body: { version, note: '先到' } });
  const stale = await refused('STALE_VERSION', () =>
    mei.call(customers.update, { params, body: { version, note: '后到' } }),
  );
  expect(stale.detail).toMatchObject({ current: version + 1 });
  expect((await mei.must(customers.get, { params })).note).toBe('先到');
  await mei.must(claims.register, { params, body: { origin: 'visit', phoneLeft: true } as never });
  const tomorrow = { channel: 'call', at: '2024-03-05T01:00:00Z', text: '明天的' } as never;
  await refused('CONTACT_IN_FUTURE', () => mei.call(claims.followUp, { params, body: tomorrow }));
});

test('the database goes away in mid-command: nothing half written, and the same command sent again runs once', async () => {
  const { customerId } = (await register(mei, { phones: '13800138004', name: '王维维' })).body;
  const params = { customerId };
  const { version } = await mei.must(customers.get, { params });
  const body = { commandId: randomUUID(), version, note: '写到一半' };
  const send = () => mei.call(customers.update, { params, body });
  const { database } = world.server.runtime;
  const error = await refused('DATABASE_UNAVAILABLE', () =>
    database.inCompany(world.companyId, async (tx) => {
      // Whoever holds the row keeps the command waiting in the middle; then its connection is cut off.
      await tx.run({ text: 'select 1 from customers where id = $1 for update', values: [customerId] });
      const sent = send();
      for (let cut = 0; cut === 0; ) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        cut = await tx.run({
          text: `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        });
      }
      return sent;
    }),
  );
  expect(error).toMatchObject({ mayPassLater: true });
  expect(error.remedy?.en).toContain('same commandId');
  expect((await mei.must(customers.get, { params })).note).toBe('');
  expect((await send()).code).toBeNull();
  expect((await send()).headers.get('guike-replayed')).toBe('true');
  expect((await mei.must(customers.get, { params })).note).toBe('写到一半');
});
