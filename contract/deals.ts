/** Deals on the wire: from intention to handover, changes of unit, name and terms, and the ways out. */
import { permissions } from './kernel/permissions.ts';
import { refusals } from './kernel/refusal.ts';

export const dealsPermissions = permissions({
  'deals.read': { zh: '查看成交', en: 'See deals', scopes: ['self', 'team', 'site', 'company'] },
  'deals.orders': {
    zh: '翻阅订单表与交付队列',
    en: 'Look through the order table and the delivery queue',
    scopes: ['team', 'site', 'company'],
  },
  'deals.open': {
    zh: '办理认购、订单与变更',
    en: 'Open deals and ask for changes',
    scopes: ['self', 'team', 'site', 'company'],
  },
  'deals.register': {
    zh: '登记订单、合同份数与资料',
    en: 'Register orders, copies and papers',
    scopes: ['site', 'company'],
  },
  'deals.review': {
    zh: '审核合同、核对条款',
    en: 'Check contracts before signature',
    scopes: ['team', 'site', 'company'],
  },
  'deals.deliver': { zh: '办理交付', en: 'Hand over', scopes: ['site', 'company'] },
  'deals.override': {
    zh: '变通：改派车辆、特批退订',
    en: 'Re-allocate units, allow exceptions',
    scopes: ['site', 'company'],
  },
  'deals.templates': { zh: '维护合同范本', en: 'Keep contract templates', scopes: ['company'] },
});

export const dealsRefusals = refusals({});

export const deals = {} as const;
