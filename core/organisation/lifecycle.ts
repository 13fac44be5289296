/** From the first day to the last: probation and mentor, leave, transfer, leaving, and when customers must find a new hand. */
import type { Decision } from '../kernel/decision.ts';
import { accept, refuse } from '../kernel/decision.ts';
import type { LocalDate } from '../kernel/instant.ts';
import { addMonths, daysBetween } from '../kernel/instant.ts';
import type { OrganisationRuleValues, staffChangeNames } from './rules.ts';

export const staffStates = ['active', 'on_leave', 'left'] as const;
export type StaffState = (typeof staffStates)[number];
export type StaffChangeName = (typeof staffChangeNames)[number];

/** `left` is not the end: people come back, with a new account and without their old customers. */
export const staffMoves = {
  active: ['on_leave', 'left'],
  on_leave: ['active', 'left'],
  left: ['active'],
} satisfies Record<StaffState, readonly StaffState[]>;

export type StaffChange =
  | { readonly kind: 'transfer'; readonly siteChanges: boolean; readonly teamChanges: boolean }
  | { readonly kind: 'leave'; readonly from: LocalDate; readonly until: LocalDate | null }
  | { readonly kind: 'return' }
  | { readonly kind: 'leaving' }
  | { readonly kind: 'rehire' };

export interface ChangeOutcome {
  readonly state: StaffState;
  /** Which kind of change asks for the customers to be handed over; null when they stay. */
  readonly handoverAfter: StaffChangeName | null;
  /** Sessions and tokens end with this change. */
  readonly endsAccess: boolean;
}
export type ChangeRefusal =
  | 'HAS_LEFT'
  | 'HAS_NOT_LEFT'
  | 'ALREADY_ON_LEAVE'
  | 'NOT_ON_LEAVE'
  | 'NOTHING_CHANGES'
  | 'LEAVE_ENDS_BEFORE_IT_STARTS';

const TAKEOVER = ['S2.03.a6'];

/** From how many days a leave is long is said with the handover of customers, which it is for. */
export type ChangeRules = Pick<OrganisationRuleValues, 'handoverAfter'> & { readonly longLeaveDays: number };

/** A long leave is one of at least the house's days, or one without an end. */
export const isLongLeave = (
  rules: Pick<ChangeRules, 'longLeaveDays'>,
  from: LocalDate,
  until: LocalDate | null,
): boolean => until === null || daysBetween(from, until) + 1 >= rules.longLeaveDays;

export function decideStaffChange(
  rules: ChangeRules,
  state: StaffState,
  change: StaffChange,
): Decision<ChangeOutcome, ChangeRefusal> {
  const needs = (name: StaffChangeName): StaffChangeName | null =>
    rules.handoverAfter[name]?.handover === 1 ? name : null;
  if (change.kind === 'rehire')
    return state === 'left'
      ? accept({ state: 'active', handoverAfter: null, endsAccess: false }, [])
      : refuse('HAS_NOT_LEFT', []);
  if (state === 'left') return refuse('HAS_LEFT', []);
  switch (change.kind) {
    case 'transfer': {
      if (!change.siteChanges && !change.teamChanges) return refuse('NOTHING_CHANGES', []);
      return accept(
        { state, handoverAfter: needs(change.siteChanges ? 'siteTransfer' : 'teamTransfer'), endsAccess: false },
        TAKEOVER,
      );
    }
    case 'leave': {
      if (state === 'on_leave') return refuse('ALREADY_ON_LEAVE', []);
      if (change.until !== null && change.until < change.from)
        return refuse('LEAVE_ENDS_BEFORE_IT_STARTS', [], { field: 'until' });
      const isLong = isLongLeave(rules, change.from, change.until);
      return accept(
        { state: 'on_leave', handoverAfter: isLong ? needs('longLeave') : null, endsAccess: false },
        isLong ? TAKEOVER : [],
      );
    }
    case 'return':
      if (state !== 'on_leave') return refuse('NOT_ON_LEAVE', []);
      return accept({ state: 'active', handoverAfter: null, endsAccess: false }, []);
    case 'leaving':
      return accept({ state: 'left', handoverAfter: needs('leaving'), endsAccess: true }, TAKEOVER);
  }
}

