/** Writes of demands for payment: the notice, who was asked, how it ended. */
import sql from 'sql-template-tag';
import type { DemandReason, DemandState } from '#core/money/index.ts';
import type { Instant, LocalDate } from '#core/kernel/instant.ts';
import type { Tx } from '#server/platform/database.ts';
import { notFound } from '#server/platform/refused.ts';

export interface Demand {
  readonly id: string;
  readonly siteId: string;
  readonly dealId: string;
  readonly customerId: string;
  readonly consultantId: string;
  readonly teamId: string | null;
  readonly number: string;
  readonly state: DemandState;
  readonly contactBy: Instant;
  readonly amountFen: number;
}
const columns = sql`demands.id, demands.site_id as "siteId", demands.deal_id as "dealId", demands.customer_id as "customerId",
  demands.consultant_id as "consultantId", demands.team_id as "teamId", demands.number, demands.state, demands.contact_by as "contactBy",
  demands.amount_fen as "amountFen"`;

export async function dealOfDemand(tx: Tx, demandId: string): Promise<string> {
  const row = await tx.row<{ dealId: string }>(
    sql`select demands.deal_id as "dealId" from demands where demands.company_id = ${tx.companyId} and demands.id = ${demandId}`,
  );
  if (!row) throw notFound('催款 / demand');
  return row.dealId;
}
export async function lockDemand(tx: Tx, demandId: string): Promise<Demand> {
  const row = await tx.row<Demand>(
    sql`select ${columns} from demands where demands.company_id = ${tx.companyId} and demands.id = ${demandId} for update`,
  );
  if (!row) throw notFound('催款 / demand');
  return row;
}
export const openDemandOf = (tx: Tx, dealId: string): Promise<Demand | null> =>
  tx.row<Demand>(
    sql`select ${columns} from demands where demands.company_id = ${tx.companyId} and demands.deal_id = ${dealId} and demands.state = 'open'`,
  );

export interface NewDemand extends Omit<Demand, 'state'> {
  readonly reason: DemandReason;
  readonly oldestDueOn: LocalDate;
  readonly days: number;
  readonly at: Instant;
  readonly by: string | null;
  readonly collectBy: LocalDate | null;
  readonly journalId: string;
}
/** The one before goes to rest when the next one is issued, answered or not. */
export async function insertDemand(tx: Tx, one: NewDemand): Promise<void> {
  await tx.run(sql`update demands set state = 'closed', closed_at = ${one.at} where company_id = ${tx.companyId} and deal_id = ${one.dealId}
    and state <> 'closed'`);
  await tx.run(sql`insert into demands (company_id, id, site_id, number, deal_id, customer_id, consultant_id, team_id, reason, amount_fen, oldest_due_on,
      days, issued_at, issued_by, contact_by, collect_by, state, journal_id)
    values (${tx.companyId}, ${one.id}, ${one.siteId}, ${one.number}, ${one.dealId}, ${one.customerId}, ${one.consultantId}, ${one.teamId},
      ${one.reason}, ${one.amountFen}, ${one.oldestDueOn}, ${one.days}, ${one.at}, ${one.by}, ${one.contactBy}, ${one.collectBy}, 'open',
      ${one.journalId})`);
}
/** Paid up, or over. */
export const closeDemandsOf = (tx: Tx, dealId: string, at: Instant): Promise<number> =>
  tx.run(sql`update demands set state = 'closed', closed_at = ${at} where company_id = ${tx.companyId} and deal_id = ${dealId}
    and state <> 'closed'`);

export async function saveContact(
  tx: Tx,
  demandId: string,
  one: {
    readonly id: string;
    readonly dealId: string;
    readonly by: string;
    readonly at: Instant;
    readonly channel: string;
    readonly note: string;
    readonly promisedOn: LocalDate | null;
    readonly disagrees: boolean;
    readonly inTime: boolean;
    readonly journalId: string;
  },
): Promise<void> {
  await tx.run(sql`insert into demand_contacts (company_id, id, demand_id, deal_id, by_id, at, channel, note, promised_on, disagrees, in_time, journal_id)
    values (${tx.companyId}, ${one.id}, ${demandId}, ${one.dealId}, ${one.by}, ${one.at}, ${one.channel}, ${one.note}, ${one.promisedOn},
      ${one.disagrees}, ${one.inTime}, ${one.journalId})`);
  await tx.run(sql`update demands set state = 'contacted', contacted_at = coalesce(contacted_at, ${one.at}),
    promised_on = coalesce(${one.promisedOn}::date, promised_on) where company_id = ${tx.companyId} and id = ${demandId}`);
}
export const stampMissed = (tx: Tx, demandId: string, at: Instant): Promise<number> =>
  tx.run(sql`update demands set missed_at = ${at} where company_id = ${tx.companyId} and id = ${demandId}`);

/** Deals of a site that owe something overdue and have no demand waiting, oldest debt first. */
export const overdueDeals = (
  tx: Tx,
  siteId: string,
  today: LocalDate,
  now: Instant,
  limit: number,
): Promise<{ dealId: string }[]> =>
  tx.rows<{ dealId: string }>(sql`select deal_accounts.deal_id as "dealId" from deal_accounts
    where deal_accounts.company_id = ${tx.companyId} and deal_accounts.site_id = ${siteId} and deal_accounts.is_live and deal_accounts.open_fen > 0
      and deal_accounts.next_due_on < ${today}
      and not exists (select 1 from demands where demands.company_id = deal_accounts.company_id and demands.deal_id = deal_accounts.deal_id
        and demands.state = 'open' and demands.contact_by > ${now})
    order by deal_accounts.next_due_on, deal_accounts.deal_id limit ${limit}`);
/** People of a site, or of the company, who take its money. */
export const cashiersOf = async (tx: Tx, siteId: string): Promise<string[]> =>
  (
    await tx.rows<{ id: string }>(sql`select distinct staff.id from staff
      join staff_roles on staff_roles.company_id = staff.company_id and staff_roles.staff_id = staff.id
      join roles on roles.company_id = staff_roles.company_id and roles.id = staff_roles.role_id
      where staff.company_id = ${tx.companyId} and staff.status = 'active' and roles.grants ? 'money.receive' and not roles.grants ? 'deals.open'
        and (staff.site_id = ${siteId} or roles.grants ->> 'money.receive' = 'company') limit 20`)
  ).map((row) => row.id);
