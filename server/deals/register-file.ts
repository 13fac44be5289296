/** The registers of deals as files people open in a spreadsheet: the same lines as on the screen, amounts in yuan. */
import { dealStateWords } from '#contract/deal-words.ts';
import { z } from 'zod';
import { RegisterFile, registerFilePath, registerNames } from '#contract/deal-documents.ts';
import { commonRefusals } from '#contract/kernel/refusal.ts';
import { accept } from '#core/kernel/decision.ts';
import { localDateOf, timeOfDayOf } from '#core/kernel/instant.ts';
import { timeZoneOf } from '#server/organisation/index.ts';
import { personOf } from '#server/platform/actor.ts';
import { runSystem } from '#server/platform/command.ts';
import type { Context } from '#server/platform/context.ts';
import { type RawCall, raw } from '#server/platform/http.ts';
import { invalid, Refused } from '#server/platform/refused.ts';
import { type SheetCell, sendSheet } from '#server/platform/spreadsheet.ts';
import { type RegisterName, register } from './views.ts';

const PAGE = 200;
const ROWS_MAX = 20_000; // a year of a large house; a longer span is taken in parts

const registers: Readonly<Record<(typeof registerNames)[number], { name: string; of: RegisterName }>> = {
  bookings: { name: '认购、订单登记表', of: 'effective' },
  contracts: { name: '签约登记表', of: 'signed' },
  handovers: { name: '交付登记表', of: 'handed_over' },
  'small-deposits': { name: '小定登记表', of: 'small_deposit' },
};
const headings = [
  '编号',
  '合同编号',
  '时间',
  '标的',
  '客户',
  '销售顾问',
  '标价（元）',
  '成交价（元）',
  '定金（元）',
  '小定（元）',
  '已付（元）',
  '状态',
  '装订册',
];
/** The register of contracts says whether what was keyed has been checked. */
const contractHeadings = ['录入复核'];
const rechecks = { waiting: '待复核', wrong: '有误待更正', confirmed: '已复核' } as const;
/** The register of handovers says what was promised too. */
const deliveryHeadings = ['承诺交付日', '原约定交付日', '逾期天数'];

const more: Readonly<Partial<Record<RegisterName, readonly string[]>>> = {
  signed: contractHeadings,
  handed_over: deliveryHeadings,
};

type Query = z.output<typeof RegisterFile>;

async function rowsOf(context: Context, of: RegisterName, query: Query): Promise<SheetCell[][]> {
  const { format: _, ...filters } = query;
  const zone = await timeZoneOf(context.tx, query.siteId ?? null);
  const local = (instant: string): string => `${localDateOf(instant, zone)} ${timeOfDayOf(instant, zone)}`;
  const rows: SheetCell[][] = [];
  for (let cursor: string | undefined; rows.length < ROWS_MAX; ) {
    const page = await register(context, of, { ...filters, limit: PAGE, ...(cursor ? { cursor } : {}) });
    for (const row of page.rows)
      rows.push([
        row.number,
        row.contractNumber ?? '',
        local(row.at),
        row.unit?.name || row.unit?.code || '',
        row.customer.name,
        row.consultant.name,
        row.listPriceFen / 100,
        row.priceFen / 100,
        row.depositFen / 100,
        row.smallDepositFen === null ? '' : row.smallDepositFen / 100,
        row.paidFen / 100,
        dealStateWords[row.state].zh,
        row.volume ?? '',
        ...(of === 'signed' ? [row.recheck === null ? '' : rechecks[row.recheck]] : []),
        ...(of === 'handed_over' ? [row.promisedOn ?? '', row.deliveryDueOn ?? '', row.daysLate ?? ''] : []),
      ]);
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  return rows;
}

/** The export is on record before its first row leaves. */
async function serve({ runtime, actor, request, reply }: RawCall): Promise<unknown> {
  if (!actor) throw new Refused('NOT_SIGNED_IN', commonRefusals.NOT_SIGNED_IN);
  const key = z.enum(registerNames).safeParse((request.params as { register: string }).register);
  if (!key.success) throw invalid('register', registerNames.join(', '));
  const query = RegisterFile.safeParse(request.query);
  if (!query.success) throw invalid(String(query.error.issues[0]?.path[0] ?? 'format'), '不符合要求 / not acceptable');
  const { name, of } = registers[key.data];
  const rows = await runSystem(runtime, actor.companyId, actor, runtime.now(), async (context) => {
    const made = await rowsOf(context, of, query.data);
    context.record({
      kind: 'deals.exportRegister',
      siteId: query.data.siteId ?? null,
      subject: { type: 'staff', id: personOf(actor) },
      staffIds: [actor.staffId],
      input: { register: key.data, ...query.data },
      facts: {},
      decision: accept({ rows: made.length }, ['S0.02.reg.4', 'S0.02.reg.5']),
    });
    return made;
  });
  return sendSheet(reply, {
    name,
    format: query.data.format,
    headings: [...headings, ...(more[of] ?? [])],
    rows,
  });
}

export const registerFileEndpoints = [
  raw({
    method: 'GET',
    path: registerFilePath,
    may: 'deals.orders',
    summary: {
      zh: '导出登记表(bookings、contracts、handovers、small-deposits)',
      en: 'A register as a file (bookings, contracts, handovers, small-deposits)',
    },
    query: RegisterFile,
    serve,
  }),
];
