/** The form a probationer is confirmed on: one's own review, the mentor's word, the manager's signature (S0.08.a.1b). */
import type { Decision } from '../kernel/decision.ts';
import { accept, refuse } from '../kernel/decision.ts';
import type { LocalDate } from '../kernel/instant.ts';
import { type ConfirmationRefusal, decideConfirmation } from './lifecycle.ts';
import type { OrganisationRuleValues } from './rules.ts';

export type ConfirmationState = 'with_mentor' | 'signing' | 'returned' | 'signed' | 'rejected' | 'withdrawn';
export const confirmationMoves = {
  with_mentor: ['signing', 'withdrawn'],
  signing: ['signed', 'returned', 'rejected', 'withdrawn'],
  returned: ['signing', 'withdrawn'], // put right and sent again; the mentor has spoken
  signed: [],
  rejected: [],
  withdrawn: [],
} satisfies Record<ConfirmationState, readonly ConfirmationState[]>;

const APPLICATION = ['S0.08.a.1b'];

export interface ApplicationFacts {
  readonly isSelf: boolean;
  /** The one under way, if any. */
  readonly open: ConfirmationState | null;
  readonly probationUntil: LocalDate | null;
  readonly unitsSold: number;
  readonly mentorId: string | null;
}
export type ApplicationRefusal = 'NOT_YOUR_PROBATION' | 'ALREADY_APPLIED' | ConfirmationRefusal;

/** Nobody applies before the rule would confirm them: the signature could not take effect. */
export function decideApplication(
  rules: Pick<OrganisationRuleValues, 'confirmationUnits' | 'confirmationBy'>,
  facts: ApplicationFacts,
): Decision<{ next: 'with_mentor' | 'signing' }, ApplicationRefusal> {
  if (!facts.isSelf) return refuse('NOT_YOUR_PROBATION', APPLICATION);
  if (facts.open !== null && facts.open !== 'returned') return refuse('ALREADY_APPLIED', APPLICATION);
  const { probationUntil, unitsSold } = facts;
  const confirmed = decideConfirmation(rules, { probationUntil, unitsSold, byApplication: true });
  if (!confirmed.accepted) return confirmed;
  const next = facts.mentorId === null || facts.open === 'returned' ? 'signing' : 'with_mentor';
  return accept({ next }, confirmed.clauses);
}

export interface MentorsWordFacts {
  readonly state: ConfirmationState;
  readonly mentorId: string | null;
  readonly byId: string;
}
export function decideMentorsWord(
  facts: MentorsWordFacts,
): Decision<{ next: 'signing' }, 'NOT_THE_MENTOR' | 'APPLICATION_NOT_WAITING'> {
  if (facts.mentorId !== facts.byId) return refuse('NOT_THE_MENTOR', APPLICATION);
  if (facts.state !== 'with_mentor') return refuse('APPLICATION_NOT_WAITING', APPLICATION, { state: facts.state });
  return accept({ next: 'signing' }, APPLICATION);
}
