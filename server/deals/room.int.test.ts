/** The contract room through HTTP, by the house that sells from its office and the one that signs with care. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approvals } from '#contract/approvals.ts';
import { customers } from '#contract/customers.ts';
import { contractRoom, seals } from '#contract/deals-room.ts';
import { deals } from '#contract/deals.ts';
import { journal } from '#contract/journal.ts';
import { notices } from '#contract/notices.ts';
import { penalties } from '#contract/penalties.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { at, startCompany } from '#server/scenarios/story.testing.ts';
import { MILLION, type Office, openOffice } from './office.testing.ts';

let world: World;
let office: Office;
let signing: Office;
beforeAll(async () => {
  world = await startCompany();
  office = await openOffice(world, 'housing-sales');
  signing = await openOffice(world, 'subscription-signing');
  await signing.manager.must(deals.setDeposit, {
    params: { siteId: signing.siteId, kind: 'room' },
    body: { depositFen: 2_000_000 },
  });
});
afterAll(() => world.stop());

const codeOf = (call: Promise<{ code: string | null }>) => call.then(({ code }) => code);
const heard = async (by: Person) => (await by.must(notices.mine)).rows.map(({ kind }) => kind);
const roomOf = (dealId: string, by = office.manager) => by.must(contractRoom.get, { params: { dealId } });
const finesOf = async (of: Person, by: Person = office.manager) =>
  (await by.must(penalties.list, { query: { siteId: office.siteId } })).rows.filter(({ staff }) => staff.id === of.id);
const checks = ['each_clause', 'data', 'signatures', 'seals', 'drawings'] as const;

/** Up to the signature: reviewed, filled in, checked, approved, papers in. */
const readyToSign = async (of: Office, more: Record<string, unknown> = {}): Promise<string> => {
  const dealId = await of.inEffect(more);
  const params = { dealId };
  const asked = (await of.page(dealId)).papers.filter(({ stages }) => stages.includes('contract'));
  await of.papers(dealId, ...asked.map(({ paper }) => paper));
  await of.agree(dealId);
  await of.assistant.must(deals.reviewContract, { params, body: {} });
  await of.seller.must(deals.fillContract, { params, body: {} });
  await of.supervisor.must(deals.checkContract, { params, body: { checks: [...checks] } });
  const { approval } = await of.seller.must(deals.submitContract, { params, body: {} });
  expect(await of.signAll(approval.id)).toBeNull();
  return dealId;
};
const there = { consultantPresent: true, subscriptionTakenBack: true };
const sign = (of: Office, dealId: string) => of.seller.call(deals.sign, { params: { dealId }, body: there });
const signed = async (of: Office, more: Record<string, unknown> = {}): Promise<string> => {
  const dealId = await readyToSign(of, more);
  expect(await codeOf(sign(of, dealId))).toBeNull();
  return dealId;
};

