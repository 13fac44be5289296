/** The server's clock, ticking on: waiting times must agree on every screen, whatever the clock of this machine says. */
import { useEffect, useMemo, useState } from 'react';

const TICK_MS = 5_000;

/** `serverNow`: the instant of the answer on screen. Returns epoch milliseconds. */
export function useNow(serverNow: string | undefined): number {
  const offset = useMemo(() => (serverNow ? Date.parse(serverNow) - Date.now() : 0), [serverNow]);
  const [clientNow, setClientNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setClientNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return Math.max(clientNow, Date.now() - TICK_MS) + offset;
}

export const minutesSince = (instant: string | null, now: number): number =>
  instant ? Math.max(0, (now - Date.parse(instant)) / 60_000) : 0;
