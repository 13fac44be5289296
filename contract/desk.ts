/** The desk on the wire: the floor, visits and calls, the rotation sheet and its ledger, registers. */
import { z } from 'zod';
import { entryKinds, presenceStatuses, visitPurposes, visitRows } from '#core/desk/types.ts';
import { deskRefusals as refusals } from './desk-refusals.ts';
import { command, query } from './kernel/route.ts';
import { InstantOut, InstantText, LocalDateText, PersonRef, pageOf, pageQuery, Uuid, WhyNot } from './kernel/shapes.ts';

export { deskPermissions, deskRefusals } from './desk-refusals.ts';

const line = z.string().trim().max(200);
const paragraph = z.string().trim().max(4000);
const reason = line.min(1);
const Presence = z.enum(presenceStatuses);
const Service = z.enum([
  'rotation',
  'make_up',
  'parallel',
  'requested',
  'own',
  'assist',
  'stand_in',
  'last',
  'duty',
  'off_hours',
  'event',
  'off_duty_help',
  'override',
  'waiting',
]);
const VisitState = z.enum(['waiting', 'called', 'serving', 'finished', 'left']);
const Effect = z.enum(['keep', 'skip', 'forfeit', 'missed']);
const Hint = z.enum([
  'helpers_suggested',
  'ask_for_record',
  'supervisor_informed',
  'explain_to_second',
  'brief_owner',
  'nobody_free',
]);

export const OwnerOut = z.object({
  kind: z.enum(['none', 'keep', 'new', 'transfer', 'share']),
  owner: PersonRef.nullable(),
  previousOwner: PersonRef.nullable(),
  closesPrevious: z.boolean(),
  needs: z.enum(['supervisor']).nullable().describe('Who must confirm before it takes effect'),
});

export const VisitOut = z.object({
  id: Uuid,
  siteId: Uuid,
  day: z.string(),
  number: z.number().int().describe('Running number of the day'),
  state: VisitState,
  row: z.enum(visitRows).describe('Which rule the visit falls under'),
  service: Service,
  purpose: z.enum(visitPurposes),
  visitor: z.string().describe('What to call the visitor: surname and title, or how they look'),
  customer: PersonRef.nullable(),
  partySize: z.number().int(),
  server: PersonRef.nullable(),
  helpers: z.array(PersonRef),
  onBehalfOf: PersonRef.nullable().describe('Whose customer it is, when a colleague assists'),
  creditedTo: PersonRef.nullable().describe('Whose count it is; null: does not count'),
  turnUsed: z.boolean(),
  countsUntilExplained: z.boolean(),
  owner: OwnerOut,
  hints: z.array(Hint),
  arrivedAt: InstantOut,
  calledAt: InstantOut.nullable(),
  startedAt: InstantOut.nullable(),
  endedAt: InstantOut.nullable(),
  alertAt: InstantOut.nullable().describe('When the supervisor is told that the visitor still waits'),
  journalId: Uuid.describe('The decision that assigned the visit last'),
  version: z.number().int(),
});
export type VisitRowOut = z.output<typeof VisitOut>;

export const EntryOut = z.object({
  seq: z.number().int(),
  at: InstantOut,
  kind: z.enum(entryKinds),
  unitId: z.string().nullable(),
  unitName: z.string().nullable(),
  staff: PersonRef.nullable(),
  visitId: Uuid.nullable(),
  visitNumber: z.number().int().nullable(),
  makeUpId: z.string().nullable(),
  delta: z.number().int().describe('Change of the reception count'),
  from: z.number().int().nullable(),
  to: z.number().int().nullable(),
  clauses: z.array(z.string()),
  houseClauses: z.array(z.string()),
  reason: z.string().nullable(),
  by: PersonRef.nullable(),
  journalId: Uuid,
});
export type EntryRow = z.output<typeof EntryOut>;

export const VisitLog = z.object({
  steps: z.array(z.object({ at: InstantOut, text: z.string(), by: PersonRef.nullable() })),
  interest: z.string(),
  outcome: z.enum(['undecided', 'interested', 'follow_up', 'deposit', 'deal', 'lost', 'not_a_customer']).nullable(),
  note: z.string(),
});
export const VisitDetail = VisitOut.extend({
  log: VisitLog,
  registrationDue: z.boolean(),
  entries: z.array(EntryOut),
  whyNot: z.object({
    accept: WhyNot,
    pass: WhyNot,
    finish: WhyNot,
    change: WhyNot,
    override: WhyNot,
    leave: WhyNot,
    confirmOwner: WhyNot,
  }),
});

