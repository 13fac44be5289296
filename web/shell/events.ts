/**
 * Live updates. The server says "the desk of this site changed"; queries that show it ask again. A page that slept or lost the
 * network asks for everything again when it wakes, and once a minute in any case.
 */
import { useEffect, useSyncExternalStore } from 'react';
import { queryClient } from './queries.ts';

const LOOK_AGAIN_MS = 60_000;
const HIDDEN_MS = 30_000; // browsers allow six connections per server over plain http: hidden tabs give theirs back
const GATHER_MS = 40; // several hints of one commit make one round of questions
const RETRY_MS_MAX = 15_000;

export interface LiveEvent {
  readonly topic: string;
  readonly siteId: string | null;
  readonly id: string | null;
  /** Where a page can show the change before it has asked: what state the thing is in now, and at which version. */
  readonly state?: string;
  readonly version?: number;
}
type Listener = (event: LiveEvent) => void;

const listeners = new Set<Listener>();
const pending = new Set<string>();
let gather: ReturnType<typeof setTimeout> | null = null;

export const lookAgain = (): void => void queryClient.invalidateQueries({ refetchType: 'active' });

function invalidateTopic(topic: string): void {
  pending.add(topic);
  if (gather) return;
  gather = setTimeout(() => {
    gather = null;
    const topics = [...pending];
    pending.clear();
    void queryClient.invalidateQueries({
      predicate: (query) => ((query.meta?.live as readonly string[]) ?? []).some((live) => topics.includes(live)),
    });
  }, GATHER_MS);
}

function receive(event: LiveEvent): void {
  if (event.topic === 'resync') lookAgain();
  else invalidateTopic(event.topic);
  for (const listener of listeners) listener(event);
}

let connected = true;
const watchers = new Set<() => void>();
const setConnected = (value: boolean): void => {
  if (connected === value) return;
  connected = value;
  for (const watcher of watchers) watcher();
};

/** Whether live updates arrive right now. */
export const useConnected = (): boolean =>
  useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => connected,
  );

export const reportReached = (reached: boolean): void => {
  if (!reached) setConnected(false);
  else if (!source) setConnected(true);
};

let source: EventSource | null = null;
let retryMs = 1_000;
let retryTimer: ReturnType<typeof setTimeout> | null = null;

function open(): void {
  if (retryTimer) clearTimeout(retryTimer);
  retryTimer = null;
  source?.close();
  const opened = new EventSource('/api/events');
  source = opened;
  opened.onopen = () => {
    retryMs = 1_000;
    setConnected(true);
  };
  opened.onmessage = (message) => receive(JSON.parse(message.data as string) as LiveEvent);
  opened.onerror = () => {
    opened.close();
    if (source !== opened) return;
    source = null;
    setConnected(false);
    retryTimer = setTimeout(open, retryMs);
    retryMs = Math.min(retryMs * 2, RETRY_MS_MAX);
  };
}

function close(): void {
  if (retryTimer) clearTimeout(retryTimer);
  retryTimer = null;
  source?.close();
  source = null;
}

/** Asks the server at once instead of waiting for the next attempt. */
export function reconnectNow(): void {
  retryMs = 1_000;
  open();
  lookAgain();
}

/** Keeps live updates running while somebody is signed in. */
export function useLiveUpdates(active: boolean): void {
  useEffect(() => {
    if (!active) return;
    open();
    let hideTimer: ReturnType<typeof setTimeout> | null = null;
    const onVisibility = (): void => {
      if (document.visibilityState === 'hidden') {
        hideTimer = setTimeout(close, HIDDEN_MS);
        return;
      }
      if (hideTimer) clearTimeout(hideTimer);
      if (source) lookAgain();
      else reconnectNow();
    };
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') lookAgain();
    }, LOOK_AGAIN_MS);
    document.addEventListener('visibilitychange', onVisibility);
    window.addEventListener('online', reconnectNow);
    return () => {
      close();
      clearInterval(timer);
      if (hideTimer) clearTimeout(hideTimer);
      document.removeEventListener('visibilitychange', onVisibility);
      window.removeEventListener('online', reconnectNow);
    };
  }, [active]);
}

/** Calls back on events of a topic (a sound, a banner). Queries need nothing: their `live` topics look again by themselves. */
export function useLive(topic: string, listener: Listener): void {
  useEffect(() => {
    const filtered: Listener = (event) => {
      if (event.topic === topic) listener(event);
    };
    listeners.add(filtered);
    return () => void listeners.delete(filtered);
  }, [topic, listener]);
}
