import { describe, expect, test } from 'vitest';
import { moneyFaults, moneyOf, noMoney, planLeft, termsOf } from './money-draft.ts';

const draft = { ...noMoney, price: '2,352,000', deposit: '5万' };
const row = (amount: string) => ({ name: '首期', dueOn: '2026-03-05', amount });

describe('what is typed about money', () => {
  test('figures, separators and ten thousands become whole fen', () => {
    expect(termsOf(draft)).toEqual({
      priceFen: 235_200_000,
      depositFen: 5_000_000,
      paymentMethod: 'full',
      plan: [],
      loan: null,
    });
  });
  test('a loan is what the down payment leaves', () => {
    const loan = termsOf({ ...draft, paymentMethod: 'mortgage', lender: ' 示范银行 ', downPayment: '712000.5' })?.loan;
    expect(loan).toMatchObject({ lender: '示范银行', downPaymentFen: 71_200_050, amountFen: 163_999_950 });
  });
  test('a plan says the whole price, no more and no less', () => {
    expect(moneyFaults({ ...draft, plan: [row('2,352,000')] })).toEqual([]);
    expect(planLeft({ ...draft, plan: [row('2,351,999.99')] })).toBe(1);
    expect(termsOf({ ...draft, plan: [row('2,351,999.99')] })).toBeNull();
    expect(moneyFaults({ ...draft, plan: [row('')] })).toEqual(['planRow']);
    expect(moneyFaults({ ...draft, paymentMethod: 'instalments' })).toEqual(['planNeeded']);
  });
  test.each([
    [{ price: '' }, []],
    [{ deposit: '300万' }, ['deposit']],
    [{ paymentMethod: 'mortgage' as const }, ['lender', 'downPayment']],
    [{ paymentMethod: 'mortgage' as const, lender: '行', downPayment: '2,352,000' }, ['downPayment']],
  ])('%j → %j', (change, faults) => {
    expect(moneyFaults({ ...draft, ...change })).toEqual(faults);
  });
  test('a deal read back says the same', () => {
    const terms = termsOf({ ...draft, plan: [row('1,000,000'), row('1,352,000')] });
    expect(terms && termsOf(moneyOf({ ...terms, loan: null } as never))).toEqual(terms);
  });
});
