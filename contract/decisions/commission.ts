/** Facts and input of the decisions about performance, commission and statements. */
import { z } from 'zod';
import type { Balance, commissionKinds, DealStanding, Rate, Shares } from '#core/money/index.ts';
import { endCauses, purses, statementStates, unitKinds } from '#core/money/index.ts';
import { shares } from './attribution.ts';
import { anId, count, idOrNone, nothing, one, oneOrNone, several, text, timeZone, yes } from './fields.ts';
import { named, oneOf, type ShapesOf } from './kit.ts';

const FEN_MAX = 1_000_000_000_000_00; // a million million yuan: beyond any house, within exact numbers
const fen = (zh: string, en: string) => z.int().min(0).max(FEN_MAX).meta(named(zh, en));
const signedFen = (zh: string, en: string) => z.int().min(-FEN_MAX).max(FEN_MAX).meta(named(zh, en));
const fenOrNone = (zh: string, en: string) => z.int().min(0).max(FEN_MAX).nullable().meta(named(zh, en));
const monthText = z.string().regex(/^20[0-9]{2}-(0[1-9]|1[0-2])$/);
const month = monthText.meta(named('月份', 'Month'));
const state = z.enum(statementStates).meta(named('结算单状态', 'State of the statement'));

const rate: z.ZodType<Rate> = z.union([
  z.looseObject({
    by: z.literal('table'),
    basisPoints: z.int().min(0).max(100_000).meta(named('万分之', 'Hundredths of a percent')),
    yuan: z.int().min(0).max(100_000).meta(named('每笔（元）', 'Yuan a deal')),
  }),
  z.looseObject({
    by: z.literal('policy'),
    fen: fen('每笔（分）', 'Fen a deal'),
    month,
    product: text('型号或户型', 'Model or layout'),
  }),
]);
const policy = z
  .looseObject({
    by: z.literal('policy'),
    fen: fen('每笔（分）', 'Fen a deal'),
    month,
    product: text('型号或户型', 'Model or layout'),
  })
  .nullable()
  .meta(named('当月政策', 'Policy of the month'));

const stages = oneOf({
  draft: { zh: '草稿', en: 'draft' },
  subscribing: { zh: '认购审批中', en: 'subscription under way' },
  subscribed: { zh: '已认购（订单生效）', en: 'subscribed (order effective)' },
  contracting: { zh: '签约中', en: 'contract under way' },
  contracted: { zh: '已签约', en: 'contracted' },
  handed_over: { zh: '已交付', en: 'handed over' },
  cancelled: { zh: '已取消', en: 'cancelled' },
  breached: { zh: '违约', en: 'breached' },
});
const causes = z.enum(endCauses).meta({
  ...named('终止原因', 'Why it ended'),
  options: {
    customer: { zh: '客户退订', en: 'the customer withdrew' },
    company: { zh: '公司原因', en: 'the company’s doing' },
    breach: { zh: '客户违约', en: 'breach' },
    complaint: { zh: '销售引起的投诉', en: 'a complaint caused by selling' },
    leak: { zh: '泄露库存', en: 'stock was leaked' },
    lost_tools: { zh: '丢失随车工具', en: 'tools were lost' },
    change: { zh: '换房换车', en: 'change of unit' },
  },
});

const standing: z.ZodType<DealStanding> = z
  .looseObject({
    kind: z.enum(unitKinds).meta(named('标的', 'Kind of unit')),
    stage: stages.meta(named('阶段', 'Stage')),
    priceFen: fen('成交价（分）', 'Price (fen)'),
    paidFen: fen('到账（分）', 'Money received (fen)'),
    nothingOwed: yes('已无欠款', 'Nothing is owed any more').optional(),
    loanReport: oneOf({
      not_needed: { zh: '不需要', en: 'not needed' },
      missing: { zh: '未到', en: 'missing' },
      in: { zh: '已到', en: 'in' },
    }).meta(named('打款报告', 'Report of the lender')),
    downPaymentFen: fen('首付（分）', 'Down payment (fen)'),
    papersMissing: yes('交付资料不齐', 'Papers of the handover are missing'),
    isDisputed: yes('分配有争议', 'The shares are disputed'),
  })
  .meta(named('成交', 'Deal'));

const ruled: z.ZodType<Shares> = z.looseObject({
  performance: shares('业绩', 'Performance'),
  commission: shares('提成', 'Commission'),
});
const balances: z.ZodType<Balance[]> = z
  .array(
    z.looseObject({
      party: anId('所得者', 'Whose'),
      purse: z.enum(purses).meta(named('科目', 'Purse')),
      fen: signedFen('已计（分）', 'Stands at (fen)'),
    }),
  )
  .meta(named('已计金额', 'What stands already'));

const stopped = z.array(z.enum(['performance', 'commission'])).meta(named('已停计或取消', 'Taken away'));

