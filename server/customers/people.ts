/** The people of one customer with what identifies them; private fields still sealed. */
import sql from 'sql-template-tag';
import type { Context } from '#server/platform/context.ts';

export interface PersonRow {
  readonly id: string;
  readonly relation: string;
  readonly name: string;
  readonly gender: string | null;
  readonly position: string;
  readonly sealed: string | null;
  readonly keys: { kind: string; value: string }[];
}

export const peopleOf = (context: Context, customerId: string): Promise<PersonRow[]> =>
  context.tx.rows<PersonRow>(sql`
    select p.id, p.relation, p.name, p.gender, p.position, p.private_enc as sealed,
      coalesce((select jsonb_agg(jsonb_build_object('kind', k.kind, 'value', k.value) order by k.kind, k.added_at, k.id) from customer_keys k
        where k.company_id = p.company_id and k.customer_id = p.customer_id and k.person_id = p.id and k.removed_at is null), '[]'::jsonb) as keys
    from customer_people p where p.company_id = ${context.tx.companyId}::uuid and p.customer_id = ${customerId}::uuid and p.removed_at is null
    order by (p.relation = 'self') desc, p.added_at, p.id limit 100`);
