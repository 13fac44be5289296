/**
 * Where two capabilities meet: what a stranger tries once each of them works by itself. Units that change hands after money has come, money
 * that moves between deals which end, breach and the way out of it, and everything one may not see of a colleague's.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvals } from '#contract/approvals.ts';
import { commission } from '#contract/commission.ts';
import { deals } from '#contract/deals.ts';
import { inventory } from '#contract/inventory.ts';
import { money } from '#contract/money.ts';
import { MILLION, type Office, openOffice } from '#server/deals/office.testing.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { at, startCompany } from './story.testing.ts';

let world: World;
let office: Office;
let signing: Office;
beforeAll(async () => {
  world = await startCompany();
  office = await openOffice(world);
  signing = await openOffice(world, 'subscription-signing');
  await signing.manager.must(deals.setDeposit, {
    params: { siteId: signing.siteId, kind: 'room' },
    body: { depositFen: 2_000_000 },
  });
});
afterAll(() => world.stop());

const pay = async (of: Office, dealId: string, kind: string, amountFen: number) =>
  (await of.finance.must(money.receive, { params: { dealId }, body: { kind, amountFen, method: 'cash' } as never }))
    .receipt;
const account = (of: Office, dealId: string) => of.finance.must(money.account, { params: { dealId } });
const unitOf = (of: Office, unitId: string) => of.manager.must(inventory.unit, { params: { unitId } });
/** Performance and commission so far, by name. */
const earned = async (of: Office, dealId: string) => {
  const { parties } = await of.manager.must(commission.ofDeal, { params: { dealId } });
  return Object.fromEntries(
    parties.map(({ staff, performanceFen, commissionFen }) => [staff?.name ?? '', [performanceFen, commissionFen]]),
  );
};
const changeUnit = (of: Office, dealId: string, body: object) =>
  of.seller.must(deals.changeUnit, { params: { dealId }, body: { reason: '换房', ...body } as never });
const withdraw = (by: Person, dealId: string) =>
  by.call(deals.withdraw, {
    params: { dealId },
    body: { reason: '贷款未批', persuasion: '已面谈两次', refundMethod: 'cash' } as never,
  });
const complete = (by: Person, dealId: string) =>
  by.must(deals.completeWithdrawal, {
    params: { dealId },
    body: { agreementBack: true, receiptBack: true, bookSigned: true },
  });

test('a dearer unit after money has come: receipts stay, the rest is owed by the new price, performance follows; the old unit is free', async () => {
  const [old, next] = [
    await office.room(),
    await office.room({ predictedArea: 130, listPriceFen: 130_000_000, floorPriceFen: 130_000_000 }),
  ];
  const dealId = await office.contracted({ unitId: old });
  await pay(office, dealId, 'deposit', 2_000_000);
  await pay(office, dealId, 'instalment', 38_000_000);
  expect(await earned(office, dealId)).toEqual({ 甲: [MILLION, 400_000] });
  const { approval } = await changeUnit(office, dealId, { unitId: next, priceFen: 130_000_000 });
  expect((await unitOf(office, next)).state).toBe('available');
  // While a change is open nothing is handed over, however much has been paid.
  await pay(office, dealId, 'instalment', 60_000_000);
  const early = await office.assistant.call(deals.handOver, { params: { dealId }, body: {} });
  expect(early.code).toBe('CHANGE_PENDING');
  expect(await office.signAll(approval.id)).toBeNull();
  expect([(await unitOf(office, old)).state, (await unitOf(office, next)).state]).toEqual(['available', 'contracted']);
  expect(await account(office, dealId)).toMatchObject({ countedFen: MILLION, openFen: 30_000_000 });
  expect(await earned(office, dealId)).toEqual({ 甲: [130_000_000, 1_000_000] });
  expect((await office.assistant.call(deals.handOver, { params: { dealId }, body: {} })).code).toBe('MONEY_NOT_IN');
  expect(await office.inEffect({ unitId: old })).not.toBe(dealId);
});

