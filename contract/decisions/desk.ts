/** Facts and input of the kinds of decision the desk makes. */
import { z } from 'zod';
import type { deskKinds } from '#core/desk/index.ts';
import {
  atTheDoor,
  called,
  later,
  morning,
  newCustomer,
  opened,
  people,
  serving,
  supervisor,
  withMissedTurn,
  withVisit,
} from './desk-sample.ts';
import { customerId, eventScheme, lineItem, presenceStatus, sheet, staff, unit, unitId } from './desk-sheet.ts';
import {
  doorFacts,
  endedFacts,
  ownerFacts,
  passReason,
  person,
  reason,
  sheetFacts,
  visit,
  visitInput,
  waitingFacts,
} from './desk-visits.ts';
import { idOf, instant, named, oneOf, type ShapesOf, timeOfDay, timeZone } from './kit.ts';

const nothingKnown = { customer: null, referrer: null, workload: {} };
const onCall = { sheet: withVisit(called) };
const inReception = { sheet: withVisit(serving) };
const place = z.int().meta(named('位置', 'Place'));
const makeUpId = idOf('make_up').meta(named('补轮', 'Make-up turn'));
const note = z.string().nullable().meta(named('说明', 'Note'));
const unitField = unitId.meta(named('轮值单位', 'Unit'));
const counts = z.boolean().meta(named('计次', 'Counts'));

const visitShapes = {
  'desk.receiveVisit': {
    facts: doorFacts,
    input: visitInput,
    sample: { now: atTheDoor, actorId: 'wang', facts: { sheet: morning, ...nothingKnown }, input: newCustomer },
  },
  'desk.acceptTurn': {
    facts: sheetFacts,
    input: z.object({ visitId: visit, staffId: person }),
    sample: { now: later, actorId: 'wang', facts: onCall, input: { visitId: 'visit', staffId: 'wang' } },
  },
  'desk.passTurn': {
    facts: doorFacts,
    input: z.object({
      visit: visitInput.meta(named('来访时所说', 'What was said at the door')),
      staffId: person,
      reason: passReason.meta(named('原因', 'Why')),
      note,
    }),
    sample: {
      now: later,
      actorId: 'wang',
      facts: { ...onCall, ...nothingKnown },
      input: { visit: newCustomer, staffId: 'wang', reason: 'errand_company', note: null },
    },
  },
  'desk.handOver': {
    facts: doorFacts,
    input: visitInput,
    sample: {
      now: later,
      actorId: 'wang',
      facts: { ...inReception, ...nothingKnown },
      input: { ...newCustomer, names: ['zhao'] },
    },
  },
  'desk.changeConsultant': {
    facts: sheetFacts,
    input: z.object({
      visitId: visit,
      toStaffId: staff.nullable().meta(named('改由', 'To')),
      reason,
    }),
    sample: {
      now: later,
      actorId: supervisor,
      facts: inReception,
      input: { visitId: 'visit', toStaffId: 'zhao', reason: '客户要求更换' },
    },
  },
  'desk.addHelper': {
    facts: sheetFacts,
    input: z.object({ visitId: visit, staffId: person, reason: reason.nullable() }),
    sample: {
      now: later,
      actorId: 'wang',
      facts: inReception,
      input: { visitId: 'visit', staffId: 'zhao', reason: '人多，请协助' },
    },
  },
  'desk.arrangeStandIn': {
    facts: sheetFacts,
    input: z.object({
      visitId: visit,
      standIn: z
        .union([z.literal('next'), staff])
        .meta(named('由谁代接（next：下一位有空的）', 'Who stands in (next: the next free one)')),
    }),
    sample: {
      now: later,
      actorId: 'wang',
      facts: { sheet: withVisit({ ...serving, standing: 'closed' }) },
      input: { visitId: 'visit', standIn: 'next' },
    },
  },
  'desk.finishVisit': {
    facts: sheetFacts,
    input: z.object({ visitId: visit, explainedTo: staff.nullable().meta(named('已向谁说明', 'Explained to')) }),
    sample: { now: later, actorId: 'wang', facts: inReception, input: { visitId: 'visit', explainedTo: null } },
  },
  'desk.visitorLeft': {
    facts: sheetFacts,
    input: z.object({ visitId: visit, reason: reason.nullable() }),
    sample: { now: later, actorId: 'wang', facts: onCall, input: { visitId: 'visit', reason: null } },
  },
} satisfies Partial<ShapesOf<typeof deskKinds>>;

