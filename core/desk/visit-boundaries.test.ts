/** Visits at their edges: every refusal by name, what is given back and where, what an overruling leaves as it was. */
import { describe, expect, test } from 'vitest';
import { addHelper, arrangeStandIn, changeConsultant, overrideVisit, visitorLeft } from './changes.ts';
import { acceptTurn, handOver, passTurn, visitRefusals } from './during.ts';
import { finishRefusals, finishVisit, linkVisit, reclassifyVisit } from './finish.ts';
import { swapPlaces } from './order.ts';
import { receiveVisit } from './receive.ts';
import type { VisitRules } from './rules.ts';
import { Floor, noFacts, outcomeOf, ownedBy, salesOffice, showroom, visitInput } from './scene.testing.ts';
import type { VisitOnFloor } from './types.ts';

const code = (decision: { accepted: boolean }): string => ('code' in decision ? String(decision.code) : 'accepted');
const on = (floor: Floor, visitId: string): VisitOnFloor => {
  const visit = floor.sheet.visits[visitId];
  if (!visit) throw new Error(`${visitId} is not on the floor`);
  return visit;
};
/** Everybody busy and nobody served twice: the second visitor waits. */
const waiting = (): Floor => {
  const floor = new Floor({ ...salesOffice, whenNobodyFree: 'wait' }, 'A');
  floor.receive('1');
  floor.begin('1');
  floor.receive('2');
  expect(on(floor, '2').state).toBe('waiting');
  return floor;
};

test('waiting helps where somebody may come free, a word may be added or a time may come; nowhere else', () => {
  const mayPass = (refusals: Readonly<Record<string, { readonly mayPassLater: boolean }>>) =>
    Object.keys(refusals).filter((name) => refusals[name]?.mayPassLater);
  expect(mayPass(visitRefusals)).toEqual([
    'NOBODY_CALLED_YET',
    'NOTHING_TO_HAND_OVER',
    'REASON_REQUIRED',
    'COLLEAGUE_NOT_FREE',
  ]);
  expect(mayPass(finishRefusals)).toEqual(['NOBODY_CALLED_YET', 'EXPLAIN_TO_A_COLLEAGUE', 'REASON_REQUIRED']);
});

describe('nobody has been called yet', () => {
  const floor = waiting();
  const { sheet, rules, now } = floor;
  const visit = on(floor, '2');
  test('so nothing of theirs can be taken, passed, changed or finished', () => {
    const answers = [
      acceptTurn(sheet, { visitId: '2', staffId: 'A' }, now),
      passTurn(rules, sheet, noFacts, { visit: visitInput('2'), staffId: 'A', reason: 'meal', note: null }, now, null),
      changeConsultant(rules, sheet, { visitId: '2', toStaffId: null, reason: 'asked' }, now, null),
      addHelper(sheet, { visitId: '2', staffId: 'A', reason: null }, now, null),
      arrangeStandIn(rules, sheet, { visitId: '2', standIn: 'next' }, now, null),
      finishVisit(rules, sheet, { visitId: '2', explainedTo: null }, now, null),
      reclassifyVisit(sheet, { visit, counts: true, reason: 'wrong' }, now, null),
    ];
    expect(answers.map(code)).toEqual(answers.map(() => 'NOBODY_CALLED_YET'));
  });

  test('the longest waiting is named when somebody comes free', () => {
    floor.receive('3');
    expect(floor.finish('1').nextWaiting).toBe('2');
  });
});

