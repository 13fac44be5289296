/** Delivering on time through HTTP: what is promised and moved, reminders, telling the customer, the check at the handover, defects. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claims } from '#contract/claims.ts';
import { dealDocuments } from '#contract/deal-documents.ts';
import { dealDelivery } from '#contract/deals-delivery.ts';
import { deals } from '#contract/deals.ts';
import { inventory } from '#contract/inventory.ts';
import { notices } from '#contract/notices.ts';
import { systemActor } from '#server/platform/actor.ts';
import { runSystem } from '#server/platform/command.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { at, startCompany } from '#server/scenarios/story.testing.ts';
import { type Payment, paymentChanged } from './index.ts';
import { MILLION, type Office, openOffice } from './office.testing.ts';

let world: World;
let signing: Office;
let cars: Office;
beforeAll(async () => {
  world = await startCompany();
  signing = await openOffice(world, 'subscription-signing');
  cars = await openOffice(world, 'car-delivery');
  await signing.manager.must(deals.setDeposit, {
    params: { siteId: signing.siteId, kind: 'room' },
    body: { depositFen: 2_000_000 },
  });
});
afterAll(() => world.stop());

const heard = async (by: Person, dealId: string) =>
  (await by.must(notices.mine)).rows.filter(({ payload }) => payload.dealId === dealId).map(({ kind }) => kind);
const promise = (by: Person, dealId: string, body: object) =>
  by.call(dealDelivery.promise, { params: { dealId }, body: body as never });
const tell = (by: Person, dealId: string, body: object) =>
  by.call(dealDelivery.tell, { params: { dealId }, body: { channel: 'call', note: '已电话告知', ...body } as never });
const detailOf = (answer: { body: unknown }) =>
  (answer.body as { error: { detail: Record<string, unknown> } }).error.detail;
const paid = (dealId: string, instant: string, payment: Partial<Payment>) =>
  runSystem(world.server.runtime, world.companyId, systemActor(world.companyId), instant, (context) =>
    paymentChanged(context, dealId, { paidFen: 0, depositPaidAt: null, fullyPaidAt: null, ...payment }),
  );
const duties = (by: Person, query: object = {}) => by.must(dealDelivery.duties, { query: query as never });
const order = async (more: object = {}) =>
  cars.inEffect({ unitId: await cars.car(), depositFen: 500_000, paymentMethod: 'full', ...more });

describe('what is agreed', () => {
  test('[S1.10.s2] without way of paying, day and plan a contract is not put up; each is named, and the page says so before', async () => {
    const dealId = await signing.inEffect();
    const put = () => signing.seller.call(deals.submitContract, { params: { dealId }, body: {} });
    const refused = await put();
    expect([refused.code, detailOf(refused).missing]).toEqual([
      'DELIVERY_TERMS_MISSING',
      'payment_method,delivery_deadline,implementation_plan',
    ]);
    expect((await signing.page(dealId)).delivery.missing).toHaveLength(3);
    expect((await signing.page(dealId)).whyNot.submitContract?.code).toBe('DELIVERY_TERMS_MISSING');
    expect((await promise(signing.seller, dealId, { paymentMethod: 'mortgage' })).code).toBe('PAYMENT_NOT_AS_AGREED');
    expect((await promise(signing.seller, dealId, { promisedOn: '2020-01-01' })).code).toBe('DATE_IMPOSSIBLE');
    expect((await promise(signing.other, dealId, { promisedOn: '2029-06-30' })).code).not.toBeNull();
    await promise(signing.seller, dealId, { promisedOn: '2029-06-30', paymentMethod: 'full' });
    expect(detailOf(await put()).missing).toBe('implementation_plan');
    await promise(signing.seller, dealId, { plan: '六月二十日验房' });
    expect((await put()).code).toBeNull();
    const { delivery } = await signing.page(dealId);
    expect(delivery).toMatchObject({
      ...{ promisedOn: '2029-06-30', dueOn: '2029-06-30', plan: '六月二十日验房', paymentAgreed: 'full', missing: [] },
      history: [{ oldOn: null, newOn: '2029-06-30', afterEffect: true, isToBeTold: false }],
    });
  });

  test('[S1.10.s2] said while the deal is opened or edited, or while the contract is filled in, it is agreed as well', async () => {
    const delivery = { promisedOn: '2029-06-30', plan: '六月底交房' };
    const dealId = await signing.inEffect({ paymentMethod: 'full', delivery });
    expect((await signing.page(dealId)).delivery).toMatchObject({ ...delivery, missing: [] });
    const filled = await signing.inEffect({ paymentMethod: 'full' });
    const body = { specialReasons: [], note: '', delivery } as never;
    await signing.seller.must(deals.fillContract, { params: { dealId: filled }, body });
    expect((await signing.page(filled)).delivery.missing).toEqual([]);
    const draft = await cars.draft({ unitId: await cars.car() });
    await cars.seller.must(deals.edit, { params: { dealId: draft }, body: { delivery } as never });
    expect((await cars.page(draft)).promisedOn).toBe('2029-06-30');
  });
});

describe('the day comes near and passes', () => {
  test('[S1.09.d3] three days before the consultant hears of it, on the day after the supervisor too; the list shows it late', async () => {
    const dealId = await order({ delivery: { promisedOn: '2024-03-20', plan: '到店即交' } });
    await world.setClock(at('2024-03-16', '23:59'));
    expect(await heard(cars.seller, dealId)).not.toContain('deals.deliverySoon');
    expect(
      (await duties(cars.seller, { mine: 'true', kind: 'delivery_soon' })).rows.map((row) => row.dealId),
    ).not.toContain(dealId);
    await world.setClock(at('2024-03-17'));
    expect(await heard(cars.seller, dealId)).toContain('deals.deliverySoon');
    expect(
      (await duties(cars.seller, { mine: 'true', kind: 'delivery_soon' })).rows.map((row) => row.dealId),
    ).toContain(dealId);
    expect((await cars.page(dealId)).delivery).toMatchObject({ daysLeft: 3, daysLate: 0 });
    await world.setClock(at('2024-03-20', '23:59'));
    expect(await heard(cars.seller, dealId)).not.toContain('deals.deliveryLate');
    await world.setClock(at('2024-03-21', '00:00'));
    for (const person of [cars.seller, cars.supervisor])
      expect(await heard(person, dealId)).toContain('deals.deliveryLate');
    expect(await heard(cars.other, dealId)).toEqual([]);
    const late = (await duties(cars.supervisor, { overdue: 'true', kind: 'delivery_late' })).rows;
    expect(late.find((row) => row.dealId === dealId)).toMatchObject({ dueOn: '2024-03-20', daysLate: 1 });
    expect((await duties(cars.other)).rows.map((row) => row.dealId)).not.toContain(dealId);
    expect((await cars.page(dealId)).delivery).toMatchObject({ daysLeft: -1, daysLate: 1 });
  });

  test('[S1.09.d3] [S1.09.o3] put off by the house: with a reason, on record, told to the customer; the measure stays', async () => {
    const dealId = await order({ delivery: { promisedOn: '2024-03-25', plan: '到店即交' } });
    expect((await promise(cars.seller, dealId, { promisedOn: '2024-04-02' })).code).toBe('MOVE_REASON_NEEDED');
    expect((await promise(cars.seller, dealId, { promisedOn: '2024-04-02', wish: 'house' })).code).toBe(
      'MOVE_REASON_NEEDED',
    );
    const moved = { promisedOn: '2024-04-02', wish: 'house', reason: '厂家排产推迟' };
    expect((await promise(cars.seller, dealId, moved)).code).toBeNull();
    expect(await heard(cars.manager, dealId)).toContain('deals.deliveryMoved');
    const history = async () => (await cars.page(dealId)).delivery.history;
    expect((await history()).at(-1)).toMatchObject({
      ...{ oldOn: '2024-03-25', newOn: '2024-04-02', wish: 'house', reason: '厂家排产推迟', by: { name: '甲' } },
      ...{ isToBeTold: true, toldAt: null },
    });
    expect((await cars.page(dealId)).delivery).toMatchObject({ promisedOn: '2024-04-02', dueOn: '2024-03-25' });
    const open = (await cars.page(dealId)).delivery.tellings.filter(({ endedAt }) => endedAt === null);
    expect(open.map(({ what }) => what).sort()).toEqual(['date_moved', 'effective']);
    const only = open.filter(({ what }) => what === 'date_moved').map(({ id }) => id);
    expect((await tell(cars.seller, dealId, { tellingIds: only })).body).toMatchObject({ told: 1 });
    expect((await history()).at(-1)?.toldAt).not.toBeNull();
    // The reminder of the first day is gone: on it nobody hears anything.
    await world.setClock(at('2024-03-26'));
    expect(await heard(cars.seller, dealId)).not.toContain('deals.deliveryLate');
    await world.setClock(at('2024-03-30'));
    expect(await heard(cars.seller, dealId)).toContain('deals.deliverySoon');
  });
});

describe('progress is told to the customer', () => {
  test('[S1.09.o3] registered, allocated, arrived, paid out: each is a duty; one contact on record ends them', async () => {
    const car = await cars.car({ model: '进度车', stockState: 'in_transit' });
    const loan = { lender: 'GMAC', amountFen: 8_000_000, downPaymentFen: 4_000_000, needsPayoutReport: true };
    const more = { unitId: null, kind: 'vehicle', wanted: { model: '进度车', colour: '' }, priceFen: 12_000_000 };
    const dealId = await cars.inEffect({ ...more, depositFen: 500_000, paymentMethod: 'finance_company', loan });
    await cars.assistant.must(deals.allocate, { params: { dealId }, body: { unitId: car } });
    const moved = { location: '展厅', stockState: 'in_stock' } as never;
    await cars.manager.must(inventory.moveVehicle, { params: { unitId: car }, body: moved });
    const now = at('2024-03-30', '11:00');
    await world.setClock(now);
    await paid(dealId, now, { paidFen: 4_000_000, loanReportedAt: now });
    await paid(dealId, now, { paidFen: 4_000_000 }); // the same report is told once
    const { tellings } = (await cars.page(dealId)).delivery;
    expect(tellings.map(({ what }) => what).sort()).toEqual(['allocated', 'arrived', 'effective', 'loan_reported']);
    const before = { at: at('2024-03-29', '08:00') };
    expect((await tell(cars.seller, dealId, before)).code).toBe('DATE_IMPOSSIBLE');
    expect((await tell(cars.seller, dealId, { channel: 'note' })).code).not.toBeNull();
    const told = await tell(cars.seller, dealId, { note: '车已到店，贷款已放，约周二提车' });
    expect(told.body).toMatchObject({ told: 4 });
    expect((await cars.page(dealId)).delivery.tellings.every(({ endedHow }) => endedHow === 'told')).toBe(true);
    const { customer } = await cars.page(dealId);
    const { rows } = await cars.seller.must(claims.followUps, { params: { customerId: customer.id }, query: {} });
    expect(rows[0]).toMatchObject({ channel: 'call', text: '车已到店，贷款已放，约周二提车' });
    expect((await tell(cars.seller, dealId, {})).code).toBe('TOLD_ALREADY');
  });

  test('[S1.09.o3] told twice in the same moment it is told once; what nobody told the supervisor hears of after two working days', async () => {
    await world.setClock(at('2024-04-09')); // Tuesday
    const [one, two] = [await order(), await order()];
    const answers = await Promise.all([tell(cars.seller, one, {}), tell(cars.seller, one, {})]);
    expect(answers.map(({ code }) => code ?? 'told').sort()).toEqual(['TOLD_ALREADY', 'told']);
    expect((await cars.page(two)).delivery.tellings[0]).toMatchObject({ dueOn: '2024-04-11', isOverdue: false });
    await world.setClock(at('2024-04-11', '23:59'));
    expect(await heard(cars.supervisor, two)).not.toContain('deals.untold');
    await world.setClock(at('2024-04-12', '00:00'));
    for (const person of [cars.seller, cars.supervisor]) expect(await heard(person, two)).toContain('deals.untold');
    expect(await heard(cars.seller, one)).not.toContain('deals.untold');
    const { rows } = await duties(cars.supervisor, { kind: 'tell', overdue: 'true' });
    expect(rows.filter(({ dealId }) => dealId === two)).toMatchObject([{ what: 'effective', daysLate: 1 }]);
  });

  test('a house that does not ask for it has no duties; handed over, nothing is left to tell', async () => {
    const plain = await openOffice(world);
    expect((await plain.page(await plain.inEffect())).delivery.tellings).toEqual([]);
    const dealId = await order();
    const now = at('2024-04-12', '10:00');
    await world.setClock(now);
    await paid(dealId, now, { paidFen: 12_000_000, fullyPaidAt: now });
    await cars.papers(dealId, 'conformity_certificate', 'manual');
    await cars.assistant.must(deals.handOver, { params: { dealId }, body: {} });
    expect((await cars.page(dealId)).delivery.tellings).toMatchObject([{ endedHow: 'handover' }]);
  });
});

const fine = { quality: { ok: true }, quantity: { ok: true } };
/** A signed room, paid, with its papers, promised for a day. */
const ready = async (promisedOn: string) => {
  const dealId = await signing.inEffect({ paymentMethod: 'full', delivery: { promisedOn, plan: '验房后交钥匙' } });
  await signing.papers(
    dealId,
    'id_card',
    'household_register',
    'sale_contract',
    'house_instructions',
    'quality_guarantee',
  );
  await signing.lawful(dealId);
  const { approval } = await signing.seller.must(deals.submitContract, { params: { dealId }, body: {} });
  expect(await signing.signAll(approval.id)).toBeNull();
  const body = { consultantPresent: true, subscriptionTakenBack: true };
  await signing.seller.must(deals.sign, { params: { dealId }, body });
  const now = (await signing.page(dealId)).signedAt as string;
  await paid(dealId, now, { paidFen: MILLION, fullyPaidAt: now });
  return dealId;
};
const handOver = (dealId: string, body: object = {}) =>
  signing.assistant.call(deals.handOver, { params: { dealId }, body: body as never });

