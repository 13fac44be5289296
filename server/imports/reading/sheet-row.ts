import type { Cells } from '#core/imports/index.ts';

/** A row as the file has it; `index` counts from 0 and includes blank rows, so index + 1 is the row number people see. */
export interface SheetRow {
  readonly index: number;
  readonly cells: Cells;
}
export interface SheetInfo {
  readonly index: number;
  readonly name: string;
  readonly hidden: boolean;
}
