/** The clause a penalty rests on, as the house's own document has it. */
import { loadCatalogue } from '#rulebooks/catalogue/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { RulesInForce } from '#server/platform/rules.ts';
import { compiledVersion } from '#server/rulebook/index.ts';

/**
 * What the clause cites. A number of the house's document stands for the catalogue clauses it carries out; a catalogue clause that the
 * document carries out stands for itself; null: the house has no such clause. Without a document the catalogue itself is the house's rule.
 */
export async function citesOf(
  { tx }: Context,
  { versionId }: RulesInForce,
  clause: string,
): Promise<readonly string[] | null> {
  const book = versionId === null ? null : await compiledVersion(tx, versionId);
  if (!book) return loadCatalogue().has(clause) ? [clause] : null;
  const own = book.chapters.flatMap((chapter) => chapter.clauses).find(({ id }) => id === clause);
  if (own) return own.cites;
  return (book.index[clause] ?? []).length > 0 ? [clause] : null;
}
