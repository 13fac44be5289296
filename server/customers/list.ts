/** The customer list: keyset pages over a union of ordered scans, one per way in which a customer comes into the reader's scope. */
import type { Sql } from 'sql-template-tag';
import sql, { empty } from 'sql-template-tag';
import type { CustomerRowOut } from '#contract/customers.ts';
import { timeZoneOf } from '#server/organisation/index.ts';
import type { Context } from '#server/platform/context.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import type { Filters } from './filters.ts';
import { conditionsOf } from './filters.ts';
import { rowsOf } from './rows.ts';
import type { Branch } from './scope.ts';
import { allOf, branches } from './scope.ts';

interface Place {
  readonly id: string;
  readonly at: string;
}
type Direction = 'older' | 'newer';

const cursorOf = (place: Place): [string, string] => [place.at, place.id];

/** The next places after `from` in the list's order (newest first), or before it. */
async function placesOf(
  context: Context,
  filters: Filters,
  from: Place | null,
  limit: number,
  direction: Direction = 'older',
): Promise<Place[]> {
  const zone = await timeZoneOf(context.tx, context.actor.siteId);
  const order = direction === 'older' ? sql`desc` : sql`asc`;
  const beyond = direction === 'older' ? sql`<` : sql`>`;
  const after = (place: Sql): Sql =>
    from === null ? sql`true` : sql`${place} ${beyond} (${from.at}::timestamptz, ${from.id}::uuid)`;
  // The text keeps the microseconds that an instant of ours would round away.
  const scan = ({
    where: scope,
    from: alongside = empty,
    place = sql`(c.registered_at, c.id)`,
    siteId,
  }: Branch): Sql => sql`(select ${alongside === empty ? empty : sql`distinct`} c.id, c.registered_at::text as at, c.registered_at from ${alongside} customers c
    where ${allOf(conditionsOf(context.tx.companyId, filters, zone, siteId))} and ${after(place)} and ${scope} order by c.registered_at ${order}, c.id ${order} limit ${limit})`;
  const [first, ...rest] = branches(context.actor).map(scan);
  const all = rest.reduce((union, next) => sql`${union} union ${next}`, first ?? sql``);
  return context.tx.rows<Place>(
    sql`select places.id, places.at from (${all}) as places order by places.registered_at ${order}, places.id ${order} limit ${limit}`,
  );
}

const placeFrom = (cursor: string | undefined): Place | null => {
  const values = fromCursor(cursor, 2);
  return values === null ? null : { at: String(values[0]), id: String(values[1]) };
};

export async function list(
  context: Context,
  query: Filters & { cursor?: string; limit: number },
): Promise<{ rows: CustomerRowOut[]; nextCursor: string | null }> {
  const places = await placesOf(context, query, placeFrom(query.cursor), query.limit + 1);
  const page = pageFrom(places, query.limit, cursorOf);
  return {
    rows: await rowsOf(
      context,
      page.rows.map((place) => place.id),
    ),
    nextCursor: page.nextCursor,
  };
}

/** Ids that filters find, newest first, at most `max`; used by bulk changes and exports. */
export const idsOf = async (context: Context, filters: Filters, max: number): Promise<string[]> =>
  (await placesOf(context, filters, null, max)).map((place) => place.id);

/** The same list without its rows: what a change to all that a filter finds goes through, part by part. */
export async function idPage(
  context: Context,
  query: Filters & { cursor?: string; limit: number },
): Promise<{ ids: string[]; nextCursor: string | null }> {
  const places = await placesOf(context, query, placeFrom(query.cursor), query.limit + 1);
  const page = pageFrom(places, query.limit, cursorOf);
  return { ids: page.rows.map((place) => place.id), nextCursor: page.nextCursor };
}

export async function neighbours(
  context: Context,
  customerId: string,
  filters: Filters,
): Promise<{ previous: string | null; next: string | null }> {
  const here = await context.tx.row<Place>(
    sql`select c.id, c.registered_at::text as at from customers c
      where c.company_id = ${context.tx.companyId}::uuid and c.id = ${customerId}::uuid`,
  );
  if (!here) return { previous: null, next: null };
  const [newer] = await placesOf(context, filters, here, 1, 'newer');
  const [older] = await placesOf(context, filters, here, 1, 'older');
  return { previous: newer?.id ?? null, next: older?.id ?? null };
}
