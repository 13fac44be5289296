/** Facts and input of the kinds of decision about deals. */
import { z } from 'zod';
import {
  contractChecks,
  type Deal,
  dealKindsOfGoods,
  type dealKinds,
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
  nothing,
  one,
  oneOrNone,
  text,
  textOrNone,
  timeZone,
  yes,
} from './fields.ts';
import { named, oneOf, type ShapesOf } from './kit.ts';

const fen = (zh: string, en: string) => z.int().nonnegative().max(1_000_000_000_000).meta(named(zh, en));
const fenOrNone = (zh: string, en: string) =>
  z.int().nonnegative().max(1_000_000_000_000).nullable().meta(named(zh, en));
const keys = (zh: string, en: string) => z.array(z.string()).meta(named(zh, en));

const paymentMethod = z.enum(paymentMethods).meta(named('付款方式', 'Payment'));
const plan = z
  .array(
    z.looseObject({ name: text('名称', 'Name'), dueOn: day('到期日', 'Due on'), amountFen: fen('金额（分）', 'Fen') }),
  )
  .meta(named('付款计划', 'Payment plan'));
const loan = z
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

const deal: z.ZodType<Deal> = z
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

const unitFields = {
  id: anId('房源', 'Unit'),
  code: text('房号', 'Code'),
  state: z
    .string()
    .meta({ ...named('销控状态', 'State'), examples: ['available', 'held', 'subscribed', 'contracted', 'withheld'] }),
  heldForId: idOrNone('为谁保留', 'Held for'),
  dealId: idOrNone('所属成交单', 'Deal'),
  isMarked: yes('已标记', 'Marked'),
};
const unit = z.looseObject(unitFields).nullable().meta(named('房源', 'Unit'));
const granted = z
  .array(
    z.looseObject({
      kind: text('类别', 'Kind'),
      priceFen: fenOrNone('批准价（分）', 'Price (fen)'),
      untilOn: dayOrNone('至', 'Until'),
    }),
  )
  .meta(named('已批特别条件', 'Special terms granted'));
const papers = keys('已收资料', 'Papers received');
const hasOpenChange = yes('有未了结变更', 'A change is open');
const mayOverride = yes('有变通权限', 'May allow exceptions');
const size = { areaM2: z.number().nullable().meta(named('面积（平方米）', 'Area (m²)')) };
const price = z
  .looseObject({
    needsApproval: yes('须批准', 'Needs approval'),
    belowListFen: fen('低于表价（分）', 'Below list (fen)'),
    discountPercent: z.number().meta(named('折让（%）', 'Discount (%)')),
  })
  .nullable()
  .meta(named('价格', 'Price'));

