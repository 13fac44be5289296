/** docs/api.md is run as it stands: every command block, in order, against a server of its own. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { capabilities } from '#server/capabilities.ts';
import { issueSetupToken } from '#server/organisation/index.ts';
import type { RunningServer } from '#server/platform/server.ts';
import { startServer } from '#server/platform/server.ts';
import { freshDatabase } from '#server/platform/testing/fresh-database.ts';
import { rulesFor } from '#server/rulebook/index.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({
    databaseUrl: await freshDatabase(),
    dataDir: mkdtempSync(join(tmpdir(), 'guike-api-page-')),
    capabilities,
    rules: rulesFor,
    port: 0,
    host: '127.0.0.1',
    testClock: true,
    webRoot: null,
  });
});
afterAll(() => server.stop());

const page = readFileSync(new URL('../docs/api.md', import.meta.url), 'utf8');
const script = [...page.matchAll(/^```bash\n([\s\S]*?)^```$/gm)].map((block) => block[1]).join('\n');

test('the page takes a company from its set-up link to the payslip and the audit', { timeout: 120_000 }, async () => {
  const env = { ...process.env, GUIKE_URL: server.url, SETUP_TOKEN: (await issueSetupToken(server.runtime)) ?? '' };
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], { env });
  const said = stdout.trim().split('\n');
  // What the page promises, in its order.
  expect(said[0]).toBe('顾敏');
  expect(said).toContain('sales-office-reception');
  expect(said).toContain('QUESTIONS_UNANSWERED');
  expect(said).toContain('梅静'); // first in the order
  expect(said).toContain('serving');
  expect(said.find((line) => line.includes('"exists":true'))).toMatch(/"ownerName":"梅静"/);
  expect(said).toContain('2026-04-02T16:00:00.000Z'); // one month on, last day inclusive, Shanghai midnight
  const once = said.indexOf('once');
  expect(said.slice(once - 2, once + 1)).toEqual(['1', '李想', 'once']);
  // The living rulebook, to the audit.
  expect(said.slice(once + 1)).toEqual([
    '未联系失效期 1 个月 → 2 个月（第 A17 条）',
    '2026-04-02T16:00:00.000Z', // under the version in force …
    '2026-05-02T16:00:00.000Z', // … and under the draft
    'lapse_not',
    'exact',
    'false', // approved by another than the author
    'EXAMPLES_CHANGED',
    '2', // published
    '2', // signed
    '李想', // whose customer it is, as the rulebook proposes
    'settled',
    // From the unit to the payslip.
    'live',
    'UNIT_HELD_BY',
    'OFFER_PARTS_MISSING',
    'negotiating',
    'BJ2026-00001', // the first quotation of the year
    'DISCLOSURES_MISSING',
    'approved',
    'SJ2026-00001', // the first receipt of the year
    'approved',
    'contracted',
    '2026-04-10', // promised
    'MOVE_REASON_NEEDED',
    '2026-04-10', // punctual by the first day still
    '1', // told
    'MONEY_NOT_IN',
    '0', // nothing is open any more
    'closed',
    'HANDOVER_FAULTS',
    'handed_over',
    '2026-05-01T01:30:00.000Z',
    '1', // one statement
    '2718000', // fen
    '成交价 2,718,000.00 × 1% = 提成总额 27,180.00；按到账比例计提，已到账 2,718,000.00，至此应计 27,180.00 × 本人 100%，减已计 500.00',
    'acknowledged',
    '0', // findings of the audit
  ]);
});
