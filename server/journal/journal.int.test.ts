import { afterAll, beforeAll, expect, test } from 'vitest';
import { journal } from '#contract/journal.ts';
import { rulebook } from '#contract/rulebook.ts';
import { accept, refuse } from '#core/kernel/decision.ts';
import type { EntryName } from '#core/kinds.ts';
import { systemActor } from '#server/platform/actor.ts';
import { runSystem } from '#server/platform/command.ts';
import type { JournalEntry } from '#server/platform/context.ts';
import { newId } from '#server/platform/database.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { startWorld } from '#server/platform/testing/world.ts';
import { setValues } from '#server/scenarios/rulebook-story.testing.ts';

let world: World;
let site: string;
let elsewhere: string;
let mei: Person;
let li: Person;
let leader: Person;
let director: Person;
const NOON = '2024-03-04T04:00:00.000Z';

/** An entry of any kind, also of one that no house has. */
const record = (entry: Omit<JournalEntry, 'rules' | 'kind'> & { readonly kind: string }, at = NOON): Promise<string> =>
  runSystem(world.server.runtime, world.companyId, systemActor(world.companyId), at, async (context) =>
    context.record({ ...entry, kind: entry.kind as EntryName, rules: await context.rules(entry.siteId ?? null) }),
  );
const passedOver = (kind: string, siteId: string, about: Person, over: Person, at = NOON) =>
  record(
    {
      kind,
      siteId,
      subject: { type: 'test', id: newId() },
      staffIds: [about.id],
      input: {},
      facts: { secret: 'what the rule saw' },
      decision: accept(
        { serverId: about.id },
        ['S4.01.a12.absent', 'S4.01.a46'],
        [{ what: over.id, reason: 'UNHEARD_OF', clauses: ['S4.01.a09.personal'] }],
      ),
    },
    at,
  );

beforeAll(async () => {
  world = await startWorld({ notRedecided: 'the test writes entries of made-up kinds into the journal' });
  site = await world.addSite({ rulebook: 'sales-office-reception' });
  elsewhere = await world.addSite();
  const team = await world.addTeam(site, '一组');
  mei = await world.addPerson({ name: '梅', siteId: site, teamId: team, grants: { 'journal.read': 'self' } });
  li = await world.addPerson({ name: '李', siteId: site, grants: { 'journal.read': 'self' } });
  leader = await world.addPerson({ name: '组长', siteId: site, teamId: team, grants: { 'journal.read': 'team' } });
  director = await world.addPerson({
    name: '总监',
    grants: {
      'journal.read': 'company',
      'journal.facts': 'company',
      'rulebook.publish': 'company',
      'rulebook.read': 'company',
    },
  });
});
afterAll(() => world.stop());

test('a decision is explained by the house clauses of the version it was made under', async () => {
  const id = await passedOver('claims.test', site, mei, li);
  const before = await mei.must(journal.entry, { params: { journalId: id } });
  expect(before.clauses.map((clause) => clause.id)).toEqual(['A12', 'A46']);
  expect(before.citations.map((citation) => [citation.id, citation.houseClauses])).toEqual([
    ['S4.01.a12.absent', ['A12']],
    ['S4.01.a46', ['A46']],
  ]);
  expect(before.rejected).toMatchObject([{ name: '李', reason: 'UNHEARD_OF', houseClauses: ['A09'] }]);
  expect(before.rulebook).toMatchObject({ number: 1, title: '售楼处客户接待规则' });

  const rulebookId = before.rulebook?.rulebookId ?? '';
  await setValues(director, rulebookId, { values: { 'desk.ownerAbsent': 'last' } });
  const after = await mei.must(journal.entry, { params: { journalId: id } });
  expect(after.rulebook?.number).toBe(1);
  expect(after.clauses).toEqual(before.clauses);
});

test('facts are shown to those who may see them, and to nobody else', async () => {
  const journalId = await passedOver('claims.test', site, mei, li);
  expect((await mei.must(journal.entry, { params: { journalId } })).facts).toBeNull();
  expect((await director.must(journal.entry, { params: { journalId } })).facts).toEqual({
    secret: 'what the rule saw',
  });
});

