/** A fortnight of a sales office, decided again under other rules: what changes, for whom, how surely, and that nothing is written. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rulebook } from '#contract/rulebook.ts';
import { simulation } from '#contract/simulation.ts';
import type { BodyInputOf, ResponseOf } from '#contract/kernel/route.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { at, type House, openHouse, startCompany } from '#server/scenarios/story.testing.ts';

let world: World;
let house: House;
let bookId: string;
let wang = '';
beforeAll(async () => {
  world = await startCompany();
  house = await openHouse(world, 'sales-office-reception', '甲乙丙丁');
  await house.openDay();
  // A competitor first, then three visitors: under another rule the competitor costs nobody a turn and everybody moves.
  await house.serve(await house.receive({ purpose: 'peer' }));
  for (let n = 0; n < 3; n++) await house.serve(await house.receive());
  const opened = await house.claim('甲', '王先生');
  wang = opened.customerId;
  await world.setClock(at('2024-03-18', '10:00'));
  await house.contact('甲', wang, 'call', { answered: true });
  await house.claim('乙', '李女士');
  await world.setClock(at('2024-04-18', '09:00'));
  const books = await house.manager.must(rulebook.list);
  bookId = books.rows.find((book) => book.key === 'sales-office-reception')?.id ?? '';
});
afterAll(() => world.stop());

type Ask = Omit<BodyInputOf<typeof simulation.start>, 'commandId'>;
const period = { from: at('2024-03-04', '09:00'), to: at('2024-04-18', '09:00') };
const ask = (values: Ask['values'], more: Partial<Ask> = {}): Ask => ({ ...period, values, siteIds: [], ...more });

const start = (by: Person, body: Ask) => by.call(simulation.start, { params: { rulebookId: bookId }, body });
async function finished(by: Person, simulationId: string): Promise<ResponseOf<typeof simulation.one>> {
  for (let tries = 0; tries < 200; tries++) {
    const one = await by.must(simulation.one, { params: { simulationId } });
    if (one.state !== 'waiting' && one.state !== 'running') return one;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the simulation does not end');
}
async function simulated(values: Ask['values']) {
  const { body, code } = await start(house.manager, ask(values));
  expect(code).toBeNull();
  const one = await finished(house.manager, body.simulationId);
  expect(one.state).toBe('done');
  const params = { simulationId: body.simulationId };
  const { rows } = await house.manager.must(simulation.changes, { params, query: { limit: 200 } });
  return { one, result: one.result, rows, params };
}

test('under the rules in force nothing would have gone otherwise', async () => {
  const { one, result, rows } = await simulated({});
  expect(rows).toEqual([]);
  expect(result).toMatchObject({ changes: 0, gini: { before: result?.gini.after } });
  expect(result?.decided).toBeGreaterThan(15);
  expect(one.done).toBe(one.total);
  expect(one.total).toBeGreaterThanOrEqual(result?.decided ?? 0);
});

test('a competitor who no longer costs a turn moves everybody after them; the first change is exact, the rest follow from it', async () => {
  const { result, rows } = await simulated({ 'desk.peerVisit': 'last_not_counted' });
  const turns = rows.filter((row) => row.topic === 'turn');
  expect(turns.map((row) => [row.what, row.staffBefore[0]?.name, row.staffAfter[0]?.name, row.certainty])).toEqual([
    ['server_changed', '甲', '丁', 'exact'],
    ['server_changed', '乙', '甲', 'first_order'],
    ['server_changed', '丙', '乙', 'first_order'],
    ['server_changed', '丁', '丙', 'first_order'],
  ]);
  expect(turns[0]?.houseClauses).toContain('A29');
  expect(result?.counts.turn).toEqual({ exact: 1, firstOrder: 3 });
  const person = (name: string) => result?.people.find((one) => one.person.name === name);
  expect(person('甲')).toMatchObject({ before: { receptions: 1, turns: 1 }, after: { receptions: 1, turns: 1 } });
  expect(person('丁')).toMatchObject({ turnsWon: 1, turnsLost: 1, after: { turns: 0 } });
  expect(result?.gini.before.receptions).toBe(0);
});

test('a shorter window: whose claims would have lapsed, and when; a longer one: whose would not', async () => {
  const longer = await simulated({ 'claims.contactWindowMonths': 2 });
  const kept = longer.rows.filter((row) => row.topic === 'customer');
  // 王先生: called on 18 March, so the month ends on 18 April at midnight, after the period; 李女士 likewise.
  expect(kept.map((row) => [row.what, row.staffBefore[0]?.name, row.certainty])).toEqual([
    ['protected_longer', '甲', 'exact'],
    ['protected_longer', '乙', 'exact'],
  ]);
  expect(kept[0]?.before).toMatchObject({ protectedUntil: at('2024-04-19', '00:00') });
  expect(kept[0]?.after).toMatchObject({ protectedUntil: at('2024-05-19', '00:00') });
  expect(kept[0]?.subject).toContain('王');
  expect(kept[0]?.subject).not.toContain('先生');
  expect(kept[0]?.houseClauses).toContain('A17');
});

test('who returns after their claim would have lapsed goes to the one on turn: that follows from the claim, so it is first-order', async () => {
  await world.setClock(at('2024-04-20', '09:00'));
  const office = await openHouse(world, 'real-estate-customers', '东南西');
  await office.openDay();
  const { customerId } = await office.claim('西', '周先生');
  await world.setClock(at('2024-05-30', '09:00'));
  await office.openDay();
  const visit = await office.receive({ visitedBefore: true, customerId, receivedBy: [office.id('西')] });
  expect(visit.server?.name).toBe('西');
  await office.serve(visit);
  await world.setClock(at('2024-05-31', '09:00'));
  const books = await office.manager.must(rulebook.list);
  const book = books.rows.find((one) => one.key === 'real-estate-customers')?.id ?? '';
  const body = {
    from: at('2024-04-20'),
    to: at('2024-05-31'),
    values: { 'claims.filingMonths': 1, 'desk.lapsedReturning': 'new_customer' },
  };
  const { simulationId } = await office.manager.must(simulation.start, { params: { rulebookId: book }, body });
  await finished(office.manager, simulationId);
  const { rows } = await office.manager.must(simulation.changes, { params: { simulationId }, query: { limit: 200 } });
  expect(rows.filter((row) => row.topic === 'customer').map((row) => [row.what, row.certainty])).toContainEqual([
    'lapse_new',
    'exact',
  ]);
  expect(rows.filter((row) => row.topic === 'turn')).toMatchObject([
    { what: 'server_changed', certainty: 'first_order', assumes: 'claim_changed', staffAfter: [{ name: '东' }] },
  ]);
});

test('a rule whose facts nobody counted then is named: silence about it would be a wrong answer', async () => {
  const { result } = await simulated({ 'desk.withholdOverdueFollowUps': 2 });
  expect(result?.blind.map(({ name }) => name)).toEqual(['desk.withholdOverdueFollowUps']);
  expect((await simulated({})).result?.blind).toEqual([]);
});

test('the list can be narrowed to a person, a clause, a certainty', async () => {
  const { params } = await simulated({ 'desk.peerVisit': 'last_not_counted' });
  const rowsOf = async (query: Record<string, unknown>) =>
    (await house.manager.must(simulation.changes, { params, query: { limit: 200, ...query } as never })).rows;
  expect(await rowsOf({ personId: house.id('丁') })).toHaveLength(2);
  expect(await rowsOf({ clause: 'A29', topic: 'turn', certainty: 'exact' })).toHaveLength(1);
  expect(await rowsOf({ topic: 'split' })).toHaveLength(0);
});

test('nothing is written but the result, and no effect leaves', async () => {
  const before = await everything();
  await simulated({ 'desk.peerVisit': 'last_not_counted', 'claims.contactWindowMonths': 2 });
  expect(await everything()).toEqual(before);
});

/** A checksum of every table but those that hold what was asked, its answer, and what goes on by itself. */
async function everything(): Promise<Record<string, string>> {
  const { database } = world.server.runtime;
  const own = new Set(['simulations', 'simulation_changes', 'commands', 'sessions', 'journal_seals']); // sealing goes on by itself
  const tables = await database.system<{ name: string }>({
    text: `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  });
  const sums: Record<string, string> = {};
  for (const { name } of tables.filter((table) => !own.has(table.name))) {
    const [row] = await database.inCompany(world.companyId, (tx) =>
      tx.rows<{ sum: string }>({
        text: `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as sum from "${name}" t`,
      }),
    );
    sums[name] = row?.sum ?? '';
  }
  return sums;
}

describe('what cannot be simulated says why', () => {
  const refusal = async (body: Ask, by = house.manager) => {
    const answer = await start(by, body);
    const { error } = answer.body as unknown as { error: { zh: string; en: string; field?: string } };
    expect([error.zh, error.en].every(Boolean)).toBe(true);
    return [answer.status, answer.code, error.field];
  };
  test.each([
    ['the journal begins later', { from: '2023-01-01T00:00:00Z' }, [422, 'PERIOD_BEFORE_JOURNAL', 'from']],
    ['it is not over', { to: '2024-12-31T00:00:00Z' }, [422, 'PERIOD_NOT_OVER', 'to']],
    ['it ends before it begins', { to: period.from }, [422, 'PERIOD_EMPTY', 'to']],
    [
      'no decision falls into it',
      { from: at('2024-04-01'), to: at('2024-04-02') },
      [422, 'NO_SITE_GOES_BY_IT', 'from'],
    ],
    ['the version is unknown', { under: '99' }, [404, 'NOT_FOUND', undefined]],
    ['the draft is unknown', { under: 'draft:0195c7a0-0000-7000-8000-000000000000' }, [404, 'NOT_FOUND', undefined]],
  ] as const)('%s', async (_what, more, expected) => {
    expect(await refusal(ask({}, more))).toEqual(expected);
  });
  test('a value the rulebook does not know, or out of its bounds', async () => {
    expect(await refusal(ask({ 'desk.nothing': 1 }))).toEqual([422, 'VALUE_UNKNOWN', 'values.desk.nothing']);
    expect(await refusal(ask({ 'claims.contactWindowMonths': 99 }))).toEqual([422, 'TEXT_DOES_NOT_COMPILE', 'values']);
  });
  test('a consultant may not, a manager not beyond their site, nobody sees what another asked', async () => {
    expect((await refusal(ask({}), house.person('甲')))[0]).toBe(403);
    const elsewhere = await world.addSite({ rulebook: 'sales-office-reception' });
    expect((await refusal(ask({}, { siteIds: [elsewhere] })))[0]).toBe(403);
    const { params } = await simulated({});
    const other = await world.addPerson({ name: '总监', siteId: house.siteId, role: 'director' });
    expect((await other.call(simulation.one, { params })).status).toBe(404);
    expect((await other.call(simulation.changes, { params, query: {} })).status).toBe(404);
    expect((await other.call(simulation.cancel, { params, body: {} })).status).toBe(404);
  });
  test('one that is over cannot be cancelled', async () => {
    const { params } = await simulated({});
    expect((await house.manager.call(simulation.cancel, { params, body: {} })).code).toBe('SIMULATION_OVER');
  });
});

test('three asked for at once: two are taken, the third is told', async () => {
  const body = ask({});
  const by = await world.addPerson({ name: '三连', siteId: house.siteId, role: 'manager' });
  const codes = (await Promise.all([start(by, body), start(by, body), start(by, body)])).map(({ code }) => code);
  expect(codes.sort()).toEqual(['TOO_MANY_SIMULATIONS', null, null]);
});

test('asked twice with one command id it is one simulation', async () => {
  const commandId = '0195c7a0-0000-4000-8000-00000000abcd';
  const by = await world.addPerson({ name: '重发', siteId: house.siteId, role: 'manager' });
  const [one, two] = await Promise.all([1, 2].map(() => start(by, { ...ask({}), commandId } as Ask)));
  expect(one?.body).toEqual(two?.body);
  expect((await by.must(simulation.list)).rows).toHaveLength(1);
});

test('who moves to another site leaves the simulations of the first behind; a confidential customer is not named', async () => {
  const { params, rows } = await simulated({ 'claims.contactWindowMonths': 2 });
  const named = rows.find(({ subject }) => subject.includes('王'));
  expect(named?.link).toContain('/customers/');
  const { database } = world.server.runtime;
  const set = (text: string, values: unknown[]) =>
    database.inCompany(world.companyId, (tx) => tx.run({ text, values: [world.companyId, ...values] }));
  await set('update customers set confidential = true where company_id = $1 and id = $2', [wang]);
  const { rows: masked } = await house.manager.must(simulation.changes, { params, query: { limit: 200 } });
  expect(masked.find(({ number }) => number === named?.number)).toMatchObject({ subject: '', link: null });
  await set('update customers set confidential = false where company_id = $1 and id = $2', [wang]);

  const elsewhere = await world.addSite();
  await set('update staff set site_id = $2 where company_id = $1 and id = $3', [elsewhere, house.manager.id]);
  world.server.runtime.sessions.forget();
  expect((await house.manager.call(simulation.one, { params })).status).toBe(404);
  expect((await house.manager.must(simulation.list)).rows.map(({ id }) => id)).not.toContain(params.simulationId);
  await set('update staff set site_id = $2 where company_id = $1 and id = $3', [house.siteId, house.manager.id]);
  world.server.runtime.sessions.forget();
});

test('a result is kept for a quarter; asking again clears what is older', async () => {
  const { params } = await simulated({});
  await world.setClock(at('2024-09-01', '09:00'));
  await simulated({});
  expect((await house.manager.call(simulation.one, { params })).status).toBe(404);
});
