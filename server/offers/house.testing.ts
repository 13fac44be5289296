/** What tests of offers need: an office, and an offer brought to a stage. */
import { customers } from '#contract/customers.ts';
import { offers } from '#contract/offers.ts';
import { type Office, openOffice } from '#server/deals/office.testing.ts';
import type { Person, World } from '#server/platform/testing/world.ts';

export const LIST = 100_000_000; // a million yuan in fen
export const FLOOR = 98_000_000;
export const TODAY = '2024-03-04';
export const commission = '3 月 4 日当面要求书面报价';

export interface Offering extends Office {
  need(customerId: string, text?: string): Promise<string>;
  /** A customer of the seller's with a need, and an offer of one room that answers it: a draft. */
  offer(more?: Record<string, unknown>): Promise<{ offerId: string; customerId: string; unitId: string }>;
  /** In negotiation: fitting, shown, with a plan. */
  negotiating(more?: Record<string, unknown>): Promise<{ offerId: string; customerId: string; unitId: string }>;
  quote(
    offerId: string,
    unitId: string,
    priceFen: number,
    more?: Record<string, unknown>,
    by?: Person,
  ): ReturnType<typeof quoted>;
  signingPlan(offerId: string): Promise<void>;
}
const quoted = (by: Person, offerId: string, body: Record<string, unknown>) =>
  by.call(offers.quote, { params: { offerId }, body: body as never });

export const plan = { goal: '本周定楼层与付款', steps: [{ on: '2024-03-06', what: '带看样板间' }] };
export const shown = { features: '南北通透', advantages: '楼距五十米', effect: '老人孩子各有朝南一间' };

export async function openOffering(world: World, rulebook?: string): Promise<Offering> {
  const office = await openOffice(world, rulebook);
  const { seller } = office;
  const offering: Offering = {
    ...office,
    async need(customerId, text = '三居，靠近学校') {
      return (
        await seller.must(customers.recordNeeds, {
          params: { customerId },
          body: { text, urgency: 'this_month', feasibility: 'feasible' },
        })
      ).needId;
    },
    async offer(more = {}) {
      const customerId = (more.customerId as string | undefined) ?? (await office.customer());
      const unitId =
        (more.unitId as string | undefined) ?? (await office.room({ listPriceFen: LIST, floorPriceFen: FLOOR }));
      const needIds = [await offering.need(customerId)];
      const body = { customerId, title: '学区三居', needIds, units: [{ unitId, fit: '离学校三百米' }] };
      const { offer } = await seller.must(offers.open, { body });
      return { offerId: offer.id, customerId, unitId };
    },
    async negotiating(more = {}) {
      const made = await offering.offer(more);
      const params = { offerId: made.offerId };
      await seller.must(offers.advance, { params, body: { to: 'presented' } });
      const { proposed } = await seller.must(offers.get, { params });
      await seller.must(offers.show, { params, body: { proposedId: proposed[0]?.id ?? '', ...shown } });
      await seller.must(offers.edit, { params, body: { plan } });
      await seller.must(offers.advance, { params, body: { to: 'negotiating' } });
      return made;
    },
    quote: (offerId, unitId, priceFen, more = {}, by = seller) =>
      quoted(by, offerId, { lines: [{ unitId, priceFen }], commission, ...more }),
    async signingPlan(offerId) {
      const signingPlan = { signOn: '2024-03-10', place: '签约室', signers: '本人', papers: '身份证', agreedOn: TODAY };
      await seller.must(offers.edit, { params: { offerId }, body: { signingPlan } });
    },
  };
  return offering;
}
