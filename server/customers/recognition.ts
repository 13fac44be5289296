/** Recognition while typing: what the words may mean, looked up inside the scope; outside it only exact hits, and only that they exist. */
import type { Sql } from 'sql-template-tag';
import sql from 'sql-template-tag';
import type { CustomerRowOut } from '#contract/customers.ts';
import type { Context } from '#server/platform/context.ts';
import { meaningOf } from './filters.ts';
import { prefixEnd, reversed } from './normalise.ts';
import { rowsOf } from './rows.ts';
import { cardsOf, inScope, viewerOf } from './scope.ts';

const HITS_MAX = 60;
const STRANGERS_MAX = 5;

interface Hit {
  readonly id: string;
  readonly reason: string;
  readonly confidence: number;
}
interface StrangerRow {
  readonly ownerName: string | null;
  readonly until: string | null;
  readonly reasons: string[];
}

interface Looked {
  readonly known: { customer: CustomerRowOut; reasons: string[]; confidence: number }[];
  readonly strangers: { exists: true; ownerName: string | null; until: string | null; reasons: string[] }[];
}

export async function recogniseTyped(context: Context, q: string, limit: number): Promise<Looked> {
  const meaning = meaningOf(q);
  const known = await knownHits(context, meaning);
  const reasons = new Map<string, { reasons: string[]; confidence: number }>();
  for (const hit of known) {
    const entry = reasons.get(hit.id) ?? { reasons: [], confidence: 0 };
    if (!entry.reasons.includes(hit.reason)) entry.reasons.push(hit.reason);
    entry.confidence = Math.max(entry.confidence, hit.confidence);
    reasons.set(hit.id, entry);
  }
  const best = [...reasons].sort(([a, x], [b, y]) => y.confidence - x.confidence || (a < b ? -1 : 1)).slice(0, limit);
  const rows = await rowsOf(
    context,
    best.map(([id]) => id),
  );
  const strangers = await strangerHits(context, meaning);
  return {
    known: rows.map((customer) => ({ customer, ...(reasons.get(customer.id) ?? { reasons: [], confidence: 0 }) })),
    strangers: strangers.map((row) => ({ exists: true, ...row })),
  };
}

type Meaning = ReturnType<typeof meaningOf>;

/** One bounded scan per meaning; the term scan starts from the reader's own side when that is the smaller one. */
async function knownHits(context: Context, meaning: Meaning): Promise<Hit[]> {
  const scope = inScope(context.actor);
  const scans = [...keyScans(context, meaning, false), ...termScans(context, meaning)].map(
    ({
      from,
      where,
      reason,
      confidence,
    }) => sql`(select c.id, ${reason}::text as reason, ${confidence}::int as confidence
      from ${from} join customers c on c.company_id = ${context.tx.companyId}::uuid and c.id = hit.customer_id and c.merged_into is null
      where ${where} and ${scope} limit ${HITS_MAX})`,
  );
  return unionOf<Hit>(context, scans);
}

async function strangerHits(context: Context, meaning: Meaning): Promise<StrangerRow[]> {
  if (viewerOf(context.actor).scope === 'company') return [];
  const scans = [...keyScans(context, meaning, true), ...exactNames(context, meaning)].map(
    ({ from, where, reason }) => sql`(select c.id, ${reason}::text as reason
      from ${from} join customers c on c.company_id = ${context.tx.companyId}::uuid and c.id = hit.customer_id and c.merged_into is null
      where ${where} and (${inScope(context.actor)}) is not true limit ${HITS_MAX})`,
  );
  if (scans.length === 0) return [];
  const [first, ...rest] = scans;
  const all = rest.reduce((union, next) => sql`${union} union ${next}`, first ?? sql``);
  return context.tx.rows<StrangerRow>(sql`
    select owner.name as "ownerName", c.owned_until as until, array_agg(distinct hits.reason) as reasons
    from (${all}) as hits join customers c on c.company_id = ${context.tx.companyId}::uuid and c.id = hits.id
    left join staff owner on owner.company_id = c.company_id and owner.id = c.owner_id
    group by c.id, owner.name, c.owned_until order by c.id limit ${STRANGERS_MAX}`);
}

interface Scan {
  readonly from: Sql;
  readonly where: Sql;
  readonly reason: string;
  readonly confidence: number;
}

const company = (context: Context): Sql => sql`${context.tx.companyId}::uuid`;
const keys = sql`customer_keys hit`;

