/** A company of the last release moves to this one: its people get what new companies' people have, and its journal stays honest. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { journal } from '#contract/journal.ts';
import { journalAudit } from '#contract/journal-audit.ts';
import { allPermissions } from '#contract/permissions.ts';
import { simulation } from '#contract/simulation.ts';
import { presetGrants, type RoleKey, roleKeys } from '#core/organisation/index.ts';
import { capabilities } from '#server/capabilities.ts';
import { rulesFor } from '#server/rulebook/index.ts';
import { hashToken, newToken } from './auth.ts';
import { migrate, shippedMigrations } from './migrate.ts';
import { type RunningServer, startServer } from './server.ts';
import { emptyDatabase } from './testing/fresh-database.ts';
import { type Person, personAt } from './testing/world.ts';

/** What the shipped roles were granted in the release whose last migration was 0060; it never changes again. */
const earlierRoles = JSON.parse(
  readFileSync(new URL('./testing/earlier-roles.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, Readonly<Record<string, string>>>>;
const LAST_RELEASE = /^00(0|10|20|30|40|50|60)/;

const company = randomUUID();
const narrowed = randomUUID();
let server: RunningServer;
let boss: Person;
let client: pg.Client;

const grantsOf = async (companyId: string, key: string): Promise<Record<string, string>> => {
  await client.query(`select set_config('app.company_id', $1, false)`, [companyId]);
  return (await client.query('select grants from roles where key = $1', [key])).rows[0]?.grants;
};

async function found(companyId: string, roles: Readonly<Record<string, object>>): Promise<void> {
  await client.query(`insert into companies (id, name, created_at) values ($1, '旧', now())`, [companyId]);
  await client.query(`select set_config('app.company_id', $1, false)`, [companyId]);
  for (const [key, grants] of Object.entries(roles))
    await client.query(
      `insert into roles (company_id, id, key, name_zh, name_en, grants, created_at) values ($1, $2, $3, '', '', $4, now())`,
      [companyId, randomUUID(), key, JSON.stringify(grants)],
    );
}

async function write(kind: string, facts: object): Promise<string> {
  const id = randomUUID();
  const decision = { accepted: true, outcome: {}, clauses: [], rejected: [] };
  await client.query(
    `insert into journal (company_id, id, at, kind, subject_type, subject_id, input, facts, decision)
     values ($1, $2, now(), $3, 'claim', $2, '{}', $4, $5)`,
    [company, id, kind, JSON.stringify(facts), JSON.stringify(decision)],
  );
  return id;
}

beforeAll(async () => {
  const url = await emptyDatabase();
  const before = shippedMigrations().filter(({ name }) => LAST_RELEASE.test(name));
  await migrate(url, { only: before.map(({ name }) => name) });
  client = new pg.Client({ connectionString: url });
  await client.connect();
  const { 'journal.facts': _facts, ...less } = earlierRoles.manager ?? {};
  await found(narrowed, { manager: less, consultant: {}, own_role: earlierRoles.manager ?? {} });
  await found(company, earlierRoles);
  const [staffId, token] = [randomUUID(), newToken()];
  await client.query(`insert into staff (company_id, id, name, created_at) values ($1, $2, '梅', now())`, [
    company,
    staffId,
  ]);
  await client.query(
    `insert into staff_roles (company_id, staff_id, role_id, granted_at) select $1, $2, id, now() from roles where key = 'owner'`,
    [company, staffId],
  );
  await write('claims.lapse', { ownerId: staffId }); // a kind whose facts have grown since
  await write('claims.settleDispute', {}); // a kind that is no more
  await write('claims.sign', {});
  await migrate(url);
  await client.query(
    `insert into sessions (token_hash, id, company_id, staff_id, kind, created_at, last_seen_at) values ($1, $2, $3, $4, 'token', now(), now())`,
    [hashToken(token), randomUUID(), company, staffId],
  );
  server = await startServer({
    databaseUrl: url,
    dataDir: mkdtempSync(join(tmpdir(), 'guike-upgrade-')),
    capabilities,
    rules: rulesFor,
    port: 0,
    host: '127.0.0.1',
    testClock: false,
    webRoot: null,
    checkResponses: true,
    runDeadlines: false,
    logLevel: 'error',
  });
  boss = personAt(server.url, { id: staffId, name: '梅', token });
});
afterAll(async () => {
  await server?.stop();
  await client?.end();
});

test('a shipped role that nobody changed has what a new company’s has', async () => {
  for (const key of roleKeys) expect(await grantsOf(company, key), key).toEqual(presetGrants(key as RoleKey));
  const everything = Object.entries(allPermissions).filter(([permission]) => permission !== 'desk.serve');
  expect(await grantsOf(company, 'owner')).toEqual(
    Object.fromEntries(everything.map(([permission, { scopes }]) => [permission, scopes.at(-1)])),
  );
});

test('a role the house narrowed gets nothing that leans on what was taken away, and a role of its own stays its own', async () => {
  const manager = await grantsOf(narrowed, 'manager');
  expect(manager).not.toHaveProperty(['journal.export']);
  expect(manager).toMatchObject({ 'journal.reports': 'site', 'rulebook.simulate': 'site' });
  expect(await grantsOf(narrowed, 'consultant')).toEqual({});
  expect(await grantsOf(narrowed, 'own_role')).not.toHaveProperty(['journal.reports']);
});

test('the server works on it, its journal is read, and a simulation says since when there is something to decide', async () => {
  const { rows } = await boss.must(journal.list);
  expect(rows.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['claims.lapse', 'claims.settleDispute']));
  for (const { id } of rows) await boss.must(journal.entry, { params: { journalId: id } });
  const { rows: books } = await boss.must((await import('#contract/rulebook.ts')).rulebook.list);
  const asked = { from: '2020-01-01T00:00:00Z', to: '2020-02-01T00:00:00Z' };
  const refused = await boss.call(simulation.start, { params: { rulebookId: books[0]?.id ?? '' }, body: asked });
  expect(refused.code).toBe('PERIOD_BEFORE_JOURNAL');
});

test('what the earlier release wrote down is counted apart; what differs since is a finding', async () => {
  await client.query(`select set_config('app.company_id', $1, false)`, [company]);
  const later = await write('claims.lapse', {});
  const { auditId } = await boss.must(journalAudit.start, { body: {} });
  await expect
    .poll(async () => (await boss.must(journalAudit.one, { params: { auditId } })).state, { timeout: 60_000 })
    .toBe('done');
  const done = await boss.must(journalAudit.one, { params: { auditId } });
  const { rows: findings } = await boss.must(journalAudit.findings, { params: { auditId } });
  expect(findings.map(({ code, entryId }) => [code, entryId])).toEqual([['NOT_DECIDABLE', later]]);
  expect(done).toMatchObject({ findings: 1 });
  expect(done.earlier).toBeGreaterThanOrEqual(2);
}, 90_000);
