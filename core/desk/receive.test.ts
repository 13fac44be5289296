import { describe, expect, test } from 'vitest';
import { receiveVisit } from './receive.ts';
import {
  club,
  Floor,
  fourPositions,
  noFacts,
  ownedBy,
  record,
  salesOffice,
  showroom,
  visitInput,
} from './scene.testing.ts';

const workload = (staffId: string, overdueFollowUps: number) => ({
  workload: { [staffId]: { overdueFollowUps, unfinishedRegistrations: 0 } },
});

describe('new customers in order', () => {
  test('[S4.01.a06.order] [S4.01.a42] [S0.02.rec.1] new groups go down the line, one count each', () => {
    const floor = new Floor(salesOffice, 'ABC');
    expect(['1', '2', '3'].map((id) => floor.next(id))).toEqual(['A', 'B', 'C']);
    expect(['A', 'B', 'C'].map((name) => floor.count(name))).toEqual([1, 1, 1]);
  });

  test('[S4.01.a27] [S0.02.rec.4] the turn is marked on the sheet and its holder goes to the end, round and round', () => {
    const floor = new Floor(salesOffice, 'ABC');
    const { visit, counted, owner } = floor.receive('1');
    expect({ counted, used: visit.turnUsed, owner: owner.ownerId, kind: owner.kind }).toEqual({
      counted: true,
      used: true,
      owner: 'A',
      kind: 'new',
    });
    expect(floor.line).toBe('B C A');
    expect(floor.entries.at(-1)).toMatchObject({ kind: 'reception', staffId: 'A', delta: 1, from: 1, to: 3 });
    floor.finish('1');
    floor.serve('2');
    floor.serve('3');
    expect(floor.next('4')).toBe('A');
  });

  test('[S4.01.a03.unit] a team takes the turn, its members rotate inside it, and both are counted', () => {
    const units = [
      { id: 'red', members: ['A', 'B'] },
      { id: 'blue', members: ['C', 'D'] },
    ];
    const floor = new Floor({ ...salesOffice, rotationUnit: 'team' }, '', { units });
    expect(['1', '2', '3'].map((id) => floor.next(id))).toEqual(['A', 'C', 'B']);
    expect(floor.sheet.unitCounts).toEqual({ red: 2, blue: 1 });
    expect(floor.sheet.units.red?.members).toEqual(['A', 'B']);
  });

  test('[S4.01.a12.ask] [S0.02.rec.5] nobody is assigned before both questions are asked and answered', () => {
    const ask = (said: object) =>
      receiveVisit(
        salesOffice,
        new Floor(salesOffice, 'AB').sheet,
        noFacts,
        visitInput('1', said),
        '2024-03-04T01:00:00.000Z',
        null,
      );
    expect(ask({ visitedBefore: null })).toMatchObject({ accepted: false, code: 'QUESTIONS_UNANSWERED' });
    expect(ask({ visitedBefore: true, receivedBy: null })).toMatchObject({
      accepted: false,
      detail: { receivedBy: false },
    });
    expect(ask({ visitedBefore: true, receivedBy: null, forgotten: true }).accepted).toBe(true);
    expect(ask({ visitedBefore: false }).accepted).toBe(true);
  });

  test('[S4.01.a50] two groups that agreed to come together are one group and one count', () => {
    const floor = new Floor(salesOffice, 'AB');
    const decision = receiveVisit(salesOffice, floor.sheet, noFacts, visitInput('1', { parties: 2 }), floor.now, null);
    expect(decision.clauses).toContain('S4.01.a50');
    floor.take(decision);
    expect(floor.count('A')).toBe(1);
  });

  test('[S4.01.a10.single] a visit already received is not received again, and the refusal names the server', () => {
    const floor = new Floor(salesOffice, 'AB');
    floor.receive('1');
    const again = receiveVisit(salesOffice, floor.sheet, noFacts, visitInput('1'), floor.now, null);
    expect(again).toMatchObject({ accepted: false, code: 'VISIT_ALREADY_RECEIVED', detail: { staffId: 'A' } });
  });
});

