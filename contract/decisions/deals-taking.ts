/** Facts and input of the decisions by which a deal takes effect. */
import { z } from 'zod';
import type { dealKinds } from '#core/deals/index.ts';
import { base, deal, fenOrNone, keys, now, submitted, vehicle } from './deal.ts';
import { atList, delivery, granted, inZone, papers, price, promised, unit, vacant, zone } from './deals-parts.ts';
import { nothing, timeZone, yes } from './fields.ts';
import type { ShapesOf } from './kit.ts';

export const takingShapes: Pick<ShapesOf<typeof dealKinds>, 'deals.submit' | 'deals.approved' | 'deals.register'> = {
  'deals.submit': {
    facts: z.looseObject({
      deal,
      timeZone,
      unit,
      price,
      depositSetFen: fenOrNone('公司设定定金（分）', 'Deposit set (fen)'),
      hasContact: yes('档案有联系方式', 'Contact data on file'),
      papers,
      granted,
      hasOpenTerms: yes('有未批特别条件', 'Special terms undecided'),
      isReported: yes('已报告主管', 'The supervisor has been told').optional(),
      delivery: delivery.optional(),
    }),
    input: z.looseObject({ disclosures: keys('已讲明事项', 'Disclosed') }),
    sample: {
      now,
      actorId: 'chen',
      facts: {
        deal: base,
        timeZone: zone,
        unit: vacant,
        price: atList,
        depositSetFen: 2_000_000,
        hasContact: true,
        papers: [],
        granted: [],
        hasOpenTerms: false,
        delivery: promised,
      },
      input: {
        disclosures: ['presale_registration', 'title', 'other_fees', 'price', 'quality', 'after_sales'],
      },
    },
  },
  'deals.approved': {
    facts: inZone,
    input: nothing,
    sample: { now, facts: { deal: submitted, timeZone: zone }, input: {} },
  },
  'deals.register': {
    facts: inZone,
    input: nothing,
    sample: {
      now,
      facts: { deal: { ...vehicle, state: 'subscribing', submittedAt: now, approvedAt: now }, timeZone: zone },
      input: {},
    },
  },
};
