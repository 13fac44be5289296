/** Ticking off the steps of one's routine; whoever stands above somebody sees how far they are. */
import { organisation as contract, organisationRefusals } from '#contract/organisation.ts';
import type { QueryOf } from '#contract/kernel/route.ts';
import { localDateOf } from '#core/kernel/instant.ts';
import { decideTick, periodOf, routinesOf } from '#core/organisation/index.ts';
import { notAllowed, personOf } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { answer, carryOut, type Endpoint } from '#server/platform/http.ts';
import { accepted } from '#server/platform/refused.ts';
import { chainOf } from './facts.ts';
import { holderOf, setTick, ticksOf } from './store-routines.ts';

async function routines(context: Context, query: QueryOf<typeof contract.routines>) {
  const me = personOf(context.actor);
  const person = await holderOf(context.tx, query.staffId ?? me);
  if (person.id !== me && !(await chainOf(context.tx, person.id)).includes(me))
    throw notAllowed('organisation.instruct');
  const day = query.day ?? localDateOf(context.now, person.timeZone);
  const ticks = await ticksOf(context.tx, person.id, [day, periodOf('monthly', day)]);
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
  const person = await holderOf(tx, personOf(context.actor));
  const facts = { post: person.post, today: localDateOf(now, person.timeZone) };
  const decision = accepted(decideTick(facts, params), organisationRefusals);
  const { period } = decision.outcome;
  await setTick(tx, { staffId: person.id, ...params, period, doneAt: body.done ? now : null });
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
