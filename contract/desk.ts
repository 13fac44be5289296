/** The desk on the wire: the floor, the rotation sheet and its ledger, registers; visits and the day in files of their own. */
import { z } from 'zod';
import { entryKinds } from '#core/desk/types.ts';
import { dayRoutes } from './desk-day.ts';
import { Board, CallOut, EntryOut, Floor, MyTurn, VisitDetail, VisitOut } from './desk-shapes.ts';
import { visitRoutes } from './desk-visits.ts';
import { query } from './kernel/route.ts';
import { LocalDateText, pageOf, pageQuery, Uuid } from './kernel/shapes.ts';

export { deskPermissions, deskRefusals } from './desk-refusals.ts';
export type { CallRow, EntryRow, FloorOut, FloorPlaceOut, VisitRowOut } from './desk-shapes.ts';
export { FloorPerson, MakeUpOut, VisitOut } from './desk-shapes.ts';
export type { VisitBody } from './desk-visits.ts';

const ofSite = z.object({ siteId: Uuid });
const text = (zh: string, en: string) => ({ zh, en });
const registerQuery = {
  ...pageQuery,
  day: LocalDateText.optional(),
  to: LocalDateText.optional().describe('With `day`: a span of days'),
};

export const desk = {
  // ── looking ──
  floor: query({
    path: '/sites/:siteId/desk',
    may: 'desk.read',
    summary: text('前台：当日轮值与现场', 'The desk: today’s line and floor'),
    params: ofSite,
    response: Floor,
  }),
  board: query({
    path: '/sites/:siteId/board',
    may: 'desk.read',
    summary: text('大屏轮值表', 'The wall board'),
    params: ofSite,
    response: Board,
  }),
  mine: query({
    path: '/desk/mine',
    may: 'desk.serve',
    summary: text('我的轮值', 'My turn'),
    query: z.object({ siteId: Uuid.optional() }),
    response: MyTurn,
  }),
  ledger: query({
    path: '/sites/:siteId/desk/ledger',
    may: 'desk.read',
    summary: text('轮值台账', 'The turn ledger of a day'),
    params: ofSite,
    query: z.object({
      ...pageQuery,
      day: LocalDateText.optional().describe('Absent: today'),
      staffId: Uuid.optional(),
      visitId: Uuid.optional(),
      kind: z.enum(entryKinds).optional(),
    }),
    response: pageOf(EntryOut),
  }),
  visit: query({
    path: '/visits/:visitId',
    may: 'desk.read',
    summary: text('一次来访', 'One visit'),
    params: z.object({ visitId: Uuid }),
    response: VisitDetail,
  }),
  visits: query({
    path: '/sites/:siteId/visits',
    may: 'desk.registers',
    summary: text('来访登记簿', 'The visit register'),
    params: ofSite,
    query: z.object({ ...registerQuery, serverId: Uuid.optional(), customerId: Uuid.optional() }),
    response: pageOf(
      VisitOut.extend({ registrationDue: z.boolean(), outcome: z.string().nullable(), interest: z.string() }),
    ),
  }),
  calls: query({
    path: '/sites/:siteId/calls',
    may: 'desk.registers',
    summary: text('来电登记簿', 'The call register'),
    params: ofSite,
    query: z.object({ ...registerQuery, staffId: Uuid.optional() }),
    response: pageOf(CallOut),
  }),
  ...visitRoutes,
  ...dayRoutes,
};

const fileAs = (format: 'csv' | 'xlsx', path: string, may: 'desk.registers' | 'desk.read', zh: string, en: string) =>
  ({
    method: 'GET',
    path: `/sites/:siteId/${path}.${format}`,
    may,
    summary: text(`${zh}（.${format}）`, `${en} (.${format})`),
  }) as const;
const files = (...what: readonly [path: string, may: 'desk.registers' | 'desk.read', zh: string, en: string]) => ({
  csv: fileAs('csv', ...what),
  xlsx: fileAs('xlsx', ...what),
});

/** Files: ?day=YYYY-MM-DD&to=YYYY-MM-DD. */
export const deskFiles = {
  visits: files('visits', 'desk.registers', '导出来访登记簿', 'The visit register as a file'),
  calls: files('calls', 'desk.registers', '导出来电登记簿', 'The call register as a file'),
  dutyLists: files('desk/duty-lists', 'desk.read', '导出轮值顺序表', 'The duty lists as a file'),
};
