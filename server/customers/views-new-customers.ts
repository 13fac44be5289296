/** Forms that claim a new customer: in the customer's file, and as the register that internal affairs keeps (S2.11.a4). */
import sql, { empty, type Sql } from 'sql-template-tag';
import type { customers as contract } from '#contract/customers.ts';
import type { QueryOf, ResponseOf } from '#contract/kernel/route.ts';
import { scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { idsInScope, inScope } from './scope.ts';

type Register = typeof contract.newCustomerRegister;
type Out = ResponseOf<Register>['rows'][number];
interface Row extends Omit<Out, 'by' | 'customer' | 'site'> {
  readonly byId: string | null;
  readonly byName: string | null;
  readonly customerId: string;
  readonly customerName: string;
  readonly siteId: string | null;
  readonly siteName: string | null;
}
const IN_A_FILE = 20;

const select = (companyId: string, where: Sql): Sql => sql`
  select n.id, n.first_on as "firstOn", n.form_name as "formName", n.due_on as "dueOn", n.state, n.ended_at as "endedAt",
    n.ended_reason as "endedReason", n.filed_at as "filedAt", n.journal_id as "journalId", n.at, s.id as "byId", s.name as "byName",
    c.id as "customerId", c.name as "customerName", sites.id as "siteId", sites.name as "siteName",
    coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) order by g.name) from staff g
      where g.company_id = n.company_id and g.id = any(n.signers)), '[]') as signers,
    (select a.id from approvals a where a.company_id = n.company_id and a.matter = 'new_customer' and a.subject_id = n.id
      order by a.requested_at desc limit 1) as "approvalId"
  from customer_new_claims n
    join customers c on c.company_id = n.company_id and c.id = n.customer_id
    left join sites on sites.company_id = c.company_id and sites.id = c.site_id
    left join staff s on s.company_id = n.company_id and s.id = n.submitted_by
  where n.company_id = ${companyId}::uuid and ${where}`;

function out({ byId, byName, customerId, customerName, siteId, siteName, ...row }: Row): Out {
  return {
    ...row,
    by: byId === null ? null : { id: byId, name: byName ?? '' },
    customer: { id: customerId, name: customerName },
    site: siteId === null ? null : { id: siteId, name: siteName ?? '' },
  };
}

export async function newClaimsOf({ tx }: Context, customerId: string): Promise<Omit<Out, 'customer' | 'site'>[]> {
  const rows = await tx.rows<Row>(
    sql`${select(tx.companyId, sql`n.customer_id = ${customerId}::uuid`)} order by n.first_on desc limit ${IN_A_FILE}`,
  );
  return rows.map((row) => {
    const { customer: _customer, site: _site, ...claim } = out(row);
    return claim;
  });
}

export async function newCustomerRegister(context: Context, query: QueryOf<Register>): Promise<ResponseOf<Register>> {
  const after = fromCursor(query.cursor, 2);
  const { actor } = context;
  // Whoever sees their own starts from these; everybody else walks the register.
  const seen =
    scopeOf(actor, 'customers.read') === 'self' ? sql`n.customer_id = any(${idsInScope(actor)})` : inScope(actor);
  const rows = await context.tx.rows<Row>(
    sql`${select(
      context.tx.companyId,
      sql`${seen} ${query.state ? sql`and n.state = ${query.state}` : empty}
      ${after ? sql`and (n.at, n.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : empty}`,
    )} order by n.at desc, n.id desc limit ${query.limit + 1}`,
  );
  const page = pageFrom(rows, query.limit, (row) => [row.at, row.id]);
  return { rows: page.rows.map(out), nextCursor: page.nextCursor };
}
