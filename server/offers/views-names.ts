/** Small reads: names, and who is to be told. */
import sql from 'sql-template-tag';
import type { Tx } from '#server/platform/database.ts';

export const ownsCustomer = async (tx: Tx, customerId: string, staffId: string | null): Promise<boolean> =>
  staffId !== null &&
  (await tx.row(sql`select 1 from customers where customers.company_id = ${tx.companyId} and customers.id = ${customerId}
    and customers.owner_id = ${staffId}::uuid and customers.withheld_at is null`)) !== null;

export const customerNameOf = async (tx: Tx, customerId: string): Promise<string> =>
  (
    await tx.row<{ name: string }>(
      sql`select customers.name from customers where customers.company_id = ${tx.companyId} and customers.id = ${customerId}`,
    )
  )?.name ?? '';

export const companyName = async (tx: Tx): Promise<string> =>
  (await tx.row<{ name: string }>(sql`select companies.name from companies where companies.id = ${tx.companyId}`))
    ?.name ?? '';

export const unitCodeOf = async (tx: Tx, unitId: string): Promise<string> =>
  (
    await tx.row<{ code: string }>(
      sql`select units.code from units where units.company_id = ${tx.companyId} and units.id = ${unitId}`,
    )
  )?.code ?? '';

/** Where the customer is looked after when nothing else says so. */
export const customerSite = async (tx: Tx, customerId: string): Promise<string | null> =>
  (
    await tx.row<{ siteId: string | null }>(
      sql`select customers.site_id as "siteId" from customers where customers.company_id = ${tx.companyId} and customers.id = ${customerId}`,
    )
  )?.siteId ?? null;
