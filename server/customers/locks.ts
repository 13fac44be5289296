/** Locks a customer that a command is about to change, after checking that the actor may see and change it. */
import sql from 'sql-template-tag';
import type { Context } from '#server/platform/context.ts';
import { notFound, Refused, stale } from '#server/platform/refused.ts';
import { customersRefusals } from '#contract/customers.ts';
import { requireVisible } from './scope.ts';

export interface Locked {
  readonly id: string;
  readonly siteId: string | null;
  readonly ownerId: string | null;
  readonly name: string;
  readonly grade: 'A' | 'B' | 'C' | 'D' | null;
  readonly stage: string;
  readonly important: boolean;
  readonly version: number;
  readonly mergedInto: string | null;
  readonly registeredAt: string;
  readonly trackingSheetOpenedAt: string | null;
  readonly custom: Record<string, string | number | null>;
}

export async function lockCustomer(
  context: Context,
  customerId: string,
  permission = 'customers.edit',
  version?: number,
): Promise<Locked> {
  await requireVisible(context, customerId, permission);
  await requireVisible(context, customerId);
  const [row] = await lockRows(context, [customerId]);
  if (!row) throw notFound('客户 / customer');
  if (row.mergedInto !== null)
    throw new Refused('ALREADY_MERGED', customersRefusals.ALREADY_MERGED, { into: row.mergedInto });
  if (version !== undefined && version !== row.version) throw stale(row.version);
  return row;
}

/** In the order of ids, so that two commands over the same customers do not lock each other out. */
export const lockRows = (context: Context, ids: readonly string[]): Promise<Locked[]> =>
  context.tx.rows<Locked>(sql`
    select c.id, c.site_id as "siteId", c.owner_id as "ownerId", c.name, c.grade, c.stage, c.important, c.version, c.merged_into as "mergedInto",
      c.registered_at as "registeredAt", c.tracking_sheet_opened_at as "trackingSheetOpenedAt", c.custom
    from customers c where c.company_id = ${context.tx.companyId}::uuid and c.id = any(${[...ids]}::uuid[]) order by c.id for update`);

export const bump = async (context: Context, customerId: string): Promise<number> => {
  const row = await context.tx.row<{ version: number }>(sql`
    update customers set version = version + 1, last_activity_at = greatest(last_activity_at, ${context.now}::timestamptz)
    where company_id = ${context.tx.companyId}::uuid and id = ${customerId}::uuid returning version`);
  if (!row) throw notFound('客户 / customer');
  return row.version;
};
