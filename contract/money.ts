/** Money on the wire: receipts, day-close, receivables, bank; performance, commission and statements. */
import { permissions } from './kernel/permissions.ts';
import { refusals } from './kernel/refusal.ts';

export const moneyPermissions = permissions({
  'money.read': {
    zh: '查看收款与应收',
    en: 'See receipts and receivables',
    scopes: ['self', 'team', 'site', 'company'],
  },
  'money.receive': {
    zh: '收款、开收据、冲正',
    en: 'Receive money, give receipts, reverse',
    scopes: ['site', 'company'],
  },
  'money.refund': { zh: '办理退款付款', en: 'Pay refunds', scopes: ['site', 'company'] },
  'money.close': {
    zh: '日结、月结与对账',
    en: 'Close days and months, reconcile the bank',
    scopes: ['site', 'company'],
  },
  'money.dun': { zh: '催款', en: 'Demand payment', scopes: ['self', 'team', 'site', 'company'] },
  'money.statements': {
    zh: '查看业绩与提成结算单',
    en: 'See statements of performance and commission',
    scopes: ['self', 'team', 'site', 'company'],
  },
  'money.settle': { zh: '核算与审批结算单', en: 'Work out and approve statements', scopes: ['site', 'company'] },
  'money.pay': { zh: '发放提成与导出工资表', en: 'Pay commission, export for payroll', scopes: ['company'] },
});

export const moneyRefusals = refusals({});

export const money = {} as const;
