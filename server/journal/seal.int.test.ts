import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { accept } from '#core/kernel/decision.ts';
import { freshDatabase } from '#server/platform/testing/fresh-database.ts';
import { systemActor } from '#server/platform/actor.ts';
import { runSystem } from '#server/platform/command.ts';
import { type Database, openDatabase, newId } from '#server/platform/database.ts';
import { EventHub } from '#server/platform/events.ts';
import { rulesFor } from '#server/rulebook/index.ts';
import { audit, type AuditStep } from './audit.ts';
import { headText, parseHead } from './chain.ts';
import { headOf } from './seal-store.ts';
import { Sealer } from './sealing.ts';
import type { ExpectedHead } from './verify.ts';

let url: string;
let database: Database;
let other: Database;
let superuser: pg.Client;
let companyId: string;

beforeAll(async () => {
  url = await freshDatabase();
  database = openDatabase(url, { connections: 5 });
  other = openDatabase(url, { connections: 5 });
  const admin = new URL(inject('DATABASE_URL_ADMIN'));
  admin.pathname = new URL(url).pathname;
  superuser = new pg.Client({ connectionString: admin.href });
  await superuser.connect();
});
afterAll(async () => {
  await superuser.end();
  await database.close();
  await other.close();
});

async function newCompany(): Promise<string> {
  companyId = newId();
  await database.system({
    text: `insert into companies (id, name, created_at) values ($1, '云栖置业', now())`,
    values: [companyId],
  });
  return companyId;
}

const runtimeOf = () => ({
  database,
  rules: rulesFor,
  events: new EventHub(url, database.pool),
  now: () => '2024-03-04T04:00:00.000Z',
});

const record = (n: number): Promise<string> =>
  runSystem(runtimeOf(), companyId, systemActor(companyId), '2024-03-04T04:00:00.000Z', async (context) =>
    context.record({
      kind: 'imports.undo',
      subject: { type: 'test', id: newId() },
      input: { n },
      facts: { b: 1.5, a: ['归客', n], nested: { zero: 0, none: null } },
      decision: accept({ n }, ['S4.01.a46']),
    }),
  );

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Other tests of this machine write too: a round may have to wait for what is under way there. */
async function sealed(count: number, by = new Sealer(database)): Promise<string> {
  for (let round = 0; round < 500; round++) {
    await by.seal(companyId);
    const head = await database.inCompany(companyId, headOf);
    if (head.sequence >= count) return headText(head);
    await pause(100);
  }
  throw new Error('the journal was not sealed in fifty seconds');
}

async function audited(expected: readonly ExpectedHead[] = [], span = {}) {
  const found: { code: string; sequence: number | null; entryId: string | null }[] = [];
  let last: AuditStep | null = null;
  for await (const step of audit(database, { companyId, expected, ...span })) {
    found.push(...step.found.map(({ code, sequence, entryId }) => ({ code, sequence, entryId })));
    last = step;
  }
  return { found, tally: last?.tally };
}

/** As somebody who owns the machine: triggers off, any change, triggers on. */
async function tamper(table: 'journal' | 'journal_seals', ...statements: [text: string, values: unknown[]][]) {
  await superuser.query(`alter table ${table} disable trigger user`);
  for (const [text, values] of statements) await superuser.query(text, values);
  await superuser.query(`alter table ${table} enable trigger user`);
}

async function fiveSealed(): Promise<{ ids: string[]; head: string }> {
  await newCompany();
  const ids: string[] = [];
  for (let n = 0; n < 5; n++) ids.push(await record(n));
  return { ids, head: await sealed(5) };
}
const printed = (head: string): ExpectedHead => {
  const parsed = parseHead(head);
  if (!parsed) throw new Error(head);
  return { ...parsed, origin: 'printed' };
};

test('an untouched journal is found whole, and its head is found again', async () => {
  const { head } = await fiveSealed();
  expect(head).toMatch(/^5:[0-9a-f]{32}$/);
  const { found, tally } = await audited([printed(head)]);
  expect(found).toEqual([]);
  expect(tally).toEqual({ sealed: 5, unsealed: 0, decided: 0, acts: 5, earlier: 0, head });
});

