/** These protect the server, so they are not for the house to change. */
export const FILE_BYTES_MAX = 64 * 1024 * 1024;
/** A workbook of this many bytes once unpacked is a bomb or a mistake. */
export const UNPACKED_BYTES_MAX = 1024 * 1024 * 1024;
export const SHEET_ROWS_MAX = 500_000;
export const SHEET_COLUMNS_MAX = 200;
/** Characters kept of a cell; the row reader refuses long cells with a reason, so it must still see that it is too long. */
export const CELL_CHARS_MAX = 4000;
/** Lines a quoted CSV cell may run over before the quote counts as never closed. */
export const QUOTED_LINES_MAX = 200;