test('a cheaper unit after money has come: exactly what is too much may go back, and nobody goes below the price', async () => {
  const [old, next] = [
    await office.room(),
    await office.room({ predictedArea: 50, listPriceFen: 50_000_000, floorPriceFen: 50_000_000 }),
  ];
  const dealId = await office.contracted({ unitId: old });
  await pay(office, dealId, 'instalment', 60_000_000);
  const { approval } = await changeUnit(office, dealId, { unitId: next, priceFen: 50_000_000 });
  expect(await office.signAll(approval.id)).toBeNull();
  const back = (amountFen: number) =>
    office.seller.call(money.requestRefund, {
      params: { dealId },
      body: { amountFen, method: 'cash', reason: '换房' },
    });
  expect((await back(10_000_001)).code).toBe('REFUND_NEEDS_WITHDRAWAL');
  expect((await back(10_000_000)).code).toBeNull();
  expect((await back(1)).code).not.toBeNull();
  expect(await earned(office, dealId)).toEqual({ 甲: [50_000_000, 500_000] });
  // Given back before that refund was paid, the deal owes the rest only: nothing is promised twice.
  const asked = await withdraw(office.head, dealId);
  expect(await office.signAll(asked.body.approval.id)).toBeNull();
  await complete(office.head, dealId);
  const { rows } = await office.finance.must(money.refunds, { query: { siteId: office.siteId } });
  const promised = rows.filter(({ deal }) => deal.id === dealId).map(({ amountFen }) => amountFen);
  expect(promised.sort((a, b) => a - b)).toEqual([10_000_000, 50_000_000]);
});

test('[S0.02.info.8] the unit one would change to is sold before the last signature: the signature is refused and nothing moves', async () => {
  const [old, next] = [await office.room(), await office.room()];
  const dealId = await office.inEffect({ unitId: old });
  const { approval } = await changeUnit(office, dealId, { unitId: next, priceFen: MILLION });
  const other = await office.inEffect({ unitId: next });
  expect(await office.signAll(approval.id)).not.toBeNull();
  expect((await unitOf(office, next)).dealId ?? other).toBe(other);
  expect((await unitOf(office, old)).state).toBe('subscribed');
  expect(await office.page(dealId)).toMatchObject({ waitsFor: 'change', unit: { id: old } });
  await office.seller.must(deals.recall, { params: { dealId }, body: { matter: 'change', reason: '已售' } });
  expect(await office.page(dealId)).toMatchObject({ waitsFor: 'nothing', unit: { id: old } });
});

test('money moved to a deal that is then given back: each deal loses what is its own, and the refund is what is in hand', async () => {
  const customerId = await office.customer();
  const [from, to] = [await office.contracted({ customerId }), await office.contracted()];
  await pay(office, from, 'instalment', 50_000_000);
  await pay(office, to, 'deposit', 2_000_000);
  const move = (reason: string, by = office.finance) =>
    by.call(money.transfer, { params: { dealId: from }, body: { toDealId: to, amountFen: 20_000_000, reason } });
  expect((await move('亲属代付', office.seller)).code).toBe('NOT_ALLOWED');
  expect((await move('')).code).toBe('REASON_NEEDED');
  expect((await move('亲属代付')).code).toBeNull();
  expect([await earned(office, from), await earned(office, to)]).toEqual([
    { 甲: [MILLION, 300_000] },
    { 甲: [MILLION, 220_000] },
  ]);
  const asked = await withdraw(office.head, to);
  expect(asked.code).toBeNull();
  expect(await office.signAll(asked.body.approval.id)).toBeNull();
  await complete(office.head, to);
  expect([await earned(office, from), await earned(office, to)]).toEqual([{ 甲: [MILLION, 300_000] }, { 甲: [0, 0] }]);
  const refundOf = async () =>
    (await office.finance.must(money.refunds, { query: { siteId: office.siteId } })).rows.filter(
      ({ deal }) => deal.id === to,
    );
  expect(await refundOf()).toMatchObject([{ amountFen: 22_000_000, state: 'due' }]);
  // Promised to the customer: it does not leave by another door.
  const away = await office.finance.call(money.transfer, {
    params: { dealId: to },
    body: { toDealId: from, amountFen: 5_000_000, reason: '转回' },
  });
  expect(away.code).toBe('TRANSFER_ABOVE_HELD');
  expect((await move('再转')).code).toBe('DEAL_TAKES_NO_MONEY');
});

