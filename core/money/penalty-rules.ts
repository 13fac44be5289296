/** What a house may decide for itself about penalties: which form they take and how long they may be appealed. */
import { choice, count, days, parameters, type ValuesOf } from '../kernel/parameters.ts';

export const penaltyForms = {
  points: { zh: '扣分（不涉及工资）', en: 'points; pay is not touched' },
  negative_incentive: {
    zh: '负激励（记入奖惩台账，不扣工资）',
    en: 'a negative incentive in the ledger; pay is not touched',
  },
  deduction: { zh: '扣款（本人确认后自提成中扣）', en: 'a deduction from pay, once acknowledged' },
} as const;
export type PenaltyForm = keyof typeof penaltyForms;

export const PenaltyRules = parameters({
  penaltyForm: choice({
    label: { zh: '违规处理的形式', en: 'A penalty is' },
    options: penaltyForms,
    default: 'deduction',
    cites: [],
  }),
  penaltyAppealDays: days({
    label: { zh: '可申诉的期限', en: 'A penalty may be appealed for' },
    default: 7,
    min: 1,
    max: 60,
    cites: [],
  }),
  penaltyPointYuan: count({
    label: { zh: '扣分时每分折合（元）', en: 'As points, one stands for (yuan)' },
    default: 10,
    min: 1,
    max: 1000,
    cites: [],
  }),
});

export type PenaltyRuleValues = ValuesOf<typeof PenaltyRules>;
