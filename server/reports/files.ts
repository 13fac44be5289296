/** Tables of sales reports as files for a spreadsheet. A file that names customers is on record before the first row leaves. */
import type { z } from 'zod';
import { commonRefusals } from '#contract/kernel/refusal.ts';
import { type DeliveryGroup, deliveryGroups, SalesFile, salesFilePath, type SalesTable } from '#contract/reports.ts';
import { accept } from '#core/kernel/decision.ts';
import { runSystem } from '#server/platform/command.ts';
import type { Context } from '#server/platform/context.ts';
import { type RawCall, raw } from '#server/platform/http.ts';
import { parse } from '#server/platform/parse.ts';
import { Refused } from '#server/platform/refused.ts';
import { sendSheet, type SheetCell } from '#server/platform/spreadsheet.ts';
import { deliveries } from './deliveries.ts';
import { funnel, ledger, sales } from './figures.ts';

type Ask = z.output<typeof SalesFile>;
interface Table {
  readonly zh: readonly string[];
  readonly en: readonly string[];
  readonly title: { readonly zh: string; readonly en: string };
  readonly rows: (context: Context, ask: Ask) => Promise<SheetCell[][]>;
}

const LEDGER_ROWS_MAX = 20_000; // protects the server; a year of a busy site

const yuan = (fen: number): number => fen / 100;
const dayOf = (instant: string | null): string => instant?.slice(0, 10) ?? '';

const figureHeads = {
  zh: [
    ...['到访', '登记客户', '保留', '认购', '认购额（元）', '签约', '签约额（元）', '交付', '交付额（元）'],
    ...['退订', '退订额（元）', '实收（元）', '退款（元）'],
  ],
  en: [
    ...['Visits', 'Customers registered', 'Holds', 'Subscriptions', 'Subscribed (yuan)', 'Contracts'],
    ...['Contracted (yuan)', 'Handovers', 'Handed over (yuan)', 'Cancelled', 'Cancelled (yuan)', 'Received (yuan)'],
    'Refunded (yuan)',
  ],
};
const figureCells = (figures: Awaited<ReturnType<typeof sales>>['totals']): SheetCell[] => [
  figures.visits,
  figures.registrations,
  figures.holds,
  figures.subscriptions,
  yuan(figures.subscribedFen),
  figures.contracts,
  yuan(figures.contractedFen),
  figures.handovers,
  yuan(figures.handedOverFen),
  figures.cancellations,
  yuan(figures.cancelledFen),
  yuan(figures.receivedFen),
  yuan(figures.refundedFen),
];

const groupOf = (by: Ask['by']): DeliveryGroup => deliveryGroups.find((one) => one === by) ?? 'person';

const tables: Readonly<Record<SalesTable, Table>> = {
  days: {
    title: { zh: '销售日报', en: 'sales-by-day' },
    zh: ['日期', ...figureHeads.zh],
    en: ['Day', ...figureHeads.en],
    rows: async (context, ask) => (await sales(context, ask)).days.map((row) => [row.day, ...figureCells(row)]),
  },
  people: {
    title: { zh: '个人销售明细', en: 'sales-by-person' },
    zh: ['姓名', ...figureHeads.zh],
    en: ['Name', ...figureHeads.en],
    rows: async (context, ask) =>
      (await sales(context, ask)).people.map((row) => [row.person?.name ?? '—', ...figureCells(row)]),
  },
  ledger: {
    title: { zh: '销售台账', en: 'sales-ledger' },
    zh: [
      '编号',
      '门店',
      '房源/产品',
      '客户',
      '销售顾问',
      '标价（元）',
      '成交价（元）',
      '已收（元）',
      '未收（元）',
    ].concat(['认购日期', '签约日期', '交付日期', '退订日期']),
    en: [
      'Number',
      'Site',
      'Unit',
      'Customer',
      'Consultant',
      'List price (yuan)',
      'Price (yuan)',
      'Paid (yuan)',
      'Owed (yuan)',
    ].concat(['Subscribed on', 'Signed on', 'Handed over on', 'Cancelled on']),
    rows: async (context, ask) => {
      const cells: SheetCell[][] = [];
      let cursor: string | undefined;
      do {
        const page = await ledger(context, { ...ask, cursor, limit: 200 });
        for (const row of page.rows)
          cells.push([
            ...[row.number, row.siteName, row.unit, row.customer.name, row.consultant.name],
            ...[row.listPriceFen, row.priceFen, row.paidFen, row.owedFen].map(yuan),
            ...[row.effectiveAt, row.signedAt, row.handedOverAt, row.endedAt].map(dayOf),
          ]);
        cursor = page.nextCursor ?? undefined;
      } while (cursor && cells.length < LEDGER_ROWS_MAX);
      return cells;
    },
  },
  funnel: {
    title: { zh: '销售漏斗', en: 'sales-funnel' },
    zh: ['分组', '到访', '登记客户', '保留', '认购', '签约', '交付', '成交率%'],
    en: ['Group', 'Visits', 'Registered', 'Held', 'Subscribed', 'Contracted', 'Handed over', 'Success rate %'],
    rows: async (context, ask) =>
      (await funnel(context, { ...ask, by: ask.by === 'month' ? 'person' : ask.by })).rows.map((row) => [
        row.name || '—',
        row.visits,
        row.registered,
        row.held,
        row.subscribed,
        row.contracted,
        row.handedOver,
        row.successPercent,
      ]),
  },
  deliveries: {
    title: { zh: '准时交付', en: 'deliveries-on-time' },
    zh: ['分组', '交付', '有承诺日期', '准时', '逾期', '准时率（%）', '逾期天数合计'],
    en: ['Group', 'Handed over', 'Promised', 'On time', 'Late', 'On time (%)', 'Days late'],
    rows: async (context, ask) =>
      (await deliveries(context, { ...ask, by: groupOf(ask.by) })).rows.map((row) => [
        ...[row.name || '—', row.handedOver, row.promised, row.onTime, row.late, row.ratePercent ?? '', row.daysLate],
      ]),
  },
};

async function serveFile({ runtime, actor, request, reply }: RawCall): Promise<unknown> {
  if (!actor) throw new Refused('NOT_SIGNED_IN', commonRefusals.NOT_SIGNED_IN);
  const ask = parse(SalesFile, request.query) as Ask;
  const table = tables[ask.table];
  const rows = await runSystem(runtime, actor.companyId, actor, runtime.now(), async (context) => {
    const cells = await table.rows(context, ask);
    if (ask.table === 'ledger')
      context.record({
        kind: 'reports.exportLedger',
        siteId: ask.siteId ?? null,
        subject: { type: 'report', id: actor.companyId },
        staffIds: [actor.staffId],
        input: { from: ask.from, to: ask.to, stage: ask.stage },
        facts: { rows: cells.length },
        decision: accept({ rows: cells.length }, ['S0.10.a.7']),
      });
    return cells;
  });
  const language = actor.locale.startsWith('zh') ? 'zh' : 'en';
  return sendSheet(reply, {
    name: `${table.title[language]}-${ask.from}-${ask.to}`,
    format: ask.format,
    headings: table[language],
    rows,
  });
}

export const salesFileEndpoint = raw({
  method: 'GET',
  path: salesFilePath,
  may: 'reports.sales',
  summary: { zh: '销售报表文件', en: 'A table of the sales reports as a file' },
  query: SalesFile,
  serve: serveFile,
});
