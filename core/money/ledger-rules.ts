/** What a house may decide for itself about taking money, closing the day and collecting what is due. */
import { choice, days, parameters, span, toggle, type ValuesOf } from '../kernel/parameters.ts';

export const LedgerRules = parameters({
  collector: choice({
    label: { zh: '收款人', en: 'Money is taken by' },
    options: {
      finance: { zh: '只由财务收取', en: 'finance only' },
      authorised: { zh: '任何有收款权限、且非本单经办的人', en: 'whoever may receive money and did not make the sale' },
    },
    default: 'finance',
    cites: ['S0.02.cash.1', 'S0.02.cash.2', 'S1.18.s2'],
  }),
  depositInParts: toggle({
    label: { zh: '定金可分次补足', en: 'A deposit may be paid in parts' },
    default: true,
    cites: ['S1.18.s2'],
  }),
  overpayment: choice({
    label: { zh: '超出应收的款项', en: 'Money beyond what is owed' },
    options: {
      refuse: { zh: '不收', en: 'is not taken' },
      credit: { zh: '收下，挂作余款', en: 'is taken and kept as credit' },
    },
    default: 'refuse',
    cites: ['S0.02.cash.2'],
  }),
  slipReturn: choice({
    label: { zh: '定金转价款须交回定金条', en: 'A deposit counts only once its slip is back' },
    options: {
      none: { zh: '不要求', en: 'never' },
      vehicles: { zh: '车辆', en: 'for vehicles' },
      all: { zh: '一律要求', en: 'always' },
    },
    default: 'vehicles',
    cites: ['S0.08.g.13', 'S2.15.c7.13'],
  }),
  remittanceCopy: toggle({
    label: { zh: '汇款须凭汇款单复印件登记', en: 'A remittance is entered on the copy of its slip' },
    default: true,
    cites: ['S0.07.rep.7c'],
  }),
  bankSameDay: toggle({
    label: { zh: '现金当日交存指定账户', en: 'Cash goes into the designated account the same day' },
    default: true,
    cites: ['S0.10.a.10'],
  }),
  demandAfterDays: days({
    label: { zh: '逾期几日后发催款通知单', en: 'A demand notice is issued so many days after the due day' },
    default: 0,
    min: 0,
    max: 60,
    cites: ['S0.02.chg.3'],
  }),
  monthEndDemands: toggle({
    label: { zh: '每月末统一催款', en: 'Demands go out at every month’s end' },
    default: true,
    cites: ['S0.07.rep.7'],
  }),
  contactDays: days({
    label: {
      zh: '收到催款通知后联系客户（0 为当日）',
      en: 'The customer is contacted within, after the notice (0: the same day)',
    },
    default: 0,
    min: 0,
    max: 30,
    cites: ['S0.07.rep.7b'],
  }),
  breachAfter: span({
    label: { zh: '逾期多久按违约责任处理', en: 'Overdue for longer than this is a breach' },
    default: 2,
    min: 1,
    max: 24,
    cites: ['S0.02.chg.3b'],
  }),
  feeDays: days({
    label: { zh: '手续费缴纳期限', en: 'A fee is due within' },
    default: 7,
    min: 0,
    max: 90,
    cites: ['S0.02.chg.2'],
  }),
  complaintCollectDays: days({
    label: {
      zh: '客诉不成立后收款期限',
      en: 'After a complaint that does not stand, the money is collected within',
    },
    default: 30,
    min: 0,
    max: 365,
    cites: ['S2.13.a09.13'],
  }),
});

export type LedgerRuleValues = ValuesOf<typeof LedgerRules>;

/** Whether deposits of this kind of unit need their slip back. */
export const needsSlip = (rules: Pick<LedgerRuleValues, 'slipReturn'>, unitKind: string): boolean =>
  rules.slipReturn === 'all' || (rules.slipReturn === 'vehicles' && unitKind === 'vehicle');
