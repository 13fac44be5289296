/** Who signs when things are not as planned: returned and asked again, on leave with a delegate, nobody left to sign, exactly at a limit. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvals } from '#contract/approvals.ts';
import { commission } from '#contract/commission.ts';
import { deals } from '#contract/deals.ts';
import { money } from '#contract/money.ts';
import { organisation } from '#contract/organisation.ts';
import { type Office, openOffice } from '#server/deals/office.testing.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { at, startCompany } from './story.testing.ts';

let world: World;
beforeAll(async () => {
  world = await startCompany();
});
afterAll(() => world.stop());

const office = async (rulebook?: string): Promise<Office> => {
  await world.setClock(at('2024-03-04'));
  return openOffice(world, rulebook);
};
const approval = (by: Person, approvalId: string) => by.must(approvals.get, { params: { approvalId } });
const sign = (by: Person, approvalId: string, round = 1) =>
  by.call(approvals.sign, { params: { approvalId }, body: { round } });
const sendBack = (by: Person, approvalId: string, how: 'returned' | 'rejected', round = 1) =>
  by.call(approvals.refuse, { params: { approvalId }, body: { how, round, comment: '缺付款方式' } });
const inbox = async (by: Person) => (await by.must(approvals.inbox, { query: {} })).rows.map(({ id }) => id);
const slip = async (of: Office, by = of.seller) =>
  (
    await by.must(approvals.file, {
      body: {
        ...{ siteId: of.siteId, matter: 'decoration_slip', title: '贴膜', reason: '随车装饰' },
        lines: [{ label: '项目', value: '前挡膜' }],
      } as never,
    })
  ).approval.id;

test('[S1.18.s1b] a subscription sent back by the second to sign is asked of both anew; a signature on the first round counts for nothing', async () => {
  const of = await office();
  const dealId = await of.draft();
  const approvalId = await of.submit(dealId);
  expect((await sign(of.seller, approvalId)).code).not.toBeNull();
  expect((await sign(of.finance, approvalId)).code).toBeNull();
  expect((await sendBack(of.manager, approvalId, 'returned')).code).toBeNull();
  expect((await of.seller.must(deals.get, { params: { dealId } })).whyNot.submit).toBeNull();
  expect((await sign(of.manager, approvalId)).code).toBe('APPROVAL_CLOSED');
  expect(await of.submit(dealId)).toBe(approvalId);
  expect(await approval(of.head, approvalId)).toMatchObject({ round: 2, state: 'pending' });
  expect((await sign(of.manager, approvalId, 1)).code).not.toBeNull();
  expect((await sign(of.manager, approvalId, 2)).code).toBeNull();
  expect((await of.page(dealId)).state).toBe('subscribing');
  expect((await sign(of.finance, approvalId, 2)).code).toBeNull();
  expect((await of.page(dealId)).state).toBe('subscribed');
  // Rejected is the end of it: asked once more it is another one.
  const other = await of.draft();
  const first = await of.submit(other);
  expect((await sendBack(of.finance, first, 'rejected')).code).toBeNull();
  expect(await of.submit(other)).not.toBe(first);
});

test('[S1.06.d2] [S1.14.a5.4] a refund of exactly the manager’s limit is the manager’s; of a fen more the director’s as well', async () => {
  const of = await office();
  const LIMIT = 20_000_000; // 200,000 yuan
  for (const [paidFen, state] of [
    [LIMIT, 'approved'],
    [LIMIT + 1, 'pending'],
  ] as const) {
    const dealId = await of.contracted();
    await of.finance.must(money.receive, {
      params: { dealId },
      body: { kind: 'instalment', amountFen: paidFen, method: 'cash' } as never,
    });
    const asked = await of.head.must(deals.withdraw, {
      params: { dealId },
      body: { reason: '贷款未批', persuasion: '已面谈', refundMethod: 'cash' } as never,
    });
    expect((await sign(of.manager, asked.approval.id)).code).toBeNull();
    expect((await approval(of.head, asked.approval.id)).state).toBe(state);
    if (state === 'approved') continue;
    expect((await sign(of.manager, asked.approval.id)).code).not.toBeNull();
    expect((await sign(of.director, asked.approval.id)).code).toBeNull();
    expect((await approval(of.head, asked.approval.id)).state).toBe('approved');
  }
});

test('[S0.08.d.4] leave and a delegation that overlap: the delegate on the days they are there, stand-ins on the others, the manager again after', async () => {
  const of = await office('car-delivery');
  const { manager, supervisor, leader, assistant, head } = of;
  const leave = async (who: Person, from: string, until: string) => {
    const params = { staffId: who.id };
    const { version } = await head.must(organisation.staffMember, { params });
    await head.must(organisation.leaveOfAbsence, { params, body: { version, from, until, reason: '年假' } });
  };
  await leave(manager, '2024-03-05', '2024-03-08');
  await leave(supervisor, '2024-03-07', '2024-03-07');
  await manager.must(approvals.delegate, {
    body: { staffId: supervisor.id, from: at('2024-03-06', '00:00'), until: at('2024-03-08', '00:00') },
  });
  const signing = async (day: string) => {
    await world.setClock(at(day));
    const id = await slip(of);
    const seen = await Promise.all([manager, supervisor, leader, assistant].map(inbox));
    return { id, asked: seen.map((ids) => ids.includes(id)) };
  };
  const first = await signing('2024-03-05'); // on leave, nobody named: two stand-ins; the absent may still sign
  expect(first.asked).toEqual([true, false, true, true]);
  expect((await sign(leader, first.id)).code).toBeNull();
  expect((await sign(assistant, first.id)).body.approval.state).toBe('approved');
  const second = await signing('2024-03-06'); // the delegate is there
  expect(second.asked).toEqual([true, true, false, false]);
  expect((await sign(leader, second.id)).code).toMatch(/^NOT_/);
  const done = (await sign(supervisor, second.id)).body.approval;
  expect(done).toMatchObject({ state: 'approved', signatures: [{ as: 'delegate', for: { id: manager.id } }] });
  const third = await signing('2024-03-07'); // the delegate is away as well
  expect(third.asked.slice(2)).toEqual([true, true]);
  expect((await sign(assistant, third.id)).body.approval.state).toBe('pending');
  expect((await sign(leader, third.id)).body.approval.state).toBe('approved');
  const last = await signing('2024-03-09');
  expect(last.asked).toEqual([true, false, false, false]);
  expect((await sign(manager, last.id)).body.approval.state).toBe('approved');
});

test('whoever would be the only one to sign asks for it: they do not sign, it says so, and a superior gives it to somebody', async () => {
  const alone = await startCompany(); // directors and general managers sign for every site of their company
  const of = await openOffice(alone);
  const file = async (by: Person, matter: string) =>
    (
      await by.must(approvals.file, {
        body: {
          ...{ siteId: of.siteId, matter, title: '重点客户支援', reason: '共同拜访' },
          lines: [{ label: '客户', value: '甲公司' }],
        } as never,
      })
    ).approval.id;
  // The manager's own plan of the month goes to the director; the director's own goes one level up.
  const plan = await file(of.director, 'sales_plan');
  expect((await sign(of.director, plan)).code).toBe('APPLICANT_MAY_NOT_SIGN');
  expect(await inbox(of.head)).toContain(plan);
  expect((await sign(of.head, plan)).body.approval.signatures[0]).toMatchObject({ as: 'next_level' });
  // Above the general manager there is nobody: it waits until somebody is named for it.
  const support = await file(of.head, 'support');
  expect((await sign(of.head, support)).code).toBe('APPLICANT_MAY_NOT_SIGN');
  expect((await sign(of.director, support)).code).toBe('NOT_A_SIGNER');
  const pass = (by: Person, to: Person) =>
    by.call(approvals.passOn, { params: { approvalId: support }, body: { staffId: to.id } });
  expect((await pass(of.head, of.director)).code).toBe('APPLICANT_MAY_NOT_ARRANGE');
  expect((await pass(of.director, of.head)).code).toBe('COLLEAGUE_IS_APPLICANT');
  expect((await pass(of.director, of.manager)).code).toBeNull();
  expect((await sign(of.manager, support)).body.approval.state).toBe('approved');
  await alone.stop();
});

test('[S0.08.a.5b] another mentor and the end of a probation within one month: each car counts as it stood on its day, also when its money comes again', async () => {
  const of = await office('car-delivery');
  const { seller, other, leader, finance } = of;
  const set = (column: 'mentor_id' | 'probation_until', value: string) =>
    world.server.runtime.database.inCompany(world.companyId, (tx) =>
      tx.run({
        text: `update staff set ${column} = $3 where company_id = $1 and id = $2`,
        values: [world.companyId, seller.id, value],
      }),
    );
  await set('probation_until', '2024-03-15');
  await set('mentor_id', other.id);
  const deliver = async () => {
    const dealId = await of.inEffect({ unitId: await of.car(), depositFen: 0 });
    const body = { kind: 'instalment', amountFen: 12_000_000, method: 'cash' } as never;
    const { receipt } = await finance.must(money.receive, { params: { dealId }, body });
    await of.papers(dealId, 'conformity_certificate', 'manual');
    await of.assistant.must(deals.handOver, { params: { dealId }, body: {} });
    await of.papers(dealId, ...(await of.page(dealId)).file.missing);
    return { dealId, receiptId: receipt.id };
  };
  const earned = async (dealId: string) => {
    const { parties } = await of.manager.must(commission.ofDeal, { params: { dealId } });
    return Object.fromEntries(
      parties.map(({ staff, performanceFen, commissionFen }) => [staff?.name ?? '', [performanceFen, commissionFen]]),
    );
  };
  const first = await deliver();
  await world.setClock(at('2024-03-15', '18:00'));
  await set('mentor_id', leader.id);
  const second = await deliver();
  await world.setClock(at('2024-03-16', '09:00'));
  const third = await deliver();
  const asItWas = [
    { 乙: [12_000_000, 0], 甲: [0, 30_000] },
    { 组长: [12_000_000, 0], 甲: [0, 30_000] },
    { 甲: [12_000_000, 30_000] },
  ];
  const now = () => Promise.all([first, second, third].map(({ dealId }) => earned(dealId)));
  expect(await now()).toEqual(asItWas);
  await world.setClock(at('2024-04-01'));
  await finance.must(commission.closeMonth, { params: { siteId: of.siteId, month: '2024-03' }, body: {} });
  await finance.must(money.reverse, { params: { receiptId: first.receiptId }, body: { reason: '退票' } });
  expect(await earned(first.dealId)).toEqual({ 乙: [0, 0], 甲: [0, 0] });
  const body = { kind: 'instalment', amountFen: 12_000_000, method: 'cash' } as never;
  await finance.must(money.receive, { params: { dealId: first.dealId }, body });
  expect(await now()).toEqual(asItWas);
});
