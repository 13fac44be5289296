/** Turns what people type into what the rules compare: phones to E.164, names to pinyin, words to search by. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { pinyin } from 'pinyin-pro';
import { foldWidth, nameKeyOf, surnameOf } from '#core/customers/index.ts';

const CHINESE_MOBILE = /^\+861[3-9]\d{9}$/;
const TERM_CHARACTERS_MAX = 24; // protects the index; no search is longer
const ENDINGS_MAX = 12;

export interface Phones {
  /** E.164, in the order given, each once. */
  readonly valid: readonly string[];
  /** Pieces that are no telephone number, as they were written. */
  readonly invalid: readonly string[];
}

/** A spreadsheet turns 19900001167 into 19900001167.0 or 1.9900001167E+10. */
const unfloat = (text: string): string => {
  if (/^\d(\.\d+)?e\+?\d+$/i.test(text)) return BigInt(Math.round(Number(text))).toString();
  return text.replace(/^(\d+)\.0+$/, '$1');
};

const parseOne = (piece: string): string | null => {
  const text = unfloat(piece.replace(/[()\s\-—–_·.]+/g, (run) => (/^\.0*$/.test(run) ? run : '')));
  const international = text.startsWith('00') ? `+${text.slice(2)}` : text;
  const withCountry = /^86\d{11}$/.test(international) ? `+${international}` : international;
  const parsed = parsePhoneNumberFromString(withCountry, 'CN');
  if (!parsed) return null;
  if (CHINESE_MOBILE.test(parsed.number)) return parsed.number;
  // A land line without its area code could be in any city; a mobile with a digit missing would pass for one.
  const isComplete = /^(0|\+|[48]00)/.test(withCountry);
  return isComplete && parsed.isValid() ? parsed.number : null;
};

/** Two numbers written side by side with nothing but spaces between them. */
const splitRuns = (piece: string): readonly string[] => {
  const digits = piece.replace(/\D/g, '');
  if (/^(1[3-9]\d{9}){2,}$/.test(digits)) return digits.match(/\d{11}/g) ?? [];
  return [piece];
};

export function normalisePhones(text: string): Phones {
  const valid: string[] = [];
  const invalid: string[] = [];
  const pieces = foldWidth(text)
    .split(/[/\\、,;|\n\r\t]|或|和|及/u)
    .map((piece) => piece.replace(/^[^\d+(]+|[^\d)]+$/gu, '').trim() || piece.trim())
    .filter((piece) => piece !== '')
    .flatMap(splitRuns);
  for (const piece of pieces) {
    const phone = parseOne(piece);
    if (phone === null) invalid.push(piece);
    else if (!valid.includes(phone)) valid.push(phone);
  }
  return { valid, invalid };
}

/** National spelling for people's eyes: 199 0000 1167. */
export const phoneForReading = (e164: string): string =>
  CHINESE_MOBILE.test(e164) ? e164.slice(3) : (parsePhoneNumberFromString(e164)?.formatNational() ?? e164);

/** The check digit of a mainland identity number; other documents pass by their length. */
export function isIdNumber(text: string): boolean {
  const id = foldWidth(text).trim().toUpperCase();
  if (!/^\d{17}[\dX]$/.test(id)) return /^[A-Z0-9()]{5,20}$/.test(id) && !/^\d{18}$/.test(id);
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(id[index]), 0);
  return '10X98765432'[sum % 11] === id[17];
}

export const idNumberKeyOf = (text: string): string => foldWidth(text).toUpperCase().replace(/[\s-]/g, '');

interface Spelling {
  readonly nameKey: string;
  readonly pinyin: string;
  readonly initials: string;
}

/** 司马玉远 → simayuyuan, smyy. Surnames are read as surnames (单 shan, 曾 zeng). */
export function spellingOf(name: string): Spelling {
  const nameKey = nameKeyOf(name);
  const syllables = pinyin(nameKey, {
    toneType: 'none',
    type: 'array',
    surname: 'head',
    nonZh: 'consecutive',
    v: true,
  });
  const latin = syllables.map((syllable) => syllable.toLowerCase().replace(/[^a-z0-9]/g, ''));
  return { nameKey, pinyin: latin.join(''), initials: latin.map((syllable) => syllable.slice(0, 1)).join('') };
}

/** Endings of the name (王小明, 小明), its pinyin with and without the surname, its initials: prefixes of these find it. */
export function termsOf(name: string): readonly string[] {
  const { nameKey, pinyin: full, initials } = spellingOf(name);
  const letters = Array.from(nameKey);
  const endings = letters
    .slice(0, Math.max(letters.length - 1, 1))
    .slice(0, ENDINGS_MAX)
    .map((_, index) => letters.slice(index).join(''));
  const surname = Array.from(surnameOf(nameKey)).length;
  const given = letters.length > surname ? spellingOf(letters.slice(surname).join('')).pinyin : '';
  return [...new Set([...endings, full, given, initials])]
    .filter((term) => term.length >= 2)
    .map((term) => term.slice(0, TERM_CHARACTERS_MAX));
}

/** The smallest text above every text with this prefix, for a range over the "C" collation. */
export const prefixEnd = (prefix: string): string => {
  const points = Array.from(prefix);
  const last = points.pop() ?? '';
  return points.join('') + String.fromCodePoint((last.codePointAt(0) ?? 0) + 1);
};

export const reversed = (text: string): string => Array.from(text).reverse().join('');
