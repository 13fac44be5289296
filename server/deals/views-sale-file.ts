/** What a customer bought, as their file shows it; the figure of repeat purchases counts every sale, the rows those one may see. */
import sql from 'sql-template-tag';
import { saleFile as routes, type SaleFileOut } from '#contract/deals-customer-file.ts';
import { type Instalment, type Loan, saleFileMissing } from '#core/deals/index.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import { requireVisible } from '#server/customers/index.ts';
import type { Context } from '#server/platform/context.ts';
import { answer, type Endpoint } from '#server/platform/http.ts';
import { dealScope } from './views.ts';

type Row = SaleFileOut['rows'][number];
interface Stored
  extends Pick<Row, 'dealId' | 'number' | 'state' | 'kind' | 'category' | 'priceFen' | 'paymentMethod' | 'depositFen'> {
  readonly consultantId: string;
  readonly consultantName: string;
  readonly depositPaidAt: string | null;
  readonly effectiveAt: string | null;
  readonly plan: readonly Instalment[];
  readonly loan: Loan | null;
  readonly timeZone: string;
}
const DEALS_MAX = 50;

function out({ consultantId, consultantName, depositPaidAt, effectiveAt, plan, loan, timeZone, ...row }: Stored): Row {
  const on = (instant: string | null) => (instant === null ? null : localDateOf(instant, timeZone));
  const dated = (what: 'down_payment' | 'payout', instant: string | null) => {
    const day = on(instant);
    return day === null ? [] : [{ what, name: loan?.lender ?? '', on: day }];
  };
  const loanDates =
    loan === null
      ? []
      : [
          ...dated('down_payment', loan.downPaidAt),
          ...dated('payout', loan.payoutReportedAt),
          ...plan.map(({ name, dueOn }) => ({ what: 'instalment' as const, name, on: dueOn })),
        ];
  const sale = { ...row, loanDates: loanDates.map((date) => date.on) };
  return {
    ...row,
    consultant: { id: consultantId, name: consultantName },
    depositPaidOn: on(depositPaidAt),
    effectiveOn: on(effectiveAt),
    loanDates,
    missing: effectiveAt === null ? [] : [...saleFileMissing(sale)],
  };
}

async function ofCustomer(context: Context, customerId: string): Promise<SaleFileOut> {
  const { tx } = context;
  await requireVisible(context, customerId);
  const mine = sql`(deals.consultant_id = ${context.actor.staffId}::uuid or deals.cover_id = ${context.actor.staffId}::uuid)`;
  const rows = await tx.rows<Stored>(sql`
    select deals.id as "dealId", deals.number, deals.state, deals.kind, deals.price_fen as "priceFen", deals.deposit_fen as "depositFen",
      deals.payment_method as "paymentMethod", deals.deposit_paid_at as "depositPaidAt", deals.effective_at as "effectiveAt", deals.plan,
      deals.loan, s.id as "consultantId", s.name as "consultantName", sites.time_zone as "timeZone",
      coalesce(nullif(u.name, ''), u.code, concat_ws(' ', deals.wanted ->> 'model', deals.wanted ->> 'colour'), '') as category
    from deals
      join staff s on s.company_id = deals.company_id and s.id = deals.consultant_id
      join sites on sites.company_id = deals.company_id and sites.id = deals.site_id
      left join units u on u.company_id = deals.company_id and u.id = deals.unit_id
    where deals.company_id = ${tx.companyId} and deals.customer_id = ${customerId} and (${dealScope(context, 'deals.read')} or ${mine})
    order by deals.created_at desc, deals.id desc limit ${DEALS_MAX}`);
  const days = await tx.rows<{ on: string }>(sql`
    select to_char(deals.effective_at at time zone sites.time_zone, 'YYYY-MM-DD') as "on"
    from deals join sites on sites.company_id = deals.company_id and sites.id = deals.site_id
    where deals.company_id = ${tx.companyId} and deals.customer_id = ${customerId} and deals.effective_at is not null
      and deals.state <> 'cancelled' order by deals.effective_at, deals.id limit ${DEALS_MAX}`);
  return { rows: rows.map(out), purchases: days.length, repeatOn: days[1]?.on ?? null };
}

export const saleFileEndpoints: readonly Endpoint[] = [
  answer(routes.ofCustomer, (context, { params }) => ofCustomer(context, params.customerId)),
];
