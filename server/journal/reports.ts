/** Reports on decisions: as figures for the page, table by table as a file. */
import type { z } from 'zod';
import { commonRefusals } from '#contract/kernel/refusal.ts';
import type { QueryOf, ResponseOf } from '#contract/kernel/route.ts';
import {
  type journalReports,
  REPORT_DAYS_MAX,
  ReportFile,
  reportFilePath,
  reportRefusals,
  type ReportTable,
} from '#contract/journal-reports.ts';
import { daysBetween } from '#core/kernel/instant.ts';
import type { Rulebook } from '#rulebooks/language/index.ts';
import { requireScope, requireSite } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { openContext } from '#server/platform/context.ts';
import { type RawCall, raw } from '#server/platform/http.ts';
import { parse } from '#server/platform/parse.ts';
import { Refused } from '#server/platform/refused.ts';
import { sendSheet, type SheetCell } from '#server/platform/spreadsheet.ts';
import { compiledVersion } from '#server/rulebook/index.ts';
import { booksInForce, disputeFigures, type Figures, figuresOf, type ReportSpan } from './reports-views.ts';
import { periodOf, zoneOf } from './views.ts';

type Filters = QueryOf<typeof journalReports.decisions>;
type Report = ResponseOf<typeof journalReports.decisions>;

export async function decisions(context: Context, filters: Filters): Promise<Report> {
  const span = await spanOf(context, filters);
  const { days, overriders, clauses } = await figuresOf(context.tx, span);
  const total = (key: 'decisions' | 'refused' | 'overrides'): number => days.reduce((sum, day) => sum + day[key], 0);
  const { parties, judges, ...disputes } = await disputeFigures(context.tx, span);
  const withPerson = <Row extends { personId: string; name: string }>({ personId, name, ...row }: Row) => ({
    person: { id: personId, name },
    ...row,
  });
  return {
    totals: { decisions: total('decisions'), refused: total('refused'), overrides: total('overrides') },
    days: days.map(({ day, decisions, overrides }) => ({ day, decisions, overrides })),
    overriders: overriders.map(withPerson),
    clauses,
    unused: await unusedOf(context, span, clauses),
    disputes: { ...disputes, parties: parties.map(withPerson), judges: judges.map(withPerson) },
  };
}

async function spanOf(context: Context, { siteId, from, to }: Filters): Promise<ReportSpan> {
  const { actor } = context;
  const scope = requireScope(actor, 'journal.reports', 'site');
  if (siteId) requireSite(actor, 'journal.reports', siteId);
  const period = await periodOf(context, { siteId, from, to });
  if (daysBetween(from, to) >= REPORT_DAYS_MAX)
    throw new Refused('PERIOD_TOO_LONG', reportRefusals.PERIOD_TOO_LONG, { field: 'to', days: REPORT_DAYS_MAX });
  const everySite = scope === 'company' ? null : [...actor.siteIds];
  return {
    siteIds: siteId ? [siteId] : everySite,
    from: period.from ?? '',
    to: period.to ?? '',
    timeZone: await zoneOf(context, siteId),
  };
}

const TEXT_SHOWN = 60;

/** A clause that is never used is either superfluous or not lived by: either is worth knowing. */
async function unusedOf(context: Context, span: ReportSpan, used: Figures['clauses']): Promise<Report['unused']> {
  const seen = new Set(used.map(({ rulebookId, clause }) => `${rulebookId} ${clause}`));
  const unused: Report['unused'] = [];
  for (const { rulebookId, title, versionId } of await booksInForce(context.tx, span)) {
    const compiled = await compiledVersion(context.tx, versionId);
    for (const clause of compiled?.chapters.flatMap(({ clauses }) => clauses) ?? []) {
      if (seen.has(`${rulebookId} ${clause.id}`)) continue;
      unused.push({ rulebookId, rulebook: title, clause: clause.id, order: clause.order, text: textOf(clause) });
    }
  }
  return unused;
}

type Clause = Rulebook['chapters'][number]['clauses'][number];
type Part = Clause['body'][number];

function textOf({ body }: Clause): string {
  const inline = (parts: readonly { kind: string; text?: string; zh?: string }[]): string =>
    parts.map((part) => part.text ?? part.zh ?? '').join('');
  const block = (part: Part): string => {
    if (part.kind === 'paragraph') return inline(part.content);
    return part.kind === 'list' ? part.items.map(inline).join('；') : '';
  };
  const text = body.map(block).join(' ').trim();
  return text.length > TEXT_SHOWN ? `${text.slice(0, TEXT_SHOWN)}…` : text;
}

interface Table {
  readonly zh: readonly string[];
  readonly en: readonly string[];
  readonly rows: (report: Report) => SheetCell[][];
}

const tables: Readonly<Record<ReportTable, Table>> = {
  overriders: {
    zh: ['姓名', '职务', '作出决定', '改判', '常见理由'],
    en: ['Name', 'Title', 'Decisions', 'Overrides', 'Usual reasons'],
    rows: ({ overriders }) =>
      overriders.map(({ person, title, decisions, overrides, reasons }) => [
        person.name,
        title,
        decisions,
        overrides,
        reasons.map(({ reason, count }) => `${reason}×${count}`).join('；'),
      ]),
  },
  clauses: {
    zh: ['制度', '条款', '依据次数', '其后被改判'],
    en: ['Rulebook', 'Clause', 'Decisions', 'Overruled afterwards'],
    rows: ({ clauses }) => clauses.map((row) => [row.rulebook, row.clause, row.decisions, row.overruled]),
  },
  unused: {
    zh: ['制度', '条款', '内容'],
    en: ['Rulebook', 'Clause', 'Text'],
    rows: ({ unused }) => unused.map((row) => [row.rulebook, row.clause, row.text]),
  },
  parties: {
    zh: ['姓名', '争议', '胜', '负', '未结'],
    en: ['Name', 'Disputes', 'Won', 'Lost', 'Open'],
    rows: ({ disputes }) => disputes.parties.map((row) => [row.person.name, row.disputes, row.won, row.lost, row.open]),
  },
  judges: {
    zh: ['姓名', '裁定', '未按制度建议', '被申诉'],
    en: ['Name', 'Rulings', 'Against the proposal', 'Appealed'],
    rows: ({ disputes }) =>
      disputes.judges.map((row) => [row.person.name, row.rulings, row.againstProposal, row.appealed]),
  },
};

/** Figures, not files of persons: nothing that would have to be on record leaves here. */
async function serveFile({ runtime, actor, request, reply }: RawCall): Promise<unknown> {
  if (!actor) throw new Refused('NOT_SIGNED_IN', commonRefusals.NOT_SIGNED_IN);
  const { table, format, ...filters } = parse(ReportFile, request.query) as z.output<typeof ReportFile>;
  const report = await runtime.database.inCompany(actor.companyId, (tx) =>
    decisions(openContext(runtime.rules, tx, actor, runtime.now(), null).context, filters),
  );
  const language = actor.locale.startsWith('zh') ? 'zh' : 'en';
  const { rows, ...headings } = tables[table];
  return sendSheet(reply, {
    name: `${table}-${filters.from}-${filters.to}`,
    format,
    headings: headings[language],
    rows: rows(report),
  });
}

export const reportFileEndpoint = raw({
  method: 'GET',
  path: reportFilePath,
  may: 'journal.reports',
  summary: { zh: '决策报表文件', en: 'A table of the report as a file' },
  query: ReportFile,
  serve: serveFile,
});
