/** What a house may decide for itself about performance, commission and statements. */
import { choice, count, parameters, percent, table, toggle } from '../kernel/parameters.ts';

const stages = {
  signing: { zh: '签约（或订单生效）时', en: 'on signing (or when the order is effective)' },
  money_received: { zh: '签约后按到账比例', en: 'after signing, in proportion to the money received' },
  full_payment: { zh: '全款到账时', en: 'when everything is paid' },
  handover: { zh: '交付时', en: 'on handover' },
} as const;
export type EarnedOn = keyof typeof stages;

/** Why a deal that counted counts no more. */
export const endCauses = ['customer', 'company', 'breach', 'complaint', 'leak', 'lost_tools', 'change'] as const;
export type EndCause = (typeof endCauses)[number];

export const unitKinds = ['room', 'vehicle', 'membership', 'stock'] as const;
export type UnitKind = (typeof unitKinds)[number];

export const rewardNames = ['top_of_department', 'top_of_team_half_year', 'top_of_department_year'] as const;
export type RewardName = (typeof rewardNames)[number];

const rate = (basisPoints: number, yuan = 0) => ({ basisPoints, yuan });
const all = { performance: 100, commission: 100 };

export const CommissionRules = parameters({
  performanceOn: choice({
    label: { zh: '业绩计入时点', en: 'Performance counts' },
    options: stages,
    default: 'signing',
    cites: ['S0.08.b.31', 'S0.08.d.2c', 'S2.15.c2.31'],
  }),
  commissionOn: choice({
    label: { zh: '提成计提时点', en: 'Commission is earned' },
    options: stages,
    default: 'money_received',
    cites: ['S0.08.b.31', 'S2.15.c2.31'],
  }),
  fundsFirst: toggle({
    label: { zh: '款项全部到账前不计业绩与提成', en: 'Nothing counts before all the money is in' },
    default: false,
    cites: ['S0.08.b.31', 'S0.08.b.31b', 'S2.15.c2.31'],
  }),
  papersFirst: toggle({
    label: { zh: '交付资料不齐不计业绩', en: 'Nothing counts while papers of the handover are missing' },
    default: true,
    cites: ['S0.08.g.8b'],
  }),
  disputeHolds: toggle({
    label: { zh: '争议未决暂不计提', en: 'Nothing is earned while the shares are disputed' },
    default: true,
    cites: ['S0.02.own.4'],
  }),
  rates: table({
    label: { zh: '提成标准（万分之几；每笔元）', en: 'Commission (hundredths of a percent; yuan a deal)' },
    columns: ['basisPoints', 'yuan'],
    rows: unitKinds,
    min: 0,
    max: 100_000,
    default: { room: rate(100), vehicle: rate(0, 300), membership: rate(500), stock: rate(100) },
    cites: ['S0.08.a.5', 'S2.15.c1.05'],
  }),
  monthPolicy: choice({
    label: { zh: '当月销售政策', en: 'The sales policy of the month' },
    options: {
      first: { zh: '有政策的型号按政策计提', en: 'goes before the rates where it names the product' },
      probation_only: { zh: '只用于试用期人员的单车提成', en: 'only pays those on probation' },
      off: { zh: '不采用', en: 'is not used' },
    },
    default: 'first',
    cites: ['S0.08.a.5', 'S2.15.c1.05'],
  }),
  tiers: table({
    label: { zh: '目标达成阶梯（达成率起点 %；提成系数 %）', en: 'Tiers by attainment (from %; commission paid at %)' },
    columns: ['fromPercent', 'paidPercent'],
    rows: ['first', 'second', 'third', 'fourth', 'fifth'],
    min: 0,
    max: 1000,
    default: {
      first: { fromPercent: 0, paidPercent: 100 },
      second: { fromPercent: 1000, paidPercent: 100 },
      third: { fromPercent: 1000, paidPercent: 100 },
      fourth: { fromPercent: 1000, paidPercent: 100 },
      fifth: { fromPercent: 1000, paidPercent: 100 },
    },
    cites: ['S1.02.a12'],
  }),
  clawback: table({
    label: { zh: '退订后扣回比例（%）', en: 'Taken back when a deal ends (%)' },
    columns: ['performance', 'commission'],
    rows: endCauses,
    min: 0,
    max: 100,
    default: {
      customer: all,
      company: { performance: 100, commission: 0 },
      breach: all,
      complaint: all,
      leak: all,
      lost_tools: all,
      change: all,
    },
    cites: ['S0.08.b.21', 'S0.08.d.3b', 'S2.15.c2.21'],
  }),
  clawbackCapPercent: percent({
    label: { zh: '每月扣回不超过当月应得的', en: 'Clawbacks take at most, of what a month earns' },
    default: 100,
    min: 0,
    max: 100,
    cites: [],
  }),
  penaltyCapPercent: percent({
    label: { zh: '每月扣款不超过当月应得的', en: 'Deductions take at most, of what a month earns' },
    default: 20,
    min: 0,
    max: 20, // the law on wages allows no more
    cites: [],
  }),
  signBeforePay: toggle({
    label: { zh: '本人签字确认后方可发放', en: 'Paid out only after the person has signed' },
    default: true,
    cites: ['S0.08.g.7', 'S2.15.c7.07'],
  }),
  rewards: table({
    label: { zh: '业绩奖励（元；连续月数）', en: 'Awards for results (yuan; months in a row)' },
    columns: ['yuan', 'months'],
    rows: rewardNames,
    min: 0,
    max: 100_000,
    default: {
      top_of_department: { yuan: 0, months: 1 },
      top_of_team_half_year: { yuan: 0, months: 6 },
      top_of_department_year: { yuan: 0, months: 12 },
    },
    cites: ['S1.19.w.1', 'S1.19.w.1b', 'S1.19.w.1c'],
  }),
  payRiseMonths: count({
    label: {
      zh: '连续几个月部门第一可考虑提薪（0 为不设）',
      en: 'A rise is considered after months on top (0: never)',
    },
    default: 0,
    min: 0,
    max: 36,
    cites: ['S1.19.w.1d'],
  }),
  referralYuan: count({
    label: { zh: '老客户介绍成交的奖励（元）', en: 'Given to a customer whose introduction closes (yuan)' },
    default: 0,
    min: 0,
    max: 100_000,
    cites: ['S0.08.e.8'],
  }),
});
