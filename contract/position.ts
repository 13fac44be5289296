/** The position of a month on the wire: its plan, what was sold and collected day by day, and the causes of what is bad. */
import { z } from 'zod';
import { refusals as texts } from './kernel/refusal.ts';
import { command, query } from './kernel/route.ts';
import { InstantOut, LocalDateText, PersonRef, paragraph, Uuid, WhyNot } from './kernel/shapes.ts';

export const positionRefusals = texts({
  MONTH_OVER: {
    status: 409,
    mayPassLater: false,
    zh: '已过去的月份不能再定计划',
    en: 'A month that is over gets no plan any more',
    remedy: { zh: '请选本月或以后的月份。', en: 'Choose this month or a later one.' },
  },
  PLAN_EMPTY: {
    status: 422,
    mayPassLater: false,
    zh: '计划不能全为零',
    en: 'A plan of nothing is no plan',
    remedy: { zh: '至少填一项指标。', en: 'Fill in at least one figure.' },
  },
  PLAN_REASON_NEEDED: {
    status: 422,
    mayPassLater: false,
    zh: '修改计划须说明原因',
    en: 'Changing a plan takes a reason',
    remedy: { zh: '填写修改原因，原计划保留备查。', en: 'Say why; the version before stays on record.' },
  },
  CAUSE_NOTED: {
    status: 409,
    mayPassLater: false,
    zh: '原因已登记并告知有关部门',
    en: 'The cause has been noted and told already',
    remedy: { zh: '请看联络单的答复。', en: 'See what the departments answered.' },
  },
  CAUSE_NEEDED: {
    status: 422,
    mayPassLater: false,
    zh: '请写明原因',
    en: 'Say what the cause is',
    remedy: { zh: '查明原因后填写。', en: 'Find the cause, then write it down.' },
  },
  CAUSE_TO_NOBODY: {
    status: 422,
    mayPassLater: false,
    zh: '请选择要告知的部门',
    en: 'Choose the departments concerned',
    remedy: { zh: '至少选一个有关部门。', en: 'Name at least one department.' },
  },
});

export const MonthText = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份应为 YYYY-MM / month must be YYYY-MM');
const Fen = z.number().int();
const Figures = z.object({ contracts: z.number().int(), salesFen: Fen, collectionsFen: Fen });
const PLAN_FEN_MAX = 1_000_000_000_000_000; // protects the arithmetic: ten million million yuan
const PlanFen = z.number().int().min(0).max(PLAN_FEN_MAX);
const Measured = z.object({
  due: z.number().int().describe('By the plan, up to the day'),
  actual: z.number().int(),
  percent: z.number().nullable().describe('Of what is due; null while nothing is'),
  isBelow: z.boolean(),
});
export const positionStates = ['open', 'noted', 'closed'] as const;
export const PositionDuty = z.object({
  id: Uuid,
  month: z.string(),
  through: LocalDateText,
  below: z.array(z.enum(['sales', 'collections'])),
  sales: Measured,
  collections: Measured,
  state: z.enum(positionStates).describe('open: no cause yet; noted: departments told; closed: all answered'),
  raisedAt: InstantOut,
  cause: z.string(),
  notedBy: PersonRef.nullable(),
  notedAt: InstantOut.nullable(),
  note: z.object({ id: Uuid, number: z.string() }).nullable(),
  closedAt: InstantOut.nullable(),
  journalId: Uuid,
  whyNot: WhyNot,
});
export const PositionPage = z.object({
  month: z.string(),
  through: LocalDateText.describe('The last day that is counted: today, or the end of a month that is over'),
  floorPercent: z.number().int(),
  counts: z.enum(['subscription', 'contract', 'handover']).describe('The stage at which a deal counts'),
  plan: Figures.extend({ version: z.number().int(), setBy: PersonRef.nullable(), setAt: InstantOut }).nullable(),
  versions: z.array(
    Figures.extend({
      version: z.number().int(),
      reason: z.string(),
      setBy: PersonRef.nullable(),
      setAt: InstantOut,
      journalId: Uuid,
    }),
  ),
  standing: z
    .object({ contracts: Measured, salesFen: Measured, collectionsFen: Measured })
    .nullable()
    .describe('null without a plan'),
  actual: Figures.describe('Up to that day'),
  days: z.array(
    z.object({
      day: LocalDateText,
      isPlanned: z.boolean().describe('A day the plan is spread over'),
      due: Figures.nullable().describe('Cumulative'),
      actual: Figures.nullable().describe('Cumulative; null for days to come'),
    }),
  ),
  duties: z.array(PositionDuty).describe('Newest first'),
  whyNot: z.object({ plan: WhyNot }),
});

export const position = {
  get: query({
    path: '/sites/:siteId/position',
    may: 'reports.sales',
    summary: { zh: '销售与回款进度', en: 'Sales and collections of a month against its plan' },
    params: z.object({ siteId: Uuid }),
    query: z.object({ month: MonthText.optional().describe('Left out: this month') }),
    response: PositionPage,
  }),
  setPlan: command({
    method: 'PUT',
    path: '/sites/:siteId/position-plans/:month',
    may: 'money.settle',
    summary: { zh: '设定月度计划', en: 'Set the plan of a month' },
    params: z.object({ siteId: Uuid, month: MonthText }),
    body: {
      contracts: z.number().int().min(0).max(1_000_000),
      salesFen: PlanFen,
      collectionsFen: PlanFen,
      reason: paragraph.default(''),
      version: z
        .number()
        .int()
        .min(0)
        .optional()
        .describe('The version the form was filled in from; a newer one refuses'),
    },
    response: z.object({ version: z.number().int(), journalId: Uuid }),
    refusals: positionRefusals,
  }),
  noteCause: command({
    path: '/position-duties/:dutyId/cause',
    may: 'deals.review',
    summary: { zh: '登记原因并告知部门', en: 'Note the cause and tell the departments' },
    params: z.object({ dutyId: Uuid }),
    body: { cause: paragraph, departmentIds: z.array(Uuid).max(20), wantedOn: LocalDateText.nullable().default(null) },
    response: z.object({ noteId: Uuid, journalId: Uuid }),
    refusals: positionRefusals,
  }),
};

export const positionFilePath = '/files/position';
export const PositionFile = z.object({
  siteId: Uuid,
  month: MonthText,
  format: z.enum(['xlsx', 'csv']).default('xlsx'),
});
