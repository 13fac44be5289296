/** Every door of the rulebook, its trials, simulations, disputes and audits, tried in every shipped role: what is not granted is denied. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { grantMatrix, type RoleKey, roleKeys } from '#core/organisation/index.ts';
import { capabilities } from '#server/capabilities.ts';
import { sampleOf } from '#server/platform/testing/samples.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { told } from './rulebook-story.testing.ts';
import { startCompany } from './story.testing.ts';

interface Door {
  readonly method: string;
  readonly path: string;
  readonly may: string;
  readonly body: unknown;
}
const doors: readonly Door[] = capabilities
  .filter(({ name }) => ['rulebook', 'journal', 'verdicts', 'simulation', 'trials'].includes(name))
  .flatMap(({ endpoints }) =>
    endpoints.map((endpoint): Door => {
      const { method, path, may } = endpoint.kind === 'raw' ? endpoint : endpoint.route;
      return { method, path, may, body: endpoint.route ? sampleOf(endpoint.route.body) : {} };
    }),
  );

let world: World;
const people = new Map<RoleKey, Person>();
beforeAll(async () => {
  world = await startCompany();
  const siteId = await world.addSite({ rulebook: 'real-estate-customers' });
  for (const role of roleKeys) people.set(role, await world.addPerson({ name: role, siteId, role }));
});
afterAll(() => world.stop());

async function knock(by: Person, { method, path, body }: Door) {
  const address = `/api${path.replace(/:(\w+)/g, (_, name: string) => (name === 'number' ? '1' : name === 'kind' ? 'claims.lapse' : randomUUID()))}`;
  const sent = { ...(body as object), commandId: randomUUID() };
  const response = await by.fetch(address, method === 'GET' ? {} : { method, body: JSON.stringify(sent) });
  const text = await response.text();
  return response.ok ? null : told({ status: response.status, body: JSON.parse(text) });
}

test('a role without the permission is refused by name at every one of them; no door is open to all', async () => {
  expect(doors.length).toBeGreaterThan(60);
  expect(doors.filter(({ may }) => !(may in grantMatrix)).map(({ path }) => path)).toEqual([]);
  const wrong: string[] = [];
  for (const role of roleKeys) {
    const by = people.get(role) as Person;
    const closed = doors.filter(({ may }) => grantMatrix[may]?.[role] === undefined);
    for (const door of closed) {
      const answer = await knock(by, door);
      const isRight = answer?.status === 403 && answer.code === 'NOT_ALLOWED' && answer.sentences && answer.remedy;
      if (!isRight || answer.detail.permission !== door.may) wrong.push(`${role} ${door.method} ${door.path}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('a role with the permission finds nothing behind an id that nobody has, and hears so in both languages', async () => {
  const wrong: string[] = [];
  for (const role of ['consultant', 'manager', 'director'] as const) {
    const by = people.get(role) as Person;
    for (const door of doors.filter(({ may }) => grantMatrix[may]?.[role] !== undefined)) {
      const answer = await knock(by, door);
      if (answer === null || answer.code === 'NOT_ALLOWED') continue; // a list, or out of the reach of the scope
      if (answer.status >= 500 || !answer.sentences)
        wrong.push(`${role} ${door.method} ${door.path} → ${answer.status} ${answer.code}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('the reference names every part of every address, files included, and what a file is sent with', async () => {
  interface Operation {
    readonly parameters?: readonly { name: string; in: string; required: boolean }[];
    readonly requestBody?: { readonly content: Record<string, unknown> };
  }
  const { paths } = (await (await world.admin.fetch('/api/openapi.json')).json()) as {
    paths: Record<string, Record<string, Operation>>;
  };
  const wrong = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { parameters = [] }]) => {
      const written = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
      const told = parameters.filter((one) => one.in === 'path' && one.required).map(({ name }) => name);
      return written.join() === told.sort().join() ? [] : [`${method} ${path}`];
    }),
  );
  expect(wrong).toEqual([]);
  const upload = paths['/api/disputes/{disputeId}/files']?.post;
  expect(upload?.parameters?.map(({ name }) => name)).toEqual(['disputeId', 'name', 'commandId']);
  expect(Object.keys(upload?.requestBody?.content ?? {})).toEqual(['application/octet-stream']);
  expect(await (await world.admin.fetch('/api/reference')).text()).toContain('/api/disputes/{disputeId}/files');
});
