/** Value below which the given share of the sample lies. */
export function percentile(sample: readonly number[], share: number): number {
  const sorted = [...sample].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (sample: readonly number[]): number => percentile(sample, 0.5);
export const ms = (value: number): string => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
export const perSecond = (value: number): string => `${Math.round(value).toLocaleString('en')}/s`;
export const ratio = (value: number): string => value.toFixed(2);

export interface Line {
  readonly measure: string;
  readonly measured: string;
  readonly compared?: string;
  readonly ratio?: string;
  readonly wanted: string;
  readonly met: boolean;
}

const all: { title: string; lines: readonly Line[] }[] = [];

export function report(title: string, lines: readonly Line[]): void {
  all.push({ title, lines });
  console.log(`\n${table(title, lines)}`);
}

export const everythingMet = (): boolean => all.every(({ lines }) => lines.every(({ met }) => met));
export const summary = (): string => all.map(({ title, lines }) => table(title, lines)).join('\n\n');

function table(title: string, lines: readonly Line[]): string {
  const rows = lines.map((line) => [
    line.measure,
    line.measured,
    line.compared ?? '',
    line.ratio ?? '',
    line.wanted,
    line.met ? 'yes' : 'NO',
  ]);
  const all = [['', 'measured', 'compared with', 'ratio', 'wanted', 'met'], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length))) ?? [];
  const written = all.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [`### ${title}`, '', written[0], rule, ...written.slice(1)].join('\n');
}
