/**
 * Working on a rulebook: drafts, their review, merging with what was published meanwhile, publishing, and what changed between two
 * texts, in words and as marked text.
 */
import { z } from 'zod';
import { command, query } from './kernel/route.ts';
import { InstantOut, InstantText, PersonRef, pageOf, pageQuery, Uuid, WhyNot } from './kernel/shapes.ts';
import { CompileProblem, confirmExamples, Published, Source } from './rulebook.ts';
import { Localised, RulebookText, TextRef } from './rulebook-document.ts';
import { rulebookRefusals } from './rulebook-refusals.ts';

const params = z.object({ draftId: Uuid });
const bookParams = z.object({ rulebookId: Uuid });
/** The version of the draft the caller has seen; somebody else's save in between is answered with STALE_VERSION. */
const version = z.number().int().min(1);
const effectiveFrom = InstantText.optional().describe('Omitted: at once');
const note = z.string().max(500).default('');

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
const choices = z.record(z.string().max(200), MergeChoice).default({});
export const RulebookMerge = z.object({
  /** The newest version the draft is to be merged with. */
  newest: z.number(),
  conflicts: z.array(MergeConflict),
  /** What merging takes over from the newest version without asking. */
  takenOver: z.array(RulebookChange),
});

export const authoring = {
  drafts: query({
    path: '/rulebook-drafts',
    may: 'rulebook.read',
    summary: { zh: '制度草案', en: 'Drafts' },
    query: z.object({
      ...pageQuery,
      rulebookId: Uuid.optional(),
      state: z.enum(['open', 'published', 'discarded']).optional().describe('Omitted: open'),
      awaitsMe: z.stringbool().optional().describe('true: those that wait for a review I may give'),
    }),
    response: pageOf(RulebookDraftRow),
  }),
  draft: query({
    path: '/rulebook-drafts/:draftId',
    may: 'rulebook.read',
    summary: { zh: '草案全文', en: 'A draft with its text, faults and reviews' },
    params,
    response: RulebookDraft,
  }),
  startDraft: command({
    path: '/rulebooks/:rulebookId/drafts',
    may: 'rulebook.draft',
    summary: { zh: '起草修订', en: 'Start a draft from a version, a file or the newer shipped text' },
    params: bookParams,
    body: {
      title: z.string().min(1).max(100),
      note,
      from: z
        .union([z.number().int().min(1), z.literal('shipped')])
        .optional()
        .describe('Number of a version, or "shipped" for the update offered; omitted: the newest version'),
      source: Source.optional().describe('An imported text; `from` then names the version it builds on'),
    },
    response: RulebookSaved.extend({ rulebookId: Uuid }),
    refusals: rulebookRefusals,
  }),
  edit: command({
    path: '/rulebook-drafts/:draftId/edits',
    may: 'rulebook.draft',
    summary: { zh: '修改草案', en: 'Change a draft; a text with faults is saved too' },
    params,
    body: {
      version,
      title: z.string().min(1).max(100).optional(),
      note: z.string().max(500).optional(),
      edits: z.array(RulebookEdit).max(200).default([]),
    },
    response: RulebookSaved,
    refusals: rulebookRefusals,
  }),
  tryEdits: command({
    path: '/rulebook-drafts/:draftId/check',
    may: 'rulebook.read',
    summary: { zh: '试算修改（不保存）', en: 'What a draft would become, without saving: validation while typing' },
    params,
    body: { edits: z.array(RulebookEdit).min(1).max(200) },
    response: RulebookSaved,
    writesNothing: true,
    refusals: rulebookRefusals,
  }),
  discard: command({
    path: '/rulebook-drafts/:draftId/discard',
    may: 'rulebook.draft',
    summary: { zh: '作废草案', en: 'Discard a draft; its text stays readable' },
    params,
    body: { version },
    response: z.object({ draftId: Uuid, journalId: Uuid }),
    refusals: rulebookRefusals,
  }),
  reviewers: query({
    path: '/rulebook-drafts/:draftId/reviewers',
    may: 'rulebook.draft',
    summary: { zh: '可审核人', en: 'Who may review this draft' },
    params,
    response: z.object({ rows: z.array(PersonRef) }),
  }),
  askReview: command({
    path: '/rulebook-drafts/:draftId/review-requests',
    may: 'rulebook.draft',
    summary: { zh: '提请审核', en: 'Ask for a review' },
    params,
    body: {
      version,
      reviewerId: Uuid.optional().describe('Omitted: any holder of the right to review'),
      message: z.string().max(500).default(''),
    },
    response: z.object({ draftId: Uuid, reviewId: Uuid, journalId: Uuid }),
    refusals: rulebookRefusals,
  }),
  review: command({
    path: '/rulebook-drafts/:draftId/reviews',
    may: 'rulebook.review',
    summary: { zh: '审核草案', en: 'Approve a draft or send it back' },
    params,
    body: { version, verdict: z.enum(['approved', 'returned']), comment: z.string().max(2_000).default('') },
    response: z.object({ draftId: Uuid, reviewId: Uuid, byAuthor: z.boolean(), journalId: Uuid }),
    refusals: rulebookRefusals,
  }),
  merge: query({
    path: '/rulebook-drafts/:draftId/merge',
    may: 'rulebook.read',
    summary: {
      zh: '合并预览',
      en: 'What merging the newest version into the draft takes over, and where both changed',
    },
    params,
    response: RulebookMerge,
    refusals: rulebookRefusals,
  }),
  carryOutMerge: command({
    path: '/rulebook-drafts/:draftId/merge',
    may: 'rulebook.draft',
    summary: { zh: '合并', en: 'Merge the newest version into the draft, conflicts decided by choice' },
    params,
    body: { version, choices },
    response: RulebookSaved.extend({ basedOn: z.number() }),
    refusals: rulebookRefusals,
  }),
  publishDraft: command({
    path: '/rulebook-drafts/:draftId/publication',
    may: 'rulebook.publish',
    summary: { zh: '发布草案', en: 'Publish a reviewed draft as a new version' },
    params,
    body: {
      version,
      effectiveFrom,
      note,
      confirmExamples,
    },
    response: Published,
    refusals: rulebookRefusals,
  }),
  withdraw: command({
    method: 'DELETE',
    path: '/rulebooks/:rulebookId/versions/:number',
    may: 'rulebook.publish',
    summary: { zh: '撤回尚未生效的版本', en: 'Withdraw a version before it takes effect' },
    params: z.object({ rulebookId: Uuid, number: z.coerce.number().int().min(1) }),
    body: { reason: z.string().min(1).max(500) },
    response: z.object({ rulebookId: Uuid, number: z.number(), journalId: Uuid }),
    refusals: rulebookRefusals,
  }),
  diff: query({
    path: '/rulebooks/:rulebookId/diff',
    may: 'rulebook.read',
    summary: { zh: '两个文本的差异', en: 'What changed between two texts' },
    params: bookParams,
    query: z.object({ from: TextRef, to: TextRef }),
    response: RulebookDiff,
  }),
  parameterHistory: query({
    path: '/rulebooks/:rulebookId/parameters/:name/history',
    may: 'rulebook.read',
    summary: { zh: '参数沿革', en: 'Every value a parameter had' },
    params: z.object({ rulebookId: Uuid, name: z.string().max(100) }),
    response: z.object({
      name: z.string(),
      label: Localised,
      /** Newest first; one row a version that changed it. */
      rows: z.array(
        z.object({
          number: z.number(),
          clause: z.string().nullable().describe('null: the document is silent, the declared default holds'),
          value: Localised,
          changes: z.array(RulebookChange).describe('Cells that changed, for a table'),
          effectiveFrom: InstantOut,
          publishedBy: PersonRef.nullable(),
          publishedAt: InstantOut,
          note: z.string(),
          standing: z.enum(['past', 'current', 'coming', 'withdrawn']),
        }),
      ),
    }),
  }),
  shipped: query({
    path: '/shipped-rulebooks',
    may: 'rulebook.read',
    summary: { zh: '随产品提供的范本', en: 'The rulebooks the product ships' },
    response: z.object({
      rows: z.array(
        z.object({
          key: z.string(),
          title: z.string(),
          gloss: z.string(),
          sector: z.string(),
          policies: z.array(z.string()),
          version: z.string(),
          rulebookId: Uuid.nullable().describe('The company’s own copy'),
          updateOffered: z.boolean(),
        }),
      ),
    }),
  }),
  addShipped: command({
    path: '/shipped-rulebooks/:key/copy',
    may: 'rulebook.publish',
    summary: { zh: '采用一份范本', en: 'Make the company’s own copy of a shipped rulebook' },
    params: z.object({ key: z.string().max(100) }),
    body: {},
    response: Published,
    refusals: rulebookRefusals,
  }),
};
