/** Claims on the wire: cards, follow-ups, today's list, the pool, handover, disputes and shares. */
import { z } from 'zod';
import { claimsRefusals as refusals } from './claims-refusals.ts';
import { command, query } from './kernel/route.ts';
import { InstantOut, InstantText, LocalDateText, PersonRef, pageOf, pageQuery, Uuid, WhyNot } from './kernel/shapes.ts';

export { claimsPermissions, claimsRefusals } from './claims-refusals.ts';

const line = z.string().trim().max(200);
const paragraph = z.string().trim().max(4000);

export const claimStates = [
  'draft',
  'awaiting_signature',
  'live',
  'waste',
  'void',
  'cancelled',
  'lapsed',
  'transferred',
  'closed',
] as const;
export const contactChannels = ['call', 'visit', 'reception', 'sms', 'chat', 'email', 'note'] as const;
export const claimOrigins = ['visit', 'call', 'referral', 'event', 'import', 'manual', 'pool', 'passed_on'] as const;

const CustomerBrief = z.object({ id: Uuid, name: z.string(), grade: z.string().nullable() });

export const ClaimOut = z.object({
  id: Uuid,
  customer: CustomerBrief,
  owner: PersonRef,
  site: PersonRef,
  origin: z.enum(claimOrigins),
  state: z.enum(claimStates),
  stage: z.enum(['first_due', 'second_due', 'signing', 'running']).nullable(),
  registeredAt: InstantOut,
  effectiveAt: InstantOut.nullable(),
  signedAt: InstantOut.nullable(),
  signedBy: PersonRef.nullable(),
  dueAt: InstantOut.nullable().describe('Follow up before this instant'),
  protectedUntil: InstantOut.nullable().describe('The first instant that is no longer protected'),
  endedAt: InstantOut.nullable(),
  endedReason: z.string().nullable(),
  followUps: z.number().int(),
  smsRun: z.number().int(),
  lastContactAt: InstantOut.nullable(),
  signingSince: InstantOut.nullable(),
  firstSmsDueAt: InstantOut.nullable(),
  firstSmsAt: InstantOut.nullable(),
  plannedOn: z.string().nullable(),
  longTerm: z.boolean(),
  closedAt: InstantOut.nullable(),
  previousClaimId: Uuid.nullable(),
  helpsClaimId: Uuid.nullable().describe('Duplicate: the claim whose holder this person must help'),
  version: z.number().int(),
});
export type ClaimRow = z.output<typeof ClaimOut>;

export const FollowUpOut = z.object({
  id: Uuid,
  customer: CustomerBrief,
  claimId: Uuid.nullable(),
  author: PersonRef,
  at: InstantOut,
  recordedAt: InstantOut,
  channel: z.enum(contactChannels),
  answered: z.boolean(),
  text: z.string(),
  nextOn: z.string().nullable(),
  valid: z.boolean(),
  whyNot: z.string().nullable().describe('Why it does not count as contact'),
  isFirstSms: z.boolean(),
  askedForHelp: z.boolean(),
  comments: z.array(z.object({ id: Uuid, author: PersonRef, text: z.string(), at: InstantOut })),
  journalId: Uuid.nullable(),
});
export type FollowUpRow = z.output<typeof FollowUpOut>;

export const taskKinds = [
  'sign_card',
  'sign_follow_up',
  'first_sms',
  'follow_up_overdue_today',
  'follow_up_soon',
  'planned',
  'take_over_contact',
  'call_back',
  'notify_signing',
  'notify_payment',
  'birthday',
  'holiday',
] as const;

const TaskOut = z.object({ kind: z.enum(taskKinds), dueAt: InstantOut.nullable(), clauses: z.array(z.string()) });
export const TodayRow = z.object({
  claimId: Uuid,
  customer: CustomerBrief,
  owner: PersonRef,
  state: z.enum(claimStates),
  stage: z.string().nullable(),
  dueAt: InstantOut.nullable(),
  lastContactAt: InstantOut.nullable(),
  lastText: z.string().nullable(),
  tasks: z.array(TaskOut),
});
export type TodayEntry = z.output<typeof TodayRow>;

export const CadenceOut = z.object({
  customers: z.number().int().describe('Held now'),
  contactsToday: z.number().int(),
  contactsMissing: z.number().int(),
  returnVisitsThisMonth: z.number().int(),
  returnVisitsMissing: z.number().int(),
});

