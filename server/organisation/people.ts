/**
 * Entering people and changing their particulars. `createStaff` serves the form, imports, the demo and the first set-up alike:
 * names checked, superior and mentor decided by the house's rules, roles no wider than those of whoever grants them.
 */
import { pinyin } from 'pinyin-pro';
import { organisationRefusals } from '#contract/organisation.ts';
import type { EntryFacts, GrantFacts, MentorFacts, RoleGrants, SuperiorFacts } from '#core/organisation/index.ts';
import { decideEntry, loginPhoneOf, usernameOf } from '#core/organisation/index.ts';
import { realNow } from '#server/platform/clock.ts';
import type { Context } from '#server/platform/context.ts';
import { endOfDay } from '#core/kernel/instant.ts';
import { setDeadline } from '#server/platform/deadlines.ts';
import { accepted, invalid, notFound, Refused } from '#server/platform/refused.ts';
import { hashPassword } from '#server/session/index.ts';
import * as facts from './facts.ts';
import * as store from './store.ts';

export interface StaffDraft {
  readonly name: string;
  readonly number?: string | null;
  readonly post?: string | null;
  readonly title?: string;
  readonly username?: string | null;
  readonly phone?: string | null;
  readonly siteId?: string | null;
  readonly teamId?: string | null;
  readonly superiorId?: string | null;
  readonly mentorId?: string | null;
  readonly hiredOn?: string | null;
  readonly onProbation?: boolean;
  readonly note?: string;
  /** Role keys or ids; absent: the role of the post, when there is one. */
  readonly roles?: readonly string[];
  readonly siteIds?: readonly string[];
  readonly locale?: string;
  /** Absent or null: the person cannot sign in until a password is made for them. */
  readonly password?: string | null;
  readonly mustChangePassword?: boolean;
}
export interface CreatedStaff {
  readonly id: string;
  readonly username: string | null;
  readonly journalId: string;
}

export const refused = (code: keyof typeof organisationRefusals, detail = {}): Refused =>
  new Refused(code, organisationRefusals[code], detail);

/** "limei" and "lm": what somebody types to find 李梅. */
export const spellingsOf = (name: string): { pinyin: string; initials: string } => {
  const plain = { toneType: 'none', type: 'array', nonZh: 'consecutive', mode: 'surname' } as const;
  const tidy = (parts: readonly string[]): string =>
    parts
      .join('')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, '');
  return { pinyin: tidy(pinyin(name, plain)), initials: tidy(pinyin(name, { ...plain, pattern: 'first' })) };
};

/** Enters people, in order; a refusal names the one at fault by its place in the list. Nothing is kept unless all are. */
export async function createStaff(context: Context, drafts: readonly StaffDraft[]): Promise<CreatedStaff[]> {
  const created: CreatedStaff[] = [];
  for (const [index, draft] of drafts.entries()) {
    try {
      created.push(await createOne(context, draft));
    } catch (error) {
      if (error instanceof Refused && drafts.length > 1)
        throw new Refused(error.code, error.text, { ...error.detail, index, name: draft.name });
      throw error;
    }
  }
  return created;
}

