/**
 * One change of a document at a time, by what it means: a value in its sentence, the text of a clause, a clause's place. Each answers
 * with the whole new text, or says why it cannot be done; the text need not compile before or after.
 */
import type { Parameter } from '#core/kernel/parameters.ts';
import { bringIn } from './bring-in.ts';
import { addParameter, setCell, setParameter } from './edit.ts';
import {
  clausesOf,
  type Outline,
  type OutlineChapter,
  outlineOf,
  trimmed,
  unixLines,
  writeOutline,
} from './outline.ts';
import type { Registry } from './types.ts';
import { findParameter, type Scalar } from './values.ts';

interface Place {
  readonly chapter: number;
  /** The clause it follows; null: first in its chapter. */
  readonly after: string | null;
}
export type DraftEdit =
  | { readonly do: 'setSource'; readonly source: string }
  | { readonly do: 'setValue'; readonly name: string; readonly value: Scalar }
  | {
      readonly do: 'setCell';
      readonly table: string;
      readonly row: string;
      readonly column: string;
      readonly value: number;
    }
  | {
      readonly do: 'setClause';
      readonly clause: string;
      readonly text?: string | undefined;
      readonly gloss?: string | undefined;
      readonly cites?: readonly string[] | undefined;
    }
  | ({
      readonly do: 'addClause';
      readonly id?: string | undefined;
      readonly gloss: string;
      readonly cites: readonly string[];
      readonly text: string;
    } & Place)
  | ({ readonly do: 'moveClause'; readonly clause: string } & Place)
  | { readonly do: 'retireClause'; readonly clause: string }
  | { readonly do: 'addChapter'; readonly at: number; readonly title: string; readonly gloss: string }
  | {
      readonly do: 'setChapter';
      readonly chapter: number;
      readonly title?: string | undefined;
      readonly gloss?: string | undefined;
      readonly notes?: string | undefined;
    }
  | { readonly do: 'removeChapter'; readonly chapter: number }
  | { readonly do: 'bringIn'; readonly book: string; readonly chapters?: readonly number[] | undefined }
  | { readonly do: 'setMeta'; readonly field: string; readonly value: string };

export type EditFault =
  | 'PARAMETER_UNKNOWN'
  | 'CLAUSES_UNREADABLE'
  | 'CLAUSE_UNKNOWN'
  | 'CLAUSE_ID_TAKEN'
  | 'CLAUSE_ID_RETIRED'
  | 'CHAPTER_UNKNOWN'
  | 'CHAPTER_NOT_EMPTY'
  | 'BOOK_UNKNOWN';
export type Edited =
  | { readonly ok: true; readonly source: string }
  | { readonly ok: false; readonly code: EditFault; readonly detail: Readonly<Record<string, string | number>> };

export interface EditSurroundings {
  readonly registry: Registry;
  /** Every clause id that any published version has had: taken for good. */
  readonly published: readonly string[];
  /** The texts of the books that chapters may be brought in from, by their key. */
  readonly books?: Readonly<Record<string, string>>;
}

const done = (source: string): Edited => ({ ok: true, source });
const fault = (code: EditFault, detail: Readonly<Record<string, string | number>> = {}): Edited => ({
  ok: false,
  code,
  detail,
});

export function applyEdits(source: string, edits: readonly DraftEdit[], around: EditSurroundings): Edited {
  let text = unixLines(source);
  for (const edit of edits) {
    const edited = applyEdit(text, edit, around);
    if (!edited.ok) return edited;
    text = edited.source;
  }
  return done(text);
}

function applyEdit(source: string, edit: DraftEdit, around: EditSurroundings): Edited {
  switch (edit.do) {
    case 'setSource':
      return done(unixLines(edit.source));
    case 'setValue':
      return setValue(source, edit.name, edit.value, around);
    case 'setCell':
      return setTableCell(source, edit, around);
    case 'setMeta':
      return done(setMeta(source, edit.field, edit.value));
    default: {
      const outline = outlineOf(source);
      return outline ? applyToOutline(outline, edit, around) : fault('CLAUSES_UNREADABLE');
    }
  }
}

