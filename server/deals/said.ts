/** Codes of a refusal's detail in plain words, both languages in one text; sums in yuan. */
const words: Readonly<Record<string, string>> = {
  draft: '意向 (a draft)',
  subscribing: '认购审批中 (being approved)',
  subscribed: '已认购 (subscribed)',
  contracting: '签约办理中 (being contracted)',
  contracted: '已签约 (contracted)',
  handed_over: '已交付 (handed over)',
  cancelled: '已退订 (cancelled)',
  breached: '违约 (in breach)',
  withheld: '未放盘 (withheld)',
  held: '已被保留 (held)',
  available: '可售 (available)',
  presale_registration: '预售登记 (presale registration)',
  out_of_town: '外地购房 (purchase from out of town)',
  mortgage: '按揭贷款 (mortgage)',
  title: '产权办理 (title)',
  other_fees: '其他费用 (other fees)',
  price: '价格 (price)',
  quality: '质量 (quality)',
  after_sales: '售后 (after-sales)',
  id_card: '身份证 (identity card)',
  household_register: '户口本 (household register)',
  residence_permit: '暂住证 (residence permit)',
  contact_form: '客户档案表 (customer form)',
  presale_agreement: '预售协议 (presale agreement)',
  sale_contract: '买卖合同 (sale contract)',
  house_instructions: '住宅使用说明书 (house instructions)',
  quality_guarantee: '质量保证书 (quality guarantee)',
  attachment: '合同附件 (attachment)',
  manual: '说明书 (manual)',
  conformity_certificate: '合格证 (certificate of conformity)',
  appraisal_report: '鉴定报告 (appraisal report)',
  invoice: '发票 (invoice)',
  insurance: '保险单 (insurance)',
  handover_slip: '交接单 (handover slip)',
  review: '标准文本审核 (standard review)',
  fill: '合同填写 (filling in)',
  check: '主管核对 (supervisor’s check)',
  each_clause: '逐条核对 (each clause)',
  data: '数据 (data)',
  signatures: '签字 (signatures)',
  seals: '印章 (seals)',
  drawings: '附图 (drawings)',
  special_review_record: '特殊合同审核记录 (record of the special review)',
  agreement: '认购书 (agreement)',
  receipt: '定金收据 (deposit receipt)',
  book: '收据存根签字 (signature in the receipt book)',
};

export const yuan = (fen: number): string =>
  `${new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 2 }).format(fen / 100)} 元 (CNY)`;
export const wordOf = (code: string): string => words[code] ?? code;
const wordsOf = (codes: unknown): string => String(codes).split(',').map(wordOf).join('、');

export function spelled(detail: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const text: Record<string, unknown> = { ...detail };
  for (const [key, value] of Object.entries(detail)) {
    if (key === 'missing' || key === 'state' || key === 'step') text[`${key}Text`] = wordsOf(value);
    if (key.endsWith('Fen') && typeof value === 'number') text[`${key.slice(0, -3)}Text`] = yuan(value);
  }
  return text;
}
