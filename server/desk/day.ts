/** Opening and closing the day, its order, its schemes. */
import { desk as routes } from '#contract/desk.ts';
import {
  adjustOrder,
  allowOffDutyHelp,
  closeDay,
  type DeskOutcome,
  declareDuty,
  declareEvent,
  joinLine,
  openDay,
  penalise,
  swapPlaces,
  type Unit,
} from '#core/desk/index.ts';
import type { Decision } from '#core/kernel/decision.ts';
import { requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { answer, carryOut } from '#server/platform/http.ts';
import type { RulesInForce } from '#server/platform/rules.ts';
import { citesOf } from './broken-clause.ts';
import { namesOf, recentReceptions, requirePeople, rotatingUnits } from './facts.ts';
import { type DeskCode, type DeskKindName, decided, type Saved, save } from './save.ts';
import { dutyListOf, type Locked, lockSheet, previousSheet, saveDutyList, siteOf } from './store.ts';

export interface OpenSheet {
  readonly locked: Locked;
  readonly rules: RulesInForce;
  readonly by: string | null;
}

export async function openSheet(context: Context, siteId: string, permission: string): Promise<OpenSheet> {
  requireSite(context.actor, permission, siteId);
  const locked = await lockSheet(context, siteId);
  return { locked, rules: await context.rules(siteId), by: context.actor.staffId };
}

/** Decides on the sheet alone and saves: most commands of the day are no more than this. */
export async function onSheet<Result>(
  context: Context,
  { locked, rules }: OpenSheet,
  kind: DeskKindName,
  input: { readonly reason?: string | null },
  decision: Decision<DeskOutcome<Result>, DeskCode>,
  facts: object = {},
): Promise<Saved & { readonly result: Result }> {
  const accepted = await decided(context, decision);
  const saved = await save(context, locked, rules, accepted, {
    kind,
    subject: { type: 'site', id: locked.site.id },
    input,
    facts,
    reason: input.reason ?? null,
  });
  return { ...saved, result: accepted.outcome.result };
}

const isUnit = (units: readonly Unit[], id: string): boolean => units.some((unit) => unit.id === id);

/** A list may name people where teams rotate: then it means their teams, each once. Whom nobody knows stays in it and is refused. */
function asUnits(units: readonly Unit[], ids: readonly string[]): readonly string[] {
  const named = ids.map((id) => units.find((unit) => unit.id === id || unit.members.includes(id))?.id ?? id);
  return named.every((id, index) => id === ids[index]) ? ids : [...new Set(named)];
}

const open = carryOut(routes.open, async (context, { params, body }) => {
  const opened = await openSheet(context, params.siteId, 'desk.supervise');
  const { locked, rules, by } = opened;
  const { day, site, sheet } = locked;
  const house = rules.values.desk;
  const units = await rotatingUnits(context.tx, site.id, house.rotationUnit);
  const planned = house.orderSource === 'duty_list' ? await dutyListOf(context.tx, site.id, day) : [];
  const previous = await previousSheet(context.tx, site.id, day);
  const here = Object.entries(sheet.presence);
  const input = {
    siteId: site.id,
    day,
    timeZone: site.timeZone,
    closesAt: site.closesAt,
    units,
    dutyList:
      body.order === undefined ? asUnits(units, planned).filter((id) => isUnit(units, id)) : asUnits(units, body.order),
    checkIns: Object.fromEntries(
      here.filter(([, one]) => one.status === 'on_floor').map(([id, one]) => [id, one.since]),
    ),
    receptions: house.orderSource === 'fewest_received' ? await recentReceptions(context.tx, site.id, day) : {},
    presence: Object.fromEntries(here.map(([id, one]) => [id, one.status])),
  };
  const decision = openDay(house, sheet, previous, input, context.now, by);
  const { result, version, journalId } = await onSheet(
    context,
    opened,
    'desk.openDay',
    { ...input, reason: null },
    decision,
    { previous },
  );
  return { order: [...result.order], version, journalId };
});

const close = carryOut(routes.close, async (context, { params, body }) => {
  const opened = await openSheet(context, params.siteId, 'desk.supervise');
  const input = { reason: body.reason };
  const decision = closeDay(opened.rules.values.desk, opened.locked.sheet, input, context.now, opened.by);
  const { result, version, journalId } = await onSheet(context, opened, 'desk.closeDay', input, decision);
  const { nextHead } = result;
  const names = await namesOf(context.tx, nextHead === null ? [] : [nextHead]);
  return {
    nextHead: nextHead === null ? null : { id: nextHead, name: names.get(nextHead)?.name ?? '' },
    order: [...result.order],
    expiredMakeUps: [...result.expiredMakeUps],
    version,
    journalId,
  };
});

const planDuty = carryOut(routes.planDuty, async (context, { params, body }) => {
  requireSite(context.actor, 'desk.supervise', params.siteId);
  await siteOf(context.tx, params.siteId);
  const { siteId, day } = params;
  const units = body.order;
  const before = await dutyListOf(context.tx, siteId, day);
  await saveDutyList(context.tx, { siteId, day, units, at: context.now, by: context.actor.staffId });
  const journalId = context.record({
    kind: 'desk.planDuty',
    siteId,
    subject: { type: 'site', id: siteId },
    staffIds: units,
    rules: await context.rules(siteId),
    input: { day, units },
    facts: { before },
    decision: {
      accepted: true,
      outcome: { day, units },
      clauses: ['S4.02.i01', 'S4.01.a03.sheet', 'S0.02.rec.1'],
      rejected: [],
    },
  });
  context.publish({ topic: 'desk', siteId });
  return { journalId };
});

const dutyList = answer(routes.dutyList, async (context, { params }) => {
  requireSite(context.actor, 'desk.read', params.siteId);
  const units = await dutyListOf(context.tx, params.siteId, params.day);
  const names = await namesOf(context.tx, units);
  return { order: units.map((unitId) => ({ unitId, name: names.get(unitId)?.name ?? '' })) };
});

const adjust = carryOut(routes.adjust, async (context, { params, body }) => {
  const opened = await openSheet(context, params.siteId, 'desk.supervise');
  const input = { line: body.line, reason: body.reason };
  const decision = adjustOrder(opened.locked.sheet, input, context.now, opened.by);
  const { result, version, journalId } = await onSheet(context, opened, 'desk.adjustOrder', input, decision);
  return { moved: result.moved, version, journalId };
});

const swap = carryOut(routes.swap, async (context, { params, body }) => {
  const opened = await openSheet(context, params.siteId, 'desk.supervise');
  const { unitId, withUnitId, reason } = body;
  const input = { unitId, withUnitId, reason };
  const decision = swapPlaces(opened.locked.sheet, input, context.now, opened.by);
  const { version, journalId } = await onSheet(context, opened, 'desk.swapPlaces', input, decision);
  return { version, journalId };
});

const penalty = carryOut(routes.penalise, async (context, { params, body }) => {
  const opened = await openSheet(context, params.siteId, 'desk.supervise');
  const { unitId, effect, clause, reason } = body;
  const input = { unitId, effect, clause, cites: await citesOf(context, opened.rules, clause), reason };
  const decision = penalise(opened.locked.sheet, input, context.now, opened.by);
  const { version, journalId } = await onSheet(context, opened, 'desk.penalise', input, decision);
  return { version, journalId };
});

/** Alone, or with the team that already stands in the line: then the team's own rows are what changes. */
async function unitFor(context: Context, { locked, rules }: OpenSheet, staffId: string): Promise<Unit> {
  if (rules.values.desk.rotationUnit === 'person') return { id: staffId, members: [staffId] };
  const units = await rotatingUnits(context.tx, locked.site.id, 'team');
  return units.find((unit) => unit.members.includes(staffId)) ?? { id: staffId, members: [staffId] };
}

const join = carryOut(routes.join, async (context, { params, body }) => {
  const opened = await openSheet(context, params.siteId, 'desk.supervise');
  await requirePeople(context, 'staffId', [body.staffId]);
  const unit = await unitFor(context, opened, body.staffId);
  const input = { unit, status: body.status };
  const decision = joinLine(opened.rules.values.desk, opened.locked.sheet, input, context.now, opened.by);
  const { result, version, journalId } = await onSheet(
    context,
    opened,
    'desk.joinLine',
    { ...input, reason: null },
    decision,
  );
  return { place: result.place, version, journalId };
});

const event = carryOut(routes.declareEvent, async (context, { params, body }) => {
  const opened = await openSheet(context, params.siteId, 'desk.manage');
  await requirePeople(context, 'list', body.event?.list ?? []);
  const input = { event: body.event };
  const decision = declareEvent(opened.locked.sheet, input, context.now, opened.by);
  const reason = body.event?.name ?? null;
  const { version, journalId } = await onSheet(context, opened, 'desk.declareEvent', { ...input, reason }, decision);
  return { version, journalId };
});

const duty = carryOut(routes.declareDuty, async (context, { params, body }) => {
  const opened = await openSheet(context, params.siteId, 'desk.supervise');
  await requirePeople(context, 'staffIds', [...body.staffIds, body.leaderId]);
  const input = { staffIds: body.staffIds, leaderId: body.leaderId };
  const decision = declareDuty(opened.locked.sheet, input, context.now, opened.by);
  const { version, journalId } = await onSheet(
    context,
    opened,
    'desk.declareDuty',
    { ...input, reason: null },
    decision,
  );
  return { version, journalId };
});

const offDuty = carryOut(routes.allowOffDuty, async (context, { params, body }) => {
  const opened = await openSheet(context, params.siteId, 'desk.manage');
  const input = { staffId: body.staffId, reason: body.reason };
  const decision = allowOffDutyHelp(opened.rules.values.desk, opened.locked.sheet, input, context.now, opened.by);
  const { version, journalId } = await onSheet(context, opened, 'desk.allowOffDutyHelp', input, decision);
  return { version, journalId };
});

export const dayEndpoints = [open, close, planDuty, dutyList, adjust, swap, penalty, join, event, duty, offDuty];
