/** What every list of the ledger shows of a deal, and which deals somebody's right reaches. */
import type { Sql } from 'sql-template-tag';
import sql from 'sql-template-tag';
import type { z } from 'zod';
import type { DealBrief } from '#contract/money-shapes.ts';
import { requireScope, scopeCondition } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';

export type Brief = z.output<typeof DealBrief>;

/** Beside a table that has company_id and deal_id. */
export const withDeal = (of: Sql): Sql => sql`join deals d on d.company_id = ${of}.company_id and d.id = ${of}.deal_id
  join customers c on c.company_id = d.company_id and c.id = d.customer_id
  join staff seller on seller.company_id = d.company_id and seller.id = d.consultant_id
  left join units u on u.company_id = d.company_id and u.id = d.unit_id`;

export const brief: Sql = sql`jsonb_build_object('id', d.id, 'number', d.number, 'state', d.state, 'kind', d.kind,
  'customer', jsonb_build_object('id', c.id, 'name', c.name), 'consultant', jsonb_build_object('id', seller.id, 'name', seller.name),
  'unit', case when u.id is null then null else coalesce(nullif(u.name, ''), u.code) end) as deal`;

export const within = (context: Context, permission: string): Sql =>
  scopeCondition(context.actor, requireScope(context.actor, permission), {
    site: sql`d.site_id`,
    team: sql`d.team_id`,
    person: sql`d.consultant_id`,
  });

/** Words a cashier knows a deal by: its number, the unit, the customer's name or the tail of the phone. */
export const knownBy = (q: string): Sql => {
  const like = `%${q.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const digits = q.replace(/\D/g, '');
  const byPhone =
    digits.length >= 4
      ? sql`or exists (select 1 from customer_keys k where k.company_id = c.company_id and k.customer_id = c.id and k.kind = 'phone'
          and k.removed_at is null and k.reversed like ${`${[...digits].reverse().join('')}%`})`
      : sql``;
  return sql`(d.number ilike ${like} or d.contract_number ilike ${like} or u.code ilike ${like} or u.name ilike ${like} or u.vin ilike ${like}
    or c.name ilike ${like} ${byPhone})`;
};
