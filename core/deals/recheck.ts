/** What was keyed of a signed contract is compared with the paper by somebody who did not key it, field by field, until all is right. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import { addDays, endOfDay, type Instant, localDateOf } from '../kernel/instant.ts';
import type { RecheckState } from './room-types.ts';
import type { DealRuleValues } from './rules.ts';
import type { Deal, StaffId } from './types.ts';

export interface Recheck {
  readonly state: RecheckState;
  readonly round: number;
  /** Everybody who keyed something of it: none of them checks it. */
  readonly keyedBy: readonly StaffId[];
  /** A company has no sex. */
  readonly fields: readonly string[];
  readonly wrong: readonly string[];
}

const CLAUSES = ['S0.07.ast.6'];
const dueAt = (rules: DealRuleValues, timeZone: string, now: Instant): Instant =>
  endOfDay(addDays(localDateOf(now, timeZone), rules.recheckDays), timeZone);

/** With the signature the entry waits for its second check; null: the house asks for none. */
export function decideKeyed(
  rules: DealRuleValues,
  facts: { readonly deal: Deal; readonly timeZone: string },
  now: Instant,
): Decision<{ readonly dueAt: Instant | null }, 'DEAL_NOT_AT_THIS_STAGE'> {
  const { deal, timeZone } = facts;
  if (deal.signedAt === null) return refuse('DEAL_NOT_AT_THIS_STAGE', CLAUSES, { state: deal.state });
  return accept({ dueAt: rules.recheckDays === 0 ? null : dueAt(rules, timeZone, now) }, CLAUSES);
}

export interface RecheckFacts {
  readonly check: Recheck;
  readonly checkerId: StaffId;
  /** Fields of the file that are blank. */
  readonly blank: readonly string[];
}
export interface RecheckInput {
  readonly answers: Readonly<Record<string, string>>;
  readonly note: string;
}
export function decideRecheck(
  facts: RecheckFacts,
  input: RecheckInput,
): Decision<
  { readonly state: 'confirmed' | 'wrong'; readonly wrong: readonly string[] },
  'RECHECK_NOT_WAITING' | 'KEYED_IT_YOURSELF' | 'FIELDS_UNCHECKED' | 'ENTRY_INCOMPLETE' | 'WRONG_NEEDS_NOTE'
> {
  const { check, checkerId, blank } = facts;
  if (check.state !== 'waiting') return refuse('RECHECK_NOT_WAITING', CLAUSES, { state: check.state });
  if (check.keyedBy.includes(checkerId)) return refuse('KEYED_IT_YOURSELF', CLAUSES);
  const open = check.fields.filter((field) => input.answers[field] !== 'right' && input.answers[field] !== 'wrong');
  if (open.length > 0) return refuse('FIELDS_UNCHECKED', CLAUSES, { missing: open.join(','), field: 'answers' });
  const wrong = check.fields.filter((field) => input.answers[field] === 'wrong');
  const unkeyed = blank.filter((field) => check.fields.includes(field) && !wrong.includes(field));
  if (unkeyed.length > 0) return refuse('ENTRY_INCOMPLETE', CLAUSES, { missing: unkeyed.join(','), field: 'answers' });
  if (wrong.length > 0 && input.note.trim() === '') return refuse('WRONG_NEEDS_NOTE', CLAUSES, { field: 'note' });
  return accept({ state: wrong.length > 0 ? 'wrong' : 'confirmed', wrong }, CLAUSES);
}

export interface CorrectEntryFacts {
  readonly check: Recheck;
  readonly correctorId: StaffId;
  readonly timeZone: string;
  /** Fields that are not what they were when somebody said they were wrong. */
  readonly changed: readonly string[];
}
export interface CorrectEntryInput {
  /** Fields that whoever keyed them stands by; the checker looks again. */
  readonly stands: readonly string[];
  readonly note: string;
}
export function decideCorrectEntry(
  rules: DealRuleValues,
  facts: CorrectEntryFacts,
  input: CorrectEntryInput,
  now: Instant,
): Decision<
  {
    readonly state: 'waiting';
    readonly round: number;
    readonly keyedBy: readonly StaffId[];
    readonly dueAt: Instant;
  },
  'NOTHING_WRONG' | 'ENTRY_UNCHANGED' | 'STANDS_NEEDS_NOTE'
> {
  const { check, changed, correctorId } = facts;
  if (check.state !== 'wrong') return refuse('NOTHING_WRONG', CLAUSES, { state: check.state });
  const left = check.wrong.filter((field) => !changed.includes(field) && !input.stands.includes(field));
  if (left.length > 0) return refuse('ENTRY_UNCHANGED', CLAUSES, { missing: left.join(','), field: 'stands' });
  if (input.stands.length > 0 && input.note.trim() === '')
    return refuse('STANDS_NEEDS_NOTE', CLAUSES, { field: 'note' });
  return accept(
    {
      state: 'waiting',
      round: check.round + 1,
      keyedBy: [...new Set([...check.keyedBy, correctorId])],
      dueAt: dueAt(rules, facts.timeZone, now),
    },
    CLAUSES,
  );
}
