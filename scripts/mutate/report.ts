/** What a run found, for people: the score of each folder, and every fault that no test noticed. */
import type { Mutant } from './mutants.ts';
import type { Result } from './run.ts';

export interface Score {
  readonly name: string;
  readonly all: number;
  readonly killed: number;
  readonly survived: number;
  readonly uncovered: number;
}

export function scores(
  mutants: readonly Mutant[],
  results: readonly Result[],
  nameOf: (mutant: Mutant) => string,
): readonly Score[] {
  const groups = Map.groupBy(results, (result) => nameOf(mutants[result.id] as Mutant));
  const count = (list: readonly Result[], state: Result['state']) => list.filter((one) => one.state === state).length;
  return [...groups]
    .map(([name, list]) => ({
      name,
      all: list.length,
      killed: count(list, 'killed'),
      survived: count(list, 'survived'),
      uncovered: count(list, 'uncovered'),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

export const percentOf = (score: { readonly killed: number; readonly all: number }): number =>
  score.all === 0 ? 100 : Math.floor((score.killed / score.all) * 1000) / 10;

export function table(list: readonly Score[]): string {
  const rows = [['', 'mutants', 'killed', 'survived', 'uncovered', '%']];
  const total = list.reduce(
    (sum, one) => ({
      name: 'all',
      all: sum.all + one.all,
      killed: sum.killed + one.killed,
      survived: sum.survived + one.survived,
      uncovered: sum.uncovered + one.uncovered,
    }),
    { name: 'all', all: 0, killed: 0, survived: 0, uncovered: 0 },
  );
  for (const one of [...list, total])
    rows.push([one.name, ...[one.all, one.killed, one.survived, one.uncovered].map(String), percentOf(one).toFixed(1)]);
  const width = Math.max(...rows.map((row) => row[0]?.length ?? 0));
  return rows
    .map(([name = '', ...cells]) => name.padEnd(width) + cells.map((cell) => cell.padStart(11)).join(''))
    .join('\n');
}

const short = (text: string): string => {
  const plain = text.replace(/\s+/g, ' ').trim();
  return plain.length > 60 ? `${plain.slice(0, 57)}…` : plain || '(nothing)';
};

export const survivorLine = (mutant: Mutant, state: Result['state']): string =>
  [
    `${mutant.file}:${mutant.line}:${mutant.column}`,
    state === 'uncovered' ? '(no test comes here)' : '',
    `${mutant.kind}: ${short(mutant.was)} → ${short(mutant.now)}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
