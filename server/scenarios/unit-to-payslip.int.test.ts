/**
 * From the unit to the payslip, through the public interface alone: hold, subscription, approval, contract, money, handover, the month,
 * a statement whose lines add up; then one deal is cancelled and exactly what it brought is taken back.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commission } from '#contract/commission.ts';
import { deals } from '#contract/deals.ts';
import { inventory } from '#contract/inventory.ts';
import { journal } from '#contract/journal.ts';
import { money } from '#contract/money.ts';
import { reports } from '#contract/reports.ts';
import { openOffice, type Office } from '#server/deals/office.testing.ts';
import type { World } from '#server/platform/testing/world.ts';
import { startCompany } from './story.testing.ts';

const PRICE = 100_000_000; // a million yuan
let world: World;
let office: Office;
beforeAll(async () => {
  world = await startCompany();
  office = await openOffice(world);
});
afterAll(() => world.stop());

const pay = (dealId: string, kind: string, amountFen: number) =>
  office.finance.must(money.receive, { params: { dealId }, body: { kind, amountFen, method: 'cash' } as never });
const closeDay = (day: string, cash: number) =>
  office.finance.must(money.closeDay, {
    params: { siteId: office.siteId },
    body: { day, counted: { cash, card: 0, cheque: 0 }, explanation: '' },
  });

/** What a deal has brought the seller so far. */
const mine = async (dealId: string) => {
  const { parties } = await office.seller.must(commission.ofDeal, { params: { dealId } });
  return parties.find(({ staff }) => staff?.id === office.seller.id);
};

test('a room is held, subscribed, signed, paid and handed over; at month end the seller reads why they are paid what they are paid', async () => {
  const { seller, assistant, manager, siteId } = office;
  const unitId = await office.room();
  const customerId = await office.customer();
  const { hold } = await seller.must(inventory.hold, {
    params: { unitId },
    body: { customerId, reason: '回家商量' } as never,
  });
  expect(hold).toMatchObject({ state: 'live' });
  const dealId = await office.contracted({ unitId, customerId });
  expect(await office.page(dealId)).toMatchObject({ state: 'contracted' });
  expect((await manager.must(inventory.unit, { params: { unitId } })).state).toBe('contracted');

  const early = await assistant.call(deals.handOver, { params: { dealId }, body: {} });
  expect(early.code).toBe('MONEY_NOT_IN');
  await pay(dealId, 'deposit', 2_000_000);
  await pay(dealId, 'instalment', 38_000_000);
  expect(await mine(dealId)).toMatchObject({ performanceFen: PRICE, commissionFen: 400_000 }); // one percent of what has come in
  await pay(dealId, 'instalment', 60_000_000);
  await office.papers(dealId, 'sale_contract', 'house_instructions', 'quality_guarantee');
  await assistant.must(deals.handOver, { params: { dealId }, body: {} });
  expect((await manager.must(inventory.unit, { params: { unitId } })).state).toBe('handed_over');
  await closeDay('2024-03-04', PRICE);

  await world.setClock('2024-04-01T02:00:00.000Z');
  const params = { siteId, month: '2024-03' };
  await office.finance.must(commission.closeMonth, { params, body: {} });
  const of = { month: '2024-03', view: 'mine' as const };
  const { rows: lines } = await seller.must(commission.lines, { query: of });
  const statementId = lines[0]?.statementId ?? '';
  const statement = await seller.must(commission.statement, { params: { statementId } });
  expect(statement).toMatchObject({ performanceFen: PRICE, commissionFen: 1_000_000, payableFen: 1_000_000 });
  const paid = lines.filter(({ purse }) => purse === 'commission');
  expect(paid.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(statement.payableFen);
  for (const line of lines) {
    expect(line.clauses.length + line.why.zh.length).toBeGreaterThan(0);
    const entry = await seller.must(journal.entry, { params: { journalId: line.journalId } });
    expect(entry.title.zh).not.toBe('');
  }
  await seller.must(commission.acknowledge, { params: { statementId }, body: {} });
  const { approvalId } = await office.finance.must(commission.submit, { params, body: {} });
  expect(await office.signAll(approvalId)).toBeNull();
  const payout = await office.finance.must(commission.pay, { params, body: {} });
  expect(payout).toMatchObject({ paid: 1, totalFen: 1_000_000 });
  const again = await office.finance.call(commission.pay, { params, body: {} });
  expect(again.code).not.toBeNull();

  const month = await office.head.must(reports.sales, { query: { siteId, from: '2024-03-01', to: '2024-03-31' } });
  expect(month.totals).toMatchObject({
    subscriptions: 1,
    contracts: 1,
    handovers: 1,
    subscribedFen: PRICE,
    receivedFen: PRICE,
    refundedFen: 0,
  });
  expect(month.owedFen).toBe(0);
});

test('a subscription is withdrawn after money came: the unit is free again, finance pays back, what was earned is taken back', async () => {
  const { seller, manager } = office;
  await world.setClock('2024-04-02T02:00:00.000Z');
  const unitId = await office.room();
  const dealId = await office.contracted({ unitId });
  await pay(dealId, 'deposit', 2_000_000);
  expect(await mine(dealId)).toMatchObject({ performanceFen: PRICE, commissionFen: 20_000 });

  const asked = await office.head.must(deals.withdraw, {
    params: { dealId },
    body: { reason: '贷款未批', cause: 'customer', persuasion: '已面谈两次', refundMethod: 'cash' } as never,
  });
  expect(await office.signAll(asked.approval.id)).toBeNull();
  await office.head.must(deals.completeWithdrawal, {
    params: { dealId },
    body: { agreementBack: true, receiptBack: true, bookSigned: true },
  });
  expect(await office.page(dealId)).toMatchObject({ state: 'cancelled' });
  expect((await manager.must(inventory.unit, { params: { unitId } })).state).toBe('available');
  expect(await mine(dealId)).toMatchObject({ performanceFen: 0, commissionFen: 0 });
  const back = (await seller.must(commission.ofDeal, { params: { dealId } })).lines.filter(
    ({ kind }) => kind === 'clawback',
  );
  expect(back.map(({ amountFen }) => amountFen).sort((a, b) => a - b)).toEqual([-PRICE, -20_000]);
  for (const line of back) expect(line.why.zh).not.toBe('');

  const { rows } = await office.finance.must(money.refunds, { query: { siteId: office.siteId } as never });
  const refund = rows.find((row) => row.deal.id === dealId);
  expect(refund).toMatchObject({ amountFen: 2_000_000 });
});
