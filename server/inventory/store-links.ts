/** The links buyers press by, and the few facts a page without an account is told. */
import sql from 'sql-template-tag';
import type { DayUnit } from '#contract/inventory-buyers.ts';
import type { Instant } from '#core/kernel/instant.ts';
import type { Context } from '#server/platform/context.ts';
import type { Database, Tx } from '#server/platform/database.ts';
import type { Launch } from './store-launches.ts';

export interface Link {
  readonly companyId: string;
  readonly id: string;
  readonly launchId: string;
  readonly buyerId: string;
  readonly siteId: string;
  readonly consultantId: string;
  readonly closesAt: Instant | null;
  readonly isAlive: boolean;
}
/** Asked before the company is known: the secret itself lets one row be read. */
export const linkByHash = async (database: Database, hash: string): Promise<Link | null> =>
  (await database.system<Link>({ name: 'inventory.link', text: 'select * from launch_link($1)', values: [hash] }))[0] ??
  null;

export const isLive = async (tx: Tx, linkId: string): Promise<boolean> =>
  (await tx.row({
    name: 'inventory.link-live',
    text: 'select 1 from launch_links where company_id = $1 and id = $2 and revoked_at is null',
    values: [tx.companyId, linkId],
  })) !== null;

/** The first time it is opened tells the consultant that it has arrived. */
export const noteOpened = (tx: Tx, linkId: string, at: Instant): Promise<number> =>
  tx.run(sql`update launch_links set opened_at = ${at} where company_id = ${tx.companyId}::uuid and id = ${linkId}::uuid
    and opened_at is null`);

export interface LinkedBuyer {
  readonly id: string;
  readonly customerId: string;
  readonly customer: string;
  readonly consultantId: string;
  readonly consultant: string;
  readonly teamId: string | null;
  readonly orderNumber: number | null;
  readonly linkId: string | null;
  readonly tokenHash: string | null;
}
/** The buyers named, each with the link that is good now; locked, so that nobody gets two. */
export const lockLinked = (tx: Tx, launchId: string, buyerIds: readonly string[]): Promise<LinkedBuyer[]> =>
  tx.rows<LinkedBuyer>({
    text: `select b.id, b.customer_id as "customerId", customers.name as customer, b.consultant_id as "consultantId", staff.name as consultant,
        staff.team_id as "teamId", b.order_number as "orderNumber", l.id as "linkId", l.token_hash as "tokenHash"
      from launch_buyers b
        join customers on customers.company_id = b.company_id and customers.id = b.customer_id
        join staff on staff.company_id = b.company_id and staff.id = b.consultant_id
        left join launch_links l on l.company_id = b.company_id and l.buyer_id = b.id and l.revoked_at is null
      where b.company_id = $1 and b.launch_id = $2 and b.id = any($3::uuid[]) and b.removed_at is null
      order by b.order_number nulls last, b.registered_at, b.id for update of b`,
    values: [tx.companyId, launchId, buyerIds],
  });

export const endLinks = (context: Context, linkIds: readonly string[]): Promise<number> =>
  context.tx.run(sql`update launch_links set revoked_at = ${context.now}, revoked_by = ${context.actor.staffId}::uuid
    where company_id = ${context.tx.companyId}::uuid and id = any(${[...linkIds]}::uuid[]) and revoked_at is null`);

export const insertLinks = (
  context: Context,
  launchId: string,
  links: readonly { id: string; buyerId: string; tokenHash: string }[],
  journalId: string,
): Promise<number> =>
  context.tx.run({
    text: `insert into launch_links (company_id, id, launch_id, buyer_id, token_hash, issued_at, issued_by, journal_id)
      select $1, l.id, $2, l."buyerId", l."tokenHash", $3, $4, $5
      from jsonb_to_recordset($6::jsonb) as l (id uuid, "buyerId" uuid, "tokenHash" text)`,
    values: [context.tx.companyId, launchId, context.now, context.actor.staffId, journalId, JSON.stringify(links)],
  });

