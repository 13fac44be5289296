/** Visits on the wire: received, taken, passed on, finished, overruled. */
import { z } from 'zod';
import { visitPurposes } from '#core/desk/types.ts';
import { deskRefusals as refusals } from './desk-refusals.ts';
import { line, paragraph, Received, reason, VisitLog, VisitOut } from './desk-shapes.ts';
import { command } from './kernel/route.ts';
import { PersonRef, Uuid } from './kernel/shapes.ts';

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
const VisitInputShape = z.object(visitFields);
export type VisitBody = z.output<typeof VisitInputShape>;

const ofVisit = z.object({ visitId: Uuid });
const text = (zh: string, en: string) => ({ zh, en });

export const visitRoutes = {
  receive: command({
    path: '/sites/:siteId/visits',
    may: 'desk.receive',
    summary: text('登记来访并分派', 'Receive a visitor: who serves'),
    params: z.object({ siteId: Uuid }),
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
};
