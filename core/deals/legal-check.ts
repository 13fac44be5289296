/** Before the signature: a plan of the signing agreed with the customer, and somebody's word that the text is complete, lawful and feasible. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import { type Instant, type LocalDate, localDateOf } from '../kernel/instant.ts';
import type { DealRuleValues } from './rules.ts';
import { needsContract } from './stages.ts';
import { type Deal, type LegalItem, legalItems, type StaffId } from './types.ts';

const TEXT = ['S1.16.f7', 'S1.10.s3', 'S1.03.a11.1'];
const PLAN = ['S1.03.a11.1'];

/** Both may be done until the signature, also while the contract lies for approval. */
function beforeSigning(
  rules: DealRuleValues,
  deal: Deal,
  clauses: readonly string[],
): Decision<null, 'NO_CONTRACT_NEEDED' | 'DEAL_NOT_AT_THIS_STAGE'> {
  if (!needsContract(rules, deal.kind)) return refuse('NO_CONTRACT_NEEDED', clauses);
  if (deal.state !== 'subscribed' && deal.state !== 'contracting')
    return refuse('DEAL_NOT_AT_THIS_STAGE', clauses, { state: deal.state });
  return accept(null, clauses);
}

export interface SigningPlanInput {
  readonly on: LocalDate;
  readonly place: string;
  readonly text: string;
}
export function decidePlanSigning(
  rules: DealRuleValues,
  facts: { readonly deal: Deal; readonly timeZone: string },
  input: SigningPlanInput,
  now: Instant,
): Decision<{ readonly on: LocalDate }, 'NO_CONTRACT_NEEDED' | 'DEAL_NOT_AT_THIS_STAGE' | 'DATE_IMPOSSIBLE'> {
  const { deal } = facts;
  const open = beforeSigning(rules, deal, PLAN);
  if (!open.accepted) return open;
  if (input.on < localDateOf(now, facts.timeZone)) return refuse('DATE_IMPOSSIBLE', PLAN, { field: 'on' });
  return accept({ on: input.on }, PLAN);
}

export interface LegalCheckInput {
  /** What is not answered stays open; a second check may answer it. */
  readonly answers: Readonly<Record<string, boolean>>;
  readonly note: string;
}
export interface LegalChecked {
  readonly answers: Readonly<Record<string, boolean>>;
  readonly open: readonly LegalItem[];
  readonly failed: readonly LegalItem[];
}
/** By somebody who did not draw the contract up. A "no" says what is wrong. */
export function decideLegalCheck(
  rules: DealRuleValues,
  facts: { readonly deal: Deal; readonly checkerId: StaffId },
  input: LegalCheckInput,
): Decision<
  LegalChecked,
  | 'NO_CONTRACT_NEEDED'
  | 'DEAL_NOT_AT_THIS_STAGE'
  | 'STEP_MISSING'
  | 'DRAFTER_MAY_NOT_CHECK'
  | 'SIGNING_PLAN_MISSING'
  | 'NO_NEEDS_NOTE'
> {
  const { deal, checkerId } = facts;
  const open = beforeSigning(rules, deal, TEXT);
  if (!open.accepted) return open;
  const filledBy = deal.contract?.filledBy ?? null;
  if (filledBy === null) return refuse('STEP_MISSING', TEXT, { step: 'fill' });
  if (checkerId === filledBy || checkerId === deal.consultantId || checkerId === deal.coverId)
    return refuse('DRAFTER_MAY_NOT_CHECK', TEXT);
  if (input.answers.signing_plan === true && !deal.contract?.signingPlan) return refuse('SIGNING_PLAN_MISSING', PLAN);
  const answers: Record<string, boolean> = {};
  for (const item of legalItems) {
    const answer = input.answers[item] ?? deal.contract?.legal?.answers[item];
    if (answer !== undefined) answers[item] = answer;
  }
  const failed = legalItems.filter((item) => answers[item] === false);
  if (failed.length > 0 && input.note.trim() === '') return refuse('NO_NEEDS_NOTE', TEXT, { field: 'note' });
  return accept({ answers, open: legalItems.filter((item) => answers[item] === undefined), failed }, TEXT);
}
