/** Stands in for the filter menus of Ant Design's Table, which bring a tree, a menu and search fields: our lists filter above the rows. */
export const getFilterData = <Row>(rows: readonly Row[]): readonly Row[] => rows;
export const flattenKeys = (): readonly string[] => [];
export default function useFilter() {
  return [<Columns>(columns: Columns): Columns => columns, [], {}] as const;
}
