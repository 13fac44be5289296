/** Facts and input of the decisions up to an agreement of the parties. */
import { z } from 'zod';
import type { verdictKinds } from '#core/verdicts/index.ts';
import { ruling } from './attribution.ts';
import { anId, instant, instantOrNone, nothing, one, several, text, timeZone, yes } from './fields.ts';
import { named, oneOf, type ShapesOf } from './kit.ts';
import { dispute, interests, mediated, proposed, states, verdicts } from './verdicts-file.ts';

export const openingShapes: Pick<
  ShapesOf<typeof verdictKinds>,
  'verdicts.open' | 'verdicts.mediate' | 'verdicts.drop' | 'verdicts.offer' | 'verdicts.agree'
> = {
  'verdicts.open': {
    facts: z.looseObject({
      timeZone,
      interests,
      opener: z.looseObject({ id: one('staff', '提出人', 'Who raises it'), leads: yes('是上级', 'Is a superior') }),
      hasOpenDispute: yes('已有未决争议', 'One is open already'),
      dealAt: instantOrNone('成交时间', 'Deal at'),
      claimedAt: instantOrNone('最近归属时间', 'Last claim began'),
      lastRuled: z
        .looseObject({ verdict: verdicts, at: instant('了结时间', 'Settled at') })
        .nullable()
        .meta(named('双方上次争议', 'Their last dispute')),
    }),
    input: z.looseObject({
      about: oneOf({
        customer: { zh: '客户归属', en: 'the customer' },
        deal: { zh: '成交分配', en: 'the shares of a deal' },
      }).meta(named('争什么', 'About')),
      partyId: one('staff', '一方', 'One party'),
      otherId: one('staff', '另一方', 'The other'),
      reason: text('理由', 'Reason'),
    }),
    sample: {
      now: '2026-03-10T02:00:00.000Z',
      facts: {
        timeZone: 'Asia/Shanghai',
        interests: [{ staffId: 'chen', why: 'served' }],
        opener: { id: 'chen', leads: false },
        hasOpenDispute: false,
        dealAt: null,
        claimedAt: '2026-03-02T02:00:00.000Z',
        lastRuled: null,
      },
      input: { about: 'customer', partyId: 'chen', otherId: 'wang', reason: '客户要求由我接待' },
    },
  },
  'verdicts.mediate': {
    facts: z.looseObject({
      state: states,
      parties: several('staff', '双方', 'Parties'),
      by: z
        .looseObject({ id: one('staff', '请求人', 'Who asks'), leads: yes('是上级', 'Is a superior') })
        .nullable()
        .meta(named('请求人', 'Who asks')),
    }),
    input: nothing,
    sample: {
      now: '2026-03-12T02:00:00.000Z',
      facts: { state: 'talking', parties: ['chen', 'wang'], by: { id: 'chen', leads: false } },
      input: {},
    },
  },
  'verdicts.drop': {
    facts: z.looseObject({
      state: states,
      raisedBy: several('staff', '提出人', 'Raised by'),
      byId: one('staff', '撤回人', 'Who drops it'),
    }),
    input: z.looseObject({ reason: text('理由', 'Reason') }),
    sample: {
      now: '2026-03-12T02:00:00.000Z',
      facts: { state: 'talking', raisedBy: ['chen'], byId: 'chen' },
      input: { reason: '双方已谈妥' },
    },
  },
  'verdicts.offer': {
    facts: z.looseObject({ dispute, byId: one('staff', '提出人', 'Who proposes') }),
    input: z.looseObject({
      ruling: ruling.meta(named('分配方案', 'Shares proposed')),
      reason: text('说明', 'In words'),
    }),
    sample: {
      now: '2026-03-12T02:00:00.000Z',
      facts: { dispute: mediated, byId: 'chen' },
      input: { ruling: proposed, reason: '各有接待' },
    },
  },
  'verdicts.agree': {
    facts: z.looseObject({
      dispute,
      byId: one('staff', '同意人', 'Who agrees'),
      offer: z
        .looseObject({
          id: anId('方案', 'Proposal'),
          byId: one('staff', '提出人', 'Proposed by'),
          ruling,
          agreedBy: several('staff', '已同意', 'Agreed already'),
        })
        .nullable()
        .meta(named('现有方案', 'The proposal that stands')),
    }),
    input: z.looseObject({ offerId: anId('所同意的方案', 'What they agree to') }),
    sample: {
      now: '2026-03-12T03:00:00.000Z',
      facts: {
        dispute: mediated,
        byId: 'wang',
        offer: { id: 'offer', byId: 'chen', ruling: proposed, agreedBy: [] },
      },
      input: { offerId: 'offer' },
    },
  },
};
