/** The end of a reception: the turn is confirmed or given back, the owner briefed, messages handed over, the next visitor called. */
import { type Decision, refuse } from '../kernel/decision.ts';
import type { Instant } from '../kernel/instant.ts';
import { giveBack, type VisitCode, written } from './during.ts';
import { isOnSite } from './line.ts';
import type { DeskRuleValues } from './rules.ts';
import { countedPair, Ledger, unitOf } from './sheet.ts';
import type {
  Change,
  DeskOutcome,
  DeskSheet,
  PendingMessage,
  StaffId,
  VisitId,
  VisitOnFloor,
  VisitRow,
} from './types.ts';

export const finishRefusals = {
  VISIT_NOT_ON_FLOOR: { mayPassLater: false },
  NOBODY_CALLED_YET: { mayPassLater: true },
  EXPLAIN_TO_A_COLLEAGUE: { mayPassLater: true },
  REASON_REQUIRED: { mayPassLater: true },
  COUNTED_ALREADY: { mayPassLater: false },
  NOT_COUNTED_ANYWAY: { mayPassLater: false },
} as const;
export type FinishCode = keyof typeof finishRefusals | Extract<VisitCode, 'VISIT_NOT_ON_FLOOR'>;

export interface FinishResult {
  readonly visit: VisitOnFloor;
  readonly counted: boolean;
  /** Whose customer it was, if a colleague assisted: to be told at once. */
  readonly briefStaffId: StaffId | null;
  readonly messages: readonly PendingMessage[];
  readonly registrationDue: boolean;
  /** The visitor who has waited longest, now that somebody is free. */
  readonly nextWaiting: VisitId | null;
}

const noCustomer: readonly VisitRow[] = ['unrelated', 'looking_for_person', 'solicitor', 'company_guest', 'peer'];

export function finishVisit(
  rules: DeskRuleValues,
  sheet: DeskSheet,
  input: { visitId: VisitId; explainedTo: StaffId | null },
  now: Instant,
  by: StaffId | null,
): Decision<DeskOutcome<FinishResult>, FinishCode> {
  const visit = sheet.visits[input.visitId];
  if (visit === undefined) return refuse('VISIT_NOT_ON_FLOOR', ['S4.01.a27']);
  const server = visit.serverId;
  if (server === null) return refuse('NOBODY_CALLED_YET', ['S4.01.a27']);
  const explained = visit.countsUntilExplained && input.explainedTo !== null;
  if (explained && (input.explainedTo === server || !isOnSite(sheet, input.explainedTo ?? ''))) {
    return refuse('EXPLAIN_TO_A_COLLEAGUE', ['S4.02.i09.other'], { staffId: input.explainedTo });
  }
  const ledger = new Ledger(sheet, now, by);
  const settled = explained
    ? giveBack(ledger, visit, { kind: 'turn_cancelled', clauses: ['S4.02.i09.other'], reason: 'explained' }, true)
    : visit;
  const clauses = ['S4.01.a27', 'S4.01.a28', 'S4.02.i06', ...(visit.onBehalfOf === null ? [] : ['S4.01.a23.brief'])];
  const unitId = settled.creditedTo?.unitId ?? visit.unitId;
  const toEnd = settled.turnUsed && rules.turnUsedAt === 'finish' && ledger.placeOf(unitId) !== null;
  ledger.write({
    kind: settled.turnUsed ? 'turn_used' : 'finished',
    unitId,
    staffId: server,
    visitId: visit.visitId,
    clauses,
    ...(toEnd ? { to: ledger.end } : {}),
    changes: [{ set: 'visit_gone', visitId: visit.visitId }],
  });
  const messages = handMessages(ledger, server);
  const waiting = Object.values(ledger.sheet.visits).filter(({ state }) => state === 'waiting');
  const [next] = waiting.toSorted((a, b) => a.number - b.number);
  return written(
    ledger,
    {
      visit: settled,
      counted: settled.creditedTo !== null,
      briefStaffId: visit.onBehalfOf,
      messages,
      registrationDue: visit.customerId === null && !noCustomer.includes(visit.row),
      nextWaiting: next?.visitId ?? null,
    },
    clauses,
  );
}

