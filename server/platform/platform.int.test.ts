/** The promises every capability leans on: one answer per command id, nothing written on refusal, exact deadlines, closed doors. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { command, query } from '#contract/kernel/route.ts';
import { refusals } from '#contract/kernel/refusal.ts';
import { Uuid } from '#contract/kernel/shapes.ts';
import { accept, refuse } from '#core/kernel/decision.ts';
import type { EntryName } from '#core/kinds.ts';
import { onDeadline, setDeadline, settleDue } from './deadlines.ts';
import { answer, carryOut } from './http.ts';
import { accepted } from './refused.ts';
import type { Person, World } from './testing/world.ts';
import { startWorld } from './testing/world.ts';

const texts = refusals({
  SEAT_TAKEN: { status: 409, mayPassLater: true, zh: '座位已归{winner}', en: 'The seat went to {winner}' },
});
const takeSeat = command({
  path: '/test-seats/:id/take',
  may: 'seats.take',
  summary: { zh: '占座', en: 'Take a seat' },
  params: z.object({ id: Uuid }),
  body: { note: z.string().max(20).optional() },
  response: z.object({ takenBy: z.string() }),
  refusals: texts,
});
const seeSeat = query({
  path: '/test-seats/:id',
  may: 'signed-in',
  summary: { zh: '看座', en: 'See a seat' },
  params: z.object({ id: Uuid }),
  response: z.object({ takenBy: z.string().nullable(), freedAt: z.string().nullable() }),
});

onDeadline('test.free', async (context, deadline) => {
  await context.tx.run({
    text: 'update test_seats set taken_by = null, freed_at = $2 where id = $1',
    values: [deadline.subjectId, context.now],
  });
  const decision = accept({ freed: true }, ['S4.01.a17.lapse']);
  context.record({
    kind: 'test.free' as EntryName,
    subject: { type: 'seat', id: deadline.subjectId },
    input: {},
    facts: {},
    decision,
  });
});

const endpoints = [
  carryOut(takeSeat, async (context, { params }) => {
    await settleDue(context, [params.id]);
    const seat = await context.tx.row<{ taken_by: string | null }>({
      text: 'select taken_by from test_seats where id = $1',
      values: [params.id],
    });
    const decision = accepted(
      seat?.taken_by ? refuse('SEAT_TAKEN', [], { winner: seat.taken_by }) : accept({}, []),
      texts,
    );
    await context.tx.run({
      text: `insert into test_seats (company_id, id, taken_by) values ($1, $2, $3)
        on conflict (id) do update set taken_by = excluded.taken_by where test_seats.taken_by is null`,
      values: [context.tx.companyId, params.id, context.actor.name],
    });
    const after = await context.tx.row<{ taken_by: string }>({
      text: 'select taken_by from test_seats where id = $1',
      values: [params.id],
    });
    accepted(
      after?.taken_by === context.actor.name ? decision : refuse('SEAT_TAKEN', [], { winner: after?.taken_by ?? '' }),
      texts,
    );
    await setDeadline(context.tx, {
      kind: 'test.free',
      subjectId: params.id,
      siteId: null,
      dueAt: '2024-03-05T16:00:00.000Z',
    });
    context.record({
      kind: 'test.take' as EntryName,
      subject: { type: 'seat', id: params.id },
      input: {},
      facts: {},
      decision,
    });
    return { takenBy: context.actor.name };
  }),
  answer(seeSeat, async (context, { params }) => {
    const seat = await context.tx.row<{ takenBy: string | null; freedAt: string | null }>({
      text: 'select taken_by as "takenBy", freed_at as "freedAt" from test_seats where id = $1',
      values: [params.id],
    });
    return seat ?? { takenBy: null, freedAt: null };
  }),
];

let world: World;
let mei: Person;
let li: Person;
beforeAll(async () => {
  world = await startWorld({
    capabilities: [{ name: 'test', endpoints }],
    notRedecided: 'its capability is made up, and so are its kinds',
  });
  await world.server.runtime.database.system({
    text: 'create table test_seats (company_id uuid not null, id uuid primary key, taken_by text, freed_at timestamptz)',
  });
  mei = await world.addPerson({ name: '梅', grants: { 'seats.take': 'self' } });
  li = await world.addPerson({ name: '李', grants: { 'seats.take': 'self' } });
});
afterAll(() => world.stop());

const journalOf = (id: string) =>
  world.server.runtime.database.inCompany(world.companyId, (tx) =>
    tx.rows<{ kind: string; at: string; actor_id: string | null }>({
      text: 'select kind, at, actor_id from journal where subject_id = $1 order by at, id',
      values: [id],
    }),
  );

test('a command sent twice runs once and answers the same', async () => {
  const id = randomUUID();
  const body = { commandId: randomUUID() };
  const first = await mei.call(takeSeat, { params: { id }, body });
  const second = await mei.call(takeSeat, { params: { id }, body });
  expect([first.body, second.body]).toEqual([{ takenBy: '梅' }, { takenBy: '梅' }]);
  expect(second.headers.get('guike-replayed')).toBe('true');
  expect(await journalOf(id)).toHaveLength(1);
});

test('a command sent twice at the same moment runs once', async () => {
  const id = randomUUID();
  const body = { commandId: randomUUID() };
  const answers = await Promise.all(Array.from({ length: 10 }, () => mei.call(takeSeat, { params: { id }, body })));
  expect(answers.every((one) => one.status === 200)).toBe(true);
  expect(await journalOf(id)).toHaveLength(1);
});

test('a command id with another body is refused', async () => {
  const commandId = randomUUID();
  const id = randomUUID();
  await mei.must(takeSeat, { params: { id }, body: { commandId } });
  expect((await mei.call(takeSeat, { params: { id }, body: { commandId, note: '改' } })).code).toBe(
    'COMMAND_ID_REUSED',
  );
  expect((await li.call(takeSeat, { params: { id }, body: { commandId } })).code).toBe('COMMAND_ID_REUSED');
});

test('fifty people press at once: one wins, the others are told who', async () => {
  const id = randomUUID();
  const people = await Promise.all(
    Array.from({ length: 50 }, (_, n) => world.addPerson({ name: `顾问${n}`, grants: { 'seats.take': 'self' } })),
  );
  const answers = await Promise.all(people.map((person) => person.call(takeSeat, { params: { id } })));
  const winners = answers.filter((one) => one.code === null).map((one) => one.body.takenBy);
  expect(winners).toHaveLength(1);
  const losers = answers
    .filter((one) => one.code === 'SEAT_TAKEN')
    .map((one) => one.body as unknown as { error: { zh: string } });
  expect(losers).toHaveLength(49);
  expect(new Set(losers.map((one) => one.error.zh))).toEqual(new Set([`座位已归${winners[0]}`]));
  expect(await journalOf(id)).toHaveLength(1);
});

test('a deadline is settled with its own instant, however late, by the system', async () => {
  const id = randomUUID();
  await mei.must(takeSeat, { params: { id } });
  await world.setClock('2024-03-05T15:59:59.999Z');
  expect((await mei.must(seeSeat, { params: { id } })).takenBy).toBe('梅');
  await world.setClock('2024-03-20T03:00:00Z');
  expect(await mei.must(seeSeat, { params: { id } })).toEqual({ takenBy: null, freedAt: '2024-03-05T16:00:00.000Z' });
  expect((await journalOf(id)).at(-1)).toEqual({ kind: 'test.free', at: '2024-03-05T16:00:00.000Z', actor_id: null });
});

test('a command settles what was due on its subject before it decides', async () => {
  const id = randomUUID();
  await mei.must(takeSeat, { params: { id } }); // due on 5 March; the clock already stands on 20 March, nothing has run since
  expect((await li.must(takeSeat, { params: { id } })).takenBy).toBe('李');
  expect((await journalOf(id)).map((entry) => entry.kind)).toEqual(['test.free', 'test.take', 'test.take']);
});

test('doors: no session, no permission, another site in the browser, bad input, unknown path', async () => {
  const id = randomUUID();
  const { url } = world.server;
  const codeOf = async (response: Response) => [
    response.status,
    ((await response.json()) as { error: { code: string } }).error.code,
  ];
  expect(await codeOf(await fetch(`${url}/api/test-seats/${id}`))).toEqual([401, 'NOT_SIGNED_IN']);
  const nobody = await world.addPerson({ name: '无权', grants: {} });
  expect((await nobody.call(takeSeat, { params: { id } })).code).toBe('NOT_ALLOWED');
  const crossSite = await fetch(`${url}/api/test-seats/${id}/take`, {
    method: 'POST',
    headers: {
      cookie: `guike_session=${mei.token}`,
      origin: 'https://elsewhere.example',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ commandId: randomUUID() }),
  });
  expect(await codeOf(crossSite)).toEqual([403, 'CROSS_SITE_REQUEST']);
  const bad = await mei.call(takeSeat, { params: { id: 'x' } });
  expect([bad.code, (bad.body as unknown as { error: { field: string } }).error.field]).toEqual([
    'REQUEST_INVALID',
    'id',
  ]);
  expect(await codeOf(await mei.fetch('/api/nowhere'))).toEqual([404, 'NOT_FOUND']);
});

test('the journal cannot be changed, and another company sees nothing of it', async () => {
  const { database } = world.server.runtime;
  await expect(database.inCompany(world.companyId, (tx) => tx.run({ text: 'delete from journal' }))).rejects.toThrow(
    /append-only/,
  );
  const others = await database.inCompany(randomUUID(), (tx) => tx.rows({ text: 'select 1 from journal' }));
  expect(others).toEqual([]);
});

test('without the flag there is no test clock', async () => {
  const plain = await startWorld({ capabilities: [], testClock: false }).catch((error: Error) => error.message);
  expect(plain).toMatch(/NOT_FOUND/);
});

test('a change reaches listeners of both servers on one database', async () => {
  const { startServer } = await import('./server.ts');
  const { rulesFor } = await import('#server/rulebook/index.ts');
  const second = await startServer({
    databaseUrl: world.databaseUrl,
    dataDir: world.server.runtime.dataDir,
    capabilities: [],
    rules: rulesFor,
    port: 0,
    host: '127.0.0.1',
    webRoot: null,
    runDeadlines: false,
    testClock: true,
  });
  const heard = new Promise<string>((resolve) =>
    second.runtime.events.subscribe((event) => event.topic === 'seats' && resolve(event.topic)),
  );
  world.server.runtime.events.publish(world.companyId, [{ topic: 'seats' }]);
  expect(await heard).toBe('seats');
  // The test clock is one for both, too.
  await world.setClock('2024-04-01T00:00:00Z');
  await expect.poll(() => second.runtime.now()).toBe('2024-04-01T00:00:00.000Z');
  await second.stop();
});

test('the contract is served as OpenAPI with its refusals', async () => {
  const document = (await (await mei.fetch('/api/openapi.json')).json()) as {
    paths: Record<string, Record<string, { responses: Record<string, { description: string }> }>>;
  };
  expect(document.paths['/api/test-seats/{id}/take']?.post?.responses['409']?.description).toContain('SEAT_TAKEN');
  expect(await (await mei.fetch('/api/reference')).text()).toContain('/api/test-seats/{id}/take');
});
