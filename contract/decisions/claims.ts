/** Facts and input of the kinds of decision that claims make. */
import { z } from 'zod';
import type { Claim, claimKinds } from '#core/claims/index.ts';
import { named, type ShapesOf } from './kit.ts';

const instant = z.iso.datetime();
const claim: z.ZodType<Claim> = z.object({
  id: z.string().meta(named('客户卡', 'Claim card')),
  customerId: z.string().meta(named('客户', 'Customer')),
  ownerId: z.string().meta(named('归属人', 'Owner')),
  siteId: z.string().meta(named('门店', 'Site')),
  state: z
    .enum(['draft', 'awaiting_signature', 'live', 'waste', 'void', 'cancelled', 'lapsed', 'transferred', 'closed'])
    .meta(named('状态', 'State')),
  registeredAt: instant.meta(named('登记时间', 'Registered at')),
  effectiveAt: instant.nullable().meta(named('生效时间', 'Effective from')),
  dueAt: instant.nullable().meta(named('下次跟进期限', 'Next follow-up due')),
  protectedUntil: instant.nullable().meta(named('保护到期', 'Protected until')),
  endedAt: instant.nullable().meta(named('终止时间', 'Ended at')),
  endedReason: z
    .enum([
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
    ])
    .nullable()
    .meta(named('终止原因', 'Why it ended')),
  stage: z.enum(['first_due', 'second_due', 'signing', 'running']).nullable().meta(named('阶段', 'Stage')),
  signedAt: instant.nullable().meta(named('签字时间', 'Signed at')),
  followUps: z.int().nonnegative().meta(named('有效跟进次数', 'Valid follow-ups')),
  smsRun: z.int().nonnegative().meta(named('连续短信次数', 'Text messages in a row')),
  lastContactAt: instant.nullable().meta(named('最近联系', 'Last contact')),
  signingSince: instant.nullable().meta(named('送签时间', 'Waiting for signature since')),
  secondDueOn: z.iso.date().nullable().meta(named('第二次跟进日', 'Second follow-up due on')),
  longTerm: z.boolean().meta(named('长期客户', 'Long-term customer')),
  firstSmsDueAt: instant.nullable().meta(named('首条短信期限', 'First message due')),
  firstSmsAt: instant.nullable().meta(named('首条短信时间', 'First message sent')),
  closedAt: instant.nullable().meta(named('成交时间', 'Closed at')),
  previousClaimId: z.string().nullable().meta(named('前一张卡', 'Previous card')),
  helpsClaimId: z.string().nullable().meta(named('协助的卡', 'Helps card')),
});

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

export const claimShapes: ShapesOf<typeof claimKinds> = {
  'claims.lapse': {
    facts: z.object({ claim }),
    input: z.object({}),
    sample: { now: '2026-05-02T16:00:00.000Z', facts: { claim: live }, input: {} },
  },
};
