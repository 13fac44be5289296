/** What the pages of a draft work out from its text: how a value reads, where a clause moves, which fault belongs to which clause. */
import type { TFunction } from 'i18next';
import { textOf } from '../shell/i18n.ts';
import type { BlockOf, ClauseSource, Declared, Problem, RuleText, Scalar } from './shapes.ts';

const WITH_UNIT = ['minutes', 'hours', 'days', 'months', 'percent'];
export const unitOf = (declared: Declared, t: TFunction): string =>
  WITH_UNIT.includes(declared.type) ? t(`rulebook.unit.${declared.type}`) : '';

/** Months may be written in days: "30d". Null for every other value. */
export const daysOf = (value: Scalar | null): string | null =>
  typeof value === 'string' ? (/^(-?\d*)d$/.exec(value)?.[1] ?? null) : null;

/** A value as it reads in its sentence. */
export function wordsOf(declared: Declared, value: Scalar, t: TFunction): string {
  if (typeof value === 'boolean') return t(value ? 'rulebook.yes' : 'rulebook.no');
  const option = declared.options?.[String(value)];
  if (option) return textOf(option);
  const days = declared.daysMax === undefined ? null : daysOf(value);
  if (days !== null) return `${days} ${t('rulebook.unit.days')}`;
  const unit = unitOf(declared, t);
  return declared.type === 'percent' ? `${value}${unit}` : `${value} ${unit}`.trim();
}

/** Why a value may not stand there; null when it may. The server checks again. */
export function faultOf(declared: Declared, value: Scalar | null): 'missing' | 'range' | null {
  if (value === null || value === '') return 'missing';
  const days = declared.daysMax === undefined ? null : daysOf(value);
  if (days !== null)
    return days === '' ? 'missing' : Number(days) < 1 || Number(days) > (declared.daysMax ?? 0) ? 'range' : null;
  if (typeof value !== 'number') return null;
  if (!Number.isInteger(value)) return 'range';
  return value < (declared.min ?? value) || value > (declared.max ?? value) ? 'range' : null;
}

/** The document with one value changed, before the server has answered; everything else stays the same object. */
export function withValue(text: RuleText, name: string, value: Scalar, words: { zh: string; en: string }): RuleText {
  const inBlock = (block: BlockOf): BlockOf => {
    if (block.kind === 'paragraph')
      return { ...block, content: block.content.map((part) => changed(part, name, value, words)) };
    if (block.kind !== 'list') return block;
    return { ...block, items: block.items.map((item) => item.map((part) => changed(part, name, value, words))) };
  };
  return {
    ...text,
    chapters: text.chapters.map((chapter) => {
      if (!chapter.clauses.some(({ parameters }) => parameters.includes(name))) return chapter;
      const clauses = chapter.clauses.map((clause) =>
        clause.parameters.includes(name) ? { ...clause, body: clause.body.map(inBlock) } : clause,
      );
      return { ...chapter, clauses };
    }),
  };
}

type Part = Extract<BlockOf, { kind: 'paragraph' }>['content'][number];
const changed = (part: Part, name: string, value: Scalar, words: { zh: string; en: string }): Part =>
  part.kind === 'param' && part.name === name ? { ...part, value, ...words } : part;

type Placed = Pick<ClauseSource, 'id' | 'chapter'>;
export interface Place {
  readonly chapter: number;
  /** The clause before it in the chapter; null: it comes first. */
  readonly after: string | null;
}

/** One step up or down in the whole document, over the border of a chapter too; null at its ends. */
export function nextPlace(clauses: readonly Placed[], id: string, step: -1 | 1, chapters: number): Place | null {
  const at = clauses.findIndex((clause) => clause.id === id);
  const self = clauses[at];
  if (!self) return null;
  const siblings = clauses.filter(({ chapter }) => chapter === self.chapter).map((clause) => clause.id);
  const inside = siblings.indexOf(id);
  if (step === -1) {
    if (inside > 0) return { chapter: self.chapter, after: siblings[inside - 2] ?? null };
    if (self.chapter === 0) return null;
    const before = clauses.filter(({ chapter }) => chapter === self.chapter - 1);
    return { chapter: self.chapter - 1, after: before.at(-1)?.id ?? null };
  }
  const next = siblings[inside + 1];
  if (next) return { chapter: self.chapter, after: next };
  return self.chapter + 1 < chapters ? { chapter: self.chapter + 1, after: null } : null;
}

/** Faults beside the clause they stand in; the ones outside any clause under "". */
export function faultsByClause(
  errors: readonly Problem[],
  clauses: readonly ClauseSource[],
): Readonly<Record<string, Problem[]>> {
  const found: Record<string, Problem[]> = {};
  for (const error of errors) {
    const owner = clauses.find(({ line, lines }) => error.line >= line && error.line < line + lines)?.id ?? '';
    found[owner] = [...(found[owner] ?? []), error];
  }
  return found;
}

/** What every parameter says in this text, in words, by name. */
export function wordsByName(text: RuleText): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const read = (parts: readonly Part[]): void => {
    for (const part of parts) if (part.kind === 'param') found[part.name] = part.zh;
  };
  for (const chapter of text.chapters)
    for (const clause of chapter.clauses)
      for (const block of clause.body) {
        if (block.kind === 'paragraph') read(block.content);
        if (block.kind === 'list') block.items.forEach(read);
      }
  return found;
}
