/** Presence, what a manager declares, who assists whom and the empty first position: at their edges, every refusal by name. */
import { describe, expect, test } from 'vitest';
import { addMinutes } from '../kernel/instant.ts';
import { callRefusals, takeCall } from './calls.ts';
import { confirmOwner, confirmRefusals } from './confirm.ts';
import { visitorLeft } from './changes.ts';
import { availability } from './line.ts';
import { closeDay } from './order.ts';
import { emptyPost, noteMoveUp, postRefusals, waitingAlert } from './posts.ts';
import { applyForMakeUp, placeMakeUp, presenceRefusals, refuseMakeUp, setPresence } from './presence.ts';
import { receiveVisit } from './receive.ts';
import type { VisitRules } from './rules.ts';
import {
  club,
  Floor,
  fourPositions,
  noFacts,
  outcomeOf,
  ownedBy,
  salesOffice,
  showroom,
  visitInput,
} from './scene.testing.ts';
import { allowOffDutyHelp, declareDuty, declareEvent, schemeRefusals } from './schemes.ts';
import type { EventScheme, OwnerConsequence } from './types.ts';

const code = (decision: { accepted: boolean }): string => ('code' in decision ? String(decision.code) : 'accepted');
const mayPass = (refusals: Readonly<Record<string, { readonly mayPassLater: boolean }>>) =>
  Object.keys(refusals).filter((name) => refusals[name]?.mayPassLater);

test('waiting helps where the day may open, somebody may come free or a word may be given; nowhere else', () => {
  expect(mayPass(presenceRefusals)).toEqual([
    'DAY_NOT_OPEN',
    'STILL_WITH_CUSTOMER',
    'NOT_APPLIED_FOR',
    'PLACE_NOT_IN_LINE',
  ]);
  expect(mayPass(schemeRefusals)).toEqual(['DAY_NOT_OPEN', 'LIST_NEEDED', 'FLOOR_NOT_OVERLOADED']);
  expect(mayPass(postRefusals)).toEqual(['NOT_AT_THE_DESK', 'NOT_WAITING_TOO_LONG']);
  expect(mayPass(confirmRefusals)).toEqual([]);
});

const event: EventScheme = {
  name: '开盘',
  method: 'named_list',
  list: ['B'],
  counts: false,
};

describe('a day that is closed', () => {
  const closed = (rules: VisitRules = salesOffice): Floor => {
    const floor = new Floor(rules, 'AB', { presence: { B: 'off_duty' } });
    floor.take(closeDay(rules, floor.sheet, { reason: null }, floor.now, 'boss'));
    return floor;
  };
  test('nothing is declared on it, and nobody comes or goes', () => {
    const { sheet, now } = closed();
    expect(
      [
        declareEvent(sheet, { event }, now, 'boss'),
        declareDuty(sheet, { staffIds: ['A'], leaderId: null }, now, 'boss'),
        allowOffDutyHelp(salesOffice, sheet, { staffId: 'B', reason: null }, now, 'boss'),
        setPresence(salesOffice, sheet, { staffId: 'A', status: 'meal', note: null }, now, 'A'),
      ].map(code),
    ).toEqual(Array(4).fill('DAY_NOT_OPEN'));
  });
});