describe('the handover against the contract', () => {
  test('[S1.16.f9] [S1.09.o4] unchecked it stays; with a fault too, unless the customer takes it and the fault has its task', async () => {
    await world.setClock(at('2024-04-15'));
    const dealId = await ready('2024-04-20');
    expect((await handOver(dealId)).code).toBe('HANDOVER_CHECK_NEEDED');
    const cracked = { ...fine, quality: { ok: false, note: '主卧墙面开裂' } };
    expect((await handOver(dealId, { check: cracked })).code).toBe('HANDOVER_FAULTS');
    const defects = [{ of: 'quality', what: '修补主卧墙面', dueOn: '2024-04-18' }];
    expect((await handOver(dealId, { check: { ...cracked, defects } })).code).toBe('HANDOVER_FAULTS');
    const taken = { ...cracked, defects, remark: '同意先收房，限期修补' };
    expect((await signing.page(dealId)).state).toBe('contracted');
    expect((await handOver(dealId, { check: taken })).code).toBeNull();
    const { delivery, state } = await signing.page(dealId);
    expect(state).toBe('handed_over');
    expect(delivery.check).toMatchObject({
      ...{
        inTime: true,
        daysLate: 0,
        isChecked: true,
        qualityOk: false,
        qualityNote: '主卧墙面开裂',
        quantityOk: true,
      },
      remark: '同意先收房，限期修补',
    });
    const defectId = delivery.defects[0]?.id ?? '';
    expect(delivery.defects).toMatchObject([
      { what: '修补主卧墙面', dueOn: '2024-04-18', mendedAt: null, isOverdue: false },
    ]);
    await world.setClock(at('2024-04-18', '23:59'));
    expect(await heard(signing.supervisor, dealId)).not.toContain('deals.defectLate');
    await world.setClock(at('2024-04-19', '00:00'));
    for (const person of [signing.seller, signing.supervisor])
      expect(await heard(person, dealId)).toContain('deals.defectLate');
    const { rows } = await duties(signing.supervisor, { kind: 'defect', overdue: 'true' });
    expect(rows.find((row) => row.dealId === dealId)).toMatchObject({ what: '修补主卧墙面', daysLate: 1 });
    const mend = (by: Person) =>
      by.call(dealDelivery.mend, { params: { dealId, defectId }, body: { note: '已修补，客户验收' } });
    expect((await mend(signing.other)).code).not.toBeNull();
    expect((await mend(signing.seller)).code).toBeNull();
    expect((await mend(signing.seller)).code).toBe('MENDED_ALREADY');
    expect((await signing.page(dealId)).delivery.defects).toMatchObject([
      { mendedBy: { name: '甲' }, mendedNote: '已修补，客户验收', isOverdue: false },
    ]);
  });

  test('[S1.16.f9] on the promised day it is in time; the day after it leaves with its cause only, and the register says how late', async () => {
    await world.setClock(at('2024-05-06', '09:00'));
    const [inTime, late] = [await ready('2024-05-08'), await ready('2024-05-08')];
    await world.setClock(at('2024-05-08', '23:00'));
    expect((await handOver(inTime, { check: fine })).code).toBeNull();
    await world.setClock(at('2024-05-10', '09:00'));
    expect((await handOver(late, { check: fine })).code).toBe('LATE_CAUSE_NEEDED');
    expect((await handOver(late, { check: fine, lateCause: '电梯验收推迟' })).code).toBeNull();
    expect((await signing.page(late)).delivery.check).toMatchObject({
      inTime: false,
      daysLate: 2,
      lateCause: '电梯验收推迟',
    });
    const query = { siteId: signing.siteId, from: '2024-05-08', to: '2024-05-10' } as never;
    const { rows } = await signing.manager.must(deals.handovers, { query });
    const days = new Map(rows.map((row) => [row.dealId, [row.promisedOn, row.daysLate]]));
    expect([days.get(inTime), days.get(late)]).toEqual([
      ['2024-05-08', 0],
      ['2024-05-08', 2],
    ]);
  });
});

