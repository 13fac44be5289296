/** Puts the customers of a batch in: new ones registered by the same rules as at the desk, known ones filled in, families joined. */
import { customersRefusals } from '#contract/customers.ts';
import type { HouseholdMember, Problem } from '#core/imports/index.ts';
import { type Instant, instantAt } from '#core/kernel/instant.ts';
import { adoptOwners, dropAdopted, type ImportedOwner } from '#server/claims/index.ts';
import {
  addImportedPerson,
  registerMany,
  removeImported,
  removeImportedPerson,
  restoreImported,
  type Before,
  updateImported,
} from '#server/customers/index.ts';
import type { Context } from '#server/platform/context.ts';
import { phonesOf } from '../books.ts';
import type { Job } from '../plan-batch.ts';
import type { Effect } from '../store.ts';
import { addNumbers, currentFiles, dropNumbers, type FileNow } from './customer-files.ts';
import { inputOf, patchOf } from './customer-input.ts';
import type { Outcome, TakenRow, Writer } from './writer.ts';

export interface Entered {
  readonly customerId: string;
  readonly ending?: 'create' | 'update' | 'merge';
  readonly effects: Effect[];
  readonly remarks: Problem[];
  /** Made by this row. */
  readonly isNew: boolean;
}
export type EnteredRows = ReadonlyMap<number, Entered | Extract<Outcome, { kind: 'returned' | 'open' }>>;

export const remark = (
  job: Job,
  code: Problem['code'],
  field: string,
  severity: Problem['severity'],
  detail = '',
): Problem => ({
  code,
  severity,
  field,
  column: job.record.mapping[field] ?? null,
  detail,
});

/** Where a new customer belongs: the sheet's site, else that of the colleague the row names. */
export const siteOf = (job: Job, row: TakenRow): string | null => {
  const { owner, consultant, answeredBy } = row.plan.values.colleagues;
  const named = owner ?? consultant ?? answeredBy;
  return job.record.siteId ?? (named === undefined ? null : (job.staff.get(named)?.siteId ?? null));
};

/** Customers of a batch, in the order of the rows. Rows that lean on a customer who could not be made stay open. */
export async function enterCustomers(context: Context, job: Job, rows: readonly TakenRow[]): Promise<EnteredRows> {
  const entered = new Map<number, Entered | Extract<Outcome, { kind: 'returned' | 'open' }>>();
  const real = new Map<string, string | null>(); // planned id → id in the books; null when it could not be made
  await registerNew(context, job, rows, entered, real);
  const existing = rows.filter((row) => row.plan.customer.kind === 'existing');
  const idOf = (row: TakenRow): string | null =>
    row.customerId === null ? null : real.has(row.customerId) ? (real.get(row.customerId) ?? null) : row.customerId;
  const files = await currentFiles(context.tx, [
    ...new Set([
      ...existing.flatMap((row) => idOf(row) ?? []),
      ...[...entered.values()].flatMap((one) => ('customerId' in one ? [one.customerId] : [])),
    ]),
  ]);
  for (const row of rows) {
    const { customer } = row.plan;
    if (customer.kind === 'none') continue;
    const before = entered.get(row.rowIndex);
    if (customer.kind === 'create') {
      if (before && 'customerId' in before)
        await addFamily(context, job, row, before.customerId, before.effects, files);
      continue;
    }
    const id = idOf(row);
    if (id === null) {
      entered.set(row.rowIndex, { kind: 'open' });
      continue;
    }
    entered.set(row.rowIndex, await join(context, job, row, id, customer.asMember, files));
  }
  await keepNumbers(context, job, rows, entered);
  return entered;
}

async function registerNew(
  context: Context,
  job: Job,
  rows: readonly TakenRow[],
  entered: Map<number, Entered | Extract<Outcome, { kind: 'returned' | 'open' }>>,
  real: Map<string, string | null>,
): Promise<void> {
  const news = rows.filter((row) => row.plan.customer.kind === 'create');
  const bySite = Map.groupBy(news, (row) => siteOf(job, row));
  for (const [siteId, group] of bySite) {
    const many = group.map((row) => ({
      input: inputOf(row.plan.values),
      registeredAt: registeredAt(context, job, row),
    }));
    const results = await registerMany(context, many, { siteId, importId: job.record.id });
    for (const [place, row] of group.entries()) {
      const result = results[place];
      if (!result?.ok) {
        real.set(row.customerId ?? '', null);
        entered.set(row.rowIndex, { kind: 'returned', problems: [...row.plan.problems, refusal(job, result)] });
        continue;
      }
      real.set(row.customerId ?? '', result.customerId);
      const isNew = result.kind !== 'existing' && result.personId !== null;
      const effects: Effect[] = isNew
        ? [{ rowIndex: row.rowIndex, kind: 'customer.created', subjectId: result.customerId }]
        : [];
      entered.set(row.rowIndex, {
        customerId: result.customerId,
        isNew,
        effects,
        remarks: [],
        ...(isNew ? {} : { ending: 'merge' as const }),
      });
    }
  }
}

