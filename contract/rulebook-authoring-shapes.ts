/** Edits, drafts, reviews, differences and merges of rulebooks as they are sent. */
import { z } from 'zod';
import { InstantOut, PersonRef, Uuid, WhyNot } from './kernel/shapes.ts';
import { Localised, RulebookText } from './rulebook-document.ts';
import { CompileProblem, Source } from './rulebook.ts';

/** The version of the draft the caller has seen; somebody else's save in between is answered with STALE_VERSION. */
export const version = z.number().int().min(1);

// ── edits: each changes one thing and leaves every other character alone ──
const clauseId = z.string().min(1).max(60);
const chapter = z.number().int().min(0).max(500).describe('Place of the chapter, from 0');
const prose = z.string().max(50_000);

/** `after`: the clause it follows inside the chapter; null: first in the chapter. */
const place = { chapter, after: clauseId.nullable() };
const citations = z.array(z.string().max(60)).max(100);

export const RulebookEdit = z.discriminatedUnion('do', [
  z.object({ do: z.literal('setSource'), source: Source }),
  z.object({
    do: z.literal('setValue'),
    name: z.string().max(100),
    value: z.union([z.number(), z.string().max(100), z.boolean()]),
  }),
  z.object({
    do: z.literal('setCell'),
    table: z.string().max(100),
    row: z.string().max(100),
    column: z.string().max(100),
    value: z.number().int(),
  }),
  /** `text`: the Markdown between the tags of the clause, examples included; what is absent stays as it is. */
  z.object({
    do: z.literal('setClause'),
    clause: clauseId,
    text: prose.optional(),
    gloss: z.string().max(500).optional(),
    cites: citations.optional(),
  }),
  z.object({
    do: z.literal('addClause'),
    ...place,
    id: clauseId.optional().describe('Omitted: the next free id'),
    gloss: z.string().max(500),
    cites: citations.default([]),
    text: prose,
  }),
  z.object({ do: z.literal('moveClause'), clause: clauseId, ...place }),
  z.object({ do: z.literal('retireClause'), clause: clauseId }),
  z.object({
    do: z.literal('addChapter'),
    at: chapter.describe('Place it takes; the ones from there on move down'),
    title: z.string().min(1).max(200),
    gloss: z.string().max(200),
  }),
  z.object({
    do: z.literal('setChapter'),
    chapter,
    title: z.string().min(1).max(200).optional(),
    gloss: z.string().max(200).optional(),
    notes: prose.optional().describe('Text under the heading that belongs to no clause'),
  }),
  z.object({ do: z.literal('removeChapter'), chapter }),
  /** Chapters of another book at the end of this one: the company's own copy of it, else the shipped text. */
  z.object({
    do: z.literal('bringIn'),
    book: z.string().max(100).describe('Key of the book, e.g. "subscription-signing"'),
    chapters: z.array(chapter).max(100).optional().describe('Places in that book, from 0; omitted: all of them'),
  }),
  z.object({
    do: z.literal('setMeta'),
    field: z.enum(['title', 'gloss', 'policies', 'sector', 'version']),
    value: z.string().min(1).max(200),
  }),
]);

// ── drafts ──
export const RulebookReview = z.object({
  id: Uuid,
  askedBy: PersonRef,
  askedAt: InstantOut,
  /** null: any holder of the right to review. */
  reviewer: PersonRef.nullable(),
  message: z.string(),
  verdict: z.enum(['waiting', 'approved', 'returned']),
  comment: z.string(),
  decidedBy: PersonRef.nullable(),
  decidedAt: InstantOut.nullable(),
  /** The draft still has exactly the text that was submitted. Only then an approval lets it be published. */
  fresh: z.boolean(),
  /** Reviewed by its own author, because the company has nobody else who may. */
  byAuthor: z.boolean(),
});

