/** Claims at their edges: the clause and the reason an answer gives, the run of messages, notices, the last fen. */
import { describe, expect, test } from 'vitest';
import { nextDeadlines } from './clocks.ts';
import { decideDuplicates } from './decide-crossed.ts';
import { decideLapse, decideRefund, decideWithdraw } from './decide-end.ts';
import {
  decideContact,
  decideFirstSmsMissed,
  decideFollowUp,
  decidePastContact,
  isLongTerm,
  signatureDueAt,
} from './decide-follow-up.ts';
import { decideViewPooled } from './decide-pool.ts';
import { splitFen } from './money.ts';
import { ClaimRules, type ClaimRuleValues } from './rules.ts';
import { splitCases, splitParts, splitRow } from './splits.ts';
import {
  at,
  card,
  club,
  code,
  contactWindow,
  filing,
  leader,
  live,
  outcome,
  registered,
  zone,
} from './testing/given.ts';
import type { Claim, Contact, ContactChannel } from './types.ts';

const follow = (
  claim: Claim | null,
  when: string,
  channel: ContactChannel,
  rules: ClaimRuleValues = card,
  answered = true,
) => {
  const contact: Contact = { at: when, channel, answered };
  return decideFollowUp(rules, { claim, timeZone: zone }, contact, when);
};

describe('duplicate cards', () => {
  const mei = live(card, at('2024-05-06', '09:00'));
  const li = live(card, at('2024-05-06', '10:00'), { id: 'c2', ownerId: 'li' });
  const now = at('2024-05-07');

  test('[S0.08.c.5] [S0.08.c.5b] the verdict rests on the signatures, or where the register decides on the registration', () => {
    const bySignature = decideDuplicates(card, [li, mei], now);
    expect(bySignature.clauses).toEqual(['S0.08.c.5', 'S0.08.c.5b']);
    expect(bySignature.rejected).toEqual([{ what: 'li', reason: 'LATER_CARD', clauses: ['S0.08.c.5', 'S0.08.c.5b'] }]);
    const byRegister = decideDuplicates(filing, [li, mei], now);
    expect(byRegister.clauses).toEqual(['S0.02.own.1']);
    expect(outcome(byRegister).voided).toMatchObject([{ id: 'c2', endedReason: 'duplicate', endedAt: now }]);
  });

  test('signed at the same instant, the smaller id wins, told in whatever order', () => {
    const twin = { ...mei, id: 'c0', ownerId: 'zhou' };
    for (const claims of [
      [mei, twin],
      [twin, mei],
    ])
      expect(outcome(decideDuplicates(card, claims, now))).toMatchObject({ winnerId: 'c0', voided: [{ id: 'c1' }] });
  });

  test('without a signature the instant it took effect ranks a card, without that its registration', () => {
    const unsigned = { ...mei, signedAt: null };
    const signedLater = { ...li, signedAt: at('2024-05-06', '09:30') };
    expect(outcome(decideDuplicates(card, [signedLater, unsigned], now)).ownerId).toBe('mei');
    const earlier = { ...li, signedAt: at('2024-05-06', '08:30') };
    expect(outcome(decideDuplicates(card, [unsigned, earlier], now)).ownerId).toBe('li');
  });

  test('of nobody in force nobody wins, and the refusal rests on the same clauses', () => {
    const ended = [mei, li].map((claim) => ({ ...claim, state: 'void' as const, endedAt: at('2024-05-06', '12:00') }));
    expect(decideDuplicates(card, ended, now)).toMatchObject({
      code: 'NOBODY_SIGNED',
      clauses: ['S0.08.c.5', 'S0.08.c.5b'],
    });
    expect(decideDuplicates(card, [mei], now)).toMatchObject({ code: 'NO_DUPLICATE' });
  });

  test('[S0.08.c.7] whose card had lapsed is set aside for that, and the clause is named only then', () => {
    const waste = outcome(decideLapse(card, live(card, at('2024-05-01'), { customerId: 'first' }), at('2024-05-06')));
    const later = { ...li, customerId: 'second' };
    const verdict = decideDuplicates(card, [waste, later], now);
    expect(verdict.clauses).toEqual(['S0.08.c.5', 'S0.08.c.5b', 'S0.08.c.7']);
    expect(verdict.rejected).toEqual([{ what: 'mei', reason: 'CARD_LAPSED', clauses: ['S0.08.c.7'] }]);
    // The winner's own late card on another file is nobody's fault.
    expect(outcome(decideDuplicates(card, [{ ...waste, ownerId: 'li' }, later], now)).lateHolders).toEqual([]);
    const oneYuan = decideDuplicates({ ...card, duplicateFineYuan: 1 }, [waste, later], now);
    expect(outcome(oneYuan).lateHolders).toMatchObject([{ yuan: 1 }]);
  });
});

