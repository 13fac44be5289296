/**
 * Guessing a token of 256 bits is hopeless, and whoever tries is told to stop. Only wrong tokens are refused so: nobody behind the
 * same address, or the same proxy, is locked out by a neighbour.
 */
import { commonRefusals } from '#contract/kernel/refusal.ts';
import { Refused } from './refused.ts';

const WRONG_MAX = 60; // different ones; a page with an old session sends the same one again and again
const MINUTES = 15;
const ADDRESSES_MAX = 10_000; // bounds memory; the oldest is forgotten

export class TokenGuesses {
  private readonly seen = new Map<string, { readonly until: number; readonly wrong: Set<string> }>();

  /** Notes a wrong token; throws when this address has sent too many different ones. */
  wrong(address: string, tokenHash: string, now: number): void {
    const known = this.seen.get(address);
    const seen = known && known.until >= now ? known : { until: now + MINUTES * 60_000, wrong: new Set<string>() };
    this.seen.delete(address);
    this.seen.set(address, seen);
    const [oldest] = this.seen.keys();
    if (this.seen.size > ADDRESSES_MAX && oldest !== undefined) this.seen.delete(oldest);
    if (seen.wrong.size < WRONG_MAX || seen.wrong.has(tokenHash)) return void seen.wrong.add(tokenHash);
    const seconds = Math.ceil((seen.until - now) / 1000);
    throw new Refused('RATE_LIMITED', commonRefusals.RATE_LIMITED, { seconds });
  }
}
