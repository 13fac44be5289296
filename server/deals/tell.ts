/** Who hears what about a deal: the consultant and whoever stands in, finance, the assistants, the leader. */
import { maskName } from '#core/customers/index.ts';
import type { Deal } from '#core/deals/index.ts';
import { notify } from '#server/notices/index.ts';
import type { Context } from '#server/platform/context.ts';
import { holdersOf } from '#server/organisation/index.ts';
import { namesOf } from './views-names.ts';

export type Audience = 'consultant' | 'finance' | 'assistants' | 'leaders';
const permissions = { finance: 'money.receive', assistants: 'deals.register', leaders: 'deals.override' } as const;

/** What every notice about a deal says of it: the customer by a masked name, for a notice may be read over a shoulder. */
export async function wordsAbout({ tx }: Context, deal: Deal) {
  const { unit, customer, consultant } = await namesOf(tx, deal);
  const about = { link: `/deals/${deal.id}`, dealId: deal.id, number: deal.number ?? '', unit };
  return { ...about, customer: maskName(customer), by: consultant };
}

export async function tell(
  context: Context,
  deal: Deal,
  audiences: readonly Audience[],
  notice: {
    readonly kind: string;
    readonly journalId: string | null;
    readonly more?: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  const me = context.actor.staffId;
  const ids = new Set<string>();
  for (const audience of audiences) {
    if (audience === 'consultant') ids.add(deal.consultantId);
    else for (const id of await holdersOf(context.tx, permissions[audience], deal.siteId, me)) ids.add(id);
  }
  if (me !== null) ids.delete(me);
  if (ids.size === 0) return;
  const payload = { ...(await wordsAbout(context, deal)), by: context.actor.name, ...notice.more };
  for (const staffId of ids)
    await notify(context, { staffId, kind: notice.kind, payload, journalId: notice.journalId });
}

export const announce = (context: Context, deal: Deal): void =>
  context.publish({ topic: 'deals', siteId: deal.siteId, id: deal.id });

/** Somebody in particular, whatever their post. */
export async function tellOne(
  context: Context,
  deal: Deal,
  staffId: string,
  notice: { readonly kind: string; readonly journalId: string | null },
): Promise<void> {
  const payload = { ...(await wordsAbout(context, deal)), by: context.actor.name };
  await notify(context, { staffId, kind: notice.kind, payload, journalId: notice.journalId });
}