describe('what a manager declares', () => {
  test('an event is told by its name; its end by none', () => {
    const floor = new Floor(salesOffice, 'AB');
    floor.take(declareEvent(floor.sheet, { event }, floor.now, 'boss'));
    expect(floor.entries.at(-1)).toMatchObject({ kind: 'event_declared', reason: '开盘' });
    floor.take(declareEvent(floor.sheet, { event: null }, floor.now, 'boss'));
    expect(floor.entries.at(-1)).toMatchObject({ reason: null });
    expect(floor.sheet.event).toBeNull();
    expect(code(declareEvent(floor.sheet, { event: null }, floor.now, 'boss'))).toBe('NO_EVENT_DECLARED');
  });

  test('[S1.19.d.9] off-duty help: only who is off or resting and with nobody, only while nobody is free', () => {
    const floor = new Floor({ ...club, whenNobodyFree: 'wait' }, 'ABCD', {
      presence: { B: 'off_duty', C: 'rest', D: 'meal' },
    });
    const allow = (staffId: string) =>
      allowOffDutyHelp(floor.rules, floor.sheet, { staffId, reason: '节假日' }, floor.now, 'boss');
    expect(allow('B')).toMatchObject({ code: 'FLOOR_NOT_OVERLOADED', detail: { staffId: 'A' } });
    floor.receive('1');
    expect([allow('A'), allow('D')].map(code)).toEqual(['ON_DUTY_ALREADY', 'ON_DUTY_ALREADY']);
    floor.take(allow('B'));
    expect(floor.entries.at(-1)).toMatchObject({
      kind: 'off_duty_allowed',
      unitId: 'uB',
      staffId: 'B',
      reason: '节假日',
    });
    floor.take(allow('C'));
    floor.take(allow('B'));
    expect(floor.sheet.offDutyHelp).toEqual(['C', 'B']);
    // Somebody from outside the sheet is off duty, too, and has no place in the line.
    floor.take(allow('Z'));
    expect(floor.entries.at(-1)).toMatchObject({ unitId: null, staffId: 'Z' });
    expect(floor.next('2')).toBe('C');
    expect([code(allow('C')), floor.next('3')]).toEqual(['ON_DUTY_ALREADY', 'B']);
  });
});

describe('coming and going', () => {
  const set = (floor: Floor, status: 'on_floor' | 'meal') =>
    setPresence(floor.rules, floor.sheet, { staffId: 'A', status, note: null }, floor.now, 'A');

  test('nobody leaves a visitor; coming back while with one is no matter', () => {
    const floor = new Floor(salesOffice, 'AB');
    floor.receive('1');
    expect([set(floor, 'meal'), set(floor, 'on_floor')].map(code)).toEqual(['STILL_WITH_CUSTOMER', 'accepted']);
  });

  test('a stranger to the sheet who comes joins no line', () => {
    const floor = new Floor(salesOffice, 'AB');
    floor.take(
      setPresence(salesOffice, floor.sheet, { staffId: 'Z', status: 'not_arrived', note: null }, floor.now, 'Z'),
    );
    floor.take(
      setPresence(salesOffice, floor.sheet, { staffId: 'Z', status: 'on_floor', note: '来了' }, floor.now, 'Z'),
    );
    expect(floor.entries.at(-1)).toMatchObject({ kind: 'presence', unitId: null, reason: '来了' });
    expect(floor.line).toBe('A B');
  });

  test('[S4.01.a06.fill] where the order is the order of checking in, who comes joins at the end; late is only who was waited for', () => {
    const checkIn: VisitRules = { ...salesOffice, orderSource: 'check_in', lateArrival: 'append_at_end' };
    const floor = new Floor(checkIn, 'ABC', {
      presence: { A: 'not_arrived', B: 'meal' },
      checkIns: { C: '2024-03-04T00:30:00.000Z' },
    });
    expect(floor.line).toBe('C');
    floor.status('A', 'on_floor');
    expect([floor.line, floor.entries.at(-1)]).toMatchObject(['C A', { kind: 'joined', from: null, to: 2 }]);
    // Back from a meal is not late.
    const late = new Floor({ ...salesOffice, lateArrival: 'append_at_end' }, 'AB', { presence: { A: 'meal' } });
    late.status('A', 'on_floor');
    expect([late.line, late.entries.at(-1)?.kind]).toEqual(['A B', 'presence']);
  });

  test('of several who wait the one with the lowest number is told, and only to who comes back to the floor', () => {
    const floor = new Floor({ ...salesOffice, whenNobodyFree: 'wait' }, 'AB');
    floor.status('A', 'meal');
    floor.receive('1');
    for (const id of ['2', '3', '4']) floor.receive(id);
    const { visits } = floor.sheet;
    // However the visits are listed.
    floor.sheet = { ...floor.sheet, visits: Object.fromEntries(Object.entries(visits).toReversed()) };
    expect(outcomeOf(set(floor, 'on_floor')).result.nextWaiting).toBe('2');
    expect(outcomeOf(set(floor, 'meal')).result.nextWaiting).toBeNull();
    expect(outcomeOf(set(floor, 'meal')).result.messages).toEqual([]);
  });
});

