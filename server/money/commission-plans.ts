/** What a month is measured and paid by: targets, the sales policy of the month; and rewards for introductions. */
import { inYuan as yuan } from '#contract/kernel/yuan.ts';
import { commission as routes } from '#contract/commission.ts';
import { accept } from '#core/kernel/decision.ts';
import { decidePlan, type Month } from '#core/money/index.ts';
import { onApproval, openApprovalOf, requestApproval } from '#server/approvals/index.ts';
import { requireScope, requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { invalid } from '#server/platform/refused.ts';
import { decided, refused } from './commission-said.ts';
import { giveReferral, shareBook } from './store-commission.ts';
import * as store from './store-plans.ts';

async function planned(context: Context, siteId: string, month: Month, input: object): Promise<string> {
  requireSite(context.actor, 'money.settle', siteId);
  const closedUntil = await shareBook(context.tx, siteId);
  const facts = { month, isClosed: closedUntil !== null && month <= closedUntil };
  const decision = decided(decidePlan(facts));
  return context.record({
    kind: 'money.setPlan',
    siteId,
    subject: { type: 'commission_month', id: siteId },
    staffIds: [context.actor.staffId],
    rules: await context.rules(siteId),
    input,
    facts,
    decision,
  });
}

const setTargets = carryOut(routes.setTargets, async (context, { body }) => {
  const { siteId, month, targets } = body;
  const journalId = await planned(context, siteId, month, { targets });
  await store.requireStaff(
    context.tx,
    targets.flatMap(({ staffId }) => (staffId === null ? [] : [staffId])),
  );
  await store.saveTargets(context, { siteId, month, targets, journalId });
  context.publish({ topic: 'commission', siteId });
  return { journalId };
});

const kindWords = { room: '房源', vehicle: '车辆', membership: '会籍', stock: '商品' } as const;

const setPolicies = carryOut(routes.setPolicies, async (context, { body }) => {
  const { tx } = context;
  const { siteId, month, policies } = body;
  const names = policies.map(({ unitKind, product }) => `${unitKind}|${product}`);
  if (new Set(names).size < names.length) throw invalid('policies', '同一型号只能有一行 / one line a product');
  const journalId = await planned(context, siteId, month, { policies });
  if (await store.isPolicyPending(tx, siteId, month)) throw refused('POLICY_PENDING', { month });
  const sentBack = await store.lastRefusedPolicies(tx, siteId, month);
  const isReturned = sentBack !== null && (await openApprovalOf(tx, 'sales_plan', sentBack))?.state === 'returned';
  const batchId = isReturned ? sentBack : context.newId(); // another round of the same approval
  await store.insertPolicies(context, { batchId, siteId, month, policies, journalId });
  const { approvalId, state } = await requestApproval(context, {
    matter: 'sales_plan',
    siteId,
    subject: { type: 'commission_policy', id: batchId },
    title: { zh: `${month} 销售政策（提成）`, en: `Sales policy of ${month} (commission)` },
    lines: policies.slice(0, 60).map(({ unitKind, product, amountFen }) => ({
      zh: `${kindWords[unitKind]} ${product === '' ? '全部' : product}（元/笔）`,
      en: `${unitKind} ${product === '' ? 'all' : product} (yuan a deal)`,
      value: yuan(amountFen),
    })),
    link: `/pay/plans?month=${month}`,
    payload: { month },
  });
  context.publish({ topic: 'commission', siteId });
  return { approvalId, state, journalId };
});

async function policiesDecided(
  context: Context,
  approval: {
    readonly subject: { readonly type: string; readonly id: string };
    readonly siteId: string;
    readonly journalId: string;
  },
  to: 'approved' | 'refused',
): Promise<void> {
  if (approval.subject.type !== 'commission_policy') return; // plans filed by hand
  await store.decidePolicies(context.tx, approval.subject.id, to);
  context.record({
    kind: 'money.approvePolicy',
    siteId: approval.siteId,
    subject: { type: 'commission_month', id: approval.siteId },
    input: {},
    facts: { approval: approval.journalId, batch: approval.subject.id },
    decision: accept({ state: to }, ['S0.08.a.5', 'S2.15.c1.05']),
  });
  context.publish({ topic: 'commission', siteId: approval.siteId });
}
onApproval('sales_plan', {
  approved: (context, approval) => policiesDecided(context, approval, 'approved'),
  refused: (context, approval) => policiesDecided(context, approval, 'refused'),
});

const give = carryOut(routes.giveReferral, async (context, { params }) => {
  requireScope(context.actor, 'money.pay');
  const reward = await store.referralById(context.tx, params.rewardId);
  if ((await giveReferral(context, params.rewardId)) === 0) throw refused('NO_REFERRAL');
  const journalId = context.record({
    kind: 'money.payReferral',
    siteId: reward.siteId,
    subject: { type: 'deal', id: reward.dealId },
    customerId: reward.customerId,
    staffIds: [context.actor.staffId],
    input: {},
    facts: { rewardId: params.rewardId, amountFen: reward.amountFen },
    decision: accept({ amountFen: reward.amountFen }, ['S0.08.e.8']),
  });
  context.publish({ topic: 'commission', siteId: reward.siteId });
  return { journalId };
});

export const planCommands: readonly Endpoint[] = [setTargets, setPolicies, give];
