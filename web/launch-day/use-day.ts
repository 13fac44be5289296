/** What the page knows: the launch, its rooms kept current by what is heard, and what this buyer pressed. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { type DayUnit, inventoryBuyers, type LaunchDay } from '#contract/inventory-buyers.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { ApiError, api, carryOut, newCommandId, pathOf } from '../shell/api.ts';

export type Won = ResponseOf<typeof inventoryBuyers.launchDayPress>;

const LOOK_SPREAD_MS = 2_500; // thousands hear the same hint: they do not all ask in the same moment
const LOOK_AGAIN_MS = 60_000;
const RETRY_MS_MAX = 10_000;
const PRESS_TRIES = 6; // the same press, with the same id: it is carried out once however often it arrives
const PRESS_RETRY_MS = 800;

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
const isOver = (error: unknown): error is ApiError =>
  error instanceof ApiError && (error.code === 'LINK_ENDED' || error.code === 'LINK_UNKNOWN');

export interface Seen {
  readonly day: LaunchDay | null;
  readonly units: readonly DayUnit[];
  /** The link is no good (any more), or nothing could be loaded at all. */
  readonly failed: ApiError | null;
  readonly connected: boolean;
}

export function useDay(token: string) {
  const [seen, setSeen] = useState<Seen>({ day: null, units: [], failed: null, connected: true });
  const over = useRef(false);
  const look = useCallback(async (): Promise<void> => {
    if (over.current) return;
    try {
      const input = { params: { token } };
      const [day, { units }] = await Promise.all([
        api(inventoryBuyers.launchDay, input),
        api(inventoryBuyers.launchDayUnits, input),
      ]);
      setSeen((before) => ({ ...before, day, units: newest(before.units, units), failed: null }));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (isOver(error)) over.current = true;
      setSeen((before) => (isOver(error) || before.day === null ? { ...before, failed: error } : before));
    }
  }, [token]);
  useEffect(() => {
    void look();
    return listen(token, look, over, setSeen);
  }, [look, token]);

  const press = useCallback(
    async (unitId: string): Promise<Won> => {
      const commandId = newCommandId();
      for (let attempt = 1; ; attempt++) {
        try {
          const won = await carryOut(
            inventoryBuyers.launchDayPress,
            { params: { token }, body: { unitId } },
            commandId,
          );
          void look();
          return won;
        } catch (error) {
          if (error instanceof ApiError && error.outcomeUnknown && attempt < PRESS_TRIES) await pause(PRESS_RETRY_MS);
          else {
            void look();
            throw error;
          }
        }
      }
    },
    [look, token],
  );
  return { seen, look, press };
}

/** An answer may have been on its way while something newer was heard. */
function newest(known: readonly DayUnit[], loaded: readonly DayUnit[]): readonly DayUnit[] {
  const before = new Map(known.map((unit) => [unit.id, unit]));
  return loaded.map((unit) => {
    const heard = before.get(unit.id);
    return heard && heard.version > unit.version ? { ...unit, free: heard.free, version: heard.version } : unit;
  });
}

type Heard = { readonly look: true } | Pick<DayUnit, 'id' | 'free' | 'version'>;

function listen(
  token: string,
  look: () => Promise<void>,
  over: { current: boolean },
  setSeen: (change: (before: Seen) => Seen) => void,
): () => void {
  let source: EventSource | null = null;
  let retry: ReturnType<typeof setTimeout> | null = null;
  let later: ReturnType<typeof setTimeout> | null = null;
  let retryMs = 1_000;
  let heardOnce = false;
  const lookLater = (): void => {
    later ??= setTimeout(() => {
      later = null;
      void look();
    }, Math.random() * LOOK_SPREAD_MS);
  };
  const hear = (heard: Heard): void => {
    if ('look' in heard) {
      if (heardOnce) lookLater();
      heardOnce = true;
      return;
    }
    setSeen((before) => ({
      ...before,
      units: before.units.map((unit) =>
        unit.id === heard.id && heard.version > unit.version ? { ...unit, ...heard } : unit,
      ),
    }));
  };
  const setConnected = (connected: boolean): void =>
    setSeen((before) => (before.connected === connected ? before : { ...before, connected }));
  const open = (): void => {
    source?.close();
    if (over.current) return;
    const opened = new EventSource(`${pathOf(inventoryBuyers.launchDay, { token })}/events`);
    source = opened;
    opened.onopen = () => {
      retryMs = 1_000;
      setConnected(true);
    };
    opened.onmessage = (message) => hear(JSON.parse(message.data as string) as Heard);
    opened.onerror = () => {
      opened.close();
      if (source !== opened) return;
      setConnected(false);
      void look(); // says whether the link has ended
      retry = setTimeout(open, retryMs);
      retryMs = Math.min(retryMs * 2, RETRY_MS_MAX);
    };
  };
  const wake = (): void => {
    if (document.visibilityState !== 'visible') return;
    void look();
    open();
  };
  open();
  const timer = setInterval(lookLater, LOOK_AGAIN_MS);
  document.addEventListener('visibilitychange', wake);
  return () => {
    source?.close();
    source = null;
    if (retry) clearTimeout(retry);
    if (later) clearTimeout(later);
    clearInterval(timer);
    document.removeEventListener('visibilitychange', wake);
  };
}
