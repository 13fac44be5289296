import { type Field, fieldsOf } from './fields.ts';
import { comparable, isBlank, plainText } from './text.ts';
import { type Cells, type Mapping, type SkipReason, type Target, targets } from './types.ts';

/** How many rows at the top may be titles and instructions before the header row has to come. */
export const HEADER_SEARCH_ROWS = 30;

/** The characters in which headers of Hong Kong and Taiwan offices differ from the synonyms we list. */
const TRADITIONAL =
  '電話號碼聯繫絡顧問訪時間離職組備註級別標籤來戶稱類屬員務編證項歸導購買積說點進場數談內機業門廳會團隊崗試帶師錄賬帳給動銷負責檔記創後認獲徑體產車種訊達開長隨諮詢關聽線約溝況順輪單樓層預測築價總狀態顏庫齡訂簽係';
const PLAIN =
  '电话号码联系络顾问访时间离职组备注级别标签来户称类属员务编证项归导购买积说点进场数谈内机业门厅会团队岗试带师录账账给动销负责档记创后认获径体产车种讯达开长随咨询关听线约沟况顺轮单楼层预测筑价总状态颜库龄订签系';
const plainCharacters = new Map(Array.from(TRADITIONAL, (character, index) => [character, PLAIN[index] ?? character]));

/** A header as compared: "* 联系电话 (必填):" is 联系电话, "意向面积(㎡)" is 意向面积. */
export const headerKey = (cell: Cells[number]): string =>
  Array.from(comparable(cell), (character) => plainCharacters.get(character) ?? character)
    .join('')
    .replace(/[((【[][^))】\]]*[))】\]]/g, '')
    .replace(/[*::_\-.·]/g, '');

export interface HeaderGuess {
  readonly headerRow: number;
  readonly target: Target;
  readonly mapping: Mapping;
  /** Columns the guess leaves unused, and required fields it could not place. */
  readonly unused: readonly number[];
  readonly missing: readonly string[];
}
export type HeaderFinding = { readonly kind: 'found'; readonly guess: HeaderGuess } | { readonly kind: 'missing' };

/** Places each field on the column whose header names it best: exact names first, then names contained in longer headers. */
export function guessMapping(target: Target, header: Cells): Mapping {
  const keys = header.map(headerKey);
  const mapping: Record<string, number> = {};
  const taken = new Set<number>();
  const place = (field: Field, column: number): void => {
    if (column < 0 || taken.has(column) || field.name in mapping) return;
    mapping[field.name] = column;
    taken.add(column);
  };
  // The first synonym of every field goes before the second of any: 客户 is a name in one sheet and a group heading in another.
  const depth = Math.max(...fieldsOf[target].map((field) => field.synonyms.length));
  for (let rank = 0; rank < depth; rank++) {
    for (const field of fieldsOf[target]) {
      const wanted = field.synonyms[rank];
      if (wanted !== undefined) place(field, keys.indexOf(headerKey(wanted)));
    }
  }
  for (const field of fieldsOf[target]) {
    const long = field.synonyms
      .map(headerKey)
      .filter((synonym) => synonym.length >= 3 || (/\p{Script=Han}{2}/u.test(synonym) && synonym.length === 2));
    place(
      field,
      keys.findIndex(
        (key, column) => !taken.has(column) && key.length <= 16 && long.some((synonym) => key.includes(synonym)),
      ),
    );
  }
  return mapping;
}

export const missingFields = (target: Target, mapping: Mapping): readonly string[] =>
  fieldsOf[target].filter((field) => field.required && !(field.name in mapping)).map((field) => field.name);

/** How well a row of cells reads as the header of a target: two for a column named exactly, one for one that is only like it, less four for every required field that is not there. */
function scoreOf(target: Target, header: Cells): number {
  const mapping = guessMapping(target, header);
  const exact = fieldsOf[target].filter((field) => {
    const column = mapping[field.name];
    return (
      column !== undefined && field.synonyms.some((synonym) => headerKey(synonym) === headerKey(header[column] ?? null))
    );
  }).length;
  return Object.keys(mapping).length + exact - 4 * missingFields(target, mapping).length;
}

export function guessTarget(header: Cells): Target | null {
  let best: { target: Target; score: number } | null = null;
  for (const target of targets) {
    const score = scoreOf(target, header);
    if (best === null || score > best.score) best = { target, score };
  }
  return best !== null && best.score >= 4 ? best.target : null;
}

export function guessAt(headerRow: number, target: Target, header: Cells): HeaderGuess {
  const mapping = guessMapping(target, header);
  const used = new Set(Object.values(mapping));
  const unused = header.flatMap((cell, column) => (!isBlank(cell) && !used.has(column) ? [column] : []));
  return { headerRow, target, mapping, unused, missing: missingFields(target, mapping) };
}

/** Looks for the header among the first rows: the row that names the most columns of one kind of sheet. */
export function findHeader(rows: readonly Cells[]): HeaderFinding {
  let best: { row: number; target: Target; score: number } | null = null;
  for (const [row, cells] of rows.slice(0, HEADER_SEARCH_ROWS).entries()) {
    if (distinctTexts(cells) < 2) continue;
    const target = guessTarget(cells);
    if (target === null) continue;
    const score = scoreOf(target, cells);
    if (best === null || score > best.score) best = { row, target, score };
  }
  if (best === null) return { kind: 'missing' };
  return { kind: 'found', guess: guessAt(best.row, best.target, rows[best.row] ?? []) };
}

const distinctTexts = (cells: Cells): number => new Set(cells.map(comparable).filter((text) => text !== '')).size;

/** The same headers in the same order are the same kind of file: a remembered mapping is found by this. */
export const headerFingerprint = (header: Cells): string => {
  const keys = header.map(headerKey);
  while (keys.length > 0 && keys.at(-1) === '') keys.pop();
  return keys.join('\u001f');
};

const TOTAL = /^(?:合计|总计|小计|共计|累计|汇总|total|subtotal|sum)[::]?$/i;
const SECTION = /^(?:.*(?:月份?|季度|年度?|周)|(?:说明|备注|注|填表|制表|审核|填报|打印).*|第.+[页组].*|以下空白)$/;

/** Why a row is no data, or null when it is. A row with one lonely value in it is a heading only if it reads like one. */
export function whyNoData(
  cells: Cells,
  position: number,
  headerRow: number | null,
  headerPrint: string,
): SkipReason | null {
  const texts = cells.map(plainText).filter((text) => text !== '');
  const first = texts[0];
  if (first === undefined) return 'BLANK_ROW';
  if (headerRow !== null && position < headerRow) return 'TITLE_ROW';
  if (headerRow !== null && position === headerRow) return 'HEADER_ROW';
  if (headerRow !== null && headerFingerprint(cells) === headerPrint) return 'HEADER_ROW';
  if (TOTAL.test(first.replace(/\s/g, ''))) return 'TOTAL_ROW';
  return new Set(texts).size === 1 && SECTION.test(first.replace(/\s/g, '')) ? 'SECTION_ROW' : null;
}