describe('turns to be made up', () => {
  const owed = (missedAt: string, id: string, staffId = 'A') => ({
    id,
    staffId,
    unitId: `u${staffId}`,
    missedAt,
    state: 'owed' as const,
    missedBecause: 'errand_company' as const,
    closingsLeft: null,
  });

  test('[S0.02.rec.3b] on return only one’s own, only those owed, in the order they were missed', () => {
    const floor = new Floor(showroom, 'AB');
    floor.status('A', 'errand_company');
    const t = (minute: number) => addMinutes(floor.now, minute);
    const makeUps = [
      owed(t(3), 'late'),
      owed(t(1), 'early'),
      owed(t(2), 'middle'),
      owed(t(0), 'other', 'B'),
      { ...owed(t(0), 'asked'), state: 'applied' as const },
    ];
    floor.sheet = { ...floor.sheet, makeUps: Object.fromEntries(makeUps.map((one) => [one.id, one])) };
    const decision = setPresence(
      showroom,
      floor.sheet,
      { staffId: 'A', status: 'on_floor', note: null },
      floor.now,
      'A',
    );
    expect(outcomeOf(decision).result.makeUpsPlaced).toEqual(['early', 'middle', 'late']);
    expect(outcomeOf(decision).sheet.line.map((item) => item.makeUpId)).toEqual([
      'early',
      'middle',
      'late',
      null,
      null,
    ]);
    // With nothing but make-up turns in the line they go to its end.
    floor.sheet = { ...floor.sheet, line: [] };
    expect(
      outcomeOf(setPresence(showroom, floor.sheet, { staffId: 'A', status: 'on_floor', note: null }, floor.now, 'A'))
        .sheet.line,
    ).toHaveLength(3);
  });

  test('a turn nobody missed: unknown, or a word every object knows', () => {
    const floor = new Floor(salesOffice, 'AB');
    for (const makeUpId of ['x', 'constructor', '__proto__']) {
      const input = { makeUpId, staffId: 'A', place: 1, reason: '陪同' };
      expect(
        [
          applyForMakeUp(salesOffice, floor.sheet, input, floor.now),
          placeMakeUp(salesOffice, floor.sheet, input, floor.now, 'boss'),
          refuseMakeUp(floor.sheet, input, floor.now, 'boss'),
        ].map(code),
      ).toEqual(Array(3).fill('NO_TURN_MISSED'));
    }
  });

  test('houses that make turns up by themselves, or not at all, take no application and no grant', () => {
    const floor = new Floor(salesOffice, 'AB');
    const input = { makeUpId: 'x', staffId: 'A', place: 1, reason: '陪同' };
    for (const makeUp of ['none', 'automatic_on_return'] as const) {
      const rules = { ...salesOffice, makeUp };
      expect(applyForMakeUp(rules, floor.sheet, input, floor.now)).toMatchObject({
        code: 'MAKE_UP_NOT_GIVEN_HERE',
        detail: { makeUp },
      });
      expect(code(placeMakeUp(rules, floor.sheet, input, floor.now, 'boss'))).toBe('MAKE_UP_NOT_GIVEN_HERE');
    }
  });

  test('a granted turn lives as many closings as the house gives, or for ever; refused it is told with its reason', () => {
    const floor = new Floor(salesOffice, 'AB');
    const makeUp = owed(floor.now, 'm');
    floor.sheet = { ...floor.sheet, makeUps: { m: makeUp } };
    const grant = (rules: VisitRules) =>
      outcomeOf(placeMakeUp(rules, floor.sheet, { makeUpId: 'm', place: 3, reason: null }, floor.now, 'boss')).result
        .makeUp;
    expect([
      grant({ ...salesOffice, makeUpExpires: true, makeUpOpeningsAfter: 1 }).closingsLeft,
      grant({ ...salesOffice, makeUpExpires: true, makeUpOpeningsAfter: 0 }).closingsLeft,
      grant({ ...salesOffice, makeUpExpires: false }).closingsLeft,
    ]).toEqual([2, 1, null]);
    floor.take(refuseMakeUp(floor.sheet, { makeUpId: 'm', reason: '未报备' }, floor.now, 'boss'));
    expect(floor.entries.at(-1)).toMatchObject({
      kind: 'make_up_refused',
      staffId: 'A',
      unitId: 'uA',
      reason: '未报备',
    });
  });
});

