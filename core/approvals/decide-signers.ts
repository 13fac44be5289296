/** Who else signs: another opinion before or after one's own, one's post passed to a colleague, for this one or for a time. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import { addDays, type Instant } from '../kernel/instant.ts';
import { type Matter, matters } from './matters.ts';
import type { ApprovalRuleValues } from './rules.ts';
import { currentStep, openSeats, rightAt } from './seats.ts';
import type { ApprovalFacts, PersonFacts, Signature, StaffId, Step } from './types.ts';

export interface Colleague {
  readonly id: StaffId;
  readonly hasLeft: boolean;
}
export interface ArrangeFacts {
  readonly approval: ApprovalFacts;
  readonly people: readonly PersonFacts[];
  readonly byId: StaffId;
  /** A superior who arranges signatures without signing. */
  readonly oversees: boolean;
  readonly colleague: Colleague;
}
type ArrangeRefusal =
  | 'APPROVAL_CLOSED'
  | 'APPLICANT_MAY_NOT_ARRANGE'
  | 'NOT_A_SIGNER'
  | 'COLLEAGUE_NOT_ACTIVE'
  | 'COLLEAGUE_IS_APPLICANT'
  | 'COLLEAGUE_SIGNS_ALREADY';

function whyNotArrange(facts: ArrangeFacts) {
  const { approval, people, byId, oversees, colleague } = facts;
  const { clauses } = matters[approval.matter];
  const step = currentStep(approval);
  if (approval.state !== 'pending' || step === null)
    return refuse('APPROVAL_CLOSED', clauses, { state: approval.state });
  if (approval.barred.includes(byId)) return refuse('APPLICANT_MAY_NOT_ARRANGE', clauses);
  if (!oversees && rightAt(approval, step, people, byId) === null) return refuse('NOT_A_SIGNER', clauses);
  if (colleague.hasLeft) return refuse('COLLEAGUE_NOT_ACTIVE', clauses, { field: 'staffId' });
  if (approval.barred.includes(colleague.id)) return refuse('COLLEAGUE_IS_APPLICANT', clauses, { field: 'staffId' });
  return null;
}

export interface AddInput {
  readonly staffId: StaffId;
  readonly when: 'before' | 'after';
  readonly reason: string;
}
export interface StepsOutcome {
  readonly steps: readonly Step[];
  readonly stepKey: string;
}
export function decideAddSigner(
  rules: ApprovalRuleValues,
  facts: ArrangeFacts,
  input: AddInput,
): Decision<StepsOutcome, ArrangeRefusal | 'TOO_MANY_SIGNERS'> {
  const refused = whyNotArrange(facts);
  if (refused) return refused;
  const { approval, colleague } = facts;
  const { clauses } = matters[approval.matter];
  const at = approval.steps.findIndex(({ key }) => key === approval.stepKey);
  const ahead = approval.steps.slice(at);
  if (ahead.some(({ seats }) => seats.some(({ staffId }) => staffId === colleague.id)))
    return refuse('COLLEAGUE_SIGNS_ALREADY', clauses, { field: 'staffId' });
  const added = approval.steps.filter(({ origin }) => origin === 'added').length;
  if (added >= rules.addedSigners) return refuse('TOO_MANY_SIGNERS', clauses, { most: rules.addedSigners });
  const step: Step = { key: `a${added + 1}`, origin: 'added', seats: [{ roles: [], staffId: colleague.id }] };
  const place = input.when === 'before' ? at : at + 1;
  return accept(
    {
      steps: [...approval.steps.slice(0, place), step, ...approval.steps.slice(place)],
      stepKey: input.when === 'before' ? step.key : (approval.stepKey ?? step.key),
    },
    clauses,
  );
}

export interface PassInput {
  readonly staffId: StaffId;
  readonly reason: string;
}
export interface PassOutcome {
  /** In whose place the colleague signs; null: a superior gave them a seat that nobody could fill. */
  readonly forId: StaffId | null;
  readonly steps: readonly Step[];
}
/** For this one approval. What one signs for somebody else is not passed on again. */
export function decidePassOn(
  facts: ArrangeFacts,
  _input: PassInput,
): Decision<PassOutcome, ArrangeRefusal | 'NOT_YOURS_TO_PASS_ON'> {
  const refused = whyNotArrange(facts);
  if (refused) return refused;
  const { approval, people, byId, oversees, colleague } = facts;
  const { clauses } = matters[approval.matter];
  const step = currentStep(approval);
  if (step === null) return refuse('APPROVAL_CLOSED', clauses, { state: approval.state });
  const signed = approval.signatures.filter((one) => one.stepKey === step.key);
  if (colleague.id === byId || spoke(signed, colleague.id))
    return refuse('COLLEAGUE_SIGNS_ALREADY', clauses, { field: 'staffId' });
  const mine = rightAt(approval, step, people, byId);
  if (mine?.as === 'holder') return accept({ forId: byId, steps: approval.steps }, clauses);
  if (!oversees) return refuse('NOT_YOURS_TO_PASS_ON', clauses);
  const [seat] = openSeats(step, signed, approval.standIns);
  const seats = step.seats.map((one, index) => (index === seat ? { roles: [], staffId: colleague.id } : one));
  const steps = approval.steps.map(
    (one): Step => (one.key === step.key ? { ...one, origin: 'passed_on', seats } : one),
  );
  return accept({ forId: null, steps }, clauses);
}
const spoke = (signed: readonly Signature[], id: StaffId): boolean => signed.some(({ signerId }) => signerId === id);

export interface DelegateFacts {
  readonly byId: StaffId;
  /** null: nobody in particular; one is only away. */
  readonly colleague: Colleague | null;
  /** One is somebody's delegate oneself at that time, by this colleague's arrangement. */
  readonly isMutual: boolean;
}
export interface DelegateInput {
  readonly staffId: StaffId | null;
  readonly from: Instant;
  readonly until: Instant;
  /** Empty: everything. */
  readonly matters: readonly Matter[];
}
/** For a time: what is put to one's post is signed by a colleague, or by whoever stands in. */
export function decideDelegate(
  rules: ApprovalRuleValues,
  { byId, colleague, isMutual }: DelegateFacts,
  input: DelegateInput,
  now: Instant,
): Decision<
  { readonly from: Instant; readonly until: Instant },
  | 'COLLEAGUE_NOT_ACTIVE'
  | 'COLLEAGUE_IS_ONESELF'
  | 'DELEGATION_GOES_ROUND'
  | 'DELEGATION_TIME_WRONG'
  | 'DELEGATION_TOO_LONG'
> {
  if (colleague?.id === byId) return refuse('COLLEAGUE_IS_ONESELF', [], { field: 'staffId' });
  if (colleague?.hasLeft) return refuse('COLLEAGUE_NOT_ACTIVE', [], { field: 'staffId' });
  if (isMutual) return refuse('DELEGATION_GOES_ROUND', [], { field: 'staffId' });
  const from = input.from < now ? now : input.from;
  if (input.until <= from) return refuse('DELEGATION_TIME_WRONG', [], { field: 'until' });
  if (input.until > laterBy(from, rules.delegationDays))
    return refuse('DELEGATION_TOO_LONG', [], { field: 'until', days: rules.delegationDays });
  return accept({ from, until: input.until }, []);
}
const laterBy = (from: Instant, days: number): Instant => `${addDays(from.slice(0, 10), days)}${from.slice(10)}`;
