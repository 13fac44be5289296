/** Facts and input of the kinds of decision disputes make. */
import type { verdictKinds } from '#core/verdicts/index.ts';
import type { ShapesOf } from './kit.ts';
import { openingShapes } from './verdicts-opening.ts';
import { rulingShapes } from './verdicts-ruling.ts';

export const verdictShapes: ShapesOf<typeof verdictKinds> = {
  ...openingShapes,
  ...rulingShapes,
};