const contracted: DealStanding = {
  kind: 'room',
  stage: 'contracted',
  priceFen: 100_000_000,
  paidFen: 30_000_000,
  loanReport: 'not_needed',
  downPaymentFen: 30_000_000,
  papersMissing: false,
  isDisputed: false,
};
const eightyTwenty: Shares = {
  performance: [{ party: 'chen', percent: 100 }],
  commission: [
    { party: 'chen', percent: 80 },
    { party: 'wang', percent: 20 },
  ],
};
const earned: Balance[] = [
  { party: 'chen', purse: 'performance', fen: 100_000_000 },
  { party: 'chen', purse: 'commission', fen: 800_000 },
  { party: 'wang', purse: 'commission', fen: 200_000 },
];
const now = '2026-04-02T02:00:00.000Z';

const ofDeals: Pick<
  ShapesOf<typeof commissionKinds>,
  'money.accrue' | 'money.clawback' | 'money.resplit' | 'money.reward'
> = {
  'money.accrue': {
    facts: z.looseObject({
      standing,
      shares: ruled.nullable().meta(named('分配', 'Shares')),
      policy,
      onProbation: yes('销售人在试用期', 'Sold by somebody on probation'),
      rate: rate.nullable().meta(named('已定标准', 'Rate fixed already')),
      stopped,
      balances,
    }),
    input: nothing,
    sample: {
      now,
      facts: {
        ...{
          standing: contracted,
          shares: eightyTwenty,
          policy: null,
          onProbation: false,
          rate: null,
          stopped: [],
          balances: [],
        },
      },
      input: {},
    },
  },
  'money.clawback': {
    facts: z.looseObject({ cause: causes, of: stopped, balances }),
    input: nothing,
    sample: { now, facts: { cause: 'customer', of: ['performance', 'commission'], balances: earned }, input: {} },
  },
  'money.resplit': {
    facts: z.looseObject({ shares: ruled, balances }),
    input: nothing,
    sample: {
      now,
      facts: {
        balances: earned,
        shares: {
          performance: [{ party: 'wang', percent: 100 }],
          commission: [{ party: 'wang', percent: 100 }],
        },
      },
      input: {},
    },
  },
  'money.reward': {
    facts: z.looseObject({
      introducerId: oneOrNone('customer', '介绍人', 'Introduced by'),
      isCounted: yes('已成交', 'The purchase has closed'),
      isGiven: yes('已奖励', 'Given already'),
    }),
    input: nothing,
    sample: { now, facts: { introducerId: 'customer', isCounted: true, isGiven: false }, input: {} },
  },
};

const statement = z
  .looseObject({
    staffId: one('staff', '本人', 'Whose'),
    state,
    openQueries: count('未答复的疑问', 'Queries open'),
  })
  .meta(named('结算单', 'Statement'));
const carried = z.looseObject({
  clawbackFen: fen('扣回（分）', 'Clawbacks (fen)'),
  penaltyFen: fen('扣款（分）', 'Deductions (fen)'),
});
const tops = z.looseObject({
  month,
  department: several('staff', '部门第一', 'Top of the department'),
  teams: several('staff', '各组第一', 'Top of each team'),
});

const ofMonths: Pick<
  ShapesOf<typeof commissionKinds>,
  | 'money.settleMonth'
  | 'money.monthRewards'
  | 'money.statement'
  | 'money.submitStatements'
  | 'money.payOut'
  | 'money.setPlan'
