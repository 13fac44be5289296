/** Reads of receivables by age and of demands for payment. */
import sql, { empty, type Sql } from 'sql-template-tag';
import type { z } from 'zod';
import type { QueryOf } from '#contract/kernel/route.ts';
import type { money } from '#contract/money.ts';
import type { AgeingOut, DemandOut, ReceivableRow } from '#contract/money-shapes.ts';
import { type Bucket, bucketOf, buckets, collectionRate, decideContact } from '#core/money/index.ts';
import { addDays, localDateOf } from '#core/kernel/instant.ts';
import { requireScope, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { notFound } from '#server/platform/refused.ts';
import { lacks, whyNot } from './said.ts';
import { brief, knownBy, withDeal, within } from './views-brief.ts';

type Demand = z.output<typeof DemandOut>;
type Contact = Demand['contacts'][number];
interface Row extends Omit<Demand, 'contacts' | 'whyNot'> {
  readonly consultantId: string;
  readonly timeZone: string;
  readonly contacts: Contact[] | null;
}

export async function demandRows(context: Context, rest: Sql): Promise<Demand[]> {
  const rows = await context.tx.rows<Row>(sql`
    select dm.id, dm.number, ${brief}, dm.reason, dm.amount_fen as "amountFen", dm.oldest_due_on as "oldestDueOn", dm.days,
      dm.issued_at as "issuedAt", dm.contact_by as "contactBy", dm.collect_by as "collectBy", dm.state, dm.contacted_at as "contactedAt",
      dm.missed_at as "missedAt", dm.promised_on as "promisedOn", dm.journal_id as "journalId", dm.consultant_id as "consultantId",
      sites.time_zone as "timeZone",
      (select jsonb_agg(jsonb_build_object('at', dc.at, 'by', jsonb_build_object('id', s.id, 'name', s.name), 'channel', dc.channel, 'note', dc.note,
          'disagrees', dc.disagrees) order by dc.at) from demand_contacts dc
        join staff s on s.company_id = dc.company_id and s.id = dc.by_id where dc.company_id = dm.company_id and dc.demand_id = dm.id) as contacts
    from demands dm ${withDeal(sql`dm`)} join sites on sites.company_id = dm.company_id and sites.id = dm.site_id
    ${rest}`);
  const scope = scopeOf(context.actor, 'money.dun');
  const me = context.actor.staffId ?? '';
  return rows.map(({ consultantId, timeZone, contacts, ...row }) => {
    const facts = {
      demand: { state: row.state, consultantId, contactBy: row.contactBy },
      by: { id: me, leads: scope !== null && scope !== 'self' },
      today: localDateOf(context.now, timeZone),
    };
    const input = { channel: 'phone', note: '', promisedOn: null, disagrees: false };
    return {
      ...row,
      contacts: (contacts ?? []).map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
      whyNot: { contact: scope === null ? lacks('money.dun') : whyNot(decideContact(facts, input, context.now)) },
    };
  });
}

export async function demandOut(context: Context, demandId: string): Promise<Demand> {
  const [row] = await demandRows(context, sql`where dm.company_id = ${context.tx.companyId} and dm.id = ${demandId}`);
  if (!row) throw notFound('催款 / demand');
  return row;
}

export async function readDemand(context: Context, demandId: string): Promise<Demand> {
  const [row] = await demandRows(
    context,
    sql`where dm.company_id = ${context.tx.companyId} and dm.id = ${demandId} and ${within(context, 'money.dun')}`,
  );
  if (!row) throw notFound('催款 / demand');
  return row;
}

export async function demands(context: Context, query: QueryOf<typeof money.demands>) {
  const after = fromCursor(query.cursor, 2);
  const rows = await demandRows(
    context,
    sql`where dm.company_id = ${context.tx.companyId} and ${within(context, 'money.dun')}
      ${query.siteId ? sql`and dm.site_id = ${query.siteId}` : empty}
      ${query.open === 'true' ? sql`and dm.state <> 'closed'` : sql`and dm.state = 'closed'`}
      ${query.mine === 'true' ? sql`and dm.consultant_id = ${context.actor.staffId}::uuid` : empty}
      ${after ? sql`and (dm.issued_at, dm.id) < (${after[0]}, ${after[1]}::uuid)` : empty}
    order by dm.issued_at desc, dm.id desc limit ${query.limit + 1}`,
  );
  return pageFrom(rows, query.limit, (row) => [row.issuedAt, row.id]);
}

type Receivable = z.output<typeof ReceivableRow>;
type ReceivableQuery = Omit<QueryOf<typeof money.receivables>, 'cursor' | 'limit'>;

/** Today at the site asked about; without one, where the reader works. */
export async function todayAt(context: Context, siteId: string | undefined): Promise<string> {
  const site = await context.tx.row<{ timeZone: string }>(sql`select sites.time_zone as "timeZone" from sites
    where sites.company_id = ${context.tx.companyId} and sites.id = coalesce(${siteId ?? context.actor.siteId}::uuid,
      (select s.id from sites s where s.company_id = ${context.tx.companyId} order by s.id limit 1))`);
  return localDateOf(context.now, site?.timeZone ?? 'Asia/Shanghai');
}

/** The first and the last day on which a debt of that age fell due. */
function daysOf(bucket: Bucket, today: string): Sql {
  const edges: Readonly<Record<Bucket, readonly [number | null, number | null]>> = {
    not_due: [0, null],
    to_30: [-30, -1],
    to_60: [-60, -31],
    to_90: [-90, -61],
    over_90: [null, -91],
  };
  const [from, to] = edges[bucket];
  return sql`${from === null ? sql`true` : sql`a.next_due_on >= ${addDays(today, from)}`}
    and ${to === null ? sql`true` : sql`a.next_due_on <= ${addDays(today, to)}`}`;
}

export async function receivableRows(
  context: Context,
  query: ReceivableQuery,
  today: string,
  after: readonly (string | number | null)[] | null,
  limit: number,
): Promise<Receivable[]> {
  const rows = await context.tx.rows<Omit<Receivable, 'days' | 'bucket'> & { dealId: string }>(sql`
    select a.deal_id as "dealId", ${brief}, a.price_fen as "priceFen", a.counted_fen as "countedFen", a.open_fen as "openFen",
      (select coalesce(sum(v.amount_fen - v.paid_fen - v.reduced_fen), 0)::bigint from receivables v where v.company_id = a.company_id
        and v.deal_id = a.deal_id and v.is_current and v.due_on < ${today}) as "overdueFen",
      case when a.next_due_on < ${today} then a.next_due_on end as "oldestDueOn", a.next_due_on as "nextDueOn",
      last.at as "lastContactAt", dm.promised_on as "promisedOn", a.complained_fen as "complainedFen", a.breach_at as "breachAt"
    from deal_accounts a ${withDeal(sql`a`)}
      left join lateral (select demands.promised_on from demands where demands.company_id = a.company_id and demands.deal_id = a.deal_id
        order by demands.issued_at desc limit 1) dm on true
      left join lateral (select dc.at from demand_contacts dc where dc.company_id = a.company_id and dc.deal_id = a.deal_id
        order by dc.at desc limit 1) last on true
    where a.company_id = ${context.tx.companyId} and a.is_live and a.open_fen > 0 and ${within(context, 'money.read')}
      ${query.siteId ? sql`and a.site_id = ${query.siteId}` : empty}
      ${query.consultantId ? sql`and a.consultant_id = ${query.consultantId}` : empty}
      ${query.overdue === 'true' ? sql`and a.next_due_on < ${today}` : empty}
      ${query.bucket === 'not_due' ? sql`and (a.next_due_on is null or a.next_due_on >= ${today})` : query.bucket ? sql`and ${daysOf(query.bucket, today)}` : empty}
      ${query.q ? sql`and ${knownBy(query.q)}` : empty}
      ${after ? sql`and (coalesce(a.next_due_on, '9999-12-31'), a.deal_id) > (${after[0]}::date, ${after[1]}::uuid)` : empty}
    order by coalesce(a.next_due_on, '9999-12-31'), a.deal_id limit ${limit}`);
  return rows.map(({ dealId: _id, ...row }) => ({
    ...row,
    days: row.oldestDueOn === null ? 0 : daysPast(row.oldestDueOn, today),
    bucket: bucketOf(row.oldestDueOn, today),
  }));
}
const daysPast = (from: string, to: string): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days;

export async function receivables(context: Context, query: QueryOf<typeof money.receivables>) {
  const today = await todayAt(context, query.siteId);
  const rows = await receivableRows(context, query, today, fromCursor(query.cursor, 2), query.limit + 1);
  return pageFrom(rows, query.limit, (row) => [row.nextDueOn ?? '9999-12-31', row.deal.id]);
}

interface AgeRow {
  readonly id: string;
  readonly name: string;
  readonly bucket: Bucket;
  readonly openFen: number;
  readonly dueFen: number;
  readonly paidFen: number;
}
/** By consultant and age, and how much of what had fallen due came in; a debt under complaint counts on neither side. */
export async function ageing(
  context: Context,
  query: QueryOf<typeof money.ageing>,
): Promise<z.output<typeof AgeingOut>> {
  const today = await todayAt(context, query.siteId);
  requireScope(context.actor, 'money.read');
  const rows = await context.tx.rows<AgeRow>(sql`
    select seller.id, seller.name, case when v.due_on is null or v.due_on >= ${today} then 'not_due' when v.due_on >= ${addDays(today, -30)} then 'to_30'
        when v.due_on >= ${addDays(today, -60)} then 'to_60' when v.due_on >= ${addDays(today, -90)} then 'to_90' else 'over_90' end as bucket,
      sum(v.amount_fen - v.paid_fen - v.reduced_fen)::bigint as "openFen",
      sum(case when v.due_on < ${today} then v.amount_fen - v.reduced_fen else 0 end)::bigint as "dueFen",
      sum(case when v.due_on < ${today} then v.paid_fen else 0 end)::bigint as "paidFen"
    from receivables v join deals d on d.company_id = v.company_id and d.id = v.deal_id
      join staff seller on seller.company_id = d.company_id and seller.id = d.consultant_id
      join deal_accounts a on a.company_id = v.company_id and a.deal_id = v.deal_id and a.is_live
    where v.company_id = ${context.tx.companyId} and v.is_current and ${within(context, 'money.read')}
      ${query.siteId ? sql`and v.site_id = ${query.siteId}` : empty}
    group by 1, 2, 3`);
  const complained = new Map(
    (
      await context.tx.rows<{
        id: string;
        fen: number;
      }>(sql`select d.consultant_id as id, sum(a.complained_fen)::bigint as fen
        from deal_accounts a join deals d on d.company_id = a.company_id and d.id = a.deal_id
        where a.company_id = ${context.tx.companyId} and a.is_live and a.complained_fen > 0 and a.next_due_on < ${today} and ${within(context, 'money.read')}
          ${query.siteId ? sql`and a.site_id = ${query.siteId}` : empty} group by 1`)
    ).map((row) => [row.id, row.fen]),
  );
  const none = () => Object.fromEntries(buckets.map((bucket) => [bucket, 0])) as Record<Bucket, number>;
  const total = none();
  const people = new Map<
    string,
    { name: string; buckets: Record<Bucket, number>; dueFen: number; collectedFen: number }
  >();
  for (const row of rows) {
    total[row.bucket] += row.openFen;
    const person = people.get(row.id) ?? { name: row.name, buckets: none(), dueFen: 0, collectedFen: 0 };
    person.buckets[row.bucket] += row.openFen;
    person.dueFen += row.dueFen;
    person.collectedFen += row.paidFen;
    people.set(row.id, person);
  }
  return {
    total,
    people: [...people].map(([id, { name, ...sums }]) => ({
      staff: { id, name },
      ...sums,
      rate: collectionRate([
        {
          dueFen: sums.dueFen,
          paidFen: sums.collectedFen,
          complainedFen: Math.min(sums.dueFen, complained.get(id) ?? 0),
        },
      ]),
    })),
  };
}
