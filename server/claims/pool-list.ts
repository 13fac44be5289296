import sql, { empty } from 'sql-template-tag';
import { claims as routes } from '#contract/claims.ts';
import { decideTakeFromPool } from '#core/claims/index.ts';
import { poolName } from '#core/customers/index.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import { timeZoneOf } from '#server/organisation/index.ts';
import { personOf, requireScope } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { answer, type Endpoint } from '#server/platform/http.ts';
import { fromCursor, pageFrom } from '#server/platform/paging.ts';
import { whyNot } from './access.ts';
import type { Stored } from './store.ts';
import { holdingOf } from './store.ts';

export const poolDay = async (context: Context, timeZone: string): Promise<{ taken: number; viewed: number }> =>
  (await context.tx.row<{ taken: number; viewed: number }>(sql`select pool_days.taken, pool_days.viewed from pool_days
    where pool_days.company_id = ${context.tx.companyId} and pool_days.staff_id = ${context.actor.staffId}
      and pool_days.day = ${localDateOf(context.now, timeZone)}`)) ?? { taken: 0, viewed: 0 };

interface PoolNamed {
  readonly id: string;
  readonly customerId: string;
  readonly name: string;
  readonly gender: string | null;
  readonly kind: string;
  readonly grade: string | null;
  readonly source: string;
  readonly siteId: string;
  readonly siteName: string;
  readonly exOwnerId: string;
  readonly exOwnerName: string;
  readonly fromClaimId: string;
  readonly enteredAt: string;
  readonly reason: NonNullable<Stored['endedReason']>;
  readonly followUps: number;
  readonly lastContactAt: string | null;
}

const pool = answer(routes.pool, async (context, { query }) => {
  const { tx, now, actor } = context;
  const scope = requireScope(actor, 'claims.take');
  const siteId = query.siteId ?? actor.siteId;
  const timeZone = await timeZoneOf(context.tx, siteId);
  const house = (await context.rules(siteId)).values;
  const after = fromCursor(query.cursor, 2);
  const rows = await tx.rows<PoolNamed>(sql`
    select pool_entries.id, pool_entries.customer_id as "customerId", customers.name, customers.gender, customers.kind, customers.grade,
      customers.source, pool_entries.site_id as "siteId", sites.name as "siteName", pool_entries.ex_owner_id as "exOwnerId",
      former.name as "exOwnerName", pool_entries.from_claim_id as "fromClaimId", pool_entries.entered_at as "enteredAt", pool_entries.reason,
      claims.follow_ups as "followUps", claims.last_contact_at as "lastContactAt"
    from pool_entries
      join customers on customers.company_id = pool_entries.company_id and customers.id = pool_entries.customer_id
      join sites on sites.company_id = pool_entries.company_id and sites.id = pool_entries.site_id
      join staff former on former.company_id = pool_entries.company_id and former.id = pool_entries.ex_owner_id
      join claims on claims.company_id = pool_entries.company_id and claims.id = pool_entries.from_claim_id
    where pool_entries.company_id = ${tx.companyId} and pool_entries.left_at is null
      and ${scope === 'company' ? sql`true` : sql`pool_entries.site_id = any(${[...actor.siteIds]}::uuid[])`}
      ${query.siteId ? sql`and pool_entries.site_id = ${query.siteId}` : empty}
      ${after ? sql`and (pool_entries.entered_at, pool_entries.id) < (${after[0]}, ${after[1]}::uuid)` : empty}
    order by pool_entries.entered_at desc, pool_entries.id desc limit ${query.limit + 1}`);
  const page = pageFrom(rows, query.limit, (row) => [row.enteredAt, row.id]);
  const day = await poolDay(context, timeZone);
  const standing = {
    takerId: personOf(actor),
    takenToday: day.taken,
    holding: await holdingOf(tx, personOf(actor)),
    timeZone,
  };
  const shown = page.rows.map(async (row) => ({
    customerId: row.customerId,
    label: poolName(house.customers, row.name),
    grade: row.grade,
    source: row.source,
    site: { id: row.siteId, name: row.siteName },
    formerOwner: { id: row.exOwnerId, name: row.exOwnerName },
    enteredAt: row.enteredAt,
    reason: row.reason,
    followUps: row.followUps,
    lastContactAt: row.lastContactAt,
    whyNot: {
      take: await whyNot(
        context,
        timeZone,
        decideTakeFromPool(
          house.claims,
          { ...standing, entry: row, claims: [] },
          { newClaimId: '', customerId: row.customerId, siteId: row.siteId },
          now,
        ),
      ),
    },
  }));
  return {
    rows: await Promise.all(shown),
    nextCursor: page.nextCursor,
    taken: day.taken,
    takeQuota: house.claims.poolDailyQuota,
    viewed: day.viewed,
    viewQuota: house.claims.poolViewDailyQuota,
  };
});

export const poolQueries: readonly Endpoint[] = [pool];
