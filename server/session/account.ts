/** One's own account: password, second factor, sessions and API tokens. Passwords and codes never reach the command log. */
import type { BodyOf } from '#contract/kernel/route.ts';
import { session as contract, sessionRefusals } from '#contract/session.ts';
import { decidePassword, firstBeyond, isLocked, lockDetail } from '#core/organisation/index.ts';
import { accept } from '#core/kernel/decision.ts';
import type { ActName } from '#core/kinds.ts';
import type { Actor } from '#server/platform/actor.ts';
import { personOf } from '#server/platform/actor.ts';
import { realNow } from '#server/platform/clock.ts';
import type { Context } from '#server/platform/context.ts';
import type { AnyRoute, RawEndpoint } from '#server/platform/http.ts';
import { accepted, notFound, Refused } from '#server/platform/refused.ts';
import { accountKey, attemptsOf, failedAccount, forgetFailures, oneAtATime } from './attempts.ts';
import type { GuardedCall } from './guarded.ts';
import { secretCommand } from './guarded.ts';
import { hashPassword, passwordMatches } from './passwords.ts';
import { fingerprint, recoveryCodesFor, seal, tokenFor, totpSecretFor } from './secrets.ts';
import type { Account } from './store.ts';
import * as store from './store.ts';
import { codeMatches, keyUri, recoveryHash } from './totp.ts';
import { rulesOf } from './sign-in.ts';

const refused = (code: keyof typeof sessionRefusals, detail = {}): Refused =>
  new Refused(code, sessionRefusals[code], detail);

/** It is the person themselves: proven by their password, and wrong ones count like wrong ones at the door. */
const proven =
  <R extends AnyRoute>(passwordOf: (body: BodyOf<R>) => string, field: string) =>
  async ({ runtime, body }: GuardedCall<R>, actor: Actor): Promise<void> => {
    const staffId = personOf(actor);
    const key = accountKey(staffId);
    const { person, rules } = await runtime.database.inCompany(actor.companyId, async (tx) => {
      const found = await store.account(tx, staffId);
      return { person: found, rules: await rulesOf(runtime, tx, found?.siteId ?? null) };
    });
    await oneAtATime(key, async () => {
      const attempts = await attemptsOf(runtime.database, key);
      const now = realNow();
      if (isLocked(attempts, now)) throw refused('ACCOUNT_LOCKED', lockDetail(attempts, now));
      if (!(await passwordMatches(person?.passwordHash ?? null, passwordOf(body)))) {
        await failedAccount(runtime.database, rules, key, realNow());
        throw refused('PASSWORD_WRONG', { field });
      }
      if (attempts) await forgetFailures(runtime.database, key);
    });
  };

async function ownAccount(context: Context): Promise<Account> {
  const person = await store.account(context.tx, personOf(context.actor));
  if (!person) throw notFound('账号 / account');
  return person;
}

type AfterSession<Name> = Name extends `session.${infer Act}` ? Act : never;
type AccountAct = AfterSession<ActName>;

/** What happened to an account goes into the journal; the secret does not. */
const recordAccount = (context: Context, kind: AccountAct, staffId: string, input: unknown = {}): string =>
  context.record({
    kind: `session.${kind}`,
    siteId: context.actor.siteId,
    subject: { type: 'staff', id: staffId },
    staffIds: [staffId],
    input,
    facts: {},
    decision: accept({ done: true }, ['S2.05.s1.system']),
  });

const changePassword = secretCommand(contract.changePassword, {
  prove: proven<typeof contract.changePassword>((body) => body.currentPassword, 'currentPassword'),
  payload: ({ runtime, body }) => ({ passwords: fingerprint(runtime.dataDir, body.currentPassword, body.newPassword) }),
  work: async (context, { runtime, body }) => {
    const person = await ownAccount(context);
    const rules = await rulesOf(runtime, context.tx, person.siteId);
    const isUnchanged = await passwordMatches(person.passwordHash, body.newPassword);
    const names = [person.username, person.phone, person.name];
    accepted(decidePassword(rules, { password: body.newPassword, names, isUnchanged }), sessionRefusals);
    await store.setPassword(context.tx, person.id, await hashPassword(body.newPassword), false);
    const except = context.actor.sessionId;
    const endedSessions = await store.revokeSessions(context.tx, person.id, { kinds: ['browser'], except });
    recordAccount(context, 'changePassword', person.id, { endedSessions });
    context.publish({ topic: 'session', staffId: person.id });
    return { changed: true, endedSessions };
  },
  reveal: (stored) => stored,
});

