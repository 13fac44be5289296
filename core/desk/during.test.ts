import { describe, expect, test } from 'vitest';
import { addHelper, arrangeStandIn, changeConsultant, overrideVisit, visitorLeft } from './changes.ts';
import { acceptTurn, handOver, passTurn } from './during.ts';
import { finishVisit, reclassifyVisit } from './finish.ts';
import { isBusy } from './line.ts';
import { Floor, fourPositions, noFacts, ownedBy, salesOffice, showroom, visitInput } from './scene.testing.ts';
import { type VisitState, visitMoves } from './types.ts';

test('the life of a visit: every state is reached from the door, and the only dead ends are finished and left', () => {
  const reached = new Set<VisitState>(['waiting', 'called']);
  for (let size = 0; size !== reached.size; ) {
    size = reached.size;
    for (const state of [...reached]) for (const next of visitMoves[state]) reached.add(next);
  }
  const states = Object.keys(visitMoves) as VisitState[];
  expect([...reached].toSorted()).toEqual(states.toSorted());
  expect(states.filter((state) => visitMoves[state].length === 0)).toEqual(['finished', 'left']);
});

describe('you are up', () => {
  test('[S4.01.a06.order] only the person called may take the visitor; everybody later is told who has them', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.receive('1');
    const accept = (staffId: string) => acceptTurn(floor.sheet, { visitId: '1', staffId }, floor.now);
    expect(accept('B')).toMatchObject({ accepted: false, code: 'TURN_IS_ANOTHERS', detail: { staffId: 'A' } });
    floor.take(accept('A'));
    expect(accept('B')).toMatchObject({ accepted: false, code: 'TURN_ALREADY_TAKEN', detail: { staffId: 'A' } });
    expect(acceptTurn(floor.sheet, { visitId: '9', staffId: 'A' }, floor.now)).toMatchObject({
      code: 'VISIT_NOT_ON_FLOOR',
    });
  });

  test('[S4.01.a03.unit] in a team any free member may take the team’s turn, and the count goes with it', () => {
    const units = [{ id: 'red', members: ['A', 'B'] }];
    const floor = new Floor({ ...salesOffice, rotationUnit: 'team' }, '', { units });
    floor.receive('1');
    floor.take(acceptTurn(floor.sheet, { visitId: '1', staffId: 'B' }, floor.now));
    expect(floor.sheet.visits['1']).toMatchObject({ serverId: 'B', state: 'serving' });
    expect({ A: floor.count('A'), B: floor.count('B'), red: floor.sheet.unitCounts.red }).toEqual({
      A: 0,
      B: 1,
      red: 1,
    });
  });

  const pass = (floor: Floor, reason: Parameters<typeof passTurn>[3]['reason'], facts = noFacts, said = {}) =>
    passTurn(
      floor.rules,
      floor.sheet,
      facts,
      { visit: visitInput('1', said), staffId: 'A', reason, note: null },
      floor.now,
      'A',
    );

  test('[S4.01.a29.all] declining a customer gives the turn up, and the visitor goes to the next', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.receive('1');
    const { visit } = floor.take(pass(floor, 'declined'));
    expect(visit.serverId).toBe('B');
    expect({ line: floor.line, A: floor.count('A'), B: floor.count('B') }).toEqual({ line: 'C A B', A: 0, B: 1 });
    expect(floor.entries.map((entry) => entry.kind)).toContain('forfeited');
  });

  test('[S4.02.i07.leader] passing because of work a leader assigned owes a make-up turn', () => {
    const floor = new Floor(fourPositions, 'ABC');
    floor.receive('1');
    expect(floor.take(pass(floor, 'with_leader')).visit.serverId).toBe('B');
    expect(Object.values(floor.sheet.makeUps)).toMatchObject([
      { staffId: 'A', state: 'owed', missedBecause: 'with_leader' },
    ]);
    expect(floor.sheet.presence.A?.status).toBe('with_leader');
  });

  test('[S4.01.a16.nointerrupt] [S4.01.a30.nointerrupt] a reception that has begun is not passed on', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.receive('1');
    floor.begin('1');
    expect(pass(floor, 'own_work')).toMatchObject({ accepted: false, code: 'RECEPTION_MAY_NOT_BE_BROKEN_OFF' });
    const away = { staffId: 'A', status: 'meal' as const };
    expect(() => floor.status(away.staffId, away.status)).toThrow('STILL_WITH_CUSTOMER');
  });

  test('[S0.02.rec.5b] a courtesy reception for an absent colleague cannot be declined', () => {
    const floor = new Floor(showroom, 'ABC');
    floor.status('C', 'leave');
    const said = { visitedBefore: true, receivedBy: ['C'] };
    floor.receive('1', said);
    expect(pass(floor, 'declined', noFacts, said)).toMatchObject({
      accepted: false,
      code: 'COURTESY_MAY_NOT_BE_REFUSED',
    });
  });
});

