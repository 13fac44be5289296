/** Customers who are to pay, for today's list: the earliest day of what is open and due (S0.02.reg.10). */
import sql from 'sql-template-tag';
import { onDueDates } from '#server/claims/index.ts';
import type { Tx } from '#server/platform/database.ts';

const paymentDue = (
  tx: Tx,
  customerIds: readonly string[],
  today: string,
): Promise<{ customerId: string; paymentDueOn: string }[]> =>
  tx.rows(sql`select d.customer_id as "customerId", to_char(min(r.due_on), 'YYYY-MM-DD') as "paymentDueOn"
    from deals d join receivables r on r.company_id = d.company_id and r.deal_id = d.id
    where d.company_id = ${tx.companyId} and d.customer_id = any(${[...customerIds]}::uuid[]) and d.state <> 'cancelled'
      and r.is_current and r.paid_fen + r.reduced_fen < r.amount_fen and r.due_on <= ${today}::date group by d.customer_id`);

onDueDates('money', ({ tx }, customerIds, today) => paymentDue(tx, customerIds, today));