const createToken = secretCommand(contract.createToken, {
  needsOwnPassword: true,
  payload: ({ body }) => body,
  work: async (context, { runtime, body }) => {
    const { actor } = context;
    const staffId = personOf(actor);
    const beyond = body.grantsLimit ? firstBeyond(actor.grants, body.grantsLimit) : null;
    if (beyond) throw refused('TOKEN_BEYOND_YOURS', { permission: beyond, field: 'grantsLimit' });
    const caller = await limitsOfCaller(context);
    const expiresAt = earlier(body.expiresAt ?? null, caller.expiresAt);
    if (expiresAt !== null && expiresAt <= realNow()) throw refused('EXPIRY_IN_THE_PAST', { field: 'expiresAt' });
    // A token made with a limited token keeps that one's limits, and does not outlive it.
    const grantsLimit = body.grantsLimit ?? caller.grantsLimit;
    const token = tokenFor(runtime.dataDir, actor.companyId, body.commandId);
    const id = await store.insertSession(context.tx, {
      token,
      staffId,
      kind: 'token',
      label: body.label,
      grantsLimit,
      expiresAt,
    });
    recordAccount(context, 'createToken', staffId, { id, label: body.label, grantsLimit, expiresAt });
    return { id, expiresAt };
  },
  reveal: (stored, { runtime, actor, body }) => ({
    ...stored,
    token: tokenFor(runtime.dataDir, actor?.companyId ?? '', body.commandId),
  }),
});

const earlier = (one: string | null, other: string | null): string | null =>
  one !== null && other !== null ? (one < other ? one : other) : (one ?? other);

interface Limits {
  readonly grantsLimit: Record<string, 'self' | 'team' | 'site' | 'company'> | null;
  /** When a calling token ends; a browser's session is renewed by use, so its end limits nothing. */
  readonly expiresAt: string | null;
}
const limitsOfCaller = async (context: Context): Promise<Limits> => {
  const row = await context.tx.row<Limits>({
    text: `select sessions.grants_limit as "grantsLimit", case when sessions.kind = 'token' then sessions.expires_at end as "expiresAt"
      from sessions where sessions.company_id = $1 and sessions.id = $2`,
    values: [context.tx.companyId, context.actor.sessionId],
  });
  return row ?? { grantsLimit: null, expiresAt: null };
};

const totpStart = secretCommand(contract.totpStart, {
  prove: proven<typeof contract.totpStart>((body) => body.password, 'password'),
  needsOwnPassword: true,
  payload: ({ runtime, body }) => ({ password: fingerprint(runtime.dataDir, body.password) }),
  work: async (context, { runtime, body }) => {
    const person = await ownAccount(context);
    if (person.totpEnabledAt) throw refused('TOTP_ALREADY_ON');
    const secret = totpSecretFor(runtime.dataDir, context.tx.companyId, body.commandId);
    const label = person.username ?? person.phone ?? person.name;
    const sealed = seal(runtime.dataDir, keyUri(secret, label).secret);
    await store.setTotp(context.tx, person.id, { secret: sealed, enabledAt: null, recoveryHashes: [] });
    return { label };
  },
  reveal: ({ label }, { runtime, actor, body }) =>
    keyUri(totpSecretFor(runtime.dataDir, actor?.companyId ?? '', body.commandId), label),
});

const totpConfirm = secretCommand(contract.totpConfirm, {
  needsOwnPassword: true,
  payload: ({ runtime, body }) => ({ code: fingerprint(runtime.dataDir, body.code) }),
  work: async (context, { runtime, body }) => {
    const person = await ownAccount(context);
    if (person.totpEnabledAt) throw refused('TOTP_ALREADY_ON');
    if (!person.totpSecret) throw refused('TOTP_NOT_STARTED');
    if (!(await codeMatches(context.tx, runtime.dataDir, person, body.code)))
      throw refused('CODE_WRONG', { field: 'code' });
    const codes = recoveryCodesFor(runtime.dataDir, context.tx.companyId, body.commandId);
    await context.tx.run({
      text: 'update staff set totp_enabled_at = $3, recovery_hashes = $4 where company_id = $1 and id = $2',
      values: [context.tx.companyId, person.id, realNow(), codes.map(recoveryHash)],
    });
    recordAccount(context, 'totpOn', person.id);
    context.publish({ topic: 'session', staffId: person.id });
    return {};
  },
  reveal: (_stored, { runtime, actor, body }) => ({
    recoveryCodes: recoveryCodesFor(runtime.dataDir, actor?.companyId ?? '', body.commandId),
  }),
});

const totpStop = secretCommand(contract.totpStop, {
  prove: proven<typeof contract.totpStop>((body) => body.password, 'password'),
  needsOwnPassword: true,
  payload: ({ runtime, body }) => ({ password: fingerprint(runtime.dataDir, body.password) }),
  work: async (context) => {
    const person = await ownAccount(context);
    await store.setTotp(context.tx, person.id, { secret: null, enabledAt: null, recoveryHashes: [] });
    recordAccount(context, 'totpOff', person.id);
    context.publish({ topic: 'session', staffId: person.id });
    return { stopped: true };
  },
  reveal: (stored) => stored,
});

export const accountEndpoints: readonly RawEndpoint[] = [changePassword, createToken, totpStart, totpConfirm, totpStop];
