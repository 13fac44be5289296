/**
 * What a visit is: the first row of the decision tables that matches, in the adopted order of evaluation. Says who ought to serve,
 * whether it counts and whose customer it is; who really serves is found in receive.ts, from who is free.
 */
import { type Alternative, type ClauseId, type Refusal, refuse } from '../kernel/decision.ts';
import { type Instant, instantAt } from '../kernel/instant.ts';
import { canBeAskedFor, isOnSite } from './line.ts';
import type { DeskRuleValues } from './rules.ts';
import { countedPair } from './sheet.ts';
import type {
  DeskFacts,
  DeskHint,
  DeskSheet,
  OwnerConsequence,
  OwnerFacts,
  StaffId,
  VisitInput,
  VisitRow,
} from './types.ts';

export type Serve =
  | { readonly by: 'rotation' }
  /** The consultant on turn, without using the turn. */
  | { readonly by: 'head' }
  | { readonly by: 'last' }
  | { readonly by: 'staff'; readonly staffId: StaffId; readonly service: 'requested' | 'own' }
  | { readonly by: 'there'; readonly staffId: StaffId; readonly service: 'off_hours' | 'duty' | 'event' };

/** `ownerId` 'server' is whoever ends up serving. */
export type OwnerPlan = Omit<OwnerConsequence, 'ownerId'> & { readonly ownerId: StaffId | 'server' | null };

export interface Plan {
  readonly row: VisitRow;
  readonly serve: Serve;
  readonly counts: boolean;
  readonly countsUntilExplained: boolean;
  readonly owner: OwnerPlan;
  readonly clauses: readonly ClauseId[];
  readonly hints: readonly DeskHint[];
  readonly rejected: readonly Alternative[];
}

export type ClassifyCode = 'QUESTIONS_UNANSWERED' | 'SERVER_REQUIRED';
type Answer = Plan | Refusal<ClassifyCode> | null;

/** The visit as the rules see it once the record and the answers are put together. */
interface Case {
  readonly rules: DeskRuleValues;
  readonly sheet: DeskSheet;
  readonly facts: DeskFacts;
  readonly input: VisitInput;
  readonly now: Instant;
  readonly names: readonly StaffId[];
  readonly returning: boolean;
  readonly owner: OwnerFacts | null;
  readonly customerId: string | null;
}

const nobody: OwnerPlan = { kind: 'none', ownerId: null, previousOwnerId: null, closesPrevious: false, needs: null };
const newFor = (ownerId: StaffId | 'server', previous: OwnerFacts | null = null): OwnerPlan => ({
  kind: 'new',
  ownerId,
  previousOwnerId: previous?.staffId ?? null,
  closesPrevious: previous !== null,
  needs: null,
});
const keepFor = (ownerId: StaffId): OwnerPlan => ({ ...nobody, kind: 'keep', ownerId });
const passTo = (ownerId: StaffId | 'server', from: StaffId, needs: 'supervisor' | null): OwnerPlan => ({
  kind: 'transfer',
  ownerId,
  previousOwnerId: from,
  closesPrevious: true,
  needs,
});

type PlanDraft = Pick<Plan, 'row' | 'serve' | 'counts' | 'owner' | 'clauses'> & Partial<Plan>;
const plan = (draft: PlanDraft): Plan => ({ countsUntilExplained: false, hints: [], rejected: [], ...draft });

const byRotation: Serve = { by: 'rotation' };
const requested = (staffId: StaffId): Serve => ({ by: 'staff', staffId, service: 'requested' });
const own = (staffId: StaffId): Serve => ({ by: 'staff', staffId, service: 'own' });

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

/** Cases 2 and 4, E18 at the door: the earlier consultant is refused, with or without a complaint. */
function refusal({ rules, input, names, owner }: Case): Answer {
  const from = input.complainsAbout ?? input.refuses;
  if (from === null) return null;
  const asked = names.find((staffId) => staffId !== input.complainsAbout && staffId !== input.refuses);
  const complaint = input.complainsAbout !== null;
  const changed = complaint || owner?.staffId === from;
  return plan({
    row: complaint ? 'complaint' : 'change_demanded',
    serve: asked === undefined ? { by: 'head' } : requested(asked),
    counts: false,
    owner: changed
      ? passTo(asked ?? 'server', from, complaint || rules.changeNeedsSupervisor ? 'supervisor' : null)
      : newFor(asked ?? 'server'),
    clauses: complaint ? ['S0.02.own.34', 'S0.02.own.23'] : ['S0.02.own.32', 'S4.01.a16.change', 'S0.02.own.23'],
    hints: ['supervisor_informed'],
    rejected: [{ what: from, reason: 'refused_by_customer', clauses: ['S0.02.own.23'] }],
  });
}

