/**
 * Launch day on the buyer's own phone. The consultant hands out a link; whoever opens it needs no account, and is told nobody's name but
 * the consultant's. The same press as the consultant's decides: whoever commits first has it.
 */
import { z } from 'zod';
import { inventoryDayRefusals as dayRefusals } from './inventory-day-refusals.ts';
import { inventoryRefusals as refusals } from './inventory-refusals.ts';
import { FreeUnit } from './inventory-launch.ts';
import { ofLaunch } from './inventory-shapes.ts';
import { command, query } from './kernel/route.ts';
import { InstantOut, line, PersonRef, Uuid } from './kernel/shapes.ts';

// Not checked for its form: a mistyped link is answered like one that never was.
const byLink = z.object({ token: z.string().max(300) });
const buyerIds = z.array(Uuid).min(1).max(500);

export const LinkOut = z.object({
  buyerId: Uuid,
  customer: PersonRef,
  consultant: PersonRef,
  orderNumber: z.number().int().nullable(),
  path: z.string().describe('Address of the page on this server; whoever has it presses for this buyer'),
});

/** A room as everybody may see it: free, or gone. */
export const DayUnit = z.object({
  id: Uuid,
  code: z.string(),
  building: z.string(),
  entrance: z.string(),
  floor: z.number().int().nullable(),
  room: z.string(),
  layout: z.string(),
  area: z.number().nullable(),
  price: z.number().int().nullable(),
  free: z.boolean(),
  version: z.number().int().describe('What is heard of a room counts when its version is higher'),
});
export type DayUnit = z.output<typeof DayUnit>;

export const LaunchDay = z.object({
  name: z.string(),
  site: z.string(),
  timeZone: z.string(),
  state: z.enum(['registering', 'ready']),
  mode: z.enum(['all_at_once', 'by_order_number']),
  opensAt: InstantOut,
  closesAt: InstantOut.nullable(),
  choosesAt: InstantOut.nullable().describe('From when this buyer may choose; null before the draw'),
  perBuyer: z.number().int(),
  holdMinutes: z.number().int(),
  buyer: z.object({ name: z.string().describe('Masked'), orderNumber: z.number().int().nullable() }),
  consultant: z.string(),
  chosen: z.array(
    z.object({ unitId: Uuid, code: z.string(), until: InstantOut.nullable().describe('Null once it is ordered') }),
  ),
});
export type LaunchDay = z.output<typeof LaunchDay>;

export const inventoryBuyers = {
  buyerLinks: command({
    path: '/launches/:launchId/links',
    may: 'inventory.hold',
    summary: { zh: '发放买家选房链接', en: 'Hand out the buyers’ own links' },
    params: ofLaunch,
    body: {
      buyerIds,
      renew: z.boolean().default(false).describe('Make new ones; those handed out before end at once'),
    },
    response: z.object({ links: z.array(LinkOut), journalId: Uuid.nullable() }),
    refusals,
  }),
  revokeLinks: command({
    path: '/launches/:launchId/links/revocation',
    may: 'inventory.hold',
    summary: { zh: '停用买家选房链接', en: 'End buyers’ links' },
    params: ofLaunch,
    body: { buyerIds, reason: line.default('') },
    response: z.object({ revoked: z.number().int(), journalId: Uuid.nullable() }),
    refusals,
  }),
  launchDay: query({
    path: '/launch-day/:token',
    may: 'public',
    summary: { zh: '买家的开盘页', en: 'Launch day as a buyer sees it' },
    params: byLink,
    response: LaunchDay,
    refusals: dayRefusals,
  }),
  launchDayUnits: query({
    path: '/launch-day/:token/units',
    may: 'public',
    summary: { zh: '开盘房源', en: 'The rooms of the launch' },
    params: byLink,
    response: z.object({ units: z.array(DayUnit) }),
    refusals: dayRefusals,
  }),
  launchDayPress: command({
    path: '/launch-day/:token/press',
    may: 'public',
    summary: { zh: '买家本人选房', en: 'A buyer chooses a room' },
    params: byLink,
    body: { unitId: Uuid },
    response: z.object({
      unitId: Uuid,
      code: z.string(),
      until: InstantOut,
      consultant: z.string(),
    }),
    refusals: dayRefusals,
  }),
};

/** What a refused press brings along. */
export const RoomGone = z.object({ free: z.array(FreeUnit) });
