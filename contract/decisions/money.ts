/** Facts and input of the kinds of decision about money. */
import type { moneyKinds } from '#core/money/index.ts';
import type { ShapesOf } from './kit.ts';

export const moneyShapes: ShapesOf<typeof moneyKinds> = {};
