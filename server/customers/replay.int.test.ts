/** What is shown once: a command sent again gives the same answer, and none of it lies in the table of commands. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { customers } from '#contract/customers.ts';
import { organisation } from '#contract/organisation.ts';
import { session } from '#contract/session.ts';
import type { World } from '#server/platform/testing/world.ts';
import { at, type House, newPhone, openHouse, startCompany } from '#server/scenarios/story.testing.ts';

let world: World;
let house: House;
beforeAll(async () => {
  world = await startCompany();
  house = await openHouse(world, 'real-estate-customers', '甲');
});
afterAll(() => world.stop());

const stored = async (): Promise<string> => {
  const rows = await world.server.runtime.database.inCompany(world.companyId, (tx) =>
    tx.rows<{ all: string }>({ text: `select string_agg(commands.response::text, ' ') as all from commands` }),
  );
  return rows[0]?.all ?? '';
};
const commandId = () => crypto.randomUUID();

test('[S2.05.s1.private] a look sent again is the same look, counted once; on another day it is none', async () => {
  const phone = newPhone();
  const customerId = await house.customer('看一次', { phones: phone, idNumber: '11010519491231002X' });
  const ask = { params: { customerId }, body: { commandId: commandId(), reason: '约看房' } };
  const first = await house.manager.must(customers.reveal, ask);
  expect(JSON.stringify(first)).toContain('11010519491231002X');
  expect(await house.manager.must(customers.reveal, ask)).toEqual(first);
  const file = await house.manager.must(customers.get, { params: { customerId } });
  expect(file.revealsLeft).toBe(first.left); // looking again today cost nothing
  expect(await stored()).not.toContain('11010519491231002X');
  expect(await stored()).not.toContain(phone.slice(-8));

  await world.setClock(at('2024-03-05', '09:30'));
  expect((await house.manager.call(customers.reveal, ask)).code).toBe('REVEAL_PAST');
  const anew = { ...ask, body: { ...ask.body, commandId: commandId() } };
  expect((await house.manager.must(customers.reveal, anew)).left).toBe(first.left);
});

test('[S2.05.s1.system] one-time passwords and tokens come back to whoever asks again, and are kept nowhere', async () => {
  const admin = await world.addPerson({ name: '管理员', role: 'administrator' });
  const enter = { body: { commandId: commandId(), name: '新人', siteId: house.siteId, username: 'xinren' } as never };
  const entered = await admin.must(organisation.createStaff, enter);
  expect(await admin.must(organisation.createStaff, enter)).toEqual(entered);
  const reset = { params: { staffId: entered.id }, body: { commandId: commandId() } };
  const password = (await admin.must(organisation.resetPassword, reset)).oneTimePassword;
  expect((await admin.must(organisation.resetPassword, reset)).oneTimePassword).toBe(password);
  const make = { body: { commandId: commandId(), label: '报表' } as never };
  const { token } = await admin.must(session.createToken, make);
  expect((await admin.must(session.createToken, make)).token).toBe(token);
  for (const secret of [entered.oneTimePassword, password, token]) {
    expect(secret?.length).toBeGreaterThan(7);
    expect(await stored()).not.toContain(secret);
  }
});
