/** A handover against the contract: in time by the dates, in quality and quantity by whoever stands beside the customer. */
import { accept, type Decision, refuse } from '../kernel/decision.ts';
import { type Instant, type LocalDate, localDateOf } from '../kernel/instant.ts';
import { type Delivery, daysLateOn } from './delivery.ts';
import { type CheckPoint, checkPoints } from './delivery-words.ts';
import type { DealRuleValues } from './rules.ts';

export interface Defect {
  readonly of: CheckPoint;
  readonly what: string;
  /** By when it is put right. */
  readonly dueOn: LocalDate;
}
export interface HandoverCheck {
  readonly quality: { readonly ok: boolean; readonly note: string };
  readonly quantity: { readonly ok: boolean; readonly note: string };
  /** The customer takes it as it is, in their words; empty: nothing was to be accepted. */
  readonly remark: string;
  readonly defects: readonly Defect[];
}
export interface CheckFacts {
  readonly delivery?: Delivery | undefined;
  readonly timeZone?: string | undefined;
  /** Papers about a change that were printed for signature and that the customer has not signed. */
  readonly unsigned?: readonly string[] | undefined;
}
export interface CheckInput {
  readonly check?: HandoverCheck | null | undefined;
  readonly lateCause?: string | undefined;
}
export interface Checked {
  readonly promisedOn: LocalDate | null;
  readonly inTime: boolean | null;
  /** Against the day punctuality is measured by. */
  readonly daysLate: number | null;
  readonly isChecked: boolean;
  readonly faults: readonly CheckPoint[];
}
export type CheckRefusal =
  | 'LATE_CAUSE_NEEDED'
  | 'HANDOVER_CHECK_NEEDED'
  | 'CHECK_NOTE_NEEDED'
  | 'HANDOVER_FAULTS'
  | 'PAPERS_UNSIGNED'
  | 'DATE_IMPOSSIBLE';

/** null: the house asks for no check, nobody made one, and no day was promised. */
export function decideCheck(
  rules: Pick<DealRuleValues, 'handoverCheck'>,
  facts: CheckFacts,
  input: CheckInput,
  now: Instant,
): Decision<Checked | null, CheckRefusal> {
  const { delivery, timeZone } = facts;
  const check = input.check ?? null;
  const promisedOn = delivery?.promisedOn ?? null;
  const asked = rules.handoverCheck;
  if (!asked && check === null && promisedOn === null) return accept(null, []);
  const clauses = ['S1.16.f9', 'S1.09.o4'];
  const today = timeZone === undefined ? now.slice(0, 10) : localDateOf(now, timeZone);
  const unsigned = facts.unsigned ?? [];
  if (asked && unsigned.length > 0)
    return refuse('PAPERS_UNSIGNED', ['S1.16.f9', 'S0.02.info.10'], { missing: unsigned.join(',') });
  const inTime = promisedOn === null ? null : today <= promisedOn;
  if (inTime === false && (input.lateCause ?? '').trim() === '')
    return refuse('LATE_CAUSE_NEEDED', clauses, { promisedOn, field: 'lateCause' });
  if (asked && check === null) return refuse('HANDOVER_CHECK_NEEDED', clauses, { field: 'check' });
  const faults = check === null ? [] : checkPoints.filter((point) => !check[point].ok);
  if (check !== null) {
    const refused = decideFaults(check, faults, today);
    if (!refused.accepted) return refused;
  }
  const daysLate = daysLateOn(delivery?.dueOn ?? promisedOn, today);
  return accept({ promisedOn, inTime, daysLate, isChecked: check !== null, faults }, clauses);
}

/** What is wrong is not handed over, unless the customer takes it so and each fault has its task with a day. */
function decideFaults(
  check: HandoverCheck,
  faults: readonly CheckPoint[],
  today: LocalDate,
): Decision<null, CheckRefusal> {
  const clauses = ['S1.16.f9', 'S1.09.o4'];
  const unsaid = faults.find((point) => check[point].note.trim() === '');
  if (unsaid) return refuse('CHECK_NOTE_NEEDED', clauses, { missing: unsaid, field: unsaid });
  if (check.defects.some(({ what }) => what.trim() === ''))
    return refuse('CHECK_NOTE_NEEDED', clauses, { missing: 'defects', field: 'defects' });
  if (check.defects.some(({ dueOn }) => dueOn < today)) return refuse('DATE_IMPOSSIBLE', clauses, { field: 'defects' });
  const without = faults.filter((point) => !check.defects.some(({ of }) => of === point));
  const isTaken = check.remark.trim() !== '';
  if (without.length > 0 || (faults.length > 0 && !isTaken))
    return refuse('HANDOVER_FAULTS', clauses, {
      missing: (without.length > 0 ? without : faults).join(','),
      field: isTaken ? 'defects' : 'remark',
    });
  return accept(null, clauses);
}
