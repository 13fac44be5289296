/** Writes of commission: the account of a deal is locked before its lines are worked out; lines are only added. */
import sql from 'sql-template-tag';
import type { Balance, EndCause, Month, NewLine, Rate, Shares, Stopped, Wait } from '#core/money/index.ts';
import type { Instant } from '#core/kernel/instant.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';

export interface Account {
  readonly dealId: string;
  readonly siteId: string;
  readonly customerId: string;
  readonly stopped: Stopped;
  readonly waits: readonly Wait[];
  readonly rate: Rate | null;
  readonly poolFen: number;
  readonly shares: Shares | null;
  readonly sharesJournalId: string | null;
  readonly caseName: string | null;
  readonly countedAt: Instant | null;
  readonly endedCause: EndCause | null;
  readonly journalId: string | null;
}

const columns = `a.deal_id as "dealId", a.site_id as "siteId", a.customer_id as "customerId", a.stopped, a.waits, a.rate, a.pool_fen as "poolFen",
  a.shares, a.shares_journal_id as "sharesJournalId", a.case_name as "caseName", a.counted_at as "countedAt", a.ended_cause as "endedCause",
  a.journal_id as "journalId"`;

export const accountOf = (tx: Tx, dealId: string): Promise<Account | null> =>
  tx.row<Account>({
    name: 'commission.account',
    text: `select ${columns} from commission_accounts a where a.company_id = $1 and a.deal_id = $2`,
    values: [tx.companyId, dealId],
  });

/** The account of the deal, opened when there is none, and locked: two events at once do not both credit it. */
export async function lockAccount(
  context: Context,
  deal: { readonly id: string; readonly siteId: string; readonly customerId: string },
): Promise<Account> {
  const { tx } = context;
  await tx.run({
    name: 'commission.open-account',
    text: `insert into commission_accounts (company_id, deal_id, site_id, customer_id, changed_at) values ($1, $2, $3, $4, $5)
      on conflict do nothing`,
    values: [tx.companyId, deal.id, deal.siteId, deal.customerId, context.now],
  });
  const account = await tx.row<Account>({
    name: 'commission.lock-account',
    text: `select ${columns} from commission_accounts a where a.company_id = $1 and a.deal_id = $2 for no key update`,
    values: [tx.companyId, deal.id],
  });
  if (!account) throw new Error('the account was just opened');
  return account;
}

export async function saveAccount(context: Context, account: Account): Promise<void> {
  const { tx, now } = context;
  await tx.run({
    name: 'commission.save-account',
    text: `update commission_accounts set stopped = $3, waits = $4, rate = $5, pool_fen = $6, shares = $7, shares_journal_id = $8, case_name = $9,
      counted_at = $10, ended_cause = $11, journal_id = $12, changed_at = $13 where company_id = $1 and deal_id = $2`,
    values: [
      ...[tx.companyId, account.dealId, [...account.stopped], [...account.waits], JSON.stringify(account.rate)],
      ...[
        account.poolFen,
        JSON.stringify(account.shares),
        account.sharesJournalId,
        account.caseName,
        account.countedAt,
      ],
      ...[account.endedCause, account.journalId, now],
    ],
  });
}

/** What everybody's lines of a deal come to, payouts left out. */
export const balancesOf = (tx: Tx, dealId: string): Promise<Balance[]> =>
  tx.rows<Balance>({
    name: 'commission.balances',
    text: `select coalesce(l.staff_id::text, 'department') as party, l.purse, sum(l.amount_fen)::bigint as fen from commission_lines l
      where l.company_id = $1 and l.deal_id = $2 group by l.staff_id, l.purse having sum(l.amount_fen) <> 0
      order by l.staff_id nulls last, l.purse`,
    values: [tx.companyId, dealId],
  });

