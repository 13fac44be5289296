/** Prices moved together: by a share, by a sum, or by a sum for each square metre; always whole yuan, as lists are filed. */
import type { UnitOut } from './words.ts';

export interface PriceMove {
  readonly by: 'percent' | 'yuan' | 'perMetre';
  readonly value: number;
}
interface Moved {
  readonly listPriceFen: number;
  readonly floorPriceFen: number | null;
  readonly unitPriceFen: number | null;
  readonly isFixedPrice: boolean;
}

const FEN = 100;
const wholeYuan = (fen: number): number => Math.round(fen / FEN) * FEN;

type Priced = Pick<
  UnitOut,
  'listPriceFen' | 'floorPriceFen' | 'unitPriceFen' | 'isFixedPrice' | 'surveyedArea' | 'predictedArea'
>;

/** The new price, or null where there is none to move, or nothing would be left of it. */
export function movedPrice(unit: Priced, { by, value }: PriceMove): Moved | null {
  const { listPriceFen, floorPriceFen, unitPriceFen, isFixedPrice } = unit;
  const area = unit.surveyedArea ?? unit.predictedArea;
  if (listPriceFen === null || (by === 'perMetre' && area === null)) return null;
  const step = by === 'yuan' ? value * FEN : by === 'perMetre' ? value * FEN * (area ?? 0) : 0;
  const moved = (fen: number): number => wholeYuan(by === 'percent' ? fen * (1 + value / 100) : fen + step);
  const list = moved(listPriceFen);
  if (list <= 0) return null;
  const floor = floorPriceFen === null ? null : Math.min(list, Math.max(FEN, moved(floorPriceFen)));
  const perMetre = unitPriceFen === null || area === null ? null : Math.max(1, Math.round(list / area));
  return { listPriceFen: list, floorPriceFen: floor, unitPriceFen: perMetre, isFixedPrice };
}
