/** What happens when: events of all sites in one line of time; an event may plan further ones. */
import type { Instant } from '#core/kernel/instant.ts';
import type { Driver } from './driver.ts';

/** A story over days: it gives back the instant at which it goes on. One that is not told to its end by now simply stands where it is. */
export type Story = AsyncGenerator<Instant, void>;

interface Planned {
  readonly at: Instant;
  readonly order: number;
  readonly happen: () => Promise<void>;
}

export class Agenda {
  private readonly planned: Planned[] = [];
  private count = 0;

  plan(at: Instant, happen: () => Promise<void>): void {
    const entry = { at, order: this.count++, happen };
    let low = 0;
    let high = this.planned.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.planned[middle] as Planned;
      if (other.at < entry.at || (other.at === entry.at && other.order < entry.order)) low = middle + 1;
      else high = middle;
    }
    this.planned.splice(low, 0, entry);
  }

  tell(at: Instant, story: Story): void {
    this.plan(at, async () => {
      const { done, value } = await story.next();
      if (!done) this.tell(value, story);
    });
  }

  /** Runs everything planned up to `until`; what comes later stays planned. */
  async run(driver: Driver, until: Instant): Promise<void> {
    for (let next = this.planned[0]; next && next.at <= until; next = this.planned[0]) {
      this.planned.shift();
      await driver.moveTo(next.at);
      await next.happen();
    }
    await driver.moveTo(until, true);
  }
}
