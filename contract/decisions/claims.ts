/** Facts and input of the kinds of decision that claims make. */
import { z } from 'zod';
import type { Claim, claimKinds } from '#core/claims/index.ts';
import { attributionFacts, attributionSample } from './attribution.ts';
import { claim, endedReason, liveClaim as live } from './claim-card.ts';
import { anId, count, dayOrNone, instant, leader, nothing, one, several, text, timeZone, yes } from './fields.ts';
import { named, oneOf, type ShapesOf } from './kit.ts';

const claims = z.array(claim).meta(named('该客户的客户卡', 'Cards of the customer'));
const others = z.array(claim).meta(named('该客户的其他卡', 'Other cards of the customer'));

const contact = {
  at: instant('联系时间', 'Contact at'),
  channel: oneOf({
    call: named('电话', 'call'),
    visit: named('拜访', 'visit'),
    reception: named('到访接待', 'reception'),
    sms: named('短信', 'text message'),
    chat: named('即时消息', 'chat'),
    email: named('邮件', 'e-mail'),
    note: named('跟踪记录', 'note'),
  }).meta(named('联系方式', 'How')),
  answered: yes('客户有回应', 'The customer answered'),
};

const zone = 'Asia/Shanghai';
const waiting: Claim = { ...live, state: 'awaiting_signature', effectiveAt: null, protectedUntil: null };
const lapsed: Claim = {
  ...live,
  state: 'lapsed',
  endedAt: '2026-05-02T16:00:00.000Z',
  endedReason: 'window_passed',
};
const teamLeader = { id: 'li', roles: ['team_leader'] };
const manager = { id: 'zhao', roles: ['manager'] };

const opening: Pick<ShapesOf<typeof claimKinds>, 'claims.register' | 'claims.open' | 'claims.sign'> = {
  'claims.register': {
    facts: z.looseObject({ claims, timeZone }),
    input: z.looseObject({
      id: anId('新卡', 'New card'),
      customerId: one('customer', '客户', 'Customer'),
      ownerId: one('staff', '登记给', 'Registered to'),
      siteId: one('site', '门店', 'Site'),
      origin: oneOf({
        visit: named('到访', 'visit'),
        call: named('来电', 'call'),
        referral: named('介绍', 'referral'),
        event: named('活动', 'event'),
        import: named('导入', 'import'),
        manual: named('手工登记', 'by hand'),
      }).meta(named('来源', 'Where the customer came from')),
      phoneLeft: yes('客户留了电话', 'A number was left'),
      asDraft: yes('先存草稿', 'As a draft'),
    }),
    sample: {
      now: '2026-03-02T02:00:00.000Z',
      facts: { claims: [], timeZone: zone },
      input: {
        id: 'new card',
        customerId: 'customer',
        ownerId: 'wang',
        siteId: 'site',
        origin: 'visit',
        phoneLeft: true,
        asDraft: false,
      },
    },
  },
  'claims.open': {
    facts: z.looseObject({ claim, claims: others, timeZone }),
    input: nothing,
    sample: {
      now: '2026-03-02T09:00:00.000Z',
      facts: { claim: { ...waiting, state: 'draft' }, claims: [], timeZone: zone },
      input: {},
    },
  },
  'claims.sign': {
    facts: z.looseObject({
      claim,
      others,
      signer: leader,
      timeZone,
      secondDueOn: dayOrNone('第二次跟进日', 'Second follow-up due on'),
    }),
    input: nothing,
    sample: {
      now: '2026-03-02T09:00:00.000Z',
      facts: { claim: waiting, others: [], signer: teamLeader, timeZone: zone, secondDueOn: null },
      input: {},
    },
  },
};

const contacts: Pick<
  ShapesOf<typeof claimKinds>,
  'claims.followUp' | 'claims.firstSmsMissed' | 'claims.importContact'
