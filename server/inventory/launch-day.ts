/**
 * Launch day on the buyer's own phone, for whoever shows a link. It tells the launch, its rooms as free or gone, and what this buyer has;
 * of people only the buyer's own masked name and the consultant's. The press is the consultants' press, with the buyer as its actor.
 */
import { inventoryBuyers as routes, type LaunchDay } from '#contract/inventory-buyers.ts';
import { inventoryDayRefusals as refusals } from '#contract/inventory-day-refusals.ts';
import type { BodyOf, ParamsOf, ResponseOf } from '#contract/kernel/route.ts';
import { maskName } from '#core/customers/index.ts';
import { choosesAt } from '#core/inventory/index.ts';
import { type Actor, systemActor } from '#server/platform/actor.ts';
import { hashToken } from '#server/platform/auth.ts';
import { type AnyRoute, raw, type RawCall, type RawEndpoint, type ServerRuntime } from '#server/platform/http.ts';
import { parse } from '#server/platform/parse.ts';
import { Refused } from '#server/platform/refused.ts';
import { Onlookers } from './onlookers.ts';
import { Pace } from './pace.ts';
import { boardOf, carryOutPress, type Presser } from './press.ts';
import * as links from './store-links.ts';

const TOKEN = /^[\w-]{22}$/;
const REMEMBERED_MS = 3_000; // an ended link ends within this on every server; at once on the one that ended it
const REMEMBERED_MAX = 50_000;

/** What this server remembers of links and rooms between two calls, and who is looking. */
interface Doors {
  readonly links: Map<string, { readonly at: number; readonly link: links.Link | null }>;
  readonly units: Map<string, Promise<links.ShownUnit[]>>;
  readonly onlookers: Onlookers;
  readonly reads: Pace;
  readonly presses: Pace;
}
const doorsOf = new WeakMap<ServerRuntime, Doors>();

export function keepDoors(runtime: ServerRuntime): () => Promise<void> {
  const doors: Doors = {
    links: new Map(),
    units: new Map(),
    onlookers: new Onlookers(runtime),
    reads: new Pace(40, 500),
    presses: new Pace(12, 250),
  };
  doorsOf.set(runtime, doors);
  const unsubscribe = runtime.events.subscribe(({ topic, state }) => {
    if ((topic !== 'inventory' && topic !== 'resync') || state !== undefined) return;
    doors.links.clear();
    doors.units.clear();
  });
  return async () => {
    unsubscribe();
    doors.onlookers.close();
    doorsOf.delete(runtime);
  };
}

const refused = (code: keyof typeof refusals, detail: Readonly<Record<string, unknown>> = {}): Refused =>
  new Refused(code, refusals[code], detail);

/** The link that is shown, or the refusal that says nothing but that it is not good. */
async function shownLink(
  { runtime, request }: RawCall,
  pace: 'reads' | 'presses',
): Promise<links.Link & { doors: Doors }> {
  const doors = doorsOf.get(runtime);
  const { token } = parse(routes.launchDay.params, request.params) as ParamsOf<typeof routes.launchDay>;
  const hash = hashToken(token);
  const known = doors?.links.get(hash);
  const isFresh = known !== undefined && Date.now() - known.at < REMEMBERED_MS;
  const link = isFresh ? known.link : TOKEN.test(token) ? await links.linkByHash(runtime.database, hash) : null;
  if (link === null || doors === undefined) {
    runtime.sessions.guesses.wrong(request.ip, hash, Date.now());
    throw refused('LINK_UNKNOWN');
  }
  if (!isFresh) {
    if (doors.links.size >= REMEMBERED_MAX) doors.links.clear();
    doors.links.set(hash, { at: Date.now(), link });
  }
  doors[pace].step(link.id, Date.now());
  if (!link.isAlive || (link.closesAt !== null && runtime.now() >= link.closesAt)) throw refused('LINK_ENDED');
  return { ...link, doors };
}

const day = async (call: RawCall): Promise<LaunchDay> => {
  const link = await shownLink(call, 'reads');
  const { runtime } = call;
  const row = await runtime.database.inCompany(link.companyId, async (tx) => {
    await links.noteOpened(tx, link.id, runtime.now());
    return links.dayOf(tx, link, runtime.now());
  });
  if (row === null || row.state === 'closed') throw refused('LINK_ENDED');
  const { name, site, timeZone, state, mode, opensAt, closesAt, perBuyer, holdMinutes, consultant, chosen } = row;
  return {
    ...{ name, site, timeZone, state, mode, opensAt, closesAt, perBuyer, holdMinutes, consultant, chosen },
    choosesAt: state === 'registering' ? null : choosesAt(row, row.orderNumber),
    buyer: { name: maskName(row.customer), orderNumber: row.orderNumber },
  };
};

const shownUnits = (runtime: ServerRuntime, doors: Doors, link: links.Link): Promise<links.ShownUnit[]> => {
  const key = `${link.companyId} ${link.launchId}`;
  const known = doors.units.get(key);
  if (known) return known;
  const units = links.shownUnits(runtime.database, link.companyId, link.launchId);
  doors.units.set(key, units);
  units.catch(() => doors.units.delete(key));
  return units;
};

