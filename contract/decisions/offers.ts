/** Facts and input of the kinds of decision about offers, quotations, promises and customer policies. */
import { z } from 'zod';
import type { offerKinds, OfferContent, ProposedUnit, StandingQuotation } from '#core/offers/index.ts';
import { anId, count, day, dayOrNone, nothing, one, oneOrNone, text, timeZone, yes } from './fields.ts';
import { idOf, named, oneOf, type ShapesOf } from './kit.ts';

const offerState = oneOf({
  draft: { zh: '草拟', en: 'draft' },
  presented: { zh: '已介绍', en: 'presented' },
  negotiating: { zh: '洽谈中', en: 'in negotiation' },
  intent: { zh: '达成意向', en: 'intent reached' },
  dropped: { zh: '已放弃', en: 'dropped' },
  expired: { zh: '已到期', en: 'run out' },
}).meta(named('方案状态', 'State of the offer'));
const quotationState = oneOf({
  pending: { zh: '审批中', en: 'waiting for approval' },
  returned: { zh: '已退回', en: 'returned' },
  issued: { zh: '有效', en: 'issued' },
  refused: { zh: '未获批准', en: 'refused' },
  expired: { zh: '已到期', en: 'run out' },
  replaced: { zh: '已被取代', en: 'replaced' },
  accepted: { zh: '客户已接受', en: 'accepted' },
}).meta(named('报价书状态', 'State of the quotation'));
const promiseState = oneOf({
  pending: { zh: '审批中', en: 'waiting for approval' },
  returned: { zh: '已退回', en: 'returned' },
  standing: { zh: '可以告知', en: 'standing' },
  told: { zh: '已告知', en: 'told' },
  kept: { zh: '已兑现', en: 'kept' },
  broken: { zh: '未兑现', en: 'broken' },
  refused: { zh: '未获批准', en: 'refused' },
  dropped: { zh: '已撤下', en: 'dropped' },
}).meta(named('承诺状态', 'State of the promise'));
const policyState = oneOf({
  pending: { zh: '审批中', en: 'waiting for approval' },
  returned: { zh: '已退回', en: 'returned' },
  approved: { zh: '已批准', en: 'approved' },
  refused: { zh: '未获批准', en: 'refused' },
  ended: { zh: '已终止', en: 'ended' },
}).meta(named('政策状态', 'State of the policy'));
const stage = oneOf({
  presented: { zh: '介绍方案', en: 'presented' },
  negotiating: { zh: '洽谈', en: 'in negotiation' },
  intent: { zh: '达成意向', en: 'intent' },
}).meta(named('阶段', 'Stage'));
const channel = oneOf({
  in_person: { zh: '当面', en: 'in person' },
  phone: { zh: '电话', en: 'by phone' },
  message: { zh: '消息', en: 'by message' },
}).meta(named('方式', 'Channel'));
const fen = (zh: string, en: string) => z.int().min(0).max(1_000_000_000_000).meta(named(zh, en));
const price = (zh: string, en: string) => z.int().min(1).max(1_000_000_000_000).meta(named(zh, en));
const priceOrNone = (zh: string, en: string) => z.int().min(1).max(1_000_000_000_000).nullable().meta(named(zh, en));
const percent = z.number().min(0).max(100).meta(named('优惠（%）', 'Discount, %'));
const roles = z.array(z.string()).meta(named('担任的角色', 'Roles held'));

const proposed: z.ZodType<ProposedUnit> = z.looseObject({
  id: anId('方案内编号', 'Id in the offer'),
  unitId: oneOrNone('unit', '单位', 'Unit'),
  goods: text('产品', 'Goods'),
  fit: text('适合的理由', 'Why it fits'),
  features: text('特点', 'Features'),
  advantages: text('长处', 'Advantages'),
  effect: text('使用效果', 'Effect in use'),
});
const standing: z.ZodType<StandingQuotation | null> = z
  .looseObject({
    id: anId('报价书', 'Quotation'),
    state: quotationState,
    validUntil: day('有效期至', 'Valid until'),
    lines: z
      .array(
        z.looseObject({
          unitId: one('unit', '单位', 'Unit'),
          priceFen: price('报价（分）', 'Quoted, fen'),
          needsConsent: yes('低于可自行让价', 'Below what is given away'),
        }),
      )
      .meta(named('报价明细', 'Lines')),
  })
  .nullable()
  .meta(named('现有报价书', 'The quotation that stands'));
