/** What a site keeps for its deals: contracts bound by month, and the deposit per unit. */
import { deals as routes } from '#contract/deals.ts';
import { accept } from '#core/kernel/decision.ts';
import { addMonths, instantAt, localDateOf } from '#core/kernel/instant.ts';
import { siteById } from '#server/claims/index.ts';
import { requireSite } from '#server/platform/actor.ts';
import { clearDeadlines } from '#server/platform/deadlines.ts';
import { carryOut, type Endpoint } from '#server/platform/http.ts';
import { refuseWith } from './access.ts';
import { BIND_DUE } from './common.ts';
import { nextNumber } from './store-numbers.ts';
import * as parts from './store-parts.ts';

/** The originals of a month that is over, numbered by their contract numbers and bound into one volume. */
const bind = carryOut(routes.bind, async (context, { params, body }) => {
  const { tx, now } = context;
  requireSite(context.actor, 'deals.register', params.siteId);
  const { timeZone } = await siteById(tx, params.siteId);
  if (body.month >= localDateOf(now, timeZone).slice(0, 7)) throw refuseWith('MONTH_NOT_OVER', { field: 'month' });
  const from = instantAt(`${body.month}-01`, '00:00', timeZone);
  const to = instantAt(addMonths(`${body.month}-01`, 1), '00:00', timeZone);
  const volume = {
    id: context.newId(),
    siteId: params.siteId,
    month: body.month,
    from,
    to,
    at: now,
    by: context.actor.staffId,
  };
  const journalId = context.newId();
  const number = await nextNumber(context, 'volume', params.siteId);
  const contracts = await parts.bindMonth(tx, { ...volume, number, journalId });
  if (contracts === 0) throw refuseWith('NOTHING_TO_BIND', { field: 'month' });
  if ((await parts.unboundBefore(tx, params.siteId, to)) === 0)
    await clearDeadlines(tx, [params.siteId], [BIND_DUE], now);
  const facts = { month: body.month, number, contracts };
  context.record({
    id: journalId,
    kind: 'deals.bind',
    siteId: params.siteId,
    subject: { type: 'contract_volume', id: volume.id },
    input: {},
    facts,
    decision: accept(facts, ['S0.07.ct.6']),
  });
  return { volumeId: volume.id, number, contracts, journalId };
});

const setDeposit = carryOut(routes.setDeposit, async (context, { params, body }) => {
  const { siteId, kind } = params;
  requireSite(context.actor, 'deals.override', siteId);
  await siteById(context.tx, siteId);
  const facts = { kind, depositFen: body.depositFen, before: await parts.depositSet(context.tx, siteId, kind) };
  const journalId = context.record({
    kind: 'deals.setDeposit',
    siteId,
    subject: { type: 'site', id: siteId },
    input: {},
    facts,
    decision: accept(facts, ['S1.18.s2']),
  });
  const row = { siteId, kind, depositFen: body.depositFen, at: context.now, by: context.actor.staffId, journalId };
  await parts.saveDeposit(context.tx, row);
  return { depositFen: body.depositFen, journalId };
});

export const volumeCommands: readonly Endpoint[] = [bind, setDeposit];
