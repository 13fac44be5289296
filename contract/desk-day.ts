/** The day on the wire: who is here, the order of turns, the schemes of the day, calls and the first position. */
import { z } from 'zod';
import { deskRefusals as refusals } from './desk-refusals.ts';
import { CallOut, Done, EventOut, line, Presence, paragraph, reason, VisitOut } from './desk-shapes.ts';
import { command, query } from './kernel/route.ts';
import { InstantText, LocalDateText, PersonRef, Uuid } from './kernel/shapes.ts';

const ofSite = z.object({ siteId: Uuid });
const ofMakeUp = z.object({ siteId: Uuid, makeUpId: z.string().max(120) });
const text = (zh: string, en: string) => ({ zh, en });

export const dayRoutes = {
  // ── people ──
  presence: command({
    path: '/sites/:siteId/desk/presence',
    may: 'desk.receive',
    summary: text('签到、离岗、返岗', 'Check in, leave the floor, come back'),
    params: ofSite,
    body: {
      status: Presence,
      note: line.nullable().default(null),
      staffId: Uuid.optional().describe('Absent: yourself'),
    },
    response: Done.extend({
      makeUpsPlaced: z.array(z.string()),
      messages: z.array(z.object({ callId: Uuid, caller: z.string(), contact: z.string(), note: z.string() })),
      nextCalled: VisitOut.nullable(),
    }),
    refusals,
  }),
  applyMakeUp: command({
    path: '/sites/:siteId/desk/make-ups/:makeUpId/application',
    may: 'desk.receive',
    summary: text('申请补轮', 'Apply for a make-up turn'),
    params: ofMakeUp,
    body: { reason },
    response: Done,
    refusals,
  }),
  placeMakeUp: command({
    path: '/sites/:siteId/desk/make-ups/:makeUpId/place',
    may: 'desk.supervise',
    summary: text('批准补轮并定位', 'Grant a make-up turn and place it'),
    params: ofMakeUp,
    body: {
      place: z.number().int().describe('In front of this position, counted from 1'),
      reason: line.nullable().default(null),
    },
    response: Done,
    refusals,
  }),
  refuseMakeUp: command({
    path: '/sites/:siteId/desk/make-ups/:makeUpId/refusal',
    may: 'desk.supervise',
    summary: text('不予补轮', 'Refuse a make-up turn'),
    params: ofMakeUp,
    body: { reason },
    response: Done,
    refusals,
  }),
  // ── the day and its order ──
  open: command({
    path: '/sites/:siteId/desk/day',
    may: 'desk.supervise',
    summary: text('开班', 'Open the day'),
    params: ofSite,
    body: {
      order: z
        .array(Uuid)
        .max(500)
        .optional()
        .describe('Today’s order as published; else the rulebook’s source decides'),
    },
    response: Done.extend({ order: z.array(z.string()) }),
    refusals,
  }),
  close: command({
    path: '/sites/:siteId/desk/day/close',
    may: 'desk.supervise',
    summary: text('收班', 'Close the day'),
    params: ofSite,
    body: { reason: line.nullable().default(null) },
    response: Done.extend({
      nextHead: PersonRef.nullable(),
      order: z.array(z.string()),
      expiredMakeUps: z.array(z.string()),
    }),
    refusals,
  }),
  planDuty: command({
    method: 'PUT',
    path: '/sites/:siteId/desk/duty-lists/:day',
    may: 'desk.supervise',
    summary: text('排出某日轮值顺序', 'Plan the duty list of a day'),
    params: z.object({ siteId: Uuid, day: LocalDateText }),
    body: { order: z.array(Uuid).max(500) },
    response: z.object({ journalId: Uuid }),
    refusals,
  }),
  dutyList: query({
    path: '/sites/:siteId/desk/duty-lists/:day',
    may: 'desk.read',
    summary: text('某日轮值顺序', 'The duty list of a day'),
    params: z.object({ siteId: Uuid, day: LocalDateText }),
    response: z.object({ order: z.array(z.object({ unitId: z.string(), name: z.string() })) }),
  }),
  adjust: command({
    path: '/sites/:siteId/desk/order',
    may: 'desk.supervise',
    summary: text('调整顺序', 'Put the line in another order'),
    params: ofSite,
    body: {
      line: z
        .array(z.object({ unitId: z.string().max(60), makeUpId: z.string().max(120).nullable().default(null) }))
        .max(1000),
      reason,
    },
    response: Done.extend({ moved: z.number().int() }),
    refusals,
  }),
  swap: command({
    path: '/sites/:siteId/desk/swaps',
    may: 'desk.supervise',
    summary: text('两人换位', 'Two change places'),
    params: ofSite,
    body: { unitId: z.string().max(60), withUnitId: z.string().max(60), reason },
    response: Done,
    refusals,
  }),
  penalise: command({
    path: '/sites/:siteId/desk/penalties',
    may: 'desk.supervise',
    summary: text('登记处罚', 'Record a penalty on the ledger'),
    params: ofSite,
    body: {
      unitId: z.string().max(60),
      effect: z.enum(['note', 'lose_turn']),
      clause: line.min(1).describe('Number of a clause of the rulebook in force'),
      reason,
    },
    response: Done,
    refusals,
  }),
  join: command({
    path: '/sites/:siteId/desk/line',
    may: 'desk.supervise',
    summary: text('当日加入轮值', 'Somebody joins today’s line, at the end'),
    params: ofSite,
    body: { staffId: Uuid, status: Presence.default('on_floor') },
    response: Done.extend({ place: z.number().int() }),
    refusals,
  }),
  // ── schemes of the day ──
  declareEvent: command({
    path: '/sites/:siteId/desk/event',
    may: 'desk.manage',
    summary: text('宣布或结束活动方案', 'Declare or end an event with its own scheme'),
    params: ofSite,
    body: {
      event: z
        .object({
          name: line.min(1),
          method: EventOut.shape.method,
          list: z.array(Uuid).max(500).default([]),
          counts: z.boolean().default(false),
        })
        .nullable()
        .describe('null ends it'),
    },
    response: Done,
    refusals,
  }),
  declareDuty: command({
    path: '/sites/:siteId/desk/duty',
    may: 'desk.supervise',
    summary: text('宣布或结束值班时段', 'Declare or end a duty shift'),
    params: ofSite,
    body: { staffIds: z.array(Uuid).max(100).describe('Empty ends it'), leaderId: Uuid.nullable().default(null) },
    response: Done,
    refusals,
  }),
  allowOffDuty: command({
    path: '/sites/:siteId/desk/off-duty-help',
    may: 'desk.manage',
    summary: text('允许非当班人员接待', 'Let an off-duty consultant receive today'),
    params: ofSite,
    body: { staffId: Uuid, reason: line.nullable().default(null) },
    response: Done,
    refusals,
  }),
  // ── calls and posts ──
  takeCall: command({
    path: '/sites/:siteId/calls',
    may: 'desk.receive',
    summary: text('登记来电', 'Record a call'),
    params: ofSite,
    body: {
      caller: line.min(1),
      contact: line.default(''),
      need: paragraph.default(''),
      note: paragraph.default(''),
      customerId: Uuid.nullable().default(null),
      answeredBy: Uuid.nullable().default(null).describe('Absent: whoever is due to answer'),
      wantsStaffId: Uuid.nullable().default(null),
      rings: z.number().int().min(0).max(100).nullable().default(null),
    },
    response: z.object({ call: CallOut, journalId: Uuid }),
    refusals,
  }),
  noteMoveUp: command({
    path: '/sites/:siteId/desk/notices',
    may: 'desk.receive',
    summary: text('通知下一位补位', 'I told the next one to move up'),
    params: ofSite,
    body: { to: Uuid.nullable().describe('null: there was nobody left but the supervisor'), from: Uuid.optional() },
    response: Done,
    refusals,
  }),
  emptyPost: command({
    path: '/sites/:siteId/desk/empty-post',
    may: 'desk.receive',
    summary: text('一接空位责任', 'The first position stood empty: who answers for it'),
    params: ofSite,
    body: {
      emptySince: InstantText,
      filledAt: InstantText.nullable().default(null),
      leftBy: Uuid.nullable().default(null).describe('The first who walked away without a visitor'),
    },
    response: z.object({
      responsible: PersonRef.nullable(),
      because: z.enum([
        'filled_in_time',
        'still_in_time',
        'did_not_fill_or_notify',
        'notified_but_did_not_fill',
        'chain_ran_out',
        'nobody_there',
      ]),
      alertSupervisor: z.boolean(),
      journalId: Uuid,
    }),
    refusals,
  }),
};
