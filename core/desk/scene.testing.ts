/** A floor for the tests: people A, B, C … in a line, one day, and short ways of saying what happens. */
import { expect } from 'vitest';
import type { Decision } from '../kernel/decision.ts';
import { addMinutes, type Instant } from '../kernel/instant.ts';
import { defaultsOf } from '../kernel/parameters.ts';
import { acceptTurn } from './during.ts';
import { finishVisit } from './finish.ts';
import { type OpenDayInput, openDay } from './order.ts';
import { setPresence } from './presence.ts';
import { receiveVisit } from './receive.ts';
import { DeskRules, type VisitRules } from './rules.ts';
import { replay } from './sheet.ts';
import type {
  CustomerFacts,
  DeskFacts,
  DeskOutcome,
  DeskSheet,
  Entry,
  PresenceStatus,
  ReceiveResult,
  VisitInput,
} from './types.ts';

export const salesOffice: VisitRules = {
  ...defaultsOf(DeskRules),
  referralOwner: 'named_only',
  familyOwner: 'separate',
}; // 004-1
export const fourPositions: VisitRules = {
  ...salesOffice, // 004-2
  peerVisit: 'last_not_counted',
  unrelatedVisit: 'first_explained',
  returningCounts: 'once_a_day_until_paid',
  makeUp: 'on_application',
  callAnswerer: 'third',
  standInWhileServingClosed: true,
  turnUsedAt: 'finish',
};
export const showroom: VisitRules = {
  ...salesOffice, // 000-2
  makeUp: 'automatic_on_return',
  makeUpExpires: false,
  namedFirstVisitCounts: false,
  referralOwner: 'original_receiver',
  namedReferralCounts: false,
  lapsedReturning: 'first_receptionist',
  unrecordedPrior: 'trusted',
  forgotten: 'counts_as_turn',
  namesSeveral: 'first_present',
  namesAnother: 'share',
  changeNeedsSupervisor: false,
  refundedNamedOnly: false,
  familyOwner: 'first_receiver',
  recognisedAtDoor: 'no_priority',
  ownerBusy: 'head',
};
export const club: VisitRules = {
  ...salesOffice, // 001-19
  makeUp: 'none',
  namedFirstVisitCounts: false,
  returning: 'rotation',
  cardDesignates: true,
  whenNobodyFree: 'wait',
  awayOnErrand: 'forfeit',
  offDutyReception: 'by_notified_appointment',
};

export const noFacts: DeskFacts = { customer: null, referrer: null, workload: {} };
export const nine: Instant = '2024-03-04T01:00:00.000Z'; // 09:00 in Shanghai

const buying: VisitInput = {
  visitId: '',
  purpose: 'buying',
  partySize: 2,
  parties: 1,
  visitedBefore: false,
  receivedBy: null,
  forgotten: false,
  names: [],
  refuses: null,
  complainsAbout: null,
  wantsDiscountOnly: false,
  recognisedBy: null,
  proof: null,
  appointment: null,
  entrustedTo: null,
  servedBy: null,
};
export const visitInput = (visitId: string, said: Partial<VisitInput> = {}): VisitInput => ({
  ...buying,
  visitId,
  ...said,
});

export const record = (over: Partial<CustomerFacts> = {}): CustomerFacts => ({
  customerId: 'k1',
  standing: 'registered',
  receivedBefore: true,
  owner: null,
  registrations: [],
  familyFirstReceivedBy: null,
  ...over,
});
export const ownedBy = (staffId: string, live = true, over: Partial<CustomerFacts> = {}): CustomerFacts =>
  record({
    owner: { staffId, live, protectedUntil: live ? '2024-05-01T16:00:00.000Z' : '2024-02-01T16:00:00.000Z' },
    registrations: [{ staffId, live }],
    ...over,
  });

export function outcomeOf<Result>(decision: Decision<DeskOutcome<Result>>): DeskOutcome<Result> {
  if (!decision.accepted) throw new Error(`Refused: ${decision.code} ${JSON.stringify(decision.detail)}`);
  return decision.outcome;
}

/** One day's floor. Keeps every entry and checks after each step that replaying them gives the sheet. */
export class Floor {
  sheet: DeskSheet;
  now: Instant;
  readonly rules: VisitRules;
  readonly entries: Entry[] = [];
  readonly start: DeskSheet;

  constructor(rules: VisitRules, people: string, over: Partial<OpenDayInput> = {}, at: Instant = nine) {
    this.rules = rules;
    this.now = at;
    const units = [...people].map((name) => ({ id: `u${name}`, members: [name] }));
    const input: OpenDayInput = {
      siteId: 's1',
      day: '2024-03-04',
      timeZone: 'Asia/Shanghai',
      closesAt: '18:00',
      units,
      dutyList: [],
      checkIns: {},
      receptions: {},
      presence: {},
      ...over,
    };
    this.sheet = outcomeOf(openDay(rules, null, null, input, at, 'boss')).sheet;
    this.start = this.sheet;
  }

  take<Result>(decision: Decision<DeskOutcome<Result>>): Result {
    const { entries, sheet, result } = outcomeOf(decision);
    this.entries.push(...entries);
    this.sheet = sheet;
    expect(replay(this.start, this.entries)).toEqual(sheet);
    return result;
  }

  receive(visitId: string, said: Partial<VisitInput> = {}, facts: Partial<DeskFacts> = {}): ReceiveResult {
    return this.take(
      receiveVisit(this.rules, this.sheet, { ...noFacts, ...facts }, visitInput(visitId, said), this.now, null),
    );
  }

  /** Who takes the next new customer. */
  next(visitId: string): string | null {
    return this.receive(visitId).visit.serverId;
  }

  /** Received and seen out again at once. */
  serve(visitId: string, said: Partial<VisitInput> = {}): ReceiveResult {
    const received = this.receive(visitId, said);
    this.finish(visitId);
    return received;
  }

  begin(visitId: string): void {
    const staffId = this.sheet.visits[visitId]?.serverId ?? '';
    this.take(acceptTurn(this.sheet, { visitId, staffId }, this.now));
  }

  finish(visitId: string, explainedTo: string | null = null) {
    return this.take(finishVisit(this.rules, this.sheet, { visitId, explainedTo }, this.now, null));
  }

  status(staffId: string, status: PresenceStatus) {
    return this.take(setPresence(this.rules, this.sheet, { staffId, status, note: null }, this.now, staffId));
  }

  pass(minutes: number): void {
    this.now = addMinutes(this.now, minutes);
  }

  /** The line as letters, a make-up turn with a plus: "A+ B C". */
  get line(): string {
    return this.sheet.line.map((item) => item.unitId.slice(1) + (item.makeUpId === null ? '' : '+')).join(' ');
  }

  count(person: string): number {
    return this.sheet.staffCounts[person] ?? 0;
  }

  kinds(visitId: string): string[] {
    return this.entries
      .filter((entry) => entry.visitId === visitId)
      .map((entry) => `${entry.kind} ${entry.staffId ?? '-'}`);
  }
}
