/** Rulebooks, their versions, which site goes by which, and the clause catalogue their citations point into. */
import { z } from 'zod';
import { permissions } from './kernel/permissions.ts';
import { refusals } from './kernel/refusal.ts';
import { command, query } from './kernel/route.ts';
import { InstantOut, InstantText, PersonRef, Uuid } from './kernel/shapes.ts';

export const rulebookPermissions = permissions({
  'rulebook.read': { zh: '查看制度', en: 'Read the rulebooks', scopes: ['company'] },
  'rulebook.publish': { zh: '修订并发布制度', en: 'Change and publish rulebooks', scopes: ['company'] },
  'rulebook.adopt': { zh: '为门店选用制度', en: 'Choose the rulebook of a site', scopes: ['site', 'company'] },
});

export const rulebookRefusals = refusals({
  DOES_NOT_COMPILE: {
    status: 422,
    mayPassLater: false,
    zh: '制度文本有 {count} 处问题，第 {line} 行：{problemZh}',
    en: 'The rulebook has {count} faults; line {line}: {problemEn}',
    remedy: {
      zh: '按所列逐条改正后再提交；现行制度未受影响。',
      en: 'Mend what is listed and submit again; the rules in force are untouched.',
    },
  },
  PARAMETER_UNKNOWN: {
    status: 422,
    mayPassLater: false,
    zh: '没有名为“{name}”的参数或表格单元',
    en: 'There is no parameter or table cell "{name}"',
    remedy: { zh: '请从参数清单中选用名称。', en: 'Use a name from the list of parameters.' },
  },
  VERSION_OVERTAKEN: {
    status: 409,
    mayPassLater: true,
    zh: '他人已发布第 {latest} 版',
    en: 'Version {latest} was published meanwhile',
    remedy: { zh: '请在最新版本上重新修改。', en: 'Repeat your change on the newest version.' },
  },
  NOTHING_CHANGED: { status: 409, mayPassLater: false, zh: '内容与现行的相同', en: 'Nothing would change' },
  EFFECTIVE_IN_PAST: {
    status: 422,
    mayPassLater: false,
    zh: '生效时刻不能早于现在',
    en: 'It cannot take effect in the past',
    remedy: { zh: '选择现在或以后的时刻。', en: 'Choose now or a later instant.' },
  },
  BOOK_KEY_TAKEN: {
    status: 409,
    mayPassLater: false,
    zh: '编号“{key}”已有制度使用',
    en: 'The key "{key}" is taken by another rulebook',
  },
  BOOK_NOT_IN_FORCE: {
    status: 409,
    mayPassLater: true,
    zh: '该制度届时尚未生效',
    en: 'The rulebook is not in force by then',
  },
});

// ── the document ──
const Localised = z.object({ zh: z.string(), en: z.string() });
export const RulebookInline = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string(), strong: z.literal(true).optional() }),
  z.object({
    kind: z.literal('param'),
    name: z.string(),
    type: z.enum(['minutes', 'hours', 'days', 'months', 'count', 'percent', 'choice', 'time', 'switch', 'table']),
    value: z.union([z.number(), z.string(), z.boolean()]),
    zh: z.string(),
    en: z.string(),
  }),
]);
export const RulebookBlock = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('paragraph'), content: z.array(RulebookInline) }),
  z.object({ kind: z.literal('list'), ordered: z.boolean(), items: z.array(z.array(RulebookInline)) }),
  z.object({
    kind: z.literal('table'),
    name: z.string(),
    corner: z.string(),
    columns: z.array(z.object({ key: z.string(), label: z.string() })),
    rows: z.array(z.object({ key: z.string(), label: z.string(), cells: z.array(z.number()) })),
    unit: z.string(),
  }),
]);
export const RulebookClause = z.object({
  id: z.string(),
  order: z.number(),
  gloss: z.string(),
  cites: z.array(z.string()),
  body: z.array(RulebookBlock),
  parameters: z.array(z.string()),
  line: z.number(),
});
export const RulebookVersion = z.object({
  id: Uuid,
  number: z.number(),
  effectiveFrom: InstantOut,
  publishedAt: InstantOut,
  publishedBy: PersonRef.nullable(),
  note: z.string(),
  /** past: overtaken by another; current: in force now; coming: takes effect later. */
  standing: z.enum(['past', 'current', 'coming']),
});
/** What a rulebook may set: type, bounds, options, and the clauses behind it. */
export const RulebookParameter = z.object({
  name: z.string(),
  type: z.string(),
  label: Localised,
  default: z.unknown(),
  cites: z.array(z.string()),
  min: z.number().optional(),
  max: z.number().optional(),
  options: z.record(z.string(), Localised).optional(),
  columns: z.array(z.string()).optional(),
  rows: z.array(z.string()).optional(),
  totals: z.number().optional(),
});
const SiteOfBook = z.object({ id: Uuid, name: z.string(), since: InstantOut });
export const RulebookRow = z.object({
  id: Uuid,
  key: z.string(),
  title: z.string(),
  gloss: z.string(),
  shipped: z.boolean(),
  current: RulebookVersion.nullable(),
  coming: z.number().describe('Versions that take effect later'),
  sites: z.array(SiteOfBook),
});
export const RulebookDocument = z.object({
  id: Uuid,
  key: z.string(),
  meta: z.object({
    id: z.string(),
    title: z.string(),
    gloss: z.string(),
    policies: z.array(z.string()),
    sector: z.string(),
    version: z.string(),
  }),
  version: RulebookVersion,
  versions: z.array(RulebookVersion),
  sites: z.array(SiteOfBook),
  chapters: z.array(
    z.object({
      title: z.string(),
      gloss: z.string(),
      notes: z.array(RulebookBlock),
      clauses: z.array(RulebookClause),
    }),
  ),
  /** Declarations of the parameters this document sets. */
  parameters: z.record(z.string(), RulebookParameter.extend({ range: Localised })),
});

// ── checking and changing ──
export const CompileProblem = z.object({
  code: z.string(),
  line: z.number(),
  zh: z.string(),
  en: z.string(),
  remedy: Localised,
});
const Source = z.string().min(1).max(200_000);
const Published = z.object({
  rulebookId: Uuid,
  versionId: Uuid,
  number: z.number(),
  effectiveFrom: InstantOut,
  journalId: Uuid,
});
const effectiveFrom = InstantText.optional().describe('Omitted: at once');
const note = z.string().max(500).default('');

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
    body: { source: Source },
    response: z.object({ ok: z.boolean(), clauses: z.number(), errors: z.array(CompileProblem) }),
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
