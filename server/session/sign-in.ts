/** Signing in: name and password, a code where one is set up, and the cookie that says who is calling. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { BodyOf } from '#contract/kernel/route.ts';
import type { SessionBody } from '#contract/session.ts';
import { type session as contract, sessionRefusals } from '#contract/session.ts';
import { addHours, minutesBetween } from '#core/kernel/instant.ts';
import type { OrganisationRuleValues } from '#core/organisation/index.ts';
import { decideSignIn, isLocked, loginNamesOf } from '#core/organisation/index.ts';
import { defaultsOf } from '#core/kernel/parameters.ts';
import { OrganisationRules } from '#core/organisation/index.ts';
import { newToken, SESSION_COOKIE } from '#server/platform/auth.ts';
import { realNow } from '#server/platform/clock.ts';
import type { Tx } from '#server/platform/database.ts';
import type { ServerRuntime } from '#server/platform/http.ts';
import { accepted, Refused } from '#server/platform/refused.ts';
import {
  accountKey,
  addressKey,
  attemptsOf,
  failedAccount,
  failedAddress,
  forgetFailures,
  nameKey,
  oneAtATime,
} from './attempts.ts';
import { passwordMatches } from './passwords.ts';
import type { Account } from './store.ts';
import * as store from './store.ts';
import { codeMatches } from './totp.ts';
import { sessionBody } from './views.ts';

export interface AtTheDoor {
  readonly runtime: ServerRuntime;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}
type SignInBody = BodyOf<typeof contract.signIn>;

const houseDefaults: OrganisationRuleValues = defaultsOf(OrganisationRules);
export const rulesOf = async (runtime: ServerRuntime, tx: Tx, siteId: string | null): Promise<OrganisationRuleValues> =>
  (await runtime.rules(tx, siteId, runtime.now())).values.organisation;

export async function signIn(door: AtTheDoor, body: SignInBody): Promise<SessionBody> {
  const { runtime, request } = door;
  await refuseBusyAddress(runtime, request.ip);
  const names = loginNamesOf(body.name);
  const login = names.length > 0 ? await store.loginOf(runtime.database, names) : null;
  const key = login ? accountKey(login.staffId) : nameKey(names[0] ?? body.name);
  try {
    const passed = await oneAtATime(key, () => letIn(runtime, login, key, body));
    return await openBrowserSession(door, passed.companyId, passed.person.id, passed.rules);
  } catch (error) {
    if (error instanceof Refused && ['WRONG_CREDENTIALS', 'CODE_WRONG'].includes(error.code))
      await failedAddress(runtime.database, request.ip, realNow());
    throw error;
  }
}

async function refuseBusyAddress(runtime: ServerRuntime, address: string): Promise<void> {
  const attempts = await attemptsOf(runtime.database, addressKey(address));
  if (!isLocked(attempts, realNow())) return;
  const seconds = Math.ceil(minutesBetween(realNow(), attempts?.lockedUntil ?? realNow()) * 60);
  throw new Refused('RATE_LIMITED', sessionRefusals.RATE_LIMITED, { seconds });
}

interface Passed {
  readonly companyId: string;
  readonly person: Account;
  readonly rules: OrganisationRuleValues;
}

async function letIn(
  runtime: ServerRuntime,
  login: { companyId: string; staffId: string } | null,
  key: string,
  body: SignInBody,
): Promise<Passed> {
  const { database, dataDir } = runtime;
  const found = login
    ? await database.inCompany(login.companyId, async (tx) => {
        const person = await store.account(tx, login.staffId);
        return person && { person, rules: await rulesOf(runtime, tx, person.siteId) };
      })
    : null;
  const rules = found?.rules ?? houseDefaults;
  const person = found && found.person.status !== 'left' ? found.person : null;
  const attempts = await attemptsOf(database, key);
  const now = realNow();
  const matches = !isLocked(attempts, now) && (await passwordMatches(person?.passwordHash ?? null, body.password));
  const needsCode = matches && person?.totpEnabledAt != null;
  const codeFits =
    needsCode && login && person && body.code
      ? await database.inCompany(login.companyId, (tx) => codeMatches(tx, dataDir, person, body.code ?? ''))
      : false;
  const facts = { attempts, passwordMatches: matches, needsCode, codeGiven: Boolean(body.code), codeMatches: codeFits };
  const decision = decideSignIn(rules, facts, now);
  if (!decision.accepted && (decision.code === 'WRONG_CREDENTIALS' || decision.code === 'CODE_WRONG'))
    await failedAccount(database, rules, key, now);
  accepted(decision, sessionRefusals);
  if (!person || !login) throw new Error('somebody unknown was let in');
  if (attempts) await forgetFailures(database, key);
  return { companyId: login.companyId, person, rules };
}

/** Opens a session and gives its cookie to the browser; answers with what the frame of the pages needs. */
export async function openBrowserSession(
  door: AtTheDoor,
  companyId: string,
  staffId: string,
  rules: Pick<OrganisationRuleValues, 'sessionIdleDays'>,
): Promise<SessionBody> {
  const { runtime, request, reply } = door;
  const token = newToken();
  await runtime.database.inCompany(companyId, (tx) =>
    store.insertSession(tx, {
      token,
      staffId,
      kind: 'browser',
      expiresAt: expiryOf(rules),
      address: request.ip,
      userAgent: request.headers['user-agent'] ?? null,
    }),
  );
  setCookie(request, reply, token, rules);
  const actor = await runtime.sessions.actorOf(token);
  if (!actor) throw new Error('the session just opened is not found');
  return runtime.database.inCompany(companyId, (tx) =>
    sessionBody({ tx, rules: (siteId) => runtime.rules(tx, siteId, runtime.now()) }, actor),
  );
}

export const expiryOf = (rules: Pick<OrganisationRuleValues, 'sessionIdleDays'>): string =>
  addHours(realNow(), rules.sessionIdleDays * 24);

export const setCookie = (
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
  rules: Pick<OrganisationRuleValues, 'sessionIdleDays'>,
): void =>
  void reply.setCookie(SESSION_COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: request.protocol === 'https',
    maxAge: rules.sessionIdleDays * 24 * 3600,
  });
