/** Fields of its own that a company defines for its units. */
import sql from 'sql-template-tag';
import type { UnitKind } from '#core/inventory/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';

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

/** How many rows came in: none when the key is taken. */
export const insertField = ({ tx, now }: Context, field: Omit<UnitField, 'retired'>): Promise<number> =>
  tx.run(sql`
    insert into unit_fields (company_id, id, kind, key, label, type, options, position, created_at)
    select ${tx.companyId}::uuid, ${field.id}::uuid, ${field.kind}, ${field.key}, ${field.label}, ${field.type}, ${field.options},
      coalesce((select max(f.position) from unit_fields f where f.company_id = ${tx.companyId}::uuid and f.kind = ${field.kind}), 0) + 1, ${now}
    on conflict (company_id, kind, key) do nothing`);

export const retireField = ({ tx, now }: Context, fieldId: string): Promise<number> =>
  tx.run(sql`
    update unit_fields set retired_at = ${now}
    where company_id = ${tx.companyId}::uuid and id = ${fieldId}::uuid and retired_at is null`);