/** The months that are closed, held against a close until this transaction ends. */
export async function shareBook(tx: Tx, siteId: string): Promise<Month | null> {
  await tx.run({
    name: 'commission.open-book',
    text: 'insert into commission_books (company_id, site_id) values ($1, $2) on conflict do nothing',
    values: [tx.companyId, siteId],
  });
  const book = await tx.row<{ closedUntil: Month | null }>({
    name: 'commission.share-book',
    text: `select b.closed_until as "closedUntil" from commission_books b where b.company_id = $1 and b.site_id = $2 for share`,
    values: [tx.companyId, siteId],
  });
  return book?.closedUntil ?? null;
}
/** Held alone: nobody posts a line of the site until the month is closed. */
export async function lockBook(tx: Tx, siteId: string): Promise<Month | null> {
  await tx.run(
    sql`insert into commission_books (company_id, site_id) values (${tx.companyId}, ${siteId}) on conflict do nothing`,
  );
  const book = await tx.row<{
    closedUntil: Month | null;
  }>(sql`select b.closed_until as "closedUntil" from commission_books b
    where b.company_id = ${tx.companyId} and b.site_id = ${siteId} for update`);
  return book?.closedUntil ?? null;
}
export const closedUntilOf = async (tx: Tx, siteId: string): Promise<Month | null> =>
  (
    await tx.row<{ closedUntil: Month | null }>(sql`select b.closed_until as "closedUntil" from commission_books b
      where b.company_id = ${tx.companyId} and b.site_id = ${siteId}`)
  )?.closedUntil ?? null;

export interface LineRow extends NewLine {
  readonly id: string;
  readonly siteId: string;
  readonly month: Month;
  readonly dealId: string | null;
  readonly clauses: readonly string[];
  readonly earnedAt: Instant;
  readonly needsAcknowledgement?: boolean;
  readonly statementId?: string | null;
  readonly enteredBy?: string | null;
  readonly journalId: string;
}

/** One statement, however many lines. */
export async function insertLines(tx: Tx, lines: readonly LineRow[]): Promise<void> {
  if (lines.length === 0) return;
  const rows = lines.map((line) => ({
    ...{
      id: line.id,
      site_id: line.siteId,
      month: line.month,
      staff_id: line.party === 'department' ? null : line.party,
    },
    ...{
      deal_id: line.dealId,
      purse: line.purse,
      kind: line.kind,
      amount_fen: line.amountFen,
    },
    ...{ basis: line.basis, clauses: line.clauses, earned_at: line.earnedAt, journal_id: line.journalId },
    ...{ needs_acknowledgement: line.needsAcknowledgement ?? false, statement_id: line.statementId ?? null },
    entered_by: line.enteredBy ?? null,
  }));
  await tx.run({
    name: 'commission.insert-lines',
    text: `insert into commission_lines (company_id, id, site_id, month, staff_id, deal_id, purse, kind, amount_fen, basis, clauses,
        earned_at, needs_acknowledgement, statement_id, entered_by, journal_id)
      select $1, r.id, r.site_id, r.month, r.staff_id, r.deal_id, r.purse, r.kind, r.amount_fen, r.basis, coalesce(r.clauses, '{}'),
        r.earned_at, r.needs_acknowledgement, r.statement_id, r.entered_by, r.journal_id
      from jsonb_to_recordset($2::jsonb) as r (id uuid, site_id uuid, month text, staff_id uuid, deal_id uuid, purse text,
        kind text, amount_fen bigint, basis jsonb, clauses text[], earned_at timestamptz, needs_acknowledgement boolean, statement_id uuid,
        entered_by uuid, journal_id uuid)`,
    values: [tx.companyId, JSON.stringify(rows)],
  });
}

/** What a policy of the month gives for the unit of a deal: its model or layout before what holds for all. */
export const policyFor = (
  tx: Tx,
  given: { siteId: string; month: Month; kind: string; unitId: string | null; model: string | null },
): Promise<{ fen: number; product: string } | null> =>
  tx.row(sql`select p.amount_fen as fen, p.product from commission_policies p
    left join units u on u.company_id = p.company_id and u.id = ${given.unitId}
    where p.company_id = ${tx.companyId} and p.site_id = ${given.siteId} and p.month = ${given.month} and p.unit_kind = ${given.kind}
      and p.state = 'approved' and (p.product = '' or p.product in (u.model, u.layout, ${given.model ?? ''}))
    order by p.product = '', p.product = u.model desc, p.product limit 1`);

export const isProbationer = async (tx: Tx, staffId: string, day: string): Promise<boolean> =>
  (await tx.row(sql`select 1 from staff s where s.company_id = ${tx.companyId} and s.id = ${staffId}
    and s.probation_until >= ${day}::date`)) !== null;

