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
import { type CommandCall, runCommand } from '#server/platform/command.ts';
import type { Context } from '#server/platform/context.ts';
import { settleDue } from '#server/platform/deadlines.ts';
import { raw, type RawEndpoint, type ServerRuntime } from '#server/platform/http.ts';
import { parse } from '#server/platform/parse.ts';
import { Refused } from '#server/platform/refused.ts';
import { handlesBuyer } from './access.ts';
import { setExpiry } from './holds.ts';
import { freeLike, LiveBoards } from './live-board.ts';
import { tell } from './notify.ts';
import { decided } from './said.ts';
import * as store from './store.ts';
import * as launches from './store-launches.ts';
import { colleague, customerName } from './views-names.ts';

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
export type Wanted = { readonly launchId: string } & Pick<BodyOf<typeof routes.press>, 'buyerId' | 'unitId'>;

/** Who presses, by what right, and what the journal says of them. */
export interface Presser {
  readonly actor: Actor;
  /** Checked before anything is said about the rooms of the site. */
  readonly mayAsk: (siteId: string) => void;
  readonly mayPress: (context: Context, launch: launches.Launch, buyer: launches.Buyer) => Promise<void>;
  /** Added to the input of the decision: by which link a buyer pressed on their own phone. */
  readonly by: Readonly<Record<string, string>>;
}

async function press(context: Context, wanted: Wanted, presser: Presser): Promise<Pressed> {
  const { tx, now } = context;
  const { launch, buyer } = await launches.lockBuyer(tx, wanted.launchId, wanted.buyerId);
  presser.mayAsk(launch.siteId);
  if (buyer !== null) await presser.mayPress(context, launch, buyer);
  const unit = await freshUnit(context, wanted.unitId);
  const hold = unit.state === 'held' ? await store.liveHoldOf(tx, unit.id) : null;
  const had = buyer === null ? null : await launches.chosenBy(tx, buyer.id, now);
  const facts = {
    launch: launches.launchFacts(launch),
    buyer: buyer === null || had === null ? null : { orderNumber: buyer.orderNumber, chosen: had.chosen },
    unit: store.factsOf(unit),
    isInLaunch: unit.launchId === launch.id,
    hold: store.holdFactsOrNone(hold),
  };
  const input = { unitId: unit.id, buyerId: wanted.buyerId, ...presser.by };
  const decision = decidePress(facts, input, now);
  if (!decision.accepted || buyer === null || had === null) {
    await decided(context, launch.siteId, decision);
    throw new Refused('BUYER_UNKNOWN', inventoryRefusals.BUYER_UNKNOWN);
  }
  const rules = await context.rules(launch.siteId);
  const { expiresAt } = decision.outcome;
  const { customerId, consultantId, teamId } = buyer;
  const journalId = context.record({
    kind: 'inventory.press',
    siteId: launch.siteId,
    subject: { type: 'unit', id: unit.id },
    customerId,
    staffIds: [consultantId, context.actor.staffId],
    rules,
    input,
    facts,
    decision,
  });
  const placed = {
    ...{ id: context.newId(), unitId: unit.id, siteId: launch.siteId, customerId, consultantId, teamId },
    ...{ launchId: launch.id, buyerId: buyer.id, choice: had.nextChoice },
    ...{ reason: launch.name, placedAt: now, expiresAt, journalId },
  };
  await store.insertHold(tx, placed);
  await store.saveStanding(context, unit, { state: 'held', isMarked: true, customerId, consultantId }, buyer.id);
  await setExpiry(context, placed);
  if (context.actor.staffId === null)
    await tell(context, [consultantId], {
      ...{ kind: 'inventory.chosenByBuyer', unit, journalId },
      more: { customer: await customerName(tx, customerId), until: expiresAt },
    });
  return { holdId: placed.id, unitId: unit.id, code: unit.code, expiresAt, journalId };
}

/** Only a held unit can have run out: the many that are free need not ask the clock. */
async function freshUnit(context: Context, unitId: string): Promise<store.Unit> {
  const unit = await store.lockUnit(context.tx, unitId);
  if (unit.state !== 'held') return unit;
  await settleDue(context, [unitId]);
  return store.unitById(context.tx, unitId);
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
  presser: Presser,
  wanted: Wanted,
): Promise<Refused | null> {
  const unit = board.units.get(wanted.unitId);
  // The same press may be on its way a second time: it gets the first one's answer, from the database.
  if (!unit || unit.state === 'available' || unit.byId === null || unit.forId === wanted.buyerId) return null;
  presser.mayAsk(board.siteId);
  const by = await nameOf(runtime, presser.actor.companyId, unit.byId);
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

export const boardOf = async (
  runtime: ServerRuntime,
  companyId: string,
  launchId: string,
): Promise<Board | undefined> => boardsOf.get(runtime)?.of(companyId, launchId);

/** One press from wherever it comes: answered from memory when the room is known to be gone, in line with the others for it otherwise. */
export async function carryOutPress(
  runtime: ServerRuntime,
  presser: Presser,
  wanted: Wanted,
  call: Omit<CommandCall, 'actor'>,
): Promise<{ response: Pressed; replayed: boolean }> {
  const { actor } = presser;
  const board = await boardOf(runtime, actor.companyId, wanted.launchId);
  const refuseKnown = async (): Promise<void> => {
    const refused = board ? await refusedAtOnce(runtime, board, presser, wanted) : null;
    if (refused) throw refused;
  };
  await refuseKnown();
  return inLine(wanted.unitId, async () => {
    await refuseKnown();
    return runCommand(runtime, { ...call, actor }, (context) => press(context, wanted, presser));
  }).catch((error) => {
    if (board && error instanceof Refused && error.code === 'PRESS_TAKEN')
      throw taken({ ...error.detail, ...suggestions(board, wanted.unitId) });
    throw error;
  });
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
    const presser: Presser = {
      actor,
      mayAsk: (siteId) => void requireSite(actor, 'inventory.hold', siteId),
      mayPress: async (context, launch, buyer) => {
        if (!handlesBuyer(context, buyer, launch.siteId)) throw notAllowed('inventory.hold');
      },
      by: {},
    };
    const { response, replayed } = await carryOutPress(
      runtime,
      presser,
      { launchId: params.launchId, buyerId: body.buyerId, unitId: body.unitId },
      { route: `${routes.press.method} ${routes.press.path}`, commandId: body.commandId, payload: { params, body } },
    );
    if (replayed) reply.header('guike-replayed', 'true');
    return response;
  },
});
