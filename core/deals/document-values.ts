/** The figures and names of one deal as its papers write them. Nothing is typed in twice: a paper says what the deal says. */
import { amountInCapitals, amountInFigures, countInCapitals, dayInChinese } from './capitals.ts';
import type { DocumentValues } from './document-fields.ts';
import type { Instalment, Loan, PaymentMethod } from './types.ts';

export interface DocumentFacts {
  readonly number: string;
  readonly company: string;
  readonly site: string;
  readonly issuedOn: string;
  readonly copies: number;
  readonly consultant: string;
  readonly customer: {
    readonly name: string;
    readonly idNumber: string;
    readonly phone: string;
    readonly address: string;
  };
  readonly unit: {
    readonly code: string;
    readonly name: string;
    readonly project: string;
    readonly building: string;
    readonly entrance: string;
    readonly floor: number | null;
    readonly room: string;
    readonly layout: string;
    readonly predictedArea: number | null;
    readonly surveyedArea: number | null;
    readonly vin: string | null;
    readonly model: string;
    readonly colour: string;
  } | null;
  readonly deal: {
    readonly number: string | null;
    readonly wanted: { readonly model: string; readonly colour: string } | null;
    readonly listPriceFen: number;
    readonly priceFen: number;
    readonly depositFen: number;
    readonly paidFen: number;
    readonly paymentMethod: PaymentMethod;
    readonly plan: readonly Instalment[];
    readonly loan: Pick<Loan, 'lender' | 'amountFen' | 'downPaymentFen'> | null;
    readonly subscribedOn: string | null;
    readonly signedOn: string | null;
    readonly handedOverOn: string | null;
  };
  /** What was granted beyond the ordinary terms, as it was asked for. */
  readonly terms: readonly string[];
  /** What only this kind of paper says. */
  readonly more?: DocumentValues;
}

const payments: Readonly<Record<PaymentMethod, string>> = {
  full: '一次性付款',
  instalments: '分期付款',
  mortgage: '按揭贷款',
  finance_company: '金融公司贷款',
};

/** Figures and capitals under one name: 定金, 定金大写. */
const money = (name: string, fen: number | null): Record<string, string> =>
  fen === null
    ? { [name]: '', [`${name}大写`]: '' }
    : { [name]: amountInFigures(fen), [`${name}大写`]: amountInCapitals(fen) };
const day = (text: string | null): string => (text === null ? '' : dayInChinese(text));
/** Square metres as papers write them, to the second decimal. */
const area = (value: number | null | undefined): string => (value == null ? '' : value.toFixed(2));
const number = (value: number | null | undefined): string => (value == null ? '' : String(value));

export const planRows = (plan: readonly Instalment[]): Record<string, string>[] =>
  plan.map((one, index) => ({
    期次: String(index + 1),
    款项名称: one.name,
    应付日期: day(one.dueOn),
    ...money('应付金额', one.amountFen),
  }));

function goods({ unit, deal }: DocumentFacts): Record<string, string> {
  return {
    标的名称: unit?.name || unit?.code || deal.wanted?.model || '',
    标的编号: unit?.code ?? '',
    项目: unit?.project ?? '',
    楼栋: unit?.building ?? '',
    单元: unit?.entrance ?? '',
    楼层: number(unit?.floor),
    房号: unit?.room ?? '',
    户型: unit?.layout ?? '',
    预测面积: area(unit?.predictedArea),
    实测面积: area(unit?.surveyedArea),
    车型: unit?.model || deal.wanted?.model || '',
    颜色: unit?.colour || deal.wanted?.colour || '',
    车架号: unit?.vin ?? '',
  };
}

/** The surveyed area where there is one; a price per square metre of nothing is no price. */
function pricePerSquareMetre({ unit, deal }: DocumentFacts): string {
  const size = unit?.surveyedArea ?? unit?.predictedArea ?? 0;
  return size > 0 ? amountInFigures(Math.round(deal.priceFen / size)) : '';
}

export function documentValues(facts: DocumentFacts): DocumentValues {
  const { deal, customer } = facts;
  const below = deal.listPriceFen - deal.priceFen;
  return {
    fields: {
      公司名称: facts.company,
      门店名称: facts.site,
      编号: facts.number,
      成交编号: deal.number ?? '',
      出具日期: day(facts.issuedOn),
      客户姓名: customer.name,
      客户证件号码: customer.idNumber,
      客户电话: customer.phone,
      客户地址: customer.address,
      销售顾问: facts.consultant,
      ...goods(facts),
      ...money('标价', deal.listPriceFen),
      ...money('成交价', deal.priceFen),
      优惠金额: below > 0 ? amountInFigures(below) : '',
      成交单价: pricePerSquareMetre(facts),
      ...money('定金', deal.depositFen > 0 ? deal.depositFen : null),
      ...money('定金后余款', deal.priceFen - deal.depositFen),
      付款方式: payments[deal.paymentMethod],
      贷款机构: deal.loan?.lender ?? '',
      ...money('贷款金额', deal.loan?.amountFen ?? null),
      ...money('首付款', deal.loan?.downPaymentFen ?? null),
      已付金额: amountInFigures(deal.paidFen),
      未付金额: amountInFigures(deal.priceFen - deal.paidFen),
      认购日期: day(deal.subscribedOn ?? facts.issuedOn),
      签约日期: day(deal.signedOn ?? facts.issuedOn),
      交付日期: day(deal.handedOverOn ?? facts.issuedOn),
      份数: String(facts.copies),
      份数大写: countInCapitals(facts.copies),
      ...facts.more?.fields,
    },
    lists: {
      付款计划: planRows(deal.plan),
      特别约定: facts.terms.map((约定内容, index) => ({ 序号: String(index + 1), 约定内容 })),
      ...facts.more?.lists,
    },
  };
}
