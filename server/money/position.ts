/** The position of a month: its plan, the week's check, and the cause of what is bad told to the departments. */
import type { z } from 'zod';
import { inYuan } from '#contract/kernel/yuan.ts';
import { commonRefusals } from '#contract/kernel/refusal.ts';
import {
  PositionFile,
  positionFilePath,
  type PositionPage,
  positionRefusals,
  position as routes,
} from '#contract/position.ts';
import type { Decision } from '#core/kernel/decision.ts';
import { addDays, localDateOf } from '#core/kernel/instant.ts';
import {
  daysOfMonth,
  decideCause,
  decidePosition,
  decideSetPosition,
  dueBy,
  measure,
  nextCheck,
  planDays,
} from '#core/money/index.ts';
import { siteById } from '#server/claims/index.ts';
import { daysOffBetween } from '#server/deals/index.ts';
import { onNoteDone, sendNote } from '#server/liaison/index.ts';
import { notifyAll } from '#server/notices/index.ts';
import { holdersOf } from '#server/organisation/index.ts';
import { lacks, requireScope, requireSite, scopeOf } from '#server/platform/actor.ts';
import { runSystem } from '#server/platform/command.ts';
import type { Context } from '#server/platform/context.ts';
import { onDeadline, setDeadline, settleDue } from '#server/platform/deadlines.ts';
import { answer, carryOut, type Endpoint, type RawCall, type RawEndpoint, raw } from '#server/platform/http.ts';
import { parse } from '#server/platform/parse.ts';
import { accepted, Refused, stale, whyNotBy } from '#server/platform/refused.ts';
import { sendSheet, type SheetCell } from '#server/platform/spreadsheet.ts';
import * as store from './store-position.ts';
import * as views from './views-position.ts';

const CHECK = 'money.positionCheck';
const REVIEW = 'deals.review';

const whyNot = <C extends keyof typeof positionRefusals>(decision: Decision<unknown, C>) =>
  whyNotBy(decision, positionRefusals);

// ── the plan ──

const setPlan = carryOut(routes.setPlan, async (context, { params, body }) => {
  const { tx, now, actor } = context;
  const { siteId, month } = params;
  requireSite(actor, 'money.settle', siteId);
  await settleDue(context, [siteId]);
  await store.lockPlans(tx, siteId);
  const { timeZone } = await siteById(tx, siteId);
  const before = await store.planOf(tx, siteId, month);
  const version = before?.version ?? 0;
  if (body.version !== undefined && body.version !== version) throw stale(version);
  const facts = { month, thisMonth: localDateOf(now, timeZone).slice(0, 7), version };
  const { contracts, salesFen, collectionsFen, reason } = body;
  const input = { contracts, salesFen, collectionsFen, reason };
  const decision = accepted(decideSetPosition(facts, input), positionRefusals);
  const rules = await context.rules(siteId);
  const journalId = context.record({
    kind: 'money.setPosition',
    siteId,
    subject: { type: 'position', id: siteId },
    staffIds: [actor.staffId],
    rules,
    input,
    facts,
    decision,
    reason: reason || null,
  });
  const row = {
    ...input,
    ...decision.outcome,
    id: context.newId(),
    siteId,
    month,
    at: now,
    by: actor.staffId,
    journalId,
  };
  await store.insertPlan(tx, row);
  await checkNext(context, siteId, timeZone);
  context.publish({ topic: 'position', siteId });
  return { version: decision.outcome.version, journalId };
});

async function checkNext(context: Context, siteId: string, timeZone: string): Promise<void> {
  const { tx, now } = context;
  const { at: dueAt } = nextCheck((await context.rules(siteId)).values.money, now, timeZone);
  await setDeadline(tx, { kind: CHECK, subjectId: siteId, siteId, dueAt });
}

// ── the week's check ──

