/** When two customers prove to be one, their visits and calls are those of the one; an undone merge gives them back. */
import sql from 'sql-template-tag';
import { onMerge } from '#server/customers/index.ts';

interface Moved {
  readonly visits: string[];
  readonly calls: string[];
}

onMerge({
  name: 'desk',
  merge: async ({ tx }, { keptId, absorbedId }): Promise<Moved> => {
    const visits = await tx.rows<{ id: string }>(sql`update visits set customer_id = ${keptId}
      where company_id = ${tx.companyId} and customer_id = ${absorbedId} returning id`);
    const calls = await tx.rows<{ id: string }>(sql`update calls set customer_id = ${keptId}
      where company_id = ${tx.companyId} and customer_id = ${absorbedId} returning id`);
    return { visits: visits.map(({ id }) => id), calls: calls.map(({ id }) => id) };
  },
  undo: async ({ tx }, { keptId, absorbedId }, moved) => {
    const { visits, calls } = moved as Moved;
    await tx.run(sql`update visits set customer_id = ${absorbedId}
      where company_id = ${tx.companyId} and customer_id = ${keptId} and id = any(${visits}::uuid[])`);
    await tx.run(sql`update calls set customer_id = ${absorbedId}
      where company_id = ${tx.companyId} and customer_id = ${keptId} and id = any(${calls}::uuid[])`);
  },
});
