/** What a manager may declare for the day: an event with its own scheme, a duty shift, off-duty help on an overloaded floor. */
import { type Decision, refuse } from '../kernel/decision.ts';
import type { Instant } from '../kernel/instant.ts';
import { written } from './during.ts';
import { isBusy, positions } from './line.ts';
import type { DeskRuleValues } from './rules.ts';
import { Ledger, unitOf } from './sheet.ts';
import type { Change, DeskOutcome, DeskSheet, EventScheme, StaffId } from './types.ts';

export const schemeRefusals = {
  DAY_NOT_OPEN: { mayPassLater: true },
  LIST_NEEDED: { mayPassLater: true },
  NO_EVENT_DECLARED: { mayPassLater: false },
  ON_DUTY_ALREADY: { mayPassLater: false },
  FLOOR_NOT_OVERLOADED: { mayPassLater: true },
} as const;
export type SchemeCode = keyof typeof schemeRefusals;

/** E34, case 13: null ends the event and the sheet is in force again, exactly where it stood. */
export function declareEvent(
  sheet: DeskSheet,
  input: { event: EventScheme | null },
  now: Instant,
  by: StaffId | null,
): Decision<DeskOutcome<{ event: EventScheme | null }>, SchemeCode> {
  const clauses = ['S4.01.a05', 'S0.02.own.313'];
  if (sheet.status !== 'open') return refuse('DAY_NOT_OPEN', clauses, { day: sheet.day });
  if (input.event === null && sheet.event === null) return refuse('NO_EVENT_DECLARED', clauses);
  if (input.event?.method === 'named_list' && input.event.list.length === 0) return refuse('LIST_NEEDED', clauses);
  const ledger = new Ledger(sheet, now, by);
  const changes: Change[] = [{ set: 'sheet', value: { event: input.event } }];
  ledger.write({ kind: 'event_declared', clauses, reason: input.event?.name ?? null, changes });
  return written(ledger, { event: input.event }, clauses);
}

/** E26: a duty shift (夜班, 节假日值班). An empty list ends it. The leader answers the phone where the house says so. */
export function declareDuty(
  sheet: DeskSheet,
  input: { staffIds: readonly StaffId[]; leaderId: StaffId | null },
  now: Instant,
  by: StaffId | null,
): Decision<DeskOutcome<{ duty: DeskSheet['duty'] }>, SchemeCode> {
  const clauses = ['S4.01.a48', 'S3.01.r.leader'];
  if (sheet.status !== 'open') return refuse('DAY_NOT_OPEN', clauses, { day: sheet.day });
  const duty = input.staffIds.length === 0 ? null : { staffIds: input.staffIds, leaderId: input.leaderId };
  const ledger = new Ledger(sheet, now, by);
  ledger.write({ kind: 'duty_declared', clauses, changes: [{ set: 'sheet', value: { duty } }] });
  return written(ledger, { duty }, clauses);
}

/** R14: an off-duty consultant may receive only while everybody on duty is taken, with the manager's leave. */
export function allowOffDutyHelp(
  rules: DeskRuleValues,
  sheet: DeskSheet,
  input: { staffId: StaffId; reason: string | null },
  now: Instant,
  by: StaffId | null,
): Decision<DeskOutcome<{ staffId: StaffId }>, SchemeCode> {
  const clauses = ['S1.19.d.9'];
  if (sheet.status !== 'open') return refuse('DAY_NOT_OPEN', clauses, { day: sheet.day });
  const status = sheet.presence[input.staffId]?.status ?? 'off_duty';
  if (!['off_duty', 'rest'].includes(status) || isBusy(sheet, input.staffId)) return refuse('ON_DUTY_ALREADY', clauses);
  if (positions(rules, sheet).length > 0)
    return refuse('FLOOR_NOT_OVERLOADED', clauses, { staffId: positions(rules, sheet)[0] ?? null });
  const ledger = new Ledger(sheet, now, by);
  const offDutyHelp = [...sheet.offDutyHelp.filter((staffId) => staffId !== input.staffId), input.staffId];
  ledger.write({
    kind: 'off_duty_allowed',
    unitId: unitOf(sheet, input.staffId)?.id ?? null,
    staffId: input.staffId,
    clauses,
    reason: input.reason,
    changes: [{ set: 'sheet', value: { offDutyHelp } }],
  });
  return written(ledger, { staffId: input.staffId }, clauses);
}
