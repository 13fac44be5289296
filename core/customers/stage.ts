/** The steps of working a customer: collected, screened, analysed, classified again, followed up, filed; then won or not. */
import type { Decision } from '../kernel/decision.ts';
import { accept, refuse } from '../kernel/decision.ts';
import type { CustomerRuleValues } from './rules.ts';

export const stageNames = [
  'collected',
  'screened',
  'analysed',
  'reclassified',
  'followed_up',
  'filed',
  'won',
  'not_won',
  'repeat_purchase',
  'referral',
  'filed_for_later',
] as const;
export type Stage = (typeof stageNames)[number];

/** A file kept for later opens again as a follow-up; no stage is a dead end, because a customer is never finished. */
export const stageMoves = {
  collected: ['screened'],
  screened: ['analysed'],
  analysed: ['reclassified'],
  reclassified: ['followed_up'],
  followed_up: ['filed'],
  filed: ['won', 'not_won'],
  not_won: ['followed_up'],
  won: ['repeat_purchase', 'referral', 'filed_for_later'],
  repeat_purchase: ['won', 'not_won', 'filed_for_later'],
  referral: ['filed_for_later', 'repeat_purchase'],
  filed_for_later: ['followed_up', 'repeat_purchase', 'referral'],
} as const satisfies Record<Stage, readonly Stage[]>;

const beforeTheDeal: readonly Stage[] = stageNames.slice(0, stageNames.indexOf('won'));

export const stagesAfter = (rules: Pick<CustomerRuleValues, 'stagesInOrder'>, from: Stage): readonly Stage[] => {
  const strict: readonly Stage[] = stageMoves[from];
  if (rules.stagesInOrder || !beforeTheDeal.includes(from)) return strict;
  const ahead = stageNames.slice(stageNames.indexOf(from) + 1, stageNames.indexOf('repeat_purchase'));
  return [...new Set([...strict, ...ahead])];
};

const clausesOf = (to: Stage, from: Stage): readonly string[] => {
  if (from === 'not_won' || to === 'not_won') return ['S0.02.steps.1', 'S0.02.steps.2'];
  if (to === 'won' || from === 'won' || !beforeTheDeal.includes(from)) return ['S0.02.steps.1', 'S0.02.steps.3'];
  return ['S0.02.steps.1'];
};

/**
 * `next` is where the customer goes by itself: a lost deal returns to follow-up at once. `task` is what the salesperson now owes:
 * after a deal, a second purchase or a referral.
 */
export interface StageOutcome {
  readonly from: Stage;
  readonly to: Stage;
  readonly next: Stage | null;
  readonly task: 'follow_up' | 'repeat_or_referral' | null;
}

export const decideStage = (
  rules: Pick<CustomerRuleValues, 'stagesInOrder'>,
  from: Stage,
  to: Stage,
): Decision<StageOutcome, 'STAGE_OUT_OF_ORDER'> => {
  const allowed = stagesAfter(rules, from);
  if (!allowed.includes(to))
    return refuse('STAGE_OUT_OF_ORDER', clausesOf(to, from), { from, to, allowed: allowed.join(',') });
  if (to === 'not_won') return accept({ from, to, next: 'followed_up', task: 'follow_up' }, clausesOf(to, from));
  if (to === 'won') return accept({ from, to, next: null, task: 'repeat_or_referral' }, clausesOf(to, from));
  return accept({ from, to, next: null, task: null }, clausesOf(to, from));
};
