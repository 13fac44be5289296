/**
 * Every kind of decision there is, by the name it has in the journal, and every act that is recorded without a decision. Audit,
 * trial, simulation and the property tests all go through this list.
 */
import { approvalActs, approvalKinds } from './approvals/index.ts';
import { claimActs, claimKinds } from './claims/index.ts';
import { dealActs, dealKinds } from './deals/index.ts';
import { deskKinds } from './desk/index.ts';
import { customerActs, customerKinds } from './customers/index.ts';
import { inventoryActs, inventoryKinds } from './inventory/index.ts';
import type { Decision } from './kernel/decision.ts';
import type { Act, DecisionKind, Given } from './kernel/kind.ts';
import { liaisonActs, liaisonKinds } from './liaison/index.ts';
import { moneyActs, moneyKinds } from './money/index.ts';
import { offerActs, offerKinds } from './offers/index.ts';
import { organisationActs, organisationKinds } from './organisation/index.ts';
import { authoringActs, authoringKinds, rulebookKinds } from './rulebook/index.ts';
import { remedyActs, remedyKinds } from './remedies/index.ts';
import type { HouseRules } from './rules.ts';
import { verdictActs, verdictKinds } from './verdicts/index.ts';

export const kinds = {
  ...claimKinds,
  ...customerKinds,
  ...deskKinds,
  ...organisationKinds,
  ...rulebookKinds,
  ...authoringKinds,
  ...verdictKinds,
  ...approvalKinds,
  ...remedyKinds,
  ...inventoryKinds,
  ...offerKinds,
  ...dealKinds,
  ...liaisonKinds,
  ...moneyKinds,
};
export type KindName = keyof typeof kinds;

export const acts = {
  ...claimActs,
  ...customerActs,
  ...organisationActs,
  ...authoringActs,
  ...verdictActs,
  ...approvalActs,
  ...remedyActs,
  ...inventoryActs,
  ...offerActs,
  ...dealActs,
  ...liaisonActs,
  ...moneyActs,
  'session.changePassword': { label: { zh: '修改密码', en: 'Password changed' } },
  'session.totpOn': { label: { zh: '开启两步验证', en: 'Second factor switched on' } },
  'session.totpOff': { label: { zh: '关闭两步验证', en: 'Second factor switched off' } },
  'session.createToken': { label: { zh: '创建接口令牌', en: 'API token made' } },
  'session.revoke': { label: { zh: '结束登录', en: 'Sign-in ended' } },
  'reports.exportLedger': { label: { zh: '导出销售台账', en: 'Sales ledger exported' } },
  'journal.audit': { label: { zh: '审计', en: 'Audit' } },
  'journal.export': { label: { zh: '导出决定记录', en: 'Decisions exported' } },
  'imports.run': { label: { zh: '导入表格', en: 'Spreadsheet imported' } },
  'imports.register': { label: { zh: '导入登记', en: 'Rows of a register imported' } },
  'imports.undo': { label: { zh: '撤销导入', en: 'Import undone' } },
  'claims.withhold': {
    label: { zh: '离岗，客户交由部门接收', en: 'Moved or left: the department keeps the customers' },
  },
  'claims.giveBack': { label: { zh: '调回，客户归还', en: 'Moved back: the customers are theirs again' } },
  'desk.planDuty': { label: { zh: '排定值班表', en: 'Duty list planned' } },
  'desk.exportRegister': { label: { zh: '导出登记簿', en: 'Register exported' } },
} satisfies Readonly<Record<string, Act>>;
export type ActName = keyof typeof acts;
/** Everything an entry of the journal can be. */
export type EntryName = KindName | ActName;

export const isKind = (name: string): name is KindName => Object.hasOwn(kinds, name);
export const isAct = (name: string): name is ActName => Object.hasOwn(acts, name);

/** The decision of a kind over facts as they were stored; the caller vouches for their shape. */
export const decideKind = (
  name: KindName,
  given: Given<HouseRules>,
  facts: unknown,
  input: unknown,
): Decision<unknown> => (kinds[name] as DecisionKind<HouseRules, unknown, unknown>).decide(given, facts, input);
