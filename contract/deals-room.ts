/** The contract room on the wire: the seal and its register, the second check, the legal check, handwriting, major deals. */
import { z } from 'zod';
import {
  entryFields,
  majorCauses,
  partKinds,
  recheckStates,
  sealKinds,
  sealStates,
  writingFaults,
} from '#core/deals/room-types.ts';
import { legalItems } from '#core/deals/types.ts';
import { dealsRefusals as refusals } from './deals-refusals.ts';
import { DealHandled, Reason } from './deals-shapes.ts';
import { command, query } from './kernel/route.ts';
import {
  InstantOut,
  InstantText,
  line,
  LocalDateText,
  pageOf,
  pageQuery,
  paragraph,
  PersonRef,
  Uuid,
  WhyNot,
} from './kernel/shapes.ts';

export const SealKindOut = z.enum(sealKinds);
export const SealStateOut = z.enum(sealStates);
export const EntryFieldOut = z.enum(entryFields);
export const LegalItemOut = z.enum(legalItems);

const Out = z.object({
  movementId: Uuid,
  by: PersonRef,
  place: z.string(),
  purpose: z.string(),
  takenAt: InstantOut,
  backBy: InstantOut.nullable().describe('null: taken without consent'),
  isLate: z.boolean(),
});
export const SealOut = z.object({
  id: Uuid,
  name: z.string(),
  kind: SealKindOut,
  custodian: PersonRef.nullable().describe('null: whoever holds the post'),
  custodianPost: z.string().describe('The post that keeps it by the rulebook'),
  keeps: z.boolean().describe('The caller keeps it'),
  isRetired: z.boolean(),
  out: Out.nullable(),
  whyNot: z.object({ ask: WhyNot, change: WhyNot, incident: WhyNot }),
});
export const SealMovement = z.object({
  id: Uuid,
  sealId: Uuid,
  sealName: z.string(),
  state: SealStateOut,
  isIncident: z.boolean(),
  by: PersonRef,
  purpose: z.string(),
  place: z.string(),
  backBy: InstantOut.nullable(),
  askedAt: InstantOut,
  takenAt: InstantOut.nullable(),
  handedOutBy: PersonRef.nullable(),
  returnedAt: InstantOut.nullable(),
  returnedTo: PersonRef.nullable(),
  returnNote: z.string().describe('What was noted when it came back'),
  isLate: z.boolean(),
  consequence: z.string().nullable(),
  fineYuan: z.number().int(),
  approvalId: Uuid.nullable(),
  journalId: Uuid,
  whyNot: z.object({ handOut: WhyNot, giveBack: WhyNot, withdraw: WhyNot, consequence: WhyNot }),
});
const MovementHandled = z.object({ movement: SealMovement, journalId: Uuid });
const SealHandled = z.object({ seal: SealOut, journalId: Uuid });

export const sealLogPath = '/seal-movements/file';
const logFilters = {
  siteId: Uuid,
  sealId: Uuid.optional(),
  state: SealStateOut.optional(),
  incidents: z.enum(['true']).optional().describe('Only what was taken without consent'),
  from: LocalDateText.optional(),
  to: LocalDateText.optional().describe('The last day, included'),
};
export const SealLogFile = z.object({ ...logFilters, format: z.enum(['xlsx', 'csv']).default('xlsx') });

const ofSite = z.object({ siteId: Uuid });
const ofSeal = z.object({ sealId: Uuid });
const ofMovement = z.object({ movementId: Uuid });
const may = 'deals.seals';

