/** Numbers without gaps: a series of its own for each paper, by site and year. */
import { localDateOf } from '#core/kernel/instant.ts';
import { siteById } from '#server/claims/index.ts';
import type { Context } from '#server/platform/context.ts';
import { takeNumber } from '#server/platform/store-numbers.ts';

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
  liaison: 'LL',
} as const;
export type Series = keyof typeof prefixes;

/** Taken last of all locks. The year is that of the site's own calendar. */
export async function nextNumber(context: Context, series: Series, siteId: string, year?: string): Promise<string> {
  const period = year ?? localDateOf(context.now, (await siteById(context.tx, siteId)).timeZone).slice(0, 4);
  return takeNumber(context.tx, { series, prefix: prefixes[series], siteId, period });
}