describe('what was said at the door was not the whole story', () => {
  test('[S4.01.a12.handover] [S0.02.own.31] the visitor turns out to be B’s: handed to B, and the first gets the turn back at the head', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.receive('1');
    floor.begin('1');
    const facts = { ...noFacts, customer: ownedBy('B') };
    const corrected = visitInput('1', { visitedBefore: true, receivedBy: ['B'] });
    const { visit } = floor.take(handOver(salesOffice, floor.sheet, facts, corrected, floor.now, 'A'));
    expect(visit).toMatchObject({ serverId: 'B', service: 'own', state: 'called', number: 1 });
    expect({ A: floor.count('A'), B: floor.count('B'), line: floor.line }).toEqual({ A: 0, B: 0, line: 'A B C' });
    expect(isBusy(floor.sheet, 'A')).toBe(false);
  });

  test('[S4.01.a12.absent] the colleague they turn out to belong to is away: the first goes on as an assistant and keeps the turn', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.status('B', 'leave');
    floor.receive('1');
    floor.begin('1');
    const facts = { ...noFacts, customer: ownedBy('B') };
    const corrected = visitInput('1', { visitedBefore: true, receivedBy: ['B'] });
    const { visit } = floor.take(handOver(salesOffice, floor.sheet, facts, corrected, floor.now, 'A'));
    expect(visit).toMatchObject({ serverId: 'A', service: 'assist', onBehalfOf: 'B', state: 'serving' });
    expect({ A: floor.count('A'), line: floor.line }).toEqual({ A: 0, line: 'A B C' });
  });

  test('[S4.01.a10.single] with nothing new to tell, a customer is not handed from one to another', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.receive('1');
    expect(handOver(salesOffice, floor.sheet, noFacts, visitInput('1'), floor.now, 'A')).toMatchObject({
      code: 'NOTHING_TO_HAND_OVER',
    });
  });

  test('a reception that should not have counted is reversed by the supervisor: count off, turn back at the head', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.receive('1', { purpose: 'not_stated' });
    floor.next('2');
    const { visit } = floor.finish('1');
    const undone = reclassifyVisit(floor.sheet, { visit, counts: false, reason: '推销人员' }, floor.now, 'boss');
    floor.take(undone);
    expect({ A: floor.count('A'), line: floor.line }).toEqual({ A: 0, line: 'A C B' });
    expect(reclassifyVisit(floor.sheet, { visit, counts: false, reason: ' ' }, floor.now, 'boss')).toMatchObject({
      code: 'REASON_REQUIRED',
    });
  });

  test('[S4.02.i09.inquiry] somebody who came for another matter and then asks about buying counts as one reception', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.receive('1', { purpose: 'looking_for_person' });
    const { visit } = floor.finish('1');
    floor.take(reclassifyVisit(floor.sheet, { visit, counts: true, reason: '询问购房' }, floor.now, 'boss'));
    expect({ C: floor.count('C'), line: floor.line }).toEqual({ C: 1, line: 'A B C' });
  });
});