describe('contacts', () => {
  const running = live(card, at('2024-05-01'), {
    stage: 'running',
    followUps: 2,
    protectedUntil: at('2024-07-01'),
    dueAt: at('2024-07-01'),
  });
  const clausesAt = (claim: Claim | null, rules = card, channel: ContactChannel = 'visit') =>
    follow(claim, at('2024-05-02'), channel, rules).clauses;

  test('[S0.08.c.2] [S0.08.c.2b] [S0.08.c.2c] rest on the clause of the follow-up that was due', () => {
    expect(clausesAt(live(card, at('2024-05-01')))).toEqual(['S0.08.c.2']);
    expect(clausesAt({ ...running, stage: 'second_due' })).toEqual(['S0.08.c.2b']);
    expect(clausesAt(running)).toEqual(['S0.08.c.2c']);
    expect(clausesAt(live(contactWindow, at('2024-05-01')), contactWindow)).toEqual(['S4.01.a17.lapse']);
    expect(clausesAt(live(filing, at('2024-05-01')), filing)).toEqual(['S0.02.own.21']);
    expect(clausesAt(null)).toEqual([]);
  });

  test('without a living claim say so and nothing more', () => {
    expect(outcome(follow(null, at('2024-05-02'), 'visit'))).toEqual({
      claim: null,
      valid: false,
      whyNot: 'no_live_claim',
      isFirstSms: false,
    });
  });

  test('what ends a run of messages: a meeting or an answer, not a note', () => {
    const two = { ...running, smsRun: 2 };
    const runAfter = (channel: ContactChannel, answered: boolean) =>
      outcome(
        follow(two, at('2024-05-02'), channel, { ...card, noteCounts: true, unansweredCallCounts: true }, answered),
      ).claim?.smsRun;
    expect([runAfter('visit', false), runAfter('reception', false), runAfter('call', true)]).toEqual([0, 0, 0]);
    expect([runAfter('note', true), runAfter('note', false), runAfter('call', false)]).toEqual([2, 2, 2]);
    expect([runAfter('email', true), runAfter('chat', true)]).toEqual([0, 0]);
  });

  test('an unanswered e-mail counts where messages do', () => {
    const say = (chatCounts: boolean) =>
      outcome(decidePastContact({ ...filing, chatCounts }, { channel: 'email', answered: false }));
    expect(say(true)).toEqual({ valid: true, whyNot: null });
    expect(say(false)).toEqual({ valid: false, whyNot: 'chat_message' });
  });

  test('a limit of none never ends a run, a limit of one does at once', () => {
    const texted = (smsRunLimit: number) =>
      outcome(follow(running, at('2024-05-02'), 'sms', { ...card, smsRunLimit })).whyNot;
    expect([texted(0), texted(1), texted(2)]).toEqual([null, 'messages_in_a_row', null]);
    // Only the message itself is judged by the run.
    expect(outcome(follow({ ...running, smsRun: 5 }, at('2024-05-02'), 'visit')).valid).toBe(true);
  });

  test('[S0.08.c.4] long-term: after the second follow-up, by age and number, or everybody', () => {
    const says = (
      longTermMeaning: ClaimRuleValues['longTermMeaning'],
      change: Partial<Claim>,
      now = at('2024-06-15'),
    ) => isLongTerm({ ...card, longTermMeaning }, { ...running, ...change }, now);
    expect([1, 2, 3].map((followUps) => says('after_second', { followUps }))).toEqual([false, true, true]);
    const needed = card.longTermFollowUps - 1; // the present one counts too
    expect(says('days_and_count', { followUps: needed })).toBe(true);
    expect(says('days_and_count', { followUps: needed - 1 })).toBe(false);
    expect(says('days_and_count', { followUps: needed, effectiveAt: null })).toBe(false);
    expect(says('everyone', { followUps: 0 })).toBe(true);
  });

  describe('[S0.08.c.12] the message of the first day', () => {
    const day = at('2024-05-06', '09:00');
    const due = at('2024-05-07', '00:00');
    const fresh = live(card, day, { firstSmsDueAt: due });
    const noon = at('2024-05-06', '12:00');

    test('is named with its clause, once, and only on its day', () => {
      const first = follow(fresh, noon, 'sms');
      expect(first.clauses).toEqual(['S0.08.c.2', 'S0.08.c.12']);
      expect(outcome(first)).toMatchObject({ isFirstSms: true, claim: { firstSmsAt: noon, followUps: 1 } });
      expect(outcome(follow({ ...fresh, firstSmsAt: day }, noon, 'sms')).isFirstSms).toBe(false);
      expect(outcome(follow(fresh, noon, 'call')).isFirstSms).toBe(false);
      expect(follow(fresh, noon, 'call').clauses).toEqual(['S0.08.c.2']);
    });

    test('where it is no follow-up it moves no clock, and feeds the run only where the house says so', () => {
      const apart = (firstSmsFeedsRun: boolean) => {
        const rules = { ...card, firstSmsIsFirstFollowUp: false, firstSmsFeedsRun };
        return follow(fresh, noon, 'sms', rules);
      };
      expect(outcome(apart(true))).toMatchObject({
        valid: true,
        whyNot: null,
        isFirstSms: true,
        claim: { smsRun: 1, followUps: 0, stage: 'first_due', firstSmsAt: noon },
      });
      expect(outcome(apart(false)).claim?.smsRun).toBe(0);
      expect(apart(false).clauses).toEqual(['S0.08.c.12']);
    });

    test('is kept while the card waits for its signature', () => {
      const waiting = registered(card, day, { phoneLeft: true });
      const kept = follow(waiting, noon, 'sms');
      expect(outcome(kept)).toMatchObject({ valid: false, whyNot: 'no_live_claim', isFirstSms: true });
      expect(kept.clauses).toEqual(['S0.08.c.12']);
      expect(follow(waiting, noon, 'call').clauses).toEqual([]);
    });

    test('[S0.08.c.12c] is missed at the end of the day, not before, and not when it was sent or never due', () => {
      expect(decideFirstSmsMissed(fresh, due)).toMatchObject({ accepted: true, outcome: { missed: true } });
      expect(decideFirstSmsMissed(fresh, at('2024-05-06', '23:59'))).toMatchObject({
        code: 'NOT_YET_DUE',
        detail: { dueAt: due },
      });
      expect(code(decideFirstSmsMissed({ firstSmsDueAt: null, firstSmsAt: null }, due))).toBe('NOT_YET_DUE');
      expect(decideFirstSmsMissed({ firstSmsDueAt: due, firstSmsAt: noon }, due)).toMatchObject({
        code: 'FIRST_SMS_SENT',
        detail: { at: noon },
      });
    });
  });

  test('a closed claim keeps its owner without clocks; a day’s designation and an unrestarted filing are not lengthened', () => {
    const closed = { ...live(filing, at('2024-05-01')), state: 'closed' as const, closedAt: at('2024-05-02') };
    const restarting = { ...filing, filingRestartsOnFollowUp: true };
    const visitedLate = (claim: Claim, rules: ClaimRuleValues) =>
      outcome(follow(claim, at('2024-05-20'), 'visit', rules)).claim;
    expect(visitedLate({ ...closed, protectedUntil: null }, restarting)?.protectedUntil).toBeNull();
    const designated = live(club, at('2024-05-01', '09:00'));
    expect(outcome(follow(designated, at('2024-05-01', '15:00'), 'visit', club)).claim?.protectedUntil).toBe(
      designated.protectedUntil,
    );
  });

  test('[S0.08.c.2b] the second follow-up waits for its signature only where one is required', () => {
    const second = { ...running, stage: 'second_due' as const };
    const next = (signatureRequired: boolean) =>
      outcome(follow(second, at('2024-05-02'), 'visit', { ...card, signatureRequired })).claim;
    expect(next(true)).toMatchObject({ stage: 'signing', signingSince: at('2024-05-02'), protectedUntil: null });
    expect(next(false)).toMatchObject({ stage: 'running', signingSince: null });
    const waiting = next(true);
    expect(waiting && signatureDueAt(card, waiting)).toBe(at('2024-05-03'));
    expect(signatureDueAt(card, running)).toBeNull();
  });

  test('[S4.01.a35] a disputed deal refuses the contact by name', () => {
    const closed = { ...live(filing, at('2024-02-01')), state: 'closed' as const };
    const facts = { claim: closed, timeZone: zone, disputants: ['li'] };
    const visit = { at: at('2024-02-02'), channel: 'visit' as const, answered: true };
    const by = (authorId: string) => decideContact(filing, { ...facts, authorId }, visit, at('2024-02-02'));
    expect(by('li')).toMatchObject({ code: 'DEAL_DISPUTED', clauses: ['S4.01.a35'] });
    expect(by('mei').accepted).toBe(true);
  });
});

