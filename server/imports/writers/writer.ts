/** What a kind of sheet writes. Each target has one; it works through the public functions of the capability it writes to. */
import type { Problem } from '#core/imports/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { DecidedRow, Job } from '../plan-batch.ts';
import type { Effect } from '../store.ts';

export type TakenRow = Extract<DecidedRow, { kind: 'take' }>;

/** `open` leaves the row for the next batch: what it leaned on in this batch did not come about. */
export type Outcome =
  | {
      readonly kind: 'done';
      readonly customerId: string | null;
      readonly recordId: string | null;
      readonly effects: readonly Effect[];
      readonly remarks?: readonly Problem[];
      /** Where the row really ended, when the books knew better than the plan. */
      readonly ending?: 'create' | 'update' | 'merge';
    }
  | { readonly kind: 'returned'; readonly problems: readonly Problem[] }
  | { readonly kind: 'open' };

export interface Writer {
  carryOut(context: Context, job: Job, rows: readonly TakenRow[]): Promise<ReadonlyMap<number, Outcome>>;
  /** Takes back effects of its kinds; answers why one has to stay, or null when it is gone. */
  undo(context: Context, importId: string, effects: readonly Required<Effect>[]): Promise<readonly (string | null)[]>;
}
