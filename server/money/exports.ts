/** The ledgers as files: .xlsx or .csv, bounded, on record before the first row leaves. */
import { ledgerExportPath, LedgerExport } from '#contract/money.ts';
import { accept } from '#core/kernel/decision.ts';
import { notAllowed, requireScope } from '#server/platform/actor.ts';
import { runCommand } from '#server/platform/command.ts';
import { type RawCall, raw } from '#server/platform/http.ts';
import { invalid } from '#server/platform/refused.ts';
import { type SheetCell, sendSheet } from '#server/platform/spreadsheet.ts';
import type { z } from 'zod';
import { receivableRows, todayAt } from './views-demands.ts';
import { receipts } from './views-ledger.ts';
import type { Context } from '#server/platform/context.ts';

const ROWS_MAX = 20_000; // protects memory; a longer ledger is asked for month by month
const BATCH = 200;

type Ask = z.output<typeof LedgerExport>;
interface Table {
  readonly name: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly SheetCell[])[];
}

const kinds: Readonly<Record<string, string>> = {
  ...{ deposit: '定金', down_payment: '首付款', instalment: '分期款', loan: '贷款', fee: '费用', transfer_in: '转入' },
  ...{ transfer_out: '转出', refund: '退款', reversal: '冲正' },
};
const ways: Readonly<Record<string, string>> = {
  ...{ cash: '现金', card: '刷卡', wire: '汇款', cheque: '支票', loan: '放款', transfer: '转账' },
};
const ages: Readonly<Record<string, string>> = {
  ...{ not_due: '未到期', to_30: '30 日内', to_60: '31–60 日', to_90: '61–90 日', over_90: '90 日以上' },
};

async function receiptTable(context: Context, ask: Ask): Promise<Table> {
  const rows: SheetCell[][] = [];
  let cursor: string | undefined;
  do {
    const page = await receipts(context, { ...ask, waiting: 'false', limit: BATCH, cursor });
    for (const one of page.rows)
      rows.push([
        ...[one.number, one.businessDay, one.deal.number ?? '', one.deal.unit ?? '', one.deal.customer.name],
        ...[kinds[one.kind] ?? one.kind, ways[one.method] ?? one.method, one.amountFen / 100, one.payer, one.bankRef],
        ...[one.clearedAt === null ? '待到账' : '已到账', one.receivedBy?.name ?? '', one.deal.consultant.name],
        ...[one.reverses?.number ?? '', one.note],
      ]);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && rows.length < ROWS_MAX);
  const headings = [
    '收据号',
    '业务日期',
    '成交编号',
    '单位',
    '客户',
    '款项',
    '方式',
    '金额（元）',
    '付款人',
    '银行流水号',
  ];
  return { name: '收款台账', headings: [...headings, '到账', '收款人', '销售顾问', '冲正', '备注'], rows };
}

async function receivableTable(context: Context, ask: Ask): Promise<Table> {
  const today = await todayAt(context, ask.siteId);
  const rows: SheetCell[][] = [];
  let after: (string | number | null)[] | null = null;
  for (;;) {
    const page = await receivableRows(context, { siteId: ask.siteId, overdue: 'false' }, today, after, BATCH);
    for (const one of page)
      rows.push([
        ...[one.deal.number ?? '', one.deal.unit ?? '', one.deal.customer.name, one.deal.consultant.name],
        ...[one.priceFen / 100, one.countedFen / 100, one.openFen / 100, one.overdueFen / 100],
        ...[one.oldestDueOn ?? '', one.days, ages[one.bucket] ?? '', one.nextDueOn ?? '', one.promisedOn ?? ''],
      ]);
    const last = page.at(-1);
    if (!last || page.length < BATCH || rows.length >= ROWS_MAX) break;
    after = [last.nextDueOn ?? '9999-12-31', last.deal.id];
  }
  const headings = ['成交编号', '单位', '客户', '销售顾问', '成交价（元）', '已收（元）', '未收（元）', '逾期（元）'];
  return {
    name: '应收台账',
    headings: [...headings, '最早逾期日', '逾期天数', '账龄', '下期到期日', '承诺付款日'],
    rows,
  };
}

async function exportLedger({ runtime, actor, request, reply }: RawCall): Promise<unknown> {
  if (!actor) throw notAllowed('money.read');
  const parsed = LedgerExport.safeParse(request.body ?? {});
  if (!parsed.success)
    throw invalid(parsed.error.issues[0]?.path.join('.') ?? 'body', parsed.error.issues[0]?.message ?? 'invalid');
  const ask = parsed.data;
  requireScope(actor, 'money.read', 'team');
  let table: Table = { name: '', headings: [], rows: [] };
  const { response } = await runCommand(
    runtime,
    { route: `POST ${ledgerExportPath}`, actor, commandId: ask.commandId, payload: ask },
    async (context) => {
      table = ask.ledger === 'receipts' ? await receiptTable(context, ask) : await receivableTable(context, ask);
      const journalId = context.record({
        kind: 'money.export',
        siteId: ask.siteId ?? actor.siteId,
        subject: { type: 'ledger', id: context.newId() },
        staffIds: [actor.staffId],
        input: { ledger: ask.ledger, from: ask.from ?? null, to: ask.to ?? null },
        facts: { rows: table.rows.length },
        decision: accept({ rows: table.rows.length }, ['S0.04.d3b']),
      });
      return { journalId };
    },
  );
  reply.header('guike-journal-id', response.journalId);
  return sendSheet(reply, { format: ask.format, ...table });
}

export const ledgerExportEndpoint = raw({
  method: 'POST',
  path: ledgerExportPath,
  may: 'money.read',
  summary: { zh: '导出收款台账或应收台账', en: 'Export the receipts or the receivables ledger' },
  body: LedgerExport,
  serve: exportLedger,
});
