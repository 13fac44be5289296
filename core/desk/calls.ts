/** Phone calls on the sales line: who answers, what counts, and the message for somebody who cannot come to the phone. */
import { type ClauseId, type Decision, refuse } from '../kernel/decision.ts';
import type { Instant } from '../kernel/instant.ts';
import { written } from './during.ts';
import { canBeAskedFor, isBusy, lastInLine, positions } from './line.ts';
import type { DeskRuleValues } from './rules.ts';
import { Ledger, unitOf } from './sheet.ts';
import type { CallId, Change, DeskOutcome, DeskSheet, StaffId } from './types.ts';

export const callRefusals = {
  CALL_ALREADY_TAKEN: { mayPassLater: false },
  CONTACT_REQUIRED: { mayPassLater: true },
} as const;
export type CallCode = keyof typeof callRefusals;

export interface CallResult {
  /** Whose task it was to answer; null where anyone may. */
  readonly dueStaffId: StaffId | null;
  readonly answeredBy: StaffId | null;
  readonly answeredAsDue: boolean;
  readonly answeredLate: boolean;
  /** now: put through; after_reception and when_back: a message was taken. */
  readonly forWanted: 'now' | 'after_reception' | 'when_back' | null;
  readonly counted: boolean;
}

const answererClauses: Readonly<Record<DeskRuleValues['callAnswerer'], readonly ClauseId[]>> = {
  last: ['S4.01.a38'],
  third: ['S4.02.i12.calls'],
  duty_leader: ['S3.01.r.leader'],
  anyone: ['S2.08.d4.6'],
};

export function whoAnswersCalls(rules: DeskRuleValues, sheet: DeskSheet): StaffId | null {
  const last = lastInLine(rules, sheet)?.staffId ?? null;
  switch (rules.callAnswerer) {
    case 'last':
      return last;
    case 'third':
      return positions(rules, sheet)[2] ?? last; // AMB.D05: with fewer than three free the position is void
    case 'duty_leader':
      return sheet.duty?.leaderId ?? sheet.duty?.staffIds[0] ?? null;
    case 'anyone':
      return null;
  }
}

/** A call never makes anybody an owner (a39). Whoever is wanted but busy is not interrupted: contact details are taken (a40). */
export function takeCall(
  rules: DeskRuleValues,
  sheet: DeskSheet,
  input: {
    callId: CallId;
    answeredBy: StaffId | null;
    wantsStaffId: StaffId | null;
    rings: number | null;
    contact: string | null;
  },
  now: Instant,
): Decision<DeskOutcome<CallResult>, CallCode> {
  const due = whoAnswersCalls(rules, sheet);
  const answeredBy = input.answeredBy ?? due;
  const wanted = input.wantsStaffId === answeredBy ? null : input.wantsStaffId;
  const clauses: ClauseId[] = [...answererClauses[rules.callAnswerer], 'S4.01.a39'];
  if (sheet.messages.some((message) => message.callId === input.callId)) return refuse('CALL_ALREADY_TAKEN', clauses);
  const forWanted =
    wanted === null
      ? null
      : isBusy(sheet, wanted)
        ? 'after_reception'
        : canBeAskedFor(sheet, wanted)
          ? 'now'
          : 'when_back';
  if (forWanted === 'after_reception') clauses.push('S4.01.a40');
  if (forWanted === 'when_back') clauses.push('S4.01.a41', 'S2.08.d4.6');
  const takesMessage = forWanted === 'after_reception' || forWanted === 'when_back';
  if (takesMessage && (input.contact ?? '').trim() === '')
    return refuse('CONTACT_REQUIRED', clauses, { staffId: wanted });
  const ledger = new Ledger(sheet, now, answeredBy);
  const message = { callId: input.callId, forStaffId: wanted ?? '', takenBy: answeredBy, takenAt: now };
  const changes: Change[] = takesMessage ? [{ set: 'sheet', value: { messages: [...sheet.messages, message] } }] : [];
  ledger.write({
    kind: 'message',
    unitId: answeredBy === null ? null : (unitOf(sheet, answeredBy)?.id ?? null),
    staffId: answeredBy,
    delta: rules.callsCount && answeredBy !== null ? 1 : 0,
    reason: forWanted,
    clauses,
    changes,
  });
  return written(
    ledger,
    {
      dueStaffId: due,
      answeredBy,
      answeredAsDue: due === null || due === answeredBy,
      answeredLate: input.rings !== null && input.rings > rules.callRingsMax,
      forWanted,
      counted: rules.callsCount && answeredBy !== null,
    },
    clauses,
  );
}
