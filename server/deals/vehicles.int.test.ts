/** Orders for vehicles through HTTP: signed, registered, queued, paid, handed over, and their papers. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approvals } from '#contract/approvals.ts';
import { deals } from '#contract/deals.ts';
import { inventory } from '#contract/inventory.ts';
import { notices } from '#contract/notices.ts';
import { runSystem } from '#server/platform/command.ts';
import { systemActor } from '#server/platform/actor.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { at, startCompany } from '#server/scenarios/story.testing.ts';
import { type Payment, paymentChanged } from './index.ts';
import { type Office, openOffice } from './office.testing.ts';

let world: World;
let office: Office;
beforeAll(async () => {
  world = await startCompany();
  office = await openOffice(world, 'car-delivery');
});
afterAll(() => world.stop());

const heard = async (by: Person) => (await by.must(notices.mine)).rows.map(({ kind }) => kind);
const unitOf = (unitId: string) => office.manager.must(inventory.unit, { params: { unitId } });
let models = 0;
/** A model of its own, so that every test has its own queue. */
const newModel = (): string => {
  models += 1;
  return `车型${models}`;
};
const order = (model: string, more: object = {}) =>
  office.inEffect({
    unitId: null,
    kind: 'vehicle',
    wanted: { model, colour: '' },
    priceFen: 12_000_000,
    depositFen: 500_000,
    ...more,
  });
/** As money tells it, at an instant. */
const paid = (dealId: string, instant: string, payment: Partial<Payment>) =>
  runSystem(world.server.runtime, world.companyId, systemActor(world.companyId), instant, (context) =>
    paymentChanged(context, dealId, { paidFen: 0, depositPaidAt: null, fullyPaidAt: null, ...payment }),
  );
const inFull = (dealId: string, instant: string, paidFen = 12_000_000) =>
  paid(dealId, instant, { paidFen, fullyPaidAt: instant });
const codeOf = (call: Promise<{ code: string | null }>) => call.then(({ code }) => code);
const handOver = (dealId: string) => office.assistant.call(deals.handOver, { params: { dealId }, body: {} });
const allocate = (by: Person, dealId: string, unitId: string, reason = '') =>
  by.call(deals.allocate, { params: { dealId }, body: { unitId, reason } });

describe('an order', () => {
  test('[S0.08.d.1] [S2.15.c4.01.sign] is in effect once a leader or the manager has signed and the assistant registered it', async () => {
    const dealId = await office.draft({
      unitId: null,
      kind: 'vehicle',
      wanted: { model: newModel(), colour: '白' },
      priceFen: 12_000_000,
    });
    const register = () => office.assistant.call(deals.register, { params: { dealId }, body: {} });
    const approvalId = await office.submit(dealId);
    expect(await codeOf(register())).toBe('NOT_APPROVED_YET');
    await office.leader.must(approvals.sign, { params: { approvalId }, body: { round: 1 } });
    expect(await office.page(dealId)).toMatchObject({ state: 'subscribing', waitsFor: 'registration', number: null });
    expect(await heard(office.assistant)).toContain('deals.toRegister');
    expect(await codeOf(office.seller.call(deals.register, { params: { dealId }, body: {} }))).toBe('NOT_ALLOWED');
    expect(await codeOf(register())).toBeNull();
    expect(await office.page(dealId)).toMatchObject({
      state: 'subscribed',
      number: 'DD2024-00001',
      waitsFor: 'nothing',
    });
    expect(await codeOf(register())).toBe('DEAL_NOT_AT_THIS_STAGE');
  });

  test('[S0.08.d.2] [S0.08.d.2b] [S0.08.d.2c] the queue: paid in full first, dearer first, then earlier; a loan from its down payment', async () => {
    const model = newModel();
    const orders: Record<string, string> = {};
    const loan = { lender: 'GMAC', amountFen: 8_000_000, downPaymentFen: 4_000_000, needsPayoutReport: true };
    const make = async (name: string, day: string, priceFen: number, more: object = {}) => {
      await world.setClock(at(day));
      orders[name] = await order(model, { priceFen, ...more });
    };
    await make('A', '2024-05-01', 10_000_000);
    await make('D', '2024-05-02', 10_000_000);
    await make('B', '2024-05-03', 10_000_000);
    await make('C', '2024-05-04', 12_000_000, { paymentMethod: 'finance_company', loan });
    await world.setClock(at('2024-05-07'));
    await inFull(orders.D as string, at('2024-05-04'), 10_000_000);
    await paid(orders.C as string, at('2024-05-05'), { paidFen: 4_000_000 });
    await inFull(orders.B as string, at('2024-05-06'), 10_000_000);
    const { siteId } = office;
    const { models: queues } = await office.leader.must(deals.queue, { params: { siteId }, query: { model } });
    expect(queues).toEqual([]); // a leader sees the places of the own team only
    const { models: all } = await office.assistant.must(deals.queue, { params: { siteId }, query: { model } });
    const names = new Map(Object.entries(orders).map(([name, id]) => [id, name]));
    expect(all[0]?.rows.map(({ deal }) => names.get(deal.id))).toEqual(['C', 'D', 'B', 'A']);
    const car = await office.car({ model });
    expect((await allocate(office.assistant, orders.D as string, car)).code).toBe('OUT_OF_TURN');
    expect((await allocate(office.assistant, orders.C as string, car)).code).toBeNull();
    await office.papers(orders.C as string, 'conformity_certificate', 'manual');
    expect((await handOver(orders.C as string)).code).toBe('PAYOUT_NOT_REPORTED');
    expect((await allocate(office.manager, orders.D as string, car)).code).toBe('OVERRIDE_REASON_NEEDED');
    expect((await allocate(office.manager, orders.D as string, car, '客户急用，已与 C 协商')).code).toBeNull();
    expect([(await office.page(orders.C as string)).unit, (await office.page(orders.D as string)).unit?.id]).toEqual([
      null,
      car,
    ]);
    expect(await heard(office.seller)).toContain('deals.lostUnit');
  });

  test('[S2.15.c2.29] [S0.08.b.29b] an order that nobody marked keeps no vehicle; it stays an order without one', async () => {
    const model = newModel();
    const car = await office.car({ model });
    const first = await office.inEffect({ unitId: car, depositFen: 500_000 });
    expect((await unitOf(car)).isMarked).toBe(false);
    const second = await office.draft({ unitId: car, depositFen: 500_000 });
    const put = (dealId: string) => office.seller.call(deals.submit, { params: { dealId }, body: { disclosures: [] } });
    expect((await put(second)).code).toBeNull();
    expect([(await office.page(first)).unit, (await office.page(second)).unit?.id]).toEqual([null, car]);
    expect((await office.page(first)).state).toBe('subscribed');
    await office.seller.must(inventory.mark, { params: { unitId: car }, body: { place: 'board' } as never });
    const third = await office.draft({ unitId: car, depositFen: 500_000 });
    expect((await put(third)).code).toBe('UNIT_NOT_VACANT');
  });
});

