/** Facts and input of the kinds of decision about inventory. */
import type { inventoryKinds } from '#core/inventory/index.ts';
import type { ShapesOf } from './kit.ts';

export const inventoryShapes: ShapesOf<typeof inventoryKinds> = {};
