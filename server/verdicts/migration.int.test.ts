/** Disputes of before they had rulings: what was settled becomes the first ruling, what was open goes on. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { expect, test } from 'vitest';
import { migrate, shippedMigrations } from '#server/platform/migrate.ts';
import { emptyDatabase } from '#server/platform/testing/fresh-database.ts';

test('settled disputes keep their verdict as a first ruling with its journal entry; open ones stay open', async () => {
  const url = await emptyDatabase();
  const before = shippedMigrations()
    .map(({ name }) => name)
    .filter((name) => name < '0070');
  await migrate(url, { only: before });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const [company, site, staff, customer, settled, open, entry] = Array.from({ length: 7 }, () => randomUUID());
  const at = '2024-03-05T06:00:00Z';
  await client.query('insert into companies (id, name, created_at) values ($1, $2, $3)', [company, '云栖', at]);
  await client.query(`select set_config('app.company_id', $1, false)`, [company]);
  await client.query(
    `insert into sites (company_id, id, name, kind, created_at) values ($1, $2, '案场', 'real_estate', $3)`,
    [company, site, at],
  );
  await client.query(`insert into staff (company_id, id, name, created_at) values ($1, $2, '梅', $3)`, [
    company,
    staff,
    at,
  ]);
  await client.query(
    `insert into customers (company_id, id, kind, name, name_key, pinyin, initials, registered_at, last_activity_at)
     values ($1, $2, 'person', '王', '王', 'wang', 'w', $3, $3)`,
    [company, customer, at],
  );
  const insert = `insert into claim_disputes (company_id, id, customer_id, site_id, opened_by, parties, reason, state, opened_at, settled_at,
      settled_by, verdict, ruling, verdict_reason) values ($1, $2, $3, $4, $5, array[$5::uuid], '原因', $6, $7, $8, $9, $10, $11, $12)`;
  const shares = JSON.stringify({
    performance: [{ party: staff, percent: 100 }],
    commission: [{ party: staff, percent: 100 }],
  });
  await client.query(insert, [
    company,
    settled,
    customer,
    site,
    staff,
    'settled',
    at,
    at,
    staff,
    'ruled',
    shares,
    '按登记',
  ]);
  await client.query(insert, [company, open, customer, site, staff, 'talking', at, null, null, null, null, '']);
  await client.query(
    `insert into journal (company_id, id, at, kind, subject_type, subject_id, input, facts, decision)
     values ($1, $2, $3, 'claims.settleDispute', 'dispute', $4, '{}', '{}', '{}')`,
    [company, entry, at, settled],
  );

  await migrate(url);
  const rulings = await client.query(
    'select dispute_id, seq, verdict, reason, journal_id, judge_id from dispute_rulings',
  );
  expect(rulings.rows).toEqual([
    { dispute_id: settled, seq: 1, verdict: 'ruled', reason: '按登记', journal_id: entry, judge_id: staff },
  ]);
  const disputes = await client.query('select id, state, about, level from disputes order by level');
  expect(disputes.rows).toEqual([
    { id: open, state: 'talking', about: 'customer', level: 0 },
    { id: settled, state: 'settled', about: 'customer', level: 1 },
  ]);
  await client.end();
});
