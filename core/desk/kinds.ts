/**
 * The kinds of decision the desk makes, as the journal names them. The journal keeps the result and the ledger entries; the next
 * sheet follows from both.
 */
import type { Decision } from '../kernel/decision.ts';
import type { Instant } from '../kernel/instant.ts';
import { type Given, kind } from '../kernel/kind.ts';
import { takeCall } from './calls.ts';
import { addHelper, arrangeStandIn, changeConsultant, overrideVisit, visitorLeft } from './changes.ts';
import { confirmOwner } from './confirm.ts';
import { acceptTurn, handOver, notOnFloor, passTurn } from './during.ts';
import { finishVisit, linkVisit, reclassifyVisit } from './finish.ts';
import { adjustOrder, closeDay, joinLine, type OpenDayInput, openDay, penalise, swapPlaces } from './order.ts';
import { emptyPost, noteMoveUp, waitingAlert } from './posts.ts';
import { applyForMakeUp, placeMakeUp, refuseMakeUp, setPresence } from './presence.ts';
import { receiveVisit } from './receive.ts';
import { type VisitRules, visitRules } from './rules.ts';
import { allowOffDutyHelp, declareDuty, declareEvent } from './schemes.ts';
import type {
  DeskFacts,
  DeskOutcome,
  DeskSheet,
  Entry,
  OwnerConsequence,
  StaffId,
  VisitInput,
  VisitOnFloor,
} from './types.ts';

type Rules = Parameters<typeof visitRules>[0];
export interface SheetFacts {
  readonly sheet: DeskSheet;
}
/** What is known of the visitor besides the sheet. */
export interface DoorFacts extends SheetFacts, DeskFacts {}
/** A visit that has left the sheet already, as it stood then; null while it is on it. */
export interface EndedFacts extends SheetFacts {
  readonly ended: VisitOnFloor | null;
}
/** What the journal keeps of a desk decision. */
export interface KeptOutcome<Result> {
  readonly result: Result;
  readonly entries: readonly Entry[];
}

interface Scene {
  readonly rules: VisitRules;
  readonly sheet: DeskSheet;
  readonly now: Instant;
  readonly by: StaffId | null;
}

const sceneOf = ({ rules, now, actorId }: Given<Rules>, { sheet }: SheetFacts): Scene => ({
  rules: visitRules(rules),
  sheet,
  now,
  by: actorId,
});

export const kept = <Result>(decision: Decision<DeskOutcome<Result>>): Decision<KeptOutcome<Result>> => {
  if (!decision.accepted) return decision;
  const { result, entries } = decision.outcome;
  return { ...decision, outcome: { result, entries } };
};

/** Decided from the sheet alone. */
const onSheet = <Input, Result>(
  zh: string,
  en: string,
  decide: (scene: Scene, input: Input) => Decision<DeskOutcome<Result>>,
) =>
  kind({
    label: { zh, en },
    decide: (given: Given<Rules>, facts: SheetFacts, input: Input) => kept(decide(sceneOf(given, facts), input)),
  });

/** Decided from the sheet and what is known of the visitor. */
const atDoor = <Input, Result>(
  zh: string,
  en: string,
  decide: (scene: Scene, facts: DeskFacts, input: Input) => Decision<DeskOutcome<Result>>,
) =>
  kind({
    label: { zh, en },
    decide: (given: Given<Rules>, facts: DoorFacts, input: Input) => kept(decide(sceneOf(given, facts), facts, input)),
  });

/** Decided on a visit whether it is still on the sheet or not. */
const onVisit = <Input extends { readonly visitId: string }, Result>(
  zh: string,
  en: string,
  decide: (scene: Scene, visit: VisitOnFloor, input: Input) => Decision<DeskOutcome<Result>>,
) =>
  kind({
    label: { zh, en },
    decide: (given: Given<Rules>, facts: EndedFacts, input: Input) => {
      const visit = facts.sheet.visits[input.visitId] ?? facts.ended;
      return visit === null ? notOnFloor : kept(decide(sceneOf(given, facts), visit, input));
    },
  });

