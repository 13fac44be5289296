/** Small reads: names, codes, time zones, and who is to be told. */
import sql from 'sql-template-tag';
import { timeZoneOf } from '#server/organisation/index.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';

export const nameOf = async (tx: Tx, staffId: unknown): Promise<string> =>
  typeof staffId === 'string'
    ? ((
        await tx.row<{ name: string }>(
          sql`select staff.name from staff where staff.company_id = ${tx.companyId}::uuid and staff.id = ${staffId}::uuid`,
        )
      )?.name ?? '')
    : '';

export const unitName = async (tx: Tx, unitId: string): Promise<string> =>
  (
    await tx.row<{ code: string }>(
      sql`select units.code from units where units.company_id = ${tx.companyId}::uuid and units.id = ${unitId}::uuid`,
    )
  )?.code ?? '';

export const customerName = async (tx: Tx, customerId: string | null): Promise<string> =>
  customerId === null
    ? ''
    : ((
        await tx.row<{ name: string }>(
          sql`select customers.name from customers where customers.company_id = ${tx.companyId}::uuid and customers.id = ${customerId}::uuid`,
        )
      )?.name ?? '');

/** Whoever may act at every site can name one that does not exist. */
export const requireExisting = async (tx: Tx, siteId: string): Promise<void> => void (await timeZoneOf(tx, siteId));

export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly siteId: string | null;
  readonly siteIds: string[];
  readonly teamId: string | null;
}
export async function colleague(tx: Tx, staffId: string): Promise<Colleague> {
  const row = await tx.row<Colleague>({
    name: 'inventory.colleague',
    text: `select staff.id, staff.name, staff.status, staff.site_id as "siteId", staff.team_id as "teamId",
        array(select staff.site_id union select staff_sites.site_id from staff_sites
          where staff_sites.company_id = staff.company_id and staff_sites.staff_id = staff.id) as "siteIds"
      from staff where staff.company_id = $1 and staff.id = $2`,
    values: [tx.companyId, staffId],
  });
  if (!row) throw notFound('人员 / person');
  return row;
}

export const isActiveAt = (who: Colleague, siteId: string): boolean =>
  who.status === 'active' && who.siteIds.includes(siteId);
