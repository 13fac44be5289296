/** Intentions: a draft of a deal, edited until it is put up for approval, and the small deposit that may come first. */
import { deals as routes } from '#contract/deals.ts';
import type { BodyOf } from '#contract/kernel/route.ts';
import { type Deal, emptyDeal, isReturned } from '#core/deals/index.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import { liveClaimOf, requireCustomer, siteById, staffById, tellLevel } from '#server/claims/index.ts';
import { unitById } from '#server/inventory/index.ts';
import { notAllowed, personOf, requireSite, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { invalid } from '#server/platform/refused.ts';
import { refuseWith, requireDeal } from './access.ts';
import { followCourse } from './course.ts';
import { handled, loanOf, notAtThisStage, requireVersion } from './common.ts';
import { agreeDelivery } from './delivery.ts';
import { act } from './recording.ts';
import { type Changes, insertDeal, saveDeal, setBuyers } from './store.ts';
import { agreePayment } from './store-delivery.ts';
import { nextNumber } from './store-numbers.ts';
import { lookWhetherMajor } from './majors.ts';
import * as parts from './store-parts.ts';
import { announce, tell, wordsAbout } from './tell.ts';

async function requireConsultant(context: Context, staffId: string): Promise<{ id: string; teamId: string | null }> {
  const staff = await staffById(context.tx, staffId);
  const scope = scopeOf(context.actor, 'deals.open');
  const within =
    scope === 'company' ||
    staff.id === context.actor.staffId ||
    (scope === 'site' && staff.siteId !== null && context.actor.siteIds.includes(staff.siteId)) ||
    (scope === 'team' && staff.teamId !== null && staff.teamId === context.actor.teamId);
  if (!within) throw notAllowed('deals.open');
  if (staff.status !== 'active') throw invalid('consultantId', '该同事不在岗 / this colleague is not at work');
  return staff;
}

/** Also what comes of an offer whose customer has made up their mind. */
export async function openDraft(
  context: Context,
  body: BodyOf<typeof routes.open>,
): Promise<{ deal: Deal; journalId: string }> {
  const { tx, now } = context;
  const unit = body.unitId === null ? null : await unitById(tx, body.unitId);
  const siteId = unit?.siteId ?? body.siteId ?? context.actor.siteId;
  if (!siteId) throw invalid('siteId', '请选择门店 / choose a site');
  requireSite(context.actor, 'deals.open', siteId);
  const kind = unit?.kind ?? body.kind;
  if (!kind) throw invalid('kind', '请选择标的类别 / say what is sold');
  const consultant = await requireConsultant(context, body.consultantId ?? personOf(context.actor));
  const customerId = await requireCustomer(context, 'deals.open', body.customerId);
  const claim = await liveClaimOf(context, customerId);
  const deal: Deal = {
    ...emptyDeal,
    id: context.newId(),
    siteId,
    teamId: consultant.teamId,
    kind,
    customerId,
    claimId: claim?.id ?? null,
    consultantId: consultant.id,
    unitId: unit?.id ?? null,
    wanted: body.wanted,
    stateSince: now,
    listPriceFen: unit?.listPriceFen ?? 0,
    priceFen: body.priceFen ?? unit?.listPriceFen ?? 0,
    depositFen: body.depositFen ?? (await parts.depositSet(tx, siteId, kind)) ?? 0,
    paymentMethod: body.paymentMethod ?? 'full',
    plan: body.plan ?? [],
    loan: loanOf(body.loan),
    isLocal: body.isLocal,
  };
  const { unitId, priceFen } = deal;
  const journalId = act(context, deal, 'deals.open', {
    facts: { unitId, kind, priceFen },
    clauses: ['S1.09.o1', 'S0.07.rep.flow2'],
  });
  const kept = { buyers: body.buyers, note: body.note, at: now, by: context.actor.staffId, journalId };
  await insertDeal(tx, deal, kept);
  if (body.paymentMethod) await agreePayment(tx, deal.id, body.paymentMethod);
  const agreed = body.delivery ? (await agreeDelivery(context, deal, body.delivery)).deal : deal;
  await followCourse(context, agreed, journalId);
  await lookWhetherMajor(context, agreed);
  await tellSuperior(context, deal, journalId);
  announce(context, agreed);
  return { deal: agreed, journalId };
}

const open = carryOut(routes.open, async (context, { body }) => {
  const { deal, journalId } = await openDraft(context, body);
  return handled(context, deal.id, journalId);
});

/** Before a customer decides, whoever stands above the consultant knows of it (S0.07.rep.flow2). */
async function tellSuperior(context: Context, deal: Deal, journalId: string): Promise<void> {
  const payload = await wordsAbout(context, deal);
  const about = { ownerId: deal.consultantId, siteId: deal.siteId };
  await tellLevel(context, about, 'leader', { kind: 'deals.opened', payload, journalId });
}

const isEditable = (deal: Deal): boolean => deal.state === 'draft' || isReturned(deal);

const edit = carryOut(routes.edit, async (context, { params, body }) => {
  const { tx } = context;
  const deal = await requireDeal(context, 'deals.open', params.dealId);
  requireVersion(deal, body.version);
  // What was returned keeps its unit while it is put right.
  const movesUnit = body.unitId !== undefined && body.unitId !== deal.unitId;
  if (!isEditable(deal) || (movesUnit && deal.state !== 'draft')) throw notAtThisStage(deal);
  const unit = movesUnit && body.unitId ? await unitById(tx, body.unitId) : null;
  if (unit && (unit.siteId !== deal.siteId || unit.kind !== deal.kind))
    throw invalid('unitId', '须为本门店同类房源 / a unit of the same kind and site');
  const changes: Changes = {
    ...(movesUnit ? { unitId: body.unitId ?? null, listPriceFen: unit?.listPriceFen ?? 0 } : {}),
    ...(unit && body.priceFen === undefined ? { priceFen: unit.listPriceFen ?? 0 } : {}),
    ...(body.wanted === undefined ? {} : { wanted: body.wanted }),
    ...(body.priceFen === undefined ? {} : { priceFen: body.priceFen }),
    ...(body.depositFen === undefined ? {} : { depositFen: body.depositFen }),
    ...(body.paymentMethod === undefined ? {} : { paymentMethod: body.paymentMethod }),
    ...(body.plan === undefined ? {} : { plan: body.plan }),
    ...(body.loan === undefined ? {} : { loan: loanOf(body.loan, deal.loan) }),
    ...(body.isLocal === undefined ? {} : { isLocal: body.isLocal }),
  };
  const changed = await saveDeal(tx, deal, changes);
  await lookWhetherMajor(context, changed);
  if (body.paymentMethod) await agreePayment(tx, deal.id, body.paymentMethod);
  const saved = body.delivery ? (await agreeDelivery(context, changed, body.delivery)).deal : changed;
  await setBuyers(tx, deal.id, { buyers: body.buyers, note: body.note });
  const journalId = act(context, deal, 'deals.edit', {
    facts: { changed: Object.keys(changes) },
    clauses: ['S1.09.o1'],
  });
  await followCourse(context, saved, journalId);
  announce(context, deal);
  return handled(context, deal.id, journalId);
});

const smallDeposit = carryOut(routes.smallDeposit, async (context, { params, body }) => {
  const { tx, now } = context;
  const deal = await requireDeal(context, 'deals.open', params.dealId);
  if (deal.state !== 'draft') throw notAtThisStage(deal);
  if (deal.smallDepositFen !== null) throw refuseWith('SMALL_DEPOSIT_THERE');
  const { timeZone } = await siteById(tx, deal.siteId);
  if (body.until !== null && body.until < localDateOf(now, timeZone))
    throw refuseWith('DATE_IMPOSSIBLE', { field: 'until' });
  const number = await nextNumber(context, 'small_deposit', deal.siteId);
  await saveDeal(tx, deal, { smallDepositFen: body.amountFen });
  await parts.saveSmallDeposit(tx, deal.id, { number, at: now, until: body.until });
  const facts = { number, amountFen: body.amountFen, until: body.until };
  const journalId = act(context, deal, 'deals.smallDeposit', { facts, clauses: ['S0.02.reg.4'] });
  await tell(context, deal, ['finance', 'assistants'], { kind: 'deals.smallDeposit', journalId });
  announce(context, deal);
  return handled(context, deal.id, journalId);
});

export const draftCommands: readonly Endpoint[] = [open, edit, smallDeposit];
