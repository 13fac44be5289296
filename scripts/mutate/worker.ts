/** One thread of a mutation run: evaluates the bundle, switches one fault on at a time and runs the tests that come past it. */
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { Script } from 'node:vm';
import fc from 'fast-check';
import { inBundle } from './bundle.ts';
import { collector, type Test } from './collect.ts';
import type { Ask, Baseline, Covering, Said, Task, Tried, WorkerData } from './protocol.ts';

const { bundle, mutants } = workerData as WorkerData;
const port = parentPort;
if (!port) throw new Error('a worker is started by scripts/mutate.ts');

// The same random cases every time, and no search for the smallest counterexample: one is enough.
fc.configureGlobal({ seed: 1, endOnFailure: true });

class EndlessLoop extends Error {}
const state = { active: -1, hits: new Uint8Array(mutants), turns: 0, turnsMax: Number.POSITIVE_INFINITY };
const isActive = (id: number): boolean => {
  state.hits[id] = 1;
  return state.active === id;
};
const turn = (): void => {
  if (++state.turns > state.turnsMax) throw new EndlessLoop('a loop does not end');
};

const outside = createRequire(import.meta.url);
type Module = { exports: Record<string, unknown> };
type Wrapped = (
  module: Module,
  exports: Module['exports'],
  require: (wanted: string) => unknown,
  mutant: typeof isActive,
  turned: typeof turn,
) => void;
const compiled = new Map<string, Wrapped>();
function wrapped(script: string): Wrapped {
  const before = compiled.get(script);
  if (before) return before;
  const code = `(function (module, exports, require, __mutant, __turn) {${bundle.scripts[script]}\n})`;
  const made = new Script(code, { filename: script }).runInThisContext() as Wrapped;
  compiled.set(script, made);
  return made;
}

/** A test file with all it imports, new from the start. */
function load(file: string): readonly Test[] {
  const { tests, api } = collector();
  const loaded = new Map<string, Module>();
  const evaluate = (script: string): Module['exports'] => {
    const before = loaded.get(script);
    if (before) return before.exports;
    const module: Module = { exports: {} };
    loaded.set(script, module);
    const require = (wanted: string): unknown => {
      if (wanted === 'vitest') return api;
      const own = inBundle(script, wanted);
      return own === null ? outside(wanted) : evaluate(own);
    };
    wrapped(script)(module, module.exports, require, isActive, turn);
    return module.exports;
  };
  evaluate(bundle.entries[file] ?? '');
  return tests;
}

const kept = new Map<string, readonly Test[]>();
function testsOf(file: string): readonly Test[] {
  const before = kept.get(file);
  if (before) return before;
  const tests = load(file);
  kept.set(file, tests);
  return tests;
}

const hitsNow = (): number[] => [...state.hits.keys()].filter((id) => state.hits[id] === 1);
const firstLine = (error: unknown): string =>
  String(error instanceof Error ? error.message : error).split('\n')[0] ?? '';

async function attempt<Value>(run: () => Value): Promise<{ value: Awaited<Value> } | { error: string }> {
  try {
    return { value: await run() };
  } catch (error) {
    return { error: firstLine(error) };
  }
}

async function baseline(): Promise<Baseline> {
  const [tests, broken]: [Covering[], Baseline['broken'][number][]] = [[], []];
  const whileLoading: Record<string, number[]> = {};
  for (const file of Object.keys(bundle.entries)) {
    state.hits.fill(0);
    const collected = await attempt(() => testsOf(file));
    if ('error' in collected) broken.push({ file, name: 'loading the file', error: collected.error });
    whileLoading[file] = hitsNow();
    for (const [index, test] of 'error' in collected ? [] : collected.value.entries()) {
      state.hits.fill(0);
      state.turns = 0;
      const started = performance.now();
      const ran = await attempt(test.run);
      const ms = performance.now() - started;
      if ('error' in ran) broken.push({ file, name: test.name, error: ran.error });
      else tests.push({ file, index, name: test.name, ms, turns: state.turns, mutants: hitsNow() });
    }
  }
  return { tests, whileLoading, broken };
}

const TURNS_TO_LOAD_MAX = 20_000_000;
/** Sound code turns about as often as it did without the fault; far beyond that it never ends. */
const turnsAllowed = (usual: number): number => usual * 20 + 20_000;

async function tryOut({ id, loadAnew, tests }: Task): Promise<Tried> {
  const anew = new Map<string, readonly Test[]>();
  for (const { file, index, turns } of tests) {
    let name = 'loading the file';
    try {
      state.turns = 0;
      state.turnsMax = turnsAllowed(turns);
      testsOf(file);
      state.active = id;
      if (loadAnew.includes(file) && !anew.has(file)) {
        state.turnsMax = TURNS_TO_LOAD_MAX;
        anew.set(file, load(file));
        state.turnsMax = state.turns + turnsAllowed(turns);
      }
      const test = (anew.get(file) ?? testsOf(file))[index];
      name = test?.name ?? 'the test is gone';
      if (!test) throw new Error('the test is no longer collected');
      await test.run();
    } catch (error) {
      return { id, killedBy: { file, index, name }, error: firstLine(error) };
    } finally {
      state.active = -1;
    }
  }
  return { id, killedBy: null, error: '' };
}

const say = (said: Said): void => port.postMessage(said);
port.on('message', async (ask: Ask) => {
  if (ask.ask === 'baseline') say({ said: 'baseline', ...(await baseline()) });
  else say({ said: 'tried', ...(await tryOut(ask)) });
});
