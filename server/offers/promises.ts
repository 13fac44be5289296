/** Promises to customers: put on record, decided on where they go beyond the speaker's limits, told, kept. */
import { offers as routes } from '#contract/offers.ts';
import { decidePromise, decideSettle, decideTell } from '#core/offers/index.ts';
import { type Decided, onApproval, requestApproval, withdrawApproval } from '#server/approvals/index.ts';
import { openFile, requireCustomer, siteById, staffById } from '#server/claims/index.ts';
import { personOf, requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { settleDue } from '#server/platform/deadlines.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { invalid } from '#server/platform/refused.ts';
import { requireCovered } from './access.ts';
import { stopWatchingPromise, watchPromise } from './due.ts';
import { rolesOf } from './facts.ts';
import { decided, yuan } from './said.ts';
import { lockOfferRow } from './store.ts';
import * as store from './store-promises.ts';
import { act, announce, record, tellLeader, tellOwner } from './tell.ts';
import { customerNameOf, customerSite } from './views-names.ts';
import { promiseOut } from './views-promises.ts';

const kindNames = {
  gift: { zh: '礼品', en: 'gift' },
  repair: { zh: '维修', en: 'repair' },
  complaint: { zh: '投诉处理', en: 'handling of a complaint' },
  later_payment: { zh: '延期付款', en: 'later payment' },
  other: { zh: '其他', en: 'other' },
} as const;

const subjectOf = ({ id, siteId, customerId, byId }: store.PromiseRow) => ({
  type: 'promise' as const,
  id,
  siteId,
  customerId,
  staffIds: [byId],
});
const aboutOf = ({ siteId, customerId, byId, offerId }: store.PromiseRow) => ({
  siteId,
  customerId,
  ownerId: byId,
  link: offerId ? `/offers/${offerId}` : `/offers/promises?customerId=${customerId}`,
});

const promise = carryOut(routes.promise, async (context, { params, body }) => {
  const { tx, now, actor } = context;
  const customerId = await requireCustomer(context, 'offers.write', params.customerId);
  await openFile(context, customerId);
  const offer = body.offerId === null ? null : await lockOfferRow(tx, body.offerId);
  if (offer && offer.customerId !== customerId)
    throw invalid('offerId', '不是该客户的方案 / not an offer to this customer');
  const siteId = offer?.siteId ?? actor.siteId ?? (await customerSite(tx, customerId));
  if (!siteId) throw invalid('customerId', '客户没有门店 / this customer has no site');
  requireSite(actor, 'offers.write', siteId);
  const speaker = await staffById(tx, personOf(actor));
  const facts = { roles: await rolesOf(context), timeZone: (await siteById(tx, siteId)).timeZone };
  const { kind, valueFen, dueOn } = body;
  const input = { kind, valueFen, dueOn };
  const rules = (await context.rules(siteId)).values;
  const decision = await decided(context, decidePromise(rules, facts, input, now));
  const { state } = decision.outcome;
  const row = {
    id: context.newId(),
    siteId,
    teamId: speaker.teamId,
    customerId,
    offerId: body.offerId,
    byId: speaker.id,
  };
  const about = { type: 'promise' as const, id: row.id, siteId, customerId, staffIds: [speaker.id] };
  const journalId = await record(context, about, 'offers.promise', { input, facts, decision, reason: body.body });
  const made: store.PromiseRow = { ...row, kind, body: body.body, valueFen, dueOn, state, journalId };
  await store.insertPromise(tx, made, now);
  const approval = state === 'pending' ? await ask(context, made, decision.outcome.asked) : null;
  if (state === 'standing') await watchPromise(context, made);
  announce(context, made);
  return { promise: await promiseOut(context, row.id), approval, journalId };
});

async function ask(context: Context, made: store.PromiseRow, asked: number) {
  const customer = await customerNameOf(context.tx, made.customerId);
  const { zh, en } = kindNames[made.kind];
  const magnitude =
    made.kind === 'later_payment' ? { lateDays: asked } : made.valueFen === null ? {} : { amountFen: made.valueFen };
  const requested = await requestApproval(context, {
    matter: 'promise',
    siteId: made.siteId,
    subject: { type: 'promise', id: made.id },
    customerId: made.customerId,
    title: { zh: `对客户承诺：${customer}`, en: `Promise to ${customer}` },
    lines: [
      { zh: '类别', en: 'Kind', value: { zh, en } },
      { zh: '内容', en: 'What', value: made.body },
      ...(made.valueFen === null ? [] : [{ zh: '价值', en: 'Value', value: yuan(made.valueFen) }]),
      { zh: '兑现日期', en: 'Due', value: made.dueOn },
    ],
    reason: made.body,
    magnitude,
    link: aboutOf(made).link,
    payload: { promiseId: made.id },
    applicantId: made.byId,
  });
  await store.setPromiseApproval(context.tx, made.id, requested.approvalId);
  return { id: requested.approvalId, state: requested.state };
}

/** Customer first, then the promise. */
async function requirePromise(context: Context, promiseId: string): Promise<store.PromiseRow> {
  const { customerId } = await store.promiseById(context.tx, promiseId);
  await openFile(context, customerId);
  await settleDue(context, [promiseId]);
  const row = await store.lockPromise(context.tx, promiseId);
  await requireCovered(context, 'offers.write', { ...row, ownerId: row.byId }, '承诺 / promise');
  return row;
}

const tell = carryOut(routes.tellPromise, async (context, { params, body }) => {
  const row = await requirePromise(context, params.promiseId);
  const facts = { state: row.state };
  const decision = await decided(context, decideTell(facts));
  const journalId = await record(context, subjectOf(row), 'offers.tellPromise', { input: {}, facts, decision });
  await store.saveTold(context.tx, row.id, { at: context.now, by: context.actor.staffId, how: body.how });
  announce(context, row);
  return { promise: await promiseOut(context, row.id), journalId };
});

const settle = carryOut(routes.settlePromise, async (context, { params, body }) => {
  const row = await requirePromise(context, params.promiseId);
  const facts = { state: row.state };
  const input = { outcome: body.outcome, note: body.note };
  const decision = await decided(context, decideSettle(facts, input));
  const journalId = await record(context, subjectOf(row), 'offers.settlePromise', {
    ...{ input, facts, decision },
    reason: body.note || null,
  });
  if (row.state === 'pending' || row.state === 'returned')
    await withdrawApproval(context, 'promise', row.id, body.note);
  await stopWatchingPromise(context, row.id);
  const { state } = decision.outcome;
  await store.savePromiseEnd(context.tx, row.id, {
    state,
    at: context.now,
    by: context.actor.staffId,
    note: body.note,
  });
  if (state === 'broken')
    await tellLeader(context, aboutOf(row), { kind: 'offers.promiseBroken', journalId, more: { what: row.body } });
  announce(context, row);
  return { promise: await promiseOut(context, row.id), journalId };
});

const outcomeOf = (state: 'standing' | 'refused' | 'returned') => async (context: Context, approval: Decided) => {
  const row = await store.lockPromise(context.tx, approval.subject.id);
  await store.decidePromiseRow(context.tx, row.id, state, state === 'returned' ? null : context.now);
  const journalId = act(context, subjectOf(row), 'offers.promiseDecided', {
    facts: { state },
    clauses: ['S2.13.a09.10.promise'],
  });
  const made = { ...row, state };
  if (state === 'standing') {
    await watchPromise(context, made);
    await tellOwner(context, aboutOf(made), { kind: 'offers.promiseApproved', journalId, more: { what: row.body } });
  }
  announce(context, made);
};
onApproval('promise', {
  lock: async (context, { subject }) => void (await store.lockPromise(context.tx, subject.id)),
  approved: outcomeOf('standing'),
  refused: (context, approval, how) => outcomeOf(how === 'returned' ? 'returned' : 'refused')(context, approval),
});

export const promiseCommands: readonly Endpoint[] = [promise, tell, settle];
