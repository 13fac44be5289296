/** Facts and input of the decisions about penalties. */
import { z } from 'zod';
import { appealVerdicts, penaltyCauses, penaltyForms, type penaltyKinds, penaltyStates } from '#core/money/index.ts';
import { fen, fenOrNone, now } from './commission-parts.ts';
import { anId, idOrNone, instant, nothing, one, text, timeZone } from './fields.ts';
import { named, oneOf, type ShapesOf } from './kit.ts';

const clauses = z.array(anId('条款', 'Clause')).meta(named('依据', 'Rests on'));
const penalty = z
  .looseObject({
    staffId: one('staff', '对象', 'Whose'),
    state: z.enum(penaltyStates).meta(named('状态', 'State')),
    form: oneOf(penaltyForms).meta(named('形式', 'Form')),
    amountFen: fen('金额（分）', 'Amount (fen)'),
    appealUntil: instant('申诉截止', 'May be appealed until'),
    enteredBy: idOrNone('登记人', 'Entered by'),
    clauses,
  })
  .meta(named('处理', 'Penalty'));
const answering = z.looseObject({ penalty, byId: one('staff', '经办人', 'By whom') });
const standing = {
  staffId: 'chen',
  state: 'proposed',
  form: 'deduction',
  amountFen: 5_000,
  appealUntil: '2026-04-09T16:00:00.000Z',
  enteredBy: null,
  clauses: ['S1.18.k1b'],
} as const;
const held = { ...standing, clauses: [...standing.clauses] };

export const penaltyShapes: ShapesOf<typeof penaltyKinds> = {
  'money.penalise': {
    facts: z.looseObject({
      staffId: one('staff', '对象', 'Whose'),
      cause: z.enum(penaltyCauses).meta(named('事由', 'Cause')),
      amountFen: fen('金额（分）', 'Amount (fen)'),
      clauses,
      timeZone,
    }),
    input: nothing,
    sample: {
      now,
      facts: {
        staffId: 'chen',
        cause: 'corrections',
        amountFen: 5_000,
        clauses: ['S1.18.k1b'],
        timeZone: 'Asia/Shanghai',
      },
      input: {},
    },
  },
  'money.answerPenalty': {
    facts: answering,
    input: z.looseObject({
      answer: oneOf({ acknowledge: { zh: '确认', en: 'acknowledge' }, appeal: { zh: '申诉', en: 'appeal' } }),
      reason: text('理由', 'Reason'),
    }),
    sample: { now, facts: { penalty: held, byId: 'chen' }, input: { answer: 'acknowledge', reason: '' } },
  },
  'money.ruleAppeal': {
    facts: answering,
    input: z.looseObject({
      verdict: z.enum(appealVerdicts).meta({
        ...named('裁定', 'Ruling'),
        options: {
          upheld: { zh: '维持', en: 'upheld' },
          reduced: { zh: '减轻', en: 'reduced' },
          dropped: { zh: '撤销', en: 'dropped' },
        },
      }),
      amountFen: fenOrNone('减轻为（分）', 'Reduced to (fen)'),
      reason: text('理由', 'Reason'),
    }),
    sample: {
      now,
      facts: { penalty: { ...held, state: 'appealed' }, byId: 'zhou' },
      input: { verdict: 'upheld', amountFen: null, reason: '事实清楚' },
    },
  },
};
