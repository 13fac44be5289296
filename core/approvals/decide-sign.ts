/** Agreeing, returning and rejecting: by whoever's turn it is, on the text of this round, never by the applicant, never twice. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import { matters } from './matters.ts';
import { currentStep, isDone, type Right, rightAt } from './seats.ts';
import type { ApprovalFacts, PersonFacts, Signature, StaffId } from './types.ts';

export interface SignFacts {
  readonly approval: ApprovalFacts;
  readonly people: readonly PersonFacts[];
  readonly signerId: StaffId;
  /** Fingerprint of what was on the page, so that the journal says what was signed. */
  readonly digest: string;
}
export interface SignInput {
  readonly round: number;
  readonly comment: string;
}
export interface SignOutcome extends Right {
  readonly stepKey: string;
  readonly stepDone: boolean;
  /** The step whose turn it is now; null: everybody has agreed. */
  readonly nextKey: string | null;
  readonly state: 'pending' | 'approved';
}
export type SignRefusal =
  | 'APPROVAL_CLOSED'
  | 'APPROVAL_CHANGED'
  | 'APPLICANT_MAY_NOT_SIGN'
  | 'ALREADY_SIGNED'
  | 'NOT_YOUR_TURN_YET'
  | 'NOT_A_SIGNER';

/** The right in which somebody signs, or why they have none. */
export function rightToSign(
  { approval, people, signerId }: Pick<SignFacts, 'approval' | 'people' | 'signerId'>,
  round: number,
): Decision<Right, SignRefusal> {
  const { clauses } = matters[approval.matter];
  const step = currentStep(approval);
  if (approval.state !== 'pending' || step === null)
    return refuse('APPROVAL_CLOSED', clauses, { state: approval.state });
  if (round !== approval.round) return refuse('APPROVAL_CHANGED', clauses, { round: approval.round });
  if (approval.barred.includes(signerId)) return refuse('APPLICANT_MAY_NOT_SIGN', clauses);
  const right = rightAt(approval, step, people, signerId);
  if (right) return accept(right, clauses);
  if (approval.signatures.some((one) => one.stepKey === step.key && one.signerId === signerId))
    return refuse('ALREADY_SIGNED', clauses);
  const later = approval.steps.slice(approval.steps.indexOf(step) + 1);
  if (later.some((one) => rightAt(approval, one, people, signerId) !== null))
    return refuse('NOT_YOUR_TURN_YET', clauses);
  return refuse('NOT_A_SIGNER', clauses);
}

export function decideSign(facts: SignFacts, input: SignInput): Decision<SignOutcome, SignRefusal> {
  const may = rightToSign(facts, input.round);
  if (!may.accepted) return may;
  const { approval, signerId } = facts;
  const step = currentStep(approval);
  if (step === null) return refuse('APPROVAL_CLOSED', may.clauses, { state: approval.state });
  const signature: Signature = { stepKey: step.key, signerId, ...may.outcome };
  const here = [...approval.signatures.filter((one) => one.stepKey === step.key), signature];
  const stepDone = isDone(step, here, approval.standIns);
  const next = approval.steps[approval.steps.indexOf(step) + 1] ?? null;
  const nextKey = stepDone ? (next?.key ?? null) : step.key;
  return accept(
    { ...may.outcome, stepKey: step.key, stepDone, nextKey, state: nextKey === null ? 'approved' : 'pending' },
    may.clauses,
  );
}

export interface ReturnInput {
  readonly how: 'returned' | 'rejected';
  readonly round: number;
  readonly comment: string;
}
export interface ReturnOutcome extends Right {
  readonly stepKey: string;
  readonly state: 'returned' | 'rejected';
}

/** One who may sign may also send it back to be put right, or refuse it for good; a reason is always given. */
export function decideReturn(
  facts: SignFacts,
  input: ReturnInput,
): Decision<ReturnOutcome, SignRefusal | 'REASON_NEEDED'> {
  const may = rightToSign(facts, input.round);
  if (!may.accepted) return may;
  if (input.comment.trim() === '') return refuse('REASON_NEEDED', may.clauses, { field: 'comment' });
  return accept({ ...may.outcome, stepKey: facts.approval.stepKey ?? '', state: input.how }, may.clauses);
}
