/** Policies of customers: put forward with all four parts, approved, in force between two days, ended. */
import { offers as routes } from '#contract/offers.ts';
import { decidePolicy, decidePolicyApproved } from '#core/offers/index.ts';
import { type Decided, onApproval, requestApproval } from '#server/approvals/index.ts';
import { openFile, requireCustomer, siteById } from '#server/claims/index.ts';
import { requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { invalid, notFound } from '#server/platform/refused.ts';
import { decided, refuseWith } from './said.ts';
import * as store from './store-promises.ts';
import { act, announce, record, tellOwner } from './tell.ts';
import { customerNameOf, customerSite } from './views-names.ts';
import { policyOut } from './views-promises.ts';

const OURS = 'customer_policy';
const subjectOf = ({ id, siteId, customerId, askedBy }: store.PolicyRow) => ({
  type: 'customer_policy' as const,
  id,
  siteId,
  customerId,
  staffIds: [askedBy],
});

const put = carryOut(routes.policy, async (context, { params, body }) => {
  const { tx, now, actor } = context;
  const customerId = await requireCustomer(context, 'offers.policies', params.customerId);
  await openFile(context, customerId);
  const siteId = (await customerSite(tx, customerId)) ?? actor.siteId;
  if (!siteId) throw invalid('customerId', '客户没有门店 / this customer has no site');
  requireSite(actor, 'offers.policies', siteId);
  const before = await store.policiesOf(tx, customerId);
  const { timeZone } = await siteById(tx, siteId);
  const facts = { timeZone, hasPending: before.some(({ state }) => state === 'pending') };
  const { price, discountPercent, settlement, service, other, validFrom, validUntil } = body;
  const input = { price, discountPercent, settlement, service, other, validFrom, validUntil };
  const decision = await decided(context, decidePolicy(facts, input, now));
  const id = before.find(({ state }) => state === 'returned')?.id ?? context.newId();
  const about = { type: 'customer_policy' as const, id, siteId, customerId, staffIds: [actor.staffId] };
  const journalId = await record(context, about, 'offers.policy', { input, facts, decision });
  const row = { id, siteId, customerId, ...input, state: decision.outcome.state, askedAt: now, askedBy: actor.staffId };
  await store.putPolicy(tx, { ...row, journalId });
  const customer = await customerNameOf(tx, customerId);
  const asked = await requestApproval(context, {
    matter: 'policy',
    siteId,
    subject: { type: OURS, id },
    customerId,
    title: { zh: `客户政策：${customer}`, en: `Customer policy: ${customer}` },
    lines: [
      { zh: '价格', en: 'Price', value: price },
      { zh: '低于表价', en: 'Below list', value: `${discountPercent}%` },
      { zh: '结算方式', en: 'Settlement', value: settlement },
      { zh: '服务', en: 'Service', value: service },
      { zh: '其他待遇', en: 'Other treatment', value: other },
      { zh: '有效期', en: 'Valid', value: `${validFrom} – ${validUntil}` },
    ],
    magnitude: { discountPercent },
    link: `/customers/${customerId}`,
    payload: { policyId: id },
  });
  await store.setPolicyApproval(tx, id, asked.approvalId);
  announce(context, { siteId, id });
  return {
    policy: await policyOut(context, id),
    approval: { id: asked.approvalId, state: asked.state },
    journalId,
  };
});

const end = carryOut(routes.endPolicy, async (context, { params, body }) => {
  const { tx, now } = context;
  const seen = await store.policyOrNone(tx, params.policyId);
  if (!seen) throw notFound('客户政策 / customer policy');
  await openFile(context, seen.customerId);
  const row = await store.lockPolicy(tx, params.policyId);
  requireSite(context.actor, 'offers.policies', row.siteId);
  if (row.state !== 'approved') throw await refuseWith(context, 'POLICY_STATE', { state: row.state });
  await store.endPolicyRow(tx, row.id, now, body.reason);
  const given = { facts: { state: 'ended' }, clauses: ['S3.01.p.content'], reason: body.reason };
  const journalId = act(context, subjectOf(row), 'offers.policyEnds', given);
  announce(context, row);
  return { policy: await policyOut(context, row.id), journalId };
});

/** A policy of the house itself, filed by hand, is put to the same people and is nothing of ours. */
const ours = (approval: Pick<Decided, 'subject'>): boolean => approval.subject.type === OURS;

onApproval('policy', {
  lock: async (context, approval) => {
    if (ours(approval)) await store.lockPolicy(context.tx, approval.subject.id);
  },
  approved: async (context, approval) => {
    if (!ours(approval)) return;
    const row = await store.lockPolicy(context.tx, approval.subject.id);
    const { timeZone } = await siteById(context.tx, row.siteId);
    const facts = { state: row.state, validUntil: row.validUntil, timeZone };
    const decision = await decided(context, decidePolicyApproved(facts, context.now));
    const journalId = await record(context, subjectOf(row), 'offers.policyApproved', { input: {}, facts, decision });
    await store.setPolicyState(context.tx, row.id, 'approved', context.now);
    await tellAsker(context, row, journalId);
    announce(context, row);
  },
  refused: async (context, approval, how) => {
    if (!ours(approval)) return;
    const row = await store.lockPolicy(context.tx, approval.subject.id);
    const state = how === 'returned' ? 'returned' : 'refused';
    await store.setPolicyState(context.tx, row.id, state, state === 'returned' ? null : context.now);
    announce(context, row);
  },
});

async function tellAsker(context: Context, row: store.PolicyRow, journalId: string): Promise<void> {
  if (row.askedBy === null) return;
  const about = {
    siteId: row.siteId,
    customerId: row.customerId,
    ownerId: row.askedBy,
    link: `/customers/${row.customerId}`,
  };
  await tellOwner(context, about, { kind: 'offers.policyApproved', journalId });
}

export const policyCommands: readonly Endpoint[] = [put, end];
