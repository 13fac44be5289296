/**
 * A running server on a database of its own, with sites and people, for tests that talk to it as its users do. Everything goes
 * through HTTP; the clock is a test clock that stands still until the test moves it.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BodyInputOf, ParamsOf, QueryInputOf, ResponseOf } from '#contract/kernel/route.ts';
import type { Grants } from '#contract/kernel/permissions.ts';
import { presetGrants, type RoleKey, roleNames } from '#core/organisation/index.ts';
import { capabilities } from '#server/capabilities.ts';
import { hashToken, newToken } from '#server/platform/auth.ts';
import { newId } from '#server/platform/database.ts';
import type { AnyRoute } from '#server/platform/http.ts';
import type { RunningServer, ServerOptions } from '#server/platform/server.ts';
import { startServer } from '#server/platform/server.ts';
import { expectRedecided } from './redecided.ts';
import { expectSimulatedAlike } from './simulated.ts';
import { installShippedBooks, rulesFor } from '#server/rulebook/index.ts';

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
  /** The refusal code, or null when the call succeeded. */
  readonly code: string | null;
  readonly headers: Headers;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly token: string;
  /** Calls a contract route; adds a fresh commandId to commands that have none. */
  call<R extends AnyRoute>(
    route: R,
    input?: {
      params?: ParamsOf<R>;
      query?: QueryInputOf<R>;
      body?: Omit<BodyInputOf<R>, 'commandId'> & { commandId?: string };
    },
  ): Promise<Answer<ResponseOf<R>>>;
  /** As `call`, but a refusal fails the test with its code. */
  must<R extends AnyRoute>(route: R, input?: Parameters<Person['call']>[1]): Promise<ResponseOf<R>>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

export interface World {
  readonly server: RunningServer;
  readonly databaseUrl: string;
  readonly companyId: string;
  readonly admin: Person;
  addSite(input?: { name?: string; kind?: string; timeZone?: string; rulebook?: string }): Promise<string>;
  addTeam(siteId: string, name: string): Promise<string>;
  /** `grants` as a table of permission → scope, `role` by key of a shipped role, or nothing for a person without rights. */
  addPerson(input: {
    name: string;
    siteId?: string | null;
    teamId?: string | null;
    title?: string;
    grants?: Grants;
    role?: RoleKey;
  }): Promise<Person>;
  /** Moves the test clock through the public interface; everything due by then is settled. */
  setClock(instant: string): Promise<void>;
  stop(): Promise<void>;
}

const STARTS_AT = '2024-03-04T01:00:00.000Z'; // a Monday, 09:00 in Shanghai

export interface WorldOptions extends Partial<ServerOptions> {
  /** Why the journal of this world is not decided again at its end: its entries were written by the test itself, or its database died. */
  readonly notRedecided?: string;
}