export const FloorPerson = PersonRef.extend({
  title: z.string(),
  status: Presence,
  since: InstantOut.nullable(),
  note: z.string().nullable(),
  withVisits: z.array(z.number().int()).describe('Numbers of the visits they are with'),
  called: z.boolean(),
  withheld: z.boolean().describe('Their turn is withheld for overdue work'),
  count: z.number().int(),
});
export const FloorPlace = z.object({
  position: z.number().int(),
  unitId: z.string(),
  unitName: z.string(),
  members: z.array(FloorPerson).describe('In the order of their turns inside the unit'),
  makeUpId: z.string().nullable().describe('A make-up turn of the first member standing here'),
  standing: z.enum(['up', 'on_deck', 'in_line']).nullable().describe('null: would be passed over now'),
  next: PersonRef.nullable().describe('Who of the unit would serve'),
  because: z.string().nullable().describe('Why the unit would be passed over'),
  effect: Effect.nullable().describe('What being passed over would cost'),
  count: z.number().int(),
});
export type FloorPlaceOut = z.output<typeof FloorPlace>;
export const MakeUpOut = z.object({
  id: z.string(),
  unitId: z.string(),
  staff: PersonRef,
  state: z.enum(['owed', 'applied', 'placed']),
  missedAt: InstantOut,
  missedBecause: z.string(),
  closingsLeft: z.number().int().nullable(),
  whyNot: z.object({ apply: WhyNot, place: WhyNot }),
});

const EventOut = z.object({
  name: z.string(),
  method: z.enum(['rotation', 'first_registration', 'named_list', 'manager']),
  list: z.array(PersonRef),
  counts: z.boolean(),
});

export const Floor = z.object({
  site: PersonRef,
  day: z.string(),
  now: InstantOut,
  status: z.enum(['planned', 'open', 'closed']),
  openedAt: InstantOut.nullable(),
  version: z.number().int(),
  offHours: z.boolean(),
  line: z.array(FloorPlace),
  /** People here today who stand in no line: off duty, duty shift, helpers. */
  others: z.array(FloorPerson),
  visits: z.array(VisitOut).describe('On the floor now, by number'),
  makeUps: z.array(MakeUpOut),
  answersCalls: PersonRef.nullable(),
  messages: z.array(z.object({ callId: Uuid, forStaff: PersonRef, takenAt: InstantOut })),
  event: EventOut.nullable(),
  duty: z.object({ staff: z.array(PersonRef), leader: PersonRef.nullable() }).nullable(),
  lastRotation: z.object({ unitId: z.string(), visitId: Uuid, at: InstantOut }).nullable(),
  visitsToday: z.number().int(),
  rules: z.object({
    rotationUnit: z.enum(['person', 'team']),
    orderSource: z.enum(['duty_list', 'check_in', 'fewest_received', 'carry_over']),
    makeUp: z.string(),
    largePartySize: z.number().int(),
    waitingAlertMinutes: z.number().int(),
  }),
  whyNot: z.object({ open: WhyNot, close: WhyNot, adjust: WhyNot, receive: WhyNot }),
});
export type FloorOut = z.output<typeof Floor>;

/** Surname and title only: the wall board is read by visitors too. */
export const Board = z.object({
  site: z.string(),
  day: z.string(),
  now: InstantOut,
  status: z.enum(['planned', 'open', 'closed']),
  version: z.number().int(),
  line: z.array(
    z.object({
      position: z.number().int(),
      label: z.string(),
      standing: z.enum(['up', 'on_deck', 'in_line']).nullable(),
      because: z.string().nullable(),
      isMakeUp: z.boolean(),
      count: z.number().int(),
    }),
  ),
  serving: z.array(
    z.object({
      label: z.string(),
      visitor: z.string(),
      number: z.number().int(),
      state: VisitState,
      since: InstantOut,
    }),
  ),
  waiting: z.array(z.object({ visitor: z.string(), number: z.number().int(), since: InstantOut })),
});

export const MyTurn = z.object({
  site: PersonRef.nullable(),
  day: z.string(),
  now: InstantOut,
  status: z.enum(['planned', 'open', 'closed']),
  presence: Presence,
  position: z.number().int().nullable(),
  ahead: z.number().int().nullable().describe('How many would be served before you'),
  standing: z.enum(['up', 'on_deck', 'in_line']).nullable(),
  because: z.string().nullable(),
  count: z.number().int(),
  visits: z.array(VisitOut).describe('You are called for, or with'),
  briefings: z.array(
    z.object({ visitId: Uuid, number: z.number().int(), visitor: z.string(), by: PersonRef, at: InstantOut }),
  ),
  registrationsDue: z.array(
    z.object({ visitId: Uuid, number: z.number().int(), day: z.string(), visitor: z.string() }),
  ),
  makeUps: z.array(MakeUpOut),
  messages: z.array(
    z.object({ callId: Uuid, caller: z.string(), contact: z.string(), note: z.string(), takenAt: InstantOut }),
  ),
});