export const seals = {
  list: query({
    path: '/sites/:siteId/seals',
    may,
    summary: { zh: '本门店印章', en: 'Seals of a site' },
    params: ofSite,
    response: z.object({ seals: z.array(SealOut), mayAdd: WhyNot, now: InstantOut }),
  }),
  open: command({
    path: '/sites/:siteId/seals',
    may,
    summary: { zh: '登记印章', en: 'Enter a seal' },
    params: ofSite,
    body: { name: line.min(1), kind: SealKindOut.default('contract'), custodianId: Uuid.nullable().default(null) },
    response: SealHandled,
    refusals,
  }),
  change: command({
    method: 'PATCH',
    path: '/seals/:sealId',
    may,
    summary: { zh: '修改印章登记：保管人、停用', en: 'Change a seal: its custodian, or retire it' },
    params: ofSeal,
    body: {
      name: line.min(1).optional(),
      custodianId: Uuid.nullable().optional().describe('null: whoever holds the post'),
      isRetired: z.boolean().optional(),
    },
    response: SealHandled,
    refusals,
  }),
  ask: command({
    path: '/seals/:sealId/requests',
    may,
    summary: { zh: '申请外带印章', en: 'Ask to take the seal out' },
    params: ofSeal,
    body: { purpose: Reason, place: line.min(1), backBy: InstantText },
    response: MovementHandled,
    refusals,
  }),
  withdraw: command({
    path: '/seal-movements/:movementId/withdrawal',
    may,
    summary: { zh: '撤回外带申请', en: 'Take a request back' },
    params: ofMovement,
    body: { reason: Reason },
    response: MovementHandled,
    refusals,
  }),
  handOut: command({
    path: '/seal-movements/:movementId/handing-out',
    may,
    summary: { zh: '交出印章', en: 'Hand the seal out' },
    params: ofMovement,
    body: {},
    response: MovementHandled,
    refusals,
  }),
  giveBack: command({
    path: '/seal-movements/:movementId/return',
    may,
    summary: { zh: '收回印章', en: 'Take the seal back' },
    params: ofMovement,
    body: { note: paragraph.default('') },
    response: MovementHandled,
    refusals,
  }),
  incident: command({
    path: '/seals/:sealId/incidents',
    may,
    summary: { zh: '登记擅自带出', en: 'Enter that it was taken without consent' },
    params: ofSeal,
    body: {
      takenById: Uuid,
      takenAt: InstantText.optional().describe('Left out: now'),
      note: Reason.describe('How it came out'),
      place: line.default(''),
      isStillOut: z.boolean(),
      consequence: paragraph.default('').describe('What came of it; empty: nothing'),
    },
    response: MovementHandled,
    refusals,
  }),
  consequence: command({
    path: '/seal-movements/:movementId/consequence',
    may,
    summary: { zh: '登记擅自带出的后果', en: 'Enter what came of it' },
    params: ofMovement,
    body: { what: Reason },
    response: MovementHandled,
    refusals,
  }),
  log: query({
    path: '/seal-movements',
    may,
    summary: { zh: '印章登记簿', en: 'The register of seals' },
    query: z.object({ ...pageQuery, ...logFilters }),
    response: pageOf(SealMovement),
  }),
};

const ofDeal = z.object({ dealId: Uuid });
const ofCopy = z.object({ dealId: Uuid, copyId: Uuid });
const act = <B extends z.ZodRawShape>(
  path: string,
  permission: 'deals.open' | 'deals.review' | 'deals.register' | 'deals.override',
  zh: string,
  en: string,
  body: B,
) =>
  command({
    path: `/deals/:dealId/${path}`,
    may: permission,
    summary: { zh, en },
    params: ofDeal,
    body,
    response: DealHandled,
    refusals,
  });

