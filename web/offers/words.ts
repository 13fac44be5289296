/** Types and colours that several screens of offers share. */
import type { ResponseOf } from '#contract/kernel/route.ts';
import type { offers } from '#contract/offers.ts';
import type { StateTone } from '../shell/theme.ts';

export type OfferOut = ResponseOf<typeof offers.get>;
export type OfferRowOut = ResponseOf<typeof offers.list>['rows'][number];
export type OfferState = OfferRowOut['state'];
export type QuotationRow = OfferOut['quotations'][number];
export type ProposedRow = OfferOut['proposed'][number];
export type PromiseRow = ResponseOf<typeof offers.promises>['rows'][number];
export type PolicyRow = ResponseOf<typeof offers.policies>['rows'][number];

export const stages = ['draft', 'presented', 'negotiating', 'intent'] as const;
export const ends = ['dropped', 'expired'] as const;
export const paymentMethods = ['full', 'instalments', 'mortgage', 'finance_company'] as const;
export const promiseKinds = ['gift', 'repair', 'complaint', 'later_payment', 'other'] as const;
export const promiseStates = [
  'pending',
  'returned',
  'standing',
  'told',
  'kept',
  'broken',
  'refused',
  'dropped',
] as const;

export const offerTones: Readonly<Record<OfferState, StateTone>> = {
  draft: 'neutral',
  presented: 'active',
  negotiating: 'active',
  intent: 'good',
  dropped: 'neutral',
  expired: 'neutral',
};
export const quotationTones: Readonly<Record<QuotationRow['state'], StateTone>> = {
  pending: 'waiting',
  returned: 'waiting',
  issued: 'good',
  refused: 'bad',
  expired: 'neutral',
  replaced: 'neutral',
  accepted: 'good',
};
export const promiseTones: Readonly<Record<PromiseRow['state'], StateTone>> = {
  pending: 'waiting',
  returned: 'waiting',
  standing: 'active',
  told: 'active',
  kept: 'good',
  broken: 'bad',
  refused: 'bad',
  dropped: 'neutral',
};
export const policyTones: Readonly<Record<PolicyRow['state'], StateTone>> = {
  pending: 'waiting',
  returned: 'waiting',
  approved: 'good',
  refused: 'bad',
  ended: 'neutral',
};

export const proposedText = ({ unit, goods }: Pick<ProposedRow, 'unit' | 'goods'>): string =>
  unit ? unit.name || unit.code : goods;
