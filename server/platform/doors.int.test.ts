/**
 * Every door of the server, tried the way a stranger would: without a session, without rights, from another site's page, with rubbish
 * in every field, and with a command id that was somebody else's. What a capability adds later is tried too, without being named here.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { RefusalText } from '#contract/kernel/refusal.ts';
import { commonRefusals } from '#contract/kernel/refusal.ts';
import { journal } from '#contract/journal.ts';
import { journalAudit } from '#contract/journal-audit.ts';
import { authoring } from '#contract/rulebook-authoring.ts';
import { verdicts } from '#contract/verdicts.ts';
import { claims } from '#contract/claims.ts';
import { customers } from '#contract/customers.ts';
import { desk } from '#contract/desk.ts';
import { organisation } from '#contract/organisation.ts';
import { rulebook } from '#contract/rulebook.ts';
import { allPermissions } from '#contract/permissions.ts';
import { sameJson } from '#core/kernel/same.ts';
import { capabilities } from '#server/capabilities.ts';
import type { AnyRoute, Endpoint, RawEndpoint } from './http.ts';
import { badBodies, badTexts, sampleOf } from './testing/samples.ts';
import type { Person, World } from './testing/world.ts';
import { startWorld } from './testing/world.ts';

// Some thousand requests in a row: on a machine that does other things as well this takes its time.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

interface Door {
  readonly method: string;
  readonly path: string;
  readonly may: string;
  readonly route: AnyRoute | null;
}
const doorOf = (endpoint: Endpoint | RawEndpoint): Door => {
  const { method, path, may } = endpoint.kind === 'raw' ? endpoint : endpoint.route;
  return { method, path, may, route: endpoint.route ?? null };
};
const doors = capabilities.flatMap((capability) => capability.endpoints.map(doorOf));
const nameOf = ({ method, path }: Door): string => `${method} ${path}`;
/** These end the session, the password or the second factor of whoever asks; they are tried by somebody who can spare them. */
const endsTheCaller = (door: Door): boolean => door.path.startsWith('/session');

let world: World;
let everything: Person;
let nobody: Person;
let spare: Person;
/** Things that exist, by the name a path gives them: half of all rubbish is sent to these. */
const real: Record<string, string> = {};

beforeAll(async () => {
  world = await startWorld();
  const site = await world.addSite({ rulebook: 'sales-office-reception' });
  const grants = Object.fromEntries(
    Object.entries(allPermissions).map(([permission, { scopes }]) => [permission, scopes.at(-1) ?? 'self']),
  );
  everything = await world.addPerson({ name: '全权', siteId: site, grants });
  nobody = await world.addPerson({ name: '无权', siteId: site, grants: {} });
  spare = await world.addPerson({ name: '备用', siteId: site, grants: { 'desk.serve': 'self' } });
  Object.assign(real, { siteId: site, staffId: spare.id, teamId: await world.addTeam(site, '一组') });
  const role = { key: 'idle', zh: '闲职', en: 'Idle', grants: {} };
  real.roleId = (await everything.must(organisation.createRole, { body: role })).id;
  real.rulebookId = (await everything.must(rulebook.list)).rows[0]?.id ?? '';
  const typed = { name: '周敏', phones: '13800138000', source: 'walk_in', enquiry: '三居', visitedOn: '2024-03-04' };
  real.customerId = (await everything.must(customers.register, { body: typed as never })).customerId;
  const params = { customerId: real.customerId };
  const opened = { origin: 'visit', phoneLeft: false } as never;
  real.claimId = (await everything.must(claims.register, { params, body: opened })).claim.id;
  const contact = { channel: 'call', text: '问价' } as never;
  real.followUpId = (await everything.must(claims.followUp, { params, body: contact })).followUp.id;
  const atSite = { params: { siteId: site } };
  await everything.must(desk.open, { ...atSite, body: {} as never });
  const visitor = { visitedBefore: false } as never;
  for (const field of [
    'ownerId',
    'otherId',
    'toStaffId',
    'toId',
    'superiorId',
    'leaderId',
    'addresseeId',
    'receiverId',
    'answeredBy',
  ])
    real[field] = spare.id;
  for (const field of ['staffIds', 'order', 'names', 'list']) real[field] = nobody.id;
  Object.assign(real, { customerIds: real.customerId, headId: real.customerId, siteIds: site });
  const bookParams = { rulebookId: real.rulebookId };
  real.draftId = (await everything.must(authoring.startDraft, { params: bookParams, body: { title: '草案' } })).draftId;
  const dispute = { otherId: spare.id, onBehalfOf: nobody.id, reason: '我接待的' };
  real.disputeId = (await everything.must(verdicts.open, { params, body: dispute })).dispute.id;
  real.auditId = (await everything.must(journalAudit.start, { body: {} })).auditId;
  const { rows: entries } = await everything.must(journal.list);
  real.journalId = entries[0]?.id ?? '';
  real.kind = 'claims.lapse';
  real.visitId = (await everything.must(desk.receive, { ...atSite, body: visitor })).visit.id;
});
afterAll(() => world.stop());