describe('what will happen if nobody touches it', () => {
  const notices = (row: string, hours: number) => ({ lapseNotices: { [row]: { hours_before: hours } } });
  const claim = live(filing, at('2024-02-01'));
  const coming = (rules: ClaimRuleValues, one: Claim) => nextDeadlines(rules, one, zone);

  test('notices stand before the lapse, in order of time, and none falls before the period began', () => {
    const rules = {
      ...filing,
      lapseNotices: {
        owner: { hours_before: 48 },
        owner_last: { hours_before: 1 },
        leader: { hours_before: 0 },
        manager: { hours_before: 24 },
      },
    };
    expect(coming(rules, claim)).toEqual([
      { kind: 'remind_owner', at: at('2024-03-31', '00:00') },
      { kind: 'escalate_manager', at: at('2024-04-01', '00:00') },
      { kind: 'remind_owner_last', at: at('2024-04-01', '23:00') },
      { kind: 'lapse', at: at('2024-04-02', '00:00') },
    ]);
    const touched = { ...claim, lastContactAt: at('2024-03-31', '00:00') };
    expect(coming(rules, touched).map((one) => one.kind)).not.toContain('remind_owner');
    expect(coming({ ...filing, ...notices('owner', 1) }, claim).map((one) => one.kind)).toEqual([
      'remind_owner',
      'lapse',
    ]);
  });

  test('only a living claim lapses', () => {
    expect(coming(filing, { ...claim, state: 'closed' }).map((one) => one.kind)).toEqual([]);
    expect(code(decideLapse(filing, { ...claim, state: 'closed' }, at('2025-01-01')))).toBe('NOT_LIVE');
  });

  test('a signature that does not come is told to the leader, then the manager, as long as the card stands', () => {
    const waiting = registered(card, at('2024-05-06', '09:00'));
    const rules = { ...card, signatureNotices: { leader: { hours_after: 1 }, manager: { hours_after: 0 } } };
    expect(coming(rules, waiting)).toEqual([{ kind: 'signature_leader', at: at('2024-05-06', '10:00') }]);
    expect(coming(rules, { ...waiting, endedAt: at('2024-05-06', '09:30') })).toEqual([]);
    const signing = live(card, at('2024-05-01'), {
      stage: 'signing',
      signingSince: at('2024-05-08', '09:00'),
      protectedUntil: null,
    });
    expect(coming(rules, signing)).toEqual([{ kind: 'signature_leader', at: at('2024-05-08', '10:00') }]);
    const stale = { ...signing, stage: 'running' as const };
    expect(coming(rules, stale)).toEqual([]);
  });

  test('the first message is due until it is sent', () => {
    const due = at('2024-05-07', '00:00');
    const texting = live({ ...filing }, at('2024-05-06'), { firstSmsDueAt: due, protectedUntil: null });
    expect(coming(filing, texting)).toEqual([{ kind: 'first_sms_missed', at: due }]);
    expect(coming(filing, { ...texting, firstSmsAt: at('2024-05-06', '12:00') })).toEqual([]);
  });
});

