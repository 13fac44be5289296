/** A house lives a few days under two versions of its document and is then audited: clean, and every kind of tampering found. */
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import pg from 'pg';
import { claims } from '#contract/claims.ts';
import { desk } from '#contract/desk.ts';
import { journal } from '#contract/journal.ts';
import { journalAudit } from '#contract/journal-audit.ts';
import type { BodyInputOf } from '#contract/kernel/route.ts';
import { verdicts } from '#contract/verdicts.ts';
import type { Person, World } from '#server/platform/testing/world.ts';
import { type Board, bookId, changed, openBoard, told, value } from './rulebook-story.testing.ts';
import { at, type House, openHouse, startCompany } from './story.testing.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

let world: World;
let board: Board;
let house: House;
let auditor: Person;
let superuser: pg.Client;
beforeAll(async () => {
  // The journal is tampered with below; what the tests leave behind is not decided again.
  world = await startCompany({ notRedecided: 'entries are changed by hand' });
  board = await openBoard(world);
  auditor = board.publisher;
  house = await openHouse(world, 'real-estate-customers', '甲乙');
  await house.openDay();
  const { customerId, claim } = await house.claim('甲', '审计客户');
  await house.serve(
    await house.receive({ visitedBefore: true, customerId, receivedBy: [house.id('甲')], refuses: house.id('甲') }),
  );
  await changed(board, await bookId(auditor, 'real-estate-customers'), [value('claims.filingMonths', 1)]);
  const { dispute } = await house.person('乙').must(verdicts.open, {
    params: { customerId },
    body: { otherId: house.id('甲'), reason: '客户要求' },
  });
  await house.supervisor.must(verdicts.settle, {
    params: { disputeId: dispute.id },
    body: { verdict: 'ruled', reason: '依规定' } as never,
  });
  const { current } = await house.file(customerId);
  await house.person('乙').must(claims.close, {
    params: { claimId: current?.id ?? claim.id },
    body: { commissionFen: 1_000_000 } as never,
  });
  await world.setClock(at('2024-03-05', '08:00'));
  const admin = new URL(inject('DATABASE_URL_ADMIN'));
  admin.pathname = new URL(world.databaseUrl).pathname;
  superuser = new pg.Client({ connectionString: admin.href });
  await superuser.connect();
});
afterAll(async () => {
  await superuser.end();
  await world.stop();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
async function sealed() {
  for (let round = 0; round < 200; round++) {
    const head = await auditor.must(journalAudit.head);
    if (head.waiting === 0 && head.sequence > 0) return head;
    await pause(200);
  }
  throw new Error('the journal is not sealed');
}
async function audited(body: Omit<BodyInputOf<typeof journalAudit.start>, 'commandId'> = {}) {
  const { auditId } = await auditor.must(journalAudit.start, { body });
  const params = { auditId };
  for (let round = 0; round < 300; round++) {
    const now = await auditor.must(journalAudit.one, { params });
    if (!['waiting', 'running'].includes(now.state))
      return { ...now, rows: (await auditor.must(journalAudit.findings, { params })).rows };
    await pause(100);
  }
  throw new Error('the audit does not end');
}
/** As somebody with the keys of the database would. */
async function byHand(statement: string, values: unknown[] = []): Promise<void> {
  for (const table of ['journal', 'journal_seals']) await superuser.query(`alter table ${table} disable trigger user`);
  await superuser.query(statement, values);
  for (const table of ['journal', 'journal_seals']) await superuser.query(`alter table ${table} enable trigger user`);
}
const entryOf = async (kind: string) =>
  (
    await superuser.query(
      'select id, decision, facts, at from journal where company_id = $1 and kind = $2 order by at desc, id desc limit 1',
      [world.companyId, kind],
    )
  ).rows[0];
const codesOf = ({ rows }: { rows: { code: string; entryId: string | null }[] }, entryId: string): string[] =>
  rows.filter((row) => row.entryId === entryId).map(({ code }) => code);

test('everything that was decided, under both versions, a dispute and its ruling included, is decided again alike', async () => {
  const head = await sealed();
  const done = await audited({ head: head.text });
  expect(done.rows).toEqual([]);
  expect(done).toMatchObject({ state: 'done', findings: 0, headFound: head.text, sealed: head.sequence });
  const { rows } = await auditor.must(journal.list, { query: { limit: 200 } });
  const kinds = new Set(rows.map(({ kind }) => kind));
  for (const kind of ['verdicts.decide', 'verdicts.propose', 'rulebook.publishDraft', 'claims.attribute'])
    expect(kinds).toContain(kind);
  // A head typed by hand: with spaces, capitals and the width of a Chinese keyboard's colon it is still the same.
  expect((await audited({ head: ` ${head.text.toUpperCase().replace(':', ' : ')} ` })).findings).toBe(0);
});

test('a ruling that was changed in the database is found twice: by its seal and by its answer; put back it is clean', async () => {
  const entry = await entryOf('verdicts.decide');
  const { outcome } = entry.decision;
  const bribed = { ...entry.decision, outcome: { ...outcome, ownerId: house.id('甲') } };
  await byHand('update journal set decision = $2 where id = $1', [entry.id, JSON.stringify(bribed)]);
  const found = await audited();
  expect(codesOf(found, entry.id).sort()).toEqual(['ANSWER_DIFFERS', 'ENTRY_CHANGED']);
  const differs = found.rows.find(({ code }) => code === 'ANSWER_DIFFERS');
  expect(differs?.differences).toEqual([{ path: 'outcome.ownerId', stored: house.id('甲'), now: house.id('乙') }]);
  expect([differs?.zh, differs?.en].every(Boolean)).toBe(true);
  await byHand('update journal set decision = $2 where id = $1', [entry.id, JSON.stringify(entry.decision)]);
  expect((await audited()).findings).toBe(0);
});

test('an entry moved to another time, and one that was taken out, are found; nobody else’s are blamed', async () => {
  const entry = await entryOf('claims.register');
  await byHand(`update journal set at = at - interval '1 day' where id = $1`, [entry.id]);
  expect(codesOf(await audited(), entry.id)).toContain('ENTRY_CHANGED');
  await byHand('update journal set at = $2 where id = $1', [entry.id, entry.at]);
  expect((await audited()).findings).toBe(0);
  const { id } = await entryOf('desk.openDay');
  await byHand(`create table taken as select * from journal where id = '${id}'`);
  await byHand('delete from journal where id = $1', [id]);
  const found = await audited();
  expect(found.rows.map(({ code }) => code)).toContain('ENTRY_REMOVED');
  expect(found.rows.every((row) => row.entryId === id || row.entryId === null)).toBe(true);
  await byHand('insert into journal select * from taken');
  await superuser.query('drop table taken');
  expect((await audited()).findings).toBe(0);
});

test('two links that changed places, and one written in between, are found', async () => {
  const swap = () =>
    byHand(
      `update journal_seals set entry_id = other.entry_id, content_hash = other.content_hash
       from journal_seals as other where journal_seals.company_id = $1 and other.company_id = $1
         and journal_seals.sequence in (2, 3) and other.sequence = 5 - journal_seals.sequence`,
      [world.companyId],
    );
  await byHand('drop index if exists journal_seals_one_per_entry');
  await swap();
  expect((await audited()).rows.map(({ code, sequence }) => [code, sequence])).toContainEqual(['SEAL_CHANGED', 2]);
  await swap();
  expect((await audited()).findings).toBe(0);
  const entry = await entryOf('claims.register');
  const planted = '0195c7a0-0000-7000-8000-000000000001';
  await byHand(`create table planted as select * from journal where id = '${entry.id}'`);
  await byHand(`update planted set id = $1, recorded_at = recorded_at - interval '1 hour'`, [planted]);
  await byHand('insert into journal select * from planted');
  expect(codesOf(await audited(), planted)).toContain('ENTRY_INSERTED');
  await byHand('delete from journal where id = $1', [planted]);
  await superuser.query('drop table planted');
  expect((await audited()).findings).toBe(0);
});

test('a printed head that this journal has never had: beyond its end, or another hash at its place; and what is no head at all', async () => {
  const head = await sealed();
  const beyond = await audited({ head: `${head.sequence + 100}:${'0'.repeat(32)}` });
  expect(beyond.rows).toMatchObject([{ code: 'HEAD_BEYOND_CHAIN' }]);
  expect(beyond.rows[0]?.zh).toContain('较早的备份');
  const differs = await audited({ head: `1:${'0'.repeat(32)}` });
  expect(differs.rows).toMatchObject([{ code: 'HEAD_DIFFERS', sequence: 1 }]);
  for (const text of ['', 'yes', '12', '12:zz', '-1:0f3a5b6c7d8e9f00', '1:0f3a']) {
    const refused = await auditor.call(journalAudit.start, { body: { head: text } });
    if (text === '' && refused.code === null) continue; // nothing given: the chain alone
    expect([text, told(refused)]).toMatchObject([text, { status: 422, code: 'HEAD_UNREADABLE', remedy: true }]);
  }
  for (let round = 0; round < 100; round++) {
    const { rows } = await auditor.must(journalAudit.list, { query: {} });
    if (rows.every(({ state }) => !['waiting', 'running'].includes(state))) break;
    await pause(100);
  }
});

test('while an audit runs the floor goes on; a second audit is told whose is under way; only those who may start one', async () => {
  const other = await world.addPerson({ name: '总经理', role: 'general_manager' });
  const starts = await Promise.all([
    auditor.call(journalAudit.start, { body: {} }),
    other.call(journalAudit.start, { body: {} }),
    house.supervisor.call(desk.open, { params: { siteId: house.siteId }, body: {} as never }),
  ]);
  const [one, two] = starts;
  const lost = [one, two].find(({ code }) => code !== null);
  if (lost) {
    const winner = one.code === null ? '总监' : '总经理';
    expect(told(lost)).toMatchObject({ code: 'AUDIT_RUNNING', zh: expect.stringContaining(winner), remedy: true });
  }
  expect((await house.manager.call(journalAudit.start, { body: {} })).code).toBe('NOT_ALLOWED');
  for (let round = 0; round < 100; round++) {
    const { rows } = await auditor.must(journalAudit.list, { query: {} });
    if (rows.every(({ state }) => !['waiting', 'running'].includes(state))) break;
    await pause(100);
  }
});
