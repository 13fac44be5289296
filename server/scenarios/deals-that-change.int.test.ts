/**
 * Deals that do not go straight: changed twice, renamed after the signature, behind with their payments, asked back while others wait for
 * the same room. Through the public interface alone, under the shipped books.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approvals } from '#contract/approvals.ts';
import { contractRoom } from '#contract/deals-room.ts';
import { deals } from '#contract/deals.ts';
import { inventory } from '#contract/inventory.ts';
import { money } from '#contract/money.ts';
import { everything, MILLION, type Office, openOffice } from '#server/deals/office.testing.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { at, startCompany } from './story.testing.ts';

let world: World;
let office: Office;
beforeAll(async () => {
  world = await startCompany();
  office = await openOffice(world);
});
afterAll(() => world.stop());

const codeOf = (call: Promise<{ code: string | null }>) => call.then(({ code }) => code);
const unitOf = (unitId: string) => office.manager.must(inventory.unit, { params: { unitId } });
const statesOf = async (...unitIds: string[]) => {
  const units = [];
  for (const unitId of unitIds) units.push((await unitOf(unitId)).state);
  return units;
};
const holdOn = (by: Person, unitId: string, customerId: string) =>
  by.call(inventory.hold, { params: { unitId }, body: { customerId, reason: '回家商量' } });
const sign = (by: Person, approvalId: string, round = 1) =>
  by.call(approvals.sign, { params: { approvalId }, body: { round } });
const pay = (dealId: string, amountFen: number, kind = 'instalment') =>
  office.finance.call(money.receive, { params: { dealId }, body: { kind, amountFen, method: 'cash' } as never });
const accountOf = (dealId: string) => office.finance.must(money.account, { params: { dealId } });
const handOver = (dealId: string, more: object = {}) =>
  office.assistant.call(deals.handOver, { params: { dealId }, body: more });
const bigger = (percent: number) => ({
  predictedArea: percent,
  listPriceFen: (MILLION / 100) * percent,
  floorPriceFen: (MILLION / 100) * percent,
});

describe('two changes of unit in a row', () => {
  const to = (dealId: string, unitId: string, priceFen: number, by: Person = office.seller) =>
    by.call(deals.changeUnit, { params: { dealId }, body: { unitId, priceFen, reason: '换房' } });

  test('[S0.02.chg.1] one at a time, each upward by itself; units, price, what is owed and the order’s day follow, and all of it stays on record', async () => {
    const first = await office.room();
    const second = await office.room(bigger(120));
    const third = await office.room(bigger(150));
    const dealId = await office.inEffect({ unitId: first });
    expect((await pay(dealId, 2_000_000, 'deposit')).code).toBeNull();
    const up = await to(dealId, second, 120_000_000);
    expect(await codeOf(to(dealId, third, 150_000_000))).toBe('CHANGE_PENDING');
    expect(await statesOf(first, second, third)).toEqual(['subscribed', 'available', 'available']);
    expect(await office.signAll(up.body.approval.id)).toBeNull();
    await world.setClock(at('2024-03-05'));
    const further = await to(dealId, third, 150_000_000);
    expect(further.code).toBeNull();
    const { matter } = await office.head.must(approvals.get, { params: { approvalId: further.body.approval.id } });
    expect(matter).toBe('order_change');
    expect(await office.signAll(further.body.approval.id)).toBeNull();
    expect(await statesOf(first, second, third)).toEqual(['available', 'available', 'subscribed']);
    const page = await office.page(dealId);
    expect(page).toMatchObject({
      unit: { id: third },
      priceFen: 150_000_000,
      listPriceFen: 150_000_000,
      paidFen: 2_000_000,
      orderDate: '2024-03-05',
    });
    expect(page.changes.map(({ kind, state }) => [kind, state])).toEqual([
      ['unit', 'done'],
      ['unit', 'done'],
    ]);
    expect(await accountOf(dealId)).toMatchObject({ priceFen: 150_000_000, owedFen: 148_000_000 });
    // Back to where it came from is downward now: the manager alone decides.
    const back = await to(dealId, first, MILLION);
    const asked = await office.head.must(approvals.get, { params: { approvalId: back.body.approval.id } });
    expect(asked.matter).toBe('unit_change');
    expect(await codeOf(sign(office.leader, asked.id))).not.toBeNull();
    expect(await codeOf(sign(office.manager, asked.id))).toBeNull();
    expect(await statesOf(first, third)).toEqual(['subscribed', 'available']);
  });

  test('the room wanted is held by somebody else meanwhile: the signature is refused by name, and once the hold is gone it goes through', async () => {
    const [from, wanted] = [await office.room(), await office.room(bigger(120))];
    const dealId = await office.inEffect({ unitId: from });
    const { approval } = (await to(dealId, wanted, 120_000_000)).body;
    const others = await office.customer('乙');
    const { hold } = (await holdOn(office.other, wanted, others)).body;
    const refused = await sign(office.manager, approval.id);
    expect(refused).toMatchObject({ status: 409, code: 'UNIT_HELD_BY' });
    expect(JSON.stringify(refused.body)).toContain('乙');
    expect(await office.page(dealId)).toMatchObject({ unit: { id: from }, waitsFor: 'change' });
    expect(await statesOf(from, wanted)).toEqual(['subscribed', 'held']);
    await office.other.must(inventory.release, { params: { holdId: hold.id }, body: { reason: '客户另选' } });
    expect(await codeOf(sign(office.manager, approval.id))).toBeNull();
    expect(await statesOf(from, wanted)).toEqual(['available', 'subscribed']);
  });

  test('[S0.08.d.1b] whoever asks for the change, or sells, does not sign it', async () => {
    const dealId = await office.inEffect();
    const wanted = await office.room(bigger(120));
    const { approval } = (await to(dealId, wanted, 120_000_000, office.manager)).body;
    expect(await codeOf(sign(office.manager, approval.id))).toBe('APPLICANT_MAY_NOT_SIGN');
    expect(await codeOf(sign(office.seller, approval.id))).toBe('APPLICANT_MAY_NOT_SIGN');
    expect(await codeOf(sign(office.leader, approval.id))).toBeNull();
    expect((await office.page(dealId)).unit?.id).toBe(wanted);
  });
});

describe('another name after the signature', () => {
  test('[S0.02.chg.2] the fee is money due by itself: not part of the price, receipted on its own, and still due when the keys are gone', async () => {
    const dealId = await office.contracted();
    await pay(dealId, 2_000_000, 'deposit');
    const rename = (feeFen: number | null, buyers = '李慧') =>
      office.seller.call(deals.changeName, { params: { dealId }, body: { buyers, reason: '转让给胞妹', feeFen } });
    expect(await codeOf(rename(null))).toBe('TRANSFER_FEE_NEEDED');
    expect(await codeOf(rename(0))).toBe('TRANSFER_FEE_NEEDED');
    const { approval } = (await rename(200_000)).body;
    expect((await accountOf(dealId)).feesDueFen).toBe(0); // nothing is charged before the consent
    expect(await codeOf(sign(office.manager, approval.id))).toBeNull();
    expect(await accountOf(dealId)).toMatchObject({ priceFen: MILLION, feesDueFen: 200_000, owedFen: 98_000_000 });
    expect((await office.page(dealId)).buyers).toBe('李慧');
    expect((await pay(dealId, 98_000_000)).code).toBeNull();
    await office.papers(dealId, 'sale_contract', 'house_instructions', 'quality_guarantee');
    expect(await codeOf(handOver(dealId))).toBeNull();
    expect(await accountOf(dealId)).toMatchObject({
      openFen: 0,
      feesFen: 0,
      feesDueFen: 200_000,
      feesDueOn: expect.any(String),
    });
    const { receipt } = (await pay(dealId, 200_000, 'fee')).body;
    expect(receipt).toMatchObject({ kind: 'fee', amountFen: 200_000 });
    expect(await accountOf(dealId)).toMatchObject({ openFen: 0, feesFen: 200_000, feesDueOn: null });
    expect(await codeOf(rename(200_000, '王五'))).toBe('DEAL_NOT_AT_THIS_STAGE');
  });
});

describe('behind with the payments', () => {
  const plan = [
    { name: '首期', dueOn: '2024-03-10', amountFen: 30_000_000 },
    { name: '二期', dueOn: '2024-09-10', amountFen: 70_000_000 },
  ];
  test('[S0.02.chg.3b] a change asked for before the breach waits out the breach; the manager lets the deal go on, and it is settled and changed', async () => {
    await world.setClock(at('2024-03-05'));
    const [from, wanted] = [await office.room(), await office.room(bigger(120))];
    const dealId = await office.inEffect({ unitId: from, paymentMethod: 'instalments', plan });
    await pay(dealId, 2_000_000, 'deposit');
    const { approval } = (
      await office.seller.call(deals.changeUnit, {
        params: { dealId },
        body: {
          unitId: wanted,
          priceFen: 120_000_000,
          plan: [{ name: '余款', dueOn: '2024-12-01', amountFen: 120_000_000 }],
          reason: '换大',
        },
      })
    ).body;
    await world.setClock('2024-03-10T16:00:00.000Z');
    const [demand] = (await office.seller.must(money.demands, { query: {} })).rows;
    expect(demand).toMatchObject({ amountFen: 28_000_000, state: 'open' }); // the deposit is part of it
    await office.seller.must(money.contact, {
      params: { demandId: demand?.id ?? '' },
      body: { channel: 'phone', note: '答应月底付', promisedOn: '2024-03-31' },
    });
    expect((await pay(dealId, 10_000_000)).code).toBeNull(); // part of it: still overdue
    await world.setClock('2024-05-10T15:59:59.000Z');
    expect((await office.page(dealId)).state).toBe('subscribed');
    await world.setClock('2024-05-10T16:00:00.000Z');
    expect((await office.page(dealId)).state).toBe('breached');
    expect(await statesOf(from)).toEqual(['subscribed']); // the room is not for sale
    expect(await codeOf(holdOn(office.other, from, await office.customer('乙')))).toBe('UNIT_SOLD');
    expect(await codeOf(sign(office.manager, approval.id))).toBe('DEAL_NOT_AT_THIS_STAGE');
    const settle = (by: Person, outcome: 'goes_on' | 'ends') =>
      by.call(deals.settleBreach, { params: { dealId }, body: { outcome, reason: '已补齐' } });
    expect(await codeOf(settle(office.seller, 'goes_on'))).toBe('NOT_ALLOWED');
    expect((await pay(dealId, 18_000_000)).code).toBeNull();
    expect(await codeOf(settle(office.manager, 'goes_on'))).toBeNull();
    expect((await office.page(dealId)).state).toBe('subscribed');
    expect(await codeOf(settle(office.manager, 'ends'))).toBe('DEAL_NOT_AT_THIS_STAGE');
    expect(await codeOf(sign(office.manager, approval.id))).toBeNull();
    expect(await office.page(dealId)).toMatchObject({
      unit: { id: wanted },
      priceFen: 120_000_000,
      paidFen: 30_000_000,
    });
  });

  test('let go on without the money, the debt is a debt again: demanded anew, and not in breach the same day', async () => {
    await world.setClock(at('2024-06-03'));
    const dealId = await office.inEffect({
      paymentMethod: 'instalments',
      plan: [{ name: '余款', dueOn: '2024-06-10', amountFen: MILLION }],
    });
    await pay(dealId, 2_000_000, 'deposit');
    await world.setClock('2024-08-10T16:00:00.000Z');
    expect((await office.page(dealId)).state).toBe('breached');
    await world.setClock(at('2024-08-12'));
    await office.manager.must(deals.settleBreach, {
      params: { dealId },
      body: { outcome: 'goes_on', reason: '客户出差，月内付清' },
    });
    await world.setClock(at('2024-08-13'));
    expect((await office.page(dealId)).state).toBe('subscribed');
    expect((await accountOf(dealId)).overdue).toMatchObject({ amountFen: 98_000_000 });
    expect((await pay(dealId, 98_000_000)).code).toBeNull();
    expect((await accountOf(dealId)).overdue).toBeNull();
  });
});

describe('asked back', () => {
  const withdraw = (dealId: string, by: Person = office.seller) =>
    by.call(deals.withdraw, {
      params: { dealId },
      body: { reason: '资金周转', persuasion: '面谈两次', refundMethod: 'cash' },
    });
  const back = (dealId: string) =>
    office.seller.call(deals.completeWithdrawal, {
      params: { dealId },
      body: { agreementBack: true, receiptBack: true, bookSigned: true },
    });

  test('[S1.18.s6] another customer waits for the room: not a moment before the papers are back, and then whoever comes first', async () => {
    await world.setClock(at('2024-08-14'));
    const unitId = await office.room();
    const dealId = await office.inEffect({ unitId });
    const waiting = await office.customer('乙');
    const asked = (await withdraw(dealId)).body;
    expect(await codeOf(holdOn(office.other, unitId, waiting))).toBe('UNIT_SOLD');
    expect(await codeOf(back(dealId))).toBe('WITHDRAWAL_NOT_CONSENTED');
    expect(await codeOf(sign(office.manager, asked.approval.id))).toBeNull();
    expect(await codeOf(holdOn(office.other, unitId, waiting))).toBe('UNIT_SOLD');
    const [gone, ...holds] = await Promise.all([back(dealId), holdOn(office.other, unitId, waiting)]);
    expect(gone.code).toBeNull();
    if (holds[0].code !== null) expect(await codeOf(holdOn(office.other, unitId, waiting))).toBeNull();
    expect(await statesOf(unitId)).toEqual(['held']);
    const again = await office.seller.call(deals.submit, {
      params: { dealId: await office.draft({ unitId }) },
      body: { disclosures: everything as never },
    });
    expect(again.code).toBe('UNIT_NOT_VACANT');
  });

  test('while a withdrawal is under way nothing else moves: no signature, no change, no second withdrawal; taken back, all goes on', async () => {
    const dealId = await office.inEffect();
    await office.papers(dealId, 'id_card', 'household_register');
    const contract = (await office.seller.must(deals.submitContract, { params: { dealId }, body: {} })).approval;
    expect(await office.signAll(contract.id)).toBeNull();
    const asked = (await withdraw(dealId)).body;
    expect(await codeOf(withdraw(dealId))).toBe('WITHDRAWAL_OPEN');
    const signing = () =>
      office.seller.call(deals.sign, {
        params: { dealId },
        body: { consultantPresent: true, subscriptionTakenBack: true },
      });
    expect(await codeOf(signing())).toBe('CHANGE_PENDING');
    const wanted = await office.room(bigger(120));
    const change = { params: { dealId }, body: { unitId: wanted, priceFen: 120_000_000, reason: '换房' } };
    expect(await codeOf(office.seller.call(deals.changeUnit, change))).toBe('CHANGE_PENDING');
    expect((await office.page(dealId)).whyNot.sign?.code).toBe('CHANGE_PENDING');
    await office.seller.must(deals.recall, { params: { dealId }, body: { matter: 'withdrawal', reason: '客户留下' } });
    expect((await office.head.must(approvals.get, { params: { approvalId: asked.approval.id } })).state).toBe(
      'withdrawn',
    );
    expect(await codeOf(signing())).toBeNull();
  });
});

describe('dropped while the approval is open', () => {
  test('with one signature given: the room is free, the approval is closed with it, and no number is used', async () => {
    const unitId = await office.room();
    const dealId = await office.draft({ unitId });
    const approvalId = await office.submit(dealId);
    await sign(office.finance, approvalId);
    const drop = office.seller.call(deals.drop, { params: { dealId }, body: { reason: '客户改主意' } });
    expect(await codeOf(drop)).toBeNull();
    expect((await office.head.must(approvals.get, { params: { approvalId } })).state).toBe('withdrawn');
    expect(await codeOf(sign(office.manager, approvalId))).toBe('APPROVAL_CLOSED');
    expect(await office.page(dealId)).toMatchObject({ state: 'cancelled', number: null });
    expect(await statesOf(unitId)).toEqual(['available']);
  });
});

describe('after the keys', () => {
  test('[S0.07.ct.3] a supplement is still signed after the handover, on a day that has been; what was agreed with the deal no longer changes', async () => {
    const dealId = await office.contracted();
    await pay(dealId, 2_000_000, 'deposit');
    await pay(dealId, 98_000_000);
    await office.papers(dealId, 'sale_contract', 'house_instructions', 'quality_guarantee');
    await handOver(dealId);
    const supplement = (signedOn: string) =>
      office.seller.call(deals.supplement, {
        params: { dealId },
        body: { title: '车位使用', body: '赠送一年', signedOn },
      });
    const { signedAt } = await office.page(dealId);
    expect(signedAt).not.toBeNull();
    expect(await codeOf(supplement('2024-08-15'))).toBe('DATE_IMPOSSIBLE');
    expect(await codeOf(supplement('2024-08-13'))).toBe('DATE_IMPOSSIBLE');
    expect(await codeOf(supplement('2024-08-14'))).toBeNull();
    expect((await office.page(dealId)).contract.supplements).toMatchObject([
      { title: '车位使用', signedOn: '2024-08-14' },
    ]);
    const terms = { priceFen: 99_000_000, reason: '再便宜些' };
    expect(await codeOf(office.seller.call(deals.changeTerms, { params: { dealId }, body: terms }))).toBe(
      'DEAL_NOT_AT_THIS_STAGE',
    );
    const room = await office.manager.must(contractRoom.get, { params: { dealId } });
    expect(room.writing).toEqual([]);
  });
});
