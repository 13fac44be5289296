/**
 * The press on launch day. First committed wins: the unit's row decides, and the constraint behind it. A press on a room that is known to
 * be gone is answered from memory; only one that may succeed opens a transaction.
 */
import { inventory as routes } from '#contract/inventory.ts';
import { inventoryRefusals } from '#contract/inventory-refusals.ts';
import type { BodyOf, ParamsOf, ResponseOf } from '#contract/kernel/route.ts';
import { decidePress } from '#core/inventory/index.ts';
import type { Actor } from '#server/platform/actor.ts';
import { notAllowed, requireSite } from '#server/platform/actor.ts';
import { runCommand } from '#server/platform/command.ts';
import type { Context } from '#server/platform/context.ts';
import { settleDue } from '#server/platform/deadlines.ts';
import { raw, type RawEndpoint, type ServerRuntime } from '#server/platform/http.ts';
import { parse } from '#server/platform/parse.ts';
import { Refused } from '#server/platform/refused.ts';
import { consultantFor, handlesFor } from './access.ts';
import { setExpiry } from './holds.ts';
import { freeLike, LiveBoards } from './live-board.ts';
import { decided } from './said.ts';
import * as store from './store.ts';
import * as launches from './store-launches.ts';
import { colleague } from './views-names.ts';

export const keepBoards = (runtime: ServerRuntime): (() => Promise<void>) => {
  const mine = new LiveBoards(runtime.database, runtime.events);
  boardsOf.set(runtime, mine);
  return async () => {
    mine.close();
    boardsOf.delete(runtime);
  };
};
const boardsOf = new WeakMap<ServerRuntime, LiveBoards>();

type Pressed = ResponseOf<typeof routes.press>;
type Wanted = { readonly launchId: string } & Pick<BodyOf<typeof routes.press>, 'buyerId' | 'unitId'>;

async function press(context: Context, wanted: Wanted): Promise<Pressed> {
  const { tx, now } = context;
  const { launch, buyer } = await launches.lockBuyer(tx, wanted.launchId, wanted.buyerId);
  requireSite(context.actor, 'inventory.hold', launch.siteId);
  if (buyer !== null) await requireBuyer(context, launch.siteId, buyer.consultantId);
  const unit = await freshUnit(context, wanted.unitId);
  const hold = unit.state === 'held' ? await store.liveHoldOf(tx, unit.id) : null;
  const facts = {
    launch: launches.launchFacts(launch),
    buyer:
      buyer === null ? null : { orderNumber: buyer.orderNumber, chosen: await launches.chosenBy(tx, buyer.id, now) },
    unit: store.factsOf(unit),
    isInLaunch: unit.launchId === launch.id,
    hold: store.holdFactsOrNone(hold),
  };
  const input = { unitId: unit.id, buyerId: wanted.buyerId };
  const decision = decidePress(facts, input, now);
  if (!decision.accepted || buyer === null) {
    await decided(context, launch.siteId, decision);
    throw new Refused('BUYER_UNKNOWN', inventoryRefusals.BUYER_UNKNOWN);
  }
  const rules = await context.rules(launch.siteId);
  const { expiresAt } = decision.outcome;
  const journalId = context.record({
    kind: 'inventory.press',
    siteId: launch.siteId,
    subject: { type: 'unit', id: unit.id },
    customerId: buyer.customerId,
    staffIds: [buyer.consultantId, context.actor.staffId],
    rules,
    input,
    facts,
    decision,
  });
  const placed = {
    ...{ id: context.newId(), unitId: unit.id, siteId: launch.siteId, customerId: buyer.customerId },
    ...{ consultantId: buyer.consultantId, teamId: null, launchId: launch.id, buyerId: buyer.id },
    ...{ reason: launch.name, placedAt: now, expiresAt, journalId },
  };
  await store.insertHold(tx, placed);
  await store.saveStanding(
    context,
    unit,
    {
      state: 'held',
      isMarked: true,
      customerId: buyer.customerId,
      consultantId: buyer.consultantId,
    },
    buyer.id,
  );
  await setExpiry(context, placed);
  return { holdId: placed.id, unitId: unit.id, code: unit.code, expiresAt, journalId };
}

/** Only a held unit can have run out: the many that are free need not ask the clock. */
async function freshUnit(context: Context, unitId: string): Promise<store.Unit> {
  const unit = await store.lockUnit(context.tx, unitId);
  if (unit.state !== 'held') return unit;
  await settleDue(context, [unitId]);
  return store.unitById(context.tx, unitId);
}

