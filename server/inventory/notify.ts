/** Who hears what about a unit: whoever controls sales at once, the colleagues a hold passes between, whoever lost one. */
import { notify } from '#server/notices/index.ts';
import type { Context } from '#server/platform/context.ts';
import type { Unit } from './store.ts';
import { holdersOf } from '#server/organisation/index.ts';
import { customerName, nameOf } from './views-names.ts';
import { maskName } from '#core/customers/index.ts';

type Shown = Pick<Unit, 'id' | 'siteId' | 'code' | 'kind'>;

const linkTo = (unit: Shown): string => `/inventory/units/${unit.id}`;

export async function tell(
  context: Context,
  staffIds: readonly (string | null)[],
  notice: { kind: string; unit: Shown; journalId: string | null; more?: Readonly<Record<string, unknown>> },
): Promise<void> {
  const { unit, kind, journalId, more = {} } = notice;
  const payload = { link: linkTo(unit), unitId: unit.id, unit: unit.code, by: context.actor.name, ...more };
  for (const staffId of new Set(staffIds))
    if (staffId !== null) await notify(context, { staffId, kind, payload, journalId });
}

/** S0.02.info.8b: the central controller hears of every unit that is kept for somebody, at once. */
export async function tellControl(
  context: Context,
  kind: string,
  unit: Shown,
  journalId: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const who = await holdersOf(context.tx, 'inventory.control', unit.siteId, context.actor.staffId);
  await tell(context, who, { kind, unit, journalId, more });
}

export const tellHeld = async (
  context: Context,
  unit: Shown,
  hold: { consultantId: string; customerId: string | null; expiresAt: string },
  journalId: string,
): Promise<void> =>
  tellControl(context, 'inventory.held', unit, journalId, {
    consultant: await nameOf(context.tx, hold.consultantId),
    customer: maskName(await customerName(context.tx, hold.customerId)),
    until: hold.expiresAt,
  });

export const tellTaken = async (context: Context, unit: Unit, journalId: string): Promise<void> =>
  tellControl(context, 'inventory.taken', unit, journalId, {
    consultant: await nameOf(context.tx, unit.consultantId),
    customer: maskName(await customerName(context.tx, unit.customerId)),
  });

export const tellDisplaced = (context: Context, unit: Shown, consultantId: string, journalId: string): Promise<void> =>
  tell(context, [consultantId], { kind: 'inventory.displaced', unit, journalId });