test('the seal does not depend on the settings of whoever reads it', async () => {
  await fiveSealed();
  await superuser.query(`alter database ${new URL(url).pathname.slice(1)} set timezone = 'America/Caracas'`);
  await superuser.query(`alter database ${new URL(url).pathname.slice(1)} set datestyle = 'SQL, DMY'`);
  const elsewhere = openDatabase(url, { connections: 1 });
  for await (const step of audit(elsewhere, { companyId, expected: [] })) expect(step.found).toEqual([]);
  await elsewhere.close();
});

test('seals and entries can be neither changed nor removed by the product', async () => {
  await fiveSealed();
  for (const statement of [
    'update journal_seals set hash = hash',
    'delete from journal_seals',
    'truncate journal_seals',
  ])
    await expect(database.inCompany(companyId, (tx) => tx.run({ text: statement }))).rejects.toThrow('append-only');
});

test('a changed fact is found', async () => {
  const { ids } = await fiveSealed();
  await tamper('journal', [`update journal set facts = jsonb_set(facts, '{b}', '1.6') where id = $1`, [ids[2]]]);
  expect((await audited()).found).toEqual([{ code: 'ENTRY_CHANGED', sequence: 3, entryId: ids[2] }]);
});

test('a changed decision is found, and so is a changed instant', async () => {
  const { ids } = await fiveSealed();
  await tamper(
    'journal',
    [`update journal set decision = jsonb_set(decision, '{outcome,n}', '9') where id = $1`, [ids[0]]],
    [`update journal set at = at + interval '1 microsecond' where id = $1`, [ids[4]]],
  );
  expect((await audited()).found).toEqual([
    { code: 'ENTRY_CHANGED', sequence: 1, entryId: ids[0] },
    { code: 'ENTRY_CHANGED', sequence: 5, entryId: ids[4] },
  ]);
});

test('an entry removed from the middle is found, with its seal or without', async () => {
  const { ids } = await fiveSealed();
  await tamper('journal', ['delete from journal where id = any($1)', [[ids[1], ids[3]]]]);
  await tamper('journal_seals', ['delete from journal_seals where entry_id = $1', [ids[3]]]);
  expect((await audited()).found).toEqual([
    { code: 'ENTRY_REMOVED', sequence: 2, entryId: ids[1] },
    { code: 'SEAL_REMOVED', sequence: 5, entryId: null },
  ]);
});

test('the newest entry removed with its seal is missed by the head that was printed', async () => {
  const { ids, head } = await fiveSealed();
  await tamper('journal', ['delete from journal where id = $1', [ids[4]]]);
  await tamper('journal_seals', ['delete from journal_seals where entry_id = $1', [ids[4]]]);
  expect((await audited()).found).toEqual([]); // nothing inside the database can know
  expect((await audited([printed(head)])).found).toEqual([{ code: 'HEAD_BEYOND_CHAIN', sequence: 5, entryId: null }]);
  await record(6);
  await sealed(5);
  expect((await audited([printed(head)])).found).toEqual([{ code: 'HEAD_DIFFERS', sequence: 5, entryId: null }]);
});

test('swapped entries and swapped seals are found', async () => {
  const { ids } = await fiveSealed();
  const swap = `update journal as one set input = other.input, facts = other.facts, decision = other.decision from journal as other
    where one.id = any($1) and other.id = any($1) and one.id <> other.id`;
  await tamper('journal', [swap, [[ids[1], ids[2]]]]);
  expect((await audited()).found.map(({ code, sequence }) => [code, sequence])).toEqual([
    ['ENTRY_CHANGED', 2],
    ['ENTRY_CHANGED', 3],
  ]);
  await tamper('journal', [swap, [[ids[1], ids[2]]]]);
  expect((await audited()).found).toEqual([]);
  await tamper(
    'journal_seals',
    ['update journal_seals set sequence = -2 where company_id = $1 and sequence = 2', [companyId]],
    ['update journal_seals set sequence = 2 where company_id = $1 and sequence = 3', [companyId]],
    ['update journal_seals set sequence = 3 where company_id = $1 and sequence = -2', [companyId]],
  );
  expect((await audited()).found.map(({ code, sequence }) => [code, sequence])).toEqual([
    ['SEAL_CHANGED', 2],
    ['SEAL_CHANGED', 3],
    ['SEAL_CHANGED', 4],
  ]);
});

