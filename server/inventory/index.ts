/** Inventory. The public face of the capability on the server. */
import type { Capability } from '#server/capabilities.ts';

export { type ImportedUnit, importUnits, removeImported, restoreImported } from './importing.ts';

export const inventoryCapability: Capability = { name: 'inventory', endpoints: [] };
