/** What a house may decide for itself about its position: how a month is measured against its plan, and when it is bad. */
import { choice, count, parameters, percent, type ValuesOf } from '../kernel/parameters.ts';

export const PositionRules = parameters({
  positionFloorPercent: percent({
    label: {
      zh: '销售或回款低于计划进度的百分之几即须查明原因（0 为不查）',
      en: 'Sales or collections below so many percent of the plan to date: the cause is found (0: never)',
    },
    default: 90,
    min: 0,
    max: 100,
    cites: ['S0.07.sup.2'],
  }),
  positionCounts: choice({
    label: { zh: '计划按何时点计成交', en: 'A deal counts against the plan at' },
    options: {
      subscription: { zh: '认购（订单）生效', en: 'the subscription or order' },
      contract: { zh: '签订合同', en: 'the contract' },
      handover: { zh: '交付', en: 'the handover' },
    },
    default: 'subscription',
    cites: ['S0.07.sup.2'],
  }),
  positionDays: choice({
    label: { zh: '计划进度按', en: 'The plan of a month is spread over' },
    options: {
      working: { zh: '工作日（除周末与法定节假日）', en: 'working days' },
      every: { zh: '每一天', en: 'every day' },
    },
    default: 'working',
    cites: ['S0.07.sup.2'],
  }),
  positionWeekday: count({
    label: { zh: '每周检查进度的日子（1 周一至 7 周日）', en: 'The position is checked every (1 Monday … 7 Sunday)' },
    default: 1,
    min: 1,
    max: 7,
    cites: ['S0.07.sup.2'],
  }),
});

export type PositionRuleValues = ValuesOf<typeof PositionRules>;
