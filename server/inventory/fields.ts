/** Free fields that a company defines for its units, kind by kind. */
import sql from 'sql-template-tag';
import { inventory as routes } from '#contract/inventory.ts';
import type { UnitKind } from '#core/inventory/index.ts';
import { accept } from '#core/kernel/decision.ts';
import { requireScope } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { answer, carryOut, type Endpoint } from '#server/platform/http.ts';
import { notFound } from '#server/platform/refused.ts';
import { refuseWith } from './said.ts';

export interface UnitField {
  readonly id: string;
  readonly kind: UnitKind;
  readonly key: string;
  readonly label: string;
  readonly type: 'text' | 'number' | 'date' | 'choice';
  readonly options: string[];
  readonly retired: boolean;
}

export const fieldsOf = (tx: Tx): Promise<UnitField[]> =>
  tx.rows<UnitField>(sql`
    select f.id, f.kind, f.key, f.label, f.type, f.options, f.retired_at is not null as retired
    from unit_fields f where f.company_id = ${tx.companyId}::uuid order by f.kind, f.position, f.key limit 400`);

type Value = string | number | null;
const fits: Readonly<Record<UnitField['type'], (value: Value, field: UnitField) => boolean>> = {
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  date: (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value),
  choice: (value, field) => typeof value === 'string' && field.options.includes(value),
};

/** Only defined fields of the kind, only fitting values; null empties a field. */
export async function checkFields(
  tx: Tx,
  kind: UnitKind,
  values: Readonly<Record<string, Value>> | undefined,
): Promise<Readonly<Record<string, Value>>> {
  const entries = Object.entries(values ?? {});
  if (entries.length === 0) return {};
  const fields = new Map((await fieldsOf(tx)).filter((one) => one.kind === kind).map((one) => [one.key, one]));
  for (const [key, value] of entries) {
    const field = fields.get(key);
    const detail = { key, field: `fields.${key}` };
    if (!field || field.retired) throw refuseWith('FIELD_UNKNOWN', detail);
    if (value !== null && !fits[field.type](value, field)) throw refuseWith('FIELD_VALUE_INVALID', detail);
  }
  return Object.fromEntries(entries);
}

const define = carryOut(routes.defineField, async (context, { body }) => {
  requireScope(context.actor, 'inventory.edit', 'company');
  const { tx, now } = context;
  const id = context.newId();
  const added = await tx.run(sql`
    insert into unit_fields (company_id, id, kind, key, label, type, options, position, created_at)
    select ${tx.companyId}::uuid, ${id}::uuid, ${body.kind}, ${body.key}, ${body.label}, ${body.type}, ${body.options},
      coalesce((select max(f.position) from unit_fields f where f.company_id = ${tx.companyId}::uuid and f.kind = ${body.kind}), 0) + 1, ${now}
    on conflict (company_id, kind, key) do nothing`);
  if (added === 0) throw refuseWith('FIELD_EXISTS', { key: body.key, field: 'key' });
  return { id, journalId: note(context, 'inventory.defineField', id, body) };
});

const retire = carryOut(routes.retireField, async (context, { params }) => {
  requireScope(context.actor, 'inventory.edit', 'company');
  const changed = await context.tx.run(sql`
    update unit_fields set retired_at = ${context.now}
    where company_id = ${context.tx.companyId}::uuid and id = ${params.fieldId}::uuid and retired_at is null`);
  if (changed === 0) throw notFound('字段 / field');
  return { journalId: note(context, 'inventory.retireField', params.fieldId, {}) };
});

const note = (
  context: Context,
  kind: 'inventory.defineField' | 'inventory.retireField',
  id: string,
  input: unknown,
): string =>
  context.record({ kind, subject: { type: 'unit_field', id }, input, facts: {}, decision: accept({ id }, []) });

export const fieldEndpoints: readonly Endpoint[] = [
  answer(routes.fields, async (context) => ({ fields: await fieldsOf(context.tx) })),
  define,
  retire,
];
