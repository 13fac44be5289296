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
/** How the customer with whom the business was done is the one of the form. */
export type SameAs = 'same' | 'household' | 'name' | 'phone';
export interface Transaction {
  readonly on: LocalDate;
  readonly kind: 'invoice' | 'sample' | 'deal';
  /** Of a deal that went on for a while: its last act. */
  readonly until?: LocalDate;
  readonly sameAs?: SameAs;
  readonly number?: string;
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
  transaction.kind !== 'sample' || rules.sampleCountsAsBusiness;

/** The last business before a day; samples are silence unless the house counts them. */
const lastBusinessBefore = (
  rules: NewCustomerRules,
  transactions: readonly Transaction[],
  day: LocalDate,
): LocalDate | null =>
  transactions
    .filter((transaction) => isBusiness(rules, transaction) && transaction.on < day)
    .map(({ on, until = on }) => until)
    .sort()
    .at(-1) ?? null;

const isOwn = ({ sameAs = 'same' }: Transaction): boolean => sameAs === 'same';

const kinds = { invoice: ['开票', 'invoice'], sample: ['寄样', 'sample'], deal: ['成交', 'deal'] } as const;
const ways = {
  same: ['', ''],
  household: ['（同户）', ' (the household)'],
  name: ['（同名单位）', ' (the same name)'],
  phone: ['（同一电话）', ' (the same phone)'],
} as const;
const FOUND_SHOWN = 5;

/** What the search brought up, latest first, in words; whose it is by name is not said to who may not see them. */
function foundBefore(rules: NewCustomerRules, transactions: readonly Transaction[], day: LocalDate) {
  const found = transactions
    .filter((one) => isBusiness(rules, one) && one.on < day && !isSilent(rules, one.until ?? one.on, day))
    .sort((a, b) => (b.until ?? b.on).localeCompare(a.until ?? a.on));
  const said = (language: 0 | 1): string[] =>
    found
      .slice(0, FOUND_SHOWN)
      .map(({ on, until = on, kind, number = '', sameAs = 'same' }) =>
        [until, `${kinds[kind][language]}${ways[sameAs][language]}`, number].filter(Boolean).join(' '),
      );
  return { found: found.length, foundZh: said(0).join('、'), foundEn: said(1).join(', ') };
}

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
    (transaction) => isBusiness(rules, transaction) && transaction.on === firstOn && isOwn(transaction),
  );
  if (!happened) return refuse('NO_TRANSACTION', ['S2.11.a1'], { firstOn });
  const lastBefore = lastBusinessBefore(rules, facts.transactions, firstOn);
  if (!isSilent(rules, lastBefore, firstOn))
    return refuse('BUSINESS_WITHIN_PERIOD', ['S2.11.a1', 'S2.11.a3'], {
      last: lastBefore,
      firstOn,
      ...foundBefore(rules, facts.transactions, firstOn),
    });
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

/** The market branch signs: the company's business of the period is searched once more, under the day the form was handed in. */
export const decideConfirmNewCustomer = (
  rules: NewCustomerRules,
  facts: NewCustomerFacts,
): Decision<NewCustomerOutcome, NewCustomerRefusal> => {
  const decision = decideNewCustomer(rules, facts);
  return decision.accepted ? accept(decision.outcome, [...decision.clauses, 'S2.11.a3']) : decision;
};