const units = async (call: RawCall): Promise<ResponseOf<typeof routes.launchDayUnits>> => {
  const { doors, ...link } = await shownLink(call, 'reads');
  const board = await boardOf(call.runtime, link.companyId, link.launchId);
  const shown = await shownUnits(call.runtime, doors, link);
  return {
    units: shown.map((unit) => {
      const standing = board?.units.get(unit.id);
      const free = standing?.state === 'available';
      // What others pay is not told: a room that is gone has no price any more.
      return { ...unit, price: free ? unit.price : null, free, version: standing?.version ?? 0 };
    }),
  };
};

/** The buyer acts: no colleague, no rights but this one press. */
const buyerOf = (link: links.Link): Actor => ({
  ...systemActor(link.companyId),
  name: '买家本人',
  siteId: link.siteId,
  siteIds: [link.siteId],
});

const press = async (call: RawCall): Promise<ResponseOf<typeof routes.launchDayPress>> => {
  const { doors, ...link } = await shownLink(call, 'presses');
  const { runtime, request, reply } = call;
  const body = parse(routes.launchDayPress.body, request.body) as BodyOf<typeof routes.launchDayPress>;
  if (!(await shownUnits(runtime, doors, link)).some(({ id }) => id === body.unitId)) throw refused('ROOM_UNKNOWN');
  const presser: Presser = {
    actor: buyerOf(link),
    mayAsk: () => {},
    mayPress: async (context) => {
      if (!(await links.isLive(context.tx, link.id))) throw refused('LINK_ENDED');
    },
    by: { by: 'buyer', linkId: link.id },
  };
  const { launchId, buyerId } = link;
  const payload = { buyerId, unitId: body.unitId };
  const route = `${routes.launchDayPress.method} ${routes.launchDayPress.path}`;
  const { response, replayed } = await carryOutPress(
    runtime,
    presser,
    { launchId, ...payload },
    { route, commandId: body.commandId, payload },
  ).catch(async (error) => {
    throw error instanceof Refused ? await forBuyers(runtime, link, body.unitId, error) : error;
  });
  if (replayed) reply.header('guike-replayed', 'true');
  const { consultant } = await runtime.database.inCompany(link.companyId, async (tx) => ({
    consultant: (await links.dayOf(tx, link, runtime.now()))?.consultant ?? '',
  }));
  return { unitId: response.unitId, code: response.code, until: response.expiresAt, consultant };
};

/** The consultants' refusals in words for everybody: no name of a colleague, no reason of the house. */
async function forBuyers(runtime: ServerRuntime, link: links.Link, unitId: string, error: Refused): Promise<Refused> {
  const { atText, at, number, limit, free = [], freeText } = error.detail;
  switch (error.code) {
    case 'LAUNCH_STATE':
      return refused('DAY_NOT_READY');
    case 'LAUNCH_NOT_OPEN':
      return refused('DAY_NOT_OPEN', { at, atText });
    case 'NOT_YOUR_TURN':
      return refused('DAY_NOT_YOUR_TURN', { number, at, atText });
    case 'BUYER_LIMIT':
      return refused('DAY_LIMIT', { limit });
    case 'LAUNCH_CLOSED':
    case 'BUYER_UNKNOWN':
      return refused('LINK_ENDED');
    case 'PRESS_TAKEN':
    case 'UNIT_WITHHELD':
      return refused('ROOM_GONE', { ...(await wonBy(runtime, link, unitId)), free, freeText });
    case 'UNIT_NOT_IN_LAUNCH':
    case 'NOT_FOUND':
      return refused('ROOM_UNKNOWN');
    default:
      return error;
  }
}

async function wonBy(runtime: ServerRuntime, link: links.Link, unitId: string) {
  const standing = (await boardOf(runtime, link.companyId, link.launchId))?.units.get(unitId);
  const number = standing?.forId ? await links.numberOf(runtime.database, link.companyId, standing.forId) : null;
  const who =
    number === null ? { zh: '其他买家', en: 'another buyer' } : { zh: `序号 ${number}`, en: `number ${number}` };
  return { unit: standing?.code ?? '', number, who };
}

const events = async (call: RawCall): Promise<void> => {
  const { doors, ...link } = await shownLink(call, 'reads');
  const shown = await shownUnits(call.runtime, doors, link);
  doors.onlookers.add(link, new Set(shown.map(({ id }) => id)), call.request, call.reply);
};

const open = (route: AnyRoute, serve: (call: RawCall) => Promise<unknown>): RawEndpoint =>
  raw({ method: route.method, path: route.path, may: 'public', summary: route.summary, route, serve });

export const launchDayEndpoints: readonly RawEndpoint[] = [
  open(routes.launchDay, day),
  open(routes.launchDayUnits, units),
  open(routes.launchDayPress, press),
  raw({
    method: 'GET',
    path: '/launch-day/:token/events',
    may: 'public',
    summary: { zh: '开盘房源变化', en: 'Rooms of the launch as they go' },
    serve: events,
  }),
];