onDeadline(CHECK, async (context, { subjectId: siteId }) => {
  const { tx, now } = context;
  const { timeZone } = await siteById(tx, siteId);
  const through = addDays(localDateOf(now, timeZone), -1);
  const month = through.slice(0, 7);
  if (await store.hasPlanFrom(tx, siteId, month)) await checkNext(context, siteId, timeZone);
  const plan = await store.planOf(tx, siteId, month);
  if (!plan) return;
  const rules = await context.rules(siteId);
  const { money } = rules.values;
  const [from, to] = [`${month}-01`, daysOfMonth(month).at(-1) ?? through];
  const counted = { siteId, timeZone, from, to: through, counts: money.positionCounts };
  const { version: _version, ...planned } = plan;
  const facts = {
    month,
    through,
    daysOff: daysOffBetween(from, to),
    plan: planned,
    actual: views.added(await views.figuresByDay(tx, counted)),
    hasOpenDuty: await store.hasOpenDuty(tx, siteId),
  };
  const decision = decidePosition(money, facts);
  if (!decision.accepted) return;
  const id = context.newId();
  const journalId = context.record({
    kind: 'money.position',
    siteId,
    subject: { type: 'position', id },
    rules,
    input: {},
    facts,
    decision,
  });
  const { below, measures } = decision.outcome;
  await store.insertDuty(tx, { id, siteId, month, through, below, measures, at: now, journalId });
  const payload = {
    link: `/reports/position?month=${month}`,
    month,
    through,
    sales: measures.salesFen.percent ?? 0,
    collections: measures.collectionsFen.percent ?? 0,
  };
  const people = await holdersOf(tx, REVIEW, siteId, null);
  await notifyAll(
    context,
    people.map((staffId) => ({ staffId, kind: 'money.positionBad', payload, journalId })),
  );
  context.publish({ topic: 'position', siteId });
});

// ── the cause ──

/** What the departments read: the figures first, then the cause in the supervisor's words. */
function causeText(duty: store.Duty, cause: string): string {
  const { salesFen, collectionsFen } = duty.measures;
  const line = (name: string, one: typeof salesFen): string =>
    `${name}：应完成 ${inYuan(one.due)} 元，实际 ${inYuan(one.actual)} 元（${one.percent ?? '—'}%）`;
  return [
    `${duty.month} 截至 ${duty.through}`,
    line('销售', salesFen),
    line('回款', collectionsFen),
    `原因：${cause}`,
  ].join('\n');
}

const noteCause = carryOut(routes.noteCause, async (context, { params, body }) => {
  const { tx, now, actor } = context;
  requireScope(actor, REVIEW, 'site');
  const duty = await store.lockDuty(tx, params.dutyId);
  requireSite(actor, REVIEW, duty.siteId);
  const facts = { state: duty.state, below: duty.below };
  const input = { cause: body.cause, departmentIds: body.departmentIds };
  const decision = accepted(decideCause(facts, input), positionRefusals);
  const journalId = context.record({
    kind: 'money.positionCause',
    siteId: duty.siteId,
    subject: { type: 'position', id: duty.id },
    staffIds: [actor.staffId],
    input,
    facts,
    decision,
  });
  const note = { kind: 'cause' as const, text: causeText(duty, body.cause), customerId: null, dealId: null };
  const { id: noteId } = await sendNote(context, duty.siteId, { ...note, wantedOn: body.wantedOn }, body.departmentIds);
  await store.noteDuty(tx, duty.id, { cause: body.cause, noteId, at: now, by: actor.staffId });
  context.publish({ topic: 'position', siteId: duty.siteId });
  return { noteId, journalId };
});

/** Every department has answered: the duty is done. */
onNoteDone('position', async (context, note) => {
  if (note.kind !== 'cause') return;
  await store.closeDutyOf(context.tx, note.id, context.now);
  context.publish({ topic: 'position', siteId: note.siteId });
});

// ── the page ──

