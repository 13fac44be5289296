/**
 * A penalty from the rule that costs it to where it ends. Nobody's pay is touched before they have acknowledged it or lost their appeal;
 * where the house gives points or keeps a negative incentive, pay is never touched.
 */
import { accept, type ClauseId, type Decision, refuse } from '../kernel/decision.ts';
import { endAfterDays, type Instant } from '../kernel/instant.ts';
import type { PenaltyForm, PenaltyRuleValues } from './penalty-rules.ts';

export const penaltyCauses = ['late_file', 'corrections', 'handwriting', 'seal', 'duplicate', 'manual'] as const;
export type PenaltyCause = (typeof penaltyCauses)[number];

export const penaltyStates = ['proposed', 'appealed', 'booked', 'dropped'] as const;
export type PenaltyState = (typeof penaltyStates)[number];
export const penaltyMoves = {
  proposed: ['booked', 'appealed'],
  appealed: ['booked', 'dropped'],
  booked: [],
  dropped: [],
} satisfies Record<PenaltyState, readonly PenaltyState[]>;

export interface PenaliseFacts {
  readonly staffId: string;
  readonly cause: PenaltyCause;
  readonly amountFen: number;
  /** What the rule behind it rests on. */
  readonly clauses: readonly ClauseId[];
  readonly timeZone: string;
}
export interface Penalised {
  readonly staffId: string;
  readonly cause: PenaltyCause;
  readonly form: PenaltyForm;
  readonly amountFen: number;
  readonly points: number;
  readonly appealUntil: Instant;
}

export const pointsOf = (rules: Pick<PenaltyRuleValues, 'penaltyForm' | 'penaltyPointYuan'>, amountFen: number) =>
  rules.penaltyForm === 'points' ? Math.ceil(amountFen / (rules.penaltyPointYuan * 100)) : 0;

/** What a fine becomes in this house. It may be appealed to the end of the last day. */
export function decidePenalise(
  rules: PenaltyRuleValues,
  facts: PenaliseFacts,
  now: Instant,
): Decision<Penalised, 'AMOUNT_NOT_POSITIVE'> {
  const { staffId, cause, amountFen, clauses, timeZone } = facts;
  if (!(amountFen > 0)) return refuse('AMOUNT_NOT_POSITIVE', clauses);
  return accept(
    {
      staffId,
      cause,
      form: rules.penaltyForm,
      amountFen,
      points: pointsOf(rules, amountFen),
      appealUntil: endAfterDays(now, rules.penaltyAppealDays, timeZone),
    },
    clauses,
  );
}

export interface StandingPenalty {
  readonly staffId: string;
  readonly state: PenaltyState;
  readonly form: PenaltyForm;
  readonly amountFen: number;
  readonly appealUntil: Instant;
  /** Who entered it by hand; null when a rule cost it. */
  readonly enteredBy: string | null;
  readonly clauses: readonly ClauseId[];
}
export interface AnswerPenaltyFacts {
  readonly penalty: StandingPenalty;
  readonly byId: string;
}
export interface AnswerPenaltyInput {
  readonly answer: 'acknowledge' | 'appeal';
  readonly reason: string;
}
export type AnswerPenaltyRefusal =
  | 'PENALTY_NOT_YOURS'
  | 'PENALTY_ANSWERED'
  | 'APPEAL_TOO_LATE'
  | 'APPEAL_REASON_NEEDED';

/** The person says yes, or appeals in time and says why. */
export function decideAnswerPenalty(
  { penalty, byId }: AnswerPenaltyFacts,
  input: AnswerPenaltyInput,
  now: Instant,
): Decision<{ readonly state: 'booked' | 'appealed'; readonly takesFromPay: boolean }, AnswerPenaltyRefusal> {
  const { clauses } = penalty;
  if (penalty.staffId !== byId) return refuse('PENALTY_NOT_YOURS', clauses);
  if (penalty.state !== 'proposed') return refuse('PENALTY_ANSWERED', clauses);
  if (input.answer === 'acknowledge')
    return accept({ state: 'booked', takesFromPay: penalty.form === 'deduction' }, clauses);
  if (now >= penalty.appealUntil) return refuse('APPEAL_TOO_LATE', clauses);
  if (input.reason.trim() === '') return refuse('APPEAL_REASON_NEEDED', clauses, { field: 'reason' });
  return accept({ state: 'appealed', takesFromPay: false }, clauses);
}

export const appealVerdicts = ['upheld', 'reduced', 'dropped'] as const;
export type AppealVerdict = (typeof appealVerdicts)[number];
export interface RuleAppealInput {
  readonly verdict: AppealVerdict;
  /** reduced: to what. */
  readonly amountFen: number | null;
  readonly reason: string;
}
export interface AppealRuled {
  readonly state: 'booked' | 'dropped';
  readonly amountFen: number;
  readonly points: number;
  readonly takesFromPay: boolean;
}
export type RuleAppealRefusal = 'OWN_MONEY' | 'PENALTY_NOT_APPEALED' | 'APPEAL_JUDGE' | 'REDUCTION_IMPOSSIBLE';

/** Somebody else rules: neither the person nor whoever entered the penalty. An appeal never makes it worse. */
export function decideRuleAppeal(
  rules: Pick<PenaltyRuleValues, 'penaltyPointYuan'>,
  { penalty, byId }: AnswerPenaltyFacts,
  input: RuleAppealInput,
): Decision<AppealRuled, RuleAppealRefusal> {
  const { clauses, form } = penalty;
  if (penalty.staffId === byId) return refuse('OWN_MONEY', clauses);
  if (penalty.state !== 'appealed') return refuse('PENALTY_NOT_APPEALED', clauses);
  if (penalty.enteredBy === byId) return refuse('APPEAL_JUDGE', clauses);
  if (input.verdict === 'dropped')
    return accept({ state: 'dropped', amountFen: 0, points: 0, takesFromPay: false }, clauses);
  const amountFen = input.verdict === 'reduced' ? (input.amountFen ?? 0) : penalty.amountFen;
  const fits = Number.isSafeInteger(amountFen) && amountFen > 0 && amountFen < penalty.amountFen;
  if (input.verdict === 'reduced' && !fits)
    return refuse('REDUCTION_IMPOSSIBLE', clauses, { field: 'amountFen', aboveFen: penalty.amountFen });
  const points = pointsOf({ penaltyForm: form, penaltyPointYuan: rules.penaltyPointYuan }, amountFen);
  return accept({ state: 'booked', amountFen, points, takesFromPay: form === 'deduction' }, clauses);
}
