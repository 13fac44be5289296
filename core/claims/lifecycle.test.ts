import { describe, expect, test } from 'vitest';
import { decideClose, decideLapse, decideRefund, decideWithdraw, settled } from './decide-end.ts';
import { nextDeadlines } from './clocks.ts';
import { claimMoves, firstReceiverOf, liveOwnerAt, ranksAtLeast } from './lifecycle.ts';
import {
  at,
  card,
  club,
  code,
  consultant,
  contactWindow,
  filing,
  leader,
  live,
  outcome,
  registered,
  zone,
} from './testing/given.ts';
import type { ClaimState } from './types.ts';

describe('the life of a claim', () => {
  test('every state is reached from a draft, and every dead end is an ended claim', () => {
    const seen = new Set<ClaimState>(['draft']);
    for (const state of seen) for (const next of claimMoves[state]) seen.add(next);
    expect([...seen].sort()).toEqual(Object.keys(claimMoves).sort());
    const deadEnds = Object.entries(claimMoves).flatMap(([state, moves]) => (moves.length === 0 ? [state] : []));
    expect(deadEnds.sort()).toEqual(['cancelled', 'lapsed', 'transferred', 'void', 'waste']);
  });

  test.each([
    [card, 'waste', 'missed_follow_up', at('2024-05-10', '00:00')],
    [contactWindow, 'lapsed', 'window_passed', at('2024-06-07', '00:00')],
    [filing, 'lapsed', 'filing_expired', at('2024-07-07', '00:00')],
    [club, 'lapsed', 'day_over', at('2024-05-07', '00:00')],
  ] as const)('lapses at its own instant, however late that is noticed (%#)', (rules, state, reason, endedAt) => {
    const claim = live(rules, at('2024-05-06'));
    expect(code(decideLapse(rules, claim, at('2024-05-06', '23:59')))).toBe('NOT_YET_DUE');
    expect(outcome(decideLapse(rules, claim, endedAt))).toMatchObject({ state, endedReason: reason, endedAt });
    expect(outcome(decideLapse(rules, claim, at('2030-01-01')))).toMatchObject({ state, endedAt });
    expect(settled(rules, claim, at('2030-01-01')).endedAt).toBe(endedAt);
    expect(liveOwnerAt(rules, settled(rules, claim, at('2030-01-01')), at('2024-05-06', '12:00'))).toBe('mei');
  });

  test('[S0.08.c.2c] a missed return visit makes a waste card', () => {
    const running = live(card, at('2024-05-01'), { stage: 'running', protectedUntil: at('2024-05-16', '00:00') });
    expect(outcome(decideLapse(card, running, at('2024-05-16', '00:00')))).toMatchObject({
      state: 'waste',
      endedReason: 'missed_follow_up',
    });
  });

  test('[S0.08.c.10] a card is withdrawn with a detailed reason and the leader’s signature, and the assistant keeps it', () => {
    const claim = live(card, at('2024-05-06'));
    const ask = (reason: string, signer = leader) => decideWithdraw(card, { claim, signer }, reason, at('2024-05-07'));
    expect(code(ask('  不买  '))).toBe('REASON_TOO_SHORT');
    expect(code(ask('客户已在别处购车', consultant))).toBe('NOT_THE_SIGNER');
    expect(outcome(ask('客户已在别处购车'))).toMatchObject({
      claim: { state: 'cancelled', endedReason: 'withdrawn' },
      custodian: 'sales_assistant',
    });
    expect(code(decideWithdraw(card, { claim, signer: leader }, '客户已在别处购车', at('2024-05-10', '00:00')))).toBe(
      'CLAIM_ENDED',
    );
  });

  test('[S0.02.own.39] after the deal the holder of the performance keeps the customer, without any clock', () => {
    const closed = outcome(decideClose(filing, live(filing, at('2024-02-01')), at('2024-03-10')));
    expect(closed).toMatchObject({ state: 'closed', closedAt: at('2024-03-10'), protectedUntil: null });
    expect(liveOwnerAt(filing, closed, at('2034-01-01'))).toBe('mei');
    expect(nextDeadlines(filing, closed, zone)).toEqual([]);
  });

  test('[S0.02.own.22] only a claim still in force is settled by a deal', () => {
    expect(code(decideClose(filing, live(filing, at('2024-02-01')), at('2024-04-02', '00:00')))).toBe('NOT_LIVE');
    expect(decideClose(filing, live(filing, at('2024-02-01')), at('2024-04-01', '23:59')).accepted).toBe(true);
    expect(code(decideClose(filing, registered(card, at('2024-02-01')), at('2024-02-01')))).toBe('NOT_LIVE');
  });

  test('[S4.01.a13.refund] giving the unit back ends the ownership', () => {
    const closed = outcome(decideClose(contactWindow, live(contactWindow, at('2024-05-06')), at('2024-05-20')));
    const refunded = outcome(decideRefund(contactWindow, closed, at('2024-09-01')));
    expect(liveOwnerAt(contactWindow, refunded, at('2024-09-01'))).toBeNull();
    expect(liveOwnerAt(contactWindow, refunded, at('2024-08-31'))).toBe('mei');
    expect(firstReceiverOf([refunded])).toBe('mei'); // still known, for a customer who asks for the former consultant
    expect(code(decideRefund(contactWindow, live(contactWindow, at('2024-05-06')), at('2024-05-07')))).toBe(
      'NOT_CLOSED',
    );
  });

  test('[S0.02.own.310] [S0.02.own.312] the first receiver stays the first, whoever owns now; only a handover passes that on', () => {
    const first = live(filing, at('2024-01-05'));
    const second = live(filing, at('2024-03-10'), { id: 'c2', ownerId: 'li', registeredAt: at('2024-03-10') });
    const ended = (reason: 'customer_request' | 'owner_left') => ({ ...first, endedReason: reason });
    expect(firstReceiverOf([second, ended('customer_request')])).toBe('mei');
    expect(firstReceiverOf([second, ended('owner_left')])).toBe('li');
    const relative = { ...second, customerId: 'wife' };
    expect(firstReceiverOf([relative, ended('owner_left')])).toBe('mei');
  });

  test('a superior may do what the rulebook gives to a post below, a consultant may not', () => {
    expect([
      ranksAtLeast(leader, 'team_leader'),
      ranksAtLeast(leader, 'supervisor'),
      ranksAtLeast(consultant, 'team_leader'),
    ]).toEqual([true, false, false]);
  });
});

