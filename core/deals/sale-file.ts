/** What the file of a customer says of a sale, and what it still lacks (S0.07.rep.4). */
import type { LocalDate } from '../kernel/instant.ts';
import type { PaymentMethod } from './types.ts';

export const saleFileFields = ['category', 'paymentMethod', 'deposit', 'loanDates'] as const;
export type SaleFileField = (typeof saleFileFields)[number];

export interface SaleFileFacts {
  /** What was sold, in words: the name of the unit, or what was ordered. */
  readonly category: string;
  readonly paymentMethod: PaymentMethod | null;
  readonly depositFen: number;
  /** Days on which the lender pays or is paid. */
  readonly loanDates: readonly LocalDate[];
}
const isOnLoan = (method: PaymentMethod | null): boolean => method === 'mortgage' || method === 'finance_company';

/** Loan dates are asked for where there is a loan. */
export const saleFileMissing = (sale: SaleFileFacts): readonly SaleFileField[] =>
  saleFileFields.filter((field) => {
    if (field === 'category') return sale.category.trim() === '';
    if (field === 'paymentMethod') return sale.paymentMethod === null;
    if (field === 'deposit') return sale.depositFen <= 0;
    return isOnLoan(sale.paymentMethod) && sale.loanDates.length === 0;
  });
