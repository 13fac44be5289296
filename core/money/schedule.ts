/** What a deal owes and when: its deposit, the instalments of its plan, the loan, and whatever of the price is left. */
import type { LocalDate } from '../kernel/instant.ts';
import type { Due } from './ledger-types.ts';

export interface Terms {
  readonly priceFen: number;
  readonly depositFen: number;
  readonly agreedOn: LocalDate;
  readonly plan: readonly { readonly name: string; readonly dueOn: LocalDate | null; readonly amountFen: number }[];
  readonly loanFen: number;
}

/**
 * The dues add up to the price. A plan that makes the whole price by itself includes the deposit: then the deposit comes off its
 * first instalments; what plan, deposit and loan leave open is due before handover.
 */
export function scheduleOf(terms: Terms): readonly Due[] {
  const depositFen = Math.min(terms.depositFen, terms.priceFen);
  const planned = terms.plan.reduce((sum, { amountFen }) => sum + amountFen, 0);
  // The bank pays last; a plan that already speaks of the whole price names the loan as one of its instalments.
  const loanFen = Math.max(0, Math.min(terms.loanFen, terms.priceFen - depositFen - planned));
  let tooMuch = Math.max(0, depositFen + planned + loanFen - terms.priceFen);
  const instalments = terms.plan.map((one) => {
    const off = Math.min(tooMuch, one.amountFen);
    tooMuch -= off;
    return { ...one, amountFen: one.amountFen - off };
  });
  const rest = terms.priceFen - depositFen - loanFen - instalments.reduce((sum, { amountFen }) => sum + amountFen, 0);
  return [
    { name: 'deposit', dueOn: terms.agreedOn, amountFen: depositFen },
    ...instalments,
    { name: 'balance', dueOn: null, amountFen: Math.max(0, rest) },
    { name: 'loan', dueOn: null, amountFen: loanFen },
  ]
    .filter(({ amountFen }) => amountFen > 0)
    .map((due, index) => ({ seq: index + 1, name: due.name, dueOn: due.dueOn, amountFen: due.amountFen }));
}
