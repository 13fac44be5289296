/** The rulebook in force for a site at an instant: one indexed statement, the values from memory. */
import { defaultsOf } from '#core/kernel/parameters.ts';
import { type HouseRules, registry } from '#core/rules.ts';
import { houseClauses, type Rulebook } from '#rulebooks/language/index.ts';
import type { Tx } from '#server/platform/database.ts';
import type { RulesInForce, RulesSource } from '#server/platform/rules.ts';

const VERSIONS_KEPT_MAX = 200; // protects the memory; a version has about 100 KB

const defaults = Object.fromEntries(
  Object.entries(registry).map(([capability, set]) => [capability, defaultsOf(set)]),
) as unknown as HouseRules;

/** A site that has chosen no book goes by the declared defaults. */
const withoutBook: RulesInForce = { versionId: null, bookKey: 'defaults', values: defaults, houseClauses: () => [] };

// A published version never changes, so it may stay in memory for good.
const loaded = new Map<string, RulesInForce>();

export const rulesFor: RulesSource = async (tx, siteId, at) => {
  if (siteId === null) return withoutBook;
  const inForce = await tx.row<{ versionId: string; bookKey: string }>({
    name: 'rulebook.in-force',
    text: `select version.id as "versionId", rulebooks.key as "bookKey"
      from rulebooks
      join lateral (select rulebook_versions.id from rulebook_versions
        where rulebook_versions.company_id = $1 and rulebook_versions.rulebook_id = rulebooks.id
          and rulebook_versions.state = 'published' and rulebook_versions.effective_from <= $3
        order by rulebook_versions.effective_from desc, rulebook_versions.number desc limit 1) as version on true
      where rulebooks.company_id = $1 and rulebooks.id = (select site_rulebooks.rulebook_id from site_rulebooks
        where site_rulebooks.company_id = $1 and site_rulebooks.site_id = $2 and site_rulebooks.effective_from <= $3
        order by site_rulebooks.effective_from desc limit 1)`,
    values: [tx.companyId, siteId, at],
  });
  return inForce ? (loaded.get(inForce.versionId) ?? (await load(tx, inForce))) : withoutBook;
};

/** The rules of one version, as they were and are; without one, the declared defaults. Null when no such version is there. */
export async function rulesOfVersion(tx: Tx, versionId: string | null): Promise<RulesInForce | null> {
  if (versionId === null) return withoutBook;
  const known = loaded.get(versionId);
  if (known) return known;
  const version = await tx.row<{ versionId: string; bookKey: string }>({
    text: `select version.id as "versionId", rulebooks.key as "bookKey" from rulebook_versions as version
      join rulebooks on rulebooks.company_id = version.company_id and rulebooks.id = version.rulebook_id
      where version.company_id = $1 and version.id = $2`,
    values: [tx.companyId, versionId],
  });
  return version && load(tx, version);
}

async function load(tx: Tx, { versionId, bookKey }: { versionId: string; bookKey: string }): Promise<RulesInForce> {
  const rulebook = await compiledVersion(tx, versionId);
  if (!rulebook) return withoutBook;
  const rules: RulesInForce = {
    versionId,
    bookKey,
    values: valuesOf(rulebook),
    houseClauses: (ids) => houseClauses(rulebook, ids).map(({ clause }) => clause),
  };
  keep(loaded, versionId, rules);
  return rules;
}

const compiled = new Map<string, Rulebook>();

function keep<Value>(kept: Map<string, Value>, versionId: string, value: Value): void {
  if (kept.size >= VERSIONS_KEPT_MAX) kept.delete(kept.keys().next().value ?? '');
  kept.set(versionId, value);
}

/** Kept by company and version: nobody reads another company's book by its id. */
export async function compiledVersion(tx: Tx, versionId: string): Promise<Rulebook | null> {
  const key = `${tx.companyId} ${versionId}`;
  const known = compiled.get(key);
  if (known) return known;
  const row = await tx.row<{ compiled: Rulebook }>({
    text: 'select compiled from rulebook_versions where company_id = $1 and id = $2',
    values: [tx.companyId, versionId],
  });
  if (!row) return null;
  const rulebook = withExamples(row.compiled);
  keep(compiled, key, rulebook);
  return rulebook;
}

/** What a release without examples compiled has none. */
const withExamples = (compiled: Rulebook): Rulebook => ({
  ...compiled,
  chapters: compiled.chapters.map((chapter) => ({
    ...chapter,
    clauses: chapter.clauses.map((clause) => ({ ...clause, examples: clause.examples ?? [] })),
  })),
});

/** A parameter that came with a newer version of the product has its default until the house sets it. */
export const valuesOf = (rulebook: Rulebook): HouseRules =>
  Object.fromEntries(
    Object.entries(registry).map(([capability, set]) => [
      capability,
      { ...defaultsOf(set), ...rulebook.values[capability] },
    ]),
  ) as unknown as HouseRules;
