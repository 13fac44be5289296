import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { instrument } from './instrument.ts';
import { keeper } from './keep.ts';
import { mutantsOf } from './mutants.ts';
import { percentOf, scores, table } from './report.ts';
import type { Result } from './run.ts';

const changes = (source: string) => mutantsOf('a.ts', source).map(({ was, now }) => `${was} → ${now}`);

/** The function of the source with one fault switched on; -1: none. */
function withFault(source: string, active: number): (...values: unknown[]) => unknown {
  const faults = mutantsOf('a.ts', source).map((mutant, id) => ({ id, mutant }));
  const code = instrument('a.ts', source, faults).replace('export const f', 'const f');
  const turns = { left: 1000 };
  const turn = (): void => {
    turns.left -= 1;
    if (turns.left < 0) throw new Error('endless');
  };
  return new Function('__mutant', '__turn', `${code}; return f;`)((id: number) => id === active, turn);
}

describe('faults', () => {
  test('comparisons at their boundary, conditions, numbers, negations, lists', () => {
    expect(changes('const a = b < 3;')).toEqual(['< → <=', '< → >=', '3 → 4', '3 → (2)']);
    expect(changes('if (!a) b();')).toEqual(['!a → true', '!a → false', '!a → (a)', 'b(); → ;']);
    expect(changes('const a = [b, ...c];')).toEqual(['[b, ...c] → []']);
    expect(changes('const a = b?.c[0] ?? 1;')).toEqual(['b?.c[0] ?? 1 → (b?.c[0])', '?. → .', '0 → 1', '0 → (-1)']);
    expect(changes('const a = b.filter(c).some(d);')).toEqual(['some → every', '.filter(c) → ']);
  });

  test('no clause, no type, no field, no word of a language, no bound of a parameter, no message of a broken invariant', () => {
    for (const source of [
      "const a = ['S0.02.own.31', 'S4.01.a17'];",
      "type A = 'x' | 1;",
      "import { a } from './b.ts';",
      "const a = { label: { zh: '客户', en: 'customer' }, cites: ['x'] };",
      'const a = days({ min: 1, max: 9 });',
      "throw new RangeError('never');",
    ])
      expect([source, changes(source)]).toEqual([source, []]);
  });
});

describe('the switched text', () => {
  const source = `export const f = (list: readonly number[], max = 2): string => {
    let sum = 0;
    for (const one of list) if (one < max && one !== 0) { sum += one; }
    return sum > 1 ? 'many' : \`few \${sum}\`;
  };`;

  test('does without a fault what it did', () => {
    expect([withFault(source, -1)([1, 1, 5]), withFault(source, -1)([0, 1])]).toEqual(['many', 'few 1']);
  });

  test('does something else with most of them, each alone', () => {
    const count = mutantsOf('a.ts', source).length;
    const inputs = [[1, 1, 5], [0, 1], [2], [], [1], [-1, 1, 1]];
    const usual = inputs.map((input) => withFault(source, -1)(input));
    const unnoticed = Array.from({ length: count }, (_, id) => id).filter((id) => {
      try {
        return JSON.stringify(inputs.map((input) => withFault(source, id)(input))) === JSON.stringify(usual);
      } catch {
        return false;
      }
    });
    expect(count).toBeGreaterThan(20);
    expect(unnoticed.length / count).toBeLessThan(0.3);
  });

  test('a loop that never ends is noticed by counting', () => {
    const endless = 'export const f = (n) => { let i = 0; while (i < n) { i++; } return i; };';
    const faults = mutantsOf('a.ts', endless);
    const backwards = faults.findIndex(({ now }) => now === 'i--');
    expect(withFault(endless, -1)(5)).toBe(5);
    expect(() => withFault(endless, backwards)(5)).toThrow('endless');
  });
});

test('the score of each folder', () => {
  const mutants = mutantsOf('core/desk/a.ts', 'const a = b < 3;');
  const results = (['killed', 'survived', 'uncovered', 'killed'] as const).map((state, id) => ({
    id,
    state,
    killedBy: null,
    error: '',
  }));
  const list = scores(mutants, results, () => 'core/desk');
  expect(list).toEqual([{ name: 'core/desk', all: 4, killed: 2, survived: 1, uncovered: 1 }]);
  expect(percentOf({ all: 4, killed: 2 })).toBe(50);
  expect(table(list).split('\n').at(-1)).toMatch(/^all .* 50\.0$/);
});

test('results are kept per file while the file and the tests beside it are the same', () => {
  const root = mkdtempSync(join(tmpdir(), 'mutate-'));
  mkdirSync(join(root, 'core/desk'), { recursive: true });
  const write = (name: string, text: string) => writeFileSync(join(root, 'core/desk', name), text);
  write('a.ts', 'export const a = 1;');
  write('a.test.ts', 'first');
  const keep = keeper(join(root, 'kept'), root);
  const result = (id: number): Result => ({ id, state: 'survived', killedBy: null, error: '' });
  keep.write('core/desk/a.ts', [4, 5], new Map([[4, result(4)]]));
  expect(keep.read('core/desk/a.ts', [4, 5])).toBeNull();
  keep.write('core/desk/a.ts', [4, 5], new Map([4, 5].map((id) => [id, result(id)])));
  expect(keep.read('core/desk/a.ts', [7, 8])).toEqual([result(7), result(8)]);
  write('a.test.ts', 'second');
  expect(keeper(join(root, 'kept'), root).read('core/desk/a.ts', [7, 8])).toBeNull();
  rmSync(root, { recursive: true });
});
