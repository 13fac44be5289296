/** The formal contract: reviewed, filled in, checked, approved, signed. Each step stands before the next one begins. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import { type Delivery, decideTerms } from './delivery.ts';
import { decideLawful } from './lawful.ts';
import { decideManagerIn, type MajorStanding } from './major.ts';
import { papersMissing } from './papers.ts';
import type { DealRuleValues } from './rules.ts';
import { countingStage, needsContract } from './stages.ts';
import { type ContractCheck, type ContractSteps, contractChecks, type Deal, type SpecialReason } from './types.ts';

export const noSteps: ContractSteps = {
  reviewedBy: null,
  reviewedAt: null,
  filledBy: null,
  filledAt: null,
  checkedBy: null,
  checkedAt: null,
  checks: [],
  specialApprovedAt: null,
  submittedAt: null,
  approvedAt: null,
};
const stepsOf = (deal: Deal): ContractSteps => deal.contract ?? noSteps;

export type ContractRefusal =
  | 'DEAL_NOT_AT_THIS_STAGE'
  | 'NO_CONTRACT_NEEDED'
  | 'CONTRACT_UNDER_APPROVAL'
  | 'STEP_MISSING'
  | 'CHECKS_MISSING'
  | 'SPECIAL_REVIEW_NEEDED'
  | 'NOTHING_SPECIAL'
  | 'DELIVERY_TERMS_MISSING'
  | 'CHANGE_PENDING';

/** A contract is drawn up between the subscription and the signature, and is not touched while it lies with those who approve. */
function decideDrawing(rules: DealRuleValues, deal: Deal): Decision<null, ContractRefusal> {
  const clauses = ['S0.07.ct.4', 'S1.05.f2'];
  if (!needsContract(rules, deal.kind)) return refuse('NO_CONTRACT_NEEDED', clauses);
  if (deal.state !== 'subscribed' && deal.state !== 'contracting')
    return refuse('DEAL_NOT_AT_THIS_STAGE', clauses, { state: deal.state });
  const { submittedAt, approvedAt } = stepsOf(deal);
  if (submittedAt !== null || approvedAt !== null) return refuse('CONTRACT_UNDER_APPROVAL', ['S1.18.k3']);
  return accept(null, clauses);
}

export interface StepInput {
  readonly step: 'review' | 'fill' | 'check';
  readonly checks: readonly string[];
  readonly specialReasons: readonly SpecialReason[];
}
/** ct.4: the assistant reviews the standard text, the representative fills it in, the supervisor checks every point of the list. */
export function decideStep(
  rules: DealRuleValues,
  facts: { readonly deal: Deal },
  input: StepInput,
): Decision<
  { readonly state: 'contracting'; readonly isSpecial: boolean; readonly checks: readonly ContractCheck[] },
  ContractRefusal
> {
  const { deal } = facts;
  const open = decideDrawing(rules, deal);
  if (!open.accepted) return open;
  const steps = stepsOf(deal);
  if (input.step === 'fill' && rules.contractSteps && steps.reviewedAt === null)
    return refuse('STEP_MISSING', ['S0.07.ct.4'], { step: 'review' });
  if (input.step === 'check' && steps.filledAt === null)
    return refuse('STEP_MISSING', ['S0.07.ct.4'], { step: 'fill' });
  const isSpecial = input.step === 'fill' ? input.specialReasons.length > 0 : deal.isSpecial;
  if (input.step !== 'check')
    return accept(
      { state: 'contracting', isSpecial, checks: [] },
      input.step === 'fill' ? fillClauses : ['S0.07.ct.4'],
    );
  const needed = contractChecks.filter((check) => check !== 'special_review_record' || isSpecial);
  if (isSpecial && rules.specialReview && steps.specialApprovedAt === null)
    return refuse('SPECIAL_REVIEW_NEEDED', ['S0.07.ct.3c', 'S0.07.ct.4b']);
  const unticked = needed.filter((check) => !input.checks.includes(check));
  if (unticked.length > 0) return refuse('CHECKS_MISSING', ['S0.07.ct.4b'], { missing: unticked.join(',') });
  return accept({ state: 'contracting', isSpecial, checks: needed }, ['S0.07.ct.4', 'S0.07.ct.4b']);
}
const fillClauses = ['S0.07.ct.1', 'S0.07.ct.4', 'S1.18.k1'];

/** ct.3c: a concession, more time to pay, a clause changed or added goes to the next level before anything else. */
export function decideSpecialReview(
  rules: DealRuleValues,
  facts: { readonly deal: Deal },
): Decision<{ readonly reasons: readonly SpecialReason[] }, ContractRefusal> {
  const { deal } = facts;
  const open = decideDrawing(rules, deal);
  if (!open.accepted) return open;
  if (!deal.isSpecial) return refuse('NOTHING_SPECIAL', ['S0.07.ct.3c']);
  return accept({ reasons: deal.specialReasons }, ['S0.07.ct.3c', 'S0.07.ct.3b']);
}

