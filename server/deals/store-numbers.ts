/** Numbers without gaps: one counter a series, site and year, locked by whoever takes the next and rolled back with their work. */
import { localDateOf } from '#core/kernel/instant.ts';
import { siteById } from '#server/claims/index.ts';
import type { Context } from '#server/platform/context.ts';

/** What the number of a paper begins with. */
const prefixes = {
  small_deposit: 'XD',
  subscription: 'RG',
  order: 'DD',
  contract: 'HT',
  supplement: 'BC',
  volume: 'ZD',
  receipt: 'SJ',
  refund: 'TK',
  demand: 'CK',
  allowance: 'ZR',
  statement: 'JS',
} as const;
export type Series = keyof typeof prefixes;

const DIGITS = 5;

/** Taken last of all locks. The year is that of the site's own calendar. */
export async function nextNumber(context: Context, series: Series, siteId: string, year?: string): Promise<string> {
  const period = year ?? localDateOf(context.now, (await siteById(context.tx, siteId)).timeZone).slice(0, 4);
  const row = await context.tx.row<{ last: number }>({
    name: 'deals.next-number',
    text: `insert into number_series as s (company_id, series, site_id, period, last) values ($1, $2, $3, $4, 1)
      on conflict (company_id, series, site_id, period) do update set last = s.last + 1 returning last`,
    values: [context.tx.companyId, series, siteId, period],
  });
  return `${prefixes[series]}${period}-${String(row?.last ?? 1).padStart(DIGITS, '0')}`;
}
