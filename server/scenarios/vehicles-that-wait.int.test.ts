/**
 * Orders for the same car, and days that were promised: equal times, a change that costs the place, a deposit whose slip is out, a report
 * taken back, a promise moved after it was broken. Through the public interface alone, under the shipped book of a dealer.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dealDelivery } from '#contract/deals-delivery.ts';
import { deals } from '#contract/deals.ts';
import { inventory } from '#contract/inventory.ts';
import { money } from '#contract/money.ts';
import { notices } from '#contract/notices.ts';
import { type Office, openOffice } from '#server/deals/office.testing.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { at, startCompany } from './story.testing.ts';

const PRICE = 12_000_000;
let world: World;
let office: Office;
beforeAll(async () => {
  world = await startCompany();
  office = await openOffice(world, 'car-delivery');
});
afterAll(() => world.stop());

const codeOf = (call: Promise<{ code: string | null }>) => call.then(({ code }) => code);
const order = (model: string, more: object = {}) =>
  office.inEffect({
    unitId: null,
    kind: 'vehicle',
    wanted: { model, colour: '' },
    priceFen: PRICE,
    depositFen: 0,
    ...more,
  });
const pay = (dealId: string, amountFen: number, more: object = {}) =>
  office.finance.must(money.receive, {
    params: { dealId },
    body: { kind: 'instalment', amountFen, method: 'cash', ...more } as never,
  });
const queue = async (model: string, by: Person = office.assistant) =>
  (await by.must(deals.queue, { params: { siteId: office.siteId }, query: { model } })).models[0]?.rows ?? [];
const allocate = (by: Person, dealId: string, unitId: string, reason = '') =>
  by.call(deals.allocate, { params: { dealId }, body: { unitId, reason } });
const handOver = (dealId: string, more: object = {}) =>
  office.assistant.call(deals.handOver, { params: { dealId }, body: more });
const promise = (dealId: string, body: object, by: Person = office.seller) =>
  by.call(dealDelivery.promise, { params: { dealId }, body: body as never });
const heard = async (by: Person, dealId: string) =>
  (await by.must(notices.mine)).rows.filter(({ payload }) => payload.dealId === dealId).map(({ kind }) => kind);

describe('the queue', () => {
  test('[S0.08.d.2] same day, same price, paid in the same moment: the earlier number goes first, whoever asks and however often', async () => {
    const [first, second, third] = [await order('途观'), await order('途观'), await order('途观')];
    const names = async () => (await queue('途观')).map(({ deal, place }) => [deal.id, place]);
    expect(await names()).toEqual([
      [first, 1],
      [second, 2],
      [third, 3],
    ]);
    // The last two are paid in full in the same instant of the same clock.
    await pay(third, PRICE);
    await pay(second, PRICE);
    const rows = await queue('途观');
    expect(rows.map(({ deal }) => deal.id)).toEqual([second, third, first]);
    expect(rows.map(({ group }) => group)).toEqual(['paid', 'paid', 'ordered']);
    expect(rows[0]?.paidAt).toBe(rows[1]?.paidAt);
    expect(await names()).toEqual(await names());
    const car = await office.car({ model: '途观' });
    const both = [await allocate(office.assistant, third, car), await allocate(office.assistant, second, car)];
    expect(both.map(({ code }) => code)).toEqual(['OUT_OF_TURN', null]);
    expect(await codeOf(allocate(office.assistant, second, car))).not.toBeNull(); // it has it already
  });

  test('[S0.08.d.1c] [S0.08.d.1b] a change asked for keeps the place, the consent to it costs it', async () => {
    await world.setClock(at('2024-03-05'));
    const early = await order('朗逸');
    await world.setClock(at('2024-03-06'));
    const late = await order('朗逸');
    const places = async () => (await queue('朗逸')).map(({ deal }) => (deal.id === early ? 'early' : 'late'));
    await world.setClock(at('2024-03-07'));
    const { approval } = await office.seller.must(deals.changeTerms, {
      params: { dealId: early },
      body: { priceFen: 12_500_000, paymentMethod: 'full', reason: '加装天窗' },
    });
    expect(await places()).toEqual(['early', 'late']);
    expect(await office.signAll(approval.id)).toBeNull();
    expect(await places()).toEqual(['late', 'early']);
    expect((await office.page(early)).orderDate).toBe('2024-03-07');
    // Paid in full it is first again: the dearer one, and paid.
    await pay(late, PRICE);
    await pay(early, 12_500_000);
    expect(await places()).toEqual(['early', 'late']);
  });

  test('[S0.08.g.13] a deposit whose slip is still out does not make an order paid in full; with the slip back it is, from that moment', async () => {
    const [other, dealId] = [await order('帕萨特'), await order('帕萨特', { depositFen: 500_000 })];
    const { receipt } = await pay(dealId, 500_000, { kind: 'deposit' });
    expect(receipt.slipOut).toBe(true);
    await pay(dealId, PRICE - 500_000);
    expect((await queue('帕萨特')).map(({ deal, group }) => [deal.id, group])).toEqual([
      [other, 'ordered'],
      [dealId, 'ordered'],
    ]);
    const car = await office.car({ model: '帕萨特' });
    await allocate(office.manager, dealId, car, '客户急用');
    await office.papers(dealId, 'conformity_certificate', 'manual');
    expect(await codeOf(handOver(dealId))).toBe('MONEY_NOT_IN');
    await office.finance.must(money.returnSlip, { params: { receiptId: receipt.id }, body: {} });
    expect((await queue('帕萨特'))[0]).toMatchObject({ group: 'paid', deal: { id: dealId }, mayLeave: null });
    expect(await codeOf(handOver(dealId))).toBeNull();
  });

  test('[S0.08.d.2c] [S0.08.b.31b] a loan queues from its down payment, and leaves on the payout report only', async () => {
    const loan = { lender: 'GMAC', amountFen: 8_000_000, downPaymentFen: 4_000_000, needsPayoutReport: true };
    const cash = await order('迈腾');
    const dealId = await order('迈腾', { paymentMethod: 'finance_company', loan });
    await pay(dealId, 3_999_999);
    expect((await queue('迈腾'))[0]?.deal.id).toBe(cash);
    await pay(dealId, 1);
    expect((await queue('迈腾'))[0]).toMatchObject({
      deal: { id: dealId },
      group: 'paid',
      mayLeave: { code: 'UNIT_NEEDED' },
    });
    const car = await office.car({ model: '迈腾' });
    expect(await codeOf(allocate(office.assistant, dealId, car))).toBeNull();
    await office.papers(dealId, 'conformity_certificate', 'manual');
    expect((await queue('迈腾'))[0]?.mayLeave?.code).toBe('PAYOUT_NOT_REPORTED');
    expect(await codeOf(handOver(dealId))).toBe('PAYOUT_NOT_REPORTED');
    await office.finance.must(money.payoutReport, { params: { dealId }, body: {} as never });
    expect(await codeOf(handOver(dealId))).toBeNull();
    expect((await queue('迈腾')).map(({ deal }) => deal.id)).toEqual([cash]);
  });
});

describe('a day that was promised', () => {
  test('[S1.09.d3] [S1.09.o4] moved only after it had passed: on record and told, but late all the same, and the register and the report say so', async () => {
    await world.setClock(at('2024-03-11'));
    const dealId = await order('高尔夫', { delivery: { promisedOn: '2024-03-15', plan: '到店即交' } });
    const car = await office.car({ model: '高尔夫' });
    await allocate(office.assistant, dealId, car);
    await pay(dealId, PRICE);
    await office.papers(dealId, 'conformity_certificate', 'manual');
    await world.setClock(at('2024-03-16', '00:00'));
    expect(await heard(office.supervisor, dealId)).toContain('deals.deliveryLate');
    await world.setClock(at('2024-03-18'));
    const moved = { promisedOn: '2024-03-20', wish: 'customer', reason: '客户改约二十日' };
    expect(await codeOf(promise(dealId, { ...moved, promisedOn: '2024-03-17' }))).toBe('DATE_IMPOSSIBLE');
    expect(await codeOf(promise(dealId, moved))).toBeNull();
    expect((await office.page(dealId)).delivery).toMatchObject({
      promisedOn: '2024-03-20',
      dueOn: '2024-03-15',
      history: [{}, { oldOn: '2024-03-15', newOn: '2024-03-20', wish: 'customer', isToBeTold: true }],
    });
    await office.seller.must(dealDelivery.tell, {
      params: { dealId },
      body: { channel: 'call', note: '约好二十日上午' },
    });
    await world.setClock(at('2024-03-20', '10:00'));
    // By the new day it is in time, so no cause is asked for; by the day it was promised for it is five days late.
    expect(await codeOf(handOver(dealId))).toBeNull();
    expect((await office.page(dealId)).delivery.check).toMatchObject({ inTime: true, daysLate: 5 });
    const { rows } = await office.manager.must(deals.handovers, { query: { siteId: office.siteId } });
    expect(rows.find((row) => row.dealId === dealId)).toMatchObject({ deliveryDueOn: '2024-03-15', daysLate: 5 });
  });

  test('[S1.09.o4] a fault taken along has its day: kept in sight until it is put right, overdue it is the supervisor’s as well', async () => {
    await world.setClock(at('2024-03-21'));
    const dealId = await order('桑塔纳');
    await allocate(office.assistant, dealId, await office.car({ model: '桑塔纳' }));
    await pay(dealId, PRICE);
    await office.papers(dealId, 'conformity_certificate', 'manual');
    const check = (more: object = {}) => ({
      check: { quality: { ok: false, note: '右门划痕' }, quantity: { ok: true }, remark: '先提车', ...more },
    });
    const defects = [{ of: 'quality', what: '补漆', dueOn: '2024-03-25' }];
    expect(await codeOf(handOver(dealId, check()))).toBe('HANDOVER_FAULTS');
    expect(await codeOf(handOver(dealId, check({ defects, remark: '' })))).toBe('HANDOVER_FAULTS');
    expect(await codeOf(handOver(dealId, check({ defects: [{ ...defects[0], dueOn: '2024-03-20' }] })))).toBe(
      'DATE_IMPOSSIBLE',
    );
    expect(await codeOf(handOver(dealId, check({ defects })))).toBeNull();
    const [defect] = (await office.page(dealId)).delivery.defects;
    const mend = (by: Person) =>
      by.call(dealDelivery.mend, { params: { dealId, defectId: defect?.id ?? '' }, body: { note: '已补漆' } });
    expect(await codeOf(mend(office.other))).not.toBeNull();
    await world.setClock('2024-03-25T15:59:59.000Z');
    expect((await office.page(dealId)).delivery.defects[0]?.isOverdue).toBe(false);
    await world.setClock('2024-03-25T16:00:00.000Z');
    expect((await office.page(dealId)).delivery.defects[0]?.isOverdue).toBe(true);
    expect((await heard(office.supervisor, dealId)).filter((kind) => kind.includes('efect'))).toHaveLength(1);
    const { rows } = await office.supervisor.must(dealDelivery.duties, { query: { overdue: 'true', kind: 'defect' } });
    expect(rows.map((row) => row.dealId)).toContain(dealId);
    expect(await codeOf(mend(office.seller))).toBeNull();
    expect(await codeOf(mend(office.seller))).toBe('MENDED_ALREADY');
  });

  test('[S0.08.b.29b] the car of an order that nobody marked is sold elsewhere: the promise stays, and the order waits for the next one', async () => {
    const car = await office.car({ model: '宝来' });
    const dealId = await office.inEffect({
      unitId: car,
      depositFen: 0,
      delivery: { promisedOn: '2024-03-30', plan: '' },
    });
    const buyer = await office.customer('乙');
    const held = office.other.call(inventory.hold, {
      params: { unitId: car },
      body: { customerId: buyer, reason: '看车' },
    });
    expect(await codeOf(held)).toBe('UNIT_SOLD'); // to look at a car is not to sell it
    const sold = await office.other.must(deals.open, { body: { customerId: buyer, unitId: car } });
    await office.submit(sold.deal.id, office.other);
    expect((await office.page(sold.deal.id)).unit?.id).toBe(car);
    expect(await office.page(dealId)).toMatchObject({ unit: null, promisedOn: '2024-03-30', state: 'subscribed' });
    const later = await order('宝来');
    expect((await queue('宝来')).map(({ deal }) => deal.id)).toEqual([dealId, later]);
    const next = await office.car({ model: '宝来' });
    expect(await codeOf(allocate(office.assistant, later, next))).toBe('OUT_OF_TURN');
    expect(await codeOf(allocate(office.assistant, dealId, next))).toBeNull();
    expect(await heard(office.seller, dealId)).toContain('deals.lostUnit');
    expect(await codeOf(handOver(dealId))).not.toBeNull(); // it is not paid
  });
});