const content: z.ZodType<OfferContent> = z
  .looseObject({
    needIds: z.array(anId('需求', 'Need')).meta(named('对应的需求', 'Needs it answers')),
    units: z.array(proposed).meta(named('方案内容', 'What is proposed')),
    plan: z
      .looseObject({
        goal: text('目标', 'Goal'),
        steps: z
          .array(z.looseObject({ on: day('日期', 'Day'), what: text('内容', 'What') }))
          .meta(named('步骤', 'Steps')),
      })
      .nullable()
      .meta(named('洽谈方案', 'Plan of the talks')),
    signingPlan: z
      .looseObject({
        signOn: day('签约日期', 'To be signed on'),
        place: text('地点', 'Where'),
        signers: text('签约人', 'Who signs'),
        papers: text('所带资料', 'Papers'),
        agreedOn: dayOrNone('客户确认日期', 'Agreed on'),
      })
      .nullable()
      .meta(named('签约方案', 'Signing plan')),
    quotation: standing,
  })
  .meta(named('方案', 'Offer'));
const validUntil = day('有效期至', 'Valid until');
const offerFacts = { state: offerState, timeZone, validUntil, content };

const now = '2026-03-10T02:00:00.000Z';
const wholeOffer: OfferContent = {
  needIds: ['n-1'],
  units: [
    {
      id: 'p-1',
      unitId: 'u-1',
      goods: '',
      fit: '三居朝南，离学校近',
      features: '南北通透',
      advantages: '楼距大',
      effect: '三代同住各有一间',
    },
  ],
  plan: { goal: '本周确定楼层与付款方式', steps: [{ on: '2026-03-12', what: '带看样板间' }] },
  signingPlan: { signOn: '2026-03-15', place: '签约室', signers: '夫妻二人', papers: '身份证', agreedOn: '2026-03-10' },
  quotation: {
    id: 'q-1',
    state: 'issued',
    validUntil: '2026-03-17',
    lines: [{ unitId: 'u-1', priceFen: 202_587_100, needsConsent: false }],
  },
};
const asNow = { timeZone: 'Asia/Shanghai', validUntil: '2026-04-09', content: wholeOffer };

