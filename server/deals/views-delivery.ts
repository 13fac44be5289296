/** Reads about delivering: the part of a deal's page, and everything that is to be done for customers who wait. */
import type { Sql } from 'sql-template-tag';
import sql, { empty } from 'sql-template-tag';
import type { z } from 'zod';
import type { DeliveryOut, DutyRow, dealDelivery } from '#contract/deals-delivery.ts';
import type { QueryOf } from '#contract/kernel/route.ts';
import { type Deal, type DealRuleValues, daysLateOn, termsMissing } from '#core/deals/index.ts';
import { accept, refuse } from '#core/kernel/decision.ts';
import { daysBetween, localDateOf } from '#core/kernel/instant.ts';
import type { Context } from '#server/platform/context.ts';
import type { Tx } from '#server/platform/database.ts';
import { coversDeal, lacks, whyNot } from './access.ts';
import { deliveryOf } from './store-delivery.ts';
import { dealScope } from './views.ts';

type Delivery = z.output<typeof DeliveryOut>;
type Person = { readonly byId: string | null; readonly byName: string | null };
const personOf = ({ byId, byName }: Person) => (byId === null ? null : { id: byId, name: byName ?? '' });
const ROWS_MAX = 500; // of one deal; more is no list but an error

interface PromiseRow extends Omit<Delivery['history'][number], 'by'>, Person {}
const promisesOf = async (tx: Tx, dealId: string): Promise<Delivery['history']> =>
  (
    await tx.rows<PromiseRow>(sql`select p.id, p.old_on as "oldOn", p.new_on as "newOn", p.wish, p.reason, p.after_effect as "afterEffect",
      p.at, s.id as "byId", s.name as "byName", p.journal_id as "journalId", t.id is not null as "isToBeTold",
      case when t.ended_how in ('told', 'handover') then t.ended_at end as "toldAt"
    from deal_promises p left join staff s on s.company_id = p.company_id and s.id = p.by_id
      left join deal_tellings t on t.company_id = p.company_id and t.deal_id = p.deal_id and t.promise_id = p.id
    where p.company_id = ${tx.companyId} and p.deal_id = ${dealId} order by p.at, p.id limit ${ROWS_MAX}`)
  ).map(({ byId, byName, ...row }) => ({ ...row, by: personOf({ byId, byName }) }));

interface TellingRow extends Omit<Delivery['tellings'][number], 'by' | 'isOverdue'>, Person {}
const tellingsOf = async (tx: Tx, dealId: string, today: string): Promise<Delivery['tellings']> =>
  (
    await tx.rows<TellingRow>(sql`select t.id, t.what, t.due_on as "dueOn", t.arose_at as "aroseAt", t.ended_at as "endedAt",
      t.ended_how as "endedHow", s.id as "byId", s.name as "byName", t.channel, t.note, t.journal_id as "journalId"
    from deal_tellings t left join staff s on s.company_id = t.company_id and s.id = t.ended_by
    where t.company_id = ${tx.companyId} and t.deal_id = ${dealId} order by t.arose_at desc, t.id desc limit ${ROWS_MAX}`)
  ).map(({ byId, byName, ...row }) => ({
    ...row,
    by: personOf({ byId, byName }),
    isOverdue: row.endedAt === null && row.dueOn < today,
  }));

interface CheckRow extends Omit<NonNullable<Delivery['check']>, 'by'>, Person {}
async function checkOf(tx: Tx, dealId: string): Promise<Delivery['check']> {
  const row =
    await tx.row<CheckRow>(sql`select c.promised_on as "promisedOn", c.in_time as "inTime", c.days_late as "daysLate",
      c.late_cause as "lateCause", c.is_checked as "isChecked", c.quality_ok as "qualityOk", c.quality_note as "qualityNote",
      c.quantity_ok as "quantityOk", c.quantity_note as "quantityNote", c.remark, c.at, s.id as "byId", s.name as "byName"
    from deal_checks c left join staff s on s.company_id = c.company_id and s.id = c.by_id
    where c.company_id = ${tx.companyId} and c.deal_id = ${dealId}`);
  if (!row) return null;
  const { byId, byName, ...check } = row;
  return { ...check, by: personOf({ byId, byName }) };
}

interface DefectRow extends Omit<Delivery['defects'][number], 'mendedBy' | 'isOverdue'>, Person {}
const defectsOf = async (tx: Tx, dealId: string, today: string): Promise<Delivery['defects']> =>
  (
    await tx.rows<DefectRow>(sql`select d.id, d.point, d.what, d.due_on as "dueOn", d.noted_at as "notedAt", d.mended_at as "mendedAt",
      d.mended_note as "mendedNote", s.id as "byId", s.name as "byName"
    from deal_defects d left join staff s on s.company_id = d.company_id and s.id = d.mended_by
    where d.company_id = ${tx.companyId} and d.deal_id = ${dealId} order by d.due_on, d.id limit ${ROWS_MAX}`)
  ).map(({ byId, byName, ...row }) => ({
    ...row,
    mendedBy: personOf({ byId, byName }),
    isOverdue: row.mendedAt === null && row.dueOn < today,
  }));