export const isDisputed = async (tx: Tx, customerId: string): Promise<boolean> =>
  (await tx.row(sql`select 1 from disputes d where d.company_id = ${tx.companyId} and d.customer_id = ${customerId}
    and d.state <> 'settled'`)) !== null;

/** Accounts and rewards of a customer who proved to be another one, and back again. */
export async function moveAccounts(tx: Tx, fromId: string, toId: string): Promise<Moved> {
  const accounts = await tx.rows<{ id: string }>(sql`update commission_accounts set customer_id = ${toId}
    where company_id = ${tx.companyId} and customer_id = ${fromId} returning deal_id as id`);
  const rewards = await tx.rows<{ id: string }>(sql`update referral_rewards set customer_id = ${toId}
    where company_id = ${tx.companyId} and customer_id = ${fromId} returning id`);
  return { accounts: accounts.map(({ id }) => id), rewards: rewards.map(({ id }) => id) };
}
export interface Moved {
  readonly accounts: string[];
  readonly rewards: string[];
}
export async function giveAccountsBack(tx: Tx, moved: Moved, toId: string): Promise<void> {
  await tx.run(sql`update commission_accounts set customer_id = ${toId}
    where company_id = ${tx.companyId} and deal_id = any(${moved.accounts}::uuid[])`);
  await tx.run(sql`update referral_rewards set customer_id = ${toId}
    where company_id = ${tx.companyId} and id = any(${moved.rewards}::uuid[])`);
}

/** Whether a claim on the customer is in force: then the credit of a deal is divided by its rules. */
export const isSomebodys = async (tx: Tx, customerId: string): Promise<boolean> =>
  (await tx.row(sql`select 1 from claims c where c.company_id = ${tx.companyId} and c.customer_id = ${customerId}
    and c.ended_at is null and c.effective_at is not null limit 1`)) !== null;

export const waitingForDispute = (tx: Tx, customerId: string): Promise<{ dealId: string }[]> =>
  tx.rows(sql`select a.deal_id as "dealId" from commission_accounts a where a.company_id = ${tx.companyId}
    and a.customer_id = ${customerId} and 'dispute' = any(a.waits) order by a.deal_id`);

/** Deals that counted while nobody could be credited with them. */
export const waitingForShares = (tx: Tx, customerId: string): Promise<{ dealId: string }[]> =>
  tx.rows(sql`select a.deal_id as "dealId" from commission_accounts a where a.company_id = ${tx.companyId}
    and a.customer_id = ${customerId} and 'shares' = any(a.waits) order by a.deal_id`);

/** Who brought the customer, and whether the deal was rewarded before. */
export const introducerOf = async (tx: Tx, customerId: string): Promise<string | null> =>
  (
    await tx.row<{ id: string | null }>(sql`select c.referred_by as id from customers c
      where c.company_id = ${tx.companyId} and c.id = ${customerId}`)
  )?.id ?? null;
export const referralOf = (tx: Tx, dealId: string): Promise<{ id: string; state: string } | null> =>
  tx.row(sql`select r.id, r.state from referral_rewards r where r.company_id = ${tx.companyId} and r.deal_id = ${dealId}
    and r.state <> 'cancelled'`);
export async function insertReferral(
  context: Context,
  given: { id: string; siteId: string; dealId: string; customerId: string; amountFen: number; journalId: string },
): Promise<void> {
  const { tx, now } = context;
  await tx.run(sql`insert into referral_rewards (company_id, id, site_id, deal_id, customer_id, amount_fen, due_at, journal_id)
    values (${tx.companyId}, ${given.id}, ${given.siteId}, ${given.dealId}, ${given.customerId}, ${given.amountFen}, ${now}, ${given.journalId})`);
}
/** What was not given yet is not given any more. */
export const cancelReferral = (tx: Tx, dealId: string): Promise<number> =>
  tx.run(
    sql`update referral_rewards set state = 'cancelled' where company_id = ${tx.companyId} and deal_id = ${dealId} and state = 'due'`,
  );
export const giveReferral = (context: Context, id: string): Promise<number> =>
  context.tx.run(sql`update referral_rewards set state = 'given', given_at = ${context.now}, given_by = ${context.actor.staffId}
    where company_id = ${context.tx.companyId} and id = ${id} and state = 'due'`);
