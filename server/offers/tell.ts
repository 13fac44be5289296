/** Who hears what about an offer, a quotation, a promise or a policy; the journal entries about them. */
import { maskName } from '#core/customers/index.ts';
import type { Decision } from '#core/kernel/decision.ts';
import { accept } from '#core/kernel/decision.ts';
import type { ActName, KindName } from '#core/kinds.ts';
import { tellLevel } from '#server/claims/index.ts';
import { notify } from '#server/notices/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Offer } from './store.ts';
import { customerNameOf } from './views-names.ts';

export const announce = (context: Context, about: { siteId: string; id: string }): void =>
  context.publish({ topic: 'offers', siteId: about.siteId, id: about.id });

interface About {
  readonly siteId: string;
  readonly customerId: string;
  readonly ownerId: string;
  readonly link: string;
}
interface Notice {
  readonly kind: string;
  readonly journalId: string | null;
  readonly more?: Readonly<Record<string, unknown>>;
}
const payloadOf = async (context: Context, about: About, more: Notice['more']) => ({
  link: about.link,
  customer: maskName(await customerNameOf(context.tx, about.customerId)),
  by: context.actor.name,
  ...more,
});

/** Whoever made it, unless it is they who act. */
export async function tellOwner(context: Context, about: About, { kind, journalId, more }: Notice): Promise<void> {
  if (about.ownerId === context.actor.staffId) return;
  await notify(context, { staffId: about.ownerId, kind, payload: await payloadOf(context, about, more), journalId });
}
/** Whoever stands above them. */
export async function tellLeader(context: Context, about: About, { kind, journalId, more }: Notice): Promise<void> {
  const payload = await payloadOf(context, about, more);
  await tellLevel(context, { ownerId: about.ownerId, siteId: about.siteId }, 'leader', { kind, payload, journalId });
}

export const aboutOffer = ({ id, siteId, customerId, consultantId }: Offer): About => ({
  siteId,
  customerId,
  ownerId: consultantId,
  link: `/offers/${id}`,
});

interface Subject {
  readonly type: 'offer' | 'quotation' | 'promise' | 'customer_policy';
  readonly id: string;
  readonly siteId: string;
  readonly customerId: string;
  readonly staffIds: readonly (string | null)[];
}
export const ofOffer = ({ id, siteId, customerId, consultantId }: Offer): Subject => ({
  type: 'offer',
  id,
  siteId,
  customerId,
  staffIds: [consultantId],
});

export async function record(
  context: Context,
  { type, id, siteId, customerId, staffIds }: Subject,
  kind: KindName,
  entry: { input: unknown; facts: unknown; decision: Decision<unknown>; reason?: string | null; id?: string },
): Promise<string> {
  const rules = await context.rules(siteId);
  return context.record({ ...entry, kind, siteId, subject: { type, id }, customerId, staffIds, rules });
}

/** Something done that no rule decided. */
export const act = (
  context: Context,
  { type, id, siteId, customerId, staffIds }: Subject,
  kind: ActName,
  given: { facts: Readonly<Record<string, unknown>>; clauses: readonly string[]; reason?: string | null },
): string =>
  context.record({
    kind,
    siteId,
    subject: { type, id },
    customerId,
    staffIds,
    input: {},
    facts: given.facts,
    decision: accept(given.facts, given.clauses),
    reason: given.reason ?? null,
  });
