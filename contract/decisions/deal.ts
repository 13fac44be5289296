/** The deal as a fact of its decisions, and an everyday one at each of its stations. */
import { z } from 'zod';
import {
  contractChecks,
  type Deal,
  dealKindsOfGoods,
  dealStates,
  emptyDeal,
  endCauses,
  noSteps,
  paymentMethods,
  specialReasons,
} from '#core/deals/index.ts';
import {
  anId,
  count,
  day,
  dayOrNone,
  idOrNone,
  instant,
  instantOrNone,
  one,
  oneOrNone,
  text,
  textOrNone,
  yes,
} from './fields.ts';
import { named, oneOf } from './kit.ts';

export const keys = (zh: string, en: string) => z.array(z.string()).meta(named(zh, en));
export const fen = (zh: string, en: string) => z.int().nonnegative().max(1_000_000_000_000).meta(named(zh, en));

export const fenOrNone = (zh: string, en: string) =>
  z.int().nonnegative().max(1_000_000_000_000).nullable().meta(named(zh, en));

export const paymentMethod = z.enum(paymentMethods).meta(named('付款方式', 'Payment'));

export const plan = z
  .array(
    z.looseObject({ name: text('名称', 'Name'), dueOn: day('到期日', 'Due on'), amountFen: fen('金额（分）', 'Fen') }),
  )
  .meta(named('付款计划', 'Payment plan'));

export const loan = z
  .looseObject({
    lender: text('贷款机构', 'Lender'),
    amountFen: fen('贷款额（分）', 'Loan (fen)'),
    downPaymentFen: fen('首付（分）', 'Down payment (fen)'),
    needsPayoutReport: yes('须见打款报告', 'Needs a payout report'),
    downPaidAt: instantOrNone('首付付清时间', 'Down payment made at'),
    payoutReportedAt: instantOrNone('打款报告时间', 'Payout reported at'),
  })
  .nullable()
  .meta(named('贷款', 'Loan'));

const contract = z
  .looseObject({
    reviewedBy: oneOrNone('staff', '审标人', 'Reviewed by'),
    reviewedAt: instantOrNone('审标时间', 'Reviewed at'),
    filledBy: oneOrNone('staff', '填写人', 'Filled in by'),
    filledAt: instantOrNone('填写时间', 'Filled in at'),
    checkedBy: oneOrNone('staff', '核对人', 'Checked by'),
    checkedAt: instantOrNone('核对时间', 'Checked at'),
    checks: z.array(z.enum(contractChecks)).meta(named('核对项', 'Checks')),
    specialApprovedAt: instantOrNone('特殊合同审核时间', 'Special review at'),
    submittedAt: instantOrNone('提交时间', 'Submitted at'),
    approvedAt: instantOrNone('获批时间', 'Approved at'),
    signingPlan: z
      .looseObject({
        on: day('签约日', 'On'),
        place: text('地点', 'Place'),
        text: text('安排', 'Plan'),
        by: oneOrNone('staff', '拟定人', 'By'),
        at: instant('拟定时间', 'At'),
      })
      .optional()
      .meta(named('签约方案', 'Plan of the signing')),
    legal: z
      .looseObject({
        by: oneOrNone('staff', '审核人', 'By'),
        at: instant('审核时间', 'At'),
        answers: z.record(z.string(), z.boolean()).meta(named('逐项结果', 'Answers')),
        note: text('说明', 'Note'),
      })
      .optional()
      .meta(named('法务审核', 'Legal check')),
  })
  .nullable()
  .meta(named('合同', 'Contract'));

const withdrawal = z
  .looseObject({
    reason: text('原因', 'Reason'),
    askedAt: instant('申请时间', 'Asked at'),
    askedBy: oneOrNone('staff', '申请人', 'Asked by'),
    cause: oneOf({ customer: { zh: '客户', en: 'customer' }, company: { zh: '公司', en: 'company' } }),
    refundMethod: oneOf({
      cash: { zh: '现金', en: 'cash' },
      cheque: { zh: '支票', en: 'cheque' },
      wire: { zh: '转账', en: 'wire' },
    }).meta(named('退款方式', 'Refund by')),
    refundNotBefore: day('最早退款日', 'Refund not before'),
    isExceptional: yes('特批', 'Exceptional'),
    approvedAt: instantOrNone('同意时间', 'Consented at'),
  })
  .nullable()
  .meta(named('退订', 'Withdrawal'));

