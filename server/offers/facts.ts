/** What the rules see of an offer and its customer, read while the offer is locked (or for a page, as it stands). */
import { isSold } from '#core/inventory/index.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import { type IntentFacts, type OfferFacts, policyInForce, type QuotationFacts } from '#core/offers/index.ts';
import { leaderOf, siteById } from '#server/claims/index.ts';
import { type Unit, unitById } from '#server/inventory/index.ts';
import type { Context } from '#server/platform/context.ts';
import { type Offer, proposedOf } from './store.ts';
import { policiesOf, type PolicyRow, undecidedOf } from './store-promises.ts';
import { sheetsOf, standingOf } from './store-quotations.ts';

export async function factsOf(context: Context, offer: Offer): Promise<OfferFacts> {
  const { tx } = context;
  const { timeZone } = await siteById(tx, offer.siteId);
  const { needIds, plan, signingPlan, state, validUntil } = offer;
  const content = {
    needIds,
    units: await proposedOf(tx, offer.id),
    plan,
    signingPlan,
    quotation: await standingOf(tx, offer.id),
  };
  return { state, timeZone, validUntil, content };
}
export const intentFacts = async (context: Context, offer: Offer): Promise<IntentFacts> => ({
  ...(await factsOf(context, offer)),
  undecidedPromises: await undecidedOf(context.tx, offer.customerId),
});

/** The customer's own policy in force today, where they are looked after. */
export async function policyOf(context: Context, customerId: string, timeZone: string): Promise<PolicyRow | null> {
  const approved = (await policiesOf(context.tx, customerId)).filter(({ state }) => state === 'approved');
  return policyInForce(approved, localDateOf(context.now, timeZone));
}

export const rolesOf = async (context: Context): Promise<readonly string[]> =>
  context.actor.staffId === null ? [] : (await leaderOf(context, 'offers.write')).roles;

const factsOfUnit = (unit: Unit) => ({
  unitId: unit.id,
  listPriceFen: unit.listPriceFen,
  floorPriceFen: unit.floorPriceFen,
  isFixedPrice: unit.isFixedPrice,
  isGone: isSold(unit.state),
});

export async function quotationFacts(context: Context, offer: Offer): Promise<QuotationFacts> {
  const { tx } = context;
  const { timeZone } = await siteById(tx, offer.siteId);
  const ids = (await proposedOf(tx, offer.id)).flatMap(({ unitId }) => (unitId === null ? [] : [unitId]));
  const policy = await policyOf(context, offer.customerId, timeZone);
  const units = [];
  for (const id of ids) units.push(factsOfUnit(await unitById(tx, id)));
  return {
    state: offer.state,
    timeZone,
    units,
    policy:
      policy === null
        ? null
        : {
            id: policy.id,
            discountPercent: policy.discountPercent,
            validFrom: policy.validFrom,
            validUntil: policy.validUntil,
          },
    roles: await rolesOf(context),
    hasPending: (await sheetsOf(tx, offer.id)).some(({ state }) => state === 'pending'),
    offerUntil: offer.validUntil,
  };
}
