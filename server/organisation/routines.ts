/** Ticking off the steps of one's routine; whoever stands above somebody sees how far they are. */
import sql from 'sql-template-tag';
import { organisation as contract, organisationRefusals } from '#contract/organisation.ts';
import type { QueryOf } from '#contract/kernel/route.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import { decideTick, periodOf, routinesOf } from '#core/organisation/index.ts';
import { notAllowed, personOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { answer, carryOut, type Endpoint } from '#server/platform/http.ts';
import { accepted, notFound } from '#server/platform/refused.ts';
import { chainOf } from './facts.ts';

interface Holder {
  readonly id: string;
  readonly name: string;
  readonly post: string | null;
  readonly siteId: string | null;
  readonly timeZone: string;
}

async function holder(context: Context, staffId: string): Promise<Holder> {
  const row = await context.tx.row<Holder>(sql`
    select staff.id, staff.name, staff.post, staff.site_id as "siteId", coalesce(sites.time_zone, 'Asia/Shanghai') as "timeZone"
    from staff left join sites on sites.company_id = staff.company_id and sites.id = staff.site_id
    where staff.company_id = ${context.tx.companyId} and staff.id = ${staffId}`);
  if (!row) throw notFound('人员 / person');
  return row;
}

async function routines(context: Context, query: QueryOf<typeof contract.routines>) {
  const me = personOf(context.actor);
  const person = await holder(context, query.staffId ?? me);
  if (person.id !== me && !(await chainOf(context.tx, person.id)).includes(me))
    throw notAllowed('organisation.instruct');
  const day = query.day ?? localDateOf(context.now, person.timeZone);
  const ticks = await context.tx.rows<{ routine: string; step: number; period: string; doneAt: string }>(sql`
    select routine_ticks.routine, routine_ticks.step, routine_ticks.period, routine_ticks.done_at as "doneAt" from routine_ticks
    where routine_ticks.company_id = ${context.tx.companyId} and routine_ticks.staff_id = ${person.id}
      and routine_ticks.period in (${day}, ${periodOf('monthly', day)})`);
  const rows = routinesOf(person.post).map(({ key, zh, en, rhythm, cites, steps = [] }) => {
    const period = periodOf(rhythm, day);
    const doneAt = (step: number): string | null =>
      ticks.find((tick) => tick.routine === key && tick.step === step && tick.period === period)?.doneAt ?? null;
    const done = steps.map((step, place) => ({ ...step, doneAt: doneAt(place) }));
    return {
      key,
      zh,
      en,
      rhythm,
      cites: [...cites],
      steps: done,
      isComplete: done.every((step) => step.doneAt !== null),
    };
  });
  return { person: { id: person.id, name: person.name }, day, rows };
}

const tick = carryOut(contract.tickRoutine, async (context, { params, body }) => {
  const { tx, now } = context;
  const person = await holder(context, personOf(context.actor));
  const facts = { post: person.post, today: localDateOf(now, person.timeZone) };
  const decision = accepted(decideTick(facts, params), organisationRefusals);
  const { period } = decision.outcome;
  if (body.done)
    await tx.run(sql`insert into routine_ticks (company_id, staff_id, routine, step, period, done_at)
      values (${tx.companyId}, ${person.id}, ${params.routine}, ${params.step}, ${period}, ${now}) on conflict do nothing`);
  else
    await tx.run(sql`delete from routine_ticks where company_id = ${tx.companyId} and staff_id = ${person.id}
      and routine = ${params.routine} and step = ${params.step} and period = ${period}`);
  const journalId = context.record({
    kind: 'organisation.tickRoutine',
    siteId: person.siteId,
    subject: { type: 'staff', id: person.id },
    staffIds: [person.id],
    rules: await context.rules(person.siteId),
    input: { ...params, done: body.done },
    facts,
    decision,
  });
  context.publish({ topic: 'routines', staffId: person.id });
  return { doneAt: body.done ? now : null, journalId };
});

export const routineEndpoints: readonly Endpoint[] = [
  answer(contract.routines, (context, { query }) => routines(context, query)),
  tick,
];
