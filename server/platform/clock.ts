/**
 * The only reader of the wall clock on the server. Rules get their instant from here through the command context. With
 * `--test-clock` the instant can be set and then stands still until it is set again, so that boundaries can be hit exactly.
 * Sessions, rate limits and metrics use `realNow`: they guard people, not rules.
 */
import { randomUUID } from 'node:crypto';
import type { Instant } from '#core/kernel/instant.ts';
import { instantFromEpochMs, toInstant } from '#core/kernel/instant.ts';

export const realNow = (): Instant => instantFromEpochMs(Date.now());

export class Clock {
  /** Tells this server's clock from another's. */
  readonly id = randomUUID();
  readonly isTestClock: boolean;
  private fixed: Instant | null = null;

  constructor(options: { testClock?: boolean } = {}) {
    this.isTestClock = options.testClock ?? false;
  }

  now(): Instant {
    return this.fixed ?? realNow();
  }

  /** Sets the instant; refused (false) unless the server was started with a test clock. */
  set(instant: string): boolean {
    if (!this.isTestClock) return false;
    this.fixed = toInstant(instant);
    return true;
  }
}