export const RulebookDraftRow = z.object({
  id: Uuid,
  rulebookId: Uuid,
  rulebookTitle: z.string(),
  title: z.string(),
  note: z.string(),
  state: z.enum(['open', 'published', 'discarded']),
  /** version: from a version of this book; file: an imported text; shipped: the product's newer text. */
  origin: z.enum(['version', 'file', 'shipped']),
  author: PersonRef,
  editors: z.array(PersonRef).describe('Everybody who wrote in it, the author included'),
  version,
  /** Number of the version it builds on; null while the newer shipped text is not merged with the house's own. */
  basedOn: z.number().nullable(),
  /** Number of the newest published version. */
  newest: z.number(),
  /** Must be merged with the newest version before it can be published. */
  overtaken: z.boolean(),
  faults: z.number(),
  review: RulebookReview.nullable().describe('The latest'),
  publishedNumber: z.number().nullable(),
  createdAt: InstantOut,
  updatedAt: InstantOut,
});

/** A clause as it is written, for editing it as prose. */
export const RulebookClauseSource = z.object({
  id: z.string(),
  chapter,
  gloss: z.string(),
  cites: z.array(z.string()),
  text: z.string(),
  line: z.number().describe('First line of the clause in the source'),
  lines: z.number(),
});

export const RulebookDraft = RulebookDraftRow.extend({
  source: z.string(),
  /** null while the text does not compile: see `errors`. */
  document: RulebookText.nullable(),
  errors: z.array(CompileProblem),
  clauses: z.array(RulebookClauseSource).describe('Empty when tags are so broken that clauses cannot be told apart'),
  /** Ids that retired clauses had; they cannot be used again. */
  retiredIds: z.array(z.string()),
  reviews: z.array(RulebookReview),
  whyNot: z.object({
    edit: WhyNot,
    merge: WhyNot,
    askReview: WhyNot,
    review: WhyNot,
    publish: WhyNot,
    discard: WhyNot,
  }),
});

/** The answer to every change of a draft. */
export const RulebookSaved = z.object({
  draftId: Uuid,
  version,
  source: z.string(),
  document: RulebookText.nullable(),
  errors: z.array(CompileProblem),
  clauses: z.array(RulebookClauseSource),
});

// ── differences ──
export const RulebookChange = z.object({
  what: z.enum([
    'value',
    'cell',
    'clause_added',
    'clause_retired',
    'clause_moved',
    'clause_reworded',
    'clause_cites',
    'clause_gloss',
    'example_added',
    'example_changed',
    'example_retired',
    'chapter_added',
    'chapter_retired',
    'chapter_renamed',
    'chapter_notes',
    'meta',
  ]),
  /** House clause it stands in; null for chapters and the front matter. */
  clause: z.string().nullable(),
  /** Parameter, table, example, chapter or field. */
  name: z.string().nullable(),
  before: Localised.nullable(),
  after: Localised.nullable(),
  zh: z.string().describe('e.g. "保护期 2 个月 → 30 天（第 A17 条）"'),
  en: z.string(),
});

export const MarkedSpan = z.object({ mark: z.enum(['same', 'inserted', 'deleted']), text: z.string() });

export const MarkedClause = z.object({
  clause: z.string(),
  chapter: z.string(),
  state: z.enum(['same', 'changed', 'added', 'retired', 'moved']),
  blocks: z.array(z.array(MarkedSpan)).describe('One list of spans a paragraph, list item or table row'),
});

export const RulebookDiff = z.object({
  from: Localised.describe('What is compared, in words'),
  to: Localised,
  changes: z.array(RulebookChange),
  marked: z.array(MarkedClause).describe('Every clause of both texts, in the order of the newer'),
});

// ── merging ──
export const MergeConflict = z.object({
  id: z.string().describe('Stable while none of the three texts changes'),
  what: z.enum(['value', 'cell', 'paragraph', 'clause', 'attribute', 'order', 'chapter', 'meta']),
  clause: z.string().nullable(),
  /** What it is about, e.g. the label of a parameter. */
  about: Localised,
  /** null: not there in that text. */
  base: z.string().nullable(),
  mine: z.string().nullable().describe('In the draft'),
  theirs: z.string().nullable().describe('In the newest version'),
});

export const MergeChoice = z.enum(['base', 'mine', 'theirs']);
export const choices = z.record(z.string().max(200), MergeChoice).default({});

export const RulebookMerge = z.object({
  /** The newest version the draft is to be merged with. */
  newest: z.number(),
  conflicts: z.array(MergeConflict),
  /** What merging takes over from the newest version without asking. */
  takenOver: z.array(RulebookChange),
});
