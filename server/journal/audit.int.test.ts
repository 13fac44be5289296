import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { journal } from '#contract/journal.ts';
import { journalAudit } from '#contract/journal-audit.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { desk } from '#contract/desk.ts';
import { backup, restore } from '#server/platform/backup/index.ts';
import { newId, openDatabase } from '#server/platform/database.ts';
import { emptyDatabase } from '#server/platform/testing/fresh-database.ts';
import { type Person, startWorld, type World } from '#server/platform/testing/world.ts';
import { audit } from './audit.ts';
import { parseHead } from './chain.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let world: World;
let auditor: Person;
let leader: Person;
let site: string;
let consultant: Person;
let superuser: pg.Client;
const dataDir = mkdtempSync(join(tmpdir(), 'guike-audit-'));

beforeAll(async () => {
  world = await startWorld({ dataDir });
  site = await world.addSite({ rulebook: 'sales-office-reception' });
  auditor = await world.addPerson({
    name: '审计员',
    siteId: site,
    grants: {
      'journal.read': 'company',
      'journal.audit': 'company',
      'desk.operate': 'company',
      'desk.receive': 'company',
      'desk.supervise': 'company',
      'desk.read': 'company',
    },
  });
  leader = await world.addPerson({ name: '组长', siteId: site, grants: { 'journal.read': 'team' } });
  consultant = await world.addPerson({
    name: '梅',
    siteId: site,
    grants: { 'desk.serve': 'self', 'desk.read': 'site' },
  });
  await auditor.must(desk.open, { params: { siteId: site }, body: { order: [consultant.id] } });
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

const decide = (status: 'on_floor' | 'meal') =>
  auditor.must(desk.presence, { params: { siteId: site }, body: { status, staffId: consultant.id } });

async function allSealed(): Promise<ResponseOf<typeof journalAudit.head>> {
  for (let round = 0; round < 100; round++) {
    const head = await leader.must(journalAudit.head);
    if (head.waiting === 0 && head.sequence > 0) return head;
    await pause(200);
  }
  throw new Error('the journal was not sealed in twenty seconds');
}

async function audited(body: { head?: string; from?: string; to?: string } = {}) {
  const { auditId } = await auditor.must(journalAudit.start, { body });
  for (let round = 0; round < 150; round++) {
    const now = await auditor.must(journalAudit.one, { params: { auditId } });
    if (!['waiting', 'running'].includes(now.state)) {
      const { rows } = await auditor.must(journalAudit.findings, { params: { auditId }, query: {} });
      return { ...now, rows };
    }
    await pause(100);
  }
  throw new Error('the audit did not end in fifteen seconds');
}

test('an audit follows the chain, decides again, and is itself on record', async () => {
  await decide('on_floor');
  await decide('meal');
  const head = await allSealed();
  const done = await audited({ head: head.text });
  expect(done).toMatchObject({ state: 'done', findings: 0, sealed: head.sequence, headFound: head.text });
  expect((done.decided ?? 0) + (done.acts ?? 0)).toBe(head.sequence);
  expect(done.done).toBe(done.total);
  const entry = await auditor.must(journal.entry, { params: { journalId: done.journalId ?? '' } });
  expect(entry).toMatchObject({ kind: 'journal.audit', actor: { id: auditor.id } });
  const { rows } = await auditor.must(journalAudit.list, { query: {} });
  expect(rows[0]?.id).toBe(done.id);
});

test('a changed answer is listed with both answers; the chain says that it was changed', async () => {
  await decide('on_floor');
  await allSealed();
  const { rows } = await superuser.query(
    `select id, decision from journal where company_id = $1 and kind = 'desk.setPresence' order by id desc limit 1`,
    [world.companyId],
  );
  const forged = { ...rows[0].decision, clauses: ['S4.01.a46'] };
  const write = async (decision: unknown) => {
    await superuser.query('alter table journal disable trigger user');
    await superuser.query('update journal set decision = $2 where id = $1', [rows[0].id, JSON.stringify(decision)]);
    await superuser.query('alter table journal enable trigger user');
  };
  await write(forged);
  const done = await audited();
  const about = done.rows.filter(({ entryId }) => entryId === rows[0].id);
  expect(about.map(({ code }) => code)).toContain('ENTRY_CHANGED');
  const answer = about.find(({ code }) => code === 'ANSWER_DIFFERS');
  expect(answer).toMatchObject({ kind: 'desk.setPresence', stored: { clauses: ['S4.01.a46'] } });
  expect(answer?.differences[0]?.path).toMatch(/^clauses/);
  expect(answer?.zh).toContain('结论不同');
  await write(rows[0].decision);
  expect((await audited()).findings).toBe(0);
});

test('the newest entry taken out with its seal is missed by the head this server kept', async () => {
  await decide('meal');
  const head = await allSealed();
  // The sealing would put the seal back: it waits while somebody else holds the chain.
  await superuser.query('select pg_advisory_lock(hashtextextended($1, 15))', [world.companyId]);
  const saved = await superuser.query('select * from journal_seals where company_id = $1 and sequence = $2', [
    world.companyId,
    head.sequence,
  ]);
  await superuser.query('alter table journal_seals disable trigger user');
  await superuser.query('delete from journal_seals where company_id = $1 and sequence = $2', [
    world.companyId,
    head.sequence,
  ]);
  const { rows } = await audited();
  expect(rows.map(({ code }) => code)).toContain('HEAD_BEYOND_CHAIN');
  expect(rows.find(({ code }) => code === 'HEAD_BEYOND_CHAIN')?.zh).toContain('恢复了较早的备份');
  const seal = saved.rows[0];
  // The former state comes back for the tests that follow.
  await superuser.query('delete from journal_seals where company_id = $1 and sequence >= $2', [
    world.companyId,
    head.sequence,
  ]);
  await superuser.query(
    'insert into journal_seals (company_id, sequence, entry_id, content_hash, hash, reached_at) values ($1, $2, $3, $4, $5, $6)',
    [seal.company_id, seal.sequence, seal.entry_id, seal.content_hash, seal.hash, seal.reached_at],
  );
  await superuser.query('alter table journal_seals enable trigger user');
  await superuser.query('select pg_advisory_unlock(hashtextextended($1, 15))', [world.companyId]);
});

test('a restored backup keeps its seal; held against a later head it says that it is older', async () => {
  const before = await allSealed();
  const file = join(mkdtempSync(join(tmpdir(), 'guike-saved-')), 'saved.tar.gz');
  await backup({ databaseUrl: world.databaseUrl, dataDir, file });
  await decide('on_floor');
  const after = await allSealed();
  const databaseUrl = await emptyDatabase();
  await restore({ databaseUrl, dataDir: mkdtempSync(join(tmpdir(), 'guike-restored-')), file });
  const restored = openDatabase(databaseUrl, { connections: 1 });
  const codes: string[] = [];
  for (const { text } of [before, after]) {
    const printed = parseHead(text);
    const expected = printed ? [{ ...printed, origin: 'printed' as const }] : [];
    for await (const { found } of audit(restored, { companyId: world.companyId, expected }))
      codes.push(...found.map(({ code }) => code));
  }
  await restored.close();
  expect(codes).toEqual(['HEAD_BEYOND_CHAIN']);
});

test('what cannot be audited is refused before it begins', async () => {
  const start = (body: object) => auditor.call(journalAudit.start, { body });
  expect((await start({ head: 'no head' })).code).toBe('HEAD_UNREADABLE');
  expect((await start({ from: '2024-03-05T00:00:00Z', to: '2024-03-04T00:00:00Z' })).code).toBe('PERIOD_EMPTY');
  expect((await leader.call(journalAudit.start, { body: {} })).code).toBe('NOT_ALLOWED');
  const [one, other] = await Promise.all([start({}), start({})]);
  expect([one.code, other.code].sort()).toEqual(['AUDIT_RUNNING', null]);
  const auditId = (one.body.auditId ?? other.body.auditId) as string;
  await auditor.call(journalAudit.cancel, { params: { auditId } });
  for (let round = 0; round < 100; round++) {
    const { state } = await auditor.must(journalAudit.one, { params: { auditId } });
    if (state === 'cancelled' || state === 'done') break;
    await pause(100);
  }
  expect((await auditor.call(journalAudit.cancel, { params: { auditId } })).code).toBe('AUDIT_OVER');
  expect((await auditor.call(journalAudit.cancel, { params: { auditId: newId() } })).code).toBe('NOT_FOUND');
});

test('an audit of a period verifies the whole chain and decides that period', async () => {
  await allSealed();
  const none = await audited({ from: '2030-01-01T00:00:00Z' });
  expect(none).toMatchObject({ state: 'done', decided: 0, acts: 0, findings: 0 });
  expect(none.sealed).toBeGreaterThan(5);
});

test('what was taken out stays missed when the journal has gone on', async () => {
  await decide('meal');
  const head = await allSealed();
  const newest = await superuser.query(
    'select entry_id as id from journal_seals where company_id = $1 and sequence = $2',
    [world.companyId, head.sequence],
  );
  for (const [table, column] of [
    ['journal', 'id'],
    ['journal_seals', 'entry_id'],
  ]) {
    await superuser.query(`alter table ${table} disable trigger user`);
    await superuser.query(`delete from ${table} where ${column} = $1`, [newest.rows[0].id]);
    await superuser.query(`alter table ${table} enable trigger user`);
  }
  await decide('on_floor');
  await expect.poll(async () => (await leader.must(journalAudit.head)).waiting, { timeout: 20_000 }).toBe(0);
  const { rows } = await audited();
  expect(rows.filter(({ code }) => code === 'HEAD_DIFFERS').map(({ sequence }) => sequence)).toContain(head.sequence);
});