describe('who may take a turn', () => {
  test('[S4.01.a10.single] the one called; it is another’s, or taken', () => {
    const floor = new Floor(salesOffice, 'AB');
    floor.receive('1');
    const accept = (staffId: string) => acceptTurn(floor.sheet, { visitId: '1', staffId }, floor.now);
    expect(accept('B')).toMatchObject({ code: 'TURN_IS_ANOTHERS', detail: { staffId: 'A', number: 1 } });
    floor.begin('1');
    expect(accept('A')).toMatchObject({ code: 'TURN_ALREADY_TAKEN', detail: { staffId: 'A' } });
    const passing = { visit: visitInput('1'), staffId: 'B', reason: 'meal', note: null } as const;
    expect(passTurn(floor.rules, floor.sheet, noFacts, passing, floor.now, null)).toMatchObject({
      code: 'TURN_IS_ANOTHERS',
      detail: { staffId: 'A' },
    });
  });

  test('[S4.01.a03.unit] in a team a colleague may: the count moves with the reason “team”', () => {
    const units = [{ id: 'red', members: ['A', 'B'] }];
    const floor = new Floor({ ...salesOffice, rotationUnit: 'team' }, '', { units });
    floor.receive('1');
    floor.take(acceptTurn(floor.sheet, { visitId: '1', staffId: 'B' }, floor.now));
    expect(on(floor, '1')).toMatchObject({ serverId: 'B', creditedTo: { unitId: 'red', staffId: 'B' } });
    expect([floor.count('A'), floor.count('B')]).toEqual([0, 1]);
    expect(floor.entries.slice(-3).map(({ kind, staffId, reason }) => [kind, staffId, reason ?? null])).toEqual([
      ['turn_cancelled', 'A', 'team'],
      ['counted', 'B', 'team'],
      ['accepted', 'B', null],
    ]);
  });
});

describe('passing a turn', () => {
  const passed = (rules: VisitRules, reason: 'meal' | 'errand_company' | 'declined', note: string | null = null) => {
    const floor = new Floor(rules, 'AB');
    floor.receive('1');
    const input = { visit: visitInput('1'), staffId: 'A', reason, note };
    const decision = passTurn(rules, floor.sheet, noFacts, input, floor.now, 'A');
    floor.take(decision);
    return { floor, decision };
  };

  test('goes to the next, and says who passed it and why', () => {
    const { floor, decision } = passed(salesOffice, 'declined');
    expect(on(floor, '1').serverId).toBe('B');
    expect(decision.rejected[0]).toMatchObject({ what: 'A', reason: 'passed_declined' });
    expect(floor.entries.find((entry) => entry.kind === 'passed')).toMatchObject({ staffId: 'A', reason: 'declined' });
    expect(floor.sheet.presence.A?.status).toBe('on_floor');
    expect(floor.sheet.makeUps).toEqual({});
  });

  test('a missed turn is owed where turns are made up, and expires after the closings the house allows', () => {
    const owed = (rules: VisitRules) => Object.values(passed(rules, 'errand_company').floor.sheet.makeUps);
    const rules = { ...salesOffice, awayOnErrand: 'missed' as const, makeUpOpeningsAfter: 2 };
    expect(owed({ ...rules, makeUpExpires: true })).toMatchObject([
      { id: '1:uA', unitId: 'uA', staffId: 'A', state: 'owed', missedBecause: 'errand_company', closingsLeft: 3 },
    ]);
    expect(owed({ ...rules, makeUpExpires: false })).toMatchObject([{ closingsLeft: null }]);
    expect(owed({ ...rules, makeUp: 'none' })).toEqual([]);
    expect(owed({ ...rules, awayOnErrand: 'forfeit' })).toEqual([]);
  });

  test('the note stands in the book instead of the bare reason, and the absence begins', () => {
    const { floor } = passed(salesOffice, 'meal', 'back at one');
    expect(floor.entries.find((entry) => entry.kind === 'passed')?.reason).toBe('back at one');
    expect(floor.sheet.presence.A).toMatchObject({ status: 'meal', note: 'back at one' });
  });

  test('[S0.02.rec.5b] [S4.01.a18] one’s own customer, or a colleague’s, is not declined', () => {
    for (const [rules, facts] of [
      [salesOffice, { ...noFacts, customer: ownedBy('B') }],
      [showroom, { ...noFacts, customer: ownedBy('B') }],
    ] as const) {
      const floor = new Floor(rules, 'AB');
      const said = { visitedBefore: true, names: ['B'] };
      const { visit } = floor.receive('1', said, facts);
      const input = {
        visit: visitInput('1', said),
        staffId: visit.serverId ?? '',
        reason: 'declined',
        note: null,
      } as const;
      expect(code(passTurn(rules, floor.sheet, facts, input, floor.now, null))).toBe('COURTESY_MAY_NOT_BE_REFUSED');
    }
  });
});

