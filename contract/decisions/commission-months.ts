/** Facts and input of the decisions about a month and its statements. */
import { z } from 'zod';
import type { commissionKinds } from '#core/money/index.ts';
import { fen, fenOrNone, month, monthText, now, signedFen, state } from './commission-parts.ts';
import { anId, count, idOrNone, nothing, one, several, timeZone, yes } from './fields.ts';
import { named, type ShapesOf } from './kit.ts';

export const statement = z
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

export const ofMonths: Pick<
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