test('everybody reads what concerns them; the floor is open to all who work there; the rest needs a wider scope', async () => {
  const aboutMei = await passedOver('claims.test', site, mei, li);
  const onTheFloor = await passedOver('desk.test', site, mei, li);
  const otherFloor = await passedOver('desk.test', elsewhere, director, mei);
  const sees = async (who: Person, journalId: string) =>
    (await who.call(journal.entry, { params: { journalId } })).code;
  expect([await sees(mei, aboutMei), await sees(li, aboutMei), await sees(leader, aboutMei)]).toEqual([
    null,
    'NOT_FOUND',
    null,
  ]);
  expect([await sees(li, onTheFloor), await sees(li, otherFloor), await sees(director, otherFloor)]).toEqual([
    null,
    'NOT_FOUND',
    null,
  ]);
});

test('lists run newest first, page by page, and never repeat or miss an entry', async () => {
  const subject = { type: 'test', id: newId() };
  const made: { minute: number; id: string }[] = [];
  for (let index = 0; index < 5; index += 1) {
    const minute = Math.floor(index / 2);
    // Two pairs share an instant: the id decides between them.
    const id = await record(
      {
        kind: 'claims.test',
        siteId: site,
        subject,
        staffIds: [mei.id],
        input: {},
        facts: {},
        decision: accept({}, []),
      },
      `2024-03-04T05:0${minute}:00.000Z`,
    );
    made.push({ minute, id });
  }
  const seen: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: { rows: { id: string }[]; nextCursor: string | null } = await mei.must(journal.list, {
      query: { subjectType: 'test', subjectId: subject.id, limit: 2, ...(cursor ? { cursor } : {}) },
    });
    seen.push(...page.rows.map((row) => row.id));
    cursor = page.nextCursor;
  }
  const newestFirst = made.sort((a, b) => b.minute - a.minute || (a.id < b.id ? 1 : -1));
  expect(seen).toEqual(newestFirst.map(({ id }) => id));
  expect((await li.must(journal.list, { query: { subjectType: 'test', subjectId: subject.id } })).rows).toEqual([]);
  expect((await mei.call(journal.list, { query: { cursor: 'nonsense' } })).code).toBe('REQUEST_INVALID');
  expect((await mei.call(journal.list, { query: { subjectId: subject.id } })).code).toBe('REQUEST_INVALID');
});

test('without a filter the latest of all sites come in one order', async () => {
  const { rows } = await director.must(journal.list, { query: { limit: 100 } });
  const keys = rows.map((row) => `${row.at} ${row.id}`);
  expect(keys).toEqual([...keys].sort().reverse());
  expect(new Set(rows.map((row) => row.site?.id ?? null))).toEqual(new Set([site, elsewhere, null]));
});

test('the latest three decisions of every clause of a rulebook', async () => {
  const ids: string[] = [];
  for (let index = 0; index < 4; index += 1)
    ids.push(await passedOver('desk.test', site, mei, li, `2024-03-04T06:0${index}:00.000Z`));
  const { rows } = await director.must(rulebook.list);
  const rulebookId = rows.find((row) => row.key === 'sales-office-reception')?.id ?? '';
  const { clauses } = await director.must(journal.byClause, { params: { rulebookId } });
  expect(clauses.A12).toHaveLength(3);
  expect(clauses.A12?.[0]?.id).toBe(ids[3]);
  expect(clauses.A01).toBeUndefined();
});

test('publishing is itself a decision with its own sentence', async () => {
  const { rows } = await director.must(journal.list, { query: { kind: 'rulebook' } });
  expect(rows[0]?.summary).toEqual({
    zh: '《售楼处客户接待规则》第 2 版，2024-03-04 09:00 起施行',
    en: '"售楼处客户接待规则", version 2, in force from 2024-03-04 09:00',
  });
});

