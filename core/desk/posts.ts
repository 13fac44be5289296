/** The first position may not stand empty: whose fault it is, link by link; and a visitor may not wait unseen. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import { addMinutes, type Instant } from '../kernel/instant.ts';
import { written } from './during.ts';
import { positions } from './line.ts';
import type { DeskRuleValues } from './rules.ts';
import { Ledger, unitOf } from './sheet.ts';
import type { Change, DeskOutcome, DeskSheet, MoveUpNotice, StaffId, VisitOnFloor } from './types.ts';

export const postRefusals = {
  NOT_AT_THE_DESK: { mayPassLater: true },
  EMPTY_IN_THE_FUTURE: { mayPassLater: false },
  NOT_WAITING_TOO_LONG: { mayPassLater: true },
} as const;
export type PostCode = keyof typeof postRefusals;

/** "Move up": recorded with time, giver and receiver, else it shifts no responsibility. */
export function noteMoveUp(
  sheet: DeskSheet,
  input: { from: StaffId; to: StaffId | null },
  now: Instant,
): Decision<DeskOutcome<{ notice: MoveUpNotice }>, PostCode> {
  const clauses = ['S4.02.i04.chain'];
  if (unitOf(sheet, input.from) === null || (input.to !== null && unitOf(sheet, input.to) === null)) {
    return refuse('NOT_AT_THE_DESK', clauses, { staffId: input.to ?? input.from });
  }
  const notice: MoveUpNotice = { at: now, from: input.from, to: input.to };
  const ledger = new Ledger(sheet, now, input.from);
  const changes: Change[] = [{ set: 'sheet', value: { notices: [...sheet.notices, notice] } }];
  ledger.write({
    kind: 'notice',
    unitId: unitOf(sheet, input.from)?.id ?? null,
    staffId: input.from,
    clauses,
    changes,
  });
  return written(ledger, { notice }, clauses);
}

export interface EmptyPostResult {
  readonly responsible: StaffId | null;
  readonly because:
    | 'filled_in_time'
    | 'still_in_time'
    | 'did_not_fill_or_notify'
    | 'notified_but_did_not_fill'
    | 'chain_ran_out'
    | 'nobody_there';
  readonly alertSupervisor: boolean;
}

/**
 * Table 2.2. `leftBy` is the first who walked away without a visitor; null when they left with one, so that the first of the line
 * now is the second who should have moved up. Every link of the chain gets the grace time.
 */
export function emptyPost(
  rules: DeskRuleValues,
  sheet: DeskSheet,
  input: { emptySince: Instant; filledAt: Instant | null; leftBy: StaffId | null },
  now: Instant,
): Decision<EmptyPostResult, PostCode> {
  const clauses = ['S4.02.i04.vacancy', 'S4.02.i04.chain'];
  if (input.emptySince > now || (input.filledAt !== null && input.filledAt < input.emptySince)) {
    return refuse('EMPTY_IN_THE_FUTURE', clauses);
  }
  const until = input.filledAt ?? now;
  const inTime = (since: Instant) => until <= addMinutes(since, rules.emptyPostGraceSeconds / 60);
  const nobody = (because: EmptyPostResult['because'], alertSupervisor = false) =>
    accept<EmptyPostResult>({ responsible: null, because, alertSupervisor }, clauses);
  if (inTime(input.emptySince)) return nobody(input.filledAt === null ? 'still_in_time' : 'filled_in_time');
  const second = positions(rules, sheet).find((staffId) => staffId !== input.leftBy);
  if (second === undefined) return nobody('nobody_there', true);
  let liable: StaffId = second;
  let since = input.emptySince;
  const notices = sheet.notices.filter((notice) => notice.at >= input.emptySince && notice.at <= until);
  for (const notice of notices) {
    if (notice.from !== liable) continue;
    if (notice.to === null) return nobody('chain_ran_out', true);
    liable = notice.to;
    since = notice.at;
  }
  if (inTime(since)) return nobody(input.filledAt === null ? 'still_in_time' : 'filled_in_time');
  const because = liable === second ? 'did_not_fill_or_notify' : 'notified_but_did_not_fill';
  return accept<EmptyPostResult>({ responsible: liable, because, alertSupervisor: false }, clauses);
}

/** When the supervisor is to be told that this visitor is still not being served. */
export const waitingAlertAt = (rules: DeskRuleValues, visit: Pick<VisitOnFloor, 'arrivedAt'>): Instant =>
  addMinutes(visit.arrivedAt, rules.waitingAlertMinutes);

export const isWaitingTooLong = (rules: DeskRuleValues, visit: VisitOnFloor, now: Instant): boolean =>
  visit.state !== 'serving' && now >= waitingAlertAt(rules, visit);

/** The supervisor is told once the house's minutes are over. */
export function waitingAlert(
  rules: DeskRuleValues,
  visit: VisitOnFloor,
  now: Instant,
): Decision<{ readonly number: number; readonly minutes: number }, PostCode> {
  const minutes = rules.waitingAlertMinutes;
  const clauses = ['S4.01.a04.prompt'];
  if (!isWaitingTooLong(rules, visit, now)) return refuse('NOT_WAITING_TOO_LONG', clauses, { minutes });
  return accept({ number: visit.number, minutes }, clauses);
}
