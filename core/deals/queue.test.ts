import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type QueuedOrder, queueOf } from './queue.ts';

const order = (dealId: string, orderDate: string, more: Partial<QueuedOrder> = {}): QueuedOrder => ({
  dealId,
  number: `DD-${dealId}`,
  orderDate,
  priceFen: 10_000_000,
  fullyPaidAt: null,
  downPaidAt: null,
  ...more,
});
const line = (orders: readonly QueuedOrder[]): string =>
  queueOf(orders)
    .map(({ dealId }) => dealId)
    .join(' ');
const at = (day: string) => `2024-05-${day}T02:00:00.000Z`;

describe('the delivery queue', () => {
  test('[S0.08.d.2] [S0.08.d.2b] [S0.08.d.2c] [S2.15.c4.02.gmac] the example of the clause: C, D, B, A', () => {
    const orders = [
      order('A', '2024-05-01'),
      order('B', '2024-05-03', { fullyPaidAt: at('06') }),
      order('C', '2024-05-04', { priceFen: 12_000_000, downPaidAt: at('05') }),
      order('D', '2024-05-02', { fullyPaidAt: at('04') }),
    ];
    expect(line(orders)).toBe('C D B A');
    expect(queueOf(orders).map(({ group }) => group)).toEqual(['paid', 'paid', 'paid', 'ordered']);
  });

  test('[S2.15.c4.02.full] price before time, time before the day of the order, then the number', () => {
    const dear = order('dear', '2024-05-09', { priceFen: 10_000_001, fullyPaidAt: at('09') });
    const early = order('early', '2024-05-08', { fullyPaidAt: at('01') });
    const late = order('late', '2024-05-01', { fullyPaidAt: at('02') });
    expect(line([late, early, dear])).toBe('dear early late');
    const same = { fullyPaidAt: at('01') };
    expect(line([order('b', '2024-05-02', same), order('a', '2024-05-02', same), order('c', '2024-05-01', same)])).toBe(
      'c a b',
    );
  });

  test('[S2.15.c4.02.order] those not paid by the day of the order, whatever they cost', () => {
    expect(line([order('x', '2024-05-02', { priceFen: 99_000_000 }), order('y', '2024-05-01')])).toBe('y x');
  });

  test('is the same from whatever order it is made, gives every order one place, and puts nobody paid behind somebody who is not', () => {
    const anOrder = fc.record({
      orderDate: fc.constantFrom('2024-05-01', '2024-05-02', '2024-05-03'),
      priceFen: fc.integer({ min: 1, max: 3 }),
      fullyPaidAt: fc.option(fc.constantFrom(at('01'), at('02')), { nil: null }),
      downPaidAt: fc.option(fc.constantFrom(at('01'), at('02')), { nil: null }),
    });
    fc.assert(
      fc.property(fc.array(anOrder, { maxLength: 12 }), fc.integer(), (given, seed) => {
        const orders = given.map((one, index) => ({ ...one, dealId: `d${index}`, number: `n${index}` }));
        const turned = [...orders].sort(
          (a, b) => ((a.dealId.length * seed + a.priceFen) % 7) - ((b.dealId.length * seed + b.priceFen) % 7),
        );
        expect(line(turned.reverse())).toBe(line(orders));
        const places = queueOf(orders);
        expect(places.map(({ place }) => place)).toEqual(orders.map((_, index) => index + 1));
        const firstOrdered = places.findIndex(({ group }) => group === 'ordered');
        expect(places.slice(Math.max(0, firstOrdered)).some(({ group }) => firstOrdered >= 0 && group === 'paid')).toBe(
          false,
        );
      }),
    );
  });
});
