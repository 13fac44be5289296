/** What is left of a private value when the reader may not see it. A mask never shows more than it must to tell two apart. */
import type { CustomerRuleValues } from './rules.ts';
import { foldText } from './keys.ts';
import type { Handling, Viewer } from './types.ts';

const stars = (length: number): string => '*'.repeat(Math.max(length, 1));

/** +8613812341234 and 13812341234 both read 138****1234. Anything shorter keeps at most its last two digits. */
export const maskPhone = (phone: string): string => {
  const digits = phone.replace(/\D/g, '');
  const national = digits.length === 13 && digits.startsWith('86') ? digits.slice(2) : digits;
  if (national.length === 11) return `${national.slice(0, 3)}****${national.slice(-4)}`;
  if (national.length < 5) return stars(national.length);
  return `${stars(national.length - 2)}${national.slice(-2)}`;
};

/** An identity number keeps its first and its last character only: the birthday inside must not show. */
export const maskIdNumber = (idNumber: string): string => {
  const text = foldText(idNumber);
  return text.length < 8 ? stars(text.length) : `${text.slice(0, 1)}${stars(text.length - 2)}${text.slice(-1)}`;
};

const COMPOUND_SURNAMES = new Set(
  '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲 公上 公门 公山 公坚 左丘 公伯 西门 公祖 第五 公乘 贯丘 公皙 南荣 东里 东宫 仲长 子书 子桑 即墨 达奚 褚师'.split(
    ' ',
  ),
);

export const surnameOf = (name: string): string => {
  const text = foldText(name);
  const latin = /^[A-Za-z]/.test(text);
  if (latin) return Array.from(text)[0] ?? '';
  const two = Array.from(text).slice(0, 2).join('');
  return COMPOUND_SURNAMES.has(two) && Array.from(text).length > 2 ? two : (Array.from(text)[0] ?? '');
};

/** Surname only: 王**, 司马*. The number of stars does not give the length of a long name away. */
export const maskName = (name: string): string => {
  const surname = surnameOf(name);
  const rest = Array.from(foldText(name)).length - Array.from(surname).length;
  return `${surname}${stars(Math.min(Math.max(rest, 1), 2))}`;
};

export const maskEmail = (email: string): string => {
  const [user = '', domain = ''] = email.split('@');
  return domain ? `${user.slice(0, 1)}***@${domain}` : stars(3);
};

/** A plate keeps its place letters and the last character: 沪A****5. */
export const maskPlate = (plate: string): string => {
  const text = Array.from(foldText(plate));
  return text.length < 5 ? stars(text.length) : `${text.slice(0, 2).join('')}****${text.at(-1) ?? ''}`;
};

export const maskAddress = (address: string): string => {
  const text = Array.from(foldText(address));
  return text.length <= 6 ? stars(3) : `${text.slice(0, Math.min(6, Math.floor(text.length / 2))).join('')}***`;
};

/** Whether private values are shown in the clear to this viewer without a reveal; the scope itself is checked before. */
export const seesPrivateUnmasked = (
  rules: Pick<CustomerRuleValues, 'maskPrivate'>,
  viewer: Viewer,
  handling: Handling,
): boolean => {
  if (rules.maskPrivate === 'everyone') return false;
  if (rules.maskPrivate === 'nobody') return true;
  return handling.ownerId === viewer.staffId;
};

/** A customer in the pool: nobody's, therefore everybody's to read, therefore next to nothing is shown. */
export const poolName = (rules: Pick<CustomerRuleValues, 'poolShowsSurnameOnly'>, name: string): string =>
  rules.poolShowsSurnameOnly ? maskName(name) : foldText(name);
