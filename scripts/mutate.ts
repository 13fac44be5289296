/**
 * npm run mutate [-- core/desk …] [--since REF] [--sample 0.2] [--seed 1] [--workers N] [--minutes N]
 *                [--files] [--json FILE] [--left FILE] [--keep FOLDER] [--tests GLOB] [--budget MS] [--min 85]
 *
 * Puts one small fault after another into core/ and runs the pure tests that come past it (core, contract and rulebooks; no database,
 * no network). A fault that no test notices is listed: either it changes nothing that can be observed, or a test is missing. Ends
 * with an error when fewer than `--min` percent are noticed. See docs/mutants.md.
 */
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { bundle } from './mutate/bundle.ts';
import { keeper } from './mutate/keep.ts';
import { type Mutant, mutantsOf } from './mutate/mutants.ts';
import { percentOf, scores, survivorLine, table } from './mutate/report.ts';
import { baselineOf, type Result, runAll } from './mutate/run.ts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    since: { type: 'string' },
    sample: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: String(availableParallelism()) },
    /** So long is one fault tried at most; the slowest tests are left out, so that the score is rather too low. */
    budget: { type: 'string', default: '3000' },
    /** After so long what has not been tried is left out. */
    minutes: { type: 'string', default: '600' },
    tests: { type: 'string', default: '{core,contract,rulebooks}/**/*.test.ts' },
    min: { type: 'string', default: '85' },
    json: { type: 'string' },
    /** What an earlier run wrote with --json: what it noticed stands while its line is the same, and only the rest is tried. */
    left: { type: 'string' },
    /** Files are tried one after another and their results kept here; a later run takes them while the file and its tests are the same. */
    keep: { type: 'string' },
    files: { type: 'boolean', default: false },
  },
});
const say = (text: string): void => void process.stdout.write(`${text}\n`);
// Property tests try fewer cases here than in `npm test`: they are run thousands of times.
process.env.GUIKE_RUNS ??= '20';

const started = performance.now();
const mutants = chosenFiles().flatMap((file) => mutantsOf(file, readFileSync(file, 'utf8')));
const tests = globSync(options.tests).filter((file) => !file.endsWith('.int.test.ts'));
const chosen = [...mutants.keys()]
  .filter((id) => chanceOf(mutants[id] as Mutant) < Number(options.sample))
  // By lot, so that what a run stopped in time has tried is a fair sample of the whole.
  .sort((a, b) => chanceOf(mutants[a] as Mutant) - chanceOf(mutants[b] as Mutant));

const results: Result[] = [];
const keep = options.keep ? keeper(options.keep) : null;
const ofFile = Map.groupBy(mutants.keys(), (id) => fileOf(id));
if (keep) for (const [file, ids] of ofFile) results.push(...(keep.read(file, ids) ?? []));
const known = new Set(results.map((result) => result.id));
for (const result of options.left ? noticedBefore(readFileSync(options.left, 'utf8')) : [])
  if (!known.has(result.id)) results.push(result);
for (const { id } of results) known.add(id);
const open = chosen.filter((id) => !known.has(id));
if (keep) open.sort((a, b) => (fileOf(a) < fileOf(b) ? -1 : fileOf(a) > fileOf(b) ? 1 : 0));
say(`${mutants.length} faults, ${open.length} of them to be tried, against ${tests.length} files of tests`);
if (open.length > 0) await tryOut(open);

results.sort((a, b) => a.id - b.id);
const left = results.filter((result) => result.state !== 'killed');
say('\nnoticed by no test:');
for (const { id, state } of left) {
  const mutant = mutants[id] as Mutant;
  say(`${survivorLine(mutant, state)}\n    ${mutant.text}`);
}
if (options.files) say(`\n${table(scores(mutants, results, (mutant) => mutant.file))}`);
say(`\n${table(scores(mutants, results, (mutant) => mutant.file.split('/').slice(0, 2).join('/')))}\n${seconds()} s`);
if (options.json) writeFileSync(options.json, JSON.stringify(results.map((one) => ({ ...mutants[one.id], ...one }))));
const score = percentOf({ all: results.length, killed: results.length - left.length });
if (score < Number(options.min)) {
  say(`${score}% is less than ${options.min}%`);
  process.exitCode = 1;
}

async function tryOut(ids: readonly number[]): Promise<void> {
  const built = await bundle(process.cwd(), tests.sort(), mutants);
  const baseline = await baselineOf(built, mutants.length);
  for (const { file, name, error } of baseline.broken)
    say(`fails without any fault, left out: ${file} ${name}: ${error}`);
  say(`${baseline.tests.length} tests pass without a fault; ${seconds()} s so far`);

  const tried = new Map<number, Result>();
  const leftIn = new Map([...ofFile].map(([file, all]) => [file, all.filter((id) => !known.has(id)).length]));
  let told = performance.now();
  const limits = {
    workers: Number(options.workers),
    testsMsMax: Number(options.budget),
    isOver: () => seconds() > Number(options.minutes) * 60,
  };
  await runAll(built, baseline, mutants, ids, limits, (result) => {
    results.push(result);
    tried.set(result.id, result);
    const file = fileOf(result.id);
    const left = (leftIn.get(file) ?? 0) - 1;
    leftIn.set(file, left);
    if (left === 0) keep?.write(file, ofFile.get(file) ?? [], tried);
    if (performance.now() - told < 15_000) return;
    told = performance.now();
    const killed = results.filter((one) => one.state === 'killed').length;
    const count = known.size + ids.length;
    say(`${results.length} of ${count} tried, ${percentOf({ all: results.length, killed })}% noticed, ${seconds()} s`);
  });
}

function fileOf(id: number): string {
  return mutants[id]?.file ?? '';
}

function seconds(): number {
  return Math.round((performance.now() - started) / 1000);
}

function chosenFiles(): readonly string[] {
  const isOurs = (file: string) => file.startsWith('core/') && !/\.(test|testing)\.ts$|\/testing\//.test(file);
  const wanted = positionals.length > 0 ? positionals.map((path) => path.replace(/\/$/, '')) : ['core'];
  const changed = options.since
    ? new Set(
        execFileSync('git', ['diff', '--name-only', options.since, '--', 'core'], { encoding: 'utf8' }).split('\n'),
      )
    : null;
  return globSync('core/**/*.ts')
    .filter((file) => isOurs(file) && (!changed || changed.has(file)))
    .filter((file) => wanted.some((path) => file === path || file.startsWith(`${path}/`)))
    .sort();
}

type Written = Mutant & Result;
function nameOf({ file, text, column, kind, was, now }: Mutant): string {
  return [file, text, column, kind, was, now].join('\u001f');
}

/** Faults that an earlier run noticed, found again by the line they are on. */
function noticedBefore(written: string): Result[] {
  const noticed = new Map(
    (JSON.parse(written) as Written[]).flatMap((one) => (one.state === 'killed' ? [[nameOf(one), one]] : [])),
  );
  return mutants.flatMap((mutant, id) => {
    const { killedBy = null, error = '' } = noticed.get(nameOf(mutant)) ?? {};
    return noticed.has(nameOf(mutant)) ? [{ id, state: 'killed', killedBy, error }] : [];
  });
}

/** Between 0 and 1, the same for the same seed, whatever else is in the file. */
function chanceOf(mutant: Mutant): number {
  let hash = 2166136261 ^ Number(options.seed);
  for (const char of `${mutant.file} ${mutant.text} ${mutant.column} ${mutant.now}`)
    hash = Math.imul(hash ^ char.charCodeAt(0), 16777619) >>> 0;
  return (hash >>> 8) / 2 ** 24;
}
