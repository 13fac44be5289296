/** Facts and input of the decisions about what is due and who is asked for it. */
import { z } from 'zod';
import { demandReasons } from '#core/money/dunning.ts';
import type { ledgerKinds } from '#core/money/index.ts';
import { day, dayOrNone, instant, instantOrNone, nothing, one, text, timeZone, yes } from './fields.ts';
import { named, oneOf, type ShapesOf } from './kit.ts';
import { fen, now, overdueRow, rows } from './ledger-parts.ts';

export const dueShapes: Pick<
  ShapesOf<typeof ledgerKinds>,
  'money.demand' | 'money.contact' | 'money.missContact' | 'money.breach'
> = {
  'money.demand': {
    facts: z.looseObject({
      rows,
      timeZone,
      waitsUntil: instantOrNone('上一份催款待联系至', 'The last demand waits until'),
      complainedFen: fen('客诉未决（分）', 'Under complaint (fen)'),
    }),
    input: z.looseObject({ reason: z.enum(demandReasons).meta(named('缘由', 'Why')) }),
    sample: {
      now,
      facts: { rows: [overdueRow], timeZone: 'Asia/Shanghai', waitsUntil: null, complainedFen: 0 },
      input: { reason: 'overdue' },
    },
  },
  'money.contact': {
    facts: z.looseObject({
      demand: z.looseObject({
        state: oneOf({
          open: { zh: '待联系', en: 'to be contacted' },
          contacted: { zh: '已联系', en: 'contacted' },
          closed: { zh: '已了结', en: 'closed' },
        }),
        consultantId: one('staff', '责任顾问', 'Consultant'),
        contactBy: instant('联系时限', 'Contact by'),
      }),
      by: z.looseObject({ id: one('staff', '登记人', 'By'), leads: yes('是上级', 'A superior') }),
      today: day('今天', 'Today'),
    }),
    input: z.looseObject({
      channel: text('方式', 'How'),
      note: text('内容', 'What was said'),
      promisedOn: dayOrNone('承诺付款日', 'Promised for'),
      disagrees: yes('客户有异议', 'The customer disagrees'),
    }),
    sample: {
      now,
      actorId: 'mei',
      facts: {
        demand: { state: 'open', consultantId: 'mei', contactBy: '2024-03-04T16:00:00.000Z' },
        by: { id: 'mei', leads: false },
        today: '2024-03-04',
      },
      input: { channel: 'phone', note: '答应周五付款', promisedOn: '2024-03-08', disagrees: false },
    },
  },
  'money.missContact': {
    facts: z.looseObject({
      state: z.enum(['open', 'contacted', 'closed']).meta(named('催款状态', 'State')),
      contactBy: instant('联系时限', 'Contact by'),
    }),
    input: nothing,
    sample: { now, facts: { state: 'open', contactBy: '2024-03-03T16:00:00.000Z' }, input: {} },
  },
  'money.breach': {
    facts: z.looseObject({ rows, timeZone }),
    input: nothing,
    sample: { now: '2024-05-01T16:00:00.000Z', facts: { rows: [overdueRow], timeZone: 'Asia/Shanghai' }, input: {} },
  },
};
