/** The story of a deal as fields of a form: who received, what the customer wanted, who stood in, what the payment says. */
import { z } from 'zod';
import type { AttributionFacts, ClubFacts, Share } from '#core/claims/index.ts';
import { anId, instant, instantOrNone, one, oneOrNone, timeZone, yes } from './fields.ts';
import { named, oneOf } from './kit.ts';

export const share: z.ZodType<Share> = z.looseObject({
  party: anId('所得者', 'Who gets it'),
  percent: z.int().min(0).max(100).meta(named('百分比', 'Percent')),
});
export const shares = (zh: string, en: string) => z.array(share).meta(named(zh, en));
export const ruling = z.looseObject({
  performance: shares('业绩', 'Performance'),
  commission: shares('提成', 'Commission'),
});

export const wishes = oneOf({
  none: { zh: '没有特别要求', en: 'nothing in particular' },
  accepts_earlier: { zh: '接受原接待人', en: 'accepts the earlier receiver' },
  refuses_earlier: { zh: '不要原接待人', en: 'refuses the earlier receiver' },
  complains_of_earlier: { zh: '投诉原接待人', en: 'complains of the earlier receiver' },
  names_other: { zh: '改指他人', en: 'names somebody else' },
  wants_discount: { zh: '只为争取折扣', en: 'only wants a better price' },
  names_several: { zh: '说得出几位，未指定', en: 'names several, chooses none' },
  remembers_nobody: { zh: '想不起是谁', en: 'remembers nobody' },
});
export const complaints = oneOf({
  none: { zh: '无投诉', en: 'no complaint' },
  pending: { zh: '尚未查明', en: 'not looked into yet' },
  upheld: { zh: '查实', en: 'upheld' },
  unfounded: { zh: '不成立', en: 'unfounded' },
});
export const sales = oneOf({
  new_card: { zh: '开新卡', en: 'new card' },
  transfer: { zh: '转卡', en: 'card transferred' },
  reopen: { zh: '续开卡', en: 'card reopened' },
  product: { zh: '购买产品', en: 'product' },
});

export const clubFacts: z.ZodType<ClubFacts> = z
  .looseObject({
    sale: sales.meta(named('成交类型', 'Kind of sale')),
    sellerId: oneOrNone('staff', '收款单所载销售人', 'Seller on the payment'),
    proof: z
      .looseObject({ staffId: one('staff', '凭证所指', 'Whose proof'), at: instant('出示时间', 'Shown at') })
      .nullable()
      .meta(named('试用券、名片或呼名', 'Voucher, card or name')),
    companyGift: yes('公司赠券客人', 'Holds a company gift'),
    external: z
      .looseObject({
        staffId: one('staff', '外场人员', 'External colleague'),
        lastRecordAt: instant('最近记录', 'Last record'),
      })
      .nullable()
      .meta(named('外场跟踪', 'Tracked outside')),
    isBroughtFriend: yes('被带来的朋友', 'A friend who was brought along'),
  })
  .meta(named('会所', 'Club'));

export const standIn = z
  .looseObject({
    staffId: one('staff', '代接人', 'Stand-in'),
    servedAt: instant('代接时间', 'Served at'),
    ownerNamed: yes('客户点名原接待人', 'The customer named the owner'),
  })
  .nullable()
  .meta(named('代接', 'Stand-in'));
export const foundLater = z
  .looseObject({
    staffId: one('staff', '查得之人', 'Who was found'),
    confirmed: yes('经确认', 'Confirmed'),
    fixedOwnerId: oneOrNone('staff', '经理指定的业绩人', 'Credited by the manager'),
  })
  .nullable()
  .meta(named('事后查得', 'Found later'));

export const attributionFacts: z.ZodType<AttributionFacts> = z.looseObject({
  dealAt: instant('成交时间', 'Deal at'),
  timeZone,
  receivingId: oneOrNone('staff', '现接待人', 'Who receives now'),
  earlier: z
    .array(
      z.looseObject({
        staffId: one('staff', '原接待人', 'Earlier receiver'),
        registeredAt: instant('登记时间', 'Registered at'),
        protectedUntil: instantOrNone('保护到期', 'Protected until'),
      }),
    )
    .meta(named('此前的接待', 'Earlier receptions')),
  aboutId: oneOrNone('staff', '所指之人', 'Whom it is about'),
  wish: wishes.meta(named('客户意愿', 'What the customer wanted')),
  complaint: complaints.meta(named('投诉', 'Complaint')),
  dispute: z.enum(['none', 'unsettled', 'quarrel', 'ruled', 'ruling_disobeyed']).meta(named('争议', 'Dispute')),
  ruling: ruling.nullable().meta(named('裁定的分配', 'Shares as ruled')),
  event: ruling.nullable().meta(named('活动办法的分配', 'Shares of an event scheme')),
  standIn,
  foundLater,
  introducedOwnerId: oneOrNone('staff', '介绍所归', 'Owner by introduction'),
  familyOwnerId: oneOrNone('staff', '家庭所归', 'Owner by family'),
  reassignedToId: oneOrNone('staff', '转派接手人', 'Taken over by'),
  mentors: z.record(z.string(), z.string()).meta(named('试用期人员 → 带教人', 'Probationer → mentor')),
  club: clubFacts.nullable(),
});

/** 2a of the worked figures: the customer refuses 王, whose filing is valid, and buys from 陈. */
export const attributionSample: AttributionFacts = {
  dealAt: '2026-03-10T02:00:00.000Z',
  timeZone: 'Asia/Shanghai',
  receivingId: 'chen',
  earlier: [{ staffId: 'wang', registeredAt: '2026-02-01T02:00:00.000Z', protectedUntil: '2026-04-01T16:00:00.000Z' }],
  aboutId: 'wang',
  wish: 'refuses_earlier',
  complaint: 'none',
  dispute: 'none',
  ruling: null,
  event: null,
  standIn: null,
  foundLater: null,
  introducedOwnerId: null,
  familyOwnerId: null,
  reassignedToId: null,
  mentors: {},
  club: null,
};
