/** Writes of targets and policies. */
import sql from 'sql-template-tag';
import type { Month, UnitKind } from '#core/money/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { invalid, notFound } from '#server/platform/refused.ts';

export async function requireStaff(tx: Tx, ids: readonly string[]): Promise<void> {
  const wanted = [...new Set(ids)];
  const rows = await tx.rows(
    sql`select 1 from staff t where t.company_id = ${tx.companyId} and t.id = any(${wanted}::uuid[])`,
  );
  if (rows.length < wanted.length) throw invalid('targets', '没有这位同事 / nobody of the house');
}

export async function saveTargets(
  context: Context,
  given: {
    siteId: string;
    month: Month;
    targets: readonly { staffId: string | null; amountFen: number }[];
    journalId: string;
  },
): Promise<void> {
  const { tx, now, actor } = context;
  for (const { staffId, amountFen } of given.targets) {
    const same = staffId === null ? sql`staff_id is null` : sql`staff_id = ${staffId}`;
    await tx.run(sql`delete from sales_targets where company_id = ${tx.companyId} and site_id = ${given.siteId}
      and month = ${given.month} and ${same}`);
    if (amountFen === 0) continue;
    await tx.run(sql`insert into sales_targets (company_id, id, site_id, month, staff_id, amount_fen, set_at, set_by, journal_id)
      values (${tx.companyId}, ${context.newId()}, ${given.siteId}, ${given.month}, ${staffId}, ${amountFen}, ${now}, ${actor.staffId},
        ${given.journalId})`);
  }
}

export const isPolicyPending = async (tx: Tx, siteId: string, month: Month): Promise<boolean> =>
  (await tx.row(sql`select 1 from commission_policies p where p.company_id = ${tx.companyId} and p.site_id = ${siteId}
    and p.month = ${month} and p.state = 'pending' limit 1`)) !== null;

/** The policies that were put up last and not approved. */
export const lastRefusedPolicies = async (tx: Tx, siteId: string, month: Month): Promise<string | null> =>
  (
    await tx.row<{
      id: string;
    }>(sql`select p.batch_id as id from commission_policies p where p.company_id = ${tx.companyId}
      and p.site_id = ${siteId} and p.month = ${month} and p.state = 'refused' order by p.set_at desc, p.batch_id desc limit 1`)
  )?.id ?? null;

export async function insertPolicies(
  context: Context,
  given: {
    batchId: string;
    siteId: string;
    month: Month;
    policies: readonly { unitKind: UnitKind; product: string; amountFen: number }[];
    journalId: string;
  },
): Promise<void> {
  const { tx, now, actor } = context;
  const rows = given.policies.map((one) => ({ ...one, id: context.newId() }));
  await tx.run(sql`insert into commission_policies (company_id, id, site_id, month, unit_kind, product, amount_fen, state, batch_id, set_at, set_by,
      journal_id)
    select ${tx.companyId}, r.id, ${given.siteId}, ${given.month}, r."unitKind", r.product, r."amountFen", 'pending', ${given.batchId}, ${now},
      ${actor.staffId}, ${given.journalId}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, "unitKind" text, product text, "amountFen" bigint)`);
}

/** A new policy takes the place of the old one for the products it names. */
export async function decidePolicies(tx: Tx, batchId: string, to: 'approved' | 'refused'): Promise<void> {
  if (to === 'approved')
    await tx.run(sql`update commission_policies o set state = 'replaced' from commission_policies n
      where o.company_id = ${tx.companyId} and o.state = 'approved' and n.company_id = o.company_id and n.batch_id = ${batchId}
        and n.state = 'pending' and n.site_id = o.site_id and n.month = o.month and n.unit_kind = o.unit_kind and n.product = o.product`);
  await tx.run(
    sql`update commission_policies set state = ${to} where company_id = ${tx.companyId} and batch_id = ${batchId} and state = 'pending'`,
  );
}

export async function referralById(
  tx: Tx,
  id: string,
): Promise<{ siteId: string; dealId: string; customerId: string; amountFen: number }> {
  const row = await tx.row<{ siteId: string; dealId: string; customerId: string; amountFen: number }>(sql`
    select r.site_id as "siteId", r.deal_id as "dealId", r.customer_id as "customerId", r.amount_fen as "amountFen" from referral_rewards r
    where r.company_id = ${tx.companyId} and r.id = ${id}`);
  if (!row) throw notFound('介绍奖励 / reward');
  return row;
}
