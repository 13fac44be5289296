/** Performance and commission on the wire: what a deal brings whom, the month, statements, targets, policies, payout. */
import { z } from 'zod';
import { paragraph } from './claims-shapes.ts';
import { commissionRefusals as refusals } from './commission-refusals.ts';
import {
  DealSplit,
  Fen,
  MonthOut,
  MonthText,
  MyPay,
  PayLine,
  PersonOfMonth,
  Policy,
  Referral,
  StatementOut,
  statementStates,
  Target,
  UnitKind,
} from './commission-shapes.ts';
import { command, query } from './kernel/route.ts';
import { line, pageOf, pageQuery, Uuid } from './kernel/shapes.ts';

export {
  unitKinds,
  PayLine,
  StatementOut,
  ComingDeal,
  MyPay,
  MonthOut,
  PersonOfMonth,
  DealSplit,
} from './commission-shapes.ts';

const FEN_MAX = 1_000_000_000_000; // ten thousand million yuan a line: a slip of the keyboard, not a payslip
const PositiveFen = z.number().int().min(1).max(FEN_MAX);
const reason = paragraph.min(1);
const ofMonth = { siteId: Uuid, month: MonthText };
const Handled = z.object({ journalId: Uuid });

const reading = {
  myPay: query({
    path: '/commission/mine',
    may: 'money.statements',
    summary: { zh: '我的业绩与提成', en: 'My performance and commission' },
    query: z.object({ month: MonthText.optional().describe('This month when left out') }),
    response: MyPay,
  }),
  lines: query({
    path: '/commission/lines',
    may: 'money.statements',
    summary: { zh: '业绩与提成明细', en: 'Lines of performance and commission' },
    query: z.object({
      ...pageQuery,
      siteId: Uuid.optional(),
      month: MonthText.optional(),
      staffId: Uuid.optional(),
      dealId: Uuid.optional(),
      statementId: Uuid.optional(),
      house: z.enum(['true', 'false']).default('false').describe('Only the department’s share'),
      view: z.enum(['all', 'money', 'performance', 'mine', 'myMoney', 'myPerformance']).default('all'),
    }),
    response: pageOf(PayLine),
  }),
  statement: query({
    path: '/commission/statements/:statementId',
    may: 'money.statements',
    summary: { zh: '结算单', en: 'A statement' },
    params: z.object({ statementId: Uuid }),
    response: StatementOut,
  }),
  months: query({
    path: '/commission/months',
    may: 'money.settle',
    summary: { zh: '各月提成结算', en: 'Months of commission' },
    query: z.object({ siteId: Uuid }),
    response: z.object({ rows: z.array(MonthOut) }),
  }),
  month: query({
    path: '/commission/months/:siteId/:month',
    may: 'money.settle',
    summary: { zh: '一个月的提成结算', en: 'One month of commission' },
    params: z.object(ofMonth),
    response: MonthOut,
  }),
  people: query({
    path: '/commission/months/:siteId/:month/people',
    may: 'money.settle',
    summary: { zh: '当月各人业绩与提成', en: 'Everybody’s month' },
    params: z.object(ofMonth),
    query: z.object({ ...pageQuery, state: z.enum(['', ...statementStates]).default('') }),
    response: pageOf(PersonOfMonth),
  }),
  ofDeal: query({
    path: '/commission/deals/:dealId',
    may: 'money.statements',
    summary: { zh: '一笔成交的业绩与提成', en: 'What a deal brings whom' },
    params: z.object({ dealId: Uuid }),
    response: DealSplit,
  }),
  targets: query({
    path: '/commission/targets',
    may: 'money.statements',
    summary: { zh: '当月目标', en: 'Targets of a month' },
    query: z.object(ofMonth),
    response: z.object({ rows: z.array(Target) }),
  }),
  policies: query({
    path: '/commission/policies',
    may: 'money.settle',
    summary: { zh: '当月销售政策', en: 'Policies of a month' },
    query: z.object(ofMonth),
    response: z.object({ rows: z.array(Policy), pending: z.boolean() }),
  }),
  referrals: query({
    path: '/commission/referrals',
    may: 'money.settle',
    summary: { zh: '老客户介绍奖励', en: 'Rewards for introductions' },
    query: z.object({ ...pageQuery, siteId: Uuid, state: z.enum(['', 'due', 'given', 'cancelled']).default('') }),
    response: pageOf(Referral),
  }),
};

