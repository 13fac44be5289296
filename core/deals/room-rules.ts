/** What a house may decide about its contract room: the seal, the second check, the lawfulness of a text, the pen, major deals. */
import { choice, count, days, toggle } from '../kernel/parameters.ts';

export const roomRules = {
  sealCustodian: choice({
    label: { zh: '合同章保管人', en: 'Who keeps the contract seal' },
    options: {
      sales_assistant: { zh: '销售助理', en: 'the sales assistant' },
      supervisor: { zh: '主管', en: 'the supervisor' },
      finance: { zh: '财务', en: 'finance' },
    },
    default: 'sales_assistant',
    cites: ['S0.07.con.17'],
  }),
  sealFineYuan: count({
    label: { zh: '擅自带出合同章罚款（元）', en: 'Fine for taking the seal out without consent (yuan)' },
    default: 0,
    min: 0,
    max: 10_000,
    cites: ['S0.07.con.17b'],
  }),
  sealConsequenceFineYuan: count({
    label: { zh: '擅自带出造成后果的另加罚款（元）', en: 'A further fine where it had consequences (yuan)' },
    default: 0,
    min: 0,
    max: 100_000,
    cites: ['S0.07.con.17b'],
  }),
  recheckDays: days({
    label: {
      zh: '签约后录入复核期限（0 为不复核）',
      en: 'What was keyed of a contract is checked by a second person within (0: not asked)',
    },
    default: 0,
    min: 0,
    max: 60,
    cites: ['S0.07.ast.6'],
  }),
  legalCheck: choice({
    label: { zh: '签约前的法务审核', en: 'Legal check before the signature' },
    options: {
      none: { zh: '不要求', en: 'not asked' },
      special: { zh: '特殊合同', en: 'of special contracts' },
      all: { zh: '全部合同', en: 'of every contract' },
    },
    default: 'none',
    cites: ['S1.16.f7', 'S1.10.s3', 'S1.03.a11.1'],
  }),
  writingFineYuan: count({
    label: { zh: '合同书写不合格每份罚款（元）', en: 'Fine for each copy written untidily or in the wrong ink (yuan)' },
    default: 0,
    min: 0,
    max: 10_000,
    cites: ['S0.07.ct.2'],
  }),
  majorWan: count({
    label: {
      zh: '重大成交的金额起点（万元，0 为不按金额）',
      en: 'A deal is major from (10,000 yuan; 0: not by amount)',
    },
    default: 0,
    min: 0,
    max: 1_000_000,
    cites: ['S0.07.mgr.7'],
  }),
  keyCustomerIsMajor: toggle({
    label: {
      zh: '重点客户（A 级或标为重要）的成交为重大成交',
      en: 'A key customer’s deal (grade A, or marked as important) is major',
    },
    default: false,
    cites: ['S0.07.mgr.7'],
  }),
};
