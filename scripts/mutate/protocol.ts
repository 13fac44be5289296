/** What the main thread and a worker say to each other. */
import type { Bundle } from './bundle.ts';

export interface WorkerData {
  readonly bundle: Bundle;
  readonly mutants: number;
}

/** One test of one file, its time and the faults it comes past. */
export interface Covering {
  readonly file: string;
  readonly index: number;
  readonly name: string;
  readonly ms: number;
  readonly turns: number;
  readonly mutants: readonly number[];
}

export interface Baseline {
  readonly tests: readonly Covering[];
  /** Faults that are already met while a file is loaded: the file has to be loaded anew with each. */
  readonly whileLoading: Readonly<Record<string, readonly number[]>>;
  readonly broken: readonly { readonly file: string; readonly name: string; readonly error: string }[];
}

export interface Task {
  readonly id: number;
  readonly loadAnew: readonly string[];
  readonly tests: readonly { readonly file: string; readonly index: number; readonly turns: number }[];
}

export type Ask = { readonly ask: 'baseline' } | ({ readonly ask: 'try' } & Task);

export interface Tried {
  readonly id: number;
  /** The test that noticed, or null. */
  readonly killedBy: { readonly file: string; readonly index: number; readonly name: string } | null;
  readonly error: string;
}
export type Said = ({ readonly said: 'baseline' } & Baseline) | ({ readonly said: 'tried' } & Tried);
