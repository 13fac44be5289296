/** Contracts step by step, their copies and volumes, standing in, breach, terms; and what comes in wrong. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approvals } from '#contract/approvals.ts';
import { customers } from '#contract/customers.ts';
import { deals } from '#contract/deals.ts';
import { inventory } from '#contract/inventory.ts';
import { notices } from '#contract/notices.ts';
import { systemActor } from '#server/platform/actor.ts';
import { runSystem } from '#server/platform/command.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { at, startCompany } from '#server/scenarios/story.testing.ts';
import { breachDeal, paymentChanged } from './index.ts';
import { everything, MILLION, type Office, openOffice } from './office.testing.ts';

let world: World;
let office: Office;
beforeAll(async () => {
  world = await startCompany();
  office = await openOffice(world, 'sales-office-reception');
});
afterAll(() => world.stop());

const codeOf = (call: Promise<{ code: string | null }>) => call.then(({ code }) => code);
const heard = async (by: Person) => (await by.must(notices.mine)).rows.map(({ kind }) => kind);
const money = (work: Parameters<typeof runSystem>[4]) =>
  runSystem(world.server.runtime, world.companyId, systemActor(world.companyId), world.server.runtime.now(), work);
const pay = (dealId: string, paidFen: number) =>
  money((context) => paymentChanged(context, dealId, { paidFen, depositPaidAt: context.now, fullyPaidAt: null }));

describe('contracts', () => {
  test('[S0.07.ct.1] [S4.01.a37.cover] who cannot come says so; the supervisor names somebody, who then fills it in', async () => {
    const dealId = await office.inEffect();
    const params = { dealId };
    const fill = () => office.other.call(deals.fillContract, { params, body: {} });
    expect(await codeOf(fill())).toBe('NOT_FOUND');
    const name = (by: Person) => by.call(deals.cover, { params, body: { staffId: office.other.id, reason: '外出' } });
    expect(await codeOf(name(office.seller))).toBe('NOT_ALLOWED');
    expect(await codeOf(name(office.supervisor))).toBeNull();
    expect(await heard(office.other)).toContain('deals.cover');
    expect(await codeOf(fill())).toBeNull();
    const { contract, cover, changes } = await office.page(dealId);
    expect([contract.filled?.by?.name, cover?.name, changes[0]?.reason]).toEqual(['乙', '乙', '外出']);
    await office.supervisor.must(deals.cover, { params, body: { staffId: null, reason: '已返回' } });
    expect(await codeOf(fill())).toBe('NOT_FOUND');
  });

  test('[S0.07.ct.5] the copies of a contract and who has each; the sales copy is filed, one given back is gone', async () => {
    const dealId = await office.contracted();
    const { copies } = await office.page(dealId);
    const mine = copies.filter(({ document }) => document === 'contract');
    expect(mine.map(({ holder }) => holder).sort()).toEqual(['customer', 'finance', 'sales']);
    const copyId = mine.find(({ holder }) => holder === 'sales')?.id ?? '';
    const move = (by: Person, to: 'filed' | 'returned' | 'finance') =>
      by.call(deals.moveCopy, { params: { dealId, copyId }, body: { to } });
    expect((await move(office.seller, 'filed')).code).toBe('NOT_ALLOWED');
    expect((await move(office.assistant, 'filed')).code).toBeNull();
    expect((await move(office.assistant, 'returned')).code).toBeNull();
    expect((await move(office.assistant, 'finance')).code).toBe('PAPER_NOT_HERE');
  });

  test('[S0.07.ct.6] before the fifth the contracts of the month before are numbered and bound; who forgets is reminded', async () => {
    const { siteId } = office;
    const bind = (month: string, by = office.assistant) => by.call(deals.bind, { params: { siteId }, body: { month } });
    await office.contracted();
    expect((await bind('2024-03')).code).toBe('MONTH_NOT_OVER');
    await world.setClock(at('2024-04-04', '23:59'));
    expect(await heard(office.assistant)).not.toContain('deals.bindDue');
    await world.setClock(at('2024-04-05', '00:00'));
    expect(await heard(office.assistant)).toContain('deals.bindDue');
    expect((await bind('2024-03', office.seller)).code).toBe('NOT_ALLOWED');
    const bound = await bind('2024-03');
    expect(bound.body).toMatchObject({ number: 'ZD2024-00001', contracts: 2 });
    const { rows } = await office.assistant.must(deals.contracts, { query: { siteId } });
    expect(rows.map(({ volume }) => volume).sort()).toEqual(['ZD2024-00001-1', 'ZD2024-00001-2']);
    expect((await bind('2024-03')).code).toBe('NOTHING_TO_BIND');
  });

  test('[S1.03.a11.2] [S0.04.d5] approval and signature are told to those concerned, the day they are due is watched', async () => {
    const dealId = await office.inEffect();
    const due = (await office.page(dealId)).contractDueOn ?? '';
    await world.setClock(at(due, '23:59'));
    const reminders = async () => (await heard(office.seller)).filter((kind) => kind === 'deals.contractDue').length;
    const before = await reminders();
    await world.setClock(at(Temporal.PlainDate.from(due).add({ days: 1 }).toString(), '00:00'));
    expect((await reminders()) - before).toBe(1);
    const { approval } = await office.seller.must(deals.submitContract, { params: { dealId }, body: {} });
    await office.signAll(approval.id);
    expect(await heard(office.assistant)).toContain('deals.contractApproved');
    await office.papers(dealId, 'id_card', 'household_register');
    const body = { consultantPresent: true, subscriptionTakenBack: true };
    await office.seller.must(deals.sign, { params: { dealId }, body });
    expect(await heard(office.finance)).toContain('deals.contracted');
    expect(await heard(office.assistant)).toContain('deals.contracted');
  });

  test('[S0.10.a.7b] [S0.04.d6] a house is handed over with its papers and paid, not before', async () => {
    const dealId = await office.contracted();
    const over = () => codeOf(office.assistant.call(deals.handOver, { params: { dealId }, body: {} }));
    expect(await over()).toBe('MONEY_NOT_IN');
    await pay(dealId, MILLION);
    for (const paper of ['sale_contract', 'house_instructions', 'quality_guarantee']) {
      expect(await over()).toBe('PAPERS_MISSING');
      await office.papers(dealId, paper);
    }
    expect(await over()).toBeNull();
    const { rows } = await office.assistant.must(deals.handovers, { query: { siteId: office.siteId } });
    expect(rows.map((row) => row.dealId)).toContain(dealId);
  });
});

describe('step by step', () => {
  let strict: Office;
  beforeAll(async () => {
    strict = await openOffice(world, 'housing-sales');
  });
  const drawn = async (): Promise<string> => {
    const dealId = await strict.inEffect();
    const params = { dealId };
    await strict.assistant.must(deals.reviewContract, { params, body: {} });
    await strict.seller.must(deals.fillContract, { params, body: {} });
    return dealId;
  };
  const checks = ['each_clause', 'data', 'signatures', 'seals', 'drawings'] as const;
  const check = (dealId: string, by = strict.supervisor, ticked: readonly string[] = checks) =>
    by.call(deals.checkContract, { params: { dealId }, body: { checks: ticked as never } });

  test('[S0.07.ct.4] [S0.07.ct.4b] [S1.05.f2] reviewed, filled in, checked, approved, signed, filed: each by whose step it is', async () => {
    const dealId = await strict.inEffect();
    const params = { dealId };
    const { seller, assistant, supervisor } = strict;
    expect(await codeOf(seller.call(deals.fillContract, { params, body: {} }))).toBe('STEP_MISSING');
    expect(await codeOf(seller.call(deals.reviewContract, { params, body: {} }))).toBe('NOT_ALLOWED');
    await assistant.must(deals.reviewContract, { params, body: {} });
    expect(await codeOf(check(dealId))).toBe('STEP_MISSING');
    await seller.must(deals.fillContract, { params, body: {} });
    expect(await codeOf(seller.call(deals.submitContract, { params, body: {} }))).toBe('STEP_MISSING');
    expect(await codeOf(check(dealId, seller))).toBe('NOT_ALLOWED');
    expect(await codeOf(check(dealId, supervisor, checks.slice(1)))).toBe('CHECKS_MISSING');
    expect(await codeOf(check(dealId))).toBeNull();
    const { contract } = await strict.page(dealId);
    expect([contract.reviewed?.by?.name, contract.filled?.by?.name, contract.checked?.by?.name]).toEqual([
      '内勤',
      '甲',
      '陆主管',
    ]);
    const { approval } = await seller.must(deals.submitContract, { params, body: {} });
    expect(await strict.signAll(approval.id)).toBeNull();
    const asked = (await strict.page(dealId)).papers.filter(({ stages }) => stages.includes('contract'));
    await strict.papers(dealId, ...asked.map(({ paper }) => paper));
    const there = { consultantPresent: true, subscriptionTakenBack: true };
    await seller.must(deals.sign, { params, body: there });
    const copy = (await strict.page(dealId)).copies.find(
      ({ document, holder }) => document === 'contract' && holder === 'sales',
    );
    await assistant.must(deals.moveCopy, { params: { dealId, copyId: copy?.id ?? '' }, body: { to: 'filed' } });
    expect((await strict.page(dealId)).copies.find(({ id }) => id === copy?.id)?.state).toBe('filed');
  });

  test('[S1.10.s1] what was approved is what is signed: a change in between takes the approval away', async () => {
    const dealId = await drawn();
    const params = { dealId };
    await check(dealId);
    const { approval } = await strict.seller.must(deals.submitContract, { params, body: {} });
    expect(await strict.signAll(approval.id)).toBeNull();
    expect(await codeOf(strict.seller.call(deals.fillContract, { params, body: {} }))).toBe('CONTRACT_UNDER_APPROVAL');
    const change = { priceFen: 99_000_000, depositFen: 2_000_000, reason: '议价' };
    const asked = await strict.seller.must(deals.changeTerms, { params, body: change as never });
    expect(await strict.signAll(asked.approval.id)).toBeNull();
    const { contract, priceFen } = await strict.page(dealId);
    expect([priceFen, contract.approvedAt, contract.checked, contract.filled]).toEqual([99_000_000, null, null, null]);
    const there = { consultantPresent: true, subscriptionTakenBack: true };
    expect(await codeOf(strict.seller.call(deals.sign, { params, body: there }))).toBe('CONTRACT_NOT_APPROVED');
  });

  test('a contract sent back is checked again before it goes up again', async () => {
    const dealId = await drawn();
    const params = { dealId };
    await check(dealId);
    const put = () => strict.seller.call(deals.submitContract, { params, body: {} });
    const { approval } = (await put()).body;
    const body = { how: 'returned' as const, round: 1, comment: '面积有误' };
    await strict.finance.must(approvals.refuse, { params: { approvalId: approval.id }, body });
    expect((await put()).code).toBe('STEP_MISSING');
    await check(dealId);
    const again = await put();
    expect([again.code, again.body.approval.id]).toEqual([null, approval.id]);
  });
});

describe('later on', () => {
  test('a later signing takes a consent, and the contract is then due that day', async () => {
    const dealId = await office.inEffect();
    const body = { kind: 'later_signing', body: '等外汇到账', untilOn: '2024-06-30' } as const;
    const { approval } = await office.seller.must(deals.askTerms, { params: { dealId }, body });
    await office.signAll(approval.id);
    expect(await office.page(dealId)).toMatchObject({ contractDueOn: '2024-06-30', terms: [{ state: 'granted' }] });
    const missing = { kind: 'later_signing', body: '再延' } as const;
    expect(await codeOf(office.seller.call(deals.askTerms, { params: { dealId }, body: missing }))).toBe(
      'REQUEST_INVALID',
    );
  });

  test('[S0.02.chg.3b] in breach the deal keeps its unit; the manager lets it go on or ends it, and what was paid is named', async () => {
    const unitId = await office.room();
    const dealId = await office.contracted({ unitId });
    await pay(dealId, 30_000_000);
    const overdue = { overdueSince: '2024-02-01', overdueFen: 70_000_000 };
    const breach = () => money((context) => breachDeal(context, dealId, overdue));
    expect(await breach()).not.toBeNull();
    expect(await breach()).toBeNull();
    const unit = () => office.manager.must(inventory.unit, { params: { unitId } });
    expect([(await office.page(dealId)).state, (await unit()).state]).toEqual(['breached', 'contracted']);
    const settle = (by: Person, outcome: 'goes_on' | 'ends') =>
      by.call(deals.settleBreach, { params: { dealId }, body: { outcome, reason: '协商' } });
    expect((await settle(office.seller, 'ends')).code).toBe('NOT_ALLOWED');
    expect((await settle(office.manager, 'goes_on')).code).toBeNull();
    expect((await office.page(dealId)).state).toBe('contracted');
    await breach();
    expect((await settle(office.manager, 'ends')).code).toBeNull();
    expect(await office.page(dealId)).toMatchObject({ state: 'cancelled', endedCause: 'breach' });
    expect((await unit()).state).toBe('available');
    expect(await heard(office.finance)).toContain('deals.cancelled');
  });

  test('when two customers prove to be one their deals go along, and come back when it is undone', async () => {
    const [kept, absorbed] = [await office.customer(), await office.customer()];
    const dealId = await office.inEffect({ customerId: absorbed });
    const merged = await office.manager.must(customers.merge, {
      params: { customerId: kept },
      body: { otherId: absorbed, keep: kept, fieldsFromAbsorbed: [], reason: '同一人' } as never,
    });
    expect((await office.page(dealId)).customer.id).toBe(kept);
    const { mergeId } = merged as unknown as { mergeId: string };
    await office.manager.must(customers.undoMerge, { params: { mergeId }, body: { reason: '并非同一人' } });
    expect((await office.page(dealId)).customer.id).toBe(absorbed);
  });

  test('[S0.02.reg.5] the register of orders keeps its lines, by day and by consultant', async () => {
    const dealId = await office.inEffect();
    const { siteId } = office;
    const day = (await office.page(dealId)).orderDate ?? '';
    const lines = async (query: object) =>
      (await office.assistant.must(deals.bookings, { query: { siteId, ...query } })).rows.map((row) => row.dealId);
    expect(await lines({ from: day, to: day })).toContain(dealId);
    expect(await lines({ to: Temporal.PlainDate.from(day).subtract({ days: 1 }).toString() })).not.toContain(dealId);
    expect(await lines({ consultantId: office.other.id })).toEqual([]);
    const first = await office.assistant.must(deals.bookings, { query: { siteId, limit: 1 } });
    const second = await office.assistant.must(deals.bookings, {
      query: { siteId, limit: 1, cursor: first.nextCursor ?? '' },
    });
    expect(first.rows[0]?.dealId).not.toBe(second.rows[0]?.dealId);
  });
});

test('[S0.07.rep.flow2] whoever stands above the consultant hears of a deal before the customer decides', async () => {
  const heardOf = async (by: Person) => (await heard(by)).filter((kind) => kind === 'deals.opened').length;
  const before = await heardOf(office.leader);
  await office.draft();
  expect((await heardOf(office.leader)) - before).toBe(1);
});

describe('what comes in wrong', () => {
  const elsewhere = '018f0000-0000-7000-8000-000000000000';
  test('sums that are none, goods of another site, people and customers who are not there', async () => {
    const customerId = await office.customer();
    const open = (body: object) => office.seller.call(deals.open, { body: { customerId, ...body } as never });
    const room = { unitId: await office.room() };
    for (const priceFen of [-1, 0, 1.5, 1e15, '100'])
      expect((await open({ ...room, priceFen })).code).toBe('REQUEST_INVALID');
    expect((await open({ ...room, depositFen: -1 })).code).toBe('REQUEST_INVALID');
    expect((await open({ unitId: elsewhere })).code).toBe('NOT_FOUND');
    expect((await open({ unitId: null })).code).toBe('REQUEST_INVALID');
    expect((await open({ ...room, consultantId: office.other.id })).code).toBe('NOT_ALLOWED');
    expect((await open({ ...room, customerId: elsewhere })).code).not.toBeNull();
    const theirs = await openOffice(world, 'sales-office-reception');
    const foreign = await theirs.room();
    expect((await open({ unitId: foreign })).code).toBe('NOT_ALLOWED');
    const dealId = await office.draft();
    const edit = { params: { dealId }, body: { unitId: foreign } };
    expect(await codeOf(office.seller.call(deals.edit, edit))).toBe('REQUEST_INVALID');
    expect(await codeOf(theirs.seller.call(deals.get, { params: { dealId } }))).toBe('NOT_FOUND');
    expect(
      await codeOf(
        theirs.manager.call(deals.cancelCredit, { params: { dealId }, body: { cause: 'leak', reason: 'x' } }),
      ),
    ).toBe('NOT_FOUND');
  });

  test('a unit that is withheld or gone, a deal that is over, a command that is sent twice', async () => {
    const unitId = await office.room({ withheld: true });
    const dealId = await office.draft({ unitId });
    const put = () =>
      office.seller.call(deals.submit, { params: { dealId }, body: { disclosures: everything as never } });
    expect((await put()).code).toBe('UNIT_NOT_VACANT');
    const commandId = '018f0000-0000-7000-8000-0000000000aa';
    const drop = { params: { dealId }, body: { reason: '算了', commandId } };
    const [one, two] = [await office.seller.call(deals.drop, drop), await office.seller.call(deals.drop, drop)];
    expect([one.code, two.code, one.body.journalId === two.body.journalId]).toEqual([null, null, true]);
    expect((await put()).code).toBe('DEAL_NOT_AT_THIS_STAGE');
    expect(
      await codeOf(office.seller.call(deals.receivePaper, { params: { dealId }, body: { paper: 'id_card' } })),
    ).toBe('DEAL_NOT_AT_THIS_STAGE');
    expect(
      await codeOf(office.seller.call(deals.receivePaper, { params: { dealId }, body: { paper: 'nothing' as never } })),
    ).toBe('REQUEST_INVALID');
    expect(await codeOf(office.seller.call(deals.list, { query: { cursor: 'garbage' } }))).toBe('REQUEST_INVALID');
  });

  test('whoever asked for it never signs it', async () => {
    const dealId = await office.draft();
    const approvalId = await office.submit(dealId, office.manager);
    const sign = (by: Person) => by.call(approvals.sign, { params: { approvalId }, body: { round: 1 } });
    expect([(await sign(office.manager)).code, (await sign(office.seller)).code].includes(null)).toBe(false);
  });
});
