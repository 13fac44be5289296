/**
 * A connection that loses every answer: from the offer to the keys each command is sent a second time with its id. It is carried out once,
 * the same answer comes back, and at the end everything is there once. A command id used for something else is refused.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvals } from '#contract/approvals.ts';
import { dealDelivery } from '#contract/deals-delivery.ts';
import { contractRoom, seals } from '#contract/deals-room.ts';
import { deals } from '#contract/deals.ts';
import { inventory } from '#contract/inventory.ts';
import { journal } from '#contract/journal.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { money } from '#contract/money.ts';
import { offers } from '#contract/offers.ts';
import { everything } from '#server/deals/office.testing.ts';
import { commission, FLOOR, type Offering, openOffering } from '#server/offers/house.testing.ts';
import type { AnyRoute } from '#server/platform/http.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { at, startCompany } from './story.testing.ts';

let world: World;
let house: Offering;
beforeAll(async () => {
  world = await startCompany();
  house = await openOffering(world, 'subscription-signing');
  await house.manager.must(deals.setDeposit, {
    params: { siteId: house.siteId, kind: 'room' },
    body: { depositFen: 2_000_000 },
  });
});
afterAll(() => world.stop());

/** Sent, and sent again as if the answer had never come. */
async function twice<R extends AnyRoute>(
  by: Person,
  route: R,
  params: object,
  body: object = {},
): Promise<ResponseOf<R>> {
  const input = { params, body: { ...body, commandId: randomUUID() } } as never;
  const first = await by.must(route, input);
  const again = await by.call(route, input);
  expect(again.headers.has('guike-replayed')).toBe(true);
  expect(again.body).toEqual(first);
  return first as ResponseOf<R>;
}
async function signedBy(approvalId: string, ...people: Person[]): Promise<void> {
  for (const by of people) {
    const { round, state } = await house.head.must(approvals.get, { params: { approvalId } });
    if (state === 'pending') await twice(by, approvals.sign, { approvalId }, { round });
  }
  expect((await house.head.must(approvals.get, { params: { approvalId } })).state).toBe('approved');
}

