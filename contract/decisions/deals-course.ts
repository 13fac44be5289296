/** Facts and input of the decisions about the course of a sale. */
import { z } from 'zod';
import type { dealKinds } from '#core/deals/index.ts';
import { base, deal, inEffect, now } from './deal.ts';
import { day, instant, instantOrNone, nothing, one, text, timeZone, yes } from './fields.ts';
import { type ShapesOf, named } from './kit.ts';

const records = z
  .array(z.looseObject({ step: text('步骤', 'Step'), doneAt: instant('完成时间', 'Done at') }))
  .meta(named('已登记的步骤', 'Steps on record'));
const mayReview = yes('可代为登记', 'May record for others');

export const courseShapes: Pick<
  ShapesOf<typeof dealKinds>,
  'deals.recordStep' | 'deals.stepOverdue' | 'deals.mendStep'
> = {
  'deals.recordStep': {
    facts: z.looseObject({ deal, records, mayReview }),
    input: z.looseObject({ step: text('步骤', 'Step'), note: text('说明', 'Note') }),
    sample: {
      now,
      actorId: 'chen',
      facts: {
        deal: base,
        records: [{ step: 'presale', doneAt: '2026-03-03T02:00:00.000Z' }],
        mayReview: false,
      },
      input: { step: 'report_supervisor', note: '客户拟购三居，全款，已向主管当面汇报' },
    },
  },
  'deals.stepOverdue': {
    facts: z.looseObject({
      deal,
      records,
      step: text('步骤', 'Step'),
      since: instant('起始', 'Since'),
      promisedAt: instantOrNone('整改承诺', 'Promised'),
      timeZone,
      hasAlert: yes('已有停滞提醒', 'Alerted already'),
    }),
    input: nothing,
    sample: {
      now: '2026-03-24T16:00:00.000Z',
      facts: {
        deal: inEffect,
        records: [],
        step: 'signing',
        since: '2026-03-09T03:00:00.000Z',
        promisedAt: null,
        timeZone: 'Asia/Shanghai',
        hasAlert: false,
      },
      input: {},
    },
  },
  'deals.mendStep': {
    facts: z.looseObject({
      step: text('步骤', 'Step'),
      responsibleId: one('staff', '责任人', 'Who answers for it'),
      isClosed: yes('已整改', 'Answered already'),
      mayReview,
      timeZone,
    }),
    input: z.looseObject({
      cause: text('原因', 'Cause'),
      remedy: text('措施', 'Remedy'),
      byOn: day('完成日期', 'Mended by'),
    }),
    sample: {
      now,
      actorId: 'chen',
      facts: { step: 'signing', responsibleId: 'chen', isClosed: false, mayReview: false, timeZone: 'Asia/Shanghai' },
      input: { cause: '客户等首付到账', remedy: '与银行约定放款日后签约', byOn: '2026-03-12' },
    },
  },
};
