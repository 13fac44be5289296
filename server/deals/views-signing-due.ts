/** Customers who are to sign, for today's list; with its first deal a site's mornings begin (S0.02.reg.10). */
import sql from 'sql-template-tag';
import { onDueDates, windUpMorning } from '#server/claims/index.ts';
import type { Tx } from '#server/platform/database.ts';
import { onDealEvent } from './hooks.ts';

const signingDue = (tx: Tx, customerIds: readonly string[]): Promise<{ customerId: string; signingDueOn: string }[]> =>
  tx.rows(sql`select d.customer_id as "customerId", to_char(min(d.contract_due_on), 'YYYY-MM-DD') as "signingDueOn" from deals d
    where d.company_id = ${tx.companyId} and d.customer_id = any(${[...customerIds]}::uuid[]) and d.contract_due_on is not null
      and d.signed_at is null and d.state in ('subscribed', 'contracting') group by d.customer_id`);

onDueDates('deals', ({ tx }, customerIds) => signingDue(tx, customerIds));
onDealEvent('today', async (context, { type, deal }) => {
  if (type === 'subscribed') await windUpMorning(context, deal.siteId);
});
