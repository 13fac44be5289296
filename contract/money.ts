/** Money on the wire: receipts, day-close, receivables, bank. Performance, commission and statements are in commission.ts. */
import { z } from 'zod';
import { permissions } from './kernel/permissions.ts';
import { Uuid } from './kernel/shapes.ts';
import { collecting } from './money-collecting.ts';
import { reads } from './money-reads.ts';
import { Day } from './money-shapes.ts';
import { closing, taking } from './money-till.ts';

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

export const money = { ...reads, ...taking, ...closing, ...collecting } as const;

/** Files come as they are: the name behind the question mark, the bytes as the body. */
export const bankFilePath = '/money/bank-files';
export const BANK_FILE_BYTES_MAX = 8 * 1024 * 1024; // a statement of one account; protects memory
export const BankFileQuery = z.object({ siteId: Uuid, name: z.string().min(1).max(200), commandId: Uuid });
export const ledgerExportPath = '/money/exports';

export const LedgerExport = z.object({
  commandId: Uuid,
  ledger: z.enum(['receipts', 'receivables']),
  format: z.enum(['xlsx', 'csv']).default('xlsx'),
  siteId: Uuid.optional(),
  from: Day.optional(),
  to: Day.optional(),
});
