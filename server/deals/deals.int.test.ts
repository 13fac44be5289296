/** Deals through HTTP, with the roles a new house starts with: from the draft to the handover, and out again. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approvals } from '#contract/approvals.ts';
import { deals } from '#contract/deals.ts';
import { inventory } from '#contract/inventory.ts';
import { journal } from '#contract/journal.ts';
import { notices } from '#contract/notices.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { at, startCompany } from '#server/scenarios/story.testing.ts';
import { everything, MILLION, type Office, openOffice } from './office.testing.ts';

let world: World;
let office: Office;
beforeAll(async () => {
  world = await startCompany();
  office = await openOffice(world);
});
afterAll(() => world.stop());

const codeOf = (call: Promise<{ code: string | null }>) => call.then(({ code }) => code);
const heard = async (by: Person) => (await by.must(notices.mine)).rows.map(({ kind }) => kind);
const unitOf = (unitId: string) => office.manager.must(inventory.unit, { params: { unitId } });
const submitting = (dealId: string, disclosures: readonly string[] = everything, by = office.seller) =>
  by.call(deals.submit, { params: { dealId }, body: { disclosures: disclosures as never } });

describe('a subscription', () => {
  test('[S1.18.s1b] [S0.02.info.9b] takes its unit, is signed by finance clerk and manager, and only then numbered and in effect', async () => {
    const unitId = await office.room();
    const dealId = await office.draft({ unitId });
    expect((await unitOf(unitId)).state).toBe('available');
    const approvalId = await office.submit(dealId);
    expect(await office.page(dealId)).toMatchObject({ state: 'subscribing', number: null, waitsFor: 'approval' });
    expect(await unitOf(unitId)).toMatchObject({ state: 'subscribed' });

    const sign = (by: Person) => by.call(approvals.sign, { params: { approvalId }, body: { round: 1 } });
    expect((await sign(office.seller)).code).not.toBeNull();
    expect((await sign(office.finance)).code).toBeNull();
    expect((await office.page(dealId)).state).toBe('subscribing');
    expect((await sign(office.manager)).code).toBeNull();
    const page = await office.page(dealId);
    expect(page).toMatchObject({
      state: 'subscribed',
      number: 'RG2024-00001',
      orderDate: '2024-03-04',
      contractDueOn: '2024-03-11',
    });
    expect(page.copies.map(({ holder }) => holder).sort()).toEqual(['customer', 'finance', 'sales', 'sales']);
    expect(await heard(office.seller)).toContain('deals.effective');
    expect(await heard(office.finance)).toContain('deals.effective');
    const kinds = page.timeline.map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['deals.open', 'deals.submit', 'deals.approved']));
  });

  test('[S1.18.s1] [S0.02.info.8] two subscriptions of one unit: the second one is refused, whoever is first', async () => {
    const unitId = await office.room();
    const [one, two] = [await office.draft({ unitId }), await office.draft({ unitId })];
    const answers = await Promise.all([submitting(one), submitting(two)]);
    expect(answers.filter(({ code }) => code === null)).toHaveLength(1);
    expect(answers.map(({ code }) => code).filter((code) => code !== null)).toEqual(['UNIT_NOT_VACANT']);
    const states = [(await office.page(one)).state, (await office.page(two)).state].sort();
    expect(states).toEqual(['draft', 'subscribing']);
  });

  test('a unit held for somebody else is not vacant; held for this customer it is, and the hold is used up', async () => {
    const unitId = await office.room();
    const [mine, theirs] = [await office.customer(), await office.customer('乙')];
    await office.seller.must(inventory.hold, {
      params: { unitId },
      body: { customerId: mine, reason: '考虑' } as never,
    });
    const body = { customerId: theirs, unitId, depositFen: 1 } as never;
    const other = (await office.other.must(deals.open, { body })).deal.id;
    expect(await codeOf(submitting(other, everything, office.other))).toBe('UNIT_NOT_VACANT');
    const dealId = await office.draft({ unitId, customerId: mine });
    expect((await submitting(dealId)).code).toBeNull();
    expect((await unitOf(unitId)).state).toBe('subscribed');
  });

  test('[S1.18.s5.1] [S1.18.s5.4] [S1.18.s5.5] is not put up before everything was disclosed', async () => {
    const dealId = await office.draft();
    const told = ['presale_registration', 'title', 'other_fees'];
    for (const left of told) {
      const answer = await submitting(
        dealId,
        told.filter((one) => one !== left),
      );
      expect(answer.code).toBe('DISCLOSURES_MISSING');
      expect((answer.body as unknown as { error: { detail: { missing: string } } }).error.detail.missing).toBe(left);
    }
    expect((await submitting(dealId, told)).code).toBeNull();
  });

  test('[S1.18.s5.2] [S1.18.s5.3] out-of-town purchase and mortgage are disclosed to those they concern', async () => {
    const told = ['presale_registration', 'title', 'other_fees'];
    const stranger = await office.draft({ isLocal: false });
    expect(await codeOf(submitting(stranger, told))).toBe('DISCLOSURES_MISSING');
    expect((await submitting(stranger, [...told, 'out_of_town'])).code).toBeNull();
    const loan = { lender: '建行', amountFen: 70_000_000, downPaymentFen: 30_000_000 };
    const borrower = await office.draft({ paymentMethod: 'mortgage', loan });
    expect(await codeOf(submitting(borrower, told))).toBe('DISCLOSURES_MISSING');
    expect((await submitting(borrower, [...told, 'mortgage'])).code).toBeNull();
  });

  test('[S0.02.info.10] the plan adds up to the price to the fen, or it is not put up', async () => {
    const part = (amountFen: number, dueOn: string) => ({ name: '一期', dueOn, amountFen });
    const plan = [part(40_000_000, '2024-04-01'), part(59_999_999, '2024-06-01')];
    const dealId = await office.draft({ paymentMethod: 'instalments', plan });
    expect(await codeOf(submitting(dealId))).toBe('PLAN_NOT_WHOLE');
    const whole = [part(40_000_000, '2024-04-01'), part(60_000_000, '2024-06-01')];
    await office.seller.must(deals.edit, { params: { dealId }, body: { plan: whole } });
    expect((await submitting(dealId)).code).toBeNull();
  });

  test('[S4.01.a24.escalate] [S1.18.a0] a price beyond one’s own authority needs a consent that reaches as far', async () => {
    const dealId = await office.draft({ priceFen: 97_000_000 });
    expect(await codeOf(submitting(dealId))).toBe('PRICE_BELOW_LIMIT');
    const ask = (priceFen: number) =>
      office.seller.must(deals.askTerms, { params: { dealId }, body: { kind: 'discount', body: '老客户', priceFen } });
    const dearer = await ask(97_500_000);
    expect(await codeOf(submitting(dealId))).toBe('TERMS_UNDECIDED');
    expect(await office.signAll(dearer.approval.id)).toBeNull();
    expect(await codeOf(submitting(dealId))).toBe('PRICE_BELOW_LIMIT');
    expect(await office.signAll((await ask(97_000_000)).approval.id)).toBeNull();
    expect((await submitting(dealId)).code).toBeNull();
  });

  test('[S1.18.s2] [S1.18.s4] where the deposit is the company’s, it must be set and met; anything else is refused', async () => {
    const signing = await openOffice(world, 'subscription-signing');
    const dealId = await signing.draft();
    const put = () => submitting(dealId, everything, signing.seller);
    expect(await codeOf(put())).toBe('DEPOSIT_NOT_SET');
    const set = (by: Person) =>
      by.call(deals.setDeposit, { params: { siteId: signing.siteId, kind: 'room' }, body: { depositFen: 3_000_000 } });
    expect((await set(signing.seller)).code).toBe('NOT_ALLOWED');
    expect((await set(signing.manager)).code).toBeNull();
    expect(await codeOf(put())).toBe('DEPOSIT_WRONG');
    await signing.seller.must(deals.edit, { params: { dealId }, body: { depositFen: 3_000_000 } });
    expect(await signing.signAll((await put()).body.approval.id)).toBeNull();
    const { copies } = await signing.page(dealId);
    expect(copies.map(({ holder }) => holder).sort()).toEqual(['consultant', 'customer', 'finance']);
  });

  test('rejected it gives the unit back; returned it keeps it, is put right and goes up again', async () => {
    const unitId = await office.room();
    const dealId = await office.draft({ unitId });
    const approvalId = await office.submit(dealId);
    const refuse = (how: 'returned' | 'rejected', round: number) =>
      office.finance.must(approvals.refuse, { params: { approvalId }, body: { how, round, comment: '定金不符' } });
    await refuse('returned', 1);
    expect([(await office.page(dealId)).state, (await unitOf(unitId)).state]).toEqual(['subscribing', 'subscribed']);
    await office.seller.must(deals.edit, { params: { dealId }, body: { depositFen: 5_000_000 } });
    expect(
      await codeOf(office.seller.call(deals.edit, { params: { dealId }, body: { unitId: await office.room() } })),
    ).toBe('DEAL_NOT_AT_THIS_STAGE');
    expect(await office.submit(dealId)).toBe(approvalId);
    await refuse('rejected', 2);
    expect([(await office.page(dealId)).state, (await unitOf(unitId)).state]).toEqual(['draft', 'available']);
  });

  test('recalled or dropped in the moment of the last signature: one of the two happens, never both', async () => {
    const unitId = await office.room();
    const dealId = await office.draft({ unitId });
    const approvalId = await office.submit(dealId);
    await office.finance.must(approvals.sign, { params: { approvalId }, body: { round: 1 } });
    const [signed, dropped] = await Promise.all([
      office.manager.call(approvals.sign, { params: { approvalId }, body: { round: 1 } }),
      office.seller.call(deals.drop, { params: { dealId }, body: { reason: '客户反悔' } }),
    ]);
    expect([signed.code === null, dropped.code === null].filter(Boolean)).toHaveLength(1);
    const [deal, unit] = [await office.page(dealId), await unitOf(unitId)];
    expect([deal.state, unit.state]).toEqual(
      signed.code === null ? ['subscribed', 'subscribed'] : ['cancelled', 'available'],
    );
  });

  test('[S0.02.reg.4] a small deposit is numbered and stands in its register', async () => {
    const dealId = await office.draft();
    const body = { amountFen: 500_000, until: '2024-03-06' };
    await office.seller.must(deals.smallDeposit, { params: { dealId }, body });
    expect(await codeOf(office.seller.call(deals.smallDeposit, { params: { dealId }, body }))).toBe(
      'SMALL_DEPOSIT_THERE',
    );
    const { rows } = await office.assistant.must(deals.smallDeposits, { query: { siteId: office.siteId } });
    expect(rows).toMatchObject([{ dealId, number: 'XD2024-00001', smallDepositFen: 500_000 }]);
    expect(await heard(office.finance)).toContain('deals.smallDeposit');
  });

  test('numbers have no gaps, whatever is refused in between', async () => {
    await office.inEffect();
    const dealId = await office.draft();
    await office.submit(dealId);
    await office.seller.must(deals.drop, { params: { dealId }, body: { reason: '不买了' } });
    await office.inEffect();
    const { rows } = await office.assistant.must(deals.bookings, { query: { siteId: office.siteId } });
    const numbers = rows.map(({ number }) => Number(number.slice(-5))).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });
});

describe('changes', () => {
  test('[S0.08.d.1b] [S0.08.d.1c] a change takes effect with the consent, and dates the order anew', async () => {
    const dealId = await office.inEffect();
    await world.setClock(at('2024-03-06', '10:00'));
    const change = { priceFen: 98_500_000, depositFen: 2_000_000, reason: '一次性付清' };
    const { approval } = await office.seller.must(deals.changeTerms, { params: { dealId }, body: change as never });
    expect(await office.page(dealId)).toMatchObject({ priceFen: MILLION, orderDate: '2024-03-04', waitsFor: 'change' });
    expect(
      await codeOf(
        office.seller.call(deals.changeName, { params: { dealId }, body: { buyers: '某', reason: '更名' } }),
      ),
    ).toBe('CHANGE_PENDING');
    expect(await office.signAll(approval.id)).toBeNull();
    expect(await office.page(dealId)).toMatchObject({
      priceFen: 98_500_000,
      orderDate: '2024-03-06',
      waitsFor: 'nothing',
    });
  });

  test('[S0.02.chg.1] to a larger and dearer unit it is an ordinary change; any other direction is the manager’s', async () => {
    const [from, larger, smaller] = [
      await office.room(),
      await office.room({ predictedArea: 130, listPriceFen: 130_000_000, floorPriceFen: 130_000_000 }),
      await office.room({ predictedArea: 80, listPriceFen: 80_000_000, floorPriceFen: 80_000_000 }),
    ];
    const dealId = await office.inEffect({ unitId: from });
    const to = (unitId: string, priceFen: number) =>
      office.seller.must(deals.changeUnit, { params: { dealId }, body: { unitId, priceFen, reason: '换房' } as never });
    const up = await to(larger, 130_000_000);
    expect((await office.head.must(approvals.get, { params: { approvalId: up.approval.id } })).matter).toBe(
      'order_change',
    );
    expect(await office.signAll(up.approval.id)).toBeNull();
    expect([(await unitOf(from)).state, (await unitOf(larger)).state]).toEqual(['available', 'subscribed']);
    const down = await to(smaller, 80_000_000);
    const asked = await office.head.must(approvals.get, { params: { approvalId: down.approval.id } });
    expect(asked.matter).toBe('unit_change');
    expect(
      (await office.leader.call(approvals.sign, { params: { approvalId: asked.id }, body: { round: 1 } })).code,
    ).not.toBeNull();
    expect(
      (await office.manager.call(approvals.sign, { params: { approvalId: asked.id }, body: { round: 1 } })).code,
    ).toBeNull();
    expect([(await unitOf(larger)).state, (await unitOf(smaller)).state]).toEqual(['available', 'subscribed']);
    expect((await office.page(dealId)).priceFen).toBe(80_000_000);
  });

  test('[S0.02.chg.2] a change of name is free before the contract and a transfer with its fee after it', async () => {
    const dealId = await office.inEffect();
    const rename = (feeFen: number | null) =>
      office.seller.call(deals.changeName, {
        params: { dealId },
        body: { buyers: '王某', reason: '改由配偶签', feeFen },
      });
    const before = await rename(null);
    expect(before.code).toBeNull();
    await office.signAll(before.body.approval.id);
    expect((await office.page(dealId)).buyers).toBe('王某');
    const signed = await office.contracted();
    const transfer = (feeFen: number | null) =>
      office.seller.call(deals.changeName, {
        params: { dealId: signed },
        body: { buyers: '李某', reason: '转让', feeFen },
      });
    expect((await transfer(null)).code).toBe('TRANSFER_FEE_NEEDED');
    const asked = await transfer(200_000);
    expect(await office.signAll(asked.body.approval.id)).toBeNull();
    expect((await office.page(signed)).changes).toMatchObject([{ kind: 'name', feeFen: 200_000, state: 'done' }]);
  });
});

describe('a contract', () => {
  test('[S1.18.k2] [S1.18.k3] [S1.18.k4] [S1.18.s4] is signed with all approvals, papers by residence, the consultant there and the subscription back', async () => {
    const unitId = await office.room();
    const dealId = await office.inEffect({ unitId, isLocal: false });
    const sign = (more: object = {}) =>
      office.seller.call(deals.sign, {
        params: { dealId },
        body: { consultantPresent: true, subscriptionTakenBack: true, ...more },
      });
    expect((await sign()).code).toBe('DEAL_NOT_AT_THIS_STAGE');
    const { approval } = await office.seller.must(deals.submitContract, { params: { dealId }, body: {} });
    expect((await sign()).code).toBe('CONTRACT_NOT_APPROVED');
    for (const by of [office.finance, office.supervisor]) {
      await by.must(approvals.sign, { params: { approvalId: approval.id }, body: { round: 1 } });
      expect((await sign()).code).toBe('CONTRACT_NOT_APPROVED');
    }
    await office.manager.must(approvals.sign, { params: { approvalId: approval.id }, body: { round: 1 } });
    expect((await sign()).code).toBe('PAPERS_MISSING');
    await office.papers(dealId, 'id_card');
    expect((await sign()).code).toBe('PAPERS_MISSING');
    await office.papers(dealId, 'residence_permit');
    expect((await sign({ consultantPresent: false })).code).toBe('CONSULTANT_ABSENT');
    expect((await sign({ subscriptionTakenBack: false })).code).toBe('COPIES_NOT_BACK');
    expect((await sign()).code).toBeNull();
    const page = await office.page(dealId);
    expect([page.state, page.contractNumber?.slice(0, 7), (await unitOf(unitId)).state]).toEqual([
      'contracted',
      'HT2024-',
      'contracted',
    ]);
    const copies = page.copies.map(({ document, holder, state }) => `${document} ${holder} ${state}`).sort();
    expect(copies).toEqual([
      'contract customer out',
      'contract finance out',
      'contract sales out',
      'subscription customer returned',
      'subscription finance returned',
      'subscription sales returned',
      'subscription sales returned',
    ]);
  });

  test('[S1.18.k1] [S1.18.k1b] each correction carries the seal; the fourth costs what a reviewer sets within the bounds', async () => {
    const dealId = await office.contracted();
    const correct = (by: Person, more: object = {}) =>
      by.call(deals.correct, { params: { dealId }, body: { place: '第三条', isSealed: true, ...more } });
    expect((await correct(office.seller, { isSealed: false })).code).toBe('CORRECTION_NOT_SEALED');
    for (let n = 0; n < 3; n++) expect((await correct(office.seller)).code).toBeNull();
    expect((await correct(office.seller, { fineYuan: 60 })).code).toBe('CORRECTION_FINE_NEEDED');
    for (const fineYuan of [49, 101])
      expect((await correct(office.manager, { fineYuan })).code).toBe('CORRECTION_FINE_NEEDED');
    expect((await correct(office.manager, { fineYuan: 50 })).code).toBeNull();
    expect((await office.page(dealId)).contract.corrections.map(({ fineYuan }) => fineYuan)).toEqual([0, 0, 0, 50]);
    expect(await heard(office.seller)).toContain('deals.correctionFine');
  });

  test('[S0.07.ct.3c] what deviates is reviewed one level up before it is approved', async () => {
    const dealId = await office.inEffect();
    const params = { dealId };
    await office.seller.must(deals.fillContract, {
      params,
      body: { specialReasons: ['added_clause'], note: '增加车位条款' },
    });
    expect(await codeOf(office.seller.call(deals.submitContract, { params, body: {} }))).toBe('SPECIAL_REVIEW_NEEDED');
    const { approval } = await office.seller.must(deals.specialReview, { params, body: {} });
    expect(await office.signAll(approval.id)).toBeNull();
    expect((await office.page(dealId)).contract).toMatchObject({ isSpecial: true, specialReasons: ['added_clause'] });
    expect(await codeOf(office.seller.call(deals.submitContract, { params, body: {} }))).toBeNull();
  });

  test('[S0.07.ct.3] supplements belong to a signed contract, numbered, and never before its day', async () => {
    const dealId = await office.contracted();
    const add = (signedOn: string) =>
      office.seller.call(deals.supplement, {
        params: { dealId },
        body: { title: '车位', body: '赠送车位使用权', signedOn },
      });
    expect((await add('2024-03-05')).code).toBe('DATE_IMPOSSIBLE');
    expect((await add('2024-03-07')).code).toBe('DATE_IMPOSSIBLE');
    expect((await add('2024-03-06')).code).toBeNull();
    expect((await office.page(dealId)).contract.supplements).toMatchObject([{ number: 'BC2024-00001', title: '车位' }]);
  });
});

describe('ways out', () => {
  const body = { reason: '资格不足', persuasion: '两次面谈挽留', refundMethod: 'cheque' as const };

  test('[S0.02.chg.4] [S1.18.s6] [S1.18.s6b] before the contract: asked to stay, consented to by the manager, a week for a cheque', async () => {
    const unitId = await office.room();
    const dealId = await office.inEffect({ unitId });
    const params = { dealId };
    expect(await codeOf(office.seller.call(deals.withdraw, { params, body: { ...body, persuasion: ' ' } }))).toBe(
      'PERSUADE_FIRST',
    );
    const { approval } = await office.seller.must(deals.withdraw, { params, body });
    expect((await office.page(dealId)).withdrawal).toMatchObject({
      refundNotBefore: '2024-03-13',
      isExceptional: false,
    });
    const complete = (more: object = {}) =>
      office.seller.call(deals.completeWithdrawal, { params, body: { agreementBack: true, ...more } });
    expect((await complete()).code).toBe('WITHDRAWAL_NOT_CONSENTED');
    expect(
      (await office.leader.call(approvals.sign, { params: { approvalId: approval.id }, body: { round: 1 } })).code,
    ).not.toBeNull();
    await office.manager.must(approvals.sign, { params: { approvalId: approval.id }, body: { round: 1 } });
    expect((await complete({ agreementBack: false })).code).toBe('PAPERS_NOT_BACK');
    expect((await complete()).code).toBeNull();
    expect(await office.page(dealId)).toMatchObject({ state: 'cancelled', endedCause: 'customer' });
    expect((await unitOf(unitId)).state).toBe('available');
    const { rows } = await office.assistant.must(deals.bookings, { query: { siteId: office.siteId } });
    expect(rows.find((row) => row.dealId === dealId)?.state).toBe('cancelled');
  });

  test('[S0.02.chg.4] after the contract it is refused; whoever may allow exceptions asks the level above', async () => {
    const dealId = await office.contracted();
    const params = { dealId };
    const page = await office.seller.must(deals.get, { params });
    expect(page.whyNot.withdraw?.code).toBe('WITHDRAWAL_AFTER_CONTRACT');
    expect(await codeOf(office.seller.call(deals.withdraw, { params, body }))).toBe('WITHDRAWAL_AFTER_CONTRACT');
    const { approval } = await office.manager.must(deals.withdraw, { params, body });
    expect(
      (await office.manager.call(approvals.sign, { params: { approvalId: approval.id }, body: { round: 1 } })).code,
    ).not.toBeNull();
    expect(await office.signAll(approval.id)).toBeNull();
    expect(
      await codeOf(office.manager.call(deals.completeWithdrawal, { params, body: { agreementBack: true } })),
    ).toBeNull();
    expect((await office.page(dealId)).state).toBe('cancelled');
  });

  test('the claim is closed when the deal counts and ends when it is given back', async () => {
    const customerId = await office.customer();
    const dealId = await office.contracted({ customerId });
    expect(await office.page(dealId)).toMatchObject({ shares: { performance: [{ name: '甲', percent: 100 }] } });
    expect((await office.house.file(customerId)).current?.state).toBe('closed');
    const { approval } = await office.manager.must(deals.withdraw, { params: { dealId }, body });
    await office.signAll(approval.id);
    await office.manager.must(deals.completeWithdrawal, { params: { dealId }, body: { agreementBack: true } });
    expect((await office.page(dealId)).shares).toBeNull();
    expect((await office.house.file(customerId)).current).toBeNull();
  });

  test('[S0.08.b.21] a complaint: the manager decides what is cancelled, never about an own deal, and only once', async () => {
    const dealId = await office.contracted();
    const cancel = (by: Person, more: object = {}) =>
      by.call(deals.cancelCredit, { params: { dealId }, body: { cause: 'complaint', reason: '未告知费用', ...more } });
    expect((await cancel(office.seller)).code).toBe('NOT_ALLOWED');
    expect((await cancel(office.manager, { performance: false, commission: false })).code).toBe('NOTHING_CANCELLED');
    expect((await cancel(office.manager, { performance: false })).code).toBeNull();
    expect((await office.page(dealId)).creditCancelled).toMatchObject({ performance: false, commission: true });
    expect((await cancel(office.manager)).code).toBe('CREDIT_GONE_ALREADY');
    const { timeline } = await office.page(dealId);
    const entry = timeline.find(({ kind }) => kind === 'deals.cancelCredit');
    const why = await office.seller.must(journal.entry, { params: { journalId: entry?.journalId ?? '' } });
    expect(why).toMatchObject({ kind: 'deals.cancelCredit', reason: '未告知费用' });
    expect(why.summary.zh).toContain('因客户投诉，取消提成');
  });
});

describe('who sees what', () => {
  test('[S0.08.d.1d] [S0.08.g.11] consultants see their own deals and never look through the orders', async () => {
    const dealId = await office.inEffect();
    expect(await codeOf(office.other.call(deals.get, { params: { dealId } }))).toBe('NOT_FOUND');
    expect(
      (await office.other.must(deals.list, { query: { siteId: office.siteId } })).rows.some((row) => row.id === dealId),
    ).toBe(false);
    expect(
      (await office.seller.must(deals.list, { query: { limit: 200 } })).rows.some((row) => row.id === dealId),
    ).toBe(true);
    for (const route of [deals.bookings, deals.contracts, deals.handovers, deals.smallDeposits])
      expect(await codeOf(office.seller.call(route, { query: {} }))).toBe('NOT_ALLOWED');
    const { siteId } = office;
    expect(await codeOf(office.seller.call(deals.queue, { params: { siteId }, query: {} }))).toBe('NOT_ALLOWED');
    expect(await codeOf(office.leader.call(deals.queue, { params: { siteId }, query: {} }))).toBeNull();
  });

  test('what the page says may be done is what the command allows, and a stale form is refused', async () => {
    const dealId = await office.draft();
    const { whyNot, version } = await office.seller.must(deals.get, { params: { dealId } });
    expect([whyNot.submit, whyNot.edit, whyNot.drop]).toEqual([null, null, null]);
    expect(whyNot.register?.code).toBe('NOT_ALLOWED');
    expect(whyNot.sign?.code).toBe('DEAL_NOT_AT_THIS_STAGE');
    await office.seller.must(deals.edit, { params: { dealId }, body: { note: '改', priceFen: 99_000_000, version } });
    const late = office.seller.call(deals.edit, { params: { dealId }, body: { priceFen: MILLION, version } });
    expect(await codeOf(late)).toBe('STALE_VERSION');
  });
});