export const PoolRow = z.object({
  customerId: Uuid,
  label: z.string().describe('Surname and title only: the rest is seen after opening or taking'),
  grade: z.string().nullable(),
  source: z.string(),
  site: PersonRef,
  formerOwner: PersonRef,
  enteredAt: InstantOut,
  reason: z.string(),
  followUps: z.number().int(),
  lastContactAt: InstantOut.nullable(),
  whyNot: z.object({ take: WhyNot }),
});
export type PoolEntryRow = z.output<typeof PoolRow>;

const Share = z.object({
  party: z.string().describe('A staff id, or "department"'),
  percent: z.number().int().min(0).max(100),
});
export const SharesOut = z.object({
  party: z.string(),
  name: z.string(),
  percent: z.number().int(),
  fen: z.number().int().nullable(),
});

/** The story of the deal, as the reception record tells it; what is left out did not happen. */
export const DealStory = z.object({
  receivingId: Uuid.nullable().optional().describe('Who serves at the deal; absent: the present owner'),
  aboutId: Uuid.nullable().optional(),
  wish: z
    .enum([
      'none',
      'accepts_earlier',
      'refuses_earlier',
      'complains_of_earlier',
      'names_other',
      'wants_discount',
      'names_several',
      'remembers_nobody',
    ])
    .default('none'),
  complaint: z.enum(['none', 'pending', 'upheld', 'unfounded']).default('none'),
  standIn: z.object({ staffId: Uuid, servedAt: InstantText, ownerNamed: z.boolean() }).nullable().default(null),
  foundLater: z
    .object({ staffId: Uuid, confirmed: z.boolean(), fixedOwnerId: Uuid.nullable().default(null) })
    .nullable()
    .default(null),
  event: z
    .object({ performance: z.array(Share).min(1), commission: z.array(Share).min(1) })
    .nullable()
    .default(null),
  familyConfirmed: z.boolean().default(false),
  club: z
    .object({
      sale: z.enum(['new_card', 'transfer', 'reopen', 'product']),
      sellerId: Uuid.nullable().default(null),
      proof: z.object({ staffId: Uuid, at: InstantText }).nullable().default(null),
      companyGift: z.boolean().default(false),
      external: z.object({ staffId: Uuid, lastRecordAt: InstantText }).nullable().default(null),
      isBroughtFriend: z.boolean().default(false),
    })
    .nullable()
    .default(null),
});
export type DealStoryInput = z.output<typeof DealStory>;

export const VerdictOut = z.object({
  case: z.string(),
  performance: z.array(SharesOut),
  commission: z.array(SharesOut),
  caretaker: z.string().nullable(),
  clauses: z.array(z.string()),
  rejected: z.array(z.object({ what: z.string(), name: z.string(), reason: z.string() })),
});

export const DisputeOut = z.object({
  id: Uuid,
  customer: CustomerBrief,
  parties: z.array(PersonRef),
  openedBy: PersonRef,
  openedAt: InstantOut,
  reason: z.string(),
  state: z.enum(['talking', 'mediation', 'settled']),
  verdict: z.enum(['agreed', 'ruled', 'quarrel', 'ruling_disobeyed']).nullable(),
  verdictReason: z.string(),
  settledAt: InstantOut.nullable(),
  settledBy: PersonRef.nullable(),
  evidence: z.array(
    z.object({ staff: PersonRef, registeredAt: InstantOut, signedAt: InstantOut.nullable(), wins: z.boolean() }),
  ),
  version: z.number().int(),
});

export const TemplateOut = z.object({
  id: Uuid,
  channel: z.enum(contactChannels),
  purpose: z.string(),
  title: z.string(),
  body: z.string(),
  version: z.number().int(),
});

export const HandoverOut = z.object({
  id: Uuid,
  owner: PersonRef,
  why: z.enum(['left', 'transferred', 'long_leave']),
  method: z.enum(['random_draw', 'even', 'manager_choice']),
  at: InstantOut,
  by: PersonRef.nullable(),
  reason: z.string(),
  items: z.array(z.object({ claimId: Uuid, newClaimId: Uuid, customer: CustomerBrief, to: PersonRef })),
  journalId: Uuid,
});

const Handled = z.object({ claim: ClaimOut, journalId: Uuid });
const Done = z.object({ journalId: Uuid });
const ofCustomer = z.object({ customerId: Uuid });
const ofClaim = z.object({ claimId: Uuid });
const reason = paragraph.min(1);

