import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];
const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** A Chromium that is installed: named by CHROME_PATH, on the path, in the usual places, or fetched by an earlier run. */
export function findBrowser(): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  const candidates = [process.env.CHROME_PATH ?? '', ...onPath, ...usualPlaces, fetchedByPlaywright()];
  return candidates.find((path) => path !== '' && existsSync(path)) ?? null;
}

/** Finds a browser or installs one: from the distribution as root on Debian and its kin, otherwise playwright's own. */
export function ensureBrowser(say: (line: string) => void): string | null {
  const found = findBrowser();
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (found && (!isDebianRoot || hasChineseFont())) return found;
  if (isDebianRoot) {
    say(found ? 'installing a Chinese font for the browser' : 'installing Chromium and a Chinese font');
    const packages = found ? ['fonts-noto-cjk'] : ['chromium', 'fonts-noto-cjk'];
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (args: string[]) => spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 2] }).status === 0;
    const installed = apt(['install', '-y', '-qq', '--no-install-recommends', ...packages]);
    if (!installed && apt(['update', '-qq'])) apt(['install', '-y', '-qq', '--no-install-recommends', ...packages]);
    const now = findBrowser();
    if (now) return now;
  }
  say('fetching a browser with playwright');
  const cli = new URL('../node_modules/playwright-core/cli.js', import.meta.url).pathname;
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: ['ignore', 2, 2] });
  return findBrowser();
}

function hasChineseFont(): boolean {
  const list = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' });
  return list.status !== 0 || list.stdout.trim() !== ''; // without fc-list we cannot know, and do not insist
}

function fetchedByPlaywright(): string {
  try {
    return chromium.executablePath();
  } catch {
    return '';
  }
}
