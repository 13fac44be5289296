/** A handover's statements: whose claims, who may receive, what was handed over. */
import type { Sql } from 'sql-template-tag';
import sql from 'sql-template-tag';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { settleDue } from '#server/platform/deadlines.ts';
import { notConfidential } from './scope.ts';
import type { StaffFacts, Stored } from './store.ts';
import { claimColumns } from './store.ts';

const HANDOVER_CLAIMS_MAX = 1_000; // one transaction, as many as the list shows; more is done in several actions

/** Locks every customer of the person in one order, then settles what was due and reads what is left. */
export async function openClaimsOf(context: Context, ownerId: string, reach: Sql): Promise<Stored[]> {
  const { tx } = context;
  const customers = await tx.rows<{ id: string }>(sql`
    select customers.id from customers where customers.company_id = ${tx.companyId} and customers.id in (
      select claims.customer_id from claims where claims.company_id = ${tx.companyId} and claims.owner_id = ${ownerId} and claims.ended_at is null and ${reach})
      and ${notConfidential(context, sql`${ownerId}::uuid`, 'claims.handover')}
    order by customers.id limit ${HANDOVER_CLAIMS_MAX} for no key update`);
  await settleDue(
    context,
    customers.map((customer) => customer.id),
  );
  return tx.rows<Stored>({
    text: `select ${claimColumns} from claims where claims.company_id = $1 and claims.owner_id = $2 and claims.ended_at is null
      and claims.customer_id = any($3) order by claims.registered_at, claims.id`,
    values: [tx.companyId, ownerId, customers.map((customer) => customer.id)],
  });
}

export async function receiversOf(
  context: Context,
  ids: readonly string[],
): Promise<(StaffFacts & { holding: number })[]> {
  const { tx } = context;
  return tx.rows<StaffFacts & { holding: number }>(sql`
    select staff.id, staff.name, staff.status, staff.site_id as "siteId", staff.team_id as "teamId",
      (select count(*)::int from claims where claims.company_id = staff.company_id and claims.owner_id = staff.id and claims.ended_at is null
        and claims.state <> 'closed') as holding
    from staff where staff.company_id = ${tx.companyId} and staff.id = any(${[...ids]}::uuid[]) and staff.status = 'active' order by staff.id`);
}

export interface HandoverRow {
  readonly id: string;
  readonly ownerId: string;
  readonly why: string;
  readonly leaveDays: number | null;
  readonly method: string;
  readonly drawn: readonly string[];
  readonly reason: string;
  readonly claims: number;
  readonly at: string;
  readonly by: string | null;
  readonly journalId: string;
}

export async function insertHandover(tx: Tx, row: HandoverRow): Promise<void> {
  await tx.run(sql`insert into handovers (company_id, id, owner_id, why, leave_days, method, drawn, reason, claims, at, by, journal_id)
    values (${tx.companyId}, ${row.id}, ${row.ownerId}, ${row.why}, ${row.leaveDays}, ${row.method}, ${[...row.drawn]}::uuid[],
      ${row.reason}, ${row.claims}, ${row.at}, ${row.by}, ${row.journalId})`);
}

export async function insertHandoverItem(
  tx: Tx,
  item: {
    readonly handoverId: string;
    readonly claimId: string;
    readonly customerId: string;
    readonly toId: string;
    readonly newClaimId: string;
  },
): Promise<void> {
  await tx.run(sql`insert into handover_items (company_id, handover_id, claim_id, customer_id, to_id, new_claim_id)
    values (${tx.companyId}, ${item.handoverId}, ${item.claimId}, ${item.customerId}, ${item.toId}, ${item.newClaimId})`);
}