describe('reminders and escalation', () => {
  const kinds = (claim: Parameters<typeof nextDeadlines>[1], rules = contactWindow) =>
    nextDeadlines(rules, claim, zone).map((d) => [d.kind, d.at]);

  test('the owner is reminded, then the leader and the manager are told, then the claim lapses', () => {
    expect(kinds(live(contactWindow, at('2024-05-06')))).toEqual([
      ['remind_owner', at('2024-06-04', '00:00')],
      ['remind_owner_last', at('2024-06-06', '00:00')],
      ['escalate_leader', at('2024-06-06', '12:00')],
      ['escalate_manager', at('2024-06-06', '22:00')],
      ['lapse', at('2024-06-07', '00:00')],
    ]);
  });

  test('a notice that would come before the period began is left out, one set to zero is never sent', () => {
    expect(kinds(live(club, at('2024-05-06', '20:00')), club)).toEqual([
      ['escalate_manager', at('2024-05-06', '22:00')],
      ['lapse', at('2024-05-07', '00:00')],
    ]);
    const silent = { ...club, lapseNotices: {} };
    expect(kinds(live(club, at('2024-05-06', '20:00')), silent)).toEqual([['lapse', at('2024-05-07', '00:00')]]);
  });

  test('an unsigned card and a missed first message make themselves heard', () => {
    expect(kinds(registered(card, at('2024-05-06', '09:00'), { phoneLeft: true }), card)).toEqual([
      ['signature_leader', at('2024-05-06', '13:00')],
      ['first_sms_missed', at('2024-05-07', '00:00')],
      ['signature_manager', at('2024-05-07', '05:00')],
    ]);
    const signing = live(card, at('2024-05-01'), {
      stage: 'signing',
      signingSince: at('2024-05-06', '09:00'),
      protectedUntil: null,
    });
    expect(kinds(signing, card).map(([kind]) => kind)).toEqual(['signature_leader', 'signature_manager']);
  });
});