describe('the seal', () => {
  let sealId: string;
  const ask = (by: Person, backBy = at('2024-03-04', '18:00')) =>
    by.call(seals.ask, { params: { sealId }, body: { purpose: '到客户单位签约', place: '客户单位', backBy } });
  const agreed = (by: Person, approvalId: string) =>
    by.call(approvals.sign, { params: { approvalId }, body: { round: 1 } });
  const approvalOf = async (movementId: string, by = office.manager) =>
    (await by.must(seals.log, { query: { siteId: office.siteId } })).rows.find(({ id }) => id === movementId)
      ?.approvalId ?? '';
  const handOut = (movementId: string, by = office.assistant) =>
    by.call(seals.handOut, { params: { movementId }, body: {} });
  const giveBack = (movementId: string, by = office.assistant) =>
    by.call(seals.giveBack, { params: { movementId }, body: {} });
  const consented = async (by: Person): Promise<string> => {
    const { body } = await ask(by);
    const approvalId = await approvalOf(body.movement.id);
    for (const signer of [office.assistant, office.manager]) await agreed(signer, approvalId);
    return body.movement.id;
  };

  test('a site has one contract seal, kept by the post the book names; only a manager enters it', async () => {
    const open = (by: Person) =>
      by.call(seals.open, { params: { siteId: office.siteId }, body: { name: '合同专用章' } });
    expect(await codeOf(open(office.assistant))).toBe('NOT_ALLOWED');
    const { body } = await open(office.manager);
    sealId = body.seal.id;
    expect(body.seal).toMatchObject({ kind: 'contract', custodianPost: 'sales_assistant', custodian: null, out: null });
    expect(await codeOf(open(office.manager))).toBe('ONE_CONTRACT_SEAL');
    const seen = (await office.seller.must(seals.list, { params: { siteId: office.siteId } })).seals;
    expect(seen).toMatchObject([{ id: sealId, keeps: false, whyNot: { ask: null, change: { code: 'NOT_ALLOWED' } } }]);
    expect(await codeOf(signing.seller.call(seals.list, { params: { siteId: office.siteId } }))).toBe('NOT_ALLOWED');
    expect(
      await codeOf(
        signing.seller.call(seals.ask, {
          params: { sealId },
          body: { purpose: '签约', place: '外', backBy: at('2024-03-05') },
        }),
      ),
    ).toBe('NOT_ALLOWED');
  });

  test('[S0.07.con.17] leaves the office only with the consent of both the custodian and the manager, one borrowing at a time', async () => {
    const { body } = await ask(office.seller);
    const movementId = body.movement.id;
    const approvalId = body.movement.approvalId ?? '';
    expect(body.movement.state).toBe('asked');
    expect(await codeOf(handOut(movementId))).toBe('SEAL_NOT_CONSENTED');
    expect(await codeOf(agreed(office.seller, approvalId))).toBe('APPLICANT_MAY_NOT_SIGN');
    expect(await codeOf(agreed(office.supervisor, approvalId))).toBe('NOT_A_SIGNER');
    await agreed(office.manager, approvalId);
    expect(await codeOf(handOut(movementId))).toBe('SEAL_NOT_CONSENTED'); // one of the two
    await agreed(office.assistant, approvalId);
    expect(await heard(office.seller)).toContain('deals.sealConsent');
    expect(await codeOf(handOut(movementId, office.seller))).toBe('SEAL_NOT_YOURS_TO_KEEP');
    expect((await handOut(movementId)).body.movement).toMatchObject({ state: 'out', handedOutBy: { name: '内勤' } });
    const [seal] = (await office.other.must(seals.list, { params: { siteId: office.siteId } })).seals;
    expect(seal).toMatchObject({ out: { by: { name: '甲' }, isLate: false }, whyNot: { ask: { code: 'SEAL_OUT' } } });
    expect(await codeOf(ask(office.other))).toBe('SEAL_OUT');
    const retire = office.manager.call(seals.change, { params: { sealId }, body: { isRetired: true } });
    expect(await codeOf(retire)).toBe('SEAL_STILL_OUT');
    const { body: back } = await giveBack(movementId);
    expect(back.movement).toMatchObject({ state: 'back', returnedTo: { name: '内勤' }, isLate: false });
    expect(await codeOf(giveBack(movementId))).toBe('SEAL_NOT_OUT');
    const entry = await office.manager.must(journal.entry, { params: { journalId: back.journalId } });
    expect(entry.kind).toBe('deals.returnSeal');
  });

  test('whoever applies signs for neither: another assistant or the level above does', async () => {
    const { body } = await ask(office.assistant);
    const approvalId = body.movement.approvalId ?? '';
    expect(await codeOf(agreed(office.assistant, approvalId))).toBe('APPLICANT_MAY_NOT_SIGN');
    await agreed(office.manager, approvalId);
    expect((await office.manager.must(approvals.get, { params: { approvalId } })).state).toBe('pending');
    await agreed(office.director, approvalId);
    expect((await office.manager.must(approvals.get, { params: { approvalId } })).state).toBe('approved');
    const undo = { params: { movementId: body.movement.id }, body: { reason: '改期' } };
    expect(await codeOf(office.seller.call(seals.withdraw, undo))).toBe('NOT_ALLOWED');
    expect((await office.assistant.must(seals.withdraw, undo)).movement.state).toBe('withdrawn');
  });

  test('a person named keeps it instead of the post, and consents in person', async () => {
    const custodianId = office.leader.id;
    await office.manager.must(seals.change, { params: { sealId }, body: { custodianId } });
    const { body } = await ask(office.seller);
    const approvalId = body.movement.approvalId ?? '';
    expect(await codeOf(agreed(office.assistant, approvalId))).toBe('NOT_A_SIGNER');
    await agreed(office.leader, approvalId);
    await agreed(office.manager, approvalId);
    const movementId = body.movement.id;
    expect(await codeOf(handOut(movementId, office.assistant))).toBe('SEAL_NOT_YOURS_TO_KEEP');
    expect(await codeOf(handOut(movementId, office.leader))).toBeNull();
    expect(await codeOf(giveBack(movementId, office.manager))).toBeNull(); // in their place
    await office.manager.must(seals.change, { params: { sealId }, body: { custodianId: null } });
  });

  test('two who both may have it press at once: one has it, the other is told who', async () => {
    const both = [await consented(office.seller), await consented(office.other)];
    const answers = await Promise.all(both.map((id) => handOut(id)));
    expect(answers.map(({ code }) => code).sort()).toEqual(['SEAL_OUT', null].sort());
    const { rows } = await office.manager.must(seals.log, { query: { siteId: office.siteId, state: 'out' } });
    expect(rows).toHaveLength(1);
    await giveBack(rows[0]?.id ?? '');
  });

  test('a consent is good until the time it names; what is refused stays in', async () => {
    const { body } = await ask(office.other, at('2024-03-04', '09:30'));
    const approvalId = body.movement.approvalId ?? '';
    for (const signer of [office.assistant, office.manager]) await agreed(signer, approvalId);
    await world.setClock(at('2024-03-04', '09:30'));
    expect(await codeOf(handOut(body.movement.id))).toBe('SEAL_CONSENT_OVER');
    const no = (await ask(office.other)).body.movement;
    const reject = {
      params: { approvalId: no.approvalId ?? '' },
      body: { round: 1, how: 'rejected', comment: '就在本处签' } as const,
    };
    await office.manager.must(approvals.refuse, reject);
    const { rows } = await office.manager.must(seals.log, { query: { siteId: office.siteId, limit: 1 } });
    expect(rows).toMatchObject([{ id: no.id, state: 'refused', whyNot: { handOut: { code: 'SEAL_NOT_CONSENTED' } } }]);
  });

  test('overdue it is asked back every day, of the borrower, the custodian and the manager', async () => {
    const movementId = await consented(office.other);
    await handOut(movementId);
    await world.setClock(at('2024-03-04', '18:00'));
    for (const person of [office.other, office.assistant, office.manager])
      expect((await heard(person)).filter((kind) => kind === 'deals.sealOverdue')).toHaveLength(1);
    await world.setClock(at('2024-03-05', '18:00'));
    expect((await heard(office.other)).filter((kind) => kind === 'deals.sealOverdue')).toHaveLength(2);
    expect((await giveBack(movementId)).body.movement.isLate).toBe(true);
    await world.setClock(at('2024-03-06', '18:00'));
    expect((await heard(office.other)).filter((kind) => kind === 'deals.sealOverdue')).toHaveLength(2);
  });

  test('[S0.07.con.17b] taken without consent: recorded by the custodian, fined fifty, a thousand more once something came of it', async () => {
    const incident = (by: Person, more: object = {}) =>
      by.call(seals.incident, {
        params: { sealId },
        body: { takenById: office.other.id, note: '未经同意带出签约', isStillOut: true, ...more },
      });
    expect(await codeOf(incident(office.seller))).toBe('SEAL_NOT_YOURS_TO_KEEP');
    const { body } = await incident(office.assistant);
    expect(body.movement).toMatchObject({ state: 'out', isIncident: true, fineYuan: 50, backBy: null });
    expect(await codeOf(ask(office.seller))).toBe('SEAL_OUT');
    expect(await finesOf(office.other)).toMatchObject([
      { cause: 'seal', amountFen: 5_000, clauses: ['S0.07.con.17b'] },
    ]);
    expect(await heard(office.other)).toContain('deals.sealIncident');
    await giveBack(body.movement.id);
    const what = { params: { movementId: body.movement.id }, body: { what: '空白合同被加盖公章' } };
    expect(await codeOf(office.seller.call(seals.consequence, what))).toBe('SEAL_NOT_YOURS_TO_KEEP');
    expect((await office.assistant.must(seals.consequence, what)).movement).toMatchObject({ fineYuan: 1050 });
    expect(await codeOf(office.assistant.call(seals.consequence, what))).toBe('CONSEQUENCE_THERE');
    expect((await finesOf(office.other)).map(({ amountFen }) => amountFen).sort()).toEqual([100_000, 5_000]);
    const { rows } = await office.manager.must(seals.log, { query: { siteId: office.siteId, incidents: 'true' } });
    expect(rows).toHaveLength(1);
    // Whoever only borrows sees their own lines of the register.
    const { rows: own } = await office.seller.must(seals.log, { query: { siteId: office.siteId, limit: 200 } });
    expect(new Set(own.map(({ by }) => by.name))).toEqual(new Set(['甲']));
    const file = await office.manager.fetch(`/api/seal-movements/file?siteId=${office.siteId}&format=csv`);
    const text = await file.text();
    expect(text).toContain('空白合同被加盖公章');
    expect(text.trim().split('\n')).toHaveLength(
      1 + (await office.manager.must(seals.log, { query: { siteId: office.siteId, limit: 200 } })).rows.length,
    );
  });
});

