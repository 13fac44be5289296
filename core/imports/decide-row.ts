import { isTitleOnly, namesAgree } from './people.ts';
import type { ProblemCode } from './problems.ts';
import type { ReadRow } from './read-row.ts';
import { isStock, type Mapping, type Mode, type Problem, type RowValues, type Target } from './types.ts';

/** A customer the row may be about. `names` holds everybody in the household, the customer first. */
export interface KnownCustomer {
  readonly id: string;
  readonly names: readonly string[];
  readonly ownerId: string | null;
  /** Brought in by an earlier row of the same file. */
  readonly fromThisFile: boolean;
}

/** What the books say about a row, looked up before it is decided. */
export interface RowFacts {
  readonly byNumber: KnownCustomer | null;
  readonly byPhone: readonly KnownCustomer[];
  /** Only asked for when the row has no phone. */
  readonly byName: readonly KnownCustomer[];
  /** Staff rows: the colleague of this number, or of this name and phone. */
  readonly staff: { readonly id: string; readonly fromThisFile: boolean } | null;
  /** The very same visit, call, follow-up or duty is already there: the file was imported before, or the row is repeated. */
  readonly sameRecord: boolean;
  /** Stock rows: whether the unit is on the books, and the earlier row of this file that is about it. */
  readonly unit: {
    readonly isKnown: boolean;
    readonly isElsewhere: boolean;
    readonly earlier: EarlierRow | null;
  } | null;
}
export interface EarlierRow {
  /** As the spreadsheet counts, from 1. */
  readonly row: number;
  readonly saysTheSame: boolean;
}

export const noFacts: RowFacts = {
  byNumber: null,
  byPhone: [],
  byName: [],
  staff: null,
  sameRecord: false,
  unit: null,
};

export type CustomerStep =
  | { readonly kind: 'none' }
  | { readonly kind: 'create' }
  | { readonly kind: 'existing'; readonly id: string; readonly asMember: boolean };

export type RowPlan =
  | {
      readonly kind: 'create' | 'update' | 'merge';
      readonly customer: CustomerStep;
      readonly values: RowValues;
      readonly problems: readonly Problem[];
    }
  | { readonly kind: 'return'; readonly problems: readonly Problem[] };

type Located =
  | { readonly kind: 'known'; readonly customer: KnownCustomer; readonly asMember: boolean; readonly byName: boolean }
  | { readonly kind: 'new' }
  | { readonly kind: 'problem'; readonly code: ProblemCode };

/** Which customer the row is about, by number, then phone, then (without a phone) a name that only one customer bears. */
export function locateCustomer(values: RowValues, facts: RowFacts): Located {
  const known = (customer: KnownCustomer, asMember = false, byName = false): Located => ({
    kind: 'known',
    customer,
    asMember,
    byName,
  });
  if (facts.byNumber) return known(facts.byNumber);
  if (values.phones.length > 0) return locateByPhone(values, facts, known);
  const name = values.names[0];
  if (name === undefined || isTitleOnly(name)) return { kind: 'new' };
  const [only, ...others] = facts.byName;
  if (others.length > 0) return { kind: 'problem', code: 'CUSTOMER_AMBIGUOUS' };
  return only ? known(only, false, true) : { kind: 'new' };
}

function locateByPhone(
  values: RowValues,
  facts: RowFacts,
  known: (customer: KnownCustomer, asMember?: boolean) => Located,
): Located {
  if (facts.byPhone.length === 0) return { kind: 'new' };
  const agrees = (customer: KnownCustomer): boolean =>
    values.names.some((name) => customer.names.some((other) => namesAgree(name, other)));
  const agreeing = facts.byPhone.filter(agrees);
  const [one, ...more] = agreeing.length > 0 ? agreeing : facts.byPhone;
  if (!one || more.length > 0) return { kind: 'problem', code: 'CUSTOMER_AMBIGUOUS' };
  if (agreeing.length > 0) {
    const isHead = values.names.some((name) => namesAgree(name, one.names[0] ?? ''));
    return known(one, !isHead);
  }
  // The row itself names the phone's holder as family: one household, one customer.
  const family = values.household.some((member) => one.names.includes(member.name));
  return family ? known(one, true) : { kind: 'problem', code: 'PHONE_OF_ANOTHER' };
}

