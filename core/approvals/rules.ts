/**
 * What a house may decide for itself about approvals: who agrees to what and in which order, how much each post may grant by itself,
 * who stands in for a superior who is away, and what becomes of what nobody signs in time.
 */
import { choice, count, days, hours, parameters, table, type ValuesOf } from '../kernel/parameters.ts';
import { type Matter, matterKeys } from './matters.ts';

/** Posts that can be asked to sign. */
export const signingRoles = [
  'team_leader',
  'sales_assistant',
  'market_specialist',
  'finance',
  'customer_service',
  'supervisor',
  'manager',
  'director',
  'general_manager',
] as const;
export type SigningRole = (typeof signingRoles)[number];

type RouteRow = Partial<Record<SigningRole | 'needed' | 'stand_in', number>>;
const none = Object.fromEntries([...signingRoles, 'needed', 'stand_in'].map((column) => [column, 0]));
const routes = (rows: Readonly<Record<Matter, RouteRow>>) =>
  Object.fromEntries(matterKeys.map((matter) => [matter, { ...none, ...rows[matter] }]));

type TimeRow = { readonly hours?: number; readonly same_day?: 1; readonly lapses?: 1 };
const times = (rows: Readonly<Partial<Record<Matter, TimeRow>>>) =>
  Object.fromEntries(matterKeys.map((matter) => [matter, { hours: 24, same_day: 0, lapses: 0, ...rows[matter] }]));

/** Posts whose own authority is bounded; the general manager's is not. */
export const limitedRoles = ['consultant', 'team_leader', 'supervisor', 'manager', 'director'] as const;
export const limitColumns = ['discount_percent', 'below_list_wan', 'late_days', 'refund_wan', 'gift_yuan'] as const;
export type LimitColumn = (typeof limitColumns)[number];