test('a daily number of looks into the pool: of one the second is refused, of none nobody is, a second look is free', () => {
  const look = (poolViewDailyQuota: number, viewedToday: number, viewedAlready = false) =>
    decideViewPooled({ ...card, poolViewDailyQuota }, { viewedToday, viewedAlready }).accepted;
  expect([look(1, 0), look(1, 1), look(1, 1, true), look(2, 1), look(0, 0), look(0, 99)]).toEqual([
    true,
    false,
    true,
    true,
    true,
    true,
  ]);
});

describe('the end', () => {
  const claim = live(card, at('2024-05-06'));
  const withdraw = (reason: string) => decideWithdraw(card, { claim, signer: leader }, reason, at('2024-05-07'));

  test('a reason says something: six characters, blanks around it not counted', () => {
    expect(code(withdraw('重复录入了吗'.slice(0, 5)))).toBe('REASON_TOO_SHORT');
    expect(withdraw('重复录入了吗').accepted).toBe(true);
    expect(code(withdraw('  重复录入了  '))).toBe('REASON_TOO_SHORT');
  });

  test('a refund ends the claim as one', () => {
    const closed = { ...claim, state: 'closed' as const, closedAt: at('2024-05-07') };
    expect(JSON.stringify(decideRefund(filing, closed, at('2024-05-08')))).toContain('"endedReason":"refunded"');
  });
});

