/** Holding a unit: placing, extending, passing on, releasing, and the moment at which a hold runs out. */
import { inventory as routes } from '#contract/inventory.ts';
import {
  decideExpire,
  decideExtend,
  decideHold,
  decidePassOn,
  decideRelease,
  type LiveHoldFacts,
} from '#core/inventory/index.ts';
import { onApproval, requestApproval, withdrawApproval } from '#server/approvals/index.ts';
import { openFile, requireSameHouse } from '#server/claims/index.ts';
import { timeZoneOf } from '#server/organisation/index.ts';
import type { Context } from '#server/platform/context.ts';
import { clearDeadlines, onDeadline, setDeadline, settleDue } from '#server/platform/deadlines.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { consultantFor, handlesFor } from './access.ts';
import { tell, tellControl, tellDisplaced, tellHeld } from './notify.ts';
import { decided, localText } from './said.ts';
import * as store from './store.ts';
import { controlsAt, HOLD_EXPIRES, openUnit } from './taking.ts';
import { type Colleague, colleague, isActiveAt, nameOf } from './views-names.ts';
import { readableUnit } from './views.ts';
import { holdOut } from './views-holds.ts';

export const setExpiry = (
  context: Context,
  hold: { unitId: string; siteId: string; expiresAt: string },
): Promise<void> =>
  setDeadline(context.tx, {
    kind: HOLD_EXPIRES,
    subjectId: hold.unitId,
    siteId: hold.siteId,
    dueAt: hold.expiresAt,
  });

const place = carryOut(routes.hold, async (context, { params, body }) => {
  const { tx, now } = context;
  const { siteId } = await readableUnit(context, params.unitId);
  const who = await consultantFor(context, siteId, body.consultantId);
  if (body.customerId !== null) await requireSameHouse(context, 'inventory.hold', body.customerId);
  // In the common order: the customer, the consultant's own count, the unit.
  const customer = body.customerId === null ? null : (await openFile(context, body.customerId)).customer;
  await store.lockConsultant(tx, who.id);
  const { unit, hold } = await openUnit(context, params.unitId);
  const rules = await context.rules(siteId);
  const customerId = customer?.id ?? null;
  const facts = {
    unit: store.factsOf(unit),
    withheldReason: unit.withheldReason,
    hold: store.holdFactsOrNone(hold),
    launch: await store.launchKeeping(tx, unit),
    customer: customer === null ? null : { id: customer.id, ownerId: customer.ownerId },
    consultantId: who.id,
    ...(await store.countHolds(tx, { consultantId: who.id, customerId, unitId: unit.id }, now)),
    controls: controlsAt(context, siteId),
  };
  const input = {
    unitId: unit.id,
    customerId,
    reason: body.reason,
    hours: body.hours ?? null,
    override: body.override,
  };
  const decision = await decided(context, siteId, decideHold(rules.values.inventory, facts, input, now));
  const { outcome } = decision;
  const journalId = context.record({
    kind: 'inventory.hold',
    siteId,
    subject: { type: 'unit', id: unit.id },
    customerId,
    staffIds: [who.id, hold?.consultantId],
    rules,
    input,
    facts,
    decision,
    reason: body.reason,
  });
  if (hold !== null && outcome.displaces !== null)
    await displace(context, unit, hold, outcome.liableId, { journalId, reason: body.reason });
  const placed = {
    ...{ id: context.newId(), unitId: unit.id, siteId, customerId, consultantId: who.id, teamId: who.teamId },
    ...{ reason: body.reason, placedAt: now, expiresAt: outcome.expiresAt, journalId },
  };
  await store.insertHold(tx, placed);
  await store.saveStanding(context, unit, {
    state: 'held',
    isMarked: outcome.isMarked,
    customerId,
    consultantId: who.id,
  });
  await setExpiry(context, placed);
  await tellHeld(context, unit, placed, journalId);
  if (who.id !== context.actor.staffId)
    await tell(context, [who.id], { kind: 'inventory.heldForYou', unit, journalId });
  return { hold: await holdOut(context, placed.id), journalId };
});

async function displace(
  context: Context,
  unit: store.Unit,
  hold: store.Hold,
  liableId: string | null,
  why: { journalId: string; reason: string },
): Promise<void> {
  await store.endHold(context.tx, hold.id, 'displaced', { at: context.now, reason: why.reason });
  await tellDisplaced(context, unit, hold.consultantId, why.journalId);
  if (liableId === null) return;
  await store.insertLiability(context.tx, {
    ...{ id: context.newId(), unitId: unit.id, siteId: unit.siteId, staffId: liableId, harmedId: hold.consultantId },
    ...{ dealId: null, reason: why.reason, at: context.now, journalId: why.journalId },
  });
}