export const offerShapes: ShapesOf<typeof offerKinds> = {
  'offers.open': {
    facts: z.looseObject({ timeZone }),
    input: z.looseObject({ validUntil: dayOrNone('有效期至', 'Valid until') }),
    sample: { now, facts: { timeZone: 'Asia/Shanghai' }, input: { validUntil: null } },
  },
  'offers.advance': {
    facts: z.looseObject(offerFacts),
    input: z.looseObject({ to: stage }),
    sample: { now, facts: { ...asNow, state: 'draft' }, input: { to: 'presented' } },
  },
  'offers.intent': {
    facts: z.looseObject({ ...offerFacts, undecidedPromises: count('未决承诺数', 'Promises undecided') }),
    input: z.looseObject({ unitId: oneOrNone('unit', '选定的单位', 'Unit chosen') }),
    sample: { now, facts: { ...asNow, state: 'negotiating', undecidedPromises: 0 }, input: { unitId: 'u-1' } },
  },
  'offers.drop': {
    facts: z.looseObject({ state: offerState }),
    input: z.looseObject({ reason: text('原因', 'Reason') }),
    sample: { now, facts: { state: 'presented' }, input: { reason: '客户改买二手' } },
  },
  'offers.expire': {
    facts: z.looseObject({ state: offerState, timeZone, validUntil }),
    input: nothing,
    sample: {
      now: '2026-04-09T16:00:00.000Z',
      facts: { state: 'presented', timeZone: 'Asia/Shanghai', validUntil: '2026-04-09' },
      input: {},
    },
  },
  'offers.quote': {
    facts: z.looseObject({
      state: offerState,
      timeZone,
      units: z
        .array(
          z.looseObject({
            unitId: one('unit', '单位', 'Unit'),
            listPriceFen: priceOrNone('表价（分）', 'List price, fen'),
            floorPriceFen: priceOrNone('折后价（分）', 'Discounted price, fen'),
            isFixedPrice: yes('一口价', 'Fixed price'),
            isGone: yes('已售出', 'Sold'),
          }),
        )
        .meta(named('方案中的单位', 'Units offered')),
      policy: z
        .looseObject({
          id: anId('客户政策', 'Policy'),
          discountPercent: percent,
          validFrom: day('起', 'From'),
          validUntil: day('止', 'Until'),
        })
        .nullable()
        .meta(named('有效的客户政策', 'Customer policy in force')),
      roles,
      hasPending: yes('已有报价在审批', 'Another waits for approval'),
      offerUntil: day('方案有效期至', 'The offer stands until').optional(),
    }),
    input: z.looseObject({
      lines: z
        .array(
          z.looseObject({
            unitId: idOf('unit').meta(named('单位', 'Unit')),
            priceFen: price('报价（分）', 'Quoted, fen'),
          }),
        )
        .meta(named('报价明细', 'Lines')),
      validUntil,
      channel,
      commission: text('客户如何提出', 'How the customer asked'),
    }),
    sample: {
      now,
      facts: {
        state: 'presented',
        timeZone: 'Asia/Shanghai',
        units: [
          { unitId: 'u-1', listPriceFen: 208_852_700, floorPriceFen: 202_587_100, isFixedPrice: false, isGone: false },
        ],
        policy: null,
        roles: ['consultant'],
        hasPending: false,
      },
      input: {
        lines: [{ unitId: 'u-1', priceFen: 202_587_100 }],
        validUntil: '2026-03-17',
        channel: 'in_person',
        commission: '当面要求',
      },
    },
  },
  'offers.quotationApproved': {
    facts: z.looseObject({ state: quotationState, offerState, validUntil, timeZone }),
    input: nothing,
    sample: {
      now,
      facts: { state: 'pending', offerState: 'negotiating', validUntil: '2026-03-17', timeZone: 'Asia/Shanghai' },
      input: {},
    },
  },
  'offers.quotationExpires': {
    facts: z.looseObject({ state: quotationState, validUntil, timeZone }),
    input: nothing,
    sample: {
      now: '2026-03-17T16:00:00.000Z',
      facts: { state: 'issued', validUntil: '2026-03-17', timeZone: 'Asia/Shanghai' },
      input: {},
    },
  },
  'offers.printQuotation': {
    facts: z.looseObject({ state: quotationState }),
    input: z.looseObject({ format: text('格式', 'Format') }),
    sample: { now, facts: { state: 'issued' }, input: { format: 'pdf' } },
  },
  'offers.promise': {
    facts: z.looseObject({ roles, timeZone }),
    input: z.looseObject({
      kind: oneOf({
        gift: { zh: '礼品', en: 'gift' },
        repair: { zh: '维修', en: 'repair' },
        complaint: { zh: '投诉处理', en: 'handling of a complaint' },
        later_payment: { zh: '延期付款', en: 'later payment' },
        other: { zh: '其他', en: 'other' },
      }).meta(named('承诺类别', 'Kind')),
      valueFen: fen('价值（分）', 'Value, fen').nullable(),
      dueOn: day('兑现日期', 'Due on'),
    }),
    sample: {
      now,
      facts: { roles: ['consultant'], timeZone: 'Asia/Shanghai' },
      input: { kind: 'gift', valueFen: 20_000, dueOn: '2026-03-20' },
    },
  },
  'offers.tellPromise': {
    facts: z.looseObject({ state: promiseState }),
    input: nothing,
    sample: { now, facts: { state: 'standing' }, input: {} },
  },
  'offers.settlePromise': {
    facts: z.looseObject({ state: promiseState }),
    input: z.looseObject({
      outcome: oneOf({
        kept: { zh: '已兑现', en: 'kept' },
        broken: { zh: '未兑现', en: 'broken' },
        dropped: { zh: '撤下', en: 'dropped' },
      }).meta(named('结果', 'Outcome')),
      note: text('说明', 'Note'),
    }),
    sample: { now, facts: { state: 'told' }, input: { outcome: 'kept', note: '' } },
  },
  'offers.policy': {
    facts: z.looseObject({ timeZone, hasPending: yes('已有政策在审批', 'Another waits for approval') }),
    input: z.looseObject({
      price: text('价格', 'Price'),
      discountPercent: percent,
      settlement: text('结算方式', 'Settlement'),
      service: text('服务', 'Service'),
      other: text('其他待遇', 'Other treatment'),
      validFrom: day('起', 'From'),
      validUntil: day('止', 'Until'),
    }),
    sample: {
      now,
      facts: { timeZone: 'Asia/Shanghai', hasPending: false },
      input: {
        price: '按表价九八折',
        discountPercent: 2,
        settlement: '月结，次月十日前',
        service: '专人对接',
        other: '无',
        validFrom: '2026-03-10',
        validUntil: '2026-12-31',
      },
    },
  },
  'offers.policyApproved': {
    facts: z.looseObject({ state: policyState, validUntil, timeZone }),
    input: nothing,
    sample: { now, facts: { state: 'pending', validUntil: '2026-12-31', timeZone: 'Asia/Shanghai' }, input: {} },
  },
};
