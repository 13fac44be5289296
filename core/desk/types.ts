/**
 * The rotation sheet of one site on one day, and what happens on it. The sheet is one JSON value; every change to it is an entry
 * of the turn ledger, and the sheet is what the entries add up to.
 */
import type { ClauseId } from '../kernel/decision.ts';
import type { Instant, LocalDate, TimeOfDay } from '../kernel/instant.ts';

export type StaffId = string;
export type UnitId = string;
export type CustomerId = string;
export type VisitId = string;
export type CallId = string;

/** A person or a team in the rotation. A person is a team of one; `members` is the team's own inner order. */
export interface Unit {
  readonly id: UnitId;
  readonly members: readonly StaffId[];
}

/** One position of the line: a unit in its ordinary place, or a make-up turn granted to one of its members. */
export interface LineItem {
  readonly unitId: UnitId;
  readonly makeUpId: string | null;
}

export const presenceStatuses = [
  'on_floor',
  'not_arrived',
  'own_work',
  'with_leader',
  'errand_company',
  'errand_personal',
  'meal',
  'leave',
  'rest',
  'off_duty',
] as const;
export type PresenceStatus = (typeof presenceStatuses)[number];

export interface Presence {
  readonly status: PresenceStatus;
  readonly since: Instant;
  readonly note: string | null;
}

export type DealStanding = 'none' | 'registered' | 'intention_paid' | 'closed' | 'refunded';

/** waiting: nobody assigned yet; called: the server was named and told; serving: the server took the visitor. */
export type VisitState = 'waiting' | 'called' | 'serving' | 'finished' | 'left';

export const visitMoves = {
  waiting: ['called', 'left'],
  called: ['serving', 'waiting', 'finished', 'left'],
  serving: ['waiting', 'called', 'finished'],
  finished: [],
  left: [],
} as const satisfies Record<VisitState, readonly VisitState[]>;

/** What the visit is, in the order the rules look for it. The comment gives the rows of the decision tables. */
export const visitRows = [
  'event', // E34, R15, case 13
  'off_hours', // E25
  'duty_shift', // E26
  'unrelated', // E22, F02
  'looking_for_person', // E23
  'solicitor', // E23
  'company_guest', // E24
  'peer', // E21, F05
  'gift_guest', // R12
  'complaint', // case 4
  'change_demanded', // E18, case 2
  'names_several', // case 5
  'discount_seeker', // case 6
  'referral_named', // E12
  'refunded_named', // E14
  'named_first', // E05b, R2, R8, R9, R13
  'lapsed_named', // E11
  'names_another', // case 8
  'named_returning', // E05a, E06, E07, cases 1 and 3
  'recognised_own', // E16a
  'recognised_unowned', // E16b
  'refunded_as_new', // E15
  'direct_booking', // E27
  'own_returning', // E08, E09, E17, F06, F08, S
  'lapsed_as_new', // E10
  'forgotten', // case 7
  'returning_by_rotation', // M3, M6
  'referral_original', // case 10
  'referral_unnamed', // E13
  'family', // case 11
  'unstated', // E21
  'new_customer', // E01 to E04, E28, R1, R5, R6, F01
] as const;
export type VisitRow = (typeof visitRows)[number];

/** How the visit came to its server. */
export type Service =
  | 'rotation'
  | 'make_up'
  | 'parallel'
  | 'requested'
  | 'own'
  | 'assist'
  | 'stand_in'
  | 'last'
  | 'duty'
  | 'off_hours'
  | 'event'
  | 'off_duty_help'
  | 'override'
  | 'waiting';

export interface VisitOnFloor {
  readonly visitId: VisitId;
  /** Running number of the day, spoken at the desk. */
  readonly number: number;
  readonly customerId: CustomerId | null;
  readonly standing: DealStanding;
  readonly state: 'waiting' | 'called' | 'serving';
  readonly row: VisitRow;
  readonly service: Service;
  readonly serverId: StaffId | null;
  readonly unitId: UnitId | null;
  readonly helpers: readonly StaffId[];
  /** The consultant on whose behalf an assistant serves; they must be briefed afterwards. */
  readonly onBehalfOf: StaffId | null;
  /** The unit and person credited with the reception, if it counts. */
  readonly creditedTo: { readonly unitId: UnitId | null; readonly staffId: StaffId } | null;
  readonly turnUsed: boolean;
  /** F02: counts until the receiver has explained it to the second in line. */
  readonly countsUntilExplained: boolean;
  /** F10: while serving a closed customer, who stands in when the server's turn comes ("next": the next free one). */
  readonly standIn: StaffId | 'next' | null;
  readonly partySize: number;
  readonly arrivedAt: Instant;
  readonly calledAt: Instant | null;
  readonly startedAt: Instant | null;
}