> = {
  'money.settleMonth': {
    facts: z.looseObject({
      month,
      timeZone,
      isClosed: yes('已月结', 'Closed already'),
      earlierOpen: monthText.nullable().meta(named('更早的未结月份', 'An earlier month still open')),
    }),
    input: nothing,
    sample: {
      now,
      facts: { month: '2026-03', timeZone: 'Asia/Shanghai', isClosed: false, earlierOpen: null },
      input: {},
    },
  },
  'money.monthRewards': {
    facts: z.looseObject({
      month,
      targetFen: fenOrNone('部门目标（分）', 'Target of the department (fen)'),
      performanceFen: signedFen('部门业绩（分）', 'Performance of the department (fen)'),
      people: z
        .array(
          z.looseObject({
            staffId: one('staff', '人员', 'Who'),
            teamId: idOrNone('小组', 'Team'),
            isInternal: yes('内场人员', 'Sells inside the house'),
            performanceFen: signedFen('业绩（分）', 'Performance (fen)'),
          }),
        )
        .meta(named('人员业绩', 'Performance of each')),
      before: z.array(tops).meta(named('以往各月', 'The months before')),
    }),
    input: nothing,
    sample: {
      now,
      facts: {
        ...{ month: '2026-03', targetFen: 100_000_000, performanceFen: 120_000_000, before: [] },
        people: [
          { staffId: 'chen', teamId: 'one', isInternal: true, performanceFen: 80_000_000 },
          { staffId: 'wang', teamId: 'one', isInternal: true, performanceFen: 40_000_000 },
        ],
      },
      input: {},
    },
  },
  'money.statement': {
    facts: z.looseObject({
      month,
      staffId: one('staff', '本人', 'Whose'),
      performanceFen: signedFen('业绩（分）', 'Performance (fen)'),
      targetFen: fenOrNone('目标（分）', 'Target (fen)'),
      deals: z
        .array(
          z.looseObject({
            dealId: anId('成交', 'Deal'),
            commissionFen: signedFen('提成（分）', 'Commission (fen)'),
            netFen: signedFen('净额（分）', 'Net (fen)'),
          }),
        )
        .meta(named('各笔成交', 'Deals')),
      rewardsFen: fen('奖励（分）', 'Awards (fen)'),
      correctionsFen: signedFen('更正（分）', 'Corrections (fen)'),
      penaltiesFen: fen('已确认扣款（分）', 'Deductions acknowledged (fen)'),
      carriedIn: carried.meta(named('上月结转', 'Carried in')),
    }),
    input: nothing,
    sample: {
      now,
      facts: {
        ...{ month: '2026-03', staffId: 'chen', performanceFen: 100_000_000, targetFen: null },
        deals: [{ dealId: 'deal', commissionFen: 800_000, netFen: 800_000 }],
        ...{ rewardsFen: 0, correctionsFen: 0, penaltiesFen: 0, carriedIn: { clawbackFen: 0, penaltyFen: 0 } },
      },
      input: {},
    },
  },
  'money.submitStatements': {
    facts: z.looseObject({
      month,
      isClosed: yes('已月结', 'The month is closed'),
      statements: z
        .array(z.looseObject({ id: anId('结算单', 'Statement'), state, openQueries: count('疑问', 'Queries') }))
        .meta(named('结算单', 'Statements')),
    }),
    input: nothing,
    sample: {
      now,
      facts: {
        ...{ month: '2026-03', isClosed: true },
        statements: [{ id: 'statement', state: 'acknowledged', openQueries: 0 }],
      },
      input: {},
    },
  },
  'money.payOut': {
    facts: z.looseObject({
      month,
      statements: z
        .array(
          z.looseObject({
            id: anId('结算单', 'Statement'),
            staffId: one('staff', '本人', 'Whose'),
            state,
            payableFen: fen('应发（分）', 'Payable (fen)'),
          }),
        )
        .meta(named('结算单', 'Statements')),
    }),
    input: nothing,
    sample: {
      now,
      facts: {
        month: '2026-03',
        statements: [{ id: 'statement', staffId: 'chen', state: 'approved', payableFen: 800_000 }],
      },
      input: {},
    },
  },
  'money.setPlan': {
    facts: z.looseObject({ month, isClosed: yes('已月结', 'The month is closed') }),
    input: nothing,
    sample: { now, facts: { month: '2026-04', isClosed: false }, input: {} },
  },
};

const byId = one('staff', '经办人', 'By whom');
const dialogue = { staffId: 'chen', state: 'issued', openQueries: 0 } as const;

const ofPeople: Omit<ShapesOf<typeof commissionKinds>, keyof typeof ofDeals | keyof typeof ofMonths> = {
  'money.acknowledge': {
    facts: z.looseObject({ statement, byId, hasLeft: yes('本人已离职', 'The person has left') }),
    input: nothing,
    sample: { now, facts: { statement: dialogue, byId: 'chen', hasLeft: false }, input: {} },
  },
  'money.queryLine': {
    facts: z.looseObject({ statement, byId, lineHasOpenQuery: yes('已有未答复的疑问', 'Questioned already') }),
    input: z.looseObject({ reason: text('疑问', 'What is wrong') }),
    sample: {
      now,
      facts: { statement: dialogue, byId: 'chen', lineHasOpenQuery: false },
      input: { reason: '这一笔应为 80%' },
    },
  },
  'money.answerQuery': {
    facts: z.looseObject({
      queriedBy: one('staff', '提出人', 'Asked by'),
      isOpen: yes('未答复', 'Open'),
      byId,
    }),
    input: z.looseObject({
      correctionFen: signedFen('更正（分）', 'Correction (fen)'),
      answer: text('答复', 'Answer'),
    }),
    sample: {
      now,
      facts: { queriedBy: 'chen', isOpen: true, byId: 'zhou' },
      input: { correctionFen: 0, answer: '按制度第 2 条' },
    },
  },
  'money.enterLine': {
    facts: z.looseObject({ byId }),
    input: z.looseObject({
      kind: oneOf({ reward: { zh: '奖励', en: 'reward' }, penalty: { zh: '扣款', en: 'deduction' } }),
      staffId: one('staff', '对象', 'For whom'),
      amountFen: signedFen('金额（分）', 'Amount (fen)'),
      reason: text('事由', 'Reason'),
      dealId: idOrNone('成交', 'Deal'),
    }),
    sample: {
      now,
      facts: { byId: 'zhou' },
      input: { kind: 'reward', staffId: 'chen', amountFen: 20_000, reason: '月度之星', dealId: null },
    },
  },
  'money.acceptPenalty': {
    facts: z.looseObject({
      staffId: one('staff', '对象', 'Whose'),
      byId,
      isAcknowledged: yes('已确认', 'Acknowledged'),
    }),
    input: nothing,
    sample: { now, facts: { staffId: 'chen', byId: 'chen', isAcknowledged: false }, input: {} },
  },
};

export const commissionShapes: ShapesOf<typeof commissionKinds> = { ...ofDeals, ...ofMonths, ...ofPeople };
