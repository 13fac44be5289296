/** Launch day on the wire: who is registered, in which order they choose, and the press itself. */
import { z } from 'zod';
import { inventoryRefusals as refusals } from './inventory-refusals.ts';
import { HoldOut, ofSite, ofLaunch } from './inventory-shapes.ts';
import { command, query } from './kernel/route.ts';
import { InstantOut, InstantText, line, PersonRef, pageOf, pageQuery, Uuid, WhyNot } from './kernel/shapes.ts';

export const LaunchOut = z.object({
  id: Uuid,
  siteId: Uuid,
  name: z.string(),
  mode: z.enum(['all_at_once', 'by_order_number']),
  opensAt: InstantOut,
  closesAt: InstantOut.nullable(),
  groupSize: z.number().int(),
  groupMinutes: z.number().int(),
  perBuyer: z.number().int(),
  holdMinutes: z.number().int(),
  state: z.enum(['registering', 'ready', 'closed']),
  isOpen: z.boolean(),
  seed: z.string().nullable().describe('What the draw was shuffled with; anybody can draw it again'),
  units: z.number().int(),
  buyers: z.number().int(),
  chosen: z.number().int(),
  calling: z.number().int().nullable().describe('Numbers up to this one may choose now'),
  journalId: Uuid,
  whyNot: z.object({ register: WhyNot, ready: WhyNot, close: WhyNot }),
});
export const BuyerOut = z.object({
  id: Uuid,
  customer: PersonRef,
  consultant: PersonRef,
  orderNumber: z.number().int().nullable(),
  choosesAt: InstantOut.nullable(),
  registeredAt: InstantOut,
  chosen: z.array(z.object({ unitId: Uuid, code: z.string() })),
  link: z
    .object({ issuedAt: InstantOut, openedAt: InstantOut.nullable() })
    .nullable()
    .describe('The link for the buyer’s own phone that is good now'),
  whyNot: z.object({ link: WhyNot }),
});
const Handled = z.object({ launch: LaunchOut, journalId: Uuid });

/** Still free and like the one that was wanted; the nearest first. */
export const FreeUnit = z.object({
  id: Uuid,
  code: z.string(),
  layout: z.string(),
  floor: z.number().int().nullable(),
  price: z.number().int().nullable(),
});

export const inventoryLaunch = {
  planLaunch: command({
    path: '/sites/:siteId/launches',
    may: 'inventory.control',
    summary: { zh: '安排开盘', en: 'Plan a launch' },
    params: ofSite,
    body: {
      name: line.min(1),
      mode: z.enum(['all_at_once', 'by_order_number']),
      opensAt: InstantText,
      closesAt: InstantText.nullable().default(null),
      buildings: z.array(line).max(200).default([]).describe('Every available or withheld room of these buildings'),
      unitIds: z.array(Uuid).max(5_000).default([]).describe('And these'),
      groupSize: z.number().int().min(1).max(10_000).default(1),
      groupMinutes: z.number().int().min(1).max(600).default(3),
      perBuyer: z.number().int().min(1).max(100).default(1),
      holdMinutes: z.number().int().min(1).max(10_080).default(60),
    },
    response: Handled,
    refusals,
  }),
  registerBuyers: command({
    path: '/launches/:launchId/buyers',
    may: 'inventory.hold',
    summary: { zh: '登记开盘买家', en: 'Register buyers' },
    params: ofLaunch,
    body: { customerIds: z.array(Uuid).min(1).max(500), consultantId: Uuid.optional() },
    response: z.object({ buyers: z.array(BuyerOut), journalId: Uuid }),
    refusals,
  }),
  removeBuyer: command({
    path: '/launch-buyers/:buyerId/removal',
    may: 'inventory.control',
    summary: { zh: '取消买家登记', en: 'Take a buyer off' },
    params: z.object({ buyerId: Uuid }),
    body: { reason: line.min(1) },
    response: z.object({ journalId: Uuid }),
    refusals,
  }),
  readyLaunch: command({
    path: '/launches/:launchId/draw',
    may: 'inventory.control',
    summary: { zh: '截止登记并抽签排号', en: 'Close registration and draw the numbers' },
    params: ofLaunch,
    body: {
      seed: line
        .min(1)
        .optional()
        .describe('A number everybody can check, such as a lottery result; drawn when left out'),
    },
    response: Handled,
    refusals,
  }),
  closeLaunch: command({
    path: '/launches/:launchId/closing',
    may: 'inventory.control',
    summary: { zh: '结束开盘', en: 'Close the launch' },
    params: ofLaunch,
    body: { reason: line.default('') },
    response: Handled,
    refusals,
  }),
  press: command({
    path: '/launches/:launchId/press',
    may: 'inventory.hold',
    summary: { zh: '开盘选房', en: 'Choose a unit' },
    params: ofLaunch,
    body: { buyerId: Uuid, unitId: Uuid },
    response: z.object({ holdId: Uuid, unitId: Uuid, code: z.string(), expiresAt: InstantOut, journalId: Uuid }),
    refusals,
  }),
  launches: query({
    path: '/sites/:siteId/launches',
    may: 'inventory.read',
    summary: { zh: '开盘安排', en: 'Launches' },
    params: ofSite,
    response: z.object({ rows: z.array(LaunchOut) }),
  }),
  launch: query({
    path: '/launches/:launchId',
    may: 'inventory.read',
    summary: { zh: '一次开盘', en: 'One launch' },
    params: ofLaunch,
    response: LaunchOut,
  }),
  buyers: query({
    path: '/launches/:launchId/buyers',
    may: 'inventory.read',
    summary: { zh: '开盘买家', en: 'Buyers of a launch' },
    params: ofLaunch,
    query: z.object({ ...pageQuery, q: line.optional(), mine: z.enum(['true', 'false']).default('false') }),
    response: pageOf(BuyerOut),
  }),
  chosen: query({
    path: '/launches/:launchId/choices',
    may: 'inventory.read',
    summary: { zh: '已选单位', en: 'What has been chosen' },
    params: ofLaunch,
    query: z.object({ ...pageQuery }),
    response: pageOf(HoldOut),
  }),
};
