/** What a stock sheet says may be sold, in its own words, and where a vehicle stands. */
import { plainText } from './text.ts';
import type { Cell, Reading } from './types.ts';

/** Whether a unit may be sold, as far as a sheet can say it. `reserved` is somebody's without a deal on our books. */
export type SaleState = 'available' | 'withheld' | 'reserved' | 'subscribed' | 'contracted' | 'handed_over';
export type StockPlace = 'in_transit' | 'in_stock' | 'at_branch' | 'display' | 'test_drive';

const sale: readonly (readonly [RegExp, SaleState])[] = [
  [/^(?:可售|在售|未售|待售|可卖|空置|available|unsold|forsale)$/, 'available'],
  [/^(?:已?交付|已?交房|已?交车|已?提车)$/, 'handed_over'],
  [/^(?:已?售|已?售出|已卖|已?签约|已?网签|已?成交|已?备案|sold)$/, 'contracted'],
  [/^(?:已?认购|大定|已?下定)$/, 'subscribed'],
  [/^(?:小订|小定|已?预[订定]|保留|预留|留房|排号|意向金|reserved)$/, 'reserved'],
  [/^(?:不可售|不售|销控|封存|工抵|工程抵款|抵押|查封|样板间|样板房|自持|自留|未取证|暂不销售|withheld)$/, 'withheld'],
];

/** Blank is for sale, as such sheets mean it; a word we do not know sends the row back rather than offering the unit. */
export function readSaleState(cell: Cell): Reading<SaleState> {
  const text = plainText(cell).replace(/\s/g, '').toLowerCase();
  if (text === '') return { value: 'available' };
  const found = sale.find(([pattern]) => pattern.test(text));
  return found ? { value: found[1] } : { value: null, problem: 'STATE_UNREADABLE' };
}

export interface VehicleState {
  readonly place: StockPlace | null;
  readonly sale: SaleState;
}

/** A car that is driven by visitors is not for sale as long as it is; one on show is. */
const vehicle: readonly (readonly [RegExp, VehicleState])[] = [
  [/^(?:在库|库存|在店|可售|instock)$/, { place: null, sale: 'available' }],
  [/^(?:在途|未到|运输中|intransit)$/, { place: 'in_transit', sale: 'available' }],
  [/^(?:展车|样车|展示车|display)$/, { place: 'display', sale: 'available' }],
  [/^(?:试驾车?|试乘试驾车?|testdrive)$/, { place: 'test_drive', sale: 'withheld' }],
  [/^(?:已订|已定|已预订|预订|订出|ordered)$/, { place: null, sale: 'subscribed' }],
  [/^(?:已售|售出|已开票|sold)$/, { place: null, sale: 'contracted' }],
  [/^(?:已交车|已提车|已交付)$/, { place: null, sale: 'handed_over' }],
  [/^(?:保留|预留|锁定|质损|维修|withheld)$/, { place: null, sale: 'withheld' }],
];

export function readVehicleState(cell: Cell): Reading<VehicleState> {
  const text = plainText(cell).replace(/\s/g, '').toLowerCase();
  if (text === '') return { value: { place: null, sale: 'available' } };
  const found = vehicle.find(([pattern]) => pattern.test(text));
  return found ? { value: found[1] } : { value: null, problem: 'STATE_UNREADABLE' };
}

/** Where a location stands: on the road, with a dealer of the second tier, or in our own yard and hall. */
export function placeOfLocation(location: string): StockPlace {
  if (/在途|运输/.test(location)) return 'in_transit';
  return /网点|分店|二级|经销/.test(location) ? 'at_branch' : 'in_stock';
}
