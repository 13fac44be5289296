/** Prices: quoting one, and changing them by a list that somebody has approved. */
import { inventory as routes } from '#contract/inventory.ts';
import { decidePricesApproved, decideQuote, decideSubmitPrices } from '#core/inventory/index.ts';
import { accept } from '#core/kernel/decision.ts';
import { onApproval, requestApproval, withdrawApproval } from '#server/approvals/index.ts';
import { timeZoneOf } from '#server/organisation/index.ts';
import { personOf, requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { onDeadline, setDeadline } from '#server/platform/deadlines.ts';
import { answer, carryOut, type Endpoint } from '#server/platform/http.ts';
import { invalid } from '#server/platform/refused.ts';
import { requireCustomers } from './access.ts';
import { decided, localText, refuseWith } from './said.ts';
import { lockUnits, unitById } from './store.ts';
import * as store from './store-prices.ts';
import { insertQuote } from './store-quotes.ts';
import { requireExisting } from './views-names.ts';
import { priceAt, priceList, priceListOut, priceLists } from './views-prices.ts';
import { readableUnit, seesSold } from './views.ts';
import { isSold } from '#core/inventory/index.ts';

const APPLIES = 'inventory.pricesApply';

const quote = carryOut(routes.quote, async (context, { params, body }) => {
  const { actor, tx, now } = context;
  const unit = await unitById(tx, params.unitId);
  requireSite(actor, 'inventory.hold', unit.siteId);
  if (body.customerId !== null) await requireCustomers(context, 'inventory.hold', [body.customerId]);
  const rules = await context.rules(unit.siteId);
  const { id: unitId, listPriceFen, floorPriceFen, isFixedPrice } = unit;
  const facts = { unitId, listPriceFen, floorPriceFen, isFixedPrice };
  const input = { priceFen: body.priceFen, channel: body.channel };
  const decision = await decided(context, unit.siteId, decideQuote(rules.values.inventory, facts, input));
  const journalId = context.record({
    kind: 'inventory.quote',
    siteId: unit.siteId,
    subject: { type: 'unit', id: unitId },
    customerId: body.customerId,
    staffIds: [actor.staffId],
    rules,
    input,
    facts,
    decision,
  });
  const id = context.newId();
  const { needsApproval } = decision.outcome;
  const row = { id, unitId, siteId: unit.siteId, customerId: body.customerId, consultantId: personOf(actor), ...input };
  await insertQuote(tx, {
    ...row,
    listPriceFen: listPriceFen ?? 0,
    needsApproval,
    basis: body.basis,
    at: now,
    journalId,
  });
  return { id, priceFen: body.priceFen, listPriceFen: listPriceFen ?? 0, ...decision.outcome, journalId };
});

const backdated = (context: Context, effectiveAt: string | undefined): void => {
  if (effectiveAt !== undefined && effectiveAt < context.now)
    throw refuseWith('PRICE_BACKDATED', { field: 'effectiveAt' });
};

async function fill(
  context: Context,
  list: { id: string; siteId: string },
  items: readonly store.ItemText[],
): Promise<void> {
  const upsideDown = items.find(({ floorPriceFen, listPriceFen }) => (floorPriceFen ?? 0) > listPriceFen);
  if (upsideDown)
    throw refuseWith('PRICE_FLOOR_ABOVE_LIST', {
      unit: (await unitById(context.tx, upsideDown.unitId)).code,
      field: 'items',
    });
  const filled = await store.replaceItems(context.tx, list, items);
  if (filled < new Set(items.map(({ unitId }) => unitId)).size)
    throw invalid('items', '有单位不属于本门店 / a unit does not belong to this site');
}

const draft = carryOut(routes.draftPriceList, async (context, { params, body }) => {
  requireSite(context.actor, 'inventory.price', params.siteId);
  await requireExisting(context.tx, params.siteId);
  backdated(context, body.effectiveAt);
  const list = { id: context.newId(), siteId: params.siteId };
  const journalId = context.record({
    kind: 'inventory.draftPrices',
    siteId: params.siteId,
    subject: { type: 'price_list', id: list.id },
    input: body,
    facts: {},
    decision: accept({ listId: list.id, items: body.items.length }, []),
    reason: body.reason,
  });
  const effectiveAt = body.effectiveAt ?? context.now;
  await store.insertPriceList(context, { ...list, name: body.name, reason: body.reason, effectiveAt, journalId });
  await fill(context, list, body.items);
  return { list: await priceListOut(context, list.id), journalId };
});

/** A draft is nobody's price yet: it may be changed as often as one likes. */
async function openDraft(context: Context, listId: string): Promise<store.PriceList> {
  const list = await store.lockPriceList(context.tx, listId);
  requireSite(context.actor, 'inventory.price', list.siteId);
  return list;
}

const edit = carryOut(routes.editPriceList, async (context, { params, body }) => {
  const list = await openDraft(context, params.listId);
  if (list.state !== 'draft') throw refuseWith('PRICE_LIST_STATE', { state: list.state });
  backdated(context, body.effectiveAt);
  await fill(context, list, body.items);
  await store.saveHead(context.tx, list.id, { name: body.name, effectiveAt: body.effectiveAt });
  const journalId = context.record({
    kind: 'inventory.draftPrices',
    siteId: list.siteId,
    subject: { type: 'price_list', id: list.id },
    input: body,
    facts: {},
    decision: accept({ listId: list.id, items: body.items.length }, []),
  });
  return { list: await priceListOut(context, list.id), journalId };
});

const submit = carryOut(routes.submitPriceList, async (context, { params }) => {
  const { tx, now } = context;
  const list = await openDraft(context, params.listId);
  const facts = {
    state: list.state,
    pendingNumber: await store.pendingNumber(tx, list.siteId, list.id),
    lines: await store.linesOf(tx, list.id),
    effectiveAt: list.effectiveAt > now ? list.effectiveAt : null,
  };
  const decision = await decided(context, list.siteId, decideSubmitPrices(facts, now));
  const journalId = context.record({
    kind: 'inventory.submitPrices',
    siteId: list.siteId,
    subject: { type: 'price_list', id: list.id },
    staffIds: [list.createdBy],
    rules: await context.rules(list.siteId),
    input: {},
    facts,
    decision,
  });
  await store.savePriceList(tx, list.id, { state: 'pending' });
  const { changed, raised, lowered, maxCutPercent } = decision.outcome;
  const timeZone = await timeZoneOf(tx, list.siteId);
  const from =
    facts.effectiveAt === null ? { zh: '批准之时', en: 'Once approved' } : localText(facts.effectiveAt, timeZone);
  const { approvalId } = await requestApproval(context, {
    matter: 'price_list',
    siteId: list.siteId,
    subject: { type: 'price_list', id: list.id },
    title: { zh: `价目表第 ${list.number} 号：${list.name}`, en: `Price list no. ${list.number}: ${list.name}` },
    lines: [
      { zh: '调价单位数', en: 'Prices that change', value: String(changed) },
      { zh: '上调', en: 'Up', value: String(raised) },
      { zh: '下调', en: 'Down', value: String(lowered) },
      { zh: '最大降幅', en: 'The furthest down', value: `${maxCutPercent}%` },
      { zh: '生效时间', en: 'Effective', value: from },
    ],
    reason: list.reason,
    magnitude: { discountPercent: maxCutPercent },
    link: `/inventory/prices/${list.id}`,
    payload: { listId: list.id },
  });
  await store.saveApproval(tx, list.id, approvalId);
  return { list: await priceListOut(context, list.id), journalId, approvalId };
});

onApproval('price_list', {
  lock: async (context, { subject }) => {
    await store.lockPriceList(context.tx, subject.id);
    await lockUnits(context.tx, await store.unitsOfList(context.tx, subject.id));
  },
  approved: async (context, approval) => {
    const { tx, now } = context;
    const list = await store.lockPriceList(tx, approval.subject.id);
    const facts = { state: list.state, effectiveAt: list.effectiveAt };
    const decision = await decided(context, list.siteId, decidePricesApproved(facts, now));
    const { effectiveAt, appliesNow } = decision.outcome;
    context.record({
      kind: 'inventory.pricesApproved',
      siteId: list.siteId,
      subject: { type: 'price_list', id: list.id },
      staffIds: [list.createdBy],
      rules: await context.rules(list.siteId),
      input: {},
      facts,
      decision,
    });
    await store.savePriceList(tx, list.id, { state: 'approved', effectiveAt, decidedAt: now });
    if (appliesNow) await apply(context, { ...list, effectiveAt });
    else await setDeadline(tx, { kind: APPLIES, subjectId: list.id, siteId: list.siteId, dueAt: effectiveAt });
  },
  refused: async (context, approval, how) => {
    const state = how === 'rejected' ? 'dropped' : 'draft';
    await store.savePriceList(context.tx, approval.subject.id, {
      state,
      decidedAt: how === 'rejected' ? context.now : null,
    });
  },
});

/** Everybody's board shows the new prices. */
async function apply(context: Context, list: store.PriceList): Promise<void> {
  const changed = await store.applyPrices(context, list);
  context.record({
    kind: 'inventory.applyPrices',
    siteId: list.siteId,
    subject: { type: 'price_list', id: list.id },
    staffIds: [list.createdBy],
    input: {},
    facts: { number: list.number },
    decision: accept({ changed }, ['S0.10.a.4b']),
  });
  context.publish({ topic: 'inventory', siteId: list.siteId });
}

onDeadline(APPLIES, async (context, deadline) => {
  const list = await store.lockPriceList(context.tx, deadline.subjectId);
  if (list.state !== 'approved') return;
  await lockUnits(context.tx, await store.unitsOfList(context.tx, list.id));
  await apply(context, list);
});

const drop = carryOut(routes.dropPriceList, async (context, { params, body }) => {
  const list = await openDraft(context, params.listId);
  if (list.state !== 'draft' && list.state !== 'pending') throw refuseWith('PRICE_LIST_STATE', { state: list.state });
  if (list.state === 'pending') await withdrawApproval(context, 'price_list', list.id, body.reason);
  await store.savePriceList(context.tx, list.id, { state: 'dropped' });
  const journalId = context.record({
    kind: 'inventory.dropPrices',
    siteId: list.siteId,
    subject: { type: 'price_list', id: list.id },
    input: body,
    facts: { state: list.state },
    decision: accept({ state: 'dropped' }, []),
    reason: body.reason,
  });
  return { list: await priceListOut(context, list.id), journalId };
});

export const priceEndpoints: readonly Endpoint[] = [
  quote,
  draft,
  edit,
  submit,
  drop,
  answer(routes.priceLists, (context, { params, query }) => priceLists(context, params.siteId, query)),
  answer(routes.priceList, (context, { params, query }) => priceList(context, params.listId, query)),
  answer(routes.priceAt, async (context, { params, query }) => {
    const unit = await readableUnit(context, params.unitId);
    const hidden = isSold(unit.state) && !seesSold(context.actor, unit.siteId);
    const price = await priceAt(context.tx, unit.id, query.at ?? context.now);
    return hidden ? { ...price, listPriceFen: null, floorPriceFen: null } : price;
  }),
];
