/**
 * What a visit is: the first row of the decision tables that matches, in the adopted order of evaluation. Says who ought to serve,
 * whether it counts and whose customer it is; who really serves is found in receive.ts, from who is free.
 */
import { type Alternative, type Refusal, refuse } from '../kernel/decision.ts';
import { type Instant, instantAt } from '../kernel/instant.ts';
import {
  type Answer,
  activeReferrer,
  byRotation,
  type Case,
  type ClassifyCode,
  caseOf,
  keepFor,
  newFor,
  nobody,
  own,
  type Plan,
  passTo,
  plan,
  requested,
  returningCounts,
  type Serve,
} from './case.ts';
import { canBeAskedFor, isOnSite } from './line.ts';
import { namesOne, namesSeveral, refusal } from './names.ts';
import type { VisitRules } from './rules.ts';
import type { DeskFacts, DeskSheet, StaffId, VisitInput } from './types.ts';

/** Case 13, E34: during a declared event the manager's scheme replaces the sheet. */
function eventScheme({ sheet, input, owner }: Case): Answer {
  const { event } = sheet;
  if (event === null || event.method === 'rotation') return null;
  const clauses = ['S4.01.a05', 'S0.02.own.313'];
  const draft = { row: 'event', counts: event.counts, clauses } as const;
  const there = (staffId: StaffId): Serve => ({ by: 'there', staffId, service: 'event' });
  if (event.method === 'first_registration' && owner?.live) {
    return plan({ ...draft, serve: own(owner.staffId), owner: keepFor(owner.staffId) });
  }
  if (event.method === 'manager') {
    if (input.servedBy === null) return refuse('SERVER_REQUIRED', clauses);
    return plan({ ...draft, serve: there(input.servedBy), owner: newFor('server') });
  }
  const next = event.list.find((staffId) => canBeAskedFor(sheet, staffId)) ?? event.list[0];
  return plan({ ...draft, serve: next === undefined ? byRotation : there(next), owner: newFor('server') });
}

/**
 * Opening the day starts working hours even before the usual time; the closing time ends them, unless the day was only opened
 * after it.
 */
export function isOffHours(sheet: DeskSheet, now: Instant): boolean {
  if (sheet.status !== 'open' || sheet.openedAt === null) return true;
  const closing = instantAt(sheet.day, sheet.closesAt, sheet.timeZone);
  return now >= closing && sheet.openedAt < closing;
}

/** E25, E26: whoever is there, or the duty person; the live owner stays the owner. */
function outsideRotation({ rules, sheet, input, owner, now }: Case): Answer {
  const off = isOffHours(sheet, now);
  if (!off && sheet.duty === null) return null;
  const clauses = off ? ['S4.01.a43'] : ['S4.01.a48'];
  const candidates = off ? Object.keys(sheet.presence) : (sheet.duty?.staffIds ?? []);
  const staffId =
    input.servedBy ??
    candidates.find((candidate) => canBeAskedFor(sheet, candidate)) ??
    candidates.find((candidate) => isOnSite(sheet, candidate)) ??
    null;
  if (staffId === null) return refuse('SERVER_REQUIRED', clauses);
  return plan({
    row: off ? 'off_hours' : 'duty_shift',
    serve: { by: 'there', staffId, service: off ? 'off_hours' : 'duty' },
    counts: off ? rules.offHoursCount : rules.dutyShiftCounts,
    owner: owner?.live ? keepFor(owner.staffId) : newFor('server', owner),
    clauses,
  });
}

