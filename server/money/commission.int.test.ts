/** From what a deal brings to the payslip, through HTTP: lines, months, statements, queries, approval, payout, clawback. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commission } from '#contract/commission.ts';
import { journal } from '#contract/journal.ts';
import { notices } from '#contract/notices.ts';
import { penalties } from '#contract/penalties.ts';
import { type Person, startWorld, type World } from '#server/platform/testing/world.ts';
import { divideAnew } from './commission-accounts.ts';
import { signAll, SoldSite, solely } from './commission.testing.ts';
import { dealById } from '#server/deals/index.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

interface House {
  readonly site: SoldSite;
  readonly mei: Person;
  readonly li: Person;
  readonly finance: Person;
  readonly manager: Person;
}
async function house(rulebook?: string): Promise<House> {
  await world.setClock('2024-03-05T02:00:00.000Z');
  const site = await SoldSite.open(world, rulebook);
  const [mei, li] = [await site.hire('梅'), await site.hire('李')];
  const [finance, manager] = [await site.hire('钱会计', 'finance'), await site.hire('周经理', 'manager')];
  return { site, mei, li, finance, manager };
}
const refused = (call: Promise<{ code: string | null }>) => call.then(({ code }) => code);
const month = (site: SoldSite, name: string) => ({ params: { siteId: site.siteId, month: name } });
const mine = (person: Person, name: string) => person.must(commission.myPay, { query: { month: name } });
const linesOf = async (person: Person, query: object) =>
  (await person.must(commission.lines, { query: query as never })).rows;
const money = async (person: Person, name: string) =>
  (await linesOf(person, { month: name, view: 'money' })).map(({ kind, amountFen }) => [kind, amountFen]);
const eightyTwenty = ({ mei, li }: House) => ({
  performance: [{ party: mei.id, percent: 100 }],
  commission: [
    { party: mei.id, percent: 80 },
    { party: li.id, percent: 20 },
  ],
});
/** Closes the month, everybody signs, the manager approves. */
async function settled({ site, finance, manager }: House, name: string, people: readonly Person[]): Promise<void> {
  await finance.must(commission.closeMonth, month(site, name));
  for (const person of people) {
    const { statement } = await mine(person, name);
    await person.must(commission.acknowledge, { params: { statementId: statement?.id ?? '' }, body: {} });
  }
  await finance.must(commission.submit, month(site, name));
  await signAll(manager);
}