function keyScans(context: Context, meaning: Meaning, exactOnly: boolean): Scan[] {
  const base = sql`hit.company_id = ${company(context)} and hit.removed_at is null`;
  const { phones, tail, head, plate, card } = meaning;
  const scans: Scan[] = [];
  if (phones.length > 0)
    scans.push({
      from: keys,
      where: sql`${base} and hit.kind = 'phone' and hit.value = any(${[...phones]}::text[])`,
      reason: 'same_phone',
      confidence: 95,
    });
  if (tail)
    scans.push({
      from: keys,
      where: sql`${base} and hit.kind = 'phone' and hit.reversed >= ${reversed(tail)} and hit.reversed < ${prefixEnd(reversed(tail))}`,
      reason: 'phone_tail',
      confidence: 40 + 4 * Math.min(tail.length, 10),
    });
  if (head && !exactOnly)
    scans.push({
      from: keys,
      where: sql`${base} and hit.kind = 'phone' and hit.value >= ${head} and hit.value < ${prefixEnd(head)}`,
      reason: 'phone_head',
      confidence: 40,
    });
  if (plate)
    scans.push({
      from: keys,
      where: sql`${base} and hit.kind = 'plate' and hit.value = ${plate}`,
      reason: 'same_plate',
      confidence: 70,
    });
  if (card)
    scans.push({
      from: keys,
      where: sql`${base} and hit.kind = 'card' and hit.value = ${card}`,
      reason: 'same_card',
      confidence: 90,
    });
  return scans;
}

function termScans(context: Context, { term }: Meaning): Scan[] {
  if (!term) return [];
  const viewer = viewerOf(context.actor);
  const range = sql`hit.company_id = ${company(context)} and hit.term >= ${term} and hit.term < ${prefixEnd(term)}`;
  const confidence = 50;
  const reason = 'name';
  const exact: Scan = {
    from: sql`customer_terms hit`,
    where: sql`hit.company_id = ${company(context)} and hit.term = ${term}`,
    reason,
    confidence: 60,
  };
  if (viewer.scope === 'company') return [exact, { from: sql`customer_terms hit`, where: range, reason, confidence }];
  const own: Scan = {
    from: sql`(select o.id from customers o where o.company_id = ${company(context)} and o.owner_id = ${viewer.staffId}::uuid
        and o.merged_into is null
      union select cs.customer_id from customer_staff cs where cs.company_id = ${company(context)} and cs.staff_id = ${viewer.staffId}::uuid
        and cs.until is null
      union ${cardsOf(context.tx.companyId, viewer.staffId)}) mine
      join customer_terms hit on hit.customer_id = mine.id`,
    where: range,
    reason,
    confidence,
  };
  if (viewer.scope === 'self') return [own];
  const held: Scan = {
    from: sql`(select distinct claims.customer_id as id from claims where claims.company_id = ${company(context)}
        and claims.site_id = any(${viewer.siteIds}::uuid[]) and claims.ended_at is null and claims.away_registered_at is not null) away
      join customer_terms hit on hit.customer_id = away.id`,
    where: range,
    reason,
    confidence,
  };
  if (viewer.scope === 'site')
    return [
      own,
      held,
      ...viewer.siteIds.map((id) => ({
        from: sql`customer_terms hit`,
        where: sql`${range} and hit.site_id = ${id}::uuid`,
        reason,
        confidence,
      })),
    ];
  const team: Scan = {
    from: sql`(select o.id from customers o where o.company_id = ${company(context)} and o.team_id = any(${viewer.teamIds}::uuid[])
        and o.merged_into is null) ours join customer_terms hit on hit.customer_id = ours.id`,
    where: range,
    reason,
    confidence,
  };
  return [own, team];
}

/** A stranger's name has to be typed in full: beginnings of names would read the whole register out. */
const exactNames = (context: Context, { term }: Meaning): Scan[] =>
  term === null || term.length < 2
    ? []
    : [
        {
          from: sql`(select o.id as customer_id from customers o where o.company_id = ${company(context)} and o.id in
            (select t.customer_id from customer_terms t where t.company_id = ${company(context)} and t.term = ${term} limit ${HITS_MAX})
            and (o.name_key = ${term} or o.pinyin = ${term} or o.initials = ${term})) hit`,
          where: sql`true`,
          reason: 'name',
          confidence: 60,
        },
      ];

async function unionOf<Row>(context: Context, scans: readonly Sql[]): Promise<Row[]> {
  const [first, ...rest] = scans;
  if (!first) return [];
  return context.tx.rows<Row>(rest.reduce((union, next) => sql`${union} union all ${next}`, first));
}
