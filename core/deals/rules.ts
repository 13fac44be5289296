/** What a house may decide for itself about deals. */
import { choice, count, days, minutes, parameters, table, toggle, type ValuesOf } from '../kernel/parameters.ts';
import { deliveryParameters } from './delivery-rules.ts';
import { processSteps } from './course.ts';
import { disclosureKeys, goodsWithDisclosures, paperKeys, paperStages } from './papers.ts';
import { roomRules } from './room-rules.ts';

const none = { subscription: 0, contract: 0, handover: 0, file: 0 };
const papersOf = (given: Readonly<Record<string, Partial<typeof none>>>) =>
  Object.fromEntries(paperKeys.map((key) => [key, { ...none, ...given[key] }]));
const disclosed = (given: Readonly<Record<string, Partial<Record<string, number>>>>) =>
  Object.fromEntries(
    disclosureKeys.map((key) => [
      key,
      Object.fromEntries(goodsWithDisclosures.map((goods) => [goods, given[key]?.[goods] ?? 0])),
    ]),
  );

export const DealRules = parameters({
  process: choice({
    label: { zh: '销售流程', en: 'Steps of a sale' },
    options: {
      seven: { zh: '七步流程', en: 'seven steps' },
      ten: { zh: '十步流程', en: 'ten steps' },
      chain: { zh: '下定、补定、签约、催款', en: 'deposit, top-up, contract, payment' },
      representative: { zh: '代表工作流程', en: 'the representative’s flow' },
      end_to_end: { zh: '介绍到报修一人到底', en: 'from introduction to repair by one person' },
    },
    default: 'seven',
    cites: ['S1.03.a6', 'S1.16.f1', 'S4.01.a37.follow', 'S1.01.a13', 'S0.07.rep.flow', 'S0.10.a.11'],
  }),
  stepDays: table({
    label: {
      zh: '各步骤限几日内完成（自上一步起，0 为不限）',
      en: 'Days allowed for each step after the one before (0: no limit)',
    },
    rows: processSteps,
    columns: ['days'],
    min: 0,
    max: 365,
    default: Object.fromEntries(processSteps.map((step) => [step, { days: 0 }])),
    cites: ['S1.01.a14', 'S1.04.a8'],
  }),
  reportFirst: toggle({
    label: { zh: '下单前先报主管', en: 'The supervisor is told before an order is placed' },
    default: false,
    cites: ['S0.07.rep.flow', 'S1.04.a8'],
  }),
  deposit: choice({
    label: { zh: '定金数额', en: 'Amount of the deposit' },
    options: {
      agreed: { zh: '逐单约定', en: 'agreed deal by deal' },
      fixed: { zh: '每套固定，由公司设定', en: 'fixed per unit, set by the company' },
    },
    default: 'agreed',
    cites: ['S1.18.s2'],
  }),
  disclosures: table({
    label: {
      zh: '认购前须讲明的事项（0 不要求，1 一律，2 适用时）',
      en: 'To be made clear before a subscription (0 not asked, 1 always, 2 where it applies)',
    },
    rows: disclosureKeys,
    columns: goodsWithDisclosures,
    min: 0,
    max: 2,
    default: disclosed({
      presale_registration: { room: 1 },
      out_of_town: { room: 2 },
      mortgage: { room: 2 },
      title: { room: 1 },
      other_fees: { room: 1 },
      price: { membership: 1 },
      quality: { membership: 1 },
      after_sales: { membership: 1 },
    }),
    cites: ['S1.18.s5.1', 'S1.18.s5.2', 'S1.18.s5.3', 'S1.18.s5.4', 'S1.18.s5.5', 'S1.13.a10'],
  }),
  contactNeeded: toggle({
    label: {
      zh: '认购前客户档案须有真实联系方式',
      en: 'A subscription needs true contact data in the customer’s file',
    },
    default: true,
    cites: ['S1.18.s3'],
  }),
  registration: choice({
    label: { zh: '须经内勤登记方生效', en: 'Effective only once the assistant has registered it' },
    options: {
      vehicles: { zh: '车辆订单', en: 'vehicle orders' },
      all: { zh: '全部认购与订单', en: 'every subscription and order' },
      none: { zh: '不要求', en: 'not asked' },
    },
    default: 'vehicles',
    cites: ['S0.08.d.1', 'S2.15.c4.01.sign'],
  }),
  contractFor: choice({
    label: { zh: '须签正式合同', en: 'A formal contract is signed for' },
    options: {
      rooms: { zh: '房屋', en: 'rooms' },
      all: { zh: '全部', en: 'everything' },
      none: { zh: '不另签', en: 'nothing' },
    },
    default: 'rooms',
    cites: ['S1.10.s3', 'S0.10.a.7b'],
  }),
  contractDays: days({
    label: {
      zh: '认购后签约期限（0 为不限）',
      en: 'The contract is signed within, after the subscription (0: no limit)',
    },
    default: 7,
    min: 0,
    max: 365,
    cites: ['S4.01.a24.escalate', 'S4.01.a37.follow'],
  }),
  contractSteps: toggle({
    label: {
      zh: '合同先经内勤审标准文本、经办填写、主管核对',
      en: 'Standard review, filling in and the supervisor’s check come before',
    },
    default: false,
    cites: ['S0.07.ct.4', 'S0.07.ct.4b', 'S1.05.f2'],
  }),
  specialReview: toggle({
    label: { zh: '特殊合同报上一级审核', en: 'A special contract is reviewed one level up' },
    default: true,
    cites: ['S0.07.ct.3c', 'S0.07.ct.3b'],
  }),
  consultantPresent: toggle({
    label: { zh: '签约时销售顾问须在场', en: 'The consultant is present at the signing' },
    default: true,
    cites: ['S1.18.k2'],
  }),
  correctionsMax: count({
    label: { zh: '每份合同涂改不超过（处）', en: 'Corrections per contract, at most' },
    default: 3,
    min: 0,
    max: 20,
    cites: ['S1.18.k1', 'S1.18.k1b'],
  }),
  correctionFineLeast: count({
    label: { zh: '涂改超限罚款，不少于（元）', en: 'Fine for more corrections, at least (yuan)' },
    default: 50,
    min: 0,
    max: 10_000,
    cites: ['S1.18.k1b'],
  }),
  correctionFineMost: count({
    label: { zh: '涂改超限罚款，不多于（元）', en: 'Fine for more corrections, at most (yuan)' },
    default: 100,
    min: 0,
    max: 10_000,
    cites: ['S1.18.k1b'],
  }),
  copies: table({
    label: { zh: '文件份数与持有人', en: 'Copies of each document, and who holds them' },
    rows: ['subscription', 'contract'],
    columns: ['customer', 'finance', 'sales', 'consultant'],
    min: 0,
    max: 10,
    default: {
      subscription: { customer: 1, finance: 1, sales: 0, consultant: 1 },
      contract: { customer: 1, finance: 1, sales: 1, consultant: 0 },
    },
    cites: ['S1.18.s4', 'S0.02.info.9b', 'S0.07.ct.5'],
  }),
  papersRoom: table({
    label: {
      zh: '房屋资料（0 不要求，1 一律，2 本地客户，3 外地客户）',
      en: 'Papers for rooms (0 not asked, 1 always, 2 locals, 3 non-locals)',
    },
    rows: paperKeys,
    columns: paperStages,
    min: 0,
    max: 3,
    default: papersOf({
      id_card: { contract: 1 },
      household_register: { contract: 2 },
      residence_permit: { contract: 3 },
      sale_contract: { handover: 1 },
      house_instructions: { handover: 1 },
      quality_guarantee: { handover: 1 },
    }),
    cites: ['S1.18.k4', 'S0.10.a.7b'],
  }),
  papersVehicle: table({
    label: {
      zh: '车辆资料（0 不要求，1 一律，2 本地客户，3 外地客户）',
      en: 'Papers for vehicles (0 not asked, 1 always, 2 locals, 3 non-locals)',
    },
    rows: paperKeys,
    columns: paperStages,
    min: 0,
    max: 3,
    default: papersOf({
      conformity_certificate: { handover: 1 },
      manual: { handover: 1 },
      id_card: { file: 1 },
      residence_permit: { file: 3 },
      invoice: { file: 1 },
      handover_slip: { file: 1 },
    }),
    cites: ['S0.08.g.8', 'S0.08.g.8b', 'S0.07.ast.8'],
  }),
  papersOther: table({
    label: {
      zh: '其他产品资料（0 不要求，1 一律，2 本地客户，3 外地客户）',
      en: 'Papers for other goods (0 not asked, 1 always, 2 locals, 3 non-locals)',
    },
    rows: paperKeys,
    columns: paperStages,
    min: 0,
    max: 3,
    default: papersOf({}),
    cites: ['S0.07.ast.8'],
  }),
  unitChange: choice({
    label: { zh: '换房方向', en: 'Directions in which a unit is changed' },
    options: {
      favourable: {
        zh: '只可换大、换较难售、换总价高，其余报经理',
        en: 'larger, harder to sell, dearer; anything else needs the manager',
      },
      manager: { zh: '一律报经理', en: 'always the manager’s decision' },
    },
    default: 'favourable',
    cites: ['S0.02.chg.1'],
  }),
  transferFeeYuan: count({
    label: {
      zh: '签约后更名的转让手续费（元，0 为逐单约定）',
      en: 'Fee for a change of name after the contract (yuan; 0: agreed case by case)',
    },
    default: 0,
    min: 0,
    max: 1_000_000,
    cites: ['S0.02.chg.2'],
  }),
  persuadeFirst: toggle({
    label: {
      zh: '签约前要求退订的，先行挽留并记录',
      en: 'Before a withdrawal the customer is asked to stay, on record',
    },
    default: true,
    cites: ['S0.02.chg.4'],
  }),
  withdrawalAfterContract: choice({
    label: { zh: '签约后退房', en: 'Withdrawal after the contract' },
    options: {
      refused: { zh: '一律不予受理', en: 'refused' },
      exceptional: { zh: '原则上不予受理，特批除外', en: 'refused in principle, exceptions by special consent' },
    },
    default: 'exceptional',
    cites: ['S0.02.chg.4'],
  }),
  takeBackPapers: toggle({
    label: {
      zh: '退订须收回认购书与定金收据，客户在收据存根签字',
      en: 'A withdrawal takes back agreement and receipt, and the customer signs the receipt book',
    },
    default: true,
    cites: ['S1.18.s6c'],
  }),
  refundNoticeCashDays: days({
    label: { zh: '退现金定金提前通知财务', en: 'Finance hears of a refund in cash beforehand' },
    default: 1,
    min: 0,
    max: 60,
    cites: ['S1.18.s6b'],
  }),
  refundNoticeChequeDays: days({
    label: { zh: '退支票定金提前通知财务', en: 'Finance hears of a refund by cheque beforehand' },
    default: 7,
    min: 0,
    max: 60,
    cites: ['S1.18.s6b'],
  }),
  fundsBeforeHandover: toggle({
    label: {
      zh: '款到（贷款见打款报告）方可交付',
      en: 'Nothing is handed over before the money, or the payout report, is in',
    },
    default: true,
    cites: ['S0.08.b.31', 'S0.08.b.31b', 'S2.15.c2.31'],
  }),
  fileMinutes: minutes({
    label: {
      zh: '交付后客户资料交齐时限（0 为不限）',
      en: 'The customer’s papers are with the assistant within, after the handover (0: no limit)',
    },
    default: 20,
    min: 0,
    max: 10_080,
    cites: ['S0.08.g.8', 'S2.15.c7.08'],
  }),
  lateFileFineYuan: count({
    label: { zh: '资料迟交罚款（元）', en: 'Fine for papers handed in late (yuan)' },
    default: 50,
    min: 0,
    max: 10_000,
    cites: ['S0.08.g.8b', 'S2.15.c7.08'],
  }),
  countsAt: choice({
    label: { zh: '业绩计入时点', en: 'A deal counts at' },
    options: {
      subscription: { zh: '认购（订单）生效', en: 'the subscription or order' },
      contract: { zh: '签订合同（无合同的，交付）', en: 'the contract, or the handover where there is none' },
      handover: { zh: '交付', en: 'the handover' },
    },
    default: 'contract',
    cites: ['S0.02.own.22', 'S0.08.b.31', 'S0.08.d.2c'],
  }),
  bindDay: count({
    label: {
      zh: '每月装订上月合同，不晚于（日）',
      en: 'Last month’s contracts are bound before this day of the month',
    },
    default: 5,
    min: 1,
    max: 28,
    cites: ['S0.07.ct.6'],
  }),
  ...roomRules,
  ...deliveryParameters,
});

export type DealRuleValues = ValuesOf<typeof DealRules>;
