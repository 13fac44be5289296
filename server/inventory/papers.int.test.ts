/** Prices, areas, vehicles and returned goods: what changes by paper only. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvals } from '#contract/approvals.ts';
import { inventory } from '#contract/inventory.ts';
import { notices } from '#contract/notices.ts';
import type { Person } from '#server/platform/testing/world.ts';
import { type Office, openOffice } from './testing/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.world.stop());

const kindsHeard = async (who: Person) => (await who.must(notices.mine)).rows.map(({ kind }) => kind);

/** Everybody who may signs, until it is decided. */
async function signAll(approvalId: string): Promise<void> {
  for (const who of [office.助理, office.经理, office.总监, office.财务, office.总经理]) {
    const { state, round } = await office.总监.must(approvals.get, { params: { approvalId } });
    if (state !== 'pending') return;
    await who.call(approvals.sign, { params: { approvalId }, body: { round } });
  }
  const { state } = await office.总监.must(approvals.get, { params: { approvalId } });
  expect(state).toBe('approved');
}

test('[S0.10.a.4b] a price changes by an approved list only, from the instant the list says', async () => {
  const { 经理, 助理, 梅, siteId, room, world } = office;
  const unitId = await room('1#-1-101', { listPriceFen: 200_000_000, floorPriceFen: 190_000_000 });
  const priceOf = async () => (await 梅.must(inventory.unit, { params: { unitId } })).listPriceFen;
  const { version } = await 助理.must(inventory.unit, { params: { unitId } });
  const byHand = await 助理.call(inventory.editUnit, {
    params: { unitId },
    body: { version, listPriceFen: 180_000_000 },
  });
  expect(byHand).toMatchObject({ status: 409, code: 'PRICE_NEEDS_APPROVAL' });

  const items = [
    { unitId, listPriceFen: 210_000_000, floorPriceFen: 195_000_000, unitPriceFen: null, isFixedPrice: false },
  ];
  const draft = (effectiveAt: string | undefined) =>
    经理.call(inventory.draftPriceList, { params: { siteId }, body: { name: '三月', items, effectiveAt } });
  expect((await draft('2024-03-04T00:59:59.999Z')).code).toBe('PRICE_BACKDATED');
  const { list } = (await draft('2024-03-05T01:00:00.000Z')).body;
  const sent = await 经理.must(inventory.submitPriceList, { params: { listId: list.id }, body: {} });
  expect(await priceOf()).toBe(200_000_000);
  await signAll(sent.approvalId);
  expect(await priceOf()).toBe(200_000_000);
  await world.setClock('2024-03-05T00:59:59.999Z');
  expect(await priceOf()).toBe(200_000_000);
  await world.setClock('2024-03-05T01:00:00.000Z');
  expect(await priceOf()).toBe(210_000_000);
  const at = async (instant: string) =>
    (await 梅.must(inventory.priceAt, { params: { unitId }, query: { at: instant } })).listPriceFen;
  expect(await at('2024-03-04T12:00:00.000Z')).toBe(200_000_000);
  expect(await at('2024-03-05T01:00:00.000Z')).toBe(210_000_000);
  // An approved list never changes.
  const edited = await 经理.call(inventory.editPriceList, { params: { listId: list.id }, body: { items } });
  expect(edited.code).toBe('PRICE_LIST_STATE');
});

test('[S1.03.a9.2] a quote never exceeds the list; below what the house gives away it needs approval', async () => {
  const { 梅, room } = office;
  const unitId = await room('1#-1-102', { listPriceFen: 200_000_000, floorPriceFen: 190_000_000 });
  const quote = (priceFen: number) => 梅.call(inventory.quote, { params: { unitId }, body: { priceFen } });
  expect(await quote(200_000_001)).toMatchObject({ status: 422, code: 'PRICE_ABOVE_LIST' });
  expect((await quote(200_000_000)).body).toMatchObject({ needsApproval: false, belowListFen: 0 });
  expect((await quote(190_000_000)).body).toMatchObject({ needsApproval: false, discountPercent: 5 });
  expect((await quote(189_999_999)).body).toMatchObject({ needsApproval: true });
});

