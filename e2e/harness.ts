/**
 * For journeys: the product on a database of its own with the built pages, and a browser in which somebody is signed in.
 *
 *   const world = await startProduct();
 *   const mei = await world.addPerson({ name: '梅', siteId, role: 'consultant' });
 *   const page = await openPage(world, mei, { phone: true });
 *   await page.goto('/desk');
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { SESSION_COOKIE } from '#server/platform/auth.ts';
import { defaultWebRoot } from '#server/platform/server.ts';
import { type Person, startWorld, type World } from '#server/platform/testing/world.ts';
import { findBrowser } from '../scripts/browser.ts';

export const startProduct = (): Promise<World> => startWorld({ webRoot: defaultWebRoot, runDeadlines: true });

export interface OpenOptions {
  /** As on a consultant's phone; a desk PC otherwise. */
  readonly phone?: boolean;
  readonly locale?: 'zh-CN' | 'zh-TW' | 'en';
  /** What the browser's own clock shows at first; the real time otherwise. */
  readonly at?: string;
}

let browser: Browser | null = null;

async function theBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROME_PATH ?? findBrowser();
  if (!executablePath) throw new Error('no browser: install Chromium, or name one with CHROME_PATH');
  // Root (in a container) cannot use Chromium's sandbox, and the pages it opens here are our own.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  browser ??= await chromium.launch({ executablePath, args });
  return browser;
}

/**
 * A page in a browser window of its own. Closed when the test ends; a test that fails leaves a picture of it in e2e/failures, and one
 * in whose page something broke unseen fails.
 */
export async function openPage(
  world: { readonly server: Pick<World['server'], 'url'> },
  person: Person | null,
  options: OpenOptions = {},
): Promise<Page> {
  const context = await (await theBrowser()).newContext({
    baseURL: world.server.url,
    locale: options.locale ?? 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: options.phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
    hasTouch: options.phone ?? false,
    isMobile: options.phone ?? false,
  });
  if (person)
    await context.addCookies([
      { name: SESSION_COOKIE, value: person.token, url: world.server.url, httpOnly: true, sameSite: 'Lax' },
    ]);
  if (options.at) await context.clock.install({ time: options.at });
  const page = await context.newPage();
  watchOver(context, page);
  return page;
}

function watchOver(context: BrowserContext, page: Page): void {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`);
  });
  onTestFinished(async ({ task }) => {
    // The picture first: closing the window comes last.
    if (task.result?.state === 'fail') await picture(page, task.name);
    await context.close();
    if (faults.length > 0) throw new Error(`the page broke: ${faults.join('; ')}`);
  });
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = join(import.meta.dirname, 'failures');
  mkdirSync(folder, { recursive: true });
  const file = `${name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60)}-${page.viewportSize()?.width ?? ''}.png`;
  await page.screenshot({ path: join(folder, file) }).catch(() => undefined);
}

export async function closeBrowser(): Promise<void> {
  await browser?.close();
  browser = null;
}
