/** A claim as facts hold it, and an everyday one. */
import { z } from 'zod';
import { blankClaim, type Claim } from '#core/claims/index.ts';
import { count, dayOrNone, instant, instantOrNone, one, oneOrNone, yes } from './fields.ts';
import { named, oneOf } from './kit.ts';

export const endedReason = oneOf({
  missed_follow_up: named('逾期未回访', 'a follow-up was missed'),
  window_passed: named('期限内没有联系', 'no contact within the window'),
  filing_expired: named('建档保护期满', 'the filing expired'),
  day_over: named('当日指定结束', 'the designated day ended'),
  sms_only: named('连续仅发短信', 'text messages only'),
  duplicate: named('重卡', 'duplicate'),
  withdrawn: named('撤销', 'withdrawn'),
  passed_on: named('转派', 'passed on'),
  customer_request: named('客户要求更换', 'the customer asked'),
  owner_left: named('归属人离岗', 'the owner left'),
  ruled: named('裁定', 'ruled'),
  refunded: named('退房', 'refunded'),
  returned_as_new: named('作为新客户再来', 'came back as a new one'),
});

/** As it is stored: what only the house keeps (origin, note, team) stands beside what the rules read. */
export const claim: z.ZodType<Claim> = z
  .looseObject({
    id: one('claim', '客户卡', 'Claim card'),
    customerId: one('customer', '客户', 'Customer'),
    ownerId: one('staff', '归属人', 'Owner'),
    siteId: one('site', '门店', 'Site'),
    state: oneOf({
      draft: named('草稿', 'draft'),
      awaiting_signature: named('待签字', 'awaiting signature'),
      live: named('生效', 'in effect'),
      waste: named('废卡', 'waste'),
      void: named('作废', 'void'),
      cancelled: named('撤销', 'cancelled'),
      lapsed: named('失效', 'lapsed'),
      transferred: named('已转出', 'transferred'),
      closed: named('已成交', 'closed'),
    }).meta(named('状态', 'State')),
    registeredAt: instant('登记时间', 'Registered at'),
    effectiveAt: instantOrNone('生效时间', 'Effective from'),
    dueAt: instantOrNone('下次跟进期限', 'Next follow-up due'),
    protectedUntil: instantOrNone('保护到期', 'Protected until'),
    endedAt: instantOrNone('终止时间', 'Ended at'),
    endedReason: endedReason.nullable().meta(named('终止原因', 'Why it ended')),
    stage: oneOf({
      first_due: named('待首次回访', 'first follow-up due'),
      second_due: named('待二次回访', 'second follow-up due'),
      signing: named('二次回访待签字', 'second one awaits signature'),
      running: named('持续回访', 'running'),
    })
      .nullable()
      .meta(named('阶段', 'Stage')),
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
    previousClaimId: oneOrNone('claim', '前一张卡', 'Previous card'),
    helpsClaimId: oneOrNone('claim', '协助的卡', 'Helps card'),
  })
  .meta(named('客户卡', 'Claim card'));

/** An everyday card, in effect. */
export const liveClaim: Claim = {
  ...blankClaim({ id: 'card', customerId: 'customer', ownerId: 'wang', siteId: 'site' }, '2026-03-02T02:00:00.000Z'),
  state: 'live',
  effectiveAt: '2026-03-02T02:00:00.000Z',
  protectedUntil: '2026-05-02T16:00:00.000Z',
};
