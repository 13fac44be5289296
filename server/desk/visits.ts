/** Commands on one visit, from the door to the farewell. */
import { desk as routes, type VisitBody } from '#contract/desk.ts';
import type { Alternative, Decision } from '#core/kernel/decision.ts';
import {
  acceptTurn,
  addHelper,
  arrangeStandIn,
  changeConsultant,
  type DeskFacts,
  type DeskOutcome,
  type DeskSheet,
  finishVisit,
  handOver,
  passTurn,
  type ReceiveResult,
  receiveVisit,
  type VisitInput,
  type VisitOnFloor,
  visitorLeft,
  visitRules,
} from '#core/desk/index.ts';
import { resolve } from '#server/customers/index.ts';
import { notify } from '#server/notices/index.ts';
import { requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { carryOut } from '#server/platform/http.ts';
import { notFound } from '#server/platform/refused.ts';
import type { RulesInForce } from '#server/platform/rules.ts';
import { actingFor, requireOnVisit, requireOnVisitOrRecorder } from './acting.ts';
import { customerByPhone, deskFacts, namesOf, requirePeople, supervisorsOf } from './facts.ts';
import { applyOwner, noteReception } from './ownership.ts';
import { type DeskCode, decided, type Saving, save } from './save.ts';
import { type Locked, lockSheet } from './store.ts';
import { placeOfVisit, saveLog, saveOwner, type StoredInput, type StoredVisit, visitById } from './visit-store.ts';
import { deliver } from './messages.ts';
import { visitOut } from './visit-views.ts';

type Body = VisitBody & { readonly commandId?: string };

/** What was said at the door, as the rules take it. Somebody spoken of need not be on the sheet: then they are simply not there. */
export const saidIn = (body: Body): StoredInput['said'] => ({
  purpose: body.purpose,
  partySize: body.partySize,
  parties: body.parties,
  visitedBefore: body.visitedBefore,
  receivedBy: body.receivedBy,
  forgotten: body.forgotten,
  names: body.names,
  refuses: body.refuses,
  complainsAbout: body.complainsAbout,
  wantsDiscountOnly: body.wantsDiscountOnly,
  recognisedBy: body.recognisedBy,
  proof: body.proof,
  appointment: body.appointment,
  entrustedTo: body.entrustedTo,
  servedBy: body.servedBy,
});

export interface OpenVisit {
  readonly locked: Locked;
  readonly visit: StoredVisit;
  readonly rules: RulesInForce;
}

/** The visit with its day's sheet locked. */
export async function openVisit(context: Context, visitId: string, permission: string): Promise<OpenVisit> {
  const { siteId, day } = await placeOfVisit(context.tx, visitId);
  requireSite(context.actor, permission, siteId);
  const locked = await lockSheet(context, siteId, day);
  return { locked, visit: await visitById(context.tx, visitId), rules: await context.rules(siteId) };
}

const peopleSpokenOf = (body: Body): (string | null | undefined)[] => [
  ...body.names,
  ...(body.receivedBy ?? []),
  body.refuses,
  body.complainsAbout,
  body.recognisedBy,
  body.proof?.staffId,
  body.appointment?.staffId,
  body.entrustedTo,
  body.servedBy,
];

export const subject = (id: string) => ({ type: 'visit', id });
export const received = async (context: Context, visitId: string, journalId: string) => ({
  visit: await visitOut(context, visitId),
  journalId,
});

async function factsFor(
  context: Context,
  rules: RulesInForce,
  sheet: DeskSheet,
  visitId: string,
  stored: { customerId: string | null } & Pick<StoredInput, 'referredBy' | 'moneyPaid'>,
): Promise<DeskFacts> {
  const { customerId, referredBy, moneyPaid } = stored;
  return deskFacts(context, rules, sheet, { visitId, customerId, referredBy, moneyPaid });
}

const peopleIn = (result: ReceiveResult, rejected: readonly Alternative[]): (string | null)[] => [
  result.visit.serverId,
  result.visit.onBehalfOf,
  result.owner.ownerId,
  result.owner.previousOwnerId,
  ...rejected.map((alternative) => alternative.what),
];

async function customerOf(context: Context, body: Body): Promise<string | null> {
  if (body.customerId !== null) {
    const id = await resolve(context.tx, body.customerId);
    if (id === null) throw notFound('客户 / customer');
    return id;
  }
  return body.phone === null || body.phone === '' ? null : customerByPhone(context.tx, body.phone);
}

const receive = carryOut(routes.receive, async (context, { params, body }) => {
  requireSite(context.actor, 'desk.receive', params.siteId);
  await requirePeople(context, 'names', peopleSpokenOf(body));
  const locked = await lockSheet(context, params.siteId);
  const rules = await context.rules(params.siteId);
  const visitId = context.newId();
  const customerId = await customerOf(context, body);
  const stored: StoredInput = { said: saidIn(body), referredBy: body.referredBy, moneyPaid: body.moneyPaid };
  const facts = await factsFor(context, rules, locked.sheet, visitId, { ...stored, customerId });
  const input: VisitInput = { visitId, ...stored.said };
  const decision = await decided(
    context,
    receiveVisit(visitRules(rules.values), locked.sheet, facts, input, context.now, context.actor.staffId),
  );
  const { result } = decision.outcome;
  const { purpose, parties } = body;
  const { siteId } = params;
  const { journalId } = await save(context, locked, rules, decision, {
    kind: 'desk.receiveVisit',
    subject: subject(visitId),
    customerId,
    staffIds: peopleIn(result, decision.rejected),
    input,
    facts,
    fresh: {
      visit: { siteId, day: locked.day, purpose, parties, visitor: body.visitor, input: stored },
      owner: result.owner,
      hints: result.hints,
    },
  });
  await tellSupervisors(context, siteId, result, journalId);
  return received(context, visitId, journalId);
});

async function tellSupervisors(
  context: Context,
  siteId: string,
  result: ReceiveResult,
  journalId: string,
): Promise<void> {
  if (!result.hints.some((hint) => hint === 'nobody_free' || hint === 'supervisor_informed')) return;
  const { visitId, number, row } = result.visit;
  const payload = { link: `/desk/visits/${visitId}`, visitId, number, row, hints: result.hints };
  for (const staffId of await supervisorsOf(context.tx, siteId)) {
    await notify(context, { staffId, kind: 'desk.look_here', payload, journalId });
  }
}

/** Decides a visit again that is already on the sheet, and writes down what became of its owner. */
async function decideAgain(
  context: Context,
  { locked, visit, rules }: OpenVisit,
  decision: Decision<DeskOutcome<ReceiveResult>, DeskCode>,
  saving: Pick<Saving, 'kind' | 'input' | 'facts'> & Partial<Saving>,
  input: StoredInput | null,
): Promise<string> {
  const accepted = await decided(context, decision);
  const { result } = accepted.outcome;
  const { journalId } = await save(context, locked, rules, accepted, {
    subject: subject(visit.id),
    customerId: result.visit.customerId,
    staffIds: [visit.serverId, ...peopleIn(result, accepted.rejected)],
    ...saving,
  });
  const said = input === null ? null : { purpose: input.said.purpose, parties: input.said.parties, input };
  await saveOwner(context.tx, visit.id, result.owner, result.hints, said);
  await tellSupervisors(context, visit.siteId, result, journalId);
  return journalId;
}

/** A visitor who waits is assigned as soon as somebody is free; null when they still wait. */
export async function callWaiting(
  context: Context,
  visitId: string,
  servedBy: string | null = null,
): Promise<string | null> {
  const { siteId, day } = await placeOfVisit(context.tx, visitId);
  const locked = await lockSheet(context, siteId, day);
  const visit = await visitById(context.tx, visitId);
  const rules = await context.rules(siteId);
  const stored = servedBy === null ? visit.input : { ...visit.input, said: { ...visit.input.said, servedBy } };
  const facts = await factsFor(context, rules, locked.sheet, visitId, { ...stored, customerId: visit.customerId });
  const input: VisitInput = { visitId, ...stored.said };
  const decision = receiveVisit(
    visitRules(rules.values),
    locked.sheet,
    facts,
    input,
    context.now,
    context.actor.staffId,
  );
  if (decision.accepted && decision.outcome.result.visit.serverId === null) return null;
  const saving = { kind: 'desk.receiveVisit', input, facts } as const;
  return decideAgain(context, { locked, visit, rules }, decision, saving, servedBy === null ? null : stored);
}

const callNext = carryOut(routes.callNext, async (context, { params, body }) => {
  const { siteId, journalId } = await visitById(context.tx, params.visitId);
  requireSite(context.actor, 'desk.receive', siteId);
  await requirePeople(context, 'servedBy', [body.servedBy]);
  return received(context, params.visitId, (await callWaiting(context, params.visitId, body.servedBy)) ?? journalId);
});

const accept = carryOut(routes.accept, async (context, { params, body }) => {
  const { locked, rules, visit } = await openVisit(context, params.visitId, 'desk.receive');
  const staffId = actingFor(context, visit.siteId, body.staffId);
  const input = { visitId: visit.id, staffId };
  const decision = await decided(context, acceptTurn(locked.sheet, input, context.now));
  const { journalId } = await save(context, locked, rules, decision, {
    kind: 'desk.acceptTurn',
    subject: subject(visit.id),
    customerId: visit.customerId,
    input,
    facts: {},
  });
  return received(context, visit.id, journalId);
});

const pass = carryOut(routes.pass, async (context, { params, body }) => {
  const opened = await openVisit(context, params.visitId, 'desk.receive');
  const { locked, rules, visit } = opened;
  const staffId = actingFor(context, visit.siteId, body.staffId);
  const facts = await factsFor(context, rules, locked.sheet, visit.id, {
    ...visit.input,
    customerId: visit.customerId,
  });
  const input = { visit: { visitId: visit.id, ...visit.input.said }, staffId, reason: body.reason, note: body.note };
  const by = context.actor.staffId;
  const decision = passTurn(visitRules(rules.values), locked.sheet, facts, input, context.now, by);
  const reason = body.note ?? body.reason;
  const saving = { kind: 'desk.passTurn', input, facts, reason } as const;
  return received(context, visit.id, await decideAgain(context, opened, decision, saving, null));
});

const correct = carryOut(routes.correct, async (context, { params, body }) => {
  await requirePeople(context, 'names', peopleSpokenOf(body));
  const opened = await openVisit(context, params.visitId, 'desk.receive');
  const { locked, rules, visit } = opened;
  await requireOnVisitOrRecorder(context, visit);
  const customerId = (await customerOf(context, body)) ?? visit.customerId;
  const stored: StoredInput = { said: saidIn(body), referredBy: body.referredBy, moneyPaid: body.moneyPaid };
  const facts = await factsFor(context, rules, locked.sheet, visit.id, { ...stored, customerId });
  const input: VisitInput = { visitId: visit.id, ...stored.said };
  const by = context.actor.staffId;
  const decision = handOver(visitRules(rules.values), locked.sheet, facts, input, context.now, by);
  const saving = { kind: 'desk.handOver', input, facts, overrides: visit.journalId } as const;
  const journalId = await decideAgain(context, opened, decision, saving, stored);
  if (body.visitor !== '') await saveLog(context.tx, visit.id, { visitor: body.visitor });
  return received(context, visit.id, journalId);
});

const change = carryOut(routes.change, async (context, { params, body }) => {
  const { locked, rules, visit } = await openVisit(context, params.visitId, 'desk.receive');
  requireOnVisit(context, visit);
  const input = { visitId: visit.id, toStaffId: body.toStaffId, reason: body.reason };
  const by = context.actor.staffId;
  const decision = await decided(context, changeConsultant(rules.values.desk, locked.sheet, input, context.now, by));
  const { owner } = decision.outcome.result;
  const { journalId } = await save(context, locked, rules, decision, {
    kind: 'desk.changeConsultant',
    subject: subject(visit.id),
    customerId: visit.customerId,
    staffIds: [owner.ownerId, owner.previousOwnerId, visit.serverId],
    input,
    facts: {},
    reason: body.reason,
    overrides: visit.journalId,
  });
  await saveOwner(context.tx, visit.id, owner, owner.needs === null ? [] : ['supervisor_informed'], null);
  return received(context, visit.id, journalId);
});

const help = carryOut(routes.help, async (context, { params, body }) => {
  const { locked, rules, visit } = await openVisit(context, params.visitId, 'desk.receive');
  // a10: helpers are named by the supervisor; a18: whoever serves may ask a colleague. Nobody else adds people to a visit.
  if (visit.serverId !== context.actor.staffId) requireSite(context.actor, 'desk.operate', visit.siteId);
  await requirePeople(context, 'staffId', [body.staffId]);
  const input = { visitId: visit.id, staffId: body.staffId, reason: body.reason };
  const decision = await decided(context, addHelper(locked.sheet, input, context.now, context.actor.staffId));
  const { journalId } = await save(context, locked, rules, decision, {
    kind: 'desk.addHelper',
    subject: subject(visit.id),
    customerId: visit.customerId,
    staffIds: [visit.serverId, body.staffId],
    input,
    facts: {},
  });
  const payload = { link: '/desk', number: visit.number, by: context.actor.name, reason: body.reason ?? '' };
  if (body.staffId !== context.actor.staffId)
    await notify(context, { staffId: body.staffId, kind: 'desk.help_wanted', payload, journalId });
  return received(context, visit.id, journalId);
});

const standIn = carryOut(routes.standIn, async (context, { params, body }) => {
  const { locked, rules, visit } = await openVisit(context, params.visitId, 'desk.receive');
  actingFor(context, visit.siteId, visit.serverId ?? undefined);
  const input = { visitId: visit.id, standIn: body.staffId ?? ('next' as const) };
  const by = context.actor.staffId;
  const decision = await decided(context, arrangeStandIn(rules.values.desk, locked.sheet, input, context.now, by));
  const { journalId } = await save(context, locked, rules, decision, {
    kind: 'desk.arrangeStandIn',
    subject: subject(visit.id),
    customerId: visit.customerId,
    input,
    facts: {},
  });
  return received(context, visit.id, journalId);
});

const finish = carryOut(routes.finish, async (context, { params, body }) => {
  const { locked, rules, visit } = await openVisit(context, params.visitId, 'desk.receive');
  actingFor(context, visit.siteId, visit.serverId ?? undefined);
  const input = { visitId: visit.id, explainedTo: body.explainedTo };
  const by = context.actor.staffId;
  const decision = await decided(context, finishVisit(rules.values.desk, locked.sheet, input, context.now, by));
  const { result } = decision.outcome;
  const { journalId } = await save(context, locked, rules, decision, {
    kind: 'desk.finishVisit',
    subject: subject(visit.id),
    customerId: visit.customerId,
    staffIds: [visit.serverId, result.briefStaffId],
    input,
    facts: {},
    ended: { visits: [result.visit], state: 'finished' },
  });
  await saveLog(context.tx, visit.id, { ...body, registrationDue: result.registrationDue });
  await afterwards(context, visit, result.briefStaffId, journalId, body.interest ?? '');
  const messages = await deliver(context, result.messages);
  const called = result.nextWaiting === null ? null : await callWaiting(context, result.nextWaiting);
  const nextCalled =
    called === null || result.nextWaiting === null ? null : await visitOut(context, result.nextWaiting);
  const { counted, registrationDue, briefStaffId } = result;
  const names = await namesOf(context.tx, briefStaffId === null ? [] : [briefStaffId]);
  const brief = briefStaffId === null ? null : { id: briefStaffId, name: names.get(briefStaffId)?.name ?? '' };
  return { visit: await visitOut(context, visit.id), counted, brief, messages, registrationDue, nextCalled, journalId };
});

/** The owner is told what a colleague learned; the claim learns of the reception. */
async function afterwards(
  context: Context,
  visit: StoredVisit,
  briefStaffId: string | null,
  journalId: string,
  interest: string,
): Promise<void> {
  const { id: visitId, number } = visit;
  if (briefStaffId !== null) {
    const payload = { link: `/desk/visits/${visitId}`, visitId, number, by: visit.serverId, interest };
    await notify(context, { staffId: briefStaffId, kind: 'desk.brief', payload, journalId });
  }
  if (visit.customerId === null) return;
  await noteReception(context, visit, visit.customerId, interest);
  if (visit.ownerSettledAt === null) await applyOwner(context, visit, visit.owner, visit.customerId, false);
}

const leave = carryOut(routes.leave, async (context, { params, body }) => {
  const { locked, rules, visit } = await openVisit(context, params.visitId, 'desk.receive');
  await requireOnVisitOrRecorder(context, visit);
  const input = { visitId: visit.id, reason: body.reason };
  const by = context.actor.staffId;
  const decision = await decided(context, visitorLeft(locked.sheet, input, context.now, by));
  const gone: VisitOnFloor = decision.outcome.result.visit;
  const { journalId } = await save(context, locked, rules, decision, {
    kind: 'desk.visitorLeft',
    subject: subject(visit.id),
    customerId: visit.customerId,
    staffIds: [visit.serverId],
    input,
    facts: {},
    reason: body.reason,
    ended: { visits: [gone], state: 'left' },
  });
  return received(context, visit.id, journalId);
});

export const visitEndpoints = [receive, callNext, accept, pass, correct, change, help, standIn, finish, leave];