const base: Deal = {
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
const now = '2026-03-10T02:00:00.000Z';
const vacant = {
  id: 'unit',
  code: '1#-1-3301',
  state: 'available',
  heldForId: null,
  dealId: null,
  isMarked: false,
};
const atList = { needsApproval: false, belowListFen: 0, discountPercent: 0 };
const submitted: Deal = { ...base, state: 'subscribing', submittedAt: '2026-03-09T02:00:00.000Z' };
const vehicle: Deal = { ...base, kind: 'vehicle', listPriceFen: 12_000_000, priceFen: 12_000_000 };
const inEffect: Deal = {
  ...submitted,
  state: 'subscribed',
  number: 'RG2026-00001',
  approvedAt: '2026-03-09T03:00:00.000Z',
  effectiveAt: '2026-03-09T03:00:00.000Z',
  orderDate: '2026-03-09',
  contractDueOn: '2026-03-16',
};
const drawn: Deal = {
  ...inEffect,
  state: 'contracting',
  contract: { ...noSteps, filledBy: 'chen', filledAt: '2026-03-09T06:00:00.000Z' },
};
const approvedContract: Deal = {
  ...drawn,
  contract: { ...noSteps, submittedAt: '2026-03-09T07:00:00.000Z', approvedAt: '2026-03-09T08:00:00.000Z' },
};
const contracted: Deal = {
  ...approvedContract,
  state: 'contracted',
  contractNumber: 'HT2026-00001',
  signedAt: '2026-03-09T09:00:00.000Z',
};
const orderInEffect: Deal = {
  ...inEffect,
  ...vehicle,
  state: 'subscribed',
  number: 'DD2026-00001',
  effectiveAt: now,
  orderDate: '2026-03-09',
};
const delivered: Deal = {
  ...orderInEffect,
  state: 'handed_over',
  paidFen: 12_000_000,
  handedOverAt: now,
  fileDueAt: '2026-03-10T02:20:00.000Z',
};
const reason = text('原因', 'Reason');
const ofDeal = z.looseObject({ deal });
const inZone = z.looseObject({ deal, timeZone });
const withPapers = z.looseObject({ deal, papers });
const zone = 'Asia/Shanghai';

export const dealShapes: ShapesOf<typeof dealKinds> = {
  'deals.submit': {
    facts: z.looseObject({
      deal,
      timeZone,
      unit,
      price,
      depositSetFen: fenOrNone('公司设定定金（分）', 'Deposit set (fen)'),
      hasContact: yes('档案有联系方式', 'Contact data on file'),
      papers,
      granted,
      hasOpenTerms: yes('有未批特别条件', 'Special terms undecided'),
    }),
    input: z.looseObject({ disclosures: keys('已讲明事项', 'Disclosed') }),
    sample: {
      now,
      actorId: 'chen',
      facts: {
        deal: base,
        timeZone: zone,
        unit: vacant,
        price: atList,
        depositSetFen: 2_000_000,
        hasContact: true,
        papers: [],
        granted: [],
        hasOpenTerms: false,
      },
      input: {
        disclosures: ['presale_registration', 'title', 'other_fees', 'price', 'quality', 'after_sales'],
      },
    },
  },
  'deals.approved': {
    facts: inZone,
    input: nothing,
    sample: { now, facts: { deal: submitted, timeZone: zone }, input: {} },
  },
  'deals.register': {
    facts: inZone,
    input: nothing,
    sample: {
      now,
      facts: { deal: { ...vehicle, state: 'subscribing', submittedAt: now, approvedAt: now }, timeZone: zone },
      input: {},
    },
  },
  'deals.changeTerms': {
    facts: z.looseObject({ deal, hasOpenChange, price, granted }),
    input: z.looseObject({
      priceFen: fen('成交价（分）', 'Price (fen)'),
      depositFen: fen('定金（分）', 'Deposit (fen)'),
      paymentMethod,
      plan,
      loan,
      reason,
    }),
    sample: {
      now,
      facts: { deal: inEffect, hasOpenChange: false, price: atList, granted: [] },
      input: {
        priceFen: 99_000_000,
        depositFen: 2_000_000,
        paymentMethod: 'full',
        plan: [],
        loan: null,
        reason: '一次性付款优惠',
      },
    },
  },
  'deals.changeUnit': {
    facts: z.looseObject({
      deal,
      hasOpenChange,
      oldUnit: z.looseObject(size).nullable().meta(named('原房源', 'Old unit')),
      newUnit: z.looseObject({ ...unitFields, ...size }).meta(named('新房源', 'New unit')),
    }),
    input: z.looseObject({
      unitId: anId('新房源', 'New unit'),
      priceFen: fen('新成交价（分）', 'New price (fen)'),
      plan,
      loan,
      sells: oneOf({
        harder: { zh: '较难售', en: 'harder to sell' },
        same: { zh: '相当', en: 'the same' },
        easier: { zh: '较好售', en: 'easier to sell' },
      }).meta(named('新房源销路', 'The new unit is')),
      reason,
    }),
    sample: {
      now,
      facts: {
        deal: inEffect,
        hasOpenChange: false,
        oldUnit: { areaM2: 89.5 },
        newUnit: { ...vacant, id: 'larger', code: '1#-1-3302', areaM2: 120 },
      },
      input: { unitId: 'larger', priceFen: 130_000_000, plan: [], loan: null, sells: 'same', reason: '家庭人口增加' },
    },
  },
  'deals.changeName': {
    facts: z.looseObject({ deal, hasOpenChange }),
    input: z.looseObject({
      buyers: text('买方姓名', 'Buyers'),
      feeFen: fenOrNone('手续费（分）', 'Fee (fen)'),
      reason,
    }),
    sample: {
      now,
      facts: { deal: inEffect, hasOpenChange: false },
      input: { buyers: '王某', feeFen: null, reason: '改由配偶签约' },
    },
  },
  'deals.changed': {
    facts: inZone,
    input: z.looseObject({
      kind: oneOf({
        terms: { zh: '条件', en: 'terms' },
        unit: { zh: '房源', en: 'unit' },
        name: { zh: '姓名', en: 'name' },
      }).meta(named('变更', 'Change')),
    }),
    sample: { now, facts: { deal: inEffect, timeZone: zone }, input: { kind: 'terms' } },
  },
  'deals.contractStep': {
    facts: ofDeal,
    input: z.looseObject({
      step: oneOf({
        review: { zh: '审标', en: 'standard review' },
        fill: { zh: '填写', en: 'filling in' },
        check: { zh: '核对', en: 'check' },
      }).meta(named('步骤', 'Step')),
      checks: keys('核对项', 'Checks'),
      specialReasons: z.array(z.enum(specialReasons)).meta(named('特殊事由', 'Why special')),
    }),
    sample: {
      now,
      facts: { deal: drawn },
      input: {
        step: 'check',
        checks: ['each_clause', 'data', 'signatures', 'seals', 'drawings'],
        specialReasons: [],
      },
    },
  },
  'deals.specialReview': {
    facts: ofDeal,
    input: nothing,
    sample: {
      now,
      facts: { deal: { ...drawn, isSpecial: true, specialReasons: ['added_clause'] } },
      input: {},
    },
  },
  'deals.submitContract': {
    facts: z.looseObject({ deal, hasOpenChange }),
    input: nothing,
    sample: {
      now,
      facts: {
        deal: { ...drawn, contract: { ...noSteps, reviewedAt: now, filledAt: now, checkedAt: now } },
        hasOpenChange: false,
      },
      input: {},
    },
  },
  'deals.correct': {
    facts: ofDeal,
    input: z.looseObject({
      where: text('涂改处', 'Where'),
      isSealed: yes('已盖章', 'Sealed'),
      fineYuan: count('罚款（元）', 'Fine (yuan)').nullable(),
    }),
    sample: {
      now,
      facts: { deal: { ...drawn, corrections: 2 } },
      input: { where: '第三条 面积', isSealed: true, fineYuan: null },
    },
  },
  'deals.sign': {
    facts: z.looseObject({
      deal,
      papers,
      subscriptionCopiesOut: count('在外认购书份数', 'Copies of the subscription out'),
      hasOpenChange,
    }),
    input: z.looseObject({
      consultantPresent: yes('销售顾问在场', 'The consultant is present'),
      subscriptionTakenBack: yes('认购书已收回', 'The subscription is back'),
    }),
    sample: {
      now,
      facts: {
        deal: approvedContract,
        papers: ['id_card', 'household_register'],
        subscriptionCopiesOut: 3,
        hasOpenChange: false,
      },
      input: { consultantPresent: true, subscriptionTakenBack: true },
    },
  },
  'deals.withdraw': {
    facts: z.looseObject({ deal, timeZone, hasOpenChange, mayOverride }),
    input: z.looseObject({
      reason,
      cause: oneOf({ customer: { zh: '客户', en: 'customer' }, company: { zh: '公司', en: 'company' } }).meta(
        named('由谁提出', 'Asked for by'),
      ),
      persuasion: text('挽留经过', 'How the customer was asked to stay'),
      refundMethod: oneOf({
        cash: { zh: '现金', en: 'cash' },
        cheque: { zh: '支票', en: 'cheque' },
        wire: { zh: '转账', en: 'wire' },
      }).meta(named('退款方式', 'Refund by')),
    }),
    sample: {
      now,
      facts: { deal: { ...inEffect, paidFen: 2_000_000 }, timeZone: zone, hasOpenChange: false, mayOverride: false },
      input: { reason: '购房资格不足', cause: 'customer', persuasion: '已两次面谈挽留', refundMethod: 'cash' },
    },
  },
  'deals.withdrawn': {
    facts: z.looseObject({ deal, hasPaid: yes('已收款', 'Money was taken') }),
    input: z.looseObject({
      agreementBack: yes('认购书已收回', 'Agreement back'),
      receiptBack: yes('定金收据已收回', 'Receipt back'),
      bookSigned: yes('客户已在存根签字', 'Receipt book signed'),
    }),
    sample: {
      now,
      facts: {
        deal: {
          ...inEffect,
          paidFen: 2_000_000,
          withdrawal: {
            reason: '购房资格不足',
            askedAt: now,
            askedBy: 'chen',
            cause: 'customer',
            refundMethod: 'cash',
            refundNotBefore: '2026-03-11',
            isExceptional: false,
            approvedAt: now,
          },
        },
        hasPaid: true,
      },
      input: { agreementBack: true, receiptBack: true, bookSigned: true },
    },
  },
  'deals.breach': {
    facts: ofDeal,
    input: z.looseObject({
      overdueSince: day('逾期自', 'Overdue since'),
      overdueFen: fen('逾期金额（分）', 'Overdue (fen)'),
    }),
    sample: { now, facts: { deal: contracted }, input: { overdueSince: '2026-01-09', overdueFen: 30_000_000 } },
  },
  'deals.breachSettled': {
    facts: ofDeal,
    input: z.looseObject({
      outcome: oneOf({
        goes_on: { zh: '补缴后继续', en: 'paid, goes on' },
        ends: { zh: '按违约终止', en: 'ends' },
      }).meta(named('了结', 'Outcome')),
      reason,
    }),
    sample: {
      now,
      facts: { deal: { ...contracted, state: 'breached' } },
      input: { outcome: 'goes_on', reason: '已补缴' },
    },
  },
  'deals.cancelCredit': {
    facts: z.looseObject({ deal, deciderId: one('staff', '决定人', 'Who decides') }),
    input: z.looseObject({
      cause: oneOf({
        complaint: { zh: '客户投诉', en: 'complaint' },
        leak: { zh: '泄露库存引来抢车', en: 'stock leaked' },
        lost_tools: { zh: '遗失说明书或工具', en: 'manual or tools lost' },
      }).meta(named('事由', 'Cause')),
      performance: yes('取消业绩', 'Performance'),
      commission: yes('取消提成', 'Commission'),
      reason,
    }),
    sample: {
      now,
      facts: { deal: orderInEffect, deciderId: 'zhou' },
      input: { cause: 'complaint', performance: true, commission: false, reason: '未告知费用，客户投诉' },
    },
  },
  'deals.allocate': {
    facts: z.looseObject({
      deal,
      unit: z
        .looseObject({
          id: anId('车辆', 'Vehicle'),
          code: text('车架号', 'VIN'),
          dealId: idOrNone('已配给', 'Allocated to'),
          state: text('销控状态', 'State'),
        })
        .meta(named('车辆', 'Vehicle')),
      waiting: z
        .array(
          z.looseObject({
            dealId: anId('订单', 'Order'),
            number: text('编号', 'Number'),
            orderDate: day('订单日期', 'Order date'),
            priceFen: fen('成交价（分）', 'Price (fen)'),
            fullyPaidAt: instantOrNone('付清时间', 'Paid in full at'),
            downPaidAt: instantOrNone('贷款首付时间', 'Down payment at'),
          }),
        )
        .meta(named('等候的订单', 'Orders waiting')),
      mayOverride,
    }),
    input: z.looseObject({ unitId: anId('车辆', 'Vehicle'), reason }),
    sample: {
      now,
      facts: {
        deal: { ...orderInEffect, unitId: null, wanted: { model: 'X', colour: '' } },
        unit: { id: 'car', code: 'LSGVIN0001', dealId: null, state: 'available' },
        waiting: [
          {
            dealId: 'deal',
            number: 'DD2026-00001',
            orderDate: '2026-03-09',
            priceFen: 12_000_000,
            fullyPaidAt: '2026-03-10T01:00:00.000Z',
            downPaidAt: null,
          },
          {
            dealId: 'other',
            number: 'DD2026-00002',
            orderDate: '2026-03-01',
            priceFen: 12_000_000,
            fullyPaidAt: null,
            downPaidAt: null,
          },
        ],
        mayOverride: false,
      },
      input: { unitId: 'car', reason: '' },
    },
  },
  'deals.handOver': {
    facts: z.looseObject({ deal, papers, hasOpenChange }),
    input: nothing,
    sample: {
      now,
      facts: {
        deal: { ...orderInEffect, paidFen: 12_000_000 },
        papers: ['conformity_certificate', 'manual'],
        hasOpenChange: false,
      },
      input: {},
    },
  },
  'deals.filed': {
    facts: withPapers,
    input: nothing,
    sample: {
      now: '2026-03-10T02:20:00.000Z',
      facts: { deal: delivered, papers: ['id_card', 'invoice', 'handover_slip'] },
      input: {},
    },
  },
  'deals.fileOverdue': {
    facts: withPapers,
    input: nothing,
    sample: { now: '2026-03-10T02:20:00.000Z', facts: { deal: delivered, papers: ['id_card'] }, input: {} },
  },
};
