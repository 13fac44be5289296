import type { Instant, LocalDate, TimeOfDay } from '../kernel/instant.ts';
import type { ProblemCode } from './problems.ts';

/**
 * What a spreadsheet holds once the file format is behind us. The reading layer turns date cells into the text a person sees
 * ("2025-01-02", "11:50"), so a cell is plain JSON and can be staged, edited in the preview and read again.
 */
export type Cell = string | number | boolean | null;
export type Cells = readonly Cell[];

/** Customers first: a bare list of names and phones is a customer list until its header says otherwise. */
export const targets = [
  'customers',
  'visits',
  'calls',
  'followUps',
  'staff',
  'leavers',
  'dutyLists',
  'units',
  'vehicles',
] as const;
export type Target = (typeof targets)[number];
export const isStock = (target: Target | null): target is 'units' | 'vehicles' =>
  target === 'units' || target === 'vehicles';

/** What the user wants done with rows that are already known. */
export type Mode = 'create' | 'update' | 'both';

/** Field name → column index (0-based). A field that is not in the sheet is absent. */
export type Mapping = Readonly<Record<string, number>>;

/** What a cell says, and what is the matter with it. `value` null without a problem means blank. */
export interface Reading<Value> {
  readonly value: Value | null;
  readonly problem?: ProblemCode;
}

/** An error sends the row back; a warning takes the row and leaves the cell out, or says which assumption was made. */
export interface Problem {
  readonly code: ProblemCode;
  readonly severity: 'error' | 'warning';
  /** Field it is about, and its column if the sheet has one. */
  readonly field: string;
  readonly column: number | null;
  /** What stood in the cell, or who the candidates are. */
  readonly detail: string;
}

export interface PhoneReading {
  readonly number: string;
  /** Whose phone the cell says it is: "老婆" in "199…(老婆)". */
  readonly label: string | null;
}

export interface HouseholdMember {
  readonly relation: Relation;
  readonly name: string;
}
export type Relation = 'spouse' | 'parent' | 'child' | 'other';

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What a date column holds as a whole: the first and last date written in full. Month-day dates take their year from it. */
export interface DateSpan {
  readonly first: LocalDate;
  readonly last: LocalDate;
}

/** What a sheet of rooms says once for all of them, in its title or its name. */
export interface SheetPlace {
  readonly project: string;
  readonly building: string;
}

/** What is known about the sheet before a row is read. */
export interface SheetContext {
  /** Year chosen by the user, or read in the title, the sheet's name or the file's name. */
  readonly year: number | null;
  /** By column index. */
  readonly spans: Readonly<Record<number, DateSpan>>;
  readonly today: LocalDate;
  /** The site the sheet belongs to, chosen by the user or named in the title; it tells colleagues of one name apart. */
  readonly siteName: string | null;
  /** How many columns the header has; values further right have slipped out of their column. Null when there is no header. */
  readonly width: number | null;
  readonly place: SheetPlace;
}

export type SkipReason = 'BLANK_ROW' | 'TITLE_ROW' | 'HEADER_ROW' | 'SECTION_ROW' | 'TOTAL_ROW';

/** The readings of one row, by field, ready to be decided. */
export interface RowValues {
  readonly text: Readonly<Record<string, string>>;
  readonly dates: Readonly<Record<string, LocalDate>>;
  readonly times: Readonly<Record<string, TimeOfDay>>;
  readonly numbers: Readonly<Record<string, number>>;
  readonly flags: Readonly<Record<string, boolean>>;
  readonly phones: readonly PhoneReading[];
  readonly names: readonly string[];
  readonly household: readonly HouseholdMember[];
  readonly tags: readonly string[];
  readonly area: Range | null;
  /** Staff found for the colleague fields. */
  readonly colleagues: Readonly<Record<string, string>>;
}

export type RowReading =
  | { readonly kind: 'skipped'; readonly reason: SkipReason }
  | { readonly kind: 'data'; readonly values: RowValues; readonly problems: readonly Problem[] };

/** A colleague as the importer needs to know them. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly employeeNo: string | null;
  readonly phone: string | null;
  readonly siteName: string | null;
  readonly teamName: string | null;
  readonly post: string | null;
  readonly leftAt: Instant | null;
}