export const deal: z.ZodType<Deal> = z
  .looseObject({
    id: anId('成交单', 'Deal'),
    siteId: one('site', '门店', 'Site'),
    teamId: idOrNone('团队', 'Team'),
    number: textOrNone('编号', 'Number'),
    kind: z.enum(dealKindsOfGoods).meta(named('标的', 'Goods')),
    customerId: one('customer', '客户', 'Customer'),
    claimId: idOrNone('归属记录', 'Claim'),
    consultantId: one('staff', '经办人', 'Consultant'),
    coverId: oneOrNone('staff', '代办人', 'Stands in'),
    unitId: idOrNone('房源', 'Unit'),
    wanted: z
      .looseObject({ model: text('车型', 'Model'), colour: text('颜色', 'Colour') })
      .nullable()
      .meta(named('所订车型', 'Ordered model')),
    state: z.enum(dealStates).meta(named('状态', 'State')),
    stateSince: instant('状态起始', 'Since'),
    listPriceFen: fen('表价（分）', 'List price (fen)'),
    priceFen: fen('成交价（分）', 'Price (fen)'),
    depositFen: fen('定金（分）', 'Deposit (fen)'),
    smallDepositFen: fenOrNone('小定（分）', 'Small deposit (fen)'),
    paymentMethod,
    plan,
    loan,
    paidFen: z.int().meta(named('已收（分）', 'Paid (fen)')),
    depositPaidAt: instantOrNone('定金收取时间', 'Deposit paid at'),
    fullyPaidAt: instantOrNone('付清时间', 'Paid in full at'),
    orderDate: dayOrNone('订单日期', 'Order date'),
    contractDueOn: dayOrNone('签约期限', 'Contract due on'),
    submittedAt: instantOrNone('提交时间', 'Submitted at'),
    approvedAt: instantOrNone('获批时间', 'Approved at'),
    registeredAt: instantOrNone('登记时间', 'Registered at'),
    effectiveAt: instantOrNone('生效时间', 'In effect since'),
    contractNumber: textOrNone('合同编号', 'Contract number'),
    contract,
    signedAt: instantOrNone('签约时间', 'Signed at'),
    handedOverAt: instantOrNone('交付时间', 'Handed over at'),
    endedAt: instantOrNone('终止时间', 'Ended at'),
    endedCause: z.enum(endCauses).nullable().meta(named('终止原因', 'Ended because')),
    isSpecial: yes('特殊合同', 'Special contract'),
    specialReasons: z.array(z.enum(specialReasons)).meta(named('特殊事由', 'Why special')),
    corrections: count('涂改处数', 'Corrections'),
    isLocal: yes('本地客户', 'Local customer'),
    disclosures: keys('已讲明事项', 'Disclosed'),
    withdrawal,
    fileDueAt: instantOrNone('资料时限', 'Papers due at'),
    filedAt: instantOrNone('资料齐备时间', 'Papers complete at'),
    creditCancelled: z
      .looseObject({
        cause: oneOf({
          complaint: { zh: '投诉', en: 'complaint' },
          leak: { zh: '泄露库存', en: 'leak' },
          lost_tools: { zh: '遗失工具', en: 'lost tools' },
        }),
        performance: yes('取消业绩', 'Performance cancelled'),
        commission: yes('取消提成', 'Commission cancelled'),
        at: instant('时间', 'At'),
      })
      .nullable()
      .meta(named('取消业绩', 'Credit cancelled')),
    version: count('版本', 'Version'),
  })
  .meta(named('成交单', 'Deal'));

export const base: Deal = {
  ...emptyDeal,
  id: 'deal',
  siteId: 'site',
  teamId: null,
  kind: 'room',
  customerId: 'customer',
  claimId: null,
  consultantId: 'chen',
  unitId: 'unit',
  stateSince: '2026-03-02T02:00:00.000Z',
  listPriceFen: 100_000_000,
  priceFen: 100_000_000,
  depositFen: 2_000_000,
};

export const now = '2026-03-10T02:00:00.000Z';
export const submitted: Deal = { ...base, state: 'subscribing', submittedAt: '2026-03-09T02:00:00.000Z' };
export const vehicle: Deal = { ...base, kind: 'vehicle', listPriceFen: 12_000_000, priceFen: 12_000_000 };

export const inEffect: Deal = {
  ...submitted,
  state: 'subscribed',
  number: 'RG2026-00001',
  approvedAt: '2026-03-09T03:00:00.000Z',
  effectiveAt: '2026-03-09T03:00:00.000Z',
  orderDate: '2026-03-09',
  contractDueOn: '2026-03-16',
};

export const drawn: Deal = {
  ...inEffect,
  state: 'contracting',
  contract: { ...noSteps, filledBy: 'chen', filledAt: '2026-03-09T06:00:00.000Z' },
};

export const approvedContract: Deal = {
  ...drawn,
  contract: {
    ...noSteps,
    submittedAt: '2026-03-09T07:00:00.000Z',
    approvedAt: '2026-03-09T08:00:00.000Z',
    legal: {
      by: 'hu',
      at: '2026-03-09T06:30:00.000Z',
      answers: { rights_and_duties: true, lawful: true, feasible: true, signing_plan: true },
      note: '',
    },
  },
};

export const contracted: Deal = {
  ...approvedContract,
  state: 'contracted',
  contractNumber: 'HT2026-00001',
  signedAt: '2026-03-09T09:00:00.000Z',
};

export const orderInEffect: Deal = {
  ...inEffect,
  ...vehicle,
  state: 'subscribed',
  number: 'DD2026-00001',
  effectiveAt: now,
  orderDate: '2026-03-09',
};

export const delivered: Deal = {
  ...orderInEffect,
  state: 'handed_over',
  paidFen: 12_000_000,
  handedOverAt: now,
  fileDueAt: '2026-03-10T02:20:00.000Z',
};
