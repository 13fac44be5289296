/** What changed between two texts of a book, and every value a parameter had. */
import type { QueryOf, ResponseOf } from '#contract/kernel/route.ts';
import type { authoring } from '#contract/rulebook-authoring.ts';
import { registry } from '#core/rules.ts';
import {
  changesOfValue,
  describeScalar,
  diff,
  findParameter,
  marked,
  type Rulebook,
  type Value,
} from '#rulebooks/language/index.ts';
import type { Context } from '#server/platform/context.ts';
import { notFound } from '#server/platform/refused.ts';
import { mustCompile } from './compiling.ts';
import { compiledVersion } from './rules-for.ts';
import { bookText } from './texts.ts';
import { bookOf, versionsOf, withStanding } from './views.ts';

type Diff = ResponseOf<typeof authoring.diff>;
type History = ResponseOf<typeof authoring.parameterHistory>;

/** A version is compared as it was compiled when it was published; a draft must compile. */
export async function compare(
  { tx }: Context,
  bookId: string,
  { from, to }: QueryOf<typeof authoring.diff>,
): Promise<Diff> {
  await bookOf(tx, bookId);
  const versions = await versionsOf(tx, bookId);
  const load = async (ref: string): Promise<{ title: Diff['from']; rulebook: Rulebook }> => {
    const text = await bookText(tx, bookId, ref);
    if (!text) throw notFound('该文本 / this text');
    const version = versions.find(({ number }) => String(number) === ref);
    const compiled = version ? await compiledVersion(tx, version.id) : null;
    return { title: text.title, rulebook: compiled ?? mustCompile(text.source) };
  };
  const [before, after] = [await load(from), await load(to)];
  return {
    from: before.title,
    to: after.title,
    changes: diff(before.rulebook, after.rulebook, registry),
    marked: marked(before.rulebook, after.rulebook).map(({ blocks, ...clause }) => ({
      ...clause,
      blocks: blocks.map((spans) => [...spans]),
    })),
  };
}

/** Newest first, one row a version that changed the value; the oldest version says what it started with. */
export async function parameterHistory({ tx, now }: Context, bookId: string, name: string): Promise<History> {
  await bookOf(tx, bookId);
  const parameter = findParameter(registry, name);
  if (!parameter) throw notFound('该参数 / this parameter');
  const versions = withStanding(await versionsOf(tx, bookId), now).sort((a, b) => a.number - b.number);
  const [capability = '', key = ''] = name.split('.');
  const rows: History['rows'] = [];
  let before: { book: Rulebook; value: Value } | null = null;
  for (const version of versions) {
    const book = await compiledVersion(tx, version.id);
    if (!book) continue;
    const value: Value = book.values[capability]?.[key] ?? parameter.default;
    const clause = book.setIn[name] ?? null;
    const changes = before ? changesOfValue(name, parameter, before.value, value, clause, [book, before.book]) : [];
    if (!before || changes.length > 0) {
      const { number, effectiveFrom, publishedBy, publishedAt, note, standing } = version;
      const cells = parameter.type === 'table' ? changes : [];
      rows.push({
        number,
        clause,
        value: valueWords(name, value),
        changes: cells,
        effectiveFrom,
        publishedBy,
        publishedAt,
        note,
        standing,
      });
    }
    // What was withdrawn never held, so the next version is compared with the one before it.
    if (version.standing !== 'withdrawn') before = { book, value };
  }
  return { name, label: parameter.label, rows: rows.reverse() };
}

function valueWords(name: string, value: Value): { zh: string; en: string } {
  const parameter = findParameter(registry, name);
  if (!parameter || parameter.type === 'table' || typeof value === 'object') return { zh: '见表', en: 'see the table' };
  const { zh, en } = describeScalar(parameter, value);
  return { zh: zh.trim(), en: en.trim() };
}