test('[S0.02.chg.4] a withdrawal under way stops every other step; refused, everything goes on', async () => {
  const dealId = await signing.inEffect();
  const asked = await withdraw(signing.seller, dealId);
  expect(asked.code).toBeNull();
  expect((await withdraw(signing.seller, dealId)).code).toBe('WITHDRAWAL_OPEN');
  const name = { params: { dealId }, body: { buyers: '某', feeFen: null, reason: '更名' } };
  expect((await signing.seller.call(deals.changeName, name)).code).toBe('CHANGE_PENDING');
  await signing.papers(dealId, 'id_card', 'household_register');
  const up = await signing.seller.call(deals.submitContract, { params: { dealId }, body: {} });
  expect(up.code).toBe('CHANGE_PENDING');
  const round = 1;
  const params = { approvalId: asked.body.approval.id };
  expect((await signing.seller.call(approvals.sign, { params, body: { round } })).code).not.toBeNull();
  await signing.manager.must(approvals.refuse, { params, body: { round, how: 'rejected', comment: '客户留下了' } });
  expect(await signing.page(dealId)).toMatchObject({ waitsFor: 'nothing', state: 'subscribed' });
  expect((await signing.seller.call(deals.changeName, name)).code).toBeNull();
});

test('a deal that is dropped takes its approval along: nobody can sign it any more, and the unit is free', async () => {
  const unitId = await signing.room();
  const dealId = await signing.draft({ unitId });
  const approvalId = await signing.submit(dealId);
  await signing.seller.must(deals.recall, { params: { dealId }, body: { reason: '客户改主意' } });
  await signing.seller.must(deals.drop, { params: { dealId }, body: { reason: '客户改主意' } });
  const late = await signing.manager.call(approvals.sign, { params: { approvalId }, body: { round: 1 } });
  expect(late.code).not.toBeNull();
  expect((await unitOf(signing, unitId)).state).toBe('available');
  expect((await signing.seller.call(deals.submit, { params: { dealId }, body: {} })).code).toBe(
    'DEAL_NOT_AT_THIS_STAGE',
  );
});

test('what is a colleague’s is not there: not by its id, not by a filter, not by a search', async () => {
  const customerId = await office.customer();
  const unitId = await office.room();
  const dealId = await office.contracted({ customerId, unitId });
  const receipt = await pay(office, dealId, 'deposit', 2_000_000);
  const stranger = office.other;
  const { number, contractNumber } = await office.page(dealId);
  const gone = await Promise.all([
    stranger.call(deals.get, { params: { dealId } }),
    stranger.call(money.account, { params: { dealId } }),
    stranger.call(money.receipt, { params: { receiptId: receipt.id } }),
    stranger.call(commission.ofDeal, { params: { dealId } }),
    stranger.call(deals.changeName, { params: { dealId }, body: { buyers: '我', reason: '我' } as never }),
    stranger.call(deals.edit, { params: { dealId }, body: { note: '我' } }),
    stranger.call(deals.receivePaper, { params: { dealId }, body: { paper: 'id_card' as never } }),
    stranger.call(deals.recall, { params: { dealId }, body: { matter: 'contract', reason: '我' } }),
    stranger.call(money.demand, { params: { dealId }, body: {} }),
    stranger.call(money.remit, { params: { dealId }, body: { amountFen: 1, bankRef: 'x' } as never }),
    stranger.call(money.complain, { params: { dealId }, body: { ref: 'x', amountFen: 1 } }),
    stranger.call(money.requestRefund, { params: { dealId }, body: { amountFen: 1, method: 'cash', reason: '我' } }),
    withdraw(stranger, dealId),
  ]);
  expect(gone.map(({ code }) => code)).toEqual(gone.map(() => 'NOT_FOUND'));
  const consultantId = office.seller.id;
  const lists = await Promise.all([
    stranger.must(deals.list, { query: { consultantId } }),
    stranger.must(deals.list, { query: { customerId } }),
    stranger.must(deals.list, { query: { unitId } }),
    stranger.must(deals.list, { query: { q: number ?? '' } }),
    stranger.must(deals.list, { query: { q: contractNumber ?? '' } }),
    stranger.must(money.receipts, { query: { siteId: office.siteId } }),
    stranger.must(money.receipts, { query: { q: receipt.number } }),
    stranger.must(money.receivables, { query: { consultantId } }),
    stranger.must(money.receivables, { query: { q: number ?? '' } }),
    stranger.must(money.demands, { query: { siteId: office.siteId, open: 'false' } }),
    stranger.must(money.refunds, { query: { siteId: office.siteId, open: 'false' } }),
    stranger.must(money.remittances, { query: { siteId: office.siteId } }),
    stranger.must(money.cashier, { query: { siteId: office.siteId, q: number ?? '' } }),
    stranger.must(commission.lines, { query: { dealId } }),
    stranger.must(commission.lines, { query: { staffId: consultantId } }),
    stranger.must(commission.lines, { query: { siteId: office.siteId, house: 'true' } }),
  ]);
  for (const [index, { rows }] of lists.entries()) expect([index, rows]).toEqual([index, []]);
  const seen = JSON.stringify(await stranger.must(inventory.unit, { params: { unitId } }));
  expect(seen).not.toContain(customerId);
  for (const path of ['bookings', 'contracts', 'handovers'] as const)
    expect((await stranger.call(deals[path], { query: {} })).code).toBe('NOT_ALLOWED');
});