/** Decides where a row ends: created, updated, merged, or returned with its reasons. */
export function decideRow(target: Target, read: ReadRow, mapping: Mapping, facts: RowFacts, mode: Mode): RowPlan {
  if (read.problems.some((problem) => problem.severity === 'error')) {
    const softened = soften(target, read);
    if (softened.some((problem) => problem.severity === 'error')) return { kind: 'return', problems: softened };
    return decideReadable(target, read.values, softened, mapping, facts, mode);
  }
  return decideReadable(target, read.values, read.problems, mapping, facts, mode);
}

/** A caller who left no number is still a call; a customer with a number of their own needs no phone. */
function soften(target: Target, read: ReadRow): readonly Problem[] {
  return read.problems.map((problem): Problem => {
    const callerUnknown =
      target === 'calls' &&
      problem.field === 'phone' &&
      (problem.code === 'PHONE_REFUSED' || problem.code === 'REQUIRED_MISSING');
    const hasNumber =
      target === 'customers' &&
      problem.field === 'phone' &&
      problem.code !== 'PHONE_UNREADABLE' &&
      read.values.text.externalNo !== undefined;
    return callerUnknown || hasNumber ? { ...problem, severity: 'warning' } : problem;
  });
}

function decideReadable(
  target: Target,
  values: RowValues,
  problems: readonly Problem[],
  mapping: Mapping,
  facts: RowFacts,
  mode: Mode,
): RowPlan {
  const blame = (code: ProblemCode, field: string, severity: Problem['severity'], detail = ''): Problem => ({
    code,
    severity,
    field,
    column: mapping[field] ?? null,
    detail,
  });
  const sendBack = (code: ProblemCode, field: string): RowPlan => ({
    kind: 'return',
    problems: [...problems, blame(code, field, 'error')],
  });
  const none: CustomerStep = { kind: 'none' };
  if (target === 'staff' || target === 'leavers') return decideStaff(target, values, problems, facts, mode, sendBack);
  if (isStock(target)) return decideUnit(values, problems, mapping, facts.unit, mode);
  if (facts.sameRecord)
    return {
      kind: 'merge',
      customer: none,
      values,
      problems: [...problems, blame('DUPLICATE_IN_FILE', 'date', 'warning')],
    };
  if (target === 'dutyLists') return { kind: 'create', customer: none, values, problems };

  if (isWrongNumber(target, values))
    return {
      kind: 'create',
      customer: none,
      values,
      problems: [...problems, blame('WRONG_NUMBER', 'topic', 'warning')],
    };
  const located = locateCustomer(values, facts);
  const field = values.phones.length > 0 ? 'phone' : 'name';
  if (located.kind === 'problem') return sendBack(located.code, field);
  if (target === 'customers') return decideCustomer(located, values, problems, mode, sendBack, blame);
  if (located.kind === 'known') {
    const byName = located.byName ? [blame('MATCHED_BY_NAME', 'name', 'warning', values.names[0] ?? '')] : [];
    return {
      kind: 'create',
      customer: { kind: 'existing', id: located.customer.id, asMember: located.asMember },
      values,
      problems: [...problems, ...byName],
    };
  }
  if (target === 'followUps') return sendBack('CUSTOMER_UNKNOWN', field);
  if (values.phones.length > 0) return { kind: 'create', customer: { kind: 'create' }, values, problems };
  if (values.names.length === 0) return sendBack('NAME_MISSING', 'name');
  const noted = [...problems, blame('PHONE_NOT_LEFT', 'phone', 'warning')];
  return { kind: 'create', customer: { kind: 'create' }, values, problems: noted };
}

