/** Customers on the wire. What is private travels masked; a reveal is a command of its own, because it leaves a trace. */
import { z } from 'zod';
import {
  customerTypes,
  feasibilities,
  formNames,
  grades,
  relationNames,
  sourceNames,
  stageNames,
  urgencies,
} from '#core/customers/index.ts';
import { command, query } from './kernel/route.ts';
import { customersRefusals } from './customers-refusals.ts';
import { InstantOut, LocalDateText, PersonRef, Uuid, WhyNot, pageOf, pageQuery } from './kernel/shapes.ts';

export { customersPermissions, customersRefusals } from './customers-refusals.ts';

const line = z.string().trim().max(200);
const paragraph = z.string().trim().max(4000);
const Gender = z.enum(['male', 'female']);
const Relation = z.enum(relationNames);
const Flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** Free fields of the company: key → value; what the company has not defined is refused. */
const Custom = z.record(z.string().max(40), z.union([z.string().max(500), z.number(), z.null()]));

const profile = {
  kind: z.enum(['person', 'company']).optional(),
  type: z.enum(customerTypes).nullable().optional(),
  gender: Gender.nullable().optional(),
  source: z.enum(sourceNames).optional(),
  sourceDetail: line.optional(),
  segment: line.optional(),
  enquiry: paragraph.optional(),
  visitedOn: LocalDateText.nullable().optional(),
  note: paragraph.optional(),
  background: paragraph.optional(),
  suggestions: paragraph.optional(),
  noDealReason: paragraph.optional(),
  withdrawalReason: paragraph.optional(),
  important: z.boolean().optional(),
  confidential: z.boolean().optional(),
  custom: Custom.optional(),
};
/** Private fields: stored encrypted, shown masked. Absent keeps the value, null clears it. */
const privateFields = {
  idNumber: line.nullable().optional(),
  address: line.nullable().optional(),
  postcode: line.nullable().optional(),
  email: line.nullable().optional(),
  wechat: line.nullable().optional(),
  fax: line.nullable().optional(),
  pager: line.nullable().optional(),
  website: line.nullable().optional(),
  bornOn: LocalDateText.nullable().optional(),
};
const identifying = {
  phones: z.string().max(200).optional().describe('One or several, any spelling: spaces, dashes, +86, full width'),
  plates: z.array(line).max(10).optional(),
  cards: z.array(line).max(10).optional(),
};

export const RegisterCustomer = z.object({
  siteId: Uuid.nullable().optional().describe("Absent: the caller's own site"),
  form: z.enum(formNames).default('desk'),
  name: line,
  ...identifying,
  phoneDeclined: line.optional().describe('Why there is no phone'),
  ...profile,
  ...privateFields,
  grade: z.enum(grades).optional(),
  needs: paragraph.optional(),
  tags: z.array(line).max(20).optional(),
  referredBy: Uuid.nullable().optional(),
  householdOf: z.object({ customerId: Uuid, relation: Relation }).nullable().optional(),
  differentFrom: z.array(Uuid).max(50).default([]),
  differentFromStrangers: z.boolean().default(false),
});
export type RegisterCustomerInput = z.output<typeof RegisterCustomer>;

export const CustomerRow = z.object({
  id: Uuid,
  serial: z.number().int().nullable(),
  name: z.string(),
  kind: z.string(),
  type: z.string().nullable(),
  gender: z.string().nullable(),
  grade: z.string().nullable(),
  stage: z.string(),
  source: z.string(),
  segment: z.string(),
  phone: z.string().nullable().describe('Masked unless the house shows it to this reader'),
  owner: PersonRef.nullable(),
  ownedUntil: InstantOut.nullable(),
  site: PersonRef.nullable(),
  tags: z.array(z.string()),
  important: z.boolean(),
  confidential: z.boolean(),
  custom: Custom,
  registeredAt: InstantOut,
  lastActivityAt: InstantOut,
});
export type CustomerRowOut = z.output<typeof CustomerRow>;

