/** What a house may change about its customer file: one declaration with bounds, defaults and the clauses behind each value. */
import { choice, count, months, parameters, table, toggle } from '../kernel/parameters.ts';
import type { ValuesOf } from '../kernel/parameters.ts';

type MatchOption = 'hard' | 'soft' | 'ignored';
const matchOptions = {
  hard: { zh: '视为同一客户', en: 'is the same customer' },
  soft: { zh: '提示疑似重复', en: 'is a possible duplicate' },
  ignored: { zh: '不比对', en: 'is not compared' },
} as const;

/** Fields a house can make compulsory; the columns of `requiredFields`. */
export const requirableFields = [
  'name',
  'phone',
  'enquiry',
  'visitedOn',
  'source',
  'type',
  'address',
  'postcode',
  'fax',
  'pager',
  'website',
  'segment',
  'needs',
  'idNumber',
] as const;
/** The papers at which completeness is judged; the rows of `requiredFields`. */
export const formNames = ['desk', 'firstReception', 'informationForm', 'prospect', 'subscription'] as const;

const requires = (...fields: (typeof requirableFields)[number][]): Readonly<Record<string, number>> =>
  Object.fromEntries(requirableFields.map((field) => [field, fields.includes(field) ? 1 : 0]));

export const relationNames = ['spouse', 'parent', 'child', 'sibling', 'grandparent', 'other'] as const;

