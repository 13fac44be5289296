/** Facts and input of the decisions about the position of a month. */
import { z } from 'zod';
import type { positionKinds } from '#core/money/index.ts';
import { count, day, text, yes } from './fields.ts';
import { named, oneOf, type ShapesOf } from './kit.ts';

const now = '2026-03-16T00:00:00.000Z';
const fen = (zh: string, en: string) =>
  z.int().max(1_000_000_000_000_000).min(-1_000_000_000_000_000).meta(named(zh, en));
const planned = (zh: string, en: string) => z.int().nonnegative().max(1_000_000_000_000_000).meta(named(zh, en));
const month = z
  .string()
  .regex(/^[12]\d{3}-(0[1-9]|1[0-2])$/)
  .meta(named('月份', 'Month'));
const plan = {
  contracts: count('合同数', 'Contracts'),
  salesFen: planned('销售额（分）', 'Sales, fen'),
  collectionsFen: planned('回款（分）', 'Collections, fen'),
};
const actual = {
  contracts: count('合同数', 'Contracts'),
  salesFen: planned('销售额（分）', 'Sales, fen'),
  collectionsFen: fen('回款（分）', 'Collections, fen'),
};
const sample = { contracts: 22, salesFen: 220_000_000, collectionsFen: 110_000_000 };
const keys = (zh: string, en: string) => z.array(z.string()).meta(named(zh, en));

export const positionShapes: ShapesOf<typeof positionKinds> = {
  'money.setPosition': {
    facts: z.looseObject({ month, thisMonth: month, version: count('现有版本', 'Version') }),
    input: z.looseObject({ ...plan, reason: text('修改原因', 'Reason') }),
    sample: { now, facts: { month: '2026-03', thisMonth: '2026-03', version: 0 }, input: { ...sample, reason: '' } },
  },
  'money.position': {
    facts: z.looseObject({
      month,
      through: day('计至', 'Through'),
      daysOff: z.array(day('休息日', 'Day off')).meta(named('休息日', 'Days off')),
      plan: z.looseObject(plan).meta(named('计划', 'Plan')),
      actual: z.looseObject(actual).meta(named('实际', 'Actual')),
      hasOpenDuty: yes('尚有未查明的原因', 'A cause is still open'),
    }),
    input: z.looseObject({}),
    sample: {
      now,
      facts: {
        month: '2026-03',
        through: '2026-03-15',
        daysOff: ['01', '07', '08', '14', '15', '21', '22', '28', '29'].map((one) => `2026-03-${one}`),
        plan: sample,
        actual: { contracts: 9, salesFen: 90_000_000, collectionsFen: 44_999_999 },
        hasOpenDuty: false,
      },
      input: {},
    },
  },
  'money.positionCause': {
    facts: z.looseObject({
      state: oneOf({
        open: { zh: '待查明', en: 'open' },
        noted: { zh: '已告知', en: 'noted' },
        closed: { zh: '已办结', en: 'closed' },
      }).meta(named('状态', 'State')),
      below: keys('低于计划的', 'Below the plan'),
    }),
    input: z.looseObject({ cause: text('原因', 'Cause'), departmentIds: keys('告知部门', 'Departments') }),
    sample: {
      now,
      facts: { state: 'open', below: ['collections'] },
      input: { cause: '两笔按揭未放款', departmentIds: ['finance'] },
    },
  },
};
