/** Facts and input of the decisions about allocating, handing over and the papers after it. */
import { z } from 'zod';
import type { dealKinds } from '#core/deals/index.ts';
import { deal, delivered, fen, keys, now, orderInEffect } from './deal.ts';
import { checkIn, delivery, hasOpenChange, mayOverride, papers, reason, withPapers } from './deals-parts.ts';
import { anId, day, idOrNone, instantOrNone, nothing, text, timeZone } from './fields.ts';
import { named, type ShapesOf } from './kit.ts';

export const handoverShapes: Pick<
  ShapesOf<typeof dealKinds>,
  'deals.allocate' | 'deals.handOver' | 'deals.filed' | 'deals.fileOverdue'
> = {
  'deals.allocate': {
    facts: z.looseObject({
      deal,
      unit: z
        .looseObject({
          id: anId('车辆', 'Vehicle'),
          code: text('车架号', 'VIN'),
          dealId: idOrNone('已配给', 'Allocated to'),
          state: text('销控状态', 'State'),
        })
        .meta(named('车辆', 'Vehicle')),
      waiting: z
        .array(
          z.looseObject({
            dealId: anId('订单', 'Order'),
            number: text('编号', 'Number'),
            orderDate: day('订单日期', 'Order date'),
            priceFen: fen('成交价（分）', 'Price (fen)'),
            fullyPaidAt: instantOrNone('付清时间', 'Paid in full at'),
            downPaidAt: instantOrNone('贷款首付时间', 'Down payment at'),
          }),
        )
        .meta(named('等候的订单', 'Orders waiting')),
      mayOverride,
    }),
    input: z.looseObject({ unitId: anId('车辆', 'Vehicle'), reason }),
    sample: {
      now,
      facts: {
        deal: { ...orderInEffect, unitId: null, wanted: { model: 'X', colour: '' } },
        unit: { id: 'car', code: 'LSGVIN0001', dealId: null, state: 'available' },
        waiting: [
          {
            dealId: 'deal',
            number: 'DD2026-00001',
            orderDate: '2026-03-09',
            priceFen: 12_000_000,
            fullyPaidAt: '2026-03-10T01:00:00.000Z',
            downPaidAt: null,
          },
          {
            dealId: 'other',
            number: 'DD2026-00002',
            orderDate: '2026-03-01',
            priceFen: 12_000_000,
            fullyPaidAt: null,
            downPaidAt: null,
          },
        ],
        mayOverride: false,
      },
      input: { unitId: 'car', reason: '' },
    },
  },
  'deals.handOver': {
    facts: z.looseObject({
      deal,
      papers,
      hasOpenChange,
      delivery: delivery.optional(),
      timeZone: timeZone.optional(),
      unsigned: keys('待客户签字的文件', 'Papers not signed yet').optional(),
    }),
    input: z.looseObject({ check: checkIn, lateCause: text('逾期原因', 'Why it is late').optional() }),
    sample: {
      now,
      facts: {
        deal: { ...orderInEffect, paidFen: 12_000_000 },
        papers: ['conformity_certificate', 'manual'],
        hasOpenChange: false,
      },
      input: {},
    },
  },
  'deals.filed': {
    facts: withPapers,
    input: nothing,
    sample: {
      now: '2026-03-10T02:20:00.000Z',
      facts: { deal: delivered, papers: ['id_card', 'invoice', 'handover_slip'] },
      input: {},
    },
  },
  'deals.fileOverdue': {
    facts: withPapers,
    input: nothing,
    sample: { now: '2026-03-10T02:20:00.000Z', facts: { deal: delivered, papers: ['id_card'] }, input: {} },
  },
};
