/** Facts and input of the kinds of decision disputes make. */
import type { verdictKinds } from '#core/verdicts/index.ts';
import { type ShapesOf, oneOf } from './kit.ts';
import { openingShapes } from './verdicts-opening.ts';
import { rulingShapes } from './verdicts-ruling.ts';

export { answers } from './verdicts-file.ts';
export const states = oneOf({
  talking: { zh: '协商中', en: 'talking' },
  mediation: { zh: '部门调解', en: 'with the department' },
  appealed: { zh: '申诉中', en: 'appealed' },
  settled: { zh: '已了结', en: 'settled' },
});

export const verdictShapes: ShapesOf<typeof verdictKinds> = {
  ...openingShapes,
  ...rulingShapes,
};
