/** Facts and input of the decisions about notices between departments. */
import { z } from 'zod';
import { type liaisonKinds, noteKinds } from '#core/liaison/index.ts';
import { anId, dayOrNone, idOrNone, instantOrNone, nothing, several, text, timeZone, yes } from './fields.ts';
import { named, oneOf, type ShapesOf } from './kit.ts';

const now = '2026-03-10T02:00:00.000Z';
const noteKind = z.enum(noteKinds).meta(named('类别', 'Kind'));
const addresseeFields = z.looseObject({
  departmentId: anId('部门', 'Department'),
  receivedAt: instantOrNone('签收时间', 'Signed for at'),
  answeredAt: instantOrNone('答复时间', 'Answered at'),
});
const received = z.looseObject({
  kind: noteKind,
  receiverIds: several('staff', '收件人', 'Receivers'),
  addressee: addresseeFields.meta(named('收件部门', 'Addressee')),
});
const sent = { departmentId: 'technical', receivedAt: null, answeredAt: null };

export const liaisonShapes: ShapesOf<typeof liaisonKinds> = {
  'liaison.send': {
    facts: z.looseObject({
      departments: z
        .array(z.looseObject({ id: anId('部门', 'Department'), isClosed: yes('已停用', 'Closed') }))
        .meta(named('收件部门', 'Departments')),
      timeZone,
    }),
    input: z.looseObject({
      kind: noteKind,
      text: text('事项', 'Text'),
      customerId: idOrNone('客户', 'Customer'),
      dealId: idOrNone('成交单', 'Deal'),
      wantedOn: dayOrNone('要求答复日期', 'Wanted on'),
    }),
    sample: {
      now,
      facts: { departments: [{ id: 'technical', isClosed: false }], timeZone: 'Asia/Shanghai' },
      input: {
        kind: 'technical_change',
        text: '客户要求把插座改到西墙',
        customerId: 'customer',
        dealId: null,
        wantedOn: null,
      },
    },
  },
  'liaison.forward': {
    facts: z.looseObject({
      goods: oneOf({
        room: { zh: '房屋', en: 'room' },
        vehicle: { zh: '车辆', en: 'vehicle' },
        membership: { zh: '会籍', en: 'membership' },
        stock: { zh: '其他', en: 'other goods' },
      }).meta(named('标的', 'Goods')),
      timeZone,
    }),
    input: nothing,
    sample: { now, facts: { goods: 'room', timeZone: 'Asia/Shanghai' }, input: {} },
  },
  'liaison.receive': {
    facts: received,
    input: nothing,
    sample: { now, actorId: 'wu', facts: { kind: 'order', receiverIds: ['wu'], addressee: sent }, input: {} },
  },
  'liaison.answer': {
    facts: received,
    input: z.looseObject({ answer: text('答复', 'Answer') }),
    sample: {
      now,
      actorId: 'wu',
      facts: {
        kind: 'technical_change',
        receiverIds: ['wu'],
        addressee: { ...sent, receivedAt: '2026-03-10T01:00:00.000Z' },
      },
      input: { answer: '可以改，下周施工' },
    },
  },
  'liaison.late': {
    facts: z.looseObject({
      kind: noteKind,
      addressees: z.array(addresseeFields).meta(named('收件部门', 'Addressees')),
    }),
    input: z.looseObject({
      what: oneOf({ receipt: { zh: '签收', en: 'receipt' }, answer: { zh: '答复', en: 'answer' } }).meta(
        named('事项', 'What'),
      ),
    }),
    sample: {
      now,
      facts: { kind: 'technical_change', addressees: [{ ...sent, receivedAt: '2026-03-10T01:00:00.000Z' }] },
      input: { what: 'answer' },
    },
  },
};