/** Messages taken for somebody are theirs as soon as they are no longer with a customer (a40). */
export function handMessages(ledger: Ledger, staffId: StaffId): readonly PendingMessage[] {
  const busy = Object.values(ledger.sheet.visits).some((visit) => visit.serverId === staffId);
  const mine = busy ? [] : ledger.sheet.messages.filter((message) => message.forStaffId === staffId);
  if (mine.length === 0) return [];
  const messages = ledger.sheet.messages.filter((message) => message.forStaffId !== staffId);
  const unitId = unitOf(ledger.sheet, staffId)?.id ?? null;
  const changes: Change[] = [{ set: 'sheet', value: { messages } }];
  ledger.write({ kind: 'message_given', unitId, staffId, clauses: ['S4.01.a40'], changes });
  return mine;
}

/** AMB.R07: what a reception really was shows at its end. A supervisor reverses a wrong count, and the turn with it, either way. */
export function reclassifyVisit(
  sheet: DeskSheet,
  input: { visit: VisitOnFloor; counts: boolean; reason: string },
  now: Instant,
  by: StaffId | null,
): Decision<DeskOutcome<{ visit: VisitOnFloor }>, FinishCode> {
  const { visit } = input;
  const clauses = ['S4.01.a29.peer', 'S4.01.a44', 'S4.01.a04.adjust', 'S4.02.i09.inquiry'];
  if (visit.serverId === null) return refuse('NOBODY_CALLED_YET', clauses);
  if (input.reason.trim() === '') return refuse('REASON_REQUIRED', clauses);
  const ledger = new Ledger(sheet, now, by);
  if (!input.counts) {
    if (visit.creditedTo === null) return refuse('NOT_COUNTED_ANYWAY', clauses);
    const cleared = giveBack(ledger, visit, { kind: 'turn_cancelled', clauses, reason: input.reason }, true);
    return written(ledger, { visit: cleared }, clauses);
  }
  if (visit.creditedTo !== null) return refuse('COUNTED_ALREADY', clauses, { staffId: visit.creditedTo.staffId });
  const unitId = unitOf(sheet, visit.serverId)?.id ?? null;
  const inLine = ledger.placeOf(unitId) !== null;
  const counted: VisitOnFloor = { ...visit, creditedTo: { unitId, staffId: visit.serverId }, turnUsed: inLine };
  const changes: Change[] = sheet.visits[visit.visitId] === undefined ? [] : [{ set: 'visit', value: counted }];
  if (visit.customerId !== null)
    changes.push({ set: 'counted_pair', pair: countedPair(visit.customerId, visit.serverId), present: true });
  const { visitId, serverId: staffId } = visit;
  const to = inLine ? { to: ledger.end } : {};
  ledger.write({ kind: 'counted', unitId, staffId, visitId, delta: 1, ...to, reason: input.reason, clauses, changes });
  return written(ledger, { visit: counted }, clauses);
}

/** The visitor has been registered, or recognised late: the visit is theirs, and so is its place among the counted ones. */
export function linkVisit(
  sheet: DeskSheet,
  input: { visit: VisitOnFloor; customerId: string },
  now: Instant,
  by: StaffId | null,
): Decision<DeskOutcome<{ visit: VisitOnFloor }>, FinishCode> {
  const linked: VisitOnFloor = { ...input.visit, customerId: input.customerId };
  const clauses = ['S4.01.a28', 'S0.02.rec.4', 'S4.02.i02.record'];
  const ledger = new Ledger(sheet, now, by);
  const changes: Change[] = sheet.visits[linked.visitId] === undefined ? [] : [{ set: 'visit', value: linked }];
  const credit = linked.creditedTo;
  if (credit !== null)
    changes.push({ set: 'counted_pair', pair: countedPair(input.customerId, credit.staffId), present: true });
  ledger.write({
    kind: 'linked',
    unitId: linked.unitId,
    staffId: linked.serverId,
    visitId: linked.visitId,
    clauses,
    changes,
  });
  return written(ledger, { visit: linked }, clauses);
}
