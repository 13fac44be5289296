/** The month for payroll: one line a person, as a spreadsheet; on record before its first row leaves. */
import { commissionFiles } from '#contract/commission.ts';
import { commonRefusals } from '#contract/kernel/refusal.ts';
import { accept } from '#core/kernel/decision.ts';
import { requireSite } from '#server/platform/actor.ts';
import { runSystem } from '#server/platform/command.ts';
import type { Context } from '#server/platform/context.ts';
import { type RawCall, raw } from '#server/platform/http.ts';
import { invalid, Refused } from '#server/platform/refused.ts';
import { type SheetCell, sendSheet } from '#server/platform/spreadsheet.ts';
import { payrollRows } from './views-payroll.ts';

const states = {
  issued: '待签字',
  acknowledged: '已签字',
  submitted: '审批中',
  approved: '已批准',
  paid: '已发放',
} as const;
const inYuan = (fen: number): number => fen / 100;

const headings = [
  ...[
    '工号',
    '姓名',
    '岗位',
    '月份',
    '业绩',
    '目标',
    '达成率%',
    '系数%',
    '提成',
    '奖励与更正',
    '应得合计',
    '扣回',
    '扣款',
  ],
  ...['结转下月', '应发', '状态', '签字时间', '发放时间'],
];

async function sheetOf(context: Context, siteId: string, month: string): Promise<SheetCell[][]> {
  const rows = await payrollRows(context.tx, siteId, month);
  return rows.map((row) => [
    ...[row.number ?? '', row.name, row.title, month, inYuan(row.performanceFen)],
    ...[row.targetFen === null ? null : inYuan(row.targetFen), row.attainmentPercent, row.paidPercent],
    ...[row.commissionFen, row.rewardsFen, row.earnedFen, row.clawbackFen, row.penaltyFen].map(inYuan),
    ...[
      inYuan(row.carriedOutFen),
      inYuan(row.payableFen),
      states[row.state],
      row.acknowledgedAt ?? '',
      row.paidAt ?? '',
    ],
  ]);
}

async function serve({ runtime, actor, request, reply }: RawCall): Promise<unknown> {
  if (!actor) throw new Refused('NOT_SIGNED_IN', commonRefusals.NOT_SIGNED_IN);
  const { siteId, month } = request.params as { siteId: string; month: string };
  if (!/^[0-9a-f-]{36}$/.test(siteId)) throw invalid('siteId', 'UUID');
  if (!/^20[0-9]{2}-(0[1-9]|1[0-2])$/.test(month)) throw invalid('month', 'YYYY-MM');
  requireSite(actor, 'money.pay', siteId);
  const rows = await runSystem(runtime, actor.companyId, actor, runtime.now(), async (context) => {
    const made = await sheetOf(context, siteId, month);
    context.record({
      kind: 'money.exportPayroll',
      siteId,
      subject: { type: 'commission_month', id: siteId },
      staffIds: [actor.staffId],
      input: { month },
      facts: { rows: made.length },
      decision: accept({ rows: made.length }, ['S0.08.g.7']),
    });
    return made;
  });
  return sendSheet(reply, { name: `提成-${month}`, format: 'xlsx', headings, rows });
}

export const payrollEndpoint = raw({ ...commissionFiles.payroll, serve });