export async function deliveryPart(
  context: Context,
  rules: DealRuleValues,
  deal: Deal,
  timeZone: string,
): Promise<Delivery> {
  const { tx } = context;
  const today = localDateOf(context.now, timeZone);
  const delivery = await deliveryOf(tx, deal.id);
  const tellings = await tellingsOf(tx, deal.id, today);
  const defects = await defectsOf(tx, deal.id, today);
  const isOver = deal.handedOverAt !== null || deal.endedAt !== null;
  const before = deal.effectiveAt === null ? 'order' : 'contract';
  const until = deal.handedOverAt === null ? today : localDateOf(deal.handedOverAt, timeZone);
  const may = (isAllowed: boolean, code: 'DEAL_NOT_AT_THIS_STAGE' | 'TOLD_ALREADY' | 'MENDED_ALREADY') =>
    !coversDeal(context, 'deals.open', deal)
      ? lacks('deals.open')
      : whyNot(isAllowed ? accept(null, []) : refuse(code, [], { state: deal.state }));
  return {
    ...delivery,
    missing: isOver || deal.signedAt !== null ? [] : termsMissing(rules, deal, delivery, before),
    daysLeft: isOver || delivery.promisedOn === null ? null : daysBetween(today, delivery.promisedOn),
    daysLate: deal.endedAt === null ? daysLateOn(delivery.dueOn, until) : null,
    isCheckAsked: rules.handoverCheck,
    history: await promisesOf(tx, deal.id),
    tellings,
    check: await checkOf(tx, deal.id),
    defects,
    whyNot: {
      promise: may(!isOver, 'DEAL_NOT_AT_THIS_STAGE'),
      tell: may(
        tellings.some(({ endedAt }) => endedAt === null),
        'TOLD_ALREADY',
      ),
      mend: may(
        defects.some(({ mendedAt }) => mendedAt === null),
        'MENDED_ALREADY',
      ),
    },
  };
}

// ── what is to be done ──

const DUTIES_MAX = 500; // a list to work through; who has more sees the most urgent first

interface Row extends Omit<z.output<typeof DutyRow>, 'customer' | 'consultant'> {
  readonly customerId: string;
  readonly customerName: string;
  readonly consultantId: string;
  readonly consultantName: string;
  readonly isLate: boolean;
}

/** Each site's days are its own: what is late is late by its clock. */
export async function duties(context: Context, query: QueryOf<typeof dealDelivery.duties>) {
  const { tx, actor, now } = context;
  const own = sql`(deals.consultant_id = ${actor.staffId}::uuid or deals.cover_id = ${actor.staffId}::uuid)`;
  const mine = query.mine === 'true' ? own : sql`(${dealScope(context, 'deals.read')} or ${own})`;
  const today = sql`(${now}::timestamptz at time zone sites.time_zone)::date`;
  const within = sql`deals.company_id = ${tx.companyId} and ${mine}
    ${query.siteId ? sql`and deals.site_id = ${query.siteId}` : empty}
    ${query.consultantId ? sql`and deals.consultant_id = ${query.consultantId}` : empty}`;
  const one = (kind: Sql, id: Sql, what: Sql, dueOn: Sql, from: Sql, where: Sql): Sql => sql`
    select ${id} as id, ${kind} as kind, deals.id as "dealId", deals.number, c.id as "customerId", c.name as "customerName",
      s.id as "consultantId", s.name as "consultantName", coalesce(nullif(u.name, ''), u.code, deals.wanted ->> 'model', '') as unit,
      ${what} as what, to_char(${dueOn}, 'YYYY-MM-DD') as "dueOn", greatest(0, ${today} - ${dueOn})::int as "daysLate"
    from deals ${from}
      join sites on sites.company_id = deals.company_id and sites.id = deals.site_id
      join customers c on c.company_id = deals.company_id and c.id = deals.customer_id
      join staff s on s.company_id = deals.company_id and s.id = deals.consultant_id
      left join units u on u.company_id = deals.company_id and u.id = deals.unit_id
    where ${within} and ${where}`;
  const warn = await warnDays(context, within);
  const delivery = one(
    sql`case when ${today} > deals.promised_on then 'delivery_late' else 'delivery_soon' end`,
    sql`deals.id`,
    sql`''`,
    sql`deals.promised_on`,
    empty,
    sql`deals.promised_on is not null and deals.effective_at is not null and deals.handed_over_at is null and deals.ended_at is null
      and deals.promised_on <= ${today} + coalesce((${JSON.stringify(warn)}::jsonb ->> deals.site_id::text)::int, 0)`,
  );
  const telling = one(
    sql`'tell'`,
    sql`t.id`,
    sql`t.what`,
    sql`t.due_on`,
    sql`join deal_tellings t on t.company_id = deals.company_id and t.deal_id = deals.id`,
    sql`t.ended_at is null`,
  );
  const defect = one(
    sql`'defect'`,
    sql`d.id`,
    sql`d.what`,
    sql`d.due_on`,
    sql`join deal_defects d on d.company_id = deals.company_id and d.deal_id = deals.id`,
    sql`d.mended_at is null`,
  );
  const rows = await tx.rows<Row>(sql`select * from (${delivery} union all ${telling} union all ${defect}) as duties
    where true ${query.kind ? sql`and kind = ${query.kind}` : empty} ${query.overdue === 'true' ? sql`and "daysLate" > 0` : empty}
    order by "dueOn", kind, id limit ${DUTIES_MAX + 1}`);
  const shown = rows.slice(0, DUTIES_MAX);
  return {
    rows: shown.map(({ customerId, customerName, consultantId, consultantName, ...row }) => ({
      ...row,
      customer: { id: customerId, name: customerName },
      consultant: { id: consultantId, name: consultantName },
    })),
    overdue: shown.filter(({ daysLate }) => daysLate > 0).length,
    more: rows.length > DUTIES_MAX,
  };
}

/** How many days ahead the rulebook of each site looks that has something promised. */
async function warnDays({ tx, rules }: Context, within: Sql): Promise<Record<string, number>> {
  const sites = await tx.rows<{ id: string }>(sql`select distinct deals.site_id as id from deals
    where deals.promised_on is not null and deals.handed_over_at is null and deals.ended_at is null and ${within} limit 500`);
  const days: Record<string, number> = {};
  for (const { id } of sites) days[id] = (await rules(id)).values.deals.deliveryWarnDays;
  return days;
}