describe('the unit on turn cannot take it', () => {
  test('[S4.01.a11.skip] passed while serving a customer who asked for them: skipped, end of the line, nothing owed', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.receive('1', { visitedBefore: true, receivedBy: ['A'] }, { customer: ownedBy('A') });
    expect(floor.next('2')).toBe('B');
    expect(floor.line).toBe('C A B');
    expect(floor.kinds('2')).toEqual(['skipped A', 'reception B']);
    expect(floor.sheet.makeUps).toEqual({});
  });

  test('[S4.01.a18] passed while helping a colleague: the place is kept and the next turn is theirs', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.status('C', 'leave');
    floor.receive('1', { names: ['C'], visitedBefore: true, receivedBy: ['C'] }, { customer: ownedBy('C') });
    expect(floor.next('2')).toBe('B');
    floor.finish('1');
    expect(floor.next('3')).toBe('A');
    expect(floor.count('A')).toBe(1);
  });

  test('[S4.01.a09.personal] away for a personal reason: the turn is given up and nothing is owed', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.status('A', 'errand_personal');
    expect(floor.next('1')).toBe('B');
    expect(floor.kinds('1')).toEqual(['forfeited A', 'reception B']);
    expect(floor.line).toBe('C A B');
    expect(floor.sheet.makeUps).toEqual({});
  });

  test('[S4.01.a09.personal] on leave the whole day: every turn that comes round is given up', () => {
    const floor = new Floor(salesOffice, 'AB');
    floor.status('A', 'leave');
    for (const id of ['1', '2', '3']) {
      expect(floor.next(id)).toBe('B');
      floor.finish(id);
    }
    expect(floor.entries.filter((entry) => entry.kind === 'forfeited')).toHaveLength(3);
  });

  test('[S4.01.a09.official] [S0.02.rec.3] away on company business: the next in order serves and the turn is missed, to be made up', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.status('A', 'errand_company');
    expect(floor.next('1')).toBe('B');
    expect(floor.kinds('1')).toEqual(['missed A', 'reception B']);
    expect(Object.values(floor.sheet.makeUps)).toMatchObject([
      { staffId: 'A', state: 'owed', missedBecause: 'errand_company' },
    ]);
  });

  test('[S4.02.i07.busy] the first is at own paperwork: the second receives, the first is skipped without a make-up', () => {
    const floor = new Floor(fourPositions, 'ABCD');
    floor.status('A', 'own_work');
    expect(floor.next('1')).toBe('B');
    expect(floor.kinds('1')).toEqual(['skipped A', 'reception B']);
    expect(floor.sheet.makeUps).toEqual({});
  });

  test('[S1.19.x.6] at a meal: no turn and no make-up', () => {
    const floor = new Floor(club, 'ABC');
    floor.status('A', 'meal');
    expect(floor.next('1')).toBe('B');
    expect(floor.sheet.makeUps).toEqual({});
    expect(floor.line).toBe('C A B');
  });

  test('[S4.02.i10.notclosed] turn comes round while serving a new customer: it passes to the next in line', () => {
    const floor = new Floor(fourPositions, 'ABC');
    floor.receive('1'); // A
    floor.serve('2'); // B
    floor.serve('3'); // C: A is first again and still busy
    expect(floor.next('4')).toBe('B');
    expect(floor.kinds('4')).toEqual(['skipped A', 'reception B']);
  });

  test('[S1.19.x.7] a consultant sees one guest out before taking another: the next guest waits', () => {
    const floor = new Floor(club, 'AB');
    floor.receive('1');
    floor.receive('2');
    const third = floor.receive('3');
    expect(third.visit).toMatchObject({ state: 'waiting', serverId: null });
    expect(third.hints).toContain('nobody_free');
    expect(floor.finish('1').nextWaiting).toBe('3');
    expect(floor.receive('3').visit).toMatchObject({ serverId: 'A', number: 3 });
  });

  test('[S4.01.a30.understaffed] everybody busy: the first in order looks after both, and nothing is broken off', () => {
    const floor = new Floor(salesOffice, 'AB');
    floor.receive('1');
    floor.begin('1');
    floor.receive('2');
    const third = floor.receive('3');
    expect(third.visit).toMatchObject({ service: 'parallel', serverId: 'A' });
    expect(floor.sheet.visits['1']).toMatchObject({ state: 'serving', serverId: 'A' });
    expect(floor.count('A')).toBe(2);
    expect(floor.line).toBe('B A');
  });

  test('[S4.01.a04.prompt] nobody on the floor: the visitor is on the sheet, waiting, and nobody loses a place', () => {
    const floor = new Floor(salesOffice, 'AB');
    floor.status('A', 'meal');
    floor.status('B', 'meal');
    expect(floor.receive('1').visit.state).toBe('waiting');
    expect(floor.line).toBe('A B');
  });

  test('overdue follow-ups at the limit withhold the turn; one below does not; a named customer is served all the same', () => {
    const rules = { ...salesOffice, withholdOverdueFollowUps: 3 };
    const below = new Floor(rules, 'AB');
    expect(below.receive('1', {}, workload('A', 2)).visit.serverId).toBe('A');
    const at = new Floor(rules, 'AB');
    expect(at.receive('1', {}, workload('A', 3)).visit.serverId).toBe('B');
    const named = new Floor(rules, 'AB');
    expect(named.receive('1', { names: ['A'] }, workload('A', 3)).visit.serverId).toBe('A');
  });

  test('when everybody is withheld the visitor is still received, by the first of them, and the supervisor is told', () => {
    const floor = new Floor({ ...salesOffice, withholdOverdueFollowUps: 1 }, 'A');
    const { visit, hints } = floor.receive('1', {}, workload('A', 5));
    expect(visit.serverId).toBe('A');
    expect(hints).toContain('supervisor_informed');
  });
});