describe('what was keyed of a contract', () => {
  const right = { name: 'right', sex: 'right', contact: 'right', price: 'right' } as const;
  const check = (dealId: string, by: Person, answers: object = right, note = '') =>
    by.call(contractRoom.recheck, { params: { dealId }, body: { answers, note } as never });
  const correct = (dealId: string, body: object) =>
    office.seller.call(contractRoom.correctEntry, { params: { dealId }, body: body as never });
  const listed = async (query: object) =>
    (await office.manager.must(deals.list, { query: { siteId: office.siteId, ...query } as never })).rows.map(
      ({ id }) => id,
    );

  test('[S0.07.ast.6] waits for a second person, goes back while something is wrong or blank, and is found by name, number and price from then on', async () => {
    const dealId = await signed(office);
    const params = { dealId };
    expect(await office.page(dealId)).toMatchObject({ recheck: 'waiting' });
    expect(await listed({ recheck: 'open' })).toContain(dealId);
    expect(await heard(office.assistant)).toContain('deals.toRecheck');
    expect(await codeOf(check(dealId, office.seller))).toBe('NOT_ALLOWED');
    expect(await codeOf(check(dealId, office.assistant, { name: 'right' }))).toBe('FIELDS_UNCHECKED');
    expect(await codeOf(check(dealId, office.assistant))).toBe('ENTRY_INCOMPLETE'); // nobody keyed the sex
    expect(await codeOf(check(dealId, office.assistant, { ...right, sex: 'wrong', name: 'wrong' }))).toBe(
      'WRONG_NEEDS_NOTE',
    );
    await check(dealId, office.assistant, { ...right, sex: 'wrong', name: 'wrong' }, '性别未填，姓名少一字');
    expect(await heard(office.seller)).toContain('deals.entryWrong');
    expect(await roomOf(dealId)).toMatchObject({ recheck: { state: 'wrong', round: 1 } });
    expect(await codeOf(correct(dealId, { buyers: '欧阳春夏' }))).toBe('ENTRY_UNCHANGED');
    const { customer } = await office.page(dealId);
    const file = await office.seller.must(customers.get, { params: { customerId: customer.id } });
    await office.seller.must(customers.update, {
      params: { customerId: customer.id },
      body: { version: file.version, gender: 'female' } as never,
    });
    expect(await codeOf(correct(dealId, { buyers: '欧阳春夏' }))).toBeNull();
    const again = (await roomOf(dealId)).recheck;
    expect(again).toMatchObject({ state: 'waiting', round: 2 });
    expect(again?.values.find(({ field }) => field === 'name')?.value).toBe('欧阳春夏');
    expect(await codeOf(check(dealId, office.assistant))).toBeNull();
    expect(await office.page(dealId)).toMatchObject({ recheck: 'confirmed' });
    expect(await listed({ recheck: 'open' })).not.toContain(dealId);
    const shown = Object.fromEntries(
      ((await roomOf(dealId)).recheck?.values ?? []).map(({ field, value }) => [field, value]),
    );
    expect(shown).toMatchObject({ name: '欧阳春夏', sex: 'female', price: '1,000,000.00' });
    expect(await listed({ q: '欧阳春' })).toEqual([dealId]);
    expect(await listed({ q: (shown.contact ?? '').slice(-4) })).toContain(dealId);
    const { rows } = await office.assistant.must(deals.contracts, { query: { siteId: office.siteId } });
    expect(rows.find((row) => row.dealId === dealId)?.recheck).toBe('confirmed');
    expect(await codeOf(check(dealId, office.supervisor))).toBe('RECHECK_NOT_WAITING');
    expect(params.dealId).toBe(dealId);
  });

  test('whoever keyed it does not check it, also when they may; a price stood by is looked at again', async () => {
    const dealId = await readyToSign(office);
    await office.assistant.must(deals.sign, { params: { dealId }, body: there });
    expect(await codeOf(check(dealId, office.assistant))).toBe('KEYED_IT_YOURSELF');
    expect((await roomOf(dealId, office.assistant)).whyNot.recheck?.code).toBe('KEYED_IT_YOURSELF');
    const answers = { ...right, sex: 'wrong', price: 'wrong' };
    await check(dealId, office.supervisor, answers, '价格与合同不符');
    expect(await codeOf(correct(dealId, { stands: ['sex', 'price'] }))).toBe('STANDS_NEEDS_NOTE');
    expect(await codeOf(correct(dealId, { stands: ['sex', 'price'], note: '以补充协议为准' }))).toBeNull();
    expect((await roomOf(dealId)).recheck).toMatchObject({ state: 'waiting', round: 2 });
  });

  test('a name agreed anew after the signature is keyed anew, and looked at again', async () => {
    const dealId = await signed(office);
    await check(dealId, office.assistant, { ...right, sex: 'wrong' }, '性别未填');
    await correct(dealId, { stands: ['sex'], note: '客户未提供' });
    const params = { dealId };
    const body = { buyers: '李某', reason: '转让', feeFen: 200_000 };
    const { approval } = await office.seller.must(deals.changeName, { params, body });
    expect(await office.signAll(approval.id)).toBeNull();
    const { recheck } = await roomOf(dealId);
    expect(recheck).toMatchObject({ state: 'waiting', round: 3 });
    expect(recheck?.values.find(({ field }) => field === 'name')?.value).toBe('李某');
  });

  test('unchecked on the second day it is told to the supervisor', async () => {
    const dealId = await signed(office);
    const due = (await roomOf(dealId)).recheck?.dueAt ?? '';
    expect(due).toBe(at('2024-03-09', '00:00'));
    const before = (await heard(office.supervisor)).filter((kind) => kind === 'deals.recheckOverdue').length;
    await world.setClock(due);
    const after = (await heard(office.supervisor)).filter((kind) => kind === 'deals.recheckOverdue').length;
    expect(after).toBeGreaterThan(before);
    expect((await roomOf(dealId)).recheck?.isLate).toBe(true);
  });

  test('a house that does not ask for it has nothing to check', async () => {
    const dealId = await signing.contracted();
    expect((await signing.page(dealId)).recheck).toBeNull();
    expect(await codeOf(check(dealId, signing.supervisor))).toBe('RECHECK_NOT_WAITING');
  });
});