describe('another consultant, and help', () => {
  const change = (floor: Floor, toStaffId: string | null, reason = '客户坚持') =>
    changeConsultant(floor.rules, floor.sheet, { visitId: '1', toStaffId, reason }, floor.now, 'boss');

  test('[S4.01.a16.change] on strong demand the later consultant owns the customer; one count in all, the first’s turn stays used', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.receive('1');
    floor.begin('1');
    const { visit, owner } = floor.take(change(floor, 'C'));
    expect(visit).toMatchObject({ serverId: 'C', state: 'called' });
    expect(owner).toEqual({
      kind: 'transfer',
      ownerId: 'C',
      previousOwnerId: 'A',
      closesPrevious: true,
      needs: 'supervisor',
    });
    expect({ A: floor.count('A'), C: floor.count('C'), line: floor.line }).toEqual({ A: 1, C: 0, line: 'B C A' });
  });

  test('[S4.01.a16.change] nobody in particular demanded: the consultant on turn; without a reason or to a busy colleague: refused', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.receive('1');
    expect(change(floor, 'A')).toMatchObject({ code: 'SAME_CONSULTANT' });
    expect(change(floor, 'B', '')).toMatchObject({ code: 'REASON_REQUIRED' });
    floor.receive('2');
    expect(change(floor, 'B')).toMatchObject({ code: 'COLLEAGUE_NOT_FREE' });
    expect(floor.take(change(floor, null)).visit.serverId).toBe('C');
  });

  test('[S4.01.a10.assist] [S4.01.a46] helpers for a large party are not counted and keep their place', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.receive('1', { partySize: 12 });
    const help = (staffId: string) =>
      addHelper(floor.sheet, { visitId: '1', staffId, reason: null }, floor.now, 'boss');
    floor.take(help('B'));
    expect(help('B')).toMatchObject({ code: 'ALREADY_BEING_SERVED' });
    expect(floor.next('2')).toBe('C');
    floor.finish('1');
    expect({ B: floor.count('B'), next: floor.next('3') }).toEqual({ B: 0, next: 'B' });
  });

  test('[S4.02.i10.closed] while serving a closed customer a stand-in takes the turn: counted for, and owned by, the person stood in for', () => {
    const floor = new Floor(fourPositions, 'ABC');
    floor.receive(
      '1',
      { visitedBefore: true, receivedBy: ['A'] },
      { customer: ownedBy('A', true, { standing: 'closed' }) },
    );
    floor.take(arrangeStandIn(fourPositions, floor.sheet, { visitId: '1', standIn: 'C' }, floor.now, 'A'));
    const { visit, owner } = floor.receive('2');
    expect(visit).toMatchObject({ serverId: 'C', service: 'stand_in', onBehalfOf: 'A' });
    expect(owner.ownerId).toBe('A');
    expect({ A: floor.count('A'), C: floor.count('C'), line: floor.line }).toEqual({ A: 1, C: 0, line: 'B C A' });
  });

  test('[S4.02.i10.notclosed] no stand-in while serving a new or not yet closed customer', () => {
    const floor = new Floor(fourPositions, 'ABC');
    floor.receive('1', { visitedBefore: true, receivedBy: ['A'] }, { customer: ownedBy('A') });
    const arrange = (visitId: string) =>
      arrangeStandIn(fourPositions, floor.sheet, { visitId, standIn: 'next' }, floor.now, 'A');
    expect(arrange('1')).toMatchObject({
      accepted: false,
      code: 'STAND_IN_NOT_ALLOWED',
      clauses: ['S4.02.i10.notclosed'],
    });
    floor.receive('2');
    expect(arrange('2')).toMatchObject({ code: 'STAND_IN_NOT_ALLOWED' });
  });

  test('a visitor who leaves before being served gives the turn back; one being served is finished, not left', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.receive('1');
    floor.take(visitorLeft(floor.sheet, { visitId: '1', reason: '等不及' }, floor.now, null));
    expect({ A: floor.count('A'), line: floor.line, here: Object.keys(floor.sheet.visits) }).toEqual({
      A: 0,
      line: 'A B C',
      here: [],
    });
    floor.receive('2');
    floor.begin('2');
    expect(visitorLeft(floor.sheet, { visitId: '2', reason: null }, floor.now, null)).toMatchObject({
      code: 'ALREADY_BEING_SERVED',
    });
  });

  test('[S4.01.a04.adjust] a supervisor gives the visitor to somebody else, with a reason, and the first gets the turn back', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.receive('1');
    const over = (reason: string) =>
      overrideVisit(floor.sheet, { visitId: '1', staffId: 'C', counts: true, reason }, floor.now, 'boss');
    expect(over('')).toMatchObject({ code: 'REASON_REQUIRED' });
    floor.take(over('语言'));
    expect({ A: floor.count('A'), C: floor.count('C'), line: floor.line }).toEqual({ A: 0, C: 1, line: 'A B C' });
    expect(floor.entries.at(-1)).toMatchObject({ kind: 'override', reason: '语言', by: 'boss' });
  });
});

describe('the farewell', () => {
  test('[S4.01.a27] the move to the end made at the start is confirmed at the end; receptions keep the order they began in', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.receive('1');
    floor.receive('2');
    floor.finish('2');
    floor.finish('1');
    expect(floor.line).toBe('C A B');
    expect(floor.entries.filter((entry) => entry.kind === 'turn_used')).toHaveLength(2);
  });

  test('[S4.02.i06] four positions: whoever comes back to the desk first stands first of those who come back', () => {
    const floor = new Floor(fourPositions, 'ABC');
    floor.receive('1');
    floor.receive('2');
    floor.finish('2');
    floor.finish('1');
    expect(floor.line).toBe('C B A');
  });

  test('[S4.01.a28] an unrecorded customer leaves a registration to be done; a solicitor does not', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.receive('1');
    expect(floor.finish('1').registrationDue).toBe(true);
    floor.receive('2', { purpose: 'solicitor' });
    expect(floor.finish('2').registrationDue).toBe(false);
    floor.receive('3', { visitedBefore: true, receivedBy: ['A'] }, { customer: ownedBy('A') });
    expect(floor.finish('3').registrationDue).toBe(false);
  });

  test('finishing refuses a visit that is not here, and one nobody was called for', () => {
    const floor = new Floor(salesOffice, 'A');
    floor.status('A', 'meal');
    floor.receive('1');
    const finish = (visitId: string) =>
      finishVisit(salesOffice, floor.sheet, { visitId, explainedTo: null }, floor.now, null);
    expect(finish('9')).toMatchObject({ code: 'VISIT_NOT_ON_FLOOR' });
    expect(finish('1')).toMatchObject({ code: 'NOBODY_CALLED_YET' });
  });
});
