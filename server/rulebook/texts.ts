/** Any text of a book by its name: a version ("3"), a draft ("draft:<id>"), the one the product ships ("shipped"). */
import sql from 'sql-template-tag';
import type { HouseRules } from '#core/rules.ts';
import { registry } from '#core/rules.ts';
import {
  addParameter,
  type CompileError,
  describeScalar,
  findParameter,
  type Rulebook,
  setParameter,
} from '#rulebooks/language/index.ts';
import { shippedBooks } from '#rulebooks/shipped.ts';
import type { Tx } from '#server/platform/database.ts';
import { compiledText } from './compiling.ts';
import { valuesOf } from './rules-for.ts';
import { newestVersion } from './store.ts';

export interface BookText {
  readonly title: { readonly zh: string; readonly en: string };
  readonly source: string;
}

/** null: the newest version. The answer is null when the book has no such text. */
export async function bookText(tx: Tx, bookId: string, ref: string | null): Promise<BookText | null> {
  if (ref === null) {
    const newest = await newestVersion(tx, bookId);
    return newest && { title: versionTitle(newest.number), source: newest.source };
  }
  if (ref === 'shipped') {
    const book = await tx.row<{ key: string | null }>(
      sql`select shipped_key as key from rulebooks where company_id = ${tx.companyId} and id = ${bookId}`,
    );
    const shipped = shippedBooks().find(({ key }) => key === book?.key);
    return shipped ? { title: { zh: '产品范本', en: 'the shipped text' }, source: shipped.source } : null;
  }
  const draftId = /^draft:(.+)$/.exec(ref)?.[1];
  if (draftId !== undefined) {
    const draft = await tx.row<{ title: string; source: string }>(sql`select title, source from rulebook_drafts
      where company_id = ${tx.companyId} and rulebook_id = ${bookId} and id::text = ${draftId}`);
    return draft && { title: { zh: `草案“${draft.title}”`, en: `the draft "${draft.title}"` }, source: draft.source };
  }
  const version = await tx.row<{ number: number; source: string }>(sql`select number, source from rulebook_versions
    where company_id = ${tx.companyId} and rulebook_id = ${bookId} and number = ${Number(ref)}`);
  return version && { title: versionTitle(version.number), source: version.source };
}

/** By the key of the book: the newest text of the company's own copy, else what the product ships. */
export async function newestTexts(tx: Tx, keys: readonly string[]): Promise<Record<string, string>> {
  const own = await tx.rows<{ key: string; source: string }>(sql`
    select rulebooks.shipped_key as key, newest.source from rulebooks
    join lateral (select rulebook_versions.source from rulebook_versions where rulebook_versions.company_id = rulebooks.company_id
      and rulebook_versions.rulebook_id = rulebooks.id order by rulebook_versions.number desc limit 1) as newest on true
    where rulebooks.company_id = ${tx.companyId} and rulebooks.shipped_key = any(${keys}::text[])`);
  const shipped = shippedBooks().filter(({ key }) => keys.includes(key));
  return Object.fromEntries([...shipped, ...own].map(({ key, source }) => [key, source]));
}

const versionTitle = (number: number) => ({ zh: `第 ${number} 版`, en: `version ${number}` });

export type TextUnder =
  | { readonly ok: true; readonly title: BookText['title']; readonly values: HouseRules; readonly rulebook: Rulebook }
  | { readonly ok: false; readonly fault: 'unknown_text' }
  | { readonly ok: false; readonly fault: 'unknown_value'; readonly name: string }
  | { readonly ok: false; readonly fault: 'faulty'; readonly errors: readonly CompileError[] };

type Changed = Readonly<Record<string, string | number | boolean>>;

/** The values of a text, with single parameters changed on top: what a decision would go by under it. */
export async function textUnder(tx: Tx, bookId: string, ref: string | null, changed: Changed): Promise<TextUnder> {
  const text = await bookText(tx, bookId, ref);
  if (!text) return { ok: false, fault: 'unknown_text' };
  const values = valuesOfText(text.source, changed);
  return values.ok ? { ...values, title: withChanges(text.title, changed) } : values;
}

/** "version 3, competitor → the last in line". */
function withChanges(title: BookText['title'], changed: Changed): BookText['title'] {
  const words = Object.entries(changed).flatMap(([name, value]) => {
    const parameter = findParameter(registry, name);
    if (!parameter || parameter.type === 'table') return [];
    const said = describeScalar(parameter, value);
    return [{ zh: `${parameter.label.zh} → ${said.zh}`, en: `${parameter.label.en} → ${said.en}` }];
  });
  return {
    zh: [title.zh, ...words.map((one) => one.zh)].join('，'),
    en: [title.en, ...words.map((one) => one.en)].join(', '),
  };
}

export function valuesOfText(
  text: string,
  changed: Changed,
): Omit<Extract<TextUnder, { ok: true }>, 'title'> | Extract<TextUnder, { fault: 'unknown_value' | 'faulty' }> {
  let source = text;
  for (const [name, value] of Object.entries(changed)) {
    const parameter = findParameter(registry, name);
    if (!parameter || parameter.type === 'table') return { ok: false, fault: 'unknown_value', name };
    source = setParameter(source, name, value) ?? addParameter(source, name, parameter, value);
  }
  const compiled = compiledText(source);
  if (!compiled.ok) return { ok: false, fault: 'faulty', errors: compiled.errors };
  return { ok: true, values: valuesOf(compiled.rulebook), rulebook: compiled.rulebook };
}
