/**
 * Working on a rulebook: drafts, their review, merging with what was published meanwhile, publishing, and what changed between two
 * texts, in words and as marked text.
 */
import { z } from 'zod';
import { command, query } from './kernel/route.ts';
import { InstantOut, InstantText, pageOf, pageQuery, PersonRef, Uuid } from './kernel/shapes.ts';
import {
  choices,
  RulebookChange,
  RulebookDiff,
  RulebookDraft,
  RulebookDraftRow,
  RulebookEdit,
  RulebookMerge,
  RulebookSaved,
  version,
} from './rulebook-authoring-shapes.ts';
import { Localised, TextRef } from './rulebook-document.ts';
import { rulebookRefusals } from './rulebook-refusals.ts';
import { confirmExamples, Published, Source } from './rulebook.ts';

export { RulebookEdit, RulebookSaved } from './rulebook-authoring-shapes.ts';

const params = z.object({ draftId: Uuid });
const bookParams = z.object({ rulebookId: Uuid });

const effectiveFrom = InstantText.optional().describe('Omitted: at once');
const note = z.string().max(500).default('');

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
