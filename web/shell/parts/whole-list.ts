import type { ApiError } from '../api.ts';
import type { Paged } from '../queries.ts';

/** Shows an answer that comes in one piece through `DataList`. */
export const wholeList = <Row>(
  query: { readonly isPending: boolean; readonly error: ApiError | null; readonly refetch: () => unknown },
  rows: readonly Row[] | undefined,
): Paged<Row> => ({
  rows: rows ?? [],
  isLoading: query.isPending,
  isLoadingMore: false,
  error: query.error,
  hasMore: false,
  loadMore: () => {},
  retry: () => void query.refetch(),
});
