/** What a house may decide for itself about delivering on time. */
import { choice, days, toggle } from '../kernel/parameters.ts';

export const deliveryParameters = {
  deliveryTerms: choice({
    label: {
      zh: '付款方式、交货期限与实施方案须先商定',
      en: 'Payment method, delivery deadline and plan are agreed first',
    },
    options: {
      none: { zh: '不要求', en: 'not asked' },
      contract: {
        zh: '提交合同审批之前（不另签合同的，提交订单之前）',
        en: 'before the contract, or the order where none is signed',
      },
      order: { zh: '提交认购（订单）之前', en: 'before the subscription or order' },
    },
    default: 'none',
    cites: ['S1.10.s2'],
  }),
  deliveryWarnDays: days({
    label: { zh: '交付日前提醒经办人', en: 'The consultant is warned before the day of delivery' },
    default: 3,
    min: 0,
    max: 60,
    cites: ['S1.09.d3'],
  }),
  tellDays: days({
    label: {
      zh: '进度变化后告知客户的时限（工作日，0 为不要求）',
      en: 'The customer is told of progress within (working days; 0: not asked)',
    },
    default: 0,
    min: 0,
    max: 30,
    cites: ['S1.09.o3'],
  }),
  handoverCheck: toggle({
    label: {
      zh: '交付时按合同核对时间、质量与数量',
      en: 'A handover is checked against the contract: time, quality, quantity',
    },
    default: false,
    cites: ['S1.16.f9', 'S1.09.o4'],
  }),
} as const;
