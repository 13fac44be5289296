/** Small reads for other capabilities. */
import sql from 'sql-template-tag';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { maskPhone } from '#core/customers/index.ts';
import { maskPrivate } from './identity.ts';
import { phoneForReading } from './normalise.ts';
import { peopleOf } from './people.ts';
import { vaultOf } from './vault.ts';

export interface CustomerBrief {
  readonly id: string;
  readonly name: string;
  readonly grade: string | null;
  readonly siteId: string | null;
  readonly ownerId: string | null;
  readonly householdId: string | null;
  readonly registeredAt: string;
}

export const customerBrief = (tx: Tx, ids: readonly string[]): Promise<CustomerBrief[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : tx.rows<CustomerBrief>(sql`
        select c.id, c.name, c.grade, c.site_id as "siteId", c.owner_id as "ownerId", c.household_id as "householdId", c.registered_at as "registeredAt"
        from customers c where c.company_id = ${tx.companyId}::uuid and c.id = any(${[...ids]}::uuid[])`);

/** The file in which a customer is kept today: an id from before a merge still leads there. Null when there is no such customer. */
export async function resolve(tx: Tx, customerId: string): Promise<string | null> {
  const row = await tx.row<{ id: string }>(sql`
    with recursive chain as (
      select c.id, c.merged_into from customers c where c.company_id = ${tx.companyId}::uuid and c.id = ${customerId}::uuid
      union
      select c.id, c.merged_into from customers c join chain on c.company_id = ${tx.companyId}::uuid and c.id = chain.merged_into)
    select chain.id from chain where chain.merged_into is null limit 1`);
  return row?.id ?? null;
}

export interface OnPaper {
  readonly name: string;
  readonly idNumber: string;
  readonly phone: string;
  readonly address: string;
}

/** Who signs, for a paper they sign themselves. Whoever prints one asks here, and writes down that they did. */
export async function identityOnPaper(context: Context, customerId: string, isMasked: boolean): Promise<OnPaper> {
  const self = (await peopleOf(context, customerId)).find((person) => person.relation === 'self');
  const opened = (await vaultOf(context)).openIfPossible(self?.sealed ?? null);
  const values = isMasked ? maskPrivate(opened) : opened;
  const phone = self?.keys.find((key) => key.kind === 'phone')?.value ?? '';
  return {
    name: self?.name ?? '',
    idNumber: values.idNumber ?? '',
    phone: isMasked ? maskPhone(phone) : phoneForReading(phone),
    address: values.address ?? '',
  };
}
