import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocate, standingOf } from './account.ts';
import { decideReceive, decideReverse, type PayingDeal } from './decide-receive.ts';
import { defaultsOf } from '../kernel/parameters.ts';
import { LedgerRules } from './ledger-rules.ts';
import type { ReceiptLine } from './ledger-types.ts';
import { scheduleOf } from './schedule.ts';

const now = '2024-03-04T02:00:00.000Z';
const till = { today: '2024-03-04', closedThrough: null };
const rules = defaultsOf(LedgerRules);
const step = fc.oneof(
  fc.record({
    do: fc.constant('take' as const),
    fen: fc.integer({ min: 1, max: 700 }),
    arrives: fc.boolean(),
    deposit: fc.boolean(),
  }),
  fc.record({ do: fc.constant('reverse' as const), of: fc.nat(30) }),
  fc.record({ do: fc.constant('clear' as const), of: fc.nat(30) }),
  fc.record({ do: fc.constant('slip' as const), of: fc.nat(30) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const priceFen = 1000;
const deal = (lines: readonly ReceiptLine[], unitKind: string): PayingDeal => ({
  ...{ id: 'd', state: 'subscribed', unitKind, consultantId: 'mei', priceFen, depositFen: 200, smallDepositFen: null },
  ...{ allowancesFen: 0, hasLoan: false, lines },
});

/** One step as the commands take it: decided first, then a line added or stamped. */
function stepped(lines: readonly ReceiptLine[], one: Step, unitKind: string): readonly ReceiptLine[] {
  const id = `r${lines.length}`;
  if (one.do === 'take') {
    const method = one.arrives ? 'cash' : 'wire';
    const kind = one.deposit ? 'deposit' : 'instalment';
    const decision = decideReceive(
      rules,
      {
        deal: deal(lines, unitKind),
        till,
        unitIsFree: true,
        collector: { id: 'cai', roles: ['finance'], sells: false },
        refUsedBy: null,
      },
      { kind, method, amountFen: one.fen, currency: 'CNY', day: null, payer: '', bankRef: 'x', isConfirmed: false },
    );
    if (!decision.accepted) return lines;
    const clearedAt = decision.outcome.cleared ? now : null;
    return [
      ...lines,
      { id, kind, method, amountFen: one.fen, receivedAt: now, clearedAt, slipReturnedAt: null, reverses: null },
    ];
  }
  const line = lines[one.of % Math.max(1, lines.length)];
  if (!line) return lines;
  const isReversed = lines.some(({ reverses }) => reverses === line.id);
  const stamp = (change: Partial<ReceiptLine>) => lines.map((each) => (each === line ? { ...each, ...change } : each));
  if (one.do === 'clear')
    return line.clearedAt === null && !isReversed && line.reverses === null ? stamp({ clearedAt: now }) : lines;
  if (one.do === 'slip') return line.kind === 'deposit' && !isReversed ? stamp({ slipReturnedAt: now }) : lines;
  const decision = decideReverse({ line, isReversed, till, lines, otherLines: [] });
  if (!decision.accepted) return lines;
  const { method, clearedAt } = line;
  return [
    ...lines,
    {
      id,
      kind: 'reversal',
      method,
      amountFen: -line.amountFen,
      receivedAt: now,
      clearedAt,
      slipReturnedAt: null,
      reverses: line.id,
    },
  ];
}

describe('the account of a deal, whatever happens at the counter', () => {
  test('in hand is the sum of what arrived; what counts is never more; never more than the price; debts and credit make up what counts', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.constantFrom('room', 'vehicle'), (steps, unitKind) => {
        const lines = steps.reduce<readonly ReceiptLine[]>((sum, one) => stepped(sum, one, unitKind), []);
        const standing = standingOf(lines, unitKind === 'vehicle');
        const arrived = lines.filter((line) => {
          const origin = lines.find(({ id }) => id === line.reverses) ?? line;
          return origin.clearedAt !== null;
        });
        expect(standing.heldFen).toBe(arrived.reduce((sum, { amountFen }) => sum + amountFen, 0));
        expect(standing.heldFen).toBe(standing.countedFen + standing.slipsOutFen);
        expect(standing.heldFen).toBe(standing.ownFundsFen + standing.slipsOutFen + standing.loanFen);
        expect(standing.heldFen + standing.pendingFen).toBeLessThanOrEqual(priceFen);
        for (const fen of [
          standing.heldFen,
          standing.countedFen,
          standing.pendingFen,
          standing.slipsOutFen,
          standing.depositFen,
        ])
          expect(fen).toBeGreaterThanOrEqual(0);
        expect(standing.depositFen + standing.depositPendingFen).toBeLessThanOrEqual(200);
        const dues = scheduleOf({
          priceFen,
          depositFen: 200,
          agreedOn: '2024-03-04',
          plan: [{ name: 'a', dueOn: '2024-04-01', amountFen: 300 }],
          loanFen: 0,
        });
        const { rows, creditFen } = allocate(dues, { countedFen: standing.countedFen, reducedFen: 0 });
        expect(rows.reduce((sum, { paidFen }) => sum + paidFen, 0) + creditFen).toBe(standing.countedFen);
        expect(rows.reduce((sum, { openFen }) => sum + openFen, 0)).toBe(priceFen - standing.countedFen);
      }),
      { numRuns: 300 },
    );
  });

  test('reversing everything leaves nothing', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let lines = steps.reduce<readonly ReceiptLine[]>((sum, one) => stepped(sum, one, 'vehicle'), []);
        const first = lines.length;
        for (let of = 0; of < first; of++) lines = stepped(lines, { do: 'reverse', of }, 'vehicle');
        expect(standingOf(lines, true)).toMatchObject({
          heldFen: 0,
          countedFen: 0,
          pendingFen: 0,
          slipsOutFen: 0,
          depositFen: 0,
        });
      }),
      { numRuns: 200 },
    );
  });

  test('the dues of any plan make the price, and an allowance never takes off more than is owed', () => {
    const fen = fc.integer({ min: 0, max: 2000 });
    fc.assert(
      fc.property(
        fen,
        fen,
        fc.array(fen, { maxLength: 6 }),
        fen,
        fen,
        fen,
        (price, depositFen, plan, loanFen, countedFen, reducedFen) => {
          const dues = scheduleOf({
            ...{ priceFen: price, depositFen, loanFen, agreedOn: '2024-03-04' },
            plan: plan.map((amountFen, index) => ({ name: `${index}`, dueOn: '2024-04-01', amountFen })),
          });
          expect(dues.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(price);
          const { rows, creditFen } = allocate(dues, { countedFen, reducedFen });
          for (const row of rows) expect(row.paidFen + row.reducedFen + row.openFen).toBe(row.amountFen);
          expect(rows.every(({ openFen, paidFen, reducedFen: off }) => Math.min(openFen, paidFen, off) >= 0)).toBe(
            true,
          );
          expect(rows.reduce((sum, { paidFen }) => sum + paidFen, 0) + creditFen).toBe(countedFen);
        },
      ),
    );
  });
});
