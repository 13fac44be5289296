/** What a house may decide for itself about notices between departments. */
import { days, parameters, table, type ValuesOf } from '../kernel/parameters.ts';
import { departmentKeys } from './types.ts';

const goods = ['room', 'vehicle', 'membership', 'stock'] as const;

export const LiaisonRules = parameters({
  forwardTo: table({
    label: {
      zh: '订单（认购）生效即送达的部门（1 送达）',
      en: 'Departments that an order or subscription is forwarded to at once (1: forwarded)',
    },
    rows: departmentKeys,
    columns: goods,
    min: 0,
    max: 1,
    default: Object.fromEntries(departmentKeys.map((key) => [key, Object.fromEntries(goods.map((one) => [one, 0]))])),
    cites: ['S1.09.o2'],
  }),
  receiveDays: days({
    label: { zh: '联络单签收期限（当日之后）', en: 'A notice is signed for within, after the day it was sent' },
    default: 1,
    min: 0,
    max: 30,
    cites: ['S0.04.d5b', 'S1.09.o2'],
  }),
  answerDays: days({
    label: { zh: '未注明日期的联络单答复期限', en: 'A notice that names no day is answered within' },
    default: 3,
    min: 1,
    max: 90,
    cites: ['S0.04.d5b', 'S0.04.d5'],
  }),
});

export type LiaisonRuleValues = ValuesOf<typeof LiaisonRules>;