export const CallOut = z.object({
  id: Uuid,
  siteId: Uuid,
  day: z.string(),
  at: InstantOut,
  caller: z.string(),
  contact: z.string(),
  need: z.string(),
  note: z.string(),
  customer: PersonRef.nullable(),
  dueStaff: PersonRef.nullable().describe('Whose task it was to answer'),
  answeredBy: PersonRef.nullable(),
  answeredAsDue: z.boolean(),
  answeredLate: z.boolean(),
  rings: z.number().int().nullable(),
  wants: PersonRef.nullable(),
  forWanted: z.enum(['now', 'after_reception', 'when_back']).nullable(),
  deliveredAt: InstantOut.nullable(),
  journalId: Uuid,
});
export type CallRow = z.output<typeof CallOut>;

const visitFields = {
  purpose: z.enum(visitPurposes).default('buying'),
  partySize: z.number().int().min(1).max(500).default(1),
  parties: z.number().int().min(1).max(50).default(1).describe('Parties that agreed to come together'),
  visitedBefore: z.boolean().nullable().default(null).describe('Compulsory question: have they been here before?'),
  receivedBy: z.array(Uuid).max(20).nullable().default(null).describe('Compulsory question: who received them?'),
  forgotten: z.boolean().default(false).describe('They cannot recall who received them'),
  names: z.array(Uuid).max(20).default([]).describe('Whom they ask for'),
  refuses: Uuid.nullable().default(null),
  complainsAbout: Uuid.nullable().default(null),
  wantsDiscountOnly: z.boolean().default(false),
  recognisedBy: Uuid.nullable().default(null).describe('A consultant who recognised them at the door'),
  proof: z
    .object({ kind: z.enum(['trial_voucher', 'name_card', 'gift_voucher']), staffId: Uuid.nullable().default(null) })
    .nullable()
    .default(null),
  appointment: z
    .object({ staffId: Uuid, leaderInformed: z.boolean().default(false) })
    .nullable()
    .default(null),
  entrustedTo: Uuid.nullable().default(null).describe('Whom the busy owner asks to look after them'),
  servedBy: Uuid.nullable().default(null).describe('Off hours, duty and managers’ schemes: who takes them'),
  customerId: Uuid.nullable().default(null),
  phone: line.nullable().default(null).describe('Recognises a customer on record; nothing is registered by it'),
  referredBy: Uuid.nullable().default(null).describe('The customer who brought them'),
  moneyPaid: z.boolean().default(false).describe('Intention money, block-sealing fee or deposit has been paid'),
  visitor: line.default('').describe('What to call them until they are registered'),
};
export const VisitInputShape = z.object(visitFields);
export type VisitBody = z.output<typeof VisitInputShape>;