describe('a month from the first fen to the payout', () => {
  test('[S0.02.own.32] 10,000 yuan of commission are 8,000 and 2,000 on two statements, each line explained', async () => {
    const given = await house();
    const { site, mei, li, finance } = given;
    const deal = await site.sell(mei);
    await site.counts(deal, eightyTwenty(given), 'refused_valid');
    await site.pays(deal, 300_000_00);
    expect(await mine(mei, '2024-03')).toMatchObject({
      performanceFen: 1_000_000_00,
      commissionFen: 2_400_00,
      comingFen: 5_600_00,
    });
    await site.pays(deal, 1_000_000_00);
    await world.setClock('2024-04-01T02:00:00.000Z');
    const closed = await finance.must(commission.closeMonth, month(site, '2024-03'));
    expect(closed).toMatchObject({ statements: 2, month: { commissionFen: 10_000_00, payableFen: 10_000_00 } });
    for (const [person, fen] of [
      [mei, 8_000_00],
      [li, 2_000_00],
    ] as const) {
      const { statement } = await mine(person, '2024-03');
      expect(statement).toMatchObject({ payableFen: fen, state: 'issued' });
      const lines = await linesOf(person, { statementId: statement?.id });
      const sum = lines.reduce((total, line) => (line.purse === 'performance' ? total : total + line.amountFen), 0);
      expect(sum).toBe(fen);
      expect(lines.every(({ why, journalId }) => why.zh.length > 5 && why.en.length > 5 && journalId.length > 0)).toBe(
        true,
      );
    }
    expect((await linesOf(mei, { month: '2024-03', view: 'money' }))[0]?.why.zh).toContain('本人 80%');
  });

  test('[S0.08.g.7] [S2.15.c7.07] nothing is handed in unsigned, and nothing is paid unapproved or twice', async () => {
    const given = await house();
    const { site, mei, li, finance, manager } = given;
    const deal = await site.sell(mei, { paidFen: 1_000_000_00 });
    await site.counts(deal, eightyTwenty(given));
    expect(await refused(finance.call(commission.closeMonth, month(site, '2024-03')))).toBe('MONTH_NOT_OVER');
    expect(await refused(finance.call(commission.submit, month(site, '2024-03')))).toBe('MONTH_OPEN');
    await world.setClock('2024-04-02T02:00:00.000Z');
    await finance.must(commission.closeMonth, month(site, '2024-03'));
    expect(await refused(finance.call(commission.closeMonth, month(site, '2024-03')))).toBe('MONTH_CLOSED');
    expect(await refused(finance.call(commission.submit, month(site, '2024-03')))).toBe('NOT_ACKNOWLEDGED');
    expect(await refused(finance.call(commission.pay, month(site, '2024-03')))).toBe('NOT_APPROVED');
    const sign = (person: Person, statementId: string) =>
      person.call(commission.acknowledge, { params: { statementId }, body: {} });
    const his = (await mine(li, '2024-03')).statement?.id ?? '';
    expect(await refused(sign(mei, his))).toBe('NOT_FOUND');
    expect(await refused(sign(manager, his))).toBe('NOT_YOUR_STATEMENT');
    expect(await refused(sign(li, his))).toBeNull();
    expect(await refused(sign(li, his))).toBe('STATEMENT_SIGNED');

    // One has signed: the other follows in a second batch.
    expect(await finance.must(commission.submit, month(site, '2024-03'))).toMatchObject({ submitted: 1, unsigned: 1 });
    expect(await refused(finance.call(commission.pay, month(site, '2024-03')))).toBe('NOT_APPROVED');
    expect(await signAll(finance)).toBe(0);
    expect(await signAll(manager)).toBe(1);
    expect(await finance.must(commission.pay, month(site, '2024-03'))).toMatchObject({ paid: 1, totalFen: 2_000_00 });
    expect(await refused(manager.call(commission.pay, month(site, '2024-03')))).toBe('NOT_ALLOWED');
    expect(await refused(sign(mei, (await mine(mei, '2024-03')).statement?.id ?? ''))).toBeNull();
    await finance.must(commission.submit, month(site, '2024-03'));
    await signAll(manager);
    const both = await Promise.all([1, 2].map(() => finance.call(commission.pay, month(site, '2024-03'))));
    expect(both.map(({ code }) => code).sort()).toEqual(['NOTHING_TO_PAY', null].sort());
    expect((await mine(mei, '2024-03')).statement?.state).toBe('paid');
    expect((await mei.must(notices.mine)).rows.map(({ kind }) => kind)).toContain('money.paidOut');
    const file = await finance.fetch(`/api/commission/months/${site.siteId}/2024-03/payroll.xlsx`);
    expect([file.status, (await file.arrayBuffer()).byteLength > 1000]).toEqual([200, true]);
    expect((await manager.fetch(`/api/commission/months/${site.siteId}/2024-03/payroll.xlsx`)).status).toBe(403);
  });

  test('two who close at once close it once; a line that comes meanwhile is on it or in the next month', async () => {
    const given = await house();
    const { site, mei, finance } = given;
    const deals = await Promise.all(Array.from({ length: 6 }, () => site.sell(mei, { paidFen: 1_000_000_00 })));
    for (const deal of deals.slice(0, 3)) await site.counts(deal, solely(mei));
    await world.setClock('2024-04-01T02:00:00.000Z');
    const [one, two] = await Promise.all([
      finance.call(commission.closeMonth, month(site, '2024-03')),
      finance.call(commission.closeMonth, month(site, '2024-03')),
      ...deals.slice(3).map((deal) => site.counts(deal, solely(mei))),
    ]);
    expect([one?.code, two?.code].sort()).toEqual(['MONTH_CLOSED', null].sort());
    const sums = await Promise.all(['2024-03', '2024-04'].map(async (name) => (await mine(mei, name)).commissionFen));
    expect(sums).toEqual([30_000_00, 30_000_00]);
  });
});

