/** The links buyers press by: handed out by the consultant or whoever controls sales, printed as codes, ended at any time. */
import { inventoryBuyers as routes } from '#contract/inventory-buyers.ts';
import { accept } from '#core/kernel/decision.ts';
import { notAllowed } from '#server/platform/actor.ts';
import { hashToken } from '#server/platform/auth.ts';
import type { Context } from '#server/platform/context.ts';
import { carryOut, type Endpoint, type RawEndpoint } from '#server/platform/http.ts';
import { notFound } from '#server/platform/refused.ts';
import { linkSecretFor, secretCommand } from '#server/session/index.ts';
import { handlesBuyer } from './access.ts';
import { refuseWith } from './said.ts';
import * as launches from './store-launches.ts';
import * as store from './store-links.ts';

/** Where the page lies; the secret is the whole of what is needed to press. */
const pathOf = (token: string): string => `/launch-day/${token}`;

async function theirBuyers(context: Context, launchId: string, buyerIds: readonly string[]) {
  const { tx } = context;
  const launch = await launches.launchById(tx, launchId);
  const ids = [...new Set(buyerIds)];
  const buyers = await store.lockLinked(tx, launchId, ids);
  if (buyers.some((buyer) => !handlesBuyer(context, buyer, launch.siteId))) throw notAllowed('inventory.hold');
  if (buyers.length < ids.length) throw notFound('买家 / buyer');
  if (launch.state === 'closed') throw refuseWith('LAUNCH_STATE', { state: launch.state });
  return { launch, buyers };
}

interface Stored {
  readonly links: (ReturnType<typeof shown> & { linkId: string })[];
  readonly journalId: string | null;
}
const shown = (buyer: store.LinkedBuyer) => ({
  buyerId: buyer.id,
  customer: { id: buyer.customerId, name: buyer.customer },
  consultant: { id: buyer.consultantId, name: buyer.consultant },
  orderNumber: buyer.orderNumber,
});

/** A buyer who has a link keeps it, so that a card can be printed again; unless it is renewed, or the key it was made with is gone. */
export async function issueLinks(
  context: Context,
  dataDir: string,
  { launchId, buyerIds, renew = false }: { launchId: string; buyerIds: readonly string[]; renew?: boolean },
): Promise<Stored> {
  const { launch, buyers } = await theirBuyers(context, launchId, buyerIds);
  const secretOf = (linkId: string): string => linkSecretFor(dataDir, context.tx.companyId, linkId);
  const keeps = (buyer: store.LinkedBuyer): boolean =>
    !renew && buyer.linkId !== null && hashToken(secretOf(buyer.linkId)) === buyer.tokenHash;
  const wanting = buyers.filter((buyer) => !keeps(buyer));
  const made = new Map(wanting.map((buyer) => [buyer.id, context.newId()]));
  let journalId: string | null = null;
  if (wanting.length > 0) {
    journalId = context.record({
      kind: 'inventory.issueLinks',
      siteId: launch.siteId,
      subject: { type: 'launch', id: launch.id },
      staffIds: [context.actor.staffId],
      input: { renew },
      facts: { buyers: wanting.map(({ id }) => id) },
      decision: accept({ links: [...made].map(([buyerId, linkId]) => ({ buyerId, linkId })) }, []),
    });
    await store.endLinks(
      context,
      wanting.flatMap(({ linkId }) => linkId ?? []),
    );
    const links = [...made].map(([buyerId, id]) => ({ id, buyerId, tokenHash: hashToken(secretOf(id)) }));
    await store.insertLinks(context, launch.id, links, journalId);
    context.publish({ topic: 'inventory', siteId: launch.siteId });
  }
  return {
    links: buyers.map((buyer) => ({ ...shown(buyer), linkId: made.get(buyer.id) ?? buyer.linkId ?? '' })),
    journalId,
  };
}

const issue: RawEndpoint = secretCommand<typeof routes.buyerLinks, Stored>(routes.buyerLinks, {
  payload: ({ body }) => ({ buyerIds: body.buyerIds, renew: body.renew }),
  work: (context, { runtime, params, body }) => issueLinks(context, runtime.dataDir, { ...params, ...body }),
  reveal: ({ links, journalId }, { runtime, actor }) => ({
    links: links.map(({ linkId, ...link }) => ({
      ...link,
      path: pathOf(linkSecretFor(runtime.dataDir, actor?.companyId ?? '', linkId)),
    })),
    journalId,
  }),
});

const revoke = carryOut(routes.revokeLinks, async (context, { params, body }) => {
  const { launch, buyers } = await theirBuyers(context, params.launchId, body.buyerIds);
  const ending = buyers.flatMap(({ id, linkId }) => (linkId === null ? [] : [{ buyerId: id, linkId }]));
  if (ending.length === 0) return { revoked: 0, journalId: null };
  const journalId = context.record({
    kind: 'inventory.revokeLinks',
    siteId: launch.siteId,
    subject: { type: 'launch', id: launch.id },
    staffIds: [context.actor.staffId],
    input: { reason: body.reason },
    facts: { buyers: ending.map(({ buyerId }) => buyerId) },
    decision: accept({ links: ending }, []),
    reason: body.reason,
  });
  const revoked = await store.endLinks(
    context,
    ending.map(({ linkId }) => linkId),
  );
  context.publish({ topic: 'inventory', siteId: launch.siteId });
  return { revoked, journalId };
});

export const buyerLinkEndpoints: readonly (Endpoint | RawEndpoint)[] = [issue, revoke];
