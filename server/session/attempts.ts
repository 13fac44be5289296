/**
 * Failures at the door, counted per account and per address on the real clock. Attempts on one account go one after the other, so
 * that many at once do not buy more guesses; the counts are written outside any business transaction, because a refusal undoes those.
 */
import type { Attempts, OrganisationRuleValues } from '#core/organisation/index.ts';
import { afterFailure } from '#core/organisation/index.ts';
import type { Database } from '#server/platform/database.ts';

const ADDRESS_FAILURES_MAX = 50; // protects against trying many names; an office behind one address stays far below it
const ADDRESS_MINUTES = 15;
const ADDRESS_RULES = { lockoutFailures: ADDRESS_FAILURES_MAX, lockoutMinutes: ADDRESS_MINUTES };

export const accountKey = (staffId: string): string => `account:${staffId}`;
export const nameKey = (name: string): string => `name:${name.slice(0, 100)}`;
export const addressKey = (address: string): string => `address:${address}`;

export async function attemptsOf(database: Database, key: string): Promise<Attempts | null> {
  const [row] = await database.system<Attempts>({
    text: `select login_attempts.failures, login_attempts.first_at as "firstAt", login_attempts.locked_until as "lockedUntil"
      from login_attempts where login_attempts.key = $1`,
    values: [key],
  });
  return row ?? null;
}

type LockRules = Pick<OrganisationRuleValues, 'lockoutFailures' | 'lockoutMinutes'>;

async function countFailure(database: Database, rules: LockRules, key: string, now: string): Promise<void> {
  const next = afterFailure(rules, await attemptsOf(database, key), now);
  await database.system({
    text: `insert into login_attempts (key, failures, first_at, locked_until) values ($1, $2, $3, $4)
      on conflict (key) do update set failures = excluded.failures, first_at = excluded.first_at, locked_until = excluded.locked_until`,
    values: [key, next.failures, next.firstAt, next.lockedUntil],
  });
}

export const failedAccount = (database: Database, rules: LockRules, key: string, now: string): Promise<void> =>
  countFailure(database, rules, key, now);
export const failedAddress = (database: Database, address: string, now: string): Promise<void> =>
  oneAtATime(addressKey(address), () => countFailure(database, ADDRESS_RULES, addressKey(address), now));

export const forgetFailures = async (database: Database, key: string): Promise<void> => {
  await database.system({ text: 'delete from login_attempts where key = $1', values: [key] });
};

const queues = new Map<string, Promise<unknown>>();

export function oneAtATime<Value>(key: string, work: () => Promise<Value>): Promise<Value> {
  const before = queues.get(key) ?? Promise.resolve();
  const mine = before.then(work, work);
  queues.set(key, mine);
  const done = (): void => {
    if (queues.get(key) === mine) queues.delete(key);
  };
  mine.then(done, done);
  return mine;
}