test('decisions are found by person, customer, clause of either kind, kind, outcome and day', async () => {
  const customerId = newId();
  const subject = { type: 'search', id: newId() };
  const base = { siteId: site, subject, input: {}, facts: {} };
  const plain = await record(
    { ...base, kind: 'claims.test', staffIds: [mei.id], customerId, decision: accept({}, ['S4.01.a12.absent']) },
    '2024-03-06T15:59:59.999Z',
  );
  const refusal = await record(
    { ...base, kind: 'desk.search', staffIds: [li.id], decision: refuse('NOPE', ['S4.01.a46']) },
    '2024-03-06T16:00:00.000Z', // the seventh at the site
  );
  const override = await record(
    { ...base, kind: 'desk.search', overrides: refusal, reason: '看错', decision: accept({}, []) },
    '2024-03-07T15:59:59.999Z',
  );
  const found = async (query: object) =>
    (
      await director.must(journal.list, {
        query: { siteId: site, subjectType: 'search', subjectId: subject.id, ...query },
      })
    ).rows.map(({ id }) => id);
  expect(await found({})).toEqual([override, refusal, plain]);
  expect(await found({ staffId: mei.id })).toEqual([plain]);
  expect(await found({ customerId })).toEqual([plain]);
  expect(await found({ clause: 'A12' })).toEqual([plain]);
  expect(await found({ clause: 'S4.01.a46' })).toEqual([refusal]);
  expect(await found({ kind: 'desk.search' })).toEqual([override, refusal]);
  expect(await found({ kind: 'claims' })).toEqual([plain]);
  expect(await found({ kind: 'desk.search', clause: 'S4.01.a46', staffId: li.id })).toEqual([refusal]);
  expect(await found({ outcome: 'refused' })).toEqual([refusal]);
  expect(await found({ outcome: 'overridden' })).toEqual([override]);
  expect(await found({ outcome: 'accepted' })).toEqual([override, plain]);
  expect(await found({ from: '2024-03-07', to: '2024-03-07' })).toEqual([override, refusal]);
  expect(await found({ to: '2024-03-06' })).toEqual([plain]);
  // Without a site or a subject, too.
  const everywhere = await director.must(journal.list, { query: { outcome: 'overridden', from: '2024-03-07' } });
  expect(everywhere.rows.map(({ id }) => id)).toEqual([override]);
  expect((await director.call(journal.list, { query: { from: '2024-03-08', to: '2024-03-07' } })).code).toBe(
    'PERIOD_EMPTY',
  );
});

test('an export carries what the search finds, and is on record', async () => {
  const ask = (who: Person, format: string, filters: object) =>
    who.fetch('/api/journal/exports', { method: 'POST', body: JSON.stringify({ format, filters }) });
  const exporter = await world.addPerson({
    name: '导出员',
    siteId: site,
    grants: { 'journal.read': 'site', 'journal.export': 'site' },
  });
  const answer = await ask(exporter, 'csv', { siteId: site, kind: 'desk.search' });
  expect(answer.status).toBe(200);
  const lines = (await answer.text()).trim().split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toContain('政策条款');
  expect(lines[1]).toContain('看错');
  expect((await ask(exporter, 'xlsx', { siteId: site })).headers.get('content-type')).toContain('spreadsheetml');
  const { rows } = await exporter.must(journal.list, { query: { kind: 'journal.export' } });
  expect(rows.map(({ actor }) => actor?.id)).toEqual([exporter.id, exporter.id]);
  expect((await ask(exporter, 'csv', { siteId: elsewhere })).status).toBe(403);
  expect((await ask(mei, 'csv', {})).status).toBe(403);
  expect((await ask(exporter, 'pdf', {})).status).toBe(400);
});

test('who may read the company but export a site takes out the site, whatever is asked for', async () => {
  const half = await world.addPerson({
    name: '半程',
    siteId: elsewhere,
    grants: { 'journal.read': 'company', 'journal.export': 'site' },
  });
  const body = JSON.stringify({ format: 'csv', filters: {} });
  const text = await (await half.fetch('/api/journal/exports', { method: 'POST', body })).text();
  const there = (await half.must(journal.list, { query: { siteId: site } })).rows;
  expect(there.length).toBeGreaterThan(0);
  for (const { id } of there) expect(text).not.toContain(id);
});
