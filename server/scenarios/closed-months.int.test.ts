/**
 * What comes after a month was closed: money taken back, deals that end, a ruling, a fine that is answered late, a query that is put
 * right. The closed month stays as it was, every later line is explained, and registers, statements, reports and files say the same fen.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvals } from '#contract/approvals.ts';
import { commission } from '#contract/commission.ts';
import { deals } from '#contract/deals.ts';
import { money } from '#contract/money.ts';
import { penalties } from '#contract/penalties.ts';
import { position } from '#contract/position.ts';
import { reports } from '#contract/reports.ts';
import { verdicts } from '#contract/verdicts.ts';
import { MILLION, type Office, openOffice } from '#server/deals/office.testing.ts';
import { readSheets } from '#server/imports/index.ts';
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
const sum = (list: readonly number[]): number => list.reduce((total, fen) => total + fen, 0);
const pay = async (of: Office, dealId: string, amountFen: number, more: object = {}) =>
  (
    await of.finance.must(money.receive, {
      params: { dealId },
      body: { kind: 'instalment', amountFen, method: 'cash', ...more } as never,
    })
  ).receipt;
const close = (of: Office, month: string) =>
  of.finance.must(commission.closeMonth, { params: { siteId: of.siteId, month }, body: {} });
const statementOf = async (person: Person, month: string) =>
  (await person.must(commission.myPay, { query: { month } })).statement;
const linesOf = async (person: Person, statementId: string) =>
  (await person.must(commission.lines, { query: { statementId } })).rows;
const end = async (of: Office, dealId: string): Promise<void> => {
  const asked = await of.head.must(deals.withdraw, {
    params: { dealId },
    body: { reason: '贷款未批', persuasion: '已面谈', refundMethod: 'cash' } as never,
  });
  expect(await of.signAll(asked.approval.id)).toBeNull();
  const body = { agreementBack: true, receiptBack: true, bookSigned: true };
  await of.head.must(deals.completeWithdrawal, { params: { dealId }, body });
};

/** A file of the product, as rows under their headings. */
async function sheet(by: Person, path: string): Promise<Record<string, string>[]> {
  const answer = await by.fetch(path);
  expect(answer.status).toBe(200);
  const folder = await mkdtemp(join(tmpdir(), 'guike-sheet-'));
  try {
    const file = join(folder, 'file.xlsx');
    await writeFile(file, new Uint8Array(await answer.arrayBuffer()));
    const { sheets } = await readSheets(file);
    const [heading = [], ...rows] = sheets[0] ?? [];
    return rows.map((row) => Object.fromEntries(heading.map((name, column) => [name, row[column] ?? ''])));
  } finally {
    await rm(folder, { recursive: true });
  }
}
const fen = (yuan: string | undefined): number => Math.round(Number((yuan ?? '').replaceAll(',', '')) * 100);

/** The month as its page, its people, their statements, the lines on them and the payroll file tell it. */
async function expectMonthAgrees(of: Office, month: string): Promise<void> {
  const params = { siteId: of.siteId, month };
  const page = await of.finance.must(commission.month, { params });
  const { rows: people } = await of.finance.must(commission.people, { params, query: {} as never });
  const statements = await Promise.all(
    people.map(({ statementId }) =>
      of.finance.must(commission.statement, { params: { statementId: statementId ?? '' } }),
    ),
  );
  const payroll = await sheet(of.finance, `/api/commission/months/${of.siteId}/${month}/payroll.xlsx`);
  expect(payroll).toHaveLength(people.length);
  expect([sum(people.map((one) => one.payableFen ?? 0)), sum(payroll.map((row) => fen(row.应发)))]).toEqual([
    page.payableFen,
    page.payableFen,
  ]);
  for (const one of statements) {
    expect(one.earnedFen - one.deductedClawbackFen - one.deductedPenaltyFen).toBe(one.payableFen);
    expect(one.payableFen).toBeGreaterThanOrEqual(0);
    const lines = (await of.finance.must(commission.lines, { query: { statementId: one.id } })).rows;
    const owed = sum(
      lines.filter(({ purse, kind }) => purse !== 'performance' && kind !== 'payout').map((l) => l.amountFen),
    );
    // What the lines come to, less what came from before, is what is paid and what is carried on.
    expect(owed - one.carriedInFen).toBe(one.payableFen - one.carriedOutFen);
    for (const line of lines) expect(line.why.zh.length, JSON.stringify(line)).toBeGreaterThan(5);
    const row = payroll.find((cells) => cells.姓名 === one.staff.name);
    expect([fen(row?.应发), fen(row?.结转下月), fen(row?.应得合计)]).toEqual([
      one.payableFen,
      one.carriedOutFen,
      one.earnedFen,
    ]);
  }
}

