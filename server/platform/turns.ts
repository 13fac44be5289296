/**
 * What only computes (a trial, a check while typing) takes the processor from everybody. So each person's such requests are done one
 * after the other, and whoever sends more than anybody types is told to wait.
 */
import { commonRefusals } from '#contract/kernel/refusal.ts';
import { Refused } from './refused.ts';

const WAITING_MAX = 20; // of one person; a page has one under way and gives up the ones before it

export class Turns {
  private readonly queues = new Map<string, { waiting: number; last: Promise<unknown> }>();

  async take<Value>(whose: string, work: () => Promise<Value>): Promise<Value> {
    const queue = this.queues.get(whose) ?? { waiting: 0, last: Promise.resolve() };
    if (queue.waiting >= WAITING_MAX) throw new Refused('RATE_LIMITED', commonRefusals.RATE_LIMITED, { seconds: 1 });
    this.queues.set(whose, queue);
    queue.waiting += 1;
    const mine = queue.last.then(work);
    queue.last = mine.catch(() => {});
    try {
      return await mine;
    } finally {
      queue.waiting -= 1;
      if (queue.waiting === 0) this.queues.delete(whose);
    }
  }
}
