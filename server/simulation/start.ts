/** Asking for a simulation and cancelling it. */
import type { BodyOf } from '#contract/kernel/route.ts';
import { addHours } from '#core/kernel/instant.ts';
import { type simulation as routes, simulationRefusals } from '#contract/simulation.ts';
import { textUnder } from '#server/rulebook/index.ts';
import { notAllowed, personOf, requireScope } from '#server/platform/actor.ts';
import type { Context } from '#server/platform/context.ts';
import { notFound, Refused } from '#server/platform/refused.ts';
import * as store from './store.ts';
import type { Period } from './store-period.ts';
import * as views from './views.ts';

type Body = BodyOf<typeof routes.start>;

/** A simulation answers a question of the day; its thousands of rows need not outlive the quarter. */
const KEPT_DAYS = 92;
const RUNNING_MAX = 2; // of one person: each keeps a core busy for as long as it takes

export const refused = (
  code: keyof typeof simulationRefusals,
  detail: Readonly<Record<string, unknown>> = {},
): Refused => new Refused(code, simulationRefusals[code], detail);

export async function start(context: Context, rulebookId: string, body: Body): Promise<{ simulationId: string }> {
  const by = personOf(context.actor);
  const siteIds = await sitesWithin(context, body.siteIds);
  const ask = { rulebookId, siteIds, from: body.from, to: body.to };
  await requirePeriod(context, ask);
  await store.lockAsker(context.tx, by);
  const running = await store.underWayOf(context.tx, by);
  if (running >= RUNNING_MAX) throw refused('TOO_MANY_SIMULATIONS', { running });
  const text = await textOf(context, rulebookId, body.under ?? null, body.values);
  const id = context.newId();
  await store.expire(context.tx, addHours(context.now, -24 * KEPT_DAYS));
  await store.insert(context.tx, { id, ...ask, ...text }, by, context.now);
  context.publish({ topic: 'simulations', id });
  return { simulationId: id };
}

export async function cancel(context: Context, simulationId: string): Promise<Record<string, never>> {
  await views.requireMine(context, simulationId);
  if ((await store.requestCancel(context.tx, simulationId)) === 0) throw refused('SIMULATION_OVER');
  context.publish({ topic: 'simulations', id: simulationId });
  return {};
}

/** The chosen sites, all within the reach of the actor; none chosen means all within reach. */
async function sitesWithin(context: Context, chosen: readonly string[]): Promise<readonly string[]> {
  const scope = requireScope(context.actor, 'rulebook.simulate', 'site');
  const mine = scope === 'company' ? await views.everySite(context.tx) : context.actor.siteIds;
  if (chosen.some((id) => !mine.includes(id)))
    throw scope === 'company' ? notFound('门店 / site') : notAllowed('rulebook.simulate');
  return chosen.length > 0 ? [...new Set(chosen)] : mine;
}

/** Refuses a period about which the journal has nothing to say. */
export async function requirePeriod({ tx, now }: Pick<Context, 'tx' | 'now'>, period: Period): Promise<void> {
  const { from, to } = period;
  if (from >= to) throw refused('PERIOD_EMPTY', { field: 'to' });
  if (to > now) throw refused('PERIOD_NOT_OVER', { field: 'to' });
  const since = await views.journalBegins(tx);
  if (since === null || from < since) throw refused('PERIOD_BEFORE_JOURNAL', { field: 'from', since: since ?? now });
  if (!(await views.hasDecisions(tx, period))) throw refused('NO_SITE_GOES_BY_IT', { field: 'from' });
}

/** The values it is decided under: a text of the book, with single parameters changed on top. */
export async function textOf(
  context: Pick<Context, 'tx'>,
  rulebookId: string,
  under: string | null,
  values: Body['values'],
): Promise<Pick<store.Asked, 'rules' | 'houseIndex' | 'under'>> {
  const text = await textUnder(context.tx, rulebookId, under, values);
  if (text.ok) return { rules: text.values, houseIndex: text.rulebook.index, under: text.title };
  if (text.fault === 'unknown_text') throw notFound('制度文本 / text of the rulebook');
  if (text.fault === 'unknown_value') throw refused('VALUE_UNKNOWN', { name: text.name, field: `values.${text.name}` });
  const [first] = text.errors;
  throw refused('TEXT_DOES_NOT_COMPILE', {
    field: Object.keys(values).length > 0 ? 'values' : 'under',
    count: text.errors.length,
    line: first?.line ?? 1,
    problemZh: first?.zh ?? '',
    problemEn: first?.en ?? '',
    errors: text.errors,
  });
}