async function createOne(context: Context, draft: StaffDraft): Promise<CreatedStaff> {
  const { tx, now } = context;
  const id = context.newId();
  const siteId = draft.siteId ?? null;
  const place = await checkPlace(context, siteId, draft.teamId ?? null);
  const rules = await context.rules(siteId);
  const logins = await checkNames(context, id, draft, draft.password != null);
  const hiredOn = draft.hiredOn ?? null;
  const post = draft.post ?? null;
  const placed = { id, post, superiorId: draft.superiorId, teamId: draft.teamId ?? null };
  const roles = await rolesNamed(context, draft.roles ?? (await defaultRoles(context, post)));
  const known: EntryFacts = {
    superior: await superiorFacts(context, placed),
    mentor: await mentorFacts(context, draft.mentorId ?? null),
    roles: grantFacts(context, [], roles, 1),
    timeZone: place.timeZone,
  };
  const entry = { hiredOn, onProbation: draft.onProbation ?? false };
  const decision = accepted(decideEntry(rules.values.organisation, known, entry, now), organisationRefusals);
  const { superiorId, mentorId, probationUntil: until } = decision.outcome;

  const person: store.NewPerson = {
    id,
    number: await checkNumber(context, draft.number ?? null, null),
    name: draft.name,
    ...spellingsOf(draft.name),
    post,
    title: draft.title ?? '',
    ...logins,
    passwordHash: draft.password == null ? null : await hashPassword(draft.password),
    mustChangePassword: draft.password != null && (draft.mustChangePassword ?? true),
    siteId,
    teamId: draft.teamId ?? null,
    superiorId,
    mentorId,
    probationUntil: until,
    hiredOn,
    locale: draft.locale ?? 'zh-CN',
    note: draft.note ?? '',
  };
  await store.insertPerson(tx, person, now, realNow());
  await store.setLogins(tx, id, logins);
  await store.setRoles(
    tx,
    id,
    roles.map((role) => role.id),
    context.actor.staffId,
    now,
  );
  if (draft.siteIds?.length) await setFurtherSites(context, id, draft.siteIds);
  if (until)
    await setDeadline(tx, {
      kind: 'organisation.probationEnds',
      subjectId: id,
      siteId,
      dueAt: endOfDay(until, place.timeZone),
    });
  const { passwordHash: _hash, ...input } = person;
  const journalId = context.record({
    kind: 'organisation.createStaff',
    siteId,
    subject: { type: 'staff', id },
    staffIds: [id, person.superiorId],
    rules,
    input: { ...input, onProbation: entry.onProbation, roles: roles.map((role) => role.key) },
    facts: known,
    decision,
  });
  context.publish({ topic: 'organisation', siteId });
  return { id, username: logins.username, journalId };
}

/** The site is open and the team is one of its teams. */
export async function checkPlace(
  context: Context,
  siteId: string | null,
  teamId: string | null,
): Promise<{ timeZone: string }> {
  const site = siteId ? await facts.site(context.tx, siteId) : null;
  if (siteId && !site) throw notFound('门店 / site');
  if (site?.closedAt) throw refused('SITE_CLOSED', { field: 'siteId' });
  if (teamId) {
    const team = await facts.team(context.tx, teamId);
    if (!team || team.endedAt || team.siteId !== siteId) throw refused('TEAM_NOT_OF_SITE', { field: 'teamId' });
  }
  return { timeZone: site?.timeZone ?? 'Asia/Shanghai' };
}

interface Logins {
  readonly username: string | null;
  readonly phone: string | null;
}

/** User name and phone, normalised and free. Whoever is to sign in and has neither gets a name from the pinyin. */
export async function checkNames(
  context: Context,
  staffId: string,
  names: { readonly name: string; readonly username?: string | null; readonly phone?: string | null },
  needsLogin: boolean,
): Promise<Logins> {
  const phone = names.phone ? loginPhoneOf(names.phone) : null;
  if (names.phone && !phone) throw refused('PHONE_INVALID', { phone: names.phone, field: 'phone' });
  let username = names.username ? usernameOf(names.username) : null;
  if (names.username && !username) throw refused('USERNAME_INVALID', { field: 'username' });
  if (!username && !phone && needsLogin)
    username = await freeUsername(context, spellingsOf(names.name).pinyin || 'staff');
  const wanted = [username, phone].filter((name): name is string => name !== null);
  const taken = await store.takenLogin(context.tx, wanted, staffId);
  if (taken?.kind === 'phone') throw refused('PHONE_TAKEN', { phone: names.phone ?? '', field: 'phone' });
  if (taken) throw refused('USERNAME_TAKEN', { username: taken.name, field: 'username' });
  return { username, phone };
}

