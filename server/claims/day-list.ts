/** Every consultant's list of the day as the manager sees it, and sending it: by hand, or by itself when the office opens. */
import { claims as routes, claimsRefusals } from '#contract/claims.ts';
import { decideDayList } from '#core/claims/index.ts';
import { addDays, instantAt, localDateOf } from '#core/kernel/instant.ts';
import { notifyAll } from '#server/notices/index.ts';
import { holdersOf } from '#server/organisation/index.ts';
import { notAllowed, requireScope } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { onDeadline, setDeadline } from '#server/platform/deadlines.ts';
import { answer, carryOut, type Endpoint } from '#server/platform/http.ts';
import { accepted } from '#server/platform/refused.ts';
import { consultantsAt, siteById, staffById } from './store.ts';
import { listOf } from './today.ts';

const MORNING = 'claims.morning';
const OPENED_AT = '08:30'; // before the first visitor

type Line = Awaited<ReturnType<typeof linesOf>>[number];

/** Those who have customers of their own at this site, or in this team of it, and what is on their list today. */
async function linesOf(context: Context, siteId: string, teamId: string | null) {
  const people = await consultantsAt(context.tx, siteId, teamId);
  const lines = [];
  for (const person of people) {
    const { rows } = await listOf(context, await staffById(context.tx, person.id));
    const named = (kind: string) =>
      rows.flatMap((row) => (row.tasks.some((task) => task.kind === kind) ? [row.customer] : []));
    const [sign, pay] = [named('notify_signing'), named('notify_payment')];
    const invite = rows.filter((row) => row.tasks.some((task) => !task.kind.startsWith('notify_'))).length;
    lines.push({ staff: person, invite, sign, pay, customers: rows.length });
  }
  return lines;
}

const factsOf = (lines: readonly Line[]) => ({
  people: lines.filter(({ customers }) => customers > 0).length,
  invite: lines.reduce((sum, line) => sum + line.invite, 0),
  sign: lines.reduce((sum, line) => sum + line.sign.length, 0),
  pay: lines.reduce((sum, line) => sum + line.pay.length, 0),
});

/** A leader of a team sees and sends the team's, a manager the site's. */
function reach(context: Context, siteId: string): string | null {
  const scope = requireScope(context.actor, 'claims.comment', 'team');
  if (scope !== 'company' && !context.actor.siteIds.includes(siteId)) throw notAllowed('claims.comment');
  return scope === 'team' ? context.actor.teamId : null;
}

async function send(context: Context, siteId: string, lines: readonly Line[], byHand: boolean) {
  const facts = factsOf(lines);
  const rules = await context.rules(siteId);
  const input = { byHand };
  const decision = accepted(decideDayList(rules.values.claims, facts, input), claimsRefusals);
  if (!decision.outcome.send) return { sent: 0, journalId: null };
  const told = lines.filter(({ customers }) => customers > 0);
  const subject = { type: 'site', id: siteId };
  const staffIds = told.map(({ staff }) => staff.id);
  const journalId = context.record({
    kind: 'claims.dayList',
    siteId,
    subject,
    staffIds,
    rules,
    input,
    facts,
    decision,
  });
  await notifyAll(
    context,
    told.map(({ staff, invite, sign, pay }) => ({
      staffId: staff.id,
      kind: 'claims.dayList',
      payload: { invite, sign: sign.length, pay: pay.length, link: '/claims/today' },
      journalId,
    })),
  );
  if (!byHand) {
    const leaders = await holdersOf(context.tx, 'claims.reassign', siteId, null);
    const payload = { ...facts, link: '/claims/today?show=day' };
    await notifyAll(
      context,
      leaders.map((staffId) => ({ staffId, kind: 'claims.dayListSent', payload, journalId })),
    );
  }
  return { sent: told.length, journalId };
}

/** One clock a site, wound up again every morning; set going by its first deal. */
export async function windUpMorning(context: Context, siteId: string): Promise<void> {
  const { timeZone } = await siteById(context.tx, siteId);
  const today = localDateOf(context.now, timeZone);
  const at = (day: string) => instantAt(day, OPENED_AT, timeZone);
  const dueAt = at(today) > context.now ? at(today) : at(addDays(today, 1));
  await setDeadline(context.tx, { kind: MORNING, subjectId: siteId, siteId, dueAt });
}

onDeadline(MORNING, async (context, { subjectId: siteId }) => {
  await windUpMorning(context, siteId);
  if ((await context.rules(siteId)).values.claims.dayList !== 'each_morning') return;
  await send(context, siteId, await linesOf(context, siteId, null), false);
});

export const dayListEndpoints: readonly Endpoint[] = [
  answer(routes.day, async (context, { query }) => {
    const lines = await linesOf(context, query.siteId, reach(context, query.siteId));
    const rules = (await context.rules(query.siteId)).values.claims;
    return { rows: lines.filter(({ customers }) => customers > 0), byItself: rules.dayList === 'each_morning' };
  }),
  carryOut(routes.sendDay, async (context, { body }) => {
    const lines = await linesOf(context, body.siteId, reach(context, body.siteId));
    const { sent, journalId } = await send(context, body.siteId, lines, true);
    return { sent, journalId: journalId ?? '' };
  }),
];
