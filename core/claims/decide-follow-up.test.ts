import { describe, expect, test } from 'vitest';
import { decideSign } from './decide-register.ts';
import { decideFollowUp, decideMayContact, whyNotValid } from './decide-follow-up.ts';
import { liveOwnerAt } from './lifecycle.ts';
import { at, card, code, contactWindow, filing, leader, live, outcome, registered, zone } from './testing/given.ts';
import type { Claim, ContactChannel } from './types.ts';

const contact = (claim: Claim, when: string, channel: ContactChannel = 'visit', rules = card, answered = true) =>
  outcome(decideFollowUp(rules, { claim, timeZone: zone }, { at: when, channel, answered }, when));
const visited = (claim: Claim, when: string, channel: ContactChannel = 'visit', rules = card): Claim => {
  const { claim: after, valid } = contact(claim, when, channel, rules);
  if (!after || !valid) throw new Error('not a valid follow-up');
  return after;
};
const signSecond = (claim: Claim, now: string): Claim =>
  outcome(decideSign(card, { claim, others: [], signer: leader, timeZone: zone, secondDueOn: null }, now)).claim;

describe('the card’s clocks', () => {
  const signed = live(card, at('2024-05-06', '09:00'));
  const once = visited(signed, at('2024-05-07'));
  const twice = visited(once, at('2024-05-08', '09:00'));

  test('[S0.08.c.2] a first return visit in time moves the card on', () => {
    expect(once).toMatchObject({ stage: 'second_due', followUps: 1, dueAt: at('2024-05-15', '00:00') });
    const lateBy = decideFollowUp(
      card,
      { claim: signed, timeZone: zone },
      { at: at('2024-05-10', '00:00'), channel: 'visit', answered: true },
      at('2024-05-10', '00:00'),
    );
    expect(outcome(lateBy)).toMatchObject({ valid: false, whyNot: 'no_live_claim' });
  });

  test('[S0.08.c.2b] a second visit of 8 May signed within 24 hours is valid to 15 May, signed on 10 May to 17 May', () => {
    expect(twice).toMatchObject({ stage: 'signing', signingSince: at('2024-05-08', '09:00'), dueAt: null });
    const lastDay = (claim: Claim) => claim.dueAt;
    expect(lastDay(signSecond(twice, at('2024-05-08', '18:00')))).toBe(at('2024-05-16', '00:00'));
    expect(lastDay(signSecond(twice, at('2024-05-09', '09:00')))).toBe(at('2024-05-16', '00:00')); // 24 hours exactly
    expect(lastDay(signSecond(twice, at('2024-05-10')))).toBe(at('2024-05-18', '00:00'));
  });

  test('[S0.08.c.2b] a leader who signs late does not cost the consultant the customer', () => {
    expect(liveOwnerAt(card, twice, at('2024-05-25'))).toBe('mei');
  });

  test('[S0.08.c.2c] each later return visit is valid for one week', () => {
    const running = signSecond(twice, at('2024-05-08', '18:00'));
    const again = visited(running, at('2024-05-14'));
    expect(again.dueAt).toBe(at('2024-05-22', '00:00'));
    expect(liveOwnerAt(card, again, at('2024-05-21', '23:59'))).toBe('mei');
    expect(liveOwnerAt(card, again, at('2024-05-22', '00:00'))).toBeNull();
  });

  test('the day the leader set for the second follow-up wins over the week', () => {
    const set = { ...signed, secondDueOn: '2024-05-20' };
    expect(visited(set, at('2024-05-07')).dueAt).toBe(at('2024-05-21', '00:00'));
  });

  test('a visit between the second one and its signature counts from the visit', () => {
    const third = visited(twice, at('2024-05-11'));
    expect(third).toMatchObject({ stage: 'signing', followUps: 3 });
    expect(signSecond(third, at('2024-05-10')).dueAt).toBe(at('2024-05-19', '00:00'));
  });
});

