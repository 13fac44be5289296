import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { authoring } from '#contract/rulebook-authoring.ts';
import { type Person, startWorld, type World } from '#server/platform/testing/world.ts';
import { exportBook, importBook } from './rulebook.ts';

let world: World;
let director: Person;
const KEY = 'real-estate-customers';
const folder = mkdtempSync(join(tmpdir(), 'guike-books-'));
const connection = () => ({ url: world.server.url, token: director.token });

beforeAll(async () => {
  world = await startWorld();
  director = await world.addPerson({ name: '总监', role: 'director' });
});
afterAll(() => world.stop());

test('a book goes out as a file and comes back as a draft of the same book; another id makes a new one', async () => {
  const path = await exportBook(KEY, { ...connection(), out: join(folder, 'book.md') });
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace('name="claims.filingMonths" value=2', 'name="claims.filingMonths" value=4'));
  expect(await importBook(path, { ...connection(), title: '四个月' })).toBe(true);
  const { rows } = await director.must(authoring.drafts);
  expect(rows.map(({ title, origin, faults, overtaken }) => [title, origin, faults, overtaken])).toEqual([
    ['四个月', 'file', 0, false],
  ]);
  const other = join(folder, 'other.md');
  writeFileSync(other, text.replace(`id: ${KEY}`, 'id: our-own'));
  expect(await importBook(other, connection())).toBe(true);
  await expect(exportBook('nowhere', connection())).rejects.toThrow('nowhere');
});

test('a faulty file changes nothing; every fault has its line and remedy', async () => {
  const said: string[] = [];
  const error = vi.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line));
  const path = join(folder, 'faulty.md');
  writeFileSync(
    path,
    '---\nid: real-estate-customers\n---\n{% clause id="A1" cites="S0.none" %}\n甲。\n{% /clause %}\n',
  );
  const before = (await director.must(authoring.drafts)).rows.length;
  expect(await importBook(path, connection())).toBe(false);
  error.mockRestore();
  expect(said.join('\n')).toMatch(/faulty\.md:4 CITATION_UNKNOWN\n.+\n.+\n {2}→ .+/);
  expect((await director.must(authoring.drafts)).rows).toHaveLength(before);
});
