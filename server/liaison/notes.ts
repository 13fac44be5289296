/** Notices sent, signed for and answered; those nobody looks at are called in when their day is over. */
import { liaison as routes } from '#contract/liaison.ts';
import {
  type Addressee,
  decideAnswer,
  decideLate,
  decideReceive,
  decideSend,
  isDone,
  type NoteKind,
  type SendInput,
  type Sent,
} from '#core/liaison/index.ts';
import { requireCustomer, siteById } from '#server/claims/index.ts';
import { nextNumber, readableDeal } from '#server/deals/index.ts';
import { notify } from '#server/notices/index.ts';
import { requireScope, requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { clearDeadlines, onDeadline, setDeadline, settleDue } from '#server/platform/deadlines.ts';
import { answer, carryOut, type Endpoint } from '#server/platform/http.ts';
import { invalid, notFound } from '#server/platform/refused.ts';
import { receiversOf } from './departments.ts';
import { decided } from './said.ts';
import * as store from './store.ts';
import { listNotes, noteOut, requireReadable } from './views.ts';

const UNRECEIVED = 'liaison.unreceived';
const UNANSWERED = 'liaison.unanswered';

export interface Outgoing {
  readonly siteId: string;
  readonly kind: NoteKind;
  readonly text: string;
  readonly customerId: string | null;
  readonly dealId: string | null;
  readonly departments: readonly store.Department[];
  /** Who answers for it and hears what the departments do; left out: whoever acts. */
  readonly fromId?: string;
}

/** Written, numbered, told to whoever receives, and watched. The caller has decided and recorded. */
export async function sendOut(
  context: Context,
  note: Outgoing,
  sent: Sent,
  kept: { readonly id: string; readonly journalId: string },
): Promise<void> {
  const { tx, now, actor } = context;
  const { id, journalId } = kept;
  const { siteId, kind, customerId, dealId, text, departments } = note;
  const number = await nextNumber(context, 'liaison', siteId);
  const row = {
    id,
    siteId,
    number,
    kind,
    fromId: note.fromId ?? actor.staffId,
    customerId,
    dealId,
    text,
    wantedOn: sent.wantedOn,
  };
  await store.insertNote(
    tx,
    { ...row, at: now, journalId },
    departments.map((one) => one.id),
  );
  await setDeadline(tx, { kind: UNRECEIVED, subjectId: id, siteId, dueAt: sent.receiveBy });
  if (kind !== 'order') await setDeadline(tx, { kind: UNANSWERED, subjectId: id, siteId, dueAt: sent.answerBy });
  for (const department of departments)
    for (const staffId of await receiversOf(tx, department))
      await notify(context, {
        staffId,
        kind: 'liaison.sent',
        payload: {
          ...about({ id, number, kind }),
          department: department.name,
          from: actor.name,
          until: sent.wantedOn,
        },
        journalId,
      });
  context.publish({ topic: 'liaison', siteId, id });
}
const about = ({ id, number, kind }: { id: string; number: string; kind: NoteKind }) => ({
  link: `/liaison/${id}`,
  number,
  noteKind: kind,
});

/** Decides, records and sends a notice of somebody's. */
export async function send(
  context: Context,
  siteId: string,
  input: SendInput,
  departmentIds: readonly string[],
): Promise<{ id: string; journalId: string }> {
  const { tx } = context;
  const ids = [...new Set(departmentIds)];
  const departments = await store.departmentsOf(tx, siteId, ids);
  if (departments.length < ids.length) throw notFound('部门 / department');
  const { timeZone } = await siteById(tx, siteId);
  const facts = { departments: departments.map(({ id, isClosed }) => ({ id, isClosed })), timeZone };
  const rules = await context.rules(siteId);
  const decision = decided(decideSend(rules.values.liaison, facts, input, context.now));
  const id = context.newId();
  const journalId = context.record({
    kind: 'liaison.send',
    siteId,
    subject: { type: 'liaison_note', id },
    customerId: input.customerId,
    staffIds: [context.actor.staffId],
    rules,
    input,
    facts,
    decision,
  });
  await sendOut(context, { siteId, ...input, departments }, decision.outcome, { id, journalId });
  return { id, journalId };
}

const write = carryOut(routes.send, async (context, { body }) => {
  const deal = body.dealId === null ? null : await readableDeal(context, body.dealId);
  const siteId = deal?.siteId ?? body.siteId ?? context.actor.siteId;
  if (!siteId) throw invalid('siteId', '请选择门店 / choose a site');
  if (deal === null) requireSite(context.actor, 'liaison.send', siteId);
  const named = body.customerId ?? deal?.customerId ?? null;
  const customerId = named === null || deal !== null ? named : await requireCustomer(context, 'customers.read', named);
  const { kind, text, wantedOn, dealId } = body;
  const { id, journalId } = await send(
    context,
    siteId,
    { kind, text, customerId, dealId, wantedOn },
    body.departmentIds,
  );
  return { note: await noteOut(context, id), journalId };
});

// ── what the departments do ──

type Done = (context: Context, note: store.Note) => Promise<void>;
const listeners = new Map<string, Done>();
/** A notice that every department has done its part of, for those who wait for it. */
export const onNoteDone = (name: string, handler: Done): void => void listeners.set(name, handler);

async function facing(context: Context, noteId: string, departmentId: string) {
  const { tx } = context;
  await requireReadable(context, noteId);
  await settleDue(context, [noteId]);
  const note = await store.lockNote(tx, noteId);
  const addressee = (await store.addresseesOf(tx, noteId)).find((one) => one.departmentId === departmentId);
  if (!addressee) throw notFound('收件部门 / department');
  const receiverIds = await receiversOf(tx, { id: departmentId, siteId: note.siteId });
  return { note, facts: { kind: note.kind, receiverIds, addressee } };
}

async function finish(context: Context, note: store.Note, did: string, journalId: string): Promise<void> {
  const { tx, now } = context;
  const addressees = await store.addresseesOf(tx, note.id);
  if (addressees.every(({ receivedAt }) => receivedAt !== null)) await clearDeadlines(tx, [note.id], [UNRECEIVED], now);
  if (addressees.every((one) => isDone(note.kind, one))) {
    await clearDeadlines(tx, [note.id], [UNANSWERED], now);
    await store.closeNote(tx, note.id, now);
    for (const listener of listeners.values()) await listener(context, { ...note, doneAt: now });
  }
  if (note.fromId !== null && note.fromId !== context.actor.staffId)
    await notify(context, {
      staffId: note.fromId,
      kind: did,
      payload: { ...about(note), by: context.actor.name },
      journalId,
    });
  context.publish({ topic: 'liaison', siteId: note.siteId, id: note.id });
}

const entryOf = (context: Context, note: store.Note) => ({
  siteId: note.siteId,
  subject: { type: 'liaison_note', id: note.id },
  customerId: note.customerId,
  staffIds: [note.fromId, context.actor.staffId],
});

const receive = carryOut(routes.receive, async (context, { params, body }) => {
  const { note, facts } = await facing(context, params.noteId, body.departmentId);
  const decision = decided(decideReceive(facts, context.actor.staffId));
  const journalId = context.record({ ...entryOf(context, note), kind: 'liaison.receive', input: {}, facts, decision });
  await store.saveReceipt(context.tx, note.id, body.departmentId, context.now, context.actor.staffId);
  await finish(context, note, 'liaison.received', journalId);
  return { note: await noteOut(context, note.id), journalId };
});

const reply = carryOut(routes.answer, async (context, { params, body }) => {
  const { note, facts } = await facing(context, params.noteId, body.departmentId);
  const input = { answer: body.answer };
  const decision = decided(decideAnswer(facts, input, context.actor.staffId));
  const journalId = context.record({ ...entryOf(context, note), kind: 'liaison.answer', input, facts, decision });
  const given = { noteId: note.id, departmentId: body.departmentId, answer: body.answer };
  await store.saveAnswer(context.tx, { ...given, at: context.now, by: context.actor.staffId });
  await finish(context, note, 'liaison.answered', journalId);
  return { note: await noteOut(context, note.id), journalId };
});

// ── when the day is over ──

async function callIn(context: Context, noteId: string, what: 'receipt' | 'answer'): Promise<void> {
  const { tx, now } = context;
  const note = await store.lockNote(tx, noteId);
  const addressees: Addressee[] = await store.addresseesOf(tx, noteId);
  const facts = { kind: note.kind, addressees };
  const input = { what };
  const decision = decideLate(facts, input);
  if (!decision.accepted) return;
  const journalId = context.record({ ...entryOf(context, note), kind: 'liaison.late', input, facts, decision });
  const { departmentIds } = decision.outcome;
  await store.markLate(tx, noteId, departmentIds, now);
  const payload = { ...about(note), what };
  const told = new Set(note.fromId === null ? [] : [note.fromId]);
  for (const id of departmentIds)
    for (const staffId of await receiversOf(tx, { id, siteId: note.siteId })) told.add(staffId);
  for (const staffId of told) await notify(context, { staffId, kind: `liaison.late.${what}`, payload, journalId });
  context.publish({ topic: 'liaison', siteId: note.siteId, id: note.id });
}
onDeadline(UNRECEIVED, (context, { subjectId }) => callIn(context, subjectId, 'receipt'));
onDeadline(UNANSWERED, (context, { subjectId }) => callIn(context, subjectId, 'answer'));

export const noteEndpoints: readonly Endpoint[] = [
  write,
  receive,
  reply,
  answer(routes.list, (context, { query }) => listNotes(context, query)),
  answer(routes.get, async (context, { params }) => {
    requireScope(context.actor, 'liaison.read');
    await requireReadable(context, params.noteId);
    return noteOut(context, params.noteId);
  }),
];
