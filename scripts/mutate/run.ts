/** Tries every fault against the tests that come past it, on several threads, and starts a thread anew that does not answer. */
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Bundle } from './bundle.ts';
import type { Mutant } from './mutants.ts';
import type { Ask, Baseline, Covering, Said, Task, Tried, WorkerData } from './protocol.ts';

export interface Result {
  readonly id: number;
  readonly state: 'killed' | 'survived' | 'uncovered';
  readonly killedBy: Tried['killedBy'];
  readonly error: string;
}

/** Loops are counted, so this is only for what hangs without one; generous, because the machine may be busy. */
const SILENCE_MS_MAX = 120_000;
/** All tests once. */
const BASELINE_MS_MAX = 30 * 60_000;

class Thread {
  #worker: Worker | null = null;
  readonly #data: WorkerData;

  constructor(data: WorkerData) {
    this.#data = data;
  }

  ask(question: Ask, patienceMs = SILENCE_MS_MAX): Promise<Said> {
    this.#worker ??= new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: this.#data,
      resourceLimits: { maxOldGenerationSizeMb: 1500 },
    });
    const worker = this.#worker;
    return new Promise((resolve, reject) => {
      const done = (): void => {
        clearTimeout(timer);
        worker.off('message', hear);
        worker.off('error', fail);
      };
      const hear = (said: Said): void => {
        done();
        resolve(said);
      };
      const fail = (error: Error): void => {
        done();
        this.#worker = null;
        void worker.terminate();
        reject(error);
      };
      const timer = setTimeout(() => fail(new Error('no answer')), patienceMs);
      worker.on('message', hear);
      worker.on('error', fail);
      worker.postMessage(question);
    });
  }

  async stop(): Promise<void> {
    await this.#worker?.terminate();
  }
}

export async function baselineOf(bundle: Bundle, mutants: number): Promise<Baseline> {
  const thread = new Thread({ bundle, mutants });
  const said = await thread.ask({ ask: 'baseline' }, BASELINE_MS_MAX);
  await thread.stop();
  if (said.said !== 'baseline') throw new Error('the worker answered something else');
  return said;
}

export async function runAll(
  bundle: Bundle,
  baseline: Baseline,
  mutants: readonly Mutant[],
  chosen: readonly number[],
  { workers, testsMsMax, isOver }: { workers: number; testsMsMax: number; isOver: () => boolean },
  progress: (result: Result) => void,
): Promise<void> {
  const plan = planner(baseline, mutants, testsMsMax);
  const queue = [...chosen];
  const serve = async (thread: Thread): Promise<void> => {
    for (let id = queue.shift(); id !== undefined && !isOver(); id = queue.shift())
      progress(await tried(thread, plan, id));
    await thread.stop();
  };
  await Promise.all(Array.from({ length: workers }, () => serve(new Thread({ bundle, mutants: mutants.length }))));
}

async function tried(thread: Thread, plan: ReturnType<typeof planner>, id: number): Promise<Result> {
  const task = plan.task(id);
  if (task.tests.length === 0) return { id, state: 'uncovered', killedBy: null, error: '' };
  try {
    const said = await thread.ask({ ask: 'try', ...task });
    if (said.said !== 'tried') throw new Error('the worker answered something else');
    if (said.killedBy) plan.noticed(id, said.killedBy);
    return { ...said, state: said.killedBy ? 'killed' : 'survived' };
  } catch (error) {
    return { id, state: 'killed', killedBy: null, error: String(error) };
  }
}

/** Quick tests first, and before them those that have just noticed something in the same file; what is slower than the limit together is left out. */
function planner(baseline: Baseline, mutants: readonly Mutant[], testsMsMax: number) {
  const passing = new Map<number, Covering[]>();
  for (const test of baseline.tests) for (const id of test.mutants) passing.set(id, [...(passing.get(id) ?? []), test]);
  const loading = new Map<number, string[]>();
  for (const [file, ids] of Object.entries(baseline.whileLoading))
    for (const id of ids) loading.set(id, [...(loading.get(id) ?? []), file]);
  const ofFile = Map.groupBy(baseline.tests, (test) => test.file);
  const recent = new Map<string, readonly string[]>();
  const fileOf = (id: number): string => mutants[id]?.file ?? '';
  const keyOf = (test: { readonly file: string; readonly index: number }): string => `${test.file} ${test.index}`;
  return {
    noticed(id: number, test: { readonly file: string; readonly index: number }): void {
      const before = (recent.get(fileOf(id)) ?? []).filter((one) => one !== keyOf(test));
      recent.set(fileOf(id), [keyOf(test), ...before].slice(0, 5));
    },
    task(id: number): Task {
      const loadAnew = loading.get(id) ?? [];
      const tests = new Set([...(passing.get(id) ?? []), ...loadAnew.flatMap((file) => ofFile.get(file) ?? [])]);
      const rank = (test: Covering): number => {
        const place = (recent.get(fileOf(id)) ?? []).indexOf(keyOf(test));
        // A fault met while loading has no tests of its own: those beside it know it best.
        const isBeside = dirname(test.file) === dirname(fileOf(id));
        return place < 0 ? (isBeside ? 1_000 : 1_000_000) + test.ms : place;
      };
      const affordable: Covering[] = [];
      let ms = 0;
      for (const test of [...tests].sort((a, b) => rank(a) - rank(b))) {
        ms += test.ms;
        if (ms > testsMsMax && affordable.length > 0) break;
        affordable.push(test);
      }
      return { id, loadAnew, tests: affordable };
    },
  };
}
