/** What a list that comes in may change about a unit that is on the books. Whoever is asked, the books know better who bought it. */
import { isSold, type StockState, type UnitState } from './types.ts';

/** What both the books and a list can say of a unit. Null is not known. */
export interface UnitCard {
  readonly project: string;
  readonly layout: string;
  readonly predictedArea: number | null;
  readonly surveyedArea: number | null;
  readonly innerArea: number | null;
  readonly model: string;
  readonly colour: string;
  readonly location: string;
  readonly stockState: StockState | null;
  readonly arrivedOn: string | null;
  readonly isMarked: boolean;
}

export interface UnitPrice {
  readonly listPriceFen: number | null;
  readonly floorPriceFen: number | null;
  readonly unitPriceFen: number | null;
  readonly isFixedPrice: boolean;
}

export interface UnitNow extends UnitCard, UnitPrice {
  readonly state: UnitState;
}

export interface ListedUnit extends Partial<UnitCard>, UnitPrice {
  /** `reserved` is kept for somebody without a deal on our books. */
  readonly sale: 'available' | 'withheld' | 'reserved' | 'subscribed' | 'contracted' | 'handed_over';
  readonly stateWritten: string;
}

export type ListRemark = 'STATE_KEPT' | 'PRICE_DRAFTED' | 'AREA_KEPT';

export interface ListedChange {
  readonly card: Partial<UnitCard>;
  /** Taken off sale because the list says it is not for sale; never put back on sale. */
  readonly withhold: string | null;
  /** Goes into a draft price list: no price changes without approval. */
  readonly price: UnitPrice | null;
  readonly remarks: readonly ListRemark[];
}

/** The state a unit comes onto the books with. What others keep or have bought without a deal of ours is not for sale here. */
export const stateOfListed = (sale: ListedUnit['sale']): UnitState => (sale === 'reserved' ? 'withheld' : sale);

const areas = ['predictedArea', 'surveyedArea', 'innerArea'] as const;
const plain = ['project', 'layout', 'model', 'colour', 'location', 'stockState', 'arrivedOn'] as const;

export function changeByList(now: UnitNow, listed: ListedUnit): ListedChange {
  const card: Record<string, unknown> = {};
  const remarks: ListRemark[] = [];
  for (const key of plain) {
    const said = listed[key];
    if (said !== undefined && said !== null && said !== '' && said !== now[key]) card[key] = said;
  }
  // A mark is taken off by whoever set it, not by a list that does not mention it.
  if (listed.isMarked === true && !now.isMarked) card.isMarked = true;
  for (const key of areas) {
    const said = listed[key] ?? null;
    if (said === null || said === now[key]) continue;
    // An area on the books changes by the paper both departments sign; one that is not there yet is filled in.
    if (now[key] === null) card[key] = said;
    else if (!remarks.includes('AREA_KEPT')) remarks.push('AREA_KEPT');
  }
  const price = differs(now, listed) ? priceOf(listed) : null;
  if (price) remarks.push('PRICE_DRAFTED');
  const withhold = now.state === 'available' && listed.sale !== 'available' ? listed.stateWritten : null;
  if (withhold === null && disagrees(now.state, listed.sale)) remarks.push('STATE_KEPT');
  return { card: card as Partial<UnitCard>, withhold, price, remarks };
}

const priceOf = ({ listPriceFen, floorPriceFen, unitPriceFen, isFixedPrice }: UnitPrice): UnitPrice => ({
  listPriceFen,
  floorPriceFen,
  unitPriceFen,
  isFixedPrice,
});

const differs = (now: UnitPrice, listed: UnitPrice): boolean =>
  listed.listPriceFen !== null &&
  (listed.listPriceFen !== now.listPriceFen ||
    (listed.floorPriceFen !== null && listed.floorPriceFen !== now.floorPriceFen) ||
    listed.isFixedPrice !== now.isFixedPrice);

/** A hold is for sale to nobody else and a sale is a sale, whatever stage each of the two is at. */
const disagrees = (now: UnitState, sale: ListedUnit['sale']): boolean => {
  if (sale === 'available') return now === 'withheld' || isSold(now);
  if (isSold(sale as UnitState)) return !isSold(now);
  return now !== 'withheld' && now !== 'held';
};