test('[S0.10.a.5] an area is surveyed, confirmed by two departments, approved and filed with finance', async () => {
  const { 助理, 经理, 总监, 财务, 梅, room } = office;
  const unitId = await room('1#-1-201');
  const survey = { surveyedArea: 89.31, surveyReference: '测绘 2024-017', reason: '竣工实测' };
  const { change } = await 助理.must(inventory.proposeArea, { params: { unitId }, body: survey });
  expect((await 助理.call(inventory.proposeArea, { params: { unitId }, body: survey })).code).toBe('AREA_PENDING');
  const confirm = (who: Person, department: 'development' | 'marketing') =>
    who.call(inventory.confirmArea, { params: { changeId: change.id }, body: { department } });
  expect((await confirm(经理, 'development')).code).toBeNull();
  expect((await confirm(经理, 'marketing')).code).toBe('AREA_SAME_PERSON');
  expect((await 财务.call(inventory.fileArea, { params: { changeId: change.id }, body: {} })).code).toBe('AREA_STATE');
  const both = (await confirm(总监, 'marketing')).body.change;
  expect(both.state).toBe('approving');
  const areaOf = async () => (await 梅.must(inventory.unit, { params: { unitId } })).surveyedArea;
  expect(await areaOf()).toBeNull();
  await signAll(both.approvalId ?? '');
  expect(await areaOf()).toBe(89.31);
  expect(await kindsHeard(财务)).toContain('inventory.areaToFile');
  const { change: filed } = await 财务.must(inventory.fileArea, { params: { changeId: change.id }, body: {} });
  expect(filed).toMatchObject({ state: 'filed', filed: { by: { id: 财务.id } } });
});

test('[S2.15.c6.13] a vehicle that stands at a second-tier store longer than thirty days is called back, and each day late counts', async () => {
  const { 助理, siteId, car, world } = office;
  const unitId = await car('V-1');
  const move = (location: string, stockState: 'at_branch' | 'in_stock') =>
    助理.call(inventory.moveVehicle, { params: { unitId }, body: { location, stockState } });
  await move('二级网点-叙永', 'at_branch'); // 5 March, local time
  const open = async () => (await 助理.must(inventory.recalls, { params: { siteId } })).rows;
  await world.setClock('2024-04-04T15:59:59.999Z'); // the last moment of day thirty
  expect(await open()).toEqual([]);
  await world.setClock('2024-04-04T16:00:00.000Z');
  expect(await open()).toMatchObject([{ unit: { id: unitId }, branch: '二级网点-叙永', dueOn: '2024-04-04' }]);
  expect(await kindsHeard(助理)).toContain('inventory.recall');
  await world.setClock('2024-04-06T02:00:00.000Z');
  expect((await open())[0]?.daysLate).toBe(2);
  await move('大库', 'in_stock');
  expect(await open()).toEqual([]);
  const back = (await 助理.must(inventory.recalls, { params: { siteId }, query: { open: 'false' } })).rows;
  expect(back).toMatchObject([{ daysLate: 2, returnedAt: '2024-04-06T02:00:00.000Z' }]);
});

test('[S0.08.f.17] the board of vehicles shows at once where each one stands and who holds it', async () => {
  const { 梅, 助理, siteId, car, customer } = office;
  const unitId = await car('V-2', { listPriceFen: 14_280_000 });
  const row = async () =>
    (await 梅.must(inventory.vehicles, { params: { siteId } })).rows.find(({ id }) => id === unitId);
  expect(await row()).toMatchObject({ location: '大库', state: 'available', marked: false, hold: null });
  await 助理.must(inventory.moveVehicle, {
    params: { unitId },
    body: { location: '展厅', stockState: 'display' },
  });
  await 梅.must(inventory.hold, { params: { unitId }, body: { customerId: await customer('车客'), reason: '' } });
  expect(await row()).toMatchObject({ location: '展厅', stockState: 'display', state: 'held', marked: true });
});

test('[S2.13.a13.2.store] goods that differ from the slip are asked about first, then signed for as they arrived', async () => {
  const { 助理, 经理, 财务, 梅, siteId } = office;
  const { unit } = await 助理.must(inventory.addUnit, {
    params: { siteId },
    body: { kind: 'stock', code: 'G-1', name: '瓷砖', quantity: 10 },
  });
  const { slip } = await 助理.must(inventory.makeSlip, {
    params: { siteId },
    body: {
      unitId: unit.id,
      goods: '瓷砖',
      reason: '色差',
      handling: 'return',
      basis: '投诉单 7',
      approvedQuantity: 100,
    },
  });
  const ofSlip = { params: { slipId: slip.id } };
  const receive = (actualQuantity: number) => 助理.call(inventory.receiveSlip, { ...ofSlip, body: { actualQuantity } });
  expect((await receive(100)).code).toBe('RETURN_STATE'); // not approved yet
  await signAll(slip.approvalId ?? '');
  expect((await receive(106)).code).toBe('RETURN_DIFFERS');
  await 助理.must(inventory.askSlip, { ...ofSlip, body: { note: '多到 6 件' } });
  expect((await receive(106)).code).toBe('RETURN_DIFFERS');
  await 经理.must(inventory.instructSlip, { ...ofSlip, body: { instruction: '按实收签收' } });
  expect((await receive(106)).body.slip).toMatchObject({ state: 'received', actualQuantity: 106 });
  // Five percent over is booked; what is beyond waits.
  expect((await 梅.call(inventory.bookSlip, { ...ofSlip, body: {} })).status).toBe(403);
  const { slip: booked } = await 财务.must(inventory.bookSlip, { ...ofSlip, body: {} });
  expect(booked).toMatchObject({ state: 'booked', bookedQuantity: 100, heldQuantity: 6 });
  expect((await 助理.must(inventory.unit, { params: { unitId: unit.id } })).quantity).toBe(110);
});