describe('a visitor who names somebody', () => {
  test('[S4.01.a11.keep] [S4.01.a44] a returning customer names X: X serves, nothing counts, nobody moves', () => {
    const floor = new Floor(salesOffice, 'ABC');
    const { visit, counted, owner } = floor.receive(
      '1',
      { names: ['B'], visitedBefore: true, receivedBy: ['B'] },
      { customer: ownedBy('B') },
    );
    expect({ server: visit.serverId, counted, owner: owner.ownerId }).toEqual({
      server: 'B',
      counted: false,
      owner: 'B',
    });
    expect(floor.line).toBe('A B C');
    expect(floor.next('2')).toBe('A');
  });

  test('[S4.01.a11.keep] the named consultant whose turn has not come goes on in the same place', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.receive('1', { names: ['B'], visitedBefore: true, receivedBy: ['B'] }, { customer: ownedBy('B') });
    floor.finish('1');
    expect([floor.next('2'), floor.next('3')]).toEqual(['A', 'B']);
  });

  test('[S4.01.a12.handover] a first visit that names X goes to X, counted, and the one on turn keeps the head', () => {
    const floor = new Floor(salesOffice, 'ABC');
    const { visit, counted } = floor.receive('1', { names: ['B'] });
    expect(visit).toMatchObject({ row: 'named_first', serverId: 'B', turnUsed: true });
    expect(counted).toBe(true);
    expect(floor.line).toBe('A C B');
  });

  test('[S0.02.rec.51] showroom: a first visitor who names X is X’s, outside the order', () => {
    const floor = new Floor(showroom, 'ABC');
    const { counted, owner } = floor.receive('1', { names: ['B'] });
    expect({ counted, owner: owner.ownerId }).toEqual({ counted: false, owner: 'B' });
    expect(floor.line).toBe('A B C');
  });

  test('[S4.01.a12.absent] [S4.01.a23.brief] a named consultant who is away: the one on turn assists, uncounted, keeps the turn, briefs the owner', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.status('C', 'errand_company');
    const { visit, counted, owner, hints } = floor.receive(
      '1',
      { names: ['C'], visitedBefore: true, receivedBy: ['C'] },
      { customer: ownedBy('C') },
    );
    expect(visit).toMatchObject({ serverId: 'A', service: 'assist', onBehalfOf: 'C', turnUsed: false });
    expect({ counted, owner: owner.ownerId }).toEqual({ counted: false, owner: 'C' });
    expect(hints).toContain('brief_owner');
    expect(floor.line).toBe('A B C');
    expect(floor.finish('1').briefStaffId).toBe('C');
    expect(floor.next('2')).toBe('A');
  });

  test('[S0.02.own.33] showroom case 3: the stand-in for an absent B is no desk turn and the customer stays B’s', () => {
    const floor = new Floor(showroom, 'ABC');
    floor.status('B', 'leave');
    const { visit, counted, owner } = floor.receive('1', { visitedBefore: true, receivedBy: ['B'] });
    expect({ server: visit.serverId, service: visit.service, counted, owner: owner.ownerId }).toEqual({
      server: 'A',
      service: 'assist',
      counted: false,
      owner: 'B',
    });
  });

  test('[S4.01.a15] the named consultant is with a customer: the colleague they choose assists, else the last in line; both keep their place', () => {
    const busy = () => {
      const floor = new Floor(salesOffice, 'ABCD');
      floor.receive('1'); // A is serving; line B C D A
      return floor;
    };
    const said = { visitedBefore: true, receivedBy: ['A'] };
    const last = busy();
    const byLast = last.receive('2', said, { customer: ownedBy('A') });
    expect(byLast.visit).toMatchObject({ serverId: 'D', service: 'assist', onBehalfOf: 'A' });
    expect({ counted: byLast.counted, owner: byLast.owner.ownerId, line: last.line }).toEqual({
      counted: false,
      owner: 'A',
      line: 'B C D A',
    });
    const chosen = busy();
    expect(chosen.receive('2', { ...said, entrustedTo: 'B' }, { customer: ownedBy('A') }).visit.serverId).toBe('B');
    expect(chosen.next('3')).toBe('C'); // B is assisting and keeps the head
    chosen.finish('2');
    expect(chosen.next('4')).toBe('B');
  });

  test('[S0.02.rec.5b] showroom: the earlier consultant is busy, so the one on turn must receive, without using the turn', () => {
    const floor = new Floor(showroom, 'ABC');
    floor.receive('1'); // A; line B C A
    const { visit, counted } = floor.receive(
      '2',
      { visitedBefore: true, receivedBy: ['A'] },
      { customer: ownedBy('A') },
    );
    expect(visit).toMatchObject({ serverId: 'B', onBehalfOf: 'A' });
    expect(counted).toBe(false);
    expect(floor.line).toBe('B C A');
  });

  test('[S4.01.a17.lapse] the customer still asks for the consultant whose protection lapsed: their choice wins, counted anew', () => {
    const floor = new Floor(salesOffice, 'ABC');
    const said = { names: ['B'], visitedBefore: true, receivedBy: ['B'] };
    const { visit, counted, owner, hints } = floor.receive('1', said, { customer: ownedBy('B', false) });
    expect(visit).toMatchObject({ row: 'lapsed_named', serverId: 'B' });
    expect({ counted, owner: owner.kind, closes: owner.closesPrevious }).toEqual({
      counted: true,
      owner: 'new',
      closes: true,
    });
    expect(hints).toContain('supervisor_informed');
    expect(floor.line).toBe('A C B');
    const strict = new Floor({ ...salesOffice, lapsedNamed: 'rotation' }, 'ABC');
    expect(strict.receive('1', said, { customer: ownedBy('B', false) }).visit).toMatchObject({
      row: 'lapsed_as_new',
      serverId: 'A',
    });
  });

  test('[S0.02.own.38] showroom case 8: on a later visit the customer names another: that person serves, the result is shared', () => {
    const floor = new Floor(showroom, 'ABC');
    const { visit, counted, owner } = floor.receive(
      '1',
      { names: ['C'], visitedBefore: true, receivedBy: ['B'] },
      { customer: ownedBy('B') },
    );
    expect({ server: visit.serverId, counted }).toEqual({ server: 'C', counted: false });
    expect(owner).toMatchObject({ kind: 'share', ownerId: 'C', previousOwnerId: 'B' });
  });

  test('[S0.02.own.36] showroom case 6: who only wants a better discount from another stays with the owner', () => {
    const floor = new Floor(showroom, 'ABC');
    const said = { names: ['C'], visitedBefore: true, receivedBy: ['B'], wantsDiscountOnly: true };
    const { visit, owner } = floor.receive('1', said, { customer: ownedBy('B') });
    expect({ server: visit.serverId, row: visit.row, owner: owner.ownerId }).toEqual({
      server: 'B',
      row: 'discount_seeker',
      owner: 'B',
    });
  });

  test('[S0.02.own.35] showroom case 5: names several, chooses none: the first of them who is there, else the one on turn', () => {
    const said = { visitedBefore: true, receivedBy: ['B', 'C'] };
    const customer = ownedBy('B', true, {
      registrations: [
        { staffId: 'B', live: true },
        { staffId: 'C', live: true },
      ],
    });
    const floor = new Floor(showroom, 'ABC');
    expect(floor.receive('1', said, { customer }).visit.serverId).toBe('B');
    const away = new Floor(showroom, 'ABC');
    away.status('B', 'leave');
    expect(away.receive('1', said, { customer })).toMatchObject({
      visit: { serverId: 'C' },
      owner: { ownerId: 'B' },
      counted: false,
    });
    away.finish('1');
    away.status('C', 'leave');
    expect(away.receive('2', said, { customer })).toMatchObject({ visit: { serverId: 'A' }, counted: false });
  });

  test('[S0.02.own.32] showroom case 2: the customer will not see B and wants A: A serves, no turn, A’s from now on', () => {
    const floor = new Floor(showroom, 'ABC');
    const said = { visitedBefore: true, receivedBy: ['B'], refuses: 'B', names: ['C'] };
    const { visit, counted, owner } = floor.receive('1', said, { customer: ownedBy('B') });
    expect({ server: visit.serverId, counted }).toEqual({ server: 'C', counted: false });
    expect(owner).toMatchObject({ kind: 'transfer', ownerId: 'C', previousOwnerId: 'B', needs: null });
  });

  test('[S0.02.own.34] showroom case 4: a complaint moves the customer only once the supervisor has confirmed it', () => {
    const floor = new Floor(showroom, 'ABC');
    const said = { visitedBefore: true, receivedBy: ['B'], complainsAbout: 'B' };
    const { visit, counted, owner } = floor.receive('1', said, { customer: ownedBy('B') });
    expect({ server: visit.serverId, counted }).toEqual({ server: 'A', counted: false });
    expect(owner).toMatchObject({ kind: 'transfer', ownerId: 'A', previousOwnerId: 'B', needs: 'supervisor' });
    expect(floor.line).toBe('A B C');
  });

  test('[S0.02.own.23] whom the customer will not see never serves them, be it their turn or as an assistant', () => {
    const floor = new Floor(showroom, 'ABC');
    const said = { visitedBefore: true, receivedBy: ['A'], refuses: 'A' };
    const { visit, owner } = floor.receive('1', said, { customer: ownedBy('A') });
    expect({ server: visit.serverId, owner: owner.ownerId }).toEqual({ server: 'B', owner: 'B' });
    floor.status('C', 'leave');
    const absent = floor.receive('2', { ...said, names: ['C'] }, { customer: ownedBy('A') });
    expect(absent.visit.serverId).not.toBe('A');
  });

  test('[S0.02.own.37] showroom case 7: was here, cannot recall by whom: the one on turn, and it is a turn', () => {
    const floor = new Floor(showroom, 'ABC');
    const { visit, counted } = floor.receive('1', { visitedBefore: true, forgotten: true });
    expect({ row: visit.row, server: visit.serverId, counted }).toEqual({
      row: 'forgotten',
      server: 'A',
      counted: true,
    });
    const valid = new Floor(showroom, 'ABC').receive(
      '1',
      { visitedBefore: true, forgotten: true },
      { customer: ownedBy('B') },
    );
    expect(valid).toMatchObject({
      counted: true,
      owner: { kind: 'transfer', previousOwnerId: 'B', needs: 'supervisor' },
    });
  });

  test('[S0.02.own.31] showroom case 1: B received them before and is there: handed to B, even after the file has lapsed', () => {
    const floor = new Floor(showroom, 'ABC');
    for (const live of [true, false]) {
      const said = { visitedBefore: true, receivedBy: ['B'] };
      const { visit, counted, owner } = floor.receive(`v${live}`, said, { customer: ownedBy('B', live) });
      expect({ server: visit.serverId, counted, owner: owner.ownerId }).toEqual({
        server: 'B',
        counted: false,
        owner: 'B',
      });
      floor.finish(`v${live}`);
    }
  });
});

