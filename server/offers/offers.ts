/** An offer from the need to the intent: opened, filled, shown, taken from stage to stage, dropped. */
import type { BodyOf } from '#contract/kernel/route.ts';
import { offers as routes } from '#contract/offers.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import { decideAdvance, decideDrop, decideIntent, decideOpen, isOpen } from '#core/offers/index.ts';
import { openFile, requireCustomer, siteById, staffById } from '#server/claims/index.ts';
import { type Unit, unitById } from '#server/inventory/index.ts';
import { notAllowed, personOf, requireScope, requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { invalid } from '#server/platform/refused.ts';
import { requireOffer } from './access.ts';
import { closeSheets } from './closing.ts';
import { stopWatchingOffer, stopWatchingQuotation, watchOffer } from './due.ts';
import { factsOf, intentFacts } from './facts.ts';
import { intentHook } from './hooks.ts';
import { decided, refuseWith } from './said.ts';
import * as store from './store.ts';
import { setSheetState, sheetById } from './store-quotations.ts';
import { aboutOffer, act, announce, ofOffer, record, tellLeader } from './tell.ts';
import { offerPage } from './views.ts';
import { customerSite } from './views-names.ts';

const handled = async (context: Context, offerId: string, journalId: string) => ({
  offer: await offerPage(context, offerId),
  journalId,
});

type Proposed = BodyOf<typeof routes.propose>['units'][number];

/** Units there are, of one site; or goods in words. The same unit once. */
async function requireUnits(context: Context, proposed: readonly Proposed[], siteId: string | null): Promise<Unit[]> {
  const units: Unit[] = [];
  for (const { unitId, goods } of proposed) {
    if (unitId === null && goods === '') throw invalid('units', '请选单位或写明产品 / choose a unit or name the goods');
    if (unitId === null) continue;
    if (units.some(({ id }) => id === unitId))
      throw await refuseWith(context, 'UNIT_TWICE', { unitId, field: 'units' });
    const unit = await unitById(context.tx, unitId);
    if (siteId !== null && unit.siteId !== siteId) throw invalid('units', '须为同一门店 / units of one site only');
    units.push(unit);
  }
  return units;
}

async function requireNeeds(context: Context, customerId: string, needIds: readonly string[]): Promise<void> {
  const wanted = new Set(needIds).size;
  if (wanted > 0 && (await store.needsOnFile(context.tx, customerId, needIds)) < wanted)
    throw await refuseWith(context, 'NEED_NOT_ON_FILE', { field: 'needIds' });
}

/** Oneself with any scope, others as far as the scope goes. */
async function requireMaker(context: Context, staffId: string): Promise<{ id: string; teamId: string | null }> {
  const { actor } = context;
  const staff = await staffById(context.tx, staffId);
  const scope = requireScope(actor, 'offers.write');
  const within =
    scope === 'company' ||
    staff.id === actor.staffId ||
    (scope === 'site' && staff.siteId !== null && actor.siteIds.includes(staff.siteId)) ||
    (scope === 'team' && staff.teamId !== null && staff.teamId === actor.teamId);
  if (!within) throw notAllowed('offers.write');
  if (staff.status !== 'active') throw invalid('consultantId', '该同事不在岗 / this colleague is not at work');
  return staff;
}

const open = carryOut(routes.open, async (context, { body }) => {
  const { tx, now, actor } = context;
  const customerId = await requireCustomer(context, 'offers.write', body.customerId);
  await openFile(context, customerId);
  const units = await requireUnits(context, body.units, body.siteId ?? null);
  const siteId = body.siteId ?? units[0]?.siteId ?? actor.siteId ?? (await customerSite(tx, customerId));
  if (!siteId) throw invalid('siteId', '请选择门店 / choose a site');
  if (units.some((unit) => unit.siteId !== siteId)) throw invalid('units', '须为同一门店 / units of one site only');
  requireSite(actor, 'offers.write', siteId);
  const maker = await requireMaker(context, body.consultantId ?? personOf(actor));
  await requireNeeds(context, customerId, body.needIds);
  const facts = { timeZone: (await siteById(tx, siteId)).timeZone };
  const input = { validUntil: body.validUntil ?? null };
  const { offers: rules } = (await context.rules(siteId)).values;
  const decision = await decided(context, decideOpen(rules, facts, input, now));
  const { validUntil } = decision.outcome;
  const id = context.newId();
  const { needIds, title, note } = body;
  const about = { type: 'offer' as const, id, siteId, customerId, staffIds: [maker.id] };
  const journalId = await record(context, about, 'offers.open', { input, facts, decision });
  const row = {
    id,
    siteId,
    teamId: maker.teamId,
    customerId,
    consultantId: maker.id,
    title,
    needIds,
    validUntil,
    note,
  };
  const fresh = { state: 'draft' as const, stateSince: now, plan: null, signingPlan: null, openedAt: now, journalId };
  await store.insertOffer(tx, { ...row, ...fresh }, actor.staffId);
  await store.replaceProposed(tx, id, named(context, body.units, []));
  const offer = await store.lockOfferRow(tx, id);
  await watchOffer(context, offer);
  announce(context, offer);
  return handled(context, id, journalId);
});

/** What was proposed before keeps its id, and with it what was shown. */
const named = (
  context: Context,
  units: readonly Proposed[],
  before: readonly { id: string; unitId: string | null; goods: string }[],
) =>
  units.map((unit) => ({
    ...unit,
    id:
      before.find((one) =>
        unit.unitId === null ? one.unitId === null && one.goods === unit.goods : one.unitId === unit.unitId,
      )?.id ?? context.newId(),
  }));

async function requireOpen(context: Context, offer: store.Offer): Promise<void> {
  if (!isOpen(offer.state)) throw await refuseWith(context, 'OFFER_STATE', { state: offer.state });
}

const edit = carryOut(routes.edit, async (context, { params, body }) => {
  const offer = await requireOffer(context, params.offerId, body.version);
  await requireOpen(context, offer);
  const { title, needIds, plan, signingPlan, note } = body;
  if (needIds) await requireNeeds(context, offer.customerId, needIds);
  const steps = plan?.steps ?? [];
  if (steps.some((step, at) => at > 0 && step.on < (steps[at - 1]?.on ?? '')))
    throw invalid('plan.steps', '步骤须按日期先后 / steps in the order of their days');
  const { validUntil } = body;
  const { timeZone } = await siteById(context.tx, offer.siteId);
  if (validUntil !== undefined && validUntil < localDateOf(context.now, timeZone))
    throw await refuseWith(context, 'OFFER_DATE_PAST', { field: 'validUntil' });
  const changes = { title, needIds, plan, signingPlan, note, validUntil };
  const saved = await store.saveOffer(context.tx, offer, changes);
  if (validUntil !== undefined) await watchOffer(context, saved);
  const changed = Object.entries(changes)
    .filter(([, value]) => value !== undefined)
    .map(([field]) => field);
  const clauses = [
    ...(plan ? ['S1.03.a10.2'] : []),
    ...(signingPlan ? ['S1.03.a11.1'] : []),
    ...(needIds ? ['S1.03.a8.3'] : []),
  ];
  const journalId = act(context, ofOffer(offer), 'offers.edit', { facts: { changed, plan, signingPlan }, clauses });
  announce(context, offer);
  return handled(context, offer.id, journalId);
});

const propose = carryOut(routes.propose, async (context, { params, body }) => {
  const { tx } = context;
  const offer = await requireOffer(context, params.offerId, body.version);
  await requireOpen(context, offer);
  await requireUnits(context, body.units, offer.siteId);
  await store.replaceProposed(tx, offer.id, named(context, body.units, await store.proposedOf(tx, offer.id)));
  await store.saveOffer(tx, offer, {});
  const facts = { units: body.units };
  const journalId = act(context, ofOffer(offer), 'offers.propose', { facts, clauses: ['S1.03.a8.3', 'S1.10.n1'] });
  announce(context, offer);
  return handled(context, offer.id, journalId);
});

const show = carryOut(routes.show, async (context, { params, body }) => {
  const { tx, now, actor } = context;
  const offer = await requireOffer(context, params.offerId);
  await requireOpen(context, offer);
  const { proposedId, features, advantages, effect } = body;
  const shown = { id: proposedId, features, advantages, effect, at: now, by: actor.staffId };
  if ((await store.saveShown(tx, offer.id, shown)) === 0)
    throw await refuseWith(context, 'UNIT_NOT_OFFERED', { field: 'proposedId' });
  await store.saveOffer(tx, offer, {});
  const facts = { proposedId, features, advantages, effect };
  const journalId = act(context, ofOffer(offer), 'offers.show', { facts, clauses: ['S1.16.f1e'] });
  announce(context, offer);
  return handled(context, offer.id, journalId);
});

const advance = carryOut(routes.advance, async (context, { params, body }) => {
  const offer = await requireOffer(context, params.offerId);
  const { offers: rules } = (await context.rules(offer.siteId)).values;
  const facts = await factsOf(context, offer);
  const input = { to: body.to };
  const decision = await decided(context, decideAdvance(rules, facts, input, context.now));
  const journalId = await record(context, ofOffer(offer), 'offers.advance', { input, facts, decision });
  const saved = await store.saveOffer(context.tx, offer, { state: decision.outcome.state, stateSince: context.now });
  announce(context, saved);
  return handled(context, offer.id, journalId);
});

const intent = carryOut(routes.intent, async (context, { params, body }) => {
  const { tx, now } = context;
  const offer = await requireOffer(context, params.offerId);
  const { offers: rules } = (await context.rules(offer.siteId)).values;
  const facts = await intentFacts(context, offer);
  const input = { unitId: body.unitId };
  const decision = await decided(context, decideIntent(rules, facts, input, now));
  const { unitId, priceFen, isConsented } = decision.outcome;
  const journalId = await record(context, ofOffer(offer), 'offers.intent', { input, facts, decision });
  const issued = priceFen === null ? null : facts.content.quotation;
  const sheet = issued ? await sheetById(tx, issued.id) : null;
  const goods = facts.content.units.find((one) => one.unitId === null)?.goods ?? '';
  const { dealId } = await intentHook()(context, {
    offerId: offer.id,
    siteId: offer.siteId,
    customerId: offer.customerId,
    consultantId: offer.consultantId,
    unitId,
    goods,
    priceFen,
    paymentMethod: sheet?.paymentMethod ?? null,
    isConsented,
    because: sheet?.number ?? '',
    note: sheet ? termsOf(sheet) : '',
    journalId,
  });
  if (sheet) {
    await setSheetState(tx, sheet.id, 'accepted', now);
    await stopWatchingQuotation(context, sheet.id);
  }
  await closeSheets(context, offer.id, '客户已达成意向 / intent was reached');
  await stopWatchingOffer(context, offer.id);
  const saved = await store.saveOffer(tx, offer, { state: 'intent', stateSince: now, dealId });
  await tellLeader(context, aboutOffer(saved), { kind: 'offers.intent', journalId, more: { title: offer.title } });
  announce(context, saved);
  return { ...(await handled(context, offer.id, journalId)), dealId };
});

/** The terms beside the price go with the deal, in words. */
const termsOf = ({ number, settlement, service, other }: Awaited<ReturnType<typeof sheetById>>): string =>
  [
    `报价书 ${number ?? ''}`,
    ...(settlement ? [`结算：${settlement}`] : []),
    ...(service ? [`服务：${service}`] : []),
    ...(other ? [`其他：${other}`] : []),
  ].join('；');

const drop = carryOut(routes.drop, async (context, { params, body }) => {
  const offer = await requireOffer(context, params.offerId);
  const facts = { state: offer.state };
  const input = { reason: body.reason };
  const decision = await decided(context, decideDrop(facts));
  const journalId = await record(context, ofOffer(offer), 'offers.drop', {
    input,
    facts,
    decision,
    reason: body.reason,
  });
  await closeSheets(context, offer.id, body.reason);
  await stopWatchingOffer(context, offer.id);
  const changes = { state: 'dropped' as const, stateSince: context.now, endReason: body.reason };
  announce(context, await store.saveOffer(context.tx, offer, changes));
  return handled(context, offer.id, journalId);
});

export const offerCommands: readonly Endpoint[] = [open, edit, propose, show, advance, intent, drop];