export interface MakeUp {
  readonly id: string;
  readonly unitId: UnitId;
  readonly staffId: StaffId;
  readonly state: 'owed' | 'applied' | 'placed';
  readonly missedAt: Instant;
  readonly missedBecause: PresenceStatus | 'busy';
  /** Closings of the day it still survives; null: it does not expire. */
  readonly closingsLeft: number | null;
}

export interface EventScheme {
  readonly name: string;
  /** rotation: the sheet's order; first_registration: the recorded owner, else the list; named_list: the list in turn; manager: chosen each time. */
  readonly method: 'rotation' | 'first_registration' | 'named_list' | 'manager';
  readonly list: readonly StaffId[];
  readonly counts: boolean;
}

export interface PendingMessage {
  readonly callId: CallId;
  readonly forStaffId: StaffId;
  readonly takenBy: StaffId | null;
  readonly takenAt: Instant;
}

/** "I told the next one to move up": shifts responsibility for an empty first position only when it is recorded. */
export interface MoveUpNotice {
  readonly at: Instant;
  readonly from: StaffId;
  /** null: there was nobody left to tell but the supervisor. */
  readonly to: StaffId | null;
}

export interface DeskSheet {
  readonly siteId: string;
  readonly day: LocalDate;
  readonly timeZone: string;
  readonly status: 'planned' | 'open' | 'closed';
  readonly openedAt: Instant | null;
  /** The site's closing time, "HH:MM": from then on receptions are outside working hours. */
  readonly closesAt: TimeOfDay;
  readonly line: readonly LineItem[];
  readonly units: Readonly<Record<UnitId, Unit>>;
  readonly presence: Readonly<Record<StaffId, Presence>>;
  readonly unitCounts: Readonly<Record<UnitId, number>>;
  readonly staffCounts: Readonly<Record<StaffId, number>>;
  readonly visits: Readonly<Record<VisitId, VisitOnFloor>>;
  /** "customer staff" pairs counted today: the same pair does not count twice. */
  readonly countedPairs: readonly string[];
  readonly makeUps: Readonly<Record<string, MakeUp>>;
  readonly messages: readonly PendingMessage[];
  readonly notices: readonly MoveUpNotice[];
  readonly event: EventScheme | null;
  readonly duty: { readonly staffIds: readonly StaffId[]; readonly leaderId: StaffId | null } | null;
  /** Off-duty consultants a manager let receive today because the floor was overloaded. */
  readonly offDutyHelp: readonly StaffId[];
  readonly lastRotation: { readonly unitId: UnitId; readonly visitId: VisitId; readonly at: Instant } | null;
  readonly visitsNumbered: number;
  readonly lastSeq: number;
}

export const entryKinds = [
  'day_opened',
  'day_closed',
  'joined',
  'presence',
  'reception',
  'parallel',
  'requested',
  'own_customer',
  'assist',
  'stand_in',
  'not_a_customer',
  'off_hours',
  'duty',
  'event',
  'off_duty_help',
  'waiting',
  'credited',
  'skipped',
  'forfeited',
  'missed',
  'kept',
  'accepted',
  'passed',
  'finished',
  'turn_used',
  'turn_cancelled',
  'counted',
  'left',
  'handed_over',
  'changed',
  'helper',
  'stand_in_arranged',
  'make_up_applied',
  'make_up_placed',
  'make_up_refused',
  'make_up_used',
  'make_up_expired',
  'late',
  'adjusted',
  'swapped',
  'penalty',
  'override',
  'message',
  'message_given',
  'notice',
  'event_declared',
  'duty_declared',
  'off_duty_allowed',
  'linked',
] as const;
export type EntryKind = (typeof entryKinds)[number];

export type Change =
  | { readonly set: 'sheet'; readonly value: Partial<DeskSheet> }
  | { readonly set: 'unit'; readonly value: Unit }
  | { readonly set: 'presence'; readonly staffId: StaffId; readonly value: Presence }
  | { readonly set: 'visit'; readonly value: VisitOnFloor }
  | { readonly set: 'visit_gone'; readonly visitId: VisitId }
  | { readonly set: 'make_up'; readonly value: MakeUp }
  | { readonly set: 'make_up_gone'; readonly id: string }
  | { readonly set: 'counted_pair'; readonly pair: string; readonly present: boolean };