const Stamp = { by: PersonRef.nullable(), at: InstantOut };
export const ContractRoom = z.object({
  major: z.object({
    causes: z.array(z.enum(majorCauses)).describe('Empty: not a major deal'),
    flag: z.object({ ...Stamp, reason: z.string() }).nullable(),
    parts: z.array(z.object({ ...Stamp, kind: z.enum(partKinds), on: z.string(), note: z.string(), journalId: Uuid })),
    waiver: z.object({ ...Stamp, reason: z.string() }).nullable(),
  }),
  signingPlan: z.object({ ...Stamp, on: z.string(), place: z.string(), text: z.string() }).nullable(),
  legal: z.object({
    isAsked: z.boolean().describe('The book asks for it before the signature'),
    items: z.array(z.object({ item: LegalItemOut, answer: z.boolean().nullable() })),
    checked: z.object({ ...Stamp, note: z.string() }).nullable(),
  }),
  recheck: z
    .object({
      state: z.enum(recheckStates),
      round: z.number().int(),
      keyedBy: z.array(PersonRef),
      dueAt: InstantOut,
      isLate: z.boolean(),
      values: z.array(z.object({ field: EntryFieldOut, value: z.string(), isWrong: z.boolean() })),
      checked: z.object({ ...Stamp, note: z.string() }).nullable(),
    })
    .nullable()
    .describe('null: nothing to check'),
  writing: z.array(
    z.object({
      ...Stamp,
      copyId: Uuid,
      document: z.string(),
      seq: z.number().int(),
      fault: z.enum(writingFaults),
      note: z.string(),
      writer: PersonRef,
      fineYuan: z.number().int(),
      rewrittenAt: InstantOut.nullable(),
      journalId: Uuid,
    }),
  ),
  whyNot: z.object({
    planSigning: WhyNot,
    checkLegal: WhyNot,
    recheck: WhyNot,
    correctEntry: WhyNot,
    refuseCopy: WhyNot,
    flagMajor: WhyNot,
    takePart: WhyNot,
    waivePart: WhyNot,
  }),
});
export type ContractRoomOut = z.output<typeof ContractRoom>;

export const contractRoom = {
  get: query({
    path: '/deals/:dealId/contract-room',
    may: 'deals.read',
    summary: { zh: '成交单的复核、法务审核与重大事项', en: 'Checks of a deal: second check, legal check, major deals' },
    params: ofDeal,
    response: ContractRoom,
  }),
  planSigning: act('contract/signing-plan', 'deals.open', '登记签约方案', 'Enter the plan of the signing', {
    on: LocalDateText,
    place: line.default(''),
    text: Reason,
  }),
  checkLegal: act('contract/legal-check', 'deals.review', '法务审核合同', 'Legal check of a contract', {
    answers: z.partialRecord(LegalItemOut, z.boolean()).describe('What is left out stays open'),
    note: paragraph.default(''),
  }),
  recheck: act('recheck', 'deals.review', '复核合同录入', 'Check what was keyed', {
    answers: z.partialRecord(EntryFieldOut, z.enum(['right', 'wrong'])),
    note: paragraph.default(''),
  }),
  correctEntry: act('recheck/correction', 'deals.open', '更正合同录入', 'Put right what was keyed wrong', {
    buyers: line.optional().describe('The names as they stand on the contract'),
    stands: z.array(EntryFieldOut).max(4).default([]).describe('What was keyed right after all'),
    note: paragraph.default(''),
  }),
  refuseCopy: command({
    path: '/deals/:dealId/copies/:copyId/refusal',
    may: 'deals.register',
    summary: { zh: '合同书写不合格，退回重写', en: 'Refuse a copy for its writing' },
    params: ofCopy,
    body: {
      fault: z.enum(writingFaults),
      note: paragraph.default(''),
      writerId: Uuid.optional().describe('Left out: whoever filled the contract in'),
    },
    response: DealHandled,
    refusals,
  }),
  rewritten: command({
    path: '/deals/:dealId/copies/:copyId/rewriting',
    may: 'deals.open',
    summary: { zh: '登记重写完毕', en: 'A copy has been written again' },
    params: ofCopy,
    body: {},
    response: DealHandled,
    refusals,
  }),
  flagMajor: act('major/flag', 'deals.review', '标记或取消重大成交', 'Mark a deal as major, or no longer', {
    isMajor: z.boolean(),
    reason: Reason,
  }),
  takePart: act('major/participation', 'deals.override', '登记经理参与', 'The manager takes part', {
    kind: z.enum(partKinds),
    on: LocalDateText,
    note: paragraph.default(''),
  }),
  waivePart: act('major/waiver', 'deals.override', '免除经理参与', 'Waive the manager’s part', { reason: Reason }),
};