describe('returning customers who name nobody', () => {
  test('[S4.01.a17.first] a live claim: the owner serves, uncounted', () => {
    const floor = new Floor(salesOffice, 'ABC');
    const { visit, counted } = floor.receive('1', { visitedBefore: true, forgotten: true }, { customer: ownedBy('C') });
    expect({ row: visit.row, server: visit.serverId, counted }).toEqual({
      row: 'own_returning',
      server: 'C',
      counted: false,
    });
  });

  test('[S4.01.a17.lapse] a lapsed claim: a new customer for the one on turn, and the old tie is closed', () => {
    const floor = new Floor(salesOffice, 'ABC');
    const { visit, counted, owner } = floor.receive(
      '1',
      { visitedBefore: true, receivedBy: ['C'] },
      { customer: ownedBy('C', false) },
    );
    expect({ row: visit.row, server: visit.serverId, counted }).toEqual({
      row: 'lapsed_as_new',
      server: 'A',
      counted: true,
    });
    expect(owner).toEqual({ kind: 'new', ownerId: 'A', previousOwnerId: 'C', closesPrevious: true, needs: null });
  });

  test('[S0.02.rec.52] showroom: a customer coming back never uses a turn, whoever serves', () => {
    const floor = new Floor(showroom, 'ABC');
    floor.receive('1', { visitedBefore: true, receivedBy: ['A'] }, { customer: ownedBy('A') });
    floor.finish('1');
    floor.status('A', 'leave');
    floor.receive('2', { visitedBefore: true, receivedBy: ['A'] }, { customer: ownedBy('A') });
    expect(floor.sheet.staffCounts).toEqual({});
  });

  test('[S4.02.i08.count] [S4.02.i08.sameday] unpaid: counts for the owner once a day and uses the turn; paid: does not count', () => {
    const floor = new Floor(fourPositions, 'ABC');
    const said = { visitedBefore: true, receivedBy: ['A'] };
    expect(floor.receive('1', said, { customer: ownedBy('A') }).counted).toBe(true);
    expect(floor.line).toBe('B C A');
    floor.finish('1');
    expect(floor.receive('2', said, { customer: ownedBy('A') }).counted).toBe(false);
    floor.finish('2');
    expect(floor.count('A')).toBe(1);
    const paid = floor.receive('3', said, {
      customer: ownedBy('B', true, { customerId: 'k2', standing: 'intention_paid' }),
    });
    expect(paid.counted).toBe(false);
  });

  test('[S4.01.a47] an existing customer who comes straight to book another unit is the owner’s, uncounted', () => {
    const floor = new Floor(fourPositions, 'ABC');
    const said = { visitedBefore: true, receivedBy: ['B'], purpose: 'direct_booking' as const };
    expect(floor.receive('1', said, { customer: ownedBy('B') })).toMatchObject({
      visit: { serverId: 'B', row: 'direct_booking' },
      counted: false,
    });
  });

  test('[S4.01.a13.refund] a refunded customer: new for the one on turn, unless they ask for the original on the spot', () => {
    const customer = ownedBy('C', false, { standing: 'refunded' });
    const unnamed = new Floor(salesOffice, 'ABC').receive(
      '1',
      { visitedBefore: true, receivedBy: ['C'] },
      { customer },
    );
    expect(unnamed).toMatchObject({ visit: { row: 'refunded_as_new', serverId: 'A' }, counted: true });
    const named = new Floor(salesOffice, 'ABC').receive(
      '1',
      { visitedBefore: true, receivedBy: ['C'], names: ['C'] },
      { customer },
    );
    expect(named).toMatchObject({
      visit: { row: 'refunded_named', serverId: 'C' },
      counted: false,
      owner: { ownerId: 'C' },
    });
  });

  test('[S1.19.x.3] club: a returning guest without voucher or card goes by rotation and counts', () => {
    const floor = new Floor(club, 'ABC');
    const { visit, counted } = floor.receive(
      '1',
      { visitedBefore: true, receivedBy: ['C'] },
      { customer: ownedBy('C') },
    );
    expect({ row: visit.row, server: visit.serverId, counted }).toEqual({
      row: 'returning_by_rotation',
      server: 'A',
      counted: true,
    });
  });
});