describe('after the month is closed', () => {
  test('a cancelled deal is taken back in the open month, says why, and is carried on where there is nothing to take it from', async () => {
    const given = await house();
    const { site, mei, li, finance } = given;
    const deal = await site.sell(mei, { paidFen: 1_000_000_00 });
    await site.counts(deal, eightyTwenty(given));
    await world.setClock('2024-04-01T02:00:00.000Z');
    await settled(given, '2024-03', [mei, li]);
    const before = await linesOf(finance, { siteId: site.siteId, month: '2024-03' });
    await site.cancels(deal, 'customer');
    expect(await linesOf(finance, { siteId: site.siteId, month: '2024-03' })).toEqual(before);
    const [line] = await linesOf(mei, { month: '2024-04', view: 'money' });
    expect(line).toMatchObject({ kind: 'clawback', amountFen: -8_000_00, clauses: ['S0.02.chg.4'] });
    expect(line?.why).toMatchObject({ zh: '客户退订：该笔已计 8,000.00 扣回 100%' });
    expect(await mine(mei, '2024-04')).toMatchObject({ performanceFen: -1_000_000_00, commissionFen: -8_000_00 });

    // 5,000 earned in April bears 5,000 of it; the rest waits for May.
    const next = await site.sell(mei, { priceFen: 500_000_00, paidFen: 500_000_00 });
    await site.counts(next, solely(mei));
    await world.setClock('2024-05-01T02:00:00.000Z');
    await finance.must(commission.closeMonth, month(site, '2024-04'));
    const april = (await mine(mei, '2024-04')).statement;
    expect(april).toMatchObject({
      earnedFen: 5_000_00,
      deductedClawbackFen: 5_000_00,
      payableFen: 0,
      carriedOutFen: 3_000_00,
    });
    const third = await site.sell(mei, { priceFen: 400_000_00, paidFen: 400_000_00 });
    await site.counts(third, solely(mei));
    await world.setClock('2024-06-01T02:00:00.000Z');
    await finance.must(commission.closeMonth, month(site, '2024-05'));
    expect((await mine(mei, '2024-05')).statement).toMatchObject({ carriedInFen: 3_000_00, payableFen: 1_000_00 });
    const split = await finance.must(commission.ofDeal, { params: { dealId: deal } });
    expect(split).toMatchObject({ state: 'ended', endedCause: 'customer' });
    expect(split.parties.map(({ commissionFen }) => commissionFen)).toEqual([0, 0]);
  });

  test('the company’s own doing leaves the commission; a second ending takes nothing more', async () => {
    const given = await house();
    const { site, mei } = given;
    const deal = await site.sell(mei, { paidFen: 1_000_000_00 });
    await site.counts(deal, solely(mei));
    await site.cancels(deal, 'company');
    expect(await mine(mei, '2024-03')).toMatchObject({ performanceFen: 0, commissionFen: 10_000_00 });
    await site.happens(deal, 'cancelled', { cause: 'customer' });
    await site.pays(deal, 0); // the refund that follows
    expect(await mine(mei, '2024-03')).toMatchObject({ performanceFen: 0, commissionFen: 10_000_00 });
  });

  test('a ruling moves a deal of a closed month by lines of the open one, to the fen', async () => {
    const given = await house();
    const { site, mei, li } = given;
    const deal = await site.sell(mei, { priceFen: 333_333_33, paidFen: 333_333_33 });
    await site.counts(deal, eightyTwenty(given));
    await world.setClock('2024-04-01T02:00:00.000Z');
    await settled(given, '2024-03', [mei, li]);
    await site.inside(async (context) => {
      const ruled = {
        deal: await dealById(context.tx, deal),
        shares: solely(li),
        caseName: 'ruled',
        journalId: context.newId(),
      };
      await divideAnew(context, ruled);
    });
    const [meis, lis] = [await money(mei, '2024-04'), await money(li, '2024-04')];
    expect(meis).toEqual([['correction', -2_666_66]]);
    expect(lis).toEqual([['correction', 2_666_66]]);
    const shares = await li.must(commission.ofDeal, { params: { dealId: deal } });
    expect(shares.parties).toMatchObject([{ commissionFen: 3_333_33, performanceFen: 333_333_33 }]);
  });
});

