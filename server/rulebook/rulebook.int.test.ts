import { afterAll, beforeAll, expect, test } from 'vitest';
import { rulebook } from '#contract/rulebook.ts';
import { shippedBooks } from '#rulebooks/shipped.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { startWorld } from '#server/platform/testing/world.ts';
import { installNewBooks } from './shipped.ts';
import { examplesNamed, setValues } from '#server/scenarios/rulebook-story.testing.ts';

let world: World;
let director: Person;
let site: string;
const shipped = (key: string): string => shippedBooks().find((book) => book.key === key)?.source ?? '';
const named = (key: string, id: string): string => shipped(key).replace(`id: ${key}`, `id: ${id}`);

const bookId = async (key: string): Promise<string> => {
  const { rows } = await director.must(rulebook.list);
  return rows.find((row) => row.key === key)?.id ?? '';
};
const months = async (siteId: string, at?: string): Promise<unknown> => {
  const inForce = await director.must(rulebook.inForce, { params: { siteId }, query: at ? { at } : {} });
  return inForce.values.claims?.filingMonths;
};

beforeAll(async () => {
  world = await startWorld();
  site = await world.addSite({ rulebook: 'sales-office-reception' });
  director = await world.addPerson({
    name: '总监',
    grants: { 'rulebook.read': 'company', 'rulebook.publish': 'company', 'rulebook.adopt': 'company' },
  });
});
afterAll(() => world.stop());

test('a company has its own copy of every shipped book, and a site goes by the one it chose', async () => {
  const { rows } = await director.must(rulebook.list);
  expect(rows.map((row) => [row.key, row.shipped, row.current?.number])).toEqual(
    shippedBooks().map(({ key }) => [key, true, 1]),
  );
  expect(rows[0]?.sites.map(({ id }) => id)).toEqual([site]);
  const inForce = await director.must(rulebook.inForce, { params: { siteId: site } });
  expect([inForce.key, inForce.number, inForce.values.claims?.model]).toEqual([
    'sales-office-reception',
    1,
    'contact_window',
  ]);
  const plain = await world.addSite();
  expect((await director.must(rulebook.inForce, { params: { siteId: plain } })).key).toBe('defaults');
});

test('a company founded before a book was shipped has it after the next start, and a site may go by it', async () => {
  const { runtime } = world.server;
  const key = 'four-position-desk';
  const id = await bookId(key);
  await runtime.database.inCompany(world.companyId, async (tx) => {
    await tx.run({ text: 'delete from rulebook_versions where rulebook_id = $1', values: [id] });
    await tx.run({ text: 'delete from rulebooks where id = $1', values: [id] });
  });
  const before = (await director.must(rulebook.list)).rows.length;
  await installNewBooks(runtime);
  await installNewBooks(runtime);
  expect((await director.must(rulebook.list)).rows.length).toBe(before + 1);
  const own = await world.addSite();
  await director.must(rulebook.adopt, { params: { siteId: own }, body: { rulebookId: await bookId(key) } });
  const { values, ...inForce } = await director.must(rulebook.inForce, { params: { siteId: own } });
  expect([inForce.key, values.desk?.callAnswerer, values.desk?.standInWhileServingClosed]).toEqual([
    key,
    'third',
    true,
  ]);
});

test('the document comes with chapters, parameters in their sentences and their range', async () => {
  const document = await director.must(rulebook.document, {
    params: { rulebookId: await bookId('real-estate-customers') },
  });
  const clause = document.chapters.flatMap(({ clauses }) => clauses).find(({ id }) => id === 'C5.2');
  const sentence = clause?.body.flatMap((block) => (block.kind === 'paragraph' ? block.content : []));
  expect(sentence?.find((part) => part.kind === 'param' && part.name === 'claims.filingMonths')).toMatchObject({
    value: 2,
    zh: '2 个月',
  });
  expect(document.parameters['claims.filingMonths']?.range.en).toBe('1 to 24 months, or 1 to 744 days');
  expect(clause?.cites).toEqual(['S0.02.own.21']);
});

test('citations resolve to the catalogue; unknown ids are named', async () => {
  const answer = await director.must(rulebook.catalogue, { query: { ids: 'S0.02.own.21, S9.99.nothing' } });
  expect(answer.clauses.map(({ id, statement }) => [id, statement.includes('2 months')])).toEqual([
    ['S0.02.own.21', true],
  ]);
  expect(answer.unknown).toEqual(['S9.99.nothing']);
});

