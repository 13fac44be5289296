/** A visit as the rules see it: record and answers put together, and the pieces a plan for it is made of. */
import type { Alternative, ClauseId, Refusal } from '../kernel/decision.ts';
import type { Instant } from '../kernel/instant.ts';
import type { VisitRules } from './rules.ts';
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
export type Answer = Plan | Refusal<ClassifyCode> | null;

/** The visit as the rules see it once the record and the answers are put together. */
export interface Case {
  readonly rules: VisitRules;
  readonly sheet: DeskSheet;
  readonly facts: DeskFacts;
  readonly input: VisitInput;
  readonly now: Instant;
  readonly names: readonly StaffId[];
  readonly returning: boolean;
  readonly owner: OwnerFacts | null;
  readonly customerId: string | null;
}

export const nobody: OwnerPlan = {
  kind: 'none',
  ownerId: null,
  previousOwnerId: null,
  closesPrevious: false,
  needs: null,
};
export const newFor = (ownerId: StaffId | 'server', previous: OwnerFacts | null = null): OwnerPlan => ({
  kind: 'new',
  ownerId,
  previousOwnerId: previous?.staffId ?? null,
  closesPrevious: previous !== null,
  needs: null,
});
export const keepFor = (ownerId: StaffId): OwnerPlan => ({ ...nobody, kind: 'keep', ownerId });
export const passTo = (ownerId: StaffId | 'server', from: StaffId, needs: 'supervisor' | null): OwnerPlan => ({
  kind: 'transfer',
  ownerId,
  previousOwnerId: from,
  closesPrevious: true,
  needs,
});

type PlanDraft = Pick<Plan, 'row' | 'serve' | 'counts' | 'owner' | 'clauses'> & Partial<Plan>;
export const plan = (draft: PlanDraft): Plan => ({ countsUntilExplained: false, hints: [], rejected: [], ...draft });

export const byRotation: Serve = { by: 'rotation' };
export const requested = (staffId: StaffId): Serve => ({ by: 'staff', staffId, service: 'requested' });
export const own = (staffId: StaffId): Serve => ({ by: 'staff', staffId, service: 'own' });

/** F06 to F08: whether a customer who has been here before counts for the one who serves them. */
export function returningCounts({ rules, sheet, facts, customerId }: Case, staffId: StaffId): boolean {
  if (rules.returningCounts === 'never') return false;
  const standing = facts.customer?.standing ?? 'none';
  if (standing !== 'none' && standing !== 'registered') return false;
  const again = customerId !== null && sheet.countedPairs.includes(countedPair(customerId, staffId));
  return !(again && rules.sameDayCountsOnce);
}

export const activeReferrer = ({ facts }: Case): StaffId | null => {
  const { referrer } = facts;
  return referrer !== null && referrer.standing !== 'none' && referrer.standing !== 'refunded'
    ? referrer.originalConsultantId
    : null;
};

/** Cases 10 and 11 fix the owner of a first visit before anybody else can: by introduction, then by family. */
export const firstVisitOwner = (visit: Case, otherwise: StaffId | 'server'): OwnerPlan => {
  const introduced = visit.rules.referralOwner === 'original_receiver' ? activeReferrer(visit) : null;
  const family =
    visit.rules.familyOwner === 'first_receiver' ? (visit.facts.customer?.familyFirstReceivedBy ?? null) : null;
  const fixed = introduced ?? family;
  return fixed === null ? newFor(otherwise, visit.owner) : keepFor(fixed);
};

/** Puts record and answers together: whom they ask for, whether they are known, whose claim counts as live. */
export function caseOf(rules: VisitRules, sheet: DeskSheet, facts: DeskFacts, input: VisitInput, now: Instant): Case {
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
