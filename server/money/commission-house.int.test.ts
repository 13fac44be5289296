/** A house with tiers and awards of its own: what a close adds to the lines, who is told, and who signs for whoever has left. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commission } from '#contract/commission.ts';
import { notices } from '#contract/notices.ts';
import type { RulesSource } from '#server/platform/rules.ts';
import { rulesFor } from '#server/rulebook/index.ts';
import { type Person, startWorld, type World } from '#server/platform/testing/world.ts';
import { SoldSite, solely } from './commission.testing.ts';

const tier = (fromPercent: number, paidPercent: number) => ({ fromPercent, paidPercent });
const rules: RulesSource = async (tx, siteId, at) => {
  const inForce = await rulesFor(tx, siteId, at);
  const money = {
    ...inForce.values.money,
    tiers: {
      first: tier(0, 80),
      second: tier(100, 110),
      third: tier(999, 110),
      fourth: tier(999, 110),
      fifth: tier(999, 110),
    },
    rewards: {
      top_of_department: { yuan: 200, months: 1 },
      top_of_team_half_year: { yuan: 300, months: 6 },
      top_of_department_year: { yuan: 500, months: 12 },
    },
    payRiseMonths: 3,
  };
  return { ...inForce, values: { ...inForce.values, money } };
};
let world: World;
beforeAll(async () => {
  world = await startWorld({ rules, notRedecided: 'the rules are the test’s own, not a version’s' });
});
afterAll(() => world.stop());

const statementOf = async (person: Person, month: string) =>
  (await person.must(commission.myPay, { query: { month } })).statement;
const moneyOf = async (person: Person, month: string) =>
  (await person.must(commission.lines, { query: { month, view: 'myMoney' } as never })).rows;

test('[S1.19.w.1] [S1.19.w.1d] a close adds the tier to the deals and the award to the best, and says when a rise is considered', async () => {
  await world.setClock('2024-03-05T02:00:00.000Z');
  const site = await SoldSite.open(world);
  const [best, second] = [await site.hire('第一'), await site.hire('第二')];
  const outside = await site.hire('外场', 'market_specialist');
  const finance = await site.hire('财务', 'finance');
  const close = (month: string) => finance.must(commission.closeMonth, { params: { siteId: site.siteId, month } });
  const targets = [
    { staffId: null, amountFen: 3_000_000_00 },
    { staffId: best.id, amountFen: 1_000_000_00 },
    { staffId: second.id, amountFen: 1_000_000_00 },
  ];
  const months = ['2024-03', '2024-04', '2024-05'] as const;
  for (const month of months) {
    await world.setClock(`${month}-10T02:00:00.000Z`);
    await finance.must(commission.setTargets, { body: { siteId: site.siteId, month, targets } as never });
    for (const [person, priceFen] of [
      [best, 1_200_000_00],
      [second, 800_000_00],
      [outside, 2_000_000_00],
    ] as const)
      await site.counts(await site.sell(person, { priceFen, paidFen: priceFen }), solely(person));
    await world.setClock(
      `${month === '2024-03' ? '2024-04' : month === '2024-04' ? '2024-05' : '2024-06'}-01T02:00:00.000Z`,
    );
    await close(month);
  }
  // 120 % reached: 12,000 at 110 %, and the award, which is for people inside; 80 % reached: 8,000 at 80 %.
  expect((await statementOf(best, '2024-03'))?.payableFen).toBe(13_200_00 + 200_00);
  expect((await statementOf(second, '2024-03'))?.payableFen).toBe(6_400_00);
  expect((await statementOf(outside, '2024-03'))?.payableFen).toBe(20_000_00);
  const kinds = (await moneyOf(best, '2024-03')).map(({ kind, amountFen, deal }) => [kind, amountFen, deal !== null]);
  expect(kinds).toEqual(
    expect.arrayContaining([
      ['tier', 1_200_00, true],
      ['reward', 200_00, false],
      ['commission', 12_000_00, true],
    ]),
  );
  const heard = (await best.must(notices.mine)).rows.filter(({ kind }) => kind === 'money.riseConsidered');
  expect(heard.map(({ payload }) => payload.month)).toEqual(['2024-05']);
});

test('a deal cancelled later gives back what the tier added as well', async () => {
  await world.setClock('2024-03-05T02:00:00.000Z');
  const site = await SoldSite.open(world);
  const [mei, finance] = [await site.hire('梅'), await site.hire('财务', 'finance')];
  const targets = [{ staffId: mei.id, amountFen: 1_000_000_00 }];
  await finance.must(commission.setTargets, { body: { siteId: site.siteId, month: '2024-03', targets } as never });
  const deal = await site.sell(mei, { paidFen: 1_000_000_00 });
  await site.counts(deal, solely(mei));
  await world.setClock('2024-04-01T02:00:00.000Z');
  await finance.must(commission.closeMonth, { params: { siteId: site.siteId, month: '2024-03' } });
  await site.cancels(deal, 'customer');
  const back = (await moneyOf(mei, '2024-04')).map(({ kind, purse, amountFen }) => [kind, purse, amountFen]);
  expect(back.sort()).toEqual([
    ['clawback', 'commission', -10_000_00],
    ['clawback', 'tier', -1_000_00],
  ]);
});

test('for whoever has left a superior signs, with the reason', async () => {
  await world.setClock('2024-03-05T02:00:00.000Z');
  const site = await SoldSite.open(world);
  const [gone, manager] = [await site.hire('离职'), await site.hire('经理', 'manager')];
  await site.counts(await site.sell(gone, { paidFen: 1_000_000_00 }), solely(gone));
  await world.setClock('2024-04-01T02:00:00.000Z');
  const params = { siteId: site.siteId, month: '2024-03' };
  await manager.must(commission.closeMonth, { params });
  const { rows } = await manager.must(commission.people, { params, query: {} });
  const of = { statementId: rows[0]?.statementId ?? '' };
  const sign = (body: object) =>
    manager.call(commission.acknowledge, { params: of, body: body as never }).then(({ code }) => code);
  expect(await sign({ reason: '本人休假' })).toBe('NOT_YOUR_STATEMENT');
  await site.inside((context) =>
    context.tx.run({
      text: `update staff set status = 'left' where company_id = $1 and id = $2`,
      values: [world.companyId, gone.id],
    }),
  );
  expect(await sign({})).toBe('NOT_YOUR_STATEMENT');
  expect(await sign({ reason: '已离职，电话核对无误' })).toBeNull();
  expect(await manager.must(commission.statement, { params: of })).toMatchObject({
    state: 'acknowledged',
    acknowledgedBy: { name: '经理' },
  });
});
