/** Saved views: one's own until shared; shared only by whoever may; each list keeps its own. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listViews } from '#contract/list-views.ts';
import { type Person, startWorld, type World } from '#server/platform/testing/world.ts';

let world: World;
let mei: Person;
let li: Person;
let manager: Person;
let finance: Person;
beforeAll(async () => {
  world = await startWorld();
  const siteId = await world.addSite();
  mei = await world.addPerson({ name: '梅', siteId, role: 'consultant' });
  li = await world.addPerson({ name: '李', siteId, role: 'consultant' });
  manager = await world.addPerson({ name: '经理', siteId, role: 'manager' });
  finance = await world.addPerson({ name: '财务', siteId, role: 'finance' });
});
afterAll(() => world.stop());

const units = { params: { list: 'units' } } as const;
const low = { name: '低楼层', shared: false, filters: { kind: 'room', building: '1#' } };

test('kept on the server under a name, seen by nobody else until it is shared by whoever may', async () => {
  const { id } = await mei.must(listViews.saveView, { ...units, body: low });
  expect(await mei.must(listViews.views, units)).toMatchObject({
    mayShare: false,
    views: [{ id, name: '低楼层', mine: true, shared: false, filters: low.filters }],
  });
  expect((await li.must(listViews.views, units)).views).toEqual([]);
  expect((await mei.call(listViews.saveView, { ...units, body: low })).code).toBe('VIEW_NAME_TAKEN');
  expect((await mei.call(listViews.saveView, { ...units, body: { ...low, name: '共享', shared: true } })).code).toBe(
    'NOT_ALLOWED',
  );
  // Another list may have one of the same name.
  expect((await mei.call(listViews.saveView, { params: { list: 'deals' }, body: low })).code).toBeNull();
  const shared = await manager.must(listViews.saveView, { ...units, body: { ...low, shared: true } });
  expect((await li.must(listViews.views, units)).views).toMatchObject([{ id: shared.id, mine: false, shared: true }]);
  const others = { params: { list: 'units', viewId: shared.id } } as const;
  expect((await li.call(listViews.removeView, { ...others, body: {} })).code).toBe('NOT_FOUND');
  const elsewhere = { params: { list: 'deals', viewId: shared.id } } as const;
  expect((await manager.call(listViews.removeView, { ...elsewhere, body: {} })).code).toBe('NOT_FOUND');
  const change = { ...low, name: '低区', shared: true };
  expect((await manager.call(listViews.changeView, { ...others, body: { ...change, version: 2 } })).code).toBe(
    'STALE_VERSION',
  );
  expect(await manager.must(listViews.changeView, { ...others, body: { ...change, version: 1 } })).toEqual({
    version: 2,
  });
  await manager.must(listViews.removeView, { ...others, body: {} });
  expect((await li.must(listViews.views, units)).views).toEqual([]);
});

test('who may not see a list keeps no views of it; a hundred of one’s own are enough', async () => {
  const receipts = { params: { list: 'customers' } } as const;
  const stranger = await world.addPerson({ name: '外人', grants: {} });
  expect((await stranger.call(listViews.views, receipts)).code).toBe('NOT_ALLOWED');
  expect((await stranger.call(listViews.saveView, { ...receipts, body: low })).code).toBe('NOT_ALLOWED');
  const ledger = { params: { list: 'receivables' } } as const;
  for (let n = 0; n < 100; n++)
    await finance.must(listViews.saveView, { ...ledger, body: { ...low, name: `视图${n}`, shared: true } });
  const full = await finance.call(listViews.saveView, { ...ledger, body: { ...low, name: '又一个' } });
  expect(full).toMatchObject({ status: 409, code: 'VIEWS_FULL' });
});
