import { isCellError, plainText, readText } from './text.ts';
import type { Cell, HouseholdMember, Reading, Relation } from './types.ts';

const TITLE = /(先生|女士|小姐|太太|阿姨|大哥|大姐|老板|老师|经理|主任|总|哥|姐)$/u;

/** "王某/李某", "王某、李某": everybody the cell names. A space inside a Chinese name is a typing habit, not a second person. */
export function readNames(cell: Cell): Reading<readonly string[]> {
  const read = readText(cell);
  if (read.value === null) return { value: null, ...(read.problem ? { problem: read.problem } : {}) };
  const names = read.value
    .split(/[/、,;&+|\n]|(?<=\p{Script=Han}{2})(?:和|与)(?=\p{Script=Han}{2})/u)
    .map((part) => (/^[\p{Script=Han}\s·]+$/u.test(part) ? part.replace(/\s+/g, '') : part.trim().replace(/\s+/g, ' ')))
    .filter((part) => part !== '');
  return { value: [...new Set(names)] };
}

/** "文总" or "王女士": a surname and a title. It fits anybody of that surname, so it identifies nobody by itself. */
export const isTitleOnly = (name: string): boolean => TITLE.test(name) && name.replace(TITLE, '').length <= 2;

/** Whether two spellings may be one person: the same name, or a bare surname with a title against a full name. */
export function namesAgree(one: string, other: string): boolean {
  if (one === other) return true;
  const surname = (name: string): string => name.replace(TITLE, '');
  if (isTitleOnly(one)) return other.startsWith(surname(one));
  if (isTitleOnly(other)) return one.startsWith(surname(other));
  return false;
}

export function readGender(cell: Cell): Reading<'male' | 'female'> {
  const text = plainText(cell).toLowerCase();
  if (text === '' || ['未知', '不详', '-'].includes(text)) return { value: null };
  if (/^(?:男|先生|男士|男性|m|male)$/.test(text)) return { value: 'male' };
  if (/^(?:女|女士|女性|小姐|f|female)$/.test(text)) return { value: 'female' };
  return { value: null, problem: isCellError(cell) ? 'CELL_ERROR' : 'GENDER_UNREADABLE' };
}

/** A, b, "C级", "Ｄ类": one of the four grades. */
export function readGrade(cell: Cell): Reading<'A' | 'B' | 'C' | 'D'> {
  const text = plainText(cell).toUpperCase();
  if (text === '' || text === '-') return { value: null };
  const match = /^([ABCD])\s*[级类档]?(?:客户)?$/.exec(text);
  if (!match) return { value: null, problem: isCellError(cell) ? 'CELL_ERROR' : 'GRADE_UNREADABLE' };
  return { value: match[1] as 'A' | 'B' | 'C' | 'D' };
}

export function readYesNo(cell: Cell): Reading<boolean> {
  const text = plainText(cell).toLowerCase();
  if (text === '') return { value: null };
  if (/^(?:是|有|对|√|✓|y|yes|true|1|首访|首次|新|新客户|第一次)$/.test(text)) return { value: true };
  if (/^(?:否|无|不是|没有|×|x|n|no|false|0|复访|再访|老|老客户|回访)$/.test(text)) return { value: false };
  return { value: null, problem: isCellError(cell) ? 'CELL_ERROR' : 'YES_NO_UNREADABLE' };
}

const relations: readonly (readonly [RegExp, Relation])[] = [
  [/配偶|夫妻|老婆|妻|太太|爱人|老公|丈夫|媳妇|先生/, 'spouse'],
  [/父|母|爸|妈|岳|公公|婆婆|老人/, 'parent'],
  [/儿|女|子|孩/, 'child'],
];
export const relationOf = (word: string): Relation => relations.find(([pattern]) => pattern.test(word))?.[1] ?? 'other';

/** "配偶:陆涛;儿子:陆小明" */
export function readHousehold(cell: Cell): Reading<readonly HouseholdMember[]> {
  const read = readText(cell);
  if (read.value === null) return { value: null, ...(read.problem ? { problem: read.problem } : {}) };
  const members = read.value
    .split(/[;,、\n/]/)
    .map((part) => /^\s*(\p{Script=Han}{1,4})\s*[::]\s*(.+)$/u.exec(part))
    .flatMap((match) =>
      match ? [{ relation: relationOf(match[1] ?? ''), name: (match[2] ?? '').replace(/\s+/g, '') }] : [],
    );
  return { value: members };
}

const DIGITS: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  两: 2,
  俩: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
};
const numeral = (text: string): number => DIGITS[text] ?? Number(text);

/** 3, "2人", "一家三口", "夫妻", "三大一小": how many came. Nobody brings a hundred people into one reception. */
export function readPartySize(cell: Cell): Reading<number> {
  const text = plainText(cell).replace(/\s/g, '');
  if (text === '') return { value: null };
  const size = partySize(text);
  return size !== null && Number.isInteger(size) && size >= 1 && size <= 100
    ? { value: size }
    : { value: null, problem: isCellError(cell) ? 'CELL_ERROR' : 'PARTY_UNCLEAR' };
}

function partySize(text: string): number | null {
  if (/^\d+(?:\.0+)?$/.test(text)) return Number(text);
  const counted = /^(?:共|约)?(\d+|[一二两俩三四五六七八九十])(?:个)?(?:人|位|口|名)$/.exec(text);
  if (counted) return numeral(counted[1] ?? '');
  const family = /^一家(\d+|[二两三四五六七八九十])(?:口|人)?$/.exec(text);
  if (family) return numeral(family[1] ?? '');
  const grown = /^(\d+|[一二两三四五六])大(\d+|[一二两三四五六])小$/.exec(text);
  if (grown) return numeral(grown[1] ?? '') + numeral(grown[2] ?? '');
  if (/^夫妻(?:二人|两人|俩)?$|^(?:小)?两口子?$|^情侣$|^母女$|^父子$/.test(text)) return 2;
  return /^(?:独自|单人|本人|自己)$/.test(text) ? 1 : null;
}
