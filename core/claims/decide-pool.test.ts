import { describe, expect, test } from 'vitest';
import { settled } from './decide-end.ts';
import { decideEnterPool, decideTakeFromPool, decideViewPooled, type TakeFacts } from './decide-pool.ts';
import { at, card, code, consultant, contactWindow, filing, leader, live, outcome, zone } from './testing/given.ts';

const wasted = settled(card, live(card, at('2024-05-06')), at('2024-05-20'));
const lapsed = settled(contactWindow, live(contactWindow, at('2024-05-06')), at('2024-06-20'));
const entry = outcome(decideEnterPool(contactWindow, { claim: lapsed, others: [], leader: null }, at('2024-06-20')));
const facts: TakeFacts = { entry, claims: [lapsed], takerId: 'li', takenToday: 0, holding: 0, timeZone: zone };
const take = (change: Partial<TakeFacts>, now = at('2024-06-20'), rules = contactWindow) =>
  decideTakeFromPool(rules, { ...facts, ...change }, { newClaimId: 'c2', customerId: 'customer', siteId: 'site' }, now);

describe('entering the pool', () => {
  test('a lapsed customer enters at the instant of the lapse, however late that is processed', () => {
    expect(entry).toMatchObject({ exOwnerId: 'mei', enteredAt: at('2024-06-07', '00:00'), reason: 'window_passed' });
  });
  test('[S0.08.c.3] where the leader decides, a waste card waits for the leader', () => {
    const ask = (by: typeof leader | null) =>
      decideEnterPool(card, { claim: wasted, others: [], leader: by }, at('2024-05-20'));
    expect(code(ask(null))).toBe('LEADER_DECIDES');
    expect(code(ask(consultant))).toBe('LEADER_DECIDES');
    expect(outcome(ask(leader)).enteredAt).toBe(at('2024-05-20'));
  });
  test('refusals in the order they are checked', () => {
    const enter = (rules: typeof filing, claim = lapsed, others = [lapsed]) =>
      code(decideEnterPool(rules, { claim, others, leader: null }, at('2024-06-20')));
    expect(enter({ ...filing, poolEntry: 'none' })).toBe('NO_POOL');
    expect(enter(filing, live(filing, at('2024-06-01')))).toBe('CLAIM_NOT_ENDED');
    expect(enter(filing, { ...lapsed, endedReason: 'passed_on' })).toBe('CLAIM_NOT_ENDED');
    expect(enter(filing, lapsed, [live(filing, at('2024-06-10'), { id: 'c5', ownerId: 'li' })])).toBe(
      'CUSTOMER_HAS_OWNER',
    );
    expect(enter(filing, { ...lapsed, endedReason: 'withdrawn' })).toBe('LEADER_DECIDES');
    expect(enter(filing)).toBeNull();
  });
});

describe('taking from the pool', () => {
  test('the taker owns from that instant, with fresh clocks and the old history linked', () => {
    expect(outcome(take({}))).toMatchObject({
      ownerId: 'li',
      state: 'live',
      effectiveAt: at('2024-06-20'),
      protectedUntil: at('2024-07-21', '00:00'),
      previousClaimId: 'c1',
    });
  });
  test('[S0.08.c.1b] where cards are signed, a taken customer also waits for the signature', () => {
    expect(outcome(take({}, at('2024-06-20'), { ...card, poolEntry: 'automatic' }))).toMatchObject({
      state: 'awaiting_signature',
      effectiveAt: null,
    });
  });
  test('the loser hears who won', () => {
    const won = live(contactWindow, at('2024-06-20', '09:59'), { id: 'c3', ownerId: 'zhao' });
    expect(take({ claims: [lapsed, won] })).toMatchObject({
      code: 'TAKEN_BY_ANOTHER',
      detail: { ownerId: 'zhao', takenAt: at('2024-06-20', '09:59') },
    });
  });
  test('the former owner waits seven days, the day of entry not counted', () => {
    expect(take({ takerId: 'mei' }, at('2024-06-14', '23:59'))).toMatchObject({
      code: 'FORMER_OWNER_WAITS',
      detail: { until: at('2024-06-15', '00:00') },
    });
    expect(code(take({ takerId: 'mei' }, at('2024-06-15', '00:00')))).toBeNull();
    expect(
      code(take({ takerId: 'mei' }, at('2024-06-07', '00:00'), { ...contactWindow, exOwnerWaitDays: 0 })),
    ).toBeNull();
  });
  test('refusals in the order they are checked, each row mending one fault', () => {
    expect(code(take({ entry: null, takenToday: 5, holding: 200 }))).toBe('NOT_IN_POOL');
    expect(code(take({ takenToday: 5, holding: 200 }))).toBe('DAILY_QUOTA_REACHED');
    expect(code(take({ takenToday: 4, holding: 200 }))).toBe('HOLDING_CAP_REACHED');
    expect(code(take({ takenToday: 4, holding: 199 }))).toBeNull();
    expect(
      code(
        take({ takenToday: 999, holding: 9999 }, at('2024-06-20'), {
          ...contactWindow,
          poolDailyQuota: 0,
          holdingCap: 0,
        }),
      ),
    ).toBeNull();
  });
  test('only so many pooled customers may be opened a day; one already opened costs nothing more', () => {
    expect(outcome(decideViewPooled(filing, { viewedToday: 49, viewedAlready: false })).viewedToday).toBe(50);
    expect(code(decideViewPooled(filing, { viewedToday: 50, viewedAlready: false }))).toBe('VIEW_QUOTA_REACHED');
    expect(outcome(decideViewPooled(filing, { viewedToday: 50, viewedAlready: true })).viewedToday).toBe(50);
  });
});
