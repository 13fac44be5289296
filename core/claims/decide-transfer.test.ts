import { describe, expect, test } from 'vitest';
import { decideClose, settled } from './decide-end.ts';
import { decideHandover, decidePassOn, type HandoverFacts, type PassOnWhy } from './decide-transfer.ts';
import { liveOwnerAt } from './lifecycle.ts';
import {
  at,
  card,
  code,
  consultant,
  contactWindow,
  filing,
  leader,
  live,
  manager,
  outcome,
  zone,
} from './testing/given.ts';

const pass = (
  rules: typeof card,
  claim = live(card, at('2024-05-06')),
  change: { by?: typeof leader; why?: PassOnWhy; reason?: string; toId?: string; active?: boolean } = {},
  now = at('2024-05-08'),
) =>
  decidePassOn(
    rules,
    { claim, others: [claim], by: change.by ?? leader, receiverActive: change.active ?? true, timeZone: zone },
    {
      toId: change.toId ?? 'li',
      newClaimId: 'c2',
      why: change.why ?? 'reallocated',
      reason: change.reason ?? '当日客户冲突',
    },
    now,
  );

describe('passing one customer on', () => {
  test('[S0.08.c.3] the signatory passes a waste card on; the receiver follows up by the same rules, with fresh clocks', () => {
    const waste = settled(card, live(card, at('2024-05-06')), at('2024-05-20'));
    const { from, to } = outcome(pass(card, waste, {}, at('2024-05-20')));
    expect(from).toEqual(waste); // history is not rewritten
    expect(to).toMatchObject({
      ownerId: 'li',
      state: 'live',
      stage: 'first_due',
      signedAt: at('2024-05-20'),
      dueAt: at('2024-05-24', '00:00'),
      previousClaimId: 'c1',
    });
  });

  test('a waste card is passed on only while nobody else owns the customer', () => {
    const now = at('2024-05-20');
    const waste = settled(card, live(card, at('2024-05-06')), now);
    const theirs = { ...live(card, at('2024-05-18')), id: 'c9', ownerId: 'wang' };
    const given = (others: (typeof waste)[]) =>
      decidePassOn(
        card,
        { claim: waste, others, by: leader, receiverActive: true, timeZone: zone },
        { toId: 'li', newClaimId: 'c2', why: 'reallocated', reason: '当日客户冲突' },
        now,
      );
    expect(given([waste, theirs])).toMatchObject({ code: 'CUSTOMER_HAS_OWNER', detail: { ownerId: 'wang' } });
    expect(given([waste, { ...theirs, state: 'lapsed', endedAt: at('2024-05-19') }]).accepted).toBe(true);
    // Its own claim is not in its own way.
    expect(pass(card, live(card, at('2024-05-06'))).accepted).toBe(true);
  });

  test('[S3.01.r.sup.daily] a live customer is reallocated: one owner ends at the instant the other begins', () => {
    const { from, to } = outcome(pass(card));
    expect(from).toMatchObject({ state: 'transferred', endedAt: at('2024-05-08') });
    expect([liveOwnerAt(card, from, at('2024-05-08')), liveOwnerAt(card, to, at('2024-05-08'))]).toEqual([null, 'li']);
  });

  test('[S4.01.a16.change] a change the customer insists on gives the customer to the later consultant', () => {
    const decision = pass({ ...contactWindow, mayReassign: 'supervisor' }, live(contactWindow, at('2024-05-06')), {
      by: manager,
      why: 'customer_request',
    });
    expect(outcome(decision)).toMatchObject({ from: { endedReason: 'customer_request' }, to: { ownerId: 'li' } });
    expect(decision.clauses).toContain('S4.01.a16.change');
  });

  test('[S2.03.a8.replace] the customer is told of the new contact, who gets in touch soon', () => {
    expect(outcome(pass(card)).notice).toEqual({
      customerId: 'customer',
      formerId: 'mei',
      replacementId: 'li',
      tellBy: at('2024-05-10', '00:00'),
      contactBy: at('2024-05-12', '00:00'),
    });
  });

  test('a customer with a deal stays one: the new owner looks after them without clocks', () => {
    const closed = outcome(decideClose(filing, live(filing, at('2024-05-01')), at('2024-05-02')));
    expect(outcome(pass(filing, closed, { by: manager })).to).toMatchObject({
      state: 'closed',
      ownerId: 'li',
      protectedUntil: null,
      closedAt: at('2024-05-02'),
    });
  });

  test('refusals in the order they are checked', () => {
    const claim = live(card, at('2024-05-06'));
    expect(code(pass(card, claim, { by: consultant, reason: '', active: false, toId: 'mei' }))).toBe(
      'NOT_ALLOWED_TO_PASS_ON',
    );
    expect(code(pass(card, claim, { reason: ' ', active: false, toId: 'mei' }))).toBe('REASON_REQUIRED');
    expect(code(pass(card, claim, { active: false, toId: 'mei' }))).toBe('RECEIVER_NOT_ACTIVE');
    expect(code(pass(card, claim, { toId: 'mei' }))).toBe('SAME_OWNER');
    expect(code(pass(card, claim))).toBeNull();
  });
});

