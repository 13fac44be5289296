/** Facts and input of the decisions about what a deal earns. */
import { z } from 'zod';
import type { commissionKinds, Shares } from '#core/money/index.ts';
import { shares } from './attribution.ts';
import { balances, causes, contracted, earned, now, policy, rate, standing } from './commission-parts.ts';
import { nothing, oneOrNone, yes } from './fields.ts';
import { named, type ShapesOf } from './kit.ts';

const ruled: z.ZodType<Shares> = z.looseObject({
  performance: shares('业绩', 'Performance'),
  commission: shares('提成', 'Commission'),
});

const stopped = z.array(z.enum(['performance', 'commission'])).meta(named('已停计或取消', 'Taken away'));

const eightyTwenty: Shares = {
  performance: [{ party: 'chen', percent: 100 }],
  commission: [
    { party: 'chen', percent: 80 },
    { party: 'wang', percent: 20 },
  ],
};

export const ofDeals: Pick<
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
