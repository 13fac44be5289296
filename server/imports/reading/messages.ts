import type { Cells, DateSpan } from '#core/imports/index.ts';
import type { FileProblemCode } from './file-problem.ts';
import type { SheetInfo } from './sheet-row.ts';

/** What the reading thread says. It says one thing at a time and waits for the word to go on, so no more than a batch is in memory. */
export type ReadingMessage =
  | {
      readonly kind: 'book';
      readonly format: 'xlsx' | 'csv';
      readonly encoding: string | null;
      readonly sheets: readonly SheetInfo[];
    }
  | { readonly kind: 'rows'; readonly sheet: number; readonly from: number; readonly rows: readonly Cells[] }
  | {
      readonly kind: 'sheetEnd';
      readonly sheet: number;
      readonly rowCount: number;
      readonly spans: Readonly<Record<number, DateSpan>>;
    }
  | { readonly kind: 'end' }
  | { readonly kind: 'problem'; readonly code: FileProblemCode };

export interface ReadingOrder {
  readonly path: string;
  readonly encoding: string | null;
}
