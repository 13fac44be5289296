/** What must hold whatever happens on a floor: random days, random answers, random houses. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Decision } from '../kernel/decision.ts';
import { addMinutes } from '../kernel/instant.ts';
import { addHelper, changeConsultant, overrideVisit, visitorLeft } from './changes.ts';
import { acceptTurn, handOver, passTurn } from './during.ts';
import { finishVisit, reclassifyVisit } from './finish.ts';
import { closeDay, swapPlaces } from './order.ts';
import { placeMakeUp, setPresence } from './presence.ts';
import { receiveVisit } from './receive.ts';
import type { VisitRules } from './rules.ts';
import { club, Floor, fourPositions, salesOffice, showroom, visitInput } from './scene.testing.ts';
import { replay } from './sheet.ts';
import {
  type CustomerFacts,
  type DeskFacts,
  type DeskOutcome,
  type DeskSheet,
  type Entry,
  presenceStatuses,
  type VisitInput,
  visitPurposes,
} from './types.ts';

const houses: readonly VisitRules[] = [
  salesOffice,
  fourPositions,
  showroom,
  club,
  {
    ...salesOffice,
    busyWithNew: 'keep',
    countConsumesTurn: false,
    changeGivesTurnBack: true,
    withholdOverdueFollowUps: 2,
  },
];
const people = ['A', 'B', 'C', 'D'];
const person = fc.constantFrom(...people);
const house = fc.constantFrom(...houses);

const customer: fc.Arbitrary<CustomerFacts | null> = fc.option(
  fc.record({
    customerId: fc.constantFrom('k1', 'k2', 'k3'),
    standing: fc.constantFrom('none', 'registered', 'intention_paid', 'closed', 'refunded'),
    receivedBefore: fc.boolean(),
    owner: fc.option(fc.record({ staffId: person, live: fc.boolean(), protectedUntil: fc.constant(null) })),
    registrations: fc.array(fc.record({ staffId: person, live: fc.boolean() }), { maxLength: 3 }),
    familyFirstReceivedBy: fc.option(person),
  }),
);
const facts: fc.Arbitrary<DeskFacts> = fc.record({
  customer,
  referrer: fc.option(
    fc.record({
      customerId: fc.constant('k9'),
      standing: fc.constantFrom('none', 'registered', 'closed', 'refunded'),
      originalConsultantId: fc.option(person),
    }),
  ),
  workload: fc.dictionary(person, fc.record({ overdueFollowUps: fc.nat(4), unfinishedRegistrations: fc.nat(4) })),
});
const said: fc.Arbitrary<Omit<VisitInput, 'visitId'>> = fc.record({
  purpose: fc.constantFrom(...visitPurposes),
  partySize: fc.integer({ min: 1, max: 12 }),
  parties: fc.integer({ min: 1, max: 3 }),
  visitedBefore: fc.option(fc.boolean()),
  receivedBy: fc.option(fc.array(person, { maxLength: 3 })),
  forgotten: fc.boolean(),
  names: fc.array(person, { maxLength: 2 }),
  refuses: fc.option(person, { freq: 3 }),
  complainsAbout: fc.option(person, { freq: 3 }),
  wantsDiscountOnly: fc.boolean(),
  recognisedBy: fc.option(person),
  proof: fc.option(
    fc.record({ kind: fc.constantFrom('trial_voucher', 'name_card', 'gift_voucher'), staffId: fc.option(person) }),
  ),
  appointment: fc.option(fc.record({ staffId: person, leaderInformed: fc.boolean() })),
  entrustedTo: fc.option(person),
  servedBy: fc.option(person),
});

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('receive' as const), said, facts }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('finish' as const), pick: fc.nat(20), explained: fc.option(person) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('presence' as const),
      who: person,
      status: fc.constantFrom(...presenceStatuses),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('accept' as const), pick: fc.nat(20), who: person }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      pick: fc.nat(20),
      reason: fc.constantFrom('declined', 'meal', 'with_leader'),
      facts,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('handOver' as const), pick: fc.nat(20), said, facts }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('change', 'help', 'override', 'left', 'reclassify', 'swap', 'makeUp', 'close'),
      pick: fc.nat(20),
      who: person,
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

type Anything = Decision<DeskOutcome<unknown>>;
const pickFrom = <T>(items: readonly T[], index: number): T | undefined => items[index % Math.max(1, items.length)];

function decide(rules: VisitRules, sheet: DeskSheet, move: Step, index: number): Anything {
  const now = addMinutes('2024-03-04T01:00:00.000Z', index * 7);
  const visits = Object.values(sheet.visits);
  const visit = 'pick' in move ? pickFrom(visits, move.pick) : undefined;
  const visitId = visit?.visitId ?? 'none';
  switch (move.do) {
    case 'receive':
      return receiveVisit(rules, sheet, move.facts, visitInput(`v${index}`, move.said), now, null);
    case 'finish':
      return finishVisit(rules, sheet, { visitId, explainedTo: move.explained }, now, null);
    case 'presence':
      return setPresence(rules, sheet, { staffId: move.who, status: move.status, note: null }, now, null);
    case 'accept':
      return acceptTurn(sheet, { visitId, staffId: move.who }, now);
    case 'pass': {
      const input = {
        visit: visitInput(visitId),
        staffId: visit?.serverId ?? 'A',
        reason: move.reason,
        note: null,
      } as const;
      return passTurn(rules, sheet, move.facts, input, now, null);
    }
    case 'handOver':
      return handOver(rules, sheet, move.facts, visitInput(visitId, move.said), now, null);
    case 'change':
      return changeConsultant(rules, sheet, { visitId, toStaffId: move.who, reason: 'r' }, now, 'boss');
    case 'help':
      return addHelper(sheet, { visitId, staffId: move.who, reason: null }, now, 'boss');
    case 'override':
      return overrideVisit(
        sheet,
        { visitId, staffId: move.who, counts: move.pick % 2 === 0, reason: 'r' },
        now,
        'boss',
      );
    case 'left':
      return visitorLeft(sheet, { visitId, reason: null }, now, null);
    case 'reclassify':
      return visit === undefined
        ? visitorLeft(sheet, { visitId, reason: null }, now, null)
        : reclassifyVisit(sheet, { visit, counts: move.pick % 2 === 0, reason: 'r' }, now, 'boss');
    case 'swap':
      return swapPlaces(sheet, { unitId: `u${move.who}`, withUnitId: 'uA', reason: 'r' }, now, 'boss');
    case 'makeUp':
      return placeMakeUp(
        rules,
        sheet,
        { makeUpId: Object.keys(sheet.makeUps)[0] ?? '', place: 1, reason: null },
        now,
        'boss',
      );
    case 'close':
      return closeDay(rules, sheet, { reason: null }, now, 'boss');
  }
}

const places = (sheet: DeskSheet) => sheet.line.map((item) => `${item.unitId} ${item.makeUpId ?? ''}`);

function sumOf(entries: readonly Entry[], who: (entry: Entry) => string | null): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const entry of entries) {
    const key = who(entry);
    if (key !== null && entry.delta !== 0) sums[key] = (sums[key] ?? 0) + entry.delta;
  }
  return sums;
}

describe('whatever happens', () => {
  test('every decision is an answer; replaying the ledger gives the sheet, its counts, and explains every change of place', () => {
    fc.assert(
      fc.property(house, fc.array(step, { maxLength: 40 }), (rules, moves) => {
        const start = new Floor(rules, 'ABCD').sheet;
        let sheet = start;
        const ledger: Entry[] = [];
        for (const [index, move] of moves.entries()) {
          const decision = decide(rules, sheet, move, index);
          if (!decision.accepted) {
            expect(decision.code).toMatch(/^[A-Z_]+$/);
            continue;
          }
          const { entries, sheet: next } = decision.outcome;
          expect(decision.clauses.length).toBeGreaterThan(0);
          const moved = entries.some((entry) => entry.from !== entry.to);
          if (!moved) expect(places(next)).toEqual(places(sheet));
          ledger.push(...entries);
          sheet = next;
          const servers = Object.values(sheet.visits).filter((visit) => visit.state !== 'waiting');
          expect(servers.every((visit) => visit.serverId !== null && !visit.helpers.includes(visit.serverId))).toBe(
            true,
          );
          const line = places(sheet);
          expect(new Set(line).size).toBe(line.length);
          expect(sheet.line.filter((item) => item.makeUpId === null)).toHaveLength(4);
          expect(
            sheet.line.every((item) => item.makeUpId === null || sheet.makeUps[item.makeUpId]?.state === 'placed'),
          ).toBe(true);
        }
        expect(replay(start, ledger)).toEqual(sheet);
        expect(ledger.map((entry) => entry.seq)).toEqual(ledger.map((_, index) => start.lastSeq + index + 1));
        const nonZero = (counts: Readonly<Record<string, number>>) =>
          Object.fromEntries(Object.entries(counts).filter(([, n]) => n !== 0));
        expect(nonZero(sumOf(ledger, (entry) => entry.staffId))).toEqual(nonZero(sheet.staffCounts));
        expect(nonZero(sumOf(ledger, (entry) => entry.unitId))).toEqual(nonZero(sheet.unitCounts));
        expect(Object.values(sheet.staffCounts).every((count) => count >= 0)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('nobody is overtaken: with everybody present and new unnamed groups only, receptions never differ by more than one', () => {
    fc.assert(
      fc.property(house, fc.integer({ min: 1, max: 30 }), (rules, groups) => {
        const floor = new Floor(rules, 'ABCD');
        for (let group = 0; group < groups; group += 1) {
          floor.serve(`v${group}`);
          const counts = people.map((name) => floor.count(name));
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('[S4.01.a10.single] one server per visit: whoever accepts, exactly one of all the people has the turn', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(people, { minLength: 4 }), (order) => {
        const floor = new Floor(salesOffice, 'ABCD');
        floor.receive('1');
        const won = order.filter((staffId) => {
          const decision = acceptTurn(floor.sheet, { visitId: '1', staffId }, floor.now);
          if (decision.accepted) floor.take(decision);
          return decision.accepted;
        });
        expect(won).toEqual(['A']);
      }),
    );
  });

  test('[S0.02.own.23] [S4.01.a29.all] nobody is turned away: with both questions answered, a visitor is served or waits on the sheet', () => {
    fc.assert(
      fc.property(house, said, facts, (rules, answers, given) => {
        const asked = {
          ...answers,
          visitedBefore: answers.visitedBefore ?? false,
          receivedBy: answers.receivedBy ?? [],
        };
        const floor = new Floor(rules, 'ABCD');
        const { visit } = floor.receive('v', asked, given);
        expect(floor.sheet.visits.v).toEqual(visit);
        if (visit.service !== 'off_hours' && visit.service !== 'event' && visit.serverId !== null) {
          expect([asked.refuses, asked.complainsAbout]).not.toContain(visit.serverId);
        }
      }),
    );
  });

  test('the same facts give the same decision, through JSON and back', () => {
    fc.assert(
      fc.property(house, said, facts, (rules, answers, given) => {
        const sheet = new Floor(rules, 'ABCD').sheet;
        const once = receiveVisit(rules, sheet, given, visitInput('v', answers), '2024-03-04T02:00:00.000Z', null);
        const stored = JSON.parse(JSON.stringify({ sheet, given, answers })) as {
          sheet: DeskSheet;
          given: DeskFacts;
          answers: VisitInput;
        };
        const again = receiveVisit(
          rules,
          stored.sheet,
          stored.given,
          visitInput('v', stored.answers),
          '2024-03-04T02:00:00.000Z',
          null,
        );
        expect(again).toEqual(once);
      }),
    );
  });
});
