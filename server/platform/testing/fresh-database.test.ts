import pg from 'pg';
import { expect, test } from 'vitest';
import { freshDatabase } from './fresh-database.ts';

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql);
  await client.end();
  return rows;
}

test('each test gets a database of its own', async () => {
  const [one, two] = await Promise.all([freshDatabase(), freshDatabase()]);
  await ask(one, 'create table only_here (id int)');
  expect(await ask(two, `select to_regclass('only_here') as found`)).toEqual([{ found: null }]);
});

test('the product role is bound by row level security, and trigrams see Chinese', async () => {
  const url = await freshDatabase();
  const [role] = await ask(url, 'select rolsuper, rolbypassrls from pg_roles where rolname = current_user');
  expect(role).toEqual({ rolsuper: false, rolbypassrls: false });
  const [grams] = await ask(url, `select cardinality(show_trgm('归客')) as n`);
  expect(grams?.n).toBe(3);
});
