/** Promises beyond the list: a discount, a later signing, another way to pay. Nothing is agreed before a superior has. */
import { deals as routes } from '#contract/deals.ts';
import type { Deal } from '#core/deals/index.ts';
import { daysBetween, localDateOf } from '#core/kernel/instant.ts';
import { type Decided, onApproval, requestApproval } from '#server/approvals/index.ts';
import { siteById } from '#server/claims/index.ts';
import { unitById } from '#server/inventory/index.ts';
import type { Context } from '#server/platform/context.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { invalid } from '#server/platform/refused.ts';
import { requireDeal } from './access.ts';
import { handled, notAtThisStage, percentOf, watchContract } from './common.ts';
import { act } from './recording.ts';
import { yuan } from './said.ts';
import { lockDealRow, saveDeal } from './store.ts';
import * as parts from './store-parts.ts';
import { announce } from './tell.ts';
import { namesOf } from './views-names.ts';
import { dealLines, line, titleOf } from './words.ts';

const askTerms = carryOut(routes.askTerms, async (context, { params, body }) => {
  const { tx, now } = context;
  const deal = await requireDeal(context, 'deals.open', params.dealId);
  if (deal.state === 'handed_over' || deal.state === 'cancelled') throw notAtThisStage(deal);
  if (body.kind === 'discount' && body.priceFen === null)
    throw invalid('priceFen', '请填写申请价 / the price asked for');
  if (body.kind === 'later_signing' && body.untilOn === null) throw invalid('untilOn', '请填写日期 / the day');
  const id = context.newId();
  const { kind, priceFen, untilOn } = body;
  const journalId = act(context, deal, 'deals.askTerms', {
    facts: { termsId: id, kind, priceFen, untilOn },
    clauses: ['S4.01.a24.escalate', 'S1.18.a0'],
    reason: body.body,
  });
  await parts.insertTerms(tx, {
    id,
    dealId: deal.id,
    kind,
    body: body.body,
    priceFen,
    untilOn,
    at: now,
    by: context.actor.staffId,
    journalId,
  });
  const unit = deal.unitId === null ? null : await unitById(tx, deal.unitId);
  const names = await namesOf(tx, deal);
  const list = unit?.listPriceFen ?? deal.listPriceFen;
  const below = priceFen !== null && list > priceFen ? list - priceFen : 0;
  const late = untilOn === null ? 0 : await lateDays(context, deal, untilOn);
  const asked = await requestApproval(context, {
    matter: 'terms',
    siteId: deal.siteId,
    subject: { type: 'deal_terms', id },
    customerId: deal.customerId,
    title: titleOf('特别条件', 'Special terms', names),
    lines: [
      ...dealLines(deal, names, ''),
      ...(priceFen === null
        ? []
        : [line('申请价', 'Price asked for', yuan(priceFen)), line('低于表价', 'Below list', yuan(below))]),
      ...(untilOn === null ? [] : [line('延至', 'Until', untilOn)]),
    ],
    reason: body.body,
    magnitude: {
      ...(below > 0 ? { belowListFen: below, discountPercent: percentOf(below, list) } : {}),
      ...(late > 0 ? { lateDays: late } : {}),
    },
    link: `/deals/${deal.id}`,
    payload: { dealId: deal.id, termsId: id },
    applicantId: deal.consultantId,
  });
  announce(context, deal);
  return { ...(await handled(context, deal.id, journalId)), approval: { id: asked.approvalId, state: asked.state } };
});

/** How much later than the house's own term. */
async function lateDays(context: Context, deal: Deal, untilOn: string): Promise<number> {
  const { timeZone } = await siteById(context.tx, deal.siteId);
  const { deals: rules } = (await context.rules(deal.siteId)).values;
  const from = localDateOf(context.now, timeZone);
  return Math.max(0, daysBetween(from, untilOn) - rules.contractDays);
}

const onTerms = (state: 'granted' | 'refused') => async (context: Context, approval: Decided) => {
  const terms = approval.subject.type === 'deal_terms' ? await parts.termsById(context.tx, approval.subject.id) : null;
  if (!terms) return; // filed by hand from the inbox: nothing of ours hangs on it
  await parts.decideTerms(context.tx, terms.id, state, context.now);
  const deal = await lockDealRow(context.tx, terms.dealId);
  act(context, deal, 'deals.termsDecided', {
    facts: { termsId: terms.id, state, kind: terms.kind },
    clauses: ['S4.01.a24.escalate'],
  });
  if (state === 'granted' && terms.kind === 'later_signing' && terms.untilOn !== null) {
    await saveDeal(context.tx, deal, { contractDueOn: terms.untilOn });
    await watchContract(context, { ...deal, contractDueOn: terms.untilOn });
  }
  announce(context, deal);
};
onApproval('terms', {
  lock: async (context, { subject }) => {
    const terms = subject.type === 'deal_terms' ? await parts.termsById(context.tx, subject.id) : null;
    if (terms) await lockDealRow(context.tx, terms.dealId);
  },
  approved: onTerms('granted'),
  refused: async (context, approval, how) => {
    if (how !== 'returned') await onTerms('refused')(context, approval);
  },
});

export const termCommands: readonly Endpoint[] = [askTerms];
