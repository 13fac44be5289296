/** What hangs on a customer here, moved to another file and back. */
import type { Tx } from '#server/platform/database.ts';

const tables = ['offers', 'quotation_sheets', 'promises', 'customer_policies'] as const;
export type Moved = Readonly<Partial<Record<(typeof tables)[number], readonly string[]>>>;

/** Both may have a policy that waits for approval: then each keeps their own, for one customer has one that waits. */
const stays = `not (t.state in ('pending', 'returned') and exists (select 1 from customer_policies o
  where o.company_id = t.company_id and o.customer_id = $3 and o.state in ('pending', 'returned')))`;

export async function moveCustomer(tx: Tx, from: string, to: string): Promise<Moved> {
  const moved: Record<string, string[]> = {};
  for (const table of tables) {
    const rows = await tx.rows<{ id: string }>({
      text: `update ${table} t set customer_id = $3 where t.company_id = $1 and t.customer_id = $2
        ${table === 'customer_policies' ? `and ${stays}` : ''} returning t.id`,
      values: [tx.companyId, from, to],
    });
    if (rows.length > 0) moved[table] = rows.map(({ id }) => id);
  }
  return moved;
}

export async function moveBack(tx: Tx, moved: Moved, to: string): Promise<void> {
  for (const table of tables)
    if (moved[table])
      await tx.run({
        text: `update ${table} set customer_id = $3 where company_id = $1 and id = any($2::uuid[])`,
        values: [tx.companyId, moved[table], to],
      });
}
