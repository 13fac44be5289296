/** Facts and input of the kinds of decision about money. */
import type { moneyKinds } from '#core/money/index.ts';
import { commissionShapes } from './commission.ts';
import type { ShapesOf } from './kit.ts';
import { ledgerShapes } from './ledger.ts';
import { positionShapes } from './money-position.ts';
import { penaltyShapes } from './money-penalties.ts';

export const moneyShapes: ShapesOf<typeof moneyKinds> = {
  ...ledgerShapes,
  ...commissionShapes,
  ...penaltyShapes,
  ...positionShapes,
};