const rulingShapes = {
  'desk.overrideVisit': {
    facts: sheetFacts,
    input: z.object({ visitId: visit, staffId: person, counts, reason }),
    sample: {
      now: later,
      actorId: supervisor,
      facts: onCall,
      input: { visitId: 'visit', staffId: 'chen', counts: true, reason: '客户由陈熟悉的项目介绍' },
    },
  },
  'desk.reclassifyVisit': {
    facts: endedFacts,
    input: z.object({ visitId: visit, counts, reason }),
    sample: {
      now: later,
      actorId: supervisor,
      facts: { ...inReception, ended: null },
      input: { visitId: 'visit', counts: false, reason: '实为同行' },
    },
  },
  'desk.linkVisit': {
    facts: endedFacts,
    input: z.object({ visitId: visit, customerId: customerId.meta(named('客户', 'Customer')) }),
    sample: {
      now: later,
      actorId: 'wang',
      facts: { ...inReception, ended: null },
      input: { visitId: 'visit', customerId: 'customer' },
    },
  },
  'desk.confirmOwner': {
    facts: ownerFacts,
    input: z.object({ confirmed: z.boolean().meta(named('确认变更', 'Confirmed')) }),
    sample: {
      now: later,
      actorId: supervisor,
      facts: {
        owner: { kind: 'transfer', ownerId: 'li', previousOwnerId: 'wang', closesPrevious: true, needs: 'supervisor' },
        settledAt: null,
      },
      input: { confirmed: true },
    },
  },
  'desk.waitingAlert': {
    facts: waitingFacts,
    input: z.object({}),
    sample: { now: later, facts: { visit: called }, input: {} },
  },
} satisfies Partial<ShapesOf<typeof deskKinds>>;

const presenceShapes = {
  'desk.setPresence': {
    facts: sheetFacts,
    input: z.object({ staffId: person, status: presenceStatus.meta(named('状态', 'Status')), note }),
    sample: {
      now: later,
      actorId: 'zhao',
      facts: { sheet: morning },
      input: { staffId: 'zhao', status: 'meal', note: null },
    },
  },
  'desk.applyForMakeUp': {
    facts: sheetFacts,
    input: z.object({ makeUpId, staffId: person, reason }),
    sample: {
      now: later,
      actorId: 'zhao',
      facts: { sheet: withMissedTurn },
      input: { makeUpId: 'missed', staffId: 'zhao', reason: '送合同到总部' },
    },
  },
  'desk.placeMakeUp': {
    facts: sheetFacts,
    input: z.object({ makeUpId, place, reason: reason.nullable() }),
    sample: {
      now: later,
      actorId: supervisor,
      facts: { sheet: withMissedTurn },
      input: { makeUpId: 'missed', place: 1, reason: null },
    },
  },
  'desk.refuseMakeUp': {
    facts: sheetFacts,
    input: z.object({ makeUpId, reason }),
    sample: {
      now: later,
      actorId: supervisor,
      facts: { sheet: withMissedTurn },
      input: { makeUpId: 'missed', reason: '未事先报告' },
    },
  },
} satisfies Partial<ShapesOf<typeof deskKinds>>;

const openInput = z.object({
  siteId: idOf('site').meta(named('门店', 'Site')),
  day: z.iso.date().meta(named('日期', 'Day')),
  timeZone: timeZone.meta(named('时区', 'Time zone')),
  closesAt: timeOfDay.meta(named('营业结束', 'Closes at')),
  units: z.array(unit).meta(named('参加轮值者', 'Who rotates')),
  dutyList: z.array(unitId).meta(named('当日排班', 'Duty list')),
  checkIns: z.record(staff, instant).meta(named('签到时间', 'Check-ins')),
  receptions: z.record(unitId, z.int().nonnegative()).meta(named('近三十日接待次数', 'Receptions of thirty days')),
  presence: z.record(staff, presenceStatus).meta(named('在岗状态', 'Presence')),
});