/** Case 5: can name several, chooses none. */
function namesSeveral({ rules, sheet, facts, names, input, owner }: Case): Answer {
  const several =
    names.length > 1
      ? names
      : (input.receivedBy?.length ?? 0) > 1 && names.length === 0
        ? (input.receivedBy ?? [])
        : [];
  if (several.length < 2 || (rules.namesSeveral === 'owner' && owner?.live)) return null;
  const earliest = facts.customer?.registrations.find((registration) => registration.live)?.staffId ?? owner?.staffId;
  const present = several.find((staffId) => canBeAskedFor(sheet, staffId));
  return plan({
    row: 'names_several',
    serve: present === undefined ? { by: 'head' } : requested(present),
    counts: false,
    owner: earliest === undefined ? newFor('server') : keepFor(earliest),
    clauses: ['S0.02.own.35'],
    rejected: several
      .filter((staffId) => staffId !== present)
      .map((staffId) => ({
        what: staffId,
        reason: canBeAskedFor(sheet, staffId) ? 'named_later' : 'not_present',
        clauses: ['S0.02.own.35'],
      })),
  });
}

/** F06 to F08: whether a customer who has been here before counts for the one who serves them. */
function returningCounts({ rules, sheet, facts, customerId }: Case, staffId: StaffId): boolean {
  if (rules.returningCounts === 'never') return false;
  const standing = facts.customer?.standing ?? 'none';
  if (standing !== 'none' && standing !== 'registered') return false;
  const again = customerId !== null && sheet.countedPairs.includes(countedPair(customerId, staffId));
  return !(again && rules.sameDayCountsOnce);
}

const activeReferrer = ({ facts }: Case): StaffId | null => {
  const { referrer } = facts;
  return referrer !== null && referrer.standing !== 'none' && referrer.standing !== 'refunded'
    ? referrer.originalConsultantId
    : null;
};

/** Cases 10 and 11 fix the owner of a first visit before anybody else can: by introduction, then by family. */
const firstVisitOwner = (visit: Case, otherwise: StaffId | 'server'): OwnerPlan => {
  const introduced = visit.rules.referral === 'original' ? activeReferrer(visit) : null;
  const family =
    visit.rules.familyOwner === 'first_receptionist' ? (visit.facts.customer?.familyFirstReceivedBy ?? null) : null;
  const fixed = introduced ?? family;
  return fixed === null ? newFor(otherwise, visit.owner) : keepFor(fixed);
};

/** E05 to E07, E11, E12, E14, cases 1, 3, 6 and 8: the visitor asks for one person. */
function namesOne(visit: Case): Answer {
  const { rules, facts, names, owner, returning, input } = visit;
  const [named] = names;
  if (named === undefined) return null;
  const serve = requested(named);
  if (
    facts.customer?.standing === 'refunded' &&
    facts.customer.registrations.some(({ staffId }) => staffId === named)
  ) {
    return plan({
      row: 'refunded_named',
      serve,
      counts: false,
      owner: newFor(named, owner),
      clauses: ['S4.01.a13.refund', 'S4.01.a44'],
    });
  }
  if (activeReferrer(visit) === named && !returning) {
    const clauses = ['S4.01.a13.referralnamed', 'S4.01.a49.named', 'S0.02.own.310'];
    return plan({ row: 'referral_named', serve, counts: rules.namedReferralCounts, owner: newFor(named), clauses });
  }
  if (!returning || owner === null) {
    const clauses = [
      'S4.01.a11.keep',
      'S4.01.a12.handover',
      'S4.01.a42',
      'S0.02.rec.51',
      'S1.19.x.1',
      'S1.19.x.5',
      'S4.01.a39',
    ];
    return plan({
      row: 'named_first',
      serve,
      counts: rules.namedFirstVisitCounts,
      owner: firstVisitOwner(visit, named),
      clauses,
    });
  }
  if (named !== owner.staffId)
    return input.wantsDiscountOnly ? discountSeeker(visit, owner) : namesAnother(visit, named, owner);
  if (owner.live) {
    return plan({
      row: 'named_returning',
      serve,
      counts: returningCounts(visit, named),
      owner: keepFor(named),
      clauses: ['S4.01.a11.keep', 'S4.01.a12.handover', 'S4.01.a44', 'S0.02.own.31', 'S0.02.rec.52', 'S4.02.i08.count'],
    });
  }
  if (rules.lapsedNamed === 'rotation') return null;
  const clauses = ['S4.01.a12.handover', 'S4.01.a17.lapse', 'S4.01.a42'];
  const restart = { ...newFor(named, owner), closesPrevious: true };
  return plan({
    row: 'lapsed_named',
    serve,
    counts: rules.lapsedNamedCounts,
    owner: restart,
    clauses,
    hints: ['supervisor_informed'],
  });
}