> = {
  'claims.followUp': {
    facts: z.looseObject({
      claim: claim.nullable().meta(named('客户卡', 'Claim card')),
      timeZone,
      authorId: one('staff', '联系人', 'Who was in touch'),
      disputants: several('staff', '未了结争议的各方', 'Parties of an unsettled dispute'),
    }),
    input: z.looseObject(contact),
    sample: {
      now: '2026-03-05T03:00:00.000Z',
      facts: { claim: live, timeZone: zone, authorId: 'wang', disputants: [] },
      input: { at: '2026-03-05T02:30:00.000Z', channel: 'call', answered: true },
    },
  },
  'claims.firstSmsMissed': {
    facts: z.looseObject({ claim }),
    input: nothing,
    sample: {
      now: '2026-03-02T16:00:00.000Z',
      facts: { claim: { ...live, firstSmsDueAt: '2026-03-02T16:00:00.000Z' } },
      input: {},
    },
  },
  'claims.importContact': {
    facts: nothing,
    input: z.looseObject({ channel: contact.channel, answered: contact.answered }),
    sample: { now: '2025-11-08T02:00:00.000Z', facts: {}, input: { channel: 'call', answered: true } },
  },
};

const endings: Pick<
  ShapesOf<typeof claimKinds>,
  'claims.lapse' | 'claims.withdraw' | 'claims.refund' | 'claims.duplicates'
> = {
  'claims.lapse': {
    facts: z.looseObject({ claim }),
    input: nothing,
    sample: { now: '2026-05-02T16:00:00.000Z', facts: { claim: live }, input: {} },
  },
  'claims.withdraw': {
    facts: z.looseObject({ claim, signer: leader }),
    input: z.looseObject({ reason: text('原因', 'Reason') }),
    sample: {
      now: '2026-03-10T02:00:00.000Z',
      facts: { claim: live, signer: teamLeader },
      input: { reason: '客户明确表示不再考虑' },
    },
  },
  'claims.refund': {
    facts: z.looseObject({ claim }),
    input: nothing,
    sample: {
      now: '2026-06-01T02:00:00.000Z',
      facts: {
        claim: { ...live, state: 'closed', protectedUntil: null, closedAt: '2026-04-01T02:00:00.000Z' },
      },
      input: {},
    },
  },
  'claims.duplicates': {
    facts: z.looseObject({ claims }),
    input: nothing,
    sample: {
      now: '2026-03-10T02:00:00.000Z',
      facts: {
        claims: [live, { ...live, id: 'second card', ownerId: 'chen', registeredAt: '2026-03-04T02:00:00.000Z' }],
      },
      input: {},
    },
  },
};

const poolEntry = z.looseObject({
  customerId: one('customer', '客户', 'Customer'),
  fromClaimId: one('claim', '原客户卡', 'Former card'),
  exOwnerId: one('staff', '原归属人', 'Former owner'),
  enteredAt: instant('进入公海时间', 'In the pool since'),
  reason: endedReason.meta(named('原因', 'Why')),
});

const pool: Pick<ShapesOf<typeof claimKinds>, 'claims.enterPool' | 'claims.takeFromPool' | 'claims.viewPooled'> = {
  'claims.enterPool': {
    facts: z.looseObject({
      claim,
      others,
      leader: leader.nullable().meta(named('决定的责任人（到期自动进入则无）', 'Who decides (none when it lapsed)')),
    }),
    input: nothing,
    sample: { now: '2026-05-02T16:00:00.000Z', facts: { claim: lapsed, others: [], leader: null }, input: {} },
  },
  'claims.takeFromPool': {
    facts: z.looseObject({
      entry: poolEntry.nullable().meta(named('公海中的客户', 'The customer in the pool')),
      claims,
      takerId: one('staff', '领取人', 'Who takes'),
      takenToday: count('今日已领取', 'Taken today'),
      holding: count('现持有客户', 'Customers held now'),
      timeZone,
    }),
    input: z.looseObject({
      newClaimId: anId('新卡', 'New card'),
      customerId: one('customer', '客户', 'Customer'),
      siteId: one('site', '门店', 'Site'),
    }),
    sample: {
      now: '2026-05-10T02:00:00.000Z',
      facts: {
        entry: {
          customerId: 'customer',
          fromClaimId: 'card',
          exOwnerId: 'wang',
          enteredAt: '2026-05-02T16:00:00.000Z',
          reason: 'window_passed',
        },
        claims: [lapsed],
        takerId: 'chen',
        takenToday: 0,
        holding: 40,
        timeZone: zone,
      },
      input: { newClaimId: 'new card', customerId: 'customer', siteId: 'site' },
    },
  },
  'claims.viewPooled': {
    facts: z.looseObject({
      viewedToday: count('今日已查看', 'Opened today'),
      viewedAlready: yes('今日看过该客户', 'This one was opened today'),
    }),
    input: nothing,
    sample: { now: '2026-05-10T02:00:00.000Z', facts: { viewedToday: 3, viewedAlready: false }, input: {} },
  },
};