async function freeUsername(context: Context, base: string): Promise<string> {
  for (let n = 1; ; n++) {
    const name = n === 1 ? base.slice(0, 28) : `${base.slice(0, 26)}${n}`;
    if (!(await store.takenLogin(context.tx, [name], null))) return name;
  }
}

export async function checkNumber(
  context: Context,
  number: string | null,
  except: string | null,
): Promise<string | null> {
  if (!number) return null;
  const taken = await context.tx.row({
    text: 'select 1 from staff where company_id = $1 and number = $2 and ($3::uuid is null or id <> $3)',
    values: [context.tx.companyId, number, except],
  });
  if (taken) throw refused('NUMBER_TAKEN', { number, field: 'number' });
  return number;
}

interface InTheLine {
  readonly id: string;
  readonly post: string | null;
  /** Absent: by the house's rule. */
  readonly superiorId?: string | null;
  readonly teamId: string | null;
  /** Already in the line, so that others may stand below; somebody just entered cannot close a loop. */
  readonly isKnown?: boolean;
}

export async function superiorFacts(context: Context, person: InTheLine): Promise<SuperiorFacts> {
  if (person.isKnown) await facts.lockLine(context.tx);
  const named = await facts.lineMember(context.tx, person.superiorId);
  if (person.superiorId && !named) throw invalid('superiorId', '没有此人 / nobody has this id');
  const team = person.teamId && !named ? await facts.team(context.tx, person.teamId) : null;
  const fallback = [
    await facts.lineMember(context.tx, team?.leaderId),
    await facts.lineMember(context.tx, context.actor.staffId),
  ];
  return {
    personId: person.id,
    post: person.post,
    named,
    fallback: fallback.filter((member) => member !== null),
  };
}

export async function mentorFacts(context: Context, mentorId: string | null): Promise<MentorFacts['mentor']> {
  if (!mentorId) return null;
  const mentor = await context.tx.row<NonNullable<MentorFacts['mentor']>>({
    text: `select staff.id, staff.status as state, staff.probation_until is not null as "onProbation"
      from staff where staff.company_id = $1 and staff.id = $2`,
    values: [context.tx.companyId, mentorId],
  });
  if (!mentor) throw invalid('mentorId', '没有此人 / nobody has this id');
  return mentor;
}

const defaultRoles = async (context: Context, post: string | null): Promise<string[]> => {
  if (!post) return [];
  const role = await context.tx.row({
    text: 'select 1 from roles where company_id = $1 and key = $2',
    values: [context.tx.companyId, post],
  });
  return role ? [post] : [];
};

export async function rolesNamed(context: Context, names: readonly string[]): Promise<RoleGrants[]> {
  const found = await context.tx.rows<RoleGrants>({
    text: 'select roles.id, roles.key, roles.grants from roles where roles.company_id = $1 and (roles.key = any($2) or roles.id::text = any($2))',
    values: [context.tx.companyId, names],
  });
  const unknown = names.find((name) => !found.some((role) => role.key === name || role.id === name));
  if (unknown !== undefined) throw refused('UNKNOWN_ROLE', { role: unknown, field: 'roles' });
  return found;
}

/** The system itself (set-up, demo, imports run by it) grants freely; a person no more than they hold. */
export const grantFacts = (
  context: Context,
  before: readonly RoleGrants[],
  after: readonly RoleGrants[],
  otherAdministrators: number,
): GrantFacts => ({
  actorGrants: context.actor.staffId === null ? { 'organisation.roles': 'company' } : context.actor.grants,
  before,
  after,
  otherAdministrators,
});

/** Further sites widen what somebody sees, so each must be one the caller manages. */
export async function setFurtherSites(context: Context, staffId: string, siteIds: readonly string[]): Promise<void> {
  if (context.actor.staffId !== null) for (const siteId of siteIds) facts.requireManaging(context, siteId);
  await store.setSites(context.tx, staffId, siteIds);
  context.publish({ topic: 'session', staffId });
}
