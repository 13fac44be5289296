#!/usr/bin/env node
/**
 * The only file that runs before anything is installed: plain JavaScript for any Node from 20 on, without dependencies. It installs
 * what package-lock.json names, builds the pages when their sources changed, and hands over to the Node 26 that came with it.
 *
 *   node scripts/bootstrap.mjs start [--demo] [--data DIR] [--port N]     the product
 *   node scripts/bootstrap.mjs dev | test | run FILE | guike COMMAND …
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const windows = process.platform === 'win32';
const say = (line) => process.stderr.write(`\x1b[2m> ${line}\x1b[0m\n`);

const [task = 'start', ...rest] = process.argv.slice(2);
const tasks = {
  start: { file: 'cli/main.ts', args: ['start', ...rest], pages: true },
  guike: { file: 'cli/main.ts', args: rest, pages: false },
  dev: { file: 'scripts/dev.ts', args: rest, pages: false },
  test: { file: 'scripts/test.ts', args: rest, pages: true },
  run: { file: rest[0] ?? '', args: rest.slice(1), pages: rest.includes('--pages') },
};
const chosen = tasks[task];
if (!chosen) {
  say(`unknown task "${task}"; there are: ${Object.keys(tasks).join(', ')}`);
  process.exit(2);
}

ensureInstalled();
const node = ensureNode();
if (chosen.pages) ensurePages();
handOver(chosen.file, chosen.args);

function ensureInstalled() {
  if (isInstalled()) return;
  say('installing dependencies (once; about a minute) · 正在安装依赖（仅一次，约一分钟）');
  if (npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']) === 0) return;
  say('npm ci did not succeed here; trying npm install · npm ci 未成功，改用 npm install');
  if (npm(['install', '--no-audit', '--no-fund', '--no-save', '--loglevel=error']) === 0) return;
  say('dependencies could not be installed: check the network and the npm registry, then run the command again');
  say('依赖安装失败：请检查网络与 npm 源，然后重新执行命令');
  process.exit(1);
}

/** npm notes what it put into node_modules; that note is compared with the lock, so a changed lock is noticed and nothing else is. */
function isInstalled() {
  const read = (file) => {
    try {
      return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
    } catch {
      return null;
    }
  };
  const wanted = read('package-lock.json');
  const present = read('node_modules/.package-lock.json');
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || entry.peer || present[path]?.version === entry.version,
  );
}

/** The npm package "node" fetches its binary in an install script, which cautious settings forbid: then we run that script. */
function ensureNode() {
  const binary = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');
  const works = () => existsSync(binary) && spawnSync(binary, ['--version']).status === 0;
  if (!works()) {
    say('fetching Node 26 · 正在获取 Node 26');
    const folder = join(root, 'node_modules', 'node');
    spawnSync(process.execPath, ['installArchSpecificPackage.js'], { cwd: folder, stdio: ['ignore', 2, 2] });
  }
  if (works()) return binary;
  if (Number(process.versions.node.split('.')[0]) >= 26) return process.execPath;
  say('Node 26 could not be fetched; install Node 26 and run the command again · 无法获取 Node 26，请自行安装后重试');
  process.exit(1);
}

function ensurePages() {
  if (!existsSync(join(root, 'web', 'index.html'))) return;
  const stampFile = join(root, 'web', 'dist', '.sources');
  const stamp = hashOf(['web', 'contract', 'core', 'vite.config.ts', 'package-lock.json']);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  say('building the pages · 正在构建页面');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const build = spawnSync(node, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: environment(),
  });
  if (build.status !== 0) {
    say('the pages could not be built; see the messages above · 页面构建失败，见上面的信息');
    process.exit(1);
  }
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, stamp);
}

function hashOf(paths) {
  const hash = createHash('sha256');
  const visit = (path) => {
    if (!existsSync(path)) return;
    const name = relative(root, path);
    if (name === join('web', 'dist') || name.endsWith('.test.ts')) return;
    let entries = null;
    try {
      entries = readdirSync(path).sort();
    } catch {
      hash.update(name).update(readFileSync(path)); // not a folder
    }
    for (const entry of entries ?? []) visit(join(path, entry));
  };
  for (const path of paths) visit(join(root, path));
  return hash.digest('hex');
}

/** The child hears a Ctrl-C itself; a plain kill is passed on, and when we vanish the closed channel tells it to stop. */
function handOver(file, args) {
  const child = spawn(node, [join(root, file), ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: environment(),
  });
  const launcher = process.ppid;
  const isUnderNpm = process.env.npm_lifecycle_event !== undefined;
  const watch = setInterval(() => {
    if (isUnderNpm && process.ppid !== launcher) child.kill('SIGTERM'); // npm was killed: nobody is left to stop us
  }, 1_000);
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => {
    clearInterval(watch);
    process.exit(code ?? (signal === 'SIGKILL' ? 137 : 1));
  });
}

function environment() {
  const separator = windows ? ';' : ':';
  const path = [join(root, 'node_modules', '.bin'), process.env.PATH].filter(Boolean).join(separator);
  return { ...process.env, PATH: path, npm_config_update_notifier: 'false' };
}

function npm(args) {
  const script = process.env.npm_execpath;
  const command = script?.endsWith('.js') ? [process.execPath, script] : [windows ? 'npm.cmd' : 'npm'];
  const run = spawnSync(command[0], [...command.slice(1), ...args], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: windows,
  });
  return run.status ?? 1;
}
