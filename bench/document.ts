/**
 * The largest rulebook in a browser: opening it, and changing a parameter in its sentence, from the press of the key or button until
 * the result is on the screen.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { rulebook } from '#contract/rulebook.ts';
import { authoring } from '#contract/rulebook-authoring.ts';
import { SESSION_COOKIE } from '#server/platform/auth.ts';
import { startWorld, type World } from '#server/platform/testing/world.ts';
import { findBrowser } from '../scripts/browser.ts';
import { openBenchDatabases } from './lib/database.ts';
import { median, ms, percentile, report } from './lib/report.ts';

const ROUNDS = 20;
const WANTED_MS = 200;
const SETTLES_MS = 500; // nobody presses while the list itself is still being drawn
const root = dirname(dirname(fileURLToPath(import.meta.url)));

export async function documents(): Promise<void> {
  const databases = await openBenchDatabases();
  const webRoot = buildPages();
  try {
    const databaseUrl = await databases.create('document');
    const world = await startWorld({ databaseUrl, dataDir: databases.dataDir, webRoot, checkResponses: false });
    const measured = await measure(world);
    report(
      'The largest rulebook in a browser',
      measured.map(({ measure, sample }) => ({
        measure,
        measured: `median ${ms(median(sample))}, p95 ${ms(percentile(sample, 0.95))}`,
        wanted: `< ${WANTED_MS} ms`,
        met: median(sample) < WANTED_MS,
      })),
    );
    await world.stop();
  } finally {
    rmSync(webRoot, { recursive: true, force: true });
    await databases.stop();
  }
}

function buildPages(): string {
  const out = mkdtempSync(join(tmpdir(), 'guike-pages-'));
  const args = [
    join(root, 'node_modules/vite/bin/vite.js'),
    'build',
    '--outDir',
    out,
    '--emptyOutDir',
    '--logLevel',
    'warn',
  ];
  const build = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (build.status !== 0) throw new Error('the pages could not be built');
  return out;
}

async function measure(world: World): Promise<{ measure: string; sample: number[] }[]> {
  const siteId = await world.addSite({});
  const author = await world.addPerson({ name: '周总监', siteId, role: 'director' });
  const { rows } = await author.must(rulebook.list);
  const sizes = await Promise.all(
    rows.map(async ({ id, title }) => {
      const { source } = await author.must(rulebook.source, { params: { rulebookId: id } });
      return { id, title, characters: source.length };
    }),
  );
  const largest = sizes.sort((one, other) => other.characters - one.characters)[0];
  if (!largest) throw new Error('no rulebook is shipped');
  const { draftId } = await author.must(authoring.startDraft, {
    params: { rulebookId: largest.id },
    body: { title: 'bench' },
  });
  const executablePath = process.env.CHROME_PATH ?? findBrowser();
  if (!executablePath) throw new Error('no browser: install Chromium, or name one with CHROME_PATH');
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const context = await browser.newContext({
      baseURL: world.server.url,
      locale: 'zh-CN',
      viewport: { width: 1440, height: 900 },
    });
    await context.addCookies([{ name: SESSION_COOKIE, value: author.token, url: world.server.url }]);
    const page = await context.newPage();
    return [
      {
        measure: `opening ${Math.round(largest.characters / 1_000)},000 characters`,
        sample: await opening(page, largest.title),
      },
      ...(await changing(page, draftId)),
    ];
  } finally {
    await browser.close();
  }
}

/** From the list to the document: its text comes from the server each time. The first also fetches the page and is not counted. */
async function opening(page: Page, title: string): Promise<number[]> {
  const sample: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    await page.goto('/rulebooks');
    const link = page.getByRole('link', { name: title, exact: true });
    await link.waitFor();
    await page.waitForTimeout(SETTLES_MS);
    const took = await link.evaluate(untilShown, { shown: '.rule-chapter:last-of-type .rule-clause' });
    if (round > 0) sample.push(took);
  }
  return sample;
}

/** A number up and down by one: the panel opens on the value, Enter puts it back into the sentence. */
async function changing(page: Page, draftId: string): Promise<{ measure: string; sample: number[] }[]> {
  const panel: number[] = [];
  const sentence: number[] = [];
  await page.goto(`/rulebooks/drafts/${draftId}`);
  const words = page.locator('[data-param="claims.filingMonths"]');
  await words.scrollIntoViewIfNeeded();
  for (let round = 0; round <= ROUNDS; round += 1) {
    const next = round % 2 === 0 ? '3' : '2';
    const opened = await words.evaluate(untilShown, { shown: '.rule-panel input' });
    await page.locator('.rule-panel input').fill(next);
    const changed = await page
      .locator('.rule-panel button[type=submit]')
      .evaluate(untilShown, { shown: `[data-param="claims.filingMonths"][aria-label*=": ${next} "]` });
    if (round > 0) {
      panel.push(opened);
      sentence.push(changed);
    }
    await page.getByText(/已保存/).waitFor();
  }
  return [
    { measure: 'opening a parameter of its draft', sample: panel },
    { measure: 'its new value in the sentence', sample: sentence },
  ];
}

/** Runs in the page: from the press until what is expected has been painted. */
function untilShown(pressed: Element, { shown }: { shown: string }): Promise<number> {
  return new Promise((resolve) => {
    const from = performance.now();
    const look = (): void => {
      if (!document.querySelector(shown)) return void requestAnimationFrame(look);
      // The frame after next begins when this one has been painted.
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)));
    };
    (pressed as HTMLElement).click();
    look();
  });
}
