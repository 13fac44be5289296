/** Codes of a refusal's detail in plain words, and sums in yuan, each in both languages. */
import { inYuan } from '#contract/kernel/yuan.ts';
import { dealStateWords } from '#contract/deal-words.ts';
import type { Localised } from '#contract/kernel/refusal.ts';

const say = (zh: string, en: string): Localised => ({ zh, en });
const words: Readonly<Record<string, Localised>> = {
  ...dealStateWords,
  withheld: say('未放盘', 'withheld'),
  held: say('已被保留', 'held'),
  available: say('可售', 'available'),
  presale_registration: say('预售登记', 'presale registration'),
  out_of_town: say('外地购房', 'purchase from out of town'),
  mortgage: say('按揭贷款', 'mortgage'),
  title: say('产权办理', 'title'),
  other_fees: say('其他费用', 'other fees'),
  price: say('价格', 'price'),
  quality: say('质量', 'quality'),
  after_sales: say('售后', 'after-sales'),
  id_card: say('身份证', 'identity card'),
  household_register: say('户口本', 'household register'),
  residence_permit: say('暂住证', 'residence permit'),
  contact_form: say('客户档案表', 'customer form'),
  presale_agreement: say('预售协议', 'presale agreement'),
  sale_contract: say('买卖合同', 'sale contract'),
  house_instructions: say('住宅使用说明书', 'house instructions'),
  quality_guarantee: say('质量保证书', 'quality guarantee'),
  attachment: say('合同附件', 'attachment'),
  manual: say('说明书', 'manual'),
  conformity_certificate: say('合格证', 'certificate of conformity'),
  appraisal_report: say('鉴定报告', 'appraisal report'),
  invoice: say('发票', 'invoice'),
  insurance: say('保险单', 'insurance'),
  handover_slip: say('交接单', 'handover slip'),
  review: say('标准文本审核', 'standard review'),
  fill: say('合同填写', 'filling in'),
  check: say('主管核对', 'supervisor’s check'),
  each_clause: say('逐条核对', 'each clause'),
  data: say('数据', 'data'),
  signatures: say('签字', 'signatures'),
  seals: say('印章', 'seals'),
  drawings: say('附图', 'drawings'),
  special_review_record: say('特殊合同审核记录', 'record of the special review'),
  name: say('姓名', 'name'),
  sex: say('性别', 'sex'),
  contact: say('联系方式', 'contact'),
  rights_and_duties: say('双方权利义务', 'rights and duties'),
  lawful: say('合法有效', 'lawfulness'),
  feasible: say('可以履行', 'feasibility'),
  signing_plan: say('签约方案', 'plan of the signing'),
  amount: say('金额', 'by its amount'),
  key_customer: say('重点客户', 'a key customer’s'),
  flagged: say('已标记', 'marked as such'),
  asked: say('待签批', 'being approved'),
  consented: say('已同意', 'consented to'),
  out: say('在外', 'out'),
  back: say('已归还', 'back'),
  refused: say('未同意', 'refused'),
  withdrawn: say('已撤回', 'withdrawn'),
  waiting: say('待复核', 'waiting for the check'),
  wrong: say('有误待更正', 'to be put right'),
  confirmed: say('已复核', 'checked'),
  agreement: say('认购书', 'agreement'),
  receipt: say('定金收据', 'deposit receipt'),
  payment_method: say('付款方式', 'way of paying'),
  delivery_deadline: say('交货期限', 'day of delivery'),
  implementation_plan: say('实施方案', 'plan'),
  quantity: say('数量与配件', 'quantity and fittings'),
  defects: say('待解决问题', 'defects'),
  withdrawal_paper: say('退订文件客户签字', 'the customer’s signature on the withdrawal'),
  unit_change: say('换房文件', 'change of unit'),
  name_change: say('更名文件', 'change of name'),
  supplement: say('补充协议', 'supplement'),
  book: say('收据存根签字', 'signature in the receipt book'),
};

export const yuan = (fen: number): Localised => say(`${inYuan(fen)} 元`, `¥${inYuan(fen)}`);
const wordOf = (code: string): Localised => words[code] ?? say(code, code);
export const wordsOf = (codes: readonly string[]): Localised =>
  say(codes.map((code) => wordOf(code).zh).join('、'), codes.map((code) => wordOf(code).en).join(', '));

export function spelled(detail: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const text: Record<string, unknown> = { ...detail };
  for (const [key, value] of Object.entries(detail)) {
    if (key === 'missing' || key === 'state' || key === 'step') text[`${key}Text`] = wordsOf(String(value).split(','));
    if (key.endsWith('Fen') && typeof value === 'number') text[`${key.slice(0, -3)}Text`] = yuan(value);
  }
  return text;
}
