/** The wall board: a whole screen, read from five metres; surnames and titles only, nothing on it can be pressed. */
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '#contract/desk.ts';
import { useConnected } from '../shell/events.ts';
import { formatTime } from '../shell/format.ts';
import { Loading } from '../shell/parts/Loading.tsx';
import { ErrorState } from '../shell/parts/states.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import { useSessionState } from '../shell/session.tsx';
import { Board } from './Board.tsx';
import { useNow } from './use-now.ts';
import './desk.css';

const LOOK_AGAIN_MS = 20_000; // nobody presses "retry" on a wall

export function BoardPage() {
  const { t } = useTranslation();
  const { siteId } = useRouteParams<'siteId'>();
  const { session, setSiteId } = useSessionState();
  const connected = useConnected();
  const board = useApiQuery(desk.board, { params: { siteId } }, { live: ['desk'], refetchInterval: LOOK_AGAIN_MS });
  const now = useNow(board.data?.now);
  const isMine = session.sites.some(({ id }) => id === siteId);
  useEffect(() => {
    if (isMine) setSiteId(siteId); // the clock on the wall is the clock of this site
  }, [isMine, siteId, setSiteId]);
  useScreenAwake();
  if (!board.data)
    return board.error ? <ErrorState error={board.error} onRetry={() => void board.refetch()} /> : <Loading />;
  return (
    <>
      <Board view={board.data} now={now} />
      {connected ? null : (
        <div className="board-offline">{t('desk.board.offline', { time: formatTime(board.data.now) })}</div>
      )}
    </>
  );
}

/** Keeps the screen from sleeping where the browser allows it (secure pages only). */
function useScreenAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    const keep = (): void => {
      if (document.visibilityState !== 'visible') return;
      navigator.wakeLock?.request('screen').then(
        (granted) => {
          lock = granted;
        },
        () => {}, // refused on battery saving: the screen then sleeps as set up
      );
    };
    keep();
    document.addEventListener('visibilitychange', keep);
    return () => {
      document.removeEventListener('visibilitychange', keep);
      void lock?.release();
    };
  }, []);
}
