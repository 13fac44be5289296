/** A company comes into being: by the one-time link of the first start, by the demo, or by a test. */
import { randomUUID } from 'node:crypto';
import type { BodyOf } from '#contract/kernel/route.ts';
import { session as contract, sessionRefusals } from '#contract/session.ts';
import { accept } from '#core/kernel/decision.ts';
import { decidePassword } from '#core/organisation/index.ts';
import { systemActor } from '#server/platform/actor.ts';
import { hashToken, newToken } from '#server/platform/auth.ts';
import { realNow } from '#server/platform/clock.ts';
import type { Runtime } from '#server/platform/command.ts';
import { runCommand } from '#server/platform/command.ts';
import type { Context } from '#server/platform/context.ts';
import type { Database } from '#server/platform/database.ts';
import { newId } from '#server/platform/database.ts';
import type { RawEndpoint } from '#server/platform/http.ts';
import { accepted, Refused } from '#server/platform/refused.ts';
import { installShippedBooks } from '#server/rulebook/index.ts';
import { guarded, openBrowserSession } from '#server/session/index.ts';
import type { StaffDraft } from './people.ts';
import { createStaff } from './people.ts';
import { openSite } from './places.ts';
import { insertShippedRoles, OWNER } from './roles.ts';

export interface NewCompany {
  readonly name: string;
  readonly sites?: readonly { name: string; kind: string; timeZone?: string; opensAt?: string; closesAt?: string }[];
  /** Holds every right: somebody must be able to do everything at first. */
  readonly administrator: Pick<StaffDraft, 'name' | 'username' | 'phone' | 'password' | 'locale' | 'title'>;
}
export interface FoundedCompany {
  readonly companyId: string;
  readonly administratorId: string;
  readonly siteIds: readonly string[];
}

/** Company, shipped rulebooks, roles, sites and the first administrator, in one transaction. */
export async function createCompany(
  runtime: Runtime,
  input: NewCompany,
  check: (context: Context) => Promise<void> = async () => {},
): Promise<FoundedCompany> {
  const companyId = newId();
  const call = {
    route: 'createCompany',
    actor: systemActor(companyId),
    commandId: randomUUID(),
    payload: { name: input.name },
  };
  const { response } = await runCommand(runtime, call, async (context) => {
    await check(context);
    return found(context, input);
  });
  return response;
}

async function found(context: Context, input: NewCompany): Promise<FoundedCompany> {
  const { tx } = context;
  await tx.run({
    text: 'insert into companies (id, name, created_at) values ($1, $2, $3)',
    values: [tx.companyId, input.name, context.now],
  });
  await installShippedBooks(context);
  await insertShippedRoles(context);
  const siteIds: string[] = [];
  for (const { timeZone = 'Asia/Shanghai', opensAt = '09:00', closesAt = '18:00', ...site } of input.sites ?? [])
    siteIds.push((await openSite(context, { ...site, timeZone, opensAt, closesAt })).id);
  const [administrator] = await createStaff(context, [
    {
      ...input.administrator,
      post: 'administrator',
      siteId: siteIds[0] ?? null,
      roles: ['administrator', OWNER],
      mustChangePassword: false,
    },
  ]);
  if (!administrator) throw new Error('no administrator was entered');
  context.record({
    kind: 'organisation.createCompany',
    subject: { type: 'company', id: tx.companyId },
    staffIds: [administrator.id],
    input: { name: input.name },
    facts: {},
    decision: accept({ companyId: tx.companyId }, ['S1.01.a9']),
  });
  return { companyId: tx.companyId, administratorId: administrator.id, siteIds };
}

const hasCompany = async (database: Database): Promise<boolean> =>
  (await database.system({ text: 'select 1 from companies limit 1' })).length > 0;

/** The token of a one-time set-up link, while there is no company; null afterwards. Earlier links stay good until one is used. */
export async function issueSetupToken(runtime: { readonly database: Database }): Promise<string | null> {
  if (await hasCompany(runtime.database)) return null;
  const token = newToken();
  await runtime.database.system({
    text: 'insert into setup_tokens (token_hash, created_at) values ($1, $2)',
    values: [hashToken(token), realNow()],
  });
  return token;
}

/** Two people with the link at once: the lock lets one through, the other finds the company there. */
async function useSetupToken(context: Context, token: string): Promise<void> {
  await context.tx.run({ text: `select pg_advisory_xact_lock(hashtext('guike.setup'))` });
  const done = await context.tx.row({ text: 'select 1 from companies limit 1' });
  if (done) throw new Refused('SETUP_ALREADY_DONE', sessionRefusals.SETUP_ALREADY_DONE);
  const used = await context.tx.run({
    text: 'delete from setup_tokens where token_hash = $1',
    values: [hashToken(token)],
  });
  if (used === 0) throw new Refused('SETUP_LINK_INVALID', sessionRefusals.SETUP_LINK_INVALID, { field: 'token' });
  await context.tx.run({ text: 'delete from setup_tokens' });
}

const draftOf = (body: BodyOf<typeof contract.setup>): NewCompany => ({
  name: body.company,
  sites: [body.site],
  administrator: { ...body.administrator, title: '系统管理员', locale: body.locale },
});

export const setupEndpoints: readonly RawEndpoint[] = [
  guarded(contract.setupState, async ({ runtime }) => ({ needed: !(await hasCompany(runtime.database)) })),
  guarded(contract.setup, async ({ runtime, request, reply, body }) => {
    const founded = await createCompany(runtime, draftOf(body), async (context) => {
      await useSetupToken(context, body.token);
      const { password, username, phone, name } = body.administrator;
      const house = (await context.rules(null)).values.organisation;
      const choice = decidePassword(house, { password, names: [username, phone ?? null, name], isUnchanged: false });
      accepted(
        choice.accepted ? choice : { ...choice, detail: { ...choice.detail, field: 'administrator.password' } },
        sessionRefusals,
      );
    });
    const rules = await runtime.database.inCompany(founded.companyId, (tx) => runtime.rules(tx, null, runtime.now()));
    return openBrowserSession(
      { runtime, request, reply },
      founded.companyId,
      founded.administratorId,
      rules.values.organisation,
    );
  }),
];
