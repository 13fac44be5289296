/** The demo is made by the product's own commands, so it meets the rules, and its floor must be running. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeDemoOnce } from '#cli/start.ts';
import { openDatabase } from '#server/platform/database.ts';
import { freshDatabase } from '#server/platform/testing/fresh-database.ts';
import { makeDemo } from './index.ts';

const count = async (url: string, text: string): Promise<Record<string, number>> => {
  const database = openDatabase(url, { connections: 1 });
  const [company] = await database.system<{ id: string }>({ text: 'select id from companies' });
  const row = await database.inCompany(company?.id ?? '', (tx) => tx.row<Record<string, number>>({ text }));
  await database.close();
  return row ?? {};
};

test('three sites, forty people, customers with a past, and a floor at work at the hour it is made', {
  timeout: 120_000,
}, async () => {
  const databaseUrl = await freshDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'guike-demo-'));
  const now = '2026-03-05T03:00:00.000Z'; // eleven in the morning in Shanghai
  const { logins, refused } = await makeDemo({ databaseUrl, dataDir, customers: 300, livedDays: 2, now });
  // Whoever wants to go to lunch while serving is told to finish first; nothing else is refused.
  expect([...refused.keys()].filter((key) => !key.endsWith(' STILL_WITH_CUSTOMER'))).toEqual([]);
  expect(new Set(logins.map((login) => login.role)).size).toBe(logins.length); // one login for every role
  const made = await count(
    databaseUrl,
    `select (select count(*) from sites)::int as sites, (select count(*) from staff)::int as staff,
      (select count(*) from customers)::int as customers, (select count(*) from follow_ups)::int as contacts,
      (select count(*) from visits where state in ('called', 'serving', 'waiting'))::int as "onFloor",
      (select count(*) from desk_sheets where day = '2026-03-05')::int as sheets`,
  );
  expect(made.sites).toBe(3);
  expect(made.staff).toBeGreaterThanOrEqual(40);
  expect(made.customers).toBeGreaterThan(290);
  expect(made.contacts).toBeGreaterThan(300);
  expect(made.onFloor).toBeGreaterThan(0);
  expect(made.sheets).toBe(3);
});

test('a demo that was interrupted is not taken for a finished one', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'guike-demo-'));
  writeFileSync(join(dataDir, 'demo.unfinished'), '');
  await expect(makeDemoOnce('postgres://nowhere', dataDir)).rejects.toMatchObject({ code: 'DEMO_UNFINISHED' });
});
