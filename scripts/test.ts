/**
 * What `npm test` runs: everything that decides whether a change may merge. Each step says what it does; the last line is the total.
 *
 *   npm test                 all of it
 *   npm test -- core/desk    the checks, and the tests whose path contains the words
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBrowser } from './browser.ts';

interface Tally {
  readonly passed: number;
  readonly failed: number;
}

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const filters = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), 'guike-test-run-'));
const bin = (path: string) => join(root, 'node_modules', path);
const say = (line: string) => console.log(`\n=== ${line}`);
let running: ReturnType<typeof spawn> | null = null;

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => running?.kill(signal));

function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  return new Promise((resolve) => {
    running = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    running.on('error', () => resolve(1));
    running.on('exit', (code) => resolve(code ?? 1));
  });
}

async function check(title: string, args: readonly string[]): Promise<Tally> {
  say(title);
  return (await run(args)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** As `check`, for what prints pages of detail: all of it when it fails, the closing lines when it passes. */
async function checkQuietly(title: string, args: readonly string[]): Promise<Tally> {
  say(title);
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  console.log(status === 0 ? stdout.trimEnd().split('\n').slice(-20).join('\n').slice(0, 2_000) : stdout + stderr);
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Counts what vitest itself reports; a run that broke before it could report is one failure. */
async function vitest(title: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Tally> {
  say(title);
  const report = join(scratch, `${args.length}-${Date.now()}.json`);
  const code = await run(
    [
      bin('vitest/vitest.mjs'),
      'run',
      ...args,
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    env,
  );
  try {
    const result = JSON.parse(readFileSync(report, 'utf8')) as VitestReport;
    const brokenFiles = result.testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
    );
    const failed = result.numFailedTests + brokenFiles.length;
    return { passed: result.numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

async function journeys(): Promise<Tally> {
  say('finding a browser for the journeys');
  const browser = ensureBrowser((line) => console.log(line));
  if (!browser) {
    console.log(
      'No browser could be found or installed. Install Chromium, or name one with CHROME_PATH, and run again.',
    );
    return { passed: 0, failed: 1 };
  }
  console.log(browser);
  return vitest('journeys in the browser', ['--config', 'e2e/vitest.config.ts', ...filters], { CHROME_PATH: browser });
}

const steps: (() => Promise<Tally>)[] = [
  () => check('types', [bin('typescript/bin/tsc'), '--noEmit', '-p', '.']),
  () => check('format and lint', [bin('@biomejs/biome/bin/biome'), 'check', '--diagnostic-level=error', '.']),
  () => check('arrows between the layers', ['scripts/arrows.ts']),
];
if (existsSync(join(root, 'scripts/clauses.ts'))) {
  steps.push(() => checkQuietly('clauses cited exist in the catalogue', ['scripts/clauses.ts']));
}
steps.push(() => vitest('tests', filters));
if (existsSync(join(root, 'e2e/vitest.config.ts')) && existsSync(join(root, 'web/dist/index.html')))
  steps.push(journeys);

const total = { passed: 0, failed: 0 };
for (const step of steps) {
  const tally = await step();
  total.passed += tally.passed;
  total.failed += tally.failed;
}
rmSync(scratch, { recursive: true, force: true });
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
