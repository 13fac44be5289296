/**
 * The clause catalogue: every rule of the source policies with its exact figures. It travels with the product so that a citation
 * in a rulebook, a decision or a test can be opened and read.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CatalogueLookup } from '../language/types.ts';

export interface CatalogueClause {
  readonly id: string;
  readonly source: string;
  readonly policy: string;
  readonly article: string;
  readonly area: string;
  readonly kind: string;
  readonly statement: string;
  readonly zh: readonly string[];
  readonly params: Readonly<Record<string, unknown>>;
  readonly actor: string;
  readonly trigger: string;
  readonly effect: string;
  readonly testable: boolean;
  readonly priority: 'core' | 'standard' | 'peripheral';
  readonly note?: string;
  /** Ids of the clauses it repeats, or a whole policy it repeats ("000 policy 8"). */
  readonly same_as?: readonly string[] | string;
}

export interface Catalogue extends CatalogueLookup {
  readonly all: readonly CatalogueClause[];
  get(id: string): CatalogueClause | undefined;
  /** The ids the clause itself repeats: where its rule is stated first. */
  origins(id: string): readonly string[];
}

const FILES = ['clauses-000-001.jsonl', 'clauses-002-004.jsonl'];

let loaded: Catalogue | undefined;

export function loadCatalogue(): Catalogue {
  loaded ??= catalogueOf(
    FILES.flatMap((file) =>
      readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as CatalogueClause),
    ),
  );
  return loaded;
}

export function catalogueOf(all: readonly CatalogueClause[]): Catalogue {
  const byId = new Map(all.map((clause) => [clause.id, clause]));
  const origins = new Map(all.map((clause) => [clause.id, originsOf(clause, all)]));
  const repeats = new Map<string, string[]>();
  for (const [id, firsts] of origins)
    for (const first of firsts) repeats.set(first, [...(repeats.get(first) ?? []), id]);
  return {
    all,
    has: (id) => byId.has(id),
    get: (id) => byId.get(id),
    origins: (id) => origins.get(id) ?? [],
    repeats: (id) => repeats.get(id) ?? [],
  };
}

/** A repeat of a whole policy repeats the clause in the same chapter and article there: "S2.15.c3.02.first" repeats "S0.08.c.2*". */
function originsOf(clause: CatalogueClause, all: readonly CatalogueClause[]): readonly string[] {
  if (clause.same_as === undefined) return [];
  if (typeof clause.same_as !== 'string') return clause.same_as;
  const [source = '', policy = ''] = clause.same_as.split(' policy ');
  const prefix = `S${Number(source)}.${policy.padStart(2, '0')}.`;
  const place = /\.c(\d+)\.(\d+)(?:[a-z])?/.exec(clause.id);
  if (!place) return [];
  const chapter = String.fromCharCode('a'.charCodeAt(0) + Number(place[1]) - 1);
  const article = new RegExp(`^${prefix.replaceAll('.', '\\.')}${chapter}\\.${Number(place[2])}(?!\\d)`);
  return all.filter((other) => article.test(other.id)).map((other) => other.id);
}
