/** Units in the reader's words: states with their colours, prices, areas. */
import type { BoardCell, HoldRow, UnitOut } from '#contract/inventory-shapes.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import type { inventory } from '#contract/inventory.ts';
import type { StateTone } from '../shell/theme.ts';

export type { BoardCell, HoldRow, UnitOut };
export type UnitDetail = ResponseOf<typeof inventory.unit>;
export type Vehicle = ResponseOf<typeof inventory.vehicles>['rows'][number];
export type UnitState = BoardCell['state'];

/** In the order of a sale. */
export const unitStates = [
  'available',
  'held',
  'subscribed',
  'contracted',
  'handed_over',
  'withheld',
] as const satisfies readonly UnitState[];
export const stockStates = ['in_stock', 'display', 'test_drive', 'at_branch', 'in_transit'] as const;

export const unitTones: Readonly<Record<UnitState, StateTone>> = {
  available: 'good',
  held: 'waiting',
  subscribed: 'active',
  contracted: 'active',
  handed_over: 'neutral',
  withheld: 'bad',
};

export const areaText = (area: number | null | undefined): string =>
  area === null || area === undefined ? '' : `${area.toFixed(2)}㎡`;