/** One line of the turn ledger. Places are counted from 1; `to` null means it left the line, `from` null that it entered it. */
export interface Entry {
  readonly seq: number;
  readonly at: Instant;
  readonly kind: EntryKind;
  readonly unitId: UnitId | null;
  readonly staffId: StaffId | null;
  readonly visitId: VisitId | null;
  readonly makeUpId: string | null;
  /** Change of the reception count of the unit and the person. */
  readonly delta: number;
  readonly from: number | null;
  readonly to: number | null;
  readonly clauses: readonly ClauseId[];
  readonly reason: string | null;
  readonly by: StaffId | null;
  readonly changes: readonly Change[];
}

/** What every accepted desk decision carries: its own result, the ledger entries, and the sheet they lead to. */
export interface DeskOutcome<Result> {
  readonly result: Result;
  readonly entries: readonly Entry[];
  readonly sheet: DeskSheet;
}

export interface OwnerFacts {
  readonly staffId: StaffId;
  /** Whether the claim protects its owner at the instant of the decision. */
  readonly live: boolean;
  readonly protectedUntil: Instant | null;
}

/** The record the visitor was recognised as. A household counts as one customer, so its record answers for every member. */
export interface CustomerFacts {
  readonly customerId: CustomerId;
  readonly standing: DealStanding;
  readonly receivedBefore: boolean;
  readonly owner: OwnerFacts | null;
  /** Everybody with a registration, oldest first, for customers who can name several. */
  readonly registrations: readonly { readonly staffId: StaffId; readonly live: boolean }[];
  /** Who received the first member of the family, when this one is new. */
  readonly familyFirstReceivedBy: StaffId | null;
}

export interface ReferrerFacts {
  readonly customerId: CustomerId;
  readonly standing: DealStanding;
  readonly originalConsultantId: StaffId | null;
}

export interface DeskFacts {
  readonly customer: CustomerFacts | null;
  readonly referrer: ReferrerFacts | null;
  readonly workload: Readonly<
    Record<StaffId, { readonly overdueFollowUps: number; readonly unfinishedRegistrations: number }>
  >;
}

export const visitPurposes = [
  'buying',
  'not_stated',
  'peer',
  'unrelated',
  'looking_for_person',
  'solicitor',
  'company_guest',
  'direct_booking',
] as const;
export type VisitPurpose = (typeof visitPurposes)[number];

/** What the desk learned at the door. */
export interface VisitInput {
  readonly visitId: VisitId;
  readonly purpose: VisitPurpose;
  readonly partySize: number;
  /** Parties that agreed to come together; they are one group. */
  readonly parties: number;
  /** The two questions that must be asked. null: not asked yet. `receivedBy` empty with `forgotten` true: cannot recall. */
  readonly visitedBefore: boolean | null;
  readonly receivedBy: readonly StaffId[] | null;
  readonly forgotten: boolean;
  /** Whom the visitor asks for, in the order said. */
  readonly names: readonly StaffId[];
  readonly refuses: StaffId | null;
  readonly complainsAbout: StaffId | null;
  readonly wantsDiscountOnly: boolean;
  readonly recognisedBy: StaffId | null;
  readonly proof: {
    readonly kind: 'trial_voucher' | 'name_card' | 'gift_voucher';
    readonly staffId: StaffId | null;
  } | null;
  readonly appointment: { readonly staffId: StaffId; readonly leaderInformed: boolean } | null;
  /** The colleague chosen by the busy owner to look after the visitor. */
  readonly entrustedTo: StaffId | null;
  /** Off hours and manager's schemes: who takes the visitor. */
  readonly servedBy: StaffId | null;
}

/** What becomes of the tie between customer and consultant. `needs`: who must confirm before it takes effect. */
export interface OwnerConsequence {
  readonly kind: 'none' | 'keep' | 'new' | 'transfer' | 'share';
  readonly ownerId: StaffId | null;
  readonly previousOwnerId: StaffId | null;
  /** The earlier claim is over (lapsed, refunded). */
  readonly closesPrevious: boolean;
  readonly needs: 'supervisor' | null;
}

export type DeskHint =
  | 'helpers_suggested'
  | 'ask_for_record'
  | 'supervisor_informed'
  | 'explain_to_second'
  | 'brief_owner'
  | 'nobody_free';

export interface ReceiveResult {
  readonly visit: VisitOnFloor;
  readonly counted: boolean;
  readonly owner: OwnerConsequence;
  readonly hints: readonly DeskHint[];
}
