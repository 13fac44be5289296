/** Collecting what is overdue: notices by the clock, at month's end and by hand; the contact that follows; the line to a breach. */
import { inYuan as yuan } from '#contract/kernel/yuan.ts';
import { money as routes } from '#contract/money.ts';
import { decideBreach, decideContact, decideDemand, decideMissed, type DemandReason } from '#core/money/index.ts';
import { endOfDay, instantAt, localDateOf } from '#core/kernel/instant.ts';
import { maskName } from '#core/customers/index.ts';
import { siteById, tell, tellLevel } from '#server/claims/index.ts';
import { amountInCapitals } from '#core/deals/index.ts';
import { type Deal, nextNumber, requireDeal } from '#server/deals/index.ts';
import { personOf, requireScope, requireSite, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { clearDeadlines, type Deadline, onDeadline, setDeadline } from '#server/platform/deadlines.ts';
import { answer, carryOut, type Endpoint } from '#server/platform/http.ts';
import { accountOf, breachFound, type OpenAccount, openAccount, windUp } from './account.ts';
import { decided } from './said.ts';
import * as demandStore from './store-demands.ts';
import * as store from './store-ledger.ts';
import { accountOut } from './views-account.ts';
import { ageing, demandOut, demands, readDemand, receivables } from './views-demands.ts';
import { houseOf } from './views-ledger.ts';

async function demandFacts(context: Context, { deal, account, timeZone }: OpenAccount) {
  const open = await demandStore.openDemandOf(context.tx, deal.id);
  return {
    rows: await store.duesOf(context.tx, deal.id),
    timeZone,
    waitsUntil: open?.contactBy ?? null,
    complainedFen: account.complainedFen,
  };
}

const payloadOf = (deal: Deal, name: string, amountFen: number) => ({
  link: `/money/deals/${deal.id}`,
  customer: maskName(name),
  amount: yuan(amountFen),
});

/** Issues the notice and gives the consultant the task; returns null when the rule refuses. */
export async function issue(context: Context, open: OpenAccount, reason: DemandReason) {
  const { tx, now } = context;
  const { deal } = open;
  const rules = await context.rules(deal.siteId);
  const facts = await demandFacts(context, open);
  const input = { reason };
  const decision = decideDemand(rules.values.money, facts, input, now);
  if (!decision.accepted) return { decision, demandId: null, journalId: null };
  const { outcome } = decision;
  const id = context.newId();
  const journalId = context.record({
    kind: 'money.demand',
    siteId: deal.siteId,
    subject: { type: 'demand', id },
    customerId: deal.customerId,
    staffIds: [deal.consultantId, context.actor.staffId],
    ...{ rules, input, facts, decision },
  });
  await demandStore.insertDemand(tx, {
    ...{
      id,
      siteId: deal.siteId,
      dealId: deal.id,
      customerId: deal.customerId,
      consultantId: deal.consultantId,
      teamId: deal.teamId,
    },
    ...{ reason, ...outcome, at: now, by: context.actor.staffId, journalId },
    number: await nextNumber(context, 'demand', deal.siteId),
  });
  const { siteId } = deal;
  await setDeadline(tx, {
    kind: 'money.contact',
    subjectId: deal.id,
    siteId,
    dueAt: outcome.contactBy,
    payload: { demandId: id },
  });
  const payload = payloadOf(deal, await store.customerName(tx, deal.customerId), outcome.amountFen);
  await tell(context, [deal.consultantId], {
    kind: 'money.demand',
    payload: { ...payload, link: '/money/dunning' },
    journalId,
  });
  const about = { ownerId: deal.consultantId, siteId };
  await tellLevel(context, about, 'leader', { kind: 'money.demandIssued', payload, journalId });
  context.publish({ topic: 'money', siteId, id: deal.id });
  return { decision, demandId: id, journalId };
}

const issueIfDue = (reason: DemandReason) => async (context: Context, deadline: Deadline) => {
  await issue(context, await openAccount(context, deadline.subjectId), reason);
  await windUp(context, deadline.subjectId); // the next instalment has a clock of its own
};
onDeadline('money.overdue', issueIfDue('overdue'));
onDeadline('money.demandNow', issueIfDue('month_end'));

onDeadline('money.contact', async (context, deadline) => {
  const { tx } = context;
  const { deal } = await openAccount(context, deadline.subjectId);
  const demand = await demandStore.openDemandOf(tx, deal.id);
  if (demand === null) return;
  const facts = { state: demand.state, contactBy: demand.contactBy };
  const decision = decideMissed(facts, context.now);
  if (!decision.accepted) return;
  const journalId = context.record({
    kind: 'money.missContact',
    siteId: deal.siteId,
    subject: { type: 'demand', id: demand.id },
    customerId: deal.customerId,
    staffIds: [demand.consultantId],
    ...{ rules: await context.rules(deal.siteId), input: {}, facts, decision },
  });
  await demandStore.stampMissed(tx, demand.id, context.now);
  const payload = payloadOf(deal, await store.customerName(tx, deal.customerId), demand.amountFen);
  await tell(context, [demand.consultantId], { kind: 'money.contactMissed', payload, journalId });
  await tellLevel(context, { ownerId: demand.consultantId, siteId: deal.siteId }, 'leader', {
    ...{ kind: 'money.contactMissed', payload, journalId },
  });
  context.publish({ topic: 'money', siteId: deal.siteId, id: deal.id });
});

onDeadline('money.breach', async (context, deadline) => {
  const { tx } = context;
  const open = await openAccount(context, deadline.subjectId);
  const { deal, timeZone } = open;
  const rules = await context.rules(deal.siteId);
  const facts = { rows: await store.duesOf(tx, deal.id), timeZone };
  const decision = decideBreach(rules.values.money, facts, context.now);
  if (!decision.accepted) return;
  const journalId = context.record({
    kind: 'money.breach',
    siteId: deal.siteId,
    subject: { type: 'deal', id: deal.id },
    customerId: deal.customerId,
    staffIds: [deal.consultantId],
    ...{ rules, input: {}, facts, decision },
  });
  const payload = payloadOf(deal, await store.customerName(tx, deal.customerId), decision.outcome.amountFen);
  const about = { ownerId: deal.consultantId, siteId: deal.siteId };
  for (const level of ['owner', 'leader', 'manager'] as const)
    await tellLevel(context, about, level, { kind: 'money.breach', payload, journalId });
  await breachFound(context, deal, decision.outcome);
});

// ── month's end ──

/** 09:00 on the last day of the month of `today`. */
function monthEnd(today: string): string {
  const day = Temporal.PlainDate.from(today);
  return day.with({ day: day.daysInMonth }).toString();
}
const OFFICE_OPENS = '09:00';

/** One clock a site, wound up again each month. */
export async function windUpMonth(context: Context, siteId: string, timeZone: string, after: string): Promise<void> {
  const due = (day: string) => instantAt(monthEnd(day), OFFICE_OPENS, timeZone);
  const today = localDateOf(after, timeZone);
  const dueAt = due(today) > after ? due(today) : due(localDateOf(endOfDay(monthEnd(today), timeZone), timeZone));
  await setDeadline(context.tx, { kind: 'money.monthEnd', subjectId: siteId, siteId, dueAt });
}

const DEALS_AT_ONCE = 500; // the rest follows at the next press, or the next month's end

onDeadline('money.monthEnd', async (context, deadline) => {
  const { tx, now } = context;
  const siteId = deadline.subjectId;
  const { timeZone } = await siteById(tx, siteId);
  await windUpMonth(context, siteId, timeZone, now);
  const rules = await context.rules(siteId);
  if (!rules.values.money.monthEndDemands) return;
  for (const { dealId } of await demandStore.overdueDeals(tx, siteId, localDateOf(now, timeZone), now, DEALS_AT_ONCE))
    await setDeadline(tx, { kind: 'money.demandNow', subjectId: dealId, siteId, dueAt: now });
});

// ── by hand ──

const demand = carryOut(routes.demand, async (context, { params }) => {
  const deal = await requireDeal(context, 'money.dun', params.dealId);
  const { decision, demandId, journalId } = await issue(context, await accountOf(context, deal), 'by_hand');
  decided(decision);
  return { demand: await demandOut(context, demandId ?? ''), journalId: journalId ?? '' };
});

const demandAll = carryOut(routes.demandAll, async (context, { params }) => {
  const { tx, now } = context;
  requireSite(context.actor, 'money.dun', params.siteId);
  requireScope(context.actor, 'money.dun', 'site');
  const { timeZone } = await siteById(tx, params.siteId);
  const overdue = await demandStore.overdueDeals(tx, params.siteId, localDateOf(now, timeZone), now, DEALS_AT_ONCE);
  let issued = 0;
  for (const { dealId } of [...overdue].sort((a, b) => (a.dealId < b.dealId ? -1 : 1))) {
    const { demandId } = await issue(context, await openAccount(context, dealId), 'month_end');
    if (demandId !== null) issued += 1;
  }
  return { issued, waiting: overdue.length - issued };
});

const contact = carryOut(routes.contact, async (context, { params, body }) => {
  const { tx, now } = context;
  const dealId = await demandStore.dealOfDemand(tx, params.demandId);
  const deal = await requireDeal(context, 'money.dun', dealId);
  const { timeZone } = await siteById(tx, deal.siteId);
  const one = await demandStore.lockDemand(tx, params.demandId);
  const scope = scopeOf(context.actor, 'money.dun');
  const facts = {
    demand: { state: one.state, consultantId: one.consultantId, contactBy: one.contactBy },
    by: { id: personOf(context.actor), leads: scope !== 'self' },
    today: localDateOf(now, timeZone),
  };
  const { commandId: _id, ...input } = body;
  const decision = decided(decideContact(facts, input, now));
  const { inTime, reportUp } = decision.outcome;
  const journalId = context.record({
    kind: 'money.contact',
    siteId: deal.siteId,
    subject: { type: 'demand', id: one.id },
    customerId: deal.customerId,
    staffIds: [one.consultantId, context.actor.staffId],
    ...{ rules: await context.rules(deal.siteId), input, facts, decision },
  });
  await demandStore.saveContact(tx, one.id, {
    ...{ id: context.newId(), dealId, by: personOf(context.actor), at: now, ...input, inTime, journalId },
  });
  await clearDeadlines(tx, [dealId], ['money.contact'], now);
  if (reportUp) {
    const payload = {
      ...payloadOf(deal, await store.customerName(tx, deal.customerId), one.amountFen),
      by: context.actor.name,
    };
    const about = { ownerId: one.consultantId, siteId: deal.siteId };
    await tellLevel(context, about, 'leader', { kind: 'money.customerDisagrees', payload, journalId });
  }
  context.publish({ topic: 'money', siteId: deal.siteId, id: dealId });
  return { demand: await demandOut(context, one.id), journalId };
});

export const dunningEndpoints: readonly Endpoint[] = [
  demand,
  demandAll,
  contact,
  answer(routes.demands, (context, { query }) => demands(context, query)),
  answer(routes.demandLetter, async (context, { params }) => {
    const one = await readDemand(context, params.demandId);
    const { dues, breachAt, siteId } = await accountOut(context, one.deal.id);
    return {
      demand: one,
      ...(await houseOf(context, siteId)),
      capitals: amountInCapitals(one.amountFen),
      dues,
      breachAt,
    };
  }),
  answer(routes.receivables, (context, { query }) => receivables(context, query)),
  answer(routes.ageing, (context, { query }) => ageing(context, query)),
];
