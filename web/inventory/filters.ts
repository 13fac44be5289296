/** Filters of the board as they stand in the address. */
export const boardDefaults = {
  building: '',
  layout: '',
  state: '',
  free: false,
  q: '',
  priceFrom: '',
  priceTo: '',
  areaFrom: '',
  areaTo: '',
  dense: false,
  unit: '',
};
export type BoardState = typeof boardDefaults;
export const clearedFilters: Partial<BoardState> = {
  layout: '',
  state: '',
  free: false,
  q: '',
  priceFrom: '',
  priceTo: '',
  areaFrom: '',
  areaTo: '',
};
export const isFiltered = (filters: BoardState): boolean =>
  (Object.keys(clearedFilters) as (keyof BoardState)[]).some((key) => filters[key] !== boardDefaults[key]);
