/** Giving money back: asked for, approved, paid after notice, against the papers. */
import { inYuan as yuan } from '#contract/kernel/yuan.ts';
import { money as routes } from '#contract/money.ts';
import { accept } from '#core/kernel/decision.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import { decidePayRefund, decideRequestRefund, fittingRefunds, payableFrom, standingOf } from '#core/money/index.ts';
import { onApproval, requestApproval, withdrawApproval } from '#server/approvals/index.ts';
import { siteById, tell } from '#server/claims/index.ts';
import { type Deal, type DealEvent, lockDeal, nextNumber, requireDeal } from '#server/deals/index.ts';
import { personOf, requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { answer, carryOut, type Endpoint } from '#server/platform/http.ts';
import { accountOf, openAccount, tillOf, workOut } from './account.ts';
import { decided, refusedAs } from './said.ts';
import { cashiersOf } from './store-demands.ts';
import { customerName, insertReceipt, stampSlip } from './store-ledger.ts';
import * as store from './store-refunds.ts';
import { openFacts } from './views-account.ts';
import { receiptOut } from './views-ledger.ts';
import { refundOut, refunds } from './views-refunds.ts';

const ask = carryOut(routes.requestRefund, async (context, { params, body }) => {
  const { tx, now } = context;
  const deal = await requireDeal(context, 'deals.open', params.dealId);
  const { timeZone } = await accountOf(context, deal);
  const rules = await context.rules(deal.siteId);
  const facts = (await openFacts(context, deal, timeZone)).refund;
  const input = { amountFen: body.amountFen, method: body.method, reason: body.reason };
  const decision = decided(decideRequestRefund(rules.values.deals, facts, input, now));
  const id = context.newId();
  const journalId = context.record({
    kind: 'money.requestRefund',
    siteId: deal.siteId,
    subject: { type: 'refund', id },
    customerId: deal.customerId,
    staffIds: [deal.consultantId, context.actor.staffId],
    ...{ rules, input, facts, decision, reason: body.reason },
  });
  await store.insertRefund(tx, {
    ...{
      id,
      dealId: deal.id,
      siteId: deal.siteId,
      customerId: deal.customerId,
      ...input,
      state: 'requested',
      payableFrom: null,
    },
    ...{ askedBy: personOf(context.actor), at: now, journalId },
  });
  const customer = await customerName(tx, deal.customerId);
  await requestApproval(context, {
    matter: 'refund',
    siteId: deal.siteId,
    subject: { type: 'refund', id },
    customerId: deal.customerId,
    title: {
      zh: `退款 ${yuan(body.amountFen)} 元：${customer}`,
      en: `Refund of ${yuan(body.amountFen)} yuan: ${customer}`,
    },
    lines: [
      { zh: '成交', en: 'Deal', value: deal.number ?? '' },
      { zh: '成交价', en: 'Price', value: yuan(deal.priceFen) },
      { zh: '已收', en: 'In hand', value: yuan(standingOf(facts.lines, false).heldFen) },
      { zh: '退款', en: 'Goes back', value: yuan(body.amountFen) },
    ],
    reason: body.reason,
    magnitude: { amountFen: body.amountFen },
    link: `/money/deals/${deal.id}`,
    payload: { refundId: id },
    parties: [deal.consultantId],
  });
  context.publish({ topic: 'money', siteId: deal.siteId, id: deal.id });
  return { refund: await refundOut(context, id), journalId };
});

async function tellCashiers(context: Context, refund: store.Refund, from: string, journalId: string): Promise<void> {
  const payload = { link: '/money/refunds', amount: yuan(refund.amountFen), from };
  await tell(context, await cashiersOf(context.tx, refund.siteId), { kind: 'money.refundDue', payload, journalId });
  context.publish({ topic: 'money', siteId: refund.siteId, id: refund.dealId });
}

onApproval('refund', {
  lock: async (context, { subject }) =>
    void (await openAccount(context, await store.dealOfRefund(context.tx, subject.id))),
  approved: async (context, { subject }) => {
    const { tx, now } = context;
    const refund = await store.lockRefund(tx, subject.id);
    if (refund.state !== 'requested') return;
    const { timeZone } = await siteById(tx, refund.siteId);
    const rules = await context.rules(refund.siteId);
    const from = payableFrom(rules.values.deals, refund.method, now, timeZone);
    await store.approveRefund(tx, refund.id, from);
    const journalId = context.record({
      kind: 'money.refundApproved',
      siteId: refund.siteId,
      subject: { type: 'refund', id: refund.id },
      customerId: refund.customerId,
      staffIds: [refund.askedBy],
      input: {},
      facts: { amountFen: refund.amountFen, method: refund.method },
      decision: accept({ payableFrom: from }, ['S1.18.s6', 'S1.18.s6b']),
    });
    await tellCashiers(context, refund, from, journalId);
  },
  refused: async (context, { subject }, how) =>
    void (await drop(context, await store.lockRefund(context.tx, subject.id), how)),
});

async function drop(context: Context, refund: store.Refund, why: string): Promise<string> {
  await store.dropRefund(context.tx, refund.id, why);
  const journalId = context.record({
    kind: 'money.refundDropped',
    siteId: refund.siteId,
    subject: { type: 'refund', id: refund.id },
    customerId: refund.customerId,
    staffIds: [refund.askedBy, context.actor.staffId],
    input: {},
    facts: { amountFen: refund.amountFen },
    decision: accept({ why }, ['S1.18.s6']),
  });
  context.publish({ topic: 'money', siteId: refund.siteId, id: refund.dealId });
  return journalId;
}

/**
 * Money was taken back that a refund had been promised from: what is due comes down to what is in hand, what is still being approved is
 * asked for anew, and those concerned hear of it.
 */
export async function fitRefunds(context: Context, dealId: string): Promise<void> {
  const { tx } = context;
  const { deal, lines } = await openAccount(context, dealId);
  const promised = await store.lockPromised(tx, dealId);
  for (const { id, fromFen, toFen } of fittingRefunds(promised, standingOf(lines, false).heldFen)) {
    const refund = promised.find((one) => one.id === id);
    if (!refund) continue;
    const why = { zh: '在手款项减少', en: 'less money is in hand' };
    const dropped = refund.state === 'requested' || toFen === 0;
    if (refund.state === 'requested') await withdrawApproval(context, 'refund', id, `${why.zh} / ${why.en}`);
    const journalId = dropped
      ? await drop(context, refund, `${why.zh} / ${why.en}`)
      : context.record({
          kind: 'money.refundShrunk',
          siteId: refund.siteId,
          subject: { type: 'refund', id },
          customerId: refund.customerId,
          staffIds: [deal.consultantId, refund.askedBy, context.actor.staffId],
          input: {},
          facts: { dealId },
          decision: accept({ fromFen, toFen }, ['S1.18.s6']),
        });
    if (!dropped) await store.shrinkRefund(tx, id, toFen);
    const payload = { link: `/money/deals/${dealId}`, from: yuan(fromFen), to: yuan(dropped ? 0 : toFen) };
    const to = [...(await cashiersOf(tx, refund.siteId)), deal.consultantId, refund.askedBy].filter(
      (one) => one !== null,
    );
    await tell(context, [...new Set(to)], { kind: 'money.refundShrunk', payload, journalId });
    context.publish({ topic: 'money', siteId: refund.siteId, id: dealId });
  }
}

/** A deal that ended gives back what was paid; its withdrawal was consented to, so finance hears of it at once. */
export async function refundOf(context: Context, event: DealEvent): Promise<void> {
  const { deal, refund } = event;
  const { lines, timeZone } = await accountOf(context, deal);
  const { heldFen, slipsOutFen } = standingOf(lines, true);
  // The slips came back with the other papers, so what they stand for goes back too.
  const promised = await store.promisedFen(context.tx, deal.id); // asked for before, as what was beyond the price
  const amountFen = Math.min(heldFen, (refund?.amountFen ?? heldFen) + slipsOutFen) - promised;
  if (amountFen <= 0) return;
  const id = context.newId();
  const from = refund?.notBefore ?? localDateOf(context.now, timeZone);
  const journalId = context.record({
    kind: 'money.refundApproved',
    siteId: deal.siteId,
    subject: { type: 'refund', id },
    customerId: deal.customerId,
    staffIds: [deal.consultantId],
    input: {},
    facts: { amountFen, dealId: deal.id },
    decision: accept({ payableFrom: from }, ['S1.18.s6', 'S1.18.s6b']),
  });
  const row: store.Refund = {
    ...{
      id,
      dealId: deal.id,
      siteId: deal.siteId,
      customerId: deal.customerId,
      amountFen,
      method: refund?.method ?? 'cash',
    },
    ...{
      reason: deal.withdrawal?.reason ?? '',
      state: 'due',
      payableFrom: from,
      askedBy: deal.withdrawal?.askedBy ?? null,
    },
  };
  await store.insertRefund(context.tx, { ...row, at: context.now, journalId });
  await tellCashiers(context, row, from, journalId);
}

/** A remittance that arrives after the deal has ended was never part of it: it goes back like the rest, and finance hears of it. */
export async function refundLate(context: Context, deal: Deal, amountFen: number, journalId: string): Promise<void> {
  const { timeZone } = await accountOf(context, deal);
  const rules = await context.rules(deal.siteId);
  const from = payableFrom(rules.values.deals, 'wire', context.now, timeZone);
  const row: store.Refund = {
    ...{ id: context.newId(), dealId: deal.id, siteId: deal.siteId, customerId: deal.customerId, amountFen },
    ...{ method: 'wire', reason: deal.withdrawal?.reason ?? '', state: 'due', payableFrom: from },
    askedBy: deal.withdrawal?.askedBy ?? null,
  };
  await store.insertRefund(context.tx, { ...row, at: context.now, journalId });
  await tellCashiers(context, row, from, journalId);
}

const pay = carryOut(routes.payRefund, async (context, { params, body }) => {
  const { tx, now } = context;
  const open = await openAccount(context, await store.dealOfRefund(tx, params.refundId));
  const { deal, lines, timeZone } = open;
  requireSite(context.actor, 'money.refund', deal.siteId);
  if (context.actor.staffId === deal.consultantId) throw refusedAs('COLLECTOR_IS_SELLER');
  const refund = await store.lockRefund(tx, params.refundId);
  const facts = {
    refund: { state: refund.state, amountFen: refund.amountFen, payableFrom: refund.payableFrom },
    lines,
    till: await tillOf(context, deal.siteId, timeZone, 'write'),
  };
  const input = { receiptsBack: body.receiptsBack, bookSigned: body.bookSigned };
  const decision = decided(decidePayRefund(facts, input));
  const receiptId = context.newId();
  const journalId = context.record({
    kind: 'money.payRefund',
    siteId: deal.siteId,
    subject: { type: 'refund', id: refund.id },
    customerId: deal.customerId,
    staffIds: [deal.consultantId, refund.askedBy, context.actor.staffId],
    ...{ rules: await context.rules(deal.siteId), input, facts, decision },
  });
  const slipsOut = lines.filter((line) => line.kind === 'deposit' && line.slipReturnedAt === null).map(({ id }) => id);
  await stampSlip(tx, slipsOut, now);
  await insertReceipt(tx, {
    ...{
      id: receiptId,
      siteId: deal.siteId,
      dealId: deal.id,
      customerId: deal.customerId,
      sellerId: deal.consultantId,
    },
    ...{ kind: 'refund', amountFen: -decision.outcome.amountFen, method: refund.method, at: now, clearedAt: now },
    ...{
      businessDay: decision.outcome.businessDay,
      by: context.actor.staffId,
      bankRef: body.bankRef,
      note: refund.reason,
    },
    ...{ refundId: refund.id, journalId, number: await nextNumber(context, 'refund', deal.siteId) },
  });
  await store.payRefund(tx, refund.id, receiptId, personOf(context.actor), now);
  await workOut(context, deal.id, { journalId });
  const payload = { link: `/money/deals/${deal.id}`, amount: yuan(refund.amountFen) };
  await tell(context, [deal.consultantId], { kind: 'money.refunded', payload, journalId });
  return { refund: await refundOut(context, refund.id), receipt: await receiptOut(context, receiptId), journalId };
});

const dropIt = carryOut(routes.dropRefund, async (context, { params, body }) => {
  const deal = await lockDeal(context, await store.dealOfRefund(context.tx, params.refundId));
  requireSite(context.actor, 'money.refund', deal.siteId);
  const refund = await store.lockRefund(context.tx, params.refundId);
  if (refund.state === 'paid' || refund.state === 'dropped') throw refusedAs('REFUND_NOT_APPROVED');
  if (refund.state === 'requested') await withdrawApproval(context, 'refund', refund.id, body.reason);
  const journalId = await drop(context, refund, body.reason);
  return { refund: await refundOut(context, refund.id), journalId };
});

export const refundEndpoints: readonly Endpoint[] = [
  ask,
  pay,
  dropIt,
  answer(routes.refunds, (context, { query }) => refunds(context, query)),
];
