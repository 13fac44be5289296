/** Reads of deals: rows of lists, and the registers made of them. */
import type { Sql } from 'sql-template-tag';
import sql, { empty } from 'sql-template-tag';
import type { z } from 'zod';
import type { DealRow, deals, RegisterRow } from '#contract/deals.ts';
import type { QueryOf } from '#contract/kernel/route.ts';
import { addDays, startOfDay } from '#core/kernel/instant.ts';
import { timeZoneOf } from '#server/organisation/index.ts';
import { requireScope, scopeCondition } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { notFound } from '#server/platform/refused.ts';

export type DealView = z.output<typeof DealRow>;

interface Row extends Omit<DealView, 'customer' | 'consultant' | 'unit'> {
  readonly customerId: string;
  readonly customerName: string;
  readonly consultantId: string;
  readonly consultantName: string;
  readonly unitId: string | null;
  readonly unitCode: string | null;
  readonly unitName: string | null;
  readonly unitState: string | null;
}
const toRow = ({ customerId, customerName, consultantId, consultantName, ...rest }: Row): DealView => {
  const { unitId, unitCode, unitName, unitState, ...row } = rest;
  return {
    ...row,
    customer: { id: customerId, name: customerName },
    consultant: { id: consultantId, name: consultantName },
    unit: unitId ? { id: unitId, code: unitCode ?? '', name: unitName ?? '', state: unitState ?? '' } : null,
  };
};

const joins = sql`
  join customers c on c.company_id = deals.company_id and c.id = deals.customer_id
  join staff s on s.company_id = deals.company_id and s.id = deals.consultant_id
  left join units u on u.company_id = deals.company_id and u.id = deals.unit_id
  left join deal_rechecks rc on rc.company_id = deals.company_id and rc.deal_id = deals.id`;

export const dealRows = async (tx: Tx, rest: Sql): Promise<DealView[]> =>
  (
    await tx.rows<Row>(sql`
    select deals.id, deals.number, deals.contract_number as "contractNumber", deals.kind, deals.state, deals.state_since as "stateSince",
      deals.site_id as "siteId", c.id as "customerId", c.name as "customerName", s.id as "consultantId", s.name as "consultantName",
      u.id as "unitId", u.code as "unitCode", u.name as "unitName", u.state as "unitState", deals.wanted, deals.price_fen as "priceFen",
      deals.deposit_fen as "depositFen", deals.paid_fen as "paidFen", deals.payment_method as "paymentMethod", deals.order_date as "orderDate",
      deals.contract_due_on as "contractDueOn", deals.promised_on as "promisedOn", deals.created_at as "createdAt", deals.effective_at as "effectiveAt",
      deals.signed_at as "signedAt", deals.handed_over_at as "handedOverAt", deals.ended_at as "endedAt", deals.version, rc.state as recheck,
      case when deals.state = 'subscribing' then case when deals.approved_at is null then 'approval' else 'registration' end
        when deals.withdrawal is not null and deals.ended_at is null then 'withdrawal'
        when exists (select 1 from deal_changes where deal_changes.company_id = deals.company_id and deal_changes.deal_id = deals.id
          and deal_changes.state = 'pending') then 'change'
        when deals.state = 'contracting' and deals.contract ->> 'submittedAt' is not null and deals.contract ->> 'approvedAt' is null
          then 'contract_approval'
        when deals.state = 'handed_over' and deals.filed_at is null then 'file' else 'nothing' end as "waitsFor"
    from deals ${joins} ${rest}`)
  ).map(toRow);

export async function dealRow(context: Context, dealId: string): Promise<DealView> {
  const [row] = await dealRows(
    context.tx,
    sql`where deals.company_id = ${context.tx.companyId} and deals.id = ${dealId}`,
  );
  if (!row) throw notFound('成交 / deal');
  return row;
}

export const buyersOf = async (tx: Tx, dealId: string): Promise<string> =>
  (
    await tx.row<{ buyers: string }>(
      sql`select deals.buyers from deals where deals.company_id = ${tx.companyId} and deals.id = ${dealId}`,
    )
  )?.buyers ?? '';

/** As far as the right reaches; one's own in any case. */
export const dealScope = (context: Context, permission: string): Sql =>
  scopeCondition(context.actor, requireScope(context.actor, permission), {
    site: sql`deals.site_id`,
    team: sql`deals.team_id`,
    person: sql`deals.consultant_id`,
  });

const TAIL_MIN = 4;
/** The customer's telephone number ends like this. */
function byTail({ tx }: Context, q: string): Sql {
  if (!/^\d+$/.test(q) || q.length < TAIL_MIN) return empty;
  return sql`or exists (select 1 from customer_keys k where k.company_id = ${tx.companyId} and k.customer_id = deals.customer_id
    and k.kind = 'phone' and k.removed_at is null and k.reversed like ${`${[...q].reverse().join('')}%`})`;
}

