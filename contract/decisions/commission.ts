/** Facts and input of the decisions about performance, commission and statements. */
import { z } from 'zod';
import type { commissionKinds } from '#core/money/index.ts';
import { ofDeals } from './commission-deals.ts';
import { ofMonths, statement } from './commission-months.ts';
import { now, signedFen } from './commission-parts.ts';
import { idOrNone, nothing, one, text, yes } from './fields.ts';
import { named, oneOf, type ShapesOf } from './kit.ts';

const byId = one('staff', '经办人', 'By whom');
const dialogue = { staffId: 'chen', state: 'issued', openQueries: 0 } as const;

const ofPeople: Omit<ShapesOf<typeof commissionKinds>, keyof typeof ofDeals | keyof typeof ofMonths> = {
  'money.acknowledge': {
    facts: z.looseObject({ statement, byId, hasLeft: yes('本人已离职', 'The person has left') }),
    input: nothing,
    sample: { now, facts: { statement: dialogue, byId: 'chen', hasLeft: false }, input: {} },
  },
  'money.queryLine': {
    facts: z.looseObject({ statement, byId, lineHasOpenQuery: yes('已有未答复的疑问', 'Questioned already') }),
    input: z.looseObject({ reason: text('疑问', 'What is wrong') }),
    sample: {
      now,
      facts: { statement: dialogue, byId: 'chen', lineHasOpenQuery: false },
      input: { reason: '这一笔应为 80%' },
    },
  },
  'money.answerQuery': {
    facts: z.looseObject({
      queriedBy: one('staff', '提出人', 'Asked by'),
      isOpen: yes('未答复', 'Open'),
      byId,
    }),
    input: z.looseObject({
      correctionFen: signedFen('更正（分）', 'Correction (fen)'),
      answer: text('答复', 'Answer'),
    }),
    sample: {
      now,
      facts: { queriedBy: 'chen', isOpen: true, byId: 'zhou' },
      input: { correctionFen: 0, answer: '按制度第 2 条' },
    },
  },
  'money.enterLine': {
    facts: z.looseObject({ byId }),
    input: z.looseObject({
      kind: oneOf({ reward: { zh: '奖励', en: 'reward' }, penalty: { zh: '扣款', en: 'deduction' } }),
      staffId: one('staff', '对象', 'For whom'),
      amountFen: signedFen('金额（分）', 'Amount (fen)'),
      reason: text('事由', 'Reason'),
      dealId: idOrNone('成交', 'Deal'),
      clause: text('违反的条款', 'Clause that was broken').optional(),
      cites: z.array(z.string()).nullable().meta(named('条款的依据', 'What the clause carries out')).optional(),
    }),
    sample: {
      now,
      facts: { byId: 'zhou' },
      input: { kind: 'reward', staffId: 'chen', amountFen: 20_000, reason: '月度之星', dealId: null },
    },
  },
  'money.acceptPenalty': {
    facts: z.looseObject({
      staffId: one('staff', '对象', 'Whose'),
      byId,
      isAcknowledged: yes('已确认', 'Acknowledged'),
    }),
    input: nothing,
    sample: { now, facts: { staffId: 'chen', byId: 'chen', isAcknowledged: false }, input: {} },
  },
};

export const commissionShapes: ShapesOf<typeof commissionKinds> = { ...ofDeals, ...ofMonths, ...ofPeople };
