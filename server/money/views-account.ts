/** The account of one deal on a page: what it paid, what it owes, and what may be done next. */
import sql from 'sql-template-tag';
import type { z } from 'zod';
import type { AccountOut } from '#contract/money-shapes.ts';
import {
  allocate,
  bucketOf,
  decideAskAllowance,
  decidePayoutReport,
  decideRetractReport,
  decideReceive,
  decideRequestRefund,
  needsSlip,
  openDayOf,
  overdueOf,
  owedFen,
  refundableFen,
  standingOf,
} from '#core/money/index.ts';
import { refuse } from '#core/kernel/decision.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import { siteById } from '#server/claims/index.ts';
import { coversDeal, type Deal, dealById } from '#server/deals/index.ts';
import { scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { notFound } from '#server/platform/refused.ts';
import { collectorOf, payingDeal } from './account.ts';
import { lacks, whyNot } from './said.ts';
import { duesOf, linesOf, petitionsOf } from './store-ledger.ts';
import { brief, withDeal } from './views-brief.ts';
import { demandRows } from './views-demands.ts';
import { receiptsOfDeal, unitIsFree } from './views-ledger.ts';
import { allowancesOfDeal, refundsOfDeal } from './views-refunds.ts';

type Out = z.output<typeof AccountOut>;

interface AccountRow {
  readonly allowancesFen: number;
  readonly feesDueFen: number;
  readonly feesDueOn: string | null;
  readonly askedRefundFen: number;
  readonly askedAllowanceFen: number;
  readonly breachAt: string | null;
  readonly closedThrough: string | null;
}
const accountRow = async (context: Context, deal: Deal): Promise<AccountRow> => {
  const row = await context.tx.row<AccountRow>(sql`select coalesce(a.allowances_fen, 0)::bigint as "allowancesFen",
      coalesce(a.fees_due_fen, 0)::bigint as "feesDueFen", a.fees_due_on as "feesDueOn", a.breach_at as "breachAt", t.closed_through as "closedThrough",
      (select coalesce(sum(r.amount_fen), 0)::bigint from refunds r where r.company_id = d.company_id and r.deal_id = d.id
        and r.state in ('requested', 'due')) as "askedRefundFen",
      (select coalesce(sum(l.amount_fen), 0)::bigint from allowances l where l.company_id = d.company_id and l.deal_id = d.id
        and l.state in ('asked', 'approved')) as "askedAllowanceFen"
    from deals d left join deal_accounts a on a.company_id = d.company_id and a.deal_id = d.id
      left join tills t on t.company_id = d.company_id and t.site_id = d.site_id
    where d.company_id = ${context.tx.companyId} and d.id = ${deal.id}`);
  if (!row) throw notFound('成交 / deal');
  return row;
};

/** What is asked for and not yet booked or paid, as the rules about refunds and allowances see it. */
export async function openFacts(context: Context, deal: Deal, timeZone: string) {
  const row = await accountRow(context, deal);
  const lines = await linesOf(context.tx, deal.id);
  const rows = await duesOf(context.tx, deal.id);
  const openFen = rows.reduce((sum, one) => sum + one.openFen, 0);
  return {
    row,
    lines,
    rows,
    refund: {
      deal: { state: deal.state, priceFen: deal.priceFen, allowancesFen: row.allowancesFen },
      lines,
      askedFen: row.askedRefundFen,
      timeZone,
    },
    allowance: { openFen, askedFen: row.askedAllowanceFen },
  };
}

export async function readAccount(context: Context, dealId: string): Promise<Out> {
  const deal = await dealById(context.tx, dealId);
  if (!coversDeal(context, 'money.read', deal)) throw notFound('成交 / deal');
  return accountOut(context, dealId);
}

export async function accountOut(context: Context, dealId: string): Promise<Out> {
  const deal = await dealById(context.tx, dealId);
  const { timeZone } = await siteById(context.tx, deal.siteId);
  const today = localDateOf(context.now, timeZone);
  const rules = await context.rules(deal.siteId);
  const { row, lines, rows, refund, allowance } = await openFacts(context, deal, timeZone);
  const shown = await context.tx.row<{ deal: Out['deal'] }>(sql`select ${brief}
    from (select ${context.tx.companyId}::uuid as company_id, ${dealId}::uuid as deal_id) one ${withDeal(sql`one`)}`);
  if (!shown) throw notFound('成交 / deal');
  const paying = payingDeal({ deal, account: { ...emptyAccount, dealId, allowancesFen: row.allowancesFen }, lines });
  const standing = standingOf(lines, needsSlip(rules.values.money, deal.kind));
  const till = { today, closedThrough: row.closedThrough };
  const agreedFen = deal.state === 'draft' ? (deal.smallDepositFen ?? 0) : deal.depositFen;
  const depositLeftFen = Math.max(0, agreedFen - standing.depositFen - standing.depositPendingFen);
  const may = <Answer>(permission: string, answer: Answer) =>
    scopeOf(context.actor, permission) === null ? lacks(permission) : answer;
  const receiving =
    scopeOf(context.actor, 'money.receive') === null
      ? null
      : {
          deal: paying,
          till,
          unitIsFree: await unitIsFree(context, deal),
          collector: await collectorOf(context),
          refUsedBy: null,
        };
  const oneFen = {
    amountFen: 1,
    currency: 'CNY',
    method: 'cash',
    day: null,
    payer: '',
    bankRef: '',
    isConfirmed: false,
  } as const;
  const whyNotReceive = (kind: 'deposit' | 'instalment', amountFen: number) =>
    receiving === null
      ? lacks('money.receive')
      : whyNot(decideReceive(rules.values.money, receiving, { ...oneFen, kind, amountFen: Math.max(1, amountFen) }));
  const overdue = overdueOf(rows, today);
  const demands = await demandRows(
    context,
    sql`where dm.company_id = ${context.tx.companyId} and dm.deal_id = ${dealId} order by dm.issued_at desc, dm.id desc limit 50`,
  );
  const complaint = await context.tx.row<
    NonNullable<Out['complaint']>
  >(sql`select k.id, k.ref, k.amount_fen as "amountFen",
      k.opened_at as "openedAt" from debt_complaints k where k.company_id = ${context.tx.companyId} and k.deal_id = ${dealId} and k.settled_at is null`);
  return {
    deal: shown.deal,
    siteId: deal.siteId,
    priceFen: deal.priceFen,
    allowancesFen: row.allowancesFen,
    heldFen: standing.heldFen,
    countedFen: standing.countedFen,
    pendingFen: standing.pendingFen,
    creditFen:
      deal.state === 'cancelled'
        ? standing.heldFen
        : allocate(rows, { countedFen: standing.countedFen, reducedFen: row.allowancesFen }).creditFen,
    openFen: rows.reduce((sum, one) => sum + one.openFen, 0),
    owedFen: Math.max(0, owedFen(paying, standing)),
    feesFen: standing.feesFen,
    feesDueFen: row.feesDueFen,
    feesDueOn: row.feesDueFen > standing.feesFen ? row.feesDueOn : null,
    petitions: deal.state === 'handed_over' ? await petitionsOf(context.tx, deal.customerId) : [],
    refundableFen: Math.max(0, refundableFen(refund)),
    depositFen: agreedFen,
    depositLeftFen,
    slipsOutFen: standing.slipsOutFen,
    overdue,
    breachAt: row.breachAt,
    loan: deal.loan && {
      lender: deal.loan.lender,
      amountFen: deal.loan.amountFen,
      needsReport: deal.loan.needsPayoutReport,
      reportedAt: deal.loan.payoutReportedAt,
    },
    dues: rows.map((one) => ({ ...one, bucket: bucketOf(one.openFen > 0 ? one.dueOn : null, today) })),
    receipts: await receiptsOfDeal(context, dealId),
    demands,
    refunds: await refundsOfDeal(context, dealId),
    allowances: await allowancesOfDeal(context, dealId),
    complaint,
    openDay: openDayOf(till),
    whyNot: {
      receive: whyNotReceive('instalment', 1),
      deposit: whyNotReceive('deposit', depositLeftFen),
      transfer: may('money.receive', standing.countedFen > 0 ? null : whyNot(nothingHeld)),
      refund: may(
        'deals.open',
        whyNot(
          decideRequestRefund(rules.values.deals, refund, { amountFen: 1, method: 'cash', reason: '' }, context.now),
        ),
      ),
      demand: may(
        'money.dun',
        overdue === null
          ? whyNot(nothingOverdue)
          : demands.some((one) => one.state === 'open')
            ? whyNot(demandOpen)
            : null,
      ),
      allowance: may('deals.open', whyNot(decideAskAllowance(allowance, { amountFen: 1, reason: '' }))),
      payoutReport: may(
        'money.receive',
        whyNot(
          decidePayoutReport(
            { hasLoan: deal.loan !== null, reportedAt: deal.loan?.payoutReportedAt ?? null },
            context.now,
          ),
        ),
      ),
      retractReport: may(
        'money.receive',
        whyNot(decideRetractReport({ reportedAt: deal.loan?.payoutReportedAt ?? null })),
      ),
    },
  };
}
const emptyAccount = {
  dealId: '',
  allowancesFen: 0,
  countedFen: 0,
  complainedFen: 0,
  feesDueFen: 0,
  isLive: true,
  version: 0,
};
const nothingHeld = refuse('TRANSFER_ABOVE_HELD', ['S0.08.g.13'], { heldFen: 0 });
const nothingOverdue = refuse('NOTHING_OVERDUE', ['S0.02.chg.3']);
const demandOpen = refuse('DEMAND_IS_OPEN', ['S0.02.chg.3']);