/** For one's own buyers, or as far as the right to hold reaches. */
async function requireBuyer(context: Context, siteId: string, consultantId: string): Promise<void> {
  if (consultantId === context.actor.staffId) return;
  if (handlesFor(context, { consultantId, teamId: null, siteId })) return;
  await consultantFor(context, siteId, consultantId);
}

const names = new Map<string, { name: string; at: number }>();
const NAMES_KEPT_MS = 60_000;
async function nameOf(runtime: ServerRuntime, companyId: string, staffId: string): Promise<string> {
  const known = names.get(staffId);
  if (known && Date.now() - known.at < NAMES_KEPT_MS) return known.name;
  const { name } = await runtime.database.inCompany(companyId, (tx) => colleague(tx, staffId));
  if (names.size > 5_000) names.clear();
  names.set(staffId, { name, at: Date.now() });
  return name;
}

type Board = Awaited<ReturnType<LiveBoards['of']>>;

const suggestions = (board: Board, unitId: string) => {
  const free = freeLike(board, unitId);
  return {
    free: free.map(({ id, code, layout, floor, price }) => ({ id, code, layout, floor, price })),
    freeText: free.length > 0 ? free.map(({ code }) => code).join('、') : { zh: '无', en: 'none' },
  };
};
const taken = (detail: Readonly<Record<string, unknown>>): Refused =>
  new Refused('PRESS_TAKEN', inventoryRefusals.PRESS_TAKEN, detail);

/**
 * The refusal without a transaction, or null when the press may succeed. What this server's memory says is taken was taken: states are
 * heard after the commit. A room that came free again is heard of within a moment, and pressed again.
 */
async function refusedAtOnce(
  runtime: ServerRuntime,
  board: Board,
  actor: Actor,
  wanted: Wanted,
): Promise<Refused | null> {
  const unit = board.units.get(wanted.unitId);
  // The same press may be on its way a second time: it gets the first one's answer, from the database.
  if (!unit || unit.state === 'available' || unit.byId === null || unit.forId === wanted.buyerId) return null;
  requireSite(actor, 'inventory.hold', board.siteId);
  const by = await nameOf(runtime, actor.companyId, unit.byId);
  const { id: unitId, code, byId } = unit;
  return taken({ unitId, unit: code, by, byId, ...suggestions(board, unitId) });
}

const lines = new Map<string, Promise<unknown>>();

/** Those who press the same room at once wait here, not on a connection of the database: when the first has it, the rest are told so. */
async function inLine<Value>(unitId: string, work: () => Promise<Value>): Promise<Value> {
  const before = lines.get(unitId);
  const mine = before === undefined ? work() : before.then(work, work);
  const settled = mine.catch(() => {});
  lines.set(unitId, settled);
  try {
    return await mine;
  } finally {
    if (lines.get(unitId) === settled) lines.delete(unitId);
  }
}

export const pressEndpoint: RawEndpoint = raw({
  method: routes.press.method,
  path: routes.press.path,
  may: routes.press.may,
  summary: routes.press.summary,
  route: routes.press,
  serve: async ({ runtime, actor, request, reply }) => {
    if (actor === null) throw notAllowed('inventory.hold');
    const params = parse(routes.press.params, request.params) as ParamsOf<typeof routes.press>;
    const body = parse(routes.press.body, request.body) as BodyOf<typeof routes.press>;
    const wanted = { launchId: params.launchId, buyerId: body.buyerId, unitId: body.unitId };
    const board = await boardsOf.get(runtime)?.of(actor.companyId, wanted.launchId);
    const refuseKnown = async (): Promise<void> => {
      const refused = board ? await refusedAtOnce(runtime, board, actor, wanted) : null;
      if (refused) throw refused;
    };
    await refuseKnown();
    const route = `${routes.press.method} ${routes.press.path}`;
    const call = { route, actor, commandId: body.commandId, payload: { params, body } };
    const { response, replayed } = await inLine(wanted.unitId, async () => {
      await refuseKnown();
      return runCommand(runtime, call, (context) => press(context, wanted));
    }).catch((error) => {
      if (board && error instanceof Refused && error.code === 'PRESS_TAKEN')
        throw taken({ ...error.detail, ...suggestions(board, wanted.unitId) });
      throw error;
    });
    if (replayed) reply.header('guike-replayed', 'true');
    return response;
  },
});
