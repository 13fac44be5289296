/** Inventory. The public face of the capability on the server. */
import type { Capability } from '#server/capabilities.ts';

export { type Displaced, onDisplaced } from './hooks.ts';
export { type ImportedUnit, importUnits, removeImported, restoreImported } from './importing.ts';
export { lockUnit, type Unit, unitById } from './store.ts';
export {
  checkPrice,
  controlsAt,
  holdFor,
  type MoveUnit,
  moveUnit,
  setSoldPrice,
  type TakeUnit,
  takeUnit,
} from './taking.ts';

export const inventoryCapability: Capability = { name: 'inventory', endpoints: [] };
