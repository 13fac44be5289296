/** Vehicles: moved, called back from second-tier stores in time, counted twice a day where the house wants it. */
import { inventory as routes } from '#contract/inventory.ts';
import {
  decideMove,
  decideRecall,
  decideReport,
  decideReportMissing,
  nextReport,
  type Slot,
} from '#core/inventory/index.ts';
import { accept } from '#core/kernel/decision.ts';
import { addDays, endOfDay, localDateOf } from '#core/kernel/instant.ts';
import { requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { clearDeadlines, onDeadline, setDeadline } from '#server/platform/deadlines.ts';
import { answer, carryOut, type Endpoint } from '#server/platform/http.ts';
import { notify } from '#server/notices/index.ts';
import { arrivalHook } from './hooks.ts';
import { tell } from './notify.ts';
import { decided, refuseWith } from './said.ts';
import { announce, lockUnit, unitById } from './store.ts';
import * as store from './store-vehicles.ts';
import { openUnit } from './taking.ts';
import { holdersOf, timeZoneOf } from '#server/organisation/index.ts';
import { recalls, reportOut, stockReports, vehicles } from './views-vehicles.ts';
import { unitOut } from './views.ts';

const RECALL = 'inventory.recall';
const REPORT = 'inventory.reportDue';

const move = carryOut(routes.moveVehicle, async (context, { params, body }) => {
  const { tx, now, actor } = context;
  const { siteId } = await unitById(tx, params.unitId);
  requireSite(actor, 'inventory.edit', siteId);
  const { unit } = await openUnit(context, params.unitId);
  const timeZone = await timeZoneOf(tx, siteId);
  const rules = await context.rules(siteId);
  const { kind, location, stockState, atBranchSince } = unit;
  const facts = { kind, location, stockState, atBranchSince, timeZone };
  const { commandId: _command, note, ...input } = body;
  const decision = await decided(context, siteId, decideMove(rules.values.inventory, facts, input, now));
  const journalId = context.record({
    kind: 'inventory.moveVehicle',
    siteId,
    subject: { type: 'unit', id: unit.id },
    staffIds: [actor.staffId],
    rules,
    input,
    facts,
    decision,
    reason: note,
  });
  const { recallAt, ...to } = decision.outcome;
  const today = localDateOf(now, timeZone);
  await store.savePlace(context, unit, to, today);
  await store.insertMove(context, unit, { id: context.newId(), to, ...input, note, journalId });
  if (recallAt === null) await backHome(context, unit, today);
  else if (recallAt > now) await setDeadline(tx, { kind: RECALL, subjectId: unit.id, siteId, dueAt: recallAt });
  const saved = await unitById(tx, unit.id);
  if (unit.stockState === 'in_transit' && to.stockState !== 'in_transit' && unit.dealId !== null)
    await arrivalHook()?.(context, { unitId: unit.id, dealId: unit.dealId });
  announce(context, saved, saved.consultantId);
  return { unit: unitOut(actor, saved), journalId };
});

async function backHome(context: Context, unit: { id: string; siteId: string }, today: string): Promise<void> {
  await clearDeadlines(context.tx, [unit.id], [RECALL], context.now);
  const closed = await store.closeRecall(context, unit.id, today);
  if (closed === null) return;
  context.record({
    kind: 'inventory.vehicleReturned',
    siteId: unit.siteId,
    subject: { type: 'unit', id: unit.id },
    staffIds: [context.actor.staffId],
    input: {},
    facts: { recallId: closed.id },
    decision: accept({ daysLate: closed.daysLate }, ['S2.15.c6.13']),
  });
}

/** Vehicles that came onto the books at a second-tier store are called back in time too; the rounds of stock reports begin. */
export async function watchVehicles(context: Context, siteId: string): Promise<void> {
  const { tx, now } = context;
  const rules = (await context.rules(siteId)).values.inventory;
  const timeZone = await timeZoneOf(tx, siteId);
  if (rules.branchDaysMax > 0)
    for (const { id, since } of await store.atBranches(tx, siteId)) {
      const due = endOfDay(addDays(since, rules.branchDaysMax), timeZone);
      const isOverdue = due <= now; // it came onto the books too late: at once
      await setDeadline(tx, { kind: RECALL, subjectId: id, siteId, dueAt: isOverdue ? now : due });
    }
  await nextRound(context, siteId);
}

onDeadline(RECALL, async (context, deadline) => {
  const { tx, now } = context;
  const unit = await lockUnit(tx, deadline.subjectId);
  const rules = await context.rules(unit.siteId);
  const timeZone = await timeZoneOf(tx, unit.siteId);
  const { stockState, atBranchSince } = unit;
  const facts = { stockState, atBranchSince, timeZone };
  const decision = decideRecall(rules.values.inventory, facts, now);
  if (!decision.accepted || unit.state === 'handed_over' || atBranchSince === null) return;
  const journalId = context.record({
    kind: 'inventory.recall',
    siteId: unit.siteId,
    subject: { type: 'unit', id: unit.id },
    rules,
    input: {},
    facts,
    decision,
  });
  const { dueOn, days } = decision.outcome;
  const recall = {
    id: context.newId(),
    unitId: unit.id,
    siteId: unit.siteId,
    branch: unit.location,
    since: atBranchSince,
  };
  await store.insertRecall(context, { ...recall, dueOn, journalId });
  const more = { branch: unit.location, days };
  await tell(context, await holdersOf(tx, 'inventory.edit', unit.siteId, null), {
    kind: 'inventory.recall',
    unit,
    journalId,
    more,
  });
});

async function nextRound(context: Context, siteId: string): Promise<void> {
  const rules = (await context.rules(siteId)).values.inventory;
  const next = nextReport(rules, context.now, await timeZoneOf(context.tx, siteId));
  if (next === null) return;
  const payload = { day: next.day, slot: next.slot };
  await setDeadline(context.tx, { kind: REPORT, subjectId: siteId, siteId, dueAt: next.dueAt, payload });
}

const report = carryOut(routes.reportStock, async (context, { params, body }) => {
  const { tx, now, actor } = context;
  const { siteId } = params;
  requireSite(actor, 'inventory.edit', siteId);
  const timeZone = await timeZoneOf(tx, siteId);
  const rules = await context.rules(siteId);
  const known = await store.reportOf(tx, siteId, localDateOf(now, timeZone), body.slot);
  const facts = { timeZone, expected: await store.onTheBoard(tx, siteId), isInAlready: known?.state === 'in' };
  const input = { slot: body.slot, found: body.found };
  const decision = await decided(context, siteId, decideReport(rules.values.inventory, facts, input, now));
  const id = known?.id ?? context.newId();
  const journalId = context.record({
    kind: 'inventory.report',
    siteId,
    subject: { type: 'stock_report', id },
    staffIds: [actor.staffId],
    rules,
    input,
    facts,
    decision,
  });
  const saved = {
    id,
    siteId,
    slot: body.slot,
    state: 'in' as const,
    found: body.found.length,
    note: body.note,
    journalId,
  };
  if ((await store.saveReport(context, { ...saved, ...decision.outcome })) === 0)
    throw refuseWith('REPORT_ALREADY_IN', { slot: body.slot }); // somebody else's came in at the same moment
  const { isLate, differences } = decision.outcome;
  const payload = {
    link: '/inventory/reports',
    by: actor.name,
    slot: body.slot,
    isLate,
    differences: differences.length,
  };
  for (const staffId of await holdersOf(tx, 'inventory.control', siteId, actor.staffId))
    await notify(context, { staffId, kind: 'inventory.stockReported', payload, journalId });
  await nextRound(context, siteId);
  context.publish({ topic: 'inventory', siteId });
  return { report: await reportOut(context, id), journalId };
});

/** The hour has come: who has not reported by now is late, and the assistant hears of it. */
onDeadline(REPORT, async (context, deadline) => {
  const { tx, now } = context;
  const siteId = deadline.subjectId;
  const { day, slot } = deadline.payload as { day: string; slot: Slot };
  const known = await store.reportOf(tx, siteId, day, slot);
  const rules = await context.rules(siteId);
  const facts = { isInAlready: known !== null };
  const decision = decideReportMissing(facts);
  if (rules.values.inventory.stockReports === 'twice_daily' && decision.accepted && decision.outcome.missing) {
    const id = context.newId();
    const journalId = context.record({
      kind: 'inventory.reportMissing',
      siteId,
      subject: { type: 'stock_report', id },
      rules,
      input: {},
      facts,
      decision,
    });
    const missing = {
      id,
      siteId,
      day,
      slot,
      state: 'missing' as const,
      dueAt: now,
      isLate: true,
      found: 0,
      differences: [],
    };
    await store.saveReport(context, { ...missing, note: '', journalId });
    const payload = { link: '/inventory/reports', slot };
    const told = new Set([
      ...(await holdersOf(tx, 'inventory.control', siteId, null)),
      ...(await holdersOf(tx, 'inventory.edit', siteId, null)),
    ]);
    for (const staffId of told) await notify(context, { staffId, kind: 'inventory.reportMissing', payload, journalId });
  }
  await nextRound(context, siteId);
});

const check = carryOut(routes.checkReport, async (context, { params, body }) => {
  const known = await store.reportById(context.tx, params.reportId);
  requireSite(context.actor, 'inventory.control', known.siteId);
  if ((await store.saveChecked(context, known.id)) === 0) throw refuseWith('REPORT_ALREADY_IN', {});
  const journalId = context.record({
    kind: 'inventory.checkReport',
    siteId: known.siteId,
    subject: { type: 'stock_report', id: known.id },
    staffIds: [context.actor.staffId],
    input: { note: body.note },
    facts: {},
    decision: accept({ checked: true }, ['S0.08.f.2', 'S2.15.c6.02']),
    reason: body.note,
  });
  return { report: await reportOut(context, known.id), journalId };
});

export const vehicleEndpoints: readonly Endpoint[] = [
  move,
  report,
  check,
  answer(routes.vehicles, (context, { params, query }) => vehicles(context, params.siteId, query)),
  answer(routes.recalls, (context, { params, query }) => recalls(context, params.siteId, query.open === 'true')),
  answer(routes.stockReports, (context, { params, query }) => stockReports(context, params.siteId, query)),
];
