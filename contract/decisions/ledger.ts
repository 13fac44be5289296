/** Facts and input of the decisions about receipts, the day's close and receivables. */
import type { ledgerKinds } from '#core/money/index.ts';
import type { ShapesOf } from './kit.ts';

export const ledgerShapes: ShapesOf<typeof ledgerKinds> = {};
