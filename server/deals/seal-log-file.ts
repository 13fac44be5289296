/** The register of seals as a file people open in a spreadsheet. */
import type { z } from 'zod';
import { SealLogFile, sealLogPath } from '#contract/deals-room.ts';
import { commonRefusals } from '#contract/kernel/refusal.ts';
import { accept } from '#core/kernel/decision.ts';
import { localDateOf, timeOfDayOf } from '#core/kernel/instant.ts';
import { siteById } from '#server/claims/index.ts';
import { personOf } from '#server/platform/actor.ts';
import { runSystem } from '#server/platform/command.ts';
import type { Context } from '#server/platform/context.ts';
import { type RawCall, raw } from '#server/platform/http.ts';
import { invalid, Refused } from '#server/platform/refused.ts';
import { type SheetCell, sendSheet } from '#server/platform/spreadsheet.ts';
import { sealLog } from './views-seals.ts';

const PAGE = 200;
const ROWS_MAX = 5_000;
const states = {
  asked: '待签批',
  consented: '已同意',
  out: '在外',
  back: '已归还',
  refused: '未同意',
  withdrawn: '已撤回',
} as const;
const headings = [
  ...['印章', '借用人', '用途', '去向', '申请时间', '归还期限', '带出时间', '交出人'],
  ...['归还时间', '收回人', '归还说明', '状态', '逾期', '擅自带出', '后果', '罚款（元）'],
];

async function rowsOf(context: Context, query: z.output<typeof SealLogFile>): Promise<SheetCell[][]> {
  const { format: _, ...filters } = query;
  const { timeZone } = await siteById(context.tx, query.siteId);
  const local = (at: string | null): string =>
    at === null ? '' : `${localDateOf(at, timeZone)} ${timeOfDayOf(at, timeZone)}`;
  const rows: SheetCell[][] = [];
  for (let cursor: string | undefined; rows.length < ROWS_MAX; ) {
    const page = await sealLog(context, { ...filters, limit: PAGE, ...(cursor ? { cursor } : {}) });
    for (const row of page.rows)
      rows.push([
        ...[row.sealName, row.by.name, row.purpose, row.place, local(row.askedAt), local(row.backBy)],
        ...[
          local(row.takenAt),
          row.handedOutBy?.name ?? '',
          local(row.returnedAt),
          row.returnedTo?.name ?? '',
          row.returnNote,
        ],
        ...[states[row.state], row.isLate ? '是' : '', row.isIncident ? '是' : '', row.consequence ?? ''],
        row.fineYuan,
      ]);
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  return rows;
}

/** The export is on record before its first row leaves. */
async function serve({ runtime, actor, request, reply }: RawCall): Promise<unknown> {
  if (!actor) throw new Refused('NOT_SIGNED_IN', commonRefusals.NOT_SIGNED_IN);
  const query = SealLogFile.safeParse(request.query);
  if (!query.success) throw invalid(String(query.error.issues[0]?.path[0] ?? 'format'), '不符合要求 / not acceptable');
  const rows = await runSystem(runtime, actor.companyId, actor, runtime.now(), async (context) => {
    const made = await rowsOf(context, query.data);
    context.record({
      kind: 'deals.exportSealLog',
      siteId: query.data.siteId,
      subject: { type: 'staff', id: personOf(actor) },
      staffIds: [actor.staffId],
      input: query.data,
      facts: {},
      decision: accept({ rows: made.length }, ['S0.07.con.17']),
    });
    return made;
  });
  return sendSheet(reply, { name: '印章登记簿', format: query.data.format, headings, rows });
}

export const sealLogFile = raw({
  method: 'GET',
  path: sealLogPath,
  may: 'deals.seals',
  summary: { zh: '导出印章登记簿', en: 'The register of seals as a file' },
  query: SealLogFile,
  serve,
});
