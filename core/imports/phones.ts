import { isCellError, plainText } from './text.ts';
import type { Cell, PhoneReading, Reading } from './types.ts';

const REFUSED = /不肯留|不留|拒留|未留|没留|不愿|保密|拒绝|无电话|^(?:无|没有|暂无|不详|未知|-+|\/+|\*+)$/;

/**
 * Mainland mobile, land line with or without its area code, 400/800 line, or a foreign number with its +. The digits only: one
 * line has one spelling. Null when it is none of these; a digit too few is a wrong number, not a short one.
 */
export function phoneDigits(text: string): string | null {
  const compact = text.replace(/[\s\-().·]/g, '');
  const national = compact.replace(/^(?:\+86|0086|86(?=1\d{10}$))/, '');
  if (/^1[3-9]\d{9}$/.test(national)) return national;
  // Area codes are 010, 02x or 03xx–09xx; some offices write the subscriber's number with an extension, which is dropped.
  if (/^0(?:10|2\d)\d{7,8}$/.test(national) || /^0[3-9]\d{2}\d{7,8}$/.test(national)) return national;
  if (/^(?:400|800)\d{7}$/.test(national)) return national;
  return /^\+(?!86)[1-9]\d{6,14}$/.test(compact) ? compact : null;
}

/** "199…/199…", "199…、199…", "199…(老婆)", "０５７１－８８…", 1.99e10: every number in the cell, with whose it is said to be. */
export function readPhones(cell: Cell): Reading<readonly PhoneReading[]> {
  if (isCellError(cell)) return { value: null, problem: 'CELL_ERROR' };
  const text = plainText(cell);
  if (text === '') return { value: null };
  if (REFUSED.test(text)) return { value: null, problem: 'PHONE_REFUSED' };
  const phones: PhoneReading[] = [];
  for (const part of splitNumbers(text)) {
    const label =
      /[((【[]([^))】\]]+)[))】\]]/.exec(part)?.[1] ??
      /^(\p{Script=Han}{1,6})[::]?\s*(?=[+\d])/u.exec(part)?.[1] ??
      /\d\s*(\p{Script=Han}{1,6})$/u.exec(part)?.[1];
    const bare = part
      .replace(/[((【[][^))】\]]*\p{Script=Han}[^))】\]]*[))】\]]/gu, '')
      .replace(/\p{Script=Han}+[::]?/gu, '');
    const number = phoneDigits(bare.trim());
    if (number === null) return { value: null, problem: 'PHONE_UNREADABLE' };
    if (!phones.some((phone) => phone.number === number)) phones.push({ number, label: label?.trim() ?? null });
  }
  return phones.length === 0 ? { value: null, problem: 'PHONE_UNREADABLE' } : { value: phones };
}

/** Numbers are set apart by / 、 , ; or a line break; two mobiles may also stand side by side with a space. */
function splitNumbers(text: string): readonly string[] {
  return text
    .split(/[/、,;|\n或和]/)
    .flatMap((part) => (/^\s*1\d{10}\s+1\d{10}\s*$/.test(part) ? part.trim().split(/\s+/) : [part]))
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
