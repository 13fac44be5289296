import { describe, expect, test } from 'vitest';
import { cadenceStanding, isBirthday, nextCallBackOn, type TodayFacts, tasksFor } from './cadence.ts';
import { at, card, filing, live, registered, zone } from './testing/given.ts';

const facts: TodayFacts = {
  claim: live(card, at('2024-05-06')),
  plannedOn: null,
  bornOn: null,
  deliveredOn: null,
  callBackOn: null,
  takeOverBy: null,
  signingDueOn: null,
  paymentDueOn: null,
};
const kinds = (change: Partial<TodayFacts>, now: string, rules = card, isHoliday = false) =>
  tasksFor(rules, { ...facts, ...change }, { timeZone: zone, isHoliday }, now).map((task) => task.kind);

describe('what today asks', () => {
  test('a follow-up is announced two days ahead and pressing on its last day', () => {
    expect(kinds({}, at('2024-05-06'))).toEqual([]);
    expect(kinds({}, at('2024-05-07'))).toEqual(['follow_up_soon']);
    expect(kinds({}, at('2024-05-09', '00:00'))).toEqual(['follow_up_overdue_today']);
    expect(kinds({}, at('2024-05-09', '23:59'))).toEqual(['follow_up_overdue_today']);
    expect(kinds({}, at('2024-05-10', '00:00'))).toEqual([]); // it has lapsed
  });

  test('[S0.08.c.12] the first text message is a task of the first day', () => {
    const claim = registered(card, at('2024-05-06', '09:00'), { phoneLeft: true });
    expect(kinds({ claim }, at('2024-05-06', '23:00'))).toEqual(['first_sms']);
    expect(kinds({ claim: { ...claim, firstSmsAt: at('2024-05-06', '12:00') } }, at('2024-05-06', '23:00'))).toEqual(
      [],
    );
  });

  test('who is due to be invited, to sign or to pay is on the list of the day', () => {
    const due = { plannedOn: '2024-05-06', signingDueOn: '2024-05-05', paymentDueOn: '2024-05-06' };
    expect(kinds(due, at('2024-05-06'), filing)).toEqual(['planned', 'notify_signing', 'notify_payment']);
    expect(kinds({ plannedOn: '2024-05-07' }, at('2024-05-06'), filing)).toEqual([]);
  });

  test('[S0.07.rep.6c] greetings on birthdays and holidays', () => {
    expect(kinds({ bornOn: '1980-05-06' }, at('2024-05-06'), filing, true)).toEqual(['birthday', 'holiday']);
    expect(
      kinds(
        { bornOn: '1980-05-06' },
        at('2024-05-06'),
        { ...filing, greetBirthdays: false, greetHolidays: false },
        true,
      ),
    ).toEqual([]);
    expect([
      isBirthday('1980-02-29', '2024-02-29'),
      isBirthday('1980-02-29', '2023-02-28'),
      isBirthday('1980-02-29', '2024-02-28'),
    ]).toEqual([true, true, false]);
  });

  test('[S2.03.a8.replace] the replacement’s first contact is a task until done', () => {
    expect(kinds({ takeOverBy: at('2024-05-09') }, at('2024-05-06'), filing)).toEqual(['take_over_contact']);
  });
});

describe('how often', () => {
  test('[S4.03.s5.freq] call-backs monthly in the first year after delivery, quarterly later', () => {
    expect(nextCallBackOn(filing, '2024-01-31', null)).toBe('2024-02-29');
    expect(nextCallBackOn(filing, '2024-01-15', '2024-12-15')).toBe('2025-01-15');
    expect(nextCallBackOn(filing, '2024-01-15', '2025-01-15')).toBe('2025-04-15');
    expect(kinds({ deliveredOn: '2024-01-15', callBackOn: '2024-04-06' }, at('2024-05-06'), filing)).toEqual([
      'call_back',
    ]);
    expect(kinds({ deliveredOn: '2024-01-15', callBackOn: '2024-04-07' }, at('2024-05-06'), filing)).toEqual([]);
  });

  test('[S1.14.a7.2] [S1.14.a7.4] at least two communications a day and one return visit a month', () => {
    expect(cadenceStanding(filing, { contactsToday: 1, returnVisitsThisMonth: 0, customers: 30 })).toMatchObject({
      contactsMissing: 1,
      returnVisitsMissing: 1,
    });
    expect(cadenceStanding(filing, { contactsToday: 2, returnVisitsThisMonth: 1, customers: 30 })).toMatchObject({
      contactsMissing: 0,
      returnVisitsMissing: 0,
    });
    const each = cadenceStanding(
      { ...filing, cadencePer: 'customer' },
      { contactsToday: 2, returnVisitsThisMonth: 1, customers: 3 },
    );
    expect(each).toMatchObject({ contactsMissing: 4, returnVisitsMissing: 2 });
  });
});