const writing = {
  closeMonth: command({
    path: '/commission/months/:siteId/:month/close',
    may: 'money.settle',
    summary: { zh: '月结并出具结算单', en: 'Close a month and make its statements' },
    params: z.object(ofMonth),
    body: {},
    response: z.object({ month: MonthOut, statements: z.number().int(), journalId: Uuid }),
    refusals,
  }),
  submit: command({
    path: '/commission/months/:siteId/:month/submission',
    may: 'money.settle',
    summary: { zh: '已签结算单送审', en: 'Hand signed statements in for approval' },
    params: z.object(ofMonth),
    body: {},
    response: z.object({
      month: MonthOut,
      submitted: z.number().int(),
      unsigned: z.number().int(),
      approvalId: Uuid,
      journalId: Uuid,
    }),
    refusals,
  }),
  pay: command({
    path: '/commission/months/:siteId/:month/payout',
    may: 'money.pay',
    summary: { zh: '发放已批准的提成', en: 'Pay out what is approved' },
    params: z.object(ofMonth),
    body: {},
    response: z.object({ month: MonthOut, paid: z.number().int(), totalFen: Fen, journalId: Uuid }),
    refusals,
  }),
  acknowledge: command({
    path: '/commission/statements/:statementId/acknowledgement',
    may: 'money.statements',
    summary: { zh: '签字确认结算单', en: 'Sign a statement' },
    params: z.object({ statementId: Uuid }),
    body: { reason: line.optional().describe('For somebody who has left: why a superior signs') },
    response: z.object({ statement: StatementOut, journalId: Uuid }),
    refusals,
  }),
  queryLine: command({
    path: '/commission/lines/:lineId/queries',
    may: 'money.statements',
    summary: { zh: '对一笔明细提出疑问', en: 'Question a line' },
    params: z.object({ lineId: Uuid }),
    body: { reason },
    response: z.object({ queryId: Uuid, journalId: Uuid }),
    refusals,
  }),
  answerQuery: command({
    path: '/commission/queries/:queryId/answer',
    may: 'money.settle',
    summary: { zh: '答复疑问', en: 'Answer a query' },
    params: z.object({ queryId: Uuid }),
    body: {
      answer: reason,
      correctionFen: z
        .number()
        .int()
        .min(-FEN_MAX)
        .max(FEN_MAX)
        .default(0)
        .describe('Booked in the month that is open; 0 when the line stands'),
    },
    response: Handled,
    refusals,
  }),
  enterLine: command({
    path: '/commission/lines',
    may: 'money.settle',
    summary: { zh: '登记奖励或扣款', en: 'Enter a reward or a deduction' },
    body: {
      siteId: Uuid,
      kind: z.enum(['reward', 'penalty']),
      staffId: Uuid,
      amountFen: PositiveFen,
      reason,
      clause: line.optional().describe('Of a deduction: the clause of the house that was broken'),
      dealId: Uuid.nullable().default(null).describe('Refused: the result of a deal moves by a ruling, never by hand'),
    },
    response: z.object({
      lineId: Uuid.nullable().describe('A reward stands at once'),
      penaltyId: Uuid.nullable().describe('A deduction is proposed to the person first'),
      month: MonthText,
      journalId: Uuid,
    }),
    refusals,
  }),
  acceptPenalty: command({
    path: '/commission/lines/:lineId/acknowledgement',
    may: 'money.statements',
    summary: { zh: '确认扣款', en: 'Acknowledge a deduction' },
    params: z.object({ lineId: Uuid }),
    body: {},
    response: Handled,
    refusals,
  }),
  setTargets: command({
    path: '/commission/targets',
    may: 'money.settle',
    summary: { zh: '设定当月目标', en: 'Set targets of a month' },
    body: {
      ...ofMonth,
      targets: z
        .array(
          z.object({
            staffId: Uuid.nullable(),
            amountFen: z.number().int().min(0).max(FEN_MAX).describe('0 removes it'),
          }),
        )
        .min(1)
        .max(500),
    },
    response: Handled,
    refusals,
  }),
  setPolicies: command({
    path: '/commission/policies',
    may: 'money.settle',
    summary: { zh: '提交当月销售政策', en: 'Hand in policies of a month' },
    body: {
      ...ofMonth,
      policies: z
        .array(
          z.object({
            unitKind: UnitKind,
            product: line.describe('Model or layout; empty for all'),
            amountFen: z.number().int().min(0).max(FEN_MAX),
          }),
        )
        .min(1)
        .max(200),
    },
    response: z.object({ approvalId: Uuid, state: z.enum(['pending', 'approved']), journalId: Uuid }),
    refusals,
  }),
  recount: command({
    path: '/commission/deals/:dealId/recount',
    may: 'money.settle',
    summary: { zh: '重新核算一笔成交', en: 'Work a deal out anew' },
    params: z.object({ dealId: Uuid }),
    body: {},
    response: DealSplit,
  }),
  giveReferral: command({
    path: '/commission/referrals/:rewardId/payment',
    may: 'money.pay',
    summary: { zh: '登记介绍奖励已发放', en: 'Note that an introduction was rewarded' },
    params: z.object({ rewardId: Uuid }),
    body: {},
    response: Handled,
    refusals,
  }),
};

export const commission = { ...reading, ...writing };

export const commissionFiles = {
  payroll: {
    method: 'GET',
    path: '/commission/months/:siteId/:month/payroll.xlsx',
    may: 'money.pay',
    summary: { zh: '导出工资表', en: 'The month for payroll' },
  },
} as const;
