/** What the desk shows: visits, the floor, the board, the ledger, calls. */
import { z } from 'zod';
import { entryKinds, presenceStatuses, visitPurposes, visitRows } from '#core/desk/types.ts';
import { InstantOut, PersonRef, Uuid, WhyNot, line, paragraph } from './kernel/shapes.ts';

export { line, paragraph };
export const reason = line.min(1);
export const Presence = z.enum(presenceStatuses);
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

const OwnerOut = z.object({
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
const FloorPlace = z.object({
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

export const EventOut = z.object({
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

/** What most commands on a visit answer. */
export const Received = z.object({ visit: VisitOut, journalId: Uuid });
/** What most commands on the sheet answer: its version after them. */
export const Done = z.object({ version: z.number().int(), journalId: Uuid });
