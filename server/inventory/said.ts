/** How a refusal about a unit is put into a sentence: codes, names and local times for ids and instants. */
import { inYuan as yuan } from '#contract/kernel/yuan.ts';
import { inventoryRefusals } from '#contract/inventory.ts';
import type { Decision } from '#core/kernel/decision.ts';
import { timeZoneOf } from '#server/organisation/index.ts';
import type { Context } from '#server/platform/context.ts';
import { reasonOf, Refused, refusedBy } from '#server/platform/refused.ts';
import { nameOf, unitName } from './views-names.ts';

type Code = keyof typeof inventoryRefusals;
type Detail = Readonly<Record<string, unknown>>;

export const localText = (instant: unknown, timeZone: string): string =>
  typeof instant === 'string'
    ? Temporal.Instant.from(instant)
        .toZonedDateTimeISO(timeZone)
        .toPlainDateTime()
        .toString({ smallestUnit: 'minute' })
        .replace('T', ' ')
    : '—';

async function spelled(context: Context, siteId: string, detail: Detail): Promise<Detail> {
  const { tx } = context;
  const more: Record<string, unknown> = {};
  if (typeof detail.unitId === 'string') more.unit = await unitName(tx, detail.unitId);
  if ('byId' in detail) more.by = (await nameOf(tx, detail.byId)) || '他人';
  if ('ownerId' in detail) more.owner = await nameOf(tx, detail.ownerId);
  if ('staffId' in detail) more.name = await nameOf(tx, detail.staffId);
  if ('until' in detail || 'at' in detail) {
    const timeZone = await timeZoneOf(tx, siteId);
    if ('until' in detail) more.untilText = localText(detail.until, timeZone);
    if ('at' in detail) more.atText = localText(detail.at, timeZone);
  }
  if (typeof detail.listFen === 'number') more.listYuan = yuan(detail.listFen);
  return { ...detail, ...more };
}

/** The accepted decision; a refused one is thrown in words, and nothing is written. */
export async function decided<Outcome, C extends Code>(
  context: Context,
  siteId: string,
  decision: Decision<Outcome, C>,
  more: Detail = {},
): Promise<Extract<Decision<Outcome, C>, { accepted: true }>> {
  if (decision.accepted) return decision;
  throw refusedBy(decision, inventoryRefusals, await spelled(context, siteId, { ...decision.detail, ...more }));
}

export const refuseWith = (code: Code, detail: Detail = {}): Refused =>
  new Refused(code, inventoryRefusals[code], detail);

/** What the button shows: the refusal the command would give now, or null. */
export async function whyNot<C extends Code>(context: Context, siteId: string, decision: Decision<unknown, C>) {
  return decision.accepted
    ? null
    : reasonOf(decision, inventoryRefusals, await spelled(context, siteId, decision.detail));
}

export { lacks } from '#server/platform/actor.ts';