describe('handing over everybody', () => {
  const claims = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, customerId: `of-${id}` }));
  const facts: HandoverFacts = {
    ownerId: 'mei',
    why: 'left',
    leaveDays: null,
    claims,
    receivers: [
      { id: 'li', holding: 10 },
      { id: 'zhao', holding: 8 },
      { id: 'mei', holding: 0 },
    ],
    by: manager,
    drawn: ['d', 'a', 'e', 'c', 'b'],
    chosen: {},
  };
  const to = (decision: ReturnType<typeof decideHandover>) =>
    Object.fromEntries(outcome(decision).assignments.map((one) => [one.claimId, one.toId]));

  test('[S0.02.own.312] by random draw: the recorded draw decides, everybody gets as many, the leaver nothing', () => {
    expect(to(decideHandover(filing, facts, at('2024-05-06')))).toEqual({
      d: 'li',
      a: 'zhao',
      e: 'li',
      c: 'zhao',
      b: 'li',
    });
    expect(code(decideHandover(filing, { ...facts, drawn: ['d', 'a', 'e', 'c'] }, at('2024-05-06')))).toBe(
      'DRAW_INCOMPLETE',
    );
    expect(code(decideHandover(filing, { ...facts, drawn: ['d', 'a', 'e', 'c', 'c'] }, at('2024-05-06')))).toBe(
      'DRAW_INCOMPLETE',
    );
  });

  test('[S0.02.own.312] leave counts only when it is long', () => {
    const leave = (leaveDays: number) =>
      code(decideHandover(filing, { ...facts, why: 'long_leave', leaveDays }, at('2024-05-06')));
    expect([leave(14), leave(15)]).toEqual(['LEAVE_TOO_SHORT', null]);
  });

  test('evenly: each customer to whoever holds fewest at that moment', () => {
    expect(to(decideHandover({ ...filing, handoverMethod: 'even' }, facts, at('2024-05-06')))).toEqual({
      a: 'zhao',
      b: 'zhao',
      c: 'li',
      d: 'zhao',
      e: 'li',
    });
  });

  test('where the manager says: the list must name a receiver for every customer', () => {
    const rules = { ...filing, handoverMethod: 'manager_choice' } as const;
    const chosen = { a: 'li', b: 'li', c: 'li', d: 'zhao', e: 'mei' };
    expect(decideHandover(rules, { ...facts, chosen }, at('2024-05-06'))).toMatchObject({
      code: 'CHOICE_INCOMPLETE',
      detail: { missing: 1 },
    });
    expect(to(decideHandover(rules, { ...facts, chosen: { ...chosen, e: 'zhao' } }, at('2024-05-06')))).toMatchObject({
      e: 'zhao',
    });
  });

  test('[S2.03.a6] only who may reassign takes over, and somebody must be there to receive', () => {
    expect(code(decideHandover(filing, { ...facts, by: leader }, at('2024-05-06')))).toBe('NOT_ALLOWED_TO_PASS_ON');
    expect(code(decideHandover(filing, { ...facts, receivers: [{ id: 'mei', holding: 0 }] }, at('2024-05-06')))).toBe(
      'NO_RECEIVERS',
    );
  });
});