/** Receipts, deals, receivables and the sales report of a period. */
async function expectMoneyAgrees(of: Office, from: string, to: string): Promise<void> {
  const { siteId } = of;
  const { rows: receipts } = await of.finance.must(money.receipts, {
    query: { siteId, from, to, limit: 200 } as never,
  });
  const report = await of.head.must(reports.sales, { query: { siteId, from, to } });
  expect(report.totals.receivedFen - report.totals.refundedFen).toBe(sum(receipts.map(({ amountFen }) => amountFen)));
  const { rows: dues } = await of.finance.must(money.receivables, { query: { siteId, limit: 200 } as never });
  const { rows: ledger } = await of.head.must(reports.ledger, {
    query: { siteId, from: '2024-01-01', to: '2024-12-31', limit: 200 } as never,
  });
  const owed = sum(ledger.map(({ owedFen }) => owedFen));
  expect(report.owedFen).toBe(owed);
  expect(sum(dues.map((due) => due.openFen))).toBe(owed);
}

/** The position of a month is what the sales report says of it, and what the receipts of its days come to. */
async function expectPositionAgrees(of: Office, month: string): Promise<void> {
  const { siteId } = of;
  const { actual, through } = await of.manager.must(position.get, { params: { siteId }, query: { month } });
  const period = { siteId, from: `${month}-01`, to: through };
  const { totals } = await of.head.must(reports.sales, { query: period });
  const { rows } = await of.finance.must(money.receipts, { query: { ...period, limit: 200 } as never });
  expect(actual).toEqual({
    contracts: totals.contracts,
    salesFen: totals.contractedFen,
    collectionsFen: totals.receivedFen - totals.refundedFen,
  });
  expect(actual.collectionsFen).toBe(sum(rows.map(({ amountFen }) => amountFen)));
}

test('a month is closed, then a receipt is reversed, a deal given back, another ruled on: the month stays, the next one answers for all of it', async () => {
  const of = await office();
  const { seller, other, finance } = of;
  const [kept, gone, ruled] = [await of.contracted(), await of.contracted(), await of.contracted()];
  const bounced = await pay(of, kept, MILLION);
  await pay(of, gone, 30_000_001);
  await pay(of, ruled, 50_000_003);
  await world.setClock(at('2024-04-01'));
  await close(of, '2024-03');
  const march = await statementOf(seller, '2024-03');
  const marchLines = await linesOf(seller, march?.id ?? '');
  expect(march?.payableFen).toBe(1_000_000 + 300_000 + 500_000);
  await expectMonthAgrees(of, '2024-03');

  await finance.must(money.reverse, { params: { receiptId: bounced.id }, body: { reason: '支票退票' } });
  await end(of, gone);
  const half = [seller, other].map(({ id }) => ({ party: id, percent: 50 }));
  const { customer } = await of.page(ruled);
  const { dispute } = await of.supervisor.must(verdicts.open, {
    params: { customerId: customer.id },
    body: { otherId: seller.id, onBehalfOf: other.id, about: 'deal', reason: '我先接待的' } as never,
  });
  await of.manager.must(verdicts.settle, {
    params: { disputeId: dispute.id },
    body: { verdict: 'ruled', reason: '各半', ruling: { performance: half, commission: half } } as never,
  });
  expect(await statementOf(seller, '2024-03')).toEqual(march);
  expect(await linesOf(seller, march?.id ?? '')).toEqual(marchLines);
  await pay(of, kept, 20_000_000);

  await world.setClock(at('2024-05-01'));
  await close(of, '2024-04');
  await expectMonthAgrees(of, '2024-04');
  // Of the reversed receipt a fifth has come in again; the deal given back and half of the ruled one are gone.
  expect(await statementOf(seller, '2024-04')).toMatchObject({
    earnedFen: 0,
    payableFen: 0,
    carriedOutFen: 1_000_000 - 200_000 + 300_000 + 250_000,
  });
  expect(await statementOf(other, '2024-04')).toMatchObject({ payableFen: 250_000, carriedOutFen: 0 });
  expect(await statementOf(seller, '2024-03')).toMatchObject({ payableFen: 1_800_000 });

  const { rows: refunds } = await finance.must(money.refunds, { query: { siteId: of.siteId } });
  expect(refunds.map(({ amountFen }) => amountFen)).toEqual([30_000_001]);
  await finance.must(money.payRefund, {
    params: { refundId: refunds[0]?.id ?? '' },
    body: { receiptsBack: true, bookSigned: true } as never,
  });
  // The money comes after all: it pays off what was carried on, and only the rest is paid out.
  await pay(of, kept, 80_000_000);
  await pay(of, ruled, MILLION - 50_000_003);
  await world.setClock(at('2024-06-01'));
  await close(of, '2024-05');
  await expectMonthAgrees(of, '2024-05');
  expect(await statementOf(seller, '2024-05')).toMatchObject({
    carriedInFen: 1_350_000,
    earnedFen: 800_000 + 250_000,
    payableFen: 0,
    carriedOutFen: 300_000,
  });
  await expectMoneyAgrees(of, '2024-03-01', '2024-06-30');
  for (const month of ['2024-03', '2024-04', '2024-05']) await expectPositionAgrees(of, month);
});

