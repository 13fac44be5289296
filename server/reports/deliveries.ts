/** Deliveries on time, by site, person and month: the register of handovers, added up. */
import type { QueryOf, ResponseOf } from '#contract/kernel/route.ts';
import type { reports } from '#contract/reports.ts';
import type { Context } from '#server/platform/context.ts';
import { spansOf } from './figures.ts';
import { type DeliveryRow, deliveryRows, overdueNow } from './views-deliveries.ts';

const counted = ['handedOver', 'promised', 'onTime', 'late', 'daysLate'] as const;
type Counts = Pick<DeliveryRow, (typeof counted)[number]>;
const nothing: Counts = { handedOver: 0, promised: 0, onTime: 0, late: 0, daysLate: 0 };

const plus = (a: Counts, b: Counts): Counts =>
  Object.fromEntries(counted.map((key) => [key, a[key] + b[key]])) as unknown as Counts;
/** To a tenth of a percent; nothing promised is no rate. */
const withRate = <C extends Counts>(counts: C) => ({
  ...counts,
  ratePercent: counts.promised === 0 ? null : Math.round((counts.onTime * 1000) / counts.promised) / 10,
});

export async function deliveries(
  context: Context,
  filters: QueryOf<typeof reports.deliveries>,
): Promise<ResponseOf<typeof reports.deliveries>> {
  const spans = await spansOf(context, filters);
  const rows = new Map<string, DeliveryRow>();
  for (const span of spans)
    for (const row of await deliveryRows(context.tx, span, filters.by)) {
      const known = rows.get(row.id);
      rows.set(row.id, known ? { ...known, ...plus(known, row) } : row);
    }
  const all = [...rows.values()];
  const sorted = filters.by === 'month' ? all : all.sort((a, b) => b.handedOver - a.handedOver || b.onTime - a.onTime);
  const siteIds = spans.map(({ siteId }) => siteId);
  return {
    totals: withRate(all.reduce<Counts>(plus, nothing)),
    overdueNow: await overdueNow(context.tx, siteIds, context.now),
    rows: sorted.map(withRate),
  };
}