const ofSite = z.object({ siteId: Uuid });
const ofVisit = z.object({ visitId: Uuid });
const ofMakeUp = z.object({ siteId: Uuid, makeUpId: z.string().max(120) });
const Received = z.object({ visit: VisitOut, journalId: Uuid });
const Done = z.object({ version: z.number().int(), journalId: Uuid });
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
    params: ofVisit,
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
  // ── visits ──
  receive: command({
    path: '/sites/:siteId/visits',
    may: 'desk.receive',
    summary: text('登记来访并分派', 'Receive a visitor: who serves'),
    params: ofSite,
    body: visitFields,
    response: Received,
    refusals,
  }),
  callNext: command({
    path: '/visits/:visitId/call',
    may: 'desk.receive',
    summary: text('为等候的来访再次分派', 'Assign a waiting visitor again'),
    params: ofVisit,
    body: { servedBy: Uuid.nullable().default(null) },
    response: Received,
    refusals,
  }),
  accept: command({
    path: '/visits/:visitId/acceptance',
    may: 'desk.receive',
    summary: text('接单', 'Take the visitor'),
    params: ofVisit,
    body: { staffId: Uuid.optional().describe('For a colleague, at the desk; absent: yourself') },
    response: Received,
    refusals,
  }),
  pass: command({
    path: '/visits/:visitId/pass',
    may: 'desk.receive',
    summary: text('让出这一轮', 'Pass the visitor on, with the reason'),
    params: ofVisit,
    body: {
      reason: z.enum([
        'own_work',
        'with_leader',
        'errand_company',
        'errand_personal',
        'meal',
        'leave',
        'rest',
        'declined',
      ]),
      note: line.nullable().default(null),
      staffId: Uuid.optional(),
    },
    response: Received,
    refusals,
  }),
  correct: command({
    path: '/visits/:visitId/correction',
    may: 'desk.receive',
    summary: text('补充情况并重新判定（转交）', 'Correct what was said and decide anew (hand over)'),
    params: ofVisit,
    body: visitFields,
    response: Received,
    refusals,
  }),
  change: command({
    path: '/visits/:visitId/consultant',
    may: 'desk.receive',
    summary: text('客户要求更换顾问', 'The customer demands another consultant'),
    params: ofVisit,
    body: { toStaffId: Uuid.nullable().default(null), reason },
    response: Received,
    refusals,
  }),
  help: command({
    path: '/visits/:visitId/helpers',
    may: 'desk.receive',
    summary: text('指派协助人员', 'Add a helper'),
    params: ofVisit,
    body: { staffId: Uuid, reason: line.nullable().default(null) },
    response: Received,
    refusals,
  }),
  standIn: command({
    path: '/visits/:visitId/stand-in',
    may: 'desk.receive',
    summary: text('接待已成交客户期间请人代接', 'Arrange a stand-in while serving a closed customer'),
    params: ofVisit,
    body: { staffId: Uuid.nullable().default(null).describe('null: the next who is free') },
    response: Received,
    refusals,
  }),
  finish: command({
    path: '/visits/:visitId/end',
    may: 'desk.receive',
    summary: text('接待结束', 'See the visitor out'),
    params: ofVisit,
    body: {
      explainedTo: Uuid.nullable().default(null),
      interest: paragraph.optional(),
      outcome: VisitLog.shape.outcome.optional(),
      note: paragraph.optional(),
    },
    response: z.object({
      visit: VisitOut,
      counted: z.boolean(),
      brief: PersonRef.nullable().describe('Tell this colleague about their customer now'),
      messages: z.array(z.object({ callId: Uuid, caller: z.string(), contact: z.string(), note: z.string() })),
      registrationDue: z.boolean(),
      nextCalled: VisitOut.nullable().describe('A waiting visitor who was assigned now that somebody is free'),
      journalId: Uuid,
    }),
    refusals,
  }),
  leave: command({
    path: '/visits/:visitId/departure',
    may: 'desk.receive',
    summary: text('客户未接待即离开', 'The visitor left before being served'),
    params: ofVisit,
    body: { reason: line.nullable().default(null) },
    response: Received,
    refusals,
  }),
  override: command({
    path: '/visits/:visitId/override',
    may: 'desk.supervise',
    summary: text('主管改派', 'Overrule: another server, or counting differently'),
    params: ofVisit,
    body: { staffId: Uuid, counts: z.boolean(), reason },
    response: Received,
    refusals,
  }),
  reclassify: command({
    path: '/visits/:visitId/count',
    may: 'desk.supervise',
    summary: text('更正计次', 'Reverse or grant the count of a reception'),
    params: ofVisit,
    body: { counts: z.boolean(), reason },
    response: Received,
    refusals,
  }),
  confirmOwner: command({
    path: '/visits/:visitId/owner',
    may: 'desk.supervise',
    summary: text('确认或驳回归属变更', 'Confirm or reject a change of owner that came with a visit'),
    params: ofVisit,
    body: { confirmed: z.boolean(), reason },
    response: Received,
    refusals,
  }),
  linkCustomer: command({
    path: '/visits/:visitId/customer',
    may: 'desk.receive',
    summary: text(
      '将来访关联到已登记的客户',
      'Link the visit to a registered customer; the claim follows the decision',
    ),
    params: ofVisit,
    body: { customerId: Uuid },
    response: z.object({ visit: VisitOut, claimId: Uuid.nullable(), journalId: Uuid }),
    refusals,
  }),
  log: command({
    method: 'PATCH',
    path: '/visits/:visitId/log',
    may: 'desk.receive',
    summary: text('来访过程记录', 'The log of a visit: steps, interest, outcome'),
    params: ofVisit,
    body: {
      step: line.optional(),
      interest: paragraph.optional(),
      outcome: VisitLog.shape.outcome.optional(),
      note: paragraph.optional(),
      visitor: line.optional(),
    },
    response: z.object({ log: VisitLog, version: z.number().int() }),
    refusals,
  }),
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
    body: { unitId: z.string().max(60), effect: z.enum(['note', 'lose_turn']), clause: z.string().max(60), reason },
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

/** Files: ?day=YYYY-MM-DD&to=YYYY-MM-DD, as spreadsheet text that opens in Excel. */
export const deskFiles = {
  visits: {
    method: 'GET',
    path: '/sites/:siteId/visits.csv',
    may: 'desk.registers',
    summary: text('导出来访登记簿', 'The visit register as a file'),
  },
  calls: {
    method: 'GET',
    path: '/sites/:siteId/calls.csv',
    may: 'desk.registers',
    summary: text('导出来电登记簿', 'The call register as a file'),
  },
} as const;