const pathOf = (door: Door, param: (name: string) => string = () => randomUUID()): string =>
  `/api${door.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(param(name)))}`;

interface Sent {
  readonly status: number;
  readonly code: string | null;
  readonly zh: string;
  readonly en: string;
}

async function send(
  door: Door,
  path: string,
  init: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Sent> {
  const isWrite = door.method !== 'GET';
  const response = await fetch(world.server.url + path, {
    method: door.method,
    headers: { ...(isWrite ? { 'content-type': 'application/json' } : {}), ...init.headers },
    ...(isWrite ? { body: JSON.stringify(init.body ?? {}) } : {}),
  });
  const text = await response.text();
  if (response.ok) return { status: response.status, code: null, zh: '', en: '' };
  const { error } = JSON.parse(text) as { error: { code: string; zh: string; en: string } };
  return { status: response.status, ...error };
}
const as = (person: Person) => ({ authorization: `Bearer ${person.token}` });

/** Asks at several doors at once, and says which of them did not answer as they should. */
async function tryAll<Item>(items: readonly Item[], ask: (item: Item) => Promise<string | null>): Promise<string[]> {
  const wrong: string[] = [];
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      const problem = await ask(item);
      if (problem) wrong.push(problem);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return wrong.sort();
}

/** A refusal says its code and a whole sentence in both languages; nothing crashes. */
const badRefusal = (door: Door, sent: Sent, what: string): string | null => {
  if (sent.code === null) return null;
  const told = /\p{Script=Han}/u.test(sent.zh) && /[a-z]/.test(sent.en) && !/\{\w+\}/.test(sent.zh + sent.en);
  return sent.status < 500 && told
    ? null
    : `${nameOf(door)} · ${what} → ${sent.status} ${sent.code} ${sent.zh} / ${sent.en}`;
};

test('without a session every door but the public ones answers 401, in both languages', async () => {
  const wrong = await tryAll(
    doors.filter((door) => door.may !== 'public'),
    async (door) => {
      const sent = await send(door, pathOf(door));
      if (sent.status !== 401 || sent.code !== 'NOT_SIGNED_IN') return `${nameOf(door)} → ${sent.status} ${sent.code}`;
      return badRefusal(door, sent, 'no session');
    },
  );
  expect(wrong).toEqual([]);
  expect(
    doors
      .filter((door) => door.may === 'public')
      .map(nameOf)
      .sort(),
  ).toEqual([
    'GET /launch-day/:token',
    'GET /launch-day/:token/events',
    'GET /launch-day/:token/units',
    'GET /session/setup',
    'POST /launch-day/:token/press',
    'POST /session/setup',
    'POST /session/sign-in',
    'POST /session/sign-out',
  ]);
});

test('every refusal a route may give is a sentence in both languages, with a remedy in both where there is one', () => {
  const texts = doors.flatMap((door) => Object.entries(door.route?.refusals ?? {}));
  const wrong = [...texts, ...Object.entries<RefusalText>(commonRefusals)].filter(
    ([, { zh, en, remedy = { zh, en } }]) =>
      [zh, remedy.zh].some((text) => !/\p{Script=Han}/u.test(text)) ||
      [en, remedy.en].some((text) => !/[a-z]{2}/i.test(text) || /\p{Script=Han}/u.test(text)),
  );
  expect(texts.length).toBeGreaterThan(100);
  expect([...new Set(wrong.map(([code]) => code))]).toEqual([]);
});

test('a person without any grant is refused by every door that names a permission, and the permission exists', async () => {
  const guarded = doors.filter((door) => !['public', 'signed-in'].includes(door.may));
  expect(guarded.filter((door) => !(door.may in allPermissions)).map(nameOf)).toEqual([]);
  const wrong = await tryAll(guarded, async (door) => {
    const sent = await send(door, pathOf(door), { headers: as(nobody) });
    if (sent.status !== 403 || sent.code !== 'NOT_ALLOWED') return `${nameOf(door)} → ${sent.status} ${sent.code}`;
    return badRefusal(door, sent, 'no grant');
  });
  expect(wrong).toEqual([]);
});

test('the cookie alone carries out nothing that a page of another site sent', async () => {
  const from: Record<string, string>[] = [
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'same-site' },
  ];
  const wrong = await tryAll(
    doors.filter((door) => door.method !== 'GET').flatMap((door) => from.map((headers) => ({ door, headers }))),
    async ({ door, headers }) => {
      const cookie = `guike_session=${everything.token}`;
      const sent = await send(door, pathOf(door), { headers: { cookie, ...headers } });
      return sent.status === 403 && sent.code === 'CROSS_SITE_REQUEST'
        ? null
        : `${nameOf(door)} → ${sent.status} ${sent.code}`;
    },
  );
  expect(wrong).toEqual([]);
});