const ofClaim = z.looseObject({
  id: one('claim', '客户卡', 'Claim card'),
  customerId: one('customer', '客户', 'Customer'),
});
const receiver = z.looseObject({
  id: one('staff', '接手人', 'Receiver'),
  holding: count('现持有客户', 'Customers held now'),
});
const owned = z.looseObject({
  customerId: one('customer', '客户', 'Customer'),
  ownerId: one('staff', '归属人', 'Owner'),
  siteId: one('site', '门店', 'Site'),
});

const transfers: Pick<ShapesOf<typeof claimKinds>, 'claims.passOn' | 'claims.handOver' | 'claims.adopt'> = {
  'claims.passOn': {
    facts: z.looseObject({
      claim,
      others,
      by: leader,
      receiverActive: yes('接手人在岗', 'The receiver is at work'),
      timeZone,
    }),
    input: z.looseObject({
      toId: one('staff', '转给', 'Passed to'),
      newClaimId: anId('新卡', 'New card'),
      why: oneOf({
        reallocated: named('重新分配', 'reallocated'),
        customer_request: named('客户要求', 'the customer asked'),
        owner_left: named('归属人离岗', 'the owner left'),
        ruled: named('裁定', 'ruled'),
      }).meta(named('缘由', 'Why')),
      reason: text('原因', 'Reason'),
    }),
    sample: {
      now: '2026-03-10T02:00:00.000Z',
      facts: { claim: live, others: [], by: manager, receiverActive: true, timeZone: zone },
      input: { toId: 'chen', newClaimId: 'new card', why: 'reallocated', reason: '调整客户分配' },
    },
  },
  'claims.handOver': {
    facts: z.looseObject({
      ownerId: one('staff', '离岗人', 'Who leaves'),
      why: oneOf({
        left: named('离职', 'left'),
        transferred: named('调动', 'transferred'),
        long_leave: named('长假', 'long leave'),
      }).meta(named('缘由', 'Why')),
      leaveDays: z.int().nonnegative().nullable().meta(named('请假天数', 'Days of leave')),
      claims: z.array(ofClaim).meta(named('交接的客户卡', 'Cards handed over')),
      receivers: z.array(receiver).meta(named('接手人', 'Receivers')),
      by: leader,
      drawn: several('claim', '抽签次序', 'Order drawn'),
      chosen: z
        .record(z.string(), z.string())
        .meta(named('经理指定（卡 → 接手人）', 'Chosen by the manager (card → receiver)')),
    }),
    input: nothing,
    sample: {
      now: '2026-03-10T02:00:00.000Z',
      facts: {
        ownerId: 'wang',
        why: 'left',
        leaveDays: null,
        claims: [
          { id: 'card', customerId: 'customer' },
          { id: 'second card', customerId: 'second customer' },
        ],
        receivers: [
          { id: 'chen', holding: 12 },
          { id: 'lin', holding: 9 },
        ],
        by: manager,
        drawn: ['second card', 'card'],
        chosen: {},
      },
      input: {},
    },
  },
  'claims.adopt': {
    facts: z.looseObject({ owners: z.array(owned).meta(named('原归属', 'Owners by the older register')), timeZone }),
    input: nothing,
    sample: {
      now: '2026-03-02T02:00:00.000Z',
      facts: { owners: [{ customerId: 'customer', ownerId: 'wang', siteId: 'site' }], timeZone: zone },
      input: {},
    },
  },
};

export const claimShapes: ShapesOf<typeof claimKinds> = {
  ...opening,
  ...contacts,
  ...endings,
  ...pool,
  ...transfers,
  'claims.dayList': {
    facts: z.looseObject({
      people: count('有待办的顾问', 'Consultants with something to do'),
      invite: count('待邀约', 'To be invited'),
      sign: count('应签约', 'Due to sign'),
      pay: count('应交款', 'Due to pay'),
    }),
    input: z.looseObject({ byHand: yes('由经理发出', 'Sent by hand') }),
    sample: {
      now: '2026-03-02T00:30:00.000Z',
      facts: { people: 2, invite: 5, sign: 1, pay: 1 },
      input: { byHand: false },
    },
  },
  'claims.attribute': {
    facts: attributionFacts,
    input: nothing,
    sample: { now: attributionSample.dealAt, facts: attributionSample, input: {} },
  },
};
