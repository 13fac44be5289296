/**
 * Offers, quotations and seals in the hands of people who are away, late or in two minds: through the public interface alone, under the
 * shipped book on subscription and signing.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approvals } from '#contract/approvals.ts';
import { seals } from '#contract/deals-room.ts';
import { deals } from '#contract/deals.ts';
import { notices } from '#contract/notices.ts';
import { offers } from '#contract/offers.ts';
import { organisation } from '#contract/organisation.ts';
import { FLOOR, LIST, type Offering, openOffering } from '#server/offers/house.testing.ts';
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

const codeOf = (call: Promise<{ code: string | null }>) => call.then(({ code }) => code);
const sign = (by: Person, approvalId: string, round = 1) =>
  by.call(approvals.sign, { params: { approvalId }, body: { round } });
const heard = async (by: Person) => (await by.must(notices.mine)).rows.map(({ kind }) => kind);
const page = (offerId: string) => house.seller.must(offers.get, { params: { offerId } });
const stateOf = async (approvalId: string) => (await house.head.must(approvals.get, { params: { approvalId } })).state;

describe('a quotation beyond the limits', () => {
  test('the offer runs out while it waits: the approval is closed with it, nobody issues it any more, and no number is used', async () => {
    const first = await house.negotiating();
    const before = (await house.quote(first.offerId, first.unitId, FLOOR)).body.quotation.number ?? '';
    const { offerId, unitId } = await house.negotiating();
    await house.seller.must(offers.edit, { params: { offerId }, body: { validUntil: '2024-03-06' } });
    const { quotation, approval } = (await house.quote(offerId, unitId, FLOOR - 1_000_000)).body;
    const approvalId = approval?.id ?? '';
    expect(quotation.validUntil).toBe('2024-03-06'); // never longer than its offer
    await sign(house.supervisor, approvalId);
    await world.setClock('2024-03-06T15:59:59.999Z');
    expect(await stateOf(approvalId)).toBe('pending');
    await world.setClock('2024-03-06T16:00:00.000Z');
    expect((await page(offerId)).state).toBe('expired');
    expect(await stateOf(approvalId)).toBe('withdrawn');
    expect(await codeOf(sign(house.manager, approvalId))).toBe('APPROVAL_CLOSED');
    expect((await page(offerId)).quotations).toMatchObject([{ number: null }]);
    expect((await house.seller.fetch(`/api/quotations/${quotation.id}/file`)).status).toBe(409);
    expect(await codeOf(house.quote(offerId, unitId, LIST))).toBe('OFFER_STATE');
    const next = (await house.quote(first.offerId, first.unitId, LIST)).body.quotation.number ?? '';
    expect(Number(next.slice(-5))).toBe(Number(before.slice(-5)) + 1);
    expect(await heard(house.seller)).toContain('offers.expired');
  });

  test('with the manager away it is signed one level up, by the level above and by nobody below; the record says for whom', async () => {
    const { offerId, unitId } = await house.negotiating();
    const { approval } = (await house.quote(offerId, unitId, LIST - 2_500_000)).body; // 2.5%: the manager’s to give
    const approvalId = approval?.id ?? '';
    const absence = { staffId: null, from: at('2024-03-07', '00:00'), until: at('2024-03-09', '00:00') };
    const { delegation } = await house.manager.must(approvals.delegate, { body: absence });
    expect(await codeOf(sign(house.supervisor, approvalId))).toBeNull();
    expect(await stateOf(approvalId)).toBe('pending');
    expect(await codeOf(sign(house.leader, approvalId))).not.toBeNull();
    expect(await codeOf(sign(house.supervisor, approvalId))).not.toBeNull(); // nobody signs twice
    expect(await codeOf(sign(house.director, approvalId))).toBeNull();
    const { state, signatures } = await house.head.must(approvals.get, { params: { approvalId } });
    expect([state, signatures.map(({ as }) => as)]).toEqual(['approved', ['holder', 'next_level']]);
    expect((await page(offerId)).quotations[0]?.state).toBe('issued');
    await house.manager.must(approvals.endDelegation, { params: { delegationId: delegation.id }, body: {} });
  });

  test('whoever quotes does not sign it in the manager’s stead either', async () => {
    const { offerId, unitId } = await house.negotiating();
    const body = { staffId: house.supervisor.id, from: at('2024-03-07', '00:00'), until: at('2024-03-09', '00:00') };
    const { delegation } = await house.manager.must(approvals.delegate, { body });
    const { approval } = (await house.quote(offerId, unitId, LIST - 2_500_000, {}, house.supervisor)).body;
    const approvalId = approval?.id ?? '';
    expect(await codeOf(sign(house.supervisor, approvalId))).toBe('APPLICANT_MAY_NOT_SIGN');
    expect(await codeOf(sign(house.seller, approvalId))).not.toBeNull();
    await house.signAll(approvalId); // one level up, for the supervisor asks …
    expect(await house.signAll(approvalId)).toBeNull(); // … and again, beyond the supervisor’s limit
    const { signatures } = await house.head.must(approvals.get, { params: { approvalId } });
    expect(signatures.map(({ signer }) => signer.id)).not.toContain(house.supervisor.id);
    await house.manager.must(approvals.endDelegation, { params: { delegationId: delegation.id }, body: {} });
  });

  test('the room is sold to somebody else meanwhile: it is quoted no more, and the draft the offer leads to is not put up', async () => {
    const { offerId, unitId } = await house.negotiating();
    await house.quote(offerId, unitId, FLOOR);
    await house.signingPlan(offerId);
    await house.inEffect({ unitId });
    expect(await codeOf(house.quote(offerId, unitId, FLOOR))).toBe('UNIT_GONE');
    const { dealId } = await house.seller.must(offers.intent, { params: { offerId }, body: { unitId } });
    expect((await house.page(dealId)).whyNot.submit?.code).toBe('UNIT_NOT_VACANT');
  });
});

describe('in two minds', () => {
  test('[S1.10.n3] the deal an offer led to is dropped: the offer stays what it was, and the same room can be offered again', async () => {
    const { offerId, unitId, customerId } = await house.negotiating();
    await house.quote(offerId, unitId, FLOOR);
    await house.signingPlan(offerId);
    const { dealId } = await house.seller.must(offers.intent, { params: { offerId }, body: { unitId } });
    expect(await house.page(dealId)).toMatchObject({ state: 'draft', priceFen: FLOOR });
    expect(await codeOf(house.seller.call(offers.intent, { params: { offerId }, body: { unitId } }))).toBe(
      'OFFER_STATE',
    );
    await house.seller.must(deals.drop, { params: { dealId }, body: { reason: '再看看' } });
    expect((await page(offerId)).state).toBe('intent');
    const again = await house.negotiating({ unitId, customerId });
    expect((await house.quote(again.offerId, unitId, FLOOR)).body.quotation.state).toBe('issued');
  });

  test('an offer seen as it was is not changed over somebody else’s change', async () => {
    const { offerId } = await house.offer();
    const { version } = await page(offerId);
    const edit = (by: Person, title: string) => by.call(offers.edit, { params: { offerId }, body: { version, title } });
    const both = await Promise.all([edit(house.seller, '甲的题目'), edit(house.manager, '经理的题目')]);
    expect(both.map(({ code }) => code).sort()).toEqual(['STALE_VERSION', null].sort());
    const won = both.find(({ code }) => code === null);
    expect((await page(offerId)).title).toBe(won?.body.offer.title);
  });
});

describe('the seal', () => {
  let sealId = '';
  const ask = (by: Person, backBy: string) =>
    by.call(seals.ask, { params: { sealId }, body: { purpose: '到客户单位签约', place: '客户单位', backBy } });
  const movementOf = async (movementId: string) =>
    (await house.manager.must(seals.log, { query: { siteId: house.siteId } })).rows.find(({ id }) => id === movementId);
  const on = async (person: Person, from: string, until: string) => {
    const params = { staffId: person.id };
    const { version } = await house.head.must(organisation.staffMember, { params });
    return house.head.must(organisation.leaveOfAbsence, { params, body: { version, from, until, reason: '年假' } });
  };

  test('[S0.07.con.17] out at the day’s end and over the week-end: asked back each day, nobody else gets it, and the register shows the whole time', async () => {
    await world.setClock(at('2024-03-08', '15:00')); // a Friday
    const opened = await house.manager.must(seals.open, {
      params: { siteId: house.siteId },
      body: { name: '合同专用章' },
    });
    sealId = opened.seal.id;
    const { movement } = (await ask(house.seller, at('2024-03-08', '17:30'))).body;
    for (const by of [house.assistant, house.manager])
      expect(await codeOf(sign(by, movement.approvalId ?? ''))).toBeNull();
    const params = { movementId: movement.id };
    expect(await codeOf(house.assistant.call(seals.handOut, { params, body: {} }))).toBeNull();
    await world.setClock(at('2024-03-11', '09:00')); // Monday
    const asked = (await heard(house.seller)).filter((kind) => kind === 'deals.sealOverdue');
    expect(asked).toHaveLength(3); // Friday, Saturday, Sunday, each at half past five
    expect(await movementOf(movement.id)).toMatchObject({ state: 'out', isLate: true });
    expect(await codeOf(ask(house.other, at('2024-03-11', '18:00')))).toBe('SEAL_OUT');
    const back = await house.assistant.must(seals.giveBack, { params, body: { note: '周末带回家' } });
    expect(back.movement).toMatchObject({ state: 'back', isLate: true, returnNote: '周末带回家' });
    const within = { siteId: house.siteId, from: '2024-03-08', to: '2024-03-08' };
    expect((await house.manager.must(seals.log, { query: within })).rows.map(({ id }) => id)).toEqual([movement.id]);
    const file = await house.manager.fetch(`/api/seal-movements/file?siteId=${house.siteId}&format=csv`);
    expect([file.status, (await file.text()).includes('周末带回家')]).toEqual([200, true]);
  });

  test('the custodian is on leave: the level above consents in their place, and the manager hands it out', async () => {
    await on(house.assistant, '2024-03-11', '2024-03-12');
    const { movement } = (await ask(house.seller, at('2024-03-11', '18:00'))).body;
    const approvalId = movement.approvalId ?? '';
    expect(await codeOf(sign(house.manager, approvalId))).toBeNull();
    expect(await stateOf(approvalId)).toBe('pending'); // one person is not both
    expect(await codeOf(sign(house.leader, approvalId))).not.toBeNull();
    const params = { movementId: movement.id };
    expect(await codeOf(house.manager.call(seals.handOut, { params, body: {} }))).toBe('SEAL_NOT_CONSENTED');
    expect(await codeOf(sign(house.director, approvalId))).toBeNull();
    expect(await codeOf(house.manager.call(seals.handOut, { params, body: {} }))).toBeNull();
    expect(await codeOf(house.manager.call(seals.giveBack, { params, body: {} }))).toBeNull();
  });

  test('whoever has it leaves the company: the register still says who took it, and the custodian takes it back', async () => {
    await world.setClock(at('2024-03-13', '09:00'));
    const leaving = await house.house.hire('将离');
    const { movement } = (await ask(leaving, at('2024-03-13', '18:00'))).body;
    for (const by of [house.assistant, house.manager]) await sign(by, movement.approvalId ?? '');
    const params = { movementId: movement.id };
    await house.assistant.must(seals.handOut, { params, body: {} });
    const { version } = await house.head.must(organisation.staffMember, { params: { staffId: leaving.id } });
    await house.head.must(organisation.leaving, { params: { staffId: leaving.id }, body: { version, reason: '离职' } });
    await world.setClock(at('2024-03-13', '18:00'));
    expect(await heard(house.assistant)).toContain('deals.sealOverdue');
    expect(await movementOf(movement.id)).toMatchObject({ state: 'out', by: { name: '将离' } });
    expect(await codeOf(house.assistant.call(seals.giveBack, { params, body: {} }))).toBeNull();
  });
});
