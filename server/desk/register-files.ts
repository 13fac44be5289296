/** The registers of the desk as files, for a span of days: on record before the first row leaves. */
import sql from 'sql-template-tag';
import { deskFiles } from '#contract/desk.ts';
import { commonRefusals } from '#contract/kernel/refusal.ts';
import { localDateOf, timeOfDayOf } from '#core/kernel/instant.ts';
import { requireSite } from '#server/platform/actor.ts';
import { runSystem } from '#server/platform/command.ts';
import type { Context } from '#server/platform/context.ts';
import { type RawCall, raw } from '#server/platform/http.ts';
import { invalid, Refused } from '#server/platform/refused.ts';
import { type SheetCell, type SheetFormat, sendSheet } from '#server/platform/spreadsheet.ts';
import { callRows } from './calls.ts';
import { ownOnly, span } from './registers.ts';
import { dutyListsOf, siteOf } from './store.ts';
import { visitRows } from './visit-views.ts';

const FILE_ROWS_MAX = 20_000; // protects the server; a year of a busy site

const local = (instant: string | null, zone: string): string =>
  instant === null ? '' : `${localDateOf(instant, zone)} ${timeOfDayOf(instant, zone)}`;

interface Register {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly SheetCell[])[];
}

interface FileAsk {
  readonly siteId: string;
  readonly day?: string;
  readonly to?: string;
}

async function visitFile(context: Context, ask: FileAsk): Promise<Register> {
  const { from, to } = await span(context, ask.siteId, ask);
  const { timeZone } = await siteOf(context.tx, ask.siteId);
  const where = sql`visits.site_id = ${ask.siteId} and visits.day between ${from} and ${to} and ${ownOnly(context, sql`visits.server_id`)}`;
  const rows = await visitRows(context, where, sql`order by visits.day, visits.number limit ${FILE_ROWS_MAX}`);
  const headings = [
    '日期',
    '序号',
    '来访时间',
    '客户',
    '人数',
    '接待人',
    '代接对象',
    '计次',
    '归属人',
    '结束时间',
    '意向',
    '结果',
    '待补登记',
  ];
  const body = rows.map((row) => [
    row.day,
    row.number,
    local(row.arrivedAt, timeZone),
    row.customer?.name ?? row.visitor,
    row.partySize,
    row.server?.name ?? '',
    row.onBehalfOf?.name ?? '',
    row.creditedTo === null ? '' : row.creditedTo.name,
    row.owner.owner?.name ?? '',
    local(row.endedAt, timeZone),
    row.interest,
    row.outcome ?? '',
    row.registrationDue ? '是' : '',
  ]);
  return { headings, rows: body };
}

async function callFile(context: Context, ask: FileAsk): Promise<Register> {
  const { from, to } = await span(context, ask.siteId, ask);
  const { timeZone } = await siteOf(context.tx, ask.siteId);
  const where = sql`calls.site_id = ${ask.siteId} and calls.day between ${from} and ${to} and ${ownOnly(context, sql`calls.answered_by`)}`;
  const rows = await callRows(context, where, sql`order by calls.at, calls.id limit ${FILE_ROWS_MAX}`);
  const headings = ['来电时间', '来电人', '联系方式', '需求', '接听人', '应接听人', '找谁', '转告时间', '备注'];
  const body = rows.map((row) => [
    local(row.at, timeZone),
    row.caller,
    row.contact,
    row.need,
    row.answeredBy?.name ?? '',
    row.dueStaff?.name ?? '',
    row.wants?.name ?? '',
    local(row.deliveredAt, timeZone),
    row.note,
  ]);
  return { headings, rows: body };
}

async function dutyFile(context: Context, ask: FileAsk): Promise<Register> {
  const { from, to } = await span(context, ask.siteId, ask);
  const rows = await dutyListsOf(context.tx, ask.siteId, from, to, FILE_ROWS_MAX);
  return {
    headings: ['日期', '顺序', '姓名或组别', '排定人', '排定时间'],
    rows: rows.map(({ day, place, name, plannedBy, plannedAt, timeZone }) => [
      day,
      place,
      name,
      plannedBy ?? '',
      local(plannedAt, timeZone),
    ]),
  };
}

const registers = {
  visits: { name: '来访登记', may: 'desk.registers', make: visitFile },
  calls: { name: '来电登记', may: 'desk.registers', make: callFile },
  dutyLists: { name: '轮值顺序', may: 'desk.read', make: dutyFile },
} as const;

/** The export is on record before its first row leaves. */
async function serveFile(
  { runtime, actor, request, reply }: RawCall,
  register: keyof typeof registers,
  format: SheetFormat,
): Promise<unknown> {
  if (!actor) throw new Refused('NOT_SIGNED_IN', commonRefusals.NOT_SIGNED_IN);
  const { name, may, make } = registers[register];
  const { siteId } = request.params as { siteId: string };
  const { day, to } = request.query as { day?: string; to?: string };
  for (const date of [day, to])
    if (date !== undefined && !/^\d{4}-\d\d-\d\d$/.test(date)) throw invalid('day', 'YYYY-MM-DD');
  if (!/^[0-9a-f-]{36}$/.test(siteId)) throw invalid('siteId', 'UUID');
  requireSite(actor, may, siteId);
  const ask: FileAsk = { siteId, ...(day === undefined ? {} : { day }), ...(to === undefined ? {} : { to }) };
  const file = await runSystem(runtime, actor.companyId, actor, runtime.now(), async (context) => {
    const made = await make(context, ask);
    context.record({
      kind: 'desk.exportRegister',
      siteId,
      subject: { type: 'site', id: siteId },
      staffIds: [actor.staffId],
      rules: await context.rules(siteId),
      input: { register, ...ask },
      facts: { rows: made.rows.length },
      decision: {
        accepted: true,
        outcome: { rows: made.rows.length },
        clauses: ['S0.02.reg.1b', 'S0.02.reg.1c'],
        rejected: [],
      },
    });
    return made;
  });
  const days = [day, to].filter((date) => date !== undefined).map((date) => `-${date}`);
  return sendSheet(reply, { name: `${name}${days.join('')}`, format, ...file });
}

const files = (register: keyof typeof registers) =>
  (['csv', 'xlsx'] as const).map((format) =>
    raw({ ...deskFiles[register][format], serve: (call) => serveFile(call, register, format) }),
  );

export const registerFileEndpoints = [...files('visits'), ...files('calls'), ...files('dutyLists')];
