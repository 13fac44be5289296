/** What else can happen to an approval on its way: taken back, reminded of, run out of time. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import { addHours, type Instant } from '../kernel/instant.ts';
import { matters } from './matters.ts';
import type { ApprovalRuleValues } from './rules.ts';
import type { ApprovalFacts, StaffId } from './types.ts';

export interface WithdrawFacts {
  readonly approval: ApprovalFacts;
  /** null: what it was about came to an end. */
  readonly byId: StaffId | null;
  /** Whoever applied, and whoever sent it in for them. */
  readonly senders: readonly StaffId[];
}
export function decideWithdraw({
  approval,
  byId,
  senders,
}: WithdrawFacts): Decision<{ readonly state: 'withdrawn' }, 'APPROVAL_CLOSED' | 'NOT_THE_APPLICANT'> {
  const { clauses } = matters[approval.matter];
  if (approval.state !== 'pending' && approval.state !== 'returned')
    return refuse('APPROVAL_CLOSED', clauses, { state: approval.state });
  if (byId !== null && !senders.includes(byId)) return refuse('NOT_THE_APPLICANT', clauses);
  return accept({ state: 'withdrawn' }, clauses);
}

export interface RemindFacts {
  readonly approval: ApprovalFacts;
  readonly byId: StaffId;
  readonly senders: readonly StaffId[];
  readonly oversees: boolean;
  readonly remindedAt: Instant | null;
}
export function decideRemind(
  rules: ApprovalRuleValues,
  { approval, byId, senders, oversees, remindedAt }: RemindFacts,
  now: Instant,
): Decision<{ readonly again: Instant }, 'APPROVAL_CLOSED' | 'NOT_THE_APPLICANT' | 'REMINDED_JUST_NOW'> {
  const { clauses } = matters[approval.matter];
  if (approval.state !== 'pending') return refuse('APPROVAL_CLOSED', clauses, { state: approval.state });
  if (!senders.includes(byId) && !oversees) return refuse('NOT_THE_APPLICANT', clauses);
  const again = remindedAt && addHours(remindedAt, rules.remindPauseHours);
  if (again && now < again) return refuse('REMINDED_JUST_NOW', clauses, { until: again });
  return accept({ again: addHours(now, rules.remindPauseHours) }, clauses);
}

export interface ExpireOutcome {
  readonly state: 'expired' | 'pending';
  /** Void, or still waiting while the next level is told. */
  readonly tellsNextLevel: boolean;
  /** Who bears the cost of a slip that nobody signed the same day. */
  readonly costTo: StaffId | null;
}
export function decideExpire(
  rules: ApprovalRuleValues,
  { approval }: { readonly approval: ApprovalFacts },
  now: Instant,
): Decision<ExpireOutcome, 'APPROVAL_CLOSED' | 'STILL_IN_TIME'> {
  const { clauses, isSlip } = matters[approval.matter];
  if (approval.state !== 'pending') return refuse('APPROVAL_CLOSED', clauses, { state: approval.state });
  if (approval.dueAt === null || now < approval.dueAt) return refuse('STILL_IN_TIME', clauses);
  if (!approval.lapses) return accept({ state: 'pending', tellsNextLevel: true, costTo: null }, clauses);
  const pays = isSlip === true && rules.unsignedSlip === 'applicant_pays';
  return accept({ state: 'expired', tellsNextLevel: false, costTo: pays ? approval.applicantId : null }, clauses);
}
