/** Reads of commission: lines with their reasons, statements, my pay, what a deal brings whom. */
import sql, { type Sql } from 'sql-template-tag';
import type { z } from 'zod';
import type { ComingDeal, DealSplit, MyPay, PayLine, StatementOut } from '#contract/commission.ts';
import type { commission as routes } from '#contract/commission.ts';
import type { QueryOf } from '#contract/kernel/route.ts';
import { maskName } from '#core/customers/index.ts';
import {
  attainmentOf,
  type Basis,
  decideAcceptPenalty,
  decideAcknowledge,
  decideQuery,
  type Month,
  poolOf,
  type StatementState,
} from '#core/money/index.ts';
import { splitFen } from '#core/claims/index.ts';
import { dealById } from '#server/deals/index.ts';
import { personOf, requireScope, scopeCondition, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { notFound } from '#server/platform/refused.ts';
import { lacks, whyNot } from './commission-said.ts';
import { basisWords, rateWords } from './commission-words.ts';
import { accountOf, balancesOf, closedUntilOf } from './store-commission.ts';

type Line = z.output<typeof PayLine>;
type Statement = z.output<typeof StatementOut>;

/** Whose money somebody sees: their own, or as far as their right reaches. */
const seen = (context: Context, columns: { site: Sql; team: Sql; person: Sql }): Sql =>
  scopeCondition(context.actor, requireScope(context.actor, 'money.statements'), columns);
const lineSeen = (context: Context): Sql =>
  seen(context, { site: sql`l.site_id`, team: sql`t.team_id`, person: sql`l.staff_id` });

interface LineRow {
  readonly id: string;
  readonly siteId: string;
  readonly month: Month;
  readonly staffId: string | null;
  readonly staffName: string | null;
  readonly dealId: string | null;
  readonly dealNumber: string | null;
  readonly unit: string | null;
  readonly customer: string | null;
  readonly purse: Line['purse'];
  readonly kind: Line['kind'];
  readonly amountFen: number;
  readonly basis: Basis;
  readonly clauses: string[];
  readonly earnedAt: string;
  readonly needsAcknowledgement: boolean;
  readonly acknowledgedAt: string | null;
  readonly statementId: string | null;
  readonly statementState: StatementState | null;
  readonly journalId: string;
  readonly query:
    | (Omit<NonNullable<Line['query']>, 'answeredBy'> & { answeredBy: { id: string; name: string } | null })
    | null;
}

const lineColumns = sql`l.id, l.site_id as "siteId", l.month, l.staff_id as "staffId", t.name as "staffName", l.deal_id as "dealId",
  d.number as "dealNumber", coalesce(nullif(u.name, ''), u.code, d.wanted ->> 'model') as unit, c.name as customer, l.purse, l.kind,
  l.amount_fen as "amountFen", l.basis, l.clauses, l.earned_at as "earnedAt", l.needs_acknowledgement as "needsAcknowledgement",
  l.acknowledged_at as "acknowledgedAt", l.statement_id as "statementId", s.state as "statementState", l.journal_id as "journalId",
  (select json_build_object('id', q.id, 'reason', q.reason,
      'askedAt', to_char(q.asked_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'answer', q.answer, 'verdict', q.verdict,
      'correctionFen', q.correction_fen, 'answeredAt', to_char(q.answered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'answeredBy', case when b.id is null then null else json_build_object('id', b.id, 'name', b.name) end)
    from line_queries q left join staff b on b.company_id = q.company_id and b.id = q.answered_by
    where q.company_id = l.company_id and q.line_id = l.id order by q.asked_at desc limit 1) as query`;
const lineTables = sql`commission_lines l
  left join staff t on t.company_id = l.company_id and t.id = l.staff_id
  left join deals d on d.company_id = l.company_id and d.id = l.deal_id
  left join units u on u.company_id = d.company_id and u.id = d.unit_id
  left join customers c on c.company_id = d.company_id and c.id = d.customer_id
  left join statements s on s.company_id = l.company_id and s.id = l.statement_id`;

const mine = (context: Context, staffId: string | null): boolean =>
  staffId !== null && staffId === context.actor.staffId;

function whyNotOf(context: Context, row: LineRow): Line['whyNot'] {
  const byId = context.actor.staffId ?? '';
  const isOpen = row.query !== null && row.query.answeredAt === null;
  const statement = { staffId: row.staffId ?? '', state: row.statementState ?? 'paid', openQueries: 0 };
  const question = row.statementId === null ? null : decideQuery({ statement, byId, lineHasOpenQuery: isOpen });
  const penalty = { staffId: row.staffId ?? '', byId, isAcknowledged: row.acknowledgedAt !== null };
  const settles = scopeOf(context.actor, 'money.settle') !== null;
  return {
    query:
      question === null
        ? { code: 'MONTH_OPEN', zh: '月结后可提出疑问', en: 'Lines are questioned once the month is closed' }
        : whyNot(question),
    answer: settles ? null : lacks('money.settle'),
    accept: row.needsAcknowledgement ? whyNot(decideAcceptPenalty(penalty)) : null,
  };
}

const lineOut = (context: Context, row: LineRow): Line => ({
  id: row.id,
  month: row.month,
  staff: row.staffId === null ? null : { id: row.staffId, name: row.staffName ?? '' },
  deal:
    row.dealId === null
      ? null
      : { id: row.dealId, number: row.dealNumber, unit: row.unit ?? '', customer: maskName(row.customer ?? '') },
  purse: row.purse,
  kind: row.kind,
  amountFen: row.amountFen,
  why: basisWords(row.basis),
  clauses: row.clauses,
  earnedAt: row.earnedAt,
  acknowledged: row.needsAcknowledgement ? row.acknowledgedAt !== null : null,
  statementId: row.statementId,
  journalId: row.journalId,
  query: row.query,
  whyNot: whyNotOf(context, row),
});

const views = {
  all: sql`true`,
  money: sql`l.purse <> 'performance'`,
  performance: sql`l.purse = 'performance'`,
  mine: sql`true`,
  myMoney: sql`l.purse <> 'performance'`,
  myPerformance: sql`l.purse = 'performance'`,
} as const;

const minesOnly = new Set<string>(['mine', 'myMoney', 'myPerformance']);

export async function linesOf(context: Context, query: QueryOf<typeof routes.lines>) {
  const { tx } = context;
  const after = fromCursor(query.cursor, 1);
  const same = (column: Sql, value: string | undefined): Sql =>
    value === undefined ? sql`true` : sql`${column} = ${value}`;
  const rows = await tx.rows<LineRow>(sql`select ${lineColumns} from ${lineTables}
    where l.company_id = ${tx.companyId} and ${lineSeen(context)} and ${views[query.view]}
      and ${minesOnly.has(query.view) ? sql`l.staff_id = ${personOf(context.actor)}` : sql`true`}
      and ${same(sql`l.site_id`, query.siteId)} and ${same(sql`l.month`, query.month)} and ${same(sql`l.staff_id`, query.staffId)}
      and ${same(sql`l.deal_id`, query.dealId)} and ${same(sql`l.statement_id`, query.statementId)}
      and ${query.house === 'true' ? sql`l.staff_id is null` : sql`true`}
      and ${after === null ? sql`true` : sql`l.id < ${after[0]}`}
    order by l.id desc limit ${query.limit + 1}`);
  const page = pageFrom(rows, query.limit, (row) => [row.id]);
  return { rows: page.rows.map((row) => lineOut(context, row)), nextCursor: page.nextCursor };
}

interface StatementRow extends Omit<Statement, 'staff' | 'acknowledgedBy' | 'whyNot'> {
  readonly staffId: string;
  readonly staffName: string;
  readonly staffStatus: string;
  readonly acknowledgedById: string | null;
  readonly acknowledgedByName: string | null;
}
const statementColumns = sql`s.id, s.site_id as "siteId", i.name as site, s.staff_id as "staffId", t.name as "staffName", t.status as "staffStatus",
  s.month, s.state, s.performance_fen as "performanceFen", s.target_fen as "targetFen", s.attainment_percent as "attainmentPercent",
  s.paid_percent as "paidPercent", s.commission_fen as "commissionFen", s.rewards_fen as "rewardsFen", s.earned_fen as "earnedFen",
  s.carried_in_fen as "carriedInFen", s.deducted_clawback_fen as "deductedClawbackFen", s.deducted_penalty_fen as "deductedPenaltyFen",
  s.carried_out_clawback_fen + s.carried_out_penalty_fen as "carriedOutFen", s.payable_fen as "payableFen",
  (select count(*)::int from line_queries q where q.company_id = s.company_id and q.statement_id = s.id and q.answered_at is null) as "openQueries",
  s.issued_at as "issuedAt", s.acknowledged_at as "acknowledgedAt", s.acknowledged_by as "acknowledgedById", a.name as "acknowledgedByName",
  s.approved_at as "approvedAt", s.paid_at as "paidAt", s.journal_id as "journalId"`;
const statementTables = sql`statements s
  join staff t on t.company_id = s.company_id and t.id = s.staff_id
  join sites i on i.company_id = s.company_id and i.id = s.site_id
  left join staff a on a.company_id = s.company_id and a.id = s.acknowledged_by`;

function statementOut(context: Context, row: StatementRow): Statement {
  const { staffId, staffName, staffStatus, acknowledgedById, acknowledgedByName, ...rest } = row;
  const facts = {
    statement: { staffId, state: row.state, openQueries: row.openQueries },
    byId: context.actor.staffId ?? '',
    hasLeft: staffStatus === 'left' && scopeOf(context.actor, 'money.settle') !== null,
  };
  return {
    ...rest,
    staff: { id: staffId, name: staffName },
    acknowledgedBy: acknowledgedById === null ? null : { id: acknowledgedById, name: acknowledgedByName ?? '' },
    whyNot: { acknowledge: whyNot(decideAcknowledge(facts)) },
  };
}

export async function statementById(context: Context, statementId: string): Promise<Statement> {
  const { tx } = context;
  const scope = seen(context, { site: sql`s.site_id`, team: sql`t.team_id`, person: sql`s.staff_id` });
  const row = await tx.row<StatementRow>(sql`select ${statementColumns} from ${statementTables}
    where s.company_id = ${tx.companyId} and s.id = ${statementId} and (${scope} or s.staff_id = ${context.actor.staffId})`);
  if (!row) throw notFound('结算单 / statement');
  return statementOut(context, row);
}

async function statementOf(context: Context, staffId: string, month: Month): Promise<Statement | null> {
  const { tx } = context;
  const row = await tx.row<StatementRow>(sql`select ${statementColumns} from ${statementTables}
    where s.company_id = ${tx.companyId} and s.staff_id = ${staffId} and s.month = ${month} order by s.issued_at desc limit 1`);
  return row && statementOut(context, row);
}

interface ComingRow {
  readonly dealId: string;
  readonly number: string | null;
  readonly unit: string | null;
  readonly customer: string;
  readonly stage: string;
  readonly priceFen: number;
  readonly paidFen: number;
  readonly percents: readonly number[];
  readonly index: number;
  readonly poolFen: number;
  readonly earnedFen: number;
  readonly waits: z.output<typeof ComingDeal>['waits'];
}
/** My part of deals that have not brought everything yet. */
async function comingFor(context: Context, staffId: string): Promise<z.output<typeof ComingDeal>[]> {
  const { tx } = context;
  const rows = await tx.rows<ComingRow>(sql`
    select a.deal_id as "dealId", d.number, coalesce(nullif(u.name, ''), u.code, d.wanted ->> 'model') as unit, c.name as customer,
      d.state as stage, d.price_fen as "priceFen", d.paid_fen as "paidFen", a.pool_fen as "poolFen", a.waits,
      (select json_agg((e.share ->> 'percent')::int order by e.nth) from jsonb_array_elements(a.shares -> 'commission') with ordinality as e (share, nth)) as percents,
      (select e.nth::int - 1 from jsonb_array_elements(a.shares -> 'commission') with ordinality as e (share, nth)
        where e.share ->> 'party' = ${staffId} limit 1) as index,
      coalesce((select sum(l.amount_fen) from commission_lines l where l.company_id = a.company_id and l.deal_id = a.deal_id
        and l.staff_id = ${staffId} and l.purse = 'commission'), 0)::bigint as "earnedFen"
    from commission_accounts a
    join deals d on d.company_id = a.company_id and d.id = a.deal_id
    join customers c on c.company_id = d.company_id and c.id = d.customer_id
    left join units u on u.company_id = d.company_id and u.id = d.unit_id
    where a.company_id = ${tx.companyId} and not 'commission' = any(a.stopped)
      and a.shares -> 'commission' @> ${JSON.stringify([{ party: staffId }])}::jsonb
    order by a.changed_at desc limit 200`);
  return rows
    .map((row) => {
      const mineFen = row.percents.every((percent) => percent === 0)
        ? 0
        : (splitFen(row.poolFen, row.percents)[row.index] ?? 0);
      return {
        deal: { id: row.dealId, number: row.number, unit: row.unit ?? '', customer: maskName(row.customer) },
        ...{ stage: row.stage, priceFen: row.priceFen, paidFen: row.paidFen, percent: row.percents[row.index] ?? 0 },
        ...{ poolFen: row.poolFen, mineFen, earnedFen: row.earnedFen, waits: row.waits },
      };
    })
    .filter(({ mineFen, earnedFen }) => mineFen > earnedFen);
}

export async function myPay(context: Context, month: Month): Promise<z.output<typeof MyPay>> {
  const { tx } = context;
  const staffId = personOf(context.actor);
  const sums = await tx.row<{ performanceFen: number; commissionFen: number; siteId: string | null }>(sql`
    select coalesce(sum(l.amount_fen) filter (where l.purse = 'performance'), 0)::bigint as "performanceFen",
      coalesce(sum(l.amount_fen) filter (where l.purse <> 'performance' and l.kind <> 'payout'
        and (l.acknowledged_at is not null or not l.needs_acknowledgement)), 0)::bigint as "commissionFen", min(l.site_id::text) as "siteId"
    from commission_lines l where l.company_id = ${tx.companyId} and l.staff_id = ${staffId} and l.month = ${month}`);
  const siteId = sums?.siteId ?? context.actor.siteId;
  const target = await tx.row<{ fen: number | null }>(sql`select sum(t.amount_fen)::bigint as fen from sales_targets t
    where t.company_id = ${tx.companyId} and t.staff_id = ${staffId} and t.month = ${month}`);
  const history = await tx.rows<z.output<typeof MyPay>['history'][number]>(sql`
    select s.month, s.id as "statementId", s.state, s.payable_fen as "payableFen" from statements s
    where s.company_id = ${tx.companyId} and s.staff_id = ${staffId} order by s.month desc limit 24`);
  const closedUntil = siteId === null ? null : await closedUntilOf(tx, siteId);
  const coming = await comingFor(context, staffId);
  const performanceFen = sums?.performanceFen ?? 0;
  const targetFen = target?.fen ?? null;
  return {
    month,
    isClosed: closedUntil !== null && month <= closedUntil,
    performanceFen,
    targetFen,
    attainmentPercent: attainmentOf(performanceFen, targetFen),
    commissionFen: sums?.commissionFen ?? 0,
    statement: await statementOf(context, staffId, month),
    coming,
    comingFen: coming.reduce((sum, { mineFen, earnedFen }) => sum + mineFen - earnedFen, 0),
    history,
  };
}

/** What a deal brings whom, as far as the reader's right reaches: their own part, or everybody's. */
export async function splitOf(context: Context, dealId: string): Promise<z.output<typeof DealSplit>> {
  const { tx, actor } = context;
  const scope = requireScope(actor, 'money.statements');
  const deal = await dealById(tx, dealId);
  const account = await accountOf(tx, dealId);
  const balances = await balancesOf(tx, dealId);
  const shares = account?.shares ?? { performance: [], commission: [] };
  const parties = [...new Set([...shares.performance, ...shares.commission, ...balances].map(({ party }) => party))];
  const wide = scope === 'company' || (scope === 'site' && actor.siteIds.includes(deal.siteId));
  const concerned = parties.some((party) => mine(context, party)) || mine(context, deal.consultantId);
  if (!wide && !concerned) throw notFound('成交 / deal');
  const shown = wide ? parties : parties.filter((party) => party === 'department' || mine(context, party));
  const names = await tx.rows<{ id: string; name: string }>(sql`select t.id, t.name from staff t
    where t.company_id = ${tx.companyId} and t.id = any(${shown.filter((party) => party !== 'department')}::uuid[])`);
  const poolFen = account === null ? 0 : account.rate === null ? account.poolFen : poolOf(account.rate, deal.priceFen);
  const percent = (list: typeof shares.commission, party: string) =>
    list.reduce((sum, share) => (share.party === party ? sum + share.percent : sum), 0);
  const weights = parties.map((party) => percent(shares.commission, party));
  const pools = weights.every((weight) => weight === 0) ? [] : splitFen(poolFen, weights);
  const standing = (party: string, isPerformance: boolean) =>
    balances.reduce(
      (sum, one) => (one.party === party && (one.purse === 'performance') === isPerformance ? sum + one.fen : sum),
      0,
    );
  const lines = await tx.rows<LineRow>(sql`select ${lineColumns} from ${lineTables}
    where l.company_id = ${tx.companyId} and l.deal_id = ${dealId}
      and ${wide ? sql`true` : sql`(l.staff_id = ${actor.staffId} or l.staff_id is null)`} order by l.id desc limit 200`);
  const referral = await tx.row<{ id: string; customer: string; amountFen: number; state: string }>(sql`
    select r.id, c.name as customer, r.amount_fen as "amountFen", r.state from referral_rewards r
    join customers c on c.company_id = r.company_id and c.id = r.customer_id
    where r.company_id = ${tx.companyId} and r.deal_id = ${dealId} order by r.due_at desc limit 1`);
  const words = account?.rate ? rateWords(account.rate) : null;
  return {
    dealId,
    state: account === null ? 'none' : account.stopped.length === 2 ? 'ended' : 'open',
    stopped: [...(account?.stopped ?? [])],
    case: account?.caseName ?? null,
    waits: [...(account?.waits ?? [])],
    endedCause: account?.endedCause ?? null,
    priceFen: deal.priceFen,
    poolFen,
    rate: words && { ...words },
    parties: shown.map((party) => ({
      staff: party === 'department' ? null : { id: party, name: names.find(({ id }) => id === party)?.name ?? '' },
      performancePercent: percent(shares.performance, party),
      commissionPercent: percent(shares.commission, party),
      performanceFen: standing(party, true),
      commissionFen: standing(party, false),
      poolFen: pools[parties.indexOf(party)] ?? 0,
    })),
    lines: lines.map((row) => lineOut(context, row)),
    sharesJournalId: account?.sharesJournalId ?? null,
    journalId: account?.journalId ?? null,
    referral: referral && { ...referral, customer: maskName(referral.customer) },
  };
}
