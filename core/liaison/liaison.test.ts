import { expect, test } from 'vitest';
import { defaultsOf } from '../kernel/parameters.ts';
import { decideAnswer, decideForward, decideLate, decideReceive, decideSend, type SendInput } from './decide.ts';
import { LiaisonRules } from './rules.ts';
import { type NoteKind, noteKinds } from './types.ts';

const rules = defaultsOf(LiaisonRules);
const now = '2024-03-04T02:00:00.000Z'; // Monday, ten o'clock in Shanghai
const timeZone = 'Asia/Shanghai';
const said: SendInput = {
  kind: 'technical_change',
  text: '插座改到西墙',
  customerId: 'c',
  dealId: null,
  wantedOn: null,
};
const to = (...ids: string[]) => ({ departments: ids.map((id) => ({ id, isClosed: false })), timeZone });

test('[S0.04.d5b] feedback and technical demands go out in writing, to a department, about somebody', () => {
  const send = (input: Partial<SendInput>, facts = to('technical')) =>
    decideSend(rules, facts, { ...said, ...input }, now);
  for (const kind of ['feedback', 'technical_requirement', 'technical_change'] as const) {
    expect(send({ kind })).toMatchObject({ accepted: true, clauses: ['S0.04.d5b', 'S1.06.k1'] });
    expect(send({ kind, customerId: null })).toMatchObject({ code: 'CUSTOMER_NEEDED' });
    expect(send({ kind, customerId: null, dealId: 'd' }).accepted).toBe(true);
  }
  expect(send({ text: ' ' })).toMatchObject({ code: 'NOTE_TEXT_NEEDED' });
  expect(send({}, to())).toMatchObject({ code: 'DEPARTMENT_NEEDED' });
  const closed = { departments: [{ id: 'technical', isClosed: true }], timeZone };
  expect(send({}, closed)).toMatchObject({ code: 'DEPARTMENT_CLOSED' });
});

test('[S0.04.d5b] the day wanted may be today, not yesterday; unnamed it is as the house has it', () => {
  const on = (wantedOn: string | null) => decideSend(rules, to('technical'), { ...said, wantedOn }, now);
  expect(on('2024-03-04')).toMatchObject({ outcome: { answerBy: '2024-03-04T16:00:00.000Z' } });
  expect(on('2024-03-03')).toMatchObject({ code: 'WANTED_DAY_PAST' });
  expect(on(null)).toMatchObject({
    outcome: { wantedOn: '2024-03-07', receiveBy: '2024-03-05T16:00:00.000Z', answerBy: '2024-03-07T16:00:00.000Z' },
  });
});

test('[S1.09.o2] an order goes to every department named for such goods, and to no other', () => {
  const forwardTo = { ...rules.forwardTo, finance: { room: 1, vehicle: 0 }, warehouse: { room: 0, vehicle: 1 } };
  const forward = (goods: string) => decideForward({ ...rules, forwardTo }, { goods, timeZone }, now);
  expect(forward('room')).toMatchObject({ outcome: { to: ['finance'] }, clauses: ['S1.09.o2'] });
  expect(forward('vehicle')).toMatchObject({ outcome: { to: ['warehouse'] } });
  expect(forward('membership')).toMatchObject({ code: 'NOBODY_NAMED' });
});

test('[S1.09.o2] only a receiver signs, once; an order is done with the signature, anything else with its answer', () => {
  const addressee = { departmentId: 'x', receivedAt: null, answeredAt: null };
  const facts = (kind: NoteKind, more = {}) => ({ kind, receiverIds: ['wu'], addressee: { ...addressee, ...more } });
  expect(decideReceive(facts('order'), 'wu')).toMatchObject({ outcome: { done: true } });
  for (const kind of noteKinds.filter((one) => one !== 'order'))
    expect(decideReceive(facts(kind), 'wu')).toMatchObject({ outcome: { done: false } });
  expect(decideReceive(facts('order'), 'li')).toMatchObject({ code: 'NOT_A_RECEIVER' });
  expect(decideReceive(facts('order'), null)).toMatchObject({ code: 'NOT_A_RECEIVER' });
  expect(decideReceive(facts('order', { receivedAt: now }), 'wu')).toMatchObject({ code: 'RECEIVED_ALREADY' });
  const answer = (more: object, text = '可以', who = 'wu') =>
    decideAnswer(facts('feedback', more), { answer: text }, who);
  expect(answer({})).toMatchObject({ code: 'NOT_RECEIVED_YET' });
  expect(answer({ receivedAt: now })).toMatchObject({ outcome: { done: true } });
  expect(answer({ receivedAt: now }, '')).toMatchObject({ code: 'ANSWER_NEEDED' });
  expect(answer({ receivedAt: now }, '可以', 'li')).toMatchObject({ code: 'NOT_A_RECEIVER' });
  expect(answer({ receivedAt: now, answeredAt: now })).toMatchObject({ code: 'ANSWERED_ALREADY' });
});

test('[S0.04.d5] those who have not signed or answered are late, the others are left alone', () => {
  const at = (id: string, receivedAt: string | null, answeredAt: string | null) => ({
    departmentId: id,
    receivedAt,
    answeredAt,
  });
  const addressees = [at('a', null, null), at('b', now, null), at('c', now, now)];
  const late = (kind: NoteKind, what: 'receipt' | 'answer') => decideLate({ kind, addressees }, { what });
  expect(late('task', 'receipt')).toMatchObject({ outcome: { departmentIds: ['a'] } });
  expect(late('task', 'answer')).toMatchObject({ outcome: { departmentIds: ['a', 'b'] } });
  expect(late('order', 'answer')).toMatchObject({ outcome: { departmentIds: ['a'] } });
  expect(decideLate({ kind: 'task', addressees: [at('c', now, now)] }, { what: 'answer' })).toMatchObject({
    code: 'NOBODY_LATE',
  });
});
