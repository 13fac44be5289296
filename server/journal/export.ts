/** Decisions as a file: bounded, on record before the first row leaves. */
import { z } from 'zod';
import { EXPORT_ROWS_MAX, exportPath, JournalFilters, journalRefusals } from '#contract/journal.ts';
import { commonRefusals } from '#contract/kernel/refusal.ts';
import { localDateOf, timeOfDayOf } from '#core/kernel/instant.ts';
import { requireScope, requireSite } from '#server/platform/actor.ts';
import { runSystem } from '#server/platform/command.ts';
import type { Context } from '#server/platform/context.ts';
import { type RawCall, raw } from '#server/platform/http.ts';
import { parse } from '#server/platform/parse.ts';
import { Refused } from '#server/platform/refused.ts';
import { sendSheet, type SheetCell } from '#server/platform/spreadsheet.ts';
import { exported } from './views.ts';

const Ask = z.object({
  format: z.enum(['xlsx', 'csv']).default('xlsx'),
  filters: JournalFilters.default({}),
});

type Told = Awaited<ReturnType<typeof exported>>[number];
type Language = 'zh' | 'en';
const words = {
  zh: {
    file: '决定记录',
    headings: ['时间', '事项', '结果', '是否成立', '经办', '门店', '制度条款', '政策条款', '理由', '编号'],
    yes: '成立',
    no: '驳回',
    system: '系统按规则',
  },
  en: {
    file: 'decisions',
    headings: ['At', 'What', 'Outcome', 'Accepted', 'By', 'Site', 'House clauses', 'Clauses', 'Reason', 'Id'],
    yes: 'accepted',
    no: 'refused',
    system: 'system, by rule',
  },
} as const;

async function serve({ runtime, actor, request, reply }: RawCall): Promise<unknown> {
  if (!actor) throw new Refused('NOT_SIGNED_IN', commonRefusals.NOT_SIGNED_IN);
  const { format, filters } = parse(Ask, request.body ?? {}) as z.output<typeof Ask>;
  const language: Language = actor.locale.startsWith('zh') ? 'zh' : 'en';
  const rows = await runSystem(runtime, actor.companyId, actor, runtime.now(), (context) =>
    take(context, format, filters),
  );
  const { file, headings } = words[language];
  return sendSheet(reply, { name: file, format, headings, rows: told(rows, language) });
}

/** Row by row as the file is written, so that others are answered in between. */
function* told(rows: readonly Told[], language: Language): Generator<SheetCell[]> {
  for (const row of rows) yield cellsOf(row, language);
}

async function take(context: Context, format: string, filters: z.output<typeof JournalFilters>): Promise<Told[]> {
  const { actor } = context;
  if (filters.siteId) requireSite(actor, 'journal.export', filters.siteId);
  else requireScope(actor, 'journal.export');
  const rows = await exported(context, filters, EXPORT_ROWS_MAX + 1);
  if (rows.length > EXPORT_ROWS_MAX)
    throw new Refused('EXPORT_TOO_LARGE', journalRefusals.EXPORT_TOO_LARGE, { limit: EXPORT_ROWS_MAX });
  context.record({
    kind: 'journal.export',
    siteId: filters.siteId ?? actor.siteId,
    subject: { type: 'journal_export', id: context.newId() },
    staffIds: [actor.staffId],
    input: { format, filters },
    facts: {},
    decision: { accepted: true, outcome: { rows: rows.length }, clauses: [], rejected: [] },
  });
  return rows;
}

function cellsOf(row: Told, language: Language): SheetCell[] {
  const zone = row.timeZone ?? 'Asia/Shanghai';
  const { yes, no, system } = words[language];
  return [
    `${localDateOf(row.at, zone)} ${timeOfDayOf(row.at, zone)}`,
    row.title[language],
    row.summary[language],
    row.accepted ? yes : no,
    row.actor?.name ?? system,
    row.site?.name ?? '',
    row.houseClauses.join(' '),
    row.clauses.join(' '),
    typeof row.reason === 'string' ? row.reason : (row.reason?.[language] ?? ''),
    row.id,
  ];
}

export const exportEndpoint = raw({
  method: 'POST',
  path: exportPath,
  may: 'journal.export',
  summary: { zh: '导出决定记录(.xlsx 或 .csv)', en: 'Export decisions (.xlsx or .csv)' },
  body: Ask,
  serve,
});
