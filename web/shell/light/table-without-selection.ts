/** Stands in for the selection column of Ant Design's Table; lists with selection are `DataList`s. */
export const SELECTION_COLUMN = {};
export const SELECTION_ALL = 'SELECT_ALL';
export const SELECTION_INVERT = 'SELECT_INVERT';
export const SELECTION_NONE = 'SELECT_NONE';
const nothing: ReadonlySet<string> = new Set();
export default function useSelection() {
  return [<Columns>(columns: Columns): Columns => columns, nothing] as const;
}