test('a version takes effect at its instant, to the millisecond, and the past keeps its rules', async () => {
  const id = await bookId('real-estate-customers');
  const own = await world.addSite({ rulebook: 'real-estate-customers' });
  const from = '2024-03-10T00:00:00.000Z';
  const published = await setValues(director, id, {
    values: { 'claims.filingMonths': 3 },
    effectiveFrom: from,
    note: '延长保护',
  });
  expect([published.number, published.effectiveFrom]).toEqual([2, from]);
  expect(await months(own, '2024-03-09T23:59:59.999Z')).toBe(2);
  expect(await months(own, from)).toBe(3);
  const before = await director.must(rulebook.document, { params: { rulebookId: id } });
  expect(before.versions.map(({ number, standing }) => [number, standing])).toEqual([
    [2, 'coming'],
    [1, 'current'],
  ]);
  await world.setClock(from);
  expect(await months(own)).toBe(3);
  expect(await months(own, '2024-03-09T12:00:00.000Z')).toBe(2);
  const { source } = await director.must(rulebook.source, { params: { rulebookId: id } });
  const changed = source
    .split('\n')
    .filter((line, index) => line !== shipped('real-estate-customers').split('\n')[index]);
  expect(changed).toHaveLength(1);
});

test('tables are changed cell by cell, and a split that no longer makes one hundred is refused with its line', async () => {
  const id = await bookId('real-estate-customers');
  const row = 'refused_valid_commission';
  const broken = await director.call(rulebook.setValues, {
    params: { rulebookId: id },
    body: { cells: [{ table: 'claims.splits', row, column: 'receiving', value: 70 }] },
  });
  expect([broken.status, broken.code]).toEqual([422, 'DOES_NOT_COMPILE']);
  const mended = await setValues(director, id, {
    cells: [
      { table: 'claims.splits', row, column: 'receiving', value: 70 },
      { table: 'claims.splits', row, column: 'earlier', value: 30 },
    ],
  });
  const own = await world.addSite({ rulebook: 'real-estate-customers' });
  const { values, number } = await director.must(rulebook.inForce, { params: { siteId: own } });
  expect(number).toBe(mended.number);
  expect(values.claims?.splits).toMatchObject({ [row]: { receiving: 70, earlier: 30 } });
});

test('values or a text published without a draft ask for the examples whose answers change, as a draft does', async () => {
  const id = await bookId('sales-office-reception');
  const { source, number } = await director.must(rulebook.source, { params: { rulebookId: id } });
  const set = (confirmExamples?: string[]) =>
    director.call(rulebook.setValues, {
      params: { rulebookId: id },
      body: { values: { 'desk.peerVisit': 'last_not_counted' }, ...(confirmExamples ? { confirmExamples } : {}) },
    });
  const asked = await set();
  expect([asked.status, asked.code]).toEqual([409, 'EXAMPLES_CHANGED']);
  const named = examplesNamed(asked.body);
  expect(named.length).toBeGreaterThan(0);
  expect((await set(['another'])).code).toBe('EXAMPLES_CHANGED');
  const text = source.replace('"desk.peerVisit" value="head_counts"', '"desk.peerVisit" value="last_not_counted"');
  expect(text).not.toBe(source);
  const body = { source: text, startedFrom: number };
  const publish = (confirmExamples: string[]) =>
    director.call(rulebook.publish, { params: { rulebookId: id }, body: { ...body, confirmExamples } });
  expect(examplesNamed((await publish([])).body)).toEqual(named);
  const done = await publish(named);
  expect([done.code, done.body.number, done.body.changedExamples]).toEqual([null, number + 1, named]);
});

test('a faulty document is reported with line, reason and remedy, and changes nothing', async () => {
  const source = named('car-showroom', 'faulty').replace(
    'name="claims.firstFollowUpDays" value=3',
    'name="claims.firstFollowUpDays" value=99',
  );
  const checked = await director.must(rulebook.check, { body: { source } });
  const line = source.split('\n').findIndex((text) => text.includes('claims.firstFollowUpDays')) + 1;
  expect(checked).toMatchObject({ ok: false, errors: [{ code: 'VALUE_OUT_OF_BOUNDS', line }] });
  expect(checked.errors[0]?.remedy.zh).toMatch(/1 至 60/);
  expect((await director.call(rulebook.create, { body: { source } })).code).toBe('DOES_NOT_COMPILE');
  expect(await bookId('faulty')).toBe('');
});

test('a house writes its own book and a site adopts it from a day on', async () => {
  const created = await director.must(rulebook.create, {
    body: { source: named('sales-office-reception', 'our-own') },
  });
  const taken = await director.call(rulebook.create, { body: { source: named('sales-office-reception', 'our-own') } });
  expect(taken.code).toBe('BOOK_KEY_TAKEN');
  const own = await world.addSite({ rulebook: 'car-showroom' });
  const from = '2024-04-01T00:00:00.000Z';
  await director.must(rulebook.adopt, {
    params: { siteId: own },
    body: { rulebookId: created.rulebookId, effectiveFrom: from },
  });
  const keyAt = async (at: string) =>
    (await director.must(rulebook.inForce, { params: { siteId: own }, query: { at } })).key;
  expect([await keyAt('2024-03-31T23:59:59.999Z'), await keyAt(from)]).toEqual(['car-showroom', 'our-own']);
});

