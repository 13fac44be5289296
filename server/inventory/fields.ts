/** Free fields that a company defines for its units, kind by kind. */
import { inventory as routes } from '#contract/inventory.ts';
import type { UnitKind } from '#core/inventory/index.ts';
import { accept } from '#core/kernel/decision.ts';
import { requireScope } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { answer, carryOut, type Endpoint } from '#server/platform/http.ts';
import { notFound } from '#server/platform/refused.ts';
import { refuseWith } from './said.ts';
import { fieldsOf, insertField, retireField, type UnitField } from './store-fields.ts';

export { fieldsOf, type UnitField };

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
  const id = context.newId();
  if ((await insertField(context, { id, ...body })) === 0)
    throw refuseWith('FIELD_EXISTS', { key: body.key, field: 'key' });
  return { id, journalId: note(context, 'inventory.defineField', id, body) };
});

const retire = carryOut(routes.retireField, async (context, { params }) => {
  requireScope(context.actor, 'inventory.edit', 'company');
  if ((await retireField(context, params.fieldId)) === 0) throw notFound('字段 / field');
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
