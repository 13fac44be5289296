/** Entering and changing people, their accounts and roles, as commands of the contract. */
import { organisation as contract, organisationRefusals } from '#contract/organisation.ts';
import type { BodyOf, ParamsOf } from '#contract/kernel/route.ts';
import { sessionRefusals } from '#contract/session.ts';
import { accept } from '#core/kernel/decision.ts';
import type { ParticularsFacts } from '#core/organisation/index.ts';
import { decideActOn, decideGrantRoles, decideParticulars, decidePassword } from '#core/organisation/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Endpoint, RawEndpoint } from '#server/platform/http.ts';
import { carryOut } from '#server/platform/http.ts';
import { accepted } from '#server/platform/refused.ts';
import {
  accountKey,
  fingerprint,
  forgetFailures,
  hashPassword,
  oneTimePasswordFor,
  revokeSessions,
  secretCommand,
  setPassword,
  setTotp,
} from '#server/session/index.ts';
import * as facts from './facts.ts';
import {
  checkNames,
  checkNumber,
  createStaff,
  grantFacts,
  mentorFacts,
  refused,
  rolesNamed,
  setFurtherSites,
  spellingsOf,
  superiorFacts,
} from './people.ts';
import * as store from './store.ts';

const create = secretCommand(contract.createStaff, {
  payload: ({ runtime, body }) => ({
    ...body,
    password: body.password ? fingerprint(runtime.dataDir, body.password) : null,
  }),
  work: async (context, { runtime, body }) => {
    facts.requireManaging(context, body.siteId ?? null);
    if (body.password !== undefined) {
      const rules = (await context.rules(body.siteId ?? null)).values.organisation;
      const names = [body.username ?? null, body.phone ?? null, body.name];
      const choice = decidePassword(rules, { password: body.password, names, isUnchanged: false });
      accepted(choice, sessionRefusals);
    }
    const password = body.password ?? oneTimePasswordFor(runtime.dataDir, context.tx.companyId, body.commandId);
    const [created] = await createStaff(context, [{ ...body, password }]);
    if (!created) throw new Error('nobody was entered');
    return { ...created, version: 1, isMade: body.password === undefined };
  },
  reveal: ({ isMade, ...stored }, { runtime, actor, body }) => ({
    ...stored,
    oneTimePassword: isMade ? oneTimePasswordFor(runtime.dataDir, actor?.companyId ?? '', body.commandId) : null,
  }),
});

/** Signing in as somebody is as strong as holding their rights, so their names and password are for those who hold as much. */
async function requireAsStrong(context: Context, staffId: string): Promise<void> {
  const theirs = facts.widest(await facts.rolesOf(context.tx, staffId));
  accepted(decideActOn({ actorGrants: context.actor.grants, theirs }), organisationRefusals);
}

/** Somebody imported or come back may have no name to sign in with yet: one is made. */
async function loginOf(context: Context, person: facts.Person): Promise<string> {
  const known = person.username ?? person.phone;
  if (known) return known;
  const { username } = await checkNames(context, person.id, { name: person.name }, true);
  await store.setUsername(context.tx, person.id, username ?? '');
  return username ?? '';
}

const resetPassword = secretCommand(contract.resetPassword, {
  payload: ({ body }) => body,
  work: async (context, { runtime, params, body }) => {
    const person = await facts.lockPerson(context.tx, params.staffId);
    facts.requireManaging(context, person.siteId);
    await requireAsStrong(context, person.id);
    if (person.status === 'left') throw refused('HAS_LEFT');
    const login = await loginOf(context, person);
    const password = oneTimePasswordFor(runtime.dataDir, context.tx.companyId, body.commandId);
    await setPassword(context.tx, person.id, await hashPassword(password), true);
    if (body.resetTotp) await setTotp(context.tx, person.id, { secret: null, enabledAt: null, recoveryHashes: [] });
    const endedSessions = await revokeSessions(context.tx, person.id, { kinds: ['browser', 'token'] });
    // Only now: whoever may not reset the password does not lift the lock either.
    await forgetFailures(runtime.database, accountKey(person.id));
    const journalId = context.record({
      kind: 'organisation.resetPassword',
      siteId: person.siteId,
      subject: { type: 'staff', id: person.id },
      staffIds: [person.id],
      input: { resetTotp: body.resetTotp },
      facts: { endedSessions },
      decision: accept({ done: true }, ['S2.05.s1.system']),
    });
    context.publish({ topic: 'session', staffId: person.id });
    return { login, endedSessions, journalId };
  },
  reveal: (stored, { runtime, actor, body }) => ({
    ...stored,
    oneTimePassword: oneTimePasswordFor(runtime.dataDir, actor?.companyId ?? '', body.commandId),
  }),
});