describe('brought by somebody, recognised by somebody', () => {
  const referrer = { customerId: 'k9', standing: 'closed' as const, originalConsultantId: 'C' };

  test('[S4.01.a13.referralnamed] [S4.01.a49.named] brought by an old customer who names the original: that consultant, counted', () => {
    const floor = new Floor(salesOffice, 'ABC');
    const { visit, counted, owner } = floor.receive('1', { names: ['C'] }, { referrer });
    expect({ row: visit.row, server: visit.serverId, counted, owner: owner.ownerId }).toEqual({
      row: 'referral_named',
      server: 'C',
      counted: true,
      owner: 'C',
    });
    expect(floor.line).toBe('A B C');
    expect(floor.next('2')).toBe('A');
  });

  test('[S4.01.a49.named] the named original is away: the one on turn assists, the count is the original’s and no place moves', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.status('C', 'errand_company');
    const { visit, owner } = floor.receive('1', { names: ['C'] }, { referrer });
    expect(visit).toMatchObject({ serverId: 'A', onBehalfOf: 'C', turnUsed: false });
    expect({ A: floor.count('A'), C: floor.count('C'), owner: owner.ownerId, line: floor.line }).toEqual({
      A: 0,
      C: 1,
      owner: 'C',
      line: 'A B C',
    });
  });

  test('[S4.01.a13.referralunnamed] [S4.01.a49.unnamed] brought by an old customer, nobody named: the one on turn, counted', () => {
    const floor = new Floor(salesOffice, 'ABC');
    expect(floor.receive('1', {}, { referrer })).toMatchObject({
      visit: { row: 'referral_unnamed', serverId: 'A' },
      counted: true,
    });
  });

  test('[S0.02.own.310] showroom case 10: whoever an old customer brings belongs to the original consultant, no turn', () => {
    const floor = new Floor(showroom, 'ABC');
    const { visit, counted, owner } = floor.receive('1', {}, { referrer });
    expect({ server: visit.serverId, counted, owner: owner.ownerId }).toEqual({
      server: 'C',
      counted: false,
      owner: 'C',
    });
  });

  test('[S0.02.own.310] showroom: even named elsewhere, an introduced customer is owned by the introducer’s consultant', () => {
    const { visit, owner } = new Floor(showroom, 'ABC').receive('1', { names: ['B'] }, { referrer });
    expect({ server: visit.serverId, owner: owner.ownerId }).toEqual({ server: 'B', owner: 'C' });
  });

  test('[S0.02.own.311] showroom case 11: a later family member belongs to whoever received the first', () => {
    const customer = record({ receivedBefore: false, standing: 'none', familyFirstReceivedBy: 'B' });
    const floor = new Floor(showroom, 'ABC');
    expect(floor.receive('1', {}, { customer })).toMatchObject({
      visit: { row: 'family', serverId: 'B' },
      counted: false,
      owner: { ownerId: 'B' },
    });
  });

  test('[S4.01.a14] recognised at the door: one’s own customer without a turn, a person with no record with one', () => {
    const own = new Floor(salesOffice, 'ABC');
    expect(
      own.receive('1', { recognisedBy: 'B', visitedBefore: true, forgotten: true }, { customer: ownedBy('B') }),
    ).toMatchObject({
      visit: { row: 'recognised_own', serverId: 'B' },
      counted: false,
    });
    const unknown = new Floor(salesOffice, 'ABC');
    expect(unknown.receive('1', { recognisedBy: 'B' })).toMatchObject({
      visit: { row: 'recognised_unowned', serverId: 'B' },
      counted: true,
    });
    expect(unknown.line).toBe('A C B');
  });

  test('[S4.01.a14] recognising never overrides a colleague’s live claim', () => {
    const floor = new Floor(salesOffice, 'ABC');
    const said = { recognisedBy: 'B', visitedBefore: true, forgotten: true };
    expect(floor.receive('1', said, { customer: ownedBy('C') })).toMatchObject({
      visit: { serverId: 'C' },
      owner: { ownerId: 'C' },
    });
  });

  test('[S0.02.rec.51b] showroom: knowing a visitor who names nobody changes nothing', () => {
    const floor = new Floor(showroom, 'ABC');
    const decision = receiveVisit(
      showroom,
      floor.sheet,
      noFacts,
      visitInput('1', { recognisedBy: 'B' }),
      floor.now,
      null,
    );
    expect(decision.rejected).toContainEqual({
      what: 'B',
      reason: 'acquaintance_gives_no_priority',
      clauses: ['S0.02.rec.51b'],
    });
    expect(floor.take(decision).visit.serverId).toBe('A');
  });

  test('[S1.19.x.1] [S1.19.x.5] club: a voucher or name card makes its consultant the designated one, without a turn', () => {
    const floor = new Floor(club, 'ABC');
    const { visit, counted } = floor.receive('1', { proof: { kind: 'trial_voucher', staffId: 'C' } });
    expect({ server: visit.serverId, counted }).toEqual({ server: 'C', counted: false });
    expect(floor.line).toBe('A B C');
  });

  test('[S1.19.x.4] club: a company gift voucher makes a new guest for the rotation', () => {
    const floor = new Floor(club, 'ABC');
    const said = { proof: { kind: 'gift_voucher' as const, staffId: 'C' } };
    expect(floor.receive('1', said)).toMatchObject({ visit: { row: 'gift_guest', serverId: 'A' }, counted: true });
  });

  test('[S1.19.d.9] club: an off-duty consultant receives only a guest booked with them and told to a leader beforehand', () => {
    const receive = (leaderInformed: boolean) => {
      const floor = new Floor(club, 'ABC');
      floor.status('C', 'off_duty');
      return floor.receive('1', { appointment: { staffId: 'C', leaderInformed } }).visit;
    };
    expect(receive(true)).toMatchObject({ serverId: 'C', service: 'requested' });
    expect(receive(false)).toMatchObject({ serverId: 'A', onBehalfOf: 'C' });
  });
});

