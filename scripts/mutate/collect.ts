/** `describe` and `test` as the pure tests use them: only collected here, run one by one by the worker. */
import { expect } from 'vitest';

export interface Test {
  readonly name: string;
  readonly run: () => unknown;
}
type Body = (...values: unknown[]) => unknown;

export function collector() {
  const tests: Test[] = [];
  const path: string[] = [];
  const test = (name: string, run: Body): void => void tests.push({ name: [...path, name].join(' > '), run });
  const describe = (name: string, run: Body, ...values: unknown[]): void => {
    path.push(name);
    run(...values);
    path.pop();
  };
  // A table given as a list of rows: a row that is a list is spread over the arguments.
  const rowsOf = (rows: readonly unknown[]) =>
    rows.map((row): readonly unknown[] => (Array.isArray(row) ? row : [row]));
  const numbered = (name: string, index: number): string => `${name} [${index + 1}]`;
  test.each = (rows: readonly unknown[]) => (name: string, run: Body) => {
    for (const [index, row] of rowsOf(rows).entries()) test(numbered(name, index), () => run(...row));
  };
  describe.each = (rows: readonly unknown[]) => (name: string, run: Body) => {
    for (const [index, row] of rowsOf(rows).entries()) describe(numbered(name, index), run, ...row);
  };
  return { tests, api: { describe, test, it: test, expect } };
}
