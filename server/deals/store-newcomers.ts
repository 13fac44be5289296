/** The company's deals with some customers, as business: from the day a deal took effect to its last act. */
import sql from 'sql-template-tag';
import type { Tx } from '#server/platform/database.ts';
import type { BusinessDone } from '#server/customers/index.ts';

const DEALS_MAX = 2000; // protects the database from a customer that is a whole town

/** An order that was cancelled before a contract was signed is no business; closed claims without a deal are sales of before. */
export const businessWith = (tx: Tx, customerIds: readonly string[]): Promise<BusinessDone[]> =>
  tx.rows<BusinessDone>(sql`
    select d.customer_id as "customerId", coalesce(d.number, '') as number,
      to_char(d.effective_at at time zone sites.time_zone, 'YYYY-MM-DD') as "on",
      to_char(coalesce(d.handed_over_at, d.signed_at, d.effective_at) at time zone sites.time_zone, 'YYYY-MM-DD') as until
    from deals d join sites on sites.company_id = d.company_id and sites.id = d.site_id
    where d.company_id = ${tx.companyId} and d.customer_id = any(${[...customerIds]}::uuid[]) and d.effective_at is not null
      and (d.state <> 'cancelled' or d.signed_at is not null)
    union all
    select c.customer_id, '', to_char(c.closed_at at time zone sites.time_zone, 'YYYY-MM-DD'),
      to_char(c.closed_at at time zone sites.time_zone, 'YYYY-MM-DD')
    from claims c join sites on sites.company_id = c.company_id and sites.id = c.site_id
    where c.company_id = ${tx.companyId} and c.customer_id = any(${[...customerIds]}::uuid[]) and c.closed_at is not null
      and c.ended_reason is distinct from 'refunded'
      and not exists (select 1 from deals d where d.company_id = c.company_id and d.customer_id = c.customer_id)
    limit ${DEALS_MAX}`);