test('rubbish in the path, the query or any field of the body is refused by name, never with a crash', {
  timeout: 300_000,
}, async () => {
  let turn = 0;
  const tries = doors.flatMap((door): { door: Door; what: string; path: string; body?: unknown }[] => {
    const params = door.path.includes(':')
      ? badTexts.map((text) => ({ door, what: `path ${text.slice(0, 12)}`, path: pathOf(door, () => text) }))
      : [];
    const { route } = door;
    if (!route) return [...params, ...badBodies({}).map((body) => ({ door, what: 'body', path: pathOf(door), body }))];
    const made = pathOf(door, (name) => String(sampleOf(paramSchema(route, name)) ?? randomUUID()));
    const known = pathOf(door, (name) => real[name] ?? String(sampleOf(paramSchema(route, name)) ?? randomUUID()));
    if (door.method === 'GET')
      return [
        ...params,
        ...Object.keys(shapeOf(route.query)).flatMap((field) =>
          badTexts.map((text) => ({
            door,
            what: `${field}=${text.slice(0, 12)}`,
            path: `${turn++ % 2 ? made : known}?${new URLSearchParams({ [field]: text })}`,
          })),
        ),
      ];
    const [strange, sample] = [sampleOf(route.body), sampleOf(route.body, real) as Record<string, unknown>];
    return [
      ...params,
      ...[strange, strange, sample, sample, ...badBodies(sample)].map((body) => ({
        door,
        what: JSON.stringify(body)?.slice(0, 300) ?? '',
        path: turn++ % 2 ? made : known,
        body,
      })),
    ];
  });
  const wrong = await tryAll(tries, async ({ door, what, path, body }) =>
    badRefusal(
      door,
      await send(door, path, { headers: as(endsTheCaller(door) ? spare : everything), body: freshId(body) }),
      what,
    ),
  );
  expect(wrong).toEqual([]);
});

