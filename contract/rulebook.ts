/** Rulebooks, their versions, which site goes by which, and the clause catalogue their citations point into. */
import { z } from 'zod';
import { command, query } from './kernel/route.ts';
import { InstantOut, InstantText, Uuid } from './kernel/shapes.ts';
import { Localised, RulebookDocument, RulebookParameter, RulebookRow } from './rulebook-document.ts';
import { rulebookRefusals } from './rulebook-refusals.ts';

// ── checking and changing ──
export const CompileProblem = z.object({
  code: z.string(),
  line: z.number(),
  zh: z.string(),
  en: z.string(),
  remedy: Localised,
});
export const Source = z.string().min(1).max(200_000);
export const Published = z.object({
  rulebookId: Uuid,
  versionId: Uuid,
  number: z.number(),
  effectiveFrom: InstantOut,
  journalId: Uuid,
  changedExamples: z
    .array(z.string())
    .describe('Examples of the text whose answer is not as expected, or not as it was'),
});
const effectiveFrom = InstantText.optional().describe('Omitted: at once');
const note = z.string().max(500).default('');
export const confirmExamples = z
  .array(z.string().max(100))
  .max(2_000)
  .default([])
  .describe('Ids of the examples whose answer changes, read and accepted: EXAMPLES_CHANGED names them');

// ── the catalogue ──
export const CatalogueClause = z.object({
  id: z.string(),
  policy: z.string(),
  article: z.string(),
  area: z.string(),
  statement: z.string(),
  terms: z.array(z.string()),
  figures: z.record(z.string(), z.unknown()),
  effect: z.string(),
  repeats: z.array(z.string()),
});

export const rulebook = {
  list: query({
    path: '/rulebooks',
    may: 'rulebook.read',
    summary: { zh: '制度目录', en: 'The rulebooks' },
    response: z.object({ rows: z.array(RulebookRow) }),
  }),
  document: query({
    path: '/rulebooks/:rulebookId',
    may: 'rulebook.read',
    summary: { zh: '制度全文', en: 'A rulebook as a document' },
    params: z.object({ rulebookId: Uuid }),
    query: z.object({ number: z.coerce.number().int().min(1).optional().describe('Omitted: the version in force') }),
    response: RulebookDocument,
  }),
  source: query({
    path: '/rulebooks/:rulebookId/source',
    may: 'rulebook.read',
    summary: { zh: '制度原文', en: 'The source text of a version' },
    params: z.object({ rulebookId: Uuid }),
    query: z.object({ number: z.coerce.number().int().min(1).optional().describe('Omitted: the newest version') }),
    response: z.object({ number: z.number(), source: z.string() }),
  }),
  inForce: query({
    path: '/sites/:siteId/rulebook',
    may: 'rulebook.read',
    summary: { zh: '门店现行制度与参数', en: 'The rules in force at a site' },
    params: z.object({ siteId: Uuid }),
    query: z.object({ at: InstantText.optional().describe('Omitted: now') }),
    response: z.object({
      rulebookId: Uuid.nullable(),
      key: z.string(),
      title: z.string(),
      versionId: Uuid.nullable(),
      number: z.number().nullable(),
      values: z.record(z.string(), z.record(z.string(), z.unknown())),
    }),
  }),
  check: command({
    path: '/rulebooks/check',
    may: 'rulebook.read',
    summary: { zh: '检查制度文本', en: 'Check a rulebook text without saving it' },
    body: { source: Source, rulebookId: Uuid.optional().describe('Checks also against the ids this book has retired') },
    response: z.object({ ok: z.boolean(), clauses: z.number(), errors: z.array(CompileProblem) }),
    writesNothing: true,
  }),
  create: command({
    path: '/rulebooks',
    may: 'rulebook.publish',
    summary: { zh: '新建制度', en: 'Add a rulebook' },
    body: { source: Source, effectiveFrom, note },
    response: Published,
    refusals: rulebookRefusals,
  }),
  publish: command({
    path: '/rulebooks/:rulebookId/versions',
    may: 'rulebook.publish',
    summary: { zh: '发布新版本', en: 'Publish a new version' },
    params: z.object({ rulebookId: Uuid }),
    body: {
      source: Source,
      startedFrom: z.number().int().min(1).describe('Number of the version the change was made on'),
      effectiveFrom,
      note,
      confirmExamples,
    },
    response: Published,
    refusals: rulebookRefusals,
  }),
  setValues: command({
    path: '/rulebooks/:rulebookId/values',
    may: 'rulebook.publish',
    summary: { zh: '修改参数并发布新版本', en: 'Change parameters and publish the result as a new version' },
    params: z.object({ rulebookId: Uuid }),
    body: {
      values: z.record(z.string(), z.union([z.number(), z.string().max(100), z.boolean()])).default({}),
      cells: z
        .array(z.object({ table: z.string(), row: z.string(), column: z.string(), value: z.number().int() }))
        .max(500)
        .default([]),
      startedFrom: z.number().int().min(1).optional().describe('Omitted: the newest version'),
      effectiveFrom,
      note,
      confirmExamples,
    },
    response: Published,
    refusals: rulebookRefusals,
  }),
  adopt: command({
    method: 'PUT',
    path: '/sites/:siteId/rulebook',
    may: 'rulebook.adopt',
    summary: { zh: '为门店选用制度', en: 'Let a site go by a rulebook' },
    params: z.object({ siteId: Uuid }),
    body: { rulebookId: Uuid, effectiveFrom },
    response: z.object({ siteId: Uuid, rulebookId: Uuid, effectiveFrom: InstantOut, journalId: Uuid }),
    refusals: rulebookRefusals,
  }),
  parameters: query({
    path: '/rulebook-parameters',
    may: 'rulebook.read',
    summary: { zh: '可设参数清单', en: 'Every parameter a rulebook may set' },
    response: z.object({ parameters: z.array(RulebookParameter) }),
  }),
  catalogue: query({
    path: '/catalogue',
    may: 'rulebook.read',
    summary: { zh: '条款目录（按编号）', en: 'Catalogue clauses by id' },
    query: z.object({ ids: z.string().max(4000).describe('Ids separated by commas or spaces') }),
    response: z.object({ clauses: z.array(CatalogueClause), unknown: z.array(z.string()) }),
  }),
};
