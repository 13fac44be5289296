/** The kinds of decision about the customer file, as the journal names them. */
import type { Instant, LocalDate } from '../kernel/instant.ts';
import { type Act, kind } from '../kernel/kind.ts';
import {
  decideAddPerson,
  decideContacts,
  decideIdentity,
  decideTransaction,
  type IdentityFacts,
  type PersonFacts,
} from './changes.ts';
import { decideGrade } from './grade.ts';
import { decideHousehold, type HouseholdClaim } from './household.ts';
import type { ImportantFacts } from './important.ts';
import { decideMerge, decideUndoMerge, type MergeParty, type MergeRecord } from './merge.ts';
import { decideNeeds, type Needs } from './needs.ts';
import {
  decideConfirmNewCustomer,
  decideNewCustomer,
  type NewCustomerFacts,
  type Transaction,
} from './new-customer.ts';
import { decideRegister, type Registration } from './register.ts';
import { decideExport, decideReveal, type RevealFacts } from './reveal.ts';
import type { CustomerRuleValues } from './rules.ts';
import { decideSourceCheck, type SourceCheck } from './source-check.ts';
import { decideStage, type Stage } from './stage.ts';
import type { Candidate, CustomerId, Grade, Relation, Source, Viewer } from './types.ts';

interface Given {
  readonly rules: { readonly customers: CustomerRuleValues };
  readonly now: Instant;
}

/** Who somebody is. */
const identities = {
  'customers.register': kind({
    label: { zh: '登记客户', en: 'Somebody is registered' },
    decide: (
      { rules, now }: Given,
      facts: {
        readonly registration: Registration;
        readonly candidates: readonly Candidate[];
        readonly timeZone: string;
      },
      _input: object,
    ) => decideRegister(rules.customers, facts.registration, facts.candidates, now, facts.timeZone),
  }),
  'customers.update': kind({
    label: { zh: '更新客户资料', en: 'A file is changed' },
    decide: ({ rules }: Given, facts: IdentityFacts, _input: object) => decideIdentity(rules.customers, facts),
  }),
  'customers.addPerson': kind({
    label: { zh: '新增联系人', en: 'Somebody more in a file' },
    decide: ({ rules }: Given, facts: PersonFacts, input: { readonly relation: Relation | 'contact' }) =>
      decideAddPerson(rules.customers, facts, input.relation),
  }),
  'customers.joinHousehold': kind({
    label: { zh: '并入家庭', en: 'Two customers are one family' },
    decide: ({ rules }: Given, facts: HouseholdClaim, _input: object) => decideHousehold(rules.customers, facts),
  }),
  'customers.merge': kind({
    label: { zh: '合并客户', en: 'Two files become one' },
    decide: (
      _given: Given,
      facts: { readonly one: MergeParty; readonly other: MergeParty },
      input: { readonly keep: CustomerId | null; readonly fieldsFromAbsorbed: readonly string[] },
    ) => decideMerge(facts.one, facts.other, input),
  }),
  'customers.undoMerge': kind({
    label: { zh: '撤销合并', en: 'A merge is undone' },
    decide: (_given: Given, facts: MergeRecord, _input: object) => decideUndoMerge(facts),
  }),
};

/** What becomes of them. */
const courses = {
  'customers.checkSource': kind({
    label: { zh: '核实客户来源', en: 'The source is checked' },
    decide: (_given: Given, facts: { readonly recorded: Source }, input: SourceCheck) =>
      decideSourceCheck(facts, input),
  }),
  'customers.grade': kind({
    label: { zh: '调整级别', en: 'The grade is changed' },
    decide: (
      { rules }: Given,
      facts: { readonly grade: Grade | null; readonly hasTrackingSheet: boolean },
      input: { readonly to: Grade; readonly reason: string | null },
    ) => decideGrade(rules.customers, facts, input),
  }),
  'customers.stage': kind({
    label: { zh: '推进客户管理步骤', en: 'A step of working the customer' },
    decide: ({ rules }: Given, facts: { readonly from: Stage }, input: { readonly stage: Stage }) =>
      decideStage(rules.customers, facts.from, input.stage),
  }),
  'customers.needs': kind({
    label: { zh: '记录需求', en: 'Needs are recorded' },
    decide: ({ rules }: Given, _facts: object, input: Needs) => decideNeeds(rules.customers, input),
  }),
  'customers.contacts': kind({
    label: { zh: '指定对接人', en: 'People in contact are named' },
    decide: ({ rules }: Given, facts: ImportantFacts, _input: object) => decideContacts(rules.customers, facts),
  }),
  'customers.transaction': kind({
    label: { zh: '记录业务往来', en: 'Business is recorded' },
    decide: (
      { rules }: Given,
      facts: { readonly transactions: readonly Transaction[]; readonly today: LocalDate },
      input: { readonly transactionId: string; readonly on: LocalDate },
    ) => decideTransaction(rules.customers, facts, input),
  }),
  'customers.newCustomer': kind({
    label: { zh: '新客户认定', en: 'A new business customer is recognised' },
    decide: ({ rules }: Given, facts: NewCustomerFacts, _input: object) => decideNewCustomer(rules.customers, facts),
  }),
  'customers.confirmNewCustomer': kind({
    label: { zh: '确认新客户', en: 'A new customer is confirmed' },
    decide: ({ rules }: Given, facts: NewCustomerFacts, _input: object) =>
      decideConfirmNewCustomer(rules.customers, facts),
  }),
};

const privacy = {
  'customers.reveal': kind({
    label: { zh: '查看私人信息', en: 'Private data are revealed' },
    decide: ({ rules }: Given, facts: RevealFacts, _input: object) => decideReveal(rules.customers, facts),
  }),
  'customers.export': kind({
    label: { zh: '导出客户', en: 'Customers are exported' },
    decide: (
      { rules }: Given,
      facts: {
        readonly viewer: Viewer;
        readonly rows: number;
        readonly withPrivate: boolean;
        readonly mayExportPrivate: boolean;
      },
      _input: object,
    ) => decideExport(rules.customers, facts),
  }),
};

export const customerKinds = { ...identities, ...courses, ...privacy };

export const customerActs = {
  'customers.removePerson': { label: { zh: '移除联系人', en: 'Contact removed' } },
  'customers.interest': { label: { zh: '记录意向', en: 'Interest recorded' } },
  'customers.addFile': { label: { zh: '上传附件', en: 'File added' } },
  'customers.openFile': { label: { zh: '打开附件', en: 'File opened' } },
  'customers.removeFile': { label: { zh: '移除附件', en: 'File removed' } },
  'customers.sweep': { label: { zh: '查找重复客户', en: 'Duplicates searched for' } },
  'customers.settleDuplicate': { label: { zh: '认定疑似重复', en: 'Possible duplicate settled' } },
  'customers.handInDay': { label: { zh: '上交当日登记', en: 'Register of the day handed in' } },
  'customers.defineField': { label: { zh: '新增自定义字段', en: 'Field defined' } },
  'customers.retireField': { label: { zh: '停用自定义字段', en: 'Field retired' } },
  'customers.bulkTag': { label: { zh: '批量打标签', en: 'Many customers tagged' } },
  'customers.bulkAssign': { label: { zh: '批量分配', en: 'Many customers assigned' } },
} satisfies Readonly<Record<string, Act>>;