test('refusals in order: text, base version, change, instant', async () => {
  const id = await bookId('car-showroom');
  const { source, number } = await director.must(rulebook.source, { params: { rulebookId: id } });
  const publish = (body: { source: string; startedFrom: number; effectiveFrom?: string }) =>
    director.call(rulebook.publish, { params: { rulebookId: id }, body });
  const changed = source.replace('name="claims.firstFollowUpDays" value=3', 'name="claims.firstFollowUpDays" value=4');
  const past = '2024-03-09T23:59:59.999Z'; // one millisecond before the clock of the tests above
  const codes = [
    await publish({ source: 'nothing', startedFrom: number }),
    await publish({ source: changed, startedFrom: number + 1 }),
    await publish({ source, startedFrom: number }),
    await publish({ source: changed, startedFrom: number, effectiveFrom: past }),
    await publish({ source: changed, startedFrom: number }),
  ].map(({ code }) => code);
  expect(codes).toEqual([
    'DOES_NOT_COMPILE',
    'VERSION_OVERTAKEN',
    'NOTHING_CHANGED',
    'EFFECTIVE_IN_PAST',
    'EXAMPLES_CHANGED',
  ]);
  const unknown = await director.call(rulebook.setValues, {
    params: { rulebookId: id },
    body: { values: { 'claims.noSuchThing': 3 } },
  });
  expect(unknown.code).toBe('PARAMETER_UNKNOWN');
});

test('a parameter the document does not mention gets a clause of its own', async () => {
  const id = await bookId('car-showroom');
  const own = await world.addSite({ rulebook: 'car-showroom' });
  await setValues(director, id, {
    values: { 'desk.sameDayCountsOnce': false },
    cells: [{ table: 'organisation.handoverAfter', row: 'teamTransfer', column: 'handover', value: 1 }],
  });
  const { values } = await director.must(rulebook.inForce, { params: { siteId: own } });
  expect(values.desk?.sameDayCountsOnce).toBe(false);
  expect(values.organisation?.handoverAfter).toMatchObject({ teamTransfer: { handover: 1 }, leaving: { handover: 1 } });
  const document = await director.must(rulebook.document, { params: { rulebookId: id } });
  expect(document.chapters.at(-1)?.clauses.map((clause) => clause.id)).toEqual([
    'Z.desk.sameDayCountsOnce',
    'Z.organisation.handoverAfter',
  ]);
});

test('ten people publishing at once get ten numbers or are told that another was first', async () => {
  const id = await bookId('sales-office-reception');
  const { number } = await director.must(rulebook.source, { params: { rulebookId: id } });
  const set = (minutes: number, confirmExamples: string[] = []) =>
    director.call(rulebook.setValues, {
      params: { rulebookId: id },
      body: { values: { 'desk.waitingAlertMinutes': minutes }, startedFrom: number, confirmExamples },
    });
  const named = examplesNamed((await set(10)).body);
  const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => set(10 + index, named)));
  expect(answers.filter(({ code }) => code === null)).toHaveLength(1);
  expect(answers.filter(({ code }) => code === 'VERSION_OVERTAKEN')).toHaveLength(9);
});

test('reading needs the right to read, changing the right to publish, adopting the right over that site', async () => {
  const stranger = await world.addPerson({ name: '路人', grants: {} });
  const reader = await world.addPerson({ name: '读者', grants: { 'rulebook.read': 'company' } });
  const elsewhere = await world.addSite();
  const manager = await world.addPerson({
    name: '经理',
    siteId: elsewhere,
    grants: { 'rulebook.read': 'company', 'rulebook.adopt': 'site' },
  });
  const rulebookId = await bookId('car-showroom');
  const body = { values: { 'claims.firstFollowUpDays': 5 } };
  expect((await stranger.call(rulebook.list)).code).toBe('NOT_ALLOWED');
  expect((await reader.call(rulebook.setValues, { params: { rulebookId }, body })).code).toBe('NOT_ALLOWED');
  expect((await manager.call(rulebook.adopt, { params: { siteId: site }, body: { rulebookId } })).code).toBe(
    'NOT_ALLOWED',
  );
  expect((await manager.call(rulebook.adopt, { params: { siteId: elsewhere }, body: { rulebookId } })).code).toBe(null);
});
