/** What every desk command does after it has decided: sheet, ledger, visits and journal in one transaction, then who is told. */
import { deskRefusals } from '#contract/desk-refusals.ts';
import type { DeskOutcome, DeskSheet, OwnerConsequence, VisitOnFloor } from '#core/desk/index.ts';
import { type deskKinds, kept, waitingAlertAt } from '#core/desk/index.ts';
import type { Accepted, Decision } from '#core/kernel/decision.ts';
import { startServing, stopServing } from '#server/customers/index.ts';
import { notify } from '#server/notices/index.ts';
import type { Context } from '#server/platform/context.ts';
import { clearDeadlines, setDeadline } from '#server/platform/deadlines.ts';
import { reasonOf, refusedBy } from '#server/platform/refused.ts';
import type { RulesInForce } from '#server/platform/rules.ts';
import { namesOf } from './facts.ts';
import type { Locked } from './store.ts';
import type { NewVisit } from './visit-store.ts';
import { saveSheet } from './store.ts';
import { insertVisit, updateVisits } from './visit-store.ts';

export type DeskCode = keyof typeof deskRefusals;
export type DeskKindName = keyof typeof deskKinds;

async function spelled(context: Context, detail: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
  const { staffId } = detail;
  if (typeof staffId !== 'string') return { ...detail };
  const name = (await namesOf(context.tx, [staffId])).get(staffId)?.name ?? '';
  return { ...detail, name };
}

/** The accepted decision; a refused one is thrown with the names in its sentence, and nothing is written. */
export async function decided<Outcome, Code extends DeskCode>(
  context: Context,
  decision: Decision<Outcome, Code>,
): Promise<Accepted<Outcome>> {
  if (decision.accepted) return decision;
  throw refusedBy(decision, deskRefusals, await spelled(context, decision.detail));
}

/** What a button shows: the refusal the command would give now, or null. */
export async function whyNot<Code extends DeskCode>(context: Context, decision: Decision<unknown, Code>) {
  return decision.accepted ? null : reasonOf(decision, deskRefusals, await spelled(context, decision.detail));
}

export { lacks } from '#server/platform/actor.ts';

export interface Saving {
  readonly kind: DeskKindName;
  readonly subject: { readonly type: string; readonly id: string };
  readonly input: unknown;
  readonly facts: unknown;
  readonly customerId?: string | null;
  readonly staffIds?: readonly (string | null | undefined)[];
  readonly reason?: string | null;
  readonly overrides?: string | null;
  /** A visit that did not exist before. */
  readonly fresh?: { readonly visit: NewVisit; readonly owner: OwnerConsequence; readonly hints: readonly string[] };
  readonly ended?: { readonly visits: readonly VisitOnFloor[]; readonly state: 'finished' | 'left' };
}

export interface Saved {
  readonly journalId: string;
  readonly version: number;
}

export async function save<Result>(
  context: Context,
  locked: Locked,
  rules: RulesInForce,
  decision: Accepted<DeskOutcome<Result>>,
  saving: Saving,
): Promise<Saved> {
  const { tx, now } = context;
  const { sheet, entries } = decision.outcome;
  const siteId = locked.site.id;
  // The next sheet follows from the facts and the entries, so the journal need not hold it a second time.
  const journalId = context.record({
    kind: saving.kind,
    siteId,
    subject: saving.subject,
    customerId: saving.customerId ?? null,
    staffIds: saving.staffIds ?? entries.map((entry) => entry.staffId),
    rules,
    input: saving.input,
    facts: { sheet: locked.sheet, ...(saving.facts as object) },
    decision: kept(decision),
    reason: saving.reason ?? null,
    overrides: saving.overrides ?? null,
  });
  const rows = entries.map(({ changes: _, ...entry }) => ({
    ...entry,
    houseClauses: rules.houseClauses(entry.clauses),
  }));
  const version = await saveSheet(tx, { siteId, day: locked.day, now }, sheet, rows, journalId);
  await saveVisits(context, locked, sheet, saving, journalId);
  await tellAndSchedule(context, locked, rules, sheet, saving, journalId);
  context.publish({ topic: 'desk', siteId });
  return { journalId, version };
}

async function saveVisits(
  context: Context,
  locked: Locked,
  sheet: DeskSheet,
  saving: Saving,
  journalId: string,
): Promise<void> {
  const { fresh, ended } = saving;
  const created =
    fresh === undefined
      ? []
      : Object.values(sheet.visits).filter((visit) => locked.sheet.visits[visit.visitId] === undefined);
  const ending = { at: context.now, visits: ended?.visits ?? [], state: ended?.state ?? ('finished' as const) };
  await updateVisits(
    context.tx,
    locked.sheet,
    sheet,
    journalId,
    ending,
    created.map((visit) => visit.visitId),
  );
  for (const visit of created) {
    if (fresh)
      await insertVisit(context.tx, fresh.visit, locked.sheet, sheet, visit, fresh.owner, fresh.hints, journalId);
  }
}

const isWaiting = (visit: VisitOnFloor | undefined): boolean => visit !== undefined && visit.state !== 'serving';

/** Who is newly called is told; a visitor nobody serves yet sets the supervisor's alert; whoever serves may read the file. */
async function tellAndSchedule(
  context: Context,
  locked: Locked,
  rules: RulesInForce,
  sheet: DeskSheet,
  saving: Saving,
  journalId: string,
): Promise<void> {
  const siteId = locked.site.id;
  for (const visit of Object.values(sheet.visits)) {
    const before = locked.sheet.visits[visit.visitId];
    if (before === visit) continue;
    const { visitId: id, serverId, customerId } = visit;
    if (isWaiting(visit) && !isWaiting(before)) {
      const dueAt = waitingAlertAt(rules.values.desk, before === undefined ? visit : { arrivedAt: context.now });
      await setDeadline(context.tx, { kind: 'desk.waiting', subjectId: id, siteId, dueAt });
    } else if (!isWaiting(visit) && isWaiting(before)) {
      await clearDeadlines(context.tx, [id], ['desk.waiting'], context.now);
    }
    if (serverId !== null && serverId !== before?.serverId) {
      const payload = { link: '/desk/mine', visitId: id, number: visit.number, row: visit.row };
      await notify(context, { staffId: serverId, kind: 'desk.you_are_up', payload, journalId });
      context.publish({ topic: 'desk', siteId, staffId: serverId, id });
    }
    if (customerId !== null) await showFile(context, visit, before, customerId);
  }
  for (const visit of saving.ended?.visits ?? []) {
    if (isWaiting(locked.sheet.visits[visit.visitId])) {
      await clearDeadlines(context.tx, [visit.visitId], ['desk.waiting'], context.now);
    }
    if (visit.customerId !== null) await stopServing(context.tx, { visitId: visit.visitId, now: context.now });
  }
}

async function showFile(
  context: Context,
  visit: VisitOnFloor,
  before: VisitOnFloor | undefined,
  customerId: string,
): Promise<void> {
  const { visitId, serverId } = visit;
  if (before !== undefined && before.serverId !== serverId)
    await stopServing(context.tx, { visitId, now: context.now });
  const people = [
    ...(serverId === null
      ? []
      : [{ staffId: serverId, role: visit.onBehalfOf === null ? 'serving' : 'assisting' } as const]),
    ...visit.helpers.map((staffId) => ({ staffId, role: 'assisting' }) as const),
  ];
  for (const person of people) await startServing(context.tx, { customerId, visitId, now: context.now, ...person });
}