const visitKinds = {
  'desk.receiveVisit': atDoor('安排接待', 'Who receives', ({ rules, sheet, now, by }, facts, input: VisitInput) =>
    receiveVisit(rules, sheet, facts, input, now, by),
  ),
  'desk.acceptTurn': onSheet('接下客户', 'Visitor taken', ({ sheet, now }, input: Parameters<typeof acceptTurn>[1]) =>
    acceptTurn(sheet, input, now),
  ),
  'desk.passTurn': atDoor(
    '让出接待',
    'Turn passed on',
    ({ rules, sheet, now, by }, facts, input: Parameters<typeof passTurn>[3]) =>
      passTurn(rules, sheet, facts, input, now, by),
  ),
  'desk.handOver': atDoor('转交客户', 'Visitor handed over', ({ rules, sheet, now, by }, facts, input: VisitInput) =>
    handOver(rules, sheet, facts, input, now, by),
  ),
  'desk.changeConsultant': onSheet(
    '客户要求更换',
    'Change demanded by the customer',
    ({ rules, sheet, now, by }, input: Parameters<typeof changeConsultant>[2]) =>
      changeConsultant(rules, sheet, input, now, by),
  ),
  'desk.addHelper': onSheet('增派协助', 'Helpers named', ({ sheet, now, by }, input: Parameters<typeof addHelper>[1]) =>
    addHelper(sheet, input, now, by),
  ),
  'desk.arrangeStandIn': onSheet(
    '安排代接',
    'Stand-in arranged',
    ({ rules, sheet, now, by }, input: Parameters<typeof arrangeStandIn>[2]) =>
      arrangeStandIn(rules, sheet, input, now, by),
  ),
  'desk.finishVisit': onSheet(
    '接待结束',
    'Reception finished',
    ({ rules, sheet, now, by }, input: Parameters<typeof finishVisit>[2]) => finishVisit(rules, sheet, input, now, by),
  ),
  'desk.visitorLeft': onSheet(
    '客户离开',
    'Visitor left',
    ({ sheet, now, by }, input: Parameters<typeof visitorLeft>[1]) => visitorLeft(sheet, input, now, by),
  ),
};

const rulingKinds = {
  'desk.overrideVisit': onSheet(
    '主管改派',
    'Overruled by the supervisor',
    ({ sheet, now, by }, input: Parameters<typeof overrideVisit>[1]) => overrideVisit(sheet, input, now, by),
  ),
  'desk.reclassifyVisit': onVisit(
    '重新认定是否计次',
    'Counting settled again',
    (
      { sheet, now, by },
      visit,
      { counts, reason }: { readonly visitId: string; readonly counts: boolean; readonly reason: string },
    ) => reclassifyVisit(sheet, { visit, counts, reason }, now, by),
  ),
  'desk.linkVisit': onVisit(
    '关联客户',
    'Visit linked to a customer',
    ({ sheet, now, by }, visit, { customerId }: { readonly visitId: string; readonly customerId: string }) =>
      linkVisit(sheet, { visit, customerId }, now, by),
  ),
  'desk.confirmOwner': kind({
    label: { zh: '确认归属', en: 'Owner confirmed' },
    decide: (
      _given: Given<Rules>,
      facts: { readonly owner: OwnerConsequence; readonly settledAt: Instant | null },
      input: { readonly confirmed: boolean },
    ) => confirmOwner(facts, input),
  }),
  'desk.waitingAlert': kind({
    label: { zh: '客户等候过久', en: 'A visitor has waited too long' },
    decide: ({ rules, now }: Given<Rules>, { visit }: { readonly visit: VisitOnFloor }, _input: object) =>
      waitingAlert(rules.desk, visit, now),
  }),
};