export const ClaimFile = z.object({
  customer: CustomerBrief,
  current: ClaimOut.nullable(),
  history: z.array(ClaimOut),
  pooled: z.object({ since: InstantOut, formerOwner: PersonRef }).nullable(),
  firstReceiver: PersonRef.nullable(),
  deadlines: z.array(z.object({ kind: z.string(), at: InstantOut })),
  contactChange: z
    .object({
      id: Uuid,
      former: PersonRef,
      replacement: PersonRef,
      tellBy: InstantOut,
      contactBy: InstantOut,
      toldAt: InstantOut.nullable(),
      contactedAt: InstantOut.nullable(),
    })
    .nullable(),
  verdict: VerdictOut.extend({ dealAt: InstantOut, journalId: Uuid }).nullable(),
  whyNot: z.object({ register: WhyNot, sign: WhyNot, withdraw: WhyNot, passOn: WhyNot, close: WhyNot, take: WhyNot }),
});

export const claims = {
  today: query({
    path: '/claims/today',
    may: 'claims.read',
    summary: { zh: '今日待办', en: 'What is to be done today' },
    query: z.object({ staffId: Uuid.optional().describe('Somebody else’s list, within your scope') }),
    response: z.object({
      rows: z.array(TodayRow),
      signatures: z.array(ClaimOut),
      cadence: CadenceOut,
      more: z.boolean(),
    }),
  }),
  list: query({
    path: '/claims',
    may: 'claims.read',
    summary: { zh: '客户归属列表', en: 'Claims' },
    query: z.object({
      ...pageQuery,
      view: z.enum(['open', 'due', 'unsigned', 'ended']).default('open'),
      ownerId: Uuid.optional(),
      siteId: Uuid.optional(),
      dueBefore: InstantText.optional(),
    }),
    response: pageOf(ClaimOut),
  }),
  ofCustomer: query({
    path: '/customers/:customerId/claims',
    may: 'claims.read',
    summary: { zh: '客户的归属档案', en: 'The claim file of a customer' },
    params: ofCustomer,
    response: ClaimFile,
  }),
  register: command({
    path: '/customers/:customerId/claims',
    may: 'claims.register',
    summary: { zh: '建立归属（建卡）', en: 'Open a claim' },
    params: ofCustomer,
    body: {
      siteId: Uuid.optional(),
      ownerId: Uuid.optional().describe('Absent: yourself'),
      origin: z.enum(['visit', 'call', 'referral', 'event', 'manual']).default('visit'),
      phoneLeft: z.boolean().default(true),
      asDraft: z.boolean().default(false),
    },
    response: Handled.extend({ duplicates: Uuid.nullable() }),
    refusals,
  }),
  open: command({
    path: '/claims/:claimId/opening',
    may: 'claims.register',
    summary: { zh: '草稿卡送签', en: 'Hand in a draft card' },
    params: ofClaim,
    body: {},
    response: Handled.extend({ late: z.boolean() }),
    refusals,
  }),
  sign: command({
    path: '/claims/:claimId/signature',
    may: 'claims.sign',
    summary: { zh: '签字（建卡或二次回访）', en: 'Sign a card or its second follow-up' },
    params: ofClaim,
    body: { secondDueOn: LocalDateText.nullable().optional().describe('The day you set for the second follow-up') },
    response: Handled,
    refusals,
  }),
  followUp: command({
    path: '/customers/:customerId/follow-ups',
    may: 'claims.followUp',
    summary: { zh: '登记跟进', en: 'Record a follow-up' },
    params: ofCustomer,
    body: {
      channel: z.enum(contactChannels),
      answered: z.boolean().default(true),
      at: InstantText.optional().describe('Absent: now'),
      text: paragraph.default(''),
      nextOn: LocalDateText.nullable().optional(),
      templateId: Uuid.optional(),
      askForHelp: z.boolean().default(false).describe('Asks the manager to look at this customer with you'),
    },
    response: z.object({ followUp: FollowUpOut, claim: ClaimOut.nullable(), journalId: Uuid }),
    refusals,
  }),
  followUps: query({
    path: '/customers/:customerId/follow-ups',
    may: 'claims.read',
    summary: { zh: '客户的跟进记录', en: 'Follow-ups of a customer' },
    params: ofCustomer,
    query: z.object({ ...pageQuery }),
    response: pageOf(FollowUpOut),
  }),
  dayRegister: query({
    path: '/follow-ups',
    may: 'claims.read',
    summary: { zh: '跟进登记簿', en: 'The follow-up register' },
    query: z.object({
      ...pageQuery,
      day: LocalDateText.optional(),
      authorId: Uuid.optional(),
      siteId: Uuid.optional(),
    }),
    response: pageOf(FollowUpOut),
  }),
  comment: command({
    path: '/follow-ups/:followUpId/comments',
    may: 'claims.comment',
    summary: { zh: '批注跟进', en: 'Comment on a follow-up' },
    params: z.object({ followUpId: Uuid }),
    body: { text: reason },
    response: z.object({ id: Uuid, journalId: Uuid }),
    refusals,
  }),
  withdraw: command({
    path: '/claims/:claimId/withdrawal',
    may: 'claims.sign',
    summary: { zh: '撤销信息卡', en: 'Withdraw a card' },
    params: ofClaim,
    body: { reason: paragraph },
    response: Handled.extend({ custodian: z.string() }),
    refusals,
  }),
  passOn: command({
    path: '/claims/:claimId/transfer',
    may: 'claims.reassign',
    summary: { zh: '转派客户', en: 'Pass a customer on' },
    params: ofClaim,
    body: {
      toId: Uuid,
      why: z.enum(['reallocated', 'customer_request', 'owner_left', 'ruled']).default('reallocated'),
      reason: paragraph.default(''),
    },
    response: Handled.extend({ from: ClaimOut }),
    refusals,
  }),
  close: command({
    path: '/claims/:claimId/deal',
    may: 'claims.close',
    summary: { zh: '登记成交并认定业绩', en: 'Record a deal and decide its shares' },
    params: ofClaim,
    body: {
      story: DealStory.optional(),
      dealRef: line.default(''),
      commissionFen: z.number().int().min(0).optional(),
    },
    response: Handled.extend({ verdict: VerdictOut }),
    refusals,
  }),
  refund: command({
    path: '/claims/:claimId/refund',
    may: 'claims.close',
    summary: { zh: '登记退房、退订', en: 'Record a refund' },
    params: ofClaim,
    body: { reason },
    response: Handled,
    refusals,
  }),
  verdict: command({
    path: '/customers/:customerId/verdicts',
    may: 'claims.rule',
    summary: { zh: '试算成交分成', en: 'Work out the shares of a deal without closing it' },
    params: ofCustomer,
    body: { story: DealStory, dealAt: InstantText.optional(), commissionFen: z.number().int().min(0).optional() },
    response: VerdictOut,
    refusals,
  }),
  pool: query({
    path: '/pool',
    may: 'claims.take',
    summary: { zh: '公海', en: 'The pool' },
    query: z.object({ ...pageQuery, siteId: Uuid.optional() }),
    response: pageOf(PoolRow).extend({
      taken: z.number().int(),
      takeQuota: z.number().int(),
      viewed: z.number().int(),
      viewQuota: z.number().int(),
    }),
  }),
  viewPooled: command({
    path: '/pool/:customerId/views',
    may: 'claims.take',
    summary: { zh: '查看公海客户', en: 'Open a pooled customer' },
    params: ofCustomer,
    body: {},
    response: z.object({
      customer: CustomerBrief,
      enquiry: z.string(),
      source: z.string(),
      followUps: z.array(z.object({ at: InstantOut, channel: z.enum(contactChannels), text: z.string() })),
      viewedToday: z.number().int(),
      journalId: Uuid,
    }),
    refusals,
  }),
  takeFromPool: command({
    path: '/pool/:customerId/claim',
    may: 'claims.take',
    summary: { zh: '领取公海客户', en: 'Take a customer from the pool' },
    params: ofCustomer,
    body: {},
    response: Handled,
    refusals,
  }),
  enterPool: command({
    path: '/claims/:claimId/pooling',
    may: 'claims.sign',
    summary: { zh: '放入公海', en: 'Put a lapsed customer into the pool' },
    params: ofClaim,
    body: {},
    response: Done,
    refusals,
  }),
  handoverList: query({
    path: '/staff/:staffId/handover',
    may: 'claims.handover',
    summary: { zh: '待交接客户清单', en: 'The customers somebody would hand over' },
    params: z.object({ staffId: Uuid }),
    response: z.object({
      method: z.enum(['random_draw', 'even', 'manager_choice']),
      longLeaveDays: z.number().int(),
      claims: z.array(ClaimOut),
      receivers: z.array(PersonRef.extend({ holding: z.number().int() })),
      more: z.boolean(),
    }),
  }),
  handOver: command({
    path: '/handovers',
    may: 'claims.handover',
    summary: { zh: '离岗客户交接', en: 'Hand over somebody’s customers' },
    body: {
      staffId: Uuid,
      why: z.enum(['left', 'transferred', 'long_leave']),
      leaveDays: z.number().int().min(1).max(3650).optional(),
      receiverIds: z.array(Uuid).min(1).max(100),
      chosen: z.record(Uuid, Uuid).default({}).describe('claim → receiver, where the manager chooses'),
      reason: line.default(''),
    },
    response: HandoverOut,
    refusals,
  }),
  handovers: query({
    path: '/handovers',
    may: 'claims.handover',
    summary: { zh: '交接记录', en: 'Past handovers' },
    query: z.object({ ...pageQuery }),
    response: pageOf(HandoverOut),
  }),
  told: command({
    path: '/contact-changes/:changeId/notice',
    may: 'claims.followUp',
    summary: { zh: '已告知客户更换对接人', en: 'The customer was told of the new contact' },
    params: z.object({ changeId: Uuid }),
    body: { how: line.default('') },
    response: Done,
    refusals,
  }),
  coverage: query({
    path: '/claims/coverage',
    may: 'claims.read',
    summary: { zh: '跟进覆盖率', en: 'Follow-up coverage' },
    query: z.object({ from: LocalDateText, to: LocalDateText, siteId: Uuid.optional() }),
    response: z.object({
      days: z.array(
        z.object({ day: z.string(), contacts: z.number().int(), valid: z.number().int(), customers: z.number().int() }),
      ),
      people: z.array(
        z.object({
          staff: PersonRef,
          holding: z.number().int(),
          contacted: z.number().int(),
          contacts: z.number().int(),
          lapsed: z.number().int(),
          dueSoon: z.number().int(),
        }),
      ),
    }),
  }),
  openDispute: command({
    path: '/customers/:customerId/disputes',
    may: 'claims.dispute',
    summary: { zh: '提出客户争议', en: 'Raise a dispute about a customer' },
    params: ofCustomer,
    body: { otherId: Uuid, reason },
    response: z.object({ dispute: DisputeOut, journalId: Uuid }),
    refusals,
  }),
  mediate: command({
    path: '/disputes/:disputeId/mediation',
    may: 'claims.dispute',
    summary: { zh: '协商不成，请部门调解', en: 'Talking failed: ask the department to mediate' },
    params: z.object({ disputeId: Uuid }),
    body: {},
    response: z.object({ dispute: DisputeOut, journalId: Uuid }),
    refusals,
  }),
  settle: command({
    path: '/disputes/:disputeId/verdict',
    may: 'claims.rule',
    summary: { zh: '了结争议', en: 'Settle a dispute' },
    params: z.object({ disputeId: Uuid }),
    body: {
      verdict: z.enum(['agreed', 'ruled', 'quarrel', 'ruling_disobeyed']),
      reason,
      ruling: z
        .object({ performance: z.array(Share).min(1), commission: z.array(Share).min(1) })
        .nullable()
        .default(null),
    },
    response: z.object({ dispute: DisputeOut, journalId: Uuid }),
    refusals,
  }),
  disputes: query({
    path: '/disputes',
    may: 'claims.dispute',
    summary: { zh: '客户争议', en: 'Disputes' },
    query: z.object({ ...pageQuery, open: z.enum(['true', 'false']).default('true') }),
    response: pageOf(DisputeOut),
  }),
  templates: query({
    path: '/follow-up-templates',
    may: 'claims.followUp',
    summary: { zh: '话术模板', en: 'Follow-up templates' },
    response: z.object({ rows: z.array(TemplateOut) }),
  }),
  saveTemplate: command({
    path: '/follow-up-templates',
    may: 'claims.templates',
    summary: { zh: '新增或修改模板', en: 'Add or change a template' },
    body: {
      id: Uuid.optional(),
      version: z.number().int().optional(),
      channel: z.enum(contactChannels),
      purpose: line.default('general'),
      title: line.min(1),
      body: paragraph.min(1),
    },
    response: TemplateOut,
    refusals,
  }),
  retireTemplate: command({
    method: 'DELETE',
    path: '/follow-up-templates/:templateId',
    may: 'claims.templates',
    summary: { zh: '停用模板', en: 'Retire a template' },
    params: z.object({ templateId: Uuid }),
    body: {},
    response: z.object({ id: Uuid }),
    refusals,
  }),
};
