/** Inventory. The public face of the capability on the server. */
import { inventory as routes } from '#contract/inventory.ts';
import type { Capability } from '#server/capabilities.ts';
import { answer } from '#server/platform/http.ts';
import { areaEndpoints } from './areas.ts';
import { boardEndpoint } from './board.ts';
import { buyerLinkEndpoints } from './buyer-links.ts';
import { unitCommands } from './control.ts';
import { fieldEndpoints } from './fields.ts';
import { goodsEndpoints } from './goods.ts';
import { holdCommands } from './holds.ts';
import './joined.ts';
import './leavers.ts';
import { keepDoors, launchDayEndpoints } from './launch-day.ts';
import { launchEndpoints } from './launches.ts';
import { keepBoards, pressEndpoint } from './press.ts';
import { priceEndpoints } from './prices.ts';
import { vehicleEndpoints } from './vehicles.ts';
import { holds } from './views-holds.ts';
import { quotes } from './views-prices.ts';
import { unitDetail, units } from './views.ts';

export { type Displaced, onArrival, onDisplaced } from './hooks.ts';
export { issueLinks } from './buyer-links.ts';
export { type ImportedUnit, importUnits, removeImported, restoreImported } from './importing.ts';
export { priceAt } from './views-prices.ts';
export { lockUnit, lockUnits, type Unit, unitById } from './store.ts';
export { clearSheet, insertQuote, linesOfSheets, type SheetLine } from './store-quotes.ts';
export {
  checkPrice,
  controlsAt,
  holdFor,
  type MoveUnit,
  moveUnit,
  requireOutsideLaunch,
  setSoldPrice,
  type TakeUnit,
  takeUnit,
} from './taking.ts';

export const inventoryCapability: Capability = {
  name: 'inventory',
  endpoints: [
    boardEndpoint,
    answer(routes.units, (context, { query }) => units(context, query)),
    answer(routes.unit, (context, { params }) => unitDetail(context, params.unitId)),
    answer(routes.quotes, (context, { params, query }) => quotes(context, params.unitId, query)),
    answer(routes.holds, (context, { query }) => holds(context, query)),
    ...unitCommands,
    ...fieldEndpoints,
    ...holdCommands,
    ...priceEndpoints,
    ...areaEndpoints,
    ...vehicleEndpoints,
    ...goodsEndpoints,
    ...launchEndpoints,
    pressEndpoint,
    ...buyerLinkEndpoints,
    ...launchDayEndpoints,
  ],
  start: async (runtime) => {
    const stops = [keepBoards(runtime), keepDoors(runtime)];
    return async () => void (await Promise.all(stops.map((stop) => stop())));
  },
};
