/** A house lives through random days: whatever people try, a unit has one live hold, nobody has more than allowed, nothing outlives its time. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMinutes } from '../kernel/instant.ts';
import { defaultsOf } from '../kernel/parameters.ts';
import { decideExpire, decideExtend, decideHold, decidePassOn, decideRelease } from './decide-hold.ts';
import { decideTake } from './decide-unit.ts';
import { InventoryRules } from './rules.ts';
import { type HoldFacts, type HoldState, holdMoves, mayMove, type UnitState } from './types.ts';

const people = ['mei', 'li', 'chen'];
const customers = ['c1', 'c2', 'c3', 'c4'];
const units = ['u1', 'u2', 'u3', 'u4', 'u5', 'u6'];

interface Hold extends HoldFacts {
  readonly unitId: string;
  readonly state: HoldState;
}
class House {
  readonly holds = new Map<string, Hold>();
  readonly states = new Map<string, UnitState>(units.map((id) => [id, 'available']));
  now = '2024-03-04T01:00:00.000Z';
  made = 0;
  readonly rules: ReturnType<typeof defaultsOf<typeof InventoryRules>>;
  readonly kind: 'room' | 'vehicle';
  constructor(rules: House['rules'], kind: House['kind']) {
    this.rules = rules;
    this.kind = kind;
  }

  live = (): Hold[] => [...this.holds.values()].filter(({ state }) => state === 'live');
  of = (unitId: string): Hold | null => this.live().find((hold) => hold.unitId === unitId) ?? null;
  unit = (id: string) => ({
    ...{ id, kind: this.kind, quantity: null, isMarked: this.rules.marking === 'board' && this.of(id) !== null },
    state: this.states.get(id) ?? 'available',
  });
  move(unitId: string, to: UnitState): void {
    const from = this.states.get(unitId) ?? 'available';
    if (from !== to) expect(mayMove(from, to)).toBe(true);
    this.states.set(unitId, to);
  }
  end(hold: Hold, to: Exclude<HoldState, 'live'>): void {
    expect(holdMoves[hold.state] as readonly HoldState[]).toContain(to);
    this.holds.set(hold.id, { ...hold, state: to });
  }

  wait(minutes: number): void {
    this.now = addMinutes(this.now, minutes);
    for (const hold of this.live()) {
      if (!decideExpire({ hold }, this.now).accepted) continue;
      this.end(hold, 'expired');
      this.move(hold.unitId, 'available');
    }
  }
  place(unitId: string, consultantId: string, customerId: string, ownerId: string | null): void {
    const hold = this.of(unitId);
    const others = this.live().filter((one) => one.unitId !== unitId);
    const facts = {
      ...{ unit: this.unit(unitId), withheldReason: '', hold, launch: null, lastExpiredAt: null, controls: false },
      ...{ customer: { id: customerId, ownerId }, consultantId },
      consultantHolds: others.filter((one) => one.consultantId === consultantId).length,
      customerHolds: others.filter((one) => one.customerId === customerId).length,
    };
    const decision = decideHold(
      this.rules,
      facts,
      { unitId, customerId, reason: '', hours: null, override: false },
      this.now,
    );
    if (!decision.accepted) return;
    if (hold !== null) {
      expect(decision.outcome.displaces).toBe(hold.id);
      this.end(hold, 'displaced');
    }
    const id = `h${++this.made}`;
    const { expiresAt } = decision.outcome;
    this.holds.set(id, { id, unitId, consultantId, customerId, expiresAt, extended: 0, state: 'live' });
    this.move(unitId, 'held');
  }
  extend(unitId: string, byId: string): void {
    const hold = this.of(unitId);
    const decision = decideExtend(this.rules, { hold, byId, controls: false, isAsked: false, approved: false });
    if (decision.accepted && hold !== null && !decision.outcome.needsApproval)
      this.holds.set(hold.id, { ...hold, ...decision.outcome });
  }
  passOn(unitId: string, byId: string, toId: string): void {
    const hold = this.of(unitId);
    const recipientHolds = this.live().filter((one) => one.consultantId === toId).length;
    const to = { id: toId, isActive: true, isAtSite: true };
    const decision = decidePassOn(this.rules, { hold, byId, controls: false, to, recipientHolds });
    if (!decision.accepted || hold === null) return;
    this.end(hold, 'passed_on');
    const id = `h${++this.made}`;
    this.holds.set(id, { ...hold, id, consultantId: toId, state: 'live' });
  }
  release(unitId: string, byId: string): void {
    const hold = this.of(unitId);
    if (!decideRelease({ hold, byId, controls: false }).accepted || hold === null) return;
    this.end(hold, 'released');
    this.move(unitId, 'available');
  }
  take(unitId: string, consultantId: string, customerId: string): void {
    const hold = this.of(unitId);
    const facts = {
      unit: this.unit(unitId),
      withheldReason: '',
      hold,
      launch: null,
      deal: null,
      customerId,
      consultantId,
    };
    const decision = decideTake(this.rules, { ...facts, controls: false }, { unitId, dealId: 'd', override: false });
    if (!decision.accepted) return;
    if (hold !== null) this.end(hold, decision.outcome.converts === hold.id ? 'converted' : 'displaced');
    this.move(unitId, 'subscribed');
  }
}

const person = fc.constantFrom(...people);
const unit = fc.constantFrom(...units);
const customer = fc.constantFrom(...customers);
type Act = (house: House) => void;
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(unit, person, customer, fc.option(person)).map(
      ([u, p, c, o]): Act =>
        (h) =>
          h.place(u, p, c, o),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(unit, person).map(
      ([u, p]): Act =>
        (h) =>
          h.extend(u, p),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(unit, person, person).map(
      ([u, p, q]): Act =>
        (h) =>
          h.passOn(u, p, q),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(unit, person).map(
      ([u, p]): Act =>
        (h) =>
          h.release(u, p),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(unit, person, customer).map(
      ([u, p, c]): Act =>
        (h) =>
          h.take(u, p, c),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.integer({ min: 1, max: 1_500 }).map(
      (minutes): Act =>
        (h) =>
          h.wait(minutes),
    ),
  },
);
const house = fc.record({
  ...{ holdsPerConsultant: fc.integer({ min: 0, max: 3 }), holdsPerCustomer: fc.integer({ min: 0, max: 2 }) },
  ...{ holdHours: fc.integer({ min: 1, max: 30 }), extendTimes: fc.integer({ min: 0, max: 2 }) },
  marking: fc.constantFrom('board' as const, 'by_hand' as const),
});

test('whatever people try, a unit has one live hold and nobody more than the house allows', () => {
  fc.assert(
    fc.property(
      house,
      fc.constantFrom('room' as const, 'vehicle' as const),
      fc.array(act, { maxLength: 80 }),
      (said, kind, acts) => {
        const rules = { ...defaultsOf(InventoryRules), ...said };
        const lived = new House(rules, kind);
        for (const one of acts) {
          one(lived);
          const live = lived.live();
          expect(new Set(live.map(({ unitId }) => unitId)).size).toBe(live.length);
          for (const unitId of units) expect(lived.states.get(unitId) === 'held').toBe(lived.of(unitId) !== null);
          for (const id of people)
            if (rules.holdsPerConsultant > 0)
              expect(live.filter(({ consultantId }) => consultantId === id).length).toBeLessThanOrEqual(
                rules.holdsPerConsultant,
              );
          for (const id of customers)
            if (rules.holdsPerCustomer > 0)
              expect(live.filter(({ customerId }) => customerId === id).length).toBeLessThanOrEqual(
                rules.holdsPerCustomer,
              );
          for (const { extended } of live) expect(extended).toBeLessThanOrEqual(rules.extendTimes);
        }
        lived.wait(60 * 24 * 30);
        expect(lived.live()).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});
