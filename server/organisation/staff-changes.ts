/**
 * Transfer, leave, leaving, coming back, confirmation. What a change means for others (customers, turns) is theirs to know: they
 * register with `onStaffChange` and act in the same transaction.
 */
import { organisation as contract, organisationRefusals } from '#contract/organisation.ts';
import type { BodyOf, ParamsOf } from '#contract/kernel/route.ts';
import type { Accepted } from '#core/kernel/decision.ts';
import { endOfDay, localDateOf, startOfDay } from '#core/kernel/instant.ts';
import type { ChangeOutcome, StaffChange, StaffState } from '#core/organisation/index.ts';
import {
  changeRules,
  decideActOn,
  decideConfirmation,
  decideLeaving,
  decideRehire,
  decideStaffChange,
  decideTransfer,
} from '#core/organisation/index.ts';
import { notify } from '#server/notices/index.ts';
import type { Context } from '#server/platform/context.ts';
import { clearDeadlines, onDeadline, setDeadline } from '#server/platform/deadlines.ts';
import type { Endpoint } from '#server/platform/http.ts';
import { carryOut } from '#server/platform/http.ts';
import { accepted } from '#server/platform/refused.ts';
import type { RulesInForce } from '#server/platform/rules.ts';
import { revokeSessions } from '#server/session/index.ts';
import type { Person } from './facts.ts';
import * as facts from './facts.ts';
import { checkPlace, superiorFacts } from './people.ts';
import * as store from './store.ts';

export interface StaffChanged {
  readonly staffId: string;
  readonly name: string;
  readonly kind: StaffChange['kind'] | 'confirmation';
  readonly before: { readonly siteId: string | null; readonly teamId: string | null; readonly status: StaffState };
  readonly after: { readonly siteId: string | null; readonly teamId: string | null; readonly status: StaffState };
  /** Which rule asks for a handover of the person's customers; null when they stay. */
  readonly handoverAfter: ChangeOutcome['handoverAfter'];
  readonly journalId: string;
}
type Listener = (context: Context, change: StaffChanged) => Promise<void>;
const listeners: Listener[] = [];
/** Runs inside the transaction of the change; registered once, at module load. */
export const onStaffChange = (listener: Listener): void => void listeners.push(listener);

async function announce(context: Context, change: StaffChanged, tell: readonly (string | null)[]): Promise<void> {
  for (const listener of listeners) await listener(context, change);
  for (const siteId of new Set([change.before.siteId, change.after.siteId]))
    context.publish({ topic: 'organisation', siteId });
  context.publish({ topic: 'session', staffId: change.staffId });
  if (!change.handoverAfter) return;
  const payload = {
    name: change.name,
    staffId: change.staffId,
    because: change.handoverAfter,
    link: `/handovers?staffId=${change.staffId}`,
  };
  for (const staffId of new Set(tell))
    if (staffId && staffId !== change.staffId)
      await notify(context, { staffId, kind: 'handover.needed', payload, journalId: change.journalId });
}

const mine = (person: Person) => ({ siteId: person.siteId, teamId: person.teamId, status: person.status });

/** Loads and locks the person; the caller manages their site and holds no less than they do. */
async function loadManaged(context: Context, staffId: string, version: number): Promise<Person> {
  const person = await facts.lockPerson(context.tx, staffId, version);
  facts.requireManaging(context, person.siteId);
  const theirs = facts.widest(await facts.rolesOf(context.tx, staffId));
  accepted(decideActOn({ actorGrants: context.actor.grants, theirs }), organisationRefusals);
  return person;
}

const standing = (person: Person) => ({ before: mine(person), name: person.name });

async function decide(context: Context, person: Person, change: StaffChange): Promise<Decided> {
  const rules = await context.rules(person.siteId);
  const decision = decideStaffChange(changeRules(rules.values), person.status, change);
  return { rules, known: standing(person), decision: accepted(decision, organisationRefusals) };
}

type Call<R> = { params: ParamsOf<R>; body: BodyOf<R> };