test('an entry put in afterwards is found, and the sealing does not make it true', async () => {
  const { ids } = await fiveSealed();
  const planted = newId();
  await superuser.query(
    `insert into journal (company_id, id, at, kind, subject_type, subject_id, input, facts, decision, recorded_at)
     select company_id, $2, at, kind, subject_type, subject_id, input, facts, decision, recorded_at - interval '1 day' from journal where id = $1`,
    [ids[2], planted],
  );
  await record(7);
  await sealed(6);
  expect((await audited()).found).toEqual([{ code: 'ENTRY_INSERTED', sequence: null, entryId: planted }]);
});

test('a chain made anew after a change differs from the printed head', async () => {
  const { ids, head } = await fiveSealed();
  await tamper('journal', [`update journal set reason = 'forged' where id = $1`, [ids[1]]]);
  await tamper('journal_seals', ['delete from journal_seals where company_id = $1', [companyId]]);
  await sealed(5);
  expect((await audited()).found).toEqual([]);
  expect((await audited([printed(head)])).found).toEqual([{ code: 'HEAD_DIFFERS', sequence: 5, entryId: null }]);
});

test('what is committed late is sealed all the same, after what was committed before it', async () => {
  await newCompany();
  const by = new Sealer(database);
  let commit = (): void => {};
  const held = new Promise<void>((resolve) => {
    commit = resolve;
  });
  let recorded = (_id: string): void => {};
  const began = new Promise<string>((resolve) => {
    recorded = resolve;
  });
  const slow = other.inCompany(companyId, async (tx) => {
    const id = newId();
    await tx.run({
      text: `insert into journal (company_id, id, at, kind, subject_type, subject_id, input, facts, decision)
        values ($1, $2, now(), 'imports.undo', 'test', $2, '{}', '{}', '{"accepted": true}')`,
      values: [companyId, id],
    });
    recorded(id);
    await held;
  });
  const late = await began;
  await record(1);
  for (let round = 0; round < 15; round++) {
    await by.seal(companyId);
    await pause(100);
  }
  // The quick one is recorded after the slow one, so it waits for it: their order is the order of recording.
  expect((await database.inCompany(companyId, headOf)).sequence).toBe(0);
  commit();
  await slow;
  await sealed(2, by);
  const first = await superuser.query('select entry_id from journal_seals where company_id = $1 and sequence = 1', [
    companyId,
  ]);
  expect(first.rows[0].entry_id).toBe(late);
  expect((await audited()).found).toEqual([]);
});

test('two servers seal one chain', async () => {
  await newCompany();
  const sealers = [new Sealer(database), new Sealer(other)];
  const ids = await Promise.all(Array.from({ length: 30 }, (_, n) => record(n)));
  for (let round = 0; round < 60; round++) {
    await Promise.all(sealers.map((sealer) => sealer.seal(companyId)));
    if ((await database.inCompany(companyId, headOf)).sequence === ids.length) break;
    await pause(100);
  }
  const { found, tally } = await audited();
  expect(found).toEqual([]);
  expect(tally?.sealed).toBe(30);
});

test('a head as people type it', () => {
  expect(parseHead(' 12：0F3A 5b6c7d8e9f00 ')).toEqual({ sequence: 12, hash: '0f3a5b6c7d8e9f00' });
  for (const text of ['', '12', '12:0f3a', 'x:0f3a5b6c7d8e9f00', '12:0f3a5b6c7d8e9f0g', `1:${'0'.repeat(65)}`])
    expect(parseHead(text), text).toBeNull();
});

test('where somebody always writes, the second company of a round is sealed too', async () => {
  const by = new Sealer(database);
  const first = await newCompany();
  await record(1);
  const second = await newCompany();
  await record(1);
  await pause(1_200);
  const write = async (): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('begin');
    await client.query('select pg_current_xact_id()');
    return client;
  };
  // One transaction ends only when the next has begun: at every look one is under way.
  let writing = await write();
  for (let round = 0; round < 40; round++) {
    for (const company of [first, second]) await by.seal(company);
    const next = await write();
    await writing.query('commit');
    await writing.end();
    writing = next;
    await pause(100);
  }
  await writing.end();
  for (const company of [first, second]) expect((await database.inCompany(company, headOf)).sequence).toBe(1);
});