const discountSeeker = (visit: Case, owner: OwnerFacts): Plan =>
  plan({
    row: 'discount_seeker',
    serve: own(owner.staffId),
    counts: false,
    owner: keepFor(owner.staffId),
    clauses: ['S0.02.own.36'],
    rejected: visit.names.map((what) => ({ what, reason: 'asked_for_discount_only', clauses: ['S0.02.own.36'] })),
  });

/** Case 8, E18 by analogy. A lapsed claim does not stand in the way of the person asked for. */
function namesAnother(visit: Case, named: StaffId, owner: OwnerFacts): Plan {
  const { rules } = visit;
  if (!owner.live) {
    const clauses = ['S4.01.a17.lapse', 'S4.01.a42', 'S0.02.own.38'];
    return plan({
      row: 'named_first',
      serve: requested(named),
      counts: rules.namedFirstVisitCounts,
      owner: newFor(named, owner),
      clauses,
    });
  }
  const owners: Record<typeof rules.namesAnother, OwnerPlan> = {
    transfer: passTo(named, owner.staffId, rules.changeNeedsSupervisor ? 'supervisor' : null),
    share: { kind: 'share', ownerId: named, previousOwnerId: owner.staffId, closesPrevious: false, needs: null },
    keep: keepFor(owner.staffId),
  };
  const clauses = ['S0.02.own.38', 'S4.01.a16.change', 'S4.01.a12.handover'];
  const hints: DeskHint[] = owners[rules.namesAnother].needs === 'supervisor' ? ['supervisor_informed'] : [];
  return plan({
    row: 'names_another',
    serve: requested(named),
    counts: false,
    owner: owners[rules.namesAnother],
    clauses,
    hints,
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
  if (rules.referral === 'original' && original !== null) {
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
  if (rules.familyOwner !== 'first_receptionist' || first === null) return null;
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

/** Puts record and answers together: whom they ask for, whether they are known, whose claim counts as live. */
function caseOf(rules: DeskRuleValues, sheet: DeskSheet, facts: DeskFacts, input: VisitInput, now: Instant): Case {
  const card = rules.cardDesignates && input.proof?.kind !== 'gift_voucher' ? (input.proof?.staffId ?? null) : null;
  const booked = input.appointment?.staffId ?? null;
  const designated = card ?? (input.names.length === 0 ? booked : null);
  const names = designated === null ? [...new Set(input.names)] : [designated];
  const said = input.receivedBy?.length === 1 ? (input.receivedBy[0] ?? null) : null;
  const recorded = facts.customer?.owner ?? null;
  const trusted = recorded === null && said !== null && rules.unrecordedPrior === 'trusted';
  const remembered = recorded !== null && (said === recorded.staffId || names.includes(recorded.staffId));
  const owner: OwnerFacts | null = trusted
    ? { staffId: said, live: true, protectedUntil: null }
    : recorded !== null && remembered && rules.lapsedReturning === 'first_receptionist'
      ? { ...recorded, live: true }
      : recorded;
  const known = facts.customer?.receivedBefore === true;
  const returning = known || trusted || (input.visitedBefore === true && (facts.customer !== null || input.forgotten));
  return { rules, sheet, facts, input, now, names, returning, owner, customerId: facts.customer?.customerId ?? null };
}

export function classify(
  rules: DeskRuleValues,
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