describe('text messages', () => {
  const sms = (claim: Claim, when: string, rules = card) => contact(claim, when, 'sms', rules);
  const running = live(card, at('2024-05-01'), {
    stage: 'running',
    followUps: 2,
    protectedUntil: at('2024-07-01'),
    dueAt: at('2024-07-01'),
  });

  test('[S0.08.c.4] the third text message in a row to a long-term customer voids the card', () => {
    const second = visited(visited(running, at('2024-05-02'), 'sms'), at('2024-05-03'), 'sms');
    expect(second.state).toBe('live');
    const third = sms(second, at('2024-05-04'));
    expect(third).toMatchObject({
      valid: false,
      whyNot: 'messages_in_a_row',
      claim: { state: 'void', endedReason: 'sms_only', endedAt: at('2024-05-04') },
    });
  });

  test('[S0.08.c.4] an answered call ends the run; an unanswered one does not', () => {
    const two = visited(visited(running, at('2024-05-02'), 'sms'), at('2024-05-03'), 'sms');
    expect(sms(visited(two, at('2024-05-03', '15:00'), 'call'), at('2024-05-04')).claim?.smsRun).toBe(1);
    const unanswered = contact(two, at('2024-05-03', '15:00'), 'call', card, false);
    expect(unanswered).toMatchObject({ valid: false, whyNot: 'call_unanswered', claim: { smsRun: 2 } });
    expect(sms(unanswered.claim ?? two, at('2024-05-04')).claim?.state).toBe('void');
  });

  test('[S0.08.c.4] a card that is not long-term survives the run; by the other reading age and count decide', () => {
    const young = live(card, at('2024-05-01'), { smsRun: 2, followUps: 1, stage: 'second_due' });
    expect(sms(young, at('2024-05-02')).claim?.state).toBe('live');
    const byAge = { ...card, longTermMeaning: 'days_and_count' } as const;
    const aged = (now: string) => sms({ ...running, smsRun: 2 }, now, byAge).claim?.state;
    expect(aged(at('2024-05-31'))).toBe('live'); // 30 days exactly: not older than 30 days
    expect(aged(at('2024-05-31', '10:01'))).toBe('void');
    expect(sms({ ...young, longTerm: true }, at('2024-05-02')).claim?.state).toBe('void');
  });

  test('where the run only invalidates the message, the claim stays and is not extended', () => {
    const rules = { ...contactWindow, smsRunLimit: 3, smsRunEffect: 'not_valid' } as const;
    const claim = live(rules, at('2024-05-01'));
    const two = visited(visited(claim, at('2024-05-02'), 'sms', rules), at('2024-05-03'), 'sms', rules);
    const third = sms(two, at('2024-05-20'), rules);
    expect(third).toMatchObject({ valid: false, whyNot: 'messages_in_a_row' });
    expect(third.claim?.protectedUntil).toBe(two.protectedUntil);
  });

  test('[S0.08.c.12] who left a number is texted the same day; that message is the first follow-up', () => {
    const opened = registered(card, at('2024-05-06', '09:00'), { phoneLeft: true });
    expect(opened.firstSmsDueAt).toBe(at('2024-05-07', '00:00'));
    const texted = contact(opened, at('2024-05-06', '12:00'), 'sms');
    expect(texted).toMatchObject({ isFirstSms: true, claim: { firstSmsAt: at('2024-05-06', '12:00') } });
    const signed = outcome(
      decideSign(
        card,
        { claim: texted.claim ?? opened, others: [], signer: leader, timeZone: zone, secondDueOn: null },
        at('2024-05-06', '18:00'),
      ),
    ).claim;
    expect(signed).toMatchObject({ stage: 'second_due', followUps: 1, smsRun: 1, dueAt: at('2024-05-14', '00:00') });
    const apart = { ...card, firstSmsFeedsRun: false };
    expect(
      contact(
        live(apart, at('2024-05-06', '09:00'), { firstSmsDueAt: at('2024-05-07', '00:00') }),
        at('2024-05-06', '12:00'),
        'sms',
        apart,
      ).claim,
    ).toMatchObject({
      followUps: 1,
      smsRun: 0,
    });
    const nextDay = contact(
      live(card, at('2024-05-06', '09:00'), { firstSmsDueAt: at('2024-05-07', '00:00') }),
      at('2024-05-07', '09:00'),
      'sms',
    );
    expect(nextDay.isFirstSms).toBe(false);
  });
});