describe('nobody is free', () => {
  const parallel: VisitRules = { ...salesOffice, whenNobodyFree: 'parallel' };

  test('[S4.01.a30.understaffed] who looks after two is the first on the floor; whoever stood before them and is away pays as ever', () => {
    const floor = new Floor(parallel, 'ABC', { presence: { A: 'leave', C: 'leave' } });
    floor.receive('1'); // B
    const places = ['A', 'B', 'C'].map((name) => floor.sheet.line.find((item) => item.unitId === `u${name}`));
    floor.sheet = { ...floor.sheet, line: places.filter((item) => item !== undefined) };
    const decision = receiveVisit(parallel, floor.sheet, noFacts, visitInput('2'), floor.now, null);
    expect(outcomeOf(decision).result.visit).toMatchObject({ service: 'parallel', serverId: 'B' });
    // A stood before B and lost the turn that came round; C stands behind; B was not skipped for being busy.
    const told = outcomeOf(decision).entries.map(({ kind, staffId }) => `${kind} ${staffId ?? '-'}`);
    expect(told.filter((one) => one.startsWith('forfeit'))).toEqual(['forfeited A']);
    expect(told.join()).not.toMatch(/(skipped|forfeited|missed) (B|C)/);
  });

  test('a house where visitors wait calls nobody away', () => {
    const floor = new Floor({ ...salesOffice, whenNobodyFree: 'wait' }, 'A');
    floor.receive('1');
    expect(floor.receive('2').visit).toMatchObject({ state: 'waiting', serverId: null });
    // Nor for one who names several and chooses none: that is the one on turn, if there is one.
    const names = (whenNobodyFree: 'wait' | 'parallel') => {
      const busy = new Floor({ ...salesOffice, whenNobodyFree }, 'AB');
      for (const id of ['1', '2']) busy.receive(id);
      return busy.receive('3', { visitedBefore: true, receivedBy: ['B', 'A'] }).visit;
    };
    expect(names('wait')).toMatchObject({ state: 'waiting', serverId: null });
    expect(names('parallel')).toMatchObject({ serverId: 'A' });
  });

  test('a visitor asks for somebody who is with another: they look after both only where the house does so', () => {
    const asks = (whenNobodyFree: 'parallel' | 'wait') => {
      const floor = new Floor({ ...salesOffice, whenNobodyFree }, 'A');
      floor.receive('1');
      return floor.receive('2', { visitedBefore: true, names: ['A'] }).visit;
    };
    expect(asks('parallel')).toMatchObject({ serverId: 'A' });
    expect(asks('wait')).toMatchObject({ state: 'waiting', serverId: null });
    const away = new Floor(parallel, 'A', { presence: { A: 'own_work' } });
    away.receive('1', { visitedBefore: true, names: ['A'] });
    expect(away.receive('2', { visitedBefore: true, names: ['A'] }).visit.serverId).toBeNull();
  });
});