describe('a handover', () => {
  const ready = async (more: object = {}) => {
    const unitId = await office.car({ model: newModel() });
    const dealId = await office.inEffect({ unitId, depositFen: 500_000, ...more });
    await office.papers(dealId, 'conformity_certificate', 'manual');
    return { unitId, dealId };
  };

  test('[S0.08.b.31] [S2.15.c2.31] nothing leaves before the last fen is in', async () => {
    const { dealId, unitId } = await ready();
    expect((await handOver(dealId)).code).toBe('MONEY_NOT_IN');
    const now = at('2024-05-08');
    await world.setClock(now);
    await paid(dealId, now, { paidFen: 11_999_999 });
    expect((await handOver(dealId)).code).toBe('MONEY_NOT_IN');
    await inFull(dealId, now);
    expect((await handOver(dealId)).code).toBeNull();
    expect([(await office.page(dealId)).state, (await unitOf(unitId)).state]).toEqual(['handed_over', 'handed_over']);
  });

  test('[S0.08.b.31b] [S0.08.f.12] of a loan the payout report must be in, the money itself may follow', async () => {
    const loan = { lender: 'GMAC', amountFen: 8_000_000, downPaymentFen: 4_000_000, needsPayoutReport: true };
    const { dealId } = await ready({ paymentMethod: 'finance_company', loan });
    const now = at('2024-05-08');
    await paid(dealId, now, { paidFen: 4_000_000 });
    expect((await handOver(dealId)).code).toBe('PAYOUT_NOT_REPORTED');
    await paid(dealId, now, { paidFen: 4_000_000, loanReportedAt: now });
    expect((await handOver(dealId)).code).toBeNull();
  });

  test('[S0.08.g.8] [S0.08.g.8b] papers within twenty minutes or late with a fine; the deal counts when the last one is in', async () => {
    const { dealId } = await ready();
    await world.setClock(at('2024-05-09', '10:00'));
    await inFull(dealId, at('2024-05-09', '10:00'));
    expect((await handOver(dealId)).code).toBeNull();
    expect(await office.page(dealId)).toMatchObject({
      waitsFor: 'file',
      countedAt: null,
      file: { dueAt: at('2024-05-09', '10:20'), missing: ['id_card', 'invoice', 'handover_slip'] },
    });
    await office.papers(dealId, 'id_card', 'invoice');
    await world.setClock(at('2024-05-09', '10:20'));
    expect(await heard(office.seller)).toContain('deals.fileOverdue');
    await world.setClock(at('2024-05-09', '10:21'));
    await office.papers(dealId, 'handover_slip');
    const page = await office.page(dealId);
    expect(page).toMatchObject({ waitsFor: 'nothing', shares: { performance: [{ name: '甲', percent: 100 }] } });
    expect(page.countedAt).not.toBeNull();
    expect(page.timeline.find(({ kind }) => kind === 'deals.filed')?.title.zh).toContain('罚款 50 元');
  });

  test('at the twentieth minute the papers are in time', async () => {
    const { dealId } = await ready();
    await world.setClock(at('2024-05-10', '10:00'));
    await inFull(dealId, at('2024-05-10', '10:00'));
    await handOver(dealId);
    await world.setClock(at('2024-05-10', '10:19'));
    await office.papers(dealId, 'id_card', 'invoice', 'handover_slip');
    const { timeline } = await office.page(dealId);
    expect(timeline.find(({ kind }) => kind === 'deals.filed')?.title.zh).toContain('按时');
  });

  test('[S0.08.d.3b] stock leaked to customers costs performance and commission alike', async () => {
    const { dealId } = await ready();
    const cancel = { cause: 'leak', performance: true, commission: false, reason: '私下通知客户提车' } as const;
    await office.manager.must(deals.cancelCredit, { params: { dealId }, body: cancel });
    expect((await office.page(dealId)).creditCancelled).toMatchObject({
      cause: 'leak',
      performance: true,
      commission: true,
    });
  });
});