describe('targets, policies and rewards', () => {
  test('[S0.08.a.5] [S2.15.c1.05] the approved policy of the month pays the model it names, fixed when the car counts', async () => {
    const given = await house();
    const { site, mei, finance } = given;
    const director = await site.hire('总监', 'director');
    const set = (policies: readonly object[]) =>
      finance.call(commission.setPolicies, { body: { siteId: site.siteId, month: '2024-03', policies } as never });
    const policy = { unitKind: 'vehicle', product: '途昂', amountFen: 450_00 };
    expect(await refused(set([policy, policy]))).toBe('REQUEST_INVALID');
    expect(await refused(set([policy]))).toBeNull();
    expect(await refused(set([policy]))).toBe('POLICY_PENDING');
    const sell = (model: string) =>
      site.sell(mei, { kind: 'vehicle', state: 'handed_over', priceFen: 200_000_00, paidFen: 200_000_00, model });
    const early = await sell('途昂');
    await site.counts(early, solely(mei));
    await signAll(director);
    const [late, other] = [await sell('途昂'), await sell('帕萨特')];
    for (const deal of [late, other]) await site.counts(deal, solely(mei));
    await site.pays(early, 199_999_99);
    const pools = await Promise.all(
      [early, late, other].map(
        async (dealId) => (await finance.must(commission.ofDeal, { params: { dealId } })).poolFen,
      ),
    );
    expect(pools).toEqual([300_00, 450_00, 300_00]);
    expect((await linesOf(finance, { dealId: late, view: 'money' }))[0]).toMatchObject({
      clauses: expect.arrayContaining(['S0.08.a.5', 'S2.15.c1.05']),
    });
  });

  test('a target is set before its month is closed, and shows how far one is', async () => {
    const given = await house();
    const { site, mei, finance } = given;
    const set = (name: string, targets: readonly object[]) =>
      finance.call(commission.setTargets, { body: { siteId: site.siteId, month: name, targets } as never });
    await set('2024-03', [
      { staffId: mei.id, amountFen: 4_000_000_00 },
      { staffId: null, amountFen: 9_000_000_00 },
    ]);
    const deal = await site.sell(mei, { paidFen: 1_000_000_00 });
    await site.counts(deal, solely(mei));
    expect(await mine(mei, '2024-03')).toMatchObject({ targetFen: 4_000_000_00, attainmentPercent: 25 });
    expect(
      (await mei.must(commission.targets, { query: { siteId: site.siteId, month: '2024-03' } })).rows,
    ).toHaveLength(2);
    await world.setClock('2024-04-01T02:00:00.000Z');
    await finance.must(commission.closeMonth, month(site, '2024-03'));
    expect(await refused(set('2024-03', [{ staffId: mei.id, amountFen: 1 }]))).toBe('MONTH_CLOSED');
  });

  test('[S2.15.c2.22] nobody moves a result by hand; a reward counts at once, a deduction when its person has acknowledged it', async () => {
    const given = await house('real-estate-customers');
    const { site, mei, li, manager, finance } = given;
    const enter = (by: Person, body: object) =>
      by.call(commission.enterLine, {
        body: { siteId: site.siteId, reason: '月度之星', amountFen: 200_00, ...body } as never,
      });
    const deal = await site.sell(mei, { paidFen: 100_000_00, priceFen: 100_000_00 });
    await site.counts(deal, solely(mei));
    expect(await refused(enter(manager, { kind: 'reward', staffId: li.id, dealId: deal }))).toBe('RESULTS_NOT_SWAPPED');
    expect(await refused(enter(mei, { kind: 'reward', staffId: li.id }))).toBe('NOT_ALLOWED');
    expect(await refused(enter(manager, { kind: 'reward', staffId: manager.id }))).toBe('OWN_MONEY');
    const stranger = (await house()).mei;
    expect(await refused(enter(manager, { kind: 'reward', staffId: stranger.id }))).toBe('REQUEST_INVALID');
    for (const amountFen of [0, -5, 1.5])
      expect(await refused(enter(manager, { kind: 'reward', staffId: li.id, amountFen }))).toBe('REQUEST_INVALID');
    await enter(manager, { kind: 'reward', staffId: mei.id });
    await enter(manager, { kind: 'penalty', staffId: mei.id, amountFen: 500_00 });
    expect(await mine(mei, '2024-03')).toMatchObject({ commissionFen: 1_200_00 });
    expect((await money(mei, '2024-03')).map(([kind]) => kind)).not.toContain('penalty');
    const [penalty] = (await mei.must(penalties.list, { query: { mine: 'true' } })).rows;
    expect(penalty).toMatchObject({ cause: 'manual', form: 'deduction', state: 'proposed', amountFen: 500_00 });
    const params = { penaltyId: penalty?.id ?? '' };
    expect(await refused(li.call(penalties.acknowledge, { params, body: {} }))).toBe('NOT_FOUND');
    await mei.must(penalties.acknowledge, { params, body: {} });
    await world.setClock('2024-04-01T02:00:00.000Z');
    await finance.must(commission.closeMonth, month(site, '2024-03'));
    // A fifth of 1,200 at most: 240 now, 260 later.
    expect((await mine(mei, '2024-03')).statement).toMatchObject({
      payableFen: 960_00,
      deductedPenaltyFen: 240_00,
      carriedOutFen: 260_00,
    });
  });
});

