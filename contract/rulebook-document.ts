/** A rulebook as pages read it: chapters, clauses with their parameters in place, versions, declarations. */
import { z } from 'zod';
import { InstantOut, PersonRef, Uuid } from './kernel/shapes.ts';

/** Any text of a book by its name. */
export const TextRef = z
  .string()
  .regex(
    /^(\d{1,6}|draft:[0-9a-f-]{36}|shipped)$/,
    '应为版本号、draft:<编号> 或 shipped / a version number, draft:<id> or shipped',
  )
  .describe('A version number, "draft:<id>", or "shipped" for the text the product ships');
export const Localised = z.object({ zh: z.string(), en: z.string() });
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
/** A case the clause decides, with the answer the house expects. */
export const RulebookExample = z.object({
  id: z.string(),
  kind: z.string().describe('Kind of decision, e.g. "claims.lapse"'),
  text: z.string(),
  gloss: z.string(),
  now: z.string().optional(),
  actorId: z.string().nullable().optional(),
  set: z.record(z.string(), z.unknown()).describe('What differs from the sample of the kind, by path'),
  expect: z.object({
    accepted: z.boolean(),
    code: z.string().optional(),
    outcome: z.record(z.string(), z.unknown()).optional(),
    clauses: z.array(z.string()).optional(),
  }),
  line: z.number().optional(),
});
export const RulebookClause = z.object({
  id: z.string(),
  order: z.number(),
  gloss: z.string(),
  cites: z.array(z.string()),
  body: z.array(RulebookBlock),
  parameters: z.array(z.string()),
  examples: z.array(RulebookExample),
  line: z.number(),
});
export const RulebookVersion = z.object({
  id: Uuid,
  number: z.number(),
  effectiveFrom: InstantOut,
  publishedAt: InstantOut,
  publishedBy: PersonRef.nullable(),
  note: z.string(),
  /** past: overtaken by another; current: in force now; coming: takes effect later; withdrawn: taken back before it did. */
  standing: z.enum(['past', 'current', 'coming', 'withdrawn']),
  /** Published under a review; null for a change a publisher made directly, and for what the product ships. */
  reviewedBy: PersonRef.nullable(),
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
  daysMax: z.number().optional().describe('Months that may be given in days instead, written "30d", up to so many'),
  options: z.record(z.string(), Localised).optional(),
  columns: z.array(z.string()).optional(),
  rows: z.array(z.string()).optional(),
  totals: z.number().optional(),
});
export const SiteOfBook = z.object({ id: Uuid, name: z.string(), since: InstantOut });
export const RulebookRow = z.object({
  id: Uuid,
  key: z.string(),
  title: z.string(),
  gloss: z.string(),
  shipped: z.boolean(),
  current: RulebookVersion.nullable(),
  coming: z.number().describe('Versions that take effect later'),
  drafts: z.number().describe('Drafts somebody works on'),
  /** The product ships a newer text than the one this book started from: start a draft with `from: "shipped"`. */
  updateOffered: z.boolean(),
  sites: z.array(SiteOfBook),
});
/** The text itself, of a version or of a draft. */
export const RulebookText = z.object({
  meta: z.object({
    id: z.string(),
    title: z.string(),
    gloss: z.string(),
    policies: z.array(z.string()),
    sector: z.string(),
    version: z.string(),
  }),
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
export const RulebookDocument = RulebookText.extend({
  id: Uuid,
  key: z.string(),
  version: RulebookVersion,
  versions: z.array(RulebookVersion),
  sites: z.array(SiteOfBook),
});
