/** Facts and input of the decisions that change a deal. */
import { z } from 'zod';
import type { dealKinds } from '#core/deals/index.ts';
import { deal, fen, fenOrNone, inEffect, loan, now, paymentMethod, plan } from './deal.ts';
import {
  atList,
  granted,
  hasOpenChange,
  inZone,
  price,
  reason,
  size,
  unitFields,
  vacant,
  zone,
} from './deals-parts.ts';
import { anId, text } from './fields.ts';
import { named, oneOf, type ShapesOf } from './kit.ts';

export const changeShapes: Pick<
  ShapesOf<typeof dealKinds>,
  'deals.changeTerms' | 'deals.changeUnit' | 'deals.changeName' | 'deals.changed'
> = {
  'deals.changeTerms': {
    facts: z.looseObject({ deal, hasOpenChange, price, granted }),
    input: z.looseObject({
      priceFen: fen('成交价（分）', 'Price (fen)'),
      depositFen: fen('定金（分）', 'Deposit (fen)'),
      paymentMethod,
      plan,
      loan,
      reason,
    }),
    sample: {
      now,
      facts: { deal: inEffect, hasOpenChange: false, price: atList, granted: [] },
      input: {
        priceFen: 99_000_000,
        depositFen: 2_000_000,
        paymentMethod: 'full',
        plan: [],
        loan: null,
        reason: '一次性付款优惠',
      },
    },
  },
  'deals.changeUnit': {
    facts: z.looseObject({
      deal,
      hasOpenChange,
      oldUnit: z.looseObject(size).nullable().meta(named('原房源', 'Old unit')),
      newUnit: z.looseObject({ ...unitFields, ...size }).meta(named('新房源', 'New unit')),
    }),
    input: z.looseObject({
      unitId: anId('新房源', 'New unit'),
      priceFen: fen('新成交价（分）', 'New price (fen)'),
      plan,
      loan,
      sells: oneOf({
        harder: { zh: '较难售', en: 'harder to sell' },
        same: { zh: '相当', en: 'the same' },
        easier: { zh: '较好售', en: 'easier to sell' },
      }).meta(named('新房源销路', 'The new unit is')),
      reason,
    }),
    sample: {
      now,
      facts: {
        deal: inEffect,
        hasOpenChange: false,
        oldUnit: { areaM2: 89.5 },
        newUnit: { ...vacant, id: 'larger', code: '1#-1-3302', areaM2: 120 },
      },
      input: { unitId: 'larger', priceFen: 130_000_000, plan: [], loan: null, sells: 'same', reason: '家庭人口增加' },
    },
  },
  'deals.changeName': {
    facts: z.looseObject({ deal, hasOpenChange }),
    input: z.looseObject({
      buyers: text('买方姓名', 'Buyers'),
      feeFen: fenOrNone('手续费（分）', 'Fee (fen)'),
      reason,
    }),
    sample: {
      now,
      facts: { deal: inEffect, hasOpenChange: false },
      input: { buyers: '王某', feeFen: null, reason: '改由配偶签约' },
    },
  },
  'deals.changed': {
    facts: inZone,
    input: z.looseObject({
      kind: oneOf({
        terms: { zh: '条件', en: 'terms' },
        unit: { zh: '房源', en: 'unit' },
        name: { zh: '姓名', en: 'name' },
      }).meta(named('变更', 'Change')),
    }),
    sample: { now, facts: { deal: inEffect, timeZone: zone }, input: { kind: 'terms' } },
  },
};