describe('somebody is asked for by name', () => {
  const named = (rules: VisitRules, floor: Floor, said: object = {}) =>
    outcomeOf(
      receiveVisit(
        rules,
        floor.sheet,
        noFacts,
        visitInput('n', { visitedBefore: true, names: ['B'], ...said }),
        floor.now,
        null,
      ),
    ).result.visit;

  test('[S4.01.a15] whom the busy one entrusts it to, if that one is free and not with a visitor; else by the line', () => {
    const busy = () => {
      const floor = new Floor({ ...salesOffice, ownerBusy: 'last' }, 'BACD');
      floor.receive('1'); // B
      return floor;
    };
    const floor = busy();
    expect(named(floor.rules, floor, { entrustedTo: 'A' })).toMatchObject({
      service: 'assist',
      serverId: 'A',
      onBehalfOf: 'B',
    });
    expect(named(floor.rules, floor)).toMatchObject({ serverId: 'D' });
    floor.status('A', 'meal');
    expect(named(floor.rules, floor, { entrustedTo: 'A' })).toMatchObject({ serverId: 'D' });
    const head = busy();
    expect(named({ ...head.rules, ownerBusy: 'head' }, head)).toMatchObject({ serverId: 'A' });
  });

  test('[S4.01.a12.absent] of somebody away nobody is entrusted: the one on turn assists, or the last, by the house’s rule', () => {
    const floor = new Floor({ ...salesOffice, ownerAbsent: 'head' }, 'ABCD', { presence: { B: 'leave' } });
    expect(named(floor.rules, floor, { entrustedTo: 'C' })).toMatchObject({ serverId: 'A', onBehalfOf: 'B' });
    expect(named({ ...floor.rules, ownerAbsent: 'last' }, floor)).toMatchObject({ serverId: 'D' });
  });

  test('[S1.19.d.9] off duty, with an appointment: they come in where it is allowed or a leader was told; not while they are with somebody', () => {
    const off = () => new Floor(club, 'AB', { presence: { B: 'off_duty' } });
    const appointment = (staffId: string, leaderInformed: boolean) => ({
      appointment: { staffId, leaderInformed },
    });
    expect(named(club, off(), appointment('B', true)).serverId).toBe('B');
    expect(named(club, off(), appointment('B', false)).serverId).not.toBe('B');
    expect(named(club, off(), appointment('A', true)).serverId).not.toBe('B');
    expect(named({ ...club, offDutyReception: 'allowed' }, off(), appointment('B', false)).serverId).toBe('B');
    const present = new Floor(club, 'AB', { presence: { B: 'meal' } });
    expect(named(club, present, appointment('B', true)).serverId).not.toBe('B');
  });
});