export async function startWorld({ notRedecided, ...options }: WorldOptions = {}): Promise<World> {
  // The measurements in bench/ bring a database of their own; only tests may load what needs the test runner.
  const databaseUrl = options.databaseUrl ?? (await (await import('./fresh-database.ts')).freshDatabase());
  const server = await startServer({
    databaseUrl,
    dataDir: mkdtempSync(join(tmpdir(), 'guike-world-')),
    capabilities,
    rules: rulesFor,
    port: 0,
    host: '127.0.0.1',
    testClock: true,
    webRoot: null,
    checkResponses: true,
    runDeadlines: false,
    logLevel: 'error',
    ...options,
  });
  const { database } = server.runtime;
  const companyId = newId();
  await database.system({
    text: `insert into companies (id, name, created_at) values ($1, '云栖置业', $2)`,
    values: [companyId, STARTS_AT],
  });
  await database.inCompany(companyId, (tx) => installShippedBooks({ tx, now: STARTS_AT }));
  const insert = (text: string, values: unknown[]) => database.inCompany(companyId, (tx) => tx.run({ text, values }));

  const insertShippedRole = (key: RoleKey) =>
    insert(
      `insert into roles (company_id, id, key, name_zh, name_en, grants, created_at) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict do nothing`,
      [companyId, newId(), key, roleNames[key].zh, roleNames[key].en, JSON.stringify(presetGrants(key)), STARTS_AT],
    );

  const world: Omit<World, 'admin'> = {
    server,
    databaseUrl,
    companyId,
    async addSite(input = {}) {
      const id = newId();
      await insert(
        `insert into sites (company_id, id, name, kind, time_zone, created_at) values ($1, $2, $3, $4, $5, $6)`,
        [
          companyId,
          id,
          input.name ?? `案场${id.slice(-8)}`,
          input.kind ?? 'real_estate',
          input.timeZone ?? 'Asia/Shanghai',
          STARTS_AT,
        ],
      );
      if (input.rulebook)
        await insert(
          `insert into site_rulebooks (company_id, site_id, rulebook_id, effective_from)
           select $1, $2, id, '2000-01-01' from rulebooks where company_id = $1 and key = $3`,
          [companyId, id, input.rulebook],
        );
      return id;
    },
    async addTeam(siteId, name) {
      const id = newId();
      await insert(`insert into teams (company_id, id, site_id, name, created_at) values ($1, $2, $3, $4, $5)`, [
        companyId,
        id,
        siteId,
        name,
        STARTS_AT,
      ]);
      return id;
    },
    async addPerson(input) {
      const id = newId();
      const token = newToken();
      await insert(
        `insert into staff (company_id, id, name, title, site_id, team_id, created_at) values ($1, $2, $3, $4, $5, $6, $7)`,
        [companyId, id, input.name, input.title ?? '置业顾问', input.siteId ?? null, input.teamId ?? null, STARTS_AT],
      );
      if (input.grants) {
        const roleId = newId();
        await insert(
          `insert into roles (company_id, id, key, name_zh, name_en, grants, created_at) values ($1, $2, $3, $3, $3, $4, $5)`,
          [companyId, roleId, `test-${roleId}`, JSON.stringify(input.grants), STARTS_AT],
        );
        await insert(`insert into staff_roles (company_id, staff_id, role_id, granted_at) values ($1, $2, $3, $4)`, [
          companyId,
          id,
          roleId,
          STARTS_AT,
        ]);
      }
      if (input.role) {
        await insertShippedRole(input.role);
        await insert(
          `insert into staff_roles (company_id, staff_id, role_id, granted_at) select $1, $2, id, $4 from roles where company_id = $1 and key = $3`,
          [companyId, id, input.role, STARTS_AT],
        );
      }
      await database.system({
        text: `insert into sessions (token_hash, id, company_id, staff_id, kind, created_at, last_seen_at) values ($1, $2, $3, $4, 'token', now(), now())`,
        values: [hashToken(token), newId(), companyId, id],
      });
      return personAt(server.url, { id, name: input.name, token });
    },
    async setClock(instant) {
      const response = await admin.fetch('/api/test/clock', { method: 'POST', body: JSON.stringify({ now: instant }) });
      if (!response.ok) throw new Error(`the test clock refused: ${await response.text()}`);
    },
    async stop() {
      try {
        // A bench brings a database of its own, with far more entries, and audits them itself.
        if (notRedecided === undefined && options.databaseUrl === undefined) {
          await expectRedecided(database);
          await expectSimulatedAlike(database);
        }
      } finally {
        await server.stop();
      }
    },
  };
  const admin = await world.addPerson({
    name: '管理员',
    title: '系统管理员',
    grants: { 'system.administer': 'company' },
  });
  await world.setClock(STARTS_AT);
  return { ...world, admin };
}

/** Calls the server at `url` as this person does. */
export function personAt(url: string, who: { id: string; name: string; token: string }): Person {
  const send = (path: string, init: RequestInit = {}) =>
    fetch(url + path, {
      ...init,
      headers: {
        authorization: `Bearer ${who.token}`,
        ...(init.body ? { 'content-type': 'application/json' } : {}),
        ...init.headers,
      },
    });
  const call: Person['call'] = async (route, input = {}) => {
    const params = (input.params ?? {}) as Record<string, string>;
    const path = route.path.replace(/:(\w+)/g, (_: string, name: string) => encodeURIComponent(String(params[name])));
    const search = new URLSearchParams(
      Object.entries((input.query ?? {}) as Record<string, unknown>).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, String(value)]],
      ),
    );
    const init: RequestInit = route.isCommand
      ? { method: route.method, body: JSON.stringify({ commandId: randomUUID(), ...(input.body ?? {}) }) }
      : { method: route.method };
    const response = await send(`/api${path}${search.size > 0 ? `?${search}` : ''}`, init);
    const body = await response.json();
    return { status: response.status, body, code: response.ok ? null : body.error.code, headers: response.headers };
  };
  return {
    ...who,
    call,
    async must(route, input) {
      const answer = await call(route, input as never);
      if (answer.code) throw new Error(`${route.method} ${route.path} was refused: ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
    fetch: send,
  };
}
