/** Who may do what with which offer, and how its commands begin: what was due is settled, customer and offer are locked. */
import sql, { join, type Sql } from 'sql-template-tag';
import { openFile } from '#server/claims/index.ts';
import { notAllowed, requireScope, scopeOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { settleDue } from '#server/platform/deadlines.ts';
import { notFound, stale } from '#server/platform/refused.ts';
import { scopeWays, type Way } from '#server/platform/walk.ts';
import { lockOfferRow, type Offer, offerById } from './store.ts';
import { sheetsOf } from './store-quotations.ts';
import { ownsCustomer } from './views-names.ts';

interface About {
  readonly siteId: string;
  readonly teamId: string | null;
  readonly customerId: string;
  /** Whoever made it. */
  readonly ownerId: string;
}
export const aboutOffer = ({ siteId, teamId, customerId, consultantId }: Offer): About => ({
  siteId,
  teamId,
  customerId,
  ownerId: consultantId,
});

/** As far as the right reaches; one's own, and those of a customer who is one's own by now, in any case. */
export async function covers(context: Context, permission: string, about: About): Promise<boolean> {
  const { actor } = context;
  const scope = scopeOf(actor, permission);
  if (scope === null) return false;
  if (scope === 'company' || about.ownerId === actor.staffId) return true;
  if (scope === 'site' && actor.siteIds.includes(about.siteId)) return true;
  if (scope === 'team' && about.teamId !== null && about.teamId === actor.teamId) return true;
  return ownsCustomer(context.tx, about.customerId, actor.staffId);
}

export async function requireCovered(context: Context, permission: string, about: About, what: string): Promise<void> {
  requireScope(context.actor, permission);
  if (await covers(context, permission, about)) return;
  throw (await covers(context, 'offers.read', about)) ? notAllowed(permission) : notFound(what);
}

/** Customer first, then the offer: in the order in which everybody locks them. */
export async function lockOffer(context: Context, offerId: string): Promise<Offer> {
  const { customerId } = await offerById(context.tx, offerId);
  await openFile(context, customerId);
  await settleDue(context, [offerId, ...(await sheetsOf(context.tx, offerId)).map(({ id }) => id)]);
  return lockOfferRow(context.tx, offerId);
}
export async function requireOffer(context: Context, offerId: string, version?: number): Promise<Offer> {
  requireScope(context.actor, 'offers.write');
  const offer = await lockOffer(context, offerId);
  await requireCovered(context, 'offers.write', aboutOffer(offer), '方案 / offer');
  if (version !== undefined && version !== offer.version) throw stale(offer.version);
  return offer;
}
export async function readableOffer(context: Context, offerId: string): Promise<Offer> {
  const offer = await offerById(context.tx, offerId);
  await requireCovered(context, 'offers.read', aboutOffer(offer), '方案 / offer');
  return offer;
}

interface Columns {
  readonly site: Sql;
  readonly team: Sql;
  readonly person: Sql;
  readonly customer: Sql;
}
/** The same as part of a list: as far as the right reaches, one's own, those of one's customers. */
export function reachWays(context: Context, columns: Columns): Way[] {
  const { actor, tx } = context;
  const scope = requireScope(actor, 'offers.read');
  if (scope === 'company') return [{ where: sql`true` }];
  const customers = sql`array(select own.id from customers own where own.company_id = ${tx.companyId}
    and own.owner_id = ${actor.staffId}::uuid and own.withheld_at is null and own.merged_into is null)`;
  return [
    ...(scope === 'self' ? [] : scopeWays(actor, scope, columns)),
    { where: sql`${columns.person} = ${actor.staffId}::uuid` },
    { where: sql`${columns.customer} = any(${customers})` },
  ];
}
/** As one condition, for a row that is found by something else. */
export const reach = (context: Context, columns: Columns): Sql =>
  sql`(${join(
    reachWays(context, columns).map(({ where }) => where),
    ' or ',
  )})`;