describe('before the signature', () => {
  const yes = { rights_and_duties: true, lawful: true, feasible: true, signing_plan: true };
  const look = (dealId: string, by: Person, answers: object, note = '') =>
    by.call(contractRoom.checkLegal, { params: { dealId }, body: { answers, note } as never });
  const plan = (dealId: string, on = '2024-03-20') =>
    signing.seller.call(contractRoom.planSigning, {
      params: { dealId },
      body: { on, place: '签约室', text: '夫妻到场，带身份证原件，当日付清首期' },
    });

  test('[S1.16.f7] [S1.10.s3] [S1.03.a11.1] rights and duties, lawfulness, feasibility and the plan of the signing are answered by somebody else, or nothing is signed', async () => {
    const dealId = await readyToSign(signing);
    expect(await codeOf(sign(signing, dealId))).toBe('LEGAL_CHECK_NEEDED');
    expect((await signing.page(dealId)).whyNot.sign?.code).toBe('LEGAL_CHECK_NEEDED');
    expect(await codeOf(look(dealId, signing.seller, yes))).toBe('NOT_ALLOWED');
    expect(await codeOf(look(dealId, signing.supervisor, yes))).toBe('SIGNING_PLAN_MISSING');
    expect(await codeOf(plan(dealId, '2024-03-01'))).toBe('DATE_IMPOSSIBLE');
    await plan(dealId);
    expect(await codeOf(look(dealId, signing.supervisor, { ...yes, feasible: false }))).toBe('NO_NEEDS_NOTE');
    await look(dealId, signing.supervisor, { ...yes, feasible: false }, '交付期限早于竣工');
    expect(await heard(signing.seller)).toContain('deals.legalFailed');
    expect(await codeOf(sign(signing, dealId))).toBe('LEGAL_CHECK_FAILED');
    await look(dealId, signing.supervisor, { feasible: true });
    expect(await heard(signing.seller)).toContain('deals.legalPassed');
    await plan(dealId, '2024-03-21'); // agreed anew: looked at anew
    expect(await codeOf(sign(signing, dealId))).toBe('LEGAL_CHECK_NEEDED');
    await look(dealId, signing.supervisor, { signing_plan: true });
    const { legal, signingPlan } = await roomOf(dealId, signing.manager);
    expect(legal).toMatchObject({ isAsked: true, checked: { by: { name: '陆主管' } } });
    expect(legal.items.map(({ answer }) => answer)).toEqual([true, true, true, true]);
    expect(signingPlan).toMatchObject({ on: '2024-03-21', place: '签约室', by: { name: '甲' } });
    expect(await codeOf(sign(signing, dealId))).toBeNull();
  });

  test('a house that does not ask signs without', async () => {
    expect((await roomOf(await signed(office))).legal.isAsked).toBe(false);
  });
});