// ── probation ──

export const probationUntil = (
  rules: Pick<OrganisationRuleValues, 'probationMonths'>,
  hiredOn: LocalDate,
): LocalDate | null => (rules.probationMonths === 0 ? null : addMonths(hiredOn, rules.probationMonths));

const PROBATION = ['S0.08.a.1', 'S2.15.c1.01'];

const APPLICATION = 'S0.08.a.1b';

export interface ConfirmationFacts {
  readonly probationUntil: LocalDate | null;
  readonly unitsSold: number;
  /** Asked for on the form, and signed. */
  readonly byApplication?: boolean;
}
export type ConfirmationRefusal = 'NOT_ON_PROBATION' | 'APPLICATION_NEEDED' | 'TOO_FEW_UNITS';

/** Confirmation is signed by the manager once the units are sold; it need not wait for the last day. */
export function decideConfirmation(
  rules: Pick<OrganisationRuleValues, 'confirmationUnits' | 'confirmationBy'>,
  facts: ConfirmationFacts,
): Decision<{ confirmed: true }, ConfirmationRefusal> {
  if (facts.probationUntil === null) return refuse('NOT_ON_PROBATION', PROBATION);
  if (rules.confirmationBy === 'application' && facts.byApplication !== true)
    return refuse('APPLICATION_NEEDED', [APPLICATION]);
  if (facts.unitsSold < rules.confirmationUnits)
    return refuse('TOO_FEW_UNITS', PROBATION, { sold: facts.unitsSold, needed: rules.confirmationUnits });
  return accept({ confirmed: true }, [...PROBATION, APPLICATION]);
}

/** What happens on the day after the last day of a probation that was not confirmed. */
export const decideProbationEnd = (
  rules: Pick<OrganisationRuleValues, 'confirmationUnits' | 'probationFailure'>,
  facts: { readonly unitsSold: number },
): Decision<{ next: 'may_be_confirmed' | 'leaves' | 'manager_decides' }, never> => {
  if (facts.unitsSold >= rules.confirmationUnits) return accept({ next: 'may_be_confirmed' }, PROBATION);
  return accept({ next: rules.probationFailure === 'leaves' ? 'leaves' : 'manager_decides' }, [
    'S0.08.a.1c',
    'S2.15.c1.01',
  ]);
};

export interface MentorFacts {
  readonly personId: string;
  readonly onProbation: boolean;
  readonly mentor: { readonly id: string; readonly state: StaffState; readonly onProbation: boolean } | null;
}
export type MentorRefusal = 'MENTOR_MISSING' | 'MENTOR_IS_SELF' | 'MENTOR_NOT_WORKING' | 'MENTOR_ON_PROBATION';

export function decideMentor(
  rules: Pick<OrganisationRuleValues, 'mentorRequired'>,
  facts: MentorFacts,
): Decision<{ mentorId: string | null }, MentorRefusal> {
  const clauses = ['S0.08.a.4', 'S2.15.c1.04'];
  const field = 'mentorId';
  if (!facts.mentor)
    return facts.onProbation && rules.mentorRequired
      ? refuse('MENTOR_MISSING', clauses, { field })
      : accept({ mentorId: null }, []);
  if (facts.mentor.id === facts.personId) return refuse('MENTOR_IS_SELF', clauses, { field });
  if (facts.mentor.state !== 'active') return refuse('MENTOR_NOT_WORKING', clauses, { field });
  if (facts.mentor.onProbation) return refuse('MENTOR_ON_PROBATION', clauses, { field });
  return accept({ mentorId: facts.mentor.id }, clauses);
}
