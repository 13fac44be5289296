/** Facts and input of the kinds of decision about deals. */
import type { dealKinds } from '#core/deals/index.ts';
import { changeShapes } from './deals-changes.ts';
import { contractShapes } from './deals-contract.ts';
import { courseShapes } from './deals-course.ts';
import { deliveryShapes } from './deals-delivery.ts';
import { endingShapes } from './deals-endings.ts';
import { handoverShapes } from './deals-handover.ts';
import { roomShapes } from './deals-room.ts';
import { takingShapes } from './deals-taking.ts';
import type { ShapesOf } from './kit.ts';

export const dealShapes: ShapesOf<typeof dealKinds> = {
  ...takingShapes,
  ...roomShapes,
  ...courseShapes,
  ...changeShapes,
  ...contractShapes,
  ...endingShapes,
  ...handoverShapes,
  ...deliveryShapes,
};