export const CustomerRules = parameters({
  // ── households ──
  householdIsOneCustomer: toggle({
    default: true,
    cites: ['S0.02.own.311'],
    label: { zh: '一家人算一位客户', en: 'A household counts as one customer' },
  }),
  familyRelations: table({
    default: {
      spouse: { counts: 1 },
      parent: { counts: 1 },
      child: { counts: 1 },
      sibling: { counts: 0 },
      grandparent: { counts: 0 },
      other: { counts: 0 },
    },
    rows: relationNames,
    columns: ['counts'],
    min: 0,
    max: 1,
    cites: ['S0.02.own.311'],
    label: { zh: '哪些亲属算一家人', en: 'Relations that make a household' },
  }),
  householdConfirmation: choice<'never' | 'later' | 'always'>({
    default: 'later',
    options: {
      never: { zh: '无需确认', en: 'no confirmation' },
      later: { zh: '事后补报须主管确认', en: 'a supervisor confirms a late declaration' },
      always: { zh: '一律须主管确认', en: 'a supervisor always confirms' },
    },
    cites: ['S0.02.own.311'],
    label: { zh: '家庭关系的确认', en: 'Confirmation of a household' },
  }),
  // ── registration ──
  requiredFields: table({
    default: {
      desk: requires('name', 'phone'),
      firstReception: requires('name', 'phone', 'enquiry', 'visitedOn'),
      informationForm: requires('name', 'phone', 'address', 'postcode'),
      prospect: requires('name', 'phone', 'source', 'segment'),
      subscription: requires('name', 'phone', 'pager', 'fax', 'address', 'postcode', 'website'),
    },
    rows: formNames,
    columns: requirableFields,
    min: 0,
    max: 1,
    cites: ['S0.07.rep.3', 'S0.02.info.10b', 'S1.18.s3', 'S0.05.c1', 'S1.10.d1', 'S1.16.f2'],
    label: { zh: '各表必填项', en: 'Compulsory fields of each form' },
  }),
  typeIsRequired: toggle({
    default: false,
    cites: ['S3.01.c.types', 'S2.03.a2.def'],
    label: { zh: '建档必须注明客户类型', en: 'A customer type is compulsory' },
  }),
  phoneMayBeUnknown: toggle({
    default: true,
    cites: ['S4.01.a28', 'S4.02.i02.record'],
    label: {
      zh: '客户不愿留电话时可注明原因登记',
      en: 'A visitor who declines to leave a phone may be registered with the reason',
    },
  }),
  serialWithoutGaps: toggle({
    default: true,
    cites: ['S0.07.rep.3b'],
    label: { zh: '客户记录表依次编号不留空', en: 'Record forms are numbered without gaps' },
  }),
  // ── recognition and duplicates ──
  matchPhone: choice<MatchOption>({
    default: 'hard',
    options: matchOptions,
    cites: ['S0.08.c.5', 'S2.15.c3.05.first'],
    label: { zh: '电话相同', en: 'The same phone' },
  }),
  matchIdNumber: choice<MatchOption>({
    default: 'hard',
    options: matchOptions,
    cites: ['S0.08.c.5', 'S2.15.c3.05.first'],
    label: { zh: '证件号码相同', en: 'The same identity number' },
  }),
  matchCard: choice<MatchOption>({
    default: 'hard',
    options: matchOptions,
    cites: ['S0.08.c.5'],
    label: { zh: '会员卡号相同', en: 'The same card number' },
  }),
  matchPlate: choice<MatchOption>({
    default: 'soft',
    options: matchOptions,
    cites: ['S0.08.c.5'],
    label: { zh: '车牌相同', en: 'The same number plate' },
  }),
  matchNameAndAddress: choice<MatchOption>({
    default: 'soft',
    options: matchOptions,
    cites: ['S2.15.c3.05.first'],
    label: { zh: '姓名与地址相同', en: 'The same name and address' },
  }),
  softMatchNeedsLeader: toggle({
    default: true,
    cites: ['S2.15.c3.05.first', 'S3.01.r.sup.daily'],
    label: { zh: '疑似重复由主管复核', en: 'A leader reviews possible duplicates' },
  }),
  // ── grades and stages ──
  trackingSheetFromGrade: choice<'none' | 'A' | 'B' | 'C' | 'D'>({
    default: 'B',
    options: {
      none: { zh: '不要求', en: 'none' },
      A: { zh: 'A', en: 'A' },
      B: { zh: 'A、B', en: 'A and B' },
      C: { zh: 'A、B、C', en: 'A, B and C' },
      D: { zh: '全部', en: 'all' },
    },
    cites: ['S0.02.fu.1'],
    label: { zh: '须建客户追踪表的级别', en: 'Grades that need a tracking sheet' },
  }),
  gradeChangeNeedsReason: toggle({
    default: false,
    cites: ['S0.02.steps.1'],
    label: { zh: '调整级别须写原因', en: 'A change of grade needs a reason' },
  }),
  stagesInOrder: toggle({
    default: true,
    cites: ['S0.02.steps.1'],
    label: { zh: '客户管理步骤不得跳步', en: 'Steps of customer management may not be skipped' },
  }),
  // ── privacy ──
  maskPrivate: choice<'everyone' | 'notOwner' | 'nobody'>({
    default: 'everyone',
    options: {
      everyone: { zh: '对所有人打码,须点开查看', en: 'masked for everybody until revealed' },
      notOwner: { zh: '归属人可见,其他人打码', en: 'clear for the owner, masked for the others' },
      nobody: { zh: '范围内不打码', en: 'not masked inside the scope' },
    },
    cites: ['S2.05.s1.private', 'S1.02.a6.4', 'S1.01.a8'],
    label: { zh: '电话等私人信息打码', en: 'Masking of phones and other private data' },
  }),
  revealsPerDaySelf: count({
    default: 30,
    min: 0,
    max: 500,
    cites: ['S2.05.s1.private', 'S2.05.w4.secret'],
    label: { zh: '顾问每日查看私人信息次数', en: 'Reveals a day, consultant' },
  }),
  revealsPerDayTeam: count({
    default: 50,
    min: 0,
    max: 500,
    cites: ['S2.05.s1.private', 'S2.05.w4.secret'],
    label: { zh: '组长每日查看私人信息次数', en: 'Reveals a day, team leader' },
  }),
  revealsPerDaySite: count({
    default: 80,
    min: 0,
    max: 1000,
    cites: ['S2.05.s1.private', 'S2.05.w4.secret'],
    label: { zh: '主管每日查看私人信息次数', en: 'Reveals a day, site supervisor' },
  }),
  revealsPerDayCompany: count({
    default: 100,
    min: 0,
    max: 2000,
    cites: ['S2.05.s1.private', 'S2.05.w4.secret'],
    label: { zh: '经理每日查看私人信息次数', en: 'Reveals a day, manager' },
  }),
  revealNeedsReason: toggle({
    default: false,
    cites: ['S2.05.w4.secret'],
    label: { zh: '查看私人信息须写用途', en: 'A reveal needs a purpose' },
  }),
  poolShowsSurnameOnly: toggle({
    default: true,
    cites: ['S1.02.a6.4', 'S2.05.s1.private'],
    label: { zh: '公海只显示姓氏', en: 'The pool shows the surname only' },
  }),
  exportRowsMax: count({
    default: 5000,
    min: 0,
    max: 100_000,
    cites: ['S2.05.w4.secret', 'S1.04.a7'],
    label: { zh: '一次导出客户上限', en: 'Customers in one export at most' },
  }),
  // ── important customers ──
  contactsForImportant: count({
    default: 2,
    min: 1,
    max: 5,
    cites: ['S2.03.a8.two'],
    label: { zh: '重要客户对接人数', en: 'People in contact with an important customer' },
  }),
  importantIsVip: toggle({
    default: true,
    cites: ['S2.03.a8.vip'],
    label: { zh: '重要客户按贵宾级别接待', en: 'Important customers are received as VIP' },
  }),
  // ── needs ──
  needsAreGraded: toggle({
    default: true,
    cites: ['S1.03.a8.2'],
    label: { zh: '需求须写紧急程度和可行性', en: 'Needs carry urgency and feasibility' },
  }),
  // ── recognition of a new business customer ──
  dormantYears: count({
    default: 3,
    min: 1,
    max: 20,
    cites: ['S2.11.a1', 'S2.11.a3'],
    label: { zh: '多少年无业务视为新客户', en: 'Years without business that make a customer new' },
  }),
  sampleCountsAsBusiness: toggle({
    default: false,
    cites: ['S2.11.a1'],
    label: { zh: '发样品算发生业务', en: 'Sending samples counts as business' },
  }),
  newCustomerFormMonths: months({
    default: 1,
    min: 1,
    max: 12,
    cites: ['S2.11.a2.form', 'S2.11.a2.late'],
    label: { zh: '新客户申请表提交期限', en: 'Time to hand in the new customer form' },
  }),
  formNameEqualsInvoice: toggle({
    default: true,
    cites: ['S2.11.a2.name'],
    label: { zh: '申请表名称须与开票资料一致', en: 'The form carries the name of the invoice' },
  }),
});

export type CustomerRuleValues = ValuesOf<typeof CustomerRules>;