/** The hold a command is about, with its unit locked; null when it has ended meanwhile. */
async function openHold(context: Context, holdId: string) {
  const asked = await store.holdById(context.tx, holdId);
  const { unit, hold } = await openUnit(context, asked.unitId);
  const live = hold?.id === holdId ? hold : null;
  const controls = controlsAt(context, unit.siteId) || handlesFor(context, asked);
  const facts: LiveHoldFacts = { hold: store.holdFactsOrNone(live), byId: context.actor.staffId, controls };
  return { unit, hold: asked, live, facts };
}

const entry = (unit: store.Unit, hold: store.Hold, staffIds: readonly (string | null)[] = []) => ({
  siteId: unit.siteId,
  subject: { type: 'unit', id: unit.id },
  customerId: hold.customerId,
  staffIds: [hold.consultantId, ...staffIds],
});

const extend = carryOut(routes.extend, async (context, { params, body }) => {
  const { unit, hold, live, facts: about } = await openHold(context, params.holdId);
  const rules = await context.rules(unit.siteId);
  const facts = { ...about, isAsked: live !== null && live.extensionAskedAt !== null, approved: false };
  const decision = await decided(context, unit.siteId, decideExtend(rules.values.inventory, facts));
  const input = { reason: body.reason };
  const journalId = context.record({
    ...{ kind: 'inventory.extend', ...entry(unit, hold), rules, input, facts, decision, reason: body.reason },
  });
  const { expiresAt, extended, needsApproval } = decision.outcome;
  if (!needsApproval) {
    await store.saveExtension(context.tx, hold.id, { expiresAt, extended, askedAt: null });
    await setExpiry(context, { ...hold, expiresAt });
    store.announce(context, unit, hold.consultantId);
    return { hold: await holdOut(context, hold.id), journalId, approvalId: null };
  }
  await store.saveExtension(context.tx, hold.id, { ...hold, askedAt: context.now });
  const timeZone = await timeZoneOf(context.tx, unit.siteId);
  const { approvalId } = await requestApproval(context, {
    matter: 'hold_extension',
    siteId: unit.siteId,
    subject: { type: 'hold', id: hold.id },
    customerId: hold.customerId,
    title: { zh: `延长保留 ${unit.code}`, en: `Longer hold of ${unit.code}` },
    lines: [
      { zh: '单位', en: 'Unit', value: unit.code },
      { zh: '保留人', en: 'Held by', value: await nameOf(context.tx, hold.consultantId) },
      { zh: '现到期', en: 'Ends now at', value: localText(hold.expiresAt, timeZone) },
      { zh: '延长至', en: 'Extended to', value: localText(expiresAt, timeZone) },
      { zh: '已延长次数', en: 'Extended already', value: String(hold.extended) },
    ],
    reason: body.reason,
    link: `/inventory/units/${unit.id}`,
    payload: { holdId: hold.id, reason: body.reason },
    applicantId: hold.consultantId,
  });
  return { hold: await holdOut(context, hold.id), journalId, approvalId };
});

onApproval('hold_extension', {
  lock: async (context, { subject }) => {
    const { unitId } = await store.holdById(context.tx, subject.id);
    await settleDue(context, [unitId]);
    await store.lockUnit(context.tx, unitId);
  },
  approved: async (context, approval) => {
    const { unit, hold, live, facts: about } = await openHold(context, approval.subject.id);
    const rules = await context.rules(unit.siteId);
    const facts = { ...about, isAsked: live !== null && live.extensionAskedAt !== null, approved: true };
    const decision = await decided(context, unit.siteId, decideExtend(rules.values.inventory, facts));
    const { expiresAt, extended } = decision.outcome;
    const journalId = context.record({
      ...{ kind: 'inventory.extend', ...entry(unit, hold), rules, input: { reason: '' }, facts, decision },
    });
    await store.saveExtension(context.tx, hold.id, { expiresAt, extended, askedAt: null });
    await setExpiry(context, { ...hold, expiresAt });
    store.announce(context, unit, hold.consultantId);
    await tell(context, [hold.consultantId], {
      ...{ kind: 'inventory.extended', unit, journalId, more: { until: expiresAt } },
    });
  },
  refused: async (context, approval) => {
    const hold = await store.holdById(context.tx, approval.subject.id);
    await store.saveExtension(context.tx, hold.id, { ...hold, askedAt: null });
  },
});

