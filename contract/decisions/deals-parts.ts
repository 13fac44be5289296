/** What several decisions about deals are handed beside the deal. */
import { z } from 'zod';
import { checkPoints, paymentMethods } from '#core/deals/index.ts';
import { deal, fen, fenOrNone, keys } from './deal.ts';
import { anId, day, dayOrNone, idOrNone, text, timeZone, yes } from './fields.ts';
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

/** What is agreed about delivering; decisions of earlier releases have nothing here. */
export const deliveryFields = {
  promisedOn: dayOrNone('承诺交付日', 'Promised on'),
  dueOn: dayOrNone('计准时率的交付日', 'Punctual by'),
  plan: text('实施方案', 'Plan'),
  paymentAgreed: z.enum(paymentMethods).nullable().meta(named('已商定付款方式', 'Payment agreed')),
};
export const delivery = z.looseObject(deliveryFields).meta(named('交付约定', 'Delivery'));

const point = z.looseObject({ ok: yes('相符', 'As agreed'), note: text('说明', 'Note') });
/** What whoever handed over found; null or nothing: nobody checked. */
export const checkIn = z
  .looseObject({
    quality: point.meta(named('质量', 'Quality')),
    quantity: point.meta(named('数量与配件', 'Quantity and fittings')),
    remark: text('客户接受意见', 'The customer’s remark'),
    defects: z
      .array(
        z.looseObject({
          of: z.enum(checkPoints).meta(named('类别', 'Of')),
          what: text('问题', 'Defect'),
          dueOn: day('解决期限', 'Put right by'),
        }),
      )
      .meta(named('待解决问题', 'Defects')),
  })
  .nullable()
  .optional()
  .meta(named('交付核对', 'Check at the handover'));
export const promised = {
  promisedOn: '2026-04-10',
  dueOn: '2026-04-10',
  plan: '四月五日前验房，四月十日交钥匙',
  paymentAgreed: 'full',
} as const;
export const zone = 'Asia/Shanghai';

/** Why a deal is major, and whether the manager takes part. */
export const major = z
  .looseObject({
    isKeyCustomer: yes('重点客户', 'Key customer'),
    isFlagged: yes('已标记', 'Marked'),
    hasTakenPart: yes('经理已参与', 'The manager takes part'),
    isWaived: yes('已免除', 'Waived'),
  })
  .meta(named('重大成交', 'Major deal'));