export async function list(context: Context, query: QueryOf<typeof deals.list>) {
  const after = fromCursor(query.cursor, 2);
  const like = query.q ? `%${query.q.replaceAll(/[\\%_]/g, '\\$&')}%` : null;
  const mine = sql`(deals.consultant_id = ${context.actor.staffId}::uuid or deals.cover_id = ${context.actor.staffId}::uuid)`;
  const rows = await dealRows(
    context.tx,
    sql`where deals.company_id = ${context.tx.companyId} and (${dealScope(context, 'deals.read')} or ${mine})
      ${query.siteId ? sql`and deals.site_id = ${query.siteId}` : empty}
      ${query.state ? sql`and deals.state = ${query.state}` : empty}
      ${query.live === 'true' ? sql`and deals.state not in ('handed_over', 'cancelled')` : empty}
      ${query.live === 'false' ? sql`and deals.state in ('handed_over', 'cancelled')` : empty}
      ${query.kind ? sql`and deals.kind = ${query.kind}` : empty}
      ${query.consultantId ? sql`and deals.consultant_id = ${query.consultantId}` : empty}
      ${query.customerId ? sql`and deals.customer_id = ${query.customerId}` : empty}
      ${query.unitId ? sql`and deals.unit_id = ${query.unitId}` : empty}
      ${
        like
          ? sql`and (deals.number ilike ${like} or deals.contract_number ilike ${like} or u.code ilike ${like} or c.name ilike ${like}
        or deals.buyers ilike ${like} ${byTail(context, query.q ?? '')})`
          : empty
      }
      ${query.recheck ? sql`and rc.state in ('waiting', 'wrong') and deals.ended_at is null` : empty}
      ${after ? sql`and (deals.created_at, deals.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : empty}
    order by deals.created_at desc, deals.id desc limit ${query.limit + 1}`,
  );
  return pageFrom(rows, query.limit, (row) => [row.createdAt, row.id]);
}

// ── registers ──

export type RegisterName = 'small_deposit' | 'effective' | 'signed' | 'handed_over';
const instants: Readonly<Record<RegisterName, Sql>> = {
  small_deposit: sql`deals.small_deposit_at`,
  effective: sql`deals.effective_at`,
  signed: sql`deals.signed_at`,
  handed_over: sql`deals.handed_over_at`,
};
const numbers: Readonly<Record<RegisterName, Sql>> = {
  small_deposit: sql`deals.small_deposit_number`,
  effective: sql`deals.number`,
  signed: sql`deals.contract_number`,
  handed_over: sql`deals.number`,
};

/** By the site's own days; null where nothing was promised, or it is still here. */
const daysLate = sql`case when deals.handed_over_at is not null and deals.delivery_due_on is not null then greatest(0,
  (deals.handed_over_at at time zone (select sites.time_zone from sites where sites.company_id = deals.company_id
    and sites.id = deals.site_id))::date - deals.delivery_due_on) end`;

interface Entry
  extends Omit<z.output<typeof RegisterRow>, 'customer' | 'consultant' | 'unit'>,
    Pick<
      Row,
      | 'customerId'
      | 'customerName'
      | 'consultantId'
      | 'consultantName'
      | 'unitId'
      | 'unitCode'
      | 'unitName'
      | 'unitState'
    > {}

/** Everything that reached a stage, also what was given back since: a register keeps its lines. */
export async function register(context: Context, name: RegisterName, query: QueryOf<typeof deals.bookings>) {
  const { tx } = context;
  const at = instants[name];
  const after = fromCursor(query.cursor, 2);
  const zone = await timeZoneOf(tx, query.siteId ?? null);
  const rows = await tx.rows<Entry>(sql`
    select deals.id as "dealId", ${numbers[name]} as number, ${at} as at, deals.kind, deals.state, c.id as "customerId", c.name as "customerName",
      s.id as "consultantId", s.name as "consultantName", u.id as "unitId", u.code as "unitCode", u.name as "unitName", u.state as "unitState",
      deals.list_price_fen as "listPriceFen", deals.price_fen as "priceFen", deals.deposit_fen as "depositFen", deals.paid_fen as "paidFen",
      deals.small_deposit_fen as "smallDepositFen", deals.contract_number as "contractNumber", v.number || '-' || deals.volume_seq as volume,
      deals.promised_on as "promisedOn", deals.delivery_due_on as "deliveryDueOn", ${daysLate} as "daysLate", deals.filed_at as "filedAt",
      rc.state as recheck
    from deals ${joins} left join contract_volumes v on v.company_id = deals.company_id and v.id = deals.volume_id
    where deals.company_id = ${tx.companyId} and ${at} is not null and ${dealScope(context, 'deals.orders')}
      ${query.siteId ? sql`and deals.site_id = ${query.siteId}` : empty}
      ${query.consultantId ? sql`and deals.consultant_id = ${query.consultantId}` : empty}
      ${query.from ? sql`and ${at} >= ${startOfDay(query.from, zone)}` : empty}
      ${query.to ? sql`and ${at} < ${startOfDay(addDays(query.to, 1), zone)}` : empty}
      ${after ? sql`and (${at}, deals.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : empty}
    order by ${at} desc, deals.id desc limit ${query.limit + 1}`);
  return pageFrom(
    rows.map(
      ({ customerId, customerName, consultantId, consultantName, unitId, unitCode, unitName, unitState, ...row }) => ({
        ...row,
        customer: { id: customerId, name: customerName },
        consultant: { id: consultantId, name: consultantName },
        unit: unitId ? { id: unitId, code: unitCode ?? '', name: unitName ?? '', state: unitState ?? '' } : null,
      }),
    ),
    query.limit,
    (row) => [row.at, row.dealId],
  );
}
