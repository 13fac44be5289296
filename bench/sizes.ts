/** Script that a browser must fetch to show a page, gzipped, from the manifest of a fresh build: the page and all it stands on. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { familyOf } from '../web/shell/families.ts';
import { type Line, report } from './lib/report.ts';

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly isDynamicEntry?: boolean;
}

const SIGN_IN_MAX = 200_000;
const PAGE_MAX = 400_000;
const BUYERS_MAX = 100_000;
const root = dirname(dirname(fileURLToPath(import.meta.url)));

export async function sizes(): Promise<void> {
  const out = mkdtempSync(join(tmpdir(), 'guike-sizes-'));
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const args = [vite, 'build', '--manifest', '--outDir', out, '--emptyOutDir', '--logLevel', 'warn'];
  const build = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (build.status !== 0) throw new Error('the pages could not be built');
  report('Script per page, gzipped', measure(out));
  rmSync(out, { recursive: true, force: true });
}

function measure(out: string): Line[] {
  const manifest = JSON.parse(readFileSync(join(out, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;
  const weigh = (keys: Iterable<string>): number => {
    const files = new Set([...keys].map((key) => manifest[key]?.file ?? '').filter((file) => file.endsWith('.js')));
    return [...files].reduce((total, file) => total + gzipSync(readFileSync(join(out, file)), { level: 9 }).length, 0);
  };
  const standingOn = (keys: readonly string[]): Set<string> => {
    const found = new Set<string>();
    const visit = (key: string): void => {
      if (found.has(key)) return;
      found.add(key);
      for (const next of manifest[key]?.imports ?? []) visit(next);
    };
    for (const key of keys) visit(key);
    return found;
  };
  const lazy = Object.keys(manifest).filter((key) => manifest[key]?.isDynamicEntry);
  const words = lazy.filter((key) => /(zh-CN|zh_CN|zh-cn)\b/.test(key));
  // Sentences of a page's own family come with it; those of the other families when nothing else is to be done.
  const wordsWith = (page: string): string[] => {
    const family = familyOf(page.split('/')[0] ?? '');
    return words.filter((key) => {
      const of = familyOf(key.split('/')[0] ?? '');
      return key.split('/')[0] !== 'launch-day' && (of === null || of === family);
    });
  };
  const frame = lazy.filter((key) => /^shell\/(Inside|layout\/Frame)\.tsx$/.test(key));
  const pages = lazy.filter((key) => /^(?!shell\/)[\w-]+\/.*Page\.tsx$/.test(key));
  const isSignIn = (key: string): boolean => /^session\/SignIn/.test(key);
  // The sign-in stands outside the frame and brings its own sentences only; the component library's come with the frame.
  const ownWords = words.filter((key) => /^(shell|session)\//.test(key));
  const around = (key: string): string[] => (isSignIn(key) ? ownWords : [...wordsWith(key), ...frame]);
  // Thousands open it in the same minute, on whatever network there is.
  const buyersWords = words.filter((key) => key.startsWith('launch-day/'));
  const buyers = { key: 'launch-day.html', bytes: weigh(standingOn(['launch-day.html', ...buyersWords])) };
  return pages
    .map((key) => ({ key, bytes: weigh(standingOn(['index.html', ...around(key), key])) }))
    .concat(buyers)
    .sort((one, other) => other.bytes - one.bytes)
    .map(({ key, bytes }) => {
      const limit = key === buyers.key ? BUYERS_MAX : isSignIn(key) ? SIGN_IN_MAX : PAGE_MAX;
      return {
        measure: key,
        measured: `${Math.round(bytes / 1_000)} KB`,
        ratio: (bytes / limit).toFixed(2),
        wanted: `< ${limit / 1_000} KB`,
        met: bytes < limit,
      };
    });
}