test('nor by what hangs on it: its approval, its papers, the ledger as a file; nor is it opened in a colleague’s name', async () => {
  const customerId = await office.customer();
  const dealId = await office.draft({ customerId });
  const approvalId = await office.submit(dealId);
  const stranger = office.other;
  expect((await stranger.call(approvals.get, { params: { approvalId } })).code).toBe('NOT_FOUND');
  const papers = (by: Person) => by.fetch(`/api/deals/${dealId}/documents`);
  expect([(await papers(office.seller)).status, (await papers(stranger)).status]).toEqual([200, 404]);
  const file = (by: Person, siteId: string) =>
    by.fetch('/api/money/exports', {
      method: 'POST',
      body: JSON.stringify({ commandId: randomUUID(), ledger: 'receipts', format: 'csv', siteId }),
    });
  expect((await file(stranger, office.siteId)).status).toBe(403);
  const ofAnotherHouse = await (await file(signing.manager, office.siteId)).text();
  expect(ofAnotherHouse.trim().split('\n')).toHaveLength(1); // the headings alone
  const payroll = await signing.manager.fetch(`/api/commission/months/${office.siteId}/2024-03/payroll.xlsx`);
  expect(payroll.status).toBe(403);
  const body = { customerId, siteId: office.siteId, kind: 'room' } as const;
  for (const consultantId of [stranger.id, office.seller.id])
    expect((await stranger.call(deals.open, { body: { ...body, consultantId } })).code).toBe('NOT_ALLOWED');
});

test('the manager of another house reaches nothing of this one, neither reading nor deciding', async () => {
  const dealId = await office.contracted();
  const receipt = await pay(office, dealId, 'deposit', 2_000_000);
  const { unit } = await office.page(dealId);
  const month = { siteId: office.siteId, month: '2024-03' };
  const stranger = signing.manager;
  const tries = await Promise.all([
    stranger.call(deals.get, { params: { dealId } }),
    stranger.call(money.account, { params: { dealId } }),
    stranger.call(money.receipt, { params: { receiptId: receipt.id } }),
    stranger.call(money.day, { params: { siteId: office.siteId } }),
    stranger.call(deals.handOver, { params: { dealId }, body: {} }),
    stranger.call(deals.settleBreach, { params: { dealId }, body: { outcome: 'ends', reason: '我' } }),
    stranger.call(deals.cancelCredit, { params: { dealId }, body: { cause: 'leak', reason: '我' } }),
    stranger.call(deals.cover, { params: { dealId }, body: { staffId: stranger.id, reason: '我' } }),
    stranger.call(deals.setDeposit, { params: { siteId: office.siteId, kind: 'room' }, body: { depositFen: 1 } }),
    stranger.call(deals.bind, { params: { siteId: office.siteId }, body: { month: '2024-02' } }),
    stranger.call(deals.queue, { params: { siteId: office.siteId } }),
    stranger.call(commission.closeMonth, { params: month, body: {} }),
    stranger.call(commission.month, { params: month }),
    stranger.call(commission.people, { params: month }),
    stranger.call(commission.recount, { params: { dealId }, body: {} }),
    stranger.call(commission.ofDeal, { params: { dealId } }),
    stranger.call(inventory.unit, { params: { unitId: unit?.id ?? '' } }),
    stranger.call(inventory.board, { params: { siteId: office.siteId } }),
  ]);
  for (const [index, { code }] of tries.entries())
    expect([index, ['NOT_FOUND', 'NOT_ALLOWED'].includes(code ?? '')]).toEqual([index, true]);
  const lists = await Promise.all([
    stranger.must(deals.list, { query: { siteId: office.siteId } }),
    stranger.must(money.receipts, { query: { siteId: office.siteId } }),
    stranger.must(money.receivables, { query: { siteId: office.siteId } }),
    stranger.must(commission.lines, { query: { siteId: office.siteId } }),
  ]);
  for (const { rows } of lists) expect(rows).toEqual([]);
});

