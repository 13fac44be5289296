/** Decisions as people read them: what was decided, on which clauses, and what was not chosen and why. */
import { z } from 'zod';
import { permissions } from './kernel/permissions.ts';
import { refusals } from './kernel/refusal.ts';
import { query } from './kernel/route.ts';
import { InstantOut, LocalDateText, pageOf, pageQuery, PersonRef, Uuid } from './kernel/shapes.ts';
import { RulebookClause } from './rulebook-document.ts';

export const journalPermissions = permissions({
  'journal.read': {
    zh: '查看决定及其依据',
    en: 'See decisions and what they rest on',
    scopes: ['self', 'team', 'site', 'company'],
  },
  'journal.facts': {
    zh: '查看决定所依据的原始事实',
    en: 'See the recorded facts of a decision',
    scopes: ['site', 'company'],
  },
  'journal.export': { zh: '导出决定记录', en: 'Export decisions', scopes: ['site', 'company'] },
  'journal.reports': { zh: '查看决策报表', en: 'See the reports on decisions', scopes: ['site', 'company'] },
  'journal.audit': { zh: '审计全部决定', en: 'Audit every decision', scopes: ['company'] },
});

const Sentence = z.object({ zh: z.string(), en: z.string() });
const Reason = z.union([z.string(), Sentence]);

export const JournalRow = z.object({
  id: Uuid,
  at: InstantOut,
  kind: z.string(),
  title: Sentence,
  /** The outcome in one sentence. */
  summary: Sentence,
  actor: PersonRef.nullable().describe('null: the system, by rule'),
  site: z.object({ id: Uuid, name: z.string() }).nullable(),
  subject: z.object({ type: z.string(), id: z.string() }),
  accepted: z.boolean(),
  houseClauses: z.array(z.string()),
  reason: Reason.nullable().describe('A person’s own words, or the product’s in both languages'),
  overrides: Uuid.nullable().describe('The decision that this one overruled'),
});

export const JournalEntry = JournalRow.extend({
  overruledBy: Uuid.nullable(),
  rulebook: z
    .object({ rulebookId: Uuid, title: z.string(), versionId: Uuid, number: z.number() })
    .nullable()
    .describe('The version the decision was made under'),
  clauses: z.array(RulebookClause),
  citations: z.array(z.object({ id: z.string(), statement: z.string(), houseClauses: z.array(z.string()) })),
  rejected: z.array(
    z.object({
      what: z.string(),
      name: z.string().describe('Who or what was not chosen, as people call it'),
      reason: z.string(),
      zh: z.string(),
      en: z.string(),
      houseClauses: z.array(z.string()),
    }),
  ),
  facts: z.unknown().describe('null without the permission journal.facts'),
});

export const outcomes = ['accepted', 'refused', 'overridden'] as const;

/** What decisions are searched by; everything given must hold. */
export const JournalFilters = z.object({
  subjectType: z.string().max(40).optional(),
  subjectId: Uuid.optional(),
  customerId: Uuid.optional(),
  siteId: Uuid.optional(),
  staffId: Uuid.optional().describe('Somebody it concerns, or who decided'),
  kind: z.string().max(60).optional().describe('Whole kind ("claims.lapse") or its capability ("claims")'),
  clause: z
    .string()
    .trim()
    .max(60)
    .optional()
    .describe('House clause ("A12") or clause of the catalogue ("S4.01.a12")'),
  outcome: z.enum(outcomes).optional().describe('overridden: decisions by which somebody overruled another'),
  from: LocalDateText.optional().describe('First day, in the time zone of the site'),
  to: LocalDateText.optional().describe('Last day'),
});

export const EXPORT_ROWS_MAX = 20_000; // protects the database, so not for the house to change

export const journalRefusals = refusals({
  PERIOD_EMPTY: {
    status: 422,
    mayPassLater: false,
    zh: '结束日期不能早于开始日期',
    en: 'The last day is before the first',
    remedy: { zh: '请重新选择起止日期。', en: 'Choose both days again.' },
  },
  EXPORT_TOO_LARGE: {
    status: 422,
    mayPassLater: false,
    zh: '超过 {limit} 项，请缩小范围后分次导出',
    en: 'More than {limit} decisions: narrow the search and export in parts',
    remedy: { zh: '缩小日期范围或增加筛选条件。', en: 'Choose fewer days or add a filter.' },
  },
});

export const exportPath = '/journal/exports';

export const journal = {
  entry: query({
    path: '/journal/:journalId',
    may: 'journal.read',
    summary: { zh: '一项决定的说明', en: 'Why a decision came out as it did' },
    params: z.object({ journalId: Uuid }),
    response: JournalEntry,
  }),
  list: query({
    path: '/journal',
    may: 'journal.read',
    summary: { zh: '决定记录', en: 'Decisions, newest first' },
    query: JournalFilters.extend(pageQuery),
    response: pageOf(JournalRow),
    refusals: journalRefusals,
  }),
  kinds: query({
    path: '/journal/kinds',
    may: 'journal.read',
    summary: { zh: '决定的种类', en: 'The kinds of decision, for searching' },
    response: z.object({ rows: z.array(z.object({ kind: z.string(), zh: z.string(), en: z.string() })) }),
  }),
  byClause: query({
    path: '/rulebooks/:rulebookId/decisions',
    may: 'journal.read',
    summary: { zh: '各条款最近的决定', en: 'The latest decisions that rested on each clause of a rulebook' },
    params: z.object({ rulebookId: Uuid }),
    response: z.object({ clauses: z.record(z.string(), z.array(JournalRow)) }),
  }),
};
