import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { freshDatabase } from '#server/platform/testing/fresh-database.ts';
import { guike, healthy, newFolder, whenDone } from './program.testing.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }); // whole programs are started here, on whatever machine this is

test('one data folder: started, killed with kill -9, started again, and stopped cleanly', async () => {
  const args = ['start', '--data', join(newFolder(), 'data'), '--port', '0'];
  const first = guike(args);
  expect(await healthy(await first.url)).toBe(true);
  first.child.kill('SIGKILL');
  await first.exited;
  const second = guike(args);
  expect(await healthy(await second.url)).toBe(true);
  second.child.kill('SIGTERM');
  expect(await second.exited).toBe(0);
});

test('the first run prints a one-time link that sets the company up; afterwards somebody has a token from the terminal', async () => {
  const data = join(newFolder(), 'data');
  const first = guike(['start', '--data', data, '--port', '0']);
  const url = await first.url;
  await first.hears(/\/setup#/);
  const token = /\/setup#(\S+)/.exec(first.said())?.[1];
  const answer = await fetch(`${url}/api/session/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      token,
      company: '云栖置业',
      site: { name: '一号案场', kind: 'real_estate' },
      administrator: { name: '方敏', username: 'fangmin', password: '江上之清风与山间之明月' },
    }),
  });
  expect(answer.status, await answer.clone().text()).toBeLessThan(300);
  const made = guike(['token', 'fangmin', '--data', data, '--label', 'curl']);
  expect(await made.exited, made.said()).toBe(0);
  const me = await fetch(`${url}/api/me`, { headers: { authorization: `Bearer ${made.said().trim()}` } });
  expect(await me.json()).toMatchObject({ person: { name: '方敏' } });
  first.child.kill('SIGTERM');
  await first.exited;
  const second = guike(['start', '--data', data, '--port', '0']);
  await second.url;
  second.child.kill('SIGTERM');
  expect(await second.exited).toBe(0);
  expect(second.said()).not.toContain('/setup#');
});

test('two servers on one database both serve', async () => {
  const env = { DATABASE_URL: await freshDatabase() };
  const folder = newFolder();
  const servers = ['one', 'two'].map((name) => guike(['start', '--data', join(folder, name), '--port', '0'], env));
  for (const server of servers) expect(await healthy(await server.url)).toBe(true);
  for (const server of servers) server.child.kill('SIGINT');
  expect(await Promise.all(servers.map((server) => server.exited))).toEqual([0, 0]);
});

test('a port in use is said in both languages, with what to do, before anything is started', async () => {
  const occupant = createServer().listen(0, '0.0.0.0');
  await once(occupant, 'listening');
  whenDone(() => void occupant.close());
  const { port } = occupant.address() as { port: number };
  const program = guike(['start', '--data', join(newFolder(), 'data')], { PORT: String(port) });
  expect(await program.exited).toBe(1);
  expect(program.said()).toContain('PORT_IN_USE');
  expect(program.said()).toContain('已被其他程序占用');
  expect(program.said()).toContain(`--port ${port + 1}`);
});

test('a database that cannot be reached is said in both languages without a stack trace', async () => {
  const program = guike(['start', '--port', '0'], { DATABASE_URL: 'postgres://guike:secret@127.0.0.1:1/guike' });
  expect(await program.exited).toBe(1);
  expect(program.said()).toContain('DATABASE_UNREACHABLE');
  expect(program.said()).toContain('连不上');
  expect(program.said()).not.toContain('secret');
  expect(program.said()).not.toContain('    at ');
});

test('a backup taken while the product runs is restored elsewhere and served', async () => {
  const folder = newFolder();
  const data = join(folder, 'data');
  const running = guike(['start', '--data', data, '--port', '0']);
  await running.url;
  const saved = guike(['backup', '--data', data, join(folder, 'saved.tar.gz')]);
  expect(await saved.exited, saved.said()).toBe(0);
  expect(await healthy(await running.url)).toBe(true); // taking a backup does not stop the database it shares
  const restored = guike(['restore', '--data', join(folder, 'new'), join(folder, 'saved.tar.gz')]);
  expect(await restored.exited, restored.said()).toBe(0);
  const again = guike(['start', '--data', join(folder, 'new'), '--port', '0']);
  expect(await healthy(await again.url)).toBe(true);
  again.child.kill('SIGTERM');
  expect(await again.exited).toBe(0);
  running.child.kill('SIGTERM');
  expect(await running.exited).toBe(0);
});
