/** Cash through two deals: taken, reversed, moved, promised back and paid. No fen comes from nowhere, none is promised or paid twice. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DealRules } from '../deals/rules.ts';
import { defaultsOf } from '../kernel/parameters.ts';
import { standingOf } from './account.ts';
import { decideReceive, decideReverse, decideTransfer, type PayingDeal } from './decide-receive.ts';
import { LedgerRules } from './ledger-rules.ts';
import type { ReceiptKind, ReceiptLine } from './ledger-types.ts';
import { decidePayRefund, decideRequestRefund, fittingRefunds, type RefundState } from './refund.ts';

const NOW = '2024-03-04T02:00:00.000Z';
const LATER = { today: '2024-06-01', closedThrough: null };
const timeZone = 'Asia/Shanghai';
const rules = { ...defaultsOf(LedgerRules), overpayment: 'credit' as const };
const dealRules = defaultsOf(DealRules);
const collector = { id: 'cai', roles: ['finance'], sells: false };

interface Refund {
  readonly id: string;
  amountFen: number;
  state: RefundState;
}
class Till {
  readonly states: PayingDeal['state'][] = ['subscribed', 'subscribed'];
  readonly lines: ReceiptLine[][] = [[], []];
  readonly refunds: Refund[][] = [[], []];
  drawerFen = 0;
  serial = 0;

  deal(at: number): PayingDeal {
    return {
      ...{ id: `d${at}`, state: this.states[at] ?? 'subscribed', unitKind: 'room', consultantId: 'mei' },
      ...{ priceFen: 1000, depositFen: 0, smallDepositFen: null, allowancesFen: 0, hasLoan: false },
      lines: this.lines[at] ?? [],
    };
  }
  held = (at: number): number => standingOf(this.lines[at] ?? [], false).heldFen;
  promised = (at: number): Refund[] =>
    (this.refunds[at] ?? []).filter(({ state }) => state === 'requested' || state === 'due');
  promisedFen = (at: number): number => this.promised(at).reduce((sum, { amountFen }) => sum + amountFen, 0);
  write(at: number, kind: ReceiptKind, amountFen: number, reverses: string | null = null): void {
    this.serial += 1;
    this.lines[at]?.push({
      ...{ id: `r${this.serial}`, kind, method: 'cash', amountFen, reverses },
      ...{ receivedAt: NOW, clearedAt: NOW, slipReturnedAt: null },
    });
  }
  take(at: number, amountFen: number): void {
    const facts = { deal: this.deal(at), till: LATER, unitIsFree: true, collector, refUsedBy: null };
    const input = { amountFen, currency: 'CNY', day: null, payer: '', bankRef: '', isConfirmed: false };
    if (!decideReceive(rules, facts, { ...input, kind: 'instalment', method: 'cash' }).accepted) return;
    this.write(at, 'instalment', amountFen);
    this.drawerFen += amountFen;
  }
  reverse(at: number, nth: number): void {
    const lines = this.lines[at] ?? [];
    const line = lines[nth % Math.max(1, lines.length)];
    if (line?.kind !== 'instalment') return; // halves of a transfer and refunds are reversed in pairs, tried elsewhere
    const isReversed = lines.some(({ reverses }) => reverses === line.id);
    if (!decideReverse({ line, isReversed, till: LATER, lines, otherLines: [] }).accepted) return;
    this.write(at, 'reversal', -line.amountFen, line.id);
    this.drawerFen -= line.amountFen;
    for (const { id, toFen } of fittingRefunds(this.promised(at), this.held(at))) {
      const refund = this.refunds[at]?.find((one) => one.id === id);
      if (!refund) continue;
      expect(toFen).toBeLessThan(refund.amountFen);
      if (refund.state === 'requested' || toFen === 0) refund.state = 'dropped';
      else refund.amountFen = toFen;
    }
  }
  transfer(from: number, amountFen: number, hasPetition: boolean): void {
    const facts = {
      ...{ from: this.deal(from), to: this.deal(1 - from), promisedFen: this.promisedFen(from) },
      ...{ sameCustomer: true, till: LATER, collector, ...(hasPetition ? { petition: 'approved' as const } : {}) },
    };
    if (!decideTransfer(rules, facts, { amountFen, reason: '' }).accepted) return;
    const before = this.held(from);
    this.write(from, 'transfer_out', -amountFen);
    this.write(1 - from, 'transfer_in', amountFen);
    if (this.states[from] === 'handed_over' && !hasPetition)
      expect(this.held(from)).toBeGreaterThanOrEqual(Math.min(before, 1000));
  }
  ask(at: number, amountFen: number): void {
    const deal = { state: this.states[at] ?? 'subscribed', priceFen: 1000, allowancesFen: 0 };
    const facts = { deal, lines: this.lines[at] ?? [], askedFen: this.promisedFen(at), timeZone };
    if (!decideRequestRefund(dealRules, facts, { amountFen, method: 'cash', reason: '' }, NOW).accepted) return;
    this.serial += 1;
    this.refunds[at]?.push({ id: `f${this.serial}`, amountFen, state: 'requested' });
  }
  advance(at: number, nth: number): void {
    const refunds = this.refunds[at] ?? [];
    const refund = refunds[nth % Math.max(1, refunds.length)];
    if (!refund) return;
    if (refund.state === 'requested') {
      refund.state = 'due';
      return;
    }
    const { state, amountFen } = refund;
    const facts = { refund: { state, amountFen, payableFrom: '2024-03-10' }, lines: this.lines[at] ?? [], till: LATER };
    if (!decidePayRefund(facts, { receiptsBack: true, bookSigned: true }).accepted) {
      expect(state).not.toBe('due'); // what is due can always be paid
      return;
    }
    refund.state = 'paid';
    this.write(at, 'refund', -amountFen);
    this.drawerFen -= amountFen;
  }
}

const at = fc.constantFrom(0, 1);
const fen = fc.integer({ min: 1, max: 400 });
const step = fc.oneof(
  fc.record({ do: fc.constant('take' as const), at, fen: fc.integer({ min: 1, max: 1500 }) }),
  fc.record({ do: fc.constant('reverse' as const), at, nth: fc.nat(20) }),
  fc.record({ do: fc.constant('transfer' as const), at, fen, petition: fc.boolean() }),
  fc.record({ do: fc.constant('ask' as const), at, fen }),
  fc.record({ do: fc.constant('advance' as const), at, nth: fc.nat(2) }),
  fc.record({
    do: fc.constant('state' as const),
    at,
    state: fc.constantFrom('subscribed' as const, 'handed_over' as const, 'cancelled' as const),
  }),
);

test('the drawer holds what the deals hold; nothing is promised beyond it, and what is due is paid once', () => {
  let paid = 0;
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      const till = new Till();
      for (const one of steps) {
        if (one.do === 'take') till.take(one.at, one.fen);
        if (one.do === 'reverse') till.reverse(one.at, one.nth);
        if (one.do === 'transfer') till.transfer(one.at, one.fen, one.petition);
        if (one.do === 'ask') till.ask(one.at, one.fen);
        if (one.do === 'advance') till.advance(one.at, one.nth);
        if (one.do === 'state') till.states[one.at] = one.state;
        expect(till.held(0) + till.held(1)).toBe(till.drawerFen);
        for (const deal of [0, 1]) {
          expect(till.held(deal)).toBeGreaterThanOrEqual(0);
          expect(till.promisedFen(deal)).toBeLessThanOrEqual(till.held(deal));
        }
      }
      for (const deal of [0, 1]) {
        const outFen = (till.lines[deal] ?? []).reduce(
          (sum, line) => (line.kind === 'refund' ? sum - line.amountFen : sum),
          0,
        );
        const settled = (till.refunds[deal] ?? []).filter(({ state }) => state === 'paid');
        expect(outFen).toBe(settled.reduce((sum, { amountFen }) => sum + amountFen, 0));
        paid += settled.length;
      }
    }),
    { numRuns: Number(process.env.GUIKE_RUNS ?? 400) },
  );
  expect(paid).toBeGreaterThan(10); // the walks did get as far as paying
});