/** The hold ends and another begins for whoever takes it over, with the time that is left. */
export async function giveTo(
  context: Context,
  given: { unit: store.Unit; hold: store.Hold; to: Colleague; reason: string; journalId: string },
): Promise<{ id: string }> {
  const { tx, now } = context;
  const { unit, hold, to, reason, journalId } = given;
  await store.endHold(tx, hold.id, 'passed_on', { at: now, reason });
  await dropAsked(context, hold);
  const passed = {
    ...hold,
    ...{ id: context.newId(), consultantId: to.id, teamId: to.teamId, placedAt: now, passedFrom: hold.id, journalId },
  };
  await store.insertHold(tx, passed);
  await store.saveStanding(
    context,
    unit,
    { state: 'held', isMarked: unit.isMarked, customerId: hold.customerId, consultantId: to.id },
    hold.buyerId,
  );
  return passed;
}

const passOn = carryOut(routes.passOn, async (context, { params, body }) => {
  const { tx, now } = context;
  const to = await colleague(tx, body.toStaffId);
  await store.lockConsultant(tx, to.id);
  const { unit, hold, facts: about } = await openHold(context, params.holdId);
  const rules = await context.rules(unit.siteId);
  const counts = await store.countHolds(tx, { consultantId: to.id, customerId: null, unitId: unit.id }, now);
  const facts = {
    ...about,
    to: { id: to.id, isActive: to.status === 'active', isAtSite: isActiveAt(to, unit.siteId) },
    recipientHolds: counts.consultantHolds,
  };
  const decision = await decided(context, unit.siteId, decidePassOn(rules.values.inventory, facts));
  const input = { reason: body.reason };
  const journalId = context.record({
    ...{ kind: 'inventory.passOn', ...entry(unit, hold, [to.id]), rules, input, facts, decision, reason: body.reason },
  });
  const passed = await giveTo(context, { unit, hold, to, reason: body.reason, journalId });
  const more = { from: await nameOf(tx, hold.consultantId), to: to.name, reason: body.reason };
  await tell(context, decision.outcome.tell, { kind: 'inventory.passedOn', unit, journalId, more });
  await tellControl(context, 'inventory.passedOn', unit, journalId, more);
  return { hold: await holdOut(context, passed.id), journalId };
});

/** A longer hold that somebody still has to agree to has lost its object. */
async function dropAsked(context: Context, hold: store.Hold): Promise<void> {
  if (hold.extensionAskedAt !== null)
    await withdrawApproval(context, 'hold_extension', hold.id, '保留已结束 / the hold has ended');
}

export async function free(
  context: Context,
  unit: store.Unit,
  hold: store.Hold,
  how: { to: 'released' | 'expired'; reason: string },
): Promise<void> {
  await store.endHold(context.tx, hold.id, how.to, { at: context.now, reason: how.reason });
  await dropAsked(context, hold);
  await store.saveStanding(context, unit, { state: 'available', isMarked: false });
}

const release = carryOut(routes.release, async (context, { params, body }) => {
  const { unit, hold, facts } = await openHold(context, params.holdId);
  const decision = await decided(context, unit.siteId, decideRelease(facts));
  const rules = await context.rules(unit.siteId);
  const input = { reason: body.reason };
  const journalId = context.record({
    ...{ kind: 'inventory.release', ...entry(unit, hold), rules, input, facts, decision, reason: body.reason },
  });
  await free(context, unit, hold, { to: 'released', reason: body.reason });
  await clearDeadlines(context.tx, [unit.id], [HOLD_EXPIRES], context.now);
  const more = { reason: body.reason };
  await tell(context, decision.outcome.tell, { kind: 'inventory.released', unit, journalId, more });
  await tellControl(context, 'inventory.released', unit, journalId, more);
  return { hold: await holdOut(context, hold.id), journalId };
});

onDeadline(HOLD_EXPIRES, async (context, deadline) => {
  const unit = await store.lockUnit(context.tx, deadline.subjectId);
  const hold = await store.liveHoldOf(context.tx, unit.id);
  if (hold === null || hold.expiresAt > context.now) return; // extended, sold or passed on meanwhile
  const facts = { hold: store.holdFacts(hold) };
  const decision = decideExpire(facts, context.now);
  if (!decision.accepted) return;
  const rules = await context.rules(unit.siteId);
  const journalId = context.record({
    kind: 'inventory.expire',
    ...entry(unit, hold),
    rules,
    input: {},
    facts,
    decision,
  });
  await free(context, unit, hold, { to: 'expired', reason: '' });
  await tell(context, decision.outcome.tell, { kind: 'inventory.expired', unit, journalId });
});

export const holdCommands: readonly Endpoint[] = [place, extend, passOn, release];