describe('handwriting', () => {
  test('[S0.07.ct.2] a copy scrawled or written with the wrong pen is refused, costs its writer fifty and is written again before it is filed', async () => {
    const dealId = await signed(office);
    const { copies } = await office.page(dealId);
    const [first, second] = copies.filter(({ document }) => document === 'contract');
    const subscription = copies.find(({ document }) => document === 'subscription');
    const refuse = (copyId: string | undefined, by = office.assistant, fault = 'wrong_pen') =>
      by.call(contractRoom.refuseCopy, {
        params: { dealId, copyId: copyId ?? '' },
        body: { fault, note: '蓝色圆珠笔' } as never,
      });
    const before = (await finesOf(office.seller)).length;
    expect(await codeOf(refuse(first?.id, office.seller))).toBe('NOT_ALLOWED');
    expect(await codeOf(refuse(subscription?.id))).toBe('NOT_A_CONTRACT_COPY');
    await Promise.all([refuse(first?.id), refuse(first?.id)]); // pressed twice: one refusal
    await refuse(second?.id, office.assistant, 'untidy');
    const fines = await finesOf(office.seller);
    expect(fines.length - before).toBe(2); // by the copy
    expect(fines[0]).toMatchObject({
      cause: 'handwriting',
      amountFen: 5_000,
      clauses: ['S0.07.ct.2'],
      deal: { id: dealId },
    });
    const file = { params: { dealId, copyId: first?.id ?? '' }, body: { to: 'filed' } as const };
    expect(await codeOf(office.assistant.call(deals.moveCopy, file))).toBe('COPY_TO_BE_REWRITTEN');
    const again = { params: { dealId, copyId: first?.id ?? '' }, body: {} };
    await office.seller.must(contractRoom.rewritten, again);
    expect(await codeOf(office.seller.call(contractRoom.rewritten, again))).toBe('NOTHING_TO_REWRITE');
    await office.assistant.must(deals.moveCopy, file);
    const { writing } = await roomOf(dealId);
    expect(writing.map(({ rewrittenAt }) => rewrittenAt === null).sort()).toEqual([false, true]);
    expect(writing[0]).toMatchObject({ writer: { name: '甲' }, by: { name: '内勤' }, fineYuan: 50 });
  });
});

