/** Facts and input of the decisions from the proposal to the appeal. */
import { z } from 'zod';
import type { Answers, verdictKinds } from '#core/verdicts/index.ts';
import { attributionSample, ruling, shares } from './attribution.ts';
import { anId, leader, nothing, one, oneOrNone, text, yes } from './fields.ts';
import { named, type ShapesOf } from './kit.ts';
import { answers, caseFile, dispute, interests, mediated, proposed, quarrelOver, verdicts } from './verdicts-file.ts';

export const rulingShapes: Pick<
  ShapesOf<typeof verdictKinds>,
  'verdicts.propose' | 'verdicts.decide' | 'verdicts.appeal' | 'verdicts.settleQuarrel'
> = {
  'verdicts.propose': {
    facts: z.looseObject({ file: caseFile }),
    input: z.looseObject({ answers: answers.meta(named('回答', 'Answers')) }),
    sample: { now: attributionSample.dealAt, facts: { file: quarrelOver }, input: { answers: {} } },
  },
  'verdicts.decide': {
    facts: z.looseObject({
      dispute,
      judge: leader,
      interests,
      proposal: z
        .looseObject({
          case: z.string() as unknown as z.ZodType<'ordinary'>,
          ownerId: anId('归属', 'Owner'),
          performance: shares('业绩', 'Performance'),
          commission: shares('提成', 'Commission'),
          uncertain: z.array(z.string() as unknown as z.ZodType<keyof Answers>),
        })
        .nullable()
        .meta(named('制度的判断', 'What the rulebook proposes')),
      ownerIsActive: yes('归属人在岗', 'The owner is at work'),
    }),
    input: z.looseObject({
      verdict: verdicts.meta(named('结论', 'Verdict')),
      ruling: ruling.nullable().meta(named('分配', 'Shares')),
      ownerId: oneOrNone('staff', '归属', 'Owner'),
      reason: text('理由', 'Reason'),
    }),
    sample: {
      now: '2026-03-12T02:00:00.000Z',
      facts: {
        dispute: mediated,
        judge: { id: 'zhou', roles: ['manager'] },
        interests: [
          { staffId: 'chen', why: 'party' },
          { staffId: 'wang', why: 'party' },
        ],
        proposal: { case: 'ordinary', ownerId: 'chen', ...proposed, uncertain: [] },
        ownerIsActive: true,
      },
      input: { verdict: 'ruled', ruling: null, ownerId: null, reason: '依规定' },
    },
  },
  'verdicts.appeal': {
    facts: z.looseObject({ dispute, appellantId: one('staff', '申诉人', 'Who appeals') }),
    input: z.looseObject({ reason: text('理由', 'Reason') }),
    sample: {
      now: '2026-03-14T02:00:00.000Z',
      facts: {
        appellantId: 'wang',
        dispute: {
          ...mediated,
          state: 'settled',
          rulings: [
            {
              level: 1,
              verdict: 'ruled',
              judgeId: 'zhou',
              judgeRank: 4,
              at: '2026-03-12T02:00:00.000Z',
              isAppealed: false,
            },
          ],
        },
      },
      input: { reason: '登记时间有误' },
    },
  },
  'verdicts.settleQuarrel': {
    facts: z.looseObject({ dispute }),
    input: nothing,
    sample: { now: '2026-03-25T16:00:00.000Z', facts: { dispute: mediated }, input: {} },
  },
};