export const CustomerFilters = z.object({
  q: z.string().trim().max(60).optional().describe('Name, pinyin, initials, phone or its tail, plate, card'),
  grade: z.string().optional().describe('A, B, C, D or several with commas'),
  stage: z.enum(stageNames).optional(),
  source: z.enum(sourceNames).optional(),
  type: z.enum(customerTypes).optional(),
  tag: line.optional(),
  ownerId: Uuid.optional(),
  unowned: Flag.optional(),
  siteId: Uuid.optional(),
  important: Flag.optional(),
  registeredFrom: LocalDateText.optional(),
  registeredTo: LocalDateText.optional(),
});
export type CustomerFiltersInput = z.input<typeof CustomerFilters>;

const Person = z.object({
  id: Uuid,
  relation: z.string(),
  name: z.string(),
  gender: z.string().nullable(),
  position: z.string(),
  keys: z.array(z.object({ kind: z.string(), masked: z.string() })),
  /** Masked private fields that hold a value. */
  private: z.record(z.string(), z.string()),
});
const By = { by: PersonRef.nullable(), at: InstantOut };

export const CustomerDetail = CustomerRow.extend({
  version: z.number().int(),
  enquiry: z.string(),
  visitedOn: z.string().nullable(),
  sourceDetail: z.string(),
  note: z.string(),
  background: z.string(),
  suggestions: z.string(),
  noDealReason: z.string(),
  withdrawalReason: z.string(),
  phoneDeclined: z.string().nullable(),
  registeredBy: PersonRef.nullable(),
  referredBy: PersonRef.nullable(),
  referrals: z.array(PersonRef),
  mergedInto: Uuid.nullable(),
  trackingSheet: z.object({ needed: z.boolean(), openedAt: InstantOut.nullable() }),
  attention: z.object({ reception: z.enum(['normal', 'vip']), contactsMissing: z.number().int() }),
  nextStages: z.array(z.string()),
  people: z.array(Person),
  household: z.array(PersonRef).describe('Customers of the same household, when the house keeps them apart'),
  staff: z.array(z.object({ person: PersonRef, role: z.string(), since: InstantOut, until: InstantOut.nullable() })),
  grades: z.array(
    z.object({ from: z.string().nullable(), to: z.string(), reason: z.string(), journalId: Uuid, ...By }),
  ),
  interests: z.array(
    z.object({
      id: Uuid,
      product: z.string(),
      detail: z.string(),
      budgetMinFen: z.number().nullable(),
      budgetMaxFen: z.number().nullable(),
      ...By,
    }),
  ),
  needs: z.array(
    z.object({
      id: Uuid,
      text: z.string(),
      urgency: z.string().nullable(),
      feasibility: z.string().nullable(),
      advice: z.string().nullable(),
      forwardTo: z.array(z.string()),
      declinedReason: z.string().nullable(),
      journalId: Uuid,
      ...By,
    }),
  ),
  files: z.array(z.object({ id: Uuid, name: z.string(), mediaType: z.string(), bytes: z.number(), ...By })),
  merges: z.array(z.object({ id: Uuid, absorbed: PersonRef, ...By, undoneAt: InstantOut.nullable(), journalId: Uuid })),
  business: z.object({
    transactions: z.array(
      z.object({ id: Uuid, on: z.string(), kind: z.string(), invoiceName: z.string(), number: z.string(), ...By }),
    ),
    newClaims: z
      .array(
        z.object({ id: Uuid, firstOn: z.string(), formName: z.string(), dueOn: z.string(), journalId: Uuid, ...By }),
      )
      .describe('Recognitions as a new customer'),
  }),
  missing: z.record(z.string(), z.array(z.string())).describe('Per form: the compulsory fields still empty'),
  revealsLeft: z.number().int(),
  whyNot: z.object({ reveal: WhyNot, edit: WhyNot, merge: WhyNot }),
});
export type CustomerDetailOut = z.output<typeof CustomerDetail>;

const Stranger = z.object({
  exists: z.literal(true),
  ownerName: z.string().nullable(),
  until: InstantOut.nullable(),
  reasons: z.array(z.string()),
});
export const Recognised = z.object({
  known: z.array(z.object({ customer: CustomerRow, reasons: z.array(z.string()), confidence: z.number().int() })),
  strangers: z.array(Stranger).describe('Outside your scope: that somebody exists, whose and until when'),
});

