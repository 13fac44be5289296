/** Facts and input of the decisions about receipts, the day's close and receivables. */
import type { ledgerKinds } from '#core/money/index.ts';
import type { ShapesOf } from './kit.ts';
import { backShapes } from './ledger-back.ts';
import { dueShapes } from './ledger-dues.ts';
import { receiptShapes } from './ledger-receipts.ts';

export const ledgerShapes: ShapesOf<typeof ledgerKinds> = {
  ...receiptShapes,
  ...dueShapes,
  ...backShapes,
};
