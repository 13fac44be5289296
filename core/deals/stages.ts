/** Where a deal stands in the house's process of a sale, and which of its stages make it count. */
import type { DealRuleValues } from './rules.ts';
import type { Deal, Goods } from './types.ts';

/** The steps of each process, in order, and the step that a deal has reached by its dates. */
const processes = {
  seven: ['visit', 'needs', 'solution', 'quotation', 'negotiation', 'signing', 'after_sales'],
  ten: [
    'market_survey',
    'product_planning',
    'customer_development',
    'needs',
    'presentation',
    'negotiation',
    'signing',
    'payment_terms',
    'delivery',
    'after_sales',
  ],
  chain: ['deposit', 'deposit_top_up', 'signing', 'payment', 'delivery'],
} as const;
export type ProcessStep = (typeof processes)[keyof typeof processes][number];
export const processSteps = [...new Set(Object.values(processes).flat())];

const sold = (deal: Deal): boolean => deal.signedAt !== null || deal.handedOverAt !== null;
const isDone: Readonly<Record<ProcessStep, (deal: Deal) => boolean>> = {
  market_survey: () => true,
  product_planning: () => true,
  customer_development: () => true,
  visit: () => true,
  needs: () => true,
  presentation: () => true,
  solution: (deal) => deal.unitId !== null || deal.wanted !== null,
  quotation: (deal) => deal.priceFen > 0,
  negotiation: (deal) => deal.effectiveAt !== null,
  signing: sold,
  payment_terms: (deal) => deal.effectiveAt !== null && deal.paidFen > 0,
  delivery: (deal) => deal.handedOverAt !== null,
  after_sales: (deal) => deal.handedOverAt !== null && deal.filedAt !== null,
  deposit: (deal) => deal.depositPaidAt !== null || deal.paidFen > 0,
  deposit_top_up: (deal) => deal.paidFen >= deal.depositFen && deal.effectiveAt !== null,
  payment: (deal) => deal.fullyPaidAt !== null,
};

export interface Step {
  readonly key: ProcessStep;
  readonly state: 'done' | 'now' | 'todo';
}
/** Everything before the first step that is not done is done; that one is where the deal stands. */
export function stepsOf(rules: Pick<DealRuleValues, 'process'>, deal: Deal): Step[] {
  const steps = processes[rules.process];
  const now = steps.findIndex((key) => !isDone[key](deal));
  return steps.map((key, index) => ({
    key,
    state: now === -1 || index < now ? 'done' : index === now ? 'now' : 'todo',
  }));
}

export const needsContract = (rules: Pick<DealRuleValues, 'contractFor'>, kind: Goods): boolean =>
  rules.contractFor === 'all' || (rules.contractFor === 'rooms' && kind === 'room');

export const needsRegistration = (rules: Pick<DealRuleValues, 'registration'>, kind: Goods): boolean =>
  rules.registration === 'all' || (rules.registration === 'vehicles' && kind === 'vehicle');

/** The stage that makes the deal count as performance; where nothing is signed, the handover. */
export function countingStage(
  rules: Pick<DealRuleValues, 'countsAt' | 'contractFor'>,
  kind: Goods,
): 'subscription' | 'contract' | 'handover' {
  if (rules.countsAt !== 'contract') return rules.countsAt;
  return needsContract(rules, kind) ? 'contract' : 'handover';
}
