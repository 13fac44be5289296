/**
 * What every world is asked as well: does a simulation under the very rules in force change nothing? A rule that looks at something
 * the simulation does not carry forward, or one that it carries forward wrongly, fails the test file that lived the day.
 */
import type { HouseRules } from '#core/rules.ts';
import type { Change } from '#core/simulation/index.ts';
import type { Database } from '#server/platform/database.ts';
import { rulesOfVersion } from '#server/rulebook/index.ts';
import { simulate } from '#server/simulation/index.ts';

interface Book {
  readonly rulebookId: string;
  readonly versionId: string;
  readonly siteIds: string[];
}

/** Books of which the journal knows one version only: where it changed in between, the earlier decisions would rightly differ. */
const booksOf = (database: Database, companyId: string): Promise<Book[]> =>
  database.inCompany(companyId, (tx) =>
    tx.rows<Book>({
      text: `select v.rulebook_id as "rulebookId", min(v.id::text) as "versionId", array_agg(distinct j.site_id) filter (where j.site_id is not null) as "siteIds"
        from journal j join rulebook_versions v on v.company_id = j.company_id and v.id = j.rulebook_version_id
        where j.company_id = $1 group by v.rulebook_id having count(distinct v.id) = 1`,
      values: [companyId],
    }),
  );

/** Throws when anything would have gone otherwise under the same rules. */
export async function expectSimulatedAlike(database: Database): Promise<void> {
  const found: Change[] = [];
  for (const { id: companyId } of await database.system<{ id: string }>({ text: 'select id from companies' }))
    for (const { rulebookId, versionId, siteIds } of await booksOf(database, companyId)) {
      const version = await database.inCompany(companyId, (tx) => rulesOfVersion(tx, versionId));
      const rules = version?.values as HouseRules;
      const ask = {
        companyId,
        rulebookId,
        rules,
        siteIds: siteIds ?? [],
        from: '1970-01-01T00:00:00Z',
        to: '2200-01-01T00:00:00Z',
      };
      for await (const step of simulate(database, ask)) if (step.is === 'more') found.push(...step.changes);
    }
  if (found.length === 0) return;
  const lines = found.slice(0, 5).map((change) => JSON.stringify(change).slice(0, 900));
  throw new Error(`A simulation under the same rules changes ${found.length} things:\n  ${lines.join('\n  ')}`);
}