describe('queries and who sees what', () => {
  test('a line is questioned by its person, answered by another, and put right in the open month', async () => {
    const given = await house();
    const { site, mei, li, finance } = given;
    const deal = await site.sell(mei, { paidFen: 1_000_000_00 });
    await site.counts(deal, eightyTwenty(given));
    const [open] = await linesOf(li, { month: '2024-03', view: 'money' });
    const ask = (by: Person, lineId: string) =>
      by.call(commission.queryLine, { params: { lineId }, body: { reason: '应为三成' } });
    expect(await refused(ask(li, open?.id ?? ''))).toBe('NOT_FOUND'); // no statement yet
    await world.setClock('2024-04-01T02:00:00.000Z');
    await finance.must(commission.closeMonth, month(site, '2024-03'));
    expect(await refused(ask(mei, open?.id ?? ''))).toBe('NOT_FOUND');
    expect(await refused(ask(li, open?.id ?? ''))).toBeNull();
    expect(await refused(ask(li, open?.id ?? ''))).toBe('QUERY_OPEN');
    const { statement } = await mine(li, '2024-03');
    expect(statement?.whyNot.acknowledge).toMatchObject({ code: 'QUERY_OPEN' });
    expect((await finance.must(notices.mine)).rows.map(({ kind }) => kind)).toContain('money.lineQueried');
    const [line] = await linesOf(finance, { statementId: statement?.id, view: 'money' });
    const answer = (body: object) =>
      finance.call(commission.answerQuery, { params: { queryId: line?.query?.id ?? '' }, body: body as never });
    expect(await refused(answer({ answer: '漏计一成', correctionFen: 1_000_00 }))).toBeNull();
    expect(await refused(answer({ answer: '再答' }))).toBe('QUERY_ANSWERED');
    expect(await money(li, '2024-04')).toEqual([['correction', 1_000_00]]);
    await li.must(commission.acknowledge, { params: { statementId: statement?.id ?? '' }, body: {} });
  });

  test('everybody sees their own money only, a manager the site’s, nobody another house’s', async () => {
    const given = await house();
    const other = await house();
    const { site, mei, li, manager } = given;
    const deal = await site.sell(mei, { paidFen: 1_000_000_00 });
    await site.counts(deal, eightyTwenty(given));
    expect((await linesOf(mei, { dealId: deal })).map(({ staff }) => staff?.name)).toEqual(['梅', '梅']);
    expect((await linesOf(mei, { staffId: li.id })).length).toBe(0);
    expect((await linesOf(manager, { dealId: deal })).length).toBe(3);
    expect((await linesOf(other.manager, { dealId: deal })).length).toBe(0);
    expect(await refused(other.manager.call(commission.ofDeal, { params: { dealId: deal } }))).toBe('NOT_FOUND');
    expect(await refused(other.manager.call(commission.month, month(site, '2024-03')))).toBe('NOT_ALLOWED');
    expect(await refused(other.mei.call(commission.ofDeal, { params: { dealId: deal } }))).toBe('NOT_FOUND');
    expect((await li.must(commission.ofDeal, { params: { dealId: deal } })).parties).toMatchObject([
      { commissionPercent: 20 },
    ]);
    expect((await manager.must(commission.people, { ...month(site, '2024-03') })).rows).toMatchObject([
      { staff: { name: '梅' }, performanceFen: 1_000_000_00, commissionFen: 8_000_00 },
      { staff: { name: '李' }, performanceFen: 0, commissionFen: 2_000_00 },
    ]);
    const [line] = await linesOf(mei, { dealId: deal, view: 'money' });
    const clerk = await site.hire('内勤', 'sales_assistant'); // reads the site's decisions, but not what people are paid
    const readBy = async (person: Person) =>
      refused(person.call(journal.entry, { params: { journalId: line?.journalId ?? '' } }));
    expect(await Promise.all([mei, li, manager, clerk].map(readBy))).toEqual([null, null, null, 'NOT_FOUND']);
    expect(await refused(mei.call(commission.months, { query: { siteId: site.siteId } }))).toBe('NOT_ALLOWED');
  });
});
