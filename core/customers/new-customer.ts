/** Recognition of a new business customer, for which a reward is paid: history, form in time, and the name on the invoice. */
import type { Decision } from '../kernel/decision.ts';
import { accept, refuse } from '../kernel/decision.ts';
import type { LocalDate } from '../kernel/instant.ts';
import { addMonths } from '../kernel/instant.ts';
import { foldText } from './keys.ts';
import type { CustomerRuleValues } from './rules.ts';

export type NewCustomerRules = Pick<
  CustomerRuleValues,
  'dormantYears' | 'sampleCountsAsBusiness' | 'newCustomerFormMonths' | 'formNameEqualsInvoice'
>;
export interface Transaction {
  readonly on: LocalDate;
  readonly kind: 'invoice' | 'sample';
}
export interface NewCustomerFacts {
  readonly transactions: readonly Transaction[];
  /** The transaction the form calls the first. */
  readonly firstOn: LocalDate;
  readonly formName: string;
  readonly invoiceName: string;
  /** The day the form was handed in, not the day it is approved. */
  readonly submittedOn: LocalDate;
}
/** In the order they are checked: a customer with business is refused whatever the form says. */
export type NewCustomerRefusal = 'NO_TRANSACTION' | 'BUSINESS_WITHIN_PERIOD' | 'FORM_TOO_LATE' | 'NAME_NOT_AS_INVOICED';

export interface NewCustomerOutcome {
  readonly firstOn: LocalDate;
  readonly lastBefore: LocalDate | null;
  readonly dueOn: LocalDate;
}

const isBusiness = (rules: NewCustomerRules, transaction: Transaction): boolean =>
  transaction.kind === 'invoice' || rules.sampleCountsAsBusiness;

/** The last business before a day; samples are silence unless the house counts them. */
const lastBusinessBefore = (
  rules: NewCustomerRules,
  transactions: readonly Transaction[],
  day: LocalDate,
): LocalDate | null =>
  transactions
    .filter((transaction) => isBusiness(rules, transaction) && transaction.on < day)
    .map((transaction) => transaction.on)
    .sort()
    .at(-1) ?? null;

/** Exactly the full period of silence is enough (AMB.N01). */
const isSilent = (rules: NewCustomerRules, last: LocalDate | null, day: LocalDate): boolean =>
  last === null || addMonths(last, rules.dormantYears * 12) <= day;

export const isNewCustomer = (rules: NewCustomerRules, transactions: readonly Transaction[], day: LocalDate): boolean =>
  isSilent(rules, lastBusinessBefore(rules, transactions, day), day);

export const decideNewCustomer = (
  rules: NewCustomerRules,
  facts: NewCustomerFacts,
): Decision<NewCustomerOutcome, NewCustomerRefusal> => {
  const { firstOn, submittedOn } = facts;
  const happened = facts.transactions.some(
    (transaction) => isBusiness(rules, transaction) && transaction.on === firstOn,
  );
  if (!happened) return refuse('NO_TRANSACTION', ['S2.11.a1'], { firstOn });
  const lastBefore = lastBusinessBefore(rules, facts.transactions, firstOn);
  if (!isSilent(rules, lastBefore, firstOn))
    return refuse('BUSINESS_WITHIN_PERIOD', ['S2.11.a1'], { last: lastBefore, firstOn });
  const dueOn = addMonths(firstOn, rules.newCustomerFormMonths);
  if (submittedOn > dueOn)
    return refuse('FORM_TOO_LATE', ['S2.11.a2.form', 'S2.11.a2.late'], { due: dueOn, submitted: submittedOn });
  if (rules.formNameEqualsInvoice && foldText(facts.formName) !== foldText(facts.invoiceName))
    return refuse('NAME_NOT_AS_INVOICED', ['S2.11.a2.name'], {
      form: facts.formName,
      invoice: facts.invoiceName,
      due: dueOn,
    });
  return accept({ firstOn, lastBefore, dueOn }, ['S2.11.a1', 'S2.11.a2.form', 'S2.11.a2.name']);
};