test('from the offer to the keys: everything happens once, is numbered without a gap and written down once', async () => {
  const { seller, finance, supervisor, manager, assistant, siteId } = house;
  const { offerId, unitId, customerId } = await house.negotiating();
  const { hold } = await twice(seller, inventory.hold, { unitId }, { customerId, reason: '回家商量' });
  const lines = [{ unitId, priceFen: FLOOR - 1_000_000 }];
  const { approval } = await twice(seller, offers.quote, { offerId }, { lines, commission });
  await signedBy(approval?.id ?? '', supervisor, manager);
  const gift = { kind: 'gift', body: '家电一套', valueFen: 40_000, dueOn: '2024-04-01', offerId };
  const promised = await twice(supervisor, offers.promise, { customerId }, gift);
  await twice(supervisor, offers.tellPromise, { promiseId: promised.promise.id }, { how: '当面' });
  await house.signingPlan(offerId);
  const { dealId } = await twice(seller, offers.intent, { offerId }, { unitId });
  await twice(seller, deals.edit, { dealId }, { depositFen: 2_000_000 });
  const submitted = await twice(seller, deals.submit, { dealId }, { disclosures: everything });
  await signedBy(submitted.approval.id, finance, manager);
  const deposit = { kind: 'deposit', amountFen: 2_000_000, method: 'cash' };
  const one = await twice(finance, money.receive, { dealId }, deposit);
  for (const paper of ['id_card', 'household_register', 'sale_contract', 'house_instructions', 'quality_guarantee'])
    await twice(seller, deals.receivePaper, { dealId }, { paper });
  const agreed = { promisedOn: '2024-04-10', plan: '四月八日验房', paymentMethod: 'full' };
  await twice(seller, dealDelivery.promise, { dealId }, agreed);
  await twice(seller, deals.fillContract, { dealId });
  await twice(seller, contractRoom.planSigning, { dealId }, { on: '2024-03-05', place: '签约室', text: '本人到场' });
  const answers = { rights_and_duties: true, lawful: true, feasible: true, signing_plan: true };
  await twice(supervisor, contractRoom.checkLegal, { dealId }, { answers });
  const contract = await twice(seller, deals.submitContract, { dealId });
  await signedBy(contract.approval.id, finance, supervisor, manager);
  await twice(seller, deals.sign, { dealId }, { consultantPresent: true, subscriptionTakenBack: true });
  await twice(seller, deals.supplement, { dealId }, { title: '车位', body: '使用一年', signedOn: '2024-03-04' });
  const owed = FLOOR - 1_000_000 - 2_000_000;
  const rest = await twice(finance, money.receive, { dealId }, { kind: 'instalment', amountFen: owed, method: 'card' });
  const check = { quality: { ok: false, note: '墙裂' }, quantity: { ok: true }, remark: '先收房' };
  const defects = [{ of: 'quality', what: '补墙', dueOn: '2024-03-20' }];
  await twice(assistant, deals.handOver, { dealId }, { check: { ...check, defects } });
  const [defect] = (await house.page(dealId)).delivery.defects;
  await twice(seller, dealDelivery.mend, { dealId, defectId: defect?.id ?? '' }, { note: '已补' });
  const { seal } = await twice(manager, seals.open, { siteId }, { name: '合同专用章' });
  const out = { purpose: '备案', place: '房管局', backBy: at('2024-03-04', '18:00') };
  const { movement } = await twice(seller, seals.ask, { sealId: seal.id }, out);
  await signedBy(movement.approvalId ?? '', assistant, manager);
  await twice(assistant, seals.handOut, { movementId: movement.id });
  await twice(assistant, seals.giveBack, { movementId: movement.id });

  const page = await house.page(dealId);
  expect(page).toMatchObject({ state: 'handed_over', number: 'RG2024-00001', contractNumber: 'HT2024-00001' });
  expect(page.contract.supplements).toHaveLength(1);
  expect([page.delivery.history.length, page.delivery.defects.length, page.paidFen]).toEqual([1, 1, FLOOR - 1_000_000]);
  const offer = await seller.must(offers.get, { params: { offerId } });
  expect([offer.quotations.length, offer.promises.length]).toEqual([1, 1]);
  const { receipts } = await finance.must(money.account, { params: { dealId } });
  expect(receipts.map(({ id }) => id).sort()).toEqual([one.receipt.id, rest.receipt.id].sort());
  const { rows: holds } = await seller.must(inventory.holds, { query: { unitId, live: 'false' } });
  expect(holds.map(({ id, state }) => [id, state])).toEqual([[hold.id, 'converted']]);
  for (const kind of [
    'deals.open',
    'deals.submit',
    'deals.sign',
    'deals.handOver',
    'offers.intent',
    'inventory.take',
  ]) {
    const { rows } = await house.head.must(journal.list, { query: { kind, siteId } });
    expect([kind, rows.length]).toEqual([kind, 1]);
  }
  expect(page.timeline.filter(({ kind }) => kind === 'deals.sign')).toHaveLength(1);
});

test('the same id for something else is refused, and so is a form filled in before somebody else changed the deal', async () => {
  const dealId = await house.draft();
  const { version } = await house.page(dealId);
  const commandId = randomUUID();
  const edit = (by: Person, body: object) => by.call(deals.edit, { params: { dealId }, body: body as never });
  expect((await edit(house.seller, { commandId, version, note: '一' })).code).toBeNull();
  expect(await edit(house.seller, { commandId, version, note: '二' })).toMatchObject({
    status: 409,
    code: 'COMMAND_ID_REUSED',
  });
  // Somebody else's id is theirs: it neither shows their answer nor does anything.
  const foreign = await edit(house.manager, { commandId, version, note: '一' });
  expect(foreign.code).not.toBeNull();
  const stale = await edit(house.seller, { version, note: '三' });
  expect(stale).toMatchObject({ status: 409, code: 'STALE_VERSION' });
  expect(await house.page(dealId)).toMatchObject({ note: '一', version: version + 1 });
  const both = await Promise.all(
    [house.seller, house.manager].map((by) => edit(by, { version: version + 1, note: by.name })),
  );
  expect(both.map(({ code }) => code).sort()).toEqual(['STALE_VERSION', null].sort());
  const submit = { params: { dealId }, body: { version: version + 1, disclosures: everything as never } };
  expect((await house.seller.call(deals.submit, submit)).code).toBe('STALE_VERSION');
});
