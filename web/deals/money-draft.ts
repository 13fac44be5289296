/** What is typed about money, and what it means in whole fen. */
import type { deals } from '#contract/deals.ts';
import type { BodyInputOf } from '#contract/kernel/route.ts';
import { fenOf, formatYuan } from '../shell/yuan.ts';
import { type DealOut, hasLoan, type PaymentMethod } from './words.ts';

export interface PlanDraft {
  readonly name: string;
  readonly dueOn: string;
  readonly amount: string;
}
export interface MoneyDraft {
  readonly price: string;
  readonly deposit: string;
  readonly paymentMethod: PaymentMethod;
  readonly plan: readonly PlanDraft[];
  readonly lender: string;
  readonly downPayment: string;
  readonly needsPayoutReport: boolean;
}

export const noMoney: MoneyDraft = {
  price: '',
  deposit: '',
  paymentMethod: 'full',
  plan: [],
  lender: '',
  downPayment: '',
  needsPayoutReport: false,
};

export const moneyOf = (
  deal: Pick<DealOut, 'priceFen' | 'depositFen' | 'paymentMethod' | 'plan' | 'loan'>,
): MoneyDraft => ({
  price: deal.priceFen > 0 ? formatYuan(deal.priceFen) : '',
  deposit: deal.depositFen > 0 ? formatYuan(deal.depositFen) : '',
  paymentMethod: deal.paymentMethod,
  plan: deal.plan.map((row) => ({ name: row.name, dueOn: row.dueOn, amount: formatYuan(row.amountFen) })),
  lender: deal.loan?.lender ?? '',
  downPayment: deal.loan ? formatYuan(deal.loan.downPaymentFen) : '',
  needsPayoutReport: deal.loan?.needsPayoutReport ?? false,
});

/** Of the price, what the plan does not say yet; negative when it says too much. */
export const planLeft = ({ price, plan }: MoneyDraft): number =>
  (fenOf(price) ?? 0) - plan.reduce((sum, row) => sum + (fenOf(row.amount) ?? 0), 0);

export type MoneyFault = 'deposit' | 'plan' | 'planRow' | 'planNeeded' | 'lender' | 'downPayment';

/** What the server would refuse, while it can still be mended on the spot. An empty price is no fault yet. */
export function moneyFaults(draft: MoneyDraft): MoneyFault[] {
  const price = fenOf(draft.price);
  if (price === null) return [];
  const faults: MoneyFault[] = [];
  const deposit = fenOf(draft.deposit) ?? 0;
  if (deposit > price) faults.push('deposit');
  if (draft.plan.some((row) => row.name.trim() === '' || row.dueOn === '' || !fenOf(row.amount)))
    faults.push('planRow');
  else if (draft.plan.length > 0 && planLeft(draft) !== 0) faults.push('plan');
  if (draft.paymentMethod === 'instalments' && draft.plan.length === 0) faults.push('planNeeded');
  if (hasLoan(draft.paymentMethod)) {
    const down = fenOf(draft.downPayment);
    if (draft.lender.trim() === '') faults.push('lender');
    if (down === null || down >= price) faults.push('downPayment');
  }
  return faults;
}

type Terms = Pick<BodyInputOf<typeof deals.changeTerms>, 'priceFen' | 'depositFen' | 'paymentMethod' | 'plan' | 'loan'>;
/** As the server takes it; null as long as something is missing. */
export function termsOf(draft: MoneyDraft, fixedDepositFen?: number | null): Terms | null {
  const priceFen = fenOf(draft.price);
  if (priceFen === null || priceFen === 0 || moneyFaults(draft).length > 0) return null;
  const downPaymentFen = fenOf(draft.downPayment) ?? 0;
  return {
    priceFen,
    depositFen: fixedDepositFen ?? fenOf(draft.deposit) ?? 0,
    paymentMethod: draft.paymentMethod,
    plan: draft.plan.map((row) => ({ name: row.name, dueOn: row.dueOn, amountFen: fenOf(row.amount) ?? 0 })),
    loan: hasLoan(draft.paymentMethod)
      ? {
          lender: draft.lender.trim(),
          amountFen: priceFen - downPaymentFen,
          downPaymentFen,
          needsPayoutReport: draft.paymentMethod === 'finance_company' && draft.needsPayoutReport,
        }
      : null,
  };
}