describe('papers the customer signs beside the steps', () => {
  test('a withdrawal printed for signature is completed once it is signed, never before it was printed nor tomorrow', async () => {
    await world.setClock(at('2024-05-13'));
    const dealId = await signing.inEffect();
    const withdrawal = { reason: '购房资格不足', persuasion: '已面谈两次' } as never;
    const { approval } = await signing.seller.must(deals.withdraw, { params: { dealId }, body: withdrawal });
    expect(await signing.signAll(approval.id)).toBeNull();
    const { documentId } = await signing.assistant.must(dealDocuments.makeFinal, {
      params: { dealId, kind: 'withdrawal' },
    });
    const complete = () =>
      signing.seller.call(deals.completeWithdrawal, {
        params: { dealId },
        body: { agreementBack: true, receiptBack: true, bookSigned: true },
      });
    expect(detailOf(await complete()).missing).toBe('withdrawal_paper');
    const sign = (signedOn: string) =>
      signing.seller.call(dealDelivery.paperSigned, { params: { dealId, documentId }, body: { signedOn } });
    expect((await sign('2024-05-14')).code).toBe('DATE_IMPOSSIBLE');
    expect((await sign('2024-05-12')).code).toBe('DATE_IMPOSSIBLE');
    expect((await sign('2024-05-13')).code).toBeNull();
    expect((await sign('2024-05-13')).code).toBe('PAPER_NOT_HERE');
    const { rows } = await signing.seller.must(dealDocuments.ofDeal, { params: { dealId } });
    expect(rows.find((row) => row.documentId === documentId)).toMatchObject({
      state: 'signed',
      signedOn: '2024-05-13',
    });
    expect((await complete()).code).toBeNull();
  });
});
