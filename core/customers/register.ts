/** Registering somebody: new, known, or a member of a known household. Two registrations of one phone make one customer. */
import type { Alternative, Decision } from '../kernel/decision.ts';
import { accept, refuse } from '../kernel/decision.ts';
import type { Instant, LocalDate } from '../kernel/instant.ts';
import { localDateOf } from '../kernel/instant.ts';
import type { CompletenessRules, FormValues } from './completeness.ts';
import { formClauses, missingFields } from './completeness.ts';
import type { HouseholdRefusal, HouseholdRules } from './household.ts';
import { decideHousehold } from './household.ts';
import type { MatchRules, Match } from './recognise.ts';
import { asAlternative, recognise } from './recognise.ts';
import type { CustomerRuleValues } from './rules.ts';
import type { Candidate, CustomerId, FormName, Identity, Relation } from './types.ts';

export type RegisterRules = CompletenessRules &
  HouseholdRules &
  MatchRules &
  Pick<CustomerRuleValues, 'softMatchNeedsLeader'>;

export interface Registration {
  readonly form: FormName;
  readonly values: FormValues;
  readonly phoneDeclined: string | null;
  readonly visitedOn: LocalDate | null;
  readonly bornOn: LocalDate | null;
  readonly identity: Identity;
  /** "This is the wife of that customer": declared while registering. */
  readonly householdOf: { readonly customerId: CustomerId; readonly relation: Relation } | null;
  /** Customers the registrar has looked at and says are somebody else. */
  readonly differentFrom: readonly CustomerId[];
  /** The registrar has seen that there are matches outside the scope and says it is somebody else. */
  readonly differentFromStrangers: boolean;
  readonly mayConfirmHousehold: boolean;
}

export type RegisterOutcome =
  | { readonly kind: 'new'; readonly review: readonly CustomerId[] }
  | { readonly kind: 'existing'; readonly customerId: CustomerId }
  | {
      readonly kind: 'household_member';
      readonly customerId: CustomerId;
      readonly relation: Relation;
      readonly as: 'one_customer' | 'linked';
    };

/** In the order they are checked. */
export const registerRefusals = [
  'FIELDS_MISSING',
  'DATE_IN_FUTURE',
  'CUSTOMER_EXISTS_ELSEWHERE',
  'KEYS_OF_SEVERAL_CUSTOMERS',
  'RELATION_DOES_NOT_COUNT',
  'HOUSEHOLD_NEEDS_CONFIRMATION',
  'SAME_CUSTOMER',
  'POSSIBLE_DUPLICATE',
] as const;
export type RegisterRefusal =
  | 'FIELDS_MISSING'
  | 'DATE_IN_FUTURE'
  | 'CUSTOMER_EXISTS_ELSEWHERE'
  | 'KEYS_OF_SEVERAL_CUSTOMERS'
  | 'POSSIBLE_DUPLICATE'
  | HouseholdRefusal;

const DUPLICATE = ['S0.08.c.5', 'S2.15.c3.05.first'];

export const decideRegister = (
  rules: RegisterRules,
  registration: Registration,
  candidates: readonly Candidate[],
  now: Instant,
  timeZone: string,
): Decision<RegisterOutcome, RegisterRefusal> => {
  const paper = formClauses[registration.form];
  const missing = missingFields(rules, registration.form, registration.values, registration.phoneDeclined);
  if (missing.length > 0) {
    const typeClauses = missing.includes('type') ? ['S3.01.c.types', 'S2.03.a2.def'] : [];
    return refuse('FIELDS_MISSING', [...paper, ...typeClauses], { form: registration.form, fields: missing.join(',') });
  }
  const today = localDateOf(now, timeZone);
  for (const field of ['visitedOn', 'bornOn'] as const) {
    const date = registration[field];
    if (date !== null && date > today) return refuse('DATE_IN_FUTURE', paper, { field, date });
  }

  const matches = recognise(rules, registration.identity, candidates);
  const alternatives = matches.map(asAlternative);
  const hard = matches.filter((match) => match.strength === 'hard');
  if (registration.householdOf !== null) return joinHousehold(rules, registration, hard, alternatives);
  if (hard.length > 0) return known(hard, alternatives);

  const open = matches.filter((match) => !isAnswered(registration, match));
  if (open.length > 0) return refuse('POSSIBLE_DUPLICATE', DUPLICATE, winner(open), open.map(asAlternative));
  const review = rules.softMatchNeedsLeader ? matches.map((match) => match.customerId) : [];
  return accept({ kind: 'new', review }, review.length > 0 ? [...paper, 'S3.01.r.sup.daily'] : paper, alternatives);
};

const isAnswered = (registration: Registration, match: Match): boolean =>
  match.visible ? registration.differentFrom.includes(match.customerId) : registration.differentFromStrangers;

const winner = (matches: readonly Match[]): Record<string, string | number | null> => ({
  count: matches.length,
  owner: matches[0]?.claim?.ownerName ?? null,
  until: matches[0]?.claim?.until ?? null,
  /** Those the registrar may open; strangers are only counted. */
  customers: matches
    .filter((match) => match.visible)
    .map((match) => match.customerId)
    .join(','),
});

const known = (
  hard: readonly Match[],
  alternatives: readonly Alternative[],
): Decision<RegisterOutcome, RegisterRefusal> => {
  const [first, second] = hard;
  if (!first) throw new Error('known() needs a hard match');
  if (second) return refuse('KEYS_OF_SEVERAL_CUSTOMERS', DUPLICATE, winner(hard), alternatives);
  if (!first.visible) return refuse('CUSTOMER_EXISTS_ELSEWHERE', DUPLICATE, winner(hard), alternatives);
  return accept({ kind: 'existing', customerId: first.customerId }, DUPLICATE, alternatives);
};

/** The declared head is the one hard match allowed: couples share a phone. Any other owner of a key stands in the way. */
const joinHousehold = (
  rules: RegisterRules,
  registration: Registration,
  hard: readonly Match[],
  alternatives: readonly Alternative[],
): Decision<RegisterOutcome, RegisterRefusal> => {
  const declared = registration.householdOf;
  if (declared === null) throw new Error('joinHousehold() needs a declaration');
  const others = hard.filter((match) => match.customerId !== declared.customerId);
  if (others.length > 0) return known(others, alternatives);
  const decision = decideHousehold(rules, {
    head: declared.customerId,
    member: null,
    relation: declared.relation,
    declaredAtReception: true,
    confirmed: registration.mayConfirmHousehold,
  });
  if (!decision.accepted) return refuse(decision.code, decision.clauses, decision.detail, alternatives);
  const { as, relation } = decision.outcome;
  return accept(
    { kind: 'household_member', customerId: declared.customerId, relation, as },
    decision.clauses,
    alternatives,
  );
};
