/** Which clauses of the catalogue are in the shipped rulebooks and in the titles of the tests. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { registry } from '#core/rules.ts';
import { type CatalogueClause, loadCatalogue } from '#rulebooks/catalogue/index.ts';
import { compile } from '#rulebooks/language/index.ts';
import { shippedBooks } from '#rulebooks/shipped.ts';

/** From the door to the claim card, the living rulebook, and from the unit to the payslip. */
const AREAS = new Set([
  'rotation',
  'reception',
  'registration',
  'duplicates',
  'ownership',
  'followup',
  'calls',
  'customers',
  'organisation',
  'confidentiality',
  'dataprotection',
  'inventory',
  'pricing',
  'deals',
  'contracts',
  'payments',
  'receivables',
  'commission',
  'approvals',
]);
const TEST_FOLDERS = ['core', 'rulebooks', 'contract', 'server', 'web', 'cli', 'scripts', 'bench', 'e2e'];

export interface ClauseRow {
  readonly id: string;
  readonly area: string;
  readonly priority: string;
  readonly statement: string;
  readonly inScope: boolean;
  readonly books: readonly { book: string; clause: string }[];
  readonly tests: readonly { file: string; title: string }[];
}
interface Total {
  readonly area: string;
  readonly clauses: number;
  readonly inBook: number;
  readonly tested: number;
  readonly both: number;
  /** A sentence of a rulebook that nothing in the product carries out yet, or that only people can. */
  readonly stated: number;
  readonly left: number;
}
export interface ClauseReport {
  readonly rows: readonly ClauseRow[];
  readonly problems: readonly string[];
  readonly totals: (rows: readonly ClauseRow[]) => readonly Total[];
}

const isInScope = (clause: CatalogueClause): boolean =>
  AREAS.has(clause.area) && clause.testable && clause.priority !== 'peripheral' && clause.same_as === undefined;

export const isStatedOnly = (row: ClauseRow): boolean => row.books.length > 0 && row.tests.length === 0;
export const isLeft = (row: ClauseRow): boolean => row.books.length === 0 && row.tests.length === 0;

export function clauseReport(root: string): ClauseReport {
  const catalogue = loadCatalogue();
  const problems: string[] = [];
  const books = new Map<string, { book: string; clause: string }[]>();
  for (const book of shippedBooks()) {
    const compiled = compile(book.source, registry, catalogue);
    if (!compiled.ok)
      problems.push(...compiled.errors.map((error) => `${book.file}:${error.line} ${error.en}. ${error.remedy.en}`));
    else
      for (const [id, clauses] of Object.entries(compiled.rulebook.index))
        books.set(id, [...(books.get(id) ?? []), ...clauses.map((clause) => ({ book: book.key, clause }))]);
  }
  const tests = new Map<string, { file: string; title: string }[]>();
  for (const file of testFiles(root))
    for (const { title, ids } of citingTitles(readFileSync(join(root, file), 'utf8')))
      for (const id of ids) {
        if (!catalogue.has(id))
          problems.push(`${file}: the test "${title}" cites ${id}, which is not in the catalogue`);
        tests.set(id, [...(tests.get(id) ?? []), { file, title }]);
      }
  const rows = catalogue.all.map((clause) => ({
    id: clause.id,
    area: clause.area,
    priority: clause.priority,
    statement: clause.statement,
    inScope: isInScope(clause),
    books: books.get(clause.id) ?? [],
    tests: tests.get(clause.id) ?? [],
  }));
  return { rows, problems, totals };
}

/** Titles that begin with clause ids in brackets, e.g. '[S4.01.a12.absent] a named consultant who is away'. */
export function citingTitles(source: string): { title: string; ids: string[] }[] {
  const titles = source.matchAll(/(['"`])((?:\[S\d[^\]\n]*\]\s*)+)((?:(?!\1)[^\n])*)\1/g);
  return [...titles].map(([, , cited = '', rest = '']) => ({
    title: `${cited}${rest}`,
    ids: [...cited.matchAll(/S\d\.\d\d\.[A-Za-z0-9.]*[A-Za-z0-9]|S\d[^\s,\]]*/g)].map(([id]) => id),
  }));
}

function testFiles(root: string): string[] {
  const found: string[] = [];
  const visit = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== 'dist') visit(path);
      else if (entry.isFile() && /\.test\.tsx?$/.test(entry.name)) found.push(relative(root, path));
    }
  };
  const present = new Set(readdirSync(root));
  for (const folder of TEST_FOLDERS) if (present.has(folder)) visit(join(root, folder));
  return found.sort();
}

function totals(rows: readonly ClauseRow[]): Total[] {
  const of = (area: string, own: readonly ClauseRow[]): Total => {
    const inBook = own.filter((row) => row.books.length > 0);
    const tested = own.filter((row) => row.tests.length > 0);
    return {
      area,
      clauses: own.length,
      inBook: inBook.length,
      tested: tested.length,
      both: inBook.filter((row) => row.tests.length > 0).length,
      stated: own.filter(isStatedOnly).length,
      left: own.filter(isLeft).length,
    };
  };
  const areas = [...new Set(rows.map((row) => row.area))].sort();
  return [
    ...areas.map((area) =>
      of(
        area,
        rows.filter((row) => row.area === area),
      ),
    ),
    of('all', rows),
  ];
}
