/** Reading and commanding from components. */
import {
  keepPreviousData,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { type AnyRoute, ApiError, api, type CommandInput, carryOut, newCommandId, type QueryInput } from './api.ts';

const RETRIES = 2;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 5 * 60_000,
      networkMode: 'always', // a sales office often has a network without the internet
      refetchOnWindowFocus: false, // events.ts looks again when a page wakes
      refetchOnReconnect: false,
      retry: (failures, error) => failures < RETRIES && error instanceof ApiError && error.outcomeUnknown,
      retryDelay: (attempt) => 400 * 2 ** attempt,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

/** Topics of live events that make a query look again: given, else the first word of the route's path. */
const topicsOf = (route: AnyRoute, live?: readonly string[]): readonly string[] =>
  live ?? [route.path.split('/')[1] ?? ''];

export interface ReadOptions {
  readonly enabled?: boolean;
  /** Event topics that make it look again. Default: the first word of the path ("/claims/today" → "claims"). */
  readonly live?: readonly string[];
  readonly refetchInterval?: number;
  /** Keep showing the former answer while the input changes (filters, search while typing). */
  readonly keepPrevious?: boolean;
  readonly staleTime?: number;
}

export function useApiQuery<R extends AnyRoute>(
  route: R,
  input: QueryInput<R>,
  options: ReadOptions = {},
): UseQueryResult<ResponseOf<R>, ApiError> {
  return useQuery<ResponseOf<R>, ApiError>({
    queryKey: [route.path, input.params ?? {}, input.query ?? {}],
    queryFn: ({ signal }) => api(route, input, signal),
    enabled: options.enabled,
    refetchInterval: options.refetchInterval,
    meta: { live: topicsOf(route, options.live) },
    ...(options.staleTime === undefined ? {} : { staleTime: options.staleTime }),
    ...(options.keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

interface PageOf<Row> {
  readonly rows: readonly Row[];
  readonly nextCursor: string | null;
}
type RowOf<R extends AnyRoute> = ResponseOf<R> extends { rows: readonly (infer Row)[] } ? Row : never;

/** A keyset-paged list, as `DataList` shows it. */
export interface Paged<Row> {
  readonly rows: readonly Row[];
  readonly isLoading: boolean;
  readonly isLoadingMore: boolean;
  readonly error: ApiError | null;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

export function useApiPages<R extends AnyRoute>(
  route: R,
  input: QueryInput<R>,
  options: ReadOptions = {},
): Paged<RowOf<R>> {
  const result = useInfiniteQuery({
    queryKey: [route.path, 'pages', input.params ?? {}, input.query ?? {}],
    queryFn: ({ pageParam, signal }) =>
      api(
        route,
        { ...input, query: { ...(input.query ?? {}), cursor: pageParam ?? undefined } } as QueryInput<R>,
        signal,
      ) as Promise<PageOf<RowOf<R>>>,
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    enabled: options.enabled,
    meta: { live: topicsOf(route, options.live) },
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => result.data?.pages.flatMap((page) => page.rows) ?? [], [result.data]);
  return {
    rows,
    isLoading: result.isPending && options.enabled !== false,
    isLoadingMore: result.isFetchingNextPage,
    error: (result.error as ApiError | null) ?? null,
    hasMore: result.hasNextPage,
    loadMore: () => void result.fetchNextPage(),
    retry: () => void result.refetch(),
  };
}

interface CommandOptions<R extends AnyRoute> {
  readonly onSuccess?: (response: ResponseOf<R>, input: CommandInput<R>) => void;
}

/**
 * A command with its own memory of the command id: sending the same input again after an unknown outcome uses the same id, so it
 * is carried out once. Errors are thrown by mutateAsync; show them with `showError`. On success every open page looks again.
 */
export function useApiCommand<R extends AnyRoute>(
  route: R,
  options: CommandOptions<R> = {},
): UseMutationResult<ResponseOf<R>, ApiError, CommandInput<R>> {
  const attempt = useRef<{ content: string; commandId: string } | null>(null);
  return useMutation<ResponseOf<R>, ApiError, CommandInput<R>>({
    mutationFn: async (input) => {
      const content = JSON.stringify([input.params, input.body]);
      if (attempt.current?.content !== content) attempt.current = { content, commandId: newCommandId() };
      try {
        const response = await carryOut(route, input, attempt.current.commandId);
        attempt.current = null;
        return response;
      } catch (error) {
        if (error instanceof ApiError && !error.outcomeUnknown && error.status !== 401) attempt.current = null;
        throw error;
      }
    },
    onSuccess: (response, input) => {
      void queryClient.invalidateQueries({ refetchType: 'active' });
      options.onSuccess?.(response, input);
    },
  });
}
