/** When claims begin, fall due and lapse. Every limit is a day, last day inclusive, so each lapse has one exact instant. */
import { addHours, endAfterDays, endAfterSpan, endOfDay, type Instant, localDateOf } from '../kernel/instant.ts';
import type { ClaimRuleValues } from './rules.ts';
import type { Claim, ClaimFacts, ClaimStage, ClaimState, EndedReason } from './types.ts';

export interface Clocks {
  readonly dueAt: Instant | null;
  readonly protectedUntil: Instant | null;
}

const both = (at: Instant): Clocks => ({ dueAt: at, protectedUntil: at });

/** The clocks of a claim that takes effect at `from`, before any follow-up. */
export function startClocks(rules: ClaimRuleValues, from: Instant, timeZone: string): Clocks {
  switch (rules.model) {
    case 'card':
      return both(endAfterDays(from, rules.firstFollowUpDays, timeZone)); // the day after is day one (A25)
    case 'contact_window':
      return both(endAfterSpan(from, rules.contactWindowMonths, timeZone));
    case 'day_designation':
      return both(endOfDay(localDateOf(from, timeZone), timeZone));
    case 'filing':
      return { dueAt: null, protectedUntil: endAfterSpan(from, rules.filingMonths, timeZone) };
  }
}

/** The card's clocks by stage; `base` is the follow-up or signature the stage counts from. */
export function cardClocks(
  rules: ClaimRuleValues,
  stage: ClaimStage,
  base: Instant,
  claim: Claim,
  timeZone: string,
): Clocks {
  switch (stage) {
    case 'first_due':
      return both(endAfterDays(base, rules.firstFollowUpDays, timeZone));
    case 'second_due':
      return both(
        claim.secondDueOn
          ? endOfDay(claim.secondDueOn, timeZone)
          : endAfterDays(base, rules.secondFollowUpDays, timeZone),
      );
    case 'signing':
      return { dueAt: null, protectedUntil: null }; // a leader who signs late must not cost the consultant the customer
    case 'running':
      return both(endAfterDays(base, rules.laterFollowUpDays, timeZone));
  }
}

export const laterOf = (a: Instant, b: Instant | null): Instant => (b !== null && b > a ? b : a);

/** The instant at which a live claim lapses by itself, known in advance and independent of when anybody notices. */
export const lapseAt = (claim: ClaimFacts): Instant | null => (claim.state === 'live' ? claim.protectedUntil : null);

export function lapsedInto(rules: ClaimRuleValues): { state: ClaimState; reason: EndedReason } {
  switch (rules.model) {
    case 'card':
      return { state: 'waste', reason: 'missed_follow_up' };
    case 'contact_window':
      return { state: 'lapsed', reason: 'window_passed' };
    case 'day_designation':
      return { state: 'lapsed', reason: 'day_over' };
    case 'filing':
      return { state: 'lapsed', reason: 'filing_expired' };
  }
}

export const noticeKinds = ['remind_owner', 'remind_owner_last', 'escalate_leader', 'escalate_manager'] as const;
export type DeadlineKind =
  | (typeof noticeKinds)[number]
  | 'lapse'
  | 'first_sms_missed'
  | 'signature_leader'
  | 'signature_manager';
export interface Deadline {
  readonly kind: DeadlineKind;
  readonly at: Instant;
}

const cell = (
  rules: ClaimRuleValues,
  table: 'lapseNotices' | 'signatureNotices',
  row: string,
  column: string,
): number => rules[table][row]?.[column] ?? 0;

/**
 * Everything that will happen to a claim if nobody touches it, in order of time. A notice that would fall before the running period
 * began is left out: reminding somebody of a three-day card three days ahead says nothing.
 */
export function nextDeadlines(rules: ClaimRuleValues, claim: Claim, _timeZone: string): readonly Deadline[] {
  const found: Deadline[] = [];
  const lapse = lapseAt(claim);
  const begun = laterOf(claim.effectiveAt ?? claim.registeredAt, claim.lastContactAt);
  if (lapse !== null) {
    found.push({ kind: 'lapse', at: lapse });
    const rows = ['owner', 'owner_last', 'leader', 'manager'];
    for (const [index, kind] of noticeKinds.entries()) {
      const before = cell(rules, 'lapseNotices', rows[index] ?? '', 'hours_before');
      const at = addHours(lapse, -before);
      if (before > 0 && at > begun) found.push({ kind, at });
    }
  }
  const unsignedSince =
    claim.state === 'awaiting_signature' ? claim.registeredAt : claim.stage === 'signing' ? claim.signingSince : null;
  if (unsignedSince !== null && claim.endedAt === null)
    for (const level of ['leader', 'manager'] as const) {
      const after = cell(rules, 'signatureNotices', level, 'hours_after');
      if (after > 0) found.push({ kind: `signature_${level}`, at: addHours(unsignedSince, after) });
    }
  if (claim.firstSmsDueAt !== null && claim.firstSmsAt === null)
    found.push({ kind: 'first_sms_missed', at: claim.firstSmsDueAt });
  return found.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
