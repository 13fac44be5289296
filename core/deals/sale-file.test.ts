import { expect, test } from 'vitest';
import { saleFileMissing } from './sale-file.ts';

test('[S0.07.rep.4] a sale’s file: product, payment, deposit, and where there is a loan its dates', () => {
  const whole = { category: '1#-1-901', paymentMethod: 'full', depositFen: 1, loanDates: [] } as const;
  expect(saleFileMissing(whole)).toEqual([]);
  expect(saleFileMissing({ category: ' ', paymentMethod: null, depositFen: 0, loanDates: [] })).toEqual([
    'category',
    'paymentMethod',
    'deposit',
  ]);
  for (const paymentMethod of ['mortgage', 'finance_company'] as const) {
    expect(saleFileMissing({ ...whole, paymentMethod })).toEqual(['loanDates']);
    expect(saleFileMissing({ ...whole, paymentMethod, loanDates: ['2026-03-10'] })).toEqual([]);
  }
});
