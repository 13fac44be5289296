/** Facts and input of the decisions by which a deal ends or loses its credit. */
import { z } from 'zod';
import type { dealKinds } from '#core/deals/index.ts';
import { contracted, deal, fen, inEffect, now, orderInEffect } from './deal.ts';
import { hasOpenChange, mayOverride, ofDeal, reason, zone } from './deals-parts.ts';
import { day, one, text, timeZone, yes } from './fields.ts';
import { named, oneOf, type ShapesOf } from './kit.ts';

export const endingShapes: Pick<
  ShapesOf<typeof dealKinds>,
  'deals.withdraw' | 'deals.withdrawn' | 'deals.breach' | 'deals.breachSettled' | 'deals.cancelCredit'
> = {
  'deals.withdraw': {
    facts: z.looseObject({ deal, timeZone, hasOpenChange, mayOverride }),
    input: z.looseObject({
      reason,
      cause: oneOf({ customer: { zh: '客户', en: 'customer' }, company: { zh: '公司', en: 'company' } }).meta(
        named('由谁提出', 'Asked for by'),
      ),
      persuasion: text('挽留经过', 'How the customer was asked to stay'),
      refundMethod: oneOf({
        cash: { zh: '现金', en: 'cash' },
        cheque: { zh: '支票', en: 'cheque' },
        wire: { zh: '转账', en: 'wire' },
      }).meta(named('退款方式', 'Refund by')),
    }),
    sample: {
      now,
      facts: { deal: { ...inEffect, paidFen: 2_000_000 }, timeZone: zone, hasOpenChange: false, mayOverride: false },
      input: { reason: '购房资格不足', cause: 'customer', persuasion: '已两次面谈挽留', refundMethod: 'cash' },
    },
  },
  'deals.withdrawn': {
    facts: z.looseObject({
      deal,
      hasPaid: yes('已收款', 'Money was taken'),
      isUnsigned: yes('退订文件待客户签字', 'The withdrawal lies unsigned').optional(),
    }),
    input: z.looseObject({
      agreementBack: yes('认购书已收回', 'Agreement back'),
      receiptBack: yes('定金收据已收回', 'Receipt back'),
      bookSigned: yes('客户已在存根签字', 'Receipt book signed'),
    }),
    sample: {
      now,
      facts: {
        deal: {
          ...inEffect,
          paidFen: 2_000_000,
          withdrawal: {
            reason: '购房资格不足',
            askedAt: now,
            askedBy: 'chen',
            cause: 'customer',
            refundMethod: 'cash',
            refundNotBefore: '2026-03-11',
            isExceptional: false,
            approvedAt: now,
          },
        },
        hasPaid: true,
      },
      input: { agreementBack: true, receiptBack: true, bookSigned: true },
    },
  },
  'deals.breach': {
    facts: ofDeal,
    input: z.looseObject({
      overdueSince: day('逾期自', 'Overdue since'),
      overdueFen: fen('逾期金额（分）', 'Overdue (fen)'),
    }),
    sample: { now, facts: { deal: contracted }, input: { overdueSince: '2026-01-09', overdueFen: 30_000_000 } },
  },
  'deals.breachSettled': {
    facts: ofDeal,
    input: z.looseObject({
      outcome: oneOf({
        goes_on: { zh: '补缴后继续', en: 'paid, goes on' },
        ends: { zh: '按违约终止', en: 'ends' },
      }).meta(named('了结', 'Outcome')),
      reason,
    }),
    sample: {
      now,
      facts: { deal: { ...contracted, state: 'breached' } },
      input: { outcome: 'goes_on', reason: '已补缴' },
    },
  },
  'deals.cancelCredit': {
    facts: z.looseObject({ deal, deciderId: one('staff', '决定人', 'Who decides') }),
    input: z.looseObject({
      cause: oneOf({
        complaint: { zh: '客户投诉', en: 'complaint' },
        leak: { zh: '泄露库存引来抢车', en: 'stock leaked' },
        lost_tools: { zh: '遗失说明书或工具', en: 'manual or tools lost' },
      }).meta(named('事由', 'Cause')),
      performance: yes('取消业绩', 'Performance'),
      commission: yes('取消提成', 'Commission'),
      reason,
    }),
    sample: {
      now,
      facts: { deal: orderInEffect, deciderId: 'zhou' },
      input: { cause: 'complaint', performance: true, commission: false, reason: '未告知费用，客户投诉' },
    },
  },
};
