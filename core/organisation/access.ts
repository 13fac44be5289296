/** The door: who is let in, when an account is shut for a while, what a password must be. Pure, so that its boundaries can be tried. */
import type { Decision } from '../kernel/decision.ts';
import { accept, refuse } from '../kernel/decision.ts';
import type { Instant } from '../kernel/instant.ts';
import { addMinutes, addMonths, localDateOf, minutesBetween } from '../kernel/instant.ts';
import type { OrganisationRuleValues } from './rules.ts';

type DoorRules = Pick<OrganisationRuleValues, 'lockoutFailures' | 'lockoutMinutes'>;
const DOOR = ['S2.05.s1.system', 'S2.05.s1.access'];

export interface Attempts {
  readonly failures: number;
  readonly firstAt: Instant;
  readonly lockedUntil: Instant | null;
}

/** A lock holds until its instant, exclusive: at that instant the door opens again. */
export const isLocked = (attempts: Attempts | null, now: Instant): boolean =>
  attempts?.lockedUntil != null && now < attempts.lockedUntil;

/** Until when, and how many minutes that is: whoever waits may be in any time zone. */
export const lockDetail = (attempts: Attempts | null, now: Instant): { until: Instant; minutes: number } => {
  const until = attempts?.lockedUntil ?? now;
  return { until, minutes: Math.ceil(minutesBetween(now, until)) };
};

/** Counts one more failure. Failures older than the lock-out time, or before a lock that has run out, are forgotten. */
export function afterFailure(rules: DoorRules, attempts: Attempts | null, now: Instant): Attempts {
  const isFresh =
    attempts !== null && attempts.lockedUntil === null && now < addMinutes(attempts.firstAt, rules.lockoutMinutes);
  const failures = isFresh ? attempts.failures + 1 : 1;
  return {
    failures,
    firstAt: isFresh ? attempts.firstAt : now,
    lockedUntil: failures >= rules.lockoutFailures ? addMinutes(now, rules.lockoutMinutes) : null,
  };
}

export interface SignInFacts {
  readonly attempts: Attempts | null;
  /** False as well for a name nobody has and for somebody who has left: the answer must not tell which. */
  readonly passwordMatches: boolean;
  readonly needsCode: boolean;
  readonly codeGiven: boolean;
  readonly codeMatches: boolean;
}
export type SignInRefusal = 'ACCOUNT_LOCKED' | 'WRONG_CREDENTIALS' | 'CODE_REQUIRED' | 'CODE_WRONG';

export function decideSignIn(
  rules: DoorRules,
  facts: SignInFacts,
  now: Instant,
): Decision<{ signedIn: true }, SignInRefusal> {
  if (isLocked(facts.attempts, now)) return refuse('ACCOUNT_LOCKED', DOOR, lockDetail(facts.attempts, now));
  const left = rules.lockoutFailures - afterFailure(rules, facts.attempts, now).failures;
  if (!facts.passwordMatches) return refuse('WRONG_CREDENTIALS', DOOR, { attemptsLeft: left });
  if (facts.needsCode && !facts.codeGiven) return refuse('CODE_REQUIRED', DOOR, { field: 'code' });
  if (facts.needsCode && !facts.codeMatches) return refuse('CODE_WRONG', DOOR, { field: 'code', attemptsLeft: left });
  return accept({ signedIn: true }, DOOR);
}

export type PasswordRefusal = 'PASSWORD_TOO_SHORT' | 'PASSWORD_UNCHANGED' | 'PASSWORD_TOO_EASY';

/** Long rather than complicated; not the old one, not the name, not one character over and over, not a run like 1234567890. */
export function decidePassword(
  rules: Pick<OrganisationRuleValues, 'passwordLengthMin'>,
  facts: { readonly password: string; readonly names: readonly (string | null)[]; readonly isUnchanged: boolean },
): Decision<{ password: 'good' }, PasswordRefusal> {
  const clauses = ['S0.07.doc.10', 'S2.05.s1.system'];
  const field = 'newPassword';
  const length = [...facts.password].length;
  if (length < rules.passwordLengthMin)
    return refuse('PASSWORD_TOO_SHORT', clauses, { min: rules.passwordLengthMin, field });
  if (facts.isUnchanged) return refuse('PASSWORD_UNCHANGED', clauses, { field });
  if (isEasy(facts.password.toLowerCase(), facts.names)) return refuse('PASSWORD_TOO_EASY', clauses, { field });
  return accept({ password: 'good' }, clauses);
}

const RUNS = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm', 'passwordpassword'];
const isEasy = (password: string, names: readonly (string | null)[]): boolean =>
  new Set(password).size < 4 ||
  RUNS.some((run) => run.includes(password) || [...run].reverse().join('').includes(password)) ||
  names.some((name) => name !== null && name.length >= 3 && password === name.toLowerCase());

/** The day comes when a password has served its months; the instant itself is still fine, the day after it is due. */
export const isPasswordDue = (
  rules: Pick<OrganisationRuleValues, 'passwordMonths'>,
  changedAt: Instant | null,
  now: Instant,
  timeZone: string,
): boolean =>
  rules.passwordMonths > 0 &&
  changedAt !== null &&
  localDateOf(now, timeZone) > addMonths(localDateOf(changedAt, timeZone), rules.passwordMonths);
