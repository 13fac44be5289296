import { describe, expect, test } from 'vitest';
import { addMinutes } from '../kernel/instant.ts';
import { takeCall } from './calls.ts';
import { emptyPost, isWaitingTooLong, noteMoveUp, waitingAlertAt } from './posts.ts';
import { club, Floor, fourPositions, salesOffice } from './scene.testing.ts';
import { allowOffDutyHelp, declareDuty, declareEvent } from './schemes.ts';

const call = (floor: Floor, over: Partial<Parameters<typeof takeCall>[2]> = {}) =>
  takeCall(
    floor.rules,
    floor.sheet,
    { callId: 'c1', answeredBy: null, wantsStaffId: null, rings: null, contact: null, ...over },
    floor.now,
  );

describe('calls', () => {
  test('[S4.01.a38] the last of the line answers; whoever else does is noted as not due', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.status('C', 'meal');
    expect(floor.take(call(floor))).toMatchObject({
      dueStaffId: 'B',
      answeredBy: 'B',
      answeredAsDue: true,
      counted: false,
    });
    expect(floor.take(call(floor, { callId: 'c2', answeredBy: 'A' }))).toMatchObject({ answeredAsDue: false });
    expect(floor.line).toBe('A B C');
  });

  test('[S4.02.i12.calls] four positions: the third answers; with fewer than three free, the last', () => {
    const floor = new Floor(fourPositions, 'ABCD');
    expect(floor.take(call(floor)).dueStaffId).toBe('C');
    floor.status('A', 'leave');
    floor.status('B', 'leave');
    expect(floor.take(call(floor)).dueStaffId).toBe('D');
  });

  test('[S3.01.r.leader] the duty leader answers where the house says so', () => {
    const floor = new Floor({ ...salesOffice, callAnswerer: 'duty_leader' }, 'ABC');
    floor.take(declareDuty(floor.sheet, { staffIds: ['A', 'B'], leaderId: 'B' }, floor.now, 'boss'));
    expect(floor.take(call(floor)).dueStaffId).toBe('B');
  });

  test('[S2.08.d4.6] anyone may answer, within three rings: the fourth is late', () => {
    const floor = new Floor({ ...salesOffice, callAnswerer: 'anyone' }, 'ABC');
    expect(floor.take(call(floor, { answeredBy: 'B', rings: 3 }))).toMatchObject({
      answeredAsDue: true,
      answeredLate: false,
    });
    expect(floor.take(call(floor, { answeredBy: 'B', rings: 4 })).answeredLate).toBe(true);
  });

  test('[S4.01.a39] a call makes nobody an owner: the caller who comes later goes by the order', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.take(call(floor));
    expect(floor.receive('1')).toMatchObject({ visit: { serverId: 'A' }, owner: { ownerId: 'A' } });
    const counting = new Floor({ ...salesOffice, callsCount: true }, 'ABC');
    expect(counting.take(call(counting)).counted).toBe(true);
    expect(counting.count('C')).toBe(1);
  });

  test('[S4.01.a40] the one wanted is with a customer: contact details are taken and handed over when the reception ends', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.receive('1');
    expect(call(floor, { wantsStaffId: 'A' })).toMatchObject({ accepted: false, code: 'CONTACT_REQUIRED' });
    expect(floor.take(call(floor, { wantsStaffId: 'A', contact: '138' })).forWanted).toBe('after_reception');
    expect(floor.sheet.messages).toHaveLength(1);
    expect(floor.finish('1').messages).toMatchObject([{ callId: 'c1', forStaffId: 'A' }]);
    expect(floor.sheet.messages).toEqual([]);
  });

  test('[S4.01.a41] the one wanted is away: the call is served and the message waits for their return', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.status('A', 'errand_company');
    expect(floor.take(call(floor, { wantsStaffId: 'A', contact: '138' })).forWanted).toBe('when_back');
    expect(floor.status('A', 'on_floor').messages).toMatchObject([{ callId: 'c1' }]);
    expect(floor.take(call(floor, { callId: 'c2', wantsStaffId: 'A' })).forWanted).toBe('now');
  });
});

