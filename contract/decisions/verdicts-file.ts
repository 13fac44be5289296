/** The file of a case and the dispute about it, as facts of its decisions, and an everyday one. */
import { z } from 'zod';
import type { Answers, CaseFile, DealStory, DisputeFacts } from '#core/verdicts/index.ts';
import { clubFacts, complaints, foundLater, ruling, sales, shares, standIn, wishes } from './attribution.ts';
import { claim, liveClaim } from './claim-card.ts';
import { anId, count, idOrNone, instant, one, oneOrNone, several, text, timeZone, yes } from './fields.ts';
import { named, oneOf } from './kit.ts';

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional();
const person = (zh: string, en: string) => optional(oneOrNone('staff', zh, en));

export const states = oneOf({
  talking: { zh: '协商中', en: 'talking' },
  mediation: { zh: '部门调解', en: 'with the department' },
  appealed: { zh: '申诉中', en: 'appealed' },
  settled: { zh: '已了结', en: 'settled' },
});

export const verdicts = oneOf({
  agreed: { zh: '协商一致', en: 'agreed' },
  ruled: { zh: '裁定', en: 'ruled' },
  quarrel: { zh: '争吵，归部门', en: 'quarrel: to the department' },
  ruling_disobeyed: { zh: '不服从裁定，归部门', en: 'ruling disobeyed: to the department' },
});

export const answers: z.ZodType<Answers> = z.looseObject({
  conduct: optional(
    oneOf({
      none: { zh: '未争吵', en: 'no quarrel' },
      quarrel: { zh: '争吵', en: 'they quarrelled' },
      ruling_disobeyed: { zh: '不服从裁定', en: 'a ruling was disobeyed' },
    }).meta(named('双方表现', 'Conduct')),
  ),
  event: optional(ruling.nullable().meta(named('活动办法', 'Event scheme'))),
  wish: optional(wishes.meta(named('客户意愿', 'What the customer wanted'))),
  aboutId: person('所指之人', 'Whom it is about'),
  receivingId: person('现接待人', 'Who receives now'),
  complaint: optional(complaints.meta(named('投诉', 'Complaint'))),
  standInId: person('代接人', 'Stand-in'),
  standInNamed: optional(yes('客户点名原接待人', 'The customer named the owner')),
  foundId: person('事后查得之人', 'Found in the files'),
  foundFixedId: person('经理指定的业绩人', 'Credited by the manager'),
  familyConfirmed: optional(yes('家庭关系属实', 'The family tie is confirmed')),
  relationWithId: person('直接关系人', 'Whose direct relation'),
  sale: optional(sales.meta(named('成交类型', 'Kind of sale'))),
  sellerId: person('收款单所载销售人', 'Seller on the payment'),
  proofId: person('凭证所指', 'Whose voucher, card or name'),
  companyGift: optional(yes('公司赠券客人', 'Holds a company gift')),
  externalId: person('外场跟踪人', 'Tracked outside by'),
  broughtFriend: optional(yes('被带来的朋友', 'A friend who was brought along')),
});

const story: z.ZodType<DealStory> = z.looseObject({
  receivingId: person('现接待人', 'Who receives now'),
  aboutId: person('所指之人', 'Whom it is about'),
  wish: wishes,
  complaint: complaints,
  standIn: optional(standIn),
  foundLater,
  event: ruling.nullable(),
  club: clubFacts.nullable(),
  familyConfirmed: yes('家庭关系属实', 'The family tie is confirmed'),
  relationWith: oneOrNone('staff', '直接关系人', 'Whose direct relation'),
});