describe('another consultant', () => {
  const change = (rules: VisitRules, toStaffId: string | null, reason = 'asked') => {
    const floor = new Floor(rules, 'ABC');
    floor.receive('1');
    floor.begin('1');
    return {
      floor,
      decision: changeConsultant(rules, floor.sheet, { visitId: '1', toStaffId, reason }, floor.now, null),
    };
  };

  test('[S4.01.a16.change] the one named, or the next in line, never the same; a supervisor’s word where the house wants it', () => {
    expect(outcomeOf(change(salesOffice, null).decision).result).toMatchObject({
      visit: { serverId: 'B', unitId: 'uB', state: 'called', service: 'requested', startedAt: null },
      owner: { kind: 'transfer', ownerId: 'B', previousOwnerId: 'A', closesPrevious: true, needs: 'supervisor' },
    });
    expect(outcomeOf(change(salesOffice, 'C').decision).result.visit.serverId).toBe('C');
    expect(outcomeOf(change(showroom, 'C').decision).result.owner).toMatchObject({ needs: null });
    expect(code(change(salesOffice, 'A').decision)).toBe('SAME_CONSULTANT');
    expect(code(change(salesOffice, 'Z').decision)).toBe('COLLEAGUE_NOT_FREE');
    expect(code(change(salesOffice, 'B', ' \t').decision)).toBe('REASON_REQUIRED');
  });

  test('the turn comes back to the front only where the house gives it back', () => {
    const lineAfter = (changeGivesTurnBack: boolean) => {
      const { floor, decision } = change({ ...salesOffice, changeGivesTurnBack }, 'C');
      floor.take(decision);
      return [floor.line, floor.count('A')];
    };
    expect(lineAfter(true)).toEqual(['A B C', 0]);
    expect(lineAfter(false)).toEqual(['B C A', 1]);
  });
});

describe('helpers and stand-ins', () => {
  const floor = new Floor(salesOffice, 'ABC');
  floor.receive('1');
  floor.begin('1');
  floor.status('C', 'meal');
  const help = (staffId: string) => addHelper(floor.sheet, { visitId: '1', staffId, reason: null }, floor.now, null);

  test('[S4.01.a10.assist] a free colleague or somebody from outside the floor; not whoever serves already, not who is away', () => {
    expect(outcomeOf(help('B')).result.visit.helpers).toEqual(['B']);
    expect(help('boss').accepted).toBe(true);
    expect(code(help('A'))).toBe('ALREADY_BEING_SERVED');
    expect(help('C')).toMatchObject({ code: 'COLLEAGUE_NOT_FREE', detail: { staffId: 'C' } });
    floor.take(help('B'));
    expect(code(help('B'))).toBe('ALREADY_BEING_SERVED');
  });

  test('a stand-in is arranged for closed customers only, and only where the house knows it', () => {
    const arrange = (standing: VisitOnFloor['standing'], standInWhileServingClosed = true) => {
      const visit = { ...on(floor, '1'), standing };
      const sheet = { ...floor.sheet, visits: { ...floor.sheet.visits, 1: visit } };
      return arrangeStandIn(
        { ...salesOffice, standInWhileServingClosed },
        sheet,
        { visitId: '1', standIn: 'next' },
        floor.now,
        null,
      );
    };
    expect(outcomeOf(arrange('closed')).result.visit.standIn).toBe('next');
    expect(code(arrange('closed', false))).toBe('STAND_IN_NOT_ALLOWED');
    expect(arrange('registered')).toMatchObject({ code: 'STAND_IN_NOT_ALLOWED', detail: { standing: 'registered' } });
  });
});

