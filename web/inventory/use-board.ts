/**
 * The board of a site, kept current. A hint names the unit, its state and its version: the square is painted from it at once, and
 * the rest (who holds it, until when) follows with the next look, which many hints share and no two boards take in the same moment.
 */
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { inventory } from '#contract/inventory.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { type LiveEvent, useLive } from '../shell/events.ts';
import { queryClient, useApiQuery } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { type BuildingGrid, gridsOf, painted } from './board-layout.ts';
import type { BoardCell } from './words.ts';

const LOOK_MS_MIN = 1_200;
const LOOK_MS_SPREAD = 1_800;
type Board = ResponseOf<typeof inventory.board>;

export function useBoard(siteId: string) {
  const input = useMemo(() => ({ params: { siteId } }), [siteId]);
  const query = useApiQuery(inventory.board, input, { live: [], staleTime: 5_000 });
  const seesSold = usePermission('inventory.soldPrices') !== null;
  const { refetch } = query;
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const hear = useCallback(
    (event: LiveEvent) => {
      if (event.siteId !== null && event.siteId !== siteId) return;
      queryClient.setQueryData<Board>([inventory.board.path, input.params, {}], (board) =>
        board ? painted(board, event, seesSold) : board,
      );
      timer.current ??= setTimeout(
        () => {
          timer.current = null;
          void refetch();
        },
        LOOK_MS_MIN + Math.random() * LOOK_MS_SPREAD,
      );
    },
    [refetch, siteId, seesSold, input],
  );
  useLive('inventory', hear);
  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current);
    },
    [],
  );
  return query;
}

/** The grids of what is shown; a hint about one room draws one building anew. */
export function useGrids(cells: readonly BoardCell[] | undefined): readonly BuildingGrid[] {
  const before = useRef<readonly BuildingGrid[]>([]);
  return useMemo(() => {
    before.current = gridsOf(cells ?? [], before.current);
    return before.current;
  }, [cells]);
}