test('a fine that is upheld after its month was closed takes a fifth of each month until it is paid, and not a fen more', async () => {
  const of = await office();
  const { seller, manager, finance } = of;
  const dealId = await of.contracted();
  await pay(of, dealId, 10_000_000);
  const entered = await manager.must(commission.enterLine, {
    body: { siteId: of.siteId, kind: 'penalty', staffId: seller.id, amountFen: 50_000, reason: '怠慢客户' } as never,
  });
  const params = { penaltyId: entered.penaltyId ?? '' };
  await seller.must(penalties.appeal, { params, body: { reason: '当时在接待另一位客户' } });
  await world.setClock(at('2024-04-01'));
  await close(of, '2024-03');
  expect(await statementOf(seller, '2024-03')).toMatchObject({ payableFen: 100_000, deductedPenaltyFen: 0 });
  await finance.must(penalties.rule, { params, body: { verdict: 'upheld', reason: '有客户投诉记录' } });
  expect(await statementOf(seller, '2024-03')).toMatchObject({ payableFen: 100_000, deductedPenaltyFen: 0 });

  const months = [
    ['2024-04', 10_000_000, 20_000, 30_000],
    ['2024-05', 0, 0, 30_000],
    ['2024-06', 10_000_000, 20_000, 10_000],
    ['2024-07', 10_000_000, 10_000, 0],
  ] as const;
  for (const [month, receivedFen, deductedFen, carriedFen] of months) {
    await world.setClock(at(`${month}-15`));
    if (receivedFen > 0) await pay(of, dealId, receivedFen);
    const next = Temporal.PlainYearMonth.from(month).add({ months: 1 }).toString();
    await world.setClock(at(`${next}-01`));
    await close(of, month);
    await expectMonthAgrees(of, month);
    expect(await statementOf(seller, month)).toMatchObject({
      payableFen: receivedFen / 100 - deductedFen,
      deductedPenaltyFen: deductedFen,
      carriedOutFen: carriedFen,
    });
  }
  await world.setClock(at('2024-09-01'));
  await close(of, '2024-08');
  expect(await statementOf(seller, '2024-08')).toBeNull();
});

