import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { journalAudit } from '#contract/journal-audit.ts';
import { desk } from '#contract/desk.ts';
import { startWorld, type World } from '#server/platform/testing/world.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
let world: World;
let head = '';

beforeAll(async () => {
  world = await startWorld();
  const siteId = await world.addSite({ rulebook: 'sales-office-reception' });
  const consultant = await world.addPerson({ name: '梅', siteId, role: 'consultant' });
  const manager = await world.addPerson({ name: '经理', siteId, role: 'manager' });
  await manager.must(desk.open, { params: { siteId }, body: { order: [consultant.id] } });
  await manager.must(desk.presence, { params: { siteId }, body: { status: 'on_floor', staffId: consultant.id } });
  for (let round = 0; round < 100 && !head; round++) {
    const now = await manager.must(journalAudit.head);
    if (now.waiting === 0 && now.sequence > 0) head = now.text;
    else await new Promise((resolve) => setTimeout(resolve, 200));
  }
});
afterAll(() => world.stop());

async function guike(...args: string[]): Promise<{ code: number | null; said: string; out: string }> {
  const data = mkdtempSync(join(tmpdir(), 'guike-cli-audit-'));
  const env = { ...process.env, DATABASE_URL: world.databaseUrl };
  const child = spawn(process.execPath, [main, 'audit', '--data', data, ...args], { env });
  let said = '';
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
    said += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, said, out };
}

test('an audit from the terminal verifies, decides again and ends well when nothing is found', async () => {
  expect(head).not.toBe('');
  const { code, said } = await guike('--head', head);
  expect(said).toContain('✓ 无异常');
  expect(said).toContain(head);
  expect(code).toBe(0);
});

test('a head that is newer than the journal is a finding in both languages, and the exit code says so', async () => {
  const { code, out } = await guike('--json', '--head', `999:${'ab'.repeat(16)}`);
  const { companies } = JSON.parse(out);
  expect(companies[0].findings).toMatchObject([{ code: 'HEAD_BEYOND_CHAIN', sequence: 999 }]);
  expect(companies[0].findings[0].zh).toContain('恢复了较早的备份');
  expect(companies[0].findings[0].en).toContain('older backup');
  expect(code).toBe(1);
});

test('what cannot be read is a coded sentence, not a stack trace', async () => {
  for (const [args, fault] of [
    [['--head', 'nonsense'], 'HEAD_UNREADABLE'],
    [['--from', '三月'], 'PERIOD_UNREADABLE'],
    [['--company', '没有这家'], 'COMPANY_UNKNOWN'],
  ] as const) {
    const { code, said } = await guike(...args);
    expect(said).toContain(fault);
    expect(said).not.toContain('    at ');
    expect(code).toBe(1);
  }
});
