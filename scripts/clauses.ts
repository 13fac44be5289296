/**
 * npm run clauses: every clause in scope with the house clauses that put it into practice and the tests that prove it. Unknown ids
 * in documents or test titles end it with an error. --json prints the same for programs, --all includes what is out of scope.
 * What no test proves is listed at the end: stated in a rulebook only, or left altogether.
 */
import { clauseReport, type ClauseRow, isLeft, isStatedOnly } from './clauses/report.ts';

const report = clauseReport(process.cwd());
const rows = process.argv.includes('--all') ? report.rows : report.rows.filter((row) => row.inScope);
const left = rows.filter(isLeft);
const stated = rows.filter(isStatedOnly);

const line = (row: ClauseRow): string =>
  [
    row.id.padEnd(26),
    row.area.padEnd(16),
    row.priority.padEnd(9),
    (row.books.map((house) => `${house.book} ${house.clause}`).join(', ') || '—').padEnd(44),
    row.tests
      .map((test) => test.file)
      .filter((file, index, all) => all.indexOf(file) === index)
      .join(', ') || '—',
  ].join(' ');

if (process.argv.includes('--json')) {
  process.stdout.write(`${JSON.stringify({ ...report, rows }, null, 1)}\n`);
} else {
  const print = (text: string): void => void process.stdout.write(`${text}\n`);
  for (const area of [...new Set(rows.map((row) => row.area))].sort()) {
    print(`\n${area}`);
    for (const row of rows.filter((one) => one.area === area)) print(line(row));
  }
  print('\narea              clauses  in a rulebook  tested  both  stated only  left for later');
  for (const total of report.totals(rows))
    print(
      [total.area.padEnd(17), total.clauses, total.inBook, total.tested, total.both, total.stated, total.left]
        .map((cell, index) => (index === 0 ? cell : String(cell).padStart([0, 7, 14, 7, 5, 12, 15][index] ?? 0)))
        .join(' '),
    );
  if (stated.length > 0)
    print(
      `\nStated in a rulebook, proven by no test (${stated.length}): left to people or to a later capability: ${stated.map((row) => row.id).join(' ')}`,
    );
  if (left.length > 0) print(`\nLeft for later (${left.length}): ${left.map((row) => row.id).join(' ')}`);
  for (const problem of report.problems) print(`\n${problem}`);
}
process.exitCode = report.problems.length > 0 ? 1 : 0;