describe('an empty first position', () => {
  const since = '2024-03-04T02:00:00.000Z';
  const report = (
    floor: Floor,
    input: { filledAt?: string | null; leftBy?: string | null; emptySince?: string },
    seconds: number,
  ) => {
    const now = addMinutes(since, seconds / 60);
    const decision = emptyPost(
      fourPositions,
      floor.sheet,
      { emptySince: since, filledAt: null, leftBy: 'A', ...input },
      now,
    );
    return decision.accepted ? decision.outcome : decision.code;
  };
  const notify = (floor: Floor, from: string, to: string | null, seconds: number) =>
    floor.take(noteMoveUp(floor.sheet, { from, to }, addMinutes(since, seconds / 60)));

  test('a place empty from now on, filled at the very instant it fell empty, or filled before', () => {
    const floor = new Floor(fourPositions, 'AB');
    expect(report(floor, {}, 0)).toMatchObject({ because: 'still_in_time' });
    expect(report(floor, {}, -1)).toBe('EMPTY_IN_THE_FUTURE');
    expect(report(floor, { filledAt: since }, 300)).toMatchObject({ because: 'filled_in_time' });
    expect(report(floor, { filledAt: addMinutes(since, -1) }, 300)).toBe('EMPTY_IN_THE_FUTURE');
  });

  test('nobody else is there: nobody’s fault, and the supervisor is told', () => {
    expect(report(new Floor(fourPositions, 'A'), {}, 120)).toEqual({
      responsible: null,
      because: 'nobody_there',
      alertSupervisor: true,
    });
    // In time nobody is asked who.
    expect(report(new Floor(fourPositions, 'A'), {}, 30)).toMatchObject({
      because: 'still_in_time',
      alertSupervisor: false,
    });
  });

  test('[S4.02.i04.chain] each link has its own minute, from the notice on; a notice at the very instant counts', () => {
    const floor = new Floor(fourPositions, 'ABCD');
    notify(floor, 'B', 'C', 50);
    expect(report(floor, {}, 105)).toMatchObject({ responsible: null, because: 'still_in_time' });
    expect(report(floor, { filledAt: addMinutes(since, 105 / 60) }, 300)).toMatchObject({ because: 'filled_in_time' });
    expect(report(floor, {}, 111)).toMatchObject({ responsible: 'C', because: 'notified_but_did_not_fill' });
    const edge = new Floor(fourPositions, 'ABCD');
    notify(edge, 'B', 'C', 0);
    expect(report(edge, {}, 61)).toMatchObject({ responsible: 'C' });
    const last = new Floor(fourPositions, 'ABCD');
    notify(last, 'B', 'C', 61);
    expect(report(last, { filledAt: addMinutes(since, 61 / 60) }, 300)).toMatchObject({ because: 'filled_in_time' });
  });

  test('a notice is given and taken by people on the sheet', () => {
    const floor = new Floor(fourPositions, 'AB');
    const note = (from: string, to: string | null) => noteMoveUp(floor.sheet, { from, to }, floor.now);
    expect(note('Z', 'A')).toMatchObject({ code: 'NOT_AT_THE_DESK', detail: { staffId: 'A' } });
    expect(note('Z', null)).toMatchObject({ code: 'NOT_AT_THE_DESK', detail: { staffId: 'Z' } });
    expect(note('A', 'Z')).toMatchObject({ code: 'NOT_AT_THE_DESK', detail: { staffId: 'Z' } });
    floor.take(note('A', null));
    expect(floor.entries.at(-1)).toMatchObject({ kind: 'notice', unitId: 'uA', staffId: 'A' });
  });
});

test('[S4.01.a04.prompt] the supervisor is told once the minutes are over, not before, and not of one who is served', () => {
  const floor = new Floor({ ...salesOffice, whenNobodyFree: 'wait' }, 'A', { presence: { A: 'meal' } });
  const { visit } = floor.receive('1');
  const minutes = salesOffice.waitingAlertMinutes;
  const tell = (after: number, change: object = {}) =>
    waitingAlert(salesOffice, { ...visit, ...change }, addMinutes(visit.arrivedAt, after));
  expect(tell(minutes - 1 / 60)).toMatchObject({ code: 'NOT_WAITING_TOO_LONG', detail: { minutes } });
  expect(tell(minutes)).toMatchObject({ outcome: { number: visit.number, minutes } });
  expect(code(tell(minutes, { state: 'serving' }))).toBe('NOT_WAITING_TOO_LONG');
});

test('a change of owner waits for one word: none is needed twice, or where nothing waits', () => {
  const owner: OwnerConsequence = {
    ownerId: 'A',
    kind: 'transfer',
    previousOwnerId: 'B',
    closesPrevious: true,
    needs: 'supervisor',
  };
  const confirm = (facts: Parameters<typeof confirmOwner>[0]) => confirmOwner(facts, { confirmed: true });
  expect(confirm({ owner, settledAt: null })).toMatchObject({ accepted: true, outcome: { confirmed: true, owner } });
  expect(code(confirm({ owner, settledAt: '2024-03-04T02:00:00.000Z' }))).toBe('OWNER_NEEDS_NOTHING');
  expect(code(confirm({ owner: { ...owner, needs: null }, settledAt: null }))).toBe('OWNER_NEEDS_NOTHING');
});

