/** What the cells of a stock row say together: the building of the sheet, the floor of the room, the total nobody wrote, the car that is in two places. */
import { addDays, type LocalDate } from '../kernel/instant.ts';
import { buildingName, entranceName, floorOfRoom } from './stock-cells.ts';
import { placeOfLocation, type StockPlace } from './stock-states.ts';
import type { ProblemCode } from './problems.ts';
import type { SheetPlace } from './types.ts';

/** The part of a row under way that these rules read and complete. */
export interface StockDraft {
  readonly text: Record<string, string>;
  readonly dates: Record<string, LocalDate>;
  readonly numbers: Record<string, number>;
  readonly flags: Record<string, boolean>;
}
export type Remark = (code: ProblemCode, field: string, severity: 'error' | 'warning', detail: string) => void;

const yuan = (fen: number): string => String(fen / 100);

/** `floorAbove` is the floor of the row above: a floor is often written once beside the rooms it has. */
export function settleRoom(draft: StockDraft, place: SheetPlace, floorAbove: number | null, remark: Remark): void {
  const { text, numbers, flags } = draft;
  if (text.building !== undefined) text.building = buildingName(text.building);
  else if (place.building !== '') text.building = place.building;
  if (text.project === undefined && place.project !== '') text.project = place.project;
  if (text.entrance !== undefined) text.entrance = entranceName(text.entrance);
  if (text.building === undefined) remark('BUILDING_MISSING', 'building', 'error', '');
  const { room } = text;
  if (room !== undefined) settleFloor(draft, room, floorAbove, remark);
  const area = numbers.predictedArea ?? numbers.surveyedArea;
  if (numbers.listPrice === undefined && numbers.unitPrice !== undefined && area !== undefined) {
    // Whole yuan, as totals are filed. Hundredths of a square metre times fen, so nothing is lost on the way.
    const total = Math.round((Math.round(area * 100) * numbers.unitPrice) / 10_000) * 100;
    numbers.listPrice = total;
    remark('PRICE_COMPUTED', 'listPrice', 'warning', yuan(total));
  }
  if (flags.isFixedPrice === true && numbers.floorPrice !== undefined) {
    if (numbers.listPrice !== undefined && numbers.listPrice !== numbers.floorPrice)
      numbers.filedPrice = numbers.listPrice;
    numbers.listPrice = numbers.floorPrice;
  }
  if (numbers.listPrice === undefined) remark('PRICE_MISSING', 'listPrice', 'warning', '');
  else if (numbers.floorPrice !== undefined && numbers.floorPrice > numbers.listPrice)
    remark('DISCOUNT_ABOVE_LIST', 'floorPrice', 'error', `${yuan(numbers.floorPrice)} > ${yuan(numbers.listPrice)}`);
}

function settleFloor(draft: StockDraft, room: string, above: number | null, remark: Remark): void {
  const { numbers } = draft;
  const named = floorOfRoom(room);
  if (numbers.floor === undefined) {
    const floor = named ?? above;
    if (floor === null) {
      remark('FLOOR_MISSING', 'floor', 'error', '');
      return;
    }
    numbers.floor = floor;
    remark(named === null ? 'FLOOR_FROM_ABOVE' : 'FLOOR_FROM_ROOM', 'floor', 'warning', String(floor));
  } else if (named !== null && named !== numbers.floor)
    remark('FLOOR_DIFFERS', 'floor', 'warning', `${numbers.floor} / ${room}`);
}

/** Seen from the buyer's side the careful reading wins: a car that one column puts on the road is on the road until somebody has seen it. */
export function settleVehicle(draft: StockDraft, today: LocalDate, written: string, remark: Remark): void {
  const { text, dates, numbers, flags } = draft;
  const { location } = text;
  const located = location === undefined ? null : placeOfLocation(location);
  const stated = (text.statePlace as StockPlace | undefined) ?? null;
  text.stockState = stated ?? located ?? 'in_stock';
  const isOrdered = text.saleState === 'subscribed';
  if (located === 'in_transit' && stated !== 'in_transit') {
    if (!isOrdered) remark('PLACE_CONTRADICTS', 'location', 'warning', `${location} / ${written}`);
    text.stockState = 'in_transit';
  } else if (stated === 'in_transit' && located !== null && located !== 'in_transit')
    remark('PLACE_CONTRADICTS', 'location', 'warning', `${location} / ${written}`);
  const { customer } = text;
  if (isOrdered || customer !== undefined) flags.isMarked = true;
  if (customer !== undefined && text.saleState === 'available')
    remark('ORDER_UNCLEAR', 'customer', 'warning', customer);
  if (dates.arrivedOn === undefined && numbers.daysInStock !== undefined && text.stockState !== 'in_transit') {
    dates.arrivedOn = addDays(today, -numbers.daysInStock);
    remark('ARRIVAL_FROM_DAYS', 'arrivedOn', 'warning', dates.arrivedOn);
  }
}

/** What a unit is called on a site, once and for all: building, entrance and room, or the vehicle number. */
export function unitCode(text: Readonly<Record<string, string>>): string {
  if (text.vin !== undefined) return text.vin;
  return [text.building, text.entrance, text.room].filter((part) => part !== undefined && part !== '').join('-');
}
