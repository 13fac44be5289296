/** What the clock on a site's wall goes by. */
import { notFound } from '#server/platform/refused.ts';
import type { Tx } from '#server/platform/database.ts';

/** Of whoever looks over the whole company without a site of one's own. */
export const HOUSE_ZONE = 'Asia/Shanghai';

export const timeZoneIfAny = async (tx: Tx, siteId: string | null): Promise<string | null> =>
  siteId === null
    ? null
    : ((
        await tx.row<{ timeZone: string }>({
          name: 'organisation.time-zone',
          text: 'select sites.time_zone as "timeZone" from sites where sites.company_id = $1 and sites.id = $2',
          values: [tx.companyId, siteId],
        })
      )?.timeZone ?? null);

export async function timeZoneOf(tx: Tx, siteId: string | null): Promise<string> {
  if (siteId === null) return HOUSE_ZONE;
  const timeZone = await timeZoneIfAny(tx, siteId);
  if (timeZone === null) throw notFound('门店 / site');
  return timeZone;
}
