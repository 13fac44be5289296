/** Steps of a sale recorded, watched and mended. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import { endAfterDays, endOfDay, type Instant, type LocalDate, localDateOf } from '../kernel/instant.ts';
import { courseOf, type CourseRules, isByEvent, standsAt, type StepRecord } from './course.ts';
import type { DealRuleValues } from './rules.ts';
import type { Deal, StaffId } from './types.ts';

const flow = ['S0.07.rep.flow', 'S0.10.a.11', 'S1.04.a8'];
const watch = ['S1.01.a14'];

/** Exactly one person answers for a deal: whoever was named to stand in, else the consultant. */
export const responsibleFor = (deal: Pick<Deal, 'coverId' | 'consultantId'>): StaffId =>
  deal.coverId ?? deal.consultantId;

export interface StepFacts {
  readonly deal: Deal;
  readonly records: readonly StepRecord[];
  /** Somebody above may record for the responsible person. */
  readonly mayReview: boolean;
}
export interface StepNoted {
  readonly step: string;
  readonly note: string;
}
export interface StepDone {
  readonly step: string;
  readonly responsibleId: StaffId;
  /** Where the deal stands then; null: its course is run. */
  readonly next: string | null;
}
export type StepRefusal =
  | 'STEP_NOT_IN_COURSE'
  | 'STEP_BY_EVENT'
  | 'STEP_DONE'
  | 'STEP_NOT_YOURS'
  | 'STEP_OUT_OF_ORDER'
  | 'STEP_NOTE_NEEDED'
  | 'DEAL_ENDED';

/** A step somebody vouches for: by the responsible person, in its order, with a note. What an event completes nobody ticks off. */
export function decideRecordStep(
  rules: CourseRules,
  facts: StepFacts,
  input: StepNoted,
  given: { readonly now: Instant; readonly actorId: string | null },
): Decision<StepDone, StepRefusal> {
  const { deal, records } = facts;
  const steps = courseOf(rules, deal, records);
  const found = steps.find(({ key }) => key === input.step);
  if (!found) return refuse('STEP_NOT_IN_COURSE', flow, { step: input.step });
  if (deal.endedAt !== null) return refuse('DEAL_ENDED', flow);
  if (isByEvent(found.key)) return refuse('STEP_BY_EVENT', flow, { step: input.step });
  if (found.state === 'done') return refuse('STEP_DONE', flow, { step: input.step });
  if (given.actorId !== responsibleFor(deal) && !facts.mayReview) return refuse('STEP_NOT_YOURS', ['S0.10.a.11']);
  const stands = standsAt(steps);
  if (stands !== null && stands.key !== found.key)
    return refuse('STEP_OUT_OF_ORDER', flow, { step: input.step, first: stands.key });
  if (input.note.trim() === '') return refuse('STEP_NOTE_NEEDED', flow, { field: 'note' });
  const after = courseOf(rules, deal, [...records, { step: found.key, doneAt: given.now }]);
  return accept({ step: found.key, responsibleId: responsibleFor(deal), next: standsAt(after)?.key ?? null }, flow);
}

/** The order may be placed: where the house wants it, only once the supervisor has been told. */
export const isReportedFor = (rules: CourseRules, records: readonly StepRecord[]): boolean =>
  !rules.reportFirst || records.some(({ step }) => step === 'report_supervisor');

/** By when the step a deal stands at has to be done; null: no limit. */
export function stepDueAt(
  rules: Pick<DealRuleValues, 'stepDays'>,
  step: string,
  since: Instant,
  timeZone: string,
): Instant | null {
  const allowed = rules.stepDays[step]?.days ?? 0;
  return allowed === 0 ? null : endAfterDays(since, allowed, timeZone);
}

export interface OverdueFacts {
  readonly deal: Deal;
  readonly records: readonly StepRecord[];
  readonly step: string;
  readonly since: Instant;
  /** The end of the day named when an earlier delay was mended; it takes the place of the house's days. */
  readonly promisedAt: Instant | null;
  readonly timeZone: string;
  /** An alert of this step that nobody has answered yet. */
  readonly hasAlert: boolean;
}
/** The day is over and the deal still stands where it stood: whoever answers for it and the supervisor are told. */
export function decideStepOverdue(
  rules: CourseRules & Pick<DealRuleValues, 'stepDays'>,
  facts: OverdueFacts,
  now: Instant,
): Decision<
  { readonly step: string; readonly responsibleId: StaffId; readonly dueAt: Instant },
  'DEAL_ENDED' | 'STEP_DONE' | 'STEP_NOT_DUE'
> {
  const { deal, step } = facts;
  if (deal.endedAt !== null) return refuse('DEAL_ENDED', watch);
  if (facts.hasAlert || standsAt(courseOf(rules, deal, facts.records))?.key !== step)
    return refuse('STEP_DONE', watch, { step });
  const dueAt = facts.promisedAt ?? stepDueAt(rules, step, facts.since, facts.timeZone);
  if (dueAt === null || now < dueAt) return refuse('STEP_NOT_DUE', watch, { step, dueAt });
  return accept({ step, responsibleId: responsibleFor(deal), dueAt }, watch);
}

export interface MendFacts {
  readonly step: string;
  readonly responsibleId: StaffId;
  readonly isClosed: boolean;
  readonly mayReview: boolean;
  readonly timeZone: string;
}
export interface MendInput {
  readonly cause: string;
  readonly remedy: string;
  readonly byOn: LocalDate;
}
/** An alert closes with a corrective note and with nothing else: the cause, what is done about it, by when. */
export function decideMend(
  facts: MendFacts,
  input: MendInput,
  given: { readonly now: Instant; readonly actorId: string | null },
): Decision<{ readonly dueAt: Instant }, 'ALERT_CLOSED' | 'STEP_NOT_YOURS' | 'MEND_INCOMPLETE' | 'MEND_DAY_PAST'> {
  if (facts.isClosed) return refuse('ALERT_CLOSED', watch);
  if (given.actorId !== facts.responsibleId && !facts.mayReview) return refuse('STEP_NOT_YOURS', watch);
  for (const field of ['cause', 'remedy'] as const)
    if (input[field].trim() === '') return refuse('MEND_INCOMPLETE', watch, { field });
  if (input.byOn < localDateOf(given.now, facts.timeZone)) return refuse('MEND_DAY_PAST', watch, { field: 'byOn' });
  return accept({ dueAt: endOfDay(input.byOn, facts.timeZone) }, watch);
}