const Registered = z.object({
  kind: z.enum(['new', 'existing', 'household_member']),
  customerId: Uuid,
  personId: Uuid.nullable(),
  serial: z.number().int().nullable(),
  ownerName: z.string().nullable(),
  ownedUntil: InstantOut.nullable(),
  review: z.array(Uuid),
  journalId: Uuid,
});
const Done = z.object({ journalId: Uuid });
const Changed = z.object({ version: z.number().int(), journalId: Uuid });
const one = z.object({ customerId: Uuid });
const refusals = customersRefusals;
const Version = z.number().int().min(1);
const reason = line.optional();

export const SavedView = z.object({
  id: Uuid,
  name: z.string(),
  shared: z.boolean(),
  mine: z.boolean(),
  filters: z.record(z.string(), z.string()),
  columns: z.array(z.string()),
  version: z.number().int(),
});
const viewBody = {
  name: line.min(1),
  shared: z.boolean().default(false),
  filters: z.record(z.string().max(40), z.string().max(200)),
  columns: z.array(z.string().max(60)).max(40).default([]),
};
export const CustomField = z.object({
  id: Uuid,
  key: z.string(),
  label: z.string(),
  type: z.enum(['text', 'number', 'date', 'choice']),
  options: z.array(z.string()),
  retired: z.boolean(),
});
const BulkPick = {
  customerIds: z.array(Uuid).min(1).max(500).optional(),
  filters: CustomerFilters.optional().describe('Instead of ids: everything the filters find, bounded'),
};
const Preview = z.object({
  count: z.number().int(),
  skipped: z.array(z.object({ id: Uuid, name: z.string(), reason: z.string() })),
  sample: z.array(z.object({ id: Uuid, name: z.string(), ownerName: z.string().nullable() })),
});
const Duplicate = z.object({
  id: Uuid,
  one: CustomerRow,
  other: CustomerRow,
  reasons: z.array(z.string()),
  confidence: z.number().int(),
  foundBy: z.string(),
  foundAt: InstantOut,
});
const TimelineEntry = z.object({
  id: Uuid,
  at: InstantOut,
  kind: z.string(),
  title: z.object({ zh: z.string(), en: z.string() }).describe('What happened, in a sentence'),
  by: PersonRef.nullable(),
  text: z.string(),
  detail: z.record(z.string(), z.unknown()),
  journalId: Uuid.nullable(),
});

