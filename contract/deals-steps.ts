/** The steps of a sale in words. */
import type { ProcessStep } from '#core/deals/course.ts';

const say = (zh: string, en: string) => ({ zh, en });
export const stepWords: Readonly<Record<ProcessStep, { readonly zh: string; readonly en: string }>> = {
  visit: say('来访', 'visit'),
  needs: say('了解需求', 'needs'),
  solution: say('推荐方案', 'proposal'),
  quotation: say('报价', 'quotation'),
  negotiation: say('洽谈认购', 'negotiation'),
  signing: say('签约', 'signing'),
  after_sales: say('资料归档与售后', 'papers and after-sales'),
  market_survey: say('市场调研', 'market survey'),
  product_planning: say('产品规划', 'product planning'),
  customer_development: say('客户开发', 'customer development'),
  presentation: say('产品介绍', 'presentation'),
  payment_terms: say('收款', 'payment'),
  delivery: say('交付', 'handover'),
  deposit: say('下定', 'deposit'),
  deposit_top_up: say('补定', 'deposit topped up'),
  payment: say('付清房款', 'paid in full'),
  presale: say('售前服务', 'pre-sale service'),
  report_supervisor: say('报告主管', 'report to the supervisor'),
  record_sale: say('登记销售', 'sale recorded'),
  contract_to_assistant: say('合同交内勤', 'contract to the assistant'),
  work_log: say('填写工作日志', 'work log'),
  midsale: say('售中服务', 'service during the sale'),
  aftersale: say('售后服务', 'after-sale service'),
  introduction: say('介绍', 'introduction'),
  own_payment: say('交款', 'payment'),
  loan: say('贷款', 'loan'),
  settlement: say('结算', 'settlement'),
  repair: say('报修跟进', 'repairs'),
};