test('fields of the company’s own, checked like those of customers', async () => {
  const { 总监, 助理, siteId } = office;
  await 总监.must(inventory.defineField, {
    body: { kind: 'room', key: 'facing', label: '朝向', type: 'choice', options: ['南', '北'] },
  });
  const add = (code: string, fields: Record<string, string>) =>
    助理.call(inventory.addUnit, { params: { siteId }, body: { kind: 'room', code, fields } });
  expect((await add('9#-1', { facing: '南' })).body.unit.fields).toEqual({ facing: '南' });
  expect((await add('9#-2', { facing: '东' })).code).toBe('FIELD_VALUE_INVALID');
  expect((await add('9#-3', { view: '江' })).code).toBe('FIELD_UNKNOWN');
  expect((await add('9#-1', {})).code).toBe('UNIT_CODE_TAKEN');
});

test('[S1.03.a9.1] a price is answered at once and kept with the material that goes with it', async () => {
  const { 梅, 李, 经理, room, customer } = office;
  const unitId = await room('1#-1-301', { listPriceFen: 200_000_000 });
  const body = { priceFen: 200_000_000, customerId: await customer('询价客'), basis: '一房一价表、户型图' };
  const { journalId } = await 梅.must(inventory.quote, { params: { unitId }, body });
  const of = async (who: Person) => (await who.must(inventory.quotes, { params: { unitId } })).rows;
  expect(await of(梅)).toMatchObject([
    { priceFen: 200_000_000, listPriceFen: 200_000_000, basis: body.basis, customer: { name: '询价客' }, journalId },
  ]);
  expect((await of(经理))[0]?.customer?.name).not.toBe('询价客');
  expect(await of(李)).toEqual([]);
});

test('the steward reports the stock, late or in time, and the assistant checks it', async () => {
  const { 助理, 经理, siteId, world } = office;
  await world.setClock('2024-04-08T00:59:59.000Z');
  const onBoard = (await 助理.must(inventory.vehicles, { params: { siteId } })).rows.filter(
    ({ stockState }) => stockState === 'in_stock' || stockState === 'display',
  );
  const found = onBoard.slice(1).map(({ code, location }) => ({ code, location }));
  const report = (slot: 'morning' | 'afternoon') =>
    助理.call(inventory.reportStock, { params: { siteId }, body: { slot, found } });
  const morning = (await report('morning')).body.report;
  expect(morning).toMatchObject({ isLate: false, differences: [{ code: onBoard[0]?.code, what: 'missing' }] });
  expect((await report('morning')).code).toBe('REPORT_ALREADY_IN');
  expect(await kindsHeard(经理)).toContain('inventory.stockReported');
  const { report: checked } = await 经理.must(inventory.checkReport, { params: { reportId: morning.id }, body: {} });
  expect(checked.checkedBy?.id).toBe(经理.id);
  await world.setClock('2024-04-08T09:00:00.000Z');
  expect((await report('afternoon')).body.report).toMatchObject({ isLate: true });
});

test('two customers prove to be one: what is held for either is held for the one that is kept', async () => {
  const { customers } = await import('#contract/customers.ts');
  const { 梅, 总监, room, customer } = office;
  const [keptId, otherId] = [await customer('合并甲'), await customer('合并乙')];
  const unitId = await room('1#-1-302');
  await 梅.must(inventory.hold, { params: { unitId }, body: { customerId: otherId } });
  const holder = async () => (await 总监.must(inventory.unit, { params: { unitId } })).hold?.customer?.id;
  const body = { otherId, fieldsFromAbsorbed: [], reason: '同一人', relation: 'self', keep: keptId };
  const merged = await 总监.must(customers.merge, { params: { customerId: keptId }, body } as never);
  expect(await holder()).toBe(keptId);
  await 总监.must(customers.undoMerge, {
    params: { mergeId: (merged as { mergeId: string }).mergeId },
    body: { reason: '误并' },
  } as never);
  expect(await holder()).toBe(otherId);
});
