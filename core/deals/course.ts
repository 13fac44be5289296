/** The courses a sale may take, each a declared table of steps: what completes a step, an event of the deal or a person's word. */
import type { Instant } from '../kernel/instant.ts';
import type { DealRuleValues } from './rules.ts';
import type { Deal } from './types.ts';

/** The steps of each course, in order. */
export const courses = {
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
  representative: [
    'presale',
    'report_supervisor',
    'signing',
    'record_sale',
    'contract_to_assistant',
    'work_log',
    'midsale',
    'aftersale',
  ],
  end_to_end: ['introduction', 'own_payment', 'loan', 'settlement', 'signing', 'delivery', 'repair'],
} as const;
export type Course = keyof typeof courses;
export type ProcessStep = (typeof courses)[Course][number];
export const processSteps = [...new Set(Object.values(courses).flat())] as readonly ProcessStep[];

/** Where the order is placed: whoever has to report to the supervisor first does so before this step. */
const orderedAt: Readonly<Record<Course, ProcessStep>> = {
  seven: 'negotiation',
  ten: 'negotiation',
  chain: 'deposit',
  representative: 'signing',
  end_to_end: 'own_payment',
};

/** When an event of the deal completed the step; null: not yet; 'before': it lies before the deal itself. */
type Completed = (deal: Deal) => Instant | 'before' | null;
const at = (holds: boolean, when: Instant | null): Instant | 'before' | null => (holds ? (when ?? 'before') : null);
const before: Completed = () => 'before';

/** Steps that an event completes. Every other step is recorded by whoever answers for the deal, with a note. */
const events: Readonly<Partial<Record<ProcessStep, Completed>>> = {
  market_survey: before,
  product_planning: before,
  customer_development: before,
  visit: before,
  needs: before,
  presentation: before,
  introduction: before,
  solution: (deal) => at(deal.unitId !== null || deal.wanted !== null, null),
  quotation: (deal) => at(deal.priceFen > 0, null),
  negotiation: (deal) => deal.effectiveAt,
  signing: (deal) => deal.signedAt ?? deal.handedOverAt,
  record_sale: (deal) => at(deal.number !== null, deal.effectiveAt),
  payment_terms: (deal) => at(deal.effectiveAt !== null && deal.paidFen > 0, deal.depositPaidAt),
  delivery: (deal) => deal.handedOverAt,
  after_sales: (deal) => (deal.handedOverAt === null ? null : deal.filedAt),
  deposit: (deal) => at(deal.depositPaidAt !== null || deal.paidFen > 0, deal.depositPaidAt),
  deposit_top_up: (deal) => at(deal.paidFen >= deal.depositFen && deal.effectiveAt !== null, deal.depositPaidAt),
  payment: (deal) => deal.fullyPaidAt,
  own_payment: (deal) =>
    deal.loan === null
      ? at(deal.paidFen > 0, deal.depositPaidAt)
      : at(deal.loan.downPaidAt !== null, deal.loan.downPaidAt),
  // Where nobody lends, there is nothing to wait for once the customer has paid.
  loan: (deal) =>
    deal.loan === null ? at(deal.paidFen > 0, deal.depositPaidAt) : (deal.loan.payoutReportedAt ?? deal.fullyPaidAt),
  settlement: (deal) => deal.fullyPaidAt,
};
export const isByEvent = (step: ProcessStep): boolean => events[step] !== undefined;

/** What somebody has put on record about a step. */
export interface StepRecord {
  readonly step: string;
  readonly doneAt: Instant;
}
export interface CourseStep {
  readonly key: ProcessStep;
  readonly state: 'done' | 'now' | 'todo';
  readonly by: 'event' | 'person';
  /** When an event or a person completed it; null while open, and where it lies before the deal. */
  readonly doneAt: Instant | null;
}
export type CourseRules = Pick<DealRuleValues, 'process' | 'reportFirst'>;

export function stepsIn(rules: CourseRules): readonly ProcessStep[] {
  const steps: readonly ProcessStep[] = courses[rules.process];
  if (!rules.reportFirst || steps.includes('report_supervisor')) return steps;
  const place = steps.indexOf(orderedAt[rules.process]);
  return [...steps.slice(0, place), 'report_supervisor', ...steps.slice(place)];
}

/** Every step by what completed it; the deal stands at the first that is not done. */
export function courseOf(rules: CourseRules, deal: Deal, records: readonly StepRecord[]): CourseStep[] {
  const completed = stepsIn(rules).map((key) => {
    const event = events[key];
    const done = event ? event(deal) : (records.find(({ step }) => step === key)?.doneAt ?? null);
    return { key, done, by: event ? ('event' as const) : ('person' as const) };
  });
  const stands = completed.findIndex(({ done }) => done === null);
  return completed.map(({ key, done, by }, index) => ({
    key,
    by,
    state: done !== null ? 'done' : index === stands ? 'now' : 'todo',
    doneAt: done === 'before' ? null : done,
  }));
}

/** The step a deal stands at; null when the course is run. */
export const standsAt = (steps: readonly CourseStep[]): CourseStep | null =>
  steps.find(({ state }) => state === 'now') ?? null;