async function transfer(context: Context, { params, body }: Call<typeof contract.transferStaff>) {
  const person = await loadManaged(context, params.staffId, body.version);
  if (body.siteId !== person.siteId) facts.requireManaging(context, body.siteId);
  await checkPlace(context, body.siteId, body.teamId);
  const staysThere = body.siteId === person.siteId && !body.teamId;
  const superiorId = body.superiorId === undefined && staysThere ? person.superiorId : body.superiorId;
  const placed = { isKnown: true, id: person.id, post: person.post, superiorId, teamId: body.teamId };
  const rules = await context.rules(person.siteId);
  const known = { ...standing(person), superior: await superiorFacts(context, placed) };
  const decision = accepted(decideTransfer(changeRules(rules.values), known, body), organisationRefusals);
  await store.placePerson(context.tx, person.id, {
    siteId: body.siteId,
    teamId: body.teamId,
    superiorId: decision.outcome.superiorId,
  });
  const journalId = record(context, 'transferStaff', person, body, { rules, known, decision }, body.reason);
  const after = { siteId: body.siteId, teamId: body.teamId, status: person.status };
  const changed = {
    staffId: person.id,
    name: person.name,
    kind: 'transfer',
    before: mine(person),
    after,
    journalId,
  } as const;
  const { handoverAfter } = decision.outcome;
  await announce(context, { ...changed, handoverAfter }, [person.superiorId, context.actor.staffId]);
  return { id: person.id, version: person.version + 1, journalId, handoverNeeded: handoverAfter !== null };
}

interface Decided {
  readonly rules: RulesInForce;
  readonly known: object;
  readonly decision: Accepted<ChangeOutcome>;
}
type ChangeKind =
  | 'transferStaff'
  | 'planLeave'
  | 'leaveOfAbsence'
  | 'returnFromLeave'
  | 'leaving'
  | 'rehire'
  | 'confirmStaff';
const record = (
  context: Context,
  kind: ChangeKind,
  person: Person,
  input: object,
  { rules, known, decision }: Omit<Decided, 'decision'> & { readonly decision: Accepted<unknown> },
  reason?: string,
): string =>
  context.record({
    kind: `organisation.${kind}`,
    siteId: person.siteId,
    subject: { type: 'staff', id: person.id },
    staffIds: [person.id, person.superiorId],
    rules,
    input,
    facts: known,
    decision,
    reason: reason || null,
  });

interface Applied {
  readonly change: StaffChange['kind'];
  readonly kind: ChangeKind;
  readonly input: object;
  readonly decided: Decided;
  readonly dates: { readonly leaveFrom: string | null; readonly leaveUntil: string | null };
  readonly reason?: string;
}

/** Sets the state and tells everybody concerned; `apply` is shared by the commands and by leaves that begin or end by date. */
async function apply(
  context: Context,
  person: Person,
  { change, kind, input, decided, dates, reason }: Applied,
): Promise<{ journalId: string; handoverAfter: ChangeOutcome['handoverAfter'] }> {
  const { state, handoverAfter, endsAccess } = decided.decision.outcome;
  await store.setStatus(context.tx, person.id, { status: state, ...dates, leftAt: endsAccess ? context.now : null });
  if (endsAccess) await revokeSessions(context.tx, person.id, { kinds: ['browser', 'token'] });
  const journalId = record(context, kind, person, input, decided, reason);
  const after = { ...mine(person), status: state };
  const changed = {
    staffId: person.id,
    name: person.name,
    kind: change,
    before: mine(person),
    after,
    handoverAfter,
    journalId,
  };
  await announce(context, changed, [person.superiorId, context.actor.staffId]);
  return { journalId, handoverAfter };
}

const LEAVE_DEADLINES = ['organisation.leaveStarts', 'organisation.leaveEnds'];
const noDates = { leaveFrom: null, leaveUntil: null };