const refusal = (
  job: Job,
  result: { code: string; detail?: Readonly<Record<string, unknown>> } | undefined,
): Problem => {
  if (result?.code === 'PHONE_INVALID') return remark(job, 'PHONE_UNREADABLE', 'phone', 'error');
  const texts: Readonly<Record<string, { zh: string }>> = customersRefusals;
  const sentence = (texts[result?.code ?? '']?.zh ?? result?.code ?? '').replace(/\{(\w+)\}/g, (_, name: string) =>
    String(result?.detail?.[name] ?? ''),
  );
  return remark(job, 'RULE_REFUSED', 'name', 'error', sentence);
};

/** A time later today has not come yet: the record is as of now. */
export function notAfter(at: Instant, now: Instant): Instant {
  if (at > now) return now;
  return at;
}

function registeredAt(context: Context, job: Job, row: TakenRow): string {
  const { dates, times } = row.plan.values;
  const day = dates.registeredOn ?? dates.date;
  if (day === undefined) return context.now;
  const at = instantAt(day, times.time ?? '09:00', job.timeZone);
  return notAfter(at, context.now);
}

/** A row about somebody known: what it adds is filled in, and whoever it names joins the household. */
async function join(
  context: Context,
  job: Job,
  row: TakenRow,
  customerId: string,
  asMember: boolean,
  files: Map<string, FileNow>,
): Promise<Entered> {
  const effects: Effect[] = [];
  const remarks: Problem[] = [];
  const { values } = row.plan;
  const file = files.get(customerId);
  const name = values.names[0];
  if (asMember && name !== undefined && file && !file.names.includes(name)) {
    const relation = values.household.find((member) => file.names.includes(member.name))?.relation ?? 'other';
    await addMember(context, job, row, customerId, { relation: inverse[relation], name }, effects, files);
  }
  const patch = patchOf(values, file ?? null, row.plan.kind === 'update' && !asMember, phonesOf(values) ?? []);
  if (patch !== null) {
    const updated = await updateImported(context, customerId, patch, job.record.id);
    if (updated.ok) {
      effects.push({ rowIndex: row.rowIndex, kind: 'customer.updated', subjectId: customerId, before: updated.before });
      if (file) {
        file.phones.push(...(phonesOf(values) ?? []));
        file.tags.push(...(patch.tags ?? []));
        Object.assign(file, {
          note: patch.note ?? file.note,
          grade: patch.grade ?? file.grade,
          enquiry: patch.enquiry ?? file.enquiry,
          gender: patch.gender ?? file.gender,
        });
      }
    } else remarks.push(refusal(job, updated));
  }
  await addFamily(context, job, row, customerId, effects, files);
  return {
    customerId,
    effects,
    remarks: remarks.map((one) => ({ ...one, severity: 'warning' as const })),
    isNew: false,
  };
}

/** Seen from the other side: whose child the customer is, is their parent. */
const inverse = { spouse: 'spouse', parent: 'child', child: 'parent', other: 'other' } as const;

/** The family the row names beside the customer; somebody already there is not added twice. */
async function addFamily(
  context: Context,
  job: Job,
  row: TakenRow,
  customerId: string,
  effects: Effect[],
  files: Map<string, FileNow>,
): Promise<void> {
  const { values } = row.plan;
  const others = row.plan.customer.kind === 'existing' && row.plan.customer.asMember ? [] : values.names.slice(1);
  const named: HouseholdMember[] = [
    ...others.map((name) => ({ relation: 'spouse' as const, name })),
    ...values.household,
  ];
  for (const member of named) await addMember(context, job, row, customerId, member, effects, files);
}