const dayShapes = {
  'desk.openDay': {
    facts: sheetFacts.extend({
      previous: sheet.nullable().meta(named('上一营业日的轮值表', 'Sheet of the day before')),
    }),
    input: openInput,
    sample: {
      now: opened,
      actorId: supervisor,
      facts: {
        sheet: { ...morning, status: 'planned', openedAt: null, line: [], units: {}, presence: {}, lastSeq: 0 },
        previous: { ...withVisit(called), visits: {}, day: '2026-03-01', status: 'closed' },
      },
      input: {
        siteId: 'site',
        day: '2026-03-02',
        timeZone: 'Asia/Shanghai',
        closesAt: '18:00',
        units: people.map((id) => ({ id, members: [id] })),
        dutyList: [],
        checkIns: {},
        receptions: {},
        presence: {},
      },
    },
  },
  'desk.closeDay': {
    facts: sheetFacts,
    input: z.object({ reason: reason.nullable() }),
    sample: {
      now: '2026-03-02T10:00:00.000Z',
      actorId: supervisor,
      facts: { sheet: { ...withVisit(serving), visits: {} } },
      input: { reason: null },
    },
  },
  'desk.adjustOrder': {
    facts: sheetFacts,
    input: z.object({ line: z.array(lineItem).meta(named('新顺序', 'New order')), reason }),
    sample: {
      now: later,
      actorId: supervisor,
      facts: { sheet: morning },
      input: {
        line: ['li', 'wang', 'zhao', 'chen'].map((id) => ({ unitId: id, makeUpId: null })),
        reason: '王开会，先由李接待',
      },
    },
  },
  'desk.swapPlaces': {
    facts: sheetFacts,
    input: z.object({ unitId: unitField, withUnitId: unitId.meta(named('与谁互换', 'With')), reason }),
    sample: {
      now: later,
      actorId: supervisor,
      facts: { sheet: morning },
      input: { unitId: 'wang', withUnitId: 'li', reason: '双方同意' },
    },
  },
  'desk.penalise': {
    facts: sheetFacts,
    input: z.object({
      unitId: unitField,
      effect: oneOf<'note' | 'lose_turn'>({
        note: named('记录', 'Noted'),
        lose_turn: named('失去本轮', 'Loses the turn'),
      }).meta(named('处理', 'Effect')),
      clause: z.string().meta(named('违反的条款（本制度编号）', 'Clause broken, by the house’s number')),
      cites: z
        .array(z.string())
        .nullable()
        .meta(
          named('该条款所依据的目录条款；空：制度无此条', 'Catalogue clauses it carries out; null: no such clause'),
        ),
      reason,
    }),
    sample: {
      now: later,
      actorId: supervisor,
      facts: { sheet: morning },
      input: { unitId: 'wang', effect: 'lose_turn', clause: 'A29', cites: ['S4.01.a29.all'], reason: '挑选客户' },
    },
  },
  'desk.joinLine': {
    facts: sheetFacts,
    input: z.object({
      unit: unit.meta(named('加入者', 'Who joins')),
      status: presenceStatus.meta(named('状态', 'Status')),
    }),
    sample: {
      now: later,
      actorId: supervisor,
      facts: { sheet: morning },
      input: { unit: { id: 'sun', members: ['sun'] }, status: 'on_floor' },
    },
  },
  'desk.noteMoveUp': {
    facts: sheetFacts,
    input: z.object({
      from: staff.meta(named('通知人', 'From')),
      to: staff.nullable().meta(named('被通知人', 'To')),
    }),
    sample: { now: later, actorId: 'wang', facts: { sheet: morning }, input: { from: 'wang', to: 'li' } },
  },
  'desk.emptyPost': {
    facts: sheetFacts,
    input: z.object({
      emptySince: instant.meta(named('空缺自', 'Empty since')),
      filledAt: instant.nullable().meta(named('补上时间', 'Filled at')),
      leftBy: staff.nullable().meta(named('离开的人', 'Left by')),
    }),
    sample: {
      now: later,
      actorId: supervisor,
      facts: { sheet: morning },
      input: { emptySince: '2026-03-02T02:20:00.000Z', filledAt: null, leftBy: 'wang' },
    },
  },
} satisfies Partial<ShapesOf<typeof deskKinds>>;

const schemeShapes = {
  'desk.declareEvent': {
    facts: sheetFacts,
    input: z.object({ event: eventScheme.nullable().meta(named('活动方案', 'Event scheme')) }),
    sample: {
      now: later,
      actorId: supervisor,
      facts: { sheet: morning },
      input: { event: { name: '开盘日', method: 'named_list', list: ['zhao', 'chen'], counts: false } },
    },
  },
  'desk.declareDuty': {
    facts: sheetFacts,
    input: z.object({
      staffIds: z.array(staff).meta(named('值班人员', 'On duty')),
      leaderId: staff.nullable().meta(named('值班负责人', 'Leader')),
    }),
    sample: {
      now: later,
      actorId: supervisor,
      facts: { sheet: morning },
      input: { staffIds: ['li', 'zhao'], leaderId: 'li' },
    },
  },
  'desk.allowOffDutyHelp': {
    facts: sheetFacts,
    input: z.object({ staffId: person, reason: reason.nullable() }),
    sample: {
      now: later,
      actorId: supervisor,
      facts: {
        sheet: {
          ...withVisit({ ...serving, helpers: ['li', 'zhao'] }),
          presence: { ...morning.presence, chen: { status: 'rest', since: opened, note: null } },
        },
      },
      input: { staffId: 'chen', reason: '客户集中到访' },
    },
  },
  'desk.takeCall': {
    facts: sheetFacts,
    input: z.object({
      callId: idOf('call').meta(named('来电', 'Call')),
      answeredBy: staff.nullable().meta(named('接听人', 'Answered by')),
      wantsStaffId: staff.nullable().meta(named('找谁', 'Wants')),
      rings: z.int().nonnegative().nullable().meta(named('铃响次数', 'Rings')),
      contact: z.string().nullable().meta(named('联系方式', 'Contact')),
    }),
    sample: {
      now: later,
      actorId: 'chen',
      facts: inReception,
      input: { callId: 'call', answeredBy: null, wantsStaffId: 'wang', rings: 2, contact: '138****0001' },
    },
  },
} satisfies Partial<ShapesOf<typeof deskKinds>>;

export const deskShapes: ShapesOf<typeof deskKinds> = {
  ...visitShapes,
  ...rulingShapes,
  ...presenceShapes,
  ...dayShapes,
  ...schemeShapes,
};