describe('a visitor who leaves', () => {
  test('leaves the line as it was, with the two entries that say so; who is being served does not just leave', () => {
    const floor = new Floor(salesOffice, 'AB');
    floor.receive('1');
    expect(floor.line).toBe('B A');
    const left = visitorLeft(floor.sheet, { visitId: '1', reason: 'no time' }, floor.now, null);
    floor.take(left as never);
    expect(floor.entries.slice(-2).map(({ kind, reason }) => [kind, reason ?? null])).toEqual([
      ['left', 'no time'],
      ['finished', null],
    ]);
    expect([floor.line, floor.count('A'), floor.sheet.visits]).toEqual(['A B', 0, {}]);
    floor.receive('2');
    floor.begin('2');
    expect(code(visitorLeft(floor.sheet, { visitId: '2', reason: null }, floor.now, null))).toBe(
      'ALREADY_BEING_SERVED',
    );
  });
});

describe('a person overrules', () => {
  const overrule = (staffId: string, counts: boolean, customerId: string | null = null) => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.receive('1', {}, customerId === null ? {} : { customer: { ...ownedBy('A', false), customerId } });
    floor.begin('1');
    const before = on(floor, '1');
    floor.take(addHelper(floor.sheet, { visitId: '1', staffId: 'C', reason: null }, floor.now, null));
    floor.pass(5);
    const input = { visitId: '1', staffId, counts, reason: 'promised' };
    floor.take(overrideVisit(floor.sheet, input, floor.now, 'boss'));
    return { floor, before, after: on(floor, '1') };
  };

  test('the same consultant goes on as they were; another is called anew', () => {
    const same = overrule('A', true);
    expect(same.after).toMatchObject({
      state: 'serving',
      service: 'override',
      calledAt: same.before.calledAt,
      startedAt: same.before.startedAt,
      helpers: ['C'],
      creditedTo: { unitId: 'uA', staffId: 'A' },
      turnUsed: true,
    });
    const other = overrule('B', true);
    expect(other.after).toMatchObject({
      state: 'called',
      serverId: 'B',
      unitId: 'uB',
      onBehalfOf: null,
      calledAt: other.floor.now,
      startedAt: null,
      helpers: ['C'],
    });
    expect([other.floor.line, other.floor.count('A'), other.floor.count('B')]).toEqual(['A C B', 0, 1]);
  });

  test('without counting nobody’s turn is used', () => {
    const { floor, after } = overrule('B', false);
    expect(after).toMatchObject({ creditedTo: null, turnUsed: false });
    expect([floor.line, floor.count('B')]).toEqual(['A B C', 0]);
    expect(floor.entries.at(-1)).toMatchObject({ kind: 'override', delta: 0, reason: 'promised' });
  });

  test('says why, and calls nobody away from a visitor', () => {
    const floor = new Floor(salesOffice, 'AB');
    floor.receive('1');
    floor.begin('1');
    floor.receive('2');
    const to = (staffId: string, reason: string) =>
      code(overrideVisit(floor.sheet, { visitId: '2', staffId, counts: true, reason }, floor.now, 'boss'));
    expect([to('A', 'x'), to('B', '  '), to('B', 'x')]).toEqual(['COLLEAGUE_NOT_FREE', 'REASON_REQUIRED', 'accepted']);
  });
});

