/** Facts and input of the kinds of decision that claims make. */
import { z } from 'zod';
import type { Claim, claimKinds } from '#core/claims/index.ts';
import { count, dayOrNone, id, idOrNone, ids, instant, instantOrNone, leader, text, timeZone, yes } from './fields.ts';
import { named, type ShapesOf } from './kit.ts';

const endedReasons = [
  'missed_follow_up',
  'window_passed',
  'filing_expired',
  'day_over',
  'sms_only',
  'duplicate',
  'withdrawn',
  'passed_on',
  'customer_request',
  'owner_left',
  'ruled',
  'refunded',
  'returned_as_new',
] as const;

/** As it is stored: what only the house keeps (origin, note, team) stands beside what the rules read. */
const claim: z.ZodType<Claim> = z
  .looseObject({
    id: id('客户卡', 'Claim card'),
    customerId: id('客户', 'Customer'),
    ownerId: id('归属人', 'Owner'),
    siteId: id('门店', 'Site'),
    state: z
      .enum(['draft', 'awaiting_signature', 'live', 'waste', 'void', 'cancelled', 'lapsed', 'transferred', 'closed'])
      .meta(named('状态', 'State')),
    registeredAt: instant('登记时间', 'Registered at'),
    effectiveAt: instantOrNone('生效时间', 'Effective from'),
    dueAt: instantOrNone('下次跟进期限', 'Next follow-up due'),
    protectedUntil: instantOrNone('保护到期', 'Protected until'),
    endedAt: instantOrNone('终止时间', 'Ended at'),
    endedReason: z.enum(endedReasons).nullable().meta(named('终止原因', 'Why it ended')),
    stage: z.enum(['first_due', 'second_due', 'signing', 'running']).nullable().meta(named('阶段', 'Stage')),
    signedAt: instantOrNone('签字时间', 'Signed at'),
    followUps: count('有效跟进次数', 'Valid follow-ups'),
    smsRun: count('连续短信次数', 'Text messages in a row'),
    lastContactAt: instantOrNone('最近联系', 'Last contact'),
    signingSince: instantOrNone('送签时间', 'Waiting for signature since'),
    secondDueOn: dayOrNone('第二次跟进日', 'Second follow-up due on'),
    longTerm: yes('长期客户', 'Long-term customer'),
    firstSmsDueAt: instantOrNone('首条短信期限', 'First message due'),
    firstSmsAt: instantOrNone('首条短信时间', 'First message sent'),
    closedAt: instantOrNone('成交时间', 'Closed at'),
    previousClaimId: idOrNone('前一张卡', 'Previous card'),
    helpsClaimId: idOrNone('协助的卡', 'Helps card'),
  })
  .meta(named('客户卡', 'Claim card'));

const claims = z.array(claim).meta(named('该客户的客户卡', 'Cards of the customer'));
const others = z.array(claim).meta(named('该客户的其他卡', 'Other cards of the customer'));
const nothing = z.looseObject({});

const contact = {
  at: instant('联系时间', 'Contact at'),
  channel: z.enum(['call', 'visit', 'reception', 'sms', 'chat', 'email', 'note']).meta(named('联系方式', 'How')),
  answered: yes('客户有回应', 'The customer answered'),
};

const live: Claim = {
  id: 'card',
  customerId: 'customer',
  ownerId: 'wang',
  siteId: 'site',
  state: 'live',
  registeredAt: '2026-03-02T02:00:00.000Z',
  effectiveAt: '2026-03-02T02:00:00.000Z',
  dueAt: null,
  protectedUntil: '2026-05-02T16:00:00.000Z',
  endedAt: null,
  endedReason: null,
  stage: null,
  signedAt: null,
  followUps: 0,
  smsRun: 0,
  lastContactAt: null,
  signingSince: null,
  secondDueOn: null,
  longTerm: false,
  firstSmsDueAt: null,
  firstSmsAt: null,
  closedAt: null,
  previousClaimId: null,
  helpsClaimId: null,
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
      id: id('新卡', 'New card'),
      customerId: id('客户', 'Customer'),
      ownerId: id('登记给', 'Registered to'),
      siteId: id('门店', 'Site'),
      origin: z
        .enum(['visit', 'call', 'referral', 'event', 'import', 'manual'])
        .meta(named('来源', 'Where the customer came from')),
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
      authorId: id('联系人', 'Who was in touch'),
      disputants: ids('未了结争议的各方', 'Parties of an unsettled dispute'),
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
  customerId: id('客户', 'Customer'),
  fromClaimId: id('原客户卡', 'Former card'),
  exOwnerId: id('原归属人', 'Former owner'),
  enteredAt: instant('进入公海时间', 'In the pool since'),
  reason: z.enum(endedReasons).meta(named('原因', 'Why')),
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
      takerId: id('领取人', 'Who takes'),
      takenToday: count('今日已领取', 'Taken today'),
      holding: count('现持有客户', 'Customers held now'),
      timeZone,
    }),
    input: z.looseObject({
      newClaimId: id('新卡', 'New card'),
      customerId: id('客户', 'Customer'),
      siteId: id('门店', 'Site'),
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

const ofClaim = z.looseObject({ id: id('客户卡', 'Claim card'), customerId: id('客户', 'Customer') });
const receiver = z.looseObject({ id: id('接手人', 'Receiver'), holding: count('现持有客户', 'Customers held now') });
const owned = z.looseObject({
  customerId: id('客户', 'Customer'),
  ownerId: id('归属人', 'Owner'),
  siteId: id('门店', 'Site'),
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
      toId: id('转给', 'Passed to'),
      newClaimId: id('新卡', 'New card'),
      why: z.enum(['reallocated', 'customer_request', 'owner_left', 'ruled']).meta(named('缘由', 'Why')),
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
      ownerId: id('离岗人', 'Who leaves'),
      why: z.enum(['left', 'transferred', 'long_leave']).meta(named('缘由', 'Why')),
      leaveDays: z.int().nonnegative().nullable().meta(named('请假天数', 'Days of leave')),
      claims: z.array(ofClaim).meta(named('交接的客户卡', 'Cards handed over')),
      receivers: z.array(receiver).meta(named('接手人', 'Receivers')),
      by: leader,
      drawn: ids('抽签次序', 'Order drawn'),
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
};
