/** Entering somebody, changing their particulars, and the changes that give them another superior: several rules, one answer. */
import { type Accepted, accept, type Decision, refuse } from '../kernel/decision.ts';
import { type Instant, type LocalDate, localDateOf } from '../kernel/instant.ts';
import { administers, decideGrantRoles, type GrantFacts, type RoleGrants } from './grants.ts';
import {
  type ChangeOutcome,
  type ChangeRefusal,
  type ChangeRules,
  decideMentor,
  decideStaffChange,
  type MentorFacts,
  type MentorRefusal,
  probationUntil,
  type StaffState,
} from './lifecycle.ts';
import { decideSuperior, type SuperiorFacts, type SuperiorRefusal } from './reporting.ts';
import type { OrganisationRuleValues } from './rules.ts';

const clausesOf = (...decisions: readonly Accepted<unknown>[]): readonly string[] => [
  ...new Set(decisions.flatMap((decision) => decision.clauses)),
];

export interface EntryFacts {
  readonly superior: SuperiorFacts;
  readonly mentor: MentorFacts['mentor'];
  readonly roles: GrantFacts;
  /** Of the site; a probation begins with the first day there. */
  readonly timeZone: string;
}
export interface EntryInput {
  readonly hiredOn: LocalDate | null;
  readonly onProbation: boolean;
}
export interface EntryOutcome {
  readonly superiorId: string | null;
  readonly mentorId: string | null;
  readonly probationUntil: LocalDate | null;
}
type RolesRefusal = 'GRANTS_BEYOND_YOURS' | 'LAST_ADMINISTRATOR';

export function decideEntry(
  rules: OrganisationRuleValues,
  facts: EntryFacts,
  input: EntryInput,
  now: Instant,
): Decision<EntryOutcome, SuperiorRefusal | MentorRefusal | RolesRefusal> {
  const until = input.onProbation ? probationUntil(rules, input.hiredOn ?? localDateOf(now, facts.timeZone)) : null;
  const superior = decideSuperior(rules, facts.superior);
  if (!superior.accepted) return superior;
  const { personId } = facts.superior;
  const mentor = decideMentor(rules, { personId, onProbation: until !== null, mentor: facts.mentor });
  if (!mentor.accepted) return mentor;
  const roles = decideGrantRoles(facts.roles);
  if (!roles.accepted) return roles;
  return accept(
    { superiorId: superior.outcome.superiorId, mentorId: mentor.outcome.mentorId, probationUntil: until },
    clausesOf(superior, mentor, roles),
  );
}

export interface ParticularsFacts {
  readonly superior: SuperiorFacts;
  readonly mentor: MentorFacts;
}
export function decideParticulars(
  rules: OrganisationRuleValues,
  facts: ParticularsFacts,
): Decision<Omit<EntryOutcome, 'probationUntil'>, SuperiorRefusal | MentorRefusal> {
  const superior = decideSuperior(rules, facts.superior);
  if (!superior.accepted) return superior;
  const mentor = decideMentor(rules, facts.mentor);
  if (!mentor.accepted) return mentor;
  return accept(
    { superiorId: superior.outcome.superiorId, mentorId: mentor.outcome.mentorId },
    clausesOf(superior, mentor),
  );
}

/** Where somebody stands before the change. */
export interface Standing {
  readonly siteId: string | null;
  readonly teamId: string | null;
  readonly status: StaffState;
}
export interface PlacedFacts {
  readonly before: Standing;
  readonly superior: SuperiorFacts;
}
export type PlacedOutcome = ChangeOutcome & { readonly superiorId: string | null };

/** To another site or team, with the superior there. */
export function decideTransfer(
  rules: OrganisationRuleValues & ChangeRules,
  facts: PlacedFacts,
  to: { readonly siteId: string | null; readonly teamId: string | null },
): Decision<PlacedOutcome, ChangeRefusal | SuperiorRefusal> {
  const { siteId, teamId, status } = facts.before;
  const change = { kind: 'transfer', siteChanges: to.siteId !== siteId, teamChanges: to.teamId !== teamId } as const;
  return underSuperior(rules, facts.superior, decideStaffChange(rules, status, change));
}

/** Somebody who had left comes back, under a superior again. */
export const decideRehire = (
  rules: OrganisationRuleValues & ChangeRules,
  facts: PlacedFacts,
): Decision<PlacedOutcome, ChangeRefusal | SuperiorRefusal> =>
  underSuperior(rules, facts.superior, decideStaffChange(rules, facts.before.status, { kind: 'rehire' }));

function underSuperior(
  rules: OrganisationRuleValues,
  facts: SuperiorFacts,
  change: Decision<ChangeOutcome, ChangeRefusal>,
): Decision<PlacedOutcome, ChangeRefusal | SuperiorRefusal> {
  if (!change.accepted) return change;
  const superior = decideSuperior(rules, facts);
  if (!superior.accepted) return superior;
  return accept({ ...change.outcome, superiorId: superior.outcome.superiorId }, clausesOf(change, superior));
}

export interface LeavingFacts {
  readonly before: Standing;
  readonly roles: readonly RoleGrants[];
  /** Active people who administer, this one not counted. */
  readonly otherAdministrators: number;
}

/** Whoever leaves must not be the last who can give rights. */
export function decideLeaving(
  rules: ChangeRules,
  facts: LeavingFacts,
): Decision<ChangeOutcome, ChangeRefusal | 'LAST_ADMINISTRATOR'> {
  const change = decideStaffChange(rules, facts.before.status, { kind: 'leaving' });
  if (!change.accepted) return change;
  if (facts.otherAdministrators === 0 && administers(facts.roles))
    return refuse('LAST_ADMINISTRATOR', ['S2.05.s1.access', 'S2.05.w4.rights', 'S1.01.a10']);
  return change;
}
