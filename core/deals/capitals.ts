/** Amounts and days as Chinese papers write them, so that nobody can add a digit: 壹佰贰拾元伍角整, 二〇二六年三月五日. */

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'];
const GROUPS = ['', '万', '亿', '万亿'];

/** Four digits: "1020" → 壹仟零贰拾; a run of zeros is read once, at the end not at all. */
function group(digits: string): string {
  let out = '';
  let gap = false;
  for (const [at, digit] of [...digits].entries()) {
    if (digit === '0') {
      gap = true;
      continue;
    }
    if (gap && out !== '') out += '零';
    gap = false;
    out += `${DIGITS[Number(digit)]}${PLACES[digits.length - 1 - at]}`;
  }
  return out;
}

function yuanInCapitals(yuan: number): string {
  const digits = String(yuan);
  let out = '';
  let gap = false;
  const count = Math.ceil(digits.length / 4);
  for (let index = count - 1; index >= 0; index -= 1) {
    const part = digits.slice(Math.max(0, digits.length - 4 * (index + 1)), digits.length - 4 * index);
    const words = group(part);
    if (words === '') {
      gap = true;
      continue;
    }
    // 壹万零伍: zeros between two groups are read, whether they stand at the end of one or at the start of the other.
    if (out !== '' && (gap || part.startsWith('0'))) out += '零';
    gap = false;
    out += `${words}${GROUPS[index]}`;
  }
  // 万亿 after 亿 would say 亿 twice: 壹万亿零壹亿 reads 壹万零壹亿.
  return out.replace(/万亿(?=.*亿)/, '万');
}

/** Whole fen, up to what the house can ever count (10^15 fen). */
export function amountInCapitals(fen: number): string {
  if (!Number.isSafeInteger(fen)) throw new Error(`not whole fen: ${fen}`);
  const positive = Math.abs(fen);
  const yuan = Math.floor(positive / 100);
  const jiao = Math.floor((positive % 100) / 10);
  const cents = positive % 10;
  const sign = fen < 0 ? '负' : '';
  const whole = yuan > 0 ? `${yuanInCapitals(yuan)}元` : '';
  if (jiao === 0 && cents === 0) return `${sign}${whole || '零元'}整`;
  const tenths = jiao > 0 ? `${DIGITS[jiao]}角` : whole ? '零' : '';
  return `${sign}${whole}${tenths}${cents > 0 ? `${DIGITS[cents]}分` : '整'}`;
}

/** ¥1,234,567.80 */
export function amountInFigures(fen: number): string {
  const sign = fen < 0 ? '-' : '';
  const positive = Math.abs(fen);
  const yuan = String(Math.floor(positive / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}¥${yuan}.${String(positive % 100).padStart(2, '0')}`;
}

/** 3 → 叁; copies and the like. */
export const countInCapitals = (count: number): string => yuanInCapitals(count) || '零';

/** "2026-03-05" → 2026年3月5日 */
export function dayInChinese(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}