test('somebody from another house cannot be made to answer for a deal', async () => {
  const dealId = await office.inEffect();
  const cover = (staffId: string) =>
    office.manager.call(deals.cover, { params: { dealId }, body: { staffId, reason: '休假' } });
  expect((await cover(signing.other.id)).code).not.toBeNull();
  expect((await office.other.call(deals.get, { params: { dealId } })).code).toBe('NOT_FOUND');
  expect((await cover(office.other.id)).code).toBeNull();
  expect((await office.other.call(deals.get, { params: { dealId } })).code).toBeNull();
});

test('[S0.10.a.8] a refund and a reversal after the day was closed go into the next open day', async () => {
  const dealId = await signing.inEffect();
  const receipt = await pay(signing, dealId, 'deposit', 2_000_000);
  const closeDay = (day: string, cash: number) =>
    signing.finance.must(money.closeDay, {
      params: { siteId: signing.siteId },
      body: { day, counted: { cash, card: 0, cheque: 0 }, explanation: '' },
    });
  const asked = await withdraw(signing.seller, dealId);
  expect(await signing.signAll(asked.body.approval.id)).toBeNull();
  await complete(signing.seller, dealId);
  const { rows } = await signing.finance.must(money.refunds, { query: { siteId: signing.siteId } });
  const refundId = rows.find(({ deal }) => deal.id === dealId)?.id ?? '';
  const give = () =>
    signing.finance.call(money.payRefund, {
      params: { refundId },
      body: { receiptsBack: true, bookSigned: true },
    });
  expect((await give()).code).toBe('REFUND_NOTICE_RUNS');
  await closeDay('2024-03-04', 2_000_000);
  await world.setClock(at('2024-03-05', '10:00'));
  await closeDay('2024-03-05', 0);
  const paid = await give();
  expect(paid.body.receipt).toMatchObject({ businessDay: '2024-03-06', amountFen: -2_000_000 });
  expect((await give()).code).toBe('REFUND_NOT_APPROVED');
  const reverse = (receiptId: string) =>
    signing.finance.call(money.reverse, { params: { receiptId }, body: { reason: '开错' } });
  expect((await reverse(receipt.id)).code).toBe('MONEY_ALREADY_GONE');
  expect((await reverse(paid.body.receipt.id)).code).toBeNull();
  expect(await account(signing, dealId)).toMatchObject({ heldFen: 2_000_000 });
  expect((await give()).code).toBeNull();
});

test('[S0.02.chg.3b] out of breach the clocks run again: the next instalment is demanded on its day', async () => {
  const plan = [
    { name: '首期', dueOn: '2024-03-10', amountFen: 32_000_000 },
    { name: '二期', dueOn: '2024-08-10', amountFen: 40_000_000 },
    { name: '尾款', dueOn: '2024-12-10', amountFen: 28_000_000 },
  ];
  const unitId = await office.room();
  const dealId = await office.contracted({ unitId, paymentMethod: 'instalments', plan });
  await pay(office, dealId, 'deposit', 2_000_000);
  await world.setClock(at('2024-05-11', '00:00'));
  expect((await office.page(dealId)).state).toBe('breached');
  const change = { params: { dealId }, body: { buyers: '某', feeFen: null, reason: '更名' } };
  expect((await office.seller.call(deals.changeName, change)).code).toBe('DEAL_NOT_AT_THIS_STAGE');
  expect((await office.assistant.call(deals.handOver, { params: { dealId }, body: {} })).code).toBe(
    'DEAL_NOT_AT_THIS_STAGE',
  );
  await pay(office, dealId, 'instalment', 30_000_000);
  await office.manager.must(deals.settleBreach, {
    params: { dealId },
    body: { outcome: 'goes_on', reason: '欠款已付' },
  });
  const open = async () =>
    (await office.seller.must(money.demands, { query: {} })).rows.filter(({ deal }) => deal.id === dealId);
  await world.setClock(at('2024-08-10', '23:59'));
  expect(await open()).toEqual([]);
  await world.setClock(at('2024-08-11', '00:00'));
  expect(await open()).toMatchObject([{ amountFen: 40_000_000 }]);
  await world.setClock(at('2024-10-11', '00:00'));
  expect((await office.page(dealId)).state).toBe('breached');
  await office.manager.must(deals.settleBreach, { params: { dealId }, body: { outcome: 'ends', reason: '不再付款' } });
  expect((await unitOf(office, unitId)).state).toBe('available');
  expect(await earned(office, dealId)).toEqual({ 甲: [0, 0] });
});
