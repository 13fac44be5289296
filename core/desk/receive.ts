/** A visitor is at the door: who serves, whether the turn is used, whose customer it becomes, and what the ledger says about it. */
import { type Accepted, type Alternative, accept, type ClauseId, type Decision, refuse } from '../kernel/decision.ts';
import type { Instant } from '../kernel/instant.ts';
import { assign, type Scene } from './assign.ts';
import type { Plan } from './case.ts';
import { classify } from './classify.ts';
import { alternativesOf } from './line.ts';
import { visitOf, writeReception } from './reception.ts';
import type { VisitRules } from './rules.ts';
import { Ledger, unitOf } from './sheet.ts';
import type {
  DeskFacts,
  DeskHint,
  DeskOutcome,
  DeskSheet,
  OwnerConsequence,
  ReceiveResult,
  StaffId,
  VisitInput,
  VisitOnFloor,
} from './types.ts';

export const receiveVisitRefusals = {
  VISIT_ALREADY_RECEIVED: { mayPassLater: false },
  PERSON_UNKNOWN_HERE: { mayPassLater: false },
  QUESTIONS_UNANSWERED: { mayPassLater: true },
  SERVER_REQUIRED: { mayPassLater: true },
} as const;
export type ReceiveVisitCode = keyof typeof receiveVisitRefusals;
/** Whoever stands in for somebody's turn (F10) wins the customer for them. */
const ownerFor = (plan: Plan, visit: VisitOnFloor): OwnerConsequence => {
  const server = visit.service === 'stand_in' ? visit.onBehalfOf : visit.serverId;
  return { ...plan.owner, ownerId: plan.owner.ownerId === 'server' ? server : plan.owner.ownerId };
};

/** Names people the sheet has never heard of: neither in the line nor with a presence here today. */
function strangerAmong(sheet: DeskSheet, input: VisitInput): StaffId | null {
  const people = [input.servedBy, input.entrustedTo, input.recognisedBy].filter((staffId) => staffId !== null);
  return people.find((staffId) => sheet.presence[staffId] === undefined && unitOf(sheet, staffId) === null) ?? null;
}

export function receiveVisit(
  rules: VisitRules,
  sheet: DeskSheet,
  facts: DeskFacts,
  input: VisitInput,
  now: Instant,
  by: StaffId | null,
  excluded: ReadonlySet<StaffId> = new Set(),
): Decision<DeskOutcome<ReceiveResult>, ReceiveVisitCode> {
  const there = sheet.visits[input.visitId];
  if (there !== undefined && there.state !== 'waiting') {
    return refuse('VISIT_ALREADY_RECEIVED', ['S4.01.a10.single'], { staffId: there.serverId, number: there.number });
  }
  const stranger = sheet.status === 'planned' ? null : strangerAmong(sheet, input);
  if (stranger !== null) return refuse('PERSON_UNKNOWN_HERE', ['S4.01.a03.sheet'], { staffId: stranger });
  const plan = classify(rules, sheet, facts, input, now);
  if ('accepted' in plan) return plan;
  // Whom the customer will not see, and who handed them on, do not come into question.
  const barred = new Set([...excluded, input.refuses, input.complainsAbout].filter((staffId) => staffId !== null));
  return carryOut({ rules, sheet, facts, input, excluded: barred }, plan, new Ledger(sheet, now, by));
}

function carryOut(scene: Scene, plan: Plan, ledger: Ledger): Accepted<DeskOutcome<ReceiveResult>> {
  const assignment = assign(scene, plan);
  const visit = visitOf(scene, plan, assignment, ledger.now);
  writeReception(ledger, scene.rules, plan, assignment, visit);
  const hints = new Set<DeskHint>([...plan.hints, ...assignment.hints]);
  if (visit.partySize > scene.rules.largePartySize) hints.add('helpers_suggested');
  const joint: ClauseId[] = scene.input.parties > 1 ? ['S4.01.a50'] : [];
  const rejected: Alternative[] = [...plan.rejected, ...alternativesOf(assignment.passed)];
  return accept(
    {
      result: { visit, counted: visit.creditedTo !== null, owner: ownerFor(plan, visit), hints: [...hints] },
      entries: ledger.entries,
      sheet: ledger.sheet,
    },
    [...new Set([...plan.clauses, ...assignment.clauses, ...joint])],
    rejected,
  );
}