describe('an empty first position', () => {
  const since = '2024-03-04T02:00:00.000Z';
  const late = addMinutes(since, 2);
  const report = (floor: Floor, over: Partial<Parameters<typeof emptyPost>[2]> = {}, now = late) =>
    emptyPost(fourPositions, floor.sheet, { emptySince: since, filledAt: null, leftBy: 'A', ...over }, now);
  const responsible = (floor: Floor, over = {}, now = late) => {
    const decision = report(floor, over, now);
    return decision.accepted ? decision.outcome : decision.code;
  };
  const notify = (floor: Floor, from: string, to: string | null, seconds: number) =>
    floor.take(noteMoveUp(floor.sheet, { from, to }, addMinutes(since, seconds / 60)));

  test('[S4.02.i04.vacancy] the second is responsible, once the grace time is over and not before', () => {
    const floor = new Floor(fourPositions, 'ABCD');
    expect(responsible(floor)).toMatchObject({ responsible: 'B', because: 'did_not_fill_or_notify' });
    expect(responsible(floor, {}, addMinutes(since, 1))).toMatchObject({ responsible: null, because: 'still_in_time' });
    expect(responsible(floor, { filledAt: addMinutes(since, 1) })).toMatchObject({
      responsible: null,
      because: 'filled_in_time',
    });
    expect(responsible(floor, { filledAt: addMinutes(since, 61 / 60) })).toMatchObject({ responsible: 'B' });
    expect(responsible(floor, { leftBy: null })).toMatchObject({ responsible: 'A' }); // the former first left with a visitor
  });

  test('[S4.02.i04.chain] a recorded notice passes the responsibility on, link by link', () => {
    const floor = new Floor(fourPositions, 'ABCD');
    notify(floor, 'B', 'C', 10);
    expect(responsible(floor)).toMatchObject({ responsible: 'C', because: 'notified_but_did_not_fill' });
    notify(floor, 'C', 'D', 20);
    expect(responsible(floor)).toMatchObject({ responsible: 'D' });
    notify(floor, 'D', null, 30);
    expect(responsible(floor)).toMatchObject({ responsible: null, because: 'chain_ran_out', alertSupervisor: true });
  });

  test('[S4.02.i04.chain] a notice by somebody who was not responsible shifts nothing, nor does one from before', () => {
    const floor = new Floor(fourPositions, 'ABCD');
    notify(floor, 'B', 'C', -10);
    notify(floor, 'C', 'D', 10);
    expect(responsible(floor)).toMatchObject({ responsible: 'B' });
    expect(report(floor, { emptySince: addMinutes(late, 1) })).toMatchObject({
      accepted: false,
      code: 'EMPTY_IN_THE_FUTURE',
    });
  });
});

test('[S4.01.a04.prompt] the supervisor is alerted at the minute a visitor has waited too long, until somebody serves', () => {
  const floor = new Floor(salesOffice, 'A');
  const { visit } = floor.receive('1');
  const due = waitingAlertAt(salesOffice, visit);
  expect(due).toBe(addMinutes(floor.now, 3));
  expect([addMinutes(due, -0.01), due].map((now) => isWaitingTooLong(salesOffice, visit, now))).toEqual([false, true]);
  floor.begin('1');
  const serving = floor.sheet.visits['1'];
  expect(serving && isWaitingTooLong(salesOffice, serving, due)).toBe(false);
});

describe('schemes of the day', () => {
  test('[S4.01.a48] during a duty shift the duty person receives, uncounted, and nobody’s place moves', () => {
    const floor = new Floor(salesOffice, 'ABC');
    floor.take(declareDuty(floor.sheet, { staffIds: ['B'], leaderId: null }, floor.now, 'boss'));
    expect(floor.receive('1')).toMatchObject({
      visit: { serverId: 'B', row: 'duty_shift' },
      counted: false,
      owner: { ownerId: 'B' },
    });
    expect(floor.line).toBe('A B C');
    floor.take(declareDuty(floor.sheet, { staffIds: [], leaderId: null }, floor.now, 'boss'));
    expect(floor.next('2')).toBe('A');
  });

  test('[S4.01.a05] [S0.02.own.313] an event is declared and ended by the manager; the line then goes on where it stood', () => {
    const floor = new Floor(salesOffice, 'ABC');
    const event = { name: '房展', method: 'manager' as const, list: [], counts: true };
    const declare = (value: typeof event | null) => declareEvent(floor.sheet, { event: value }, floor.now, 'boss');
    expect(declare(null)).toMatchObject({ code: 'NO_EVENT_DECLARED' });
    floor.take(declare(event));
    expect(() => floor.receive('1')).toThrow('SERVER_REQUIRED');
    expect(floor.receive('1', { servedBy: 'C' })).toMatchObject({
      visit: { serverId: 'C', row: 'event' },
      counted: true,
    });
    floor.take(declare(null));
    expect({ next: floor.next('2'), line: floor.line }).toEqual({ next: 'A', line: 'B C A' });
    const empty = { ...event, method: 'named_list' as const };
    expect(declareEvent(floor.sheet, { event: empty }, floor.now, 'boss')).toMatchObject({ code: 'LIST_NEEDED' });
  });

  test('[S1.19.d.9] an off-duty consultant helps only while nobody on duty is free, with the manager’s leave', () => {
    const floor = new Floor(club, 'AB', { presence: { B: 'off_duty' } });
    const allow = () => allowOffDutyHelp(club, floor.sheet, { staffId: 'B', reason: null }, floor.now, 'boss');
    expect(allow()).toMatchObject({ accepted: false, code: 'FLOOR_NOT_OVERLOADED' });
    floor.receive('1');
    expect(floor.receive('2').visit.state).toBe('waiting');
    floor.take(allow());
    expect(floor.receive('2')).toMatchObject({
      visit: { serverId: 'B', service: 'off_duty_help' },
      counted: false,
      owner: { ownerId: 'B' },
    });
  });
});
