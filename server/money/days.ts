/** Closing the day and the month, and taking the cash to the bank. */
import { inYuan as yuan } from '#contract/kernel/yuan.ts';
import { money as routes } from '#contract/money.ts';
import { accept } from '#core/kernel/decision.ts';
import { endOfDay, localDateOf } from '#core/kernel/instant.ts';
import { countedMethods, decideCloseBooks, decideCloseDay } from '#core/money/index.ts';
import { onApproval, requestApproval } from '#server/approvals/index.ts';
import { siteById, tell } from '#server/claims/index.ts';
import { personOf, requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { onDeadline, setDeadline } from '#server/platform/deadlines.ts';
import { answer, carryOut, type Endpoint } from '#server/platform/http.ts';
import { decided } from './said.ts';
import * as days from './store-days.ts';
import { cashiersOf } from './store-demands.ts';
import { holdTill, stampBanked } from './store-ledger.ts';
import { closes, dayOut, monthFacts, months } from './views-days.ts';

const words: Readonly<Record<string, { zh: string; en: string }>> = {
  cash: { zh: '现金', en: 'Cash' },
  card: { zh: '刷卡', en: 'Card' },
  cheque: { zh: '支票', en: 'Cheque' },
};

const closeDay = carryOut(routes.closeDay, async (context, { params: { siteId }, body }) => {
  const { tx, now } = context;
  requireSite(context.actor, 'money.close', siteId);
  const { timeZone } = await siteById(tx, siteId);
  const closedThrough = await holdTill(tx, siteId, 'close');
  const sums = await days.sumsOf(tx, siteId, body.day);
  const facts = {
    day: body.day,
    today: localDateOf(now, timeZone),
    closedThrough,
    openBefore: await days.openDayBefore(tx, siteId, closedThrough, body.day),
    booked: sums.booked,
  };
  const input = { counted: body.counted, explanation: body.explanation };
  const decision = decided(decideCloseDay(facts, input));
  const { state, difference, differenceFen } = decision.outcome;
  const id = context.newId();
  const journalId = context.record({
    kind: 'money.closeDay',
    siteId,
    subject: { type: 'day_close', id },
    staffIds: [context.actor.staffId],
    ...{ rules: await context.rules(siteId), input, facts, decision },
  });
  await days.insertClose(tx, {
    ...{ id, siteId, day: body.day, state, sums, counted: body.counted, differenceFen, explanation: body.explanation },
    ...{ by: personOf(context.actor), at: now, journalId },
  });
  await days.shut(tx, siteId, body.day);
  if (state === 'pending')
    await requestApproval(context, {
      matter: 'day_difference',
      siteId,
      subject: { type: 'day_close', id },
      title: {
        zh: `${body.day} 日结差异 ${yuan(differenceFen)} 元`,
        en: `${body.day}: books and drawer differ by ${yuan(differenceFen)} yuan`,
      },
      lines: countedMethods.flatMap((method) => [
        { zh: `${words[method]?.zh} 账面`, en: `${words[method]?.en}, booked`, value: yuan(sums.booked[method]) },
        { zh: `${words[method]?.zh} 实点`, en: `${words[method]?.en}, counted`, value: yuan(body.counted[method]) },
        { zh: `${words[method]?.zh} 差异`, en: `${words[method]?.en}, difference`, value: yuan(difference[method]) },
      ]),
      reason: body.explanation,
      magnitude: { amountFen: Math.abs(differenceFen) },
      link: `/money/day?day=${body.day}`,
      payload: { closeId: id },
    });
  context.publish({ topic: 'money', siteId });
  return { day: await dayOut(context, siteId, body.day), journalId };
});

/** The difference is accepted: the day is closed as it was counted. Not accepted: it is open again, and counted again. */
async function answered(context: Context, closeId: string, how: 'closed' | 'returned'): Promise<void> {
  const { tx, now } = context;
  const close = await days.closeById(tx, closeId);
  if (close === null || close.state !== 'pending') return;
  await holdTill(tx, close.siteId, 'close');
  await days.settleClose(tx, closeId, how, now);
  if (how === 'returned') await days.shut(tx, close.siteId, await days.closedBefore(tx, close.siteId, close.day));
  const journalId = context.record({
    kind: how === 'closed' ? 'money.dayApproved' : 'money.dayReturned',
    siteId: close.siteId,
    subject: { type: 'day_close', id: closeId },
    staffIds: [close.closedBy],
    input: {},
    facts: { day: close.day },
    decision: accept({ state: how }, ['S0.10.a.8']),
  });
  const payload = { link: `/money/day?day=${close.day}`, day: close.day };
  const kind = how === 'closed' ? 'money.dayAccepted' : 'money.dayReturned';
  await tell(context, [close.closedBy], { kind, payload, journalId });
  context.publish({ topic: 'money', siteId: close.siteId });
}
onApproval('day_difference', {
  approved: (context, { subject }) => answered(context, subject.id, 'closed'),
  refused: (context, { subject }) => answered(context, subject.id, 'returned'),
});

const closeMonth = carryOut(routes.closeMonth, async (context, { params: { siteId }, body }) => {
  const { tx, now } = context;
  requireSite(context.actor, 'money.close', siteId);
  await holdTill(tx, siteId, 'close');
  const facts = await monthFacts(context, siteId, body.month);
  const decision = decided(decideCloseBooks(facts));
  const id = context.newId();
  const journalId = context.record({
    kind: 'money.closeBooks',
    siteId,
    subject: { type: 'month_close', id },
    staffIds: [context.actor.staffId],
    ...{ rules: await context.rules(siteId), input: {}, facts, decision },
  });
  await days.insertMonth(tx, { id, siteId, month: body.month, by: personOf(context.actor), at: now, journalId });
  context.publish({ topic: 'money', siteId });
  const { rows } = await months(context, siteId);
  const month = rows.find((row) => row.month === body.month) ?? emptyMonth(body.month, now, journalId);
  return { month, journalId };
});
const emptyMonth = (month: string, closedAt: string, journalId: string) => ({
  ...{ month, state: 'closed' as const, entries: 0, receivedFen: 0, paidOutFen: 0, closedAt, journalId },
  whyNot: { close: null },
});

// ── cash goes to the bank the same day (S0.10.a.10) ──

const bankCash = carryOut(routes.bankCash, async (context, { params: { siteId }, body }) => {
  requireSite(context.actor, 'money.receive', siteId);
  await siteById(context.tx, siteId);
  const banked = await stampBanked(context.tx, siteId, body.day, context.now);
  const amountFen = banked.reduce((sum, one) => sum + one.amountFen, 0);
  const journalId = context.record({
    kind: 'money.bank',
    siteId,
    subject: { type: 'site', id: siteId },
    staffIds: [context.actor.staffId],
    input: { day: body.day },
    facts: { entries: banked.length },
    decision: accept({ amountFen, entries: banked.length }, ['S0.10.a.10']),
  });
  context.publish({ topic: 'money', siteId });
  return { entries: banked.length, amountFen, journalId };
});

/** Cash was taken: at the end of the day somebody looks whether it has gone to the bank. */
export async function watchCash(context: Context, siteId: string, day: string, timeZone: string): Promise<void> {
  const rules = await context.rules(siteId);
  if (!rules.values.money.bankSameDay) return;
  const dueAt = endOfDay(day, timeZone);
  if (dueAt > context.now)
    await setDeadline(context.tx, { kind: 'money.bankCash', subjectId: siteId, siteId, dueAt, payload: { day } });
}
onDeadline('money.bankCash', async (context, deadline) => {
  const siteId = deadline.subjectId;
  const { unbankedFen } = await dayOut(context, siteId, String(deadline.payload.day));
  if (unbankedFen <= 0) return;
  const payload = { link: '/money/day', day: String(deadline.payload.day), amount: yuan(unbankedFen) };
  await tell(context, await cashiersOf(context.tx, siteId), { kind: 'money.cashNotBanked', payload });
  context.publish({ topic: 'money', siteId });
});

export const dayEndpoints: readonly Endpoint[] = [
  closeDay,
  closeMonth,
  bankCash,
  answer(routes.day, (context, { params, query }) => {
    requireSite(context.actor, 'money.read', params.siteId);
    return dayOut(context, params.siteId, query.day);
  }),
  answer(routes.closes, (context, { params, query }) => closes(context, params.siteId, query)),
  answer(routes.months, (context, { params }) => months(context, params.siteId)),
];