async function takeLeave(context: Context, { params, body }: Call<typeof contract.leaveOfAbsence>) {
  const person = await loadManaged(context, params.staffId, body.version);
  const timeZone = (await checkPlaceOf(context, person)).timeZone;
  const { from, until } = body;
  const decided = await decide(context, person, { kind: 'leave', from, until });
  const dates = { leaveFrom: from, leaveUntil: until };
  if (from > localDateOf(context.now, timeZone)) {
    await store.setStatus(context.tx, person.id, { status: person.status, ...dates, leftAt: null });
    const payload = { from, until, reason: body.reason ?? null };
    await setDeadline(context.tx, {
      ...deadlineOf(person),
      kind: 'organisation.leaveStarts',
      dueAt: startOfDay(from, timeZone),
      payload,
    });
    const journalId = record(context, 'planLeave', person, body, decided, body.reason);
    context.publish({ topic: 'organisation', siteId: person.siteId });
    return {
      id: person.id,
      version: person.version + 1,
      journalId,
      handoverNeeded: decided.decision.outcome.handoverAfter !== null,
    };
  }
  const { journalId, handoverAfter } = await apply(context, person, {
    change: 'leave',
    kind: 'leaveOfAbsence',
    input: body,
    decided,
    dates,
    reason: body.reason,
  });
  if (until)
    await setDeadline(context.tx, {
      ...deadlineOf(person),
      kind: 'organisation.leaveEnds',
      dueAt: endOfDay(until, timeZone),
    });
  return { id: person.id, version: person.version + 1, journalId, handoverNeeded: handoverAfter !== null };
}

const deadlineOf = (person: Person) => ({ subjectId: person.id, siteId: person.siteId });

const checkPlaceOf = async (context: Context, person: Person): Promise<{ timeZone: string }> => ({
  timeZone: (person.siteId ? await facts.site(context.tx, person.siteId) : null)?.timeZone ?? 'Asia/Shanghai',
});

const leave = async (context: Context, { params, body }: Call<typeof contract.leaving>) =>
  separate(context, await loadManaged(context, params.staffId, body.version), body, body.reason);

/** Somebody goes: by the manager's word, or because a probation ended short of its target. */
export async function separate(context: Context, person: Person, input: object, reason?: string) {
  const otherAdministrators = await facts.otherAdministrators(context.tx, person.id);
  const rules = await context.rules(person.siteId);
  const known = { ...standing(person), roles: await facts.rolesOf(context.tx, person.id), otherAdministrators };
  const decision = accepted(decideLeaving(changeRules(rules.values), known), organisationRefusals);
  const { journalId, handoverAfter } = await apply(context, person, {
    change: 'leaving',
    kind: 'leaving',
    input,
    decided: { rules, known, decision },
    dates: noDates,
    ...(reason ? { reason } : {}),
  });
  await clearDeadlines(context.tx, [person.id], [...LEAVE_DEADLINES, 'organisation.probationEnds'], context.now);
  const { mentor } = await store.releaseFrom(context.tx, person);
  // The name is free again for somebody else; the account of somebody who has left opens no door anyway.
  await store.setLogins(context.tx, person.id, { username: null, phone: null });
  if (mentor.length > 0 && person.superiorId)
    await notify(context, {
      staffId: person.superiorId,
      kind: 'organisation.mentorNeeded',
      payload: { name: person.name, count: mentor.length, link: '/organisation/staff' },
      journalId,
    });
  return { id: person.id, version: person.version + 1, journalId, handoverNeeded: handoverAfter !== null };
}