test('[S0.08.g.7] a statement is questioned, put right, signed, sent back by the manager, sent in again, paid and exported: one sum throughout', async () => {
  const of = await office();
  const { seller, other, manager, finance, siteId } = of;
  const dealId = await of.contracted();
  await pay(of, dealId, 33_333_333);
  await world.setClock(at('2024-04-01'));
  await close(of, '2024-03');
  const params = { siteId, month: '2024-03' };
  const id = (await statementOf(seller, '2024-03'))?.id ?? '';
  const line = (await linesOf(seller, id)).find(({ kind }) => kind === 'commission');
  const { queryId } = await seller.must(commission.queryLine, {
    params: { lineId: line?.id ?? '' },
    body: { reason: '少算一次收款' },
  });
  const sign = () => seller.call(commission.acknowledge, { params: { statementId: id }, body: {} });
  expect((await sign()).code).toBe('QUERY_OPEN');
  expect((await finance.call(commission.submit, { params, body: {} })).code).toBe('NOT_ACKNOWLEDGED');
  const answer = { params: { queryId }, body: { answer: '四月补记', correctionFen: 12_345 } };
  expect((await other.call(commission.answerQuery, answer)).code).toBe('NOT_ALLOWED');
  await finance.must(commission.answerQuery, answer);
  expect((await finance.call(commission.answerQuery, answer)).code).toBe('QUERY_ANSWERED');
  expect((await sign()).code).toBeNull();

  const submit = () => finance.must(commission.submit, { params, body: {} });
  const first = await submit();
  const { round } = await manager.must(approvals.get, { params: { approvalId: first.approvalId } });
  await manager.must(approvals.refuse, {
    params: { approvalId: first.approvalId },
    body: { how: 'returned', round, comment: '请附到账凭证' },
  });
  expect(await statementOf(seller, '2024-03')).toMatchObject({ state: 'acknowledged', payableFen: 333_333 });
  expect((await finance.call(commission.pay, { params, body: {} })).code).toBe('NOT_APPROVED');
  const second = await submit();
  expect(second).toMatchObject({ approvalId: first.approvalId, submitted: 1 }); // the same approval, another round
  expect((await finance.call(commission.submit, { params, body: {} })).code).toBe('NOTHING_TO_SUBMIT');
  expect(await of.signAll(second.approvalId)).toBeNull();
  expect(await finance.must(commission.pay, { params, body: {} })).toMatchObject({ paid: 1, totalFen: 333_333 });
  await expectMonthAgrees(of, '2024-03');
  const [row] = await sheet(finance, `/api/commission/months/${siteId}/2024-03/payroll.xlsx`);
  expect(row).toMatchObject({ 状态: '已发放' });

  await world.setClock(at('2024-05-01'));
  await close(of, '2024-04');
  expect(await statementOf(seller, '2024-04')).toMatchObject({ rewardsFen: 12_345, payableFen: 12_345 });
  await expectMonthAgrees(of, '2024-04');
});

test('[S0.08.a.5] the sales policy of a month, sent back to be put right, is sent again and pays as it then stands', async () => {
  const of = await office('car-delivery');
  const { finance, siteId, director, seller } = of;
  const set = (amountFen: number) =>
    finance.call(commission.setPolicies, {
      body: { siteId, month: '2024-03', policies: [{ unitKind: 'vehicle', product: '凯越', amountFen }] } as never,
    });
  const first = (await set(80_000)).body;
  expect((await set(90_000)).code).toBe('POLICY_PENDING');
  const { round } = await director.must(approvals.get, { params: { approvalId: first.approvalId } });
  await director.must(approvals.refuse, {
    params: { approvalId: first.approvalId },
    body: { how: 'returned', round, comment: '与年度预算不符' },
  });
  const again = await set(60_000);
  expect(again.code).toBeNull();
  expect(again.body.approvalId).toBe(first.approvalId);
  expect(await of.signAll(first.approvalId)).toBeNull();
  const { rows } = await finance.must(commission.policies, { query: { siteId, month: '2024-03' } });
  expect(rows.map(({ amountFen, state }) => [amountFen, state])).toEqual([
    [60_000, 'approved'],
    [80_000, 'refused'],
  ]);
  const dealId = await of.inEffect({ unitId: await of.car(), depositFen: 0 });
  await pay(of, dealId, 12_000_000);
  await of.papers(dealId, 'conformity_certificate', 'manual');
  await of.assistant.must(deals.handOver, { params: { dealId }, body: {} });
  await of.papers(dealId, ...(await of.page(dealId)).file.missing);
  const { parties } = await seller.must(commission.ofDeal, { params: { dealId } });
  expect(parties.map(({ commissionFen }) => commissionFen)).toEqual([60_000]);
});
