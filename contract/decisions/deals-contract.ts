/** Facts and input of the decisions about a contract, from filling in to signing. */
import { z } from 'zod';
import { type dealKinds, noSteps, specialReasons } from '#core/deals/index.ts';
import { approvedContract, deal, drawn, keys, now } from './deal.ts';
import { delivery, hasOpenChange, major, ofDeal, papers, promised } from './deals-parts.ts';
import { count, nothing, text, yes } from './fields.ts';
import { named, oneOf, type ShapesOf } from './kit.ts';

export const contractShapes: Pick<
  ShapesOf<typeof dealKinds>,
  'deals.contractStep' | 'deals.specialReview' | 'deals.submitContract' | 'deals.correct' | 'deals.sign'
> = {
  'deals.contractStep': {
    facts: ofDeal,
    input: z.looseObject({
      step: oneOf({
        review: { zh: '审标', en: 'standard review' },
        fill: { zh: '填写', en: 'filling in' },
        check: { zh: '核对', en: 'check' },
      }).meta(named('步骤', 'Step')),
      checks: keys('核对项', 'Checks'),
      specialReasons: z.array(z.enum(specialReasons)).meta(named('特殊事由', 'Why special')),
    }),
    sample: {
      now,
      facts: { deal: drawn },
      input: {
        step: 'check',
        checks: ['each_clause', 'data', 'signatures', 'seals', 'drawings'],
        specialReasons: [],
      },
    },
  },
  'deals.specialReview': {
    facts: ofDeal,
    input: nothing,
    sample: {
      now,
      facts: { deal: { ...drawn, isSpecial: true, specialReasons: ['added_clause'] } },
      input: {},
    },
  },
  'deals.submitContract': {
    facts: z.looseObject({ deal, hasOpenChange, delivery: delivery.optional() }),
    input: nothing,
    sample: {
      now,
      facts: {
        deal: { ...drawn, contract: { ...noSteps, reviewedAt: now, filledAt: now, checkedAt: now } },
        hasOpenChange: false,
        delivery: promised,
      },
      input: {},
    },
  },
  'deals.correct': {
    facts: ofDeal,
    input: z.looseObject({
      where: text('涂改处', 'Where'),
      isSealed: yes('已盖章', 'Sealed'),
      fineYuan: count('罚款（元）', 'Fine (yuan)').nullable(),
    }),
    sample: {
      now,
      facts: { deal: { ...drawn, corrections: 2 } },
      input: { where: '第三条 面积', isSealed: true, fineYuan: null },
    },
  },
  'deals.sign': {
    facts: z.looseObject({
      deal,
      papers,
      subscriptionCopiesOut: count('在外认购书份数', 'Copies of the subscription out'),
      hasOpenChange,
      delivery: delivery.optional(),
      major: major.optional(),
    }),
    input: z.looseObject({
      consultantPresent: yes('销售顾问在场', 'The consultant is present'),
      subscriptionTakenBack: yes('认购书已收回', 'The subscription is back'),
    }),
    sample: {
      now,
      facts: {
        deal: approvedContract,
        papers: ['id_card', 'household_register'],
        subscriptionCopiesOut: 3,
        hasOpenChange: false,
        major: { isKeyCustomer: false, isFlagged: false, hasTakenPart: false, isWaived: false },
        delivery: promised,
      },
      input: { consultantPresent: true, subscriptionTakenBack: true },
    },
  },
};
