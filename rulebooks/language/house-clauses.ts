import type { Rulebook } from './types.ts';

/** The house clauses in force that put the given catalogue clauses into practice, in document order. */
export function houseClauses(
  rulebook: Rulebook,
  catalogueIds: readonly string[],
): { clause: string; cites: string[] }[] {
  const cited = new Map<string, string[]>();
  for (const id of catalogueIds)
    for (const clause of rulebook.index[id] ?? []) cited.set(clause, [...(cited.get(clause) ?? []), id]);
  return rulebook.chapters
    .flatMap((chapter) => chapter.clauses)
    .flatMap(({ id }) => {
      const cites = cited.get(id);
      return cites ? [{ clause: id, cites }] : [];
    });
}