/** E22 to E24, F02: people who are not customers. */
function notCustomers({ rules, input }: Case): Answer {
  const draft = { counts: false, owner: nobody, serve: { by: rules.nonCustomerServer } } as const;
  switch (input.purpose) {
    case 'unrelated':
      if (rules.unrelatedVisit === 'last') {
        return plan({ ...draft, row: 'unrelated', serve: { by: 'last' }, clauses: ['S4.01.a29.unrelated'] });
      }
      return plan({
        ...draft,
        row: 'unrelated',
        serve: byRotation,
        counts: true,
        countsUntilExplained: true,
        clauses: ['S4.02.i09.other'],
        hints: ['explain_to_second'],
      });
    case 'looking_for_person':
      return plan({ ...draft, row: 'looking_for_person', clauses: ['S4.01.a44'] });
    case 'solicitor':
      return plan({ ...draft, row: 'solicitor', clauses: ['S4.01.a44'] });
    case 'company_guest':
      return plan({ ...draft, row: 'company_guest', counts: rules.companyGuestCounts, clauses: ['S4.01.a45'] });
    default:
      return null;
  }
}

/** The two questions that must be asked before anybody can be assigned. A known competitor is no customer to ask, and who asks for a consultant has answered. */
function mandatoryQuestions({ input, names }: Case): Answer {
  if (input.purpose === 'peer') return null;
  const receiverKnown =
    input.visitedBefore === false || input.receivedBy !== null || input.forgotten || names.length > 0;
  if (input.visitedBefore !== null && receiverKnown) return null;
  return refuse('QUESTIONS_UNANSWERED', ['S4.01.a12.ask', 'S0.02.rec.5'], {
    visitedBefore: input.visitedBefore !== null,
    receivedBy: receiverKnown,
  });
}

function giftGuest({ rules, input }: Case): Answer {
  if (!rules.giftVoucherIsNewGuest || input.proof?.kind !== 'gift_voucher') return null;
  return plan({
    row: 'gift_guest',
    serve: byRotation,
    counts: true,
    owner: newFor('server'),
    clauses: ['S1.19.x.4', 'S1.19.x.5'],
  });
}

/** E16, R3: somebody of the rotation recognised the visitor at the door. */
function atTheDoor(visit: Case): Answer {
  const { rules, sheet, input, owner } = visit;
  const who = input.recognisedBy;
  if (who === null || rules.recognisedAtDoor === 'no_priority' || !canBeAskedFor(sheet, who)) return null;
  if (owner?.live) {
    if (owner.staffId !== who) return null;
    const clauses = ['S4.01.a14', 'S4.01.a44'];
    return plan({
      row: 'recognised_own',
      serve: own(who),
      counts: returningCounts(visit, who),
      owner: keepFor(who),
      clauses,
    });
  }
  if (rules.recognisedAtDoor === 'own_only') return null;
  const clauses = ['S4.01.a14', 'S4.01.a42'];
  return plan({ row: 'recognised_unowned', serve: requested(who), counts: true, owner: newFor(who, owner), clauses });
}

/** E08 to E10, E15, E27, F06, F08, cases 1, 3 and 7: known to the house, asks for nobody. */
function returningCustomer(visit: Case): Answer {
  const { rules, facts, input, owner, returning } = visit;
  if (!returning) return null;
  if (facts.customer?.standing === 'refunded' && rules.refundedNamedOnly) {
    const clauses = ['S4.01.a13.refund'];
    return plan({ row: 'refunded_as_new', serve: byRotation, counts: true, owner: newFor('server', owner), clauses });
  }
  if (rules.returning === 'rotation') {
    const clauses = ['S1.19.x.3', 'S1.19.x.5'];
    const kept = owner?.live ? keepFor(owner.staffId) : newFor('server', owner);
    return plan({ row: 'returning_by_rotation', serve: byRotation, counts: true, owner: kept, clauses });
  }
  if (input.forgotten && rules.forgotten === 'counts_as_turn') {
    const clauses = ['S0.02.own.37', 'S0.02.own.37b'];
    const match = owner?.live ? passTo('server', owner.staffId, 'supervisor') : newFor('server', owner);
    return plan({
      row: 'forgotten',
      serve: byRotation,
      counts: true,
      owner: match,
      clauses,
      hints: ['ask_for_record'],
    });
  }
  if (owner?.live) {
    const direct = input.purpose === 'direct_booking';
    return plan({
      row: direct ? 'direct_booking' : 'own_returning',
      serve: own(owner.staffId),
      counts: !direct && returningCounts(visit, owner.staffId),
      owner: keepFor(owner.staffId),
      clauses: direct
        ? ['S4.01.a47']
        : ['S4.01.a17.first', 'S4.01.a44', 'S0.02.rec.52', 'S0.02.own.31', 'S4.02.i08.count'],
    });
  }
  if (facts.customer === null) return null;
  const clauses = ['S4.01.a17.lapse', 'S4.01.a42'];
  return plan({ row: 'lapsed_as_new', serve: byRotation, counts: true, owner: newFor('server', owner), clauses });
}

