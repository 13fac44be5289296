/** Numbers without gaps: one counter a series, site and period, locked by whoever takes the next and rolled back with their work. */
import type { Tx } from './database.ts';

const DIGITS = 5;

/** Taken last of all locks. The prefix is what the number of a paper begins with: "HT2024-00001". */
export async function takeNumber(
  tx: Tx,
  { series, prefix, siteId, period }: { series: string; prefix: string; siteId: string; period: string },
): Promise<string> {
  const row = await tx.row<{ last: number }>({
    name: 'platform.take-number',
    text: `insert into number_series as s (company_id, series, site_id, period, last) values ($1, $2, $3, $4, 1)
      on conflict (company_id, series, site_id, period) do update set last = s.last + 1 returning last`,
    values: [tx.companyId, series, siteId, period],
  });
  return `${prefix}${period}-${String(row?.last ?? 1).padStart(DIGITS, '0')}`;
}