describe('outside the order', () => {
  const scheme = (method: EventScheme['method'], over: Partial<EventScheme> = {}): EventScheme => ({
    ...event,
    method,
    ...over,
  });
  const held = (value: EventScheme, floor = new Floor(salesOffice, 'ABC')): Floor => {
    floor.take(declareEvent(floor.sheet, { event: value }, floor.now, 'boss'));
    return floor;
  };

  test('[S4.01.a05] [S0.02.own.313] each method of an event: the list in turn, the recorded owner first, the manager each time', () => {
    const list = held(scheme('named_list', { list: ['B', 'C'] }));
    expect([list.next('1'), list.next('2'), list.next('3')]).toEqual(['B', 'C', 'B']);
    expect(list.line).toBe('A B C');
    const registered = held(scheme('first_registration', { list: ['C'] }));
    expect(registered.receive('1', { visitedBefore: true }, { customer: ownedBy('B') }).visit.serverId).toBe('B');
    expect(registered.receive('2', { visitedBefore: true }, { customer: ownedBy('B', false) }).visit.serverId).toBe(
      'C',
    );
    const lists = held(scheme('named_list', { list: ['C'] }));
    expect(lists.receive('1', { visitedBefore: true }, { customer: ownedBy('B') }).visit.serverId).toBe('C');
    const manager = held(scheme('manager'));
    expect(code(receiveVisit(salesOffice, manager.sheet, noFacts, visitInput('1'), manager.now, null))).toBe(
      'SERVER_REQUIRED',
    );
    expect(manager.receive('1', { servedBy: 'C' })).toMatchObject({
      visit: { serverId: 'C', service: 'event' },
      owner: { ownerId: 'C' },
    });
    expect(held(scheme('rotation')).next('1')).toBe('A');
  });

  test('[S4.01.a48] a duty shift: whom the desk names, else the first of the shift who is free, else who is there at all', () => {
    const floor = new Floor(salesOffice, 'ABCD', { presence: { D: 'leave' } });
    const shift = (staffIds: string[]) =>
      floor.take(declareDuty(floor.sheet, { staffIds, leaderId: null }, floor.now, 'boss'));
    shift(['D', 'B', 'C']);
    expect([floor.receive('1', { servedBy: 'A' }).visit.serverId, floor.next('2'), floor.next('3')]).toEqual([
      'A',
      'B',
      'C',
    ]);
    // Everybody of the shift is with somebody: the first of them who is in the house looks after one more.
    expect(floor.next('4')).toBe('B');
    shift(['D']);
    expect(code(receiveVisit(salesOffice, floor.sheet, noFacts, visitInput('5'), floor.now, null))).toBe(
      'SERVER_REQUIRED',
    );
    expect(floor.receive('6', { servedBy: 'C', visitedBefore: true }, { customer: ownedBy('A') }).owner).toMatchObject({
      kind: 'keep',
      ownerId: 'A',
    });
  });
});