/** E13, case 10. */
function referral(visit: Case): Answer {
  const { rules, facts } = visit;
  if (facts.referrer === null) return null;
  const original = activeReferrer(visit);
  if (rules.referralOwner === 'original_receiver' && original !== null) {
    const clauses = ['S0.02.own.310'];
    return plan({
      row: 'referral_original',
      serve: own(original),
      counts: rules.namedReferralCounts,
      owner: keepFor(original),
      clauses,
    });
  }
  const clauses = ['S4.01.a13.referralunnamed', 'S4.01.a49.unnamed'];
  return plan({ row: 'referral_unnamed', serve: byRotation, counts: true, owner: newFor('server'), clauses });
}

/** Case 11. */
function family({ rules, facts }: Case): Answer {
  const first = facts.customer?.familyFirstReceivedBy ?? null;
  if (rules.familyOwner !== 'first_receiver' || first === null) return null;
  return plan({ row: 'family', serve: own(first), counts: false, owner: keepFor(first), clauses: ['S0.02.own.311'] });
}

/** E21, F05. A confirmed competitor becomes nobody's customer. */
function peerOrUnstated({ rules, input, owner }: Case): Answer {
  if (input.purpose !== 'peer' && input.purpose !== 'not_stated') return null;
  const peer = input.purpose === 'peer';
  const last = (peer ? rules.peerVisit : rules.unstatedVisit) === 'last_not_counted';
  return plan({
    row: peer ? 'peer' : 'unstated',
    serve: last ? { by: 'last' } : byRotation,
    counts: !last,
    owner: peer ? nobody : newFor('server', owner),
    clauses: peer ? ['S4.01.a29.peer', 'S4.02.i07.peer'] : ['S4.01.a29.peer', 'S4.01.a29.all'],
  });
}

/** E01 to E04, E28, R1, F01. */
function newCustomer({ rules, input, owner }: Case): Answer {
  const acquaintance: readonly Alternative[] =
    input.recognisedBy !== null && rules.recognisedAtDoor === 'no_priority'
      ? [{ what: input.recognisedBy, reason: 'acquaintance_gives_no_priority', clauses: ['S0.02.rec.51b'] }]
      : [];
  return plan({
    row: 'new_customer',
    serve: byRotation,
    counts: true,
    owner: newFor('server', owner),
    clauses: ['S4.01.a06.order', 'S4.01.a42', 'S0.02.rec.1', 'S0.02.rec.4', 'S4.02.i09.inquiry', 'S1.19.x.5'],
    hints: input.visitedBefore === true ? ['ask_for_record'] : [],
    rejected: acquaintance,
  });
}

const steps: readonly ((visit: Case) => Answer)[] = [
  eventScheme,
  outsideRotation,
  notCustomers,
  mandatoryQuestions,
  giftGuest,
  refusal,
  namesSeveral,
  namesOne,
  atTheDoor,
  returningCustomer,
  referral,
  family,
  peerOrUnstated,
  newCustomer,
];

export function classify(
  rules: VisitRules,
  sheet: DeskSheet,
  facts: DeskFacts,
  input: VisitInput,
  now: Instant,
): Plan | Refusal<ClassifyCode> {
  const visit = caseOf(rules, sheet, facts, input, now);
  for (const step of steps) {
    const answer = step(visit);
    if (answer !== null) return answer;
  }
  throw new Error('Every visit is at least a new customer.');
}
