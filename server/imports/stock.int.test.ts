/** A price table that comes again: what is sold stays sold, another price waits for approval, an area stays until its paper, and all of it can be taken back. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { customers } from '#contract/customers.ts';
import { imports } from '#contract/imports.ts';
import { inventory } from '#contract/inventory.ts';
import { type Person, startWorld, type World } from '#server/platform/testing/world.ts';
import { check, run, send, settled, uploadFile } from './testing.ts';

let world: World;
let siteId: string;
let clerk: Person;
let mei: Person;
let customerId: string;

beforeAll(async () => {
  world = await startWorld();
  siteId = await world.addSite({ name: '云栖案场' });
  clerk = await world.addPerson({ name: '白助理', siteId, role: 'sales_assistant' });
  mei = await world.addPerson({ name: '林晓梅', siteId, role: 'consultant' });
  ({ customerId } = await mei.must(customers.register, { body: { siteId, name: '周敏', phones: '13800001111' } }));
});
afterAll(() => world.stop());

const header = '楼栋,单元,楼层,房号,户型,建筑面积,备案单价,备案总价,折后总价,销售状态';
const bring = async (rows: readonly string[], by = clerk): Promise<string> => {
  const [one] = (await uploadFile(by, '一房一价.csv', [header, ...rows].join('\n'))).imports;
  return one?.id ?? '';
};
const ended = async (importId: string) => {
  const { rows } = await clerk.must(imports.rows, { params: { importId }, query: {} });
  return rows
    .filter(({ ending }) => ending !== 'skip')
    .map(({ ending, problems }) => [ending, ...problems.map(({ code }) => code)].join(' '));
};
const unit = async (code: string) => {
  const { rows } = await clerk.must(inventory.units, { query: { siteId, q: code } });
  const found = rows.find((row) => row.code === code);
  if (!found) throw new Error(`no unit ${code}`);
  return found;
};
const lists = async () =>
  (await clerk.must(inventory.priceLists, { params: { siteId }, query: {} })).rows.map(({ state, items }) => [
    state,
    items,
  ]);

test('a table in every spelling: each row ends once, and the dry run said so before', async () => {
  const importId = await bring([
    '1#楼,1单元,3,301,A1,89.12,20000,,,',
    '1#楼,1单元,,302,B1,100,20000,2000000,一口价1900000,',
    '1#楼,1单元,3,303,B1,100,20000,2000000,1950000,可售',
    '1#楼,1单元,3,304,B1,100,20000,2000000,,已售',
    '1#楼,1单元,3,301,A1,89.12,20000,,,',
    '1#楼,1单元,3,302,B1,101,20000,2000000,,',
    '1#楼,1单元,3,305,B1,100,20000,2000000,2100000,',
    '1#楼,1单元,3,306,B1,100,20000,2000000,,再说',
    '1#楼,1单元,3,,B1,100,20000,2000000,,',
  ]);
  const tried = await check(clerk, importId);
  const foretold = await ended(importId);
  const done = await run(clerk, importId);
  expect(tried.checkTally).toEqual(done.tally);
  expect(done.tally).toEqual({ rows: 10, created: 4, updated: 0, merged: 1, returned: 4, skipped: 1 });
  expect(foretold).toEqual([
    'create PRICE_COMPUTED',
    'create FLOOR_FROM_ROOM',
    'create',
    'create',
    'merge PRICE_COMPUTED DUPLICATE_IN_FILE',
    'return UNIT_TWICE',
    'return DISCOUNT_ABOVE_LIST',
    'return STATE_UNREADABLE',
    'return REQUIRED_MISSING',
  ]);
  expect(await ended(importId)).toEqual(foretold);
  expect(await unit('1#-1-302')).toMatchObject({
    state: 'available',
    floor: 3,
    listPriceFen: 190_000_000,
    isFixedPrice: true,
  });
  expect(await unit('1#-1-304')).toMatchObject({ state: 'contracted', withheldReason: '已售' });
  expect(await lists()).toEqual([['approved', 4]]);
});

test('[S0.10.a.4b] a table never puts a sold room back on sale, nor changes a price or an area that is in force', async () => {
  const held = await unit('1#-1-303');
  await mei.must(inventory.hold, { params: { unitId: held.id }, body: { customerId, hours: 2 } });
  const importId = await bring([
    '1#,1,3,301,A2,89.12,21000,1871520,,不可售',
    '1#,1,3,302,B1,99.5,20000,2000000,一口价1900000,',
    '1#,1,3,303,B1,100,20000,2000000,1950000,',
    '1#,1,3,304,B1,100,20000,2000000,,',
  ]);
  const done = await run(clerk, importId);
  expect(done.tally).toMatchObject({ created: 0, updated: 4, returned: 0 });
  expect(await ended(importId)).toEqual(['update PRICE_DRAFTED', 'update AREA_KEPT', 'update', 'update STATE_KEPT']);
  expect(await unit('1#-1-301')).toMatchObject({
    state: 'withheld',
    withheldReason: '不可售',
    layout: 'A2',
    listPriceFen: 178_240_000,
  });
  expect(await unit('1#-1-302')).toMatchObject({ predictedArea: 100 });
  expect(await unit('1#-1-303')).toMatchObject({ state: 'held' });
  expect(await unit('1#-1-304')).toMatchObject({ state: 'contracted' });
  expect(await lists()).toEqual([
    ['draft', 1],
    ['approved', 4],
  ]);
  await clerk.must(imports.undo, { params: { importId }, body: {} });
  expect((await settled(clerk, importId)).state).toBe('undone');
  expect(await unit('1#-1-301')).toMatchObject({ state: 'available', withheldReason: '', layout: 'A1' });
  expect(await lists()).toEqual([['approved', 4]]);
});

test('an undo takes away what nobody has built on; a held room stays, and says so', async () => {
  const [first] = (await clerk.must(imports.list, { query: {} })).rows.slice(-1);
  const importId = first?.id ?? '';
  await clerk.must(imports.undo, { params: { importId }, body: {} });
  const undone = await settled(clerk, importId);
  expect([undone.state, undone.keptAfterUndo]).toEqual(['undone', 2]);
  // 301 was changed and put back, 303 is held: both have a history now. The others are gone with their prices.
  expect((await clerk.must(inventory.units, { query: { siteId } })).rows.map(({ code }) => code)).toEqual([
    '1#-1-301',
    '1#-1-303',
  ]);
  expect(await lists()).toEqual([['approved', 2]]);
});

test('whoever keeps no stock brings none in', async () => {
  const response = await send(mei, '一房一价.csv', header);
  expect(response.status).toBe(403);
  const desk = await world.addPerson({
    name: '李前台',
    siteId,
    grants: { 'imports.run': 'site', 'imports.read': 'self' },
  });
  const importId = await bring(['1#,1,3,399,A1,89.12,20000,,,'], desk);
  expect(await desk.call(imports.start, { params: { importId }, body: {} })).toMatchObject({
    status: 403,
    code: 'NOT_ALLOWED',
  });
});
