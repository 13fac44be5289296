/** Facts and input of the decisions about performance, commission and statements. */
import type { commissionKinds } from '#core/money/index.ts';
import type { ShapesOf } from './kit.ts';

export const commissionShapes: ShapesOf<typeof commissionKinds> = {};
