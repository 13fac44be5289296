/** Names, colours and short sentences that several screens of deals share. */
import type { deals } from '#contract/deals.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import type { StateTone } from '../shell/theme.ts';

export type DealOut = ResponseOf<typeof deals.get>;
export type DealRowOut = ResponseOf<typeof deals.list>['rows'][number];
export type DealState = DealRowOut['state'];
export type Goods = DealRowOut['kind'];
export type PaymentMethod = DealRowOut['paymentMethod'];

export const goods: readonly Goods[] = ['room', 'vehicle', 'membership', 'stock'];
export const paymentMethods: readonly PaymentMethod[] = ['full', 'instalments', 'mortgage', 'finance_company'];
/** The way a deal goes, without its exits: the columns of the board. */
export const stages: readonly DealState[] = [
  'draft',
  'subscribing',
  'subscribed',
  'contracting',
  'contracted',
  'handed_over',
];
export const exits: readonly DealState[] = ['breached', 'cancelled'];

export const stateTones: Readonly<Record<DealState, StateTone>> = {
  draft: 'neutral',
  subscribing: 'waiting',
  subscribed: 'active',
  contracting: 'waiting',
  contracted: 'active',
  handed_over: 'good',
  cancelled: 'neutral',
  breached: 'bad',
};

/** What is sold, in as few characters as will do. */
export const unitText = (deal: Pick<DealRowOut, 'unit' | 'wanted'>): string =>
  deal.unit ? deal.unit.name || deal.unit.code : [deal.wanted?.model, deal.wanted?.colour].filter(Boolean).join(' ');

export const hasLoan = (method: PaymentMethod): boolean => method === 'mortgage' || method === 'finance_company';