test('a command id that was used for something else is refused at every command, before anything is done', async () => {
  const commands = doors.filter(
    (door) => door.route?.isCommand && !door.route.writesNothing && !['public'].includes(door.may),
  );
  const wrong = await tryAll(commands, async (door) => {
    const commandId = randomUUID();
    await world.server.runtime.database.inCompany(world.companyId, (tx) =>
      tx.run({
        text: `insert into commands (company_id, id, route, actor_id, body_hash, at, response) values ($1, $2, 'POST /elsewhere', $3, 'another', now(), '{}')`,
        values: [world.companyId, commandId, everything.id],
      }),
    );
    const route = door.route as AnyRoute;
    const path = pathOf(door, (name) => String(sampleOf(paramSchema(route, name)) ?? randomUUID()));
    const body = { ...(sampleOf(route.body) as object), commandId };
    const sent = await send(door, path, { headers: as(everything), body });
    return sent.code === 'COMMAND_ID_REUSED'
      ? badRefusal(door, sent, 'reused')
      : `${nameOf(door)} → ${sent.status} ${sent.code} ${sent.en}`;
  });
  expect(wrong).toEqual([]);
});

/** What the tests before have set going (an audit, a simulation) has come to its end. */
async function quiet(): Promise<Awaited<ReturnType<typeof contents>>> {
  for (let last = await contents(); ; ) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const next = await contents();
    if (JSON.stringify(next) === JSON.stringify(last)) return next;
    last = next;
  }
}

test('a read writes nothing', async () => {
  const before = await quiet();
  for (const door of doors.filter((one) => one.method === 'GET'))
    await send(
      door,
      pathOf(door, (name) =>
        String(door.route ? (sampleOf(paramSchema(door.route, name)) ?? randomUUID()) : randomUUID()),
      ),
      { headers: as(everything) },
    );
  expect(await contents()).toEqual(before);
});

test('every command sent twice at once with one id gives one answer', async () => {
  const commands = capabilities
    .flatMap(({ endpoints }) => endpoints)
    .filter((endpoint) => endpoint.kind === 'command' && !endpoint.route.writesNothing)
    .map(doorOf);
  let carriedOut = 0;
  const wrong = await tryAll(commands, async (door) => {
    const route = door.route as AnyRoute;
    const path = pathOf(door, (name) => real[name] ?? String(sampleOf(paramSchema(route, name)) ?? randomUUID()));
    const body = JSON.stringify({ ...(sampleOf(route.body, real) as object), commandId: randomUUID() });
    const headers = { ...as(everything), 'content-type': 'application/json' };
    const once = async () => {
      const answer = await fetch(world.server.url + path, { method: door.method, headers, body });
      return { status: answer.status, text: await answer.text(), replayed: answer.headers.has('guike-replayed') };
    };
    const [one, two] = await Promise.all([once(), once()]);
    // A refusal writes nothing: what the other doors did meanwhile may make the second of the two pass.
    if (one.status >= 400 || two.status >= 400) return null;
    carriedOut += 1;
    return sameJson(JSON.parse(one.text), JSON.parse(two.text)) && one.replayed !== two.replayed
      ? null
      : `${nameOf(door)} → ${one.text} / ${two.text}`;
  });
  expect(wrong).toEqual([]);
  expect(carriedOut).toBeGreaterThan(5);
});

const shapeOf = (schema: unknown): Record<string, z.ZodType> =>
  (schema as { shape?: Record<string, z.ZodType> }).shape ?? {};
const paramSchema = (route: AnyRoute, name: string): z.ZodType => shapeOf(route.params)[name] ?? z.string();
const freshId = (body: unknown): unknown =>
  body &&
  typeof body === 'object' &&
  !Array.isArray(body) &&
  'commandId' in body &&
  typeof body.commandId === 'string' &&
  body.commandId.length === 36
    ? { ...body, commandId: randomUUID() }
    : body;

/** A fingerprint of every table, but for when somebody was last seen, the key made when it is first needed, and the seal that follows. */
async function contents(): Promise<Record<string, string>> {
  const { database } = world.server.runtime;
  const tables = await database.system<{ name: string }>({
    text: `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not in ('sessions', 'private_keys', 'journal_seals') order by 1`,
  });
  const marks: Record<string, string> = {};
  for (const { name } of tables) {
    const rows = await database.inCompany(world.companyId, (tx) =>
      tx.rows<{ mark: string }>({
        text: `select count(*) || ':' || coalesce(sum(hashtext(t::text)), 0) as mark from "${name}" t`,
      }),
    );
    marks[name] = rows[0]?.mark ?? '';
  }
  return marks;
}