export function decideSubmitContract(
  rules: DealRuleValues,
  facts: { readonly deal: Deal; readonly hasOpenChange: boolean; readonly delivery?: Delivery | undefined },
): Decision<{ readonly state: 'contracting' }, ContractRefusal> {
  const { deal } = facts;
  const open = decideDrawing(rules, deal);
  if (!open.accepted) return open;
  if (facts.hasOpenChange) return refuse('CHANGE_PENDING', ['S1.10.s1']);
  const steps = stepsOf(deal);
  if (rules.contractSteps && steps.checkedAt === null) return refuse('STEP_MISSING', ['S0.07.ct.4'], { step: 'check' });
  if (deal.isSpecial && rules.specialReview && steps.specialApprovedAt === null)
    return refuse('SPECIAL_REVIEW_NEEDED', ['S0.07.ct.3c']);
  const agreed = decideTerms(rules, deal, facts.delivery, 'contract');
  if (!agreed.accepted) return agreed;
  return accept({ state: 'contracting' }, ['S1.18.k3', 'S1.10.s1', 'S1.18.k1', ...agreed.clauses]);
}

export interface CorrectionInput {
  readonly where: string;
  readonly isSealed: boolean;
  readonly fineYuan: number | null;
}
/** Each correction carries the seal. One more than allowed is still possible, at the price the reviewer sets within the bounds. */
export function decideCorrection(
  rules: DealRuleValues,
  facts: { readonly deal: Deal },
  input: CorrectionInput,
): Decision<
  { readonly number: number; readonly fineYuan: number },
  'DEAL_NOT_AT_THIS_STAGE' | 'CORRECTION_NOT_SEALED' | 'CORRECTION_FINE_NEEDED'
> {
  const { deal } = facts;
  if (deal.state !== 'contracting' && deal.state !== 'contracted')
    return refuse('DEAL_NOT_AT_THIS_STAGE', ['S1.18.k1'], { state: deal.state });
  if (!input.isSealed) return refuse('CORRECTION_NOT_SEALED', ['S1.18.k1'], { field: 'isSealed' });
  const number = deal.corrections + 1;
  if (number <= rules.correctionsMax) return accept({ number, fineYuan: 0 }, ['S1.18.k1', 'S1.18.k1b']);
  const { correctionFineLeast: least, correctionFineMost: most } = rules;
  if (input.fineYuan === null || input.fineYuan < least || input.fineYuan > most)
    return refuse('CORRECTION_FINE_NEEDED', ['S1.18.k1b'], {
      limit: rules.correctionsMax,
      least,
      most,
      field: 'fineYuan',
    });
  return accept({ number, fineYuan: input.fineYuan }, ['S1.18.k1b']);
}

export interface SignInput {
  readonly consultantPresent: boolean;
  /** The copies of the subscription are back. */
  readonly subscriptionTakenBack: boolean;
}
export interface Signed {
  readonly state: 'contracted';
  readonly copies: Readonly<Record<string, number>>;
  readonly counts: boolean;
}
export function decideSign(
  rules: DealRuleValues,
  facts: {
    readonly deal: Deal;
    readonly papers: readonly string[];
    readonly subscriptionCopiesOut: number;
    readonly hasOpenChange: boolean;
    readonly delivery?: Delivery | undefined;
    /** Left out: decided before major deals were known. */
    readonly major?: MajorStanding | undefined;
  },
  input: SignInput,
): Decision<
  Signed,
  | 'DEAL_NOT_AT_THIS_STAGE'
  | 'CONTRACT_NOT_APPROVED'
  | 'CHANGE_PENDING'
  | 'PAPERS_MISSING'
  | 'CONSULTANT_ABSENT'
  | 'COPIES_NOT_BACK'
  | 'DELIVERY_TERMS_MISSING'
  | 'LEGAL_CHECK_NEEDED'
  | 'LEGAL_CHECK_FAILED'
  | 'MANAGER_NOT_IN'
> {
  const { deal } = facts;
  if (deal.state !== 'contracting') return refuse('DEAL_NOT_AT_THIS_STAGE', ['S1.18.k3'], { state: deal.state });
  if (stepsOf(deal).approvedAt === null) return refuse('CONTRACT_NOT_APPROVED', ['S1.18.k3', 'S1.10.s1']);
  if (facts.hasOpenChange) return refuse('CHANGE_PENDING', ['S1.10.s1']);
  const agreed = decideTerms(rules, deal, facts.delivery, 'contract');
  if (!agreed.accepted) return agreed;
  const lawful = decideLawful(rules, deal);
  if (!lawful.accepted) return lawful;
  const managed = decideManagerIn(rules, deal, facts.major ?? null);
  if (!managed.accepted) return managed;
  const missing = papersMissing(rules, deal, 'contract', facts.papers);
  if (missing.length > 0) return refuse('PAPERS_MISSING', ['S1.18.k4'], { missing: missing.join(',') });
  if (rules.consultantPresent && !input.consultantPresent)
    return refuse('CONSULTANT_ABSENT', ['S1.18.k2'], { field: 'consultantPresent' });
  if (facts.subscriptionCopiesOut > 0 && !input.subscriptionTakenBack)
    return refuse('COPIES_NOT_BACK', ['S1.18.s4'], {
      copies: facts.subscriptionCopiesOut,
      field: 'subscriptionTakenBack',
    });
  return accept(
    {
      state: 'contracted',
      copies: rules.copies.contract ?? {},
      counts: countingStage(rules, deal.kind) === 'contract',
    },
    [
      'S1.18.k2',
      'S1.18.k3',
      'S1.18.k4',
      'S1.18.s4',
      'S0.07.ct.5',
      ...agreed.clauses,
      ...lawful.clauses,
      ...managed.clauses,
    ],
  );
}
