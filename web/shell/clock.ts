/** The server's clock on this machine. Every answer says what time it is there; what ends or opens at an instant goes by it, not by a desk PC that runs ten minutes fast. */
let aheadMs = 0;

export function hearClock(instant: string | null): void {
  const there = instant === null ? Number.NaN : Date.parse(instant);
  if (!Number.isNaN(there)) aheadMs = there - Date.now();
}

/** Epoch milliseconds as the server counts them. */
export const serverNow = (): number => Date.now() + aheadMs;
