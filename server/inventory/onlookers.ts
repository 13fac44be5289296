/**
 * The phones that look at a launch. Thousands of them hear the same words, so these are written once for all of them and go out a few
 * times a second: which room is free or gone, by its id and version, and nothing else.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { commonRefusals } from '#contract/kernel/refusal.ts';
import type { Delivered } from '#server/platform/events.ts';
import type { ServerRuntime } from '#server/platform/http.ts';
import { Refused } from '#server/platform/refused.ts';
import { type Link, liveLinks } from './store-links.ts';

const GATHER_MS = 250; // within the second that boards are current, with room for the way there
const HEARTBEAT_MS = 20_000; // below the idle limits of common proxies
const STREAMS_PER_LINK = 4; // a phone, its second tab, and what is left of a lost connection

interface Crowd {
  readonly companyId: string;
  readonly launchId: string;
  readonly siteId: string;
  readonly unitIds: ReadonlySet<string>;
  readonly streams: Map<FastifyReply['raw'], string>;
  gathered: string;
}

export class Onlookers {
  private readonly crowds = new Map<string, Crowd>();
  private readonly runtime: ServerRuntime;
  private readonly timer: NodeJS.Timeout;
  private readonly heartbeat: NodeJS.Timeout;
  private readonly unsubscribe: () => void;

  constructor(runtime: ServerRuntime) {
    this.runtime = runtime;
    this.unsubscribe = runtime.events.subscribe((event) => this.hear(event));
    this.timer = setInterval(() => this.tell(), GATHER_MS);
    this.heartbeat = setInterval(() => void this.lookRound(), HEARTBEAT_MS);
    this.timer.unref();
    this.heartbeat.unref();
  }

  close(): void {
    this.unsubscribe();
    clearInterval(this.timer);
    clearInterval(this.heartbeat);
    for (const crowd of this.crowds.values()) for (const stream of crowd.streams.keys()) stream.end();
    this.crowds.clear();
  }

  add(link: Link, unitIds: ReadonlySet<string>, request: FastifyRequest, reply: FastifyReply): void {
    const key = `${link.companyId} ${link.launchId}`;
    const known = this.crowds.get(key);
    const crowd = known ?? { ...link, unitIds, streams: new Map(), gathered: '' };
    if ([...crowd.streams.values()].filter((id) => id === link.id).length >= STREAMS_PER_LINK)
      throw new Refused('RATE_LIMITED', commonRefusals.RATE_LIMITED, { seconds: HEARTBEAT_MS / 1_000 });
    this.crowds.set(key, crowd);
    reply.hijack();
    const stream = reply.raw;
    stream.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    });
    stream.write(LOOK);
    crowd.streams.set(stream, link.id);
    request.raw.on('close', () => {
      crowd.streams.delete(stream);
      if (crowd.streams.size === 0 && this.crowds.get(key) === crowd) this.crowds.delete(key);
    });
  }

  private hear(event: Delivered): void {
    if (event.topic !== 'inventory' && event.topic !== 'resync') return;
    for (const crowd of this.crowds.values()) {
      if (event.companyId !== '*' && event.companyId !== crowd.companyId) continue;
      if (event.siteId && event.siteId !== crowd.siteId) continue;
      if (!event.id || event.state === undefined) {
        if (!crowd.gathered.includes(LOOK)) crowd.gathered += LOOK;
      } else if (crowd.unitIds.has(event.id))
        crowd.gathered += wordsOf({ id: event.id, free: event.state === 'available', version: event.version ?? 0 });
    }
  }

  private tell(): void {
    for (const crowd of this.crowds.values()) {
      if (crowd.gathered === '') continue;
      for (const stream of crowd.streams.keys()) stream.write(crowd.gathered);
      crowd.gathered = '';
    }
  }

  /** A stream outlives the request that opened it, but not its link. */
  private async lookRound(): Promise<void> {
    for (const crowd of this.crowds.values()) {
      const live = await liveLinks(this.runtime.database, crowd.companyId, crowd.launchId).catch(() => null);
      for (const [stream, linkId] of crowd.streams)
        if (live === null || live.has(linkId)) stream.write(': still here\n\n');
        else stream.end();
    }
  }
}

const wordsOf = (value: object): string => `data: ${JSON.stringify(value)}\n\n`;
/** The launch itself may have changed, or something was missed: ask again. */
const LOOK = wordsOf({ look: true });
