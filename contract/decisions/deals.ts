/** Facts and input of the kinds of decision about deals. */
import type { dealKinds } from '#core/deals/index.ts';
import type { ShapesOf } from './kit.ts';

export const dealShapes: ShapesOf<typeof dealKinds> = {};