export const ApprovalRules = parameters({
  routes: table({
    label: {
      zh: '审批路线（第几步签；0 不签；needed 每步需几人，0 为全部；stand_in 上级不在时需几人代签，0 为报上一级）',
      en: 'Routes (at which step a post signs, 0 never; needed: how many of a step, 0 all; stand_in: how many sign for a superior who is away, 0: one level up)',
    },
    rows: [...matterKeys],
    columns: [...signingRoles, 'needed', 'stand_in'],
    min: 0,
    max: 9,
    default: routes({
      subscription: { finance: 1, manager: 1 },
      contract: { finance: 1, supervisor: 1, manager: 1 },
      special_contract: { finance: 1, supervisor: 1, manager: 1, director: 2 },
      order: { manager: 1, team_leader: 1, needed: 1 },
      order_change: { manager: 1, team_leader: 1, needed: 1 },
      unit_change: { manager: 1 },
      name_change: { manager: 1 },
      withdrawal: { manager: 1 },
      refund: { manager: 1 },
      terms: { supervisor: 1 },
      quotation: { supervisor: 1 },
      promise: { manager: 1 },
      price_list: { general_manager: 1 },
      area_change: { general_manager: 1 },
      hold_extension: { supervisor: 1, manager: 1, needed: 1 },
      decoration_slip: { manager: 1, stand_in: 2 },
      material_slip: { manager: 1, stand_in: 2 },
      gift: { market_specialist: 1, manager: 1 },
      sales_plan: { director: 1 },
      allowance: { manager: 1 },
      allowance_certificate: { manager: 1, general_manager: 2 },
      day_difference: { manager: 1 },
      return_slip: { manager: 1 },
      statement: { manager: 1 },
      payout: { general_manager: 1 },
      support: { general_manager: 1 },
      petition: { manager: 1, general_manager: 2 },
      sample_request: { manager: 1, general_manager: 2 },
      file_day_exception: { manager: 1 },
      seal: { manager: 1 }, // and the custodian, whom the request names
      introduction: { team_leader: 1, manager: 1 },
      dismissal: { manager: 1, supervisor: 1, sales_assistant: 1, general_manager: 2 },
      policy: { general_manager: 1 },
      annual_summary: { general_manager: 1 },
      remedy_plan: { customer_service: 1, general_manager: 2 },
      remedy_report: { customer_service: 1, general_manager: 2 },
      confirmation: { manager: 1 },
      new_customer: { market_specialist: 1 },
    }),
    cites: [
      ...[
        'S1.18.s1b',
        'S1.18.k3',
        'S1.18.s6',
        'S0.07.ct.3c',
        'S0.08.d.1',
        'S0.08.d.1b',
        'S0.08.d.4',
        'S0.08.e.1c',
        'S0.08.g.6',
        'S0.07.con.17',
      ],
      ...[
        'S1.10.x3',
        'S1.10.s1',
        'S2.15.c4.01.sign',
        'S2.15.c4.01.change',
        'S2.15.c4.04',
        'S4.01.a24.escalate',
        'S3.01.c.dev.support',
      ],
    ],
  }),
  limits: table({
    label: {
      zh: '授权额度（优惠百分比、低于标价万元、延期天数、退款万元、礼品元；总经理不限）',
      en: 'Authority (discount in percent, below list in 10,000 yuan, days late, refund in 10,000 yuan, gifts in yuan; the general manager has no limit)',
    },
    rows: [...limitedRoles],
    columns: [...limitColumns],
    min: 0,
    max: 1_000_000,
    default: {
      consultant: { discount_percent: 0, below_list_wan: 0, late_days: 0, refund_wan: 0, gift_yuan: 0 },
      team_leader: { discount_percent: 0, below_list_wan: 0, late_days: 0, refund_wan: 0, gift_yuan: 200 },
      supervisor: { discount_percent: 1, below_list_wan: 3, late_days: 7, refund_wan: 1, gift_yuan: 500 },
      manager: { discount_percent: 3, below_list_wan: 10, late_days: 30, refund_wan: 20, gift_yuan: 2000 },
      director: { discount_percent: 6, below_list_wan: 30, late_days: 90, refund_wan: 100, gift_yuan: 10000 },
    },
    cites: ['S1.06.d2', 'S1.14.a5.4', 'S4.01.a24.escalate', 'S0.07.ct.3c'],
  }),
  times: table({
    label: {
      zh: '签批时限（小时，0 不限；same_day 当日签批；lapses 逾期作废，否则提醒上一级）',
      en: 'Time to sign (hours, 0 none; same_day: by the end of the day; lapses: then it is void, otherwise the next level is reminded)',
    },
    rows: [...matterKeys],
    columns: ['hours', 'same_day', 'lapses'],
    min: 0,
    max: 720,
    default: times({
      decoration_slip: { hours: 0, same_day: 1, lapses: 1 },
      material_slip: { hours: 0, same_day: 1, lapses: 1 },
      sales_plan: { hours: 72 },
      policy: { hours: 0 },
      annual_summary: { hours: 72 },
      petition: { hours: 72 },
    }),
    cites: ['S0.08.d.4', 'S2.15.c4.04'],
  }),
  standInRoles: choice({
    label: { zh: '上级不在时的代签人', en: 'Who stands in for a superior who is away' },
    options: {
      leaders_and_assistants: { zh: '组长或助理', en: 'team leaders or assistants' },
      leaders: { zh: '组长', en: 'team leaders' },
      supervisors: { zh: '主管', en: 'supervisors' },
    },
    default: 'leaders_and_assistants',
    cites: ['S0.08.d.4', 'S2.15.c4.04'],
  }),
  unsignedSlip: choice({
    label: { zh: '当日未签的装饰单、领料单', en: 'A slip not signed the same day' },
    options: {
      applicant_pays: { zh: '由经办销售顾问承担费用', en: 'the consultant bears the cost' },
      void: { zh: '作废', en: 'is void' },
    },
    default: 'applicant_pays',
    cites: ['S0.08.d.4', 'S2.15.c4.04'],
  }),
  remindPauseHours: hours({
    label: { zh: '两次催办至少间隔', en: 'Between two reminders at least' },
    default: 2,
    min: 0,
    max: 72,
    cites: [],
  }),
  delegationDays: days({
    label: { zh: '委托签批最长期限', en: 'A delegation lasts at most' },
    default: 30,
    min: 1,
    max: 365,
    cites: [],
  }),
  addedSigners: count({
    label: { zh: '每件审批最多加签人数', en: 'Signers added to one approval at most' },
    default: 5,
    min: 0,
    max: 20,
    cites: [],
  }),
});

export type ApprovalRuleValues = ValuesOf<typeof ApprovalRules>;

export const standInRoles: Readonly<Record<ApprovalRuleValues['standInRoles'], readonly string[]>> = {
  leaders_and_assistants: ['team_leader', 'sales_assistant'],
  leaders: ['team_leader'],
  supervisors: ['supervisor'],
};