async function rehire(context: Context, { params, body }: Call<typeof contract.rehire>) {
  const person = await loadManaged(context, params.staffId, body.version);
  if (body.siteId) facts.requireManaging(context, body.siteId);
  await checkPlace(context, body.siteId, body.teamId);
  const rules = await context.rules(body.siteId);
  const placed = { isKnown: true, id: person.id, post: person.post, teamId: body.teamId };
  const known = { ...standing(person), superior: await superiorFacts(context, placed) };
  const decision = accepted(decideRehire(changeRules(rules.values), known), organisationRefusals);
  const decided = { rules, known, decision };
  const { journalId } = await apply(context, person, {
    change: 'rehire',
    kind: 'rehire',
    input: body,
    decided,
    dates: noDates,
  });
  await store.placePerson(context.tx, person.id, {
    siteId: body.siteId,
    teamId: body.teamId,
    superiorId: decision.outcome.superiorId,
  });
  await context.tx.run({
    text: `update staff set username = null, phone = null, password_hash = null, totp_secret_enc = null, totp_enabled_at = null
      where company_id = $1 and id = $2`,
    values: [context.tx.companyId, person.id],
  });
  return { id: person.id, version: person.version + 2, journalId };
}

const confirm = async (context: Context, { params, body }: Call<typeof contract.confirmStaff>) =>
  settleConfirmation(context, await loadManaged(context, params.staffId, body.version), body);

/** By whoever manages staff, or because the probationer's application was signed. */
export async function settleConfirmation(
  context: Context,
  person: Person,
  input: { readonly unitsSold: number; readonly confirmationId?: string },
) {
  const rules = await context.rules(person.siteId);
  const byApplication = input.confirmationId !== undefined;
  const known = { ...standing(person), probationUntil: person.probationUntil, byApplication };
  const asked = { probationUntil: person.probationUntil, unitsSold: input.unitsSold, byApplication };
  const decision = accepted(decideConfirmation(rules.values.organisation, asked), organisationRefusals);
  await store.endProbation(context.tx, person.id);
  await clearDeadlines(context.tx, [person.id], ['organisation.probationEnds'], context.now);
  const journalId = record(context, 'confirmStaff', person, input, { rules, known, decision });
  const { id: staffId, name } = person;
  const [before, after] = [mine(person), mine(person)];
  await announce(context, { staffId, name, kind: 'confirmation', before, after, handoverAfter: null, journalId }, []);
  await notify(context, { staffId, kind: 'organisation.confirmed', payload: {}, journalId });
  return { id: staffId, version: person.version + 1, journalId };
}

const comeBack = async (context: Context, person: Person, input: object) =>
  apply(context, person, {
    change: 'return',
    kind: 'returnFromLeave',
    input,
    decided: await decide(context, person, { kind: 'return' }),
    dates: noDates,
  });

export const changeEndpoints: readonly Endpoint[] = [
  carryOut(contract.transferStaff, transfer),
  carryOut(contract.leaveOfAbsence, takeLeave),
  carryOut(contract.returnFromLeave, async (context, { params, body }) => {
    const person = await loadManaged(context, params.staffId, body.version);
    const { journalId } = await comeBack(context, person, body);
    await clearDeadlines(context.tx, [person.id], LEAVE_DEADLINES, context.now);
    return { id: person.id, version: person.version + 1, journalId };
  }),
  carryOut(contract.leaving, leave),
  carryOut(contract.rehire, rehire),
  carryOut(contract.confirmStaff, confirm),
];

onDeadline('organisation.leaveStarts', async (context, deadline) => {
  const person = await facts.lockPerson(context.tx, deadline.subjectId);
  if (person.status !== 'active') return;
  const { from, until, reason } = deadline.payload as { from: string; until: string | null; reason: string | null };
  await apply(context, person, {
    change: 'leave',
    kind: 'leaveOfAbsence',
    input: { from, until },
    decided: await decide(context, person, { kind: 'leave', from, until }),
    dates: { leaveFrom: from, leaveUntil: until },
    ...(reason ? { reason } : {}),
  });
  const { timeZone } = await checkPlaceOf(context, person);
  if (until)
    await setDeadline(context.tx, {
      ...deadlineOf(person),
      kind: 'organisation.leaveEnds',
      dueAt: endOfDay(until, timeZone),
    });
});

onDeadline('organisation.leaveEnds', async (context, deadline) => {
  const person = await facts.lockPerson(context.tx, deadline.subjectId);
  if (person.status === 'on_leave') await comeBack(context, person, {});
});
