/** A company of the release before drafts: what it already published and who could publish is carried over. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { expect, test } from 'vitest';
import { migrate, shippedMigrations } from '#server/platform/migrate.ts';
import { emptyDatabase } from '#server/platform/testing/fresh-database.ts';

test('clause ids, the shipped text and the new rights are filled in', async () => {
  const url = await emptyDatabase();
  const earlier = shippedMigrations().filter(({ name }) => /^00(0|10|20|30|40|50|60)/.test(name));
  await migrate(url, { only: earlier.map(({ name }) => name) });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const [company, book, role, reader] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  try {
    await client.query(`insert into companies (id, name, created_at) values ($1, '旧', now())`, [company]);
    await client.query(`select set_config('app.company_id', $1, false)`, [company]);
    await client.query(
      `insert into rulebooks (company_id, id, key, title, shipped_key, created_at) values ($1, $2, 'k', '书', 'k', now())`,
      [company, book],
    );
    const compiled = { chapters: [{ clauses: [{ id: 'A1' }, { id: 'A2' }] }, { clauses: [{ id: 'B1' }] }] };
    for (const [number, source] of [
      [1, 'shipped'],
      [2, 'changed'],
    ] as const)
      await client.query(
        `insert into rulebook_versions (company_id, id, rulebook_id, number, source, state, compiled, created_at)
         values ($1, $2, $3, $4, $5, 'published', $6, now())`,
        [company, randomUUID(), book, number, source, JSON.stringify(compiled)],
      );
    for (const [id, key, grants] of [
      [role, 'boss', { 'rulebook.read': 'company', 'rulebook.publish': 'company' }],
      [reader, 'staff', { 'rulebook.read': 'company' }],
    ] as const)
      await client.query(
        `insert into roles (company_id, id, key, name_zh, name_en, grants, created_at) values ($1, $2, $3, '', '', $4, now())`,
        [company, id, key, JSON.stringify(grants)],
      );
    await client.query(`select set_config('app.company_id', '', false)`);
    expect(await migrate(url)).toContain('0011-rulebook-authoring.sql');
    expect((await client.query('select 1 from rulebook_versions')).rowCount).toBe(0); // companies are kept apart again
    await client.query(`select set_config('app.company_id', $1, false)`, [company]);
    const versions = await client.query('select clause_ids from rulebook_versions order by number');
    expect(versions.rows.map((row) => row.clause_ids)).toEqual([
      ['A1', 'A2', 'B1'],
      ['A1', 'A2', 'B1'],
    ]);
    expect((await client.query('select shipped_source from rulebooks')).rows).toEqual([{ shipped_source: 'shipped' }]);
    const roles = await client.query('select key, grants from roles order by key');
    expect(
      roles.rows.map(({ grants }) => [grants['rulebook.draft'], grants['rulebook.review'], grants['rulebook.sign']]),
    ).toEqual([
      ['company', 'company', 'company'],
      [undefined, undefined, 'self'],
    ]);
  } finally {
    await client.end();
  }
});