describe('visitors who are not customers, and hours that are not the rotation’s', () => {
  test('[S4.01.a29.peer] sales office: a competitor or a visitor without stated purpose uses the head’s turn', () => {
    const floor = new Floor(salesOffice, 'ABC');
    const peer = floor.receive('1', { purpose: 'peer' });
    expect(peer).toMatchObject({ visit: { serverId: 'A' }, counted: true, owner: { kind: 'none' } });
    expect(floor.receive('2', { purpose: 'not_stated' })).toMatchObject({
      visit: { serverId: 'B' },
      counted: true,
      owner: { ownerId: 'B' },
    });
  });

  test('[S4.02.i07.peer] four positions: a competitor’s research visit is the last one’s and does not count', () => {
    const floor = new Floor(fourPositions, 'ABCD');
    expect(floor.receive('1', { purpose: 'peer' })).toMatchObject({ visit: { serverId: 'D' }, counted: false });
    expect(floor.line).toBe('A B C D');
  });

  test('[S4.01.a29.unrelated] a purpose unrelated to buying: the last in line, the head keeps the turn', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.status('C', 'meal');
    expect(floor.receive('1', { purpose: 'unrelated' })).toMatchObject({ visit: { serverId: 'B' }, counted: false });
    expect(floor.next('2')).toBe('A');
  });

  test('[S4.02.i09.other] [S4.02.i09.inquiry] four positions: the first attends; it counts unless explained to a colleague at the end', () => {
    const kept = new Floor(fourPositions, 'ABC');
    kept.receive('1', { purpose: 'unrelated' });
    expect(kept.finish('1', 'B').counted).toBe(false);
    expect({ count: kept.count('A'), line: kept.line }).toEqual({ count: 0, line: 'A B C' });
    const used = new Floor(fourPositions, 'ABC');
    used.receive('1', { purpose: 'unrelated' });
    expect(used.finish('1').counted).toBe(true);
    expect({ count: used.count('A'), line: used.line }).toEqual({ count: 1, line: 'B C A' });
  });

  test('[S4.01.a44] [S4.01.a45] people looking for someone, selling something, company and affiliate guests do not count', () => {
    const floor = new Floor(salesOffice, 'ABC');
    for (const purpose of ['looking_for_person', 'solicitor', 'company_guest'] as const) {
      const { counted, visit } = floor.receive(purpose, { purpose, visitedBefore: null });
      expect({ purpose, counted, server: visit.serverId }).toEqual({ purpose, counted: false, server: 'C' });
      floor.finish(purpose);
    }
    expect(floor.line).toBe('A B C');
  });

  test('[S4.01.a43] from closing time on receptions do not count and move nobody; the minute before they do', () => {
    const before = new Floor(salesOffice, 'AB');
    before.now = '2024-03-04T09:59:59.999Z';
    expect(before.receive('1').counted).toBe(true);
    const after = new Floor(salesOffice, 'AB');
    after.now = '2024-03-04T10:00:00.000Z'; // 18:00
    expect(after.receive('1')).toMatchObject({
      visit: { row: 'off_hours', serverId: 'A' },
      counted: false,
      owner: { ownerId: 'A' },
    });
    expect(after.line).toBe('A B');
    const owned = after.receive(
      '2',
      { servedBy: 'B', visitedBefore: true, receivedBy: ['A'] },
      { customer: ownedBy('A') },
    );
    expect(owned).toMatchObject({ visit: { serverId: 'B' }, owner: { kind: 'keep', ownerId: 'A' } });
  });

  test('[S4.01.a05] [S0.02.own.313] during a declared event the manager’s list serves and the sheet stands still', () => {
    const floor = new Floor(salesOffice, 'ABC');
    const event = { name: '车展', method: 'named_list' as const, list: ['C', 'B'], counts: false };
    floor.sheet = { ...floor.sheet, event };
    const facts = noFacts;
    const serve = (id: string) => {
      const decision = receiveVisit(salesOffice, floor.sheet, facts, visitInput(id), floor.now, null);
      if (!decision.accepted) throw new Error(decision.code);
      floor.sheet = decision.outcome.sheet;
      return decision.outcome.result;
    };
    expect(['1', '2'].map((id) => serve(id).visit.serverId)).toEqual(['C', 'B']);
    expect({ line: floor.line, counts: floor.sheet.staffCounts }).toEqual({ line: 'A B C', counts: {} });
  });

  test('[S4.01.a10.assist] a party above the size suggests helpers; at the size it does not', () => {
    const floor = new Floor(salesOffice, 'AB');
    expect(floor.receive('1', { partySize: 6 }).hints).not.toContain('helpers_suggested');
    expect(floor.receive('2', { partySize: 7 }).hints).toContain('helpers_suggested');
  });
});
