/** What is promised to a customer beside the price: within the speaker's limits it stands, beyond them nobody says a word before it is decided. */
import type { ApprovalRuleValues } from '../approvals/index.ts';
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import { daysBetween, type Instant, localDateOf } from '../kernel/instant.ts';
import { limitOf } from './authority.ts';
import type { OfferRuleValues } from './rules.ts';
import { type LocalDate, type PromiseKind, promiseMoves, type PromiseState } from './types.ts';

export interface PromiseFacts {
  /** Posts of whoever promises. */
  readonly roles: readonly string[];
  readonly timeZone: string;
}
export interface PromiseInput {
  readonly kind: PromiseKind;
  readonly valueFen: number | null;
  /** When it is to be kept; of a later payment the day to which it is put off. */
  readonly dueOn: LocalDate;
}
export interface Promised {
  readonly state: 'standing' | 'pending';
  /** What the speaker may promise alone, in yuan or days; null: without limit. */
  readonly limit: number | null;
  readonly asked: number;
}
export type PromiseRefusal = 'PROMISE_VALUE_MISSING' | 'PROMISE_DATE_PAST';

interface Rules {
  readonly offers: OfferRuleValues;
  readonly approvals: ApprovalRuleValues;
}
const clauses = ['S1.19.d.13', 'S2.13.a09.10.promise'];
const FEN_OF_YUAN = 100;

/** Gifts and later payment go by the table of authority that approvals go by, so that there is one limit of each. */
function limitFor({ offers, approvals }: Rules, kind: PromiseKind, roles: readonly string[]): number | null {
  if (kind === 'gift') return limitOf(approvals.limits, 'gift_yuan', roles);
  if (kind === 'later_payment') return limitOf(approvals.limits, 'late_days', roles);
  return limitOf(offers.promises, `${kind}_yuan`, roles);
}

/** Where the limit is nothing, nothing is promised: not even what costs nothing. */
export function decidePromise(
  rules: Rules,
  facts: PromiseFacts,
  { kind, valueFen, dueOn }: PromiseInput,
  now: Instant,
): Decision<Promised, PromiseRefusal> {
  const today = localDateOf(now, facts.timeZone);
  if (dueOn < today) return refuse('PROMISE_DATE_PAST', clauses, { field: 'dueOn' });
  const needsValue = kind === 'gift' || kind === 'repair';
  if (needsValue && (valueFen === null || valueFen === 0))
    return refuse('PROMISE_VALUE_MISSING', clauses, { field: 'valueFen' });
  const asked = kind === 'later_payment' ? daysBetween(today, dueOn) : (valueFen ?? 0) / FEN_OF_YUAN;
  const limit = limitFor(rules, kind, facts.roles);
  if (limit === null || (limit > 0 && asked <= limit)) return accept({ state: 'standing', limit, asked }, clauses);
  return accept({ state: 'pending', limit, asked }, clauses, [
    { what: kind, reason: 'PROMISE_BEYOND_RULES', clauses, detail: { limit, asked } },
  ]);
}

export type TellRefusal = 'PROMISE_NOT_APPROVED' | 'PROMISE_STATE';

/** Told to the customer only when it stands. */
export function decideTell(facts: { readonly state: PromiseState }): Decision<{ readonly state: 'told' }, TellRefusal> {
  if (facts.state === 'pending' || facts.state === 'returned' || facts.state === 'refused')
    return refuse('PROMISE_NOT_APPROVED', clauses, { state: facts.state });
  if (facts.state !== 'standing') return refuse('PROMISE_STATE', clauses, { state: facts.state });
  return accept({ state: 'told' }, clauses);
}

export interface SettleInput {
  readonly outcome: 'kept' | 'broken' | 'dropped';
  readonly note: string;
}
export type SettleRefusal = TellRefusal | 'PROMISE_REASON_MISSING';

/** What the customer was told is kept or broken; what nobody told them may be dropped. Both of the latter say why. */
export function decideSettle(
  facts: { readonly state: PromiseState },
  { outcome, note }: SettleInput,
): Decision<{ readonly state: PromiseState }, SettleRefusal> {
  const isUndecided = facts.state === 'pending' || facts.state === 'returned' || facts.state === 'refused';
  if (isUndecided && outcome !== 'dropped') return refuse('PROMISE_NOT_APPROVED', clauses, { state: facts.state });
  if (!(promiseMoves[facts.state] as readonly PromiseState[]).includes(outcome))
    return refuse('PROMISE_STATE', clauses, { state: facts.state });
  if (outcome !== 'kept' && note.trim() === '') return refuse('PROMISE_REASON_MISSING', clauses, { field: 'note' });
  return accept({ state: outcome }, clauses);
}
