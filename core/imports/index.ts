/** Spreadsheet import, the pure part: which row is what, what its cells mean, and where each row ends. */
export { findColleague, type Found, type Hints, type Roster, rosterOf } from './colleagues.ts';
export { widenSpan, yearIn } from './dates.ts';
export {
  type CustomerStep,
  decideRow,
  type KnownCustomer,
  locateCustomer,
  noFacts,
  type RowFacts,
  type RowPlan,
} from './decide-row.ts';
export { type Field, fieldsOf, targetNames } from './fields.ts';
export {
  findHeader,
  guessAt,
  guessTarget,
  HEADER_SEARCH_ROWS,
  type HeaderFinding,
  type HeaderGuess,
  headerFingerprint,
  missingFields,
  whyNoData,
} from './headers.ts';
export { isTitleOnly, namesAgree } from './people.ts';
export { phoneDigits } from './phones.ts';
export { type ProblemCode, problemTexts, sayProblem } from './problems.ts';
export { type ReadRow, readRow } from './read-row.ts';
export { placeNamed } from './stock-cells.ts';
export { unitCode } from './stock-rows.ts';
export type { SaleState, StockPlace } from './stock-states.ts';
export { count, type Ending, emptyTally, isComplete, skipTexts, type Tally, tallyFrom } from './tally.ts';
export { cutText, looksLikeFormula, plainText, storableCell } from './text.ts';
export {
  type Cell,
  type Cells,
  type Colleague,
  type DateSpan,
  type HouseholdMember,
  isStock,
  type Mapping,
  type Mode,
  type PhoneReading,
  type Problem,
  type RowValues,
  type SheetContext,
  type SkipReason,
  type Target,
  targets,
} from './types.ts';
