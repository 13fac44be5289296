/** Server-sent events: hints for open pages. The first message on every connection makes a page that slept look again. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from './actor.ts';
import type { Delivered } from './events.ts';
import type { ServerRuntime } from './http.ts';

const HEARTBEAT_MS = 20_000; // below the idle limits of common proxies
// On launch day hundreds of boards hear hundreds of changes a second: those of a moment go out together, and each board at a moment of its
// own, so that whoever pressed is answered before five hundred others are told.
const GATHER_MS = 40;

/** The same words go to every page: written once. */
const written = new WeakMap<Delivered, string>();
function wordsOf(event: Delivered): string {
  const known = written.get(event);
  if (known !== undefined) return known;
  const { topic, siteId, id, state, version } = event;
  const words = `data: ${JSON.stringify({ topic, siteId: siteId ?? null, id: id ?? null, state, version })}\n\n`;
  written.set(event, words);
  return words;
}

const concerns = (actor: Actor, event: Delivered): boolean => {
  if (event.companyId === '*') return true;
  if (event.companyId !== actor.companyId) return false;
  if (event.staffId && event.staffId !== actor.staffId) return false;
  if (!event.siteId) return true;
  return actor.siteIds.includes(event.siteId) || seesEverySite(actor, event.topic);
};

/** Topics that belong to another capability's rights than their name says. */
const rightsOf: Readonly<Record<string, string>> = { pool: 'claims', disputes: 'claims' };

/** Everybody may read the rulebooks of the company; that alone does not let them hear what happens on other floors. */
const seesEverySite = (actor: Actor, topic: string): boolean =>
  Object.entries(actor.grants).some(
    ([permission, scope]) => scope === 'company' && permission.startsWith(`${rightsOf[topic] ?? topic}.`),
  );

interface Listener {
  readonly actor: Actor;
  /** Who the caller is now: nobody once the session has ended. */
  readonly again: () => Promise<Actor | null>;
}

export function eventStream(
  runtime: ServerRuntime,
  listener: Listener,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  let { actor } = listener;
  reply.hijack();
  const stream = reply.raw;
  stream.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    connection: 'keep-alive',
  });
  stream.write(`data: ${JSON.stringify({ topic: 'resync' })}\n\n`);
  let gathered = '';
  let gathering: NodeJS.Timeout | null = null;
  const flush = (): void => {
    gathering = null;
    stream.write(gathered);
    gathered = '';
  };
  const send = (words: string): void => {
    gathered += words;
    gathering ??= setTimeout(flush, Math.random() * GATHER_MS);
  };
  // A stream outlives the request that opened it, but not the session: looked at again with every heartbeat and every hint of a change.
  const lookAgain = async (): Promise<void> => {
    const now = await listener.again().catch(() => actor);
    if (now) actor = now;
    else stream.end();
  };
  const unsubscribe = runtime.events.subscribe((event) => {
    if (event.topic === 'session' && concerns(actor, event)) void lookAgain();
    if (!concerns(actor, event)) return;
    send(wordsOf(event));
  });
  // Pages that connected together, after a restart say, must not all look again in the same moment.
  const period = HEARTBEAT_MS * (0.6 + 0.4 * Math.random());
  const heartbeat = setInterval(() => {
    stream.write(': still here\n\n');
    void lookAgain();
  }, period);
  request.raw.on('close', () => {
    clearInterval(heartbeat);
    if (gathering) clearTimeout(gathering);
    unsubscribe();
  });
}