describe('what a reception was shows at its end', () => {
  test('a customer is owed a registration; who asked the way is not', () => {
    const floor = new Floor(salesOffice, 'AB');
    floor.receive('1');
    expect(floor.finish('1')).toMatchObject({ registrationDue: true, counted: true, briefStaffId: null, messages: [] });
    floor.receive('2', { purpose: 'peer' });
    expect(floor.finish('2').registrationDue).toBe(false);
  });

  test('a count is taken back or given once, with a reason; the pair of customer and consultant goes with it', () => {
    const floor = new Floor(salesOffice, 'AB');
    floor.receive('1');
    floor.take(linkVisit(floor.sheet, { visit: on(floor, '1'), customerId: 'k9' }, floor.now, null));
    expect(floor.sheet.countedPairs).toHaveLength(1);
    const say = (counts: boolean, reason = 'was a peer') =>
      reclassifyVisit(floor.sheet, { visit: on(floor, '1'), counts, reason }, floor.now, 'boss');
    expect(say(true)).toMatchObject({ code: 'COUNTED_ALREADY', detail: { staffId: 'A' } });
    expect(code(say(false, ' '))).toBe('REASON_REQUIRED');
    floor.take(say(false));
    expect([floor.line, floor.count('A'), floor.sheet.countedPairs]).toEqual(['A B', 0, []]);
    expect(code(say(false))).toBe('NOT_COUNTED_ANYWAY');
    floor.take(say(true, 'was a customer after all'));
    expect([floor.line, floor.count('A')]).toEqual(['B A', 1]);
    expect(floor.sheet.countedPairs).toHaveLength(1);
    expect(floor.entries.at(-1)).toMatchObject({ kind: 'counted', delta: 1, reason: 'was a customer after all' });
  });

  test('a visit that has left the sheet is corrected in the ledger alone', () => {
    const floor = new Floor(salesOffice, 'AB');
    floor.receive('1');
    const visit = on(floor, '1');
    floor.finish('1');
    floor.take(reclassifyVisit(floor.sheet, { visit, counts: false, reason: 'peer' }, floor.now, 'boss'));
    expect(floor.sheet.visits).toEqual({});
    expect(floor.count('A')).toBe(0);
    const linked = linkVisit(floor.sheet, { visit, customerId: 'k9' }, floor.now, null);
    expect(outcomeOf(linked).entries).toMatchObject([{ kind: 'linked', staffId: 'A', unitId: 'uA' }]);
    expect(outcomeOf(linked).sheet.visits).toEqual({});
  });
});

describe('handed over', () => {
  test('[S4.01.a12.handover] whoever has begun goes on when the answer is still them; the same answer is nothing to hand over', () => {
    const floor = new Floor(salesOffice, 'AB');
    floor.receive('1');
    floor.begin('1');
    const started = on(floor, '1').startedAt;
    const again = (said: object, facts: object = {}) =>
      handOver(salesOffice, floor.sheet, { ...noFacts, ...facts }, visitInput('1', said), floor.now, null);
    expect(again({})).toMatchObject({ code: 'NOTHING_TO_HAND_OVER', detail: { staffId: 'A' } });
    floor.pass(3);
    const mine = again({ visitedBefore: true, names: ['A'] }, { customer: ownedBy('A') });
    floor.take(mine);
    expect(on(floor, '1')).toMatchObject({ serverId: 'A', state: 'serving', startedAt: started });
    expect(floor.entries.at(-1)).toMatchObject({ kind: 'accepted', staffId: 'A', unitId: 'uA' });
    expect(floor.line).toBe('A B');
  });
});

describe('the order', () => {
  const floor = () => new Floor(salesOffice, 'ABC');
  test('two change places, told either way round, with a reason, and not with themselves', () => {
    const swap = (unitId: string, withUnitId: string, reason = 'agreed') => {
      const day = floor();
      const decision = swapPlaces(day.sheet, { unitId, withUnitId, reason }, day.now, 'boss');
      if (!decision.accepted) return decision.code;
      day.take(decision);
      return day.line;
    };
    expect([swap('uA', 'uC'), swap('uC', 'uA'), swap('uA', 'uB')]).toEqual(['C B A', 'C B A', 'B A C']);
    expect(swap('uB', 'uB')).toBe('SAME_PLACE');
    expect(swap('uA', 'uB', '\n')).toBe('REASON_REQUIRED');
    expect(swap('uA', 'uZ')).not.toBe('B A C');
  });

  test('a stranger is no part of it: who is not on the sheet cannot be said to have served or been entrusted', () => {
    const day = floor();
    const at = (said: object) =>
      code(receiveVisit(day.rules, day.sheet, noFacts, visitInput('1', said), day.now, null));
    expect(at({})).toBe('accepted');
    for (const said of [{ servedBy: 'Z' }, { entrustedTo: 'Z' }, { recognisedBy: 'Z' }])
      expect(at(said)).not.toBe('accepted');
  });
});