describe('the contact window and the filing', () => {
  test('[S4.01.a17.lapse] a month without call-back and without record ends it; either of them starts the month again', () => {
    const claim = live(contactWindow, at('2024-01-31'));
    expect(claim.protectedUntil).toBe(at('2024-03-01', '00:00')); // clamped to 29 February, that day included
    expect(visited(claim, at('2024-02-10'), 'call', contactWindow).protectedUntil).toBe(at('2024-03-11', '00:00'));
    expect(visited(claim, at('2024-02-10'), 'note', contactWindow).protectedUntil).toBe(at('2024-03-11', '00:00'));
    expect(contact(claim, at('2024-02-10'), 'call', contactWindow, false).valid).toBe(false);
  });

  test('a contact written down late does not shorten what a newer one gave', () => {
    const claim = visited(live(contactWindow, at('2024-05-01')), at('2024-05-20'), 'call', contactWindow);
    const older = outcome(
      decideFollowUp(
        contactWindow,
        { claim, timeZone: zone },
        { at: at('2024-05-10'), channel: 'visit', answered: true },
        at('2024-05-21'),
      ),
    );
    expect(older.claim?.protectedUntil).toBe(claim.protectedUntil);
  });

  test('[S0.02.own.21] following up does not lengthen a filing, unless the house says so', () => {
    const claim = live(filing, at('2024-02-01'));
    expect(visited(claim, at('2024-03-15'), 'visit', filing).protectedUntil).toBe(at('2024-04-02', '00:00'));
    const restarting = { ...filing, filingRestartsOnFollowUp: true };
    expect(visited(claim, at('2024-03-15'), 'visit', restarting).protectedUntil).toBe(at('2024-05-16', '00:00'));
  });

  test('what counts as contact is the house’s choice', () => {
    const say = (channel: ContactChannel, answered: boolean, rules = filing) =>
      whyNotValid(rules, { channel, answered });
    expect([say('visit', false), say('reception', false), say('call', true), say('sms', false)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect([say('call', false), say('note', true)]).toEqual(['call_unanswered', 'only_a_note']);
    expect(say('call', false, { ...filing, unansweredCallCounts: true })).toBeNull();
    expect([
      say('sms', true, { ...filing, smsCounts: false }),
      say('chat', false, { ...filing, chatCounts: false }),
    ]).toEqual(['text_message', 'chat_message']);
    expect(say('chat', true, { ...filing, chatCounts: false })).toBeNull();
  });

  test('a contact of tomorrow is refused', () => {
    const claim = live(filing, at('2024-02-01'));
    expect(
      code(
        decideFollowUp(
          filing,
          { claim, timeZone: zone },
          { at: at('2024-02-03'), channel: 'call', answered: true },
          at('2024-02-02'),
        ),
      ),
    ).toBe('CONTACT_IN_FUTURE');
  });

  test('[S4.01.a35] who disputes a closed deal leaves the customer out of it; its owner and everybody else may call', () => {
    const closed: Claim = { ...live(filing, at('2024-02-01')), state: 'closed' };
    const may = (authorId: string, claim: Claim | null = closed) =>
      decideMayContact({ claim, authorId, disputants: ['mei', 'li'] }).accepted;
    expect([may('li'), may('mei'), may('service')]).toEqual([false, true, true]);
    expect([may('li', live(filing, at('2024-02-01'))), may('li', null)]).toEqual([true, true]);
  });
});