describe('a major deal', () => {
  const FIVE = 5 * MILLION;
  const big = async () => ({ unitId: await office.room({ listPriceFen: FIVE, floorPriceFen: FIVE }) });
  const part = (dealId: string, by: Person, body: object = { kind: 'negotiation', on: '2024-03-04' }) =>
    by.call(contractRoom.takePart, { params: { dealId }, body: body as never });

  test('[S0.07.mgr.7] is told to the manager at once and not signed before the manager’s part in it is on record', async () => {
    const draft = await office.draft(await big());
    expect(await heard(office.manager)).toContain('deals.major');
    expect(await roomOf(draft)).toMatchObject({ major: { causes: ['amount'], parts: [], waiver: null } });
    const dealId = await readyToSign(office, await big());
    expect(await codeOf(sign(office, dealId))).toBe('MANAGER_NOT_IN');
    expect((await office.page(dealId)).whyNot.sign?.code).toBe('MANAGER_NOT_IN');
    expect(await codeOf(part(dealId, office.supervisor))).toBe('NOT_ALLOWED');
    expect(await codeOf(part(dealId, office.manager, { kind: 'negotiation', on: '2031-01-01' }))).toBe(
      'DATE_IMPOSSIBLE',
    );
    await part(dealId, office.manager);
    expect((await roomOf(dealId)).major.parts).toMatchObject([{ kind: 'negotiation', by: { name: '方经理' } }]);
    expect(await codeOf(sign(office, dealId))).toBeNull();
    expect(await codeOf(part(dealId, office.manager))).toBe('DEAL_NOT_AT_THIS_STAGE');
  });

  test('[S0.07.mgr.7] a key customer’s deal is one whatever its amount; the manager may waive their part with a reason', async () => {
    const customerId = await office.customer();
    await office.seller.must(customers.setGrade, {
      params: { customerId },
      body: { grade: 'A', reason: '意向强烈' } as never,
    });
    const dealId = await readyToSign(office, { customerId });
    expect((await roomOf(dealId)).major.causes).toEqual(['key_customer']);
    expect(await codeOf(sign(office, dealId))).toBe('MANAGER_NOT_IN');
    const waive = { params: { dealId }, body: { reason: '出差，由总监参与' } };
    expect(await codeOf(office.seller.call(contractRoom.waivePart, waive))).toBe('NOT_ALLOWED');
    await office.manager.must(contractRoom.waivePart, waive);
    expect(await codeOf(sign(office, dealId))).toBeNull();
  });

  test('a supervisor marks a deal as major, and takes the mark away', async () => {
    const dealId = await readyToSign(office);
    const flag = (isMajor: boolean, by = office.supervisor) =>
      by.call(contractRoom.flagMajor, { params: { dealId }, body: { isMajor, reason: '首个团购客户' } });
    expect(await codeOf(part(dealId, office.manager))).toBe('NOT_MAJOR');
    expect(await codeOf(flag(true, office.seller))).toBe('NOT_ALLOWED');
    await flag(true);
    expect(await codeOf(sign(office, dealId))).toBe('MANAGER_NOT_IN');
    await flag(false);
    expect(await codeOf(sign(office, dealId))).toBeNull();
  });

  test('a stranger sees nothing of the room', async () => {
    const dealId = await office.draft();
    for (const stranger of [office.other, signing.manager])
      expect(await codeOf(stranger.call(contractRoom.get, { params: { dealId } }))).toBe('NOT_FOUND');
  });
});
