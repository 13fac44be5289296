/** Free fields that a company defines for its customers. */
import sql from 'sql-template-tag';
import { customersRefusals } from '#contract/customers.ts';
import { accept } from '#core/kernel/decision.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound, Refused } from '#server/platform/refused.ts';

export interface Field {
  readonly id: string;
  readonly key: string;
  readonly label: string;
  readonly type: 'text' | 'number' | 'date' | 'choice';
  readonly options: string[];
  readonly retired: boolean;
}

export const fieldsOf = (tx: Tx): Promise<Field[]> =>
  tx.rows<Field>(sql`
    select f.id, f.key, f.label, f.type, f.options, f.retired_at is not null as retired
    from customer_fields f where f.company_id = ${tx.companyId}::uuid order by f.position, f.key limit 200`);

type Value = string | number | null;
const fits: Readonly<Record<Field['type'], (value: Value, field: Field) => boolean>> = {
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  date: (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value),
  choice: (value, field) => typeof value === 'string' && field.options.includes(value),
};

/** Only defined fields, only fitting values; null empties a field. */
export async function checkCustom(
  tx: Tx,
  custom: Readonly<Record<string, Value>> | undefined,
): Promise<Readonly<Record<string, Value>>> {
  const entries = Object.entries(custom ?? {});
  if (entries.length === 0) return {};
  const fields = new Map((await fieldsOf(tx)).map((field) => [field.key, field]));
  for (const [key, value] of entries) {
    const field = fields.get(key);
    const detail = { key, field: `custom.${key}` };
    if (!field || field.retired) throw new Refused('FIELD_UNKNOWN', customersRefusals.FIELD_UNKNOWN, detail);
    if (value !== null && !fits[field.type](value, field))
      throw new Refused('FIELD_VALUE_INVALID', customersRefusals.FIELD_VALUE_INVALID, detail);
  }
  return Object.fromEntries(entries);
}

export async function defineField(
  context: Context,
  body: { key: string; label: string; type: Field['type']; options: string[] },
): Promise<{ id: string; journalId: string }> {
  const id = context.newId();
  const added = await context.tx.run(sql`
    insert into customer_fields (company_id, id, key, label, type, options, position, created_at)
    select ${context.tx.companyId}::uuid, ${id}::uuid, ${body.key}, ${body.label}, ${body.type}, ${body.options},
      coalesce((select max(f.position) from customer_fields f where f.company_id = ${context.tx.companyId}::uuid), 0) + 1, ${context.now}
    on conflict (company_id, key) do nothing`);
  if (added === 0) throw new Refused('FIELD_EXISTS', customersRefusals.FIELD_EXISTS, { key: body.key, field: 'key' });
  return { id, journalId: note(context, 'customers.defineField', id, body) };
}

export async function retireField(context: Context, fieldId: string): Promise<{ journalId: string }> {
  const changed = await context.tx.run(sql`
    update customer_fields set retired_at = ${context.now}
    where company_id = ${context.tx.companyId}::uuid and id = ${fieldId}::uuid and retired_at is null`);
  if (changed === 0) throw notFound('字段 / field');
  return { journalId: note(context, 'customers.retireField', fieldId, {}) };
}

const note = (
  context: Context,
  kind: 'customers.defineField' | 'customers.retireField',
  id: string,
  input: unknown,
): string =>
  context.record({ kind, subject: { type: 'customer_field', id }, input, facts: {}, decision: accept({ id }, []) });