/** Somebody who dialled wrong is not a customer, whatever else stands in the row; the call is still on the register. */
const isWrongNumber = (target: Target, values: RowValues): boolean =>
  target === 'calls' && /^(?:打错|拨错|wrong number)/i.test(values.text.topic ?? '');

function decideCustomer(
  located: Exclude<Located, { kind: 'problem' }>,
  values: RowValues,
  problems: readonly Problem[],
  mode: Mode,
  sendBack: (code: ProblemCode, field: string) => RowPlan,
  blame: (code: ProblemCode, field: string, severity: Problem['severity']) => Problem,
): RowPlan {
  if (located.kind === 'new') {
    if (mode === 'update') return sendBack('CUSTOMER_UNKNOWN', 'name');
    return { kind: 'create', customer: { kind: 'create' }, values, problems };
  }
  const { customer, asMember } = located;
  const step: CustomerStep = { kind: 'existing', id: customer.id, asMember };
  const owner = values.colleagues.owner;
  const kept =
    owner !== undefined && customer.ownerId !== null && owner !== customer.ownerId
      ? [blame('OWNER_KEPT', 'owner', 'warning')]
      : [];
  if (customer.fromThisFile) return { kind: 'merge', customer: step, values, problems: [...problems, ...kept] };
  if (mode === 'create') return sendBack('CUSTOMER_EXISTS', 'name');
  return { kind: asMember ? 'merge' : 'update', customer: step, values, problems: [...problems, ...kept] };
}

function decideStaff(
  target: 'staff' | 'leavers',
  values: RowValues,
  problems: readonly Problem[],
  facts: RowFacts,
  mode: Mode,
  sendBack: (code: ProblemCode, field: string) => RowPlan,
): RowPlan {
  const customer: CustomerStep = { kind: 'none' };
  // Somebody on the leavers' sheet who was never on the books is still needed there, as author of old follow-ups.
  if (target === 'leavers') return { kind: facts.staff ? 'update' : 'create', customer, values, problems };
  if (facts.staff?.fromThisFile) return { kind: 'merge', customer, values, problems };
  if (facts.staff)
    return mode === 'create' ? sendBack('STAFF_EXISTS', 'name') : { kind: 'update', customer, values, problems };
  return mode === 'update' ? sendBack('STAFF_NOT_FOUND', 'name') : { kind: 'create', customer, values, problems };
}

/** Of two rows about one unit that differ nobody can know which is right: the first is taken, the other goes back naming it. */
function decideUnit(
  values: RowValues,
  problems: readonly Problem[],
  mapping: Mapping,
  unit: RowFacts['unit'],
  mode: Mode,
): RowPlan {
  const field = values.text.vin === undefined ? 'room' : 'vin';
  const blame = (code: ProblemCode, severity: Problem['severity'], detail = ''): Problem => ({
    code,
    severity,
    field,
    column: mapping[field] ?? null,
    detail,
  });
  const customer: CustomerStep = { kind: 'none' };
  // A vehicle number is one car, wherever it stands: it does not come onto the books of a second site by a list.
  if (unit?.isElsewhere) return { kind: 'return', problems: [...problems, blame('UNIT_ELSEWHERE', 'error')] };
  const earlier = unit?.earlier ?? null;
  if (earlier?.saysTheSame)
    return { kind: 'merge', customer, values, problems: [...problems, blame('DUPLICATE_IN_FILE', 'warning')] };
  if (earlier)
    return {
      kind: 'return',
      problems: [...problems, blame('UNIT_TWICE', 'error', `第 ${earlier.row} 行 / row ${earlier.row}`)],
    };
  if (unit?.isKnown)
    return mode === 'create'
      ? { kind: 'return', problems: [...problems, blame('UNIT_EXISTS', 'error')] }
      : { kind: 'update', customer, values, problems };
  return mode === 'update'
    ? { kind: 'return', problems: [...problems, blame('UNIT_UNKNOWN', 'error')] }
    : { kind: 'create', customer, values, problems };
}