export const caseFile: z.ZodType<CaseFile> = z
  .looseObject({
    customerId: one('customer', '客户', 'Customer'),
    siteId: one('site', '门店', 'Site'),
    timeZone,
    parties: several('staff', '双方', 'Parties'),
    registered: z.looseObject({
      by: oneOrNone('staff', '录入人', 'Entered by'),
      at: instant('录入时间', 'Entered at'),
    }),
    claims: z.array(claim).meta(named('客户卡', 'Cards')),
    visits: z
      .array(
        z.looseObject({
          id: one('visit', '来访', 'Visit'),
          at: instant('来访时间', 'At'),
          row: text('情形', 'Taken for'),
          serverId: oneOrNone('staff', '接待人', 'Server'),
          helpers: several('staff', '协助人', 'Helpers'),
          onBehalfOf: oneOrNone('staff', '代谁接待', 'In whose place'),
          names: several('staff', '点名', 'Named'),
          refuses: oneOrNone('staff', '拒绝', 'Refused'),
          complainsAbout: oneOrNone('staff', '投诉', 'Complained about'),
          complaint: optional(
            oneOf({ upheld: { zh: '查实', en: 'found right' }, unfounded: { zh: '不实', en: 'found unfounded' } })
              .nullable()
              .meta(named('投诉核查', 'What the supervisor found')),
          ),
          proof: z
            .looseObject({ kind: text('凭证', 'Proof'), staffId: oneOrNone('staff', '所指', 'Whose') })
            .nullable()
            .meta(named('凭证', 'Proof')),
          journalId: idOrNone('决定', 'Decision'),
        }),
      )
      .meta(named('来访', 'Visits')),
    calls: z
      .array(
        z.looseObject({
          id: one('call', '来电', 'Call'),
          at: instant('来电时间', 'At'),
          answeredBy: oneOrNone('staff', '接听人', 'Answered by'),
          wantsId: oneOrNone('staff', '找谁', 'Wanted'),
          journalId: idOrNone('决定', 'Decision'),
        }),
      )
      .meta(named('来电', 'Calls')),
    contacts: z
      .array(
        z.looseObject({
          id: anId('跟进', 'Contact'),
          at: instant('联系时间', 'At'),
          authorId: one('staff', '跟进人', 'By'),
          channel: text('方式', 'How'),
          answered: yes('客户有回应', 'Answered'),
          valid: yes('有效', 'Valid'),
          journalId: idOrNone('决定', 'Decision'),
        }),
      )
      .meta(named('跟进', 'Contacts')),
    household: z
      .looseObject({ id: anId('家庭', 'Household'), claims: z.array(claim) })
      .nullable()
      .meta(named('家庭其他成员的卡', 'Cards of the household')),
    referral: z
      .looseObject({ customerId: one('customer', '介绍人', 'Introduced by'), claims: z.array(claim) })
      .nullable()
      .meta(named('介绍人的卡', 'Cards of the introducer')),
    gone: several('staff', '已离职', 'Have left'),
    outside: several('staff', '外场人员', 'Sell outside'),
    mentors: z.record(z.string(), z.string()).meta(named('试用期人员 → 带教人', 'Probationer → mentor')),
    deal: z
      .looseObject({
        id: anId('成交', 'Deal'),
        at: instant('成交时间', 'Deal at'),
        story,
        performance: shares('业绩', 'Performance'),
        commission: shares('提成', 'Commission'),
        journalId: idOrNone('决定', 'Decision'),
      })
      .nullable()
      .meta(named('成交', 'Deal')),
    decisions: z
      .array(z.looseObject({ id: z.string(), at: z.iso.datetime(), kind: z.string(), by: z.string().nullable() }))
      .meta(named('其他决定', 'Other decisions')),
  })
  .meta(named('卷宗', 'File'));

export const interests = z
  .array(
    z.looseObject({
      staffId: one('staff', '人员', 'Who'),
      why: z.enum(['party', 'owner', 'registered', 'served', 'helped', 'contact', 'mentor', 'beneficiary']),
    }),
  )
  .meta(named('有利害关系的人', 'Who has a stake'));

export const dispute: z.ZodType<DisputeFacts> = z
  .looseObject({
    id: anId('争议', 'Dispute'),
    state: states,
    parties: several('staff', '双方', 'Parties'),
    openedAt: instant('提出时间', 'Raised at'),
    timeZone,
    rulings: z
      .array(
        z.looseObject({
          level: count('第几级', 'Level'),
          verdict: verdicts,
          judgeId: oneOrNone('staff', '裁定人', 'Judge'),
          judgeRank: count('裁定人职级', 'Rank of the judge'),
          at: instant('裁定时间', 'Ruled at'),
          isAppealed: yes('已申诉', 'Appealed'),
        }),
      )
      .meta(named('已有裁定', 'Rulings so far')),
  })
  .meta(named('争议', 'Dispute'));

export const quarrelOver: CaseFile = {
  customerId: 'customer',
  siteId: 'site',
  timeZone: 'Asia/Shanghai',
  parties: ['chen', 'wang'],
  registered: { by: 'wang', at: '2026-03-02T02:00:00.000Z' },
  claims: [liveClaim],
  visits: [
    {
      id: 'visit',
      at: '2026-03-08T02:00:00.000Z',
      row: 'change_demanded',
      serverId: 'chen',
      helpers: [],
      onBehalfOf: null,
      names: [],
      refuses: 'wang',
      complainsAbout: null,
      proof: null,
      journalId: null,
    },
  ],
  calls: [],
  contacts: [],
  household: null,
  referral: null,
  gone: [],
  outside: [],
  mentors: {},
  deal: null,
  decisions: [],
};

export const mediated: DisputeFacts = {
  id: 'dispute',
  state: 'mediation',
  parties: ['chen', 'wang'],
  openedAt: '2026-03-10T02:00:00.000Z',
  timeZone: 'Asia/Shanghai',
  rulings: [],
};

export const proposed = {
  performance: [{ party: 'chen', percent: 100 }],
  commission: [
    { party: 'chen', percent: 80 },
    { party: 'wang', percent: 20 },
  ],
};
