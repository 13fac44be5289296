/** Facts and input of the decisions about delivering on time: what was promised, what is late, what the customer is told. */
import { z } from 'zod';
import { type dealKinds, paymentMethods, progressKinds, wishes } from '#core/deals/index.ts';
import { deal, inEffect, now } from './deal.ts';
import { delivery, promised, reason, zone } from './deals-parts.ts';
import { day, dayOrNone, nothing, textOrNone, timeZone } from './fields.ts';
import { named, type ShapesOf } from './kit.ts';

const facts = z.looseObject({ deal, delivery, timeZone });

export const deliveryShapes: Pick<
  ShapesOf<typeof dealKinds>,
  'deals.promise' | 'deals.deliveryLate' | 'deals.progress'
> = {
  'deals.promise': {
    facts,
    input: z.looseObject({
      promisedOn: dayOrNone('交付日期', 'Promised on'),
      plan: textOrNone('实施方案', 'Plan'),
      paymentMethod: z.enum(paymentMethods).nullable().meta(named('付款方式', 'Payment')),
      wish: z.enum(wishes).nullable().meta(named('改期由谁提出', 'Moved at the wish of')),
      reason,
    }),
    sample: {
      now,
      facts: { deal: inEffect, delivery: promised, timeZone: zone },
      input: { promisedOn: '2026-04-20', plan: null, paymentMethod: null, wish: 'house', reason: '外墙验收推迟' },
    },
  },
  'deals.deliveryLate': {
    facts,
    input: nothing,
    sample: {
      now: '2026-04-10T16:00:00.000Z',
      facts: { deal: inEffect, delivery: promised, timeZone: zone },
      input: {},
    },
  },
  'deals.progress': {
    facts: z.looseObject({
      deal,
      timeZone,
      daysOff: z.array(day('休息日', 'Day off')).meta(named('休息日', 'Days off')),
    }),
    input: z.looseObject({ what: z.enum(progressKinds).meta(named('进度', 'What has happened')) }),
    sample: {
      now,
      facts: { deal: inEffect, timeZone: zone, daysOff: ['2026-03-14', '2026-03-15'] },
      input: { what: 'effective' },
    },
  },
};
