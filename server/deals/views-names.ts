/** Small reads: what a deal is called, who is to be told. */
import sql from 'sql-template-tag';
import type { Deal } from '#core/deals/index.ts';
import type { Tx } from '#server/platform/database.ts';

export interface Names {
  readonly customer: string;
  readonly consultant: string;
  readonly unit: string;
  readonly timeZone: string;
}
export async function namesOf(
  tx: Tx,
  deal: Pick<Deal, 'customerId' | 'consultantId' | 'unitId' | 'siteId' | 'wanted'>,
): Promise<Names> {
  const row = await tx.row<Names>(sql`select
      coalesce((select customers.name from customers where customers.company_id = ${tx.companyId} and customers.id = ${deal.customerId}), '') as customer,
      coalesce((select staff.name from staff where staff.company_id = ${tx.companyId} and staff.id = ${deal.consultantId}), '') as consultant,
      coalesce((select units.code from units where units.company_id = ${tx.companyId} and units.id = ${deal.unitId}::uuid), '') as unit,
      (select sites.time_zone from sites where sites.company_id = ${tx.companyId} and sites.id = ${deal.siteId}) as "timeZone"`);
  const names = row ?? { customer: '', consultant: '', unit: '', timeZone: 'Asia/Shanghai' };
  return names.unit === '' && deal.wanted
    ? { ...names, unit: `${deal.wanted.model} ${deal.wanted.colour}`.trim() }
    : names;
}

/** At work, and at this site or at none in particular. */
export const colleagueExists = async (tx: Tx, staffId: string, siteId: string): Promise<boolean> =>
  (await tx.row(sql`
    select 1 from staff where staff.company_id = ${tx.companyId} and staff.id = ${staffId} and staff.status = 'active'
      and (staff.site_id is null or staff.site_id = ${siteId} or exists (select 1 from staff_sites
        where staff_sites.company_id = staff.company_id and staff_sites.staff_id = staff.id and staff_sites.site_id = ${siteId}))`)) !==
  null;
