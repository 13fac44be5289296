/**
 * What a house may decide for itself about claims: when a customer belongs to somebody, for how long, what keeps the claim alive,
 * what happens when it lapses, and how a deal is shared. The policies differ here more than anywhere else, so everything in which
 * they differ is a value in the rulebook; the functions of this folder only read it.
 */
import {
  choice,
  count,
  days,
  hours,
  months,
  parameters,
  span,
  table,
  toggle,
  type ValuesOf,
} from '../kernel/parameters.ts';
import { claimSplits } from './splits.ts';

export const ClaimRules = parameters({
  // When a claim begins
  model: choice({
    label: { zh: '归属方式', en: 'How a customer comes to belong to somebody' },
    options: {
      filing: { zh: '建档保护', en: 'filing: protected from registration' },
      contact_window: { zh: '首接负责、联系续期', en: 'first receiver keeps the customer while in contact' },
      card: { zh: '信息卡签字生效', en: 'signed information card with follow-up clocks' },
      day_designation: { zh: '当日指定', en: 'designated for the day' },
    },
    default: 'filing',
    cites: ['S0.02.own.21', 'S4.01.a17.first', 'S0.08.c.1b', 'S1.19.x.1'],
  }),
  signatureRequired: toggle({
    label: { zh: '须经签字生效', en: 'A claim takes effect only when signed' },
    default: false,
    cites: ['S0.08.c.1b', 'S2.15.c3.01.sign'],
  }),
  signerRole: choice({
    label: { zh: '签字责任人', en: 'Who signs' },
    options: {
      team_leader: { zh: '销售组长', en: 'team leader' },
      supervisor: { zh: '主管', en: 'supervisor' },
      manager: { zh: '经理', en: 'manager' },
    },
    default: 'team_leader',
    cites: ['S0.08.c.1b', 'S0.08.c.11a', 'S2.15.c3.01.sign'],
  }),
  lateSignature: choice({
    label: { zh: '未当日签字的生效时间', en: 'A card signed after its opening day takes effect' },
    options: {
      signature_time: { zh: '自签字时起', en: 'from the signature' },
      opening_time: { zh: '仍自建卡时起', en: 'from its opening all the same' },
    },
    default: 'signature_time',
    cites: ['S0.08.c.1c', 'S2.15.c3.01.sign'],
  }),
  callCreatesClaim: toggle({
    label: { zh: '来电即取得归属', en: 'A phone call alone creates a claim' },
    default: false,
    cites: ['S4.01.a39'],
  }),

  // How long it protects
  filingMonths: span({
    label: { zh: '建档保护期', en: 'Protection from filing' },
    default: 2,
    min: 1,
    max: 24,
    cites: ['S0.02.own.21'],
  }),
  filingRestartsOnFollowUp: toggle({
    label: { zh: '有效跟进重新计算保护期', en: 'A valid follow-up starts the protection again' },
    default: false,
    cites: ['S0.02.own.21'],
  }),
  contactWindowMonths: span({
    label: { zh: '未联系失效期', en: 'Lapses after this long without contact' },
    default: 1,
    min: 1,
    max: 24,
    cites: ['S4.01.a17.lapse'],
  }),
  firstFollowUpDays: days({
    label: { zh: '首次回访期限', en: 'First follow-up within' },
    default: 3,
    min: 1,
    max: 60,
    cites: ['S0.08.c.2', 'S2.15.c3.02.first'],
  }),
  secondFollowUpDays: days({
    label: { zh: '二次回访期限', en: 'Second follow-up within' },
    default: 7,
    min: 1,
    max: 60,
    cites: ['S0.08.c.2b', 'S2.15.c3.02.second'],
  }),
  secondSignatureHours: hours({
    label: { zh: '二次回访签字时限', en: 'Second follow-up is signed within' },
    default: 24,
    min: 1,
    max: 168,
    cites: ['S0.08.c.2b', 'S2.15.c3.02.second'],
  }),
  laterFollowUpDays: days({
    label: { zh: '以后每次回访有效期', en: 'Each later follow-up is valid for' },
    default: 7,
    min: 1,
    max: 90,
    cites: ['S0.08.c.2c', 'S2.15.c3.02.later'],
  }),

  // What counts as contact
  unansweredCallCounts: toggle({
    label: { zh: '未接通电话算有效联系', en: 'An unanswered call is a valid contact' },
    default: false,
    cites: ['S4.01.a17.lapse', 'S0.08.c.2c'],
  }),
  smsCounts: toggle({
    label: { zh: '短信算有效联系', en: 'A text message is a valid contact' },
    default: true,
    cites: ['S0.08.c.4', 'S0.08.c.12'],
  }),
  chatCounts: toggle({
    label: { zh: '微信等即时消息算有效联系', en: 'A chat message is a valid contact' },
    default: true,
    cites: ['S0.05.c3', 'S4.01.a17.lapse'],
  }),
  noteCounts: toggle({
    label: { zh: '跟踪记录算有效联系', en: 'A tracking note is a valid contact' },
    default: false,
    cites: ['S4.01.a17.lapse'],
  }),
  smsRunLimit: count({
    label: { zh: '连续短信上限（0 为不限）', en: 'Text messages in a row (0 for no limit)' },
    default: 3,
    min: 0,
    max: 20,
    cites: ['S0.08.c.4', 'S2.15.c3.04'],
  }),
  smsRunEffect: choice({
    label: { zh: '达到连续短信上限时', en: 'When the limit is reached' },
    options: {
      void_card: { zh: '视为无效回访，卡作废', en: 'the follow-ups are invalid and the card is void' },
      not_valid: { zh: '该次不算有效联系', en: 'that message is not a valid contact' },
    },
    default: 'void_card',
    cites: ['S0.08.c.4', 'S2.15.c3.04'],
  }),
  longTermMeaning: choice({
    label: { zh: '长期客户的含义', en: 'Who is a long-term customer' },
    options: {
      after_second: { zh: '二次回访之后或已标记', en: 'past the second follow-up, or flagged' },
      days_and_count: { zh: '建卡满若干日且回访满若干次', en: 'older than some days with some follow-ups' },
      everyone: { zh: '所有客户', en: 'everybody' },
    },
    default: 'after_second',
    cites: ['S0.08.c.4', 'S2.15.c3.04'],
  }),
  longTermDays: days({
    label: { zh: '长期客户建卡天数超过', en: 'Long-term: card older than' },
    default: 30,
    min: 1,
    max: 730,
    cites: ['S2.15.c3.04'],
  }),
  longTermFollowUps: count({
    label: { zh: '长期客户回访次数至少', en: 'Long-term: follow-ups at least' },
    default: 3,
    min: 1,
    max: 50,
    cites: ['S2.15.c3.04'],
  }),
  firstSmsSameDay: toggle({
    label: { zh: '留电客户当日须发首次短信', en: 'Who left a number gets a first text message the same day' },
    default: false,
    cites: ['S0.08.c.12', 'S2.15.c3.12'],
  }),
  firstSmsIsFirstFollowUp: toggle({
    label: { zh: '当日短信算首次回访', en: 'That message is the first follow-up' },
    default: true,
    cites: ['S0.08.c.12', 'S2.15.c3.12'],
  }),
  firstSmsFeedsRun: toggle({
    label: { zh: '当日短信计入连续短信', en: 'That message counts in the run of text messages' },
    default: true,
    cites: ['S0.08.c.12', 'S0.08.c.4'],
  }),

  // Reminders and escalation
  lapseNotices: table({
    label: { zh: '失效前提醒（提前小时数，0 为不提醒）', en: 'Notices before a lapse (hours before, 0 for none)' },
    columns: ['hours_before'],
    rows: ['owner', 'owner_last', 'leader', 'manager'],
    min: 0,
    max: 720,
    default: {
      owner: { hours_before: 72 },
      owner_last: { hours_before: 24 },
      leader: { hours_before: 12 },
      manager: { hours_before: 2 },
    },
    cites: ['S0.02.fu.1b', 'S0.08.c.2c', 'S4.01.a17.lapse'],
  }),
  signatureNotices: table({
    label: { zh: '待签字提醒（满小时数，0 为不提醒）', en: 'Notices of an unsigned card (hours after, 0 for none)' },
    columns: ['hours_after'],
    rows: ['leader', 'manager'],
    min: 0,
    max: 720,
    default: { leader: { hours_after: 4 }, manager: { hours_after: 20 } },
    cites: ['S0.08.c.1b', 'S0.08.c.2b'],
  }),

  // Pool
  poolEntry: choice({
    label: { zh: '失效客户进入公海', en: 'A lapsed customer enters the pool' },
    options: {
      automatic: { zh: '自动进入', en: 'at once' },
      leader_decides: { zh: '由责任人决定', en: 'when the leader decides' },
      none: { zh: '不设公海', en: 'never: there is no pool' },
    },
    default: 'automatic',
    cites: ['S0.08.c.3', 'S4.01.a17.lapse', 'S3.01.r.sup.daily'],
  }),
  poolDailyQuota: count({
    label: { zh: '每人每日领取上限（0 为不限）', en: 'Taken from the pool per person and day (0 for no limit)' },
    default: 5,
    min: 0,
    max: 500,
    cites: ['S3.01.r.sup.daily'],
  }),
  holdingCap: count({
    label: { zh: '每人持有客户上限（0 为不限）', en: 'Customers one person may hold (0 for no limit)' },
    default: 200,
    min: 0,
    max: 100_000,
    cites: ['S3.01.r.sup.daily'],
  }),
  exOwnerWaitDays: days({
    label: { zh: '原归属人再领取等待期', en: 'The former owner waits before taking again' },
    default: 7,
    min: 0,
    max: 365,
    cites: ['S0.08.c.3', 'S3.01.r.sup.daily'],
  }),
  poolViewDailyQuota: count({
    label: {
      zh: '每人每日查看公海客户上限（0 为不限）',
      en: 'Pooled customers opened per person and day (0 for no limit)',
    },
    default: 50,
    min: 0,
    max: 10_000,
    cites: ['S2.03.a7', 'S2.05.s1.access'],
  }),

  // Handing on
  mayReassign: choice({
    label: { zh: '谁可转派', en: 'Who may pass a customer on' },
    options: {
      signer: { zh: '签字责任人', en: 'the person who signs' },
      supervisor: { zh: '主管', en: 'supervisor' },
      manager: { zh: '经理', en: 'manager' },
    },
    default: 'manager',
    cites: ['S0.08.c.3', 'S2.15.c3.03', 'S3.01.r.sup.daily', 'S0.02.own.312'],
  }),
  handoverMethod: choice({
    label: { zh: '离岗客户交接方式', en: 'Customers of somebody who leaves go' },
    options: {
      random_draw: { zh: '随机抽数', en: 'by random draw' },
      even: { zh: '平均分配', en: 'evenly' },
      manager_choice: { zh: '经理指定', en: 'where the manager says' },
    },
    default: 'random_draw',
    cites: ['S0.02.own.312', 'S2.03.a6'],
  }),
  longLeaveDays: days({
    label: { zh: '请假达此天数为长假，客户须交接', en: 'Leave is long, and customers are handed over, from' },
    default: 15,
    min: 1,
    max: 365,
    cites: ['S0.02.own.312', 'S2.03.a6'],
  }),
  replacementNoticeDays: days({
    label: { zh: '更换对接人后通知客户的期限', en: 'The customer is told of a new contact within' },
    default: 1,
    min: 0,
    max: 30,
    cites: ['S2.03.a8.replace'],
  }),
  replacementContactDays: days({
    label: { zh: '接手人首次联系期限', en: 'The new contact gets in touch within' },
    default: 3,
    min: 0,
    max: 30,
    cites: ['S2.03.a8.replace'],
  }),

  // Cadence
  dailyContactsMin: count({
    label: { zh: '每日沟通次数下限', en: 'Communications a day, at least' },
    default: 2,
    min: 0,
    max: 200,
    cites: ['S1.14.a7.2'],
  }),
  monthlyReturnVisitsMin: count({
    label: { zh: '每月回访次数下限', en: 'Return visits a month, at least' },
    default: 1,
    min: 0,
    max: 200,
    cites: ['S1.14.a7.4'],
  }),
  cadencePer: choice({
    label: { zh: '次数按', en: 'These counts are' },
    options: {
      consultant: { zh: '每名顾问合计', en: 'per consultant in total' },
      customer: { zh: '每位客户', en: 'per customer' },
    },
    default: 'consultant',
    cites: ['S1.14.a7.2', 'S1.14.a7.4'],
  }),
  callBackMonthsYoung: months({
    label: { zh: '交付初期回访间隔', en: 'Call-back interval soon after delivery' },
    default: 1,
    min: 1,
    max: 24,
    cites: ['S4.03.s5.freq'],
  }),
  callBackMonthsOld: months({
    label: { zh: '此后回访间隔', en: 'Call-back interval afterwards' },
    default: 3,
    min: 1,
    max: 24,
    cites: ['S4.03.s5.freq'],
  }),
  callBackYoungMonths: months({
    label: { zh: '交付初期时长', en: 'Soon after delivery means' },
    default: 12,
    min: 1,
    max: 60,
    cites: ['S4.03.s5.freq'],
  }),
  greetBirthdays: toggle({
    label: { zh: '客户生日问候', en: 'Greet on birthdays' },
    default: true,
    cites: ['S0.07.rep.6c'],
  }),
  greetHolidays: toggle({
    label: { zh: '节日问候', en: 'Greet on holidays' },
    default: true,
    cites: ['S0.07.rep.6c'],
  }),

  // Crossed customers
  duplicateWinner: choice({
    label: { zh: '重卡或交叉时以何为准', en: 'Of two claims the valid one is' },
    options: {
      earliest_signature: { zh: '第一次签字在先者', en: 'the one signed first' },
      earliest_registration: { zh: '登记在先者', en: 'the one registered first' },
    },
    default: 'earliest_registration',
    cites: ['S0.02.own.1', 'S0.08.c.5', 'S2.15.c3.05.first'],
  }),
  duplicateFineYuan: count({
    label: { zh: '逾期回访造成重卡的处理（元/张）', en: 'A duplicate caused by a late follow-up (yuan a card)' },
    default: 20,
    min: 0,
    max: 1000,
    cites: ['S0.08.c.7', 'S2.15.c3.07'],
  }),
  referralOwner: choice({
    label: { zh: '老客户介绍的新客户归', en: 'A customer brought by an existing one goes to' },
    options: {
      named_only: { zh: '点名者；未点名按轮值', en: 'whoever is named; nobody named: the rotation' },
      original_receiver: { zh: '介绍人的原接待人', en: 'the introducer’s original receiver' },
      direct_relation: { zh: '经确认的直接关系人', en: 'whose direct relation is confirmed' },
    },
    default: 'named_only',
    cites: ['S0.02.own.310', 'S4.01.a13.referralnamed', 'S4.01.a13.referralunnamed', 'S0.08.c.9'],
  }),
  familyOwner: choice({
    label: { zh: '一家人先后来访归', en: 'Members of one family go to' },
    options: {
      first_receiver: { zh: '首位家人的接待人', en: 'the receiver of the first of them' },
      separate: { zh: '各自接待人', en: 'each to their own receiver' },
    },
    default: 'separate',
    cites: ['S0.02.own.311'],
  }),
  changedOwnerTakesDeal: toggle({
    label: {
      zh: '客户坚持更换后业绩归后者',
      en: 'After a change the customer insists on, the later one gets the deal',
    },
    default: false,
    cites: ['S4.01.a16.change'],
  }),

  dayList: choice({
    label: { zh: '每日邀约、签约与交款清单', en: 'The day’s list of invitations, signings and payments' },
    options: {
      by_hand: { zh: '由经理发出', en: 'sent by the manager' },
      each_morning: { zh: '每日早晨自动发出', en: 'sent by itself each morning' },
    },
    default: 'by_hand',
    cites: ['S0.02.reg.10'],
  }),

  // Sharing a deal
  standInSplit: choice({
    label: { zh: '代接分成', en: 'A stand-in shares' },
    options: {
      combined: {
        zh: '当日成交按当日分成，其余按点名缺席分成',
        en: 'the same-day share, otherwise the absent-owner share',
      },
      absent_owner: { zh: '一律按点名缺席分成', en: 'always the absent-owner share' },
      courtesy: { zh: '一律义务接待', en: 'never: a courtesy' },
    },
    default: 'combined',
    cites: ['S0.02.rec.5c', 'S0.02.own.33'],
  }),
  validityInHandBack: toggle({
    label: { zh: '交回原接待人时须在有效期内', en: 'Handing back needs a valid filing' },
    default: false,
    cites: ['S0.02.own.31', 'S0.02.own.33'],
  }),
  severalEarlier: choice({
    label: { zh: '此前有多人接待时', en: 'Of several earlier receivers the share goes to' },
    options: {
      latest_valid: { zh: '最近一位有效者', en: 'the latest valid one' },
      share_equally: { zh: '有效者平分', en: 'all valid ones equally' },
    },
    default: 'latest_valid',
    cites: ['S0.02.own.38'],
  }),
  dealDecidedBy: choice({
    label: { zh: '成交认定', en: 'Performance is decided by' },
    options: {
      reception: { zh: '接待与建档', en: 'reception and filing' },
      payment: { zh: '收款', en: 'payment' },
    },
    default: 'reception',
    cites: ['S0.02.own.22', 'S1.19.x.2', 'S1.19.x.3'],
  }),
  externalRecordDays: days({
    label: { zh: '外场跟踪记录有效期', en: 'An external follow-up record is valid for' },
    default: 30,
    min: 1,
    max: 365,
    cites: ['S1.19.x.8'],
  }),
  splits: claimSplits,
});

export type ClaimRuleValues = ValuesOf<typeof ClaimRules>;