const presenceKinds = {
  'desk.setPresence': onSheet(
    '在岗状态',
    'Presence',
    ({ rules, sheet, now, by }, input: Parameters<typeof setPresence>[2]) => setPresence(rules, sheet, input, now, by),
  ),
  'desk.applyForMakeUp': onSheet(
    '申请补轮',
    'Make-up turn applied for',
    ({ rules, sheet, now }, input: Parameters<typeof applyForMakeUp>[2]) => applyForMakeUp(rules, sheet, input, now),
  ),
  'desk.placeMakeUp': onSheet(
    '安排补轮',
    'Make-up turn placed',
    ({ rules, sheet, now, by }, input: Parameters<typeof placeMakeUp>[2]) => placeMakeUp(rules, sheet, input, now, by),
  ),
  'desk.refuseMakeUp': onSheet(
    '不予补轮',
    'Make-up turn refused',
    ({ sheet, now, by }, input: Parameters<typeof refuseMakeUp>[1]) => refuseMakeUp(sheet, input, now, by),
  ),
};

const dayKinds = {
  'desk.openDay': kind({
    label: { zh: '开班', en: 'Day opened' },
    decide: (given: Given<Rules>, facts: SheetFacts & { readonly previous: DeskSheet | null }, input: OpenDayInput) =>
      kept(openDay(given.rules.desk, facts.sheet, facts.previous, input, given.now, given.actorId)),
  }),
  'desk.closeDay': onSheet('收班', 'Day closed', ({ rules, sheet, now, by }, input: Parameters<typeof closeDay>[2]) =>
    closeDay(rules, sheet, input, now, by),
  ),
  'desk.adjustOrder': onSheet(
    '调整顺序',
    'Order changed',
    ({ sheet, now, by }, input: Parameters<typeof adjustOrder>[1]) => adjustOrder(sheet, input, now, by),
  ),
  'desk.swapPlaces': onSheet(
    '互换位置',
    'Places swapped',
    ({ sheet, now, by }, input: Parameters<typeof swapPlaces>[1]) => swapPlaces(sheet, input, now, by),
  ),
  'desk.penalise': onSheet('记处理', 'Penalty recorded', ({ sheet, now, by }, input: Parameters<typeof penalise>[1]) =>
    penalise(sheet, input, now, by),
  ),
  'desk.joinLine': onSheet(
    '加入轮值',
    'Joined the rotation',
    ({ rules, sheet, now, by }, input: Parameters<typeof joinLine>[2]) => joinLine(rules, sheet, input, now, by),
  ),
  'desk.declareEvent': onSheet(
    '活动方案',
    'Event scheme',
    ({ sheet, now, by }, input: Parameters<typeof declareEvent>[1]) => declareEvent(sheet, input, now, by),
  ),
  'desk.declareDuty': onSheet(
    '值班安排',
    'Duty shift',
    ({ sheet, now, by }, input: Parameters<typeof declareDuty>[1]) => declareDuty(sheet, input, now, by),
  ),
  'desk.allowOffDutyHelp': onSheet(
    '准许非当班人员接待',
    'Off-duty help allowed',
    ({ rules, sheet, now, by }, input: Parameters<typeof allowOffDutyHelp>[2]) =>
      allowOffDutyHelp(rules, sheet, input, now, by),
  ),
  'desk.takeCall': onSheet(
    '接听来电',
    'Call answered',
    ({ rules, sheet, now }, input: Parameters<typeof takeCall>[2]) => takeCall(rules, sheet, input, now),
  ),
  'desk.noteMoveUp': onSheet('通知补位', 'Told to move up', ({ sheet, now }, input: Parameters<typeof noteMoveUp>[1]) =>
    noteMoveUp(sheet, input, now),
  ),
  'desk.emptyPost': kind({
    label: { zh: '一接位空缺', en: 'First position empty' },
    decide: ({ rules, now }: Given<Rules>, { sheet }: SheetFacts, input: Parameters<typeof emptyPost>[2]) =>
      emptyPost(rules.desk, sheet, input, now),
  }),
};

export const deskKinds = { ...visitKinds, ...rulingKinds, ...presenceKinds, ...dayKinds };
