/** The clause catalogue as pages read it. */
import type { ResponseOf } from '#contract/kernel/route.ts';
import type { rulebook } from '#contract/rulebook.ts';
import { loadCatalogue } from '#rulebooks/catalogue/index.ts';

const IDS_MAX = 200; // protects the answer

export function catalogueClauses(text: string): ResponseOf<typeof rulebook.catalogue> {
  const catalogue = loadCatalogue();
  const ids = [...new Set(text.split(/[\s,]+/).filter(Boolean))].slice(0, IDS_MAX);
  return {
    clauses: ids.flatMap((id) => {
      const clause = catalogue.get(id);
      if (!clause) return [];
      const { policy, article, area, statement, zh, params, effect } = clause;
      const repeats = [...catalogue.origins(id), ...catalogue.repeats(id)];
      return [{ id, policy, article, area, statement, terms: [...zh], figures: { ...params }, effect, repeats }];
    }),
    unknown: ids.filter((id) => !catalogue.has(id)),
  };
}
