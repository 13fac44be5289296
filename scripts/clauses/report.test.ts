import { expect, test } from 'vitest';
import { citingTitles, clauseReport } from './report.ts';

test('every clause id in the documents and in the titles of the tests is in the catalogue', () => {
  expect(clauseReport(process.cwd()).problems).toEqual([]);
}, 30_000);

test('every clause is tested, only stated in a rulebook, or left: nothing is counted twice or dropped', () => {
  const report = clauseReport(process.cwd());
  for (const total of report.totals(report.rows.filter((row) => row.inScope)))
    expect(total.tested + total.stated + total.left, total.area).toBe(total.clauses);
}, 30_000);

test('ids are read from the start of a title, one or several, and nowhere else', () => {
  const quote = "'";
  const source = [
    `test(${quote}[${'S4.01.a12'}.absent] away${quote}, () => {});`,
    `test(${quote}[${'S4.01.a1'}, ${'S0.02.rec.3b'}] two${quote}, () => {});`,
    `test(${quote}[${'S4.01.a2'}][${'S4.01.a3'}] groups${quote}, () => {});`,
    `expect(cites).toEqual([${quote}${'S4.01.a9'}${quote}]);`,
  ].join('\n');
  expect(citingTitles(source).map(({ ids }) => ids)).toEqual([
    ['S4.01.a12.absent'],
    ['S4.01.a1', 'S0.02.rec.3b'],
    ['S4.01.a2', 'S4.01.a3'],
  ]);
});
