/** Figures about decisions: who overrules, which clauses work and which never do, disputes and how they end. */
import { z } from 'zod';
import { refusals } from './kernel/refusal.ts';
import { query } from './kernel/route.ts';
import { LocalDateText, PersonRef, Uuid } from './kernel/shapes.ts';

export const REPORT_DAYS_MAX = 366; // protects the database, so not for the house to change

export const reportRefusals = refusals({
  PERIOD_EMPTY: {
    status: 422,
    mayPassLater: false,
    zh: '结束日期不能早于开始日期',
    en: 'The last day is before the first',
    remedy: { zh: '请重新选择起止日期。', en: 'Choose both days again.' },
  },
  PERIOD_TOO_LONG: {
    status: 422,
    mayPassLater: false,
    zh: '一次最多统计 {days} 天',
    en: 'A report covers {days} days at most',
    remedy: { zh: '缩短日期范围，分次统计。', en: 'Choose fewer days, and look at the rest after that.' },
  },
});

const Count = z.int();

export const ReportFilters = z.object({
  siteId: Uuid.optional().describe('Omitted: every site one may see'),
  from: LocalDateText.describe('First day, in the time zone of the site'),
  to: LocalDateText.describe('Last day'),
});

export const DecisionReport = z.object({
  totals: z.object({
    decisions: Count,
    refused: Count,
    overrides: Count.describe('Decisions by which somebody overruled another, with a reason'),
  }),
  days: z.array(z.object({ day: LocalDateText, decisions: Count, overrides: Count })),
  overriders: z
    .array(
      z.object({
        person: PersonRef,
        title: z.string(),
        decisions: Count.describe('All they decided'),
        overrides: Count,
        reasons: z.array(z.object({ reason: z.string(), count: Count })).describe('The most frequent ones'),
      }),
    )
    .describe('Most overrides first'),
  clauses: z
    .array(
      z.object({
        rulebookId: Uuid,
        rulebook: z.string(),
        clause: z.string(),
        decisions: Count,
        overruled: Count.describe('Of these, overruled afterwards'),
      }),
    )
    .describe('Most used first'),
  unused: z
    .array(z.object({ rulebookId: Uuid, rulebook: z.string(), clause: z.string(), order: z.int(), text: z.string() }))
    .describe('Clauses of the versions in force on the last day that no decision of the period rests on'),
  disputes: z.object({
    opened: Count,
    settled: Count,
    agreed: Count.describe('Settled by the parties themselves'),
    ruled: Count,
    toDepartment: Count.describe('Quarrelled or disobeyed: the customer went to the department'),
    appealed: Count,
    againstProposal: Count.describe('Ruled otherwise than the rulebook proposed'),
    parties: z.array(z.object({ person: PersonRef, disputes: Count, won: Count, lost: Count, open: Count })),
    judges: z.array(z.object({ person: PersonRef, rulings: Count, againstProposal: Count, appealed: Count })),
  }),
});

export const reportTables = ['overriders', 'clauses', 'unused', 'parties', 'judges'] as const;
export type ReportTable = (typeof reportTables)[number];

export const reportFilePath = '/journal/reports/file';
export const ReportFile = ReportFilters.extend({
  table: z.enum(reportTables),
  format: z.enum(['xlsx', 'csv']).default('xlsx'),
});

export const journalReports = {
  decisions: query({
    path: '/journal/reports',
    may: 'journal.reports',
    summary: { zh: '决策报表', en: 'Figures about decisions' },
    query: ReportFilters,
    response: DecisionReport,
    refusals: reportRefusals,
  }),
};