describe('money to the fen', () => {
  test('each gets the whole part of their share; what is left goes to the largest remainders, equal ones in order', () => {
    expect(splitFen(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(splitFen(200, [1, 1, 1])).toEqual([67, 67, 66]);
    expect(splitFen(10, [1, 2, 4])).toEqual([1, 3, 6]);
    expect(splitFen(11, [4, 2, 1])).toEqual([6, 3, 2]);
    expect(splitFen(7, [70, 30])).toEqual([5, 2]);
    expect(splitFen(100, [0, 100])).toEqual([0, 100]);
    expect(splitFen(0, [1, 2])).toEqual([0, 0]);
    expect(splitFen(-200, [1, 1, 1])).toEqual([-67, -67, -66]);
    expect(splitFen(Number.MAX_SAFE_INTEGER, [99, 1])).toEqual([8_917_127_262_193_581, 90_071_992_547_410]);
  });

  test('part weights, negative ones, none at all and parts of a fen are no question', () => {
    for (const [total, weights] of [
      [10, [0.5, 0.5]],
      [10, [-1, 2]],
      [10, []],
      [10, [0]],
      [1.5, [1]],
      [Number.MAX_SAFE_INTEGER + 1, [1]],
      [10, [1, Number.NaN]],
    ] as const)
      expect(() => splitFen(total, weights), JSON.stringify([total, weights])).toThrow(RangeError);
  });
});

test('the table of shares has two rows a case, whole percents from none to all, and every row makes one hundred', () => {
  const { rows, columns, min, max, totals } = ClaimRules.splits;
  expect(rows).toEqual(splitCases.flatMap((name) => [`${name}_performance`, `${name}_commission`]));
  expect(splitRow('family', 'commission')).toBe('family_commission');
  expect([columns, min, max, totals]).toEqual([splitParts, 0, 100, 100]);
  expect(splitParts).toEqual(['receiving', 'earlier', 'helper', 'mentor', 'department']);
});
