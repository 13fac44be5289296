/** Simulation: a past period decided again under another text of the rulebook. Nothing but the result itself is written. */
import { z } from 'zod';
import { permissions } from './kernel/permissions.ts';
import { refusals } from './kernel/refusal.ts';
import { command, query } from './kernel/route.ts';
import { InstantOut, InstantText, pageOf, pageQuery, PersonRef, Uuid } from './kernel/shapes.ts';
import { TextRef } from './rulebook-document.ts';

export const simulationPermissions = permissions({
  'rulebook.simulate': { zh: '模拟制度修订', en: 'Simulate a change of the rulebook', scopes: ['site', 'company'] },
});

export const simulationRefusals = refusals({
  PERIOD_EMPTY: {
    status: 422,
    mayPassLater: false,
    zh: '结束时间须晚于开始时间',
    en: 'The period ends before it begins',
    remedy: { zh: '请重新选择起止时间。', en: 'Choose both ends again.' },
  },
  PERIOD_NOT_OVER: {
    status: 422,
    mayPassLater: true,
    zh: '只能模拟已经过去的时段',
    en: 'Only a period that is over can be simulated',
    remedy: { zh: '结束时间不晚于现在。', en: 'Let it end no later than now.' },
  },
  PERIOD_BEFORE_JOURNAL: {
    status: 422,
    mayPassLater: false,
    zh: '决定记录始于 {since}，此前没有可重算的内容',
    en: 'The journal begins at {since}; there is nothing to decide again before that',
    remedy: { zh: '请把开始时间改到 {since} 或以后。', en: 'Begin at {since} or later.' },
  },
  NO_SITE_GOES_BY_IT: {
    status: 422,
    mayPassLater: true,
    zh: '所选门店在该时段没有按本制度作出的决策',
    en: 'The chosen sites made no decision by this rulebook in that period',
    remedy: { zh: '换一个时段或门店。', en: 'Choose another period or site.' },
  },
  TEXT_DOES_NOT_COMPILE: {
    status: 422,
    mayPassLater: true,
    zh: '草案有 {count} 处问题，第 {line} 行：{problemZh}',
    en: 'The draft has {count} faults; line {line}: {problemEn}',
    remedy: { zh: '先改正草案，再模拟。', en: 'Mend the draft, then simulate.' },
  },
  VALUE_UNKNOWN: {
    status: 422,
    mayPassLater: false,
    zh: '没有名为“{name}”的参数',
    en: 'There is no parameter "{name}"',
    remedy: { zh: '请从参数清单中选用名称。', en: 'Use a name from the list of parameters.' },
  },
  SIMULATION_OVER: {
    status: 409,
    mayPassLater: false,
    zh: '这次模拟已经结束',
    en: 'This simulation is over',
    remedy: { zh: '查看结果，或另行发起。', en: 'Look at its result, or start another.' },
  },
  TOO_MANY_SIMULATIONS: {
    status: 429,
    mayPassLater: true,
    zh: '您已有 {running} 个模拟在进行',
    en: 'You have {running} simulations under way',
    remedy: { zh: '等它们完成，或先取消一个。', en: 'Wait until they are done, or cancel one.' },
  },
});

export const simulationTopics = ['turn', 'customer', 'split', 'other'] as const;
export const simulationWhats = [
  'server_changed',
  'not_served',
  'turn_counts',
  'turn_counts_not',
  'order_changed',
  'lapse_earlier',
  'lapse_later',
  'lapse_new',
  'lapse_not',
  'protected_longer',
  'protected_shorter',
  'owner_changed',
  'claim_not_opened',
  'claim_opened',
  'shares_changed',
  'refused_now',
  'answer_changed',
] as const;
export const certainties = ['exact', 'first_order'] as const;
export const assumptions = ['same_arrivals', 'same_acts', 'claim_changed'] as const;

