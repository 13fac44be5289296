/**
 * In which order orders for the same vehicle are delivered: fully paid ones first, by price from high to low and then by the time of
 * full payment, all others by the day of the order. A loan whose payout is reported counts as paid in full from its down payment.
 */
import type { Instant, LocalDate } from '../kernel/instant.ts';

export interface QueuedOrder {
  readonly dealId: string;
  readonly number: string;
  readonly orderDate: LocalDate;
  readonly priceFen: number;
  readonly fullyPaidAt: Instant | null;
  /** The down payment of a loan whose payout is reported; null without such a loan. */
  readonly downPaidAt: Instant | null;
}
export interface Place {
  readonly dealId: string;
  readonly place: number;
  readonly group: 'paid' | 'ordered';
  readonly paidAt: Instant | null;
}

const paidAtOf = (order: QueuedOrder): Instant | null => {
  const both = [order.fullyPaidAt, order.downPaidAt].filter((at) => at !== null).sort();
  return both[0] ?? null;
};
const compare = <T extends string | number>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
const byOrder = (a: QueuedOrder, b: QueuedOrder): number =>
  compare(a.orderDate, b.orderDate) || compare(a.number, b.number) || compare(a.dealId, b.dealId);

export function queueOf(orders: readonly QueuedOrder[]): Place[] {
  const paid = orders.filter((order) => paidAtOf(order) !== null);
  const others = orders.filter((order) => paidAtOf(order) === null);
  const byPayment = (a: QueuedOrder, b: QueuedOrder): number =>
    compare(b.priceFen, a.priceFen) || compare(paidAtOf(a) ?? '', paidAtOf(b) ?? '') || byOrder(a, b);
  return [...paid.sort(byPayment), ...others.sort(byOrder)].map((order, index) => ({
    dealId: order.dealId,
    place: index + 1,
    group: paidAtOf(order) === null ? 'ordered' : 'paid',
    paidAt: paidAtOf(order),
  }));
}

export const queueClauses = [
  'S0.08.d.2',
  'S0.08.d.2b',
  'S0.08.d.2c',
  'S2.15.c4.02.order',
  'S2.15.c4.02.full',
  'S2.15.c4.02.gmac',
];
