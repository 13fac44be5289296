/**
 * Live updates. An event is a hint ("the desk of this site changed"), never data: pages fetch what they may see. Events of this
 * process go to its own browsers at once; other servers hear of them through NOTIFY, sent in small batches outside the business
 * transaction, because NOTIFY inside it would make commits wait for one another.
 */
import { randomUUID } from 'node:crypto';
import pg from 'pg';

export interface Event {
  /** Capability and thing: "desk", "claims", "customers", "imports", "rulebook", "session". */
  readonly topic: string;
  readonly siteId?: string | null;
  /** Only for this person, e.g. "you are up". */
  readonly staffId?: string | null;
  readonly id?: string | null;
  /** How the thing stands now, for boards with a thousand cells that cannot all ask again for one of them; the version says which is newer. */
  readonly state?: string;
  readonly version?: number;
  /** Who has it now, and for whom: for the servers' own eyes, never sent to a browser. */
  readonly byId?: string | null;
  readonly forId?: string | null;
}
export interface Delivered extends Event {
  readonly companyId: string;
}
type Listener = (event: Delivered) => void;

const CHANNEL = 'guike_events';
const BATCH_MS = 15;
const NOTIFY_BYTES_MAX = 7_000; // PostgreSQL allows 8,000

export class EventHub {
  private readonly listeners = new Set<Listener>();
  private readonly serverId = randomUUID();
  private readonly pending: Delivered[] = [];
  private timer: NodeJS.Timeout | null = null;
  private listener: pg.Client | null = null;
  private stopped = false;
  private readonly url: string;
  private readonly pool: pg.Pool;

  constructor(url: string, pool: pg.Pool) {
    this.url = url;
    this.pool = pool;
  }

  publish(companyId: string, events: readonly Event[]): void {
    for (const event of events) {
      const delivered = { ...event, companyId };
      for (const listener of this.listeners) listener(delivered);
      this.pending.push(delivered);
    }
    if (this.pending.length > 0) this.timer ??= setTimeout(() => void this.flush(), BATCH_MS);
  }

  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Listens to the other servers; comes back by itself after a lost connection and then tells every page to look again. */
  async start(): Promise<void> {
    if (this.stopped) return;
    const client = new pg.Client({ connectionString: this.url });
    this.listener = client;
    const again = (): void => {
      if (this.stopped || this.listener !== client) return;
      this.listener = null;
      setTimeout(
        () =>
          void this.start()
            .then(() => this.announceGap())
            .catch(() => {}),
        500,
      ).unref();
    };
    client.on('error', again);
    client.on('end', again);
    client.on('notification', (message) => this.receive(message.payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
    } catch {
      again();
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.flush();
    await this.listener?.end().catch(() => {});
  }

  private announceGap(): void {
    for (const listener of this.listeners) listener({ companyId: '*', topic: 'resync' });
  }

  private receive(payload: string): void {
    const { from, events } = JSON.parse(payload) as { from: string; events: Delivered[] };
    if (from === this.serverId) return;
    for (const event of events) for (const listener of this.listeners) listener(event);
  }

  private async flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const events = this.pending.splice(0);
    while (events.length > 0) {
      let size = 100;
      let take = 0;
      while (take < events.length && size < NOTIFY_BYTES_MAX) size += JSON.stringify(events[take++]).length;
      const batch = events.splice(0, Math.max(1, take - (size >= NOTIFY_BYTES_MAX ? 1 : 0)));
      await this.pool
        .query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify({ from: this.serverId, events: batch })])
        .catch(() => {
          // The pages of other servers look again by themselves within a minute; nothing is lost but the hint.
        });
    }
  }
}