type Update = { params: ParamsOf<typeof contract.updateStaff>; body: BodyOf<typeof contract.updateStaff> };
const kept = <Value>(given: Value | undefined, before: Value): Value => (given === undefined ? before : given);

async function update(context: Context, { params, body }: Update) {
  const before = await facts.lockPerson(context.tx, params.staffId, body.version);
  facts.requireManaging(context, before.siteId);
  await requireAsStrong(context, before.id);
  if (before.status === 'left') throw refused('HAS_LEFT');
  const rules = await context.rules(before.siteId);
  const name = kept(body.name, before.name);
  const post = kept(body.post, before.post);
  const wanted = { name, username: kept(body.username, before.username), phone: kept(body.phone, before.phone) };
  const logins = await checkNames(context, before.id, wanted, false);
  const superiorId = kept(body.superiorId, before.superiorId);
  const placed = { isKnown: true, id: before.id, post, superiorId, teamId: before.teamId };
  const known: ParticularsFacts = {
    superior: await superiorFacts(context, placed),
    mentor: {
      personId: before.id,
      onProbation: before.probationUntil !== null,
      mentor: await mentorFacts(context, kept(body.mentorId, before.mentorId)),
    },
  };
  const decision = accepted(decideParticulars(rules.values.organisation, known), organisationRefusals);
  const after: store.PersonChange = {
    id: before.id,
    number: await checkNumber(context, kept(body.number, before.number), before.id),
    name,
    ...spellingsOf(name),
    post,
    title: kept(body.title, before.title),
    ...logins,
    ...decision.outcome,
    hiredOn: kept(body.hiredOn, before.hiredOn),
    note: kept(body.note, before.note),
  };
  await store.updatePerson(context.tx, after);
  await store.setLogins(context.tx, before.id, logins);
  if (body.siteIds) await setFurtherSites(context, before.id, body.siteIds);
  const journalId = context.record({
    kind: 'organisation.changeStaff',
    siteId: before.siteId,
    subject: { type: 'staff', id: before.id },
    staffIds: [before.id, before.superiorId, after.superiorId],
    rules,
    input: { ...after, siteIds: body.siteIds ?? null },
    facts: { before, ...known },
    decision,
  });
  context.publish({ topic: 'organisation', siteId: before.siteId });
  context.publish({ topic: 'session', staffId: before.id });
  return { id: before.id, version: before.version + 1, journalId };
}

type SetRoles = { params: ParamsOf<typeof contract.setRoles>; body: BodyOf<typeof contract.setRoles> };

async function setRoles(context: Context, { params, body }: SetRoles) {
  const others = await facts.otherAdministrators(context.tx, params.staffId);
  const person = await facts.lockPerson(context.tx, params.staffId);
  facts.requireManaging(context, person.siteId);
  if (person.status === 'left') throw refused('HAS_LEFT');
  const before = await facts.rolesOf(context.tx, person.id);
  const after = await rolesNamed(context, body.roles);
  const known = grantFacts(context, before, after, others);
  const decision = accepted(decideGrantRoles(known), organisationRefusals);
  await store.setRoles(
    context.tx,
    person.id,
    after.map((role) => role.id),
    context.actor.staffId,
    context.now,
  );
  const journalId = context.record({
    kind: 'organisation.grantRoles',
    siteId: person.siteId,
    subject: { type: 'staff', id: person.id },
    staffIds: [person.id],
    input: { roles: after.map((role) => role.key) },
    facts: known,
    decision,
  });
  context.publish({ topic: 'organisation', siteId: person.siteId });
  context.publish({ topic: 'session', staffId: person.id });
  return { id: person.id, version: person.version, journalId };
}

export const staffEndpoints: readonly (Endpoint | RawEndpoint)[] = [
  create,
  resetPassword,
  carryOut(contract.updateStaff, update),
  carryOut(contract.setRoles, setRoles),
];
