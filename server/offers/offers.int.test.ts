/** Offers from the need to the intent, over HTTP. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approvals } from '#contract/approvals.ts';
import { customers } from '#contract/customers.ts';
import { deals } from '#contract/deals.ts';
import { inventory } from '#contract/inventory.ts';
import { notices } from '#contract/notices.ts';
import { offers } from '#contract/offers.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { startCompany } from '#server/scenarios/story.testing.ts';
import { everything } from '#server/deals/office.testing.ts';
import { commission, FLOOR, LIST, type Offering, openOffering, plan, shown, TODAY } from './house.testing.ts';

let world: World;
let house: Offering;
beforeAll(async () => {
  world = await startCompany();
  house = await openOffering(world, 'subscription-signing');
});
afterAll(() => world.stop());

const codeOf = (call: Promise<{ code: string | null }>) => call.then(({ code }) => code);
const heard = async (by: Person) => (await by.must(notices.mine)).rows.map(({ kind }) => kind);
const page = (offerId: string, by = house.seller) => by.must(offers.get, { params: { offerId } });

describe('stages', () => {
  test('[S1.03.a8.3] [S1.10.n1] [S1.16.f1d] an offer names a need on the customer’s file and why what is proposed fits it; without them it is not presented', async () => {
    const customerId = await house.customer();
    const strangers = await house.need(await house.customer());
    const unitId = await house.room();
    const open = (body: object) => house.seller.call(offers.open, { body: { customerId, ...body } });
    expect(await codeOf(open({ needIds: [strangers] }))).toBe('NEED_NOT_ON_FILE');
    const { offer } = (await open({ units: [{ unitId }] })).body;
    const params = { offerId: offer.id };
    const present = () => house.seller.call(offers.advance, { params, body: { to: 'presented' } });
    const missing = await present();
    expect(missing).toMatchObject({ status: 409, code: 'OFFER_PARTS_MISSING' });
    expect((await page(offer.id)).whyNot.next?.zh).toContain('对应的需求');
    await house.seller.must(offers.edit, { params, body: { needIds: [await house.need(customerId, '离学校近')] } });
    expect(await codeOf(present())).toBe('OFFER_PARTS_MISSING');
    await house.seller.must(offers.propose, { params, body: { units: [{ unitId, fit: '三百米到学校' }] } });
    expect(await codeOf(present())).toBeNull();
    const { state, needs, proposed } = await page(offer.id);
    expect([state, needs[0]?.text, proposed[0]?.fit]).toEqual(['presented', '离学校近', '三百米到学校']);
  });

  test('[S1.16.f1e] [S1.03.a10.2] talks begin once features, advantages and effect were shown and their pace is planned', async () => {
    const { offerId } = await house.offer();
    const params = { offerId };
    const go = (to: 'presented' | 'negotiating') => house.seller.call(offers.advance, { params, body: { to } });
    expect(await codeOf(go('negotiating'))).toBe('OFFER_STATE');
    await go('presented');
    expect(await codeOf(go('negotiating'))).toBe('OFFER_PARTS_MISSING');
    const proposedId = (await page(offerId)).proposed[0]?.id ?? '';
    const show = (body: object) => house.seller.call(offers.show, { params, body: { proposedId, ...shown, ...body } });
    expect(await codeOf(show({ effect: '' }))).toBe('REQUEST_INVALID');
    expect(await codeOf(show({}))).toBeNull();
    expect(await codeOf(go('negotiating'))).toBe('OFFER_PARTS_MISSING');
    const backwards = { ...plan, steps: [...plan.steps, { on: '2024-03-05', what: '先谈付款' }] };
    const edit = (body: object) => house.seller.call(offers.edit, { params, body });
    expect(await codeOf(edit({ plan: backwards }))).toBe('REQUEST_INVALID');
    expect(await codeOf(edit({ plan }))).toBeNull();
    expect(await codeOf(go('negotiating'))).toBeNull();
    const { proposed, plan: kept } = await page(offerId);
    expect(proposed[0]).toMatchObject({ ...shown, shownBy: { name: '甲' } });
    expect(kept).toEqual(plan);
  });

  test('what was shown of a unit stays when the offer is changed; what is left out goes', async () => {
    const { offerId, unitId } = await house.negotiating();
    const second = await house.room();
    const units = [
      { unitId: second, fit: '' },
      { unitId, fit: '更合适' },
    ];
    const { offer } = await house.seller.must(offers.propose, { params: { offerId }, body: { units } });
    expect(offer.proposed.map((one) => [one.unit?.id, one.features])).toEqual([
      [second, ''],
      [unitId, shown.features],
    ]);
    const twice = house.seller.call(offers.propose, { params: { offerId }, body: { units: [{ unitId }, { unitId }] } });
    expect(await codeOf(twice)).toBe('UNIT_TWICE');
  });

  test('[S1.10.n3] [S1.03.a11.1] intent needs a quotation that stands and a signing plan agreed with the customer; a deal opens at the quoted price', async () => {
    const { offerId, customerId, unitId } = await house.negotiating();
    const params = { offerId };
    const intent = (body: object = { unitId }) => house.seller.call(offers.intent, { params, body });
    expect(await codeOf(intent())).toBe('OFFER_PARTS_MISSING');
    await house.quote(offerId, unitId, 99_000_000, {
      settlement: '三期',
      service: '两年保洁',
      paymentMethod: 'mortgage',
    });
    expect(await codeOf(intent())).toBe('OFFER_PARTS_MISSING');
    const signingPlan = { signOn: '2024-03-10', place: '签约室', signers: '', papers: '' };
    await house.seller.must(offers.edit, { params, body: { signingPlan } });
    expect(await codeOf(intent())).toBe('OFFER_PARTS_MISSING'); // the customer has not agreed to it yet
    await house.signingPlan(offerId);
    expect(await codeOf(intent({ unitId: await house.room() }))).toBe('UNIT_NOT_OFFERED');
    const { dealId, offer } = (await intent()).body;
    expect([offer.state, offer.dealId, offer.quotations[0]?.state]).toEqual(['intent', dealId, 'accepted']);
    const deal = await house.page(dealId);
    expect(deal).toMatchObject({
      state: 'draft',
      priceFen: 99_000_000,
      paymentMethod: 'mortgage',
      customer: { id: customerId },
    });
    expect(deal.note).toContain('两年保洁');
    expect((await house.seller.must(offers.ofDeal, { params: { dealId } })).offer?.id).toBe(offerId);
    expect(await codeOf(intent())).toBe('OFFER_STATE');
    expect(await heard(house.supervisor)).toContain('offers.intent');
  });

  test('an offer runs out when its last day is over, not before; one that is dropped says why', async () => {
    const { offerId } = await house.offer();
    await house.seller.must(offers.edit, { params: { offerId }, body: { validUntil: '2024-03-05' } });
    const dropped = await house.offer();
    const drop = () =>
      house.seller.call(offers.drop, { params: { offerId: dropped.offerId }, body: { reason: '客户改租' } });
    expect((await drop()).body.offer).toMatchObject({ state: 'dropped', endReason: '客户改租' });
    expect(await codeOf(drop())).toBe('OFFER_STATE');
    await world.setClock('2024-03-05T15:59:59.999Z');
    expect((await page(offerId)).state).toBe('draft');
    await world.setClock('2024-03-05T16:00:00.000Z');
    expect((await page(offerId)).state).toBe('expired');
    expect(await heard(house.seller)).toContain('offers.expired');
    await world.setClock('2024-03-05T16:00:00.001Z');
  });
});

describe('quotations', () => {
  test('[S1.16.f6] [S1.03.a9.2] a price the house gives away by itself goes out at once; one fen below waits for approval and is not printed; above the list is refused', async () => {
    const { offerId, unitId } = await house.negotiating();
    expect(await codeOf(house.quote(offerId, unitId, LIST + 1))).toBe('PRICE_ABOVE_LIST');
    const { quotation, approval } = (await house.quote(offerId, unitId, FLOOR)).body;
    expect(approval).toBeNull();
    expect(quotation).toMatchObject({ state: 'issued', discountPercent: 2, priceFen: FLOOR });
    expect(quotation.number).toMatch(/^BJ2024-\d{5}$/);
    const low = (await house.quote(offerId, unitId, FLOOR - 1)).body;
    expect(low.quotation).toMatchObject({ state: 'pending', number: null, waitingFor: expect.any(String) });
    const file = (id: string, format = 'pdf') => house.seller.fetch(`/api/quotations/${id}/file?format=${format}`);
    expect((await file(low.quotation.id)).status).toBe(409);
    expect(((await (await file(low.quotation.id)).json()) as { error: { code: string } }).error.code).toBe(
      'QUOTATION_NOT_ISSUED',
    );
    expect(await codeOf(house.quote(offerId, unitId, FLOOR))).toBe('QUOTATION_PENDING');
    expect(await house.signAll(low.approval?.id ?? '')).toBeNull();
    const { quotations } = await page(offerId);
    expect(quotations.map(({ state }) => state)).toEqual(['issued', 'replaced']);
    const next = Number(quotation.number?.slice(-5)) + 1;
    expect(quotations[0]?.number).toBe(`BJ2024-${String(next).padStart(5, '0')}`);
    const pdf = await file(low.quotation.id);
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    const sheet = await file(low.quotation.id, 'xlsx');
    expect([sheet.status, (await sheet.arrayBuffer()).byteLength > 1000]).toEqual([200, true]);
    // Each line is a price that was quoted for the unit, like one said across the desk.
    const { rows } = await house.seller.must(inventory.quotes, { params: { unitId } });
    expect(rows.map(({ priceFen, needsApproval }) => [priceFen, needsApproval])).toEqual([
      [FLOOR - 1, true],
      [FLOOR, false],
    ]);
    expect(await heard(house.seller)).toContain('offers.quotationApproved');
  });

  test('[S1.10.n2] papers are issued when the customer asks for them, and hang on the deal', async () => {
    const { offerId, unitId } = await house.negotiating();
    expect(await codeOf(house.quote(offerId, unitId, LIST, { commission: ' ' }))).toBe('COMMISSION_MISSING');
    await house.quote(offerId, unitId, LIST);
    await house.signingPlan(offerId);
    const { dealId } = await house.seller.must(offers.intent, { params: { offerId }, body: { unitId } });
    const { offer } = await house.seller.must(offers.ofDeal, { params: { dealId } });
    const quotation = offer?.quotations[0];
    expect(quotation).toMatchObject({ state: 'accepted', commission, whyNot: { print: null } });
    expect((await house.seller.fetch(`/api/quotations/${quotation?.id}/file`)).status).toBe(200);
    expect((await house.seller.fetch(`/api/offers/${offerId}/file`)).headers.get('content-type')).toBe(
      'application/pdf',
    );
    expect((await house.other.fetch(`/api/quotations/${quotation?.id}/file`)).status).toBe(404);
  });

  test('a price that was consented to is not asked for again when the deal is put up; a cheaper one is', async () => {
    const { offerId, unitId } = await house.negotiating();
    const { approval } = (await house.quote(offerId, unitId, FLOOR - 100)).body;
    expect(await house.signAll(approval?.id ?? '')).toBeNull();
    await house.signingPlan(offerId);
    const { dealId } = await house.seller.must(offers.intent, { params: { offerId }, body: { unitId } });
    const params = { dealId };
    const deposit = { params: { siteId: house.siteId, kind: 'room' as const }, body: { depositFen: 2_000_000 } };
    await house.manager.must(deals.setDeposit, deposit);
    await house.seller.must(deals.edit, { params, body: { priceFen: FLOOR - 101, depositFen: 2_000_000 } });
    const submit = () => house.seller.call(deals.submit, { params, body: { disclosures: everything as never } });
    expect(await codeOf(submit())).toBe('PRICE_BELOW_LIMIT');
    await house.seller.must(deals.edit, { params, body: { priceFen: FLOOR - 100 } });
    expect(await codeOf(submit())).toBeNull();
  });

  test('whoever may give as much by their post quotes without asking; the limit itself is within it', async () => {
    const { offerId, unitId } = await house.negotiating();
    const by = (priceFen: number) => house.quote(offerId, unitId, priceFen, {}, house.manager);
    expect((await by(97_000_000)).body.quotation.state).toBe('issued'); // 3%, the manager’s own
    expect((await by(96_999_999)).body.quotation.state).toBe('issued'); // rounds to 3%, and within ten thousand yuan × 10
    expect((await by(96_990_000)).body.quotation.state).toBe('pending'); // 3.01%
  });

  test('what came back is quoted anew under the same approval; within the limits it needs none', async () => {
    const { offerId, unitId } = await house.negotiating();
    const first = (await house.quote(offerId, unitId, FLOOR - 1000)).body;
    const approvalId = first.approval?.id ?? '';
    const body = { how: 'returned' as const, round: 1, comment: '再谈一谈' };
    await house.supervisor.must(approvals.refuse, { params: { approvalId }, body });
    expect((await page(offerId)).quotations[0]?.state).toBe('returned');
    const second = (await house.quote(offerId, unitId, FLOOR - 500)).body;
    expect([second.quotation.id, second.approval?.id]).toEqual([first.quotation.id, approvalId]);
    await house.supervisor.must(approvals.refuse, { params: { approvalId }, body: { ...body, round: 2 } });
    const third = (await house.quote(offerId, unitId, FLOOR)).body;
    expect(third.quotation).toMatchObject({ id: first.quotation.id, state: 'issued' });
    expect((await house.head.must(approvals.get, { params: { approvalId } })).state).toBe('withdrawn');
  });

  test('a quotation stands to the end of its last day, and no longer than the house allows', async () => {
    const { offerId, unitId } = await house.negotiating();
    const until = (validUntil: string) => house.quote(offerId, unitId, LIST, { validUntil });
    const today = '2024-03-06';
    expect(await codeOf(until('2024-03-05'))).toBe('QUOTATION_DATE_PAST');
    expect(await codeOf(until('2024-03-14'))).toBe('QUOTATION_TOO_LONG');
    expect(await codeOf(until('2024-03-13'))).toBeNull();
    await until(today);
    await house.signingPlan(offerId);
    await world.setClock('2024-03-06T15:59:59.999Z');
    expect((await page(offerId)).quotations[0]?.state).toBe('issued');
    await world.setClock('2024-03-06T16:00:00.000Z');
    expect((await page(offerId)).quotations[0]?.state).toBe('expired');
    expect(await codeOf(house.seller.call(offers.intent, { params: { offerId }, body: { unitId } }))).toBe(
      'OFFER_PARTS_MISSING',
    );
  });

  test('approved too late it is not issued: the signature is refused and nothing is written', async () => {
    const { offerId, unitId } = await house.negotiating();
    const { approval } = (await house.quote(offerId, unitId, FLOOR - 1, { validUntil: '2024-03-07' })).body;
    await world.setClock('2024-03-07T16:00:00.000Z');
    const sign = (by: Person) =>
      by.call(approvals.sign, { params: { approvalId: approval?.id ?? '' }, body: { round: 1 } });
    expect(await codeOf(sign(house.supervisor))).toBeNull();
    expect(await codeOf(sign(house.manager))).toBe('QUOTATION_DATE_PAST');
    expect((await page(offerId)).quotations[0]?.state).toBe('pending');
    await house.seller.must(offers.drop, { params: { offerId }, body: { reason: '不买了' } });
    expect((await house.head.must(approvals.get, { params: { approvalId: approval?.id ?? '' } })).state).toBe(
      'withdrawn',
    );
  });

  test('two quotations sent at once: one goes up, the other is told so', async () => {
    const { offerId, unitId } = await house.negotiating();
    const both = await Promise.all([house.quote(offerId, unitId, FLOOR - 1), house.quote(offerId, unitId, FLOOR - 2)]);
    expect(both.map(({ code }) => code).sort()).toEqual(['QUOTATION_PENDING', null].sort());
  });
});

describe('promises', () => {
  const promise = (by: Person, customerId: string, body: Record<string, unknown>) =>
    by.call(offers.promise, {
      params: { customerId },
      body: { dueOn: '2024-04-01', body: '答应的事', ...body } as never,
    });

  test('[S1.19.d.13] [S2.13.a09.10.promise] beyond one’s limits a promise is not told before it is decided; within them it stands at once', async () => {
    const customerId = await house.customer();
    const gift = (by: Person, valueFen: number) => promise(by, customerId, { kind: 'gift', valueFen });
    expect((await gift(house.supervisor, 50_000)).body).toMatchObject({
      promise: { state: 'standing' },
      approval: null,
    });
    const beyond = (await gift(house.supervisor, 50_001)).body;
    expect(beyond.promise.state).toBe('pending');
    const params = { promiseId: beyond.promise.id };
    const tell = () => house.supervisor.call(offers.tellPromise, { params, body: { how: '电话' } });
    const refused = await tell();
    expect(refused).toMatchObject({ status: 409, code: 'PROMISE_NOT_APPROVED' });
    expect(beyond.promise.whyNot.tell?.code).toBe('PROMISE_NOT_APPROVED');
    expect(await house.signAll(beyond.approval?.id ?? '')).toBeNull();
    expect(await heard(house.supervisor)).toContain('offers.promiseApproved');
    expect((await tell()).body.promise).toMatchObject({ state: 'told', toldHow: '电话' });
    expect(await codeOf(tell())).toBe('PROMISE_STATE');
  });

  test('[S2.13.a09.10.promise] nothing is said on the handling of a complaint before the decision, whatever it costs; refused, it is never told', async () => {
    const customerId = await house.customer();
    const { promise: made, approval } = (await promise(house.seller, customerId, { kind: 'complaint', valueFen: 0 }))
      .body;
    expect(made.state).toBe('pending');
    const params = { promiseId: made.id };
    const approvalId = approval?.id ?? '';
    const body = { how: 'rejected' as const, round: 1, comment: '由客服答复' };
    // A supervisor could not promise it either: it is not theirs to decide.
    expect(await codeOf(house.supervisor.call(approvals.sign, { params: { approvalId }, body: { round: 1 } }))).toBe(
      'NOT_A_SIGNER',
    );
    await house.manager.must(approvals.refuse, { params: { approvalId }, body });
    expect(await codeOf(house.seller.call(offers.tellPromise, { params, body: {} }))).toBe('PROMISE_NOT_APPROVED');
    const { rows } = await house.seller.must(offers.promises, { query: { customerId } });
    expect(rows.map(({ state }) => state)).toEqual(['refused']);
  });

  test('with a promise undecided there is no intent; dropped, there is', async () => {
    const { offerId, customerId, unitId } = await house.negotiating();
    await house.quote(offerId, unitId, LIST);
    await house.signingPlan(offerId);
    const { promise: made, approval } = (
      await promise(house.seller, customerId, { kind: 'other', valueFen: null, offerId })
    ).body;
    const intent = () => house.seller.call(offers.intent, { params: { offerId }, body: { unitId } });
    expect(await codeOf(intent())).toBe('PROMISE_UNDECIDED');
    const params = { promiseId: made.id };
    await house.seller.must(offers.settlePromise, { params, body: { outcome: 'dropped', note: '不再提' } });
    expect((await house.head.must(approvals.get, { params: { approvalId: approval?.id ?? '' } })).state).toBe(
      'withdrawn',
    );
    expect(await codeOf(intent())).toBeNull();
    const { rows } = await house.seller.must(offers.promises, { query: { offerId } });
    expect(rows[0]).toMatchObject({ state: 'dropped', dealId: expect.any(String) });
  });

  test('told, it is kept or broken with a reason; overdue, whoever promised and their superior hear of it', async () => {
    const customerId = await house.customer();
    const made = async (dueOn: string) =>
      (await promise(house.supervisor, customerId, { kind: 'repair', valueFen: 10_000, dueOn })).body.promise.id;
    const day = '2024-03-08';
    const promiseId = await made(day);
    const settle = (outcome: string, note = '') =>
      house.supervisor.call(offers.settlePromise, { params: { promiseId }, body: { outcome, note } as never });
    await house.supervisor.must(offers.tellPromise, { params: { promiseId }, body: {} });
    expect(await codeOf(settle('dropped', '算了'))).toBe('PROMISE_STATE');
    await world.setClock('2024-03-08T15:59:59.999Z');
    const due = async () =>
      (await house.supervisor.must(offers.promises, { query: { customerId, dueBy: day } })).rows.map(
        (row) => row.isOverdue,
      );
    expect(await due()).toEqual([false]);
    await world.setClock('2024-03-08T16:00:00.000Z');
    expect(await due()).toEqual([true]);
    expect(await heard(house.supervisor)).toContain('offers.promiseOverdue');
    expect(await codeOf(settle('broken'))).toBe('PROMISE_REASON_MISSING');
    expect((await settle('broken', '工人未到')).body.promise).toMatchObject({ state: 'broken', endNote: '工人未到' });
  });
});

describe('customer policies', () => {
  const four = { price: '按表价九七折', settlement: '月结', service: '专人对接', other: '优先选房' };
  const dates = { validFrom: '2024-03-09', validUntil: '2024-03-20' };
  const put = (customerId: string, body: object) =>
    house.manager.call(offers.policy, {
      params: { customerId },
      body: { ...four, ...dates, discountPercent: 3, ...body },
    });

  test('[S3.01.p.content] price, settlement, service and other treatment are all required; approved and in force it is what an offer is measured by', async () => {
    const { offerId, customerId, unitId } = await house.negotiating();
    for (const field of ['price', 'settlement', 'service', 'other'])
      expect(await codeOf(put(customerId, { [field]: ' ' })), field).toBe('POLICY_INCOMPLETE');
    expect(
      await codeOf(house.seller.call(offers.policy, { params: { customerId }, body: { ...four, ...dates } })),
    ).toBe('NOT_ALLOWED');
    expect(await codeOf(put(customerId, { validUntil: '2024-03-08' }))).toBe('POLICY_DATES');
    const { policy, approval } = (await put(customerId, {})).body;
    expect(policy).toMatchObject({ ...four, state: 'pending', isInForce: false });
    expect(await codeOf(put(customerId, {}))).toBe('POLICY_PENDING');
    expect((await house.quote(offerId, unitId, 97_000_000)).body.quotation.state).toBe('pending');
    await house.seller.must(offers.drop, { params: { offerId }, body: { reason: '等政策' } });
    expect(await house.signAll(approval?.id ?? '')).toBeNull();
    const { rows } = await house.seller.must(offers.policies, { params: { customerId } });
    expect(rows[0]).toMatchObject({ ...four, state: 'approved', isInForce: true });
    const again = await house.negotiating({ customerId });
    const at = async (priceFen: number) => (await house.quote(again.offerId, again.unitId, priceFen)).body.quotation;
    expect(await at(97_000_000)).toMatchObject({ state: 'issued', policyId: policy.id });
    expect((await page(again.offerId)).policy?.id).toBe(policy.id);
    expect((await at(96_999_999)).state).toBe('pending');
  });

  test('ended, it is a measure no longer', async () => {
    const { customerId } = await house.offer();
    const { policy, approval } = (await put(customerId, {})).body;
    const end = () =>
      house.manager.call(offers.endPolicy, { params: { policyId: policy.id }, body: { reason: '合作终止' } });
    expect(await codeOf(end())).toBe('POLICY_STATE');
    await house.signAll(approval?.id ?? '');
    expect((await end()).body.policy).toMatchObject({ state: 'ended', isInForce: false });
  });
});

describe('who sees and does what', () => {
  test('a colleague’s offer is not there for others; a leader sees it; strangers’ customers are out of reach', async () => {
    const { offerId, customerId, unitId } = await house.negotiating();
    const { other, seller, leader, finance } = house;
    expect(await codeOf(other.call(offers.get, { params: { offerId } }))).toBe('NOT_FOUND');
    expect(await codeOf(other.call(offers.drop, { params: { offerId }, body: { reason: '…' } }))).toBe('NOT_FOUND');
    expect(await codeOf(other.call(offers.open, { body: { customerId } }))).toBe('NOT_ALLOWED');
    expect(await codeOf(house.quote(offerId, unitId, LIST, {}, other))).toBe('NOT_FOUND');
    const listed = async (by: Person) => (await by.must(offers.list, { query: { customerId } })).rows.length;
    expect([await listed(seller), await listed(other), await listed(house.supervisor)]).toEqual([1, 0, 1]);
    expect(await codeOf(finance.call(offers.get, { params: { offerId } }))).toBeNull();
    expect(await codeOf(finance.call(offers.drop, { params: { offerId }, body: { reason: '…' } }))).toBe('NOT_ALLOWED');
    expect(leader.id).not.toBe(seller.id);
  });

  test('found by title, customer, unit and number; a stale page is told so; the same command twice is one offer', async () => {
    const { offerId, unitId } = await house.negotiating();
    const { quotation } = (await house.quote(offerId, unitId, LIST)).body;
    const found = async (q: string) =>
      (await house.seller.must(offers.list, { query: { q } })).rows.some(({ id }) => id === offerId);
    const { customer, units } = await page(offerId);
    for (const q of ['学区', customer.name, units[0] ?? '', quotation.number ?? ''])
      expect(await found(q), q).toBe(true);
    expect(await found('没有这样的')).toBe(false);
    const stale = house.seller.call(offers.edit, { params: { offerId }, body: { version: 1, title: '旧' } });
    expect(await codeOf(stale)).toBe('STALE_VERSION');
    const commandId = crypto.randomUUID();
    const body = { customerId: customer.id, commandId };
    const [one, two] = [await house.seller.must(offers.open, { body }), await house.seller.must(offers.open, { body })];
    expect(one.offer.id).toBe(two.offer.id);
    expect(TODAY).toBe('2024-03-04');
  });

  test('two customers prove to be one: what was offered and promised to either is on the file that is kept, and back again', async () => {
    const { offerId, customerId } = await house.negotiating();
    const keptId = await house.customer();
    const body = { kind: 'other' as const, body: '留车位', dueOn: '2024-05-01', offerId };
    await house.seller.must(offers.promise, { params: { customerId }, body });
    const of = async (id: string) => {
      const query = { customerId: id };
      const [made, promised] = [
        await house.manager.must(offers.list, { query }),
        await house.manager.must(offers.promises, { query }),
      ];
      return [made.rows.length, promised.rows.length];
    };
    const merged = await house.manager.must(customers.merge, {
      params: { customerId: keptId },
      body: { otherId: customerId, keep: keptId, fieldsFromAbsorbed: [], reason: '同一人' } as never,
    });
    expect([await of(keptId), await of(customerId)]).toEqual([
      [1, 1],
      [0, 0],
    ]);
    const undo = { params: { mergeId: merged.mergeId }, body: { reason: '并非同一人' } };
    await house.manager.must(customers.undoMerge, undo as never);
    expect(await of(customerId)).toEqual([1, 1]);
  });
});
