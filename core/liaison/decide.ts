/** A notice sent, forwarded, signed for, answered, and what becomes of one nobody looks at. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import { addDays, endOfDay, type Instant, type LocalDate, localDateOf } from '../kernel/instant.ts';
import type { LiaisonRuleValues } from './rules.ts';
import { type Addressee, isAboutCustomer, isDone, type NoteKind, noteClauses } from './types.ts';

export interface SendFacts {
  readonly departments: readonly { readonly id: string; readonly isClosed: boolean }[];
  readonly timeZone: string;
}
export interface SendInput {
  readonly kind: NoteKind;
  readonly text: string;
  readonly customerId: string | null;
  readonly dealId: string | null;
  /** The day by which an answer is wanted; null: as the house has it. */
  readonly wantedOn: LocalDate | null;
}
export interface Sent {
  readonly wantedOn: LocalDate;
  readonly receiveBy: Instant;
  readonly answerBy: Instant;
}
export type SendRefusal =
  | 'DEPARTMENT_NEEDED'
  | 'DEPARTMENT_CLOSED'
  | 'NOTE_TEXT_NEEDED'
  | 'CUSTOMER_NEEDED'
  | 'WANTED_DAY_PAST';

type Times = Pick<LiaisonRuleValues, 'receiveDays' | 'answerDays'>;
function timesOf(rules: Times, timeZone: string, wantedOn: LocalDate | null, now: Instant): Sent {
  const today = localDateOf(now, timeZone);
  const wanted = wantedOn ?? addDays(today, rules.answerDays);
  return {
    wantedOn: wanted,
    receiveBy: endOfDay(addDays(today, rules.receiveDays), timeZone),
    answerBy: endOfDay(wanted, timeZone),
  };
}

/** In writing, to somebody, about somebody: what is missing is refused before anything leaves. */
export function decideSend(
  rules: Times,
  facts: SendFacts,
  input: SendInput,
  now: Instant,
): Decision<Sent, SendRefusal> {
  const clauses = noteClauses[input.kind];
  if (facts.departments.length === 0) return refuse('DEPARTMENT_NEEDED', clauses, { field: 'departmentIds' });
  if (facts.departments.some(({ isClosed }) => isClosed))
    return refuse('DEPARTMENT_CLOSED', clauses, { field: 'departmentIds' });
  if (input.text.trim() === '') return refuse('NOTE_TEXT_NEEDED', clauses, { field: 'text' });
  if (isAboutCustomer(input.kind) && input.customerId === null && input.dealId === null)
    return refuse('CUSTOMER_NEEDED', clauses, { field: 'customerId' });
  if (input.wantedOn !== null && input.wantedOn < localDateOf(now, facts.timeZone))
    return refuse('WANTED_DAY_PAST', clauses, { field: 'wantedOn' });
  return accept(timesOf(rules, facts.timeZone, input.wantedOn, now), clauses);
}

export interface ForwardFacts {
  readonly goods: string;
  readonly timeZone: string;
}
/** An order that took effect goes to every department the book names for such goods; to none where it names none. */
export function decideForward(
  rules: LiaisonRuleValues,
  facts: ForwardFacts,
  now: Instant,
): Decision<Sent & { readonly to: readonly string[] }, 'NOBODY_NAMED'> {
  const to = Object.entries(rules.forwardTo)
    .filter(([, cells]) => cells[facts.goods] === 1)
    .map(([key]) => key);
  if (to.length === 0) return refuse('NOBODY_NAMED', noteClauses.order);
  // An order wants no answer: its day is the one it is signed for by.
  const signBy = addDays(localDateOf(now, facts.timeZone), rules.receiveDays);
  return accept({ ...timesOf(rules, facts.timeZone, signBy, now), to }, noteClauses.order);
}

export interface ReceiveFacts {
  readonly kind: NoteKind;
  readonly receiverIds: readonly string[];
  readonly addressee: Addressee;
}
/** Whoever receives for the department signs, once. */
export function decideReceive(
  facts: ReceiveFacts,
  actorId: string | null,
): Decision<{ readonly done: boolean }, 'NOT_A_RECEIVER' | 'RECEIVED_ALREADY'> {
  const clauses = noteClauses[facts.kind];
  if (actorId === null || !facts.receiverIds.includes(actorId)) return refuse('NOT_A_RECEIVER', clauses);
  if (facts.addressee.receivedAt !== null) return refuse('RECEIVED_ALREADY', clauses);
  return accept({ done: isDone(facts.kind, { ...facts.addressee, receivedAt: 'now' }) }, clauses);
}

export type AnswerRefusal = 'NOT_A_RECEIVER' | 'NOT_RECEIVED_YET' | 'ANSWERED_ALREADY' | 'ANSWER_NEEDED';
export function decideAnswer(
  facts: ReceiveFacts,
  input: { readonly answer: string },
  actorId: string | null,
): Decision<{ readonly done: boolean }, AnswerRefusal> {
  const clauses = noteClauses[facts.kind];
  const { receivedAt, answeredAt } = facts.addressee;
  if (actorId === null || !facts.receiverIds.includes(actorId)) return refuse('NOT_A_RECEIVER', clauses);
  if (receivedAt === null) return refuse('NOT_RECEIVED_YET', clauses);
  if (answeredAt !== null) return refuse('ANSWERED_ALREADY', clauses);
  if (input.answer.trim() === '') return refuse('ANSWER_NEEDED', clauses, { field: 'answer' });
  return accept({ done: true }, clauses);
}

export interface LateFacts {
  readonly kind: NoteKind;
  readonly addressees: readonly Addressee[];
}
/** The day is over: those who have not signed, or not answered, are reminded by name of their department. */
export function decideLate(
  facts: LateFacts,
  input: { readonly what: 'receipt' | 'answer' },
): Decision<{ readonly departmentIds: readonly string[] }, 'NOBODY_LATE'> {
  const late = facts.addressees.filter((one) =>
    input.what === 'receipt' ? one.receivedAt === null : !isDone(facts.kind, one),
  );
  const clauses = noteClauses[facts.kind];
  if (late.length === 0) return refuse('NOBODY_LATE', clauses);
  return accept({ departmentIds: late.map(({ departmentId }) => departmentId) }, clauses);
}
