/** How offices write floors, prices, areas, vehicle numbers and what may be sold. Pure readers, one cell each. */
import { isCellError, plainText } from './text.ts';
import type { Cell, Reading } from './types.ts';

/** Ten billion yuan: more is a slip of the keyboard, not a price. */
const YUAN_MAX = 10_000_000_000;
const SQUARE_METRES_MAX = 1_000_000;

const failed = <Code extends 'AMOUNT_UNREADABLE' | 'NUMBER_UNREADABLE' | 'FLOOR_UNREADABLE'>(
  cell: Cell,
  code: Code,
): { value: null; problem: Code | 'CELL_ERROR' } => ({ value: null, problem: isCellError(cell) ? 'CELL_ERROR' : code });

/** Whole fen: 2088527, "2,088,527.50元", "208.85万", "¥163800". */
export function readMoney(cell: Cell): Reading<number> {
  const text = plainText(cell)
    .replace(/[,\s¥￥]/g, '')
    .replace(/元(?:整|\/(?:㎡|m2|平方米|平))?$/i, '');
  if (text === '' || text === '-' || text === '/') return { value: null };
  const match = /^(\d+(?:\.\d+)?)(万)?$/.exec(text);
  const yuan = match ? Number(match[1]) * (match[2] ? 10_000 : 1) : Number.NaN;
  return yuan > 0 && yuan <= YUAN_MAX ? { value: Math.round(yuan * 100) } : failed(cell, 'AMOUNT_UNREADABLE');
}

export interface Discounted {
  readonly fen: number;
  /** 一口价: no further talk about it, so it is the list price and the lowest price at once. */
  readonly isFixed: boolean;
}

export function readDiscounted(cell: Cell): Reading<Discounted> {
  const fixed = /^(?:一口价|特价|固定价)[::]?(.+)$/.exec(plainText(cell).replace(/\s/g, ''));
  const amount = readMoney(fixed ? (fixed[1] ?? '') : cell);
  if (amount.value === null) return { value: null, ...(amount.problem ? { problem: amount.problem } : {}) };
  return { value: { fen: amount.value, isFixed: fixed !== null } };
}

/** Square metres to the hundredth; the dust of binary fractions (142.97000000000003) is not part of the area. */
export function readSquareMetres(cell: Cell): Reading<number> {
  const text = plainText(cell)
    .replace(/[,\s]/g, '')
    .replace(/平方米|平米|㎡|m2|m²|平$/gi, '');
  if (text === '' || text === '-' || text === '/') return { value: null };
  const area = /^\d+(?:\.\d+)?$/.test(text) ? Math.round(Number(text) * 100) / 100 : Number.NaN;
  return area > 0 && area <= SQUARE_METRES_MAX ? { value: area } : failed(cell, 'NUMBER_UNREADABLE');
}

/** 33, "33层", "33F", "-1", "B1", "负一层" is not read: it is rare and its room number says it. */
export function readFloor(cell: Cell): Reading<number> {
  const text = plainText(cell).replace(/\s/g, '').toUpperCase();
  if (text === '') return { value: null };
  const match = /^第?(B|-|负|地下)?(\d{1,3})(?:层|楼|F)?$/.exec(text);
  if (!match || Number(match[2]) === 0) return failed(cell, 'FLOOR_UNREADABLE');
  return { value: match[1] ? -Number(match[2]) : Number(match[2]) };
}

/** The floor a room number speaks of: 3301 is on 33, 801 on 8, B102 one below ground. */
export function floorOfRoom(room: string): number | null {
  const match = /^(B|-)?(\d{1,3})\d{2}[A-Z]?$/i.exec(room.replace(/\s/g, ''));
  if (!match || Number(match[2]) === 0) return null;
  return match[1] ? -Number(match[2]) : Number(match[2]);
}

/** Seventeen signs without I, O and Q. The check digit is not asked for: cars of many makes carry none. */
export function readVin(cell: Cell): Reading<string> {
  if (isCellError(cell)) return { value: null, problem: 'CELL_ERROR' };
  const vin = plainText(cell).replace(/[\s-]/g, '').toUpperCase();
  if (vin === '') return { value: null };
  return /^[A-HJ-NPR-Z0-9]{17}$/.test(vin) ? { value: vin } : { value: null, problem: 'VIN_WRONG' };
}

/** "1#楼", "1栋", "第1幢" and 1 are one building; "A座" keeps its letter. */
export function buildingName(text: string): string {
  const match = /^第?([A-Z]?\d{1,4}|[A-Z])(?:#|号)?(?:楼|栋|幢|座)?$/.exec(
    text.normalize('NFKC').replace(/\s/g, '').toUpperCase(),
  );
  if (!match?.[1]) return text.trim();
  return /\d/.test(match[1]) ? `${match[1]}#` : `${match[1]}座`;
}

export const entranceName = (text: string): string => text.replace(/\s/g, '').replace(/^第?(\w+)(?:单元|梯)$/, '$1');

/** Which project and building a title or a sheet's name speaks of: "云栖府1#楼商品房一房一价公示表", "1#楼". */
export function placeNamed(texts: readonly string[]): { readonly project: string; readonly building: string } {
  let project = '';
  let building = '';
  for (const text of texts) {
    const match = /^(.*?)(?<![A-Z\d])([A-Z]?\d{1,4}|[A-Z])(?:#|号)?(?:楼|栋|幢|座)(?!盘)/i.exec(
      text.normalize('NFKC').replace(/\s/g, ''),
    );
    if (!match) continue;
    building ||= buildingName(match[2] ?? '');
    project ||= match[1] ?? '';
  }
  return { project, building };
}
