/** What several decisions about deals are handed beside the deal. */
import { z } from 'zod';
import { deal, fen, fenOrNone, keys } from './deal.ts';
import { anId, dayOrNone, idOrNone, text, timeZone, yes } from './fields.ts';
import { named } from './kit.ts';

export const unitFields = {
  id: anId('房源', 'Unit'),
  code: text('房号', 'Code'),
  state: z
    .string()
    .meta({ ...named('销控状态', 'State'), examples: ['available', 'held', 'subscribed', 'contracted', 'withheld'] }),
  heldForId: idOrNone('为谁保留', 'Held for'),
  dealId: idOrNone('所属成交单', 'Deal'),
  isMarked: yes('已标记', 'Marked'),
};

export const unit = z.looseObject(unitFields).nullable().meta(named('房源', 'Unit'));
export const granted = z
  .array(
    z.looseObject({
      kind: text('类别', 'Kind'),
      priceFen: fenOrNone('批准价（分）', 'Price (fen)'),
      untilOn: dayOrNone('至', 'Until'),
    }),
  )
  .meta(named('已批特别条件', 'Special terms granted'));

export const papers = keys('已收资料', 'Papers received');
export const hasOpenChange = yes('有未了结变更', 'A change is open');
export const mayOverride = yes('有变通权限', 'May allow exceptions');
export const size = { areaM2: z.number().nullable().meta(named('面积（平方米）', 'Area (m²)')) };
export const price = z
  .looseObject({
    needsApproval: yes('须批准', 'Needs approval'),
    belowListFen: fen('低于表价（分）', 'Below list (fen)'),
    discountPercent: z.number().meta(named('折让（%）', 'Discount (%)')),
  })
  .nullable()
  .meta(named('价格', 'Price'));

export const vacant = {
  id: 'unit',
  code: '1#-1-3301',
  state: 'available',
  heldForId: null,
  dealId: null,
  isMarked: false,
};

export const atList = { needsApproval: false, belowListFen: 0, discountPercent: 0 };
export const reason = text('原因', 'Reason');
export const ofDeal = z.looseObject({ deal });
export const inZone = z.looseObject({ deal, timeZone });
export const withPapers = z.looseObject({ deal, papers });
export const zone = 'Asia/Shanghai';
