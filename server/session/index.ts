/** Signing in and what belongs to it. */
import type { Grants } from '#contract/kernel/permissions.ts';
import { session as contract } from '#contract/session.ts';
import { personOf } from '#server/platform/actor.ts';
import { newToken, SESSION_COOKIE } from '#server/platform/auth.ts';
import { realNow } from '#server/platform/clock.ts';
import type { Database } from '#server/platform/database.ts';
import type { Endpoint, RawEndpoint } from '#server/platform/http.ts';
import { answer, carryOut } from '#server/platform/http.ts';
import { notFound } from '#server/platform/refused.ts';
import type { Capability } from '#server/capabilities.ts';
import { accountEndpoints } from './account.ts';
import { guarded } from './guarded.ts';
import { expiryOf, setCookie, signIn } from './sign-in.ts';
import * as store from './store.ts';
import { sessionBody, sessionsOf } from './views.ts';

export { forgetFailures, accountKey } from './attempts.ts';
export { guarded, secretCommand } from './guarded.ts';
export { hashPassword } from './passwords.ts';
export { fingerprint, linkSecretFor, oneTimePasswordFor, randomPassword } from './secrets.ts';
export { openBrowserSession } from './sign-in.ts';
export { revokeSession, revokeSessions, setPassword, setTotp } from './store.ts';
export { sessionsOf } from './views.ts';

/** An API token for somebody, made at the terminal or by a test. It is returned once; only its hash is kept. */
export async function issueToken(
  runtime: { readonly database: Database },
  input: { companyId: string; staffId: string; label: string; grantsLimit?: Grants | null; expiresAt?: string | null },
): Promise<{ id: string; token: string }> {
  const token = `gk_${newToken()}`;
  const id = await runtime.database.inCompany(input.companyId, (tx) =>
    store.insertSession(tx, {
      token,
      staffId: input.staffId,
      kind: 'token',
      label: input.label,
      grantsLimit: input.grantsLimit ?? null,
      expiresAt: input.expiresAt ?? null,
    }),
  );
  return { id, token };
}

/** A browser that comes back keeps its session alive; one left unused runs out. */
const current = guarded(contract.current, async ({ runtime, actor, request, reply }) => {
  if (!actor) throw notFound('session');
  return runtime.database.inCompany(actor.companyId, async (tx) => {
    const rules = (siteId: string | null) => runtime.rules(tx, siteId, runtime.now());
    const cookie = request.cookies[SESSION_COOKIE];
    if (cookie && !request.headers.authorization) {
      const house = (await rules(actor.siteId)).values.organisation;
      const expiresAt = expiryOf(house);
      const renewed = await tx.run({
        text: `update sessions set expires_at = $3 where company_id = $1 and id = $2 and kind = 'browser' and expires_at < $3::timestamptz - interval '1 day'`,
        values: [tx.companyId, actor.sessionId, expiresAt],
      });
      if (renewed === 1) setCookie(request, reply, cookie, house);
    }
    return sessionBody({ tx, rules }, actor);
  });
});

const signOut = guarded(contract.signOut, async ({ runtime, actor, reply }) => {
  if (actor?.staffId && actor.sessionId) {
    const { staffId, sessionId } = actor;
    await runtime.database.inCompany(actor.companyId, (tx) => store.revokeSession(tx, staffId, sessionId));
    runtime.sessions.forget();
    runtime.events.publish(actor.companyId, [{ topic: 'session', staffId }]);
  }
  reply.clearCookie(SESSION_COOKIE, { path: '/' });
  return { done: true };
});

const endpoints: readonly (Endpoint | RawEndpoint)[] = [
  guarded(contract.signIn, ({ runtime, request, reply, body }) => signIn({ runtime, request, reply }, body)),
  signOut,
  current,
  answer(contract.me, (context) => sessionBody(context, context.actor)),
  answer(contract.sessions, async (context) => ({ rows: await sessionsOf(context, personOf(context.actor)) })),
  carryOut(contract.revoke, async (context, { params }) => {
    const staffId = personOf(context.actor);
    const revoked = await store.revokeSession(context.tx, staffId, params.sessionId);
    if (revoked === 0) throw notFound('登录 / session');
    context.publish({ topic: 'session', staffId });
    return { revoked: true };
  }),
  carryOut(contract.setLocale, async (context, { body }) => {
    await context.tx.run({
      text: 'update staff set locale = $3 where company_id = $1 and id = $2',
      values: [context.tx.companyId, personOf(context.actor), body.locale],
    });
    context.publish({ topic: 'session', staffId: personOf(context.actor) });
    return { locale: body.locale };
  }),
  ...accountEndpoints,
];

const OLD_ATTEMPTS_EVERY_MS = 3_600_000;

export const sessionCapability: Capability = {
  name: 'session',
  endpoints,
  async start(runtime) {
    // Whatever changes a session or somebody's rights says so; what is remembered is then forgotten, here and on other servers.
    const unsubscribe = runtime.events.subscribe((event) => {
      if (event.topic === 'session' || event.topic === 'resync') runtime.sessions.forget();
    });
    const sweep = setInterval(() => {
      void runtime.database
        .system({
          text: `delete from login_attempts where greatest(first_at, locked_until) < $1::timestamptz - interval '1 day'`,
          values: [realNow()],
        })
        .catch((error) => runtime.log.warn({ err: error }, 'old sign-in failures wait to be forgotten'));
    }, OLD_ATTEMPTS_EVERY_MS);
    sweep.unref();
    return async () => {
      clearInterval(sweep);
      unsubscribe();
    };
  },
};
