/** A disk without room under uploads and attachments: a coded answer, nothing left behind, and with room again the same call goes through. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { customers } from '#contract/customers.ts';
import { type Person, startWorld, type World } from '#server/platform/testing/world.ts';
import { send, until } from './testing.ts';

// No device of ours is small enough to fill for real; an attachment's path is not known beforehand, so its write is told to fail.
const disk = vi.hoisted(() => ({ full: false }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const writeFile: typeof real.writeFile = async (...given) => {
    if (disk.full) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    return real.writeFile(...given);
  };
  return { ...real, writeFile };
});

let world: World;
let clerk: Person;
let siteId: string;
beforeAll(async () => {
  world = await startWorld();
  siteId = await world.addSite({ rulebook: 'sales-office-reception' });
  clerk = await world.addPerson({ name: '经理', siteId, role: 'manager' });
});
afterAll(() => world.stop());

test('an upload that finds no room is refused and leaves nothing; sent again it is read', async () => {
  const grants = { 'imports.read': 'company', 'imports.run': 'company' } as const;
  const importer = await world.addPerson({ name: '导入员', siteId, grants });
  const folder = join(world.server.runtime.dataDir, 'imports');
  const commandId = randomUUID();
  const kept = join(folder, `${commandId}.upload.part`);
  mkdirSync(folder, { recursive: true });
  symlinkSync('/dev/full', kept); // the device that is always full
  const content = '客户姓名,手机\n甲,19912345678\n';
  const refused = await send(importer, '满.csv', content, { commandId });
  expect(refused.status).toBe(503);
  expect(await refused.json()).toMatchObject({ error: { code: 'DISK_FULL', mayPassLater: true } });
  expect(readdirSync(folder)).toEqual([]);
  rmSync(kept, { force: true });
  expect((await send(importer, '满.csv', content, { commandId })).status).toBe(201);
  await until(
    async () => readdirSync(folder),
    (left) => left.length === 0, // read and staged
  );
});

test('an attachment that finds no room is refused, no row and no file stay; sent again it is kept', async () => {
  const { customerId } = await clerk.must(customers.register, {
    body: { name: '附件客户', phones: '19912340001', siteId } as never,
  });
  const commandId = randomUUID();
  const attach = (): Promise<Response> =>
    clerk.fetch(`/api/customers/${customerId}/files?name=${encodeURIComponent('合影.png')}&commandId=${commandId}`, {
      method: 'POST',
      body: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 1]),
      headers: { 'content-type': 'application/octet-stream' },
    });
  disk.full = true;
  const refused = await attach();
  expect(refused.status).toBe(503);
  expect(await refused.json()).toMatchObject({ error: { code: 'DISK_FULL', mayPassLater: true } });
  expect((await clerk.must(customers.get, { params: { customerId } })).files).toEqual([]);
  disk.full = false;
  expect((await attach()).ok).toBe(true);
  expect((await clerk.must(customers.get, { params: { customerId } })).files).toHaveLength(1);
});
