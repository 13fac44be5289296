/** What can be put up for approval, the clauses that ask for it, and which of it anybody may file from the inbox. */
import type { ClauseId } from '../kernel/decision.ts';

interface MatterText {
  readonly zh: string;
  readonly en: string;
  readonly clauses: readonly ClauseId[];
  /** Filed by hand with lines and a reason; the others come from the page of what they are about. */
  readonly isFree?: true;
  /** What of it the limits of authority measure `amountFen` against. */
  readonly measures?: 'refund_wan' | 'gift_yuan';
  /** Not signed in time, whoever applied bears the cost. */
  readonly isSlip?: true;
}
const declared = <M extends string>(table: Readonly<Record<M, MatterText>>): Readonly<Record<M, MatterText>> => table;

export const matters = declared({
  subscription: { zh: '认购审批', en: 'Subscription', clauses: ['S1.18.s1b'] },
  contract: { zh: '合同审批', en: 'Contract', clauses: ['S1.18.k3', 'S1.10.s1'] },
  special_contract: { zh: '特殊合同评审', en: 'Special contract', clauses: ['S0.07.ct.3c'] },
  order: { zh: '订单签字', en: 'Order', clauses: ['S0.08.d.1', 'S2.15.c4.01.sign'] },
  order_change: { zh: '订单变更', en: 'Change of an order', clauses: ['S0.08.d.1b', 'S2.15.c4.01.change'] },
  unit_change: { zh: '换房（换车）', en: 'Change of unit', clauses: ['S0.02.chg.1'] },
  name_change: { zh: '更名', en: 'Change of name', clauses: ['S0.02.chg.2'] },
  withdrawal: { zh: '退订', en: 'Withdrawal', clauses: ['S1.18.s6'], measures: 'refund_wan' },
  refund: { zh: '退款', en: 'Refund', clauses: ['S1.18.s6'], measures: 'refund_wan' },
  terms: {
    zh: '优惠、延期与付款方式',
    en: 'Discount, later date or other terms',
    clauses: ['S4.01.a24.escalate', 'S1.18.a0', 'S2.13.a09.10.promise'],
    isFree: true,
  },
  quotation: { zh: '报价', en: 'Quotation', clauses: ['S1.03.a9.2', 'S1.16.f6', 'S4.01.a24.escalate'] },
  promise: {
    zh: '对客户承诺',
    en: 'Promise to a customer',
    clauses: ['S2.13.a09.10.promise', 'S1.19.d.13', 'S4.01.a24.escalate'],
    measures: 'gift_yuan',
  },
  price_list: { zh: '价格表', en: 'Price list', clauses: ['S0.10.a.4b'] },
  area_change: { zh: '面积变更', en: 'Change of area', clauses: ['S0.10.a.5'] },
  hold_extension: { zh: '延长保留', en: 'Longer hold', clauses: [] },
  decoration_slip: {
    zh: '装饰单',
    en: 'Decoration slip',
    clauses: ['S0.08.d.4', 'S2.15.c4.04'],
    isFree: true,
    isSlip: true,
  },
  material_slip: {
    zh: '领料单',
    en: 'Material slip',
    clauses: ['S0.08.g.6', 'S0.08.d.4', 'S2.15.c7.06', 'S2.15.c4.04'],
    isFree: true,
    isSlip: true,
  },
  gift: { zh: '礼品申请', en: 'Gift', clauses: ['S0.08.e.1c'], isFree: true, measures: 'gift_yuan' },
  sales_plan: { zh: '销售计划', en: 'Sales plan', clauses: ['S1.10.x3'], isFree: true },
  allowance: { zh: '折让', en: 'Allowance', clauses: ['S1.14.a5.4'], isFree: true, measures: 'refund_wan' },
  allowance_certificate: {
    zh: '销货折让证明单',
    en: 'Allowance certificate',
    clauses: ['S2.13.a13.1.allow'],
    measures: 'refund_wan',
  },
  day_difference: { zh: '日结差异', en: 'Difference of a day’s close', clauses: ['S0.10.a.8'] },
  return_slip: { zh: '退货单', en: 'Return slip', clauses: ['S2.13.a13.1.return'], isFree: true },
  statement: { zh: '提成结算单', en: 'Commission statement', clauses: ['S0.08.g.7'] },
  payout: { zh: '提成发放', en: 'Payout', clauses: ['S0.08.g.7'] },
  support: {
    zh: '上级支援',
    en: 'Support from above',
    clauses: ['S3.01.c.dev.support', 'S1.14.a5.2'],
    isFree: true,
  },
  petition: { zh: '签呈', en: 'Petition', clauses: ['S2.13.a09.11'], isFree: true },
  sample_request: { zh: '样品申请', en: 'Samples', clauses: ['S2.04.a2.2.sign'], isFree: true },
  file_day_exception: { zh: '客户档案补交', en: 'Customer file handed in late', clauses: [] },
  introduction: { zh: '特殊介绍认定', en: 'Special introduction', clauses: ['S0.08.c.9b'], isFree: true },
  dismissal: { zh: '劝退', en: 'Urging to resign', clauses: ['S0.07.rep.8b'], isFree: true },
  policy: { zh: '制度与客户政策', en: 'Policy', clauses: ['S0.03.gen.3', 'S2.06.a18', 'S2.13.a15'], isFree: true },
  annual_summary: { zh: '年度总结', en: 'Annual summary', clauses: ['S3.01.m.annual.approve'], isFree: true },
  remedy_plan: { zh: '客户资料补救方案', en: 'Remedy plan', clauses: ['S2.03.e1'] },
  remedy_report: { zh: '客户资料补救报告', en: 'Remedy report', clauses: ['S2.03.e1'] },
  confirmation: { zh: '试用期转正', en: 'End of a probation', clauses: ['S0.08.a.1b'] },
  seal: { zh: '印章外带', en: 'Taking the seal out', clauses: ['S0.07.con.17'] },
  new_customer: { zh: '新客户认定', en: 'New customer', clauses: ['S2.11.a3'] },
});
export type Matter = keyof typeof matters;
export const matterKeys = Object.keys(matters) as readonly Matter[];
export const freeMatters = matterKeys.filter((matter) => matters[matter].isFree === true);