function setValue(source: string, name: string, value: Scalar, around: EditSurroundings): Edited {
  const parameter = findParameter(around.registry, name);
  if (!parameter || parameter.type === 'table') return fault('PARAMETER_UNKNOWN', { name });
  return done(setParameter(source, name, value) ?? supplemented(source, name, parameter, value, around));
}

function setTableCell(
  source: string,
  { table, row, column, value }: Extract<DraftEdit, { do: 'setCell' }>,
  around: EditSurroundings,
): Edited {
  const parameter = findParameter(around.registry, table);
  if (parameter?.type !== 'table') return fault('PARAMETER_UNKNOWN', { name: table });
  const edited =
    setCell(source, table, row, column, value) ??
    setCell(supplemented(source, table, parameter, parameter.default, around), table, row, column, value);
  return edited === null ? fault('PARAMETER_UNKNOWN', { name: `${table} ${row} ${column}` }) : done(edited);
}

/** A value the document does not mention yet gets a clause of its own, under an id that was never used. */
function supplemented(
  source: string,
  name: string,
  parameter: Parameter,
  value: Parameter['default'],
  { published }: EditSurroundings,
): string {
  const taken = new Set([...published, ...(outlineIds(source) ?? [])]);
  let id = `Z.${name}`;
  for (let next = 2; taken.has(id); next += 1) id = `Z.${name}.${next}`;
  return addParameter(source, name, parameter, value, id);
}

const outlineIds = (source: string): readonly string[] | null => {
  const outline = outlineOf(source);
  return outline && clausesOf(outline).map(({ id }) => id);
};

function setMeta(source: string, field: string, value: string): string {
  const line = `${field}: ${value.replace(/\s+/g, ' ').trim()}`;
  const rows = source.split('\n');
  const end = rows.findIndex((row, index) => index > 0 && row.trim() === '---');
  const at = rows.findIndex((row, index) => index < end && row.startsWith(`${field}:`));
  if (at >= 0) rows[at] = line;
  else if (end > 0) rows.splice(end, 0, line);
  return rows.join('\n');
}

type StructureEdit = Exclude<DraftEdit, { do: 'setSource' | 'setValue' | 'setCell' | 'setMeta' }>;