describe('calls', () => {
  const take = (floor: Floor, over: object = {}) =>
    takeCall(
      floor.rules,
      floor.sheet,
      { callId: 'c1', answeredBy: null, wantsStaffId: null, rings: null, contact: null, ...over },
      floor.now,
    );
  test('one call is taken once; another goes on', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.status('A', 'meal');
    floor.take(take(floor, { wantsStaffId: 'A', contact: '138' }));
    expect(code(take(floor, { wantsStaffId: 'B' }))).toBe('CALL_ALREADY_TAKEN');
    expect(code(take(floor, { callId: 'c2' }))).toBe('accepted');
  });

  test('a contact of nothing but spaces is none; who answers for themselves is wanted by nobody else', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.status('A', 'meal');
    expect(code(take(floor, { wantsStaffId: 'A', contact: '  ' }))).toBe('CONTACT_REQUIRED');
    floor.receive('1');
    expect(outcomeOf(take(floor, { answeredBy: 'B', wantsStaffId: 'B' })).result.forWanted).toBeNull();
  });

  test('[S3.01.r.leader] the leader of the shift, the first of it where none is named, nobody without one; a call nobody is due for is answered by whoever did', () => {
    const rules: VisitRules = { ...salesOffice, callAnswerer: 'duty_leader' };
    const floor = new Floor(rules, 'ABC');
    expect(outcomeOf(take(floor)).result).toMatchObject({ dueStaffId: null, answeredBy: null, answeredAsDue: true });
    floor.take(declareDuty(floor.sheet, { staffIds: ['C', 'A'], leaderId: null }, floor.now, 'boss'));
    expect(outcomeOf(take(floor)).result).toMatchObject({ dueStaffId: 'C', answeredBy: 'C' });
    floor.take(declareDuty(floor.sheet, { staffIds: ['C', 'A'], leaderId: 'A' }, floor.now, 'boss'));
    expect(outcomeOf(take(floor)).result.dueStaffId).toBe('A');
    const counting = new Floor({ ...rules, callsCount: true }, 'A');
    expect(outcomeOf(take(counting)).result.counted).toBe(false);
    expect(outcomeOf(take(new Floor(salesOffice, 'A', { presence: { A: 'meal' } }))).result.dueStaffId).toBeNull();
  });

  test('waiting helps where contact details are asked for, and nowhere else', () => {
    expect(mayPass(callRefusals)).toEqual(['CONTACT_REQUIRED']);
  });
});

describe('turns', () => {
  test('[S4.01.a03.unit] inside a team the one who served stands last, free or not', () => {
    const units = [
      { id: 'red', members: ['A', 'B'] },
      { id: 'blue', members: ['C'] },
    ];
    const floor = new Floor({ ...salesOffice, rotationUnit: 'team' }, '', { units });
    expect(floor.serve('1').visit.serverId).toBe('A');
    expect(floor.sheet.units.red?.members).toEqual(['B', 'A']);
    expect([floor.serve('2').visit.serverId, floor.next('3')]).toEqual(['C', 'B']);
  });

  test('with several visitors at once the mildest counts: helping a colleague on the side costs nobody the turn', () => {
    const rules: VisitRules = {
      ...salesOffice,
      busyWithAssist: 'keep',
      busyWithRequested: 'skip',
      busyWithNew: 'forfeit',
      whenNobodyFree: 'wait',
    };
    const floor = new Floor(rules, 'AB');
    floor.receive('own', { visitedBefore: true, names: ['A'] });
    floor.begin('own');
    expect(floor.next('new')).toBe('B');
    const costs = (helps: boolean, turned: boolean): string => {
      const { own, new: other } = floor.sheet.visits;
      if (!own || !other) throw new Error('they are both on the floor');
      const visits = { own, new: { ...other, helpers: helps ? ['A'] : [] } };
      const listed = turned ? Object.fromEntries(Object.entries(visits).toReversed()) : visits;
      return availability(rules, { ...floor.sheet, visits: listed }, null, 'A').effect;
    };
    expect([costs(false, false), costs(true, false), costs(true, true)]).toEqual(['skip', 'keep', 'keep']);
  });

  test('a make-up turn whose visitor leaves is there again, in front, until the next close', () => {
    const floor = new Floor(showroom, 'AB');
    floor.status('A', 'errand_company');
    floor.serve('1'); // B serves, A missed
    floor.status('A', 'on_floor');
    expect(floor.line).toBe('A+ A B');
    expect(floor.receive('2').visit).toMatchObject({ serverId: 'A', service: 'make_up' });
    expect(floor.line).toBe('A B');
    floor.take(visitorLeft(floor.sheet, { visitId: '2', reason: '未等' }, floor.now, null));
    expect(floor.line).toBe('A+ A B');
    expect(floor.sheet.makeUps['2:again']).toMatchObject({
      state: 'placed',
      staffId: 'A',
      unitId: 'uA',
      closingsLeft: 1,
    });
    expect(floor.entries.find(({ makeUpId }) => makeUpId === '2:again')).toMatchObject({
      kind: 'make_up_placed',
      from: null,
      to: 1,
    });
  });
});
