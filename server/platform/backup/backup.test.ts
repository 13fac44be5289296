import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { emptyDatabase, freshDatabase } from '../testing/fresh-database.ts';
import { backup, backupIfDue, restore } from './index.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }); // whole programs are started here, on whatever machine this is

const COMPANIES = ['0190aaaa-0000-7000-8000-000000000001', '0190aaaa-0000-7000-8000-000000000002'];
const ODD_NAME = '一厂\t"二"\\N\n三 🏠';
const work = mkdtempSync(join(tmpdir(), 'guike-backup-'));
const file = join(work, 'saved.tar.gz');
let original: string;

async function withClient<T>(url: string, ask: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await ask(client);
  } finally {
    await client.end();
  }
}

/** Every row of every table as the companies themselves see it, in one comparable value. */
function contentOf(url: string): Promise<unknown> {
  return withClient(url, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'schema_migrations' order by 1`,
    );
    const content: Record<string, unknown> = {};
    for (const company of COMPANIES) {
      await client.query(`select set_config('app.company_id', $1, false)`, [company]);
      for (const { name } of tables) {
        const { rows } = await client.query(`select to_jsonb(t) as row from "${name}" t order by to_jsonb(t)::text`);
        content[`${company} ${name}`] = rows;
      }
    }
    return content;
  });
}

const securityOf = (url: string): Promise<unknown> =>
  withClient(url, async (client) => {
    const { rows } = await client.query(
      `select relname, relrowsecurity, relforcerowsecurity,
         (select array_agg(conname::text || pg_get_constraintdef(c.oid) order by conname) from pg_constraint c where conrelid = t.oid) as constraints,
         (select array_agg(tgname::text || tgenabled::text order by tgname) from pg_trigger where tgrelid = t.oid and not tgisinternal) as triggers
       from pg_class t where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`,
    );
    return rows;
  });

afterAll(() => rmSync(work, { recursive: true, force: true }));

beforeAll(async () => {
  original = await freshDatabase();
  await withClient(original, async (client) => {
    for (const [index, company] of COMPANIES.entries()) {
      await client.query('insert into companies (id, name, created_at) values ($1, $2, $3)', [
        company,
        ODD_NAME,
        '2024-03-04T01:00:00Z',
      ]);
      await client.query(`select set_config('app.company_id', $1, false)`, [company]);
      await client.query(
        `insert into sites (company_id, id, name, kind, created_at)
         select $1, gen_random_uuid(), '现场' || n, 'real_estate', '2024-03-04T01:00:00Z' from generate_series(1, $2::int) n`,
        [company, index === 0 ? 3 : 30_000],
      );
      await client.query(
        `insert into journal (company_id, id, at, kind, subject_type, subject_id, input, facts, decision)
         values ($1, gen_random_uuid(), '2024-03-04T01:00:00Z', 'desk.receive', 'visit', gen_random_uuid(), 'null', '{"姓名": "归\\n客"}', '{}')`,
        [company],
      );
    }
  });
  mkdirSync(join(work, 'data', 'files', '证件'), { recursive: true });
  mkdirSync(join(work, 'data', 'postgres'), { recursive: true });
  writeFileSync(join(work, 'data', 'files', '证件', '身份证 1.jpg'), Buffer.from([0, 1, 2, 255]));
  writeFileSync(join(work, 'data', 'fields.key'), 'secret');
  writeFileSync(join(work, 'data', 'postgres', 'PG_VERSION'), '18');
  writeFileSync(join(work, 'data', 'postgres.secret.json'), '{}');
  await backup({ databaseUrl: original, dataDir: join(work, 'data'), file });
});

test('[S2.05.e3.crypto] a backup restored elsewhere holds every row of every company, every file, and the same safeguards', async () => {
  const target = await emptyDatabase();
  const done = await restore({ databaseUrl: target, dataDir: join(work, 'restored'), file });
  expect(await contentOf(target)).toEqual(await contentOf(original));
  expect(await securityOf(target)).toEqual(await securityOf(original));
  expect(done.files).toBe(2);
  expect(readFileSync(join(work, 'restored', 'files', '证件', '身份证 1.jpg'))).toEqual(Buffer.from([0, 1, 2, 255]));
  expect(readFileSync(join(work, 'restored', 'fields.key'), 'utf8')).toBe('secret');
  expect(readdirSync(join(work, 'restored')).sort()).toEqual(['fields.key', 'files']);
  expect(statSync(file).mode & 0o077).toBe(0);
});

test('[S2.05.s2.backup] a backup is made a day after the last one, not earlier, and the oldest beyond fourteen go', async () => {
  const folder = join(work, 'nightly');
  const options = { databaseUrl: original, dataDir: join(work, 'data'), folder, say: () => undefined };
  const at = (instant: string) => backupIfDue(options, new Date(instant));
  const first = await at('2024-03-04T18:00:00.000Z');
  expect(first).toBe('guike-2024-03-04T18-00-00Z.tar.gz');
  expect(await at('2024-03-05T17:59:59.000Z')).toBeNull();
  writeFileSync(join(folder, 'notes.txt'), 'kept');
  for (let day = 1; day <= 12; day++)
    writeFileSync(join(folder, `guike-2024-02-${String(day).padStart(2, '0')}T18-00-00Z.tar.gz`), '');
  await at('2024-03-05T18:00:00.000Z');
  expect(readdirSync(folder)).toHaveLength(15);
  const second = await at('2024-03-06T18:00:00.000Z');
  expect(readdirSync(folder)).toHaveLength(15);
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(['notes.txt', first, second]));
  expect(readdirSync(folder)).not.toContain('guike-2024-02-01T18-00-00Z.tar.gz');
  const target = await emptyDatabase();
  await restore({ databaseUrl: target, dataDir: join(work, 'from-nightly'), file: join(folder, second ?? '') });
  expect(await contentOf(target)).toEqual(await contentOf(original));
});

test('a role above row-level security saves every row once too', async () => {
  const admin = new URL(inject('DATABASE_URL_ADMIN'));
  admin.pathname = new URL(original).pathname;
  const [asOwner, asAdmin] = await Promise.all(
    [original, admin.href].map((databaseUrl, index) =>
      backup({ databaseUrl, dataDir: work, file: join(work, `role-${index}.tar.gz`) }),
    ),
  );
  expect(asAdmin?.rows).toBe(asOwner?.rows);
});

test('restoring over existing data is refused and changes nothing', async () => {
  const before = await contentOf(original);
  await expect(restore({ databaseUrl: original, dataDir: join(work, 'other'), file })).rejects.toMatchObject({
    code: 'RESTORE_TARGET_NOT_EMPTY',
  });
  expect(await contentOf(original)).toEqual(before);
  const empty = await emptyDatabase();
  await expect(restore({ databaseUrl: empty, dataDir: join(work, 'data'), file })).rejects.toMatchObject({
    code: 'RESTORE_TARGET_NOT_EMPTY',
  });
});

test('a damaged or shortened backup is refused before anything is written', async () => {
  const target = await emptyDatabase();
  const plain = gunzipSync(readFileSync(file));
  const damaged = Buffer.from(plain);
  damaged[plain.indexOf('现场2') + 1] = 0x41;
  for (const bytes of [gzipSync(damaged), readFileSync(file).subarray(0, 2_000), Buffer.from('not a backup')]) {
    writeFileSync(join(work, 'bad.tar.gz'), bytes);
    await expect(
      restore({ databaseUrl: target, dataDir: join(work, 'none'), file: join(work, 'bad.tar.gz') }),
    ).rejects.toMatchObject({
      code: 'BACKUP_UNREADABLE',
    });
  }
  const { rows } = await withClient(target, (client) => client.query(`select to_regclass('companies') as found`));
  expect(rows).toEqual([{ found: null }]);
});

test('a backup of a newer version is refused, naming the version', async () => {
  const newer = await freshDatabase();
  await withClient(newer, (client) =>
    client.query(`insert into schema_migrations (name, checksum) values ('9999-later.sql', 'x')`),
  );
  const saved = join(work, 'newer.tar.gz');
  await backup({ databaseUrl: newer, dataDir: join(work, 'nothing-here'), file: saved });
  await expect(
    restore({ databaseUrl: await emptyDatabase(), dataDir: join(work, 'none'), file: saved }),
  ).rejects.toMatchObject({
    code: 'BACKUP_NEWER',
    zh: expect.stringContaining('升级'),
  });
});