async function page(
  context: Context,
  siteId: string,
  asked: string | undefined,
): Promise<z.output<typeof PositionPage>> {
  const { tx, now, actor } = context;
  requireSite(actor, 'reports.sales', siteId);
  const { timeZone } = await siteById(tx, siteId);
  const today = localDateOf(now, timeZone);
  const month = asked ?? today.slice(0, 7);
  const all = daysOfMonth(month);
  const [from, to] = [all[0] ?? today, all.at(-1) ?? today];
  const through = today < to ? (today < from ? addDays(from, -1) : today) : to;
  const { money } = (await context.rules(siteId)).values;
  const counted = { siteId, timeZone, from, to: through, counts: money.positionCounts };
  const happened = await views.figuresByDay(tx, counted);
  const plan = await store.planOf(tx, siteId, month);
  const planned = planDays(money, month, daysOffBetween(from, to));
  const versions = await views.versionsOf(tx, siteId, month);
  const upTo = (day: string) => views.added(happened.filter((one) => one.day <= day));
  const actual = upTo(through);
  const facts = { month, thisMonth: today.slice(0, 7), version: plan?.version ?? 0 };
  const asNow = { contracts: 1, salesFen: 1, collectionsFen: 1, reason: '.' };
  const reviews = scopeOf(actor, REVIEW);
  const mayReview = reviews === 'company' || (reviews === 'site' && actor.siteIds.includes(siteId));
  const maySettle = scopeOf(actor, 'money.settle') !== null;
  return {
    month,
    through,
    floorPercent: money.positionFloorPercent,
    counts: money.positionCounts,
    plan: versions[0] ?? null,
    versions,
    standing: plan ? measure(dueBy(plan, planned, through), actual, money.positionFloorPercent) : null,
    actual,
    days: all.map((day) => ({
      day,
      isPlanned: planned.includes(day),
      due: plan ? dueBy(plan, planned, day) : null,
      actual: day <= through ? upTo(day) : null,
    })),
    duties: (await views.dutiesOf(tx, siteId, month)).map(({ measures, ...duty }) => ({
      ...duty,
      sales: measures.salesFen,
      collections: measures.collectionsFen,
      whyNot: mayReview
        ? whyNot(decideCause({ state: duty.state, below: duty.below }, { cause: '.', departmentIds: ['.'] }))
        : lacks(REVIEW),
    })),
    whyNot: { plan: maySettle ? whyNot(decideSetPosition(facts, asNow)) : lacks('money.settle') },
  };
}

const heads = {
  zh: ['日期', '计划日', '应签（份）', '实签（份）', '应销售（元）', '实销售（元）', '应回款（元）', '实回款（元）'],
  en: [
    'Day',
    'Planned',
    'Contracts due',
    'Contracts',
    'Sales due (yuan)',
    'Sales (yuan)',
    'Collections due (yuan)',
    'Collected (yuan)',
  ],
};
async function serveFile({ runtime, actor, request, reply }: RawCall): Promise<unknown> {
  if (!actor) throw new Refused('NOT_SIGNED_IN', commonRefusals.NOT_SIGNED_IN);
  const ask = parse(PositionFile, request.query) as z.output<typeof PositionFile>;
  const { days } = await runSystem(runtime, actor.companyId, actor, runtime.now(), (context) =>
    page(context, ask.siteId, ask.month),
  );
  const yuan = (fen: number | undefined): number | null => (fen === undefined ? null : fen / 100);
  const rows = days.map(({ day, isPlanned, due, actual }): SheetCell[] => [
    ...[day, isPlanned ? '√' : '', due?.contracts ?? null, actual?.contracts ?? null],
    ...[due?.salesFen, actual?.salesFen, due?.collectionsFen, actual?.collectionsFen].map(yuan),
  ]);
  const language = actor.locale.startsWith('zh') ? 'zh' : 'en';
  const name = `${language === 'zh' ? '销售与回款进度' : 'position'}-${ask.month}`;
  return sendSheet(reply, { name, format: ask.format, headings: heads[language], rows });
}

export const positionEndpoints: readonly (Endpoint | RawEndpoint)[] = [
  answer(routes.get, (context, { params, query }) => page(context, params.siteId, query.month)),
  setPlan,
  noteCause,
  raw({
    method: 'GET',
    path: positionFilePath,
    may: 'reports.sales',
    summary: { zh: '销售与回款进度文件', en: 'The position of a month as a file' },
    query: PositionFile,
    serve: serveFile,
  }),
];
