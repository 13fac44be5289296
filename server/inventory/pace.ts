/** How often one caller may knock: a number at once, and one more every so often. Kept in memory; who has been quiet is forgotten. */
import { commonRefusals } from '#contract/kernel/refusal.ts';
import { Refused } from '#server/platform/refused.ts';

const CALLERS_MAX = 50_000; // bounds memory; with more than that everybody starts afresh

export class Pace {
  private readonly callers = new Map<string, { left: number; at: number }>();
  private readonly atOnce: number;
  private readonly everyMs: number;

  constructor(atOnce: number, everyMs: number) {
    this.atOnce = atOnce;
    this.everyMs = everyMs;
  }

  /** Throws when the caller is too fast. */
  step(caller: string, now: number): void {
    const known = this.callers.get(caller);
    const left = known ? Math.min(this.atOnce, known.left + (now - known.at) / this.everyMs) : this.atOnce;
    if (left < 1) {
      const seconds = Math.ceil(((1 - left) * this.everyMs) / 1_000);
      throw new Refused('RATE_LIMITED', commonRefusals.RATE_LIMITED, { seconds });
    }
    if (!known && this.callers.size >= CALLERS_MAX) this.callers.clear();
    this.callers.set(caller, { left: left - 1, at: now });
  }
}
