import { expect, test } from 'vitest';
import { decideDayList } from './day-list.ts';

test('[S0.02.reg.10] the list of the day goes out each morning where the house says so, by hand whenever there is something on it', () => {
  const facts = { people: 1, invite: 1, sign: 0, pay: 0 };
  const sent = (dayList: 'by_hand' | 'each_morning', byHand: boolean, people = 1) => {
    const decision = decideDayList({ dayList }, { ...facts, people }, { byHand });
    return decision.accepted ? decision.outcome.send : decision.code;
  };
  expect([sent('each_morning', false), sent('by_hand', false), sent('by_hand', true)]).toEqual([true, false, true]);
  expect([sent('each_morning', false, 0), sent('by_hand', true, 0)]).toEqual([false, 'NOTHING_ON_THE_LIST']);
});