export const customers = {
  list: query({
    path: '/customers',
    may: 'customers.read',
    summary: { zh: '客户列表', en: 'Customers in your scope' },
    query: CustomerFilters.extend(pageQuery),
    response: pageOf(CustomerRow),
  }),
  recognise: query({
    path: '/customers/recognise',
    may: 'customers.read',
    summary: { zh: '输入时识别客户', en: 'Recognise a customer while typing' },
    query: z.object({ q: z.string().trim().min(1).max(60), limit: z.coerce.number().int().min(1).max(20).default(8) }),
    response: Recognised,
  }),
  register: command({
    path: '/customers',
    may: 'customers.register',
    summary: { zh: '登记客户', en: 'Register a customer' },
    body: RegisterCustomer.shape,
    response: Registered,
    refusals,
  }),
  get: query({
    path: '/customers/:customerId',
    may: 'customers.read',
    summary: { zh: '客户档案', en: 'A customer file' },
    params: one,
    response: CustomerDetail,
    refusals,
  }),
  neighbours: query({
    path: '/customers/:customerId/neighbours',
    may: 'customers.read',
    summary: { zh: '筛选结果中的上一位、下一位', en: 'Previous and next inside a filtered list' },
    params: one,
    query: CustomerFilters,
    response: z.object({ previous: Uuid.nullable(), next: Uuid.nullable() }),
  }),
  timeline: query({
    path: '/customers/:customerId/timeline',
    may: 'customers.read',
    summary: { zh: '客户时间线', en: 'Everything that happened with a customer' },
    params: one,
    query: z.object(pageQuery),
    response: pageOf(TimelineEntry),
    refusals,
  }),
  update: command({
    method: 'PATCH',
    path: '/customers/:customerId',
    may: 'customers.edit',
    summary: { zh: '修改客户档案', en: 'Change a customer file' },
    params: one,
    body: { version: Version, name: line.min(1).optional(), ...identifying, ...profile, ...privateFields },
    response: Changed,
    refusals,
  }),
  addPerson: command({
    path: '/customers/:customerId/people',
    may: 'customers.edit',
    summary: { zh: '添加家庭成员或联系人', en: 'Add a family member or a contact' },
    params: one,
    body: {
      relation: z.enum([...relationNames, 'contact']),
      name: line.min(1),
      gender: Gender.nullable().optional(),
      position: line.optional(),
      ...identifying,
      ...privateFields,
      confirmed: z.boolean().default(false),
    },
    response: z.object({ personId: Uuid, journalId: Uuid }),
    refusals,
  }),
  removePerson: command({
    method: 'DELETE',
    path: '/customers/:customerId/people/:personId',
    may: 'customers.edit',
    summary: { zh: '移除家庭成员或联系人', en: 'Remove a family member or a contact' },
    params: z.object({ customerId: Uuid, personId: Uuid }),
    body: { reason: line.min(1) },
    response: Done,
    refusals,
  }),
  joinHousehold: command({
    path: '/customers/:customerId/household',
    may: 'customers.edit',
    summary: { zh: '并入家庭', en: 'Join the household of another customer' },
    params: one,
    body: { headId: Uuid, relation: Relation, confirmed: z.boolean().default(false) },
    response: z.object({ as: z.enum(['one_customer', 'linked']), customerId: Uuid, journalId: Uuid }),
    refusals,
  }),
  setGrade: command({
    method: 'PUT',
    path: '/customers/:customerId/grade',
    may: 'customers.edit',
    summary: { zh: '调整级别', en: 'Change the grade' },
    params: one,
    body: { grade: z.enum(grades), reason },
    response: z.object({ opensTrackingSheet: z.boolean(), journalId: Uuid }),
    refusals,
  }),
  setStage: command({
    method: 'PUT',
    path: '/customers/:customerId/stage',
    may: 'customers.edit',
    summary: { zh: '推进客户阶段', en: 'Move the customer to a stage' },
    params: one,
    body: { stage: z.enum(stageNames), reason },
    response: z.object({ stage: z.string(), task: z.string().nullable(), journalId: Uuid }),
    refusals,
  }),
  recordNeeds: command({
    path: '/customers/:customerId/needs',
    may: 'customers.edit',
    summary: { zh: '记录需求', en: 'Record needs' },
    params: one,
    body: {
      text: paragraph,
      urgency: z.enum(urgencies).nullable().default(null),
      feasibility: z.enum(feasibilities).nullable().default(null),
      advice: paragraph.nullable().default(null),
      forwardTo: z.array(line).max(10).default([]),
      declinedReason: line.nullable().default(null),
    },
    response: z.object({ needId: Uuid, journalId: Uuid }),
    refusals,
  }),
  addInterest: command({
    path: '/customers/:customerId/interests',
    may: 'customers.edit',
    summary: { zh: '记录意向', en: 'Record an interest' },
    params: one,
    body: {
      product: line.min(1),
      detail: paragraph.default(''),
      budgetMinFen: z.number().int().min(0).nullable().default(null),
      budgetMaxFen: z.number().int().min(0).nullable().default(null),
    },
    response: z.object({ interestId: Uuid, journalId: Uuid }),
    refusals,
  }),
  setContacts: command({
    method: 'PUT',
    path: '/customers/:customerId/contacts',
    may: 'customers.assign',
    summary: { zh: '指定重要客户对接人', en: 'Name the colleagues in contact' },
    params: one,
    body: { staffIds: z.array(Uuid).max(5) },
    response: z.object({ contactsMissing: z.number().int(), journalId: Uuid }),
    refusals,
  }),
  reveal: command({
    path: '/customers/:customerId/reveals',
    may: 'customers.reveal',
    summary: { zh: '查看私人信息', en: 'Reveal private data' },
    params: one,
    body: { reason },
    response: z.object({
      people: z.array(
        z.object({
          id: Uuid,
          relation: z.string(),
          name: z.string(),
          keys: z.array(z.object({ kind: z.string(), value: z.string() })),
          private: z.record(z.string(), z.string()),
        }),
      ),
      left: z.number().int(),
      journalId: Uuid,
    }),
    refusals,
  }),
  merge: command({
    path: '/customers/:customerId/merges',
    may: 'customers.merge',
    summary: { zh: '合并重复客户', en: 'Merge a duplicate' },
    params: one,
    body: {
      otherId: Uuid,
      keep: Uuid.nullable().default(null),
      fieldsFromAbsorbed: z.array(z.string().max(40)).max(30).default([]),
      reason: line.default(''),
    },
    response: z.object({ mergeId: Uuid, keptId: Uuid, absorbedId: Uuid, journalId: Uuid }),
    refusals,
  }),
  undoMerge: command({
    path: '/customers/merges/:mergeId/undo',
    may: 'customers.merge',
    summary: { zh: '撤销合并', en: 'Undo a merge' },
    params: z.object({ mergeId: Uuid }),
    body: { reason: line.default('') },
    response: z.object({ restoredId: Uuid, fromId: Uuid, journalId: Uuid }),
    refusals,
  }),
  duplicates: query({
    path: '/customers/duplicates',
    may: 'customers.merge',
    summary: { zh: '疑似重复客户', en: 'Possible duplicates to settle' },
    query: z.object(pageQuery),
    response: pageOf(Duplicate),
  }),
  sweepDuplicates: command({
    path: '/customers/duplicates/sweeps',
    may: 'customers.merge',
    summary: { zh: '查找重复客户', en: 'Sweep for duplicates' },
    body: { siteId: Uuid.optional() },
    response: z.object({ found: z.number().int(), journalId: Uuid }),
    refusals,
  }),
  settleDuplicate: command({
    path: '/customers/duplicates/:duplicateId/verdict',
    may: 'customers.merge',
    summary: { zh: '认定不是同一客户', en: 'Settle: not the same customer' },
    params: z.object({ duplicateId: Uuid }),
    body: { reason },
    response: Done,
    refusals,
  }),
  bulkPreview: command({
    path: '/customers/bulk/preview',
    may: 'customers.edit',
    summary: { zh: '批量操作预览', en: 'Preview a bulk change' },
    body: { ...BulkPick, action: z.enum(['tag', 'untag', 'assign']), staffId: Uuid.optional(), tag: line.optional() },
    response: Preview,
    refusals,
  }),
  bulkTag: command({
    path: '/customers/bulk/tags',
    may: 'customers.edit',
    summary: { zh: '批量打标签', en: 'Tag many' },
    body: {
      ...BulkPick,
      add: z.array(line.min(1)).max(20).default([]),
      remove: z.array(line.min(1)).max(20).default([]),
    },
    response: z.object({ changed: z.number().int(), journalId: Uuid }),
    refusals,
  }),
  bulkAssign: command({
    path: '/customers/bulk/assignments',
    may: 'customers.assign',
    summary: { zh: '批量分配客户', en: 'Assign many to a colleague' },
    body: { ...BulkPick, staffId: Uuid, reason: line.min(1) },
    response: z.object({
      assigned: z.number().int(),
      refused: z.array(z.object({ id: Uuid, code: z.string() })),
      journalId: Uuid,
    }),
    refusals,
  }),
  tags: query({
    path: '/customers/tags',
    may: 'customers.read',
    summary: { zh: '标签', en: 'Tags in use' },
    response: z.object({ tags: z.array(z.string()) }),
  }),
  views: query({
    path: '/customers/views',
    may: 'customers.read',
    summary: { zh: '已存视图', en: 'Saved views' },
    response: z.object({ views: z.array(SavedView) }),
  }),
  saveView: command({
    path: '/customers/views',
    may: 'customers.read',
    summary: { zh: '保存视图', en: 'Save a view' },
    body: viewBody,
    response: z.object({ id: Uuid }),
    refusals,
  }),
  changeView: command({
    method: 'PUT',
    path: '/customers/views/:viewId',
    may: 'customers.read',
    summary: { zh: '修改视图', en: 'Change a view' },
    params: z.object({ viewId: Uuid }),
    body: { ...viewBody, version: Version },
    response: z.object({ version: z.number().int() }),
    refusals,
  }),
  removeView: command({
    method: 'DELETE',
    path: '/customers/views/:viewId',
    may: 'customers.read',
    summary: { zh: '删除视图', en: 'Remove a view' },
    params: z.object({ viewId: Uuid }),
    body: {},
    response: z.object({}),
    refusals,
  }),
  fields: query({
    path: '/customers/fields',
    may: 'customers.read',
    summary: { zh: '自定义字段', en: 'Free fields of the company' },
    response: z.object({ fields: z.array(CustomField) }),
  }),
  defineField: command({
    path: '/customers/fields',
    may: 'customers.fields',
    summary: { zh: '定义字段', en: 'Define a free field' },
    body: {
      key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
      label: line.min(1),
      type: z.enum(['text', 'number', 'date', 'choice']),
      options: z.array(line.min(1)).max(100).default([]),
    },
    response: z.object({ id: Uuid, journalId: Uuid }),
    refusals,
  }),
  retireField: command({
    method: 'DELETE',
    path: '/customers/fields/:fieldId',
    may: 'customers.fields',
    summary: { zh: '停用字段', en: 'Retire a free field' },
    params: z.object({ fieldId: Uuid }),
    body: {},
    response: Done,
    refusals,
  }),
  removeFile: command({
    method: 'DELETE',
    path: '/customers/:customerId/files/:fileId',
    may: 'customers.edit',
    summary: { zh: '移除附件', en: 'Remove an attachment' },
    params: z.object({ customerId: Uuid, fileId: Uuid }),
    body: {},
    response: Done,
    refusals,
  }),
  addTransaction: command({
    path: '/customers/:customerId/transactions',
    may: 'customers.edit',
    summary: { zh: '登记业务往来', en: 'Record business done' },
    params: one,
    body: {
      on: LocalDateText,
      kind: z.enum(['invoice', 'sample']),
      invoiceName: line.default(''),
      number: line.default(''),
    },
    response: z.object({ transactionId: Uuid, isNewCustomer: z.boolean(), journalId: Uuid }),
    refusals,
  }),
  claimNewCustomer: command({
    path: '/customers/:customerId/new-customer-claims',
    may: 'customers.edit',
    summary: { zh: '提交新客户开发申请', en: 'Hand in a new customer form' },
    params: one,
    body: { firstOn: LocalDateText, formName: line.min(1) },
    response: z.object({ claimId: Uuid, dueOn: z.string(), journalId: Uuid }),
    refusals,
  }),
  dayRegister: query({
    path: '/customers/day-register',
    may: 'customers.read',
    summary: { zh: '当日客户登记', en: 'Customers registered on a day, in your scope' },
    query: z.object({ day: LocalDateText.optional(), siteId: Uuid.optional() }),
    response: z.object({
      day: z.string(),
      rows: z.array(CustomerRow),
      gaps: z.array(z.object({ siteId: Uuid, serials: z.array(z.number().int()) })),
      reports: z.array(
        z.object({
          id: Uuid,
          person: PersonRef,
          registered: z.number().int(),
          analysis: z.string(),
          handedInAt: InstantOut,
        }),
      ),
    }),
  }),
  handInDay: command({
    path: '/customers/day-register',
    may: 'customers.register',
    summary: { zh: '上交当日客户登记', en: "Hand the day's register to the superior" },
    body: { day: LocalDateText.optional(), analysis: paragraph.default('') },
    response: z.object({
      reportId: Uuid,
      registered: z.number().int(),
      superior: PersonRef.nullable(),
      journalId: Uuid,
    }),
    refusals,
  }),
};