async function addMember(
  context: Context,
  job: Job,
  row: TakenRow,
  customerId: string,
  member: HouseholdMember,
  effects: Effect[],
  files: Map<string, FileNow>,
): Promise<void> {
  const file = files.get(customerId);
  if (file?.names.includes(member.name)) return;
  const added = await addImportedPerson(context, {
    customerId,
    siteId: siteOf(job, row),
    relation: member.relation,
    name: member.name,
    at: context.now,
  });
  if (!('personId' in added)) return;
  file?.names.push(member.name);
  effects.push({ rowIndex: row.rowIndex, kind: 'person.added', subjectId: added.personId });
}

async function keepNumbers(context: Context, job: Job, rows: readonly TakenRow[], entered: EnteredRows): Promise<void> {
  const numbers = rows.flatMap((row) => {
    const number = row.plan.values.text.externalNo;
    const one = entered.get(row.rowIndex);
    return number !== undefined && one && 'customerId' in one ? [{ number, customerId: one.customerId }] : [];
  });
  await addNumbers(context.tx, job.record.id, numbers);
}

/** Owners of customers this batch has made; somebody who has left owns nobody. */
export async function adopt(
  context: Context,
  job: Job,
  rows: readonly TakenRow[],
  entered: EnteredRows,
  field: 'owner' | 'consultant',
): Promise<void> {
  const owners: (ImportedOwner & { row: TakenRow; one: Entered })[] = [];
  for (const row of rows) {
    const one = entered.get(row.rowIndex);
    const ownerId = row.plan.values.colleagues[field];
    if (!one || !('customerId' in one) || !one.isNew || ownerId === undefined) continue;
    const siteId = siteOf(job, row);
    if (job.staff.get(ownerId)?.hasLeft) one.remarks.push(remark(job, 'OWNER_LEFT', field, 'warning'));
    else if (siteId === null) one.remarks.push(remark(job, 'OWNER_WITHOUT_SITE', field, 'warning'));
    else owners.push({ customerId: one.customerId, ownerId, siteId, row, one });
  }
  const claims = await adoptOwners(
    context,
    job.record.id,
    owners.map(({ customerId, ownerId, siteId }) => ({ customerId, ownerId, siteId })),
  );
  for (const { customerId, row, one } of owners) {
    const claimId = claims.get(customerId);
    if (claimId) one.effects.push({ rowIndex: row.rowIndex, kind: 'claim.adopted', subjectId: claimId });
  }
}

export const KEPT = 'IN_USE';

/** Takes back what concerns customers; effects come last row first, so a file is put back before it is taken away. */
export async function undoCustomers(
  context: Context,
  importId: string,
  effects: readonly Required<Effect>[],
): Promise<Map<Effect, string | null>> {
  const answers = new Map<Effect, string | null>();
  const ofKind = (kind: string) => effects.filter((effect) => effect.kind === kind);
  const claims = ofKind('claim.adopted');
  const dropped =
    claims.length > 0
      ? await dropAdopted(
          context,
          importId,
          claims.map((effect) => effect.subjectId),
        )
      : new Set<string>();
  for (const effect of claims) answers.set(effect, dropped.has(effect.subjectId) ? null : KEPT);
  for (const effect of ofKind('customer.updated'))
    answers.set(effect, (await restoreImported(context, effect.subjectId, effect.before as Before)) ? null : KEPT);
  for (const effect of ofKind('person.added')) {
    await removeImportedPerson(context.tx, effect.subjectId);
    answers.set(effect, null);
  }
  const created = ofKind('customer.created');
  if (created.length > 0) {
    const ids = created.map((effect) => effect.subjectId);
    await dropNumbers(context.tx, importId, ids);
    const gone = new Set(await removeImported(context.tx, importId, ids));
    for (const effect of created) answers.set(effect, gone.has(effect.subjectId) ? null : KEPT);
  }
  return answers;
}

export const customersWriter: Writer = {
  async carryOut(context, job, rows) {
    const entered = await enterCustomers(context, job, rows);
    await adopt(context, job, rows, entered, 'owner');
    return new Map(
      [...entered].map(([rowIndex, one]): [number, Outcome] => [
        rowIndex,
        'customerId' in one ? { kind: 'done', recordId: one.customerId, ...one } : one,
      ]),
    );
  },
  async undo(context, importId, effects) {
    const answers = await undoCustomers(context, importId, effects);
    return effects.map((effect) => answers.get(effect) ?? null);
  },
};
