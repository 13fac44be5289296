/** What stands on the page of an approval: the deal in words, both languages. */
import { disclosureKeys, type Deal } from '#core/deals/index.ts';
import type { Localised } from '#contract/kernel/refusal.ts';
import { wordsOf, yuan } from './said.ts';
import type { Names } from './views-names.ts';

export interface Line {
  readonly zh: string;
  readonly en: string;
  readonly value: string | Localised;
}
export const line = (zh: string, en: string, value: string | Localised): Line => ({ zh, en, value });

const payments: Readonly<Record<Deal['paymentMethod'], Localised>> = {
  full: { zh: '一次性付款', en: 'in full' },
  instalments: { zh: '分期', en: 'instalments' },
  mortgage: { zh: '按揭', en: 'mortgage' },
  finance_company: { zh: '汽车金融', en: 'finance company' },
};

/** One text of both: what differs by language, beside what does not. */
const both = (of: (language: 'zh' | 'en') => string): Localised => ({ zh: of('zh'), en: of('en') });

export const titleOf = (zh: string, en: string, names: Names) => ({
  zh: `${zh}：${names.unit} ${names.customer}`,
  en: `${en}: ${names.unit} ${names.customer}`,
});

type MoneyOf = Pick<Deal, 'priceFen' | 'depositFen' | 'paymentMethod' | 'plan' | 'loan'>;
export function moneyLines(deal: MoneyOf): Line[] {
  const { plan, loan } = deal;
  return [
    line('成交价', 'Price', yuan(deal.priceFen)),
    line('定金', 'Deposit', yuan(deal.depositFen)),
    line('付款方式', 'Payment', payments[deal.paymentMethod]),
    ...plan.map((one) =>
      line(
        one.name,
        one.name,
        both((language) => `${one.dueOn} ${yuan(one.amountFen)[language]}`),
      ),
    ),
    ...(loan
      ? [
          line(
            '贷款',
            'Loan',
            both((language) => `${loan.lender} ${yuan(loan.amountFen)[language]}`),
          ),
          line('首付', 'Down payment', yuan(loan.downPaymentFen)),
        ]
      : []),
  ];
}

export function dealLines(deal: Deal, names: Names, buyers: string): Line[] {
  return [
    line('客户', 'Customer', names.customer),
    line('销售顾问', 'Consultant', names.consultant),
    line('房源（车辆）', 'Unit', names.unit),
    ...(deal.number ? [line('编号', 'Number', deal.number)] : []),
    line('表价', 'List price', yuan(deal.listPriceFen)),
    ...moneyLines(deal),
    ...(buyers ? [line('签约人', 'Buyers', buyers)] : []),
    ...(deal.contractDueOn ? [line('签约期限', 'Contract due', deal.contractDueOn)] : []),
    ...(deal.disclosures.length > 0
      ? [line('已向客户讲明', 'Disclosed', wordsOf(disclosureKeys.filter((key) => deal.disclosures.includes(key))))]
      : []),
  ];
}