/** The links of a launch that are good now: who presses by another is let go. */
export const liveLinks = async (database: Database, companyId: string, launchId: string): Promise<Set<string>> =>
  database.inCompany(
    companyId,
    async (tx) =>
      new Set(
        (
          await tx.rows<{ id: string }>({
            name: 'inventory.live-links',
            text: `select l.id from launch_links l
                join launches on launches.company_id = l.company_id and launches.id = l.launch_id and launches.state <> 'closed'
                join launch_buyers b on b.company_id = l.company_id and b.id = l.buyer_id and b.removed_at is null
              where l.company_id = $1 and l.launch_id = $2 and l.revoked_at is null`,
            values: [companyId, launchId],
          })
        ).map(({ id }) => id),
      ),
  );

export interface DayRow extends Launch {
  readonly site: string;
  readonly timeZone: string;
  readonly customer: string;
  readonly consultant: string;
  readonly orderNumber: number | null;
  readonly chosen: { unitId: string; code: string; until: Instant | null }[];
}
export const dayOf = (tx: Tx, link: Link, now: Instant): Promise<DayRow | null> =>
  tx.row<DayRow>({
    name: 'inventory.launch-day',
    text: `select launches.id, launches.site_id as "siteId", launches.name, launches.mode, launches.opens_at as "opensAt",
        launches.closes_at as "closesAt", launches.group_size as "groupSize", launches.group_minutes as "groupMinutes",
        launches.per_buyer as "perBuyer", launches.hold_minutes as "holdMinutes", launches.state,
        sites.name as site, sites.time_zone as "timeZone", customers.name as customer, staff.name as consultant, b.order_number as "orderNumber",
        coalesce((select jsonb_agg(jsonb_build_object('unitId', units.id, 'code', units.code, 'until',
            case when holds.state = 'live' then to_char(holds.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') end) order by holds.placed_at)
          from holds join units on units.company_id = holds.company_id and units.id = holds.unit_id
          where holds.company_id = b.company_id and holds.buyer_id = b.id
            and (holds.state = 'converted' or (holds.state = 'live' and holds.expires_at > $3))), '[]'::jsonb) as chosen
      from launch_buyers b
        join launches on launches.company_id = b.company_id and launches.id = b.launch_id
        join sites on sites.company_id = b.company_id and sites.id = launches.site_id
        join customers on customers.company_id = b.company_id and customers.id = b.customer_id
        join staff on staff.company_id = b.company_id and staff.id = b.consultant_id
      where b.company_id = $1 and b.id = $2 and b.removed_at is null`,
    values: [tx.companyId, link.buyerId, now],
  });

export type ShownUnit = Omit<DayUnit, 'free' | 'version'>;
/** What does not change during the day: where a room is and what it costs. Its state is heard. */
export const shownUnits = (database: Database, companyId: string, launchId: string): Promise<ShownUnit[]> =>
  database.inCompany(companyId, (tx) =>
    tx.rows<ShownUnit>({
      name: 'inventory.launch-day-units',
      text: `select units.id, units.code, units.building, units.entrance, units.floor, units.room, units.layout,
          coalesce(units.surveyed_area, units.predicted_area) as area, units.list_price_fen as price
        from units where units.company_id = $1 and units.launch_id = $2
        order by length(units.building), units.building, units.entrance, units.floor desc nulls last, units.code, units.id limit 5000`,
      values: [companyId, launchId],
    }),
  );

export const numberOf = (database: Database, companyId: string, buyerId: string): Promise<number | null> =>
  database.inCompany(
    companyId,
    async (tx) =>
      (
        await tx.row<{ number: number | null }>(sql`select b.order_number as number from launch_buyers b
          where b.company_id = ${companyId}::uuid and b.id = ${buyerId}::uuid`)
      )?.number ?? null,
  );