const PersonFigures = z.object({
  receptions: z.int().describe('Visitors served'),
  turns: z.int().describe('Of them, those that used a turn'),
  newCustomers: z.int().describe('Customers registered on the name'),
  waitingMinutes: z.number().describe('Mean minutes from arrival to being called'),
});
export const SimulatedPerson = z.object({
  person: PersonRef,
  before: PersonFigures,
  after: PersonFigures,
  turnsWon: z.int().describe('Visitors this person would have had instead of somebody else'),
  turnsLost: z.int(),
  customersWon: z.int(),
  customersLost: z.int().describe('Customers that would have lapsed, or gone to somebody else'),
});
const Fairness = z.object({ receptions: z.number(), newCustomers: z.number(), waitingMinutes: z.number() });
export const SimulationResult = z.object({
  /** By topic, then by what changed. */
  counts: z.record(z.enum(simulationTopics), z.object({ exact: z.int(), firstOrder: z.int() })),
  whats: z.record(z.string(), z.int()),
  clauses: z.array(z.object({ clause: z.string(), houseClauses: z.array(z.string()), changes: z.int() })),
  people: z.array(SimulatedPerson),
  /** Gini coefficients over the people: 0 all alike, towards 1 one has all. */
  gini: z.object({ before: Fairness, after: Fairness }),
  decided: z.int().describe('Decisions made again'),
  blind: z
    .array(z.object({ name: z.string(), label: z.object({ zh: z.string(), en: z.string() }) }))
    .describe('Parameters whose facts were not recorded then: what they would have changed is not known'),
  kept: z.int().describe('Changes listed; the counts include those beyond'),
  changes: z.int(),
});

export const simulationStates = ['waiting', 'running', 'done', 'cancelled', 'failed'] as const;
export const SimulationRow = z.object({
  id: Uuid,
  rulebook: z.object({ id: Uuid, title: z.string() }),
  under: z.object({ zh: z.string(), en: z.string() }).describe('The text it was decided under, in words'),
  sites: z.array(PersonRef).describe('Sites, by id and name'),
  from: InstantOut,
  to: InstantOut,
  askedBy: PersonRef,
  askedAt: InstantOut,
  state: z.enum(simulationStates),
  cancelRequested: z.boolean(),
  done: z.int(),
  total: z.int(),
  changes: z.int().nullable(),
  endedAt: InstantOut.nullable(),
});
export const Simulation = SimulationRow.extend({ result: SimulationResult.nullable() });

export const SimulatedChange = z.object({
  number: z.int(),
  topic: z.enum(simulationTopics),
  what: z.enum(simulationWhats),
  certainty: z.enum(certainties),
  assumes: z.enum(assumptions).nullable(),
  journalId: Uuid.describe('The recorded decision where the two ways part'),
  kind: z.string(),
  kindName: z.object({ zh: z.string(), en: z.string() }),
  at: InstantOut,
  site: PersonRef.nullable(),
  subject: z.string().describe('The visitor, the customer or what the decision was about, as the reader may see it'),
  link: z.string().nullable(),
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
  staffBefore: z.array(PersonRef),
  staffAfter: z.array(PersonRef),
  clauses: z.array(z.string()),
  houseClauses: z.array(z.string()),
});

const one = z.object({ simulationId: Uuid });
const may = 'rulebook.simulate';

export const simulation = {
  start: command({
    path: '/rulebooks/:rulebookId/simulations',
    may,
    summary: { zh: '模拟一段时间', en: 'Decide a past period again under another text' },
    params: z.object({ rulebookId: Uuid }),
    body: {
      under: TextRef.optional().describe('A version number, "draft:<id>" or "shipped"; omitted: the newest version'),
      values: z
        .record(z.string().max(100), z.union([z.number(), z.string().max(100), z.boolean()]))
        .default({})
        .describe('Parameters changed on top of that text'),
      siteIds: z.array(Uuid).max(200).default([]).describe('Empty: every site within reach'),
      from: InstantText,
      to: InstantText.describe('Exclusive'),
    },
    response: z.object({ simulationId: Uuid }),
    refusals: simulationRefusals,
  }),
  list: query({
    path: '/simulations',
    may,
    summary: { zh: '我的模拟', en: 'Simulations I asked for' },
    query: z.object({ ...pageQuery, rulebookId: Uuid.optional() }),
    response: pageOf(SimulationRow),
  }),
  one: query({
    path: '/simulations/:simulationId',
    may,
    summary: { zh: '模拟结果', en: 'A simulation: how far it is, and its result' },
    params: one,
    response: Simulation,
  }),
  changes: query({
    path: '/simulations/:simulationId/changes',
    may,
    summary: { zh: '会改变的决策', en: 'What would have gone otherwise' },
    params: one,
    query: z.object({
      ...pageQuery,
      topic: z.enum(simulationTopics).optional(),
      what: z.enum(simulationWhats).optional(),
      certainty: z.enum(certainties).optional(),
      personId: Uuid.optional(),
      clause: z.string().max(60).optional().describe('Id of the catalogue or of the house'),
      siteId: Uuid.optional(),
    }),
    response: pageOf(SimulatedChange),
  }),
  cancel: command({
    path: '/simulations/:simulationId/cancellation',
    may,
    summary: { zh: '取消模拟', en: 'Cancel a simulation' },
    params: one,
    body: {},
    response: z.object({}),
    refusals: simulationRefusals,
  }),
};
