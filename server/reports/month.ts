/** The month's sales reach the general manager on the first of the next one: figures in the notice, the report behind its link. */
import { addDays, addMonths, instantAt, localDateOf } from '#core/kernel/instant.ts';
import { onDealEvent } from '#server/deals/index.ts';
import { notifyAll } from '#server/notices/index.ts';
import { onDeadline, setDeadline } from '#server/platform/deadlines.ts';
import type { Context } from '#server/platform/context.ts';
import * as views from './views.ts';

const REPORTED_AT = '08:00'; // before the office opens

/** S0.10.a.8b: from its first deal on a site reports every month. */
async function reportNext(context: Context, siteId: string): Promise<void> {
  const [site] = await views.sitesSeen(context.tx, [siteId]);
  if (!site) return;
  const first = `${addMonths(localDateOf(context.now, site.timeZone), 1).slice(0, 7)}-01`;
  const dueAt = instantAt(first, REPORTED_AT, site.timeZone);
  await setDeadline(context.tx, { kind: 'reports.month', subjectId: siteId, siteId, dueAt });
}

onDealEvent('reports', async (context, { type, deal }) => {
  if (type === 'subscribed') await reportNext(context, deal.siteId);
});

onDeadline('reports.month', async (context, { subjectId: siteId }) => {
  await reportNext(context, siteId);
  const [site] = await views.sitesSeen(context.tx, [siteId]);
  if (!site) return;
  const to = addDays(localDateOf(context.now, site.timeZone), -1);
  const from = `${to.slice(0, 7)}-01`;
  const link = `/reports/sales?${new URLSearchParams({ from, to, site: siteId })}`;
  const payload = { link, site: site.siteName, month: from.slice(0, 7) };
  const heads = await views.heads(context.tx);
  await notifyAll(
    context,
    heads.map((staffId) => ({ staffId, kind: 'reports.month', payload })),
  );
});
