/** What hangs on a customer here, moved to another file and back. */
import type { Tx } from '#server/platform/database.ts';

const tables = ['holds', 'quotes', 'return_slips', 'units'] as const;
type Table = (typeof tables)[number];
export type Moved = Readonly<Partial<Record<Table | 'launch_buyers', readonly string[]>>>;

/** Both may be registered for one launch: then each keeps their own registration, for one buyer chooses once. */
const buyersToMove = `select b.id from launch_buyers b where b.company_id = $1 and b.customer_id = $2
  and not exists (select 1 from launch_buyers o where o.company_id = b.company_id and o.launch_id = b.launch_id and o.customer_id = $3 and o.removed_at is null)`;

export async function moveCustomer(tx: Tx, from: string, to: string): Promise<Moved> {
  const moved: Record<string, string[]> = {};
  const values = [tx.companyId, from, to];
  for (const table of tables)
    moved[table] = (
      await tx.rows<{ id: string }>({
        text: `update ${table} set customer_id = $3 where company_id = $1 and customer_id = $2 returning id`,
        values,
      })
    ).map(({ id }) => id);
  moved.launch_buyers = (
    await tx.rows<{ id: string }>({
      text: `update launch_buyers set customer_id = $3 where company_id = $1 and id in (${buyersToMove}) returning id`,
      values,
    })
  ).map(({ id }) => id);
  return Object.fromEntries(Object.entries(moved).filter(([, ids]) => ids.length > 0));
}

export async function moveBack(tx: Tx, moved: Moved, to: string): Promise<void> {
  for (const [table, ids] of Object.entries(moved))
    if ((tables as readonly string[]).includes(table) || table === 'launch_buyers')
      await tx.run({
        text: `update ${table} set customer_id = $3 where company_id = $1 and id = any($2::uuid[])`,
        values: [tx.companyId, ids, to],
      });
}