function applyToOutline(outline: Outline, edit: StructureEdit, around: EditSurroundings): Edited {
  const write = (chapters: readonly OutlineChapter[]): Edited => done(writeOutline({ ...outline, chapters }));
  const { chapters } = outline;
  switch (edit.do) {
    case 'setClause': {
      const clause = clausesOf(outline).find(({ id }) => id === edit.clause);
      if (!clause) return fault('CLAUSE_UNKNOWN', { clause: edit.clause });
      const changed = {
        ...clause,
        text: edit.text === undefined ? clause.text : trimmed(unixLines(edit.text)),
        gloss: edit.gloss ?? clause.gloss,
        cites: edit.cites ?? clause.cites,
      };
      return write(mapClauses(chapters, (one) => (one === clause ? changed : one)));
    }
    case 'addClause': {
      const id = edit.id ?? freeId(outline, edit, around.published);
      const free = freeId(outline, edit, around.published);
      if (clausesOf(outline).some((clause) => clause.id === id)) return fault('CLAUSE_ID_TAKEN', { clause: id, free });
      if (around.published.includes(id)) return fault('CLAUSE_ID_RETIRED', { clause: id, free });
      const clause = {
        id,
        gloss: edit.gloss,
        cites: edit.cites,
        text: trimmed(unixLines(edit.text)),
        line: 0,
        lines: 0,
      };
      return placed(chapters, clause, edit, write);
    }
    case 'moveClause': {
      const clause = clausesOf(outline).find(({ id }) => id === edit.clause);
      if (!clause) return fault('CLAUSE_UNKNOWN', { clause: edit.clause });
      if (edit.after === edit.clause) return fault('CLAUSE_UNKNOWN', { clause: edit.clause });
      return placed(without(chapters, edit.clause), clause, edit, write);
    }
    case 'retireClause':
      return clausesOf(outline).some(({ id }) => id === edit.clause)
        ? write(without(chapters, edit.clause))
        : fault('CLAUSE_UNKNOWN', { clause: edit.clause });
    case 'addChapter': {
      const chapter = { title: headline(edit.title), gloss: edit.gloss, notes: '', clauses: [] };
      const at = Math.min(edit.at, chapters.length);
      return write([...chapters.slice(0, at), chapter, ...chapters.slice(at)]);
    }
    case 'setChapter': {
      const chapter = chapters[edit.chapter];
      if (!chapter) return fault('CHAPTER_UNKNOWN', { chapter: edit.chapter + 1 });
      const changed = {
        ...chapter,
        title: edit.title === undefined ? chapter.title : headline(edit.title),
        gloss: edit.gloss ?? chapter.gloss,
        notes: edit.notes === undefined ? chapter.notes : trimmed(unixLines(edit.notes)),
      };
      return write(chapters.map((one) => (one === chapter ? changed : one)));
    }
    case 'removeChapter': {
      const chapter = chapters[edit.chapter];
      if (!chapter) return fault('CHAPTER_UNKNOWN', { chapter: edit.chapter + 1 });
      const { clauses } = chapter;
      if (clauses.length > 0) return fault('CHAPTER_NOT_EMPTY', { clauses: clauses.length });
      return write(chapters.filter((one) => one !== chapter));
    }
    case 'bringIn': {
      const other = outlineOf(around.books?.[edit.book] ?? '');
      if (!other || other.chapters.length === 0) return fault('BOOK_UNKNOWN', { book: edit.book });
      const places = edit.chapters ?? other.chapters.map((_chapter, at) => at);
      const unknown = places.find((at) => !other.chapters[at]);
      if (unknown !== undefined) return fault('CHAPTER_UNKNOWN', { chapter: unknown + 1 });
      const given = { registry: around.registry, taken: around.published };
      return done(writeOutline(bringIn(outline, other, places, given)));
    }
  }
}

const headline = (title: string): string => title.replace(/\s+/g, ' ').replaceAll('{%', '').trim();

type Clause = OutlineChapter['clauses'][number];

const mapClauses = (chapters: readonly OutlineChapter[], change: (clause: Clause) => Clause): OutlineChapter[] =>
  chapters.map((chapter) => ({ ...chapter, clauses: chapter.clauses.map(change) }));

const without = (chapters: readonly OutlineChapter[], id: string): OutlineChapter[] =>
  chapters.map((chapter) => ({ ...chapter, clauses: chapter.clauses.filter((clause) => clause.id !== id) }));

function placed(
  chapters: readonly OutlineChapter[],
  clause: Clause,
  { chapter: number, after }: Place,
  write: (chapters: readonly OutlineChapter[]) => Edited,
): Edited {
  const chapter = chapters[number];
  if (!chapter) return fault('CHAPTER_UNKNOWN', { chapter: number + 1 });
  const at = after === null ? 0 : chapter.clauses.findIndex(({ id }) => id === after) + 1;
  if (after !== null && at === 0) return fault('CLAUSE_UNKNOWN', { clause: after });
  const clauses = [...chapter.clauses.slice(0, at), clause, ...chapter.clauses.slice(at)];
  return write(chapters.map((one) => (one === chapter ? { ...one, clauses } : one)));
}

/** The id after the neighbour's that nobody has or had: "C5.2" → "C5.3". */
function freeId(outline: Outline, { chapter, after }: Place, published: readonly string[]): string {
  const taken = new Set([...published, ...clausesOf(outline).map(({ id }) => id)]);
  const inChapter = outline.chapters[chapter]?.clauses ?? [];
  const neighbour = after ?? inChapter[0]?.id ?? clausesOf(outline).at(-1)?.id ?? 'N0';
  const [, head = 'N', digits = '0'] = /^(.*?)(\d*)$/.exec(neighbour) ?? [];
  for (let next = Number(digits || 0) + 1; ; next += 1) {
    const id = `${head}${String(next).padStart(digits.length, '0')}`;
    if (!taken.has(id)) return id;
  }
}
